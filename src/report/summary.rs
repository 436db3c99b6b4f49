//! The summary of a run.

use serde::Serialize;

use super::tally::{Cause, Fate, Group, Tally};
use crate::diagnostic::{counted, grouped};

/// The version of the summary's JSON form.
const VERSION: u32 = 1;

/// How a run came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// All users were read.
    Complete,
    /// As many rejects as were allowed.
    MaxRejects,
    /// Somebody stopped it.
    Interrupted,
    /// Nobody reads the output any more.
    ClosedPipe,
    /// An input could not be read on, or an output not be written.
    Failed,
}

impl Ending {
    fn word(self) -> &'static str {
        match self {
            Ending::Complete => "complete",
            Ending::MaxRejects => "maxRejects",
            Ending::Interrupted => "interrupted",
            Ending::ClosedPipe => "closedPipe",
            Ending::Failed => "failed",
        }
    }

    fn sentence(self) -> Option<&'static str> {
        match self {
            Ending::Complete => None,
            Ending::MaxRejects => Some("stopped early: --max-rejects is reached"),
            Ending::Interrupted => Some("stopped early: interrupted"),
            Ending::ClosedPipe => Some("stopped early: the output was closed"),
            Ending::Failed => Some("stopped early: the error below says why"),
        }
    }
}

/// How long a run took.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Seconds.
    pub seconds: f64,
}

impl Pace {
    fn users_per_second(self, users: u64) -> u64 {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a pace for people, not a count"
        )]
        let pace = (users as f64 / self.seconds.max(1e-6)) as u64;
        pace
    }
}

/// The summary for people. Rows are named with their input where there are several.
pub fn human_summary(tally: &Tally, ending: Ending, pace: Pace, has_inputs: bool) -> String {
    let mut lines = vec![format!(
        "{} read = {} + {} rejected + {} skipped",
        counted(tally.read(), "user"),
        counted(tally.payloads(), "payload"),
        grouped(tally.rejected()),
        grouped(tally.skipped()),
    )];
    for (fate, title) in [(Fate::Rejected, "rejected"), (Fate::Skipped, "skipped")] {
        let causes = tally.causes(fate);
        if causes.is_empty() {
            continue;
        }
        lines.push(format!("{title}:"));
        for (cause, group) in causes {
            lines.push(format!("  {}", describe(cause, group, has_inputs)));
        }
    }
    for (code, users) in tally.sightings() {
        lines.push(format!("note: {} ({}) [{code}]", code.summary, counted(users, "user")));
    }
    lines.extend(ending.sentence().map(str::to_owned));
    lines.push(format!("{} users a second", grouped(pace.users_per_second(tally.read()))));
    lines.push(String::new());
    lines.join("\n")
}

fn describe(cause: &Cause, group: &Group, has_inputs: bool) -> String {
    let rows: Vec<String> = group
        .examples
        .iter()
        .map(|(input, row)| if has_inputs { format!("{input}:{row}") } else { row.to_string() })
        .collect();
    let more = if group.users > rows.len() as u64 { ", …" } else { "" };
    let noun = if group.users == 1 { "row" } else { "rows" };
    let names = [&cause.target, &cause.attribute].into_iter().flatten();
    let about: String = names.map(|name| format!("`{name}`: ")).collect();
    format!(
        "{} × {about}{} [{}], {noun} {}{more}",
        grouped(group.users),
        cause.message,
        cause.code,
        rows.join(", "),
    )
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Summary<'a> {
    version: u32,
    ending: &'static str,
    users_read: u64,
    payloads: u64,
    rejected: u64,
    skipped: u64,
    causes: Vec<SummaryCause<'a>>,
    notes: Vec<SummaryNote<'a>>,
    seconds: f64,
    users_per_second: u64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SummaryCause<'a> {
    fate: &'static str,
    code: &'a str,
    target: Option<&'a str>,
    attribute: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    filter: Option<&'a str>,
    message: &'a str,
    users: u64,
    examples: Vec<Example<'a>>,
}

#[derive(Serialize)]
struct Example<'a> {
    input: &'a str,
    row: u64,
}

#[derive(Serialize)]
struct SummaryNote<'a> {
    code: &'a str,
    message: &'a str,
    users: u64,
}

/// The summary for scripts: one line of JSON.
pub fn json_summary(tally: &Tally, ending: Ending, pace: Pace) -> String {
    let causes = [(Fate::Rejected, "rejected"), (Fate::Skipped, "skipped")];
    let causes = causes.into_iter().flat_map(|(fate, word)| {
        tally.causes(fate).into_iter().map(move |(cause, group)| SummaryCause {
            fate: word,
            code: cause.code,
            target: cause.target.as_deref(),
            attribute: cause.attribute.as_deref(),
            filter: cause.filter.as_deref(),
            message: &cause.message,
            users: group.users,
            examples: group
                .examples
                .iter()
                .map(|(input, row)| Example { input, row: *row })
                .collect(),
        })
    });
    let notes = tally.sightings().map(|(code, users)| SummaryNote {
        code: code.path,
        message: code.summary,
        users,
    });
    let summary = Summary {
        version: VERSION,
        ending: ending.word(),
        users_read: tally.read(),
        payloads: tally.payloads(),
        rejected: tally.rejected(),
        skipped: tally.skipped(),
        causes: causes.collect(),
        notes: notes.collect(),
        seconds: pace.seconds,
        users_per_second: pace.users_per_second(tally.read()),
    };
    // Strings and finite numbers always serialize.
    let mut line = serde_json::to_string(&summary).unwrap_or_default();
    line.push('\n');
    line
}
