//! `attrmap fmt`: expressions in their one canonical form, alone and in mapping files.

mod arguments;
mod document;

use std::path::Path;

use attrmap::diagnostic::{Diagnostics, counted};
use attrmap::mapping::Names;
use attrmap::schema::SourceTable;
use attrmap::source::Encoding;

pub(crate) use self::arguments::Arguments;
use self::document::{Document, Formatted};
use crate::inputs::expression::refuse_standard_twice;
use crate::mappings::difference::unified;
use crate::mappings::search::{self, Found};
use crate::system::console::{Console, Trouble};
use crate::system::ending::Ending;
use crate::system::files::{self, STANDARD};

/// Formats what is given.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    let paths = arguments.paths.iter().map(|path| Some(path.as_path()));
    refuse_standard_twice(paths.chain([arguments.functions.path()]))?;
    let Some(functions) = arguments.functions.read(console, arguments.format)? else {
        return Ok(Ending::Unusable);
    };
    let attributes = SourceTable::entra_user();
    let names = Names { attributes: &attributes, functions: &functions };
    let mut formatting = Formatting { arguments, names, console, tally: Tally::default() };
    if let Some(text) = &arguments.expression {
        let document = Document::expression("expression", text, Encoding::Utf8);
        formatting.show("expression", &document)?;
        return Ok(formatting.tally.ending(arguments));
    }
    let Found { files, troubles } = search::find(&arguments.paths);
    for trouble in &troubles {
        console.error(trouble);
        formatting.tally.unusable += 1;
    }
    if files.is_empty() && troubles.is_empty() {
        console.warning("there are no mapping files here: `*.attrmap.toml`, or exports of Graph");
    }
    for path in &files {
        if let Err(trouble) = formatting.file(path) {
            console.error(&trouble);
            formatting.tally.unusable += 1;
        }
    }
    // Standard input has nothing to count.
    if files.iter().any(|path| files::is_named(path)) {
        console.say(&format!("{}\n", formatting.tally.account(arguments)));
    }
    Ok(formatting.tally.ending(arguments))
}

/// What became of the files.
#[derive(Debug, Default)]
struct Tally {
    changed: u64,
    settled: u64,
    broken: u64,
    unusable: u64,
}

impl Tally {
    fn ending(&self, arguments: &Arguments) -> Ending {
        let has_findings = self.broken > 0 || (arguments.only_looks() && self.changed > 0);
        match (self.unusable > 0, has_findings) {
            (true, _) => Ending::Unusable,
            (false, true) => Ending::Findings,
            (false, false) => Ending::Clean,
        }
    }

    fn account(&self, arguments: &Arguments) -> String {
        let changed = if arguments.only_looks() { "to be formatted" } else { "formatted" };
        let mut account = format!("{} {changed}", counted(self.changed, "file"));
        for (count, what) in [
            (self.settled, "unchanged"),
            (self.broken, "with errors"),
            (self.unusable, "not read or not written"),
        ] {
            if count > 0 {
                account.push_str(&format!(", {count} {what}"));
            }
        }
        account
    }
}

/// The files while they are formatted.
struct Formatting<'a> {
    arguments: &'a Arguments,
    names: Names<'a>,
    console: &'a Console,
    tally: Tally,
}

impl Formatting<'_> {
    fn file(&mut self, path: &Path) -> Result<(), Trouble> {
        if !files::is_named(path) {
            let name = self.arguments.stdin_filename.as_deref().unwrap_or(path);
            let name = name.display().to_string();
            let bytes = files::read(path)?;
            return match Document::read(&name, &bytes) {
                Ok(document) => self.show(&name, &document),
                Err(said) => self.refuse(&said),
            };
        }
        let name = path.display().to_string();
        let bytes = files::read(path).map_err(|trouble| hint(path, trouble))?;
        let formatted = Document::read(&name, &bytes)
            .and_then(|document| document.formatted(self.names, self.arguments.one_line));
        match formatted {
            Err(said) => self.refuse(&said),
            Ok(formatted) => {
                match (formatted.is_settled(), self.arguments.only_looks()) {
                    (true, _) => {}
                    (false, true) => self.look(&name, &formatted)?,
                    (false, false) => files::write(path, &formatted.bytes())?,
                }
                self.count(&name, &formatted);
                Ok(())
            }
        }
    }

    /// Prints a document that is not a file, in its canonical form.
    fn show(&mut self, name: &str, document: &Document) -> Result<(), Trouble> {
        match document.formatted(self.names, self.arguments.one_line) {
            Err(said) => self.refuse(&said),
            Ok(formatted) => {
                if !self.arguments.only_looks() {
                    files::write(STANDARD.as_ref(), &formatted.shown())?;
                } else if !formatted.is_settled() {
                    self.look(name, &formatted)?;
                }
                self.count(name, &formatted);
                Ok(())
            }
        }
    }

    /// Counts a document by what became of it. One that could not be changed is not well.
    fn count(&mut self, name: &str, formatted: &Formatted) {
        for why in formatted.refused() {
            self.console.warning(&format!("{name}: {why}"));
        }
        let count = match (formatted.refused().is_empty(), formatted.is_settled()) {
            (false, _) => &mut self.tally.broken,
            (true, true) => &mut self.tally.settled,
            (true, false) => &mut self.tally.changed,
        };
        *count += 1;
    }

    /// Says what formatting would change.
    fn look(&self, name: &str, formatted: &Formatted) -> Result<(), Trouble> {
        if !self.arguments.diff {
            return self.console.print(&format!("{name}\n"));
        }
        self.console.print(&unified(name, formatted.before(), formatted.after()))
    }

    fn refuse(&mut self, said: &Diagnostics) -> Result<(), Trouble> {
        self.console.diagnostics(said, self.arguments.format);
        self.tally.broken += 1;
        Ok(())
    }
}

/// Somebody who gives an expression where a path belongs is told how to.
fn hint(path: &Path, trouble: Trouble) -> Trouble {
    let text = path.to_string_lossy();
    if text.contains(['[', '(', '"']) {
        trouble.help("an expression on the command line is given with -e: attrmap fmt -e '[mail]'")
    } else {
        trouble
    }
}
