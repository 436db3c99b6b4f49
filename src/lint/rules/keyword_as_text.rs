//! A word of the language written as a text, which is then sent.

use crate::check::Typed;
use crate::diagnostic::{Code, Fix, Severity};
use crate::functions::Category as Shelf;
use crate::lint::reading::literal;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, outcomes};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::keyword-as-text",
        summary: "a text such as `NULL` or `IgnoreAttributeFlow` as a value",
        explanation: "Finds texts that are words of provisioning and would be sent as they stand.",
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

fn check(mapped: &Mapped<'_>, _: &Subject<'_>, findings: &mut Findings) {
    let Some(expression) = mapped.expression else { return };
    let source = expression.source();
    for part in outcomes(unwrapped(expression.typed())).into_iter().map(|it| it.typed) {
        let Some(text) = literal(part, source.slice(part.span)) else { continue };
        if let Some(word) = BARE_WORDS.iter().find(|word| word.eq_ignore_ascii_case(text)) {
            let message = format!("`{word}` in quotes is text that is sent");
            let finding = RULE.finding(source, part.span, message, "this ignores nothing");
            let fix = Fix { span: part.span, replacement: (*word).to_owned(), is_safe: false };
            findings.push(finding.help(format!("write `{word}` without quotes")).fix(fix));
        } else if NULLS.contains(&text) {
            let message = format!("`{text}` in quotes is text that is sent");
            let finding = RULE.finding(source, part.span, message, "these letters, and not null");
            findings.push(
                finding.help(
                    "leave the slot of a default value empty, or write `IgnoreAttributeFlow`",
                ),
            );
        }
    }
}

/// What stands in the wrappers that hand a value through.
fn unwrapped(typed: &Typed) -> &Typed {
    let is_wrapper = typed.call().is_some_and(|(function, _)| function.category == Shelf::Flow);
    match typed.argument(0).filter(|_| is_wrapper) {
        Some(inner) => unwrapped(inner),
        None => typed,
    }
}
