//! What unknown targets may mean.
//!
//! In: a name that the table does not have. Out: one that can be written, or nothing: silence is
//! better than an arbitrary choice.

use crate::diagnostic::suggest;
use crate::schema::{AttributePath, DirectoryAttribute, TargetTable};

/// How many names are compared at most to find what unknown targets may mean: enough for every
/// mapping that is wrong by accident, and a bound for those that are so on purpose.
const MOST_COMPARED: usize = 20_000;

/// How many edits may lie between a name and one of another schema: a letter or two, or a part
/// that is left out. The name of an app's own schema lies further away.
const MOST_EDITS: usize = 6;

/// What unknown targets may mean.
pub(super) struct Suggestions<'a> {
    /// What the file's own directory lists.
    listed: &'a [DirectoryAttribute],
    /// Every name that can be written, once some name could not.
    names: Option<Vec<String>>,
    /// How many names may still be compared.
    left: usize,
}

impl<'a> Suggestions<'a> {
    pub(super) fn new(listed: &'a [DirectoryAttribute]) -> Suggestions<'a> {
        Suggestions { listed, names: None, left: MOST_COMPARED }
    }

    /// True where the file's own directory lists the name as it is.
    pub(super) fn lists(&self, name: &str) -> bool {
        self.listed.iter().any(|it| it.name == name)
    }

    /// The name that is meant, where one is likely.
    pub(super) fn nearest(&mut self, table: &TargetTable, name: &str) -> Option<String> {
        let listed = self.listed.iter().map(|it| &it.name);
        if let Some(same) = listed.clone().find(|it| it.eq_ignore_ascii_case(name)) {
            return Some(same.clone());
        }
        let names = self
            .names
            .get_or_insert_with(|| table.names().into_iter().chain(listed.cloned()).collect());
        self.left = self.left.checked_sub(names.len())?;
        let short = table.in_short(name);
        let name = short.as_deref().unwrap_or(name);
        let is_strange = table.lacks_schema(name);
        let is_near = |known: &&String| {
            is_like(last_part(name), last_part(known))
                && (!is_strange || is_of_near_schema(name, known))
        };
        let by_spelling = || {
            let near = names.iter().filter(is_near).map(String::as_str);
            suggest::nearest(name, near).map(str::to_owned)
        };
        let by_ending = || {
            let is_end = |known: &&String| is_strange && ends_with(known, name);
            names.iter().find(is_end).cloned()
        };
        without_filter(name, names)
            .or_else(|| by_part(table, name))
            .or_else(by_spelling)
            .or_else(by_ending)
            .or_else(|| by_list(name, names))
    }
}

/// Of elements the one that is listed first, where the filter alone is missing.
fn without_filter(name: &str, names: &[String]) -> Option<String> {
    let is_same = |known: &&String| {
        let (head, rest) = known.split_once('[').unwrap_or((known, ""));
        let tail = rest.rsplit_once(']').map_or("", |(_, tail)| tail);
        !rest.is_empty() && format!("{head}{tail}").eq_ignore_ascii_case(name)
    };
    names.iter().find(is_same).cloned()
}

/// The only attribute that has the name for its own, without what stands before it.
fn by_part(table: &TargetTable, name: &str) -> Option<String> {
    let is_same = |part: &str| part.eq_ignore_ascii_case(name);
    let mut found = table.attributes().iter().filter(|row| {
        let path = &row.wire.v2_0;
        let last = path.sub_attribute.as_deref().unwrap_or(&path.attribute);
        !row.is_in_elements && (is_same(last) || is_same(&path.attribute))
    });
    let first = found.next()?;
    let is_of_it = |path: &AttributePath| {
        path.urn == first.wire.v2_0.urn && path.attribute == first.wire.v2_0.attribute
    };
    found.all(|other| is_of_it(&other.wire.v2_0)).then(|| first.name.clone())
}

/// The first element of the list that has nearly that name.
fn by_list(name: &str, names: &[String]) -> Option<String> {
    let lists = || names.iter().filter_map(|known| known.split_once('[')).map(|(head, _)| head);
    let list = suggest::nearest(name, lists())?;
    names.iter().find(|known| known.split_once('[').is_some_and(|(head, _)| head == list)).cloned()
}

fn last_part(name: &str) -> &str {
    let end = name.rsplit(']').next().unwrap_or(name);
    end.rsplit(['.', ':']).next().unwrap_or(end)
}

fn is_like(name: &str, known: &str) -> bool {
    suggest::nearest(name, [known]).is_some()
}

fn is_of_near_schema(name: &str, known: &str) -> bool {
    suggest::distance(name, known).is_some_and(|edits| edits <= MOST_EDITS)
}

fn ends_with(known: &str, name: &str) -> bool {
    let start = known.len().checked_sub(name.len());
    let end = start.and_then(|start| known.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::built_in;

    #[test]
    fn what_is_meant_is_found_by_what_is_right_of_it() {
        let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
        let table = built_in("scim").expect("it loads");
        for (name, expected, why) in [
            ("title2", Some("title"), "a letter too many"),
            ("department", Some(department), "without its schema"),
            ("enterprise:2.0:User:department", Some(department), "without the beginning of it"),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:departmant",
                Some(department),
                "without a part of it",
            ),
            (
                "urn:ietf:params:scim:schemas:extension:entreprise:2.0:User:department",
                Some(department),
                "in a schema that is misspelled",
            ),
            (
                "urn:ietf:params:scim:schemas:extension:acme:2.0:User:department",
                None,
                "in a schema of its own",
            ),
            ("urn:ietf:params:scim:schemas:core:2.0:User:nicName", Some("nickName"), "in the core"),
            ("givenName", Some("name.givenName"), "a part"),
            ("email", Some(r#"emails[type eq "work"].value"#), "one for many"),
            (r#"emails[type eq "work"].valeu"#, Some(r#"emails[type eq "work"].value"#), "a typo"),
            (r#"addresses[type eq "work"].zip"#, None, "its own part is like no other"),
            ("whatever", None, "like nothing"),
        ] {
            let found = Suggestions::new(&[]).nearest(&table, name);
            assert_eq!(found.as_deref(), expected, "{name}: {why}");
        }
    }
}
