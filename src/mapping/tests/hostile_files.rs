//! Files that were made to hurt: deep, large, wrong everywhere, cut off anywhere.

use super::*;

fn assert_too_deep(text: &str) {
    let said = said(text);
    assert!(matches!(said.as_slice(), [one] if one.contains("too-deep")), "{said:?}");
}

#[test]
fn depth_is_refused_in_json() {
    assert_too_deep(&format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)));
    assert_too_deep(&format!("{{\"a\": {}", "[".repeat(10_000)));
    assert_too_deep(&"{\"a\":".repeat(10_000));
}

#[cfg(feature = "toml")]
#[test]
fn depth_is_refused_in_toml() {
    let path = "a.".repeat(10_000) + "a";
    assert_too_deep(&format!("schema = 'scim'\nmap = {}", "[".repeat(10_000)));
    assert_too_deep(&format!("schema = 'scim'\nmap.{path} = '[a]'"));
    assert_too_deep(&format!("schema = 'scim'\n[map.{path}]\nx = '[a]'"));
}

#[test]
fn size_is_refused() {
    let text = " ".repeat(2 * MOST_BYTES + 3);
    for (file, diagnostics) in
        [MappingFile::read("m", &text), MappingFile::read_bytes("m", text.as_bytes())]
    {
        let codes: Vec<&str> = diagnostics.iter().map(|one| one.code.path).collect();
        assert_eq!(codes, ["mapping::too-large"]);
        assert!(file.object_mappings.is_empty());
    }
}

#[test]
fn a_file_that_is_not_read_has_the_format_that_it_begins_with() {
    let utf_16 = |text: &str| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let large = |start: &[u8]| [start, b" ".repeat(2 * MOST_BYTES + 3).as_slice()].concat();
    for (bytes, expected, why) in [
        (large(b"# comment\n[map]\n"), Format::Toml, "too large"),
        (large(b"{\"schema\": 1"), Format::Graph, "too large"),
        (large(&utf_16("{\"schema\": 1")), Format::Graph, "too large"),
        (large(&utf_16("[map]\n")), Format::Toml, "too large"),
        (b"{\"name\": \"\xff\"}".to_vec(), Format::Graph, "no text"),
        (b"schema = '\xff'".to_vec(), Format::Toml, "no text"),
    ] {
        let (file, diagnostics) = MappingFile::read_bytes("m", &bytes);
        assert_eq!((file.format, diagnostics.len()), (expected, 1), "{why}");
    }
}

#[test]
fn a_thousand_mistakes_on_one_line_are_told_in_good_time() {
    let one = r#"{"targetAttributeName": 7, "source": 1},"#;
    let text = format!("[{{\"targetAttributeName\": \"é\"}}, {} null]", one.repeat(20_000));
    let (_, diagnostics) = MappingFile::read("m", &text);
    assert_eq!(diagnostics.len(), 101);
    let more = diagnostics.iter().find(|one| one.code.path == "mapping::more");
    assert!(more.is_some_and(|more| more.message.starts_with("39901 more")), "{diagnostics}");
}

/// What is said are sentences of ours, never those of a parser.
fn assert_in_our_words(diagnostics: &Diagnostics) {
    for said in diagnostics {
        for words in [&said.message, &said.primary.text] {
            let is_ours = !["invalid", "unexpected", "expected", "malformed", "misplaced"]
                .iter()
                .any(|word| words.contains(word));
            assert!(is_ours, "{said}: {words}");
        }
    }
}

#[test]
fn no_text_makes_the_reader_panic() {
    let seeds = [
        BuiltIn::find("scim")
            .expect("it is built in")
            .template
            .get(..1500)
            .unwrap_or_default()
            .to_owned(),
        r#"{"synchronizationRules": [{"objectMappings": [{"sourceObjectName": "User",
                "attributeMappings": [{"targetAttributeName": "é", "source":
                {"type": "Function", "name": "Append", "parameters": [{"key": "source",
                "value": {"name": "\ud83d\ude00", "type": "Constant"}}]}}]}]}]}"#
            .to_owned(),
    ];
    for seed in &seeds {
        for (at, character) in seed.char_indices() {
            MappingFile::read("m", seed.get(..at).unwrap_or_default());
            for other in ["", "\0", "\"", "{", "]", "\\", "é", "7", "\n"] {
                let (before, after) = seed.split_at(at);
                let rest = after.get(character.len_utf8()..).unwrap_or_default();
                let (file, diagnostics) = MappingFile::read("m", &format!("{before}{other}{rest}"));
                assert_in_our_words(&diagnostics);
                let _ = file.choose(None);
            }
        }
    }
}
