//! Targets that take e-mail addresses: which of them do, and what to map to them.
//!
//! Absent on purpose: what an address looks like (`profile::TextKind` says so).

use super::{Mapped, Subject};
use crate::schema::Meaning;

/// True where the target takes nothing but e-mail addresses.
pub(super) fn takes_addresses(mapped: &Mapped<'_>, subject: &Subject<'_>) -> bool {
    let Some(row) = mapped.row.filter(|row| row.is_address) else { return false };
    // Who has no address is known under another name.
    row.meaning == Some(Meaning::EmailAddress) || !subject.file.options.users_without_email
}

/// What to map to such a target.
pub(super) fn advise_address(mapped: &Mapped<'_>, subject: &Subject<'_>) -> String {
    let is_read = |name: &str| mapped.typed().is_some_and(|it| it.attributes().contains(&name));
    let user_name = subject.source_table().meaning(Meaning::UserName);
    match user_name.filter(|it| !is_read(&it.name)) {
        Some(it) => format!("map one that is an address, such as `[{}]`", it.name),
        None => "map an attribute that holds addresses".to_owned(),
    }
}
