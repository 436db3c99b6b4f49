//! From an object mapping to a plan, with everything there is to say about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Compiled, Plan, PlannedMapping, UniqueTarget, messages};
use crate::check::{Env, check, check_target};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::flow::FlowRule;
use crate::mapping::{Format, Mapping, MappingFile, MappingSource, ObjectMapping};
use crate::program::{Program, Slots};
use crate::record::Layout;
use crate::schema::{Mutability, ScimVersion, Target, TargetTable};
use crate::scim::{Misfit, Obstacle, Requirements, Template, misfits};
use crate::scope::{Filter, SourceAttributes};
use crate::source::{Source, Span};
use crate::types::Base;

/// How many names are compared at most to find what unknown targets may mean: enough for every
/// mapping that is wrong by accident, and a bound for those that are so on purpose.
const MOST_COMPARED: usize = 20_000;

/// A plan, unless there are errors, and what is to be said of its mapping.
#[derive(Debug, Clone)]
pub struct Compilation {
    /// The plan; nothing where something is wrong for every user.
    pub plan: Option<Plan>,
    /// Errors, warnings and notes, by place.
    pub diagnostics: Diagnostics,
}

impl Plan {
    /// What there is to say of the expressions of an object mapping where the target's table is
    /// missing, so that it cannot be compiled.
    pub fn check_expressions(object_mapping: &ObjectMapping, env: &Env) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        for mapping in &object_mapping.mappings {
            if let MappingSource::Expression(source) = &mapping.source {
                diagnostics.append(check(source, env).diagnostics().clone());
            }
        }
        diagnostics
    }

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
        let env = env.clone().with_attributes(&object_mapping.source_attributes);
        let mut compiler = Compiler {
            file,
            table,
            env: &env,
            slots: Slots::new(),
            targets: Vec::new(),
            mappings: Vec::new(),
            named: Vec::new(),
            places: BTreeMap::new(),
            suggestions: Suggestions { names: None, left: MOST_COMPARED },
            diagnostics: Diagnostics::new(),
        };
        for mapping in &object_mapping.mappings {
            compiler.mapping(mapping);
        }
        let filter = compiler.filter(object_mapping);
        compiler.finish(object_mapping, filter, version)
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
    /// By the keys of their forms: where each of them is named.
    places: BTreeMap<(String, String), Span>,
    suggestions: Suggestions,
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

/// What unknown targets may mean.
struct Suggestions {
    /// Every name that can be written, once some name could not.
    names: Option<Vec<String>>,
    /// How many names may still be compared.
    left: usize,
}

impl Suggestions {
    fn nearest(&mut self, table: &TargetTable, name: &str) -> Option<&str> {
        let names = self.names.get_or_insert_with(|| table.names());
        self.left = self.left.checked_sub(names.len())?;
        suggest::nearest(name, names.iter().map(String::as_str))
    }
}

impl Compiler<'_> {
    fn mapping(&mut self, mapping: &Mapping) {
        let target = self.target(mapping);
        let program = match &mapping.source {
            MappingSource::Expression(source) => {
                let analysis = check(source, self.env);
                self.diagnostics.append(analysis.diagnostics().clone());
                if let (Some(target), false) = (&target, analysis.diagnostics().has_errors()) {
                    let misfit =
                        check_target(source, analysis.typed(), &mapping.target.value, target.ty);
                    self.report(misfit);
                }
                for (name, span) in analysis.typed().declared_calls() {
                    self.diagnostics.push(messages::by_name_only(source, span, name));
                }
                analysis.checked().ok().map(|checked| Program::lower(&checked, &mut self.slots))
            }
            MappingSource::None => None,
        };
        let Some(target) = target else { return };
        self.named.push(Named {
            target: target.clone(),
            name: mapping.target.value.clone(),
            span: mapping.target.span,
            giving_nothing: self.giving_nothing(mapping, program.as_ref()),
        });
        if mapping.source == MappingSource::None && mapping.default_value.is_none() {
            return;
        }
        let rule = FlowRule {
            default_value: mapping.default_value.as_ref().map(|value| value.value.clone()),
            ty: target.ty,
            is_multi_valued: target.is_multi_valued,
        };
        if let Some(default) = &mapping.default_value
            && let Err(unfit) = rule.default_value()
        {
            let name = &mapping.target.value;
            let source = &self.file.source;
            self.report(Some(messages::default_value(source, default.span, name, &unfit)));
        }
        let direct_slot =
            program.as_ref().and_then(Program::attribute).filter(|_| rule.takes_text());
        self.mappings.push(PlannedMapping {
            target: mapping.target.value.clone(),
            program,
            rule,
            direct_slot,
        });
        self.targets.push(target);
    }

    /// The target's row, which must be there, writable, and not mapped before.
    fn target(&mut self, mapping: &Mapping) -> Option<Target> {
        let source = &self.file.source;
        let (name, span) = (&mapping.target.value, mapping.target.span);
        let Some(target) = self.table.find(name) else {
            let near = self.suggestions.nearest(self.table, name);
            let unknown = messages::unknown_target(source, span, name, self.table, near);
            self.report(Some(unknown));
            return None;
        };
        if target.mutability == Mutability::ReadOnly {
            self.report(Some(messages::read_only_target(source, span, name)));
            return None;
        }
        let place = (target.wire.v2_0.key(), target.wire.v1_1.key());
        if let Some(first) = self.places.get(&place).copied() {
            self.report(Some(messages::duplicate_target(source, span, name, first)));
            return None;
        }
        self.places.insert(place, span);
        Some(target)
    }

    /// The scoping filter, whose attributes are read too.
    fn filter(&mut self, object_mapping: &ObjectMapping) -> Filter {
        let attributes = SourceAttributes {
            table: self.env.source_table(),
            listed: &object_mapping.source_attributes,
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
            (MappingSource::Expression(_), None) => return None,
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
    ) -> Compilation {
        // A mapping that is wrong itself is no missing one, and takes its place all the same.
        let named: Vec<Target> = self.named.iter().map(|named| named.target.clone()).collect();
        for misfit in misfits(&named, version) {
            self.report(self.misfit(misfit));
        }
        let waives_email = self.file.options.users_without_email;
        let never_met: Vec<Diagnostic> =
            self.never_met(&Requirements::new(self.table, &named, waives_email), object_mapping);
        self.diagnostics.extend(never_met);
        let diagnostics = self.diagnostics.sorted();
        if diagnostics.has_errors() {
            return Compilation { plan: None, diagnostics };
        }
        let attributes = self.slots.names().to_vec();
        let layout = Layout::new(self.env.source_table(), &attributes);
        let compiled = Compiled {
            references: references(&self.mappings, &self.targets),
            unique: unique(&self.mappings, &self.targets),
            mappings: self.mappings,
            attributes,
            layout,
            filter,
            template: Template::new(self.table, &self.targets, version),
            requirements: Requirements::new(self.table, &self.targets, waives_email),
        };
        Compilation { plan: Some(Plan(Arc::new(compiled))), diagnostics }
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
        // That a file maps nothing at all has been reported by its reader.
        if object_mapping.mappings.is_empty() && self.file.format == Format::Toml {
            return Vec::new();
        }
        let unmet = requirements.never_met(|slot| giving_nothing(slot).is_none());
        let mut attributes = self.env.source_table().attributes().iter();
        let present =
            attributes.find(|attribute| attribute.is_present_by_rule && !attribute.is_key);
        let present = present.map(|attribute| attribute.name.as_str());
        let said = unmet.iter().map(|unmet| match unmet.slot.and_then(giving_nothing) {
            Some((source, span)) => {
                messages::gives_nothing(source, *span, unmet.requirement, present)
            }
            None => {
                let (source, span) = (&self.file.source, object_mapping.span);
                messages::nothing_gives(source, span, unmet.requirement, unmet.target)
            }
        });
        said.collect()
    }
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
