//! Files are told apart by what is in them.

use crate::mapping::{Content, MappingFile};

#[test]
fn a_file_is_what_its_content_says() {
    let job = r#"{"value": [{"schema": {"synchronizationRules": []}}]}"#;
    let loose = r#"[ {"targetAttributeName": "a"} ]"#;
    let commented = "// exported\n/* on\nMonday */ {\"objectMappings\": []}";
    let inside = "{ // rules\n \"synchronizationRules\": []}";
    let broken = "{\"synchronizationRules\": [";
    let directories = "{\"id\": \"scim.1.2\", \"directories\": [{\"name\": \"Ent";
    let cut_profile = "{\"version\": 1, \"unreadable\": 0, \"attributes\": {\"a\": {\"nu";
    let schemas = r#"{"Resources": [{"id": "urn:x:User", "attributes": []}]}"#;
    let schema = r#"{"attributes": [], "id": "urn:x:User", "name": "User"}"#;
    let profile = r#"{"version": 1, "users": 1, "unreadable": 0, "attributes": {}}"#;
    let named = r#"{"id": "5ca1ab03", "name": "Ana", "attributes": ["a"]}"#;
    for (text, expected, why) in [
        ("{\"synchronizationRules\": []}", Content::Mapping, "a schema of Graph"),
        (job, Content::Mapping, "in a job"),
        (loose, Content::Mapping, "attribute mappings alone"),
        (commented, Content::Mapping, "behind comments"),
        (inside, Content::Mapping, "with a comment inside"),
        (broken, Content::Mapping, "broken, and told all the same"),
        (directories, Content::Mapping, "cut off in its directories"),
        (cut_profile, Content::Profile, "a profile that was cut off"),
        ("\u{feff}{\"attributeMappings\": 1}", Content::Mapping, "a mark before it"),
        ("# x\nschema = \"scim\"\n", Content::Mapping, "a key of TOML"),
        ("schema = 'scim'\n", Content::Mapping, "alone"),
        ("[map]\ntitle = '[a]'\n", Content::Mapping, "a table of TOML"),
        ("[[scope]]\nname='x'\n", Content::Mapping, "a table in a list"),
        ("# nothing yet\n", Content::Mapping, "a comment alone"),
        (schemas, Content::Schema, "/Schemas"),
        (schema, Content::Schema, "one schema"),
        (profile, Content::Profile, "a profile"),
        ("{\"id\": \"1\"}\n{\"id\": \"2\"}\n", Content::Json, "lines of users"),
        ("[{\"mail\": null}]", Content::Json, "a list of them"),
        ("{\"value\": [{\"mail\": 1}]}", Content::Json, "an answer of Graph"),
        (named, Content::Json, "a user with a name and attributes"),
        ("// users\n[{\"mail\": 1}]", Content::Json, "users behind a comment"),
        ("id,mail\n1,a=b\n", Content::Text, "CSV"),
        ("id;a=b\n", Content::Text, "a strange column"),
        ("", Content::Text, "nothing"),
        ("[mail]", Content::Text, "an attribute"),
        ("[mail]\n", Content::Text, "on a line"),
        ("[1st]", Content::Text, "one that begins as JSON could"),
        ("[]", Content::Text, "a mistake in one"),
        (" \n Coalesce([mail],\n [x])\n", Content::Text, "a call"),
        ("\"x\"", Content::Text, "a text"),
        ("Join(\"-\" [mail]", Content::Text, "a mistake in an expression"),
        ("[mail] = = 'x'", Content::Text, "another"),
        ("IIF([a]=[b], 'x', \"y\")", Content::Text, "a third"),
        ("[map", Content::Text, "a fourth"),
    ] {
        assert_eq!(Content::of("a", text.as_bytes()), expected, "{text:?}: {why}");
        let utf16: Vec<u8> =
            format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Content::of("a", &utf16), expected, "{text:?} in UTF-16: {why}");
        // The reader of mappings and this one are of one mind.
        if expected == Content::Mapping {
            let (_, said) = MappingFile::read("a", text);
            assert!(!said.iter().any(|it| it.code.path == "mapping::not-a-mapping-file"), "{said}");
        }
    }
}

#[test]
fn what_is_no_mapping_hides_none_behind_it() {
    let list = r#"{"value": [{"id": "a"}, {"schema": {"synchronizationRules": []}}]}"#;
    assert_eq!(Content::of("a", list.as_bytes()), Content::Mapping);
}

#[test]
fn names_say_what_they_end_in() {
    assert_eq!(Content::of("a.TOML", b"[mail]"), Content::Mapping);
    assert_eq!(Content::of("a.json", b"[mail]"), Content::Json);
    assert_eq!(Content::of("a.json", b"{\"targetAttributeName\": 1}"), Content::Mapping);
    assert_eq!(Content::of("a", b"\xff\xfd\x00"), Content::Json, "no text of any kind");
}
