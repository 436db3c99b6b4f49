//! A word of the language written as a text, which is then sent.

use crate::check::{Checked, Typed};
use crate::diagnostic::{Code, Diagnostic, Fix, Severity};
use crate::functions::Category as Shelf;
use crate::lint::reading::literal;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, outcomes};
use crate::source::{Source, Span};
use crate::types::Base;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::keyword-as-text",
        summary: "a text such as `NULL` or `IgnoreAttributeFlow` as a value",
        explanation: "Finds texts that are words of provisioning and would be sent as they stand, \
            default values among them.",
    },
    category: Category::Choice,
    severity: Severity::Warning,
    why: "In quotes a word is text: the target gets the letters `NULL`. People meet it after the \
        first cycle, in everybody's profile. The bare words `IgnoreAttributeFlow` and \
        `IgnoreObjectFlow` leave an attribute or a user out; there is no word for null.",
    pages: &[
        "https://github.com/MicrosoftDocs/azure-docs/issues/33866",
        "https://learn.microsoft.com/entra/identity/app-provisioning/workday-expression-mapping-functions-guide",
    ],
    avoid: &[
        Sample::map(
            "the letters of null",
            r#"title = 'Switch([country], "NULL", "US", "A")'"#,
            &[r#""NULL""#],
        ),
        Sample::map(
            "in quotes it ignores nothing",
            r#"title = 'Switch([country], "IgnoreAttributeFlow", "US", "A")'"#,
            &[r#""IgnoreAttributeFlow""#],
        ),
        Sample::map(
            "a default value is text as well",
            r#"title = { expression = '[jobTitle]', defaultValue = "NULL" }"#,
            &["NULL"],
        ),
    ],
    prefer: &[
        Sample::map("an empty slot is null", r#"title = 'Switch([country], , "US", "A")'"#, &[]),
        Sample::map(
            "the bare word",
            r#"title = 'Switch([country], IgnoreAttributeFlow, "US", "A")'"#,
            &[],
        ),
        Sample::map(
            "a text that sources have",
            r#"title = 'Switch([country], [country], "NULL", "none")'"#,
            &[],
        ),
    ],
    limits: "Texts that are compared with something are left alone: sources do hold `NULL`.",
    check: Check::Mapping(check),
};

/// Words that end the flow where they are bare.
const BARE_WORDS: [&str; 2] = ["IgnoreAttributeFlow", "IgnoreObjectFlow"];

/// Words that people write for null.
const NULLS: [&str; 6] = ["NULL", "Null", "null", "AuthoritativeNull", "AuthorizedNull", "[null]"];

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    if let Some(expression) = mapped.expression {
        check_expression(expression, findings);
    }
    // No other target takes these letters, which is an error.
    let takes_text = mapped.target.is_none_or(|target| target.ty == Base::String);
    let Some(default) = mapped.default_value().filter(|_| takes_text) else { return };
    let found = keyword(subject.source(), default.span, &default.value, "as a default value");
    if let Some(found) = found {
        findings.push(found.help("take the default value away"));
    }
}

fn check_expression(expression: Checked<'_>, findings: &mut Findings) {
    let source = expression.source();
    for part in outcomes(unwrapped(expression.typed())).into_iter().map(|it| it.typed) {
        let Some(text) = literal(part, source.slice(part.span)) else { continue };
        let Some(found) = keyword(source, part.span, text, "in quotes") else { continue };
        findings.push(match bare(text) {
            Some(word) => {
                let fix = Fix { span: part.span, replacement: word.to_owned(), is_safe: false };
                found.help(format!("write `{word}` without quotes")).fix(fix)
            }
            None => found
                .help("leave the slot of a default value empty, or write `IgnoreAttributeFlow`"),
        });
    }
}

/// The word that ends the flow where it is bare.
fn bare(text: &str) -> Option<&'static str> {
    BARE_WORDS.into_iter().find(|word| word.eq_ignore_ascii_case(text))
}

/// A finding where the text is such a word.
fn keyword(source: &Source, span: Span, text: &str, how: &str) -> Option<Diagnostic> {
    let (word, label) = match bare(text) {
        Some(word) => (word, "this ignores nothing"),
        None if NULLS.contains(&text) => (text, "these letters, and not null"),
        None => return None,
    };
    Some(RULE.finding(source, span, format!("`{word}` {how} is text that is sent"), label))
}

/// What stands in the wrappers that hand a value through.
fn unwrapped(typed: &Typed) -> &Typed {
    let is_wrapper = typed.call().is_some_and(|(function, _)| function.category == Shelf::Flow);
    match typed.argument(0).filter(|_| is_wrapper) {
        Some(inner) => unwrapped(inner),
        None => typed,
    }
}
