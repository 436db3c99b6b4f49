//! One file from its reading to its findings.

use super::finding::{Finding, Findings};
use super::rule::{Check, Rule};
use super::subject::{Mapped, Part, Subject};
use super::{Conditions, RULES};
use crate::check::Env;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::mapping::{Edit, MappingFile, Names, ObjectMapping, SchemaChoice};
use crate::plan::{self, MappingAnalysis, ObjectAnalysis, Plan};
use crate::schema::{ScimVersion, TargetTable};
use crate::scope::{Filter, SourceAttributes};

/// Everything there is to say about a file that was read with these diagnostics, by place.
///
/// Only live object mappings are looked at. What is wrong with one mapping hides nothing that is
/// wrong with another.
pub fn lint(file: &MappingFile, read: Diagnostics, conditions: &Conditions<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = read.into_iter().map(Finding::of_file).collect();
    for object in file.object_mappings.iter().filter(|object| object.is_live()) {
        findings.extend(lint_object_mapping(file, object, conditions));
    }
    sort(&mut findings);
    let names =
        Names { attributes: conditions.env.source_table(), functions: conditions.env.functions() };
    for finding in &mut findings {
        finding.edit = edit(file, &finding.diagnostic, names);
    }
    findings
}

/// The fix of a finding as a change of the file.
fn edit(file: &MappingFile, diagnostic: &Diagnostic, names: Names<'_>) -> Option<Edit> {
    let fix = diagnostic.fix.as_ref()?;
    file.edit_expression(&diagnostic.source, fix.span, &fix.replacement, names).ok()
}

fn lint_object_mapping(
    file: &MappingFile,
    object: &ObjectMapping,
    conditions: &Conditions<'_>,
) -> Vec<Finding> {
    let (table, obstacle) = target_table(file, object, conditions);
    let proof = conditions.proof.filter(|proof| proof.object_mapping == object.span);
    // What is found then holds for these users, which is what is asked.
    let env = match proof {
        Some(proof) => conditions.env.clone().with_known(proof.profile.presence()),
        None => conditions.env.clone(),
    };
    let (mappings, mut said) = analyze(file, object, table.as_ref(), &env, conditions.version);
    said.extend(obstacle);
    let env = env.with_attributes(&object.source_attributes);
    let subject = Subject {
        file,
        object,
        table: table.as_ref(),
        env: &env,
        mappings: mapped(object, table.as_ref(), &mappings),
        site: conditions.site,
        profile: proof.map(|proof| &proof.profile),
    };
    let mut findings: Vec<Finding> =
        said.into_iter().map(|diagnostic| of_stage(diagnostic, &subject)).collect();
    for rule in RULES {
        findings.extend(found_by(rule, &subject));
    }
    for watching in proof.iter().flat_map(|proof| &proof.watching) {
        findings.extend(watching.findings(&subject));
    }
    findings
}

/// The target's table: the one the file names or describes, else what its directory lists of a
/// target that is no SCIM service.
pub(super) fn target_table(
    file: &MappingFile,
    object: &ObjectMapping,
    conditions: &Conditions<'_>,
) -> (Option<TargetTable>, Option<Diagnostic>) {
    if let Some(table) = conditions.table {
        return (Some(table.clone()), None);
    }
    match file.target_table(object, conditions.load) {
        Ok(table) => (table, None),
        Err(_) if !object.is_scim && !object.target_attributes.is_empty() => {
            let attributes = &object.target_attributes;
            (Some(TargetTable::from_directory(&object.target_object, attributes)), None)
        }
        // That a table was named wrong is worth saying, that there is none is not: nothing is run.
        Err(obstacle) => {
            let is_named = matches!(file.schema, SchemaChoice::Named(_));
            (None, is_named.then_some(*obstacle))
        }
    }
}

/// What is known of the mappings, and what the stages say of them.
fn analyze(
    file: &MappingFile,
    object: &ObjectMapping,
    table: Option<&TargetTable>,
    env: &Env,
    version: ScimVersion,
) -> (Vec<MappingAnalysis>, Diagnostics) {
    let is_described = matches!(file.schema_of(object), SchemaChoice::FromDirectory);
    match table {
        Some(table) if object.is_scim || !is_described => {
            let compiled = Plan::compile(file, object, table, env, version);
            (compiled.mappings, compiled.diagnostics)
        }
        table => {
            let ObjectAnalysis { mappings, mut diagnostics } =
                ObjectAnalysis::new(file, object, table, env);
            let known = env.clone().with_attributes(&object.source_attributes);
            let attributes = SourceAttributes {
                table: known.source_table(),
                listed: &object.source_attributes,
                known: known.all_known(),
            };
            let (_, about_scope) = Filter::compile(&object.scope, &file.source, attributes, |_| 0);
            diagnostics.append(about_scope);
            (mappings, diagnostics)
        }
    }
}

/// The mappings with what is known of them.
pub(super) fn mapped<'a>(
    object: &'a ObjectMapping,
    table: Option<&'a TargetTable>,
    analyses: &'a [MappingAnalysis],
) -> Vec<Mapped<'a>> {
    let mapped = object.mappings.iter().zip(analyses).map(|(mapping, analysis)| {
        let target = analysis.target.as_ref();
        let row = target.and_then(|target| table?.attributes().get(target.row));
        let expression = analysis.expression.as_ref().and_then(|it| it.checked().ok());
        Mapped { mapping, target, row, expression }
    });
    mapped.collect()
}

/// What a stage says, with the mapping that it is about.
fn of_stage(mut diagnostic: Diagnostic, subject: &Subject<'_>) -> Finding {
    // A run cannot go on without the function; a reader can.
    if diagnostic.code == &plan::BY_NAME_ONLY {
        diagnostic.severity = Severity::Warning;
    }
    let place = diagnostic.source.span_in_file(diagnostic.primary.span);
    let is_there = |mapped: &&Mapped<'_>| {
        let span = mapped.mapping.span;
        span.start <= place.start && place.end <= span.end
    };
    let mapped = subject.mappings.iter().find(is_there);
    Finding {
        diagnostic,
        object_mapping: subject.label(),
        target: mapped.map(|mapped| mapped.mapping.target.value.clone()),
        edit: None,
    }
}

fn found_by(rule: &'static Rule, subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings = Findings::new(rule, subject.label());
    match rule.check {
        Check::ObjectMapping(check) => check(subject, &mut findings),
        // Users are looked at before.
        Check::Values(_) => {}
        Check::Mapping(check) => {
            for mapped in &subject.mappings {
                findings.about(Some(&mapped.mapping.target.value));
                check(mapped, subject, &mut findings);
            }
        }
        Check::Part(check) => {
            for mapped in &subject.mappings {
                let Some(whole) = mapped.expression else { continue };
                findings.about(Some(&mapped.mapping.target.value));
                for typed in whole.typed().reachable_nodes() {
                    check(&Part { subject, mapped: *mapped, whole, typed }, &mut findings);
                }
            }
        }
    }
    findings.into_vec()
}

/// By place, then by code; what is said twice is said once.
fn sort(findings: &mut Vec<Finding>) {
    findings.sort_by_cached_key(|finding| {
        let diagnostic = &finding.diagnostic;
        let span = diagnostic.source.span_in_file(diagnostic.primary.span);
        (span, diagnostic.primary.span, diagnostic.code.path, diagnostic.message.clone())
    });
    findings.dedup_by(|left, right| left.diagnostic == right.diagnostic);
}
