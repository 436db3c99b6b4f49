//! The current user: the loaded one with what is set, or one with nothing else.

use attrmap::diagnostic::printable;
use attrmap::record::{Fault, Layout, Record};

use super::Session;
use super::answer::Mistake;
use super::evaluation::unreadable;
use super::loaded_users::LoadedUsers;
use super::survey::called;
use crate::inputs::users;

impl Session {
    /// Looks at the current user: the loaded one with what is set, or one with nothing else.
    pub(crate) fn with_current<T>(
        &self,
        layout: &Layout,
        look: impl FnOnce(u64, Result<Record<'_>, Fault>) -> T,
    ) -> T {
        let settings = &self.settings;
        let loaded = self.users.as_ref().and_then(|users| users.current_record(layout, settings));
        let (row, record) =
            loaded.unwrap_or_else(|| (1, layout.read_overrides(settings, Record::new())));
        look(row, record)
    }

    /// Looks at all that the current user has, with what is set and what is derived from it: the
    /// names, a value for each, and the places of those that cannot be read.
    pub(super) fn with_all_of_current<T>(
        &self,
        look: impl FnOnce(&[String], &Record<'_>, &[usize]) -> T,
    ) -> Result<T, Mistake> {
        let names = self.names_of_current();
        let layout = Layout::new(self.env().source_table(), &names);
        let (settings, mut refused) = (&self.settings, Vec::new());
        let loaded = self.users.as_ref().and_then(|users| Some((users, users.current_user()?)));
        let record = match loaded {
            Some((users, (chunk, _, user))) => {
                let of_file = |fault| users::unreadable(&users.name, false, &fault);
                let reader = layout.reader(chunk).map_err(of_file)?;
                let memory = Record::new();
                user.and_then(|user| reader.read_apart(user, settings, memory, &mut refused))
            }
            None => layout.read_overrides_apart(settings, Record::new(), &mut refused),
        };
        Ok(look(&names, &record.map_err(unreadable)?, &refused))
    }

    /// True where the loaded mapping redacts what users are called by.
    pub(super) fn redacts_key(&self) -> bool {
        let table = self.env().source_table();
        let meant = |name: &String| table.find_by_any_name(name).map(|known| &known.name);
        table.key().is_some_and(|key| self.redacted.iter().any(|it| meant(it) == Some(&key.name)))
    }

    /// What the loaded users have, what is derived, what is set: each once, whatever its case.
    fn names_of_current(&self) -> Vec<String> {
        let table = self.env().source_table();
        let is_derived = |name: &&str| table.find(name).is_some_and(|it| it.derivation.is_some());
        let set = self.settings.iter().map(|(name, _)| name.as_str());
        let mut names = self.users.as_ref().map_or_else(Vec::new, |it| it.names().to_vec());
        for name in table.names().filter(is_derived).chain(set) {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                names.push(name.to_owned());
            }
        }
        names
    }
}

/// The current user in a line.
pub(crate) fn line(session: &Session) -> String {
    let set: Vec<&str> = session.settings.iter().map(|(name, _)| name.as_str()).collect();
    let set = printable(&set.join(", ")).into_owned();
    let set = if set.is_empty() { set } else { format!(", set: {set}") };
    let Some(users) = &session.users else {
        return match set.strip_prefix(", ") {
            Some(set) => format!("a user of nothing else, {set}"),
            None => "no user is loaded, and nothing is set: every attribute is null".to_owned(),
        };
    };
    let key = key(session, users);
    let row = users.current_user().map_or(0, |(_, row, _)| row);
    let (position, count) = (users.current() + 1, users.count());
    format!("user {position} of {count}, {}{set}", called(row, key.as_deref()))
}

/// The key of the current user, unless nobody is to see it.
fn key(session: &Session, users: &LoadedUsers) -> Option<String> {
    if session.redacts_key() {
        return None;
    }
    let layout = Layout::new(session.env().source_table(), &[]);
    let (_, record) = users.current_record(&layout, &session.settings)?;
    record.ok()?.key().map(str::to_owned)
}
