//! `SingleAppRoleAssignment`: the value of a user's one app role.

use super::app_roles::{no_role_value, roles};
use super::failure::SEVERAL_ROLES;
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Type, Value};

/// The entry.
pub static SINGLE_APP_ROLE_ASSIGNMENT: Function = Function {
    name: "SingleAppRoleAssignment",
    category: Category::Roles,
    summary: "gives the value of the one app role of a user",
    prose: "A user without a role gives null, a user with several an error. It cannot be used \
        where all users and groups are in scope. `[appRoleAssignments]` is read as Microsoft Graph \
        gives it, with the role's own `value` added to each assignment.",
    signature: Signature::fixed(&[Param::required(
        "source",
        Takes::AppRoles,
        "the attribute `[appRoleAssignments]`",
    )]),
    examples: &[
        Example {
            title: "one role",
            expression: "SingleAppRoleAssignment([appRoleAssignments])",
            given: r#"{"appRoleAssignments": [{"appRoleId": "1", "value": "Admin"}]}"#,
            gives: Gives::Value(r#""Admin""#),
        },
        Example {
            title: "no role",
            expression: "SingleAppRoleAssignment([appRoleAssignments])",
            given: r#"{"appRoleAssignments": []}"#,
            gives: Gives::Value("null"),
        },
        Example {
            title: "two roles",
            expression: "SingleAppRoleAssignment([appRoleAssignments])",
            given: r#"{"appRoleAssignments": [{"value": "Admin"}, {"value": "User"}]}"#,
            gives: Gives::Error("eval::several-app-roles"),
        },
        Example {
            title: "a role without its value",
            expression: "SingleAppRoleAssignment([appRoleAssignments])",
            given: r#"{"appRoleAssignments": [{"appRoleId": "1"}]}"#,
            gives: Gives::Error("eval::no-role-value"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Observed,
            what: "Several roles are an error.",
            why: "The documentation calls them unsupported, and the service's message was seen. \
                Older pages say that any one of them may be given.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "No role gives null.",
            why: "The documentation does not say; Microsoft's sample mapping has a default value.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#singleapproleassignment",
    services: Services::APPS,
    special: Special::NONE,
    see_also: &["AppRoleAssignmentsComplex", "AppRoleAssignments"],
    search: &["role", "app role", "app entitlement"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(_: &Call<'_>) -> Facts {
    Facts::nullable(Type::STRING, true).failing(true)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let mut roles = roles(args)?.into_iter();
    let Some(role) = roles.next() else { return Ok(Value::Null) };
    if roles.next().is_some() {
        return Err(args.fail(0, &SEVERAL_ROLES, "this user has several app roles"));
    }
    role.value.map(Value::Text).ok_or_else(|| no_role_value(args))
}
