//! From an object mapping to a plan, with everything there is to say about it.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use super::{
    Compiled, MappingAnalysis, ObjectAnalysis, Plan, PlannedMapping, UniqueTarget, env_of,
    flow_rule, messages,
};
use crate::check::{Analysis, Env};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::mapping::{Format, Mapping, MappingFile, MappingSource, ObjectMapping};
use crate::program::{Program, Slots};
use crate::record::Layout;
use crate::schema::{ScimVersion, SourceTable, Target, TargetTable};
use crate::scim::{Misfit, Obstacle, Requirements, Template, misfits};
use crate::scope::{Filter, SourceAttributes};
use crate::source::{Source, Span};
use crate::types::Base;

/// A plan, unless there are errors, and what is to be said of its mapping.
#[derive(Debug, Clone)]
pub struct Compilation {
    /// The plan; nothing where something is wrong for every user.
    pub plan: Option<Plan>,
    /// What is known of each mapping, in the order of the object mapping.
    pub mappings: Vec<MappingAnalysis>,
    /// Errors, warnings and notes, by place.
    pub diagnostics: Diagnostics,
}

impl Plan {
    /// Compiles one object mapping of a file for a target, to be written in that version of SCIM.
    ///
    /// Every mapping is looked at, whatever is wrong with the others. Source attributes that the
    /// file lists are known besides those of the environment. The object mapping's scope
    /// decides who is left out; with an empty one nobody is.
    pub fn compile(
        file: &MappingFile,
        object_mapping: &ObjectMapping,
        table: &TargetTable,
        env: &Env,
        version: ScimVersion,
    ) -> Compilation {
        let analysis = ObjectAnalysis::new(file, object_mapping, Some(table), env);
        let env = env_of(object_mapping, env);
        let mut compiler = Compiler {
            file,
            table,
            env: &env,
            slots: Slots::new(),
            targets: Vec::new(),
            mappings: Vec::new(),
            named: Vec::new(),
            diagnostics: analysis.diagnostics,
        };
        for (mapping, analysis) in object_mapping.mappings.iter().zip(&analysis.mappings) {
            compiler.mapping(mapping, analysis);
        }
        let filter = compiler.filter(object_mapping);
        let (plan, diagnostics) = compiler.finish(object_mapping, filter, version);
        Compilation { plan, mappings: analysis.mappings, diagnostics }
    }
}

struct Compiler<'a> {
    file: &'a MappingFile,
    table: &'a TargetTable,
    env: &'a Env,
    slots: Slots,
    targets: Vec<Target>,
    mappings: Vec<PlannedMapping>,
    /// Targets that some mapping names, right or wrong.
    named: Vec<Named>,
    diagnostics: Diagnostics,
}

/// A target that a mapping names.
struct Named {
    target: Target,
    name: String,
    /// Where it is named.
    span: Span,
    /// The text that never gives it a value, where that is known.
    giving_nothing: Option<(Source, Span)>,
}

impl Compiler<'_> {
    fn mapping(&mut self, mapping: &Mapping, analysis: &MappingAnalysis) {
        let program = analysis.expression.as_ref().and_then(|expression| self.program(expression));
        let Some(target) = &analysis.target else { return };
        self.named.push(Named {
            target: target.clone(),
            name: mapping.target.value.clone(),
            span: mapping.target.span,
            giving_nothing: self.giving_nothing(mapping, program.as_ref()),
        });
        if mapping.source == MappingSource::None && mapping.default_value.is_none() {
            return;
        }
        let rule = flow_rule(mapping.default_value.as_ref(), target);
        let direct_slot =
            program.as_ref().and_then(Program::attribute).filter(|_| rule.takes_text());
        self.mappings.push(PlannedMapping {
            target: mapping.target.value.clone(),
            program,
            rule,
            direct_slot,
            is_redacted: false,
        });
        self.targets.push(target.clone());
    }

    /// The program; nothing where there are errors in the expression.
    fn program(&mut self, expression: &Analysis) -> Option<Program> {
        for (name, span) in expression.typed().declared_calls() {
            self.diagnostics.push(messages::by_name_only(expression.source(), span, name));
        }
        let checked = expression.checked().ok()?;
        Some(Program::lower(checked, &mut self.slots))
    }

    /// The scoping filter, whose attributes are read too.
    fn filter(&mut self, object_mapping: &ObjectMapping) -> Filter {
        let attributes = SourceAttributes {
            table: self.env.source_table(),
            listed: &object_mapping.source_attributes,
            known: self.env.all_known(),
        };
        let slot = |name: &str| self.slots.slot(name);
        let file = &self.file.source;
        let (filter, diagnostics) = Filter::compile(&object_mapping.scope, file, attributes, slot);
        self.diagnostics.append(diagnostics);
        filter
    }

    /// The text that gives null or the empty text for every user, where that is sure.
    fn giving_nothing(
        &self,
        mapping: &Mapping,
        program: Option<&Program>,
    ) -> Option<(Source, Span)> {
        let default = mapping.default_value.as_ref();
        let has_default = default.is_some_and(|default| !default.value.is_empty());
        let (gives, text) = match (&mapping.source, program) {
            // Wrong itself, and reported: nothing is known of it.
            (MappingSource::Expression(_), None) | (MappingSource::Unreadable, _) => return None,
            (MappingSource::Expression(source), Some(program)) => {
                let facts = program.facts();
                let can_default = facts.states.can_be_null() || facts.ty.is_multi_valued;
                let gives = facts.states.can_be_present() || (can_default && has_default);
                (gives, (source.clone(), source.whole()))
            }
            (MappingSource::None, _) => {
                let span = default.map_or(mapping.target.span, |default| default.span);
                (has_default, (self.file.source.clone(), span))
            }
        };
        (!gives).then_some(text)
    }

    fn report(&mut self, diagnostic: Option<Diagnostic>) {
        if let Some(diagnostic) = diagnostic {
            self.diagnostics.push(diagnostic);
        }
    }

    fn finish(
        mut self,
        object_mapping: &ObjectMapping,
        filter: Filter,
        version: ScimVersion,
    ) -> (Option<Plan>, Diagnostics) {
        // A mapping that is wrong itself is no missing one, and takes its place all the same.
        let named: Vec<Target> = self.named.iter().map(|named| named.target.clone()).collect();
        for misfit in misfits(&named, version) {
            self.report(self.misfit(misfit));
        }
        let waives_email = self.file.options.users_without_email;
        let never_met: Vec<Diagnostic> =
            self.never_met(&Requirements::new(self.table, &named, waives_email), object_mapping);
        self.diagnostics.extend(never_met);
        let creates_nobody = object_mapping.creates_nobody();
        self.report(creates_nobody.map(|span| messages::creates_nobody(&self.file.source, span)));
        let diagnostics = self.diagnostics.sorted();
        if diagnostics.has_errors() {
            return (None, diagnostics);
        }
        let attributes = self.slots.names().to_vec();
        let layout = Layout::new(self.env.source_table(), &attributes);
        let programs = self.mappings.iter().filter_map(|mapping| mapping.program.as_ref());
        let redacted = redacted(programs, &layout, self.env.source_table());
        for mapping in &mut self.mappings {
            let shows = |program: &Program| !program.is_redacted() && !program.reads_any(&redacted);
            mapping.is_redacted = !mapping.program.as_ref().is_none_or(shows);
        }
        let compiled = Compiled {
            redacted,
            references: references(&self.mappings, &self.targets),
            unique: unique(&self.mappings, &self.targets),
            mappings: self.mappings,
            attributes,
            layout,
            creates: creates_nobody.is_none(),
            filter,
            template: Template::new(self.table, &self.targets, version),
            requirements: Requirements::new(self.table, &self.targets, waives_email),
        };
        (Some(Plan(Arc::new(compiled))), diagnostics)
    }

    /// What is said of a target that a payload has no place for.
    fn misfit(&self, misfit: Misfit) -> Option<Diagnostic> {
        let source = &self.file.source;
        let Named { name, span, .. } = self.named.get(misfit.slot)?;
        let place = |slot: usize| self.named.get(slot).map(|other| other.span);
        Some(match misfit.obstacle {
            Obstacle::Same(first) => messages::duplicate_target(source, *span, name, place(first)?),
            Obstacle::OtherKind(first) => {
                messages::other_kind_of_value(source, *span, name, place(first)?)
            }
            Obstacle::ItsFilter => messages::said_by_filter(source, *span, name),
            Obstacle::WholeElement => messages::whole_element(source, *span, name),
            Obstacle::ListOfSchemas => messages::list_of_schemas(source, *span, name),
        })
    }

    /// What is said of requirements that no user can meet.
    fn never_met(
        &self,
        requirements: &Requirements,
        object_mapping: &ObjectMapping,
    ) -> Vec<Diagnostic> {
        let giving_nothing =
            |slot: usize| self.named.get(slot).and_then(|named| named.giving_nothing.as_ref());
        // What could not be read has been reported, and may be what is required.
        if !object_mapping.is_whole {
            return Vec::new();
        }
        let unmet = requirements.never_met(|slot| giving_nothing(slot).is_none());
        let mut attributes = self.env.source_table().attributes().iter();
        let present =
            attributes.find(|attribute| attribute.is_present_by_rule && !attribute.is_key);
        let present = present.map(|attribute| attribute.name.as_str());
        let said = unmet.iter().map(|unmet| match unmet.slot.and_then(giving_nothing) {
            Some((source, span)) => messages::gives_nothing(source, *span, unmet.name, present),
            None => {
                let (source, span) = (&self.file.source, object_mapping.span);
                let is_waivable = self.file.format == Format::Toml && unmet.is_waivable;
                messages::nothing_gives(source, span, unmet.name, unmet.target, is_waivable)
            }
        });
        said.collect()
    }
}

/// The slots of what these programs redact, in whatever spelling it is read: what one mapping keeps
/// to itself no other gives away, nor does the user's key.
pub(super) fn redacted<'p>(
    programs: impl Iterator<Item = &'p Program>,
    layout: &Layout,
    table: &SourceTable,
) -> BTreeSet<usize> {
    let slots: HashSet<usize> = programs.flat_map(Program::redacted_slots).collect();
    let named = layout.names().enumerate().filter(|(slot, _)| slots.contains(slot));
    slots_of(named.map(|(_, name)| name), layout, table)
}

/// The slots of these attributes, in whatever spelling each is read.
pub(super) fn slots_of<'n>(
    names: impl Iterator<Item = &'n str>,
    layout: &Layout,
    table: &SourceTable,
) -> BTreeSet<usize> {
    let meant = |name: &str| {
        table
            .find_by_any_name(name)
            .map_or(name, |attribute| attribute.name.as_str())
            .to_ascii_lowercase()
    };
    let names: HashSet<String> = names.map(meant).collect();
    let named = layout.names().map(meant).enumerate();
    named.filter(|(_, name)| names.contains(name)).map(|(slot, _)| slot).collect()
}

/// The mappings that give the source's id of another object: what goes to a target that holds
/// ids of objects, and what is such an id wherever it goes. A constant is no id of the source's.
fn references(mappings: &[PlannedMapping], targets: &[Target]) -> Vec<usize> {
    let is_reference = |(mapping, target): &(&PlannedMapping, &Target)| {
        mapping.program.as_ref().map(Program::facts).is_some_and(|facts| {
            let is_sent_as_one = target.is_reference && facts.constant_text().is_none();
            facts.ty.base == Base::Reference || is_sent_as_one
        })
    };
    let indexed = mappings.iter().zip(targets).enumerate();
    indexed.filter(|(_, both)| is_reference(both)).map(|(index, _)| index).collect()
}

/// The targets whose values nobody else must have.
fn unique(mappings: &[PlannedMapping], targets: &[Target]) -> Vec<UniqueTarget> {
    let indexed = mappings.iter().zip(targets).enumerate();
    let of_unique = |(index, (mapping, target)): (usize, (&PlannedMapping, &Target))| {
        mapping.program.as_ref().filter(|program| program.is_unique())?;
        let (name, target) = (mapping.target.clone(), Some(target.clone()));
        Some(UniqueTarget { mapping: index, name, target })
    };
    indexed.filter_map(of_unique).collect()
}
