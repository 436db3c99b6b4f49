//! From the arguments to a plan: the mapping, its target table, and what there is to say.

use std::path::Path;

use attrmap::check::Env;
use attrmap::diagnostic::Diagnostics;
use attrmap::dotnet;
use attrmap::functions::{Randomness, Surroundings};
use attrmap::mapping::{MappingFile, ObjectMapping};
use attrmap::plan::{Compilation, Plan};
use attrmap::schema::TargetTable;
use attrmap::types::{DateTime, date_time_from_text};

use super::arguments::Arguments;
use crate::commands::tables;
use crate::console::{Console, Trouble};
use crate::files;

/// The clock, the limits and a secret for random values.
pub(super) fn surroundings(arguments: &Arguments) -> Result<Surroundings, Trouble> {
    let now = match &arguments.now {
        None => system_now(),
        Some(text) => instant(text).ok_or_else(|| {
            Trouble::new(format!("--now `{text}` is no time"))
                .help("write it in ISO 8601: --now 2025-07-30T12:00:00Z")
        })?,
    };
    Ok(Surroundings { randomness: Randomness::Secret(secret()?), ..Surroundings::at(now) })
}

/// Bytes that nobody can guess, for what is drawn at random.
fn secret() -> Result<[u8; 32], Trouble> {
    let mut secret = [0; 32];
    match getrandom::fill(&mut secret) {
        Ok(()) => Ok(secret),
        Err(error) => Err(Trouble::new(format!("the system gives no random values: {error}"))),
    }
}

/// An instant in ISO 8601. The other forms of .NET depend on today, or on who reads them.
fn instant(text: &str) -> Option<DateTime> {
    let text = date_time_from_text(text).ok()?;
    dotnet::parse_date(text, DateTime::UNIX_EPOCH)
}

fn system_now() -> DateTime {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX));
    DateTime::from_unix_seconds(seconds).unwrap_or(DateTime::UNIX_EPOCH)
}

/// The plan; nothing where the mapping has errors, which are printed then.
pub(super) fn plan(arguments: &Arguments, console: &Console) -> Result<Option<Plan>, Trouble> {
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
            if !arguments.ignore_scope && !object_mapping.scope.is_empty() {
                return Err(scoped(&name));
            }
            let compiled = compile(arguments, &file, object_mapping, &mut diagnostics)?;
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
    file: &MappingFile,
    object_mapping: &ObjectMapping,
    diagnostics: &mut Diagnostics,
) -> Result<Compilation, Trouble> {
    let Some(table) = table(arguments, file, object_mapping, diagnostics)? else {
        return Ok(Compilation { plan: None, diagnostics: Diagnostics::new() });
    };
    let version = arguments.scim.of_library();
    Ok(Plan::compile(file, object_mapping, &table, &Env::entra(), version))
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

fn scoped(name: &str) -> Trouble {
    Trouble::new(format!("`{name}` has scoping filters, which attrmap does not evaluate yet"))
        .help("run it for everybody with --ignore-scope")
}
