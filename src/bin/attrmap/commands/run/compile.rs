//! From the arguments to a plan: the mapping, its target table, and what there is to say.

use std::path::Path;

use attrmap::check::Env;
use attrmap::diagnostic::Diagnostics;
use attrmap::mapping::{MappingFile, ObjectMapping};
use attrmap::plan::{Compilation, Plan};
use attrmap::schema::TargetTable;
use attrmap::scope::Scope;

use super::arguments::Arguments;
use crate::commands::tables;
use crate::console::{Console, Trouble};
use crate::files;

/// The plan; nothing where the mapping has errors, which are printed then.
pub(super) fn plan(arguments: &Arguments, console: &Console) -> Result<Option<Plan>, Trouble> {
    let Some(env) = arguments.environment.env(console, arguments.format)? else { return Ok(None) };
    let bytes = files::read(&arguments.mapping)?;
    let name = arguments.mapping.display().to_string();
    let (file, mut diagnostics) = MappingFile::read_bytes(&name, &bytes);
    let plan = match file.choose(arguments.object_mapping.as_deref()) {
        Err(diagnostic) => {
            // A file that could not be read has said so already.
            if !diagnostics.has_errors() {
                diagnostics.push(*diagnostic);
            }
            None
        }
        Ok(object_mapping) => {
            let compiled = if arguments.ignore_scope {
                let scope = Scope::default();
                let everybody = ObjectMapping { scope, ..object_mapping.clone() };
                compile(arguments, &env, &file, &everybody, &mut diagnostics)?
            } else {
                compile(arguments, &env, &file, object_mapping, &mut diagnostics)?
            };
            diagnostics.append(compiled.diagnostics);
            compiled.plan
        }
    };
    let diagnostics = diagnostics.sorted();
    console.diagnostics(&diagnostics, arguments.format);
    Ok(plan.filter(|_| !diagnostics.has_errors()))
}

fn compile(
    arguments: &Arguments,
    env: &Env,
    file: &MappingFile,
    object_mapping: &ObjectMapping,
    diagnostics: &mut Diagnostics,
) -> Result<Compilation, Trouble> {
    let Some(table) = table(arguments, file, object_mapping, diagnostics)? else {
        return Ok(Compilation { plan: None, diagnostics: Diagnostics::new() });
    };
    let version = arguments.scim.of_library();
    Ok(Plan::compile(file, object_mapping, &table, env, version))
}

/// The target table: the one asked for, else the one the mapping names.
fn table(
    arguments: &Arguments,
    file: &MappingFile,
    object_mapping: &ObjectMapping,
    diagnostics: &mut Diagnostics,
) -> Result<Option<TargetTable>, Trouble> {
    if let Some(name) = &arguments.schema {
        return tables::named(name, Path::new(name), diagnostics);
    }
    // A path in a mapping file is meant from there.
    let folder = arguments.mapping.parent().unwrap_or(Path::new(""));
    let mut found = Ok(Diagnostics::new());
    let table = file.target_table(object_mapping, |name| {
        let mut said = Diagnostics::new();
        let table = tables::named(name, &folder.join(name), &mut said);
        found = table.as_ref().map(|_| said).map_err(Clone::clone);
        table.ok().flatten()
    });
    diagnostics.append(found?);
    table.or_else(|obstacle| {
        diagnostics.push(*obstacle);
        Ok(None)
    })
}
