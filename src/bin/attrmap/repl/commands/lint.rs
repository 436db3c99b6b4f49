//! `:lint`: what is wrong in the loaded mapping, and what is likely so, for the loaded users.

use std::cell::RefCell;
use std::path::Path;

use attrmap::diagnostic::{Diagnostics, Severity};
use attrmap::lint::{Conditions, Evidence, Exceptions, Finding, Proof, Settings, lint};
use attrmap::report::{LintReport, human_findings};
use attrmap::source::Source;

use super::super::answer::{Answer, Mistake, Outcome};
use super::super::mapped::{Mapped, load_table};
use super::super::outside::Outside;
use super::super::session::Session;
use super::{Command, Takes, payload};
use crate::commands::inputs::unreadable;
use crate::commands::lint::SETTINGS;
use crate::files;

pub(super) static LINT: Command = Command {
    name: "lint",
    arguments: "",
    takes: Takes::Nothing,
    summary: "finds what is wrong in the loaded mapping",
    help: "Errors, and what is legal and likely wrong. With users loaded it looks at what\n\
           they would get, and names the rows that fail. Settings are those of\n\
           `attrmap.toml` beside the mapping or above it.\n\n  \
           :lint",
    is_private: false,
    run,
};

fn run(session: &mut Session, _: &str) -> Outcome {
    let mapped = session.mapped.as_ref().ok_or_else(payload::no_mapping)?;
    let source = settings(&mapped.path, session.outside.as_ref())?;
    let (settings, about_settings) = Settings::read(&source);
    let folder = mapped.path.parent().unwrap_or(Path::new(""));
    let about_tables = RefCell::new(Diagnostics::new());
    let load = |name: &str| {
        let (table, said) = load_table(name, folder, session.outside.as_ref());
        about_tables.borrow_mut().append(said);
        table
    };
    // Attributes that the file lists are found by the linter itself.
    let table = session.schema.as_ref();
    let conditions = Conditions { table, ..Conditions::new(session.base(), &load, &settings.site) };
    let proof = proof(session, mapped, &conditions)?;
    let conditions = Conditions { proofs: proof.as_slice(), ..conditions };
    let mut exceptions = Exceptions::new(&source, &settings.exceptions);
    let found = lint(&mapped.file, mapped.read.clone(), &conditions);
    exceptions.see(&mapped.file, &conditions, &found);
    let beside = about_tables.take().into_iter().chain(about_settings).map(Finding::of_file);
    let mut report = LintReport { files: 1, ..LintReport::default() };
    for finding in found.into_iter().chain(beside) {
        if exceptions.take(&finding) {
            report.suppressed += 1;
        } else {
            report.findings.extend(settings.policy.apply(finding));
        }
    }
    report.findings.extend(exceptions.unused(false));
    let is_mistake = report.count(Severity::Error) > 0;
    let text = human_findings(&report, session.appearance_on_stdout);
    Ok(Answer { is_mistake, ..Answer::text(text) })
}

/// What the loaded users prove, else what the loaded profile does.
fn proof(
    session: &Session,
    mapped: &Mapped,
    conditions: &Conditions<'_>,
) -> Result<Option<Proof>, Mistake> {
    let Some(object) = mapped.object() else { return Ok(None) };
    let Some(people) = &session.people else {
        let profile = session.profile.clone();
        return Ok(profile.map(|profile| Proof::of_profile(object, profile)));
    };
    let mut evidence = Evidence::new(&mapped.file, object, conditions, session.surroundings());
    for chunk in people.chunks() {
        session.interrupt.check()?;
        let added = evidence.add(chunk, None);
        added.map_err(|fault| unreadable(&people.name, false, &fault))?;
    }
    Ok(Some(evidence.finish()))
}

/// The settings beside a mapping file or above it; without any, an empty text.
fn settings(path: &Path, outside: &dyn Outside) -> Result<Source, Mistake> {
    // Above a relative path is what the current folder stands in.
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let above = whole.ancestors().skip(1).map(|folder| folder.join(SETTINGS));
    let Some(found) = above.into_iter().find(|path| outside.exists(path)) else {
        return Ok(Source::new(SETTINGS, ""));
    };
    let name = found.display().to_string();
    let text = files::text_of(&name, &outside.read(&found)?)?;
    Ok(Source::new(name, text))
}
