//! A custom attribute of a kind that custom attributes cannot be.

use crate::diagnostic::{Code, Severity};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::schema::{AttributePath, is_standard};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::custom-attribute",
        summary: "a custom attribute with several values, parts or references",
        explanation: "Finds mappings of a Graph file for an app that is in no gallery, whose \
            target is an attribute of an extension of its own that is multi-valued, a reference, \
            or a part of something.",
    },
    category: Category::Types,
    severity: Severity::Error,
    why: "Custom attributes of apps that are not in the gallery cannot be references, cannot have \
        several values, and cannot be complex. Apps of the gallery may have such attributes.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#provisioning-a-custom-extension-attribute-to-a-scim-compliant-application",
    ],
    avoid: &[Sample::export(
        "several values",
        Export::OwnApp,
        AVOID,
        &["urn:ietf:params:scim:schemas:extension:pets:2.0:User:addresses"],
    )],
    prefer: &[Sample::export("one text", Export::OwnApp, PREFER, &[])],
    limits: "It looks at jobs of the templates `scim` and `customappsso`. What RFC 7643 defines is \
        no custom attribute.",
    check: Check::Mapping(check),
};

const AVOID: &str = r#""attributeMappings": [{
  "targetAttributeName": "urn:ietf:params:scim:schemas:extension:pets:2.0:User:addresses",
  "source": { "expression": "[otherMails]" }
}],
"attributes": [{ "name": "urn:ietf:params:scim:schemas:extension:pets:2.0:User:addresses", "multivalued": true }]"#;

const PREFER: &str = r#""attributeMappings": [{
  "targetAttributeName": "urn:ietf:params:scim:schemas:extension:pets:2.0:User:addresses",
  "source": { "expression": "Join(\",\", [otherMails])" }
}],
"attributes": [{ "name": "urn:ietf:params:scim:schemas:extension:pets:2.0:User:addresses" }]"#;

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let is_own_app = subject.file.job.as_ref().is_some_and(|job| job.is_own_app);
    let Some(row) = mapped.row.filter(|_| is_own_app) else { return };
    let name = &mapped.mapping.target;
    let Ok(path) = AttributePath::parse(&name.value) else { return };
    let is_custom = path.urn.is_some() && !is_standard(&name.value);
    let (label, help) = if !is_custom {
        return;
    } else if row.is_reference {
        ("this is a reference", "make it a String in the directory")
    } else if row.is_multi_valued {
        ("this takes several values", "make it single-valued, and map `Join(\",\", …)` to it")
    } else if path.sub_attribute.is_some() || path.filter.is_some() {
        ("this is a part of a complex attribute", "name an attribute of its own, without parts")
    } else {
        return;
    };
    let message = "a custom attribute is one value and nothing else";
    findings.push(RULE.finding(subject.source(), name.span, message, label).help(help));
}
