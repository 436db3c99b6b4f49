//! A target that the service does not provision.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unsupported-target",
        summary: "a target attribute that the service does not provision",
        explanation: "Finds mappings to attributes of which Microsoft says that the service does \
            not provision them: `photos` and `entitlements` to apps, `otherMails` and \
            `proxyAddresses` to another tenant.",
    },
    category: Category::File,
    severity: Severity::Warning,
    why: "RFC 7643 defines both, and so a target may list them. The service sends neither: photos \
        are no attribute that it can read, and entitlements are not supported.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes",
        "https://learn.microsoft.com/entra/identity/app-provisioning/known-issues",
    ],
    avoid: &[
        Sample::export(
            "more addresses, in another tenant",
            Export::OtherTenant,
            AVOID,
            &["otherMails"],
        ),
        Sample::file(
            "an entitlement",
            "schema = \"scim\"\n\
         \n\
         [map]\n\
         userName = { expression = '[userPrincipalName]', matchingPriority = 1 }\n\
         active = 'Not([IsSoftDeleted])'\n\
         'entitlements[type eq \"app\"].value' = '[department]'\n",
            &["entitlements[type eq \"app\"].value"],
        ),
    ],
    prefer: &[
        Sample::export("an address, in another tenant", Export::OtherTenant, PREFER, &[]),
        Sample::file(
            "an attribute of its own",
            "schema = \"scim\"\n\
         \n\
         [map]\n\
         userName = { expression = '[userPrincipalName]', matchingPriority = 1 }\n\
         active = 'Not([IsSoftDeleted])'\n\
         'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department' = '[department]'\n",
            &[],
        ),
    ],
    limits: "It knows the attributes that Microsoft names, not what a target makes of them.",
    check: Check::Mapping(check),
};

const AVOID: &str = r#""attributeMappings": [{ "targetAttributeName": "otherMails", "source": { "expression": "[otherMails]" } }]"#;

const PREFER: &str = r#""attributeMappings": [{ "targetAttributeName": "mail", "source": { "expression": "[mail]" } }]"#;

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let name = &mapped.mapping.target;
    let unsupported = mapped.row.and_then(|row| row.unsupported.as_ref());
    let by_protocol = unsupported.filter(|_| subject.object.is_scim).map(|it| it.because.as_str());
    let between_tenants = subject.file.job.as_ref().and_then(|job| job.cross_tenant.as_ref());
    let is_refused = between_tenants.is_some_and(|it| {
        it.not_provisioned.iter().any(|known| known.eq_ignore_ascii_case(&name.value))
    });
    let by_service = is_refused.then_some("no job takes this to another tenant");
    let Some(because) = by_protocol.or(by_service) else { return };
    let message = format!("the service does not provision `{}`", shortened(&name.value));
    let finding = RULE.finding(subject.source(), name.span, message, because);
    findings.push(finding.help("take the mapping away"));
}
