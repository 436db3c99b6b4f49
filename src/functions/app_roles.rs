//! What the functions of app roles share: the role's parts in a user's assignments.
//!
//! In: the value of `[appRoleAssignments]`, a list of complex values as the record has them.
//! Out: for each assignment the role's value and display name, as far as they are known.

use std::borrow::Cow;

use super::failure::NO_ROLE_VALUE;
use super::{Args, Stop};
use crate::types::{Member, Value};

/// A role that is assigned to the user.
pub(super) struct Role<'r> {
    /// What the application calls it.
    pub value: Option<Cow<'r, str>>,
    /// What people call it.
    pub display_name: Option<Cow<'r, str>>,
}

/// The roles of the user, in the order of the assignments.
pub(super) fn roles<'r>(args: &Args<'_, 'r>) -> Result<Vec<Role<'r>>, Stop> {
    Ok(match args.value(0)? {
        Value::Null => Vec::new(),
        Value::List(assignments) => assignments.into_iter().map(role).collect(),
        assignment => vec![role(assignment)],
    })
}

fn role(assignment: Value<'_>) -> Role<'_> {
    let Value::Complex(parts) = assignment else {
        return Role { value: None, display_name: None };
    };
    let text = |name: &str| {
        let text = parts.get(name).cloned().and_then(Value::into_text);
        text.filter(|text| !text.is_empty())
    };
    Role { value: text("value"), display_name: text("displayName") }
}

/// The failure of a role about which nothing is known but its id.
pub(super) fn no_role_value(args: &Args<'_, '_>) -> Stop {
    let message = "an assignment lacks the `value` of its app role: add `value` and `displayName` \
        to each assignment, as the app's service principal lists them under `appRoles`";
    args.fail(0, &NO_ROLE_VALUE, message)
}

/// The roles as SCIM's `roles` takes them, the display name under that name.
pub(super) fn scim_roles<'r>(
    args: &Args<'_, 'r>,
    display_name: &'static str,
) -> Result<Value<'r>, Stop> {
    let scim_role = |role: Role<'r>| {
        if role.value.is_none() && role.display_name.is_none() {
            return Err(no_role_value(args));
        }
        let text = |text: Option<Cow<'r, str>>| text.map_or(Value::Null, Value::Text);
        Ok(Value::complex(vec![
            Member::new("primary", Value::Boolean(false)),
            Member::new("type", Value::text("WindowsAzureActiveDirectoryRole")),
            Member::new(display_name, text(role.display_name)),
            Member::new("value", text(role.value)),
        ]))
    };
    Ok(Value::list(roles(args)?.into_iter().map(scim_role).collect::<Result<_, _>>()?))
}
