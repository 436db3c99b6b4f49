//! `:trace`: what every part of an expression gave for the current user.

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::evaluation::unreadable;
use super::Command;

pub(super) static TRACE: Command = Command {
    name: "trace",
    words: &[],
    form: "EXPRESSION",
    argument: Argument::Expression,
    summary: "shows what every part gave for the current user",
    help: "  :trace Switch([state], \"Sydney\", \"QLD\", \"Brisbane\")",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let compiled = session.compile(rest)?;
    let (taken, warnings) = session.taken_for(&compiled.expression);
    let surroundings = session.surroundings();
    let trace = session.with_current(compiled.expression.layout(), |row, record| {
        let record = record.map_err(unreadable)?;
        let trace = compiled.expression.trace_for(row, &record, &surroundings, &taken);
        Ok::<_, Mistake>(match session.columns {
            Some(columns) => trace.within(columns),
            None => trace.to_string(),
        })
    })?;
    Ok(Answer::text(trace).with_warnings(&warnings).with(&compiled.said, session.appearance))
}
