//! `AppRoleAssignmentsComplex`: a user's app roles as SCIM's `roles`.

use super::app_roles::scim_roles;
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Base, Facts, States, Type, Value};

/// The entry.
pub static APP_ROLE_ASSIGNMENTS_COMPLEX: Function = Function {
    name: "AppRoleAssignmentsComplex",
    category: Category::Roles,
    summary: "gives all app roles of a user as SCIM roles",
    prose: "Each role that is assigned to the user becomes an object with `primary` (always \
        false), `type`, `displayName` and `value`, for a target attribute `roles` that takes \
        several values. When users are changed later, the service only adds roles and never takes \
        one away. It cannot be used where all users and groups are in scope. \
        `[appRoleAssignments]` is read as Microsoft Graph gives it, with the role's own `value` \
        and `displayName` added to each assignment.",
    signature: Signature::fixed(&[Param::required(
        "source",
        Takes::AppRoles,
        "the attribute `[appRoleAssignments]`",
    )]),
    examples: &[
        Example {
            title: "one role",
            expression: "AppRoleAssignmentsComplex([appRoleAssignments])",
            given: r#"{"appRoleAssignments": [{"appRoleId": "1", "value": "Admin", "displayName": "Administrator"}]}"#,
            gives: Gives::Value(
                r#"[{"primary": false, "type": "WindowsAzureActiveDirectoryRole", "displayName": "Administrator", "value": "Admin"}]"#,
            ),
        },
        Example {
            title: "no role",
            expression: "AppRoleAssignmentsComplex([appRoleAssignments])",
            given: "{}",
            gives: Gives::Value("[]"),
        },
        Example {
            title: "a role of which only the id is known",
            expression: "AppRoleAssignmentsComplex([appRoleAssignments])",
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
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes#approleassignmentscomplex",
    services: Services::APPS,
    special: Special::NONE,
    see_also: &["AssertiveAppRoleAssignmentsComplex", "SingleAppRoleAssignment"],
    search: &["all roles", "app role", "app entitlements"],
    prepare: nothing_to_prepare,
    facts: facts_of_roles,
    evaluate,
};

/// What is known of a list of roles: how many there are is not.
pub(super) fn facts_of_roles(_: &Call<'_>) -> Facts {
    let ty = Type { base: Base::Complex, is_multi_valued: true };
    Facts { states: States::EMPTY.union(States::PRESENT), ..Facts::any(ty) }.failing(true)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    scim_roles(args, "displayName")
}
