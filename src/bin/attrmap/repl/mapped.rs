//! The loaded mapping: its file, the table of its target, its plan, and how it is changed.
//!
//! In: the bytes of a mapping file. Out: what is wrong with it, a plan where nothing is, and after
//! an edit the same again: the file that results is read anew, so what is shown is what is saved.

use std::path::{Path, PathBuf};

use attrmap::check::Env;
use attrmap::diagnostic::{Diagnostics, suggest};
use attrmap::mapping::{Mapping, MappingFile, MappingSource, Names, ObjectMapping, Obstacle};
use attrmap::plan::{ObjectAnalysis, Plan};
use attrmap::schema::{self, ScimVersion, TargetTable};
use attrmap::source::Source;

use super::answer::Mistake;
use super::outside::Outside;
use crate::files;

/// A mapping with everything that was made of it.
pub(crate) struct Mapped {
    /// Where it was loaded from.
    pub(crate) path: PathBuf,
    /// The file, with what was edited.
    pub(crate) file: MappingFile,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Those that were loaded from there, or saved.
    pub(crate) on_disk: Vec<u8>,
    /// What its reader had to say.
    pub(crate) read: Diagnostics,
    /// The target's table, where there is one.
    pub(crate) table: Option<TargetTable>,
    /// The plan, where nothing is wrong.
    pub(crate) plan: Option<Plan>,
    /// Everything there is to say, by place.
    pub(crate) diagnostics: Diagnostics,
    /// True where an edit is not saved.
    pub(crate) is_changed: bool,
}

impl Mapped {
    /// Reads a mapping file. The table is the one given, else the one that the file names. What is
    /// no text, nothing at all or over the limit is no mapping that could be edited and saved.
    pub(crate) fn read(
        path: &Path,
        bytes: Vec<u8>,
        env: &Env,
        table: Option<&TargetTable>,
        outside: &dyn Outside,
    ) -> Result<Mapped, Diagnostics> {
        let (file, read) = MappingFile::read_bytes(&path.display().to_string(), &bytes);
        if file.source.text().is_empty() {
            return Err(read);
        }
        let mut mapped = Mapped {
            path: path.to_owned(),
            file,
            on_disk: bytes.clone(),
            bytes,
            diagnostics: read.clone(),
            read,
            table: None,
            plan: None,
            is_changed: false,
        };
        mapped.compile(env, table, outside);
        Ok(mapped)
    }

    /// The same file with these bytes, read anew; what is on disk is as it was.
    pub(crate) fn with_bytes(
        &self,
        bytes: Vec<u8>,
        env: &Env,
        table: Option<&TargetTable>,
        outside: &dyn Outside,
    ) -> Result<Mapped, Diagnostics> {
        let is_changed = self.is_changed || bytes != self.bytes;
        let on_disk = self.on_disk.clone();
        let anew = Mapped::read(&self.path, bytes, env, table, outside)?;
        Ok(Mapped { is_changed, on_disk, ..anew })
    }

    /// Compiles it, for the table given or its own.
    fn compile(&mut self, env: &Env, given: Option<&TargetTable>, outside: &dyn Outside) {
        let mut said = self.read.clone();
        let object = match self.file.choose(None) {
            Ok(object) => object,
            Err(diagnostic) => {
                // A file that could not be read has said so already.
                if !said.has_errors() {
                    said.push(*diagnostic);
                }
                self.diagnostics = said.sorted();
                return;
            }
        };
        let folder = self.path.parent().unwrap_or(Path::new("")).to_owned();
        let mut about_table = Diagnostics::new();
        let table = match given {
            Some(table) => Ok(Some(table.clone())),
            None => self.file.target_table(object, |name| {
                let (table, found) = load_table(name, &folder, outside);
                about_table = found;
                table
            }),
        };
        let is_broken = about_table.has_errors();
        said.append(about_table);
        let table = table.unwrap_or_else(|obstacle| {
            if !is_broken {
                said.push(*obstacle);
            }
            None
        });
        let plan = match &table {
            Some(table) => {
                let compiled = Plan::compile(&self.file, object, table, env, ScimVersion::V2_0);
                said.append(compiled.diagnostics);
                compiled.plan
            }
            None => {
                said.append(ObjectAnalysis::new(&self.file, object, None, env).diagnostics);
                None
            }
        };
        self.plan = plan.filter(|_| !said.has_errors());
        self.table = table;
        self.diagnostics = said.sorted();
    }

    /// The object mapping that is meant: the one that reads users.
    pub(crate) fn object(&self) -> Option<&ObjectMapping> {
        self.file.choose(None).ok()
    }

    /// The attribute mappings.
    pub(crate) fn mappings(&self) -> &[Mapping] {
        self.object().map_or(&[], |object| &object.mappings)
    }

    /// The mapping to that target, as it is written there or in another case.
    pub(crate) fn find(&self, target: &str) -> Option<&Mapping> {
        let mut mappings = self.mappings().iter();
        mappings.find(|mapping| mapping.target.value.eq_ignore_ascii_case(target))
    }

    /// The same, or why there is none.
    pub(crate) fn demand(&self, target: &str) -> Result<&Mapping, Mistake> {
        self.find(target).ok_or_else(|| {
            let names = self.mappings().iter().map(|mapping| mapping.target.value.as_str());
            let mistake = Mistake::new(format!("the mapping has no `{target}`"));
            match suggest::nearest(target, names) {
                Some(near) => mistake.help(format!("did you mean `{near}`?")),
                None => mistake.help("Tab after `:edit ` lists its targets"),
            }
        })
    }

    /// The bytes of the file with another expression for a target.
    pub(crate) fn edited(
        &self,
        target: &str,
        expression: &str,
        names: Names<'_>,
    ) -> Result<Vec<u8>, Mistake> {
        let mapping = self.demand(target)?;
        let Some(text) = expression_of(mapping) else {
            let message = format!("`{target}` has no expression in the file");
            return Err(Mistake::new(message).help("write one there with an editor"));
        };
        let edits = self.file.edit_expression(text, text.whole(), expression, names);
        let edits = edits.map_err(|obstacle| {
            let mistake = Mistake::new(obstacle.to_string());
            match obstacle {
                Obstacle::UndocumentedTree => {
                    mistake.help("enter it in the portal, which writes both, and export again")
                }
                Obstacle::Tree | Obstacle::NoLiteral => mistake,
            }
        })?;
        Ok(self.file.edited(&edits))
    }
}

/// The expression of a mapping, where it has one.
pub(crate) fn expression_of(mapping: &Mapping) -> Option<&Source> {
    match &mapping.source {
        MappingSource::Expression(text) => Some(text),
        MappingSource::None | MappingSource::Unreadable => None,
    }
}

/// A built-in table, or one in a file; paths in a mapping file are meant from there.
pub(super) fn load_table(
    name: &str,
    folder: &Path,
    outside: &dyn Outside,
) -> (Option<TargetTable>, Diagnostics) {
    if let Some(table) = schema::built_in(name) {
        return (Some(table), Diagnostics::new());
    }
    let path = folder.join(name);
    let name = path.display().to_string();
    // Where there is none, the mapping says so at the place that names it.
    match outside.read(&path).and_then(|bytes| files::text_of(&name, &bytes)) {
        Ok(text) => TargetTable::read(&Source::new(name, text)),
        Err(_) => (None, Diagnostics::new()),
    }
}
