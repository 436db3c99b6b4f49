//! A target attribute: a row of a target table.

use super::{AttributePath, Meaning, PerVersion, ValueFilter};
use crate::types::Base;

/// An attribute of a target table, as published and as it is.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetAttribute {
    /// The name as published.
    pub name: String,
    /// The type as published.
    pub published: Base,
    /// The type after the correction, where there is one.
    pub ty: Base,
    /// True where it takes several values as they are (those of elements are a matter of
    /// [`TargetAttribute::is_in_elements`]).
    pub is_multi_valued: bool,
    /// True where every object must have it.
    pub is_required: bool,
    /// Who may write it, and when.
    pub mutability: Mutability,
    /// True where values that differ in case differ.
    pub is_case_exact: bool,
    /// True where it holds the id of another object.
    pub is_reference: bool,
    /// The values it can have, where they are listed.
    pub canonical_values: Vec<String>,
    /// Where it stands in an object of each version.
    pub wire: PerVersion<AttributePath>,
    /// True where it is a part of each element of a multi-valued attribute.
    pub is_in_elements: bool,
    /// For a part of elements: the filters that the table lists. Any other filter is taken too.
    /// Nothing for an attribute that is named without a filter, or with just one.
    pub elements: Option<Vec<ValueFilter>>,
    /// What it is for, where the profile of SCIM users says so.
    pub meaning: Option<Meaning>,
    /// True where its values are e-mail addresses.
    pub is_address: bool,
    /// True where no two objects may have the same value.
    pub is_unique: bool,
    /// Why Entra does not provision it, where that is so.
    pub unsupported: Option<Unsupported>,
    /// Whether the target finds objects by its value; nothing where nobody says.
    pub is_filterable: Option<bool>,
    /// What is corrected, and why.
    pub correction: Option<Correction>,
    /// What is not documented and was guessed.
    pub assumption: Option<String>,
    /// Every path it is found under.
    pub(super) paths: Vec<AttributePath>,
}

impl TargetAttribute {
    /// An attribute that is nothing but text under that name: the start of every row.
    pub(super) fn new(name: String, ty: Base, wire: PerVersion<AttributePath>) -> TargetAttribute {
        let mut paths: Vec<AttributePath> = AttributePath::parse(&name).into_iter().collect();
        for path in [&wire.v2_0, &wire.v1_1] {
            if !paths.contains(path) {
                paths.push(path.clone());
            }
        }
        TargetAttribute {
            name,
            published: ty,
            ty,
            is_multi_valued: false,
            is_required: false,
            mutability: Mutability::ReadWrite,
            is_case_exact: false,
            is_reference: ty == Base::Reference,
            canonical_values: Vec::new(),
            is_in_elements: wire.v2_0.filter.is_some(),
            wire,
            elements: None,
            meaning: None,
            is_address: false,
            is_unique: false,
            unsupported: None,
            is_filterable: None,
            correction: None,
            assumption: None,
            paths,
        }
    }

    /// True where a value can be an object that is written as it is: several values of their own,
    /// or elements that the attribute's name alone stands for.
    pub(super) fn takes_objects(&self) -> bool {
        let path = &self.wire.v2_0;
        let is_whole = || self.paths.contains(&path.with_sub_attribute(None));
        self.ty == Base::String
            && path.filter.is_none()
            && if self.is_in_elements { is_whole() } else { self.is_multi_valued }
    }

    /// Finds it under its attribute's name alone, too: `manager` for `manager.value`.
    pub(super) fn is_meant_by_its_attribute(&mut self) {
        for path in [&self.wire.v2_0, &self.wire.v1_1] {
            let whole = path.with_sub_attribute(None);
            if !self.paths.contains(&whole) {
                self.paths.push(whole);
            }
        }
    }
}

/// What a table gets wrong.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Correction {
    /// What other sources say.
    pub because: String,
    /// Which ones.
    pub source: String,
}

/// Why the service does not provision an attribute.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Unsupported {
    /// What it does instead: a sentence fragment.
    pub because: String,
    /// Who says so.
    pub source: String,
}

/// Who may write an attribute, and when (RFC 7643 section 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mutability {
    /// Anybody, at any time.
    ReadWrite,
    /// The service alone.
    ReadOnly,
    /// Anybody, while the object is created.
    Immutable,
    /// Anybody, but nobody reads it.
    WriteOnly,
}

impl Mutability {
    /// All of them.
    pub const ALL: [Mutability; 4] =
        [Mutability::ReadWrite, Mutability::ReadOnly, Mutability::Immutable, Mutability::WriteOnly];

    /// The mutability of that name in a SCIM schema or a Graph directory, ignoring case.
    pub fn from_name(name: &str) -> Option<Mutability> {
        Mutability::ALL.into_iter().find(|known| known.name().eq_ignore_ascii_case(name))
    }

    /// The name, as Graph writes it.
    pub fn graph_name(self) -> &'static str {
        match self {
            Mutability::ReadWrite => "ReadWrite",
            Mutability::ReadOnly => "ReadOnly",
            Mutability::Immutable => "Immutable",
            Mutability::WriteOnly => "WriteOnly",
        }
    }

    /// The name, as SCIM writes it.
    pub fn name(self) -> &'static str {
        match self {
            Mutability::ReadWrite => "readWrite",
            Mutability::ReadOnly => "readOnly",
            Mutability::Immutable => "immutable",
            Mutability::WriteOnly => "writeOnly",
        }
    }
}

/// Something every object must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// What it is, for people: "an e-mail address".
    pub name: String,
    /// What meets it: one of these is enough.
    pub alternatives: Vec<Alternative>,
    /// What meets it where the mapping says that there are users without e-mail; nothing where
    /// such users need not meet it.
    pub without_email: Vec<Alternative>,
    /// What it is there, for people, if it is something else.
    pub name_without_email: Option<String>,
    /// Rows that are refused where they are sent as empty texts, whatever meets it.
    pub never_empty: Vec<usize>,
}

/// Rows of the table that must all have a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The rows, by their places in the table.
    pub rows: Vec<usize>,
}

impl Requirement {
    /// One that users without e-mail meet like all others.
    pub(super) fn always(name: String, alternatives: Vec<Alternative>) -> Requirement {
        Requirement {
            name,
            without_email: alternatives.clone(),
            alternatives,
            name_without_email: None,
            never_empty: Vec::new(),
        }
    }

    /// What meets it, given whether the mapping says that there are users without e-mail.
    pub fn alternatives(&self, has_users_without_email: bool) -> &[Alternative] {
        if has_users_without_email { &self.without_email } else { &self.alternatives }
    }

    /// What it is, for people, given whether the mapping says that there are users without e-mail.
    pub fn name(&self, has_users_without_email: bool) -> &str {
        let other = self.name_without_email.as_deref().filter(|_| has_users_without_email);
        other.unwrap_or(&self.name)
    }

    /// The one row without which it is never met.
    pub(super) fn only_row(&self) -> Option<usize> {
        match self.alternatives.as_slice() {
            [Alternative { rows }] => match rows.as_slice() {
                [row] => Some(*row),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A member that a payload carries beside what is mapped: `emails[type eq "work"].primary`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedMember {
    /// Where it stands: in the element that the path names.
    pub path: AttributePath,
    /// Its value.
    pub value: bool,
}

#[cfg(test)]
mod tests {
    use super::Mutability;

    #[test]
    fn mutability_is_spelled_two_ways() {
        assert_eq!(Mutability::from_name("readOnly"), Some(Mutability::ReadOnly));
        assert_eq!(Mutability::from_name("ReadOnly"), Some(Mutability::ReadOnly));
        assert_eq!(Mutability::from_name("read only"), None);
    }
}
