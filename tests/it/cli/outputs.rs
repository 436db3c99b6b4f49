//! Where output goes: files that appear whole or not at all, devices, pipes, the summary.

use std::process::Stdio;

use serde_json::{Value, json};

use super::{Folder, MAPPING, USERS, attrmap, command, run_over, user, users};

#[test]
fn a_file_appears_with_all_payloads() {
    let folder = Folder::new();
    let out = folder.path("payloads.ndjson");
    let run = attrmap(&["run", "-m", MAPPING, USERS, "-o", &out]);
    assert_eq!(run.ended(), (0, [31, 31, 0, 0]));
    assert_eq!(run.stdout, "");
    let direct = attrmap(&["run", "-m", MAPPING, USERS]);
    assert_eq!(folder.read("payloads.ndjson"), direct.stdout);
    assert_eq!(folder.files(), ["payloads.ndjson"], "nothing else is left");
}

#[test]
fn a_file_that_would_not_be_whole_does_not_appear() {
    let folder = Folder::new();
    let out = folder.path("payloads.ndjson");
    let broken = format!("[{}, {{\"userPrin", user("a").trim_end());
    let run = run_over(&broken, &["-o", &out]);
    assert_eq!(run.code, 2);
    assert_eq!(folder.files(), [""; 0]);
    folder.write("payloads.ndjson", "old\n");
    let run = run_over(&broken, &["-o", &out]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("payloads.ndjson` was not written"), "{run:?}");
    assert_eq!(folder.read("payloads.ndjson"), "old\n");
    assert_eq!(folder.files(), ["payloads.ndjson"]);
    // Rejects do not make it less whole.
    let run = run_over(format!("{}{{}}\n", user("a")), &["-o", &out]);
    assert_eq!(run.ended(), (1, [2, 1, 1, 0]));
    assert_eq!(folder.read("payloads.ndjson").lines().count(), 1);
}

#[cfg(unix)]
#[test]
fn links_are_followed() {
    let folder = Folder::new();
    let (real, link) = (folder.write("real.ndjson", "old"), folder.path("link.ndjson"));
    std::os::unix::fs::symlink("real.ndjson", &link).expect("a link can be made");
    let run = run_over(user("a"), &["-o", &link]);
    assert_eq!(run.ended(), (0, [1, 1, 0, 0]));
    let kind = std::fs::symlink_metadata(&link).expect("the link is there").file_type();
    assert!(kind.is_symlink(), "the link is a link still");
    assert!(std::fs::read_to_string(real).expect("the file is there").contains("a@contoso.com"));
    let dangling = folder.path("dangling.ndjson");
    std::os::unix::fs::symlink("new.ndjson", &dangling).expect("a link can be made");
    assert_eq!(run_over(user("a"), &["-o", &dangling]).code, 0);
    assert!(folder.read("new.ndjson").contains("a@contoso.com"));
    // Links in a circle lead nowhere, and stay.
    let circle = folder.path("circle.ndjson");
    std::os::unix::fs::symlink("circle.ndjson", &circle).expect("a link can be made");
    let run = run_over(user("a"), &["-o", &circle]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("error: cannot write `"), "{run:?}");
    let kind = std::fs::symlink_metadata(&circle).expect("the link is there").file_type();
    assert!(kind.is_symlink(), "the link is a link still");
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let out = folder.write("private.ndjson", "old");
    std::fs::set_permissions(&out, std::fs::Permissions::from_mode(0o600)).expect("can be set");
    assert_eq!(run_over(user("a"), &["-o", &out]).code, 0);
    let mode = std::fs::metadata(&out).expect("the file is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn devices_are_written_directly() {
    let run = run_over(users(3), &["-o", "/dev/null"]);
    assert_eq!(run.ended(), (0, [3, 3, 0, 0]));
    assert_eq!(run.stdout, "");
    let run = run_over(users(3), &["-o", "/dev/stdout"]);
    assert_eq!(run.ended(), (0, [3, 3, 0, 0]));
    assert_eq!(run.payloads().len(), 3);
    assert!(std::fs::metadata("/dev/null").is_ok_and(|it| !it.is_file()), "it is a device still");
    // A device that is full: nothing is taken, and that is said.
    let run = run_over(users(3), &["-o", "/dev/full"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("error: cannot write `/dev/full`"), "{run:?}");
    #[cfg(target_os = "linux")]
    {
        let full = std::fs::File::options().write(true).open("/dev/full").expect("it is there");
        let mut command = command(&["run", "-m", MAPPING, USERS], ".".as_ref());
        let run = command.stdin(Stdio::null()).stdout(full).output().expect("it runs");
        let stderr = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains("error: cannot write to standard output: no space"), "{stderr}");
    }
}

#[test]
fn no_file_that_is_read_is_written() {
    let folder = Folder::new();
    let mapping = folder.write("m.attrmap.toml", std::fs::read(MAPPING).expect("the example"));
    let users = folder.write("users.ndjson", user("a"));
    let table: [(&[&str], &str); 4] = [
        (&["-o", &users], "-o"),
        (&["-o", &mapping], "-o"),
        (&["--rejects", &users], "--rejects"),
        (&["-o", "same", "--rejects", "same"], "-o and --rejects"),
    ];
    for (more, said) in table {
        let arguments = [&["run", "-m", &mapping, &users], more].concat();
        let run = attrmap(&arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{more:?}");
        assert!(run.stderr.starts_with(&format!("error: {said}")), "{more:?}: {run:?}");
    }
    assert_eq!(folder.read("users.ndjson"), user("a"));
    assert_eq!(folder.files(), ["m.attrmap.toml", "users.ndjson"]);
}

#[test]
fn standard_output_cannot_be_two_things() {
    for more in [&["--rejects", "-"][..], &["-o", "-", "--rejects", "-"]] {
        let run = run_over(user("a"), more);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{more:?}");
        let said = "error: standard output is asked for twice: by the payloads and by --rejects\n";
        assert!(run.stderr.starts_with(said), "{more:?}: {run:?}");
    }
    let folder = Folder::new();
    let run = run_over(user("a"), &["-o", "-", "--rejects", &folder.path("r")]);
    assert_eq!(run.ended(), (0, [1, 1, 0, 0]));
}

/// Numbers beyond what a system starts are as good as many.
#[test]
fn any_number_of_threads_can_be_asked_for() {
    for threads in ["1", "200000", "18446744073709551615"] {
        let run = run_over(users(100), &["--threads", threads]);
        assert_eq!(run.ended(), (0, [100, 100, 0, 0]), "{threads}");
    }
}

#[test]
fn folders_and_missing_folders_are_no_outputs() {
    let folder = Folder::new();
    let run = run_over(user("a"), &["-o", &folder.path("")]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("it is a folder"), "{run:?}");
    let run = run_over(user("a"), &["-o", &folder.path("missing/out.ndjson")]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.starts_with("error: cannot write `"), "{run:?}");
}

/// Seconds and pace are another at each run, and the attributes that nobody has are many.
fn without_pace(mut summary: Value) -> Value {
    let members = summary.as_object_mut().expect("a summary is an object");
    assert!(members.remove("seconds").is_some_and(|it| it.is_number()));
    assert!(members.remove("usersPerSecond").is_some_and(|it| it.is_u64()));
    let absent = members.remove("absentAttributes").expect("absent attributes");
    let absent = absent.as_array().expect("a list");
    assert!(absent.contains(&json!("mail")) && absent.contains(&json!("city")), "{absent:?}");
    assert!(!absent.contains(&json!("displayName")), "{absent:?}");
    summary
}

#[test]
fn a_summary_for_scripts() {
    let folder = Folder::new();
    let lines = format!("{}{{\"displayName\": \"B\"}}\n7\n", user("a"));
    let input = folder.write("users.ndjson", lines);
    let expected = json!({
        "version": 1,
        "ending": "complete",
        "usersRead": 3,
        "payloads": 1,
        "rejected": 2,
        "skipped": 0,
        "causes": [
            {
                "fate": "rejected",
                "code": "plan::required-value-missing",
                "target": "userName",
                "attribute": null,
                "message": "the target requires a user name, and this user has none",
                "users": 1,
                "examples": [{ "input": input, "row": 2 }],
            },
            {
                "fate": "rejected",
                "code": "record::not-an-object",
                "target": null,
                "attribute": null,
                "message": "this user is no JSON object",
                "users": 1,
                "examples": [{ "input": input, "row": 3 }],
            },
        ],
        "notes": [{
            "code": "record::derived-attribute",
            "message": "an attribute that no export holds was derived from others",
            "attributes": ["IsSoftDeleted"],
            "users": 1,
        }],
        "otherCauses": { "rejected": 0, "skipped": 0 },
        "warnings": [],
    });
    let arguments = ["run", "-m", MAPPING, &input, "--summary", "json"];
    // Payloads on stdout: the summary goes to stderr.
    let run = attrmap(&arguments);
    assert_eq!((run.code, run.payloads().len()), (1, 1));
    let line = run.stderr.lines().find(|line| line.starts_with('{')).expect("a line of JSON");
    assert_eq!(without_pace(serde_json::from_str(line).expect("JSON")), expected);
    // Payloads in a file: it goes to stdout, alone.
    let out = folder.path("out.ndjson");
    let run = attrmap(&[&arguments[..], &["-o", &out]].concat());
    assert_eq!(run.code, 1);
    assert_eq!(run.stdout.lines().count(), 1);
    assert_eq!(without_pace(serde_json::from_str(&run.stdout).expect("JSON")), expected);
    assert!(!run.stderr.contains(" read = "), "said once: {run:?}");
    // Payloads in a file and rejects on stdout: these are not mixed with it.
    let run = attrmap(&[&arguments[..], &["-o", &out, "--rejects", "-"]].concat());
    assert!(run.stdout.lines().count() == 2 && !run.stdout.contains("usersRead"), "{run:?}");
    assert!(run.stderr.contains("\"usersRead\":3"), "{run:?}");
    // None at all.
    let run = attrmap(&["run", "-m", MAPPING, &input, "--summary", "none"]);
    assert!(run.code == 1 && run.counts().is_none() && !run.stderr.contains("a second"));
}

#[test]
fn a_summary_for_people() {
    let broken = "examples/broken-users.ndjson";
    let run = attrmap(&["run", "-m", MAPPING, broken]);
    assert!(run.stderr.ends_with(" users a second\n"));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../cli");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("summary", run.stderr_without_pace()));
}

/// `attrmap … | head -1`: quiet, and an account of what went out.
#[test]
fn a_closed_pipe_ends_the_run() {
    let folder = Folder::new();
    let users = folder.write("users.ndjson", users(50_000));
    for threads in ["1", "4"] {
        let mut child = command(
            &["run", "-m", MAPPING, &users, "--summary", "json", "--threads", threads],
            ".".as_ref(),
        )
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        let run = super::Finished {
            code: output.status.code().unwrap_or(-1),
            stdout: String::new(),
            stderr,
        };
        run.check();
        let summary = run.stderr.lines().find(|line| line.starts_with('{')).expect("a summary");
        let summary: Value = serde_json::from_str(summary).expect("JSON");
        assert_eq!(summary["ending"], "closedPipe");
        assert_eq!(summary["payloads"], 0, "nobody has read any");
        assert_eq!(run.code, 0, "{run:?}");
    }
}
