//! What evaluating commands take from outside: chance, the default domain, parameters, the service.

use super::{Folder, attrmap, json_lines};

fn evaluated(arguments: &[&str]) -> (i32, String) {
    let run = attrmap(&[&["eval", "-r"], arguments].concat());
    (run.code, run.stdout)
}

#[test]
fn a_seed_decides_what_is_drawn() {
    let drawn = |seed: &[&str]| evaluated(&[&["Guid()"], seed].concat()).1;
    let first = drawn(&["--seed", "1"]);
    assert_eq!(first.trim_end().len(), 36, "{first}");
    assert_eq!(drawn(&["--seed", "1"]), first, "the same seed");
    assert_ne!(drawn(&["--seed", "2"]), first, "another seed");
    assert_ne!(drawn(&[]), drawn(&[]), "a secret is another in each run");
    let run = attrmap(&["eval", "Guid()", "--seed=-1"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "no number below zero");
}

/// In a run row and target decide too, and threads do not.
#[test]
fn a_seed_is_a_whole_number() {
    for seed in ["-1", "1.5", "x", "18446744073709551616"] {
        let run = attrmap(&["eval", "Guid()", "--seed", seed]);
        let expected = format!(
            "error: invalid value '{seed}' for '--seed <N>': a seed is a whole number from 0 to \
             18446744073709551615\n\nFor more information, try '--help'.\n"
        );
        assert_eq!((run.code, run.stderr), (2, expected));
    }
}

#[test]
fn a_seed_gives_the_same_payloads_with_any_number_of_threads() {
    let folder = Folder::new();
    let mapping = folder.write(
        "m.attrmap.toml",
        "schema = \"scim\"\n[map]\nuserName = 'Guid()'\nexternalId = 'RandomString(8, 0, 0, 0, 0)'\n",
    );
    let users = folder.write("users.ndjson", super::users(3000));
    let run = |more: &[&str]| attrmap(&[&["run", "-m", &mapping, &users], more].concat()).stdout;
    let one = run(&["--seed", "7", "--threads", "1"]);
    assert_eq!(run(&["--seed", "7", "--threads", "8"]), one);
    assert_ne!(run(&["--threads", "1"]), one, "without a seed nobody knows");
    let mut names: Vec<String> =
        json_lines(&one).iter().map(|payload| payload["userName"].to_string()).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 3000, "each user has another");
}

#[test]
fn the_default_domain_is_said_or_missed() {
    let expression = r#"Join("@", "ana", DefaultDomain())"#;
    let said = evaluated(&[expression, "--default-domain", "contoso.com"]);
    assert_eq!(said, (0, "ana@contoso.com\n".to_owned()));
    let run = attrmap(&["eval", expression]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("eval::no-default-domain"), "{run:?}");
}

#[test]
fn parameters_are_texts_of_the_expression() {
    let expression = r#"Join(".", [cn], %Domain%, %forest%)"#;
    let given = ["--parameter", "Domain=east", "--parameter", "%Forest%=a=b", "--set", "cn=x"];
    assert_eq!(evaluated(&[&[expression], &given[..]].concat()), (0, "x.east.a=b\n".to_owned()));
    let run = attrmap(&["eval", "%Domain%"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stderr.contains("say it: `--parameter Domain=VALUE`"), "{run:?}");
    let run = attrmap(&["eval", "%Domain%", "--parameter", "Domain"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("write NAME=VALUE, such as DomainFQDN=contoso.com"), "{run:?}");
}

/// What is chosen binds; what is only likely warns.
#[test]
fn a_function_of_another_service_is_refused_where_one_is_chosen() {
    let expression = r#"IIF(IsPresent([mail]), [mail], Error("no mail"))"#;
    let code = "check::function-of-another-service";
    for (service, exit_code, is_said) in [
        (None, 0, true),
        (Some("app-provisioning"), 1, true),
        (Some("hr-inbound"), 1, true),
        (Some("cloud-sync"), 0, false),
    ] {
        let chosen = service.map_or(Vec::new(), |service| vec!["--service", service]);
        let run = attrmap(&[&["eval", "-r", expression, "--set", "mail=a"], &*chosen].concat());
        assert_eq!(run.code, exit_code, "{service:?}: {run:?}");
        assert_eq!(run.stdout, if exit_code == 0 { "a\n" } else { "" }, "{service:?}");
        assert_eq!(run.stderr.contains(code), is_said, "{service:?}: {run:?}");
    }
    let folder = Folder::new();
    let mapping = format!("schema = \"scim\"\n[map]\nuserName = '{expression}'\n");
    let mapping = folder.write("m.attrmap.toml", mapping);
    let users = folder.write("users.ndjson", "{\"mail\": \"a\"}\n");
    let run = attrmap(&["run", "-m", &mapping, &users, "--service", "app-provisioning"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "nothing is run");
    assert!(run.stderr.contains("exists in cloud sync only"), "{run:?}");
    let run = attrmap(&["run", "-m", &mapping, &users]);
    assert_eq!(run.ended(), (0, [1, 1, 0, 0]));
}

/// Recorded rows come from any service.
#[test]
fn rows_are_bound_to_no_service() {
    let folder = Folder::new();
    let row = r#"{"expression": "StringFromSid([sid])", "inputs": {"sid": "S-1-5-18"}, "expected": "S-1-5-18"}"#;
    let rows = folder.write("rows.ndjson", row);
    let run = attrmap(&["conform", &rows]);
    assert_eq!((run.code, run.stdout.as_str()), (0, "1 row: 1 agree, 0 differ\n"), "{run:?}");
    assert_eq!(attrmap(&["conform", &rows, "--service", "hr-inbound"]).code, 1);
}
