//! What is known of attributes by name, from elsewhere than their table: a profile of users.
//!
//! In: facts by name, and what holds for every other name. Out: the facts of one name.
//!
//! Absent on purpose: who knows it, and what the table says.

use std::collections::BTreeMap;

use super::{Facts, States, Type};

/// Facts of attributes by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    attributes: BTreeMap<String, Facts>,
    others: Option<Facts>,
}

impl Known {
    /// Facts by name, and those of every name that is none of these, where there are any.
    pub fn new(attributes: BTreeMap<String, Facts>, others: Option<Facts>) -> Known {
        Known { attributes, others }
    }

    /// What is known of the attribute of that name, found ignoring case.
    ///
    /// Nothing where several names differ in case only, since users may have any of them, and
    /// nothing where the name leads to other attributes: `[a]` beside `[a.b]` is an object.
    pub fn of(&self, name: &str) -> Option<&Facts> {
        let mut same = self.attributes.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        match (same.next(), same.next()) {
            (Some((_, facts)), None) => Some(facts),
            (Some(_), Some(_)) => None,
            (None, _) => self.others.as_ref().filter(|_| !self.has_parts(name)),
        }
    }

    /// The same, where the attribute of that name and type is neither null nor empty.
    pub fn with_present(mut self, name: &str, ty: Type) -> Known {
        let facts = self.attributes.entry(name.to_owned()).or_insert_with(|| Facts::any(ty));
        facts.states = States::PRESENT;
        self
    }

    /// True where exactly that name is known.
    pub fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    fn has_parts(&self, name: &str) -> bool {
        self.attributes.keys().any(|known| is_part_of(known, name))
    }
}

/// True for the path `a.b` of a part of `a`, case ignored.
pub fn is_part_of(path: &str, name: &str) -> bool {
    path.as_bytes().get(name.len()) == Some(&b'.')
        && path.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Base, States, Texts, Type};

    #[test]
    fn names_are_found_where_they_are_one_attribute() {
        let facts = |text| Facts::constant(Base::String, text);
        let names = ["mail", "ext_a", "ext_A", "org.unit", "org.unit.code"];
        let attributes = names.map(|name| (name.to_owned(), facts(name)));
        let known = Known::new(attributes.into(), Some(Facts::null()));
        for (name, expected, why) in [
            ("mail", Some(facts("mail")), "the name"),
            ("MAIL", Some(facts("mail")), "another case"),
            ("ext_a", None, "two spellings: users may have the other"),
            ("EXT_A", None, "the same"),
            ("org.unit", Some(facts("org.unit")), "a part"),
            ("org", None, "an object"),
            ("ORG", None, "an object in another case"),
            ("or", Some(Facts::null()), "nobody has it"),
            ("phone", Some(Facts::null()), "nobody has it"),
        ] {
            assert_eq!(known.of(name), expected.as_ref(), "{name}: {why}");
        }
        assert!(known.has("ext_A") && !known.has("MAIL") && !known.has("phone"));
        assert_eq!(Known::default().of("mail"), None);
        assert_eq!(Known::default(), Known::new(BTreeMap::new(), None));
    }

    #[test]
    fn what_users_show_narrows_what_a_table_says() {
        let boolean = Facts::boolean();
        let table = [
            (Facts::any(Type::STRING), Facts::null(), States::NULL, "nobody has it"),
            (
                Facts::present(Type::STRING),
                Facts::nullable(Type::STRING, true),
                States::NULL.union(States::PRESENT),
                "users count for more than a rule",
            ),
            (boolean.clone(), Facts::constant(Base::String, "yes"), States::PRESENT, "read anew"),
            (
                boolean.clone(),
                Facts::constant(Base::Boolean, "True"),
                States::PRESENT,
                "read alike",
            ),
            (boolean, Facts::null(), States::NULL, "nobody has it, as whatever type"),
        ];
        for (facts, known, states, why) in table {
            assert_eq!(facts.narrowed(&known).states, states, "{why}");
        }
        let narrowed = |facts: Facts, known| facts.narrowed(&known).texts;
        let true_only = narrowed(Facts::boolean(), Facts::constant(Base::Boolean, "True"));
        assert_eq!(true_only, Texts::one_of(["True"]));
        let both = narrowed(Facts::boolean(), Facts::present(Type::BOOLEAN));
        assert_eq!(both, Texts::one_of(["True", "False"]), "no texts were kept");
        let other = narrowed(Facts::boolean(), Facts::constant(Base::String, "yes"));
        assert_eq!(other, Texts::one_of(["True", "False"]), "read as text, it says nothing");
    }
}
