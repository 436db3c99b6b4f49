//! What users can come as: every format, several files, standard input, and broken input.

use super::{Folder, MAPPING, attrmap, attrmap_with, rejects_of, run_over, user, users};

#[test]
fn an_answer_without_users_is_no_user() {
    let error =
        r#"{"error": {"code": "InvalidAuthenticationToken", "message": "Access\u001b[31m token"}}"#;
    let pretty = error.replace("{\"code\"", "\n  {\n  \"code\"");
    let said = "error: standard input: this is an error of Microsoft Graph, not users: \
                InvalidAuthenticationToken: Access␛[31m token [record::graph-error]\n";
    for (answer, said) in [
        (error, said),
        (&pretty, said),
        (r#"{"value": null}"#, "`value` holds no list of users [record::no-list]"),
        (r#"{"value": {"id": "1"}}"#, "`value` holds no list of users [record::no-list]"),
    ] {
        let run = run_over(answer, &[]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{answer}: {run:?}");
        assert!(run.stderr.contains(said), "{answer}: {run:?}");
    }
    let run = run_over(r#"{"value": []}"#, &[]);
    assert_eq!(run.ended(), (0, [0, 0, 0, 0]), "a list without users is one");
}

#[test]
fn what_is_no_list_of_users_is_told_with_what_to_do() {
    let scim = r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
        "totalResults": 1, "Resources": [{"userName": "ana"}]}"#;
    let functions = r#"{"@odata.context": "https://graph.microsoft.com/beta/$metadata#x", "value": [
        {"name": "Not", "parameters": [{"name": "source", "required": true}]}]}"#;
    let mapping = r#"{"id": "workplace", "synchronizationRules": [{"objectMappings": []}]}"#;
    let shown = "\r\nDisplayName : Ana\r\nId          : 1\r\n";
    for (input, said, help) in [
        (
            scim,
            "this is a list of a SCIM service, not users of Entra [record::not-users]",
            "what a target has is given with `--taken`",
        ),
        (functions, "these are functions, not users [record::not-users]", "`attrmap functions`"),
        (mapping, "this is a mapping, not users [record::not-users]", "with `--mapping`"),
        (shown, "names no attribute of users (one column) [record::csv-header]", "`Export-Csv`"),
    ] {
        for input in [input.to_owned(), input.replace("\n ", "")] {
            let run = run_over(&input, &[]);
            assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{input}: {run:?}");
            assert!(run.stderr.contains(said), "{input}: {run:?}");
            assert!(run.stderr.contains(help), "{input}: {run:?}");
        }
    }
}

#[test]
fn a_format_that_is_forced_may_be_the_mistake() {
    let run = run_over(user("a"), &["--input-format", "csv"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(run.stderr.contains("[record::csv-header]"), "{run:?}");
    assert!(run.stderr.contains("help: leave --input-format away"), "{run:?}");
}

#[test]
fn an_input_that_ends_early_says_where() {
    for (input, place) in [
        (r#"[{"id": "1"}, {"userPrincipalName": "a@"#, "inside user 2"),
        (r#"[{"id": "1"},"#, "after user 1"),
        (r#"[{"id": "1"}"#, "after user 1"),
        ("[", "after the start"),
        (&"[".repeat(100_000), "inside user 1"),
    ] {
        let run = run_over(input, &["--input-format", "json"]);
        assert_eq!(run.code, 2, "{run:?}");
        let said = format!("the input ends too early {place} [record::cut-off]");
        assert!(run.stderr.contains(&said), "{place}: {run:?}");
    }
}

/// Three users, in each form there is. All of them give the same payloads.
#[test]
fn every_format_gives_the_same_payloads() {
    let ndjson = format!("{}{}{}", user("a"), user("b"), user("c"));
    let listed = ndjson.trim_end().replace('\n', ",");
    let pretty = format!("[{listed}]").replace(", ", ",\n    ").replace('{', "{\n  ");
    let csv = "userPrincipalName,displayName\na@contoso.com,a\nb@contoso.com,b\nc@contoso.com,c\n";
    let excel = "\u{feff}userPrincipalName;displayName;mail\r\na@contoso.com;a;\r\n\
                 b@contoso.com;\"b\";\r\nc@contoso.com;c;\r\n";
    let forms = [
        ("lines", ndjson.clone()),
        ("lines without the last end", ndjson.trim_end().to_owned()),
        ("lines of Windows", ndjson.replace('\n', "\r\n")),
        (
            "lines with a mark and empty ones",
            format!("\u{feff}\n{}\n\n", ndjson.replace('\n', "\n\n")),
        ),
        ("array", format!("[{listed}]")),
        ("pretty array", pretty),
        ("objects one after another", ndjson.replace('\n', "").replace("\", ", "\",\n")),
        ("Graph list", format!("{{\"@odata.context\": \"x\", \"value\": [{listed}]}}")),
        ("as Windows PowerShell wraps", format!("{{\"value\":[{listed}],\"Count\":3}}")),
        ("CSV", csv.to_owned()),
        ("CSV from Export-Csv", format!("#TYPE Selected.User\r\n{csv}")),
        ("CSV that says its separator", format!("sep=;\r\n{}", csv.replace(',', ";"))),
        ("the same in quotes", format!("\"sep=;\"\r\n{}", csv.replace(',', ";"))),
        ("CSV from Excel", excel.to_owned()),
    ];
    let expected = run_over(&ndjson, &[]);
    assert_eq!(expected.user_names(), ["a@contoso.com", "b@contoso.com", "c@contoso.com"]);
    for (name, text) in forms {
        let run = run_over(&text, &[]);
        assert_eq!(run.ended(), (0, [3, 3, 0, 0]), "{name}");
        assert_eq!(run.stdout, expected.stdout, "{name}");
        let run = run_over(of_windows(&text), &[]);
        assert_eq!(run.ended(), (0, [3, 3, 0, 0]), "{name} from Out-File");
        assert_eq!(run.stdout, expected.stdout, "{name} from Out-File");
    }
}

/// What `Out-File` of Windows PowerShell makes of a text.
fn of_windows(text: &str) -> Vec<u8> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\n', "\r\n");
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Expressions, lists of functions, tables, values that are taken: `Out-File` writes them all.
#[test]
fn texts_from_out_file_are_read_everywhere() {
    let folder = Folder::new();
    let write = |name: &str, text: &str| folder.write(name, of_windows(text));
    let expression = write("e.txt", "Join(\"é\", [givenName], \"b\")\n");
    let functions = write("f.json", "{\"value\": [{\"name\": \"Shuffle\", \"parameters\": []}]}");
    let schemas = std::fs::read_to_string("tests/cli/schemas.json").expect("it is there");
    let table = write("t.json", &schemas);
    let eval = attrmap(&["eval", "--expression-file", &expression, "--set", "givenName=a", "-r"]);
    assert_eq!((eval.code, eval.stdout.as_str()), (0, "aéb\n"), "{eval:?}");
    let ast = attrmap(&["ast", "Shuffle()", "--functions", &functions]);
    assert_eq!(ast.code, 0, "{ast:?}");
    let show = attrmap(&["schema", "show", &table]);
    assert!(show.code == 0 && show.stdout.contains("badge.number"), "{show:?}");
    let taken = write("taken.txt", "ana\n");
    let unique = ["eval", "SelectUniqueValue(\"ana\", \"ana2\")", "--taken", &taken, "-r"];
    let unique = attrmap(&unique);
    assert_eq!((unique.code, unique.stdout.as_str()), (0, "ana2\n"), "{unique:?}");
    let half = folder.write("half.txt", [&of_windows("[mail]\n\"")[..], b"\x3d\xd8\"\0"].concat());
    let eval = attrmap(&["eval", "--expression-file", &half]);
    assert_eq!(eval.code, 2);
    let said = format!("error: `{half}` is no UTF-16 text: line 2 holds other bytes\n");
    assert!(eval.stderr.starts_with(&said), "{eval:?}");
}

/// Half a surrogate pair is no character, and not a matter of the users around it.
#[test]
fn half_a_character_rejects_one_user() {
    let mut input = of_windows(&users(2));
    input.extend("{\"displayName\": \"".encode_utf16().flat_map(u16::to_le_bytes));
    input.extend([0x3d, 0xd8]);
    input.extend(format!("\"}}\n{}", user("last")).encode_utf16().flat_map(u16::to_le_bytes));
    let run = run_over(&input, &[]);
    assert_eq!(run.ended(), (1, [4, 3, 1, 0]), "{run:?}");
    assert!(run.stderr.contains("[record::not-utf8], row 3\n"), "{run:?}");
}

#[test]
fn a_format_can_be_forced() {
    // A header that looks like JSON.
    let csv = "[userPrincipalName],displayName\nx,y\n";
    let run = run_over(csv, &["--input-format", "csv"]);
    assert_eq!(run.ended(), (1, [1, 0, 1, 0]), "the header is no known name: no user name");
    let run = run_over("userPrincipalName\n", &["--input-format", "csv"]);
    assert_eq!(run.ended(), (0, [0, 0, 0, 0]), "a header and no rows");
}

/// Nothing of such an input can be used: that is no trouble of its users.
#[test]
fn a_header_that_names_nothing_ends_the_run() {
    let folder = Folder::new();
    let good = folder.write("good.ndjson", user("a"));
    let out = folder.write("out.ndjson", "old");
    for rows in ["", "x,y\n", "x,y\nz,w\n"] {
        let bad = folder.write("bad.csv", format!("UPN,Full name\n{rows}"));
        let run = attrmap(&["run", "-m", MAPPING, &good, &bad, "-o", &out]);
        assert_eq!(run.ended(), (2, [1, 1, 0, 0]), "{run:?}");
        let said = "bad.csv`: the header row names no attribute of users (`UPN`, `Full name`) \
                    [record::csv-header]\n";
        assert!(run.stderr.contains(said), "{run:?}");
        assert_eq!(folder.read("out.ndjson"), "old");
    }
}

#[test]
fn a_page_of_a_list_is_told_from_the_whole() {
    let page = "{\"value\": [{\"userPrincipalName\": \"a\", \"displayName\": \"A\"}], \
                \"@odata.nextLink\": \"https://graph.microsoft.com/v1.0/users?$skiptoken=x\"}";
    let run = run_over(page, &[]);
    assert_eq!(run.ended(), (0, [1, 1, 0, 0]));
    let warning =
        "warning: standard input is one page of a list: `@odata.nextLink` says that there are more";
    assert!(run.stderr.contains(warning), "{run:?}");
}

#[test]
fn several_inputs_are_read_in_their_order() {
    let folder = Folder::new();
    let first = folder.write("first.ndjson", format!("{}{{}}\n", user("a")));
    let second = folder.write("second.csv", "userPrincipalName,displayName\nb@contoso.com,b\n");
    let run = attrmap_with(
        &["run", "-m", MAPPING, &first, "-", &second, "--rejects", &folder.path("r")],
        ".".as_ref(),
        user("c").as_bytes(),
    );
    assert_eq!(run.ended(), (1, [4, 3, 1, 0]));
    assert_eq!(run.user_names(), ["a@contoso.com", "c@contoso.com", "b@contoso.com"]);
    assert!(run.stderr.contains(&format!(", row {first}:2\n")), "the row with its file: {run:?}");
    assert!(folder.read("r").contains(&format!("\"input\":\"{first}\",\"row\":2")));
}

#[test]
fn standard_input_cannot_be_two_things() {
    let twice = attrmap(&["run", "-m", MAPPING, "-", "-"]);
    let mapping_too = attrmap(&["run", "-m", "-", "-"]);
    let linted = attrmap(&["lint", "-", "--users", "-"]);
    let linted_twice = attrmap(&["lint", "-", "-"]);
    for run in [twice, mapping_too, linted, linted_twice] {
        assert_eq!((run.code, run.stdout.as_str()), (2, ""));
        assert!(run.stderr.starts_with("error: standard input (`-`) is asked for twice\n"));
    }
}

#[test]
fn the_mapping_can_come_from_standard_input() {
    let folder = Folder::new();
    let users = folder.write("users.ndjson", users(2));
    let mapping = std::fs::read(MAPPING).expect("the example is there");
    let run = attrmap_with(&["run", "-m", "-", &users], ".".as_ref(), &mapping);
    assert_eq!(run.ended(), (0, [2, 2, 0, 0]));
}

/// Broken lines between good ones: each is one reject, and the good ones are payloads.
#[test]
fn broken_lines_are_rejects_of_their_own() {
    let long = format!("{{\"displayName\": \"{}\"}}", "x".repeat(4 << 20));
    let table: &[(&str, &[u8])] = &[
        ("record::not-utf8", b"{\"userPrincipalName\": \"a\xff\"}"),
        ("record::not-utf8", b"{\"favouriteColour\": \"\xc3\"}"),
        ("record::not-an-object", b"[1, 2]"),
        ("record::not-an-object", b"null"),
        ("record::not-json", b"{\"userPrincipalName\": \"a\"} trailing"),
        ("record::not-json", b"{'userPrincipalName': 'a'}"),
        ("record::not-json", b"{\"userPrincipalName\": \"a\", }"),
        ("record::not-json", b"{\"userPrincipalName\": \"\\ud83d\"}"),
        ("record::not-json", b"{\"userPrincipalName\": \"a"),
        ("record::too-long", long.as_bytes()),
    ];
    for (code, line) in table {
        let mut input = user("a").into_bytes();
        input.extend_from_slice(line);
        input.push(b'\n');
        input.extend_from_slice(user("b").as_bytes());
        let run = run_over(&input, &["--input-format", "ndjson"]);
        let shown = String::from_utf8_lossy(line).chars().take(40).collect::<String>();
        assert_eq!(run.ended(), (1, [3, 2, 1, 0]), "{shown}");
        assert!(run.stderr.contains(code), "{shown}: {}", run.stderr);
        assert!(run.stderr.contains("], row 2\n"), "{shown}: {}", run.stderr);
        assert_eq!(run.user_names(), ["a@contoso.com", "b@contoso.com"], "{shown}");
    }
}

/// What stands on the first line does not make CSV of the others.
#[test]
fn a_broken_first_line_is_one_reject() {
    for first in ["null", "7", "\"x\"", "broken text", "{\"value\": [1], \"id\": 7}"] {
        let run = run_over(format!("{first}\n{}{}", user("a"), user("b")), &[]);
        assert_eq!(run.ended(), (1, [3, 2, 1, 0]), "{first}");
        assert!(run.stderr.contains("], row 1\n"), "{first}: {}", run.stderr);
        assert_eq!(run.user_names(), ["a@contoso.com", "b@contoso.com"], "{first}");
    }
}

/// A row of empty cells is a user like any other, so those behind it keep their rows.
#[test]
fn a_row_of_empty_cells_is_counted() {
    let text = "userPrincipalName\tdisplayName\n\t\nana@contoso.com\tAna\n  \n\tBo\n";
    let run = super::rejects_of(text, &[]);
    assert_eq!(run.ended(), (1, [3, 1, 2, 0]), "{run:?}");
    let rows: Vec<_> = super::json_lines(&run.stdout).iter().map(|it| it["row"].clone()).collect();
    assert_eq!(rows, [1, 3]);
}

#[test]
fn broken_rows_of_csv_are_rejects() {
    let csv = "userPrincipalName,displayName\na,A\nb\nc,C,more\nd,\"D\nd\"\n";
    let run = rejects_of(csv, &[]);
    assert_eq!(run.ended(), (1, [4, 2, 2, 0]));
    assert_eq!(run.stdout.matches("record::csv-width").count(), 2, "{run:?}");
}

#[test]
fn values_of_excel_are_read_by_the_table() {
    let csv = "userPrincipalName,displayName,accountEnabled,employeeId,mail\n\
               a,A,TRUE,007,\nb,B,FALSE,,b@x\n";
    let run = run_over(csv, &[]);
    assert_eq!(run.ended(), (0, [2, 2, 0, 0]));
    let payloads = run.payloads();
    let members = |name: &str| payloads.iter().map(|it| it[name].clone()).collect::<Vec<_>>();
    assert_eq!(members("active"), [true, false]);
    assert_eq!(members("externalId"), ["007".into(), serde_json::Value::Null], "digits are kept");
    assert_eq!(payloads[0]["emails"][0]["value"], "a", "an empty cell is null");
}

#[test]
fn nothing_in_is_nothing_out() {
    for (name, text) in [("empty", ""), ("blank lines", "\n \n"), ("an empty array", "[]")] {
        let run = run_over(text, &[]);
        assert_eq!(run.ended(), (0, [0, 0, 0, 0]), "{name}");
        assert_eq!(run.stdout, "", "{name}");
        assert!(!run.stderr.contains("no user has a value"), "{name}: {run:?}");
    }
}

#[test]
fn an_input_that_breaks_off_is_an_error_after_the_users_before() {
    let run = run_over(format!("[{}, {{\"userPrin", user("a").trim_end()), &[]);
    assert_eq!(run.ended().0, 2, "{run:?}");
    assert_eq!(run.user_names(), ["a@contoso.com"]);
    assert!(run.stderr.contains("error: standard input: "), "{run:?}");
}

#[test]
fn inputs_that_are_not_there() {
    let folder = Folder::new();
    let good = folder.write("good.ndjson", user("a"));
    let missing = folder.path("missing.ndjson");
    let out = folder.path("out.ndjson");
    let run = attrmap(&["run", "-m", MAPPING, &good, &missing, "-o", &out]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with(&format!("error: cannot read `{missing}`: ")), "{run:?}");
    assert_eq!(folder.files(), ["good.ndjson"]);
    let run = attrmap(&["run", "-m", MAPPING, "examples"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("cannot read `examples`: it is a folder"), "{run:?}");
}

#[test]
fn keys_given_twice_are_counted() {
    let line = "{\"userPrincipalName\": \"a\", \"displayName\": \"A\", \"displayName\": \"B\"}\n";
    let run = run_over(line, &[]);
    assert_eq!(run.ended(), (0, [1, 1, 0, 0]));
    assert_eq!(run.payloads()[0]["displayName"], "B", "the last one counts");
    assert!(run.stderr.contains("(1 user) [record::duplicate-key]"), "{run:?}");
}

#[test]
fn attributes_that_nobody_has_are_named() {
    let folder = Folder::new();
    let mapping = folder.write(
        "m.attrmap.toml",
        "schema = \"scim\"\n[map]\nuserName = '[userPrincipalName]'\ntitle = '[jobTitle]'\n",
    );
    let users = folder.write("users.ndjson", users(3));
    let run = attrmap(&["run", "-m", &mapping, &users]);
    assert_eq!(run.ended(), (0, [3, 3, 0, 0]));
    assert!(run.stderr.contains("warning: no user has a value for `jobTitle`\n"), "{run:?}");
}

/// The first row of one input draws something else than the first row of another.
#[test]
fn random_values_are_others_in_every_input() {
    let folder = Folder::new();
    let mapping = folder.write("m.attrmap.toml", "schema = \"scim\"\n[map]\nuserName = 'Guid()'\n");
    let (first, second) = (folder.write("a", "{}\n{}\n"), folder.write("b", "{}\n{}\n"));
    let run = |users: &[&str]| {
        let run = ["run", "-m", &mapping, "--seed", "1", "--input-format", "ndjson"];
        attrmap(&[&run[..], users].concat()).user_names()
    };
    let both = run(&[&first, &second]);
    let different: std::collections::BTreeSet<_> = both.iter().collect();
    assert_eq!(different.len(), 4, "{both:?}");
    assert_eq!(both[..2], run(&[&first])[..], "the first input draws what it draws alone");
    assert_eq!(both, run(&[&first, &second]), "the same in every run");
}

#[test]
fn names_with_wildcards_stand_for_the_files_that_fit() {
    let folder = Folder::new();
    folder.write("users-2.ndjson", user("bo"));
    folder.write("users-1.ndjson", user("ana"));
    folder.write("more.ndjson", user("cy"));
    folder.write("m.attrmap.toml", "schema = \"scim\"\n[map]\nuserName = '[userPrincipalName]'\n");
    let run = |arguments: &[&str]| attrmap_with(arguments, &folder.0, b"");
    let both = run(&["run", "-m", "m.attrmap.toml", "users-?.ndjson"]);
    assert_eq!(both.ended(), (0, [2, 2, 0, 0]));
    assert_eq!(both.user_names(), ["ana@contoso.com", "bo@contoso.com"], "in the order of names");
    let all = run(&["run", "-m", "m.attrmap.toml", "*.ndjson", "users-1.ndjson"]);
    assert_eq!(all.ended(), (0, [4, 4, 0, 0]), "a file that is named twice is read twice");
    assert!(run(&["profile", "users*"]).stdout.starts_with("2 users\n"));
    let none = run(&["profile", "nobody*.csv"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.starts_with("error: cannot read `nobody*.csv`: "), "{}", none.stderr);
    let same = run(&["run", "-m", "m.attrmap.toml", "users*.ndjson", "-o", "users-1.ndjson"]);
    assert!(same.stderr.contains("is a file that is read"), "{}", same.stderr);
    let lint = run(&["lint", "m.attrmap.toml", "--users", "users*.ndjson"]);
    assert_eq!((lint.code, lint.stderr.as_str()), (1, ""), "findings, and both files are read");
}
