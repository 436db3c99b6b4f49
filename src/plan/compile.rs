//! From an object mapping to a plan, with everything there is to say about it.

use std::sync::Arc;

use super::{Compiled, Plan, PlannedMapping, messages};
use crate::check::{Env, check, check_target};
use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::flow::FlowRule;
use crate::mapping::{Format, Mapping, MappingFile, MappingSource, ObjectMapping};
use crate::program::{Program, Slots};
use crate::record::Layout;
use crate::schema::{Mutability, Requirement, ScimVersion, Target, TargetTable};
use crate::scim::{Requirements, Template};
use crate::source::Span;
use crate::types::Base;

/// A plan, unless there are errors, and what is to be said of its mapping.
#[derive(Debug, Clone)]
pub struct Compilation {
    /// The plan; nothing where something is wrong for every user.
    pub plan: Option<Plan>,
    /// Errors, warnings and notes, by place.
    pub diagnostics: Diagnostics,
}

impl Plan {
    /// Compiles one object mapping of a file for a target, to be written in that version of SCIM.
    ///
    /// Every mapping is looked at, whatever is wrong with the others.
    pub fn compile(
        file: &MappingFile,
        object_mapping: &ObjectMapping,
        table: &TargetTable,
        env: &Env,
        version: ScimVersion,
    ) -> Compilation {
        let mut compiler = Compiler {
            file,
            table,
            env,
            slots: Slots::new(),
            targets: Vec::new(),
            mappings: Vec::new(),
            named: Vec::new(),
            diagnostics: Diagnostics::new(),
        };
        for mapping in &object_mapping.mappings {
            compiler.mapping(mapping);
        }
        compiler.finish(object_mapping, version)
    }
}

struct Compiler<'a> {
    file: &'a MappingFile,
    table: &'a TargetTable,
    env: &'a Env,
    slots: Slots,
    targets: Vec<Target>,
    mappings: Vec<PlannedMapping>,
    /// Targets that some mapping names, right or wrong, and where.
    named: Vec<(Target, Span)>,
    diagnostics: Diagnostics,
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
                analysis.checked().ok().map(|checked| Program::lower(&checked, &mut self.slots))
            }
            MappingSource::None if mapping.default_value.is_none() => return,
            MappingSource::None => None,
        };
        let Some(target) = target else { return };
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
            let names = self.table.names();
            let near = suggest::nearest(name, names.iter().map(String::as_str));
            self.report(Some(messages::unknown_target(source, span, name, self.table, near)));
            return None;
        };
        if target.mutability == Mutability::ReadOnly {
            self.report(Some(messages::read_only_target(source, span, name)));
            return None;
        }
        if let Some((_, first)) = self.named.iter().find(|(known, _)| known.wire == target.wire) {
            let first = *first;
            // The same name twice has been reported by the file's reader.
            if !source.slice(first).eq_ignore_ascii_case(source.slice(span)) {
                self.report(Some(messages::duplicate_target(source, span, name, first)));
            }
            return None;
        }
        self.named.push((target.clone(), span));
        Some(target)
    }

    fn report(&mut self, diagnostic: Option<Diagnostic>) {
        if let Some(diagnostic) = diagnostic {
            self.diagnostics.push(diagnostic);
        }
    }

    fn finish(mut self, object_mapping: &ObjectMapping, version: ScimVersion) -> Compilation {
        let waives_email = self.file.options.users_without_email;
        // A mapping that is wrong itself is no missing one.
        let named: Vec<Target> = self.named.iter().map(|(target, _)| target.clone()).collect();
        // That a file maps nothing at all has been reported by its reader.
        let maps_something =
            !object_mapping.mappings.is_empty() || self.file.format != Format::Toml;
        for requirement in Requirements::new(self.table, &named, waives_email).unmapped() {
            let (source, place) = (&self.file.source, object_mapping.span);
            let target = first_target(self.table, requirement);
            let diagnostic = messages::nothing_gives(source, place, requirement, target);
            self.report(maps_something.then_some(diagnostic));
        }
        let diagnostics = self.diagnostics.sorted();
        if diagnostics.has_errors() {
            return Compilation { plan: None, diagnostics };
        }
        let attributes = self.slots.names().to_vec();
        let layout = Layout::new(self.env.source_table(), &attributes);
        let compiled = Compiled {
            references: references(&self.mappings),
            mappings: self.mappings,
            attributes,
            layout,
            template: Template::new(self.table, &self.targets, version),
            requirements: Requirements::new(self.table, &self.targets, waives_email),
            required_targets: required_targets(self.table),
        };
        Compilation { plan: Some(Plan(Arc::new(compiled))), diagnostics }
    }
}

/// The mappings that hand through an id of the source.
fn references(mappings: &[PlannedMapping]) -> Vec<usize> {
    let is_reference = |mapping: &PlannedMapping| {
        let facts = mapping.program.as_ref().map(Program::facts);
        facts.is_some_and(|facts| facts.ty.base == Base::Reference)
    };
    let indexed = mappings.iter().enumerate().filter(|(_, mapping)| is_reference(mapping));
    indexed.map(|(index, _)| index).collect()
}

/// For each requirement of a table the target that one would map to meet it.
fn required_targets(table: &TargetTable) -> Vec<(String, String)> {
    let named = |requirement: &Requirement| {
        let target = first_target(table, requirement)?;
        Some((requirement.name.clone(), target.to_owned()))
    };
    table.requirements.iter().filter_map(named).collect()
}

fn first_target<'t>(table: &'t TargetTable, requirement: &'t Requirement) -> Option<&'t str> {
    let alternative = requirement.alternatives.first()?;
    table.rows_of(alternative).next().map(|row| row.name.as_str())
}
