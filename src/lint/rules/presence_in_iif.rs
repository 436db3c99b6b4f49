//! `IIF` that asks whether there is a value.

use crate::check::{Comparison, Typed, TypedKind};
use crate::diagnostic::{Code, Fix, Severity};
use crate::functions::Service;
use crate::lint::reading::by_presence;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The reference, which advises against it, and a page that shows it.
const PAGES: [&str; 2] = [
    "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#iif",
    "https://learn.microsoft.com/entra/identity/app-provisioning/workday-expression-mapping-functions-guide",
];

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::presence-in-iif",
        summary: "`IIF` over `IsPresent`, `IsNull` or `IsNullOrEmpty`",
        explanation: "Finds calls of `IIF` whose condition asks whether there is a value.",
    },
    category: Category::Choice,
    severity: Severity::Note,
    why: "Microsoft contradicts itself here. The functions reference lists `IsPresent`, `IsNull` \
        and `IsNullOrEmpty` in the condition of an `IIF` as unsupported, for the check is said to \
        fail where the attribute is null; it wants a `Switch`. The Workday guide and default \
        mappings of the product write just that, and they work. Two forms are right on either \
        page: `Coalesce([x], \"none\")` and `Switch([x], [x], \"\", \"none\")`, whose key `\"\"` \
        catches null too. `Switch` has a defect of its own that the reference tells of: with a \
        default value it may give null in a cycle in which its source has not changed. `Coalesce` \
        has none.",
    pages: &PAGES,
    avoid: &[
        Sample::map(
            "the value or another one",
            r#"title = 'IIF(IsPresent([jobTitle]), [jobTitle], "Employee")'"#,
            &["IsPresent([jobTitle])"],
        ),
        Sample::map(
            "one of two texts",
            r#"title = 'IIF(Not(IsNullOrEmpty([department])), "Staff", "Guest")'"#,
            &["Not(IsNullOrEmpty([department]))"],
        ),
        Sample::map(
            "what it says is compared",
            r#"title = 'IIF(IsPresent([jobTitle]) = "True", [jobTitle], "Employee")'"#,
            &[r#"IsPresent([jobTitle]) = "True""#],
        ),
    ],
    prefer: &[
        Sample::map(
            "the first that is there",
            r#"title = 'Coalesce([jobTitle], "Employee")'"#,
            &[],
        ),
        Sample::map(
            "the empty key",
            r#"title = 'Switch([department], "Staff", "", "Guest")'"#,
            &[],
        ),
    ],
    limits: "It is a note, for the form works. An attribute of several values has no other one \
        and is left alone, and so are a choice of references that `Switch` would have to make, and \
        cloud sync, whose default mappings are written so.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    // The default mappings of cloud sync are full of them.
    let is_cloud_sync = part.subject.object.service == Some(Service::CloudSync);
    if is_cloud_sync || part.typed.call_of("IIF").is_none() {
        return;
    }
    let [Some(condition), Some(yes), Some(no)] = [0, 1, 2].map(|at| part.typed.argument(at)) else {
        return;
    };
    let Some((question, asked, asks_for_presence)) = question(condition) else { return };
    if asked.facts.can_be_several || condition.facts.constant_text().is_some() {
        return;
    }
    let (present, missing) = if asks_for_presence { (yes, no) } else { (no, yes) };
    let [asked, present, missing] = [asked, present, missing].map(|it| part.slice(it));
    let Some(replacement) = by_presence(part, asked, present, missing) else { return };
    let message = format!("`{question}` as a condition of `IIF` is called unsupported");
    let label = "Microsoft's reference advises against this, other pages show it";
    let finding = RULE.finding(part.source(), condition.span, message, label);
    let [reference, guide] = PAGES;
    let finding = finding.with_note(format!(
        "the functions reference wants a `Switch`: {reference}\n\
         the Workday guide writes such an `IIF`: {guide}"
    ));
    let fix = Fix { span: part.typed.span, replacement, is_safe: false };
    findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
}

/// What is compared with a Boolean that is written, and whether it holds where the two are equal.
fn compared(condition: &Typed) -> Option<(&Typed, bool)> {
    let TypedKind::Comparison { operator, left, right, .. } = &condition.kind else { return None };
    let wanted = match right.facts.constant_text()? {
        "True" => true,
        "False" => false,
        _ => return None,
    };
    match operator {
        Comparison::Equal => Some((left, wanted)),
        Comparison::NotEqual => Some((left, !wanted)),
        _ => None,
    }
}

/// The question, what it asks about, and whether it holds where that is present.
fn question(condition: &Typed) -> Option<(&'static str, &Typed, bool)> {
    if let Some((asked, is_wanted)) = compared(condition) {
        let (name, asked, asks_for_presence) = question(asked)?;
        return Some((name, asked, asks_for_presence == is_wanted));
    }
    if condition.call_of("Not").is_some() {
        let (name, asked, asks_for_presence) = question(condition.argument(0)?)?;
        return Some((name, asked, !asks_for_presence));
    }
    let (function, _) = condition.call()?;
    Some((function.name, condition.argument(0)?, function.special.asks_for_presence?))
}
