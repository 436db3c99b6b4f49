//! Changes of files: what was asked for, and nothing else.

use super::*;
use crate::mapping::{Edit, Edits, MappingFile, MappingSource, Obstacle};
#[cfg(feature = "toml")]
use crate::source::Encoding;
use crate::source::Source;

/// The first expression of a file.
fn expression(file: &MappingFile) -> Source {
    let sources = file.object_mappings.iter().flat_map(|it| &it.mappings).map(|it| &it.source);
    let mut texts = sources.filter_map(|source| match source {
        MappingSource::Expression(text) => Some(text.clone()),
        MappingSource::None | MappingSource::Unreadable => None,
    });
    texts.next().expect("the file has an expression")
}

/// The file after `old` has become `new` in its first expression.
fn replaced(text: &str, old: &str, new: &str) -> String {
    let (file, diagnostics) = MappingFile::read("m", text);
    assert!(!diagnostics.has_errors(), "{diagnostics}");
    let expression = expression(&file);
    let start = expression.text().find(old).expect("it is in the expression");
    let span = Span::new(start, start + old.len());
    let edit = file.edit(&expression, span, new).expect("it can be edited");
    let mut edits = Edits::new();
    assert!(edits.push(edit));
    let edited = edits.apply(file.source.text());
    // What was asked for is what is read.
    let (file, diagnostics) = MappingFile::read("m", &edited);
    assert!(!diagnostics.has_errors(), "{edited}: {diagnostics}");
    let wanted = expression.text().replacen(old, new, 1);
    assert_eq!(super::edits::expression(&file).text(), wanted, "{edited}");
    edited
}

#[cfg(feature = "toml")]
#[test]
fn an_edit_is_written_as_its_literal_needs_it() {
    // The literal, what becomes what in the expression, and the literal afterwards.
    let table: &[(&str, &str, &str, &str)] = &[
        ("'[MAIL]'", "MAIL", "mail", "'[mail]'"),
        (r#"'f("a")'"#, "\"a\"", "\"é\\b\"", r#"'f("é\b")'"#),
        (r#"'f("a")'"#, "a", "it's", r#"'''f("it's")'''"#),
        (r#"'f("a")'"#, "a", "'''", r#""f(\"'''\")""#),
        (r#"'f("a")'"#, "a", "\u{7}", r#""f(\"\u0007\")""#),
        ("'[a]'", "[a]", "f(\n  [a]\n)", "'''\nf(\n  [a]\n)'''"),
        ("'[a]'", "[a]", "f(\"'''\",\n[a])", "\"\"\"\nf(\"'''\",\n[a])\"\"\""),
        (r#""f(\"a\")""#, "a", "b\\\"", r#""f(\"b\\\"\")""#),
        (r#""f(\"\u00e9\", \"a\")""#, "a", "é", r#""f(\"\u00e9\", \"\u00e9\")""#),
        (r#""f(\"a\")""#, "\"a\"", "\"a\",\n[b]", "\"\"\"\nf(\"a\",\n[b])\"\"\""),
        ("'''\nf(\n  [a],\n  [b]\n)\n'''", "[b]", "[c]", "'''\nf(\n  [a],\n  [c]\n)\n'''"),
        ("'''f(\"a\")'''", "a", "it's", "'''f(\"it's\")'''"),
        ("'''f(\"it's\")'''", "s\"", "'\"", "'''f(\"it''\")'''"),
        ("'''f(\"it''\")'''", "\")", "'\")", "\"f(\\\"it'''\\\")\""),
        ("'''\n[a]\n'''", "[a]\n", "[a]", "'[a]'"),
        ("\"\"\"\nf(\n \"a\")\"\"\"", "a", "\\", "\"\"\"\nf(\n \"\\\\\")\"\"\""),
        ("\"\"\"\nf(\n 'a')\"\"\"", "'a'", "\"a\"", "\"\"\"\nf(\n \"a\")\"\"\""),
        ("\"\"\"\nf(\n 'a')\"\"\"", "'a'", "\"\"", "\"\"\"\nf(\n \\\"\\\")\"\"\""),
        ("\"\"\"f([a],\\\n   [b])\"\"\"", "[b]", "[c]", "\"\"\"f([a],\\\n   [c])\"\"\""),
        ("\"\"\"f([a],\\\n   [b])\"\"\"", ",[b", ", [c", "\"\"\"f([a], [c])\"\"\""),
        ("\"\"\"\\\n  [a]\"\"\"", "[", "  [", "\"  [a]\""),
    ];
    for (literal, old, new, expected) in table {
        let around = |literal: &str| {
            format!("schema = 'scim' # é\n[map]\n  title = {literal} # \"\nx='[y]'\n")
        };
        assert_eq!(replaced(&around(literal), old, new), around(expected), "{literal}");
        let inline = |literal: &str| {
            format!("schema='scim'\nmap = {{ a = {{ expression = {literal}, flowType='Always'}}}}")
        };
        assert_eq!(replaced(&inline(literal), old, new), inline(expected), "{literal}");
    }
}

#[test]
fn an_edit_of_json_keeps_the_habits_of_who_wrote_it() {
    let table = [
        (r#""[MAIL]""#, "MAIL", "mail", r#""[mail]""#),
        (r#""f(\"a\")""#, "a", "\\\"é\n\u{1}", r#""f(\"\\\"é\n\u0001\")""#),
        (r#""f(\"\u0027\",\u003c)""#, ",<", ",\"<'\"", r#""f(\"\u0027\",\"\u003c\u0027\")""#),
        (r#""f(\"\/\")""#, "/", "//", r#""f(\"\/\/\")""#),
        (r#""f(\"\ud83d\ude00\")""#, "f", "😀", r#""\ud83d\ude00(\"\ud83d\ude00\")""#),
    ];
    for (literal, old, new, expected) in table {
        let around = |literal: &str| {
            format!(
                "[ {{\"targetAttributeName\":\"a\" , \"source\":{{\"expression\" :{literal}}}}}]\n\n"
            )
        };
        assert_eq!(replaced(&around(literal), old, new), around(expected), "{literal}");
    }
}

#[cfg(feature = "toml")]
#[test]
fn values_and_keys_of_the_file_itself_can_be_edited() {
    let filter = r#"emails[type eq "work"].value"#;
    let table = [
        ("schema = 'scim'", "scim", "work's", "schema = '''work's'''"),
        ("schema = \"scim\"", "scim", "a\"b", "schema = \"a\\\"b\""),
        ("titel = '[a]'", "titel", "title", "title = '[a]'"),
        ("name.giveName = '[a]'", "name.giveName", "name.givenName", "name.givenName = '[a]'"),
        ("email = '[a]'", "email", filter, r#"'emails[type eq "work"].value' = '[a]'"#),
        ("'email' = '[a]'", "email", "work's", "\"work's\" = '[a]'"),
        ("\"email\" = '[a]'", "email", filter, r#""emails[type eq \"work\"].value" = '[a]'"#),
    ];
    for (line, old, new, expected) in table {
        let around = |line: &str| match line.starts_with("schema") {
            true => format!("{line}\n[map]\na = '[a]'\n"),
            false => format!("schema = 'scim'\n[map]\n{line}\n"),
        };
        let (file, _) = MappingFile::read_toml("m", &around(line));
        let start = file.source.text().find(old).expect("it is there");
        let edit = file.edit(&file.source, Span::new(start, start + old.len()), new);
        let mut edits = Edits::new();
        assert!(edits.push(edit.expect("it can be edited")));
        assert_eq!(edits.apply(file.source.text()), around(expected));
        assert!(!MappingFile::read_toml("m", &around(expected)).1.has_errors(), "{expected}");
    }
}

#[test]
fn what_stands_nowhere_cannot_be_edited() {
    let tree = r#"[{"targetAttributeName": "a", "source": {"name": "mail"}}]"#;
    let (file, _) = MappingFile::read("m", tree);
    let made = expression(&file);
    assert_eq!(file.edit(&made, made.whole(), "[a]"), Err(Obstacle::Tree));
    assert_eq!(file.edit(&file.source, Span::new(0, 1), "x"), Err(Obstacle::NoLiteral));
    let (other, _) = MappingFile::read("other", tree);
    assert_eq!(other.edit(&made, made.whole(), "[a]"), Err(Obstacle::NoLiteral));
    assert_eq!(other.edit(&made, Span::new(0, 99), "[a]"), Err(Obstacle::NoLiteral));
}

#[test]
fn edits_that_touch_are_made_one_after_the_other() {
    let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.to_owned() };
    let mut edits = Edits::new();
    assert!(edits.push(edit(4, 6, "E")));
    assert!(edits.push(edit(0, 2, "A")), "before it");
    assert!(edits.push(edit(2, 4, "")), "between them");
    assert!(edits.push(edit(7, 7, "!")), "an insertion");
    for taken in [edit(5, 8, "x"), edit(0, 1, "x"), edit(1, 1, "x"), edit(7, 7, "x")] {
        assert!(!edits.push(taken));
    }
    assert_eq!(edits.apply("aabbee.z"), "AE.!z");
    assert_eq!((edits.len(), edits.is_empty()), (4, false));
}

#[cfg(feature = "toml")]
#[test]
fn bytes_of_windows_stay_as_they_are() {
    let text = "\u{feff}schema = 'scim' # é😀\r\n[map]\r\na = '[MAIL]'\r\n";
    for encoding in [Encoding::Utf8, Encoding::Utf16LittleEndian, Encoding::Utf16BigEndian] {
        let bytes = encoding.encode(text);
        let (file, diagnostics) = MappingFile::read_bytes("m", &bytes);
        assert!(diagnostics.is_empty() && file.encoding == encoding, "{diagnostics}");
        assert_eq!(file.edited(&Edits::new()), *bytes, "nothing changed");
        let text = expression(&file);
        let mut edits = Edits::new();
        let lines = "f(\r\n    [mail]\r\n)";
        edits.push(file.edit(&text, text.whole(), lines).expect("it can be edited"));
        let expected =
            "\u{feff}schema = 'scim' # é😀\r\n[map]\r\na = '''\r\nf(\r\n    [mail]\r\n)'''\r\n";
        assert_eq!(encoding.decode(&file.edited(&edits)).as_deref(), Ok(expected));
    }
}
