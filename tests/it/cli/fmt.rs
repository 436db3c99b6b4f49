//! `fmt`: what it prints, what it writes, and what it leaves alone.

use super::{Finished, Folder, attrmap, attrmap_with};

/// A mapping as somebody types it, with everything that is to stay.
const UNTIDY: &str = r#"# A comment.
schema = "scim"

[map]
userName = { expression = '[userprincipalname]' , matchingPriority = 1 }   # stays
displayName   = "coalesce( [displayName],[mail] )"
title = '''
Trim(
  [jobTitle]
)'''
name.formatted = 'Join(" ", [givenName], [surname])'
'emails[type eq "work"].value' = 'iif(ispresent([mail]),ToLower([mail]),Replace([userPrincipalName],"a marker of guests",,,"",,))'

[[scope]]
clauses = [ { attribute = "department" , operator="EQUALS", value = "R&D" } ]
"#;

/// The same with its expressions in their canonical form.
const TIDY: &str = r#"# A comment.
schema = "scim"

[map]
userName = { expression = '[userPrincipalName]' , matchingPriority = 1 }   # stays
displayName   = "Coalesce([displayName], [mail])"
title = 'Trim([jobTitle])'
name.formatted = 'Join(" ", [givenName], [surname])'
'emails[type eq "work"].value' = '''
IIF(
    IsPresent([mail]),
    ToLower([mail], ),
    Replace([userPrincipalName], "a marker of guests", , , "", , )
)'''

[[scope]]
clauses = [ { attribute = "department" , operator="EQUALS", value = "R&D" } ]
"#;

/// An expression that is broken over lines.
const LONG: &str = r#"IIF(IsPresent([mail]),ToLower([mail]),Replace([userPrincipalName],"a marker of guests",,,"",,))"#;

/// The same in its canonical form.
const LINES: &str = r#"IIF(
    IsPresent([mail]),
    ToLower([mail], ),
    Replace([userPrincipalName], "a marker of guests", , , "", , )
)"#;

fn fmt_in(folder: &Folder, arguments: &[&str], stdin: &[u8]) -> Finished {
    attrmap_with(&[&["fmt"], arguments].concat(), &folder.0, stdin)
}

#[test]
fn an_expression_is_printed_in_its_canonical_form() {
    let table = [
        ("coalesce( [MAIL],[userPrincipalName] )", "Coalesce([mail], [userPrincipalName])\n"),
        ("-1", "-1\n"),
        (
            r#"Replace([preferredLanguage],"-",,,"_")"#,
            "Replace([preferredLanguage], \"-\", , , \"_\", , )\n",
        ),
    ];
    for (written, printed) in table {
        for run in [
            attrmap(&["fmt", "-e", written]),
            attrmap_with(&["fmt", "-"], ".".as_ref(), written.as_bytes()),
        ] {
            assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, printed, ""));
        }
        let check = attrmap(&["fmt", "--check", "-e", printed.trim_end()]);
        assert_eq!((check.code, check.stdout.as_str()), (0, ""), "{printed}");
    }
    let check = attrmap(&["fmt", "--check", "-e", "[MAIL]"]);
    assert_eq!((check.code, check.stdout.as_str()), (1, "expression\n"));
}

#[test]
fn a_long_expression_has_lines_unless_one_is_asked_for() {
    let long = r#"IIF(IsPresent([mail]),ToLower([mail]),Replace([userPrincipalName],"a text to look for","","","_"))"#;
    let lines = attrmap(&["fmt", "-e", long]);
    assert_eq!(lines.code, 0, "{lines:?}");
    assert_eq!(lines.stdout.lines().next(), Some("IIF("));
    let line = attrmap_with(&["fmt", "--one-line", "-"], ".".as_ref(), lines.stdout.as_bytes());
    assert_eq!(line.stdout.lines().count(), 1, "{line:?}");
    let again = attrmap_with(&["fmt", "-"], ".".as_ref(), line.stdout.as_bytes());
    assert_eq!(again.stdout, lines.stdout);
}

#[test]
fn a_mistake_in_an_expression_is_shown_and_nothing_printed() {
    let run = attrmap(&["fmt", "-e", r#"Join("-" [mail])"#]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.starts_with("parse::missing-comma"), "{run:?}");
    let run = attrmap(&["fmt", "--format", "json", "-e", "Shuffle([mail]"]);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    let said = super::json_lines(&run.stderr);
    assert_eq!(said[0]["code"], "scan::unclosed-parenthesis");
    let unknown = attrmap(&["fmt", "-e", "Shuffle( [nickname] )"]);
    assert_eq!(
        (unknown.code, unknown.stdout.as_str()),
        (0, "Shuffle([nickname])\n"),
        "names need no meaning"
    );
}

#[test]
fn a_mapping_file_keeps_all_but_its_expressions() {
    let folder = Folder::new();
    folder.write("m.attrmap.toml", UNTIDY);
    let check = fmt_in(&folder, &["--check", "m.attrmap.toml"], b"");
    assert_eq!((check.code, check.stdout.as_str()), (1, "m.attrmap.toml\n"), "{check:?}");
    assert_eq!(check.stderr, "1 file to be formatted\n");
    assert_eq!(folder.read("m.attrmap.toml"), UNTIDY, "it was only looked at");
    let run = fmt_in(&folder, &["m.attrmap.toml"], b"");
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (0, "", "1 file formatted\n"));
    assert_eq!(folder.read("m.attrmap.toml"), TIDY);
    let again = fmt_in(&folder, &["m.attrmap.toml"], b"");
    assert_eq!(again.stderr, "0 files formatted, 1 unchanged\n");
    let check = fmt_in(&folder, &["--check"], b"");
    assert_eq!((check.code, check.stdout.as_str()), (0, ""));
    assert_eq!(folder.files(), ["m.attrmap.toml"], "nothing is left lying");
}

#[test]
fn one_line_brings_lines_back_to_one() {
    let folder = Folder::new();
    folder.write("m.attrmap.toml", TIDY);
    let run = fmt_in(&folder, &["--one-line", "m.attrmap.toml"], b"");
    assert_eq!(run.code, 0, "{run:?}");
    let line = "\n'emails[type eq \"work\"].value' = 'IIF(IsPresent([mail]), ToLower([mail], ), \
                Replace([userPrincipalName], \"a marker of guests\", , , \"\", , ))'\n";
    assert!(folder.read("m.attrmap.toml").contains(line), "{}", folder.read("m.attrmap.toml"));
}

#[test]
fn a_difference_is_a_patch() {
    let folder = Folder::new();
    folder.write("m.attrmap.toml", UNTIDY);
    let diff = fmt_in(&folder, &["--diff", "m.attrmap.toml"], b"");
    assert_eq!(diff.code, 1);
    assert_eq!(folder.read("m.attrmap.toml"), UNTIDY);
    let start = "--- m.attrmap.toml\n+++ m.attrmap.toml\n@@ -2,14 +2,16 @@\n schema = \"scim\"\n \n [map]\n\
                 -userName = { expression = '[userprincipalname]' , matchingPriority = 1 }   # stays\n";
    assert!(diff.stdout.starts_with(start), "{}", diff.stdout);
    assert!(diff.stdout.contains("+displayName   = \"Coalesce([displayName], [mail])\"\n"));
    let settled = fmt_in(&folder, &["--diff", "-e", "[mail]"], b"");
    assert_eq!((settled.code, settled.stdout.as_str()), (0, ""));
}

#[test]
fn of_an_export_only_the_texts_change() {
    let export = std::fs::read_to_string("tests/cli/workplace-job.json").expect("it is there");
    let folder = Folder::new();
    folder.write("job.json", &export);
    let check = fmt_in(&folder, &["--check"], b"");
    assert_eq!((check.code, check.stdout.as_str()), (0, ""), "as the service prints: {check:?}");
    let untidy = export
        .replace(
            "Coalesce([mail], [userPrincipalName])",
            "coalesce([mail],\\n\\t[USERPRINCIPALNAME] )",
        )
        .replace('\n', "\r\n");
    assert_ne!(untidy.replace("\r\n", "\n"), export);
    folder.write("job.json", &untidy);
    let run = fmt_in(&folder, &[], b"");
    assert_eq!((run.code, run.stderr.as_str()), (0, "1 file formatted\n"), "{run:?}");
    assert_eq!(folder.read("job.json"), export.replace('\n', "\r\n"));
}

/// The service tells attributes by their case: the text does not part with the tree beside it.
#[test]
fn the_tree_beside_a_text_stays_as_it_is() {
    let source = |text: &str| {
        format!(
            r#"[{{"targetAttributeName": "title", "source": {{"expression": "{text}", "type":
            "Function", "name": "ToLower", "parameters": [{{"key": "source", "value": {{"type":
            "Attribute", "name": "DISPLAYNAME", "expression": "[DISPLAYNAME]"}}}}]}}}}]"#
        )
    };
    let alone = |text: &str| {
        format!(r#"[{{"targetAttributeName": "title", "source": {{"expression": "{text}"}}}}]"#)
    };
    let folder = Folder::new();
    for (before, after) in [
        (source("tolower( [DISPLAYNAME] )"), source("ToLower([DISPLAYNAME], )")),
        (alone("tolower( [DISPLAYNAME] )"), alone("ToLower([displayName], )")),
    ] {
        folder.write("loose.json", &before);
        let run = fmt_in(&folder, &[], b"");
        assert_eq!((run.code, run.stderr.as_str()), (0, "1 file formatted\n"), "{run:?}");
        assert_eq!(folder.read("loose.json"), after);
        let again = fmt_in(&folder, &["--check"], b"");
        assert_eq!((again.code, again.stdout.as_str()), (0, ""), "{again:?}");
    }
}

#[test]
fn bytes_of_windows_stay_bytes_of_windows() {
    let of_windows = |text: &str| -> Vec<u8> {
        let text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let folder = Folder::new();
    for (name, before, after) in [
        ("m.attrmap.toml", UNTIDY.to_owned(), TIDY.to_owned()),
        ("e.txt", "[MAIL]\n".to_owned(), "[mail]\n".to_owned()),
        ("long.txt", format!("{LONG}\n"), format!("{LINES}\n")),
        ("mixed.txt", format!("\n{LONG}"), LINES.to_owned()),
    ] {
        let path = folder.write(name, of_windows(&before));
        let run = fmt_in(&folder, &[name], b"");
        assert_eq!(run.code, 0, "{run:?}");
        assert_eq!(std::fs::read(&path).expect("it is there"), of_windows(&after), "{name}");
    }
    let run = fmt_in(&folder, &["-"], format!("{LONG}\r\n").as_bytes());
    assert_eq!(run.stdout, format!("{LINES}\n").replace('\n', "\r\n"));
    // Once it is on one line, the first line end is that of a text.
    folder.write("text.txt", "Not(\r\n\"a\nb\"\r\n)\r\n");
    for _ in 0..2 {
        assert_eq!(fmt_in(&folder, &["text.txt"], b"").code, 0);
        assert_eq!(folder.read("text.txt"), "Not(\"a\nb\")\r\n");
    }
}

/// Readers of TOML may take the end of a line in a literal for another than the file's.
#[test]
fn an_escaped_end_of_a_line_stays_an_escape() {
    let long = r#"iif(IsPresent([mail]),"a\r\nb",Replace([userPrincipalName],"the marker that guests have",,,"",,))"#;
    let lines = r#"
IIF(
    IsPresent([mail]),
    "a\r\nb",
    Replace([userPrincipalName], "the marker that guests have", , , \"\", , )
)"#;
    let table = [
        (r#""Join(\"x\r\ny\",[mail])""#, r#""Join(\"x\r\ny\", [mail])""#, "a pair"),
        (r#""Join(\"x\ny\",[mail])""#, r#""Join(\"x\ny\", [mail])""#, "half of one"),
        (r#""Join(\"x\u000Ay\",[mail])""#, r#""Join(\"x\u000Ay\", [mail])""#, "as it was"),
        ("'''Join(\"x\ny\",[mail])'''", "'''\nJoin(\"x\ny\", [mail])'''", "a line stays a line"),
        (
            &format!("\"{}\"", long.replace('"', "\\\"")),
            &format!("\"\"\"{lines}\"\"\""),
            "beside lines of the expression",
        ),
    ];
    let folder = Folder::new();
    let around = |literal: &str| format!("schema = \"scim\"\n[map]\ntitle = {literal}\n");
    for (before, after, why) in table {
        for end in ["\n", "\r\n"] {
            folder.write("m.attrmap.toml", around(before).replace('\n', end));
            for _ in 0..2 {
                let run = fmt_in(&folder, &["m.attrmap.toml"], b"");
                assert_eq!(run.code, 0, "{why}: {run:?}");
                assert_eq!(
                    folder.read("m.attrmap.toml"),
                    around(after).replace('\n', end),
                    "{why}"
                );
            }
        }
    }
    // Where a literal has no escapes, it gives way to one that has.
    let mixed = "schema = \"scim\"\r\n[map]\r\ntitle = '''Join(\"x\ny\",[mail])'''\r\n";
    folder.write("m.attrmap.toml", mixed);
    assert_eq!(fmt_in(&folder, &["m.attrmap.toml"], b"").code, 0);
    let escaped = around("\"\"\"Join(\"x\\ny\", [mail])\"\"\"");
    assert_eq!(folder.read("m.attrmap.toml"), escaped.replace('\n', "\r\n"));
}

#[test]
fn attribute_mappings_alone_are_found_in_a_folder() {
    let folder = Folder::new();
    let loose = r#"[{"targetAttributeName": "title", "source": {"expression": "[MAIL]"}}]"#;
    folder.write("loose.json", loose);
    folder.write("users.json", r#"[{"id": "1", "name": "Ana", "attributes": []}]"#);
    let run = fmt_in(&folder, &["--check"], b"");
    assert_eq!((run.code, run.stdout.as_str()), (1, "loose.json\n"), "{run:?}");
}

#[test]
fn a_file_with_errors_is_left_alone_and_the_others_are_not() {
    let folder = Folder::new();
    let broken =
        "schema = 'scim'\n[map]\ntitle = 'Trim( [MAIL])'\nuserName = 'Join(\"-\" [mail])'\n";
    folder.write("a.attrmap.toml", UNTIDY);
    folder.write("b.attrmap.toml", broken);
    folder.write("c.attrmap.toml", "schema = 'scim'\n[map]\ntitle = [");
    folder.write("d.attrmap.toml", UNTIDY);
    folder.write("users.json", "[{\"mail\": \"a\"}]");
    let run = fmt_in(&folder, &[], b"");
    assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{run:?}");
    assert!(run.stderr.contains("parse::missing-comma"), "{run:?}");
    assert!(run.stderr.contains("mapping::toml-syntax"), "{run:?}");
    assert!(run.stderr.ends_with("2 files formatted, 2 with errors\n"), "{run:?}");
    assert_eq!(folder.read("b.attrmap.toml"), broken);
    assert_eq!([folder.read("a.attrmap.toml"), folder.read("d.attrmap.toml")], [TIDY, TIDY]);
    let missing = fmt_in(&folder, &["e.attrmap.toml", "a.attrmap.toml"], b"");
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.starts_with("error: cannot read `e.attrmap.toml`: "), "{missing:?}");
    assert!(
        missing.stderr.ends_with("0 files formatted, 1 unchanged, 1 not read or not written\n")
    );
}

#[test]
fn standard_input_can_be_anything_that_is_formatted() {
    let folder = Folder::new();
    for arguments in [&["-"][..], &["-", "--stdin-filename", "x.attrmap.toml"]] {
        let run = fmt_in(&folder, arguments, UNTIDY.as_bytes());
        assert_eq!(
            (run.code, run.stdout.as_str(), run.stderr.as_str()),
            (0, TIDY, ""),
            "{arguments:?}"
        );
    }
    let named = fmt_in(&folder, &["-", "--check", "--stdin-filename", "x.toml"], UNTIDY.as_bytes());
    assert_eq!((named.code, named.stdout.as_str()), (1, "x.toml\n"));
    let broken = fmt_in(&folder, &["-", "--stdin-filename", "x.toml"], b"[mail]");
    assert_eq!(
        (broken.code, broken.stdout.as_str()),
        (1, ""),
        "the name says that it is no expression"
    );
    assert!(broken.stderr.contains("x.toml"), "{broken:?}");
    let twice = fmt_in(&folder, &["-", "--functions", "-"], b"");
    assert_eq!(twice.code, 2);
}

#[test]
fn what_is_asked_wrongly_is_said() {
    let folder = Folder::new();
    let path = fmt_in(&folder, &["Trim([mail])"], b"");
    assert_eq!((path.code, path.stdout.as_str()), (2, ""));
    let help = "help: an expression on the command line is given with -e: attrmap fmt -e '[mail]'";
    assert!(path.stderr.contains(help), "{path:?}");
    assert_eq!(fmt_in(&folder, &["-e", "[mail]", "m.toml"], b"").code, 2);
    let nothing = fmt_in(&folder, &[], b"");
    assert_eq!(nothing.code, 0);
    assert!(nothing.stderr.starts_with("warning: there are no mapping files here"), "{nothing:?}");
}

/// PowerShell and cmd.exe leave them to the program.
#[test]
fn names_with_wildcards_stand_for_files() {
    let folder = Folder::new();
    for name in ["b.attrmap.toml", "a.attrmap.toml", "c.toml"] {
        folder.write(name, UNTIDY);
    }
    let run = fmt_in(&folder, &["--check", "*.attrmap.toml"], b"");
    assert_eq!((run.code, run.stdout.as_str()), (1, "a.attrmap.toml\nb.attrmap.toml\n"), "{run:?}");
    let none = fmt_in(&folder, &["*.json"], b"");
    assert_eq!(none.code, 2);
    assert!(none.stderr.starts_with("error: cannot read `*.json`: "), "{none:?}");
}

/// What `init` writes and the example are as `fmt` would have them.
#[test]
fn our_own_files_are_formatted() {
    // `export.json` is as somebody left it in the portal: the guide formats it.
    let ours = "examples/workplace.attrmap.toml";
    let run = attrmap(&["fmt", "--check", ours, "src/schema/tables"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, ""), "{run:?}");
}

#[test]
fn functions_of_a_tenant_have_their_spelling() {
    let folder = Folder::new();
    let functions = r#"{"value": [{"name": "Shuffle", "parameters": [
        {"name": "source", "required": true}, {"name": "seed"}]}]}"#;
    folder.write("functions.json", functions);
    let run = fmt_in(&folder, &["--functions", "functions.json", "-e", "shuffle([mail])"], b"");
    assert_eq!((run.code, run.stdout.as_str()), (0, "Shuffle([mail], )\n"), "{run:?}");
}

#[test]
fn a_file_that_is_read_only_stays_as_it_is() {
    let folder = Folder::new();
    let path = folder.write("m.attrmap.toml", UNTIDY);
    let mut permissions = std::fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("it is ours");
    let run = fmt_in(&folder, &["m.attrmap.toml"], b"");
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("cannot write `m.attrmap.toml`: it is read-only"), "{run:?}");
    assert_eq!(folder.read("m.attrmap.toml"), UNTIDY);
}
