//! What is said of operators and numbers: those of other languages, and those that lack a side.

use crate::diagnostic::{Code, Diagnostic, Fix, Label, shortened};
use crate::source::{Source, Span};
use crate::syntax::ast::Comparison;
use crate::syntax::print::quote;

pub(super) static FOREIGN_COMPARISON: Code = Code {
    path: "parse::foreign-comparison",
    summary: "a comparison as other languages write it",
    explanation: "The comparisons are `=`, `<>`, `<`, `<=`, `>` and `>=`.",
};

/// `==`, `!=`, `=>`, `=<`.
pub(in crate::syntax) fn foreign_comparison(
    source: &Source,
    span: Span,
    symbol: &str,
    meant: Comparison,
) -> Diagnostic {
    let meant = meant.symbol();
    let label = Label::new(span, format!("`{symbol}` is not of this language"));
    let message = format!("this comparison is written `{meant}`");
    Diagnostic::error(&FOREIGN_COMPARISON, source, message, label)
        .help(format!("write `{meant}`"))
        .fix(Fix { span, replacement: meant.to_owned(), is_safe: true })
}

/// The operator that a word of another language stands for, or what to do without it.
pub(in crate::syntax) fn foreign_word(word: &str) -> Option<&'static str> {
    let found = FOREIGN_WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
    found.map(|(_, help)| *help)
}

static FOREIGN_WORDS: &[(&str, &str)] = &[
    ("contains", "search a text: `InStr([a], \"sought\") > 0`"),
    ("eq", "write `=`"),
    ("ge", "write `>=`"),
    ("gt", "write `>`"),
    ("in", "name each value: `Switch([a], \"no\", \"first\", \"yes\", \"second\", \"yes\")`"),
    ("is", "write `=`, or call `IsNullOrEmpty([a])`"),
    ("le", "write `<=`"),
    ("like", "search a text: `InStr([a], \"sought\") > 0`"),
    ("lt", "write `<`"),
    ("ne", "write `<>`"),
];

/// `a eq b`, `a in (b, c)`.
pub(in crate::syntax) fn comparing_word(source: &Source, span: Span, help: &str) -> Diagnostic {
    let label = Label::new(span, "no comparison of this language");
    let message = format!("`{}` does not compare here", source.slice(span));
    Diagnostic::error(&FOREIGN_COMPARISON, source, message, label).help(help)
}

pub(super) static CONCATENATION: Code = Code {
    path: "parse::concatenation",
    summary: "an operator that joins texts elsewhere",
    explanation: "`&` joins texts in Entra Connect Sync, whose functions look alike, and one of \
        Microsoft's cloud sync pages shows it. In this language texts are joined by functions: \
        `Append(a, b)` for two, `Join(\"\", a, b, c)` for more.",
};

/// `a & b`.
pub(in crate::syntax) fn concatenation(source: &Source, span: Span, symbol: &str) -> Diagnostic {
    let label = Label::new(span, "this operator is not of this language");
    let message = format!("`{symbol}` does not join texts here");
    Diagnostic::error(&CONCATENATION, source, message, label)
        .help("write `Append(first, second)`, or `Join(\"\", first, second, third)`")
}

pub(super) static LOGICAL_OPERATOR: Code = Code {
    path: "parse::logical-operator",
    summary: "AND, OR or NOT between conditions",
    explanation: "A condition is one comparison. For AND, nest a second `IIF` in the true branch; \
        for OR, in the false branch; for NOT, call `Not(condition)`.",
};

const NOT_COMBINED: &str = "conditions are not combined by operators";

/// `a AND b`, `a || b`, `NOT a`.
pub(in crate::syntax) fn logical_operator(source: &Source, span: Span, symbol: &str) -> Diagnostic {
    let (label, help) = match symbol.to_ascii_lowercase().as_str() {
        "and" | "&&" => (NOT_COMBINED, "for AND, nest: `IIF(first, IIF(second, yes, no), no)`"),
        "or" | "||" => (NOT_COMBINED, "for OR, nest: `IIF(first, yes, IIF(second, yes, no))`"),
        _ => ("conditions are not negated by an operator", "for NOT, call: `Not(condition)`"),
    };
    let label = Label::new(span, label);
    let message = format!("`{symbol}` is not part of the language");
    Diagnostic::error(&LOGICAL_OPERATOR, source, message, label).help(help)
}

pub(super) static ARITHMETIC: Code = Code {
    path: "parse::arithmetic",
    summary: "an arithmetic operator",
    explanation: "The language has no arithmetic. Dates are reckoned with `DateAdd` and \
        `DateDiff`, bits with `BitAnd`.",
};

/// `a * b`.
pub(in crate::syntax) fn arithmetic(source: &Source, span: Span, symbol: &str) -> Diagnostic {
    let label = Label::new(span, "there is no arithmetic here");
    let message = format!("`{symbol}` is not part of the language");
    let help = match symbol {
        "-" => {
            "for the text before an `@` write `Word([mail], 1, \"@\")`; dates move with `DateAdd`"
        }
        _ => "for dates call `DateAdd` or `DateDiff`; texts stand in double quotes",
    };
    Diagnostic::error(&ARITHMETIC, source, message, label).help(help)
}

/// `+5`.
pub(in crate::syntax) fn plus_sign(source: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "this sign is not written");
    Diagnostic::error(&ARITHMETIC, source, "a number has no `+` before it", label)
        .help("take it away")
        .fix(Fix { span, replacement: String::new(), is_safe: true })
}

pub(super) static NUMBER: Code = Code {
    path: "parse::number",
    summary: "a number that is not written as one",
    explanation: "A number is written in digits, with `-` before it where it is below zero and a \
        point in it where it is no whole one: `8`, `-1.5`. A hexadecimal one stands behind `&H`: \
        `&HF7`. What only looks like a number, such as `1.2.3`, is a text.",
};

/// `1e5`, `0x1F`, `1.2.3`, `&HG`.
pub(in crate::syntax) fn not_a_number(source: &Source, span: Span) -> Diagnostic {
    let written = source.slice(span);
    let help = match meant_number(written) {
        Some(meant) => format!("write `{meant}`"),
        None if written.starts_with('&') => {
            "write digits and the letters A to F behind `&H`, as in `&HF7`".to_owned()
        }
        None => format!("put a text in double quotes: `{}`", quote(&shortened(written))),
    };
    let label = Label::new(span, "neither digits nor a text");
    let message = format!("`{}` is no number here", shortened(written));
    Diagnostic::error(&NUMBER, source, message, label).help(help)
}

/// What a number of another language is in this one.
fn meant_number(written: &str) -> Option<String> {
    let lower = written.to_ascii_lowercase();
    if let Some(digits) = lower.strip_prefix("0x") {
        let is_hex = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        return is_hex.then(|| format!("&H{}", digits.to_ascii_uppercase()));
    }
    let (digits, zeros) = lower.split_once('e')?;
    let zeros = zeros.parse::<usize>().ok().filter(|zeros| *zeros <= 18)?;
    digits.parse::<i64>().ok().map(|digits| format!("{digits}{}", "0".repeat(zeros)))
}

pub(super) static CHAINED_COMPARISON: Code = Code {
    path: "parse::chained-comparison",
    summary: "a second comparison in one condition",
    explanation: "A condition is one comparison of two values. For a second one, nest an `IIF`.",
};

/// `a = b = c`.
pub(in crate::syntax) fn chained_comparison(source: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "the second comparison");
    Diagnostic::error(&CHAINED_COMPARISON, source, "a condition is one comparison", label)
        .help("nest: `IIF(first, IIF(second, yes, no), no)`")
}

pub(super) static MISSING_SIDE: Code = Code {
    path: "parse::missing-side",
    summary: "a comparison with one side",
    explanation: "A comparison has a value on both sides: `[country]=\"USA\"`. For \"has no \
        value\" call `IsNullOrEmpty([country])`.",
};

/// `= b`, `a =`.
pub(in crate::syntax) fn missing_side(
    source: &Source,
    span: Span,
    comparison: Comparison,
    side: &str,
) -> Diagnostic {
    let symbol = comparison.symbol();
    let label = Label::new(span, format!("nothing stands on its {side} side"));
    let message = format!("`{symbol}` compares two values, and one is missing");
    Diagnostic::error(&MISSING_SIDE, source, message, label)
        .help("write both sides, as in `[country]=\"USA\"`")
}
