//! `attrmap eval`: one expression, for one user or many.

mod answer;
mod line;
mod users;

use std::ops::ControlFlow;
use std::path::PathBuf;

use attrmap::diagnostic::Diagnostics;
use attrmap::functions::Surroundings;
use attrmap::plan::{Expression, TakenByTarget, find_target};
use attrmap::record::{Fault, Record};
use attrmap::schema::Target;
use attrmap::source::Source;
use attrmap::types::Value;
use clap::{Args, ValueHint};

use self::answer::{Answer, Answered};
use crate::inputs::environment::EnvironmentArguments;
use crate::inputs::expression::{ExpressionArguments, refuse_standard_twice};
use crate::inputs::quoting::with_quoting;
use crate::inputs::settings;
use crate::inputs::surroundings::SurroundingsArguments;
use crate::inputs::tables;
use crate::inputs::taken::TakenArguments;
use crate::inputs::unknown::Unknown;
use crate::inputs::users::one_page;
use crate::system::console::{Console, Format, Trouble};
use crate::system::ending::Ending;
use crate::system::files::Input;

const HELP: &str = "Examples:
  attrmap eval 'Coalesce([jobTitle], \"Employee\")' --set jobTitle=Engineer
  attrmap eval 'IIF(IsPresent([mail]), \"a\", \"b\")' --set mail= --trace
  attrmap eval 'Join(\",\", [proxyAddresses])' --user users.ndjson --row 3 -r
  attrmap eval '[IsSoftDeleted]' --user users.csv --target active

Exit code: 0 there is a value for every user, 1 there is not, or the expression has errors, 2 \
nothing could be evaluated.";

const IN_FILE: &str = "eval --expression-file expression.txt";

/// The arguments of `eval`.
#[derive(Debug, Args)]
#[command(after_help = HELP, after_long_help = with_quoting(HELP, "eval", IN_FILE))]
pub(crate) struct Arguments {
    #[command(flatten)]
    expression: ExpressionArguments,

    /// Users: NDJSON, a JSON array, a Graph list response, or CSV; `-` is standard input
    /// [default: one user with what --set gives].
    #[arg(long, value_name = "FILE")]
    user: Option<PathBuf>,

    /// Only the user in this row: the line of NDJSON, else the number of the user, from 1.
    #[arg(long, value_name = "N", requires = "user")]
    row: Option<u64>,

    /// An attribute, whatever the user has: `mail=a@b`, `mail=` (empty), `mail=null`,
    /// `proxyAddresses=["a","b"]`, `appRoleAssignments=[{"value":"a"}]`.
    #[arg(long, value_name = "NAME=VALUE", value_parser = settings::setting)]
    set: Vec<(String, Value<'static>)>,

    /// The target attribute to convert the value for, and to check the expression against.
    #[arg(long, value_name = "PATH")]
    target: Option<String>,

    #[arg(long, value_name = "TABLE", value_hint = ValueHint::FilePath, default_value = "scim", requires = "target", help = tables::help("The table of the target"))]
    schema: String,

    #[command(flatten)]
    surroundings: SurroundingsArguments,

    #[command(flatten)]
    taken: TakenArguments,

    #[command(flatten)]
    environment: EnvironmentArguments,

    /// Print text without quotes.
    #[arg(short, long, conflicts_with = "trace")]
    raw: bool,

    /// Print what every part of the expression gave instead of the value alone.
    #[arg(long)]
    trace: bool,

    /// The form of traces and diagnostics.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Evaluates the expression.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    refuse_standard_twice([
        arguments.expression.path(),
        arguments.user.as_deref(),
        arguments.taken.path(),
        arguments.environment.path(),
    ])?;
    let surroundings = arguments.surroundings.surroundings()?;
    let source = arguments.expression.source()?;
    let Some(env) = arguments.environment.env(console, arguments.format)? else {
        return Ok(Ending::Unusable);
    };
    let mut required = None;
    let mut compilation = match &arguments.target {
        None => Expression::compile(&source, &env),
        Some(name) => match target(arguments, name)? {
            Ok((target, is_required)) => {
                required = is_required.then(|| target.name.clone());
                Expression::compile_for(&source, &env, &target)
            }
            Err(diagnostics) => {
                console.diagnostics(&diagnostics, arguments.format);
                return Ok(Ending::Findings);
            }
        },
    };
    let unknown = Unknown::of(
        &mut compilation.diagnostics,
        arguments.set.iter().map(|(name, _)| name.as_str()),
    );
    console.diagnostics(&compilation.diagnostics, arguments.format);
    let Some(expression) = compilation.expression else {
        console.diagnostics(&unknown.all(), arguments.format);
        return Ok(Ending::Findings);
    };
    for (index, (name, _)) in arguments.set.iter().enumerate() {
        let is_it = |(earlier, _): &(String, _)| earlier.eq_ignore_ascii_case(name);
        if arguments.set.iter().take(index).any(is_it) {
            console.warning(&format!("--set `{name}`: it is set twice, and the last counts"));
        }
        if !expression.layout().reads(name) {
            console.warning(&format!("--set `{name}`: the expression does not read it"));
        }
    }
    let mut taken = expression.taken();
    arguments.taken.fill(&mut taken, console)?;
    let lacks_value = false;
    let expression = &expression;
    let mut evaluation =
        Evaluation { arguments, expression, surroundings, taken, unknown, lacks_value };
    let ending = evaluation.run(console)?;
    if let Some(name) = required.filter(|_| evaluation.lacks_value) {
        console.warning(&format!(
            "`{name}` is required: without a value `attrmap run` rejects the user"
        ));
    }
    Ok(ending)
}

/// The target attribute and whether users need it, or what is wrong with its name.
fn target(
    arguments: &Arguments,
    name: &str,
) -> Result<Result<(Target, bool), Diagnostics>, Trouble> {
    let mut diagnostics = Diagnostics::new();
    let schema = &arguments.schema;
    let Some(table) = tables::asked_for(schema, &mut diagnostics)? else {
        return Ok(Err(diagnostics));
    };
    let source = Source::new("--target", name);
    let found = find_target(&source, source.whole(), name, &table).map_err(|diagnostic| {
        diagnostics.push(diagnostic);
        diagnostics
    });
    Ok(found.map(|target| {
        let is_required = table.attributes().get(target.row).is_some_and(|row| row.is_required);
        (target, is_required)
    }))
}

/// An expression that is evaluated for the users that were asked for.
struct Evaluation<'a> {
    arguments: &'a Arguments,
    expression: &'a Expression,
    surroundings: Surroundings,
    /// What the target has, and what users were given.
    taken: TakenByTarget,
    /// Attributes that nobody was seen to have so far, and that no table knows.
    unknown: Unknown,
    /// True where a user got null or the empty text.
    lacks_value: bool,
}

impl Evaluation<'_> {
    fn run(&mut self, console: &Console) -> Result<Ending, Trouble> {
        let arguments = self.arguments;
        let Some(path) = &arguments.user else {
            let layout = self.expression.layout();
            let answered = self.answer(1, layout.read_overrides(&arguments.set, Record::new()));
            console.diagnostics(&self.unknown.all(), arguments.format);
            return answered.print_alone(arguments, console);
        };
        let mut input = Input::open(path)?;
        match arguments.row {
            Some(row) => self.one(&mut input, row, console),
            None => self.all(&mut input, console),
        }
    }

    /// The user of one row.
    fn one(&mut self, input: &mut Input, row: u64, console: &Console) -> Result<Ending, Trouble> {
        let mut found = None;
        users::each(input, self.expression.layout(), &self.arguments.set, |at, user| {
            if at != row {
                return Ok(ControlFlow::Continue(()));
            }
            found = Some(self.answer(at, user));
            Ok(ControlFlow::Break(()))
        })?;
        match found {
            Some(answered) => {
                console.diagnostics(&self.unknown.all(), self.arguments.format);
                answered.print_alone(self.arguments, console)
            }
            None => Err(Trouble::new(format!("`{}` has no user in row {row}", input.name))),
        }
    }

    /// All users: a line for each, unless there is only one.
    fn all(&mut self, input: &mut Input, console: &Console) -> Result<Ending, Trouble> {
        let arguments = self.arguments;
        let mut first = None;
        let mut count = 0_u64;
        let mut ending = Ending::Clean;
        let has_more_pages =
            users::each(input, self.expression.layout(), &arguments.set, |row, user| {
                let answered = self.answer(row, user);
                count += 1;
                if count == 1 {
                    first = Some(answered);
                    return Ok(ControlFlow::Continue(()));
                }
                for answered in first.take().into_iter().chain([answered]) {
                    if answered.is_error() {
                        ending = Ending::Findings;
                    }
                    if answered.print_among_others(arguments, console)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
                Ok(ControlFlow::Continue(()))
            })?;
        if has_more_pages {
            console.warning(&one_page(&input.name));
        }
        if count > 0 {
            console.diagnostics(&self.unknown.all(), arguments.format);
        }
        match first {
            Some(only) => only.print_alone(arguments, console),
            None if count == 0 => {
                console.warning(&format!("`{}` has no users", input.name));
                Ok(Ending::Clean)
            }
            None => Ok(ending),
        }
    }

    /// What the expression comes to for one user.
    fn answer(&mut self, row: u64, user: Result<Record<'_>, Fault>) -> Answered {
        let record = match user {
            Ok(record) => record,
            Err(fault) => return Answered { row, answer: Answer::of_fault(fault), trace: None },
        };
        let (expression, surroundings) = (self.expression, &self.surroundings);
        self.unknown.see(expression.attributes(), record.slots());
        let converts = self.arguments.target.is_some();
        let trace = self.arguments.trace;
        let trace = trace.then(|| expression.trace_for(row, &record, surroundings, &self.taken));
        let value = expression.evaluate_for(row, &record, surroundings, &mut self.taken);
        let answer = match value {
            Ok(value) => {
                self.lacks_value |= value.is_null_or_empty();
                Answer::of_value(&value, converts)
            }
            Err(ended) => Answer::of_ended(ended, expression),
        };
        Answered { row, answer, trace }
    }
}
