//! Files of one project while they are linted, and mended where that is wanted.

use std::cell::{Cell, RefCell};
use std::fs;
use std::path::{Path, PathBuf};

use attrmap::check::Env;
use attrmap::diagnostic::Diagnostics;
use attrmap::lint::{Conditions, Evidence, Exceptions, Finding, Fixes, Policy, Proof, Site, lint};
use attrmap::mapping::MappingFile;
use attrmap::profile::Profile;
use attrmap::report::LintReport;
use attrmap::schema::TargetTable;

use super::Arguments;
use super::project::Project;
use super::users::People;
use crate::commands::tables;
use crate::console::{Console, Trouble};
use crate::difference::unified;
use crate::files::{self, is_named};

/// Fixes can call for further ones; these many rounds are enough for what one mends by hand.
const MOST_ROUNDS: usize = 10;

/// The files of one project while they are linted.
pub(super) struct Linting<'a> {
    pub(super) arguments: &'a Arguments,
    pub(super) env: &'a Env,
    /// The table that is meant whatever a file says.
    pub(super) table: Option<&'a TargetTable>,
    /// The users, where somebody gives them.
    pub(super) people: Option<&'a People>,
    /// What users show, where somebody gives a profile of them.
    pub(super) profile: Option<&'a Profile>,
    pub(super) project: &'a Project,
    pub(super) report: &'a mut LintReport,
    /// How many findings were mended.
    pub(super) mended: usize,
    /// What fixes would change, in unified form.
    pub(super) differences: String,
    /// True once some mapping was looked at that reads users.
    pub(super) has_seen_users: Cell<bool>,
}

/// A file that was looked at.
struct Looked {
    file: MappingFile,
    /// What counts of what was found.
    kept: Vec<Finding>,
    /// How many errors there are that nothing could be run with.
    errors: usize,
    /// How many findings do not count, since somebody made exceptions for them.
    excepted: usize,
}

impl Linting<'_> {
    /// Lints the files; true where one of them cannot be read or written.
    pub(super) fn run(&mut self, files: &[PathBuf], console: &Console) -> bool {
        let settings = &self.project.settings;
        let policy = self.arguments.policy(&settings.policy);
        let mut exceptions = Exceptions::new(&self.project.source, &settings.exceptions);
        let mut has_trouble = false;
        for path in files {
            match self.file(path, &policy, &mut exceptions) {
                Ok(looked) => {
                    self.report.files += 1;
                    self.report.suppressed += looked.excepted;
                    self.report.findings.extend(looked.kept);
                }
                Err(trouble) => {
                    console.error(&trouble);
                    has_trouble = true;
                }
            }
        }
        let said = self.project.said.clone().into_iter().map(Finding::of_file);
        let is_whole = !has_trouble && self.is_whole_project();
        let about_settings = said.chain(exceptions.unused(is_whole));
        self.report.findings.extend(about_settings.filter_map(|finding| policy.apply(finding)));
        has_trouble
    }

    /// True where all files were looked at that have these settings.
    fn is_whole_project(&self) -> bool {
        if self.arguments.config.is_some() {
            return false;
        }
        let settings = fs::canonicalize(self.project.source.name()).ok();
        let Some(folder) = settings.as_deref().and_then(Path::parent) else { return false };
        let here = [PathBuf::from(".")];
        let asked = &self.arguments.paths;
        let asked = if asked.is_empty() { here.as_slice() } else { asked.as_slice() };
        let mut roots = asked.iter().filter_map(|path| fs::canonicalize(path).ok());
        roots.any(|root| folder.starts_with(root))
    }

    fn file(
        &mut self,
        path: &Path,
        policy: &Policy,
        exceptions: &mut Exceptions<'_>,
    ) -> Result<Looked, Trouble> {
        let bytes = files::read(path)?;
        let looked = self.look(path, &bytes, policy, exceptions)?;
        if !self.arguments.fixes() || !is_named(path) {
            return Ok(looked);
        }
        self.mend(path, looked, policy, exceptions)
    }

    /// Makes the fixes, and looks at what is left.
    fn mend(
        &mut self,
        path: &Path,
        mut looked: Looked,
        policy: &Policy,
        exceptions: &mut Exceptions<'_>,
    ) -> Result<Looked, Trouble> {
        let before = looked.file.source.text().to_owned();
        let mut bytes = None;
        for _ in 0..MOST_ROUNDS {
            let fixes = Fixes::of(&looked.kept, self.arguments.unsafe_fixes);
            if fixes.edits.is_empty() {
                fixes.explain(&mut looked.kept);
                break;
            }
            let mended = looked.file.edited(&fixes.edits);
            let then = self.look(path, &mended, policy, exceptions)?;
            if then.errors > looked.errors {
                // Fixes are tested one by one; together with others, or with users, they may harm.
                fixes.take_back(&mut looked.kept, self.arguments.unsafe_fixes);
                break;
            }
            looked = then;
            bytes = Some(mended);
            self.mended += fixes.mended;
        }
        let Some(bytes) = bytes else { return Ok(looked) };
        if self.arguments.diff {
            let name = path.display().to_string();
            self.differences.push_str(&unified(&name, &before, looked.file.source.text()));
        } else {
            files::write(path, &bytes)?;
        }
        Ok(looked)
    }

    fn look(
        &self,
        path: &Path,
        bytes: &[u8],
        policy: &Policy,
        exceptions: &mut Exceptions<'_>,
    ) -> Result<Looked, Trouble> {
        let (file, read) = MappingFile::read_bytes(&path.display().to_string(), bytes);
        // A path in a mapping file is meant from there.
        let folder = path.parent().unwrap_or(Path::new(""));
        let said = RefCell::new(Diagnostics::new());
        let trouble = RefCell::new(None);
        let load = |name: &str| {
            let table = tables::named(name, &folder.join(name), &mut said.borrow_mut());
            table.map_err(|found| trouble.replace(Some(found))).ok().flatten()
        };
        let site = self.site();
        let (env, table) = (self.env, self.table);
        let conditions = Conditions { table, ..Conditions::new(env, &load, &site) };
        let proofs = self.proofs(&file, &conditions)?;
        let conditions = Conditions { proofs: &proofs, ..conditions };
        let found = lint(&file, read, &conditions);
        exceptions.see(&file, &conditions, &found);
        if let Some(trouble) = trouble.take() {
            return Err(trouble);
        }
        let errors = found.iter().filter(|finding| !finding.can_be_configured()).count();
        let about_tables = said.take().into_iter().map(Finding::of_file);
        let (mut kept, mut excepted) = (Vec::new(), 0);
        for finding in found.into_iter().chain(about_tables) {
            if exceptions.take(&finding) {
                excepted += 1;
            } else {
                kept.extend(policy.apply(finding));
            }
        }
        Ok(Looked { file, kept, errors, excepted })
    }

    /// What users prove of each mapping for them, where there are users. A file without one is
    /// looked at all the same.
    fn proofs(
        &self,
        file: &MappingFile,
        conditions: &Conditions<'_>,
    ) -> Result<Vec<Proof>, Trouble> {
        let objects = file.user_mappings().into_iter();
        self.has_seen_users.set(self.has_seen_users.get() || objects.len() > 0);
        if let Some(profile) = self.profile {
            return Ok(objects.map(|it| Proof::of_profile(it, profile.clone())).collect());
        }
        let Some(people) = self.people else { return Ok(Vec::new()) };
        let surroundings = self.arguments.surroundings.surroundings()?;
        let evidence = objects.map(|it| Evidence::new(file, it, conditions, surroundings.clone()));
        people.prove(evidence.collect())
    }

    /// What is known of the site: what the settings say, and what the flags add.
    fn site(&self) -> Site {
        let mut site = self.project.settings.site.clone();
        site.verified_domains.extend(self.arguments.verified_domains.iter().cloned());
        site
    }
}
