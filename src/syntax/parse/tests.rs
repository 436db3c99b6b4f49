//! Texts that read, and what is said of those that do not.

use super::*;
use crate::syntax::print::to_text;

fn read(text: &str) -> Parsed {
    parse(&Source::new("expression", text))
}

/// The codes of a text's diagnostics, each with the text it underlines.
fn found(text: &str) -> Vec<(&'static str, String)> {
    let parsed = read(text);
    let named = parsed.diagnostics.iter().map(|diagnostic| {
        (diagnostic.code.path, diagnostic.source.slice(diagnostic.primary.span).to_owned())
    });
    named.collect()
}

#[test]
fn the_language_reads_and_prints() {
    let table = [
        ("[mail]", "[mail]"),
        (" Coalesce ( [mail] ,\n\t[userPrincipalName] ) ", "Coalesce([mail], [userPrincipalName])"),
        (r#"Replace([a], , "x", , "", , )"#, r#"Replace([a], , "x", , "", , )"#),
        ("Guid()", "Guid()"),
        ("Guid( )", "Guid()"),
        ("f(,)", "f(, )"),
        (r#"[emails[type eq "a]b"].value]"#, r#"[emails[type eq "a]b"].value]"#),
        (r#""a\\b\"c\d""#, r#""a\\b\"c\\d""#),
        ("IIF([a]<>-1.5, &HF7, %Domain.FQDN%)", "IIF([a]<>-1.5, &HF7, %Domain.FQDN%)"),
        ("IIF([a] >= [b], True, IgnoreAttributeFlow)", "IIF([a]>=[b], True, IgnoreAttributeFlow)"),
    ];
    for (text, printed) in table {
        let parsed = read(text);
        assert!(parsed.diagnostics.is_empty(), "{text}: {}", parsed.diagnostics);
        assert_eq!(to_text(&parsed.expr), printed, "{text}");
    }
}

#[test]
fn each_mistake_is_said_once_on_its_smallest_span() {
    let table: &[(&str, &[(&str, &str)])] = &[
        (r#"Join("-", [a]"#, &[("scan::unclosed-parenthesis", "(")]),
        (r#"Join("-, [a])"#, &[("scan::unclosed-quote", "\"")]),
        ("Coalesce([mail, [b])", &[("scan::unclosed-bracket", "[")]),
        ("Join(“-”, [a])", &[("parse::curly-quotes", "“-”")]),
        ("Join('-', [a])", &[("parse::single-quotes", "'-'")]),
        (r#""t-" & [alias]"#, &[("parse::concatenation", "&")]),
        ("IIF([a]=1 AND [b]=2, 1, 2)", &[("parse::logical-operator", "AND")]),
        ("IIF([a]=1 || [b]=2, 1, 2)", &[("parse::logical-operator", "||")]),
        (r#"IIF([a]=="x", 1, 2)"#, &[("parse::foreign-comparison", "==")]),
        (r#"Split([a], "@")[0]"#, &[("parse::indexing", "[0]")]),
        ("[a] [b]", &[("parse::extra-text", "[b]")]),
        ("f([a] [b])", &[("parse::missing-comma", "[b]")]),
        ("f([a]))", &[("parse::extra-parenthesis", ")")]),
        ("[a], [b]", &[("parse::outer-comma", ",")]),
        ("([a])", &[("parse::group", "(")]),
        ("IIF([a]=1=2, 1, 2)", &[("parse::chained-comparison", "=")]),
        ("IIF([a]=, 1, 2)", &[("parse::missing-side", "=")]),
        ("IIF(=1, 1, 2)", &[("parse::missing-side", "=")]),
        ("[a] * 2", &[("parse::arithmetic", "*")]),
        ("f(#)", &[("parse::stray-character", "#")]),
        ("f(])", &[("parse::stray-character", "]")]),
        ("", &[("parse::empty", "")]),
        ("Join(‘-’, ‘a’)", &[("parse::curly-quotes", "‘-’"), ("parse::curly-quotes", "‘a’")]),
        (r#"f(“a", [b])"#, &[("parse::curly-quotes", "“")]),
        (r#"f("a”, "b")"#, &[("parse::curly-quotes", "”")]),
        (r#"f("a”, "b”)"#, &[("parse::curly-quotes", "”"), ("parse::curly-quotes", "”")]),
        (
            r#"f('it''s', 'O'Neil')"#,
            &[("parse::single-quotes", "'it''s'"), ("parse::single-quotes", "'O'Neil'")],
        ),
        (r#"f('a", "b")"#, &[("parse::single-quotes", "'")]),
        (r#"f("a", 'b)"#, &[("parse::single-quotes", "'")]),
        ("f(«a», 'b, c')", &[("parse::curly-quotes", "«a»"), ("parse::single-quotes", "'b, c'")]),
        ("f(a.b.c, [d].e)", &[]),
        ("f([], [ ])", &[("parse::no-name", "[]"), ("parse::no-name", "[ ]")]),
        (r#"f "x","y""#, &[("parse::missing-parentheses", "\"x\"")]),
        (r#"g(F "x")"#, &[("parse::missing-parentheses", "\"x\"")]),
        (r#"f([a] in ("x"), [b])"#, &[("parse::foreign-comparison", "in")]),
        (r#"f((("a", [b])"#, &[("parse::group", "(")]),
        (
            "f(+5, 1+2, 1e5, 0x1F, &HG)",
            &[
                ("parse::arithmetic", "+"),
                ("parse::arithmetic", "+"),
                ("parse::number", "1e5"),
                ("parse::number", "0x1F"),
                ("parse::number", "&HG"),
            ],
        ),
        (r#"[emails[type eq "work].value]"#, &[("scan::unclosed-quote", "\"")]),
        (
            "f('a' “b” [c]",
            &[
                ("scan::unclosed-parenthesis", "("),
                ("parse::single-quotes", "'a'"),
                ("parse::curly-quotes", "“b”"),
                ("parse::missing-comma", "“b”"),
            ],
        ),
    ];
    for (text, expected) in table {
        let expected: Vec<_> =
            expected.iter().map(|(code, text)| (*code, (*text).to_owned())).collect();
        assert_eq!(found(text), expected, "{text}");
    }
}

/// From each quote the whole text could be looked through again.
#[test]
fn quotes_without_partners_take_linear_time() {
    for text in ["'a,", "‘a", "«'", "\"a”b", "[\"]", "'a "] {
        let text = text.repeat(1 << 17);
        let started = std::time::Instant::now();
        let found = found(&text);
        assert!(!found.is_empty());
        assert!(started.elapsed().as_secs() < 20, "{text:.9}: {:?}", started.elapsed());
    }
}

#[test]
fn nesting_has_a_limit_and_the_stack_is_safe() {
    let nested = |depth: usize| format!("{}[a]{}", "f(".repeat(depth), ")".repeat(depth));
    assert!(read(&nested(100)).diagnostics.is_empty());
    assert_eq!(found(&nested(101)), [("scan::too-deep", "(".to_owned())]);
    let tower = "f(".repeat(300_000);
    assert_eq!(
        found(&tower),
        [("scan::over-service-limit", "f".to_owned()), ("scan::too-deep", "(".to_owned())]
    );
    let brackets = "[".repeat(300_000);
    assert_eq!(
        found(&brackets),
        [("scan::over-service-limit", "[".to_owned()), ("scan::too-deep", "[".to_owned()),]
    );
}
