//! `eval`, `ast`, `functions` and `conform` as they are typed.

use std::path::Path;

use super::{Finished, attrmap_with};

/// What a command prints and how it ends.
fn attrmap(arguments: &[&str], input: &str) -> (i32, String, String) {
    let Finished { code, stdout, stderr } =
        attrmap_with(arguments, Path::new("."), input.as_bytes());
    (code, stdout, stderr)
}

const USERS: &str = "{\"id\": \"1\", \"mail\": \"a\"}\n{\"id\": \"2\"}\nno user\n";

#[test]
fn eval_prints_the_value_of_one_user() {
    let table: &[(&[&str], &str, i32, &str)] = &[
        (&["[mail]", "--set", "mail=a"], "\"a\"\n", 0, "text"),
        (&["[mail]", "--set", "mail=a", "-r"], "a\n", 0, "bare text"),
        (&["[mail]", "--set", "mail="], "\"\"\n", 0, "the empty text"),
        (&["[mail]", "--set", "mail=null"], "null\n", 0, "null"),
        (&["[mail]"], "null\n", 0, "nothing is set"),
        (&["[otherMails]", "--set", r#"otherMails=["a","b"]"#], "[\"a\",\"b\"]\n", 0, "several"),
        (&["Len([mail])", "--set", "mail=abc"], "\"3\"\n", 0, "as the service gives it"),
        (&["IgnoreAttributeFlow"], "", 0, "left out"),
        (&["Len("], "", 1, "no expression"),
        (&["CDate([mail])", "--set", "mail=x"], "", 1, "an error of this user"),
        (&["Now()", "--now", "2025-07-30"], "\"7/30/2025 12:00:00 AM\"\n", 0, "the clock"),
        (&["Now()", "--now", "soon"], "", 2, "no clock"),
        (&["[mail]", "--user", "-", "--row", "1"], "\"a\"\n", 0, "one of several"),
        (&["[mail]", "--user", "-", "--row", "2", "--set", "mail=b"], "\"b\"\n", 0, "set wins"),
        (&["[mail]", "--user", "-", "--row", "9"], "", 2, "no such row"),
        (&["-", "--user", "-"], "", 2, "standard input twice"),
    ];
    for (arguments, stdout, code, why) in table {
        let arguments: Vec<&str> = ["eval"].iter().chain(*arguments).copied().collect();
        let found = attrmap(&arguments, USERS);
        assert_eq!((found.1.as_str(), found.0), (*stdout, *code), "{why}: {}", found.2);
    }
}

#[test]
fn eval_converts_for_a_target() {
    let active = ["eval", "[extensionAttribute1]", "--target", "active", "--set"];
    let with = |value: &str| attrmap(&[&active[..], &[value]].concat(), "");
    assert_eq!(with("extensionAttribute1=true").1, "true\n");
    let (code, stdout, stderr) = with("extensionAttribute1=perhaps");
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("flow::not-a-boolean") && !stderr.contains("perhaps"), "{stderr}");
    let required = attrmap(&["eval", "[mail]", "--target", "userName"], "");
    assert_eq!((required.0, required.1.as_str()), (0, "null\n"), "{required:?}");
    let warning = "`userName` is required: without a value `attrmap run` rejects the user";
    assert!(required.2.contains(warning), "{required:?}");
    for quiet in [["[mail]", "nickName"], ["\"x\"", "userName"]] {
        let quiet = attrmap(&["eval", quiet[0], "--target", quiet[1]], "");
        assert!(!quiet.2.contains("is required"), "{quiet:?}");
    }
    let unknown = attrmap(&["eval", "[mail]", "--target", "activ"], "");
    assert!(unknown.0 == 1 && unknown.2.contains("`active`"), "{}", unknown.2);
}

#[test]
fn eval_prints_a_line_for_each_of_several_users() {
    let expression = r#"IIF(IsPresent([mail]), Mid([mail], 1, 1), IgnoreObjectFlow)"#;
    let (code, stdout, _) = attrmap(&["eval", expression, "--user", "-"], USERS);
    let lines: Vec<&str> = stdout.lines().collect();
    assert_eq!(code, 1, "one user cannot be read");
    assert_eq!(
        lines[..2],
        [r#"{"version":1,"row":1,"value":"a"}"#, r#"{"version":1,"row":2,"ignored":"object"}"#]
    );
    assert!(lines[2].starts_with(r#"{"version":1,"row":3,"error":"record::not-json","message":"#));
    let (code, stdout, stderr) = attrmap(&["eval", expression, "--user", "-", "-r"], USERS);
    assert_eq!((code, stdout.as_str()), (1, "a\n"));
    assert!(stderr.contains("row 2: the user is left out"), "{stderr}");
    let (_, alone, _) = attrmap(&["eval", "[mail]", "--user", "-"], "{\"mail\": \"x\"}");
    assert_eq!(alone, "\"x\"\n", "one user is no list");
}

/// A tree has the names of parameters, and nobody has to say what they stand for.
#[test]
fn ast_needs_no_values_of_parameters() {
    let (code, stdout, stderr) = attrmap(&["ast", "Join(\"@\", [mail], %DomainFQDN%)"], "");
    let tree: serde_json::Value = serde_json::from_str(&stdout).expect("a tree");
    let parameter = serde_json::json!({
        "expression": "\"%DomainFQDN%\"", "name": "%DomainFQDN%", "parameters": [],
        "type": "Constant",
    });
    assert_eq!((code, &tree["parameters"][2]["value"]), (0, &parameter));
    assert!(!stderr.contains("has no value"), "{stderr}");
}

#[test]
fn ast_says_what_it_assumes() {
    let (code, stdout, stderr) = attrmap(&["ast", "tolower([MAIL])=\"a\""], "");
    let tree: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!((code, tree["expression"].as_str()), (0, Some("ToLower([mail], )=\"a\"")));
    assert!(stderr.contains("mapping::assumed-tree"), "{stderr}");
    assert_eq!(attrmap(&["ast", "Len(1"], "").0, 1);
}

#[test]
fn functions_are_looked_up() {
    let (code, page, _) = attrmap(&["functions", "vbTextCompare"], "");
    assert!(code == 0 && page.starts_with("InStr("), "a word that a function takes: {page}");
    let (code, page, _) = attrmap(&["functions", "ignoreattributeflow"], "");
    assert!(code == 0 && page.contains("the user out of the flow"), "a bare word: {page}");
    let (code, stdout, _) = attrmap(&["functions", "join"], "");
    assert!(code == 0 && stdout.starts_with("Join(separator, source, …)\n"), "{stdout}");
    let (code, stdout, _) = attrmap(&["functions", "To*"], "");
    assert!(code == 0 && stdout.contains("ToLower") && stdout.contains("ToUpper"), "{stdout}");
    let (_, stdout, _) = attrmap(&["functions", "--format", "json"], "");
    let list: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    assert!(list["value"].as_array().is_some_and(|list| list.len() > 10));
    let (code, stdout, _) = attrmap(&["functions", "ends with"], "");
    assert!(code == 0 && stdout.starts_with("ENDS_WITH\n"), "{stdout}");
    let (_, stdout, _) = attrmap(&["functions", "is true", "--format", "json"], "");
    let list: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!(list["value"], serde_json::json!([]));
    assert_eq!(list["operators"][0]["arity"], "Unary");
    let (code, _, stderr) = attrmap(&["functions", "Jion"], "");
    assert!(code == 2 && stderr.contains("did you mean `Join`?"), "{stderr}");
}

#[test]
fn conform_prints_agreements_and_differences() {
    let rows = concat!(
        r#"{"expression": "Len([s])", "inputs": {"s": "abc"}, "expected": "3"}"#,
        "\n",
        r#"{"expression": "Len([s])", "inputs": {"s": "abc"}, "expected": "4", "source": "x"}"#,
        "\n",
        r#"{"expression": "CDate([s])", "inputs": {"s": "abc"}, "expected": {"error": "any"}}"#,
        "\n",
        r#"{"expression": "Now()", "inputs": {}, "now": "2025-07-30", "expected": "7/30/2025 12:00:00 AM"}"#,
        "\n",
        r#"{"expression": "IgnoreObjectFlow", "inputs": {}, "expected": {"ignore": "object"}, "kind": 7}"#,
        "\n",
    );
    let (code, stdout, _) = attrmap(&["conform", "-"], rows);
    assert_eq!(code, 1);
    let expected = "-, row 2\n  Len([s])\n    [s] is \"abc\"\n  expected  \"4\"\n  found     \"3\"\n  \
        source    x\n\n5 rows: 4 agree, 1 differ\n";
    assert_eq!(stdout, expected);
    let (_, stdout, _) = attrmap(&["conform", "-", "--format", "json"], rows);
    let report: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    let summary = serde_json::json!({"rows": 5, "agreements": 4, "differences": 1});
    assert_eq!(report["summary"], summary);
    assert_eq!(report["differences"][0]["row"], 2);
    let array = format!("[{}]", rows.lines().next().expect("a row"));
    assert_eq!(attrmap(&["conform", "-"], &array).0, 0, "an array");
    for unusable in ["{", "[7]", r#"{"expression": "1"}"#] {
        assert_eq!(attrmap(&["conform", "-"], unusable).0, 2, "{unusable}");
    }
}

/// One line that is no row takes nothing from the others, and the counts add up.
#[test]
fn conform_tells_of_rows_that_cannot_be_read() {
    let rows = concat!(
        r#"{"expression": "Len([s])", "inputs": {"s": "\ud83d"}, "expected": "1"}"#,
        "\n",
        r#"{"expression": "Len([s])", "inputs": {"s": "abc"}, "expected": "3"}"#,
        "\n# Split\n",
        r#"{"expression": "Len([s])", "inputs": {"s": "abc"}}"#,
        "\n",
        r#"{"expression": "Len([s])", "inputs": {"s": "abc"}, "expected": "4"}"#,
        "\n",
        r#"{"expression": "Len([s])", "inputs": {"#,
    );
    let (code, stdout, stderr) = attrmap(&["conform", "-"], rows);
    let expected = "-, row 5\n  Len([s])\n    [s] is \"abc\"\n  expected  \"4\"\n  found     \"3\"\n\n\
        -, row 1\n  cannot be read: this is no JSON: an escape stands for half a character (line 1, column 51)\n\n\
        -, row 3\n  cannot be read: this is no JSON: expected value (line 3, column 1)\n\n\
        -, row 4\n  cannot be read: there is no `expected`\n\n\
        -, row 6\n  cannot be read: this is no JSON: EOF while parsing an object (line 6, column 38)\n\n\
        6 rows: 1 agree, 1 differ, 4 cannot be read\n";
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (1, expected, ""));
    let (code, stdout, _) = attrmap(&["conform", "-", "--format", "json"], rows);
    let report: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    let summary =
        serde_json::json!({"rows": 6, "agreements": 1, "differences": 1, "unreadable": 4});
    assert_eq!((code, &report["summary"]), (1, &summary));
    let third = serde_json::json!({
        "file": "-", "row": 4, "message": "there is no `expected`",
    });
    assert_eq!(report["unreadable"][2], third);
    let (code, stdout, stderr) = attrmap(&["conform", "-"], "name;mail\nAnn;a@contoso.com\n");
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("standard input has no row that can be read"), "{stderr}");
}

#[test]
fn conform_compares_recorded_pairs() {
    let pair = |result: &str, name: &str| {
        format!(
            r#"{{"request": {{"expression": "ToUpper([mail])", "testInputObject": {{"properties":
            [{{"key": "mail", "value": "a"}}]}}}}, "response": {{"parsingSucceeded": true,
            "evaluationSucceeded": true, "evaluationResult": {result}, "parsedExpression":
            {{"expression": "ToUpper([mail], )", "name": "{name}", "type": "Function", "parameters":
            [{{"key": "source", "value": {{"expression": "[mail]", "name": "mail", "parameters": [],
            "type": "Attribute"}}}}]}}}}}}"#
        )
    };
    assert_eq!(attrmap(&["conform", "-"], &pair(r#"["A"]"#, "ToUpper")).0, 0);
    assert_eq!(attrmap(&["conform", "-"], &pair(r#"["a"]"#, "ToUpper")).0, 1);
    let (code, stdout, _) = attrmap(&["conform", "-"], &pair(r#"["A"]"#, "ToLower"));
    let expected = "-, row 1\n  ToUpper([mail])\n  the trees differ in the name of ToUpper([mail], )\n  \
        expected  ToLower\n  found     ToUpper\n\n1 row: 0 agree, 1 differ\n";
    assert_eq!((code, stdout.as_str()), (1, expected));
    let as_json = ["conform", "-", "--format", "json"];
    let report = attrmap(&as_json, &pair(r#"["A"]"#, "ToLower")).1;
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let difference = serde_json::json!({
        "file": "-", "row": 1, "expression": "ToUpper([mail])", "inputs": {"mail": "a"},
        "expected": "ToLower", "found": "ToUpper",
        "tree": {"node": "ToUpper([mail], )", "part": "name"},
    });
    assert_eq!(report["differences"][0], difference);
    let refused = r#"{"request": {"expression": "Len("}, "response": {"parsingSucceeded": false}}"#;
    assert_eq!(attrmap(&["conform", "-"], refused).0, 0);
}

/// A file of cases that has none would agree with anything.
#[test]
fn conform_takes_no_empty_file() {
    for empty in ["", "\n\n", "[]"] {
        let (code, stdout, stderr) = attrmap(&["conform", "-"], empty);
        assert_eq!((code, stdout.as_str()), (2, ""), "{empty:?}");
        let expected = "error: standard input has no rows\n  help: write a case a line: \
            {\"expression\": …, \"inputs\": {…}, \"expected\": …}\n";
        assert_eq!(stderr, expected);
    }
    let help = attrmap(&["conform", "--help"], "").1;
    assert!(help.contains("A file without rows cannot be used"), "{help}");
}

/// Whoever reads of a difference reads no value that `Redact` is given, nor what is made of it.
#[test]
fn conform_shows_no_redacted_value() {
    let rows = concat!(
        r#"{"expression": "Append(Redact([p]),\"x\")", "inputs": {"p": "secret"}, "expected": "secrety"}"#,
        "\n",
        r#"{"expression": "CDate(Redact([p]))", "inputs": {"p": "secret"}, "expected": ["secret"]}"#,
        "\n",
        r#"{"expression": "redact([p]) & 2", "inputs": {"p": "secret"}, "expected": "secrety"}"#,
        "\n",
        r#"{"expression": "Redact([p])", "inputs": {"p": "secret"}, "expected": {"ignore": "object"}}"#,
        "\n",
    );
    let (code, stdout, stderr) = attrmap(&["conform", "-"], rows);
    let expected = "-, row 1\n  Append(Redact([p]),\"x\")\n    [p] is [Redact]\n  \
        values differ (hidden)\n\n\
        -, row 2\n  CDate(Redact([p]))\n    [p] is [Redact]\n  expected  [Redact]\n  \
        found     an error: this text denotes no date [eval::not-a-date]\n\n\
        -, row 3\n  redact([p]) & 2\n    [p] is [Redact]\n  expected  [Redact]\n  \
        found     an error: `&` does not join texts here [parse::concatenation]\n\n\
        -, row 4\n  Redact([p])\n    [p] is [Redact]\n  \
        expected  the object is left out\n  found     [Redact]\n\n\
        4 rows: 0 agree, 4 differ\n";
    assert_eq!((code, stdout.as_str()), (1, expected));
    let (_, json, _) = attrmap(&["conform", "-", "--format", "json"], rows);
    assert!(!json.contains("secret") && !stderr.contains("secret"), "{json}{stderr}");
}

/// The last of two settings counts; somebody who means several values is told.
#[test]
fn an_attribute_set_twice_is_said() {
    let twice = ["eval", "[otherMails]", "--set", "otherMails=a", "--set", "otherMails=b"];
    let (code, stdout, stderr) = attrmap(&twice, "");
    assert_eq!((code, stdout.as_str()), (0, "[\"b\"]\n"));
    assert_eq!(stderr, "warning: --set `otherMails`: it is set twice, and the last counts\n");
}

/// Whoever sets an attribute, or has it, knows that there is one.
#[test]
fn eval_warns_of_no_attribute_that_somebody_has() {
    let warns = |arguments: &[&str], input: &str| {
        let arguments = [&["eval", "Append(\"x\", [shoeSize])"], arguments].concat();
        let (code, stdout, stderr) = attrmap(&arguments, input);
        assert_eq!(code, 0, "{stdout}{stderr}");
        stderr.contains("`shoeSize` is not a known source attribute")
    };
    assert!(warns(&[], ""));
    assert!(!warns(&["--set", "shoeSize=43"], ""));
    assert!(!warns(&["--set", "shoeSize=null"], ""));
    assert!(!warns(&["--set", "SHOESIZE=43"], ""));
    assert!(warns(&["--set", "mail=43"], ""));
    let users = "{\"id\": \"1\"}\n{\"id\": \"2\", \"shoeSize\": \"43\"}\n";
    assert!(!warns(&["--user", "-"], users));
    assert!(!warns(&["--user", "-", "--row", "2"], users));
    assert!(warns(&["--user", "-", "--row", "1"], users));
    assert!(warns(&["--user", "-"], "{\"id\": \"1\"}\n"));
    let wrong = attrmap(&["eval", "Len([shoeSize]", "--set", "shoeSize=43"], "");
    assert!(wrong.0 == 1 && !wrong.2.contains("shoeSize` is not"), "{}", wrong.2);
}

/// Of a user who cannot be read: which one, and what of it.
#[test]
fn eval_says_which_user_cannot_be_read() {
    let users = "{\"id\": \"1\"}\n{\"jobTitle\": [\"a\", \"b\"]}\n{\n";
    let told = |row: &str| {
        let (code, stdout, stderr) =
            attrmap(&["eval", "[jobTitle]", "--user", "-", "--row", row], users);
        assert_eq!((code, stdout.as_str()), (1, ""));
        stderr
    };
    assert_eq!(
        told("2"),
        "error: standard input, row 2: `jobTitle`: several values stand where the attribute \
         has one (2 of them) [record::several-values]\n"
    );
    assert!(told("3").starts_with("error: standard input, row 3: "), "{}", told("3"));
    let (_, lines, _) = attrmap(&["eval", "[jobTitle]", "--user", "-"], users);
    let second: serde_json::Value =
        serde_json::from_str(lines.lines().nth(1).expect("a line")).expect("JSON");
    let message = "`jobTitle`: several values stand where the attribute has one (2 of them)";
    assert_eq!(second["message"], message);
}

/// A value that its target refuses is an error in a trace too, be it hidden.
#[test]
fn a_redacted_value_that_does_not_fit_is_an_error() {
    let arguments = ["eval", "Redact([mail])", "--set", "mail=x", "--target", "active", "--trace"];
    let (code, stdout, _) = attrmap(&[&arguments[..], &["--format", "json"]].concat(), "");
    let line: serde_json::Value = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!((code, &line["error"]), (1, &"flow::not-a-boolean".into()));
    assert_eq!(line["trace"]["value"], "[Redact]");
    assert_eq!(line.get("value"), None);
}

#[test]
fn what_a_target_refuses_stands_behind_the_trace_of_its_user() {
    let users = "{\"mail\": \"x\"}\n{\"mail\": \"true\"}\n";
    let arguments = ["eval", "[mail]", "--user", "-", "--target", "active", "--trace"];
    let (code, stdout, _) = attrmap(&arguments, users);
    let expected = "row 1\n[mail]  → \"x\"\nactive ✗ this target takes `True` or `False` \
        [flow::not-a-boolean]\n\nrow 2\n[mail]  → \"true\"\nactive ← true\n\n";
    assert_eq!((code, stdout.as_str()), (1, expected));
}
