//! Memory is bounded, whatever the users are: asked of the system while the program runs.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use super::{Folder, MAPPING, command};

/// The most memory that a run of a mapping over these users ever had, in MiB.
fn peak(mapping: &str, users: &str, threads: &str) -> u64 {
    let folder = Folder::new();
    let users = folder.write("users.ndjson", users);
    let (out, rejects) = (folder.path("out"), folder.path("rejects"));
    let outputs = ["-o", &out, "--rejects", &rejects, "--input-format", "ndjson"];
    let arguments = ["run", "-m", mapping, &users, "--threads", threads];
    let mut child = command(&[&arguments[..], &outputs].concat(), ".".as_ref())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().expect("the program can be asked").is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
        peak = peak.max(kibibytes.map_or(0, |number| number.parse().expect("digits")));
        thread::sleep(Duration::from_millis(5));
    }
    assert!(peak > 0, "the system tells");
    peak >> 10
}

#[test]
fn memory_is_bounded_whatever_the_users_are() {
    let long = "x".repeat(900_000);
    let table = [
        ("x\n".repeat(300_000), "lines of one byte, each a reject"),
        (
            format!("{{\"userPrincipalName\": \"{long}\", \"displayName\": \"A\"}}\n").repeat(30),
            "huge users",
        ),
        (
            format!("{{\"userPrincipalName\": \"a\", \"displayName\": [\"{long}\", 1]}}\n")
                .repeat(30),
            "huge users, each a reject",
        ),
    ];
    for (users, why) in table {
        let peak = peak(MAPPING, &users, "16");
        assert!(peak < 64, "{why}: {peak} MiB");
    }
}

/// What a mapping makes of its users is bounded too, however small they are.
#[test]
fn memory_is_bounded_whatever_is_made_of_the_users() {
    let folder = Folder::new();
    let text = "x".repeat(900);
    let user = format!("{{\"userPrincipalName\": \"a\", \"city\": \"{text}\"}}\n");
    let multiplied = format!("Join([city], {})", vec!["\"\""; 150].join(", "));
    let delimiters = ";".repeat(1_000_000);
    let split = format!("{{\"userPrincipalName\": \"a\", \"city\": \"{delimiters}\"}}\n");
    let eight: String = ('a'..='h')
        .map(|letter| {
            format!(
                "addresses[type eq \"{letter}\"].locality = 'Join(\"\", Split([city], \";\"))'\n"
            )
        })
        .collect();
    for (rows, users, why) in [
        (format!("title = '{multiplied}'\n"), user.repeat(3_000), "small users, large payloads"),
        (
            format!("title = 'SelectUniqueValue({multiplied}, \"x\")'\n"),
            user.repeat(3_000),
            "large values that wait",
        ),
        (
            format!("externalId = 'CDate({multiplied})'\n"),
            user.repeat(3_000),
            "large values that are wrong",
        ),
        (
            eight.replace("addresses[", "'addresses[").replace("].locality", "].locality'"),
            split.repeat(8),
            "lists of very many values",
        ),
    ] {
        let text = format!("schema = \"scim\"\n[map]\nuserName = '[userPrincipalName]'\n{rows}");
        let mapping = folder.write("m.attrmap.toml", text);
        let peak = peak(&mapping, &users, "4");
        assert!(peak < 64, "{why}: {peak} MiB");
    }
}
