//! One file from its reading to its findings.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::finding::{Finding, Findings};
use super::rule::{Check, Rule};
use super::subject::{Mapped, Part, Rows, Subject};
use super::{Conditions, Proof, RULES, messages};
use crate::check::{self, Env};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::functions::{DeclaredFunction, Service};
use crate::mapping::{MappingFile, Names, ObjectMapping, SchemaChoice};
use crate::plan::{self, MappingAnalysis, ObjectAnalysis, Plan};
use crate::schema::{DirectoryAttribute, ScimVersion, TargetTable};
use crate::scope::{self, Filter, SourceAttributes};
use crate::source::Span;
use crate::types::Known;

/// Everything there is to say about a file that was read with these diagnostics, by place.
///
/// Only live object mappings are looked at. What is wrong with one mapping hides nothing that is
/// wrong with another.
pub fn lint(file: &MappingFile, read: Diagnostics, conditions: &Conditions<'_>) -> Vec<Finding> {
    // A clause that could not be read lets nobody know who is in scope.
    let is_of_scope =
        |it: &&Diagnostic| it.severity == Severity::Error && scope::CODES.contains(&it.code);
    let of_scope: Vec<Span> =
        read.iter().filter(is_of_scope).map(|it| it.source.span_in_file(it.primary.span)).collect();
    let has_live = file.object_mappings.iter().any(ObjectMapping::is_live);
    // Of a file that could not be read nobody knows what it has.
    let nothing = (!has_live && !read.has_errors()).then(|| messages::nothing_live(file));
    let read = read.into_counted().into_iter();
    let mut findings: Vec<Finding> =
        read.map(|(said, left_out)| of_reader(said, file).with_left_out(left_out)).collect();
    findings.extend(nothing.map(Finding::of_file));
    // What reading said is mended as well; it knows no attributes that an object mapping lists.
    write_changes(&mut findings, file, conditions.env);
    for object in file.object_mappings.iter().filter(|object| object.is_live()) {
        let span = object.span;
        // Our own format has them beside its only mapping.
        let is_alone = file.object_mappings.len() == 1;
        let is_its = |place: &Span| span.start <= place.start && place.end <= span.end;
        let is_decidable = !of_scope.iter().any(|place| is_alone || is_its(place));
        findings.extend(lint_object_mapping(file, object, conditions, is_decidable));
    }
    findings.sort_by_cached_key(Finding::order);
    // What is said twice is said once.
    findings.dedup_by(|later, first| later.diagnostic.repeats(&first.diagnostic));
    findings
}

/// What the reader says, with the mapping that it is about where it is about one.
fn of_reader(diagnostic: Diagnostic, file: &MappingFile) -> Finding {
    let place = diagnostic.source.span_in_file(diagnostic.primary.span);
    let mut objects = file.object_mappings.iter();
    match objects.find_map(|object| Some((object, object.mapping_at(place)?))) {
        Some((object, mapping)) => {
            let target = mapping.target.value.clone();
            Finding::new(diagnostic, object.label_in(file.format), Some(target))
        }
        None => Finding::of_file(diagnostic),
    }
}

/// The fixes of findings as changes of their file. What stands in another file, such as the
/// settings, is not changed with it.
fn write_changes(findings: &mut [Finding], file: &MappingFile, env: &Env) {
    let names = Names { attributes: env.source_table(), functions: env.functions() };
    for finding in findings {
        let Some(fix) = &finding.diagnostic.fix else { continue };
        let source = &finding.diagnostic.source;
        if source.file() == &file.source {
            let change = file.edit_expression(source, fix.span, &fix.replacement, names);
            finding.change = Some(change);
        }
    }
}

fn lint_object_mapping(
    file: &MappingFile,
    object: &ObjectMapping,
    conditions: &Conditions<'_>,
    is_decidable: bool,
) -> Vec<Finding> {
    let (table, obstacle) = target_table(file, object, conditions);
    let proof = conditions.proofs.iter().find(|proof| proof.object_mapping == object.span);
    // What is found then holds for these users, which is what is asked.
    let known = proof.map(|proof| proof.profile(is_decidable).presence()).unwrap_or_default();
    let known = if is_decidable { with_demanded(known, object, conditions.env) } else { known };
    let env = conditions.env.clone().with_known(known);
    let (mappings, mut said) = analyze(file, object, table.as_ref(), &env, conditions.version);
    let own_functions = object.own_functions();
    let is_given = |it: &Diagnostic| is_given_by_service(it, object, &own_functions);
    said.extend(obstacle);
    said.extend(proof.and_then(|proof| proof.doubt(&file.source)));
    said.extend(proof.and_then(|proof| match is_decidable {
        true => proof.obstacle.clone().or_else(|| proof.undecided(&file.source)),
        false => Some(messages::values_not_seen(&file.source, object.span)),
    }));
    let env = plan::env_of(object, &env);
    let mappings = mapped(object, table.as_ref(), &mappings);
    let subject = Subject {
        rows: Rows::of(&mappings, table.as_ref(), file.options),
        file,
        object,
        table: table.as_ref(),
        env: &env,
        mappings,
        site: conditions.site,
        profile: proof.map(|proof| proof.profile(is_decidable)),
        everybody: proof.map(Proof::everybody),
        out_of_scope: proof.and_then(|proof| proof.out_of_scope(is_decidable)),
        proof: proof.filter(|_| is_decidable),
    };
    let said = said.into_counted().into_iter().filter(|(it, _)| !is_given(it));
    let mut findings: Vec<Finding> =
        said.map(|(it, left_out)| of_stage(it, &subject).with_left_out(left_out)).collect();
    let parts: Vec<Part<'_>> =
        subject.mappings.iter().flat_map(|mapped| Part::all_of(mapped, &subject)).collect();
    for rule in RULES {
        findings.extend(found_by(rule, &subject, &parts));
    }
    let watched = proof.filter(|_| is_decidable);
    findings.extend(watched.into_iter().flat_map(|proof| proof.findings(&subject)));
    write_changes(&mut findings, file, &env);
    findings
}

/// What is known, and that users in scope have what the scoping filters demand of them. Of
/// attributes that the source does not list nothing becomes known.
fn with_demanded(known: Known, object: &ObjectMapping, env: &Env) -> Known {
    let env = plan::env_of(object, env);
    let demanded = object.scope.demanded().into_iter();
    let demanded = demanded.filter_map(|name| env.source_table().find(name));
    demanded.fold(known, |known, it| known.with_present(&it.name, it.ty))
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
            let known = plan::env_of(object, env);
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
    let mut by_name: HashMap<String, &DirectoryAttribute> = HashMap::new();
    for listed in object.target_attributes.iter() {
        by_name.entry(listed.name.to_ascii_lowercase()).or_insert(listed);
    }
    let mapped = object.mappings.iter().zip(analyses).map(|(mapping, analysis)| {
        let target = analysis.target.as_ref();
        let row = target.and_then(|target| table?.attributes().get(target.row));
        let expression = analysis.expression.as_ref().and_then(|it| it.checked().ok());
        let listed = by_name.get(&mapping.target.value.to_ascii_lowercase()).copied();
        Mapped { mapping, target, row, listed, expression, anybody: OnceCell::new() }
    });
    mapped.collect()
}

/// True for what only a run here would miss, and what the service has by itself: the value of a
/// parameter, a function that no reference lists.
fn is_given_by_service(
    diagnostic: &Diagnostic,
    object: &ObjectMapping,
    own_functions: &[DeclaredFunction],
) -> bool {
    let text = diagnostic.source.slice(diagnostic.primary.span);
    if diagnostic.code == &plan::BY_NAME_ONLY {
        return own_functions.iter().any(|own| own.name.eq_ignore_ascii_case(text));
    }
    let is_parameter = diagnostic.code == &check::UNKNOWN_PARAMETER && diagnostic.fix.is_none();
    is_parameter && object.service != Some(Service::AppProvisioning)
}

/// What a stage says, with the mapping that it is about.
fn of_stage(mut diagnostic: Diagnostic, subject: &Subject<'_>) -> Finding {
    // A run cannot go on without the function; a reader can.
    if diagnostic.code == &plan::BY_NAME_ONLY {
        diagnostic.severity = Severity::Warning;
    }
    // A run would refuse every user; a target may fill by itself what its directory requires.
    if diagnostic.code == &plan::NOTHING_GIVES && subject.is_described_by_file() {
        diagnostic.severity = Severity::Warning;
    }
    let place = diagnostic.source.span_in_file(diagnostic.primary.span);
    let mapped = subject.object.mapping_at(place);
    // The job knows its target better than a table that was published once.
    let is_listed = |name: &str| subject.object.target_attributes.iter().any(|it| it.name == name);
    if diagnostic.code == &plan::UNKNOWN_TARGET
        && mapped.is_some_and(|mapping| is_listed(&mapping.target.value))
    {
        diagnostic.severity = Severity::Warning;
    }
    let target = mapped.map(|mapping| mapping.target.value.clone());
    Finding::new(diagnostic, subject.label(), target)
}

fn found_by(rule: &Rule, subject: &Subject<'_>, parts: &[Part<'_>]) -> Vec<Finding> {
    let mut findings = Findings::new(subject.label());
    match rule.check {
        Check::Mappings(check) | Check::Whole(check) | Check::ObjectMapping(check) => {
            check(subject, &mut findings);
        }
        Check::Profile(check) => {
            if let Some(everybody) = subject.everybody {
                check(everybody, subject, &mut findings);
            }
        }
        // Users are looked at before.
        Check::Values(_) => {}
        Check::Mapping(check) => {
            for mapped in &subject.mappings {
                findings.about(Some(&mapped.mapping.target.value));
                check(mapped, subject, &mut findings);
            }
        }
        Check::Part(check) => {
            for part in parts {
                findings.about(Some(&part.mapped.mapping.target.value));
                check(part, &mut findings);
            }
        }
    }
    findings.into_vec()
}
