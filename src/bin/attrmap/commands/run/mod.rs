//! `attrmap run`: users in, SCIM payloads out, and an account of everybody.

mod arguments;
mod compile;
mod explain_scope;
mod feed;
mod paths;
mod pipeline;
mod progress;
mod sink;
mod stop;

use std::num::NonZeroUsize;
use std::time::Instant;

use attrmap::report::{Pace, RunEnd, RunReport, human_summary, json_summary};

pub(crate) use self::arguments::Arguments;
use self::arguments::Summary;
use self::feed::Feed;
use self::sink::Sink;
use self::stop::Stop;
use crate::inputs::users::InputFormat;
use crate::system::console::{Console, Trouble};
use crate::system::ending::Ending;
use crate::system::files::Input;

/// More threads only cost memory: what they make is written by one.
const MOST_THREADS: usize = 64;

/// Runs the mapping over all users.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    paths::check(arguments)?;
    let surroundings = arguments.surroundings.surroundings()?;
    let Some(planned) = compile::plan(arguments, console)? else { return Ok(Ending::Unusable) };
    let plan = &planned.plan;
    let mut taken = plan.taken();
    arguments.taken.fill(&mut taken, console)?;
    let inputs: Vec<Input> =
        arguments.users.iter().map(|path| Input::open(path)).collect::<Result<_, _>>()?;
    let bytes = inputs.iter().map(|input| input.bytes).sum();
    if let Some(row) = &arguments.explain_scope {
        return explain_scope::run(arguments, row, &planned, inputs, console);
    }
    let stop = Stop::listen()?;
    let mut sink = Sink::prepare(arguments, bytes)?;
    sink.unfinished().for_each(|path| stop.take_along(path.to_path_buf()));
    let started = Instant::now();
    let feed = Feed::start(inputs, arguments.input_format.map(InputFormat::of_library))?;
    let threads = arguments.threads.map_or_else(available_threads, NonZeroUsize::get);
    let threads = threads.min(MOST_THREADS);
    let run = pipeline::Run { plan, surroundings: &surroundings, threads, taken };
    let ended = run.over(&feed, &mut sink, &stop);
    let pace = Pace { seconds: started.elapsed().as_secs_f64() };
    let (account, trouble) = sink.finish(ended.ending);
    let mut warnings = ended.warnings;
    warnings.extend(
        account.withheld.iter().map(|it| format!("`{it}` was not written: it would not be whole")),
    );
    let tally = &account.tally;
    let report = RunReport { plan, tally, ending: ended.ending, pace, warnings: &warnings };
    warn(report, console);
    summarize(arguments, report, console)?;
    if let Some(trouble) = ended.trouble.or(trouble) {
        return Err(trouble);
    }
    Ok(match ended.ending {
        RunEnd::Interrupted => Ending::Interrupted,
        _ if account.tally.rejected() > 0 => Ending::Findings,
        _ => Ending::Clean,
    })
}

fn available_threads() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// Says which attributes are read and no user has: most likely they were not exported.
fn warn(report: RunReport<'_>, console: &Console) {
    const MOST: usize = 5;
    for warning in report.warnings {
        console.warning(warning);
    }
    let absent = report.tally.absent_attributes(report.plan);
    let shown: Vec<String> = absent.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    let more = match absent.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more attributes"),
    };
    if !shown.is_empty() {
        console.warning(&format!("no user has a value for {}{more}", shown.join(", ")));
    }
}

fn summarize(
    arguments: &Arguments,
    report: RunReport<'_>,
    console: &Console,
) -> Result<(), Trouble> {
    match arguments.summary {
        Summary::None => Ok(()),
        Summary::Human => {
            let names_inputs = arguments.users.len() > 1;
            console.say(&human_summary(report, names_inputs));
            Ok(())
        }
        Summary::Json if arguments.has_free_standard_output() => {
            console.print(&json_summary(report))
        }
        Summary::Json => {
            console.say(&json_summary(report));
            Ok(())
        }
    }
}
