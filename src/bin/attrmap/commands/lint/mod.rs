//! `attrmap lint`: what is wrong in mapping files, and what is likely so.

mod arguments;
mod linting;
mod users;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use attrmap::diagnostic::{Appearance, Diagnostics, counted};
use attrmap::lint::{Baseline, Finding};
use attrmap::report::{
    LintReport, beside_difference, concise_findings, github_findings, human_findings,
    json_findings, sarif_findings,
};

pub(crate) use self::arguments::Arguments;
use self::arguments::LintFormat;
use self::linting::Linting;
use self::users::People;
use crate::inputs::expression::refuse_standard_twice;
use crate::inputs::tables;
use crate::mappings::project::{self, Project};
use crate::mappings::search::{self, Found};
use crate::system::console::{Console, Format, Trouble};
use crate::system::ending::Ending;
use crate::system::files;
use crate::system::outside::System;

/// Lints the files.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    if arguments.diff && arguments.format != LintFormat::Human {
        return Err(Trouble::new("--diff shows changes, which have no --format")
            .help("leave one of the two out: json and sarif list each finding's fix"));
    }
    refuse_standard_twice(arguments.inputs().map(Some))?;
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
    let people = (!arguments.users.is_empty()).then(|| People::open(&arguments.users));
    let people = people.transpose()?;
    let Found { files, troubles } = search::find(&arguments.paths);
    troubles.iter().for_each(|trouble| console.error(trouble));
    if files.is_empty() && troubles.is_empty() {
        console.warning("there are no mapping files here: `*.attrmap.toml`, or exports of Graph");
    }
    // Files of one project share its settings, and its exceptions are for all of them.
    let mut projects: BTreeMap<Option<PathBuf>, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        projects.entry(settings_for(&file, arguments)).or_default().push(file);
    }
    let mut report = LintReport::default();
    let (mut mended, mut differences) = (0, String::new());
    let (mut has_trouble, mut has_seen_users) = (!troubles.is_empty(), false);
    for (settings, files) in &projects {
        let project = Project::read(settings.as_deref(), &System)?;
        let (table, people, profile) = (table.as_ref(), people.as_ref(), profile.as_ref());
        let (env, project, report) = (&env, &project, &mut report);
        let mut linting = Linting {
            arguments,
            env,
            table,
            people,
            profile,
            project,
            report,
            mended: 0,
            differences: String::new(),
            has_seen_users: Cell::new(false),
        };
        has_trouble |= linting.run(files, console);
        mended += linting.mended;
        has_seen_users |= linting.has_seen_users.get();
        differences.push_str(&linting.differences);
    }
    // Of a file that could not be read nobody knows whose mappings it has.
    let has_users = people.is_some() || profile.is_some();
    if has_users && !has_seen_users && !has_trouble {
        console.warning("the users are not looked at: no mapping here that is live reads users");
    }
    report.sort();
    if let Some(path) = &arguments.write_baseline {
        write_baseline(path, &report, console)?;
        return Ok(if has_trouble { Ending::Unusable } else { Ending::Clean });
    }
    if let Some(baseline) = baseline {
        let before = report.findings.len();
        report.findings = baseline.new_among(report.findings);
        report.suppressed += before - report.findings.len();
    }
    if arguments.diff {
        console.print(&differences)?;
        console.say(&beside_difference(&report));
        let errors = errors(&report);
        let left = match errors {
            0 => String::new(),
            count => format!(", {} left that no run would pass", counted(count, "error")),
        };
        console.say(&format!("{} could be mended{left}\n", counted(mended as u64, "finding")));
        let counts = (errors > 0 || !differences.is_empty()) && !arguments.exit_zero;
        return Ok(match (has_trouble, counts) {
            (true, _) => Ending::Unusable,
            (false, true) => Ending::Findings,
            (false, false) => Ending::Clean,
        });
    }
    if mended > 0 {
        console.say(&format!("{} mended\n", counted(mended as u64, "finding")));
    }
    if arguments.passes_text_on() {
        console.say(&drawn(&report, arguments.format, console.appearance_on_stderr()));
    } else {
        console.print(&drawn(&report, arguments.format, console.appearance_on_stdout()))?;
    }
    let mut severities = report.findings.iter().map(|finding| finding.diagnostic.severity);
    let fails = severities.any(|severity| arguments.fails_on(severity));
    Ok(match (has_trouble, fails && !arguments.exit_zero) {
        (true, _) => Ending::Unusable,
        (false, true) => Ending::Findings,
        (false, false) => Ending::Clean,
    })
}

/// Where the settings for a file stand: where somebody says, else near it.
fn settings_for(file: &Path, arguments: &Arguments) -> Option<PathBuf> {
    match &arguments.config {
        _ if arguments.no_config => None,
        Some(path) => Some(path.clone()),
        None => project::path_for(file, &System),
    }
}

/// How many errors there are that no run would pass, whatever somebody configures.
fn errors(report: &LintReport) -> u64 {
    let is_error = |finding: &&Finding| !finding.can_be_configured();
    report.findings.iter().filter(is_error).count() as u64
}

fn read_baseline(path: &Path) -> Result<Baseline, Trouble> {
    let text = files::read_text(path)?;
    Baseline::from_json(&text).map_err(|why| {
        Trouble::new(format!("`{}` is no baseline: {why}", path.display()))
            .help("make one: attrmap lint --write-baseline FILE")
    })
}

fn write_baseline(path: &Path, report: &LintReport, console: &Console) -> Result<(), Trouble> {
    let text = Baseline::of(&report.findings).to_json();
    files::write(path, text.as_bytes())?;
    let known = report.findings.iter().filter(|finding| finding.can_be_configured()).count();
    let known = counted(known as u64, "finding");
    console.say(&format!(
        "`{}` knows {known} in {}\n",
        path.display(),
        counted(report.files as u64, "file")
    ));
    let errors = errors(report);
    if errors > 0 {
        let errors = counted(errors, "error");
        console.warning(&format!("{errors} that no run would pass cannot be in a baseline"));
    }
    Ok(())
}

fn drawn(report: &LintReport, format: LintFormat, appearance: Appearance) -> String {
    match format {
        LintFormat::Human => human_findings(report, appearance),
        LintFormat::Concise => concise_findings(report),
        LintFormat::Json => json_findings(report),
        LintFormat::Sarif => sarif_findings(report),
        LintFormat::Github => github_findings(report),
    }
}
