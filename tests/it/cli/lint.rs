//! `lint` as people and pipelines use it: what counts, where settings are found, how it exits.

use std::fs;
use std::path::Path;

use super::{Finished, Folder, attrmap_with};

/// A mapping for Workplace with these lines beside what it needs.
pub(super) fn mapping(lines: &str) -> String {
    format!(
        "schema = \"workplace\"\n\n[map]\n\
         userName = {{ expression = '[userPrincipalName]', matchingPriority = 1 }}\n\
         name.formatted = 'Coalesce([displayName], [userPrincipalName])'\n\
         active = 'Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")'\n{lines}\n"
    )
}

/// Nothing is wrong with it.
pub(super) const SOUND: &str =
    "'emails[type eq \"work\"].value' = 'Coalesce([mail], [userPrincipalName])'";
/// A warning: `lint::nullable-required`.
const WARNING: &str = "'emails[type eq \"work\"].value' = '[mail]'";
/// An error, whoever the user is: `check::missing-argument`.
const ERROR: &str = "'emails[type eq \"work\"].value' = 'Coalesce([mail], [userPrincipalName])'\n\
    title = 'Left([jobTitle])'";

impl Folder {
    /// A file, and the folders it stands in.
    pub(super) fn place(&self, path: &str, content: impl AsRef<[u8]>) {
        let whole = self.0.join(path);
        fs::create_dir_all(whole.parent().expect("in a folder")).expect("a folder can be made");
        fs::write(whole, content).expect("a file can be written");
    }

    pub(super) fn lint(&self, arguments: &[&str]) -> Finished {
        attrmap_with(&[&["lint"], arguments].concat(), &self.0, b"")
    }

    /// The exit code, and a line for each finding: file, level, code.
    pub(super) fn found(&self, arguments: &[&str]) -> (i32, Vec<String>) {
        let finished = self.lint(&[&["--format", "concise"], arguments].concat());
        let lines: Vec<&str> = finished.stdout.lines().collect();
        let [findings @ .., _account] = lines.as_slice() else { panic!("{finished:?}") };
        let short = |line: &&str| {
            let (place, rest) = line.split_once(": ").expect("a place");
            let (level, rest) = rest.split_once(" [").expect("a level");
            let (code, _) = rest.split_once(']').expect("a code");
            format!("{} {level} {code}", place.split(':').next().expect("a file"))
        };
        (finished.code, findings.iter().map(short).collect())
    }
}

pub(super) fn of(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

const IS_NULLABLE: &str = "a.attrmap.toml warning lint::nullable-required";

#[test]
fn exit_codes_say_what_counts() {
    let folder = Folder::new();
    folder.write("sound.attrmap.toml", mapping(SOUND));
    folder.write("warning.attrmap.toml", mapping(WARNING));
    folder.write("error.attrmap.toml", mapping(ERROR));
    for (arguments, expected, why) in [
        (&["sound.attrmap.toml"][..], 0, "nothing to say"),
        (&["warning.attrmap.toml"], 1, "a warning counts"),
        (&["error.attrmap.toml"], 1, "an error counts"),
        (&["warning.attrmap.toml", "--fail-on", "error"], 0, "only errors count"),
        (&["error.attrmap.toml", "--fail-on", "error"], 1, "an error still counts"),
        (&["error.attrmap.toml", "--exit-zero"], 0, "nothing counts"),
        (&["warning.attrmap.toml", "--ignore", "nullable-required"], 0, "left out"),
        (&["warning.attrmap.toml", "--deny", "required", "--fail-on", "error"], 1, "an error now"),
        (&["no-such.attrmap.toml"], 2, "not there"),
        (&["no-such.attrmap.toml", "--exit-zero"], 2, "not there, whatever counts"),
        (&["--ignore", "no-such-rule"], 2, "a wrong flag"),
        (&["--config", "no-such.toml"], 2, "settings that are not there"),
        (&["--baseline", "no-such.json"], 2, "a baseline that is not there"),
    ] {
        assert_eq!(folder.lint(arguments).code, expected, "{arguments:?}: {why}");
    }
}

#[test]
fn notes_never_count() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(WARNING));
    folder.write("attrmap.toml", "[lint]\nlevels = { nullable-required = \"note\" }\n");
    let expected = of(&["a.attrmap.toml note lint::nullable-required"]);
    assert_eq!(folder.found(&[]), (0, expected));
}

#[test]
fn rules_are_selected_by_name_and_by_category() {
    let folder = Folder::new();
    let lines = format!("{WARNING}\ntitle = 'Switch(IsPresent([city]), \"a\", \"True\", \"b\")'");
    folder.write("a.attrmap.toml", mapping(&lines));
    let both = of(&[IS_NULLABLE, "a.attrmap.toml warning lint::presence-in-switch"]);
    let (nullable, presence) = (&both[..1], &both[1..]);
    for (arguments, expected, why) in [
        (&[][..], &both[..], "everything"),
        (&["--select", "required"], nullable, "a category"),
        (&["--select", "presence-in-switch"], presence, "a rule"),
        (&["--select", "lint::presence-in-switch,required"], &both, "both"),
        (&["--ignore", "choice"], nullable, "without a category"),
        (&["--ignore", "choice", "--ignore", "required"], &[], "given twice"),
        (&["--ignore", "all"], &[], "without any"),
        (&["--select", "matching"], &[], "another category"),
    ] {
        assert_eq!(folder.found(arguments).1, expected, "{arguments:?}: {why}");
    }
    let denied = folder.found(&["--deny", "choice"]).1;
    assert_eq!(
        denied,
        of(&[IS_NULLABLE, "a.attrmap.toml error lint::presence-in-switch"]),
        "denied is an error"
    );
}

/// What stages warn of is selected as rules are: by its code, or by all.
#[test]
fn only_what_is_selected_is_reported() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(&format!("{WARNING}\ntitle = 'tolower([city], )'")));
    let of_stage = "a.attrmap.toml warning check::function-case";
    let both = of(&[IS_NULLABLE, of_stage]);
    for (selected, expected) in [
        ("required", &both[..1]),
        ("check::function-case", &both[1..]),
        ("check::function-case,required", &both),
        ("all", &both),
        ("matching", &[]),
    ] {
        assert_eq!(folder.found(&["--select", selected]).1, expected, "{selected}");
    }
    folder.write("attrmap.toml", "[lint]\nselect = [\"check::function-case\"]\n");
    assert_eq!(folder.found(&[]).1, both[1..], "in the settings");
}

#[test]
fn where_pages_contradict_each_other_both_are_named() {
    let folder = Folder::new();
    let lines = "title = 'IIF(IsPresent([city]), [city], \"b\")'\n\
        nickName = 'Switch(IsPresent([city]), \"a\", \"True\", \"b\")'";
    folder.write("a.attrmap.toml", mapping(lines));
    let entra = "https://learn.microsoft.com/entra/identity/app-provisioning/";
    let reference = format!("{entra}functions-for-customizing-application-data");
    for (rule, part, other) in [
        ("presence-in-iif", "#iif", "workday-expression-mapping-functions-guide"),
        ("presence-in-switch", "#switch", "customize-application-attributes"),
    ] {
        let pages = [format!("{reference}{part}"), format!("{entra}{other}")];
        let drawn = folder.lint(&["--select", rule]).stdout;
        assert!(pages.iter().all(|page| drawn.contains(page)), "{drawn}");
        let json = folder.lint(&["--select", rule, "--format", "json"]).stdout;
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let mut findings = json["findings"].as_array().expect("a list").iter();
        let found = findings.find(|it| it["code"] == format!("lint::{rule}")).expect("it is found");
        assert_eq!(found["pages"], serde_json::json!(pages), "{rule}");
    }
}

#[test]
fn errors_of_stages_cannot_be_left_out() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(ERROR));
    let (code, found) = folder.found(&["--ignore", "all", "--select", "matching"]);
    assert_eq!(code, 1);
    assert!(found.iter().any(|line| line.contains(" error check::")), "{found:?}");
}

#[test]
fn settings_are_found_upwards() {
    let folder = Folder::new();
    folder.place("project/attrmap.toml", "[lint]\nignore = [\"required\"]\n");
    folder.place("project/maps/deep/a.attrmap.toml", mapping(WARNING));
    folder.place("other/a.attrmap.toml", mapping(WARNING));
    let (code, found) = folder.found(&[]);
    assert_eq!(code, 1);
    assert_eq!(found, of(&["other/a.attrmap.toml warning lint::nullable-required"]));
    // From elsewhere it is the file's folder that counts, not one's own.
    let there = Path::new(&folder.0).join("other");
    let lint = |arguments: &[&str]| attrmap_with(&[&["lint"], arguments].concat(), &there, b"");
    assert_eq!(lint(&["../project/maps/deep/a.attrmap.toml"]).code, 0);
    assert_eq!(lint(&["../project/maps/deep/a.attrmap.toml", "--no-config"]).code, 1);
    assert_eq!(lint(&["a.attrmap.toml", "--config", "../project/attrmap.toml"]).code, 0);
}

#[test]
fn exceptions_are_for_one_target_and_end_when_nothing_needs_them() {
    let folder = Folder::new();
    let exception = |target: &str| {
        format!("[[lint.exception]]\nrule = \"required\"\ntarget = '{target}'\nreason = \"x\"\n")
    };
    let email = exception("emails[type eq \"work\"].value");
    folder.place("attrmap.toml", &email);
    folder.place("maps/a.attrmap.toml", mapping(WARNING));
    folder.place("maps/deep/b.attrmap.toml", mapping(WARNING));
    assert_eq!(folder.found(&[]), (0, of(&[])), "for each file below");
    let account = folder.lint(&[]).stdout;
    assert_eq!(account, "no findings in 2 files (2 more known or excepted)\n");
    // Needed by one file is needed.
    folder.place("maps/deep/b.attrmap.toml", mapping(SOUND));
    assert_eq!(folder.found(&[]), (0, of(&[])));
    folder.place("maps/a.attrmap.toml", mapping(SOUND));
    let unused = "attrmap.toml warning settings::unused-exception";
    assert_eq!(folder.found(&[]), (1, of(&[unused])));
    // What no file maps is told from what is not looked at where all of the project is.
    folder.place("attrmap.toml", email + &exception("nickName"));
    folder.place("maps/a.attrmap.toml", mapping(WARNING));
    folder.place("others/c.attrmap.toml", mapping(SOUND));
    assert_eq!(folder.found(&[]), (1, of(&[unused])), "no file maps `nickName`");
    assert_eq!(folder.found(&["maps"]), (0, of(&[])), "another folder may");
    folder.place("maps/deep/b.attrmap.toml", "schema = \"workplace\"\n[map\n");
    assert!(!folder.found(&[]).1.contains(&unused.to_owned()), "this file may");
}

/// A hook before a commit gets the files that are about to be committed, and no others.
#[test]
fn an_exception_that_another_file_needs_is_not_unused() {
    let folder = Folder::new();
    let email = "emails[type eq \"work\"].value";
    folder.place(
        "attrmap.toml",
        format!("[[lint.exception]]\nrule = \"required\"\ntarget = '{email}'\nreason = \"x\"\n"),
    );
    folder.place("a.attrmap.toml", mapping(WARNING));
    folder.place("b.attrmap.toml", mapping(SOUND));
    assert_eq!(folder.found(&["b.attrmap.toml"]), (0, of(&[])), "the other file needs it");
    assert_eq!(folder.found(&["a.attrmap.toml", "b.attrmap.toml"]), (0, of(&[])));
    folder.place("a.attrmap.toml", mapping(SOUND));
    let unused = of(&["attrmap.toml warning settings::unused-exception"]);
    assert_eq!(folder.found(&["b.attrmap.toml"]), (0, of(&[])), "the other file may need it");
    assert_eq!(folder.found(&[]), (1, unused.clone()), "the whole folder");
    let both = ["a.attrmap.toml", "b.attrmap.toml"];
    assert_eq!(folder.found(&both), (1, unused.clone()), "each of its files");
    folder.place("other/attrmap.toml", "");
    folder.place("other/c.attrmap.toml", mapping(WARNING));
    assert_eq!(folder.found(&both), (1, unused), "a project of its own");
    // What has errors was not looked at, whatever another file shows.
    folder.place("a.attrmap.toml", mapping(&WARNING.replace("[mail]", "Left([mail])")));
    assert!(folder.found(&[]).1.iter().all(|it| !it.contains("unused-exception")));
}

#[test]
fn exceptions_are_asked_for_where_their_rules_looked() {
    let folder = Folder::new();
    let exception = |rule: &str, target: &str| {
        format!("[[lint.exception]]\nrule = \"{rule}\"\n{target}reason = \"x\"\n")
    };
    folder.write("a.attrmap.toml", mapping(SOUND));
    let user = "{\"id\": \"1\", \"userPrincipalName\": \"a@b.c\", \"displayName\": \"A\"}\n";
    folder.write("users.ndjson", user);
    let unused = "attrmap.toml warning settings::unused-exception";
    let email = "target = 'emails[type eq \"work\"].value'\n";
    folder.write("attrmap.toml", exception("not-an-email", email));
    assert_eq!(folder.found(&[]).0, 0, "without users it does not look");
    assert_eq!(folder.found(&["--users", "users.ndjson"]), (1, of(&[unused])));
    folder.write("attrmap.toml", exception("nullable-required", email));
    assert_eq!(folder.found(&[]), (1, of(&[unused])));
    assert_eq!(folder.found(&["--users", "users.ndjson"]).0, 0, "these users prove nothing of it");
    // An error in the mapping keeps the rules from looking at it.
    let broken = SOUND.replace("Coalesce([mail], [userPrincipalName])", "Left([mail])");
    folder.write("a.attrmap.toml", mapping(&broken));
    assert!(!folder.found(&[]).1.contains(&unused.to_owned()));
    // A finding that is about no mapping by itself.
    let matching = mapping(SOUND).replace(", matchingPriority = 1", "");
    folder.write("a.attrmap.toml", &matching);
    folder.write("attrmap.toml", "");
    let is_missing = "a.attrmap.toml error lint::no-matching-attribute";
    assert_eq!(folder.found(&[]).1, of(&[is_missing]));
    folder.write("attrmap.toml", exception("no-matching-attribute", ""));
    assert_eq!(folder.found(&[]), (0, of(&[])));
    folder.write("a.attrmap.toml", mapping(SOUND));
    assert_eq!(folder.found(&[]), (1, of(&[unused])));
}

#[test]
fn what_selects_nothing_is_refused_with_what_may_be_meant() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(""));
    for (flag, name, expected) in [
        ("--select", "Z9999", "neither a rule nor a category nor a code"),
        ("--select", "check::function-cas", "did you mean `check::function-case`?"),
        ("--ignore", "lint::nulable-required", "did you mean `nullable-required`?"),
        ("--deny", "nosuch::thing", "neither a rule nor a category nor a code"),
    ] {
        let finished = folder.lint(&[flag, name]);
        assert_eq!(finished.code, 2, "{name}: {finished:?}");
        assert!(finished.stderr.contains(expected), "{name}: {finished:?}");
    }
    assert_ne!(folder.lint(&["--select", "CHECK::function-case"]).code, 2, "a code in any case");
}

#[test]
fn settings_that_are_wrong_are_findings() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(SOUND));
    folder.write("attrmap.toml", "[lint]\nignore = [\"requierd\"]\n");
    let finished = folder.lint(&[]);
    assert_eq!(finished.code, 1);
    assert!(finished.stdout.contains("did you mean `required`?"), "{}", finished.stdout);
    folder.write("attrmap.toml", "[lint\n");
    assert_eq!(folder.found(&[]), (1, of(&["attrmap.toml error settings::no-toml"])));
}

#[test]
fn a_baseline_says_what_it_does_not_hold() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping("title = 'Jion([mail])'\n"));
    let written = folder.lint(&["--write-baseline", "known.json"]);
    assert_eq!(written.code, 0);
    let warning = "warning: 2 errors that no run would pass cannot be in a baseline\n";
    assert!(written.stderr.ends_with(warning), "{written:?}");
    let written = folder.lint(&["--write-baseline", "known.json", "a.attrmap.toml", "nowhere"]);
    assert_eq!(written.code, 2, "not all is in it: {written:?}");
}

#[test]
fn a_baseline_leaves_what_is_new() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", mapping(WARNING));
    let written = folder.lint(&["--write-baseline", "known.json"]);
    assert_eq!((written.code, written.stdout.as_str()), (0, ""));
    assert_eq!(written.stderr, "`known.json` knows 1 finding in 1 file\n");
    assert_eq!(folder.found(&["--baseline", "known.json"]), (0, of(&[])));
    // Lines that move and files that are renamed are not new.
    folder.write("a.attrmap.toml", mapping(SOUND));
    folder.write("b.attrmap.toml", format!("# a comment\n\n{}", mapping(WARNING)));
    assert_eq!(folder.found(&["--baseline", "known.json"]), (0, of(&[])));
    // The same mistake a second time is.
    folder.write("a.attrmap.toml", mapping(WARNING));
    let (code, found) = folder.found(&["--baseline", "known.json"]);
    assert_eq!((code, found.len()), (1, 1));
    folder.write("known.json", "{\"version\": 2, \"findings\": {}}");
    let other = folder.lint(&["--baseline", "known.json"]);
    assert_eq!(other.code, 2);
    assert!(other.stderr.starts_with("error: `known.json` is no baseline: "), "{other:?}");
}

#[test]
fn folders_are_searched() {
    let folder = Folder::new();
    folder.place("maps/b.attrmap.toml", mapping(WARNING));
    folder.place("maps/a/a.attrmap.toml", mapping(WARNING));
    folder.place("maps/export.JSON", "{\"synchronizationRules\": [");
    folder.place("maps/package.json", "{\"name\": \"x\"}");
    folder.place("maps/notes.txt", "attributeMappings");
    folder.place(".git/c.attrmap.toml", mapping(WARNING));
    folder.place("node_modules/d.attrmap.toml", mapping(WARNING));
    let (code, found) = folder.found(&[]);
    assert_eq!(code, 1);
    let files: Vec<&str> = found.iter().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(files, ["maps/a/a.attrmap.toml", "maps/b.attrmap.toml", "maps/export.JSON"]);
    // A path twice is one file.
    let twice = folder.found(&["maps/b.attrmap.toml", "maps/b.attrmap.toml"]);
    assert_eq!(twice.1.len(), 1);
    folder.place("empty/readme.md", "");
    let nothing = folder.lint(&["empty"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (0, "no findings in 0 files\n"));
    assert!(nothing.stderr.starts_with("warning: there are no mapping files here"), "{nothing:?}");
}

#[test]
fn files_that_cannot_be_used_hide_no_others() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", "schema = \"workplace\"\n[map\n");
    folder.write("b.attrmap.toml", mapping(WARNING));
    // A file that does not parse is a finding.
    let expected = [
        "a.attrmap.toml error mapping::toml-syntax",
        "b.attrmap.toml warning lint::nullable-required",
    ];
    assert_eq!(folder.found(&[]), (1, of(&expected)));
    // One that cannot be read is trouble.
    let finished =
        folder.lint(&["--format", "concise", "b.attrmap.toml", "no-such.json", "a.attrmap.toml"]);
    assert_eq!(finished.code, 2);
    assert_eq!(finished.stderr, "error: cannot read `no-such.json`: no such file or directory\n");
    assert_eq!(finished.stdout.lines().count(), 3, "{}", finished.stdout);
}

#[test]
fn a_table_that_cannot_be_used_is_said() {
    let folder = Folder::new();
    let text = mapping(SOUND).replace("\"workplace\"", "\"schemas.json\"");
    folder.write("a.attrmap.toml", &text);
    assert_eq!(folder.found(&[]), (1, of(&["a.attrmap.toml error mapping::unknown-schema"])));
    folder.write("schemas.json", "{\"Resources\": [");
    let (code, found) = folder.found(&[]);
    assert_eq!(code, 1);
    assert!(found.contains(&"schemas.json error json::syntax".to_owned()), "{found:?}");
    assert_eq!(folder.lint(&["--schema", "no-such"]).code, 2);
}

#[test]
fn standard_input_is_a_file() {
    let folder = Folder::new();
    let lint = |stdin: &str| {
        attrmap_with(&["lint", "-", "--format", "concise"], &folder.0, stdin.as_bytes())
    };
    let finished = lint(&mapping(WARNING));
    assert_eq!(finished.code, 1);
    assert!(finished.stdout.starts_with("-:7:35: warning [lint::nullable-required] "));
    assert_eq!(lint(&mapping(SOUND)).code, 0);
    // The settings of the current folder are its settings.
    folder.write("attrmap.toml", "[lint]\nignore = [\"required\"]\n");
    assert_eq!(lint(&mapping(WARNING)).code, 0);
}

#[test]
fn findings_are_in_order_whatever_the_order_of_files() {
    let folder = Folder::new();
    folder.place("b/attrmap.toml", "verifiedDomains = [\"contoso.com\"]\n");
    for file in ["b/x.attrmap.toml", "a.attrmap.toml", "c.attrmap.toml"] {
        let lines = format!("title = 'tolower([citty])'\nnickName = 'Join([a]'\n{WARNING}");
        folder.place(file, mapping(&lines));
    }
    let files = ["c.attrmap.toml", "b/x.attrmap.toml", "a.attrmap.toml"];
    let one = folder.lint(&[&["--format", "concise"], &files[..]].concat());
    let places: Vec<(&str, u32, u32)> = one
        .stdout
        .lines()
        .filter_map(|line| {
            let mut parts = line.split(':');
            let file = parts.next()?;
            Some((file, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
        })
        .collect();
    assert!(places.len() >= 9 && places.is_sorted(), "{places:?}");
    let mut reversed = files;
    reversed.reverse();
    for format in ["concise", "json", "sarif", "github", "human"] {
        let lint = |files: &[&str]| folder.lint(&[&["--format", format], files].concat()).stdout;
        assert_eq!(lint(&files), lint(&files), "{format}: twice the same");
        assert_eq!(lint(&files), lint(&reversed), "{format}: whatever the order of arguments");
    }
}

/// A finding about users names no letter of what `Redact` is given.
#[test]
fn no_letter_of_a_redacted_value_is_named() {
    let folder = Folder::new();
    folder.place("u.ndjson", "{\"id\": \"1\", \"jobTitle\": \"Жук\"}\n");
    let named = |expression: &str| {
        folder.place("a.attrmap.toml", mapping(&format!("{SOUND}\ntitle = '{expression}'")));
        let finished = folder.lint(&["a.attrmap.toml", "--users", "u.ndjson"]);
        finished.stdout.contains("unlisted-letter") || finished.stdout.contains('Ж')
    };
    assert!(named("NormalizeDiacritics([jobTitle])"));
    assert!(!named("NormalizeDiacritics(Redact([jobTitle]))"));
}
