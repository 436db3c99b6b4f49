//! What holds for every expression, whoever wrote it: generated ones, well-formed and not.

use attrmap::check::{Env, check};
use attrmap::dotnet::{Clock, DateReader, DateStyles, DateWriter, Moment};
use attrmap::functions::Surroundings;
use attrmap::plan::Expression;
use attrmap::record::Record;
use attrmap::source::Source;
use attrmap::syntax::{Expr, ExprKind, parse, to_text};
use attrmap::types::{DateTime, TICKS_PER_SECOND};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;

use crate::generated::{choice, date_format, expression, scraps, user, user_of_choices};
use crate::language::{Result, evaluate, surroundings};

/// The last tick of the year 9999.
const LAST_TICK: i64 = 3_155_378_975_999_999_999;

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
        cases: ProptestConfig::default().cases.max(512),
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
    /// beforehand, and all that the program gives with what a plain walk gives, folded or not.
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

    /// A date reads as it was written, to the tick where the format has room for ticks.
    #[test]
    fn dates_read_as_they_were_written(format in date_format(), ticks in 0..=LAST_TICK) {
        let whole = if format.contains("FFF") || format.contains("fff") || format == "O" {
            ticks
        } else {
            ticks - ticks % TICKS_PER_SECOND
        };
        let instant = DateTime::from_ticks(whole).expect("in range");
        let moment = Moment { instant, clock: Clock::Utc };
        let written = DateWriter::new(&format).expect("a format").write(moment);
        let reader = DateReader::new(&format, DateStyles::USUAL).expect("a format");
        let read = reader.read(&written, DateTime::UNIX_EPOCH);
        prop_assert_eq!(read.map(|read| read.instant), Some(instant), "{}: {}", format, written);
    }

    /// Whichever of two programs is asked, in whatever order, on whatever thread.
    #[test]
    fn the_same_user_gives_the_same_value(
        text in expression(),
        users in vec(user(), 2..4),
    ) {
        let source = Source::new("expression", text.as_str());
        let compile = || Expression::compile(&source, &Env::entra()).expression;
        let (Some(one), Some(other)) = (compile(), compile()) else { return Ok(()) };
        let surroundings = surroundings();
        let expected: Vec<String> =
            users.iter().map(|user| asked(&one, user, &surroundings)).collect();
        let backwards = || {
            let ask = |user: &String| asked(&other, user, &surroundings);
            let mut found: Vec<String> = users.iter().rev().map(ask).collect();
            found.reverse();
            found
        };
        prop_assert_eq!(&backwards(), &expected);
        let threads = std::thread::scope(|scope| {
            let threads = [(); 2].map(|()| scope.spawn(backwards));
            threads.map(|thread| thread.join().expect("no panic"))
        });
        for found in threads {
            prop_assert_eq!(&found, &expected, "on a thread of its own");
        }
    }
}

/// What the expression comes to for a user.
fn asked(expression: &Expression, user: &str, surroundings: &Surroundings) -> String {
    match expression.layout().read_json(user, Record::new()) {
        Ok(record) => format!("{:?}", expression.evaluate(&record, surroundings)),
        Err(fault) => fault.code.path.to_owned(),
    }
}

/// What the properties have caught.
#[test]
fn found_before() {
    let fails = |code: &str, at: &str| Result::Errors(vec![(code.to_owned(), at.to_owned())]);
    let table = [
        (
            "Now() < 0",
            "{}",
            fails("eval::not-comparable", "0"),
            "a date and a number have no order",
        ),
        (
            "Not([shoeSize]) = \"\"",
            r#"{"shoeSize": [""]}"#,
            Result::Value("False".into()),
            "an unknown attribute can be a list",
        ),
        (
            "IsNull([accountEnabled])",
            r#"{"accountEnabled": null}"#,
            Result::Value("True".into()),
            "no rule holds for such a user",
        ),
        (
            "IIF([showInAddressList], \"a\", \"b\")",
            r#"{"showInAddressList": "x"}"#,
            fails("record::not-a-boolean", ""),
            "no type does",
        ),
        (
            "Left([mail], Len([shoeSize]))",
            r#"{"shoeSize": ["a", "b"]}"#,
            fails("eval::several-values", "Len([shoeSize])"),
            "nor does a number",
        ),
        (
            "\"\" = IgnoreAttributeFlow",
            "{}",
            Result::Ignored("attribute"),
            "what ends the flow is not folded away",
        ),
    ];
    for (text, user, expected, why) in table {
        assert_eq!(evaluate(text, user), expected, "{text}: {why}");
        reads_without_harm(text);
    }
    reads_without_harm(&"„".repeat(2_000));
    reads_without_harm("„a(„b”");
    reads_without_harm("'('0\"");
}

/// Calls that are done for several values cost the sum of their rounds, not the product: three
/// values for each of thirty calls in one another would never be done.
#[test]
fn several_values_do_not_multiply() {
    let user = r#"{"proxyAddresses": ["a-b", "c-d", "e-f"], "mail": "-"}"#;
    for (open, close) in [
        ("Item(Split([proxyAddresses], Append(\"-\", ", ")), 1)"),
        ("Item(Append(", ", [proxyAddresses]), 1)"),
        ("Join(\"\", Left([proxyAddresses], Len(", ")))"),
    ] {
        let (open, close) = (open.repeat(30), close.repeat(30));
        let found = evaluate(&format!("{open}[mail]{close}"), user);
        assert!(matches!(found, Result::Value(_)), "{found:?}");
    }
}

/// Nearly all generated expressions must check, and most have a value, or the properties above say
/// little.
#[test]
fn generated_expressions_are_nearly_all_whole() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut whole, mut evaluated) = (0, 0);
    for _ in 0..1000 {
        let text = expression().new_tree(&mut runner).expect("a text").current();
        let user = user().new_tree(&mut runner).expect("a user").current();
        let analysis = check(&Source::new("e", text.clone()), &Env::entra());
        whole += usize::from(!analysis.diagnostics().has_errors());
        evaluated += usize::from(!matches!(evaluate(&text, &user), Result::Errors(_)));
    }
    assert!(whole > 950, "only {whole} of 1000 check");
    assert!(evaluated > 800, "only {evaluated} of 1000 are not refused");
}
