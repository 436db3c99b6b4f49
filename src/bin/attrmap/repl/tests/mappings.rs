//! A mapping: loaded, tried, changed, saved.

use super::super::answer::Next;
use super::{MAPPING, Trial};

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
    let change = trial.session.mapped.as_ref().expect("a mapping").bytes();
    assert!(!String::from_utf8_lossy(&change).contains("Jion"), "a mistake changes nothing");
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
    let unneeded = "[[lint.exception]]\nrule = \"presence-in-switch\"\ntarget = \"displayName\"\n\
                    reason = \"so\"\n";
    trial.put("attrmap.toml", unneeded);
    let answer = trial.session.answer(":lint");
    assert!(answer.text.contains("settings::unused-exception"), "{}", answer.text);
    // Users prove more than a profile of others.
    let profile = "{\"version\": 1, \"users\": 1, \"unreadable\": 0, \"attributes\": {}}";
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

#[test]
fn a_schema_that_cannot_be_read_is_there_all_the_same() {
    let mut trial = Trial::new();
    trial.put("m.toml", "schema = \"s.json\"\n[map]\nuserName = 'Jion([mail])'\n");
    let missing = trial.session.answer(":load m.toml").said;
    assert!(missing.contains("mapping::unknown-schema"), "there is none: {missing}");
    trial.put_bytes("s.json", b"{\"id\": \"\xff\"}");
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
