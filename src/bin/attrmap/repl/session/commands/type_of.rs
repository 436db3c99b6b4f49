//! `:type`: what is known of an expression before any user is seen.

use attrmap::check::{check, check_target, may_miss};
use attrmap::diagnostic::{Diagnostics, printable};
use attrmap::schema::Target;
use attrmap::syntax::quote;
use attrmap::types::{Facts, Texts};

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::Command;

pub(super) static TYPE: Command = Command {
    name: "type",
    words: &[],
    form: "EXPRESSION",
    argument: Argument::Expression,
    summary: "tells the type, and if it can be null, empty, fail",
    help: "The texts it can be are listed where they are known. What is said here holds\n\
           for every user there can be; with a profile loaded, for its users.\n\n  \
           :type Coalesce([mail], [userPrincipalName])\n  \
           :type Switch([state], \"\", \"NY\", \"East\")",
    is_private: false,
    run,
};

/// The most texts that are listed.
const MOST_TEXTS: usize = 12;

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let source = session.source(rest);
    let env = match &session.profile {
        Some(profile) => session.env().clone().with_known(profile.known()),
        None => session.env().clone(),
    };
    let analysis = check(&source, &env);
    let mut said: Diagnostics = analysis.diagnostics().clone();
    if let (Some(target), false) = (&session.target, said.has_errors()) {
        said.extend(check_target(&source, analysis.typed(), &target.name, target));
    }
    let said = session.without_known(said);
    if said.has_errors() {
        return Err(said.into());
    }
    let page = page(&analysis.typed().facts, session.target.as_ref());
    Ok(Answer::text(page).with(&said, session.appearance))
}

fn page(facts: &Facts, target: Option<&Target>) -> String {
    let states = facts.states;
    let can = |can: bool| if can { "possible" } else { "never" };
    let always = |rest: bool, state: bool| if !rest && state { "always" } else { can(state) };
    let (null, empty, present) =
        (states.can_be_null(), states.can_be_empty(), states.can_be_present());
    let mut lines = vec![
        ("type", facts.ty.to_string()),
        ("null", always(empty || present, null).to_owned()),
        ("empty", always(null || present, empty).to_owned()),
    ];
    lines.extend(texts(&facts.texts).map(|texts| ("texts", texts)));
    let unfit = target.map(|target| target.ty).filter(|base| may_miss(facts, *base));
    lines.push((
        "fails",
        match unfit {
            Some(base) => format!("possible: what is no {base} does not fit the target"),
            None => can(facts.can_fail).to_owned(),
        },
    ));
    if facts.can_be_ignored {
        lines.push(("dropped", "possible".to_owned()));
    }
    if !facts.is_deterministic {
        lines.push(("varies", "the same user can get another value each time".to_owned()));
    }
    lines.into_iter().map(|(name, what)| format!("{name:<8}{what}\n")).collect()
}

/// The texts it can be, where something is known of them.
fn texts(texts: &Texts) -> Option<String> {
    let (before, texts) = match texts {
        Texts::Any => return None,
        Texts::OneOf(texts) => ("", texts),
        Texts::NoneOf(texts) => ("any but ", texts),
    };
    if texts.is_empty() {
        return None;
    }
    let shown = texts.iter().take(MOST_TEXTS).map(|text| printable(&quote(text)).into_owned());
    let mut list = format!("{before}{}", shown.collect::<Vec<_>>().join(", "));
    if texts.len() > MOST_TEXTS {
        list.push_str(&format!(" and {} more", texts.len() - MOST_TEXTS));
    }
    Some(list)
}
