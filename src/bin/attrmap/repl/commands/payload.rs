//! `:payload`: what the loaded mapping makes of the current user.

use attrmap::plan::{Reject, Verdict, Worker};

use super::super::answer::{Answer, Mistake, Outcome};
use super::super::pretty::pretty;
use super::super::session::Session;
use super::{Command, Takes};

pub(super) static PAYLOAD: Command = Command {
    name: "payload",
    arguments: "",
    takes: Takes::Nothing,
    summary: "shows what the mapping makes of the current user",
    help: "It is a SCIM user, as `attrmap run` would send it.\n\n  \
           :payload",
    is_private: false,
    run,
};

fn run(session: &mut Session, _: &str) -> Outcome {
    let mapped = session.mapped.as_ref().ok_or_else(no_mapping)?;
    let plan = mapped.plan()?;
    let mut worker = Worker::new(plan.clone(), session.surroundings());
    session.fill(worker.taken())?;
    let verdict = session.with_current(plan.layout(), |row, record| {
        record.map_err(Reject::from).and_then(|record| worker.record(row, record))
    });
    match verdict {
        Ok(Verdict::Payload(payload)) => Ok(Answer::text(pretty(&payload.json))),
        Ok(Verdict::Skipped(skip)) => Ok(Answer::text(format!("skipped: {skip}"))),
        Err(reject) => Err(Mistake::new(reject.to_string())),
    }
}

/// What is said where a mapping is needed.
pub(super) fn no_mapping() -> Mistake {
    Mistake::new("no mapping is loaded").help("`:load FILE` reads one: TOML, or JSON of Graph")
}
