//! A name of SCIM 1 in a job that speaks SCIM 2.0.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::mapping::SchemaChoice;
use crate::schema::{AttributePath, ScimVersion};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::scim-1-target",
        summary: "a target attribute with its name of SCIM 1 in a job of SCIM 2.0",
        explanation: "Finds mappings of a Graph file for the template `scim` whose target has the \
            URN of SCIM 1, or any URN with a dot behind it where SCIM 2.0 has a colon.",
    },
    category: Category::File,
    severity: Severity::Warning,
    why: "Jobs of the template `scim` send what stands in the name as the URN of the extension. \
        A server of SCIM 2.0 knows another one, and takes the value for an attribute that it does \
        not have.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#provisioning-a-custom-extension-attribute-to-a-scim-compliant-application",
        "https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility",
    ],
    avoid: &[
        Sample::export(
            "a URN of SCIM 1 with a dot",
            Export::OwnApp,
            AVOID,
            &["urn:scim:schemas:extension:enterprise:1.0.department"],
        ),
        Sample::export(
            "an extension of SCIM 2.0 with a dot",
            Export::OwnApp,
            AVOID_DOT,
            &["urn:ietf:params:scim:schemas:extension:contoso:2.0:User.badge"],
        ),
    ],
    prefer: &[Sample::export("the URN of SCIM 2.0 with a colon", Export::OwnApp, PREFER, &[])],
    limits: "Apps of the gallery are left alone: Workplace's own attributes are published with \
        names of SCIM 1. So are, behind a colon, extensions that no built-in table knows.",
    check: Check::Mapping(check),
};

const AVOID: &str = r#""attributeMappings": [{
  "targetAttributeName": "urn:scim:schemas:extension:enterprise:1.0.department",
  "source": { "expression": "[department]" }
}],
"attributes": [{ "name": "urn:scim:schemas:extension:enterprise:1.0.department" }]"#;

const AVOID_DOT: &str = r#""attributeMappings": [{
  "targetAttributeName": "urn:ietf:params:scim:schemas:extension:contoso:2.0:User.badge",
  "source": { "expression": "[employeeId]" }
}],
"attributes": [{ "name": "urn:ietf:params:scim:schemas:extension:contoso:2.0:User.badge" }]"#;

const PREFER: &str = r#""attributeMappings": [{
  "targetAttributeName": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
  "source": { "expression": "[department]" }
}],
"attributes": [{ "name": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department" }]"#;

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let job = subject.file.job.as_ref();
    let speaks_2 = job.is_some_and(|job| job.scim == Some(ScimVersion::V2_0));
    let is_published = matches!(subject.file.schema_of(subject.object), SchemaChoice::BuiltIn(_));
    let Some(target) = mapped.target.filter(|_| speaks_2 && !is_published) else { return };
    let name = &mapped.mapping.target;
    let Ok(AttributePath { urn: Some(urn), .. }) = AttributePath::parse(&name.value) else {
        return;
    };
    let is_urn_of = |path: &AttributePath| {
        path.urn.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(&urn))
    };
    let is_old_name = is_urn_of(&target.wire.v1_1) && !is_urn_of(&target.wire.v2_0);
    let has_dot = name.value.get(urn.len()..).is_some_and(|rest| rest.starts_with('.'));
    let message = match (is_old_name, has_dot) {
        (true, _) => format!("`{}` is a name of SCIM 1", shortened(&name.value)),
        (false, true) => format!("`{}` has a dot behind its URN", shortened(&name.value)),
        (false, false) => return,
    };
    let label = "this job speaks SCIM 2.0";
    let finding = RULE.finding(subject.source(), name.span, message, label);
    let help = format!("write `{}`, here and in the directory", target.wire.v2_0);
    findings.push(finding.help(help));
}
