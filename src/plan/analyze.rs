//! An object mapping looked at whole: every target found, every expression checked.
//!
//! In: an [`ObjectMapping`], the target's table where there is one, an [`Env`]. Out: an
//! [`ObjectAnalysis`]: what is known of each mapping, and what is wrong with it. Every mapping is
//! looked at, whatever is wrong with the others.
//!
//! Absent on purpose: what a payload has room for and what it must have (compiling says so), and
//! what is legal but unwise (the room `lint`).

use std::collections::BTreeMap;

use super::suggestions::Suggestions;
use super::{flow_rule, messages};
use crate::check::{Analysis, Env, check, check_target};
use crate::diagnostic::Diagnostics;
use crate::mapping::{Mapping, MappingFile, MappingSource, ObjectMapping};
use crate::schema::{Mutability, Target, TargetTable};
use crate::source::Span;

/// What is known of an object mapping before it is compiled.
#[derive(Debug, Clone)]
pub struct ObjectAnalysis {
    /// What is known of each mapping, in the order of the object mapping.
    pub mappings: Vec<MappingAnalysis>,
    /// What is wrong with them, by place.
    pub diagnostics: Diagnostics,
}

/// What is known of one mapping.
#[derive(Debug, Clone)]
pub struct MappingAnalysis {
    /// The target's row; nothing where it is wrong, or where there is no table.
    pub target: Option<Target>,
    /// The expression's; nothing where the mapping has none.
    pub expression: Option<Analysis>,
}

impl ObjectAnalysis {
    /// Looks at an object mapping of a file. Without a table targets are taken as they are.
    ///
    /// Source attributes that the file lists are known besides those of the environment.
    pub fn new(
        file: &MappingFile,
        object_mapping: &ObjectMapping,
        table: Option<&TargetTable>,
        env: &Env,
    ) -> ObjectAnalysis {
        let env = env_of(object_mapping, env);
        let mut analyzer = Analyzer {
            file,
            table,
            env: &env,
            places: BTreeMap::new(),
            suggestions: Suggestions::new(&object_mapping.target_attributes),
            diagnostics: Diagnostics::new(),
        };
        let mappings = object_mapping.mappings.iter().map(|mapping| analyzer.mapping(mapping));
        let mappings = mappings.collect();
        ObjectAnalysis { mappings, diagnostics: analyzer.diagnostics.sorted() }
    }
}

/// What the expressions of an object mapping are checked against: the environment of its service
/// with the source attributes that the file lists, and without what holds of Entra's users only
/// where it reads others.
pub fn env_of(object_mapping: &ObjectMapping, env: &Env) -> Env {
    let env = env.clone().for_file(object_mapping.service, object_mapping.own_functions());
    let env = env.with_attributes(&object_mapping.source_attributes);
    if object_mapping.reads_entra_users { env } else { env.promising_nothing() }
}

struct Analyzer<'a> {
    file: &'a MappingFile,
    table: Option<&'a TargetTable>,
    env: &'a Env,
    /// By the keys of their forms: where each target is named.
    places: BTreeMap<(String, String), Span>,
    suggestions: Suggestions<'a>,
    diagnostics: Diagnostics,
}

impl Analyzer<'_> {
    fn mapping(&mut self, mapping: &Mapping) -> MappingAnalysis {
        let target = self.table.and_then(|table| self.target(mapping, table));
        let expression = match &mapping.source {
            MappingSource::Expression(source) => {
                let analysis = check(source, self.env);
                self.diagnostics.append(analysis.diagnostics().clone());
                if let (Some(target), Ok(checked)) = (&target, analysis.checked()) {
                    let name = &mapping.target.value;
                    let misfit = check_target(source, checked.typed(), name, target);
                    self.diagnostics.extend(misfit);
                }
                Some(analysis)
            }
            MappingSource::None | MappingSource::Unreadable => None,
        };
        if let Some(target) = &target {
            self.default_value(mapping, target);
        }
        MappingAnalysis { target, expression }
    }

    /// The target's row, which must be there, writable, and not mapped before.
    fn target(&mut self, mapping: &Mapping, table: &TargetTable) -> Option<Target> {
        let source = &self.file.source;
        let (name, span) = (&mapping.target.value, mapping.target.span);
        let Some(target) = table.find(name) else {
            if let Some(ty) = table.type_left_out(name) {
                let unmappable = messages::unmappable_target(source, span, name, ty);
                self.diagnostics.push(unmappable);
                return None;
            }
            self.diagnostics.push(if self.suggestions.lists(name) {
                messages::listed_target(source, span, name, table)
            } else {
                let near = self.suggestions.nearest(table, name);
                messages::unknown_target(source, span, name, table, near.as_deref())
            });
            return None;
        };
        if target.mutability == Mutability::ReadOnly {
            self.diagnostics.push(messages::read_only_target(source, span, name));
            return None;
        }
        let place = (target.wire.v2_0.key(), target.wire.v1_1.key());
        if let Some(first) = self.places.get(&place).copied() {
            self.diagnostics.push(messages::duplicate_target(source, span, name, first));
            return None;
        }
        self.places.insert(place, span);
        Some(target)
    }

    /// The default value, which is the same for every user and so must fit.
    fn default_value(&mut self, mapping: &Mapping, target: &Target) {
        let Some(default) = &mapping.default_value else { return };
        if let Err(unfit) = flow_rule(Some(default), target).default_value() {
            let (source, name) = (&self.file.source, &mapping.target.value);
            self.diagnostics.push(messages::default_value(source, default.span, name, &unfit));
        }
    }
}
