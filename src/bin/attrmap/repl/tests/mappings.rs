//! A mapping: loaded, tried, changed, saved.

use std::path::Path;

use attrmap::source::Encoding;

use super::{MAPPING, Trial};
use crate::repl::session::answer::Next;
use crate::system::outside::Outside;

fn trial() -> Trial {
    let mut trial = Trial::with_users();
    assert_eq!(
        trial.gives(":load m.attrmap.toml"),
        "m.attrmap.toml: a mapping to 4 attributes of workplace\n"
    );
    trial
}

#[test]
fn a_payload_is_shown() {
    let mut trial = trial();
    let payload = trial.gives(":payload");
    let json: serde_json::Value = serde_json::from_str(&payload).expect("it is JSON");
    assert_eq!(json["userName"], "ana@contoso.com");
    assert!(payload.starts_with("{\n  \"schemas\": ["), "{payload}");
    trial.gives(":user next");
    let refused = trial.refuses(":payload");
    assert!(refused.ends_with("[plan::required-value-missing]"), "{refused}");
    trial.gives(":set mail=bo@contoso.com");
    assert!(trial.gives(":payload").contains("bo@contoso.com"), "what is set counts");
    trial.gives(":set mail=a\u{202e}\u{9b}@b.com");
    let turned = trial.gives(":payload");
    assert!(turned.contains(r"a\u202e\u009b@b.com"), "not obeyed: {turned}");
    let mut empty = Trial::new();
    assert_eq!(empty.refuses(":payload"), "error: no mapping is loaded");
}

#[test]
fn an_expression_is_changed_and_saved_with_every_other_byte_as_it_was() {
    let mut trial = trial();
    let answer = trial.session.answer(":edit displayname");
    assert_eq!(answer.text, "[mail]\n");
    assert_eq!(answer.next, Next::Edit(":edit displayName [mail]".to_owned()));
    assert_eq!(
        trial.gives(":edit displayName Coalesce([mail], [userPrincipalName])"),
        "displayName = Coalesce([mail], [userPrincipalName])\n\
         2 of 3 users get another value\n\
         \x20 row 2 (u2)  null → \"bo@contoso.com\"\n\
         \x20 row 3 (u3)  \"\" → \"cy@contoso.com\"\n"
    );
    assert_eq!(
        trial.gives(":target displayName"),
        "displayName : String\n  mapped: Coalesce([mail], [userPrincipalName])\n"
    );
    assert_eq!(trial.refuses(":quit"), "error: what was edited in `m.attrmap.toml` is not saved");
    let expected = MAPPING
        .replace("displayName = '[mail]'", "displayName = 'Coalesce([mail], [userPrincipalName])'");
    assert_eq!(
        trial.gives(":save new.attrmap.toml"),
        format!("new.attrmap.toml: {} bytes written\n", expected.len())
    );
    assert_eq!(trial.read("new.attrmap.toml"), expected);
    assert_eq!(trial.read("m.attrmap.toml"), MAPPING);
    assert_eq!(trial.session.answer(":quit").next, Next::Leave);
    assert_eq!(trial.refuses(":save users.ndjson"), "error: `users.ndjson` is there already");
    trial.gives(":save m.attrmap.toml");
    assert_eq!(trial.read("m.attrmap.toml"), expected);
}

#[test]
fn targets_with_blanks_in_them_are_edited() {
    let mut trial = trial();
    let text = trial.gives(":edit emails[type eq \"work\"].value ToLower([mail])");
    assert!(text.starts_with("emails[type eq \"work\"].value = ToLower([mail])\n"), "{text}");
    assert_eq!(trial.refuses(":edit displayNam [mail]"), "error: the mapping has no `displayNam`");
    assert_eq!(trial.refuses(":edit displayName Jion([mail])"), "check::unknown-function");
    let change = &trial.session.mapping.as_ref().expect("a mapping").bytes;
    assert!(!String::from_utf8_lossy(change).contains("Jion"), "a mistake changes nothing");
}

#[test]
fn the_mapping_is_linted_for_the_users() {
    let mut trial = trial();
    let answer = trial.session.answer(":lint");
    assert!(answer.text.contains("lint::nullable-required"), "{}", answer.text);
    trial.put("attrmap.toml", "[lint]\nignore = [\"nullable-required\", \"all\"]\n");
    let answer = trial.session.answer(":lint");
    assert!(!answer.text.contains("lint::nullable-required"), "settings count: {}", answer.text);
}

#[test]
fn findings_are_those_of_the_command() {
    let mut trial = Trial::with_users();
    // Beside another folder, which the path leads through and the file is not in.
    trial.put("other/attrmap.toml", "[lint]\nignore = [\"all\"]\n");
    trial.gives(":load other/../m.attrmap.toml");
    let answer = trial.session.answer(":lint");
    assert!(answer.text.contains("lint::nullable-required"), "{}", answer.text);
    let unneeded = "[[lint.exception]]\nrule = \"not-an-email\"\nreason = \"so\"\n\
                    target = 'emails[type eq \"work\"].value'\n";
    trial.put("attrmap.toml", unneeded);
    let answer = trial.session.answer(":lint");
    // Another file of the project may need it, and a session looks at one.
    assert!(!answer.text.contains("settings::unused-exception"), "{}", answer.text);
    // Users prove more than a profile of others.
    let profile =
        "{\"version\": 1, \"users\": 1, \"unreadable\": 0, \"isCut\": false, \"attributes\": {}}";
    trial.put("others.json", profile);
    trial.session.answer(":load others.json");
    let answer = trial.session.answer(":lint");
    assert!(answer.text.contains("row 2"), "{}", answer.text);
}

#[test]
fn a_mapping_with_mistakes_says_so() {
    let mut trial = Trial::new();
    trial.put("bad.toml", "schema = \"scim\"\n[map]\nuserName = 'Jion([mail])'\n");
    assert_eq!(trial.refuses(":load bad.toml"), "check::unknown-function");
    assert_eq!(trial.refuses(":payload"), "check::unknown-function");
    trial.gives(":edit userName [mail]");
    trial.gives(":set mail=a@b");
    assert!(trial.gives(":payload").contains("\"userName\": \"a@b\""), "it was mended");
}

/// As where it is loaded: what the users have is known.
#[test]
fn a_payload_that_there_is_not_says_what_is_wrong_and_no_more() {
    let mut trial = Trial::new();
    trial.put("users.csv", "id,costCentre\nu1,7\n");
    trial.put(
        "bad.toml",
        "schema = \"scim\"\n[map]\nuserName = 'Jion([costCentre])'\ntitle = '[costCentre]'\n",
    );
    trial.gives(":load users.csv");
    trial.session.answer(":load bad.toml");
    let said = trial.session.answer(":payload").said;
    assert!(said.contains("check::unknown-function"), "{said}");
    assert!(!said.contains("check::unknown-attribute"), "{said}");
}

#[test]
fn a_schema_that_cannot_be_read_is_there_all_the_same() {
    let mut trial = Trial::new();
    trial.put("m.toml", "schema = \"s.json\"\n[map]\nuserName = 'Jion([mail])'\n");
    let missing = trial.session.answer(":load m.toml").said;
    assert!(missing.contains("mapping::unknown-schema"), "there is none: {missing}");
    trial.put("s.json", b"{\"id\": \"\xff\"}");
    let broken = trial.session.answer(":load m.toml").said;
    assert!(broken.contains("`s.json` is no UTF-8 text"), "{broken}");
    assert!(broken.contains("check::unknown-function"), "what else is wrong is said: {broken}");
    assert!(!broken.contains("mapping::unknown-schema"), "{broken}");
    trial.gives(":edit userName [mail]");
    assert!(trial.refuses(":payload").contains("`s.json` is no UTF-8 text"));
}

#[test]
fn a_schema_is_meant_whatever_the_mapping_says() {
    let mut trial = Trial::new();
    trial.put(
        "schemas.json",
        r#"{"Resources": [{"id": "urn:ietf:params:scim:schemas:core:2.0:User", "name": "User",
            "attributes": [{"name": "nick", "type": "boolean", "multiValued": false}]}]}"#,
    );
    assert_eq!(trial.gives(":load schemas.json"), "schemas.json: a schema of 8 attributes\n");
    assert_eq!(trial.gives(":target nick"), "nick : Boolean\n");
    assert_eq!(trial.refuses(":target title"), "plan::unknown-target");
}

#[test]
fn what_is_no_text_is_no_mapping_and_the_one_there_was_stays() {
    let mut trial = trial();
    for (content, code) in [
        (b"schema = \"scim\" # \xfc".to_vec(), "mapping::not-text"),
        (b"schema = \"scim\" # \0".to_vec(), "mapping::not-text"),
        (b"#".repeat((8 << 20) + 1), "mapping::too-large"),
        (Vec::new(), "mapping::empty-file"),
    ] {
        trial.put("bad.attrmap.toml", content.clone());
        assert_eq!(trial.refuses(":load bad.attrmap.toml"), code);
        assert!(trial.refuses(":save bad.attrmap.toml").contains("is there already"));
        let there = trial.desk.read(Path::new("bad.attrmap.toml")).expect("it is there");
        assert_eq!(there, content, "{code}");
        assert!(trial.gives(":payload").contains("ana@contoso.com"), "{code}");
    }
}

#[test]
fn a_file_without_an_edit_is_saved_as_it_was() {
    let mut trial = Trial::new();
    let bytes = Encoding::Utf16LittleEndian.encode(&format!("\u{feff}{MAPPING}")).into_owned();
    trial.put("wide.attrmap.toml", bytes.clone());
    trial.gives(":load wide.attrmap.toml");
    trial.gives(":save wide.attrmap.toml");
    trial.gives(":save new.attrmap.toml");
    for name in ["wide.attrmap.toml", "new.attrmap.toml"] {
        assert_eq!(trial.desk.read(Path::new(name)).ok(), Some(bytes.clone()), "{name}");
    }
}

#[test]
fn edits_are_lost_by_nobody_who_was_not_told() {
    const UNSAVED: &str = "error: what was edited in `m.attrmap.toml` is not saved";
    let mut trial = trial();
    trial.put("other.attrmap.toml", MAPPING);
    trial.gives(":load m.attrmap.toml");
    trial.gives(":edit displayName [userPrincipalName]");
    assert_eq!(trial.refuses(":load other.attrmap.toml"), UNSAVED);
    assert_eq!(
        trial.gives(":target displayName"),
        "displayName : String\n  mapped: [userPrincipalName]\n"
    );
    assert_eq!(trial.refuses(":quit"), UNSAVED, "another entry came between");
    trial.gives("[mail]");
    assert_eq!(trial.refuses(":unload mapping"), UNSAVED);
    assert_eq!(trial.refuses(":quit"), UNSAVED, "that was another command");
    trial.gives("[mail]");
    assert_eq!(trial.refuses(":quit"), UNSAVED, "that was long ago");
    trial.gives(":load users.ndjson");
    assert_eq!(trial.refuses(":load m.attrmap.toml"), UNSAVED, "the same file has the old text");
    assert!(trial.gives(":load m.attrmap.toml").starts_with("m.attrmap.toml: a mapping"));
    assert_eq!(trial.session.answer(":quit").next, Next::Leave, "nothing is changed now");
    trial.gives(":edit displayName [userPrincipalName]");
    assert_eq!(trial.refuses(":quit"), UNSAVED);
    assert_eq!(trial.session.answer(":q").next, Next::Leave, "who says it again means it");
}

#[test]
fn where_nobody_can_be_asked_a_lost_edit_is_told() {
    let mut trial = trial();
    trial.session.asks = false;
    trial.gives(":edit displayName [userPrincipalName]");
    assert_eq!(
        trial.warns(":load m.attrmap.toml"),
        "warning: what was edited in `m.attrmap.toml` is not saved\n"
    );
}

#[test]
fn a_file_that_others_changed_is_not_written_over() {
    let mut trial = trial();
    trial.gives(":edit displayName [userPrincipalName]");
    trial.put("m.attrmap.toml", format!("{MAPPING}# theirs\n"));
    let changed = "error: `m.attrmap.toml` was changed since it was loaded";
    assert_eq!(trial.refuses(":save m.attrmap.toml"), changed);
    assert!(trial.read("m.attrmap.toml").ends_with("# theirs\n"));
    trial.put("m.attrmap.toml", MAPPING);
    trial.gives(":save m.attrmap.toml");
    trial.gives(":edit displayName [mail]");
    trial.gives(":save m.attrmap.toml");
    assert_eq!(trial.read("m.attrmap.toml"), MAPPING, "what was saved is known");
    trial.desk.0.borrow_mut().remove(Path::new("m.attrmap.toml"));
    trial.gives(":save m.attrmap.toml");
}

#[test]
fn an_expression_of_several_lines_is_shown_in_lines() {
    let mut trial = Trial::new();
    trial.put(
        "m.attrmap.toml",
        "schema = \"scim\"\n[map]\nuserName = \"\"\"\nCoalesce(\n\t[mail],\n  [userPrincipalName])\n\"\"\"\n",
    );
    trial.gives(":load m.attrmap.toml");
    let text = "Coalesce(\n\t[mail],\n  [userPrincipalName])";
    let answer = trial.session.answer(":edit userName");
    assert_eq!(answer.text, format!("{text}\n"));
    assert_eq!(answer.next, Next::Edit(format!(":edit userName {text}")));
    assert_eq!(
        trial.gives(":target userName"),
        "userName : String, required\n  mapped: Coalesce(\n          \t[mail],\n            [userPrincipalName])\n"
    );
    let edited = trial.gives(":edit userName Coalesce([mail],\n  [userPrincipalName])");
    assert_eq!(edited, "userName = Coalesce([mail],\n  [userPrincipalName])\n");
    assert_eq!(trial.refuses(":edit"), "error: which target?");
}

#[test]
fn a_file_of_windows_keeps_its_line_ends() {
    let mut trial = Trial::new();
    let file = |expression: &str| {
        format!("schema = \"scim\"\n[map]\nuserName = \"\"\"\n{expression}\"\"\"\n")
            .replace('\n', "\r\n")
    };
    trial.put("m.attrmap.toml", file("Coalesce(\n  [mail])"));
    trial.gives(":load m.attrmap.toml");
    // As a terminal has it.
    trial.gives(":edit userName Join(\"-\",\n  [mail],\n  [objectId])");
    trial.gives(":save m.attrmap.toml");
    assert_eq!(trial.read("m.attrmap.toml"), file("Join(\"-\",\n  [mail],\n  [objectId])"));
    trial.gives(":edit userName Append([mail],\n  \"a\nb\")");
    trial.gives(":save m.attrmap.toml");
    let written = trial.read("m.attrmap.toml");
    let escaped = "Append([mail],\r\n  \"a\\nb\")";
    assert!(written.contains(escaped), "another end of a line than the file's: {written:?}");
}

#[test]
fn what_is_said_of_an_edited_expression_is_said_however_often_it_was() {
    let mut trial = Trial::new();
    let mapping =
        "schema = \"scim\"\n[map]\nuserName = '[mail]'\ntitle = 'Append([faxNumber], \"x\")'\n";
    trial.put("m.attrmap.toml", mapping);
    trial.warns(":load m.attrmap.toml");
    let times = |said: String| said.matches("check::graph-name").count();
    assert_eq!(times(trial.warns(":edit userName [faxNumber]")), 1, "as that of another target");
    assert_eq!(times(trial.warns(":edit userName Trim([faxNumber])")), 1, "it is there still");
    trial.gives(":edit userName [mail]");
}

#[test]
fn values_of_a_target_look_so_while_it_is_edited() {
    let mut trial = Trial::with_users();
    trial.put(
        "m.attrmap.toml",
        "schema = \"scim\"\n[map]\nuserName = '[mail]'\nactive = '[accountEnabled]'\n",
    );
    trial.gives(":load m.attrmap.toml");
    let edited = trial.gives(":edit active IIF([department] = \"IT\", \"True\", [accountEnabled])");
    assert!(edited.ends_with("row 3 (u3)  false → true\n"), "{edited}");
}

/// What a terminal would obey is neither printed nor given to the line editor.
#[test]
fn names_of_files_are_shown_and_not_obeyed() {
    let mut trial = Trial::new();
    trial.put("users.csv", "id,a\u{1b}[31mb,mail\n1,x,y\n2,,z\n");
    trial.gives(":load users.csv");
    assert!(trial.gives(":show").contains("[a␛[31mb]"), "a value");
    trial.gives(":user next");
    assert!(trial.gives(":show").contains("null:  [a␛[31mb]"), "no value");
    assert!(!trial.warns(":set c\u{1b}[31m=1").contains('\u{1b}'));
    assert_eq!(trial.gives(":user"), "user 2 of 2, row 2 (2), set: c␛[31m\n");
    let offered = crate::repl::session::completion::complete(&trial.session, "[", 1);
    assert!(offered.candidates.iter().all(|it| !it.text.contains('\u{1b}')));
    trial.put(
        "m.attrmap.toml",
        "schema = \"scim\"\n[map]\nuserName = \"'a\u{1b}[31m'\"\n\"x\u{1b}[31m\" = \"[mail]\"\n"
            .replace("'", "\\\"")
            .replace('\u{1b}', "\\u001b"),
    );
    trial.session.answer(":load m.attrmap.toml");
    let answer = trial.session.answer(":edit userName");
    assert_eq!((answer.text.as_str(), answer.next), ("\"a␛[31m\"\n", Next::Go));
    for entry in [":edit x\u{1b}[31m [id]", ":target x\u{1b}[31m", ":load n\u{1b}", ":payload"] {
        let answer = trial.session.answer(entry);
        assert!(!format!("{}{}", answer.text, answer.said).contains('\u{1b}'), "{entry}");
    }
}

#[test]
fn a_new_file_can_be_saved_again() {
    let mut trial = trial();
    trial.gives(":edit displayName [userPrincipalName]");
    trial.gives(":save new.attrmap.toml");
    trial.gives(":edit displayName [mail]");
    trial.gives(":save ./new.attrmap.toml");
    assert_eq!(trial.read("new.attrmap.toml"), MAPPING);
    trial.put("new.attrmap.toml", "theirs");
    trial.gives(":edit displayName [userPrincipalName]");
    let changed = "error: `new.attrmap.toml` was changed since it was loaded";
    assert_eq!(trial.refuses(":save new.attrmap.toml"), changed);
    let there = "error: `users.ndjson` is there already";
    assert_eq!(trial.refuses(":save users.ndjson"), there);
    trial.gives(":save ~/mine.toml");
    assert!(trial.read("home/mine.toml").contains("displayName = '[userPrincipalName]'"));
}

#[test]
fn a_target_that_is_not_mapped_is_named_whole() {
    let mut trial = trial();
    assert_eq!(
        trial.refuses(r#":edit emails[type eq "fax"].value [mail]"#),
        r#"error: the mapping has no `emails[type eq "fax"].value`"#
    );
}

#[test]
fn what_was_loaded_is_forgotten() {
    let mut trial = trial();
    trial.gives(":load users.ndjson");
    assert_eq!(trial.gives(":unload users"), "no users are loaded\n");
    assert_eq!(trial.refuses(":count [mail]"), "error: no users are loaded");
    trial.gives(":edit displayName [userPrincipalName]");
    let unsaved = "error: what was edited in `m.attrmap.toml` is not saved";
    assert_eq!(trial.refuses(":unload mapping"), unsaved);
    assert_eq!(trial.gives(":unload mapping"), "no mapping is loaded\n");
    assert_eq!(trial.refuses(":unload mapping"), "error: no mapping is loaded");
    assert_eq!(trial.refuses(":unload"), "error: what is to be forgotten?");
    let profile =
        "{\"version\": 1, \"users\": 1, \"unreadable\": 0, \"isCut\": false, \"attributes\": {}}";
    trial.put("profile.json", profile);
    trial.session.answer(":load profile.json");
    assert!(trial.session.profile.is_some());
    trial.gives(":unload profile");
    assert!(trial.session.profile.is_none());
}

#[test]
fn one_of_several_object_mappings_is_meant() {
    let object = |name: &str, source: &str| {
        format!(
            r#"{{"name": "{name}", "enabled": true, "sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": [{{"targetAttributeName": "userName", "source": {{"expression": "{source}", "type": "Attribute"}}}}]}}"#
        )
    };
    let export = format!(
        r#"{{"synchronizationRules": [{{"name": "r", "sourceDirectoryName": "Azure Active Directory", "targetDirectoryName": "scim", "objectMappings": [{}, {}]}}]}}"#,
        object("One", "[faxNumber]"),
        object("Other", "[userPrincipalName]")
    );
    let mut trial = Trial::meaning(Some("Other"));
    trial.put("export.json", export.clone());
    trial.session.answer(":load export.json");
    let mapping = trial.session.mapping.as_ref().and_then(|mapping| mapping.object());
    assert_eq!(mapping.map(|object| object.mappings.len()), Some(1));
    let answer = trial.session.answer(":edit userName");
    assert_eq!(answer.text, "[userPrincipalName]\n", "{}", answer.said);
    trial.gives(":load users.ndjson");
    let findings = trial.session.answer(":lint").text;
    assert!(!findings.contains("check::graph-name"), "nor is the other one linted: {findings}");
    let mut trial = Trial::meaning(Some("One"));
    trial.put("export.json", export.clone());
    trial.session.answer(":load export.json");
    trial.gives(":load users.ndjson");
    let findings = trial.session.answer(":lint").text;
    assert!(findings.contains("check::graph-name"), "this one is: {findings}");
    let mut trial = Trial::new();
    trial.put("my export.json", export);
    trial.gives(":load users.ndjson");
    let answer = trial.session.answer(":load my export.json");
    assert!(answer.said.starts_with("mapping::several-object-mappings"), "{}", answer.said);
    let lines: Vec<&str> = answer.said.lines().map(str::trim).collect();
    let help = lines.join(" ");
    let expected =
        r#"help: say which: :load my export.json "One", or :load my export.json "Other""#;
    assert!(help.contains(expected), "{help}");
    for entry in [
        r#":load my export.json "Other""#,
        ":load my export.json other",
        r#":load "my export.json" Other"#,
        ":load my export.json 2",
    ] {
        trial.session.answer(entry);
        let answer = trial.session.answer(":edit userName");
        assert_eq!(answer.text, "[userPrincipalName]\n", "{entry}: {}", answer.said);
        trial.gives(":unload mapping");
    }
    trial.session.answer(":load my export.json One");
    trial.session.answer(":load users.ndjson");
    let findings = trial.session.answer(":lint").text;
    assert!(findings.contains("check::graph-name"), "this one is: {findings}");
    let unknown = "mapping::unknown-object-mapping";
    assert_eq!(trial.refuses(":load my export.json Third"), unknown);
    let nothing = "error: `users.ndjson` is no mapping, and has no object mappings";
    assert_eq!(trial.refuses(":load users.ndjson Third"), nothing);
    assert_eq!(trial.refuses(":load no where"), "error: cannot read `no where`");
}

#[test]
fn a_mapping_that_cannot_be_read_leaves_the_one_there_is() {
    let mut trial = trial();
    trial.put("cut.json", "{\"synchronizationRules\": [");
    assert_eq!(trial.refuses(":load cut.json"), "json::syntax");
    let mapping = trial.session.mapping.as_ref().map(|mapping| mapping.mappings().len());
    assert_eq!(mapping, Some(4));
}
