//! Scoping filters as mapping files give them.
//!
//! In: the clauses a reader found, each piece with its place. Out: [`Scope`], which says whether
//! there is a filter at all and what it consists of.
//!
//! Absent on purpose: whether operators and attributes exist (`compile` says so): nothing is
//! refused here, so that a filter can be shown as it was written.

use crate::source::{Located, Span};

/// Which users an object mapping is for.
///
/// Clauses of a group hold together, one group of a set is enough, and every set that is not
/// empty must let a user through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// The filter proper: who falls out of it is deprovisioned.
    pub groups: Vec<Group>,
    /// Who is read at all: who falls out of it is left alone.
    pub input_groups: Vec<Group>,
    /// Who belongs to this object mapping rather than to another.
    pub category_groups: Vec<Group>,
    /// Where the filter stands; empty where there is none.
    pub span: Span,
}

impl Scope {
    /// True where everybody is in scope.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.input_groups.is_empty() && self.category_groups.is_empty()
    }

    /// The set of groups of that kind.
    pub fn groups(&self, kind: Kind) -> &[Group] {
        match kind {
            Kind::Filter => &self.groups,
            Kind::Input => &self.input_groups,
            Kind::Category => &self.category_groups,
        }
    }

    /// The set of groups of that kind, to be added to.
    pub fn groups_mut(&mut self, kind: Kind) -> &mut Vec<Group> {
        match kind {
            Kind::Filter => &mut self.groups,
            Kind::Input => &mut self.input_groups,
            Kind::Category => &mut self.category_groups,
        }
    }
}

/// The three sets of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `groups` in Graph.
    Filter,
    /// `inputFilterGroups` in Graph, `kind = "input"` in TOML.
    Input,
    /// `categoryFilterGroups` in Graph, `kind = "category"` in TOML.
    Category,
}

impl Kind {
    /// All of them, in the order in which they are asked: who is read at all comes first.
    pub const ALL: [Kind; 3] = [Kind::Input, Kind::Category, Kind::Filter];

    /// What a group of this kind is called.
    pub fn noun(self) -> &'static str {
        match self {
            Kind::Filter => "scoping filter",
            Kind::Input => "input filter",
            Kind::Category => "category filter",
        }
    }

    /// The key under which Graph keeps the set.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Filter => "groups",
            Kind::Input => "inputFilterGroups",
            Kind::Category => "categoryFilterGroups",
        }
    }
}

/// How many values of a multi-valued attribute must satisfy a clause.
///
/// Graph keeps this with the operator, as `multivaluedComparisonType`; all its operators say
/// `All`. The templates of jobs keep it with the clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quantifier {
    /// Every one.
    #[default]
    All,
    /// At least one.
    Any,
}

impl Quantifier {
    /// The word, as Graph writes it.
    pub fn name(self) -> &'static str {
        match self {
            Quantifier::All => "All",
            Quantifier::Any => "Any",
        }
    }
}

/// A scoping filter of the portal: clauses that must all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The title; empty where the file gives none.
    pub name: Located<String>,
    /// The conditions.
    pub clauses: Vec<Clause>,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The source attribute it looks at.
    pub attribute: Located<String>,
    /// The operator as written.
    pub operator: Located<String>,
    /// What the attribute is compared with; nothing for operators such as `IS NULL`.
    pub values: Vec<Located<String>>,
    /// How many values of a multi-valued attribute must satisfy it.
    pub quantifier: Quantifier,
}
