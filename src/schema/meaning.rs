//! What an attribute is for, where its type does not tell.
//!
//! The tables say it of their rows, so that advice can be given without naming any attribute.

use serde::Deserialize;

/// What an attribute is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Meaning {
    /// The name a user signs in with.
    UserName,
    /// An e-mail address.
    EmailAddress,
    /// Whether the account may be used.
    Enabled,
    /// Whether the service takes the user for one to be disabled.
    SoftDeleted,
    /// A password.
    Password,
    /// A date, be it with a time, which comes as text.
    Date,
}
