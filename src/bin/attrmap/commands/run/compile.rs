//! From the arguments to a plan: the mapping, its target table, and what there is to say.

use std::path::Path;

use attrmap::check::Env;
use attrmap::diagnostic::Diagnostics;
use attrmap::mapping::{MappingFile, ObjectMapping, SchemaChoice};
use attrmap::plan::{ObjectAnalysis, Plan};
use attrmap::schema::TargetTable;
use attrmap::scope::Scope;

use super::arguments::Arguments;
use crate::commands::tables;
use crate::console::{Console, Trouble};
use crate::files;

/// A plan, and what of its mapping is not in it.
pub(super) struct Planned {
    pub(super) plan: Plan,
    /// True where the mapping has scoping filters that are left aside.
    pub(super) ignores_filters: bool,
}

/// The plan; nothing where the mapping has errors, which are printed then.
pub(super) fn plan(arguments: &Arguments, console: &Console) -> Result<Option<Planned>, Trouble> {
    let Some(env) = arguments.environment.env(console, arguments.format)? else { return Ok(None) };
    let bytes = files::read(&arguments.mapping)?;
    let name = arguments.mapping.display().to_string();
    let (file, mut diagnostics) = MappingFile::read_bytes(&name, &bytes);
    let mut ignores_filters = false;
    let plan = match file.choose(arguments.object_mapping.as_deref()) {
        Err(diagnostic) => {
            // A file that could not be read has said so already.
            if !diagnostics.has_errors() {
                diagnostics.push(*diagnostic);
            }
            None
        }
        Ok(object_mapping) => {
            ignores_filters = arguments.ignore_scope && !object_mapping.scope.is_empty();
            let compiled = if ignores_filters {
                let scope = Scope::default();
                let everybody = ObjectMapping { scope, ..object_mapping.clone() };
                compile(arguments, &env, &file, &everybody, &mut diagnostics)
            } else {
                compile(arguments, &env, &file, object_mapping, &mut diagnostics)
            };
            match compiled {
                Ok(plan) => plan,
                Err(trouble) => {
                    // What else is wrong is worth knowing all the same.
                    console.diagnostics(&diagnostics.sorted(), arguments.format);
                    return Err(trouble);
                }
            }
        }
    };
    let diagnostics = diagnostics.sorted();
    // Who asks for one user after the other has read the warnings in the run.
    if diagnostics.has_errors() || arguments.explain_scope.is_none() {
        console.diagnostics(&diagnostics, arguments.format);
    }
    let plan = plan.filter(|_| !diagnostics.has_errors());
    Ok(plan.map(|plan| Planned { plan, ignores_filters }))
}

/// The plan, where there are no errors, and what there is to say.
fn compile(
    arguments: &Arguments,
    env: &Env,
    file: &MappingFile,
    object_mapping: &ObjectMapping,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Plan>, Trouble> {
    match table(arguments, file, object_mapping, diagnostics) {
        Ok(Some(table)) => {
            let version = arguments.scim.of_library();
            let compiled = Plan::compile(file, object_mapping, &table, env, version);
            diagnostics.append(compiled.diagnostics);
            Ok(compiled.plan)
        }
        without_table => {
            // A mapping that names its table wrong is meant for one, unlike a job of Graph whose
            // target is something else.
            if matches!(file.schema, SchemaChoice::Named(_) | SchemaChoice::Missing) {
                let analysis = ObjectAnalysis::new(file, object_mapping, None, env);
                diagnostics.append(analysis.diagnostics);
            }
            without_table.map(|_| None)
        }
    }
}

/// The target table: the one asked for, else the one the mapping names.
fn table(
    arguments: &Arguments,
    file: &MappingFile,
    object_mapping: &ObjectMapping,
    diagnostics: &mut Diagnostics,
) -> Result<Option<TargetTable>, Trouble> {
    if let Some(name) = &arguments.schema {
        return tables::asked_for(name, diagnostics);
    }
    // A path in a mapping file is meant from there.
    let folder = arguments.mapping.parent().unwrap_or(Path::new(""));
    let mut said = Diagnostics::new();
    let mut trouble = None;
    let table = file.target_table(object_mapping, |name| {
        let table = tables::named(name, &folder.join(name), &mut said);
        table.map_err(|found| trouble = Some(found)).ok().flatten()
    });
    let is_broken = said.has_errors();
    diagnostics.append(said);
    if let Some(trouble) = trouble {
        return Err(trouble);
    }
    table.or_else(|obstacle| {
        // A table that is broken is there.
        if !is_broken {
            diagnostics.push(*obstacle);
        }
        Ok(None)
    })
}
