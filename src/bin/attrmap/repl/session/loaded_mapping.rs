//! The loaded mapping: its file, the table of its target, its plan, and how it is changed.
//!
//! In: the bytes of a mapping file. Out: what is wrong with it, a plan where nothing is, and after
//! an edit the same again: the file that results is read anew, so what is shown is what is saved.

use std::path::{Path, PathBuf};

use attrmap::check::Env;
use attrmap::diagnostic::{Diagnostic, Diagnostics, Severity, suggest};
use attrmap::mapping::{Mapping, MappingFile, MappingSource, Names, ObjectMapping, Obstacle};
use attrmap::plan::{Expression, Plan};
use attrmap::schema::{ScimVersion, TargetTable};
use attrmap::source::Source;
use attrmap::syntax::{self, Layout};

use super::Session;
use super::answer::Mistake;
use crate::mappings::compiling::Meaning;
use crate::system::console::Trouble;
use crate::system::outside::Outside;

/// A file of a mapping, as it was left.
#[derive(Debug, Clone)]
struct OwnFile {
    /// From the root on, however somebody spells it.
    path: PathBuf,
    bytes: Vec<u8>,
}

/// What a mapping is read with.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) env: &'a Env,
    /// The table that is meant whatever the file says.
    pub(crate) table: Option<&'a TargetTable>,
    /// The object mapping that is meant; the one for users where none is named.
    pub(crate) object_mapping: Option<&'a str>,
    pub(crate) outside: &'a dyn Outside,
}

/// A mapping with everything that was made of it.
pub(crate) struct LoadedMapping {
    /// Where it was loaded from.
    pub(crate) path: PathBuf,
    /// The file, with what was edited.
    pub(crate) file: MappingFile,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// Its own files: the one that was loaded, and those that it was saved to.
    own: Vec<OwnFile>,
    /// The object mapping that is meant, where one is named.
    pub(super) object_mapping: Option<String>,
    /// What its reader had to say.
    pub(crate) read: Diagnostics,
    /// The target's table, where there is one.
    pub(crate) table: Option<TargetTable>,
    /// The plan, where nothing is wrong.
    pub(crate) plan: Option<Plan>,
    /// Everything there is to say, by place.
    pub(crate) diagnostics: Diagnostics,
    /// Why there is no table, where that stands in no file.
    pub(crate) trouble: Option<Trouble>,
    /// True where an edit is not saved.
    pub(crate) is_changed: bool,
}

impl LoadedMapping {
    /// Reads a mapping file. The table is the one given, else the one that the file names. What is
    /// no text, nothing at all or over the limit is no mapping that could be edited and saved.
    pub(crate) fn read(
        path: &Path,
        bytes: Vec<u8>,
        reading: &Reading<'_>,
    ) -> Result<LoadedMapping, Diagnostics> {
        let (file, read) = MappingFile::read_bytes(&path.display().to_string(), &bytes);
        if file.source.text().is_empty() {
            return Err(read);
        }
        let mut mapping = LoadedMapping {
            path: path.to_owned(),
            file,
            own: vec![OwnFile { path: real(path, reading.outside), bytes: bytes.clone() }],
            object_mapping: reading.object_mapping.map(str::to_owned),
            bytes,
            diagnostics: read.clone(),
            read,
            table: None,
            plan: None,
            trouble: None,
            is_changed: false,
        };
        mapping.compile(reading);
        Ok(mapping)
    }

    /// The same file with these bytes, read anew; what is on disk is as it was.
    pub(crate) fn with_bytes(
        &self,
        bytes: Vec<u8>,
        reading: &Reading<'_>,
    ) -> Result<LoadedMapping, Diagnostics> {
        let is_changed = self.is_changed || bytes != self.bytes;
        let own = self.own.clone();
        let reading = Reading { object_mapping: self.object_mapping.as_deref(), ..*reading };
        let anew = LoadedMapping::read(&self.path, bytes, &reading)?;
        Ok(LoadedMapping { is_changed, own, ..anew })
    }

    /// How the file at that path was left, where it is one of its own.
    pub(crate) fn left_at(&self, path: &Path, outside: &dyn Outside) -> Option<&[u8]> {
        let path = real(path, outside);
        self.own.iter().find(|own| own.path == path).map(|own| own.bytes.as_slice())
    }

    /// The file at that path was written: it is its own now.
    pub(crate) fn was_saved_to(&mut self, path: &Path, outside: &dyn Outside) {
        let path = real(path, outside);
        self.own.retain(|own| own.path != path);
        self.own.push(OwnFile { path, bytes: self.bytes.clone() });
        self.is_changed = false;
    }

    /// Compiles it, for the table given or its own.
    fn compile(&mut self, reading: &Reading<'_>) {
        let Reading { env, table, object_mapping, outside } = *reading;
        let meaning = Meaning {
            env,
            version: ScimVersion::V2_0,
            path: &self.path,
            object_mapping,
            ignores_scope: false,
            outside,
        };
        let given = table.map(|table| Ok(Some(table.clone())));
        let compiled = meaning.compile(&self.file, self.read.clone(), given);
        self.plan = compiled.plan;
        self.table = compiled.table;
        self.diagnostics = compiled.diagnostics;
        self.trouble = compiled.trouble;
    }

    /// The object mapping that is meant: the one that reads users, where none is named.
    pub(crate) fn object(&self) -> Option<&ObjectMapping> {
        self.file.choose(self.object_mapping.as_deref()).ok()
    }

    /// The attribute mappings.
    pub(crate) fn mappings(&self) -> &[Mapping] {
        self.object().map_or(&[], |object| &object.mappings)
    }

    /// The attributes that its expressions redact.
    pub(super) fn redacted(&self, env: &Env) -> Vec<String> {
        let texts = self.mappings().iter().filter_map(expression_of);
        let expressions = texts.filter_map(|text| Expression::compile(text, env).expression);
        expressions.flat_map(|it| it.redacted().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// The mapping to that target, as it is written there or in another case.
    pub(crate) fn find(&self, target: &str) -> Option<&Mapping> {
        let mut mappings = self.mappings().iter();
        mappings.find(|mapping| mapping.target.value.eq_ignore_ascii_case(target))
    }

    /// The mapping that something is said of.
    pub(crate) fn mapping_of(&self, said: &Diagnostic) -> Option<&Mapping> {
        let is_here = said.source.file() == &self.file.source;
        let place = said.source.span_in_file(said.primary.span);
        self.object().filter(|_| is_here)?.mapping_at(place)
    }

    /// The mapping to that target, or why there is none.
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
        let expression = match self.file.layout() {
            Layout::Lines { end } => with_line_ends(expression, end),
            Layout::OneLine => expression.to_owned(),
        };
        let edits = self.file.edit_expression(text, text.whole(), &expression, names);
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

impl Session {
    /// The loaded mapping, or that there is none.
    pub(crate) fn mapping(&self) -> Result<&LoadedMapping, Mistake> {
        self.mapping.as_ref().ok_or_else(no_mapping)
    }

    /// Its plan, or what stands in its way.
    pub(super) fn plan(&self) -> Result<&Plan, Mistake> {
        let mapping = self.mapping()?;
        match (&mapping.plan, &mapping.trouble) {
            (Some(plan), _) => Ok(plan),
            (None, Some(trouble)) => Err(trouble.clone().into()),
            (None, None) => {
                let said = mapping.diagnostics.iter();
                Err(said.filter(|it| it.severity == Severity::Error).cloned().collect())
            }
        }
    }
}

/// What is said where a mapping is needed.
pub(crate) fn no_mapping() -> Mistake {
    Mistake::new("no mapping is loaded").help("`:load FILE` reads one: TOML, or JSON of Graph")
}

/// An expression with the line ends of its file. Those in a text are the text's own.
fn with_line_ends(expression: &str, end: &str) -> String {
    let mut written = String::with_capacity(expression.len());
    let mut done = 0;
    let rest = expression.len()..expression.len();
    let tokens = syntax::tokens(expression).into_iter().map(|token| token.span.range());
    for token in tokens.chain([rest]) {
        let between = expression.get(done..token.start).unwrap_or_default();
        written.push_str(&between.replace("\r\n", "\n").replace('\n', end));
        written.push_str(expression.get(token.clone()).unwrap_or_default());
        done = token.end;
    }
    written
}

/// The path from the root on; as it is where nothing is there.
fn real(path: &Path, outside: &dyn Outside) -> PathBuf {
    outside.real(path).unwrap_or_else(|| path.to_owned())
}

/// The expression of a mapping, where it has one.
pub(crate) fn expression_of(mapping: &Mapping) -> Option<&Source> {
    match &mapping.source {
        MappingSource::Expression(text) => Some(text),
        MappingSource::None | MappingSource::Unreadable => None,
    }
}
