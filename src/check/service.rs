//! Calls of functions that the service does not have which the expression is to run in.
//!
//! Absent on purpose: functions that exist in no service, which have another code.

use super::Checker;
use crate::diagnostic::{Code, Diagnostic, Label, Severity};
use crate::functions::{DeclaredFunction, Function, Service};
use crate::source::{Source, Span};
use crate::syntax::Name;

impl Checker<'_> {
    /// Says where the function exists, unless it does where the expression is to run.
    pub(super) fn service(&mut self, function: &Function, name: &Name) {
        let Some((service, severity)) = self.env.service() else { return };
        // A tenant's own list knows better.
        let is_declared = |known: &DeclaredFunction| known.name.eq_ignore_ascii_case(function.name);
        if !function.services.has(service) && !self.env.functions().iter().any(is_declared) {
            let (source, span) = (self.source, name.span);
            self.diagnostics.push(other_service(source, span, function, service, severity));
        }
    }
}

pub(super) static OTHER_SERVICE: Code = Code {
    path: "check::function-of-another-service",
    summary: "a function that exists in another service only",
    explanation: "App provisioning, HR inbound provisioning and cloud sync evaluate the same \
        language, and each lacks functions that another has. `--service` says which of them the \
        expression is to run in; a function that does not exist there is an error. Where nothing \
        is said, app provisioning is taken to be meant, and such a function is a warning: it is \
        evaluated all the same. `attrmap functions NAME` says where a function exists. A list \
        that `--functions` names counts for more: what stands in it exists.",
};

/// A call of what is elsewhere.
fn other_service(
    source: &Source,
    span: Span,
    function: &Function,
    service: Service,
    severity: Severity,
) -> Diagnostic {
    let others: Vec<&str> = function.services.all().map(Service::name).collect();
    let label = match others.as_slice() {
        [only] => format!("exists in {only} only"),
        others => format!("exists in {}", others.join(" and ")),
    };
    let message = format!("`{}` does not exist in {}", function.name, service.name());
    let label = Label::new(span, label);
    let finding = Diagnostic::new(&OTHER_SERVICE, severity, source, message, label);
    match function.services.all().next() {
        Some(other) => {
            let (name, key) = (other.name(), other.key());
            finding.help(format!("if it is to run in {name}, say so: `--service {key}`"))
        }
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Env, check};
    use super::*;

    fn said(expression: &str, env: &Env) -> Vec<String> {
        let source = Source::new("expression", expression);
        let analysis = check(&source, env);
        let said = analysis.diagnostics().iter();
        said.map(|it| format!("{} {} {}", it.severity, it.code, source.slice(it.primary.span)))
            .collect()
    }

    #[test]
    fn a_function_of_another_service_is_found_where_it_stands() {
        let code = "check::function-of-another-service";
        for (service, expression, expected, why) in [
            (Service::AppProvisioning, "Trim([mail])", None, "it is everywhere"),
            (Service::AppProvisioning, "DefaultDomain()", None, "it is there"),
            (Service::AppProvisioning, "Len(StringFromSid([mail]))", Some("StringFromSid"), ""),
            (Service::HrInbound, "SelectUniqueValue([mail], [city])", None, "it is there"),
            (
                Service::HrInbound,
                "AppRoleAssignments(1)",
                Some("AppRoleAssignments"),
                "be it wrong",
            ),
            (Service::CloudSync, "defaultdomain()", Some("defaultdomain"), "in any case"),
        ] {
            let env = Env::entra().with_service(service, Severity::Warning);
            let expected = expected.map(|text| format!("warning {code} {text}"));
            let found = said(expression, &env).into_iter().find(|said| said.contains(code));
            assert_eq!(found, expected, "{expression}: {why}");
            assert!(!said(expression, &Env::entra()).iter().any(|said| said.contains(code)));
        }
        let env = Env::entra().with_service(Service::CloudSync, Severity::Error);
        assert_eq!(said("PCase([mail])", &env), [format!("error {code} PCase")]);
    }

    #[test]
    fn what_the_tenant_lists_exists_there() {
        let listed = DeclaredFunction { name: "pcase".to_owned(), parameters: Vec::new() };
        let env = Env::entra().with_service(Service::CloudSync, Severity::Error);
        assert_eq!(said("PCase([mail])", &env.with_functions(vec![listed])), [""; 0]);
    }
}
