//! What a payload must have, looked up in the values of one user.
//!
//! In: a table's requirements and a mapping's targets, once; values, each time.
//! Out: the first requirement that is not met, and, before any user is seen, those that never
//! can be.
//!
//! Absent on purpose: words for people beyond the requirement's own name.

use crate::schema::{Alternative, Requirement, Target, TargetTable};
use crate::types::Value;

/// The requirements of a table over the values of a mapping.
#[derive(Debug, Clone)]
pub struct Requirements {
    checks: Vec<Check>,
}

/// One requirement, with its rows as slots of values.
#[derive(Debug, Clone)]
struct Check {
    requirement: Requirement,
    /// Rows that must all be present; each is where one of its slots is.
    alternatives: Vec<Vec<Vec<usize>>>,
}

impl Requirements {
    /// The requirements over these targets, whose values come in the same order.
    /// `has_users_without_email` is what the mapping says.
    pub fn new(
        table: &TargetTable,
        targets: &[Target],
        has_users_without_email: bool,
    ) -> Requirements {
        let slots = |row: &usize| -> Vec<usize> {
            let slots = targets.iter().enumerate().filter(|(_, target)| target.row == *row);
            slots.map(|(slot, _)| slot).collect()
        };
        let rows = |alternative: &Alternative| alternative.rows.iter().map(slots).collect();
        let check = |requirement: &Requirement| {
            let alternatives = requirement.alternatives(has_users_without_email);
            let alternatives: Vec<Vec<Vec<usize>>> = alternatives.iter().map(rows).collect();
            // Where nothing is required, nothing is to be looked up.
            let is_waived = alternatives.is_empty();
            (!is_waived).then(|| Check { requirement: requirement.clone(), alternatives })
        };
        Requirements { checks: table.requirements.iter().filter_map(check).collect() }
    }

    /// The first requirement that these values do not meet: null and empty are missing, and a
    /// list that holds nothing else.
    pub fn unmet(&self, values: &[Value<'_>]) -> Option<&Requirement> {
        let has = |slot: &usize| values.get(*slot).is_some_and(is_there);
        let is_unmet = |check: &&Check| {
            let is_met = |rows: &Vec<Vec<usize>>| rows.iter().all(|slots| slots.iter().any(has));
            !check.alternatives.iter().any(is_met)
        };
        self.checks.iter().find(is_unmet).map(|check| &check.requirement)
    }

    /// The requirements that no user can meet, because nothing is mapped to what they ask for.
    pub fn unmapped(&self) -> impl Iterator<Item = &Requirement> {
        let is_unmapped = |check: &&Check| {
            let is_mapped = |rows: &Vec<Vec<usize>>| rows.iter().all(|slots| !slots.is_empty());
            !check.alternatives.iter().any(is_mapped)
        };
        self.checks.iter().filter(is_unmapped).map(|check| &check.requirement)
    }
}

/// True for a value that meets a requirement: one that is neither null nor empty, or a list with
/// such a value in it.
fn is_there(value: &Value<'_>) -> bool {
    match value {
        Value::List(values) => values.iter().any(|value| !value.is_null_or_empty()),
        Value::Null
        | Value::Text(_)
        | Value::Boolean(_)
        | Value::Integer(_)
        | Value::DateTime(_) => !value.is_null_or_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::built_in;

    const MAIL: &str = r#"emails[type eq "work"].value"#;

    /// What is missing of these values, and what is not even mapped.
    fn missing(
        table: &str,
        has_users_without_email: bool,
        values: &[(&str, &'static str)],
    ) -> (Option<String>, Vec<String>) {
        let table = built_in(table).expect("the table loads");
        let targets: Vec<Target> =
            values.iter().map(|(name, _)| table.find(name).expect(name)).collect();
        let values: Vec<Value<'_>> = values.iter().map(|(_, text)| Value::text(text)).collect();
        let requirements = Requirements::new(&table, &targets, has_users_without_email);
        let unmet = requirements.unmet(&values).map(|requirement| requirement.name.clone());
        (unmet, requirements.unmapped().map(|requirement| requirement.name.clone()).collect())
    }

    #[test]
    fn workplace_wants_a_user_name_a_name_and_an_email_address() {
        let (user, name, mail) =
            (("userName", "a@b.c"), ("name.formatted", "A B"), (MAIL, "a@b.c"));
        let (given, family) = (("name.givenName", "A"), ("name.familyName", "B"));
        let table = [
            (vec![user, name, mail], None),
            (vec![name, mail, user], None),
            (vec![user, given, family, mail], None),
            (vec![("userName", ""), name, mail], Some("a user name")),
            (vec![user, given, ("name.familyName", ""), mail], Some("a name")),
            (vec![user, name, (MAIL, "")], Some("an e-mail address")),
            (vec![("externalId", "7"), name, mail], Some("a user name")),
        ];
        for (values, expected) in table {
            let (unmet, _) = missing("workplace", false, &values);
            assert_eq!(unmet.as_deref(), expected, "{values:?}");
        }
    }

    #[test]
    fn users_without_email_are_known_by_their_external_id() {
        let name = ("name.formatted", "A B");
        assert_eq!(missing("workplace", true, &[("externalId", "7"), name]).0, None);
        assert_eq!(missing("workplace", true, &[("userName", "a@b.c"), name]).0, None);
        let nobody = missing("workplace", true, &[("externalId", ""), ("userName", ""), name]).0;
        assert_eq!(nobody.as_deref(), Some("a user name"));
    }

    #[test]
    fn what_nothing_is_mapped_to_is_known_beforehand() {
        let (_, unmapped) = missing("workplace", false, &[("name.givenName", "A")]);
        assert_eq!(unmapped, ["a user name", "a name", "an e-mail address"]);
        let (_, unmapped) = missing("workplace", true, &[("name.formatted", "A")]);
        assert_eq!(unmapped, ["a user name"]);
        let (_, unmapped) = missing("scim", false, &[("displayName", "A")]);
        assert_eq!(unmapped, ["a value for `userName`"]);
    }

    #[test]
    fn a_list_is_there_where_something_is_in_it() {
        let list = |texts: &[&'static str]| {
            Value::list(texts.iter().map(|text| Value::text(text)).collect())
        };
        let table = [
            (list(&["a@b.c"]), true, "one value"),
            (list(&["", "a@b.c"]), true, "one of two is enough"),
            (list(&[""]), false, "nothing but the empty text"),
            (list(&["", ""]), false, "that twice"),
            (Value::list(vec![Value::Null]), false, "nothing but null"),
            (list(&[]), false, "nothing at all"),
            (Value::Boolean(false), true, "a value"),
            (Value::Integer(0), true, "a value"),
        ];
        for (value, expected, why) in table {
            assert_eq!(is_there(&value), expected, "{why}");
        }
    }
}
