//! Changes of mapping files: whatever is put wherever, it is read back, and nothing else changes.

use attrmap::mapping::{Edits, MappingFile, MappingSource, Names};
use attrmap::source::{Encoding, Source, Span};
use attrmap::syntax::Layout;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::format::{ENV, formatted};
use crate::generated::expression_of_any_length;

/// A file of each kind of literal, before and behind it.
const FILES: &[(&str, &str, &str)] = &[
    ("schema = 'scim'\n[map]\ntitle = ", "'[a]'", " # it's \"\"\"\nx = '''[b]'''\n"),
    ("schema = 'scim'\r\n[map]\r\ntitle=", "\"[a]\\u00e9\"", "\r\nx = \"[b]\"\r\n"),
    ("\u{feff}schema='scim'\nmap={title = ", "'''\n[a]\n'''", " , x = '[b]' }"),
    ("schema = 'scim'\r\n[map]\r\ntitle = ", "\"\"\"\r\n[a]\\\r\n  \"\"\"", "\r\nx='[b]' # é"),
    (
        "[{\"targetAttributeName\":\"title\",\"source\":{\"expression\":",
        "\"[a]\\u0027\"",
        "}} ]\r\n",
    ),
];

/// Characters that mean something in literals, and others.
fn any_text() -> impl Strategy<Value = String> {
    let piece = select(
        &[
            "'", "'", "''", "\"", "\"\"", "\\", "\n", "\r\n", "\r", "\t", "\u{0}", "\u{7f}", " ",
            "a", "[x]", "é", "😀", "\\n", "\\u", "/", "#", "\u{2028}",
        ][..],
    );
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// The expression of the first mapping.
fn first_expression(file: &MappingFile) -> Source {
    match &file.object_mappings[0].mappings[0].source {
        MappingSource::Expression(text) => text.clone(),
        MappingSource::None | MappingSource::Unreadable => panic!("there is an expression"),
    }
}

fn read(bytes: &[u8]) -> MappingFile {
    let (file, diagnostics) = MappingFile::read_bytes("m", bytes);
    assert!(!diagnostics.has_errors(), "{diagnostics}\n{}", file.source.text());
    file
}

/// A place in a text, between two characters.
fn boundary(text: &str, at: Index) -> usize {
    let mut boundaries: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    boundaries.push(text.len());
    *at.get(&boundaries)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_put_into_a_file_is_read_back(
        (before, literal, after) in select(FILES),
        encoding in select(&[Encoding::Utf8, Encoding::Utf16LittleEndian, Encoding::Utf16BigEndian][..]),
        changes in vec((any_text(), any::<Index>(), any::<Index>()), 1..5),
    ) {
        let mut bytes = encoding.encode(&format!("{before}{literal}{after}")).into_owned();
        for (replacement, from, to) in changes {
            let file = read(&bytes);
            let text = first_expression(&file);
            let (from, to) = (boundary(text.text(), from), boundary(text.text(), to));
            let span = Span::new(from.min(to), from.max(to));
            let mut wanted = text.text().to_owned();
            wanted.replace_range(span.range(), &replacement);
            // A source whose text is blank has none in Graph's files.
            if wanted.trim().is_empty() {
                break;
            }
            let mut edits = Edits::new();
            edits.push(file.edit(&text, span, &replacement).expect("it stands in a literal"));
            bytes = file.edited(&edits);
            let now = encoding.decode(&bytes).expect("a text");
            prop_assert!(now.starts_with(before) && now.ends_with(after), "{}", now);
            let again = read(&bytes);
            let edited = first_expression(&again);
            prop_assert_eq!(edited.text(), wanted.as_str(), "{}", now);
            prop_assert_eq!(again.encoding, encoding);
        }
    }

    #[test]
    fn a_formatted_file_has_formatted_expressions_and_is_itself(
        (before, literal, after) in select(FILES),
        text in expression_of_any_length(),
    ) {
        let file = read(format!("{before}{literal}{after}").as_bytes());
        let old = first_expression(&file);
        let mut edits = Edits::new();
        edits.push(file.edit(&old, old.whole(), &text).expect("it stands in a literal"));
        let file = read(&file.edited(&edits));
        let names = Names { attributes: ENV.source_table(), functions: &[] };
        for layout in [file.layout(), Layout::OneLine] {
            let formatting = file.format(names, layout).expect("it can be read");
            prop_assert!(formatting.refused.is_empty(), "{:?}", formatting.refused);
            let bytes = file.edited(&formatting.edits);
            let now = String::from_utf8(bytes.clone()).expect("a text");
            prop_assert!(now.starts_with(before) && now.ends_with(after), "{}", now);
            let again = read(&bytes);
            let expected = formatted(&text, layout);
            let text = first_expression(&again);
            prop_assert_eq!(text.text(), expected.as_str());
            let settled = again.format(names, layout).expect("it can be read");
            prop_assert!(settled.edits.is_empty(), "{:?}", settled);
        }
    }
}
