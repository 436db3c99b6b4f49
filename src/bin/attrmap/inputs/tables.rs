//! Target tables by name: the built-in ones, and those in files.
//!
//! In: a name and the path that it may be. Out: the table, or nothing where there is none or
//! where it is broken, which the diagnostics say then. Who says that there is none knows where
//! its name stands.

use std::cell::RefCell;
use std::path::Path;

use attrmap::diagnostic::{Diagnostics, suggest};
use attrmap::schema::{self, BuiltIn, TargetTable};
use attrmap::source::Source;

use crate::system::console::Trouble;
use crate::system::files;
use crate::system::outside::{Outside, System};

/// The names of the built-in tables, with that between them.
pub(crate) fn names(between: &str) -> String {
    BuiltIn::names().collect::<Vec<_>>().join(between)
}

/// What an argument takes that names a table.
pub(crate) fn help(about: &str) -> String {
    format!("{about}: {}, or the path of a /Schemas response", names(", "))
}

/// A built-in table, or one in a file, where somebody names it on the command line.
pub(crate) fn asked_for(
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Result<Option<TargetTable>, Trouble> {
    let mut said = Diagnostics::new();
    let table = named(name, Path::new(name), &System, &mut said)?;
    let is_broken = said.has_errors();
    diagnostics.append(said);
    if table.is_none() && !is_broken {
        let help = match suggest::nearest(name, BuiltIn::names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                let known = names("`, `");
                format!("the built-in ones are `{known}`; others are paths of /Schemas files")
            }
        };
        return Err(Trouble::new(format!("there is no schema `{name}`")).help(help));
    }
    Ok(table)
}

/// The tables that a mapping file names. Who asks for one wants a table or none; what there is to
/// say is kept until the end.
pub(crate) struct NamedTables<'a> {
    /// A path in the file is meant from here.
    folder: &'a Path,
    outside: &'a dyn Outside,
    said: RefCell<Diagnostics>,
    trouble: RefCell<Option<Trouble>>,
}

impl<'a> NamedTables<'a> {
    /// Those of the file at that path.
    pub(crate) fn of(path: &'a Path, outside: &'a dyn Outside) -> NamedTables<'a> {
        NamedTables {
            folder: path.parent().unwrap_or(Path::new("")),
            outside,
            said: RefCell::default(),
            trouble: RefCell::default(),
        }
    }

    /// The table of that name, if there is one that can be used.
    pub(crate) fn load(&self, name: &str) -> Option<TargetTable> {
        let path = self.folder.join(name);
        let table = named(name, &path, self.outside, &mut self.said.borrow_mut());
        table.map_err(|found| self.trouble.replace(Some(found))).ok().flatten()
    }

    /// What is said of them, and why one of them could not be read.
    pub(crate) fn finish(self) -> (Diagnostics, Option<Trouble>) {
        (self.said.into_inner(), self.trouble.into_inner())
    }
}

/// A built-in table, or one in a file.
fn named(
    name: &str,
    path: &Path,
    outside: &dyn Outside,
    diagnostics: &mut Diagnostics,
) -> Result<Option<TargetTable>, Trouble> {
    if let Some(table) = schema::built_in(name) {
        return Ok(Some(table));
    }
    if !outside.exists(path) {
        return Ok(None);
    }
    let name = path.display().to_string();
    let text = files::text_of(&name, &outside.read(path)?)?;
    let (table, found) = TargetTable::read(&Source::new(name, text));
    diagnostics.append(found);
    Ok(table)
}
