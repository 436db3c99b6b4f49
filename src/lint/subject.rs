//! What rules look at: an object mapping with all that is known of it.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::check::{Analysis, Checked, Env, Typed, check};
use crate::mapping::{Format, Mapping, MappingFile, ObjectMapping, Options, SchemaChoice};
use crate::profile::{Profile, Those, Who};
use crate::schema::{
    DirectoryAttribute, SourceAttribute, SourceTable, Target, TargetAttribute, TargetTable,
};
use crate::scope::{Clause, Group, Kind};
use crate::source::{Located, Source, Span};
use crate::types::Known;

use super::{Outcome, Proof, Site, outcomes};

/// An object mapping with its tables.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The file it stands in.
    pub file: &'a MappingFile,
    /// The object mapping.
    pub object: &'a ObjectMapping,
    /// The target's attributes; nothing where nobody describes them.
    pub table: Option<&'a TargetTable>,
    /// What expressions are checked against, with the attributes that the file lists.
    pub env: &'a Env,
    /// Its mappings, in the order of the file.
    pub mappings: Vec<Mapped<'a>>,
    /// What the reader knows of the site.
    pub site: &'a Site,
    /// What users in scope showed of the source's attributes, where there are users. (Of a profile
    /// that somebody gives it is not known who was in scope: then it is everybody.)
    pub profile: Option<&'a Profile>,
    /// What all users showed, in scope or not.
    pub everybody: Option<&'a Profile>,
    /// What those out of scope showed, where it is known who they are.
    pub out_of_scope: Option<&'a Profile>,
    /// What they would get, where that was looked at.
    pub(super) proof: Option<&'a Proof>,
    /// What is known of the rows of the target's table.
    pub(super) rows: Rows,
}

/// What is known of the rows of the target's table, so that nobody looks through all mappings for
/// each of them.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The places of the mappings to each.
    mapped: HashMap<usize, Vec<usize>>,
    /// Those of which the target requires one.
    required: HashSet<usize>,
}

/// One mapping with all that is known of it.
#[derive(Debug, Clone)]
pub struct Mapped<'a> {
    /// The mapping as written.
    pub mapping: &'a Mapping,
    /// Its target; nothing where that is wrong or in no table.
    pub target: Option<&'a Target>,
    /// The target's row.
    pub row: Option<&'a TargetAttribute>,
    /// What the file's own directory lists of its target, whatever table is taken.
    pub listed: Option<&'a DirectoryAttribute>,
    /// Its expression; nothing where it has none, or one with errors.
    pub expression: Option<Checked<'a>>,
    /// The same without what users showed, once somebody asks for it.
    pub(super) anybody: OnceCell<Analysis>,
}

/// A part of an expression, be it all of it.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// The object mapping.
    pub subject: &'a Subject<'a>,
    /// The mapping.
    pub mapped: &'a Mapped<'a>,
    /// The expression it is a part of.
    pub whole: Checked<'a>,
    /// The part.
    pub typed: &'a Typed,
    /// The same part by what holds whatever users there are; nothing where nothing else is known
    /// of them anyway.
    pub(super) for_anybody: Option<&'a Typed>,
    /// What it decides, where it is a condition.
    pub decides: Option<Decides<'a>>,
}

/// The choice that a condition makes, be it through `Not`.
#[derive(Debug, Clone, Copy)]
pub struct Decides<'a> {
    /// The call of `IIF`.
    pub choice: &'a Typed,
    /// True where it decides the other way round.
    pub is_negated: bool,
}

impl Rows {
    /// What these mappings, the table and the file's options say.
    pub(super) fn of(
        mappings: &[Mapped<'_>],
        table: Option<&TargetTable>,
        options: Options,
    ) -> Rows {
        let mut rows = Rows::default();
        for (place, mapped) in mappings.iter().enumerate() {
            if let Some(target) = mapped.target {
                rows.mapped.entry(target.row).or_default().push(place);
            }
        }
        let requirements = table.into_iter().flat_map(|table| &table.requirements);
        let alternatives = requirements.flat_map(|it| it.alternatives(options.users_without_email));
        rows.required = alternatives.flat_map(|it| it.rows.iter().copied()).collect();
        rows
    }
}

impl<'a> Subject<'a> {
    /// What the object mapping is called; empty where the file has just one, without a name.
    pub fn label(&self) -> String {
        self.object.label_in(self.file.format)
    }

    /// The text of the file.
    pub fn source(&self) -> &'a Source {
        &self.file.source
    }

    /// Whom the profile and the watchers have looked at.
    pub fn who(&self) -> Who {
        if self.out_of_scope.is_some() { Who::InScope } else { Who::All }
    }

    /// Who would get nothing from a mapping, and of how many users; nothing where not everybody's
    /// value was looked at.
    pub fn given_nothing(&self, mapped: &Mapped<'_>) -> Option<(&'a Those, u64)> {
        self.proof?.given_nothing(&mapped.mapping.target.value)
    }

    /// The attributes of the source.
    pub fn source_table(&self) -> &'a SourceTable {
        self.env.source_table()
    }

    /// True where it is known whole, and users are what it reads.
    pub fn reads_users(&self) -> bool {
        self.file.format == Format::Toml || self.object.reads_users()
    }

    /// A setting of a mapping as the file writes it.
    pub fn setting(&self, key: &str, value: &str) -> String {
        match self.file.format {
            Format::Toml => format!("{key} = {value}"),
            Format::Graph => format!("\"{key}\": {value}"),
        }
    }

    /// True where the target's table is what the file itself lists of the target.
    pub fn is_described_by_file(&self) -> bool {
        let is_own = |table: &TargetTable| table.name == self.object.target_object;
        *self.file.schema_of(self.object) == SchemaChoice::FromDirectory
            && self.table.is_some_and(is_own)
    }

    /// The mappings to a row of the target's table.
    pub fn mapped_to(&self, row: usize) -> impl Iterator<Item = &Mapped<'a>> {
        let places = self.rows.mapped.get(&row).into_iter().flatten();
        places.filter_map(|place| self.mappings.get(*place))
    }

    /// True where the target requires a value in a row of its table, or in another one instead.
    pub fn is_required(&self, row: usize) -> bool {
        self.rows.required.contains(&row)
    }

    /// The groups of all its scoping filters, in the order in which they are asked.
    pub fn groups(&self) -> impl Iterator<Item = &'a Group> {
        let scope = &self.object.scope;
        Kind::ALL.into_iter().flat_map(move |kind| scope.groups(kind))
    }

    /// The clauses of all its scoping filters.
    pub fn clauses(&self) -> impl Iterator<Item = &'a Clause> {
        self.groups().flat_map(|group| &group.clauses)
    }

    /// Advice to take an attribute that every user has and no two users share, with the name of
    /// one that is not among those read already, where there is one.
    pub fn advise_unique(&self, advice: &str, read: &[&str]) -> String {
        let table = self.source_table();
        let is_unique = |it: &&SourceAttribute| {
            it.is_present_by_rule && !it.is_key && !table.is_shared(&it.name)
        };
        let unique = table.attributes().iter().find(is_unique).map(|it| it.name.as_str());
        match unique.filter(|name| !read.contains(name)) {
            Some(name) => format!("{advice}, such as `[{name}]`"),
            None => advice.to_owned(),
        }
    }

    /// The mappings that find users at the target, in the order in which they are tried.
    pub fn matching(&self) -> Vec<&Mapped<'a>> {
        let mut matching: Vec<&Mapped<'a>> =
            self.mappings.iter().filter(|mapped| mapped.is_matching()).collect();
        matching.sort_by_key(|mapped| mapped.mapping.matching_priority);
        matching
    }
}

impl<'a> Mapped<'a> {
    /// True where it finds users at the target.
    pub fn is_matching(&self) -> bool {
        self.mapping.matching_priority > 0
    }

    /// The default value; nothing where it is empty, which means none.
    pub fn default_value(&self) -> Option<&'a Located<String>> {
        self.mapping.default_value.as_ref().filter(|default| !default.value.is_empty())
    }

    /// The texts that it spells out itself: behind its choices, and for a default value.
    pub fn spelled_out(&self) -> impl Iterator<Item = &str> {
        let chosen = self.typed().into_iter().flat_map(outcomes).flat_map(Outcome::texts);
        chosen.chain(self.default_value().map(|default| default.value.as_str()))
    }

    /// The typed tree of its expression.
    pub fn typed(&self) -> Option<&'a Typed> {
        self.expression.map(|checked| checked.typed())
    }

    /// Its expression by what holds whatever users there are; nothing where nothing else is known
    /// of them anyway.
    pub(super) fn for_anybody(&self, env: &Env) -> Option<Checked<'_>> {
        let source = self.expression.filter(|_| *env.all_known() != Known::default())?.source();
        let look = || check(source, &env.clone().with_known(Known::default()));
        self.anybody.get_or_init(look).checked().ok()
    }
}

impl<'a> Part<'a> {
    /// The expression's text.
    pub fn source(&self) -> &'a Source {
        self.whole.source()
    }

    /// The part's text as it is written.
    pub fn text(&self) -> &'a str {
        self.source().slice(self.typed.span)
    }

    /// The text of something in it, or around it.
    pub fn slice(&self, typed: &Typed) -> &'a str {
        self.source().slice(typed.span)
    }

    /// The parts of a mapping's expression that somebody comes to: those that the known users do,
    /// by what is known of them, and behind them those that others do, by what holds of anybody.
    pub(super) fn all_of(mapped: &'a Mapped<'a>, subject: &'a Subject<'a>) -> Vec<Part<'a>> {
        let Some(known) = mapped.expression else { return Vec::new() };
        let anybody = mapped.for_anybody(subject.env);
        // A part is known by its place: what holds another is longer than it.
        let nodes = anybody.iter().flat_map(|anybody| anybody.typed().nodes());
        let for_anybody: HashMap<Span, &Typed> = nodes.map(|node| (node.span, node)).collect();
        let mut parts = Vec::new();
        let mut seen = HashSet::new();
        for whole in std::iter::once(known).chain(anybody) {
            let mut conditions: HashMap<Span, Decides<'_>> = HashMap::new();
            for typed in whole.typed().reachable_nodes() {
                let decides = conditions.get(&typed.span).copied();
                let decided = Decides::behind(typed, decides);
                conditions.extend(decided.map(|(condition, decides)| (condition.span, decides)));
                if seen.insert(typed.span) {
                    let for_anybody = for_anybody.get(&typed.span).copied();
                    parts.push(Part { subject, mapped, whole, typed, for_anybody, decides });
                }
            }
        }
        parts
    }
}

impl<'a> Decides<'a> {
    /// The condition in a node, and what it decides, where the node itself decides that.
    fn behind(node: &'a Typed, decides: Option<Decides<'a>>) -> Option<(&'a Typed, Decides<'a>)> {
        let decides = match node.call()?.0.name {
            "IIF" => Decides { choice: node, is_negated: false },
            "Not" => decides.map(|it| Decides { is_negated: !it.is_negated, ..it })?,
            _ => return None,
        };
        Some((node.argument(0)?, decides))
    }

    /// The value that is chosen where the condition holds, or where it does not.
    pub fn value(&self, holds: bool) -> Option<&'a Typed> {
        self.choice.argument(if holds == self.is_negated { 2 } else { 1 })
    }
}
