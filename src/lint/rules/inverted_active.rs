//! Active for those who are to be disabled.

use std::collections::BTreeMap;

use crate::check::{Checked, Env, check};
use crate::diagnostic::{Code, Fix, Severity};
use crate::lint::reading::enabled_unless;
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::schema::Meaning;
use crate::types::{Base, Facts, Known, boolean_from_text};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::inverted-active",
        summary: "users who are to be disabled stay active",
        explanation: "Finds mappings to the attribute for active accounts that can never give \
            `False` where `[IsSoftDeleted]` is true, or give only `False` where it is false.",
    },
    category: Category::LifeCycle,
    severity: Severity::Error,
    why: "`IsSoftDeleted` is true for those who are to be disabled, and the target's attribute is \
        true for those who are active: one is the opposite of the other. Mapped straight, \
        everybody who is provisioned is disabled, and whoever leaves is let in again. A key of \
        `Switch` in the wrong case does the same damage in silence: it never matches, and null is \
        not sent.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works#deprovisioning",
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes",
    ],
    avoid: &[
        Sample::map("straight", "active = '[IsSoftDeleted]'", &["[IsSoftDeleted]"]),
        Sample::map(
            "values in the wrong order",
            r#"active = 'Switch([IsSoftDeleted], , "False", "False", "True", "True")'"#,
            &[r#"Switch([IsSoftDeleted], , "False", "False", "True", "True")"#],
        ),
        Sample::map(
            "the condition turned round",
            r#"active = 'IIF([IsSoftDeleted] = "True", "True", "False")'"#,
            &[r#"IIF([IsSoftDeleted] = "True", "True", "False")"#],
        ),
        Sample::map(
            "only those who are to be disabled can be active",
            r#"active = 'IIF([IsSoftDeleted] = "True", [accountEnabled], "False")'"#,
            &[r#"IIF([IsSoftDeleted] = "True", [accountEnabled], "False")"#],
        ),
        Sample::export(
            "turned round for another tenant, which takes it straight",
            Export::OtherTenant,
            AVOID,
            &["Not([IsSoftDeleted])"],
        ),
    ],
    prefer: &[
        Sample::map(
            "the mapping that apps come with",
            r#"active = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'"#,
            &[],
        ),
        Sample::map("shorter", "active = 'Not([IsSoftDeleted])'", &[]),
        Sample::export("straight, for another tenant", Export::OtherTenant, PREFER, &[]),
    ],
    limits: "It knows the attributes for active accounts of SCIM targets and of Salesforce, and the \
        one of another tenant. What other attributes \
        bring is not known: an expression that may give `False` is left alone.",
    check: Check::Mapping(look),
};

const AVOID: &str = r#""attributeMappings": [{ "targetAttributeName": "IsSoftDeleted", "source": { "expression": "Not([IsSoftDeleted])" } }]"#;

const PREFER: &str = r#""attributeMappings": [{ "targetAttributeName": "IsSoftDeleted", "source": { "expression": "[IsSoftDeleted]" } }]"#;

fn look(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let meaning = mapped.row.and_then(|row| row.meaning);
    // What the target's attribute is for those who stay.
    let active = match meaning {
        Some(Meaning::Enabled) => true,
        Some(Meaning::SoftDeleted) if subject.is_between_tenants() => false,
        _ => return,
    };
    let Some(expression) = mapped.expression else { return };
    let Some(deleted) = subject.source_table().meaning(Meaning::SoftDeleted) else { return };
    let deleted = deleted.name.as_str();
    if !expression.typed().attributes().contains(&deleted) {
        return;
    }
    let given = |text| given(expression, deleted, text, subject.env);
    let (Some(for_deleted), Some(for_others)) = (given("True"), given("False")) else { return };
    // Words that are no Booleans are an error of their own, and say nothing of the order.
    if holds_other_words(&for_deleted) || holds_other_words(&for_others) {
        return;
    }
    let stay_active = !can_be(&for_deleted, !active);
    let are_disabled = !can_be(&for_others, active) && !for_others.states.can_be_null();
    let off = if active { "False" } else { "True" };
    let (message, label) = match (stay_active, are_disabled) {
        (false, false) => return,
        (true, false) => {
            ("users who are to be disabled stay active", format!("this is not `{off}` for them"))
        }
        (false, true) if can_be(&for_deleted, active) => {
            let message = "only users who are to be disabled can be active";
            (message, format!("this is `{off}` for all others"))
        }
        (false, true) => ("nobody is ever active", format!("this is `{off}` for everybody")),
        (true, true) => {
            ("active is the wrong way round", format!("this is `{off}` for those who stay"))
        }
    };
    let (source, span) = (expression.source(), expression.typed().span);
    let replacement = enabled_unless(deleted, meaning);
    let finding = RULE.finding(source, span, message, label);
    let finding = finding.help(format!("write `{replacement}`"));
    let attributes = expression.typed().attributes();
    // Whatever else decides would be lost.
    let is_replaceable = attributes.iter().all(|name| *name == deleted);
    let fix = Fix { span, replacement, is_safe: false };
    findings.push(if is_replaceable { finding.fix(fix) } else { finding });
}

/// What is known of the expression for users of whom the attribute is that text.
fn given(expression: Checked<'_>, attribute: &str, text: &str, env: &Env) -> Option<Facts> {
    let facts = BTreeMap::from([(attribute.to_owned(), Facts::constant(Base::Boolean, text))]);
    let env = env.clone().with_known(Known::new(facts, None));
    let analysis = check(expression.source(), &env);
    analysis.checked().ok().map(|checked| checked.typed().facts.clone())
}

/// True where it can be a text that stands for no Boolean.
fn holds_other_words(facts: &Facts) -> bool {
    let is_other = |text: &String| !text.is_empty() && boolean_from_text(text).is_none();
    facts.texts.known().into_iter().flatten().any(is_other)
}

/// True where it can be that Boolean.
fn can_be(facts: &Facts, truth: bool) -> bool {
    let known = facts.texts.known();
    known.is_none_or(|texts| texts.iter().any(|text| boolean_from_text(text) == Some(truth)))
}
