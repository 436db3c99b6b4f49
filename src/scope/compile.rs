//! From a filter as written to one that can be asked, with everything there is to say about it.
//!
//! Every clause is looked at, whatever is wrong with the others.

use std::sync::Arc;

use super::filter::{ClauseTest, Filter, GroupTest, OperatorTest, Stage, Unfit, Written};
use super::messages::{self, Place};
use super::model::{Clause, Group, Kind, Scope};
use super::operators::{self, Arity, Operator, Test};
use crate::diagnostic::{Diagnostic, Diagnostics, shortened, suggest};
use crate::functions::Certainty;
use crate::schema::{DirectoryAttribute, SourceTable};
use crate::source::{Located, Source};
use crate::types::{Base, Known, Type, truth_of_text};

/// The attributes that a filter can name.
#[derive(Debug, Clone, Copy)]
pub struct SourceAttributes<'a> {
    /// What is known of the source.
    pub table: &'a SourceTable,
    /// What the mapping file lists of it besides; nothing where it does not.
    pub listed: &'a [DirectoryAttribute],
    /// What users were seen to carry.
    pub known: &'a Known,
}

/// An attribute, as far as it is known.
struct Attribute<'a> {
    name: &'a str,
    /// Nothing where it is not known at all.
    ty: Option<Type>,
}

impl Filter {
    /// Compiles a filter. `slot` says where a user's value of that attribute will stand.
    ///
    /// With errors among the diagnostics the filter is not whole, and nobody should be asked
    /// about with it.
    pub fn compile(
        scope: &Scope,
        file: &Source,
        attributes: SourceAttributes<'_>,
        mut slot: impl FnMut(&str) -> usize,
    ) -> (Filter, Diagnostics) {
        let mut compiler =
            Compiler { file, attributes, slot: &mut slot, diagnostics: Diagnostics::new() };
        let stages = Kind::ALL.into_iter().filter_map(|kind| compiler.stage(scope, kind)).collect();
        (Filter { stages }, compiler.diagnostics)
    }
}

/// The clauses of a group, as one would say them.
fn in_words(group: &Group) -> String {
    let clause = |clause: &Clause| {
        let values = clause.values.iter().map(|value| value.value.as_str());
        let words = [clause.attribute.value.as_str(), clause.operator.value.as_str()];
        words.into_iter().chain(values).collect::<Vec<_>>().join(" ")
    };
    group.clauses.iter().map(clause).collect::<Vec<_>>().join(" and ")
}

struct Compiler<'c> {
    file: &'c Source,
    attributes: SourceAttributes<'c>,
    slot: &'c mut dyn FnMut(&str) -> usize,
    diagnostics: Diagnostics,
}

impl<'c> Compiler<'c> {
    fn stage(&mut self, scope: &Scope, kind: Kind) -> Option<Stage> {
        let groups = scope.groups(kind).iter().enumerate();
        let groups: Vec<GroupTest> =
            groups.map(|(index, group)| self.group(kind, index, group)).collect();
        if groups.is_empty() {
            return None;
        }
        let labels: Vec<&str> = groups.iter().map(|group| group.label.as_str()).collect();
        Some(Stage { kind, label: Arc::from(stage_label(kind, &labels)), groups })
    }

    fn group(&mut self, kind: Kind, index: usize, group: &Group) -> GroupTest {
        if group.clauses.is_empty() {
            self.say(messages::empty_group(self.file, group.name.span, kind));
        }
        let name = group.name.value.clone();
        let label = match name.trim() {
            "" if group.clauses.is_empty() => format!("number {}", index + 1),
            // People know a group without a title by what it asks for.
            "" => format!("`{}`", shortened(&in_words(group))),
            name => format!("`{}`", shortened(name)),
        };
        let clauses = group.clauses.iter().filter_map(|clause| self.clause(kind, clause)).collect();
        GroupTest { name, label, clauses }
    }

    /// The clause; nothing where there is an error in it.
    fn clause(&mut self, kind: Kind, clause: &Clause) -> Option<ClauseTest> {
        let attribute = self.attribute(kind, &clause.attribute);
        let test = self.test(clause, attribute.as_ref().and_then(|attribute| attribute.ty));
        let attribute = attribute?;
        Some(ClauseTest {
            slot: (self.slot)(attribute.name),
            quantifier: clause.quantifier,
            test: test?,
            written: Written {
                attribute: clause.attribute.value.clone(),
                operator: clause.operator.value.clone(),
                values: clause.values.iter().map(|value| value.value.clone()).collect(),
            },
        })
    }

    /// The attribute; nothing where filters cannot use it.
    fn attribute<'n>(&mut self, kind: Kind, written: &'n Located<String>) -> Option<Attribute<'n>>
    where
        'c: 'n,
    {
        let SourceAttributes { table, listed, known: seen } = self.attributes;
        let (name, place) = (written.value.as_str(), Place::of(self.file, written));
        let known = table.find(name);
        let in_file = listed.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name));
        let canonical = known.map(|known| known.name.as_str());
        let canonical = canonical.or(in_file.map(|attribute| attribute.name.as_str()));
        let ty = known.map(|known| known.ty).or_else(|| in_file.map(type_of));
        let obstacle = table.filter_obstacle(name);
        let is_date = ty.is_some_and(|ty| ty.base == Base::DateTime);
        if let Some(what) = obstacle.or(is_date.then_some("dates")) {
            self.say(messages::unsupported_attribute(place, what));
            return None;
        }
        match canonical {
            Some(canonical) if canonical != name => {
                self.say(messages::attribute_case(place, canonical));
            }
            Some(_) => {}
            // Every directory has extensions of its own, and users show what they have. A file
            // that lists attributes has to list these too.
            None if listed.is_empty()
                && (table.is_extension(name)
                    || seen.has(name) && table.graph_alias(name).is_none()) => {}
            None => match table.graph_alias(name) {
                Some(meant) => self.say(messages::graph_name(place, &meant.name)),
                None => {
                    let names = listed.iter().map(|attribute| attribute.name.as_str());
                    let near = suggest::nearest(name, table.names().chain(names));
                    self.say(messages::unknown_attribute(place, near, !listed.is_empty()));
                }
            },
        }
        if ty.is_some_and(|ty| ty.is_multi_valued) && kind == Kind::Filter {
            self.say(messages::several_values(place));
        }
        Some(Attribute { name: canonical.unwrap_or(name), ty })
    }

    /// What the clause asks; nothing where there is an error in it.
    fn test(&mut self, clause: &Clause, ty: Option<Type>) -> Option<OperatorTest> {
        let place = Place::of(self.file, &clause.operator);
        let Some(operator) = operators::find(place.text) else {
            let meant = operators::meant_by(place.text).map(|operator| operator.name);
            let all = operators::OPERATORS.iter().map(|operator| operator.name);
            let meant = meant.or_else(|| suggest::nearest(place.text, all));
            self.say(messages::unknown_operator(place, meant));
            return Some(OperatorTest::Unknown);
        };
        if let Some(ty) = ty {
            self.check_type(operator, clause, ty);
        }
        let is_known = operator.arity() != Arity::Unknown;
        if is_known && operator.certainty == Certainty::Assumed {
            self.say(messages::assumed_operator(place, operator));
        }
        let given = match operator.arity() {
            Arity::Unknown => {
                self.say(messages::unsupported_operator(place));
                place
            }
            Arity::Unary => {
                self.no_value(clause)?;
                place
            }
            Arity::Binary => self.one_value(clause)?,
        };
        match OperatorTest::prepare(operator, given.text) {
            Ok(test) => Some(test),
            Err(Unfit::NoInteger) => self.refuse(messages::not_an_integer(given, operator)),
            Err(Unfit::Pattern(fault)) => self.refuse(messages::pattern(given, fault)),
        }
    }

    fn check_type(&mut self, operator: &Operator, clause: &Clause, ty: Type) {
        let place = Place::of(self.file, &clause.operator);
        if !operator.types.is_empty() && !operator.types.contains(&ty.base) {
            self.say(messages::operator_type(place, operator, clause, ty.base));
        } else if ty.base == Base::Boolean && matches!(operator.test, Test::Text(_)) {
            let written = clause.values.iter().map(|value| Place::of(self.file, value));
            let odd: Vec<Place<'_>> =
                written.filter(|value| !matches!(value.text, "True" | "False")).collect();
            for value in odd {
                let meant = truth_of_text(value.text.trim());
                self.say(messages::boolean_value(value, meant));
            }
        }
    }

    /// Makes sure that there is nothing but empty texts, which exports leave there.
    fn no_value(&mut self, clause: &Clause) -> Option<()> {
        match clause.values.iter().find(|value| !value.value.is_empty()) {
            None => Some(()),
            Some(extra) => {
                let place = Place::of(self.file, extra);
                self.refuse(messages::value_too_many(place, clause, "no value"))
            }
        }
    }

    fn one_value<'n>(&mut self, clause: &'n Clause) -> Option<Place<'n>>
    where
        'c: 'n,
    {
        match clause.values.as_slice() {
            [value] => Some(Place::of(self.file, value)),
            [] => self.refuse(messages::no_value(Place::of(self.file, &clause.operator))),
            [_, extra, ..] => {
                let place = Place::of(self.file, extra);
                self.refuse(messages::value_too_many(place, clause, "one value"))
            }
        }
    }

    fn say(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn refuse<T>(&mut self, diagnostic: Diagnostic) -> Option<T> {
        self.say(diagnostic);
        None
    }
}

fn type_of(attribute: &DirectoryAttribute) -> Type {
    Type { base: attribute.ty, is_multi_valued: attribute.is_multi_valued }
}

/// What a set of groups is called.
fn stage_label(kind: Kind, groups: &[&str]) -> String {
    const MOST: usize = 3;
    let noun = kind.noun();
    match groups {
        [only] => format!("{noun} {only}"),
        groups => {
            let named = groups.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
            match groups.len().saturating_sub(MOST) {
                0 => format!("{noun}s {named}"),
                more => format!("{noun}s {named} and {more} more"),
            }
        }
    }
}
