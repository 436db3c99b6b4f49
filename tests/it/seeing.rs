//! One expression, looked at: traces, trees, and the commands that show them.

use std::sync::Arc;

use attrmap::check::{Env, check};
use attrmap::dotnet::parse_date;
use attrmap::functions::{DeclaredFunction, DeclaredParameter, Surroundings};
use attrmap::mapping::{MappingFile, Names};
use attrmap::plan::{Expression, Plan};
use attrmap::program::PartEnd;
use attrmap::record::Record;
use attrmap::schema::{self, ScimVersion};
use attrmap::source::Source;
use attrmap::syntax;
use attrmap::types::DateTime;

fn surroundings() -> Surroundings {
    let now = parse_date("2025-07-30T12:00:00Z", DateTime::UNIX_EPOCH).expect("an ISO date");
    Surroundings::at(now)
}

fn trace(expression: &str, user: &str) -> String {
    let source = Source::new("expression", expression);
    let compilation = Expression::compile(&source, &Env::entra());
    let expression =
        compilation.expression.unwrap_or_else(|| panic!("{}", compilation.diagnostics));
    let record = expression.layout().read_json(user, Record::new()).expect("a user");
    expression.trace(&record, &surroundings()).to_string()
}

#[test]
fn a_trace_shows_what_was_chosen_and_what_was_skipped() {
    let expression = r#"IIF(IsPresent([mail]), Switch([state], "Sydney", "QLD", Join(" ", "Bris", [city]), "SA", ToUpper("x")), [userPrincipalName])"#;
    let user = r#"{"mail": "a", "state": "QLD", "city": "bane"}"#;
    let expected = r#"
IIF(IsPresent([mail]), Switch([state], "Sydney", "QLD", Join(" ", "Bri…)  → "Bris bane"
├─ condition     IsPresent([mail])                                        → True
│  └─ Expression  [mail]                                                  → "a"
├─ valueIfTrue   Switch([state], "Sydney", "QLD", Join(" ", "Bris", [c…)  → "Bris bane"  ✓ chosen
│  ├─ source        [state]                                               → "QLD"
│  ├─ defaultValue  "Sydney"                                              · skipped
│  ├─ key           "QLD"                                                 ✓ matched
│  ├─ value         Join(" ", "Bris", [city])                             → "Bris bane"  ✓ chosen
│  │  ├─ separator  " "
│  │  ├─ source     "Bris"
│  │  └─ source     [city]                                                → "bane"
│  ├─ key           "SA"                                                  · skipped
│  └─ value         ToUpper("x")                                          · skipped
└─ valueIfFalse  [userPrincipalName]                                      · skipped
"#;
    assert_eq!(trace(expression, user), expected.trim_start());
}

#[test]
fn a_trace_shows_every_round_of_several_values() {
    let user = r#"{"proxyAddresses": ["a", "c"]}"#;
    let expected = r#"
ToUpper(Switch([proxyAddresses], "none", "a", "x"))    → ["X", "NONE"]
├─ source  Switch([proxyAddresses], "none", "a", "x")  → ["x", "none"]
│  ├─ source  [proxyAddresses]                         → ["a", "c"]
│  ├─ for "a"                                          → "x"
│  │  ├─ defaultValue  "none"                          · skipped
│  │  ├─ key           "a"                             ✓ matched
│  │  └─ value         "x"                             ✓ chosen
│  └─ for "c"                                          → "none"
│     ├─ defaultValue  "none"                          ✓ chosen
│     ├─ key           "a"
│     └─ value         "x"                             · skipped
├─ for "x"                                             → "X"
└─ for "none"                                          → "NONE"
"#;
    let found = trace(r#"ToUpper(Switch([proxyAddresses], "none", "a", "x"))"#, user);
    assert_eq!(found, expected.trim_start());
}

/// What is the same in every round is told in the first: told in each, calls in one another would
/// make a picture without end.
#[test]
fn a_trace_tells_once_what_is_the_same_in_every_round() {
    let user = r#"{"proxyAddresses": ["a", "c"], "city": "Bern"}"#;
    let expected = r#"
Append([proxyAddresses], ToUpper(Left([city], 1)))  → ["aB", "cB"]
├─ source  [proxyAddresses]                         → ["a", "c"]
├─ for "a"                                          → "aB"
│  └─ suffix  ToUpper(Left([city], 1))              → "B"
│     └─ source  Left([city], 1)                    → "B"
│        ├─ String    [city]                        → "Bern"
│        └─ NumChars  1
└─ for "c"                                          → "cB"
   └─ suffix  ToUpper(Left([city], 1))              → "B"
"#;
    assert_eq!(
        trace("Append([proxyAddresses], ToUpper(Left([city], 1)))", user),
        expected.trim_start()
    );
    let expected = r#"
Append(ToUpper([city]), [proxyAddresses])  → ["BERNa", "BERNc"]
├─ suffix  [proxyAddresses]                → ["a", "c"]
├─ for "a"                                 → "BERNa"
│  └─ source  ToUpper([city])              → "BERN"
│     └─ source  [city]                    → "Bern"
└─ for "c"                                 → "BERNc"
   └─ source  ToUpper([city])              → "BERN"
"#;
    assert_eq!(trace("Append(ToUpper([city]), [proxyAddresses])", user), expected.trim_start());
    let (open, close) = ("Item(Append(".repeat(30), ", [proxyAddresses]), 1)".repeat(30));
    let deep = trace(&format!("{open}[city]{close}"), user);
    assert!(deep.lines().count() < 300, "{} lines", deep.lines().count());
}

/// What is told in every round is held once, however many rounds there are.
#[test]
fn rounds_share_what_they_are_told() {
    let user = r#"{"proxyAddresses": ["a", "b", "c"], "city": "Bern"}"#;
    for expression in [
        "Append([proxyAddresses], ToUpper([city]))",
        "Append([proxyAddresses], [city])",
        "Append([proxyAddresses], \"x\")",
        r#"Replace([proxyAddresses], , "[a-z]", , "a constant", , )"#,
    ] {
        let compiled = Expression::compile(&Source::new("e", expression), &Env::entra());
        let compiled = compiled.expression.expect("it has no errors");
        let record = compiled.layout().read_json(user, Record::new()).expect("a user");
        let trace = compiled.trace(&record, &surroundings());
        let rounds = trace.root.rounds.as_slice();
        assert_eq!(rounds.len(), 3, "{expression}");
        let (first, rest) = rounds.split_first().expect("there are three");
        for part in rest.iter().flat_map(|round| first.parts.iter().zip(&round.parts)) {
            let (told, again) = part;
            let (PartEnd::Value(one), PartEnd::Value(other)) = (&told.end, &again.end) else {
                panic!("{expression}: {told:?}, {again:?}")
            };
            assert!(Arc::ptr_eq(one, other), "{expression}: {one:?}");
            assert!(Arc::ptr_eq(&told.text, &again.text), "{expression}: {}", told.text);
        }
        assert!(!first.parts.is_empty(), "{expression}");
    }
}

#[test]
fn a_trace_shows_where_it_goes_wrong_and_where_it_ends() {
    let expected = r#"
Append("x", CDate([jobTitle]))  ✗
├─ source  "x"
└─ suffix  CDate([jobTitle])    ✗ this text denotes no date [eval::not-a-date]
   └─ expression  [jobTitle]    → "yes"
"#;
    let found = trace(r#"Append("x", CDate([jobTitle]))"#, r#"{"jobTitle": "yes"}"#);
    assert_eq!(found, expected.trim_start());
    let expected = r#"
IIF([jobTitle]="x", "a", IgnoreAttributeFlow)  → the attribute is left out
├─ condition     [jobTitle]="x"                → False
│  ├─ [jobTitle]                               → null
│  └─ "x"
├─ valueIfTrue   "a"                           · skipped
└─ valueIfFalse  IgnoreAttributeFlow           → the attribute is left out  ✓ chosen
"#;
    let found = trace(r#"IIF([jobTitle]="x", "a", IgnoreAttributeFlow)"#, "{}");
    assert_eq!(found, expected.trim_start());
}

#[test]
fn the_branch_that_was_taken_is_marked_where_it_fails() {
    let expected = r#"
Switch([state], "x", "a", CDate([jobTitle]), "b", "z")  ✗
├─ source        [state]                                → "a"
├─ defaultValue  "x"                                    · skipped
├─ key           "a"                                    ✓ matched
├─ value         CDate([jobTitle])                      ✗ this text denotes no date [eval::not-a-date]  ✓ chosen
│  └─ expression  [jobTitle]                            → "yes"
├─ key           "b"                                    · skipped
└─ value         "z"                                    · skipped
"#;
    let found = trace(
        r#"Switch([state], "x", "a", CDate([jobTitle]), "b", "z")"#,
        r#"{"state": "a", "jobTitle": "yes"}"#,
    );
    assert_eq!(found, expected.trim_start());
    // A condition that is none has taken no branch.
    let expected = r#"
IIF([state], "a", "b")    ✗ this is neither `True` nor `False` [eval::not-a-condition]
├─ condition     [state]  → "a"
├─ valueIfTrue   "a"      · skipped
└─ valueIfFalse  "b"      · skipped
"#;
    let found = trace(r#"IIF([state], "a", "b")"#, r#"{"state": "a"}"#);
    assert_eq!(found, expected.trim_start());
}

/// A pattern, an interval and a message are read before any user is.
#[test]
fn what_was_read_beforehand_is_not_skipped() {
    let expected = r#"
Replace([mail], , "@.*", , Append("-", "x"), , )  → "ana-x"
├─ source            [mail]                       → "ana@contoso.com"
├─ regexPattern      "@.*"
└─ replacementValue  Append("-", "x")             → "-x"
   ├─ source  "-"
   └─ suffix  "x"
"#;
    let expression = r#"Replace([mail], , "@.*", , Append("-", "x"), , )"#;
    assert_eq!(trace(expression, r#"{"mail": "ana@contoso.com"}"#), expected.trim_start());
    let expected = r#"
IIF([mail]="a", DateAdd("yyyy", 1, [city]), DateAdd("d", 1, [city]))  → 1/2/2021 12:00:00 AM
├─ condition     [mail]="a"                                           → True
│  ├─ [mail]                                                          → "a"
│  └─ "a"
├─ valueIfTrue   DateAdd("yyyy", 1, [city])                           → 1/2/2021 12:00:00 AM  ✓ chosen
│  ├─ interval  "yyyy"
│  ├─ value     1
│  └─ dateTime  [city]                                                → "2020-01-02"
└─ valueIfFalse  DateAdd("d", 1, [city])                              · skipped
"#;
    let expression = r#"IIF([mail]="a", DateAdd("yyyy", 1, [city]), DateAdd("d", 1, [city]))"#;
    let user = r#"{"mail": "a", "city": "2020-01-02"}"#;
    assert_eq!(trace(expression, user), expected.trim_start());
}

#[test]
fn what_is_always_the_same_is_traced_all_the_same() {
    let expected = r#"
Coalesce("", ToUpper("a"))  → "A"
├─ source  ""
└─ source  ToUpper("a")     → "A"  ✓ chosen
   └─ source  "a"
"#;
    assert_eq!(trace(r#"Coalesce("", ToUpper("a"))"#, "{}"), expected.trim_start());
}

#[test]
fn nothing_in_a_value_breaks_the_picture() {
    let user = r#"{"mail": "a\"\\\n\u001b[2J\u202eb", "city": "é"}"#;
    let found = trace("Join(\"\n\", [mail], [city])", user);
    assert_eq!(found.lines().count(), 4, "{found}");
    assert!(!found.contains(['\u{1b}', '\u{202e}']), "{found}");
    let long = format!(r#"{{"mail": "{}"}}"#, "é".repeat(100_000));
    let found = trace("[mail]", &long);
    assert!(found.chars().count() < 200 && found.contains("100000"), "{found}");
}

/// The tree of Microsoft's page of `parseExpression`.
#[test]
fn the_documented_tree_comes_out() {
    let documented = serde_json::json!({
        "expression": "Replace([preferredLanguage], \"-\", , , \"_\", , )",
        "name": "Replace",
        "parameters": [
            { "key": "source", "value": {
                "expression": "[preferredLanguage]", "name": "preferredLanguage",
                "parameters": [], "type": "Attribute" } },
            { "key": "Find", "value": {
                "expression": "\"-\"", "name": "-", "parameters": [], "type": "Constant" } },
            { "key": "Replacement", "value": {
                "expression": "\"_\"", "name": "_", "parameters": [], "type": "Constant" } },
        ],
        "type": "Function",
    });
    let source = Source::new("expression", r#"Replace([preferredLanguage], "-", , , "_", ,  )"#);
    let env = Env::entra();
    let names = Names { attributes: env.source_table(), functions: env.functions() };
    let tree = names.tree(&syntax::parse(&source).expr);
    assert_eq!(serde_json::to_value(&tree).expect("a tree"), documented);
    assert_eq!(tree.difference(&documented), None);
}

#[test]
fn a_mapping_with_a_function_known_by_name_only_is_not_run() {
    let parameter =
        DeclaredParameter { name: "source".to_owned(), is_required: true, is_repeated: false };
    let shuffle = DeclaredFunction { name: "Shuffle".to_owned(), parameters: vec![parameter] };
    let env = Env::entra().with_functions(vec![shuffle]);
    let source = Source::new("expression", "IIF([mail]=\"a\", Shuffle([mail]), [mail])");
    assert!(check(&source, &env).diagnostics().is_empty(), "it can be checked");
    let text = r#"{"synchronizationRules": [{"objectMappings": [{
        "sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": [
            {"targetAttributeName": "userName", "source": {"expression": "Shuffle([mail])"}}
        ]}]}]}"#;
    let (file, diagnostics) = MappingFile::read("m.json", text);
    assert!(!diagnostics.has_errors(), "{diagnostics}");
    let table = schema::built_in("scim").expect("built in");
    let object_mapping = file.object_mappings.first().expect("an object mapping");
    let compilation = Plan::compile(&file, object_mapping, &table, &env, ScimVersion::V2_0);
    assert!(compilation.plan.is_none());
    let codes: Vec<&str> = compilation.diagnostics.iter().map(|it| it.code.path).collect();
    assert!(codes.contains(&"plan::function-by-name-only"), "{codes:?}");
    assert!(!codes.contains(&"check::unknown-function"), "{codes:?}");
}
