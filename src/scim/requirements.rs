//! What a payload must have, looked up in the values of one user.
//!
//! In: a table's requirements and a mapping's targets, once; values, each time.
//! Out: the first requirement that is not met, with the target to blame, and, before any user is
//! seen, those that never can be.
//!
//! Absent on purpose: words for people beyond the requirement's own name.

use std::collections::BTreeMap;

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
    /// What it is, for people.
    name: String,
    /// True where a mapping may say that there are users who need not meet it.
    is_waivable: bool,
    /// The row that one would map to meet it, by its published name.
    target: Option<String>,
    /// Rows that must all be present; each is where one of its slots is.
    alternatives: Vec<Vec<Vec<usize>>>,
    /// Slots that the target refuses where they are empty texts, whatever meets the requirement.
    never_empty: Vec<usize>,
}

/// A requirement that is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unmet<'r> {
    /// What it is, for people.
    pub name: &'r str,
    /// True where a mapping may say that there are users who need not meet it.
    pub is_waivable: bool,
    /// True where it is met, but by the side of an empty text that the target refuses.
    pub is_sent_empty: bool,
    /// The target that should have met it; nothing where no mapped targets can.
    pub slot: Option<usize>,
    /// The target that one would map to meet it, as the table names it.
    pub target: Option<&'r str>,
}

impl Requirements {
    /// The requirements over these targets, whose values come in the same order.
    /// `has_users_without_email` is what the mapping says.
    pub fn new(
        table: &TargetTable,
        targets: &[Target],
        has_users_without_email: bool,
    ) -> Requirements {
        let mut slots: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (slot, target) in targets.iter().enumerate() {
            slots.entry(target.row).or_default().push(slot);
        }
        let slots = |row: &usize| slots.get(row).cloned().unwrap_or_default();
        let rows = |alternative: &Alternative| alternative.rows.iter().map(slots).collect();
        let check = |requirement: &Requirement| {
            // Where nothing is required, nothing is to be looked up.
            let alternatives = requirement.alternatives(has_users_without_email);
            let row = alternatives.first().map(|first| table.rows_of(first).next())?;
            let name = requirement.name(has_users_without_email);
            Some(Check {
                name: name.to_owned(),
                is_waivable: requirement.without_email.is_empty(),
                never_empty: requirement.never_empty.iter().flat_map(slots).collect(),
                target: row.map(|row| row.name.clone()),
                alternatives: alternatives.iter().map(rows).collect(),
            })
        };
        Requirements { checks: table.requirements.iter().filter_map(check).collect() }
    }

    /// The first requirement that these values do not meet: null and empty are missing, and a
    /// list that holds nothing else.
    pub fn unmet(&self, values: &[Value<'_>]) -> Option<Unmet<'_>> {
        let is_there = |slot: usize| values.get(slot).is_some_and(is_there);
        self.checks.iter().find_map(|check| {
            check.unmet(is_there).or_else(|| check.sent_empty(|slot| values.get(slot)))
        })
    }

    /// The requirements that no user can meet: nothing is mapped to what they ask for, or
    /// nothing that can give a value, which is what `can_be_there` tells of a slot.
    pub fn never_met(&self, can_be_there: impl Fn(usize) -> bool) -> Vec<Unmet<'_>> {
        self.checks.iter().filter_map(|check| check.unmet(&can_be_there)).collect()
    }
}

impl Check {
    fn unmet(&self, is_there: impl Fn(usize) -> bool) -> Option<Unmet<'_>> {
        let has = |slots: &&Vec<usize>| slots.iter().any(|slot| is_there(*slot));
        if self.alternatives.iter().any(|rows| rows.iter().all(|slots| has(&slots))) {
            return None;
        }
        // To blame is a target that is mapped, among others that are all mapped.
        let is_mapped = |rows: &&Vec<Vec<usize>>| rows.iter().all(|slots| !slots.is_empty());
        let rows = self.alternatives.iter().find(is_mapped);
        let missing = rows.and_then(|rows| rows.iter().find(|slots| !has(slots)));
        Some(self.unmet_at(missing.and_then(|slots| slots.first().copied())))
    }

    /// The value that is sent as an empty text and never may be.
    fn sent_empty<'v>(&self, value: impl Fn(usize) -> Option<&'v Value<'v>>) -> Option<Unmet<'_>> {
        let is_empty =
            |slot: &&usize| matches!(value(**slot), Some(Value::Text(text)) if text.is_empty());
        let slot = self.never_empty.iter().find(is_empty)?;
        Some(Unmet { is_sent_empty: true, ..self.unmet_at(Some(*slot)) })
    }

    fn unmet_at(&self, slot: Option<usize>) -> Unmet<'_> {
        Unmet {
            name: &self.name,
            is_waivable: self.is_waivable,
            is_sent_empty: false,
            slot,
            target: self.target.as_deref(),
        }
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
        | Value::DateTime(_)
        | Value::Complex(_) => !value.is_null_or_empty(),
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
        let unmet = requirements.unmet(&values).map(|unmet| unmet.name.to_owned());
        let never = requirements.never_met(|_| true);
        (unmet, never.iter().map(|unmet| unmet.name.to_owned()).collect())
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
        assert_eq!(nobody.as_deref(), Some("a user name or an external id"));
        let nobody = missing("workplace", true, &[("externalId", ""), name]).0;
        assert_eq!(nobody.as_deref(), Some("a user name or an external id"));
    }

    #[test]
    fn an_empty_user_name_is_refused_beside_an_external_id() {
        let table = built_in("workplace").expect("the table loads");
        let names = ["externalId", "userName", "name.formatted", "name.familyName"];
        let targets: Vec<Target> = names.iter().map(|name| table.find(name).expect(name)).collect();
        let requirements = Requirements::new(&table, &targets, true);
        let refused = |user_name: Value<'static>| {
            let values = [Value::text("7"), user_name, Value::text("A B"), Value::text("")];
            requirements.unmet(&values).map(|unmet| (unmet.slot, unmet.is_sent_empty))
        };
        assert_eq!(refused(Value::text("")), Some((Some(1), true)));
        assert_eq!(refused(Value::Null), None, "nothing is sent");
        assert_eq!(refused(Value::text("a@b.c")), None);
    }

    #[test]
    fn what_nothing_is_mapped_to_is_known_beforehand() {
        let (_, unmapped) = missing("workplace", false, &[("name.givenName", "A")]);
        assert_eq!(unmapped, ["a user name", "a name", "an e-mail address"]);
        let (_, unmapped) = missing("workplace", true, &[("name.formatted", "A")]);
        assert_eq!(unmapped, ["a user name or an external id"]);
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

    /// The slot and the target to blame, of each requirement that is never met where only these
    /// targets can have a value.
    fn blamed(names: &[&str], present: &[&str]) -> Vec<(Option<usize>, Option<String>)> {
        let table = built_in("workplace").expect("the table loads");
        let targets: Vec<Target> = names.iter().map(|name| table.find(name).expect(name)).collect();
        let can_be_there = |slot: usize| names.get(slot).is_some_and(|it| present.contains(it));
        let requirements = Requirements::new(&table, &targets, false);
        let never = requirements.never_met(can_be_there);
        never.iter().map(|unmet| (unmet.slot, unmet.target.map(str::to_owned))).collect()
    }

    #[test]
    fn the_target_that_should_have_met_a_requirement_is_told() {
        let name = Some("name.formatted".to_owned());
        let names = ["name.givenName", "name.familyName", "userName", MAIL];
        let rest = ["userName", MAIL];
        assert_eq!(blamed(&names, &names), []);
        let given = blamed(&names, &["name.givenName", "userName", MAIL]);
        assert_eq!(given, [(Some(1), name.clone())], "the family name alone is missing");
        assert_eq!(blamed(&names, &rest), [(Some(0), name.clone())], "the first of both");
        assert_eq!(blamed(&["name.givenName", "userName", MAIL], &rest), [(None, name)]);
        let user = blamed(&["userName", "name.formatted", MAIL], &["name.formatted", MAIL]);
        assert_eq!(user, [(Some(0), Some("userName".to_owned()))]);
    }
}
