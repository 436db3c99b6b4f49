//! What the expression came to for one user, and how it is printed.

use std::ops::ControlFlow;

use attrmap::check::Ignored;
use attrmap::diagnostic::{Diagnostic, Diagnostics};
use attrmap::plan::{Expression, NoValue, Reject};
use attrmap::program::{PartEnd, Trace};
use attrmap::record::Fault;
use attrmap::types::Value;

use super::Arguments;
use super::line::{self, End, Line, PartLine};
use crate::system::console::{Console, Format, Trouble};
use crate::system::ending::Ending;
use crate::system::files::called;

/// What came out for one user.
pub(super) enum Answer {
    /// A value, as JSON.
    Value(serde_json::Value),
    /// Nothing is sent.
    Ignored(Ignored),
    /// There is no value.
    Error {
        /// The kind.
        code: &'static str,
        /// What is wrong.
        message: String,
        /// At its place in the expression, where it is one of the expression.
        diagnostic: Option<Box<Diagnostic>>,
    },
}

/// The answer for the user of a row.
pub(super) struct Answered {
    pub(super) row: u64,
    pub(super) answer: Answer,
    pub(super) trace: Option<Trace>,
}

impl Answer {
    /// A value: as the service gives it, that is as text; or as the target takes it.
    pub(super) fn of_value(value: &Value<'_>, is_converted: bool) -> Answer {
        Answer::Value(to_json(value, is_converted))
    }

    /// An evaluation without a value.
    pub(super) fn of_ended(ended: NoValue, expression: &Expression) -> Answer {
        match ended {
            NoValue::Ignored(ignored) => Answer::Ignored(ignored),
            NoValue::Failed(failure) => Answer::Error {
                code: failure.code.path,
                message: failure.message.clone(),
                diagnostic: Some(Box::new(expression.diagnostic(&failure))),
            },
        }
    }

    /// A user that cannot be read.
    pub(super) fn of_fault(fault: Fault) -> Answer {
        let reject = Reject::from(fault);
        Answer::Error {
            code: reject.code.path,
            message: reject.sentence().into_owned(),
            diagnostic: None,
        }
    }
}

/// A value as JSON.
pub(super) fn to_json(value: &Value<'_>, is_converted: bool) -> serde_json::Value {
    // Texts, numbers and truths always serialize.
    serde_json::to_value(value.shown(is_converted)).unwrap_or_default()
}

impl Answered {
    /// True where there is no value and nobody wanted it so.
    pub(super) fn is_error(&self) -> bool {
        matches!(self.answer, Answer::Error { .. })
    }

    /// Prints the answer of the only user.
    pub(super) fn print_alone(
        self,
        arguments: &Arguments,
        console: &Console,
    ) -> Result<Ending, Trouble> {
        let ending = if self.is_error() { Ending::Findings } else { Ending::Clean };
        if self.trace.is_some() {
            console.print(&self.traced(arguments, None))?;
        }
        let has_printed = self.trace.is_some();
        match self.answer {
            Answer::Value(value) if !has_printed => {
                console.print(&format!("{}\n", written(&value, arguments.raw)))?;
            }
            Answer::Value(_) => {}
            Answer::Ignored(ignored) => console.say(&format!("{}\n", left_out(ignored))),
            Answer::Error { diagnostic: Some(mut diagnostic), .. } => {
                if !has_printed && diagnostic.help.is_none() {
                    diagnostic.help = Some("`--trace` shows the value of every part".to_owned());
                }
                let diagnostics: Diagnostics = [*diagnostic].into_iter().collect();
                console.diagnostics(&diagnostics, arguments.format);
            }
            Answer::Error { code, message, diagnostic: None } => {
                let row = self.row;
                let user = arguments.user.as_deref();
                let user = user.map(|path| called(&path.display().to_string()));
                let user = user.map_or_else(String::new, |name| format!("{name}, row {row}: "));
                console.error(&Trouble::new(format!("{user}{message} [{code}]")));
            }
        }
        Ok(ending)
    }

    /// Prints the answer of one of several users; breaks where nobody reads any more.
    pub(super) fn print_among_others(
        self,
        arguments: &Arguments,
        console: &Console,
    ) -> Result<ControlFlow<()>, Trouble> {
        let row = self.row;
        if self.trace.is_some() {
            return console.print_on(&self.traced(arguments, Some(row)));
        }
        match &self.answer {
            _ if !arguments.raw => console.print_on(&Line::new(Some(row), self.end(), None).text()),
            Answer::Value(value) => console.print_on(&format!("{}\n", written(value, true))),
            Answer::Ignored(ignored) => {
                console.say(&format!("row {row}: {}\n", left_out(*ignored)));
                Ok(ControlFlow::Continue(()))
            }
            Answer::Error { code, message, .. } => {
                console.say(&format!("row {row}: error: {message} [{code}]\n"));
                Ok(ControlFlow::Continue(()))
            }
        }
    }

    /// The answer in a line of JSON.
    fn end(&self) -> End {
        let none = End::default();
        match &self.answer {
            Answer::Value(value) => End { value: Some(value.clone()), ..none },
            Answer::Ignored(ignored) => End { ignored: Some(line::ignored_word(*ignored)), ..none },
            Answer::Error { code, message, .. } => {
                End { error: Some(code), message: Some(message.clone()), ..none }
            }
        }
    }

    /// The trace: a tree for people, or one line of JSON.
    fn traced(&self, arguments: &Arguments, row: Option<u64>) -> String {
        let Some(trace) = &self.trace else { return String::new() };
        let has_value = matches!(self.answer, Answer::Value(_));
        let is_redacted = has_value && trace.root.end == PartEnd::Redacted;
        match arguments.format {
            Format::Json => {
                let end = if is_redacted { End::from(&trace.root.end) } else { self.end() };
                Line::new(row, end, Some(PartLine::from(&trace.root))).text()
            }
            Format::Human => {
                let mut text = row.map_or_else(String::new, |row| format!("row {row}\n"));
                text.push_str(&trace.to_string());
                match (&arguments.target, &self.answer) {
                    (Some(target), Answer::Value(value)) if !is_redacted => {
                        text.push_str(&format!("{target} ← {value}\n"));
                    }
                    // Of an only user it is said behind the trace.
                    (Some(target), Answer::Error { code, message, .. })
                        if row.is_some() && !matches!(trace.root.end, PartEnd::Failed { .. }) =>
                    {
                        text.push_str(&format!("{target} ✗ {message} [{code}]\n"));
                    }
                    _ => {}
                }
                if row.is_some() {
                    text.push('\n');
                }
                text
            }
        }
    }
}

/// A value as JSON, or text as it is.
fn written(value: &serde_json::Value, is_raw: bool) -> String {
    match value {
        serde_json::Value::String(text) if is_raw => text.clone(),
        value => value.to_string(),
    }
}

fn left_out(ignored: Ignored) -> &'static str {
    match ignored {
        Ignored::Attribute => "the attribute is left out of the flow: no value",
        Ignored::Object => "the user is left out of the flow: no value",
    }
}
