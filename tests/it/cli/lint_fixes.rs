//! `lint` with fixes, and with users: what each flag changes, and what it leaves.

use std::fs;

use super::lint::mapping;
use super::{Folder, attrmap_with};

/// A safe fix (`tolower`) and one that is to be looked at (a fallback for `[mail]`).
const BOTH: &str = "'emails[type eq \"work\"].value' = '[mail]'\ntitle = 'tolower([jobTitle], )'";

fn read(folder: &Folder) -> String {
    fs::read_to_string(folder.0.join("a.attrmap.toml")).expect("the file")
}

#[test]
fn fix_makes_the_safe_fixes_and_reports_the_rest() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(BOTH));
    let finished = folder.lint(&["--fix", "--format", "concise"]);
    assert_eq!((finished.code, finished.stderr.as_str()), (1, "1 finding mended\n"));
    assert!(finished.stdout.contains("lint::nullable-required"), "{}", finished.stdout);
    assert_eq!(read(&folder), mapping(&BOTH.replace("tolower", "ToLower")));
}

#[test]
fn unsafe_fixes_makes_all_of_them() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(BOTH));
    let finished = folder.lint(&["--unsafe-fixes"]);
    assert_eq!((finished.code, finished.stdout.as_str()), (0, "no findings in 1 file\n"));
    let whole = BOTH.replace("tolower", "ToLower");
    let whole = whole.replace("'[mail]'", "'Coalesce([mail], [userPrincipalName])'");
    assert_eq!(read(&folder), mapping(&whole));
}

#[test]
fn what_could_not_be_written_is_not_mended() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(BOTH));
    let path = folder.0.join("a.attrmap.toml");
    let mut permissions = fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("it is ours");
    let finished = folder.lint(&["--fix", "--format", "concise"]);
    assert_eq!(finished.code, 2, "{}", finished.stderr);
    assert!(finished.stderr.contains("cannot write"), "{}", finished.stderr);
    assert!(!finished.stderr.contains("mended"), "{}", finished.stderr);
    assert!(finished.stdout.contains("check::function-case"), "{}", finished.stdout);
    assert!(finished.stdout.contains("lint::nullable-required"), "{}", finished.stdout);
    assert_eq!(read(&folder), mapping(BOTH));
}

#[test]
fn a_difference_has_no_other_form() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(BOTH));
    for format in ["concise", "json", "sarif", "github"] {
        let finished = folder.lint(&["--diff", "--format", format]);
        assert_eq!((finished.code, finished.stdout.as_str()), (2, ""), "{format}");
        assert!(finished.stderr.contains("--diff shows changes"), "{}", finished.stderr);
    }
}

#[test]
fn diff_shows_what_fixes_would_change_and_changes_nothing() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(BOTH));
    let finished = folder.lint(&["--diff"]);
    assert_eq!((finished.code, finished.stderr.as_str()), (1, "1 finding could be mended\n"));
    let changed: Vec<&str> = finished
        .stdout
        .lines()
        .filter(|line| {
            line.starts_with(['+', '-']) && !line.starts_with("+++") && !line.starts_with("---")
        })
        .collect();
    assert_eq!(changed, ["-title = 'tolower([jobTitle], )'", "+title = 'ToLower([jobTitle], )'"]);
    assert!(folder.lint(&["--diff", "--unsafe-fixes"]).stdout.contains("+'emails[type"));
    assert_eq!(read(&folder), mapping(BOTH), "nothing is written");
    assert_eq!(folder.lint(&["--diff", "--exit-zero"]).code, 0);
}

/// A text that is piped through comes out mended, or as it is, and nothing else with it.
#[test]
fn standard_input_is_mended_to_standard_output() {
    let folder = Folder::new();
    let lint = |arguments: &[&str], text: &str| {
        attrmap_with(&[&["lint", "-"], arguments].concat(), &folder.0, text.as_bytes())
    };
    let fixed = lint(&["--fix", "--format", "concise"], &mapping(BOTH));
    assert_eq!(fixed.code, 1);
    assert_eq!(fixed.stdout, mapping(&BOTH.replace("tolower", "ToLower")));
    assert!(
        fixed.stderr.starts_with("1 finding mended\n-:7:35: warning [lint::nullable-required]")
    );
    let difference = lint(&["--diff"], &mapping(BOTH));
    assert_eq!((difference.code, difference.stderr.as_str()), (1, "1 finding could be mended\n"));
    assert!(difference.stdout.contains("\n+title = 'ToLower([jobTitle], )'\n"), "{difference:?}");
    let broken = "schema = \"workplace\"\n[map\n";
    let kept = lint(&["--fix"], broken);
    assert_eq!((kept.code, kept.stdout.as_str()), (1, broken));
    assert!(kept.stderr.contains("mapping::toml-syntax"), "{}", kept.stderr);
    assert_eq!(lint(&["--fix", "--exit-zero"], "").stdout, "");
}

/// What no difference can show is said: a file that does not parse is wrong all the same.
#[test]
fn diff_hides_no_errors() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(BOTH));
    folder.write("b.attrmap.toml", "schema = \"workplace\"\n[map\n");
    let broken = folder.lint(&["--diff", "b.attrmap.toml"]);
    assert_eq!((broken.code, broken.stdout.as_str()), (1, ""));
    let [said, account] = broken.stderr.lines().collect::<Vec<_>>()[..] else {
        panic!("{}", broken.stderr)
    };
    assert!(said.starts_with("b.attrmap.toml:2:"), "{said}");
    assert!(said.contains(": error [mapping::toml-syntax] "), "{said}");
    assert_eq!(account, "0 findings could be mended, 1 error left that no run would pass");
    let both = folder.lint(&["--diff"]);
    assert!(both.stderr.contains("toml-syntax"), "{}", both.stderr);
    assert!(both.stderr.contains("1 finding could be mended, 1 error left"), "{}", both.stderr);
    assert!(!both.stderr.contains("nullable-required"), "{}", both.stderr);
    assert_eq!(folder.lint(&["--diff", "--exit-zero"]).code, 0);
}

/// A tree whose new shape is not documented.
const EXPORT: &str = r#"[{
  "targetAttributeName": "emails[type eq \"work\"].value",
  "source": {"expression": "[mail]", "name": "mail", "type": "Attribute", "parameters": []}
}]"#;

#[test]
fn a_fix_that_cannot_be_made_says_why() {
    let folder = Folder::new();
    folder.write("export.json", EXPORT);
    let arguments = ["export.json", "--schema", "workplace", "--select", "nullable-required"];
    let finished = folder.lint(&[&arguments[..], &["--unsafe-fixes"]].concat());
    assert!(finished.stdout.contains("the fix is to be made by hand: "), "{}", finished.stdout);
    let why = "nullable-required] `emails[type eq \"work\"].value` can be missing, and the target \
        requires an e-mail address; the fix is to be made by hand: the file gives this expression";
    let concise = [&arguments[..], &["--unsafe-fixes", "--format", "concise"]].concat();
    assert!(folder.lint(&concise).stdout.contains(why), "{}", folder.lint(&concise).stdout);
    let difference = folder.lint(&[&arguments[..], &["--unsafe-fixes", "--diff"]].concat());
    assert!(difference.stderr.contains(why), "{}", difference.stderr);
    assert_eq!(fs::read_to_string(folder.0.join("export.json")).expect("it is there"), EXPORT);
}

/// A fix that would change the text and leave the tree as it is breaks the file.
#[test]
fn json_has_all_edits_of_a_fix_or_none() {
    let folder = Folder::new();
    folder.write("refused.json", EXPORT);
    let both = r#"[{"targetAttributeName": "title", "source": {
  "expression": "tolower([jobTitle], )", "name": "tolower", "type": "Function", "parameters": [
    {"key": "source", "value": {"expression": "[jobTitle]", "name": "jobTitle", "type": "Attribute", "parameters": []}}
  ]
}}]"#;
    folder.write("both.json", both);
    let edits = |file: &str, code: &str| {
        let arguments = [file, "--schema", "workplace", "--format", "json"];
        let finished = folder.lint(&arguments);
        let document: serde_json::Value = serde_json::from_str(&finished.stdout).expect("JSON");
        let findings = document["findings"].as_array().expect("findings");
        let finding = findings.iter().find(|it| it["code"] == code).expect("it is found");
        let fix = finding.get("fix")?;
        let edits = fix["edits"].as_array().expect("all of them").iter().map(|edit| {
            let place = |at: usize| edit["bytes"][at].as_u64().expect("a number") as usize;
            (both[place(0)..place(1)].to_owned(), edit["text"].as_str().expect("text").to_owned())
        });
        Some(edits.collect::<Vec<_>>())
    };
    assert_eq!(edits("refused.json", "lint::nullable-required"), None);
    let text = ("tolower".to_owned(), "ToLower".to_owned());
    let tree = ("\"tolower\"".to_owned(), "\"ToLower\"".to_owned());
    assert_eq!(edits("both.json", "check::function-case"), Some(vec![text, tree]));
}

/// Each pair could go by itself: without both, `Switch` has no form. What does no harm stays.
#[test]
fn of_fixes_that_harm_together_those_are_made_that_do_none() {
    let folder = Folder::new();
    let file = |email: &str, title: &str| {
        mapping(&format!("'emails[type eq \"work\"].value' = '{email}'\ntitle = '{title}'"))
    };
    let title = r#"Switch([accountEnabled], "Staff", "yes", "A", "no", "B")"#;
    folder.write("a.attrmap.toml", file("[mail]", title));
    let finished = folder.lint(&["--unsafe-fixes", "--format", "concise"]);
    let expected = file(
        "Coalesce([mail], [userPrincipalName])",
        r#"Switch([accountEnabled], "Staff", "no", "B")"#,
    );
    assert_eq!(read(&folder), expected);
    assert_eq!((finished.code, finished.stderr.as_str()), (1, "2 findings mended\n"));
    assert!(finished.stdout.ends_with("\n1 warning in 1 file\n"), "{}", finished.stdout);
}

const NOBODY: &str = "{\"id\": \"1\", \"userPrincipalName\": \"a@contoso.com\", \
    \"displayName\": \"A\", \"accountEnabled\": true, \"mail\": null}\n";
const WRONG: &str = "{\"id\": \"2\", \"userPrincipalName\": \"b@contoso.com\", \
    \"displayName\": \"B\", \"accountEnabled\": true, \"mail\": \"none\"}\n";

#[test]
fn users_say_for_whom() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(BOTH));
    folder.write("users.ndjson", NOBODY.to_owned() + WRONG);
    let finished = folder.lint(&["--users", "users.ndjson"]);
    assert!(finished.stdout.contains("not-an-email"), "{}", finished.stdout);
    assert!(finished.stdout.contains("`mail` is null for 1 of 2 users"), "{}", finished.stdout);
    let profile = attrmap_with(&["profile", "users.ndjson", "--format", "json"], &folder.0, b"");
    folder.write("profile.json", profile.stdout);
    let finished = folder.lint(&["--profile", "profile.json"]);
    assert!(finished.stdout.contains("`mail` is null for 1 of 2 users"), "{}", finished.stdout);
    assert!(!finished.stdout.contains("not-an-email"), "{}", finished.stdout);
}

/// What stands on standard input can be read once, and is looked at for each file and round.
#[test]
fn users_on_standard_input_are_those_of_every_file_and_round() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(BOTH));
    folder.write("b.attrmap.toml", mapping(BOTH));
    let users = NOBODY.to_owned() + WRONG;
    let arguments = ["lint", "--users", "-", "--fix", "--format", "concise"];
    let finished = attrmap_with(&arguments, &folder.0, users.as_bytes());
    for file in ["a.attrmap.toml", "b.attrmap.toml"] {
        let is_said = |line: &str| line.starts_with(file) && line.contains("not-an-email");
        assert!(finished.stdout.lines().any(is_said), "{file}: {}", finished.stdout);
    }
}

/// Two live mappings of users in one export.
#[test]
fn users_are_looked_at_for_each_mapping_of_them() {
    let folder = Folder::new();
    let object = |name: &str| {
        format!(
            r#"{{ "name": "{name}", "enabled": true, "sourceObjectName": "User",
  "targetObjectName": "User", "attributeMappings": [
  {{ "targetAttributeName": "emails[type eq \"work\"].value",
    "source": {{ "expression": "[mail]" }} }} ] }}"#
        )
    };
    let export = format!(
        r#"{{ "synchronizationRules": [{{ "editable": true,
  "sourceDirectoryName": "Azure Active Directory", "targetDirectoryName": "Workplace by Facebook",
  "objectMappings": [ {}, {} ] }}] }}"#,
        object("one"),
        object("two")
    );
    folder.write("export.json", export);
    folder.write("users.ndjson", NOBODY.to_owned() + WRONG);
    let arguments = ["export.json", "--schema", "workplace", "--format", "json"];
    let finished = folder.lint(&[&arguments[..], &["--users", "users.ndjson"]].concat());
    let document: serde_json::Value = serde_json::from_str(&finished.stdout).expect("JSON");
    let findings = document["findings"].as_array().expect("findings");
    let of_values = findings.iter().filter(|it| it["code"] == "lint::not-an-email");
    let objects: Vec<&str> = of_values.filter_map(|it| it["objectMapping"].as_str()).collect();
    assert_eq!(objects, ["one", "two"]);
}

#[test]
fn users_that_no_mapping_reads_are_said_to_be_left() {
    let folder = Folder::new();
    folder.write("users.ndjson", NOBODY);
    folder.write("export.json", "{\"synchronizationRules\": []}");
    let finished = folder.lint(&["export.json", "--users", "users.ndjson"]);
    assert!(finished.stderr.contains("the users are not looked at"), "{finished:?}");
}

/// PowerShell's files: the byte order mark is no column, and bytes of UTF-16 are not counted.
#[test]
fn places_in_files_of_powershell_are_those_that_editors_show() {
    let folder = Folder::new();
    let text = format!("\u{feff}{}", EXPORT.replace('\n', ""));
    let units = text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    folder.write("utf8.json", &text);
    folder.write("utf16.json", units);
    let column = text.find("[mail]").expect("there") + 1 - '\u{feff}'.len_utf8();
    for (file, has_bytes) in [("utf8.json", true), ("utf16.json", false)] {
        let arguments = [file, "--schema", "workplace", "--select", "nullable-required"];
        let finished = folder.lint(&[&arguments[..], &["--format", "sarif"]].concat());
        let document: serde_json::Value = serde_json::from_str(&finished.stdout).expect("JSON");
        let results = document["runs"][0]["results"].as_array().expect("results");
        let of_rule = results.iter().find(|it| it["ruleId"] == "lint::nullable-required");
        let region = &of_rule.expect("a finding")["locations"][0]["physicalLocation"]["region"];
        assert_eq!((&region["startLine"], &region["startColumn"]), (&1.into(), &column.into()));
        assert_eq!(region.get("byteOffset").is_some(), has_bytes, "{file}");
    }
}

/// Settings are of all files of a project: what is wrong with them is said once.
#[test]
fn what_several_files_show_of_the_settings_is_said_once() {
    let folder = Folder::new();
    let sound = "'emails[type eq \"work\"].value' = 'Coalesce([mail], [userPrincipalName])'";
    folder.write("a.attrmap.toml", mapping(sound));
    folder.write("b.attrmap.toml", mapping(sound));
    folder.write("attrmap.toml", "tenantUrl = \"https://www.workplace.com/scim/v1/\"\n");
    let (code, found) = folder.found(&[]);
    assert_eq!((code, found), (1, vec!["attrmap.toml error lint::wrong-tenant-url".to_owned()]));
}
