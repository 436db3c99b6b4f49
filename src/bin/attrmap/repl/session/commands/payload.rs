//! `:payload`: what the loaded mapping makes of the current user.

use attrmap::diagnostic::printable;
use attrmap::plan::{Reject, Verdict, Worker};

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::pretty_json::pretty;
use super::Command;

pub(super) static PAYLOAD: Command = Command {
    name: "payload",
    words: &[],
    form: "",
    argument: Argument::Nothing,
    summary: "shows what the mapping makes of the current user",
    help: "It is a SCIM user, as `attrmap run` would send it.\n\n  \
           :payload",
    is_private: false,
    run,
};

fn run(session: &mut Session, _: &str) -> Result<Answer, Mistake> {
    let plan = session.plan()?;
    let mut worker = Worker::new(plan.clone(), session.surroundings());
    let warnings = session.fill(worker.taken());
    let verdict = session.with_current(plan.layout(), |row, record| {
        record.map_err(Reject::from).and_then(|record| worker.record(row, record))
    });
    match verdict {
        Ok(Verdict::Payload(payload)) => {
            Ok(Answer::text(pretty(&harmless(&payload.json))).with_warnings(&warnings))
        }
        Ok(Verdict::Skipped(skip)) => Ok(Answer::text(format!("skipped: {skip}"))),
        Err(reject) => Err(Mistake::new(reject.to_string())),
    }
}

/// The same JSON, with nothing in its texts that a terminal would obey.
fn harmless(json: &str) -> String {
    let mut harmless = String::with_capacity(json.len());
    for character in json.chars() {
        if printable(character.encode_utf8(&mut [0; 4])).starts_with(character) {
            harmless.push(character);
        } else {
            harmless.push_str(&format!("\\u{:04x}", u32::from(character)));
        }
    }
    harmless
}
