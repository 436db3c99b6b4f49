//! A value of `IIF` that fails for those whom its condition keeps away from it.

use std::collections::BTreeSet;

use crate::check::Typed;
use crate::diagnostic::{Code, Severity};
use crate::functions::Category as Shelf;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::failing-branch",
        summary: "a value of `IIF` that fails where it is not chosen",
        explanation: "Finds calls inside the values of an `IIF` that can fail for what its \
            condition looks at.",
    },
    category: Category::Choice,
    severity: Severity::Note,
    why: "A condition that keeps a call from what it cannot read helps only where the value that \
        is not chosen is not evaluated. attrmap does not evaluate it, and some of Microsoft's \
        expressions need that; a field report says that the service evaluates both, so that \
        `IIF(Len([x])=\"10\", FormatDateTime([x], …), \"\")` fails for every other text. With the \
        `IIF` inside the call it makes no difference.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#iif",
    ],
    avoid: &[
        Sample::map(
            "a date is only read where there is one",
            r#"title = 'IIF([extensionAttribute1]="never", "open", FormatDateTime([extensionAttribute1], , "yyyy-MM-dd", "M/d/yyyy"))'"#,
            &[r#"FormatDateTime([extensionAttribute1], , "yyyy-MM-dd", "M/d/yyyy")"#],
        ),
        Sample::map(
            "a second part is only taken where there is one",
            r#"title = 'IIF(InStr([jobTitle], "-")=0, [jobTitle], Item(Split([jobTitle], "-"), 2))'"#,
            &[r#"Item(Split([jobTitle], "-"), 2)"#],
        ),
    ],
    prefer: &[
        Sample::map(
            "the choice is inside",
            r#"title = 'FormatDateTime(IIF([extensionAttribute1]="never", "", [extensionAttribute1]), , "yyyy-MM-dd", "M/d/yyyy")'"#,
            &[],
        ),
        Sample::map(
            "the condition looks at something else",
            r#"title = 'IIF([country]="US", FormatDateTime([extensionAttribute1], , "yyyy-MM-dd", "M/d/yyyy"), "none")'"#,
            &[],
        ),
    ],
    limits: "Calls that fail on attributes the condition does not look at are left alone, and so \
        are questions about presence: for null most functions give null. A pattern's cost and \
        `Error` are no such failures.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    if part.typed.call_of("IIF").is_none() {
        return;
    }
    let [Some(condition), yes, no] = [0, 1, 2].map(|at| part.typed.argument(at)) else { return };
    if is_about_presence(condition) || condition.facts.constant_text().is_some() {
        return;
    }
    let guarded: BTreeSet<&str> = condition.attributes().into_iter().collect();
    let of_condition = failing(part, condition);
    let sides = [yes, no].map(|side| side.map(|side| failing(part, side)).unwrap_or_default());
    for (index, side) in sides.iter().enumerate() {
        let others = sides.iter().enumerate().filter(|(other, _)| *other != index);
        let fails_anyway: BTreeSet<&str> = others
            .flat_map(|(_, side)| side)
            .chain(&of_condition)
            .map(|it| part.slice(it))
            .collect();
        let is_guarded = |call: &&&Typed| {
            !fails_anyway.contains(part.slice(call))
                && call.attributes().iter().any(|name| guarded.contains(name))
        };
        let Some(call) = side.iter().find(is_guarded) else { continue };
        report(part, call, condition, index == 0, findings);
    }
}

fn report(
    part: &Part<'_>,
    call: &Typed,
    condition: &Typed,
    is_chosen_if_true: bool,
    findings: &mut Findings,
) {
    let Some((function, _)) = call.call() else { return };
    let message = format!("`{}` may fail where this value is not chosen", function.name);
    let label = "the service is said to evaluate this for everybody";
    let finding = RULE.finding(part.source(), call.span, message, label);
    let guarded = condition.attributes();
    let is_guarded = |it: &&Typed| it.attributes().iter().any(|name| guarded.contains(name));
    // Of an empty text, functions of dates make null.
    let dated = call.parts().find(is_guarded).filter(|_| function.category == Shelf::Date);
    findings.push(match dated {
        Some(argument) => {
            let (condition, argument) = (part.slice(condition), part.slice(argument));
            let values = if is_chosen_if_true {
                format!(r#"{argument}, """#)
            } else {
                format!(r#""", {argument}"#)
            };
            finding.help(format!("let `{}` read `IIF({condition}, {values})`", function.name))
        }
        None => {
            finding.with_note("try it in a tenant with a user for whom the other value is chosen")
        }
    });
}

/// True for a question whether there is a value: a presence function, or a comparison with nothing.
fn is_about_presence(condition: &Typed) -> bool {
    condition.nodes().any(|node| {
        node.call().is_some_and(|(function, _)| function.category == Shelf::Presence)
            || node.facts.constant_text() == Some("")
    })
}

/// The innermost calls that can fail by what they are given.
fn failing<'t>(part: &Part<'_>, typed: &'t Typed) -> Vec<&'t Typed> {
    let is_innermost = |node: &&Typed| {
        let fails = node.facts.can_fail && !node.parts().any(|it| it.facts.can_fail);
        let is_of_its_own =
            node.call().is_none_or(|(function, _)| function.special.fails_of_itself);
        fails && !is_of_its_own && !part.slice(node).is_empty()
    };
    typed.reachable_nodes().filter(is_innermost).collect()
}
