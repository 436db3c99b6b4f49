//! `AssertiveAppRoleAssignmentsComplex`: a user's app roles as SCIM's `roles`, and no others.

use super::app_role_assignments_complex::facts_of_roles;
use super::app_roles::scim_roles;
use super::{
    Args, Behaviour, Category, Certainty, Example, Function, Gives, Param, Services, Signature,
    Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::Value;

/// The entry.
pub static ASSERTIVE_APP_ROLE_ASSIGNMENTS_COMPLEX: Function = Function {
    name: "AssertiveAppRoleAssignmentsComplex",
    category: Category::Roles,
    summary: "gives all app roles of a user as SCIM roles, in place of those before",
    prose: "It gives what `AppRoleAssignmentsComplex` gives, but with the name under `display`. \
        When users are changed later, the service replaces the roles, so one that is no longer \
        assigned is taken away.",
    signature: Signature::fixed(&[Param::required(
        "source",
        Takes::AppRoles,
        "the attribute `[appRoleAssignments]`",
    )]),
    examples: &[
        Example {
            title: "one role",
            expression: "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])",
            given: r#"{"appRoleAssignments": [{"appRoleId": "1", "value": "Admin", "displayName": "Administrator"}]}"#,
            gives: Gives::Value(
                r#"[{"primary": false, "type": "WindowsAzureActiveDirectoryRole", "display": "Administrator", "value": "Admin"}]"#,
            ),
        },
        Example {
            title: "a role of which only the id is known",
            expression: "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])",
            given: r#"{"appRoleAssignments": [{"appRoleId": "1"}]}"#,
            gives: Gives::Error("eval::no-role-value"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "A user without a role gives no values.",
        why: "The documentation does not say.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#assertiveapproleassignmentscomplex-recommended-for-complex-roles",
    services: Services::UNLISTED_APPS,
    special: Special::NONE,
    see_also: &["AppRoleAssignmentsComplex", "SingleAppRoleAssignment"],
    search: &["all roles", "app role", "replace roles"],
    prepare: nothing_to_prepare,
    facts: facts_of_roles,
    evaluate,
};

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    scim_roles(args, "display")
}
