//! Another address than the target's own.

use crate::diagnostic::{Code, Severity, shortened};
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::wrong-tenant-url",
        summary: "settings with another tenant URL than the target's",
        explanation: "Finds a `tenantUrl` in `attrmap.toml` that is not the SCIM endpoint of the \
            target, for targets whose endpoint is the same for everybody.",
    },
    category: Category::File,
    severity: Severity::Error,
    why: "Workplace is served at `https://scim.workplace.com/`. Jobs from before December 2021 \
        have the address of the old endpoint, which speaks SCIM 1.0 and reads other attribute \
        names.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/saas-apps/workplace-from-meta-provisioning-tutorial",
    ],
    avoid: &[Sample::map(
        "the old endpoint",
        "displayName = '[displayName]'",
        &["https://www.workplace.com/scim/v1/"],
    )
    .with_settings("tenantUrl = \"https://www.workplace.com/scim/v1/\"\n")],
    prefer: &[Sample::map("the endpoint of SCIM 2.0", "displayName = '[displayName]'", &[])
        .with_settings("tenantUrl = \"https://scim.workplace.com/\"\n")],
    limits: "What stands behind `?` are switches of the service's: they are not looked at. The \
        address is no part of a mapping file, so it is looked at where `attrmap.toml` says it.",
    check: Check::ObjectMapping(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let Some((source, address)) = &subject.site.tenant_url else { return };
    let Some(wanted) = subject.table.and_then(|table| table.tenant_url.as_deref()) else { return };
    if is_same(&address.value, wanted) {
        return;
    }
    let message = format!("the target is not served at `{}`", shortened(&address.value));
    let label = "users would be sent here";
    let finding = RULE.finding(source, address.span, message, label);
    findings.push(finding.help(format!("write `{wanted}`")));
}

/// True where two addresses are one, whatever switches stand behind them.
fn is_same(address: &str, wanted: &str) -> bool {
    let plain = |address: &str| -> String {
        let address = address.split(['?', '#']).next().unwrap_or_default();
        address.trim().trim_end_matches('/').to_ascii_lowercase()
    };
    plain(address) == plain(wanted)
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn an_address_is_the_same_with_switches() {
        let wanted = "https://scim.example.com/";
        for (address, expected) in [
            ("https://scim.example.com", true),
            ("https://SCIM.example.com/?aadOptscim062020", true),
            ("http://scim.example.com/", false),
            ("https://scim.example.com/v1", false),
        ] {
            assert_eq!(is_same(address, wanted), expected, "{address}");
        }
    }
}
