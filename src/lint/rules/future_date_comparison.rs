//! A comparison of dates with the clock that is easily read the wrong way round.

use crate::check::{Comparison, Typed, TypedKind};
use crate::diagnostic::{Code, Severity};
use crate::lint::reading::integer;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::future-date-comparison",
        summary: "a comparison that holds for dates in the future",
        explanation: "Finds comparisons of `DateDiff` between the clock and a date with 0 that \
            hold for users whose date lies in the future.",
    },
    category: Category::Text,
    severity: Severity::Note,
    why: "`DateDiff` counts from its first date to its second, so that `DateDiff(\"d\", Now(), x)` \
        is positive where `x` is still to come. Microsoft's Workday guide has it the wrong way \
        round in three places: with its expressions an account is enabled until the hire date and \
        disabled from then on, though the text beside them says the contrary. Whoever copied them \
        wants to know.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#datediff",
        "https://learn.microsoft.com/entra/identity/app-provisioning/workday-expression-mapping-functions-guide",
    ],
    avoid: &[
        Sample::map(
            "before the first day",
            r#"title = 'IIF(DateDiff("d", Now(), CDate([employeeHireDate])) >= 0, "Hired", "Active")'"#,
            &[r#"DateDiff("d", Now(), CDate([employeeHireDate])) >= 0"#],
        ),
        Sample::map(
            "the same from the other side",
            r#"title = 'IIF(DateDiff("d", CDate([employeeHireDate]), Now()) < 0, "Hired", "Active")'"#,
            &[r#"DateDiff("d", CDate([employeeHireDate]), Now()) < 0"#],
        ),
    ],
    prefer: &[
        Sample::map(
            "from the first day on",
            r#"title = 'IIF(DateDiff("d", Now(), CDate([employeeHireDate])) <= 0, "Active", "Hired")'"#,
            &[],
        ),
        Sample::map(
            "within a number of days",
            r#"title = 'IIF(DateDiff("d", Now(), CDate([employeeHireDate])) > 5, "Hired", "Active")'"#,
            &[],
        ),
    ],
    limits: "Comparisons with other numbers than 0 say what they are about and are left alone.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let TypedKind::Comparison { operator, left, right, .. } = &part.typed.kind else { return };
    let (difference, operator) = match (integer(left), integer(right)) {
        (_, Some(0)) => (left, *operator),
        (Some(0), _) => (right, turned(*operator)),
        _ => return,
    };
    if difference.call_of("DateDiff").is_none() {
        return;
    }
    let [Some(from), Some(to)] = [1, 2].map(|at| difference.argument(at)) else { return };
    let is_from_now = match (is_clock(from), is_clock(to)) {
        (true, false) => true,
        (false, true) => false,
        (true, true) | (false, false) => return,
    };
    let date = if is_from_now { to } else { from };
    let operator = if is_from_now { operator } else { turned(operator) };
    if !matches!(operator, Comparison::Greater | Comparison::GreaterOrEqual) {
        return;
    }
    let past = match operator {
        Comparison::Greater => "<",
        _ => "<=",
    };
    let interval = difference.argument(0).map(|it| part.slice(it)).unwrap_or_default();
    let date = part.slice(date);
    let message = "this holds for dates in the future";
    let label = format!("true as long as `{date}` is to come");
    let finding = RULE.finding(part.source(), part.typed.span, message, label);
    findings.push(finding.help(format!(
        "for dates that have passed, write `DateDiff({interval}, Now(), {date}) {past} 0`"
    )));
}

/// The same comparison with its sides exchanged.
fn turned(operator: Comparison) -> Comparison {
    match operator {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        Comparison::Equal | Comparison::NotEqual => operator,
    }
}

/// True for what is the clock, perhaps moved by a constant.
fn is_clock(typed: &Typed) -> bool {
    typed.attributes().is_empty() && typed.nodes().any(|node| node.call_of("Now").is_some())
}
