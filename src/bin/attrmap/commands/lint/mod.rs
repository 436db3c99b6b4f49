//! `attrmap lint`: what is wrong in mapping files, and what is likely so.

mod arguments;
mod project;
mod users;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use attrmap::check::Env;
use attrmap::diagnostic::Diagnostics;
use attrmap::lint::{Baseline, Conditions, Evidence, Exceptions, Finding, Proof, Site, lint};
use attrmap::mapping::MappingFile;
use attrmap::profile::Profile;
use attrmap::report::{
    LintReport, concise_findings, github_findings, human_findings, json_findings, sarif_findings,
};
use attrmap::schema::TargetTable;

pub(crate) use self::arguments::Arguments;
use self::arguments::LintFormat;
use self::project::Project;
use super::tables;
use crate::console::{Console, Format, Trouble};
use crate::ending::Ending;
use crate::files::{self, Output};
use crate::mapping_files;

/// Lints the files.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    let baseline = arguments.baseline.as_deref().map(read_baseline).transpose()?;
    let Some(env) = arguments.environment.env(console, Format::Human)? else {
        return Ok(Ending::Unusable);
    };
    let mut said = Diagnostics::new();
    let asked = arguments.schema.as_deref();
    let table = asked.map(|name| tables::asked_for(name, &mut said)).transpose()?.flatten();
    console.diagnostics(&said, Format::Human);
    if asked.is_some() && table.is_none() {
        return Ok(Ending::Unusable);
    }
    let profile = match &arguments.profile {
        Some(path) => match users::profile(path, console)? {
            Some(profile) => Some(profile),
            None => return Ok(Ending::Unusable),
        },
        None => None,
    };
    let files = mapping_files::find(&arguments.paths)?;
    if files.is_empty() {
        console.warning("there are no mapping files here: `*.attrmap.toml`, or exports of Graph");
    }
    // Files of one project share its settings, and its exceptions are for all of them.
    let mut projects: BTreeMap<Option<PathBuf>, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        projects.entry(project::path_for(&file, arguments)).or_default().push(file);
    }
    let mut report = LintReport::default();
    let mut has_trouble = false;
    for (settings, files) in &projects {
        let project = Project::read(settings.as_deref())?;
        let (table, profile) = (table.as_ref(), profile.as_ref());
        let (env, project, report) = (&env, &project, &mut report);
        let mut linting = Linting { arguments, env, table, profile, project, report };
        has_trouble |= linting.run(files, console);
    }
    if let Some(path) = &arguments.write_baseline {
        return write_baseline(path, &report, console);
    }
    if let Some(baseline) = baseline {
        let before = report.findings.len();
        report.findings = baseline.new_among(report.findings);
        report.suppressed += before - report.findings.len();
    }
    print(&report, arguments.format, console)?;
    let mut severities = report.findings.iter().map(|finding| finding.diagnostic.severity);
    let fails = severities.any(|severity| arguments.fails_on(severity));
    Ok(match (has_trouble, fails && !arguments.exit_zero) {
        (true, _) => Ending::Unusable,
        (false, true) => Ending::Findings,
        (false, false) => Ending::Clean,
    })
}

/// The files of one project while they are linted.
struct Linting<'a> {
    arguments: &'a Arguments,
    env: &'a Env,
    /// The table that is meant whatever a file says.
    table: Option<&'a TargetTable>,
    /// What users show, where somebody gives a profile of them.
    profile: Option<&'a Profile>,
    project: &'a Project,
    report: &'a mut LintReport,
}

impl Linting<'_> {
    /// Lints the files; true where one of them cannot be read.
    fn run(&mut self, files: &[PathBuf], console: &Console) -> bool {
        let settings = &self.project.settings;
        let policy = self.arguments.policy(&settings.policy);
        let mut exceptions = Exceptions::new(&self.project.source, &settings.exceptions);
        let mut has_trouble = false;
        for path in files {
            let found = match self.file(path, &mut exceptions) {
                Ok(found) => found,
                Err(trouble) => {
                    console.error(&trouble);
                    has_trouble = true;
                    continue;
                }
            };
            self.report.files += 1;
            for finding in found {
                if exceptions.take(&finding) {
                    self.report.suppressed += 1;
                } else {
                    self.report.findings.extend(policy.apply(finding));
                }
            }
        }
        let about_settings = of_file(self.project.said.clone()).chain(exceptions.unused());
        self.report.findings.extend(about_settings.filter_map(|finding| policy.apply(finding)));
        has_trouble
    }

    fn file(&self, path: &Path, exceptions: &mut Exceptions<'_>) -> Result<Vec<Finding>, Trouble> {
        let bytes = files::read(path)?;
        let (file, read) = MappingFile::read_bytes(&path.display().to_string(), &bytes);
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
        let proof = self.proof(&file, &conditions)?;
        let conditions = Conditions { proof: proof.as_ref(), ..conditions };
        for object in file.object_mappings.iter().filter(|object| object.is_live()) {
            object.mappings.iter().for_each(|mapping| exceptions.see(&mapping.target.value));
        }
        let findings = lint(&file, read, &conditions);
        match trouble.take() {
            Some(trouble) => Err(trouble),
            None => Ok(findings.into_iter().chain(of_file(said.take())).collect()),
        }
    }

    /// What users prove of the mapping for them, where there are users.
    fn proof(
        &self,
        file: &MappingFile,
        conditions: &Conditions<'_>,
    ) -> Result<Option<Proof>, Trouble> {
        // A file without a mapping for users is looked at all the same.
        let Ok(object) = file.choose(None) else { return Ok(None) };
        if let Some(profile) = self.profile {
            return Ok(Some(Proof::of_profile(object, profile.clone())));
        }
        if self.arguments.users.is_empty() {
            return Ok(None);
        }
        let surroundings = self.arguments.surroundings.surroundings()?;
        let evidence = Evidence::new(file, object, conditions, surroundings);
        users::proof(&self.arguments.users, evidence).map(Some)
    }

    /// What is known of the site: what the settings say, and what the flags add.
    fn site(&self) -> Site {
        let mut site = self.project.settings.site.clone();
        site.verified_domains.extend(self.arguments.verified_domains.iter().cloned());
        site
    }
}

/// Findings about a file as a whole.
fn of_file(diagnostics: Diagnostics) -> impl Iterator<Item = Finding> {
    diagnostics.into_iter().map(|diagnostic| Finding {
        diagnostic,
        object_mapping: String::new(),
        target: None,
    })
}

fn read_baseline(path: &Path) -> Result<Baseline, Trouble> {
    let text = files::read_text(path)?;
    Baseline::from_json(&text).map_err(|why| {
        Trouble::new(format!("`{}` is no baseline: {why}", path.display()))
            .help("make one: attrmap lint --write-baseline FILE")
    })
}

fn write_baseline(path: &Path, report: &LintReport, console: &Console) -> Result<Ending, Trouble> {
    let mut output = Output::prepare(path)?;
    let text = Baseline::of(&report.findings).to_json();
    let name = path.display().to_string();
    output
        .write(text.as_bytes())
        .map_err(|(_, error)| Trouble::with_file("write", &name, &error))?;
    output.finish()?;
    console.say(&format!("`{name}` knows {}\n", report.account()));
    Ok(Ending::Clean)
}

fn print(report: &LintReport, format: LintFormat, console: &Console) -> Result<(), Trouble> {
    let text = match format {
        LintFormat::Human => human_findings(report, console.appearance_on_stdout()),
        LintFormat::Concise => concise_findings(report),
        LintFormat::Json => json_findings(report),
        LintFormat::Sarif => sarif_findings(report),
        LintFormat::Github => github_findings(report),
    };
    console.print(&text)
}
