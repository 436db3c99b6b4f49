//! `:lint`: what is wrong in the loaded mapping, and what is likely so, for the loaded users.

use attrmap::diagnostic::Severity;
use attrmap::report::{LintReport, human_findings};

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::loaded_users::LoadedUsers;
use super::Command;
use crate::mappings::findings::{Looking, See, Users};
use crate::mappings::project::{self, Project};

pub(super) static LINT: Command = Command {
    name: "lint",
    words: &[],
    form: "",
    argument: Argument::Nothing,
    summary: "finds what is wrong in the loaded mapping",
    help: "Errors, and what is legal and likely wrong. With users loaded it looks at what\n\
           they would get, and names the rows that fail. Settings are those of\n\
           `attrmap.toml` beside the mapping or above it.\n\n  \
           :lint",
    is_private: false,
    run,
};

fn run(session: &mut Session, _: &str) -> Result<Answer, Mistake> {
    let mapping = session.mapping()?;
    let outside = session.outside.as_ref();
    let settings = project::path_for(&mapping.path, outside);
    let project = Project::read(settings.as_deref(), outside)?;
    let (site, policy) = (&project.settings.site, &project.settings.policy);
    let users = session.users.as_ref().map(|users| Users {
        surroundings: session.surroundings(),
        names_inputs: false,
        show: |see: See<'_, Mistake>| show(session, users, see),
    });
    let looking = Looking {
        env: session.base(),
        table: session.schema.as_ref(),
        object_mapping: mapping.object_mapping.as_deref(),
        site,
        policy,
        outside,
        users,
        profile: session.profile.as_ref(),
    };
    let mut exceptions = project.exceptions();
    let read = mapping.read.clone();
    let looked = looking.look(&mapping.path, &mapping.file, read, &mut exceptions)?;
    let mut findings = looked.kept;
    findings.extend(project.findings(&exceptions, policy, false));
    let mut report = LintReport { files: 1, suppressed: looked.excepted, findings };
    report.sort();
    let is_mistake = report.count(Severity::Error) > 0;
    let text = human_findings(&report, session.appearance_on_stdout);
    Ok(Answer { is_mistake, ..Answer::text(text) })
}

/// Shows all loaded users.
fn show(session: &Session, users: &LoadedUsers, see: See<'_, Mistake>) -> Result<(), Mistake> {
    for chunk in users.chunks() {
        session.interrupt.check()?;
        see(chunk, &users.name)?;
    }
    Ok(())
}
