//! An address of which a part can be missing.

use crate::check::Typed;
use crate::diagnostic::{Code, Fix, Severity, shortened};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, outcomes};
use crate::schema::Meaning;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::incomplete-address",
        summary: "an address made of a part that can be missing",
        explanation: "Finds `Append` and `Join` that make an address of one attribute and a domain \
            that is written, where users can lack the attribute.",
    },
    category: Category::Required,
    severity: Severity::Warning,
    why: "A text made of several is never null: what is missing leaves a hole, and the rest is \
        sent. Whoever has no `mailNickname` gets `@contoso.com` from `Append([mailNickname], \
        \"@contoso.com\")` and `contoso.com` from `Join`: no address, and the same for all of them. \
        Microsoft does not say what null does in `Append`; where it fails instead, these users \
        fail.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#append",
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#join",
    ],
    avoid: &[
        Sample::map(
            "nothing before the domain",
            "'emails[type eq \"work\"].value' = 'Append([mailNickname], \"@contoso.com\")'",
            &["[mailNickname]"],
        ),
        Sample::map(
            "the same with `Join`",
            "'emails[type eq \"work\"].value' = 'Coalesce([mail], Join(\"@\", [mailNickname], \"contoso.com\"))'",
            &["[mailNickname]"],
        ),
    ],
    prefer: &[Sample::map(
        "only for those who have it",
        "'emails[type eq \"work\"].value' = 'Switch([mailNickname], Append([mailNickname], \"@contoso.com\"), \"\", [userPrincipalName])'",
        &[],
    )],
    limits: "It looks at addresses that read one attribute: of several, such as first and last \
        name, all are seldom missing at once. `--users` knows who lacks what, and \
        `not-an-email` looks at what they would get.",
    check: Check::Mapping(check),
};

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let is_address =
        mapped.row.is_some_and(|row| row.is_address || row.meaning == Some(Meaning::UserName));
    // Of others nobody here knows what they lack.
    let is_known = is_address && subject.reads_users() && subject.object.reads_entra_users;
    let Some(expression) = mapped.expression.filter(|_| is_known) else { return };
    for outcome in outcomes(expression.typed()) {
        let Some(part) = hole(outcome.typed) else { continue };
        let source = expression.source();
        let name = source.slice(part.span);
        let target = shortened(&mapped.mapping.target.value);
        let message = format!("`{target}` is no address where `{name}` is missing");
        let finding = RULE.finding(source, part.span, message, "this can be null or empty");
        let whole = source.slice(outcome.typed.span);
        if mapped.is_matching() {
            let advice = "match by one that every user has";
            let help = subject.advise_unique(advice, &outcome.typed.attributes());
            findings.push(finding.help(help));
            continue;
        }
        let mut others = subject.source_table().attributes().iter();
        let other = others.find(|it| it.is_present_by_rule && !it.stands_in_for.is_empty());
        findings.push(match other {
            Some(other) => {
                let replacement = format!("Switch({name}, {whole}, \"\", [{}])", other.name);
                let help = format!("write `{replacement}`");
                let fix = Fix { span: outcome.typed.span, replacement, is_safe: false };
                finding.help(help).fix(fix)
            }
            None => finding.help("let the address of somebody who lacks it be another one"),
        });
    }
}

/// The part that can be missing before a domain that is written.
fn hole(typed: &Typed) -> Option<&Typed> {
    let (function, arguments) = typed.call()?;
    let values: Vec<&Typed> = arguments.iter().filter_map(|it| it.value.as_ref()).collect();
    let joined = match function.name {
        "Append" => values.as_slice(),
        "Join" => values.get(1..)?,
        _ => return None,
    };
    let separator =
        if function.name == "Join" { values.first()?.facts.constant_text()? } else { "" };
    let [part, domain @ ..] = joined else { return None };
    let domain: Option<Vec<&str>> = domain.iter().map(|it| it.facts.constant_text()).collect();
    let domain = domain?.join(separator);
    let begins = match separator {
        "@" => !domain.is_empty(),
        _ => domain.starts_with('@'),
    };
    let mut read = part.attributes();
    read.dedup();
    // That a function may leave nothing of a text is another matter.
    let is_missing = |it: &Typed| it.attribute().is_none() || it.facts.states.can_be_missing();
    let states = part.facts.states;
    let can_be_missing = states.can_be_missing() && states.can_be_present();
    (begins && read.len() == 1 && can_be_missing && part.nodes().all(is_missing)).then_some(*part)
}
