//! A type that is published wrong, and that the file repeats.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::corrected-type",
        summary: "a target attribute whose published type is wrong",
        explanation: "Says of a mapped target attribute of a Graph file that its directory has a \
            type for it which is published, and which other sources correct.",
    },
    category: Category::File,
    severity: Severity::Note,
    why: "Microsoft's table of Workplace's attributes has Boolean as the type of `title`. RFC 7643 \
        and Meta's own samples have a job title there, which is text. attrmap takes it for text: \
        a text is sent as it is. A job that takes it for a Boolean refuses every job title.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/saas-apps/workplace-from-meta-provisioning-tutorial",
        "https://www.rfc-editor.org/rfc/rfc7643#section-4.1.1",
    ],
    avoid: &[Sample::file("the directory has the published type", AVOID, &["title"])],
    prefer: &[Sample::file("it has the type that it is", PREFER, &[])],
    limits: "A file that does not list the target's attributes does not repeat the mistake, and \
        nothing is said of it; `attrmap schema show workplace` says it.",
    check: Check::Mapping(check),
};

const AVOID: &str = r#"{
  "id": "FacebookWorkplace.1a2b.3c4d",
  "synchronizationRules": [{
    "editable": true, "sourceDirectoryName": "Microsoft Entra ID", "targetDirectoryName": "Workplace",
    "objectMappings": [{
      "name": "Provision users", "enabled": true, "sourceObjectName": "User", "targetObjectName": "User",
      "attributeMappings": [
        { "targetAttributeName": "userName", "matchingPriority": 1, "source": { "expression": "[userPrincipalName]" } },
        { "targetAttributeName": "name.formatted", "source": { "expression": "Coalesce([displayName], [userPrincipalName])" } },
        { "targetAttributeName": "emails[type eq \"work\"].value", "source": { "expression": "Coalesce([mail], [userPrincipalName])" } },
        { "targetAttributeName": "active", "source": { "expression": "Not([IsSoftDeleted])" } },
        { "targetAttributeName": "title", "source": { "expression": "[jobTitle]" } }
      ]
    }]
  }],
  "directories": [{ "name": "Workplace", "objects": [{ "name": "User", "attributes": [
    { "name": "userName" }, { "name": "title", "type": "Boolean" }
  ] }] }]
}"#;

const PREFER: &str = r#"{
  "id": "FacebookWorkplace.1a2b.3c4d",
  "synchronizationRules": [{
    "editable": true, "sourceDirectoryName": "Microsoft Entra ID", "targetDirectoryName": "Workplace",
    "objectMappings": [{
      "name": "Provision users", "enabled": true, "sourceObjectName": "User", "targetObjectName": "User",
      "attributeMappings": [
        { "targetAttributeName": "userName", "matchingPriority": 1, "source": { "expression": "[userPrincipalName]" } },
        { "targetAttributeName": "name.formatted", "source": { "expression": "Coalesce([displayName], [userPrincipalName])" } },
        { "targetAttributeName": "emails[type eq \"work\"].value", "source": { "expression": "Coalesce([mail], [userPrincipalName])" } },
        { "targetAttributeName": "active", "source": { "expression": "Not([IsSoftDeleted])" } },
        { "targetAttributeName": "title", "source": { "expression": "[jobTitle]" } }
      ]
    }]
  }],
  "directories": [{ "name": "Workplace", "objects": [{ "name": "User", "attributes": [
    { "name": "userName" }, { "name": "title", "type": "String" }
  ] }] }]
}"#;

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let Some(row) = mapped.row else { return };
    let Some(correction) = &row.correction else { return };
    let target = &mapped.mapping.target;
    let mut listed = subject.object.target_attributes.iter();
    let listed = listed.find(|it| it.name.eq_ignore_ascii_case(&target.value));
    if listed.is_none_or(|listed| listed.ty == row.ty || listed.ty != row.published) {
        return;
    }
    let name = shortened(&target.value);
    let message = format!("`{name}` is published as {}, and is {}", row.published, row.ty);
    let label = format!("this file's directory has it as {}", row.published);
    let finding = RULE.finding(subject.source(), target.span, message, label);
    findings.push(finding.with_note(correction.because.clone()));
}
