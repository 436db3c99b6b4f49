//! A mapping file compiled: the table of its target found, its plan made, everything said of it.
//!
//! In: a file that was read, and how it is meant: for which table, which object mapping. Out:
//! [`Compiled`].
//!
//! Absent on purpose: who hears of it.

use std::path::Path;

use attrmap::check::Env;
use attrmap::diagnostic::Diagnostics;
use attrmap::mapping::{MappingFile, ObjectMapping, SchemaChoice};
use attrmap::plan::{ObjectAnalysis, Plan};
use attrmap::schema::{ScimVersion, TargetTable};
use attrmap::scope::Scope;

use crate::inputs::tables::NamedTables;
use crate::system::console::Trouble;
use crate::system::outside::Outside;

/// How a mapping is meant.
pub(crate) struct Meaning<'a> {
    pub(crate) env: &'a Env,
    pub(crate) version: ScimVersion,
    /// Where the file stands: a path in it is meant from there.
    pub(crate) path: &'a Path,
    /// The object mapping; the one for users where none is named.
    pub(crate) object_mapping: Option<&'a str>,
    /// True where scoping filters are left aside.
    pub(crate) ignores_scope: bool,
    pub(crate) outside: &'a dyn Outside,
}

/// A table that is meant whatever a file says: there is none where it is broken.
pub(crate) type AskedFor = Result<Option<TargetTable>, Trouble>;

/// What became of a mapping.
#[derive(Default)]
pub(crate) struct Compiled {
    /// The target's table, where there is one.
    pub(crate) table: Option<TargetTable>,
    /// The plan, where nothing is wrong.
    pub(crate) plan: Option<Plan>,
    /// Everything there is to say, by place.
    pub(crate) diagnostics: Diagnostics,
    /// Why there is no table, where that stands in no file.
    pub(crate) trouble: Option<Trouble>,
    /// True where the mapping has scoping filters that are left aside.
    pub(crate) ignores_filters: bool,
}

impl Meaning<'_> {
    /// Compiles a file of which its reader had this to say, for the table that is asked for, else
    /// for the one that the file names.
    pub(crate) fn compile(
        &self,
        file: &MappingFile,
        mut said: Diagnostics,
        asked_for: Option<AskedFor>,
    ) -> Compiled {
        let mut compiled = Compiled::default();
        match file.choose(self.object_mapping) {
            Ok(object) if self.ignores_scope && !object.scope.is_empty() => {
                compiled.ignores_filters = true;
                let everybody = ObjectMapping { scope: Scope::default(), ..object.clone() };
                self.compile_object(file, &everybody, asked_for, &mut said, &mut compiled);
            }
            Ok(object) => self.compile_object(file, object, asked_for, &mut said, &mut compiled),
            Err(diagnostic) => {
                // A file that could not be read has said so already.
                if !said.has_errors() {
                    said.push(*diagnostic);
                }
            }
        }
        let plan = compiled.plan.filter(|_| !said.has_errors());
        Compiled { plan, diagnostics: said.sorted(), ..compiled }
    }

    fn compile_object(
        &self,
        file: &MappingFile,
        object: &ObjectMapping,
        asked_for: Option<AskedFor>,
        said: &mut Diagnostics,
        compiled: &mut Compiled,
    ) {
        match asked_for.unwrap_or_else(|| self.named_table(file, object, said)) {
            Ok(table) => compiled.table = table,
            Err(trouble) => compiled.trouble = Some(trouble),
        }
        if let Some(table) = &compiled.table {
            let compilation = Plan::compile(file, object, table, self.env, self.version);
            said.append(compilation.diagnostics);
            compiled.plan = compilation.plan;
        } else if matches!(file.schema, SchemaChoice::Named(_) | SchemaChoice::Missing) {
            // A mapping that names its table wrong is meant for one, unlike a job of Graph whose
            // target is something else.
            said.append(ObjectAnalysis::new(file, object, None, self.env).diagnostics);
        }
    }

    /// The table that the file names.
    fn named_table(
        &self,
        file: &MappingFile,
        object: &ObjectMapping,
        said: &mut Diagnostics,
    ) -> AskedFor {
        let tables = NamedTables::of(self.path, self.outside);
        let table = file.target_table(object, |name| tables.load(name));
        let (about_table, trouble) = tables.finish();
        let is_broken = about_table.has_errors();
        said.append(about_table);
        if let Some(trouble) = trouble {
            return Err(trouble);
        }
        table.or_else(|obstacle| {
            // A table that is broken is there.
            if !is_broken {
                said.push(*obstacle);
            }
            Ok(None)
        })
    }
}
