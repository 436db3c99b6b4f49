//! The summary of a run.

use serde::Serialize;

use super::tally::{Cause, Causes, Group, Tally};
use crate::diagnostic::{counted, grouped};
use crate::plan::Plan;

/// The version of the summary's JSON form.
const VERSION: u32 = 1;

/// How a run came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunEnd {
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

impl RunEnd {
    fn word(self) -> &'static str {
        match self {
            RunEnd::Complete => "complete",
            RunEnd::MaxRejects => "maxRejects",
            RunEnd::Interrupted => "interrupted",
            RunEnd::ClosedPipe => "closedPipe",
            RunEnd::Failed => "failed",
        }
    }

    fn sentence(self) -> Option<&'static str> {
        match self {
            RunEnd::Complete => None,
            RunEnd::MaxRejects => Some("stopped early: --max-rejects is reached"),
            RunEnd::Interrupted => Some("stopped early: interrupted"),
            RunEnd::ClosedPipe => Some("stopped early: the output was closed"),
            RunEnd::Failed => Some("stopped early: the error below says why"),
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

/// A run, when all is over.
#[derive(Debug, Clone, Copy)]
pub struct RunReport<'a> {
    /// What was run.
    pub plan: &'a Plan,
    /// What became of the users.
    pub tally: &'a Tally,
    /// How the run ended.
    pub ending: RunEnd,
    /// How long it took.
    pub pace: Pace,
    /// What is worth knowing of inputs and outputs, as sentences.
    pub warnings: &'a [String],
}

/// The summary for people. Rows are named with their input where there are several. Warnings are
/// not in it: they are said on their own.
pub fn human_summary(run: RunReport<'_>, has_inputs: bool) -> String {
    let RunReport { plan, tally, ending, pace, .. } = run;
    let mut lines = vec![format!(
        "{} read = {} + {} rejected + {} skipped",
        counted(tally.read(), "user"),
        counted(tally.payloads(), "payload"),
        grouped(tally.rejected()),
        grouped(tally.skipped()),
    )];
    for (causes, title) in [(tally.rejects(), "rejected"), (tally.skips(), "skipped")] {
        if causes.users() == 0 {
            continue;
        }
        lines.push(format!("{title}:"));
        for (cause, group) in causes.sorted() {
            lines.push(format!("  {}", describe(&words(cause), group, has_inputs)));
        }
        if causes.others().users > 0 {
            lines.push(format!("  {}", describe("other causes", causes.others(), has_inputs)));
        }
    }
    for (code, users) in tally.sightings() {
        let names = plan.layout().noted(code);
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        let about =
            if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) };
        let users = counted(users, "user");
        lines.push(format!("note: {}{about} ({users}) [{code}]", code.summary));
    }
    lines.extend(ending.sentence().map(str::to_owned));
    lines.push(format!("{} users a second", grouped(pace.users_per_second(tally.read()))));
    lines.push(String::new());
    lines.join("\n")
}

fn words(cause: &Cause) -> String {
    let names = [&cause.target, &cause.attribute].into_iter().flatten();
    let about: String = names.map(|name| format!("`{name}`: ")).collect();
    format!("{about}{} [{}]", cause.message, cause.code)
}

fn describe(what: &str, group: &Group, has_inputs: bool) -> String {
    let rows: Vec<String> = group
        .examples
        .iter()
        .map(|(input, row)| if has_inputs { format!("{input}:{row}") } else { row.to_string() })
        .collect();
    let more = if group.users > rows.len() as u64 { ", …" } else { "" };
    let noun = if group.users == 1 { "row" } else { "rows" };
    format!("{} × {what}, {noun} {}{more}", grouped(group.users), rows.join(", "))
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
    other_causes: OtherCauses,
    notes: Vec<SummaryNote<'a>>,
    warnings: &'a [String],
    absent_attributes: Vec<&'a str>,
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

/// Users of causes that were too many to tell apart.
#[derive(Serialize)]
struct OtherCauses {
    rejected: u64,
    skipped: u64,
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
    attributes: Vec<&'a str>,
    users: u64,
}

impl<'a> SummaryCause<'a> {
    fn new(fate: &'static str, cause: &'a Cause, group: &'a Group) -> SummaryCause<'a> {
        let examples = group.examples.iter();
        SummaryCause {
            fate,
            code: cause.code,
            target: cause.target.as_deref(),
            attribute: cause.attribute.as_deref(),
            filter: cause.filter.as_deref(),
            message: &cause.message,
            users: group.users,
            examples: examples.map(|(input, row)| Example { input, row: *row }).collect(),
        }
    }
}

fn causes<'a>(fate: &'static str, causes: &'a Causes) -> impl Iterator<Item = SummaryCause<'a>> {
    let sorted = causes.sorted().into_iter();
    sorted.map(move |(cause, group)| SummaryCause::new(fate, cause, group))
}

/// The summary for scripts: one line of JSON.
pub fn json_summary(run: RunReport<'_>) -> String {
    let RunReport { plan, tally, ending, pace, warnings } = run;
    let causes = causes("rejected", tally.rejects()).chain(causes("skipped", tally.skips()));
    let notes = tally.sightings().map(|(code, users)| SummaryNote {
        code: code.path,
        message: code.summary,
        attributes: plan.layout().noted(code),
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
        other_causes: OtherCauses {
            rejected: tally.rejects().others().users,
            skipped: tally.skips().others().users,
        },
        notes: notes.collect(),
        warnings,
        absent_attributes: tally.absent_attributes(plan),
        seconds: pace.seconds,
        users_per_second: pace.users_per_second(tally.read()),
    };
    // Strings and finite numbers always serialize.
    let mut line = serde_json::to_string(&summary).unwrap_or_default();
    line.push('\n');
    line
}
