//! Target tables by name: the built-in ones, and those in files.

use std::path::Path;

use attrmap::diagnostic::Diagnostics;
use attrmap::schema::{self, TargetTable};
use attrmap::source::Source;

use crate::console::Trouble;
use crate::files;

/// A built-in table, or one in a file.
pub(crate) fn named(
    name: &str,
    path: &Path,
    diagnostics: &mut Diagnostics,
) -> Result<Option<TargetTable>, Trouble> {
    if let Some(table) = schema::built_in(name) {
        return Ok(Some(table));
    }
    if !path.exists() {
        let known = schema::BUILT_IN.join("`, `");
        return Err(Trouble::new(format!("there is no schema `{name}`"))
            .help(format!("the built-in ones are `{known}`; others are paths of /Schemas files")));
    }
    let text = files::read_text(path)?;
    let (table, found) = TargetTable::read(&Source::new(path.display().to_string(), text));
    diagnostics.append(found);
    Ok(table)
}
