//! What is said of expressions that fail for everybody: what to do, and nothing that misleads.

use super::{Folder, attrmap};

/// What `eval` says on the last line of its diagnostics: the message, the label and the help.
fn said(arguments: &[&str]) -> [String; 3] {
    let run = attrmap(&[&["eval", "--format", "json"], arguments].concat());
    assert_eq!(run.code, 1, "{run:?}");
    let line = run.stderr.lines().last().expect("something is said");
    let said: serde_json::Value = serde_json::from_str(line).expect("JSON");
    [&said["message"], &said["primary"]["text"], &said["help"]]
        .map(|text| text.as_str().unwrap_or_default().to_owned())
}

#[test]
fn names_that_are_no_functions() {
    for (expression, help) in [
        (
            "Substring([mail], 1, 2)",
            "write `Mid([a], 1, 3)`: the first character is 1, and the last number a length",
        ),
        (
            "Concat([mail], \"x\")",
            "write `Join(\"\", [a], [b], [c])`, or `Append([a], [b])` for two texts",
        ),
        (
            "IndexOf([mail], \"@\")",
            "write `InStr([a], \"x\")`: the first character is 1, and 0 is none",
        ),
        (
            "Month([mail])",
            "write `FormatDateTime([a], , \"M/d/yyyy\", \"MM\")`, with the format of `[a]` first",
        ),
        (
            "RegexReplace([mail], \"a\", \"b\")",
            "write `Replace([a], , \"[^a-z]\", , \"\", , )`: the pattern comes third",
        ),
        (
            "CInt([mail])",
            "a text of digits is a number wherever one is taken: write the attribute itself",
        ),
        ("ToUppercase([mail])", "did you mean `ToUpper`?"),
        ("ToLowercase([mail])", "did you mean `ToLower`?"),
        ("Lower([mail])", "did you mean `ToLower`?"),
        ("Length([mail])", "did you mean `Len`?"),
        ("If([mail], \"a\", \"b\")", "did you mean `IIF`?"),
        ("ToLowr([mail])", "did you mean `ToLower`?"),
        ("Foo([mail])", "`attrmap functions` lists those that there are"),
        (
            "CGuid([mail])",
            "a GUID is a text here: write the attribute itself, or `Guid()` for a new one",
        ),
    ] {
        assert_eq!(said(&[expression])[2], help, "{expression}");
    }
}

#[test]
fn what_is_out_of_range_is_told_the_range() {
    let most = "whole numbers lie between -9223372036854775808 and 9223372036854775807";
    assert_eq!(said(&["Mid([mail], 99999999999999999999, 1)"])[2], most);
    assert_eq!(said(&["BitAnd(\"-9223372036854775809\", 1)"])[2], most);
    let message = "`value1` of `BitAnd` takes a whole number of at most 64 bits";
    assert_eq!(said(&["BitAnd(9223372036854775808, 1)"])[0], message);
    assert_eq!(said(&["Mid([mail], \"x\", 1)"])[2], "write a whole number such as `1`");
    let set = ["--set", "mail=abc", "--set", "employeeId=99999999999999999999"];
    let message = "this whole number lies outside 64 bits: \
        -9223372036854775808 to 9223372036854775807";
    assert_eq!(said(&[&["Mid([mail], [employeeId], 1)"], &set[..]].concat())[0], message);
    let date = "dates lie between the years 1 and 9999";
    assert_eq!(said(&["CDate(\"10000-01-01\")"])[2], date);
    assert_eq!(said(&["CDate(\"x\")"])[2], "write a date such as `\"2025-07-30\"` or `Now()`");
    let message = "this date lies outside the years 1 to 9999";
    let set = "employeeHireDate=0000-01-01";
    assert_eq!(said(&["CDate([employeeHireDate])", "--set", set])[0], message);
}

#[test]
fn roles_are_not_text() {
    for expression in
        ["ToLower([appRoleAssignments])", "ToLower(Coalesce([appRoleAssignments],\"x\"))"]
    {
        let help = "take one role as text: `SingleAppRoleAssignment([appRoleAssignments])`";
        assert_eq!(said(&[expression])[2], help);
    }
}

#[test]
fn an_error_without_a_message_has_one() {
    for expression in ["Error(\"\")", "Error(\" \")"] {
        assert_eq!(said(&[expression])[0], "the mapping raises an error without a message");
    }
    assert_eq!(said(&["Error(\"no mail\")"])[0], "no mail");
}

#[test]
fn what_fails_for_everybody_is_not_blamed_on_a_user() {
    for expression in ["CBool(\"yes\")", "DateAdd(\"yyyy\", 20000, \"2020-01-01\")"] {
        assert_eq!(said(&[expression])[1], "for every user", "{expression}");
    }
    assert_eq!(said(&["CBool([mail])", "--set", "mail=yes"])[1], "for this user");
    let [message, label, _] = said(&["DefaultDomain()"]);
    assert_eq!(message, "no default domain is given: say it with `--default-domain contoso.com`");
    assert_eq!(label, "for every user");
}

#[test]
fn a_function_from_a_list_says_what_to_do() {
    let folder = Folder::new();
    let list = r#"{"value": [{"name": "Shuffle", "parameters": []}]}"#;
    let list = folder.write("f.json", list);
    let message = "attrmap knows `Shuffle` from a list alone, not what it gives: put a text in its \
        place to try the rest";
    assert_eq!(said(&["Shuffle()", "--functions", &list])[0], message);
}

#[test]
fn arguments_of_functions_that_draw_or_choose() {
    let two = "`SelectUniqueValue` takes at least 2 arguments";
    let form = "the form is `SelectUniqueValue(uniqueValueRule, uniqueValueRule, …)`";
    for expression in ["SelectUniqueValue(\"a\")", "SelectUniqueValue()"] {
        let [message, _, help] = said(&[expression, "--service", "hr-inbound"]);
        assert_eq!((message.as_str(), help.as_str()), (two, form), "{expression}");
    }
    for (arguments, help) in [
        ("300, 0, 0, 0, 0", "write a length such as `16`"),
        ("4, 3, 2, 0, 0", "the numbers together are at most the length, as in `6, 3, 0, 0, 3`"),
        ("4, -1, 0, 0, 0", "write how many there are at least, such as `1`, or `0` for none"),
        (
            "4, 1, 0, 0, 0, \"0123456789\"",
            "avoid fewer characters, or ask for none of that kind: `0`",
        ),
    ] {
        assert_eq!(said(&[&format!("RandomString({arguments})")])[2], help, "{arguments}");
    }
}

/// The slots of the older form are those that it has.
#[test]
fn the_older_form_of_a_date_format_has_keys_of_its_own() {
    let expression = "FormatDateTime([employeeHireDate], \"yyyy\", \"MM\")";
    let run = attrmap(&["ast", expression]);
    let tree: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let parameters = tree["parameters"].as_array().expect("parameters");
    let keys: Vec<&str> = parameters.iter().filter_map(|it| it["key"].as_str()).collect();
    assert_eq!(keys, ["source", "inputFormat", "outputFormat"]);
    let set = "employeeHireDate=2020";
    let run = attrmap(&["eval", expression, "--set", set, "--trace", "--format", "json"]);
    let line: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let parts = line["trace"]["parts"].as_array().expect("parts");
    let names: Vec<&str> = parts.iter().filter_map(|it| it["parameter"].as_str()).collect();
    assert_eq!(names, ["source", "inputFormat", "outputFormat"]);
    assert_eq!(line["value"], "01");
}

/// Where no look at the values is needed to say what to do, it is said.
#[test]
fn a_failure_says_what_to_do() {
    let user = ["--set", "mail=a@x.com"];
    for (expression, help) in [
        ("Error(\"no desk\")", "put a value in the place of `Error(…)`"),
        ("DefaultDomain()", "give the tenant's domain: `--default-domain contoso.com`"),
        ("Append([proxyAddresses], [proxyAddresses])", "take one with `Item(…, 1)`"),
        ("SelectUniqueValue([mailNickname], \"\")", "add a rule that is sure to be new"),
        ("CDate([mail])", "`--trace` shows the value of every part"),
    ] {
        let several = ["--set", "proxyAddresses=[\"a\", \"b\"]"];
        let run = attrmap(&[&["eval", expression], &user[..], &several[..]].concat());
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.stderr.contains(help), "{run:?}");
    }
}
