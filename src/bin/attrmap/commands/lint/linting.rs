//! Files of one project while they are linted, and mended where that is wanted.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use attrmap::check::Env;
use attrmap::lint::{Exceptions, Finding, Fixes, Policy, Site};
use attrmap::mapping::{Edits, MappingFile};
use attrmap::profile::Profile;
use attrmap::report::LintReport;
use attrmap::schema::TargetTable;

use super::Arguments;
use super::users::People;
use crate::mappings::difference::unified;
use crate::mappings::findings::{Looked, Looking, See, Users};
use crate::mappings::project::{self, Project};
use crate::mappings::search;
use crate::system::console::{Console, Trouble};
use crate::system::files::{self, is_named};
use crate::system::outside::System;

/// Fixes can call for further ones; these many rounds are enough for what one mends by hand.
const MOST_ROUNDS: usize = 10;

/// So often some fixes of a round are tried without others, where all of them together do harm.
const MOST_TRIES: usize = 64;

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

impl Linting<'_> {
    /// Lints the files; true where one of them cannot be read or written.
    pub(super) fn run(&mut self, files: &[PathBuf], console: &Console) -> bool {
        let settings = &self.project.settings;
        let policy = self.arguments.policy(&settings.policy);
        let mut exceptions = self.project.exceptions();
        let mut has_trouble = false;
        for path in files {
            match self.file(path, &policy, &mut exceptions) {
                Ok((looked, trouble)) => {
                    if let Some(trouble) = trouble {
                        console.error(&trouble);
                        has_trouble = true;
                    }
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
        // A search of the folder is for those who have something to learn from it.
        let would_say = !has_trouble && !exceptions.unused(true).is_empty();
        let is_whole = would_say && self.is_whole_project(files);
        self.report.findings.extend(self.project.findings(&exceptions, &policy, is_whole));
        has_trouble
    }

    /// True where all files were looked at that have these settings: the folder they stand in was
    /// asked for, or each of its files. Who else uses settings that somebody names is not known.
    fn is_whole_project(&self, files: &[PathBuf]) -> bool {
        let Some(settings) = self.project.path().and_then(real) else { return false };
        let Some(folder) = settings.parent() else { return false };
        let here = [PathBuf::from(".")];
        let asked = &self.arguments.paths;
        let asked = if asked.is_empty() { here.as_slice() } else { asked.as_slice() };
        if asked.iter().filter_map(real).any(|root| folder.starts_with(root)) {
            return true;
        }
        let looked_at: BTreeSet<PathBuf> = files.iter().filter_map(real).collect();
        let is_seen = |path: &PathBuf| real(path).is_some_and(|path| looked_at.contains(&path));
        let is_its = |path: &&PathBuf| {
            let found = project::path_for(path, &System).and_then(real);
            found.as_ref() == Some(&settings)
        };
        let all = search::find(&[folder.to_path_buf()]);
        self.arguments.config.is_none()
            && all.troubles.is_empty()
            && all.files.iter().filter(is_its).all(is_seen)
    }

    /// Looks at a file, and mends it where that is wanted; with the trouble that kept it as it was.
    fn file(
        &mut self,
        path: &Path,
        policy: &Policy,
        exceptions: &mut Exceptions<'_>,
    ) -> Result<(Looked, Option<Trouble>), Trouble> {
        let bytes = files::read(path)?;
        let (file, looked) = self.look(path, &bytes, policy, exceptions)?;
        if !self.arguments.fixes() {
            return Ok((looked, None));
        }
        self.mend(path, file, bytes, looked, policy, exceptions)
    }

    /// Makes the fixes, and looks at what is left.
    fn mend(
        &mut self,
        path: &Path,
        mut file: MappingFile,
        mut bytes: Vec<u8>,
        mut looked: Looked,
        policy: &Policy,
        exceptions: &mut Exceptions<'_>,
    ) -> Result<(Looked, Option<Trouble>), Trouble> {
        let before = file.source.text().to_owned();
        let found = looked.clone();
        let mut is_mended = false;
        for _ in 0..MOST_ROUNDS {
            let fixes = Fixes::of(&looked.kept, self.arguments.unsafe_fixes);
            if fixes.edits.is_empty() {
                fixes.explain(&mut looked.kept);
                break;
            }
            // Fixes are tested one by one; together with others, or with users, they may harm.
            let mut last = None;
            let (fixes, harmful) =
                fixes.without_harmful(&looked.kept, MOST_TRIES, |edits: &Edits| {
                    let edited = file.edited(edits);
                    let (new, then) = self.look(path, &edited, policy, exceptions)?;
                    let is_harmless = then.errors <= looked.errors;
                    if is_harmless {
                        last = Some((new, then, edited));
                    }
                    Ok::<bool, Trouble>(is_harmless)
                })?;
            // What was tried last without harm is all that is kept.
            let Some((new, then, edited)) = last else {
                fixes.explain(&mut looked.kept);
                Fixes::take_back(&mut looked.kept, &harmful);
                break;
            };
            (file, looked, bytes) = (new, then, edited);
            is_mended = true;
        }
        if self.arguments.diff {
            let name = path.display().to_string();
            self.differences.push_str(&unified(&name, &before, file.source.text()));
        // Who pipes a text through waits for it, mended or not.
        } else if (is_mended || !is_named(path))
            && let Err(trouble) = files::write(path, &bytes)
        {
            return Ok((found, Some(trouble)));
        }
        self.mended += gone(&found.kept, &looked.kept);
        Ok((looked, None))
    }

    fn look(
        &self,
        path: &Path,
        bytes: &[u8],
        policy: &Policy,
        exceptions: &mut Exceptions<'_>,
    ) -> Result<(MappingFile, Looked), Trouble> {
        let (file, read) = MappingFile::read_bytes(&path.display().to_string(), bytes);
        let users = match self.people {
            None => None,
            Some(people) => Some(Users {
                surroundings: self.arguments.surroundings.surroundings()?,
                names_inputs: people.are_several(),
                show: |see: See<'_, Trouble>| people.show(see),
            }),
        };
        let (env, table, profile) = (self.env, self.table, self.profile);
        let site = &self.site();
        let looking = Looking {
            env,
            table,
            object_mapping: None,
            site,
            policy,
            outside: &System,
            users,
            profile,
        };
        let looked = looking.look(path, &file, read, exceptions)?;
        let reads_users = !file.user_mappings().is_empty();
        self.has_seen_users.set(self.has_seen_users.get() || reads_users);
        Ok((file, looked))
    }

    /// What is known of the site: what the settings say, and what the flags add.
    fn site(&self) -> Site {
        let mut site = self.project.settings.site.clone();
        site.verified_domains.extend(self.arguments.verified_domains.iter().cloned());
        site
    }
}

/// How many findings are there no more. A fix may mend what others complain of too, and what is
/// left may underline other text than before: so they are counted by what they are about. Of a
/// kind of which not all are listed nobody knows that.
fn gone(before: &[Finding], after: &[Finding]) -> usize {
    let kind = |it: &Finding| (it.diagnostic.severity, it.diagnostic.code.path);
    let cut = before.iter().chain(after).filter(|it| it.left_out() > 0);
    let cut: BTreeSet<_> = cut.map(kind).collect();
    let about = |it: &Finding| match cut.contains(&kind(it)) {
        true => (kind(it), None),
        false => (kind(it), Some((it.object_mapping.clone(), it.target.clone()))),
    };
    let mut counts: BTreeMap<_, (usize, usize)> = BTreeMap::new();
    for finding in before {
        counts.entry(about(finding)).or_default().0 += 1 + finding.left_out();
    }
    for finding in after {
        counts.entry(about(finding)).or_default().1 += 1 + finding.left_out();
    }
    counts.into_values().map(|(before, after)| before.saturating_sub(after)).sum()
}

/// The path without links and `..`; nothing where there is no such file.
fn real(path: impl AsRef<Path>) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}
