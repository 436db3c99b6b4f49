//! `AppRoleAssignments`: the values of a user's app roles.

use super::app_roles::{no_role_value, roles};
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, States, Type, Value};

/// The entry.
pub static APP_ROLE_ASSIGNMENTS: Function = Function {
    name: "AppRoleAssignments",
    category: Category::Roles,
    summary: "gives the values of all app roles of a user",
    prose: "Each role that is assigned to the user gives its value, in the order of the \
        assignments. A user without a role gives no values. `[appRoleAssignments]` is read as \
        Microsoft Graph gives it, with the role's own `value` added to each assignment.",
    signature: Signature::fixed(&[Param::required(
        "source",
        Takes::AppRoles,
        "the attribute `[appRoleAssignments]`",
    )]),
    examples: &[
        Example {
            title: "two roles",
            expression: "AppRoleAssignments([appRoleAssignments])",
            given: r#"{"appRoleAssignments": [{"appRoleId": "1", "value": "Admin"}, {"appRoleId": "2", "value": "User"}]}"#,
            gives: Gives::Value(r#"["Admin", "User"]"#),
        },
        Example {
            title: "no role",
            expression: "AppRoleAssignments([appRoleAssignments])",
            given: "{}",
            gives: Gives::Value("[]"),
        },
        Example {
            title: "a role without its value",
            expression: "AppRoleAssignments([appRoleAssignments])",
            given: r#"{"appRoleAssignments": [{"appRoleId": "1"}]}"#,
            gives: Gives::Error("eval::no-role-value"),
        },
    ],
    certainty: Certainty::Assumed,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "The result is the list of the roles' values.",
        why: "Microsoft Graph lists the function with one parameter, vendors' guides use it, and \
            nobody describes its result.",
    }],
    page: "https://learn.microsoft.com/graph/api/synchronization-synchronizationschema-functions",
    services: Services::UNLISTED_APPS,
    special: Special::NONE,
    see_also: &["SingleAppRoleAssignment", "AppRoleAssignmentsComplex"],
    search: &["all roles", "app role", "app entitlements"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(_: &Call<'_>) -> Facts {
    let states = States::EMPTY.union(States::PRESENT);
    Facts { states, ..Facts::any(Type::STRINGS) }.failing(true)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let values = roles(args)?.into_iter().map(|role| match role.value {
        Some(value) => Ok(Value::Text(value)),
        None => Err(no_role_value(args)),
    });
    Ok(Value::list(values.collect::<Result<_, _>>()?))
}
