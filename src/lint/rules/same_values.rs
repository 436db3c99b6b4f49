//! A choice between values that are all the same.

use crate::check::Typed;
use crate::diagnostic::{Code, Fix, Severity};
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::same-values",
        summary: "a choice whose values are all the same",
        explanation: "Finds calls of `IIF` and `Switch` that give the same, whatever decides.",
    },
    category: Category::Choice,
    severity: Severity::Warning,
    why: "Nobody asks a question whose answers are all alike: a value was copied and not changed. \
        Where the same is wanted for everybody, it stands better by itself, for a question that \
        fails gives nobody anything.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#iif",
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#switch",
    ],
    avoid: &[
        Sample::map(
            "one value twice",
            r#"title = 'IIF([country]="US", [jobTitle], [jobTitle])'"#,
            &[r#"IIF([country]="US", [jobTitle], [jobTitle])"#],
        ),
        Sample::map(
            "the default value once more",
            r#"title = 'Switch([country], "Staff", "US", "Staff")'"#,
            &[r#"Switch([country], "Staff", "US", "Staff")"#],
        ),
    ],
    prefer: &[
        Sample::map("what it gives", "title = '[jobTitle]'", &[]),
        Sample::map("two values", r#"title = 'Switch([country], "Staff", "US", "Crew")'"#, &[]),
    ],
    limits: "Values are compared as they are written.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let Some((function, arguments)) = part.typed.call() else { return };
    let Some(choice) = function.special.choice else { return };
    // What `Coalesce` asks is what it gives.
    let decides = |index: usize| (choice.decides)(index) && (choice.gives)(index);
    if (0..arguments.len()).any(decides) {
        return;
    }
    let given = arguments.iter().enumerate().filter(|(index, _)| (choice.gives)(*index));
    let given: Vec<Option<&Typed>> = given.map(|(_, it)| it.value.as_ref()).collect();
    let [Some(first), others @ ..] = given.as_slice() else { return };
    let written = part.slice(first);
    let is_same = |it: &Option<&Typed>| it.is_some_and(|it| part.slice(it) == written);
    if others.is_empty() || !others.iter().all(is_same) || !first.facts.is_deterministic {
        return;
    }
    let message = format!("`{}` gives the same, whatever decides", function.name);
    let finding = RULE.finding(part.source(), part.typed.span, message, "all values are the same");
    let fix = Fix { span: part.typed.span, replacement: written.to_owned(), is_safe: false };
    findings.push(finding.help(format!("write `{written}`, or mend a value")).fix(fix));
}
