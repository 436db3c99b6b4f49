//! What holds for every expression, whoever wrote it: generated ones, well-formed and not.

use attrmap::check::{Env, check};
use attrmap::functions::{FUNCTIONS, Function, Repeats};
use attrmap::source::Source;
use attrmap::syntax::{Expr, ExprKind, parse, quote, to_text};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::json;

use crate::language::{Result, evaluate};

/// Attributes that users of these tests have, some with several values, some unknown.
const ATTRIBUTES: &[&str] = &[
    "displayName",
    "mail",
    "employeeId",
    "employeeHireDate",
    "accountEnabled",
    "IsSoftDeleted",
    "showInAddressList",
    "proxyAddresses",
    "otherMails",
    "manager",
    "shoeSize",
    "employeeOrgData.division",
];

/// Texts that mean something to some function, and texts that trouble it.
const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    "A b",
    "True",
    "false",
    "0",
    "1",
    "-1",
    "3",
    "2.5",
    "9223372036854775807",
    "99999999999999999999",
    "2020-02-29",
    "2020-03-16T07:00:00-07:00",
    "9999-12-31",
    "d",
    "s",
    "yyyy",
    "tr-TR",
    "x-y",
    "🎉",
    "e\u{301}",
    "ﬃİıß",
    "a\"b\\c",
    "\u{0}",
    "\u{feff}",
    "<n>",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(TEXTS).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

fn leaf() -> BoxedStrategy<String> {
    prop_oneof![
        4 => select(ATTRIBUTES).prop_map(|name| format!("[{name}]")),
        4 => text().prop_map(|text| quote(&text)),
        1 => (-20_i64..20).prop_map(|number| number.to_string()),
        1 => select(&["True", "False", "IgnoreAttributeFlow", "IgnoreObjectFlow", "&HF7", "1.50"][..])
            .prop_map(str::to_owned),
    ]
    .boxed()
}

/// Choices between values on few attributes and few texts, so that conditions meet again inside
/// what they decide on.
fn choice() -> BoxedStrategy<String> {
    let attribute = || select(&["[mail]", "[displayName]", "[accountEnabled]"][..]);
    let literal = || select(&[r#""""#, r#""a""#, r#""b""#, r#""True""#, r#""1""#, "1"][..]);
    let simple = prop_oneof![2 => attribute(), 1 => literal()].prop_map(str::to_owned);
    let question =
        select(&["IsPresent", "IsNull", "IsNothing", "IsNullOrEmpty", "Not", "CBool"][..]);
    let change = select(&["ToLower", "Trim", "StripSpaces", "Len", "IgnoreFlowIfNullOrEmpty"][..]);
    simple
        .prop_recursive(5, 40, 4, move |inner| {
            let pair = || (literal(), inner.clone());
            prop_oneof![
                2 => (question.clone(), inner.clone()).prop_map(|(name, of)| format!("{name}({of})")),
                1 => (change.clone(), inner.clone()).prop_map(|(name, of)| format!("{name}({of})")),
                2 => (attribute(), select(&["=", "<>", "<"][..]), prop_oneof![literal(), attribute()])
                    .prop_map(|(left, operator, right)| format!("{left} {operator} {right}")),
                3 => (inner.clone(), inner.clone(), inner.clone())
                    .prop_map(|(test, yes, no)| format!("IIF({test}, {yes}, {no})")),
                3 => (inner.clone(), inner.clone(), vec(pair(), 1..4)).prop_map(|(of, default, arms)| {
                    let arms = arms.into_iter().map(|(key, value)| format!("{key}, {value}"));
                    format!("Switch({of}, {default}, {})", arms.collect::<Vec<_>>().join(", "))
                }),
                2 => vec(inner, 1..4).prop_map(|sources| format!("Coalesce({})", sources.join(", "))),
            ]
        })
        .boxed()
}

/// Users that those choices are about.
fn user_of_choices() -> impl Strategy<Value = String> {
    let text = select(&["null", r#""""#, r#""a""#, r#""b""#, r#""1""#, r#""True""#, r#""z""#][..]);
    let enabled = select(&["true", "false", r#""True""#][..]);
    (text.clone(), text, enabled).prop_map(|(mail, name, enabled)| {
        format!(r#"{{"mail": {mail}, "displayName": {name}, "accountEnabled": {enabled}}}"#)
    })
}

/// A call with as many arguments as the function takes; optional ones are sometimes left out.
fn call(inner: BoxedStrategy<String>) -> BoxedStrategy<String> {
    (select(FUNCTIONS), vec((inner, any::<bool>()), 8), 0..3_usize)
        .prop_map(|(function, arguments, rounds)| written_call(function, &arguments, rounds))
        .boxed()
}

fn written_call(function: &Function, arguments: &[(String, bool)], rounds: usize) -> String {
    let signature = &function.signature;
    let params = signature.params.len();
    let slots = match signature.repeats {
        Repeats::None => params,
        Repeats::Last { params: count, .. } => params + count * rounds,
    };
    let written = arguments.iter().cycle().take(slots).enumerate().map(|(index, argument)| {
        let is_required = signature.param(index).is_none_or(|param| param.is_required);
        if is_required || argument.1 { argument.0.as_str() } else { "" }
    });
    format!("{}({})", function.name, written.collect::<Vec<_>>().join(", "))
}

/// Expressions that read; most of them check too.
pub(crate) fn expression() -> BoxedStrategy<String> {
    leaf()
        .prop_recursive(4, 24, 4, |inner| {
            let operators = select(&["=", "<>", "<", "<=", ">", ">="][..]);
            prop_oneof![
                8 => call(inner.clone().boxed()),
                1 => (inner.clone(), operators, inner)
                    .prop_filter_map("a comparison has no comparison in it", |(left, operator, right)| {
                        let is_plain = |side: &String| is_operand(side);
                        (is_plain(&left) && is_plain(&right))
                            .then(|| format!("{left} {operator} {right}"))
                    }),
            ]
        })
        .boxed()
}

fn is_operand(text: &str) -> bool {
    let parsed = parse(&Source::new("e", text));
    !matches!(parsed.expr.kind, ExprKind::Comparison { .. } | ExprKind::Error(_))
}

/// A user: every attribute null, absent, a text, a list, or of another kind.
pub(crate) fn user() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        1 => Just(json!(null)),
        6 => text().prop_map(serde_json::Value::from),
        1 => any::<bool>().prop_map(serde_json::Value::from),
        1 => any::<i64>().prop_map(serde_json::Value::from),
        2 => vec(text(), 0..3).prop_map(serde_json::Value::from),
    ];
    vec(proptest::option::of(value), ATTRIBUTES.len()).prop_map(|values| {
        let given = ATTRIBUTES.iter().zip(values);
        let given = given.filter_map(|(name, value)| Some(((*name).to_owned(), value?)));
        let mut members: serde_json::Map<String, serde_json::Value> = given.collect();
        // One value is no list, but for the attributes that can have several.
        for name in ["displayName", "mail", "employeeId", "employeeHireDate", "manager"] {
            if members.get(name).is_some_and(serde_json::Value::is_array) {
                members.remove(name);
            }
        }
        serde_json::Value::Object(members).to_string()
    })
}

/// Pieces of expressions in any order, and any characters between.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        6 => select(&[
            "[", "]", "(", ")", ",", "\"", "\\", "'", "“", "”", "=", "<>", "==", "&", "&H", "%", "-",
            "1", ".5", "Join", "IIF", "[mail]", "\"a\"", " ", "\n", "\u{a0}", "and", "é", "🎉",
        ][..])
        .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

/// The tree without its places.
fn shape(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Attribute(name) => format!("attribute {name:?}"),
        ExprKind::Text(text) => format!("text {text:?}"),
        ExprKind::Number(text) => format!("number {text}"),
        ExprKind::Parameter(name) => format!("parameter {name}"),
        ExprKind::Word(word) => format!("word {word}"),
        ExprKind::Call { name, arguments, .. } => {
            let slots = arguments.iter().map(|argument| argument.expr.as_ref().map(shape));
            format!("call {} {:?}", name.text, slots.collect::<Vec<_>>())
        }
        ExprKind::Comparison { operator, left, right, .. } => {
            format!("{} of {} and {}", operator.symbol(), shape(left), shape(right))
        }
        ExprKind::Error(parts) => {
            format!("error {:?}", parts.iter().map(shape).collect::<Vec<_>>())
        }
    }
}

fn every_part<'e>(expr: &'e Expr, parts: &mut Vec<&'e Expr>) {
    parts.push(expr);
    match &expr.kind {
        ExprKind::Attribute(_)
        | ExprKind::Text(_)
        | ExprKind::Number(_)
        | ExprKind::Parameter(_)
        | ExprKind::Word(_) => {}
        ExprKind::Call { arguments, .. } => {
            let given = arguments.iter().filter_map(|argument| argument.expr.as_ref());
            given.for_each(|expr| every_part(expr, parts));
        }
        ExprKind::Comparison { left, right, .. } => {
            every_part(left, parts);
            every_part(right, parts);
        }
        ExprKind::Error(inner) => inner.iter().for_each(|expr| every_part(expr, parts)),
    }
}

/// Any text is read without harm: every place that is named lies in it, between characters.
fn reads_without_harm(text: &str) {
    let source = Source::new("e", text);
    let analysis = check(&source, &Env::entra());
    let fits = |span: attrmap::source::Span| text.get(span.range()).is_some();
    for diagnostic in analysis.diagnostics() {
        assert!(!diagnostic.code.path.starts_with("internal"), "{text:?}: {diagnostic}");
        let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.context);
        for label in labels {
            assert!(fits(label.span), "{text:?}: {diagnostic}: {:?}", label.span);
            assert!(text.is_empty() || !label.span.is_empty(), "{text:?}: {diagnostic}: no place");
        }
        assert!(diagnostic.fix.as_ref().is_none_or(|fix| fits(fix.span)), "{text:?}: {diagnostic}");
    }
    let parsed = parse(&source);
    let mut parts = Vec::new();
    every_part(&parsed.expr, &mut parts);
    for part in parts {
        assert!(fits(part.span), "{text:?}: {part:?}");
        assert!(part.span.start >= parsed.expr.span.start && part.span.end <= parsed.expr.span.end);
    }
    if !parsed.diagnostics.has_errors() {
        let printed = to_text(&parsed.expr);
        let again = parse(&Source::new("e", printed.clone()));
        assert_eq!(shape(&again.expr), shape(&parsed.expr), "{text:?} prints as {printed:?}");
    }
}

proptest! {
    // What was found once is a row of `found_before`, where it can be read.
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_printed_reads_as_the_same(text in expression()) {
        let parsed = parse(&Source::new("e", text.clone()));
        prop_assert!(!parsed.diagnostics.has_errors(), "{text}: {}", parsed.diagnostics);
        let printed = to_text(&parsed.expr);
        let again = parse(&Source::new("e", printed.clone()));
        prop_assert!(!again.diagnostics.has_errors(), "{printed}");
        prop_assert_eq!(shape(&again.expr), shape(&parsed.expr));
        prop_assert_eq!(to_text(&again.expr), printed, "printing is settled after one time");
    }

    #[test]
    fn any_characters_are_read(text in ".{0,80}") {
        reads_without_harm(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in vec(any::<u8>(), 0..80)) {
        reads_without_harm(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_scraps_of_the_language_are_read(text in scraps()) {
        reads_without_harm(&text);
    }

    #[test]
    fn an_expression_cut_anywhere_is_read(text in expression(), at in any::<Index>()) {
        let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        reads_without_harm(&text[..*at.get(&cuts)]);
    }

    /// `language::evaluate` compares the value of every node, and each failure, with what was said
    /// beforehand.
    #[test]
    fn values_are_what_the_checker_said(text in expression(), user in user()) {
        match evaluate(&text, &user) {
            Result::Value(_) | Result::Ignored(_) => {}
            Result::Errors(errors) => prop_assert!(!errors.is_empty()),
        }
    }

    #[test]
    fn branches_know_what_it_takes_to_get_there(text in choice(), user in user_of_choices()) {
        if let Result::Errors(errors) = evaluate(&text, &user) {
            prop_assert!(!errors.is_empty());
        }
    }

    #[test]
    fn the_same_user_gives_the_same_value(text in expression(), user in user()) {
        prop_assert_eq!(evaluate(&text, &user), evaluate(&text, &user));
    }
}

/// What the properties have caught.
#[test]
fn found_before() {
    let table = [
        ("Now() < 0", "{}", "a date and a number have no order"),
        ("Not([shoeSize]) = \"\"", r#"{"shoeSize": [""]}"#, "an unknown attribute can be a list"),
        (
            "IsNull([accountEnabled])",
            r#"{"accountEnabled": null}"#,
            "no rule holds for such a user",
        ),
        ("IIF([showInAddressList], \"a\", \"b\")", r#"{"showInAddressList": "x"}"#, "no type does"),
        ("Left([mail], Len([shoeSize]))", r#"{"shoeSize": ["a", "b"]}"#, "nor does a number"),
    ];
    for (text, user, why) in table {
        let first = evaluate(text, user);
        assert_eq!(first, evaluate(text, user), "{text}: {why}");
        reads_without_harm(text);
    }
    reads_without_harm(&"„".repeat(2_000));
    reads_without_harm("„a(„b”");
}

/// Most generated expressions must check, or the properties above say little.
#[test]
fn generated_expressions_are_mostly_whole() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut whole = 0;
    for _ in 0..200 {
        let text = expression().new_tree(&mut runner).expect("a text").current();
        let analysis = check(&Source::new("e", text), &Env::entra());
        whole += usize::from(!analysis.diagnostics().has_errors());
    }
    assert!(whole > 80, "only {whole} of 200 check");
}
