//! `Switch` over a question about presence.

use crate::diagnostic::{Code, Fix, Severity};
use crate::functions::Category as Shelf;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The reference, which advises against it, and a page that shows it.
const PAGES: [&str; 2] = [
    "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#switch",
    "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes",
];

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::presence-in-switch",
        summary: "`Switch` over `IsPresent`, `IsNull` or `IsNullOrEmpty`",
        explanation: "Finds calls of `Switch` whose source asks whether there is a value.",
    },
    category: Category::Choice,
    severity: Severity::Warning,
    why: "Microsoft contradicts itself here. The functions reference says that `IsPresent`, \
        `IsNull` and `IsNullOrEmpty` are not to be used as the source of a `Switch`; the page on \
        customizing attributes shows just that, to have a default value on updates too. `Switch` \
        needs no such question: its key `\"\"` catches a source that is null or empty, in every \
        case.",
    pages: &PAGES,
    avoid: &[Sample::map(
        "a default value for a title",
        r#"title = 'Switch(IsPresent([jobTitle]), "Employee", "True", [jobTitle])'"#,
        &["IsPresent([jobTitle])"],
    )],
    prefer: &[
        Sample::map(
            "the empty key",
            r#"title = 'Switch([jobTitle], [jobTitle], "", "Employee")'"#,
            &[],
        ),
        Sample::map("shorter", r#"title = 'Coalesce([jobTitle], "Employee")'"#, &[]),
    ],
    limits: "The question must be the source itself, not a part of it.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let Some((function, arguments)) = part.typed.call() else { return };
    let source = arguments.first().and_then(|argument| argument.value.as_ref());
    let (true, Some(question)) = (function.name == "Switch", source) else { return };
    let Some((asks, asked)) = question.call() else { return };
    if asks.category != Shelf::Presence {
        return;
    }
    let message = format!("`{}` is no source for `Switch`", asks.name);
    let label = "Microsoft's reference advises against this, another page shows it";
    let finding = RULE.finding(part.source(), question.span, message, label);
    let [reference, guide] = PAGES;
    let finding = finding.with_note(format!(
        "the functions reference wants no such source: {reference}\n\
         the page on customizing attributes writes one: {guide}"
    ));
    let text = |index: usize| {
        let value = arguments.get(index)?.value.as_ref()?;
        Some(part.source().slice(value.span))
    };
    let asked = asked.first().and_then(|argument| argument.value.as_ref());
    let asked = asked.map(|value| part.source().slice(value.span));
    let finding = match (asks.name, asked, text(1), text(2), text(3), arguments.len()) {
        ("IsPresent", Some(asked), Some(default), Some(r#""True""#), Some(value), 4) => {
            let replacement = format!(r#"Switch({asked}, {value}, "", {default})"#);
            finding.help(format!("write `{replacement}`")).fix(Fix {
                span: part.typed.span,
                replacement,
                is_safe: false,
            })
        }
        _ => finding.help(r#"let `Switch` look at the value itself; its key `""` catches null"#),
    };
    findings.push(finding);
}
