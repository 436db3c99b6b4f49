//! From the arguments to a plan: the mapping, its target table, and what there is to say.

use attrmap::diagnostic::Diagnostics;
use attrmap::mapping::MappingFile;
use attrmap::plan::Plan;

use super::arguments::Arguments;
use crate::inputs::tables;
use crate::mappings::compiling::{Compiled, Meaning};
use crate::system::console::{Console, Trouble};
use crate::system::files;
use crate::system::outside::System;

/// A plan, and what of its mapping is not in it.
pub(super) struct Planned {
    pub(super) plan: Plan,
    /// True where the mapping has scoping filters that are left aside.
    pub(super) ignores_filters: bool,
}

/// The plan; nothing where the mapping has errors, which are printed then.
pub(super) fn plan(arguments: &Arguments, console: &Console) -> Result<Option<Planned>, Trouble> {
    let Some(env) = arguments.environment.env(console, arguments.format)? else { return Ok(None) };
    let path = &arguments.mapping;
    let bytes = files::read(path)?;
    let (file, mut said) = MappingFile::read_bytes(&path.display().to_string(), &bytes);
    let meaning = Meaning {
        env: &env,
        version: arguments.scim.of_library(),
        path,
        object_mapping: arguments.object_mapping.as_deref(),
        ignores_scope: arguments.ignore_scope,
        outside: &System,
    };
    let mut about_table = Diagnostics::new();
    let asked_for = arguments.schema.as_deref();
    let asked_for = asked_for.map(|name| tables::asked_for(name, &mut about_table));
    said.append(about_table);
    let Compiled { plan, diagnostics, trouble, ignores_filters, .. } =
        meaning.compile(&file, said, asked_for);
    // What else is wrong is worth knowing all the same, and may be why a filter answers so.
    console.diagnostics(&diagnostics, arguments.format);
    match trouble {
        Some(trouble) => Err(trouble),
        None => Ok(plan.map(|plan| Planned { plan, ignores_filters })),
    }
}
