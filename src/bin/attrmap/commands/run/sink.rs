//! Where batches end, in input order: payloads, rejects, counts.

use std::io::{self, IsTerminal};
use std::num::NonZeroU64;
use std::path::Path;

use attrmap::plan::Batch;
use attrmap::report::{RunEnd, Tally, write_reject};

use super::arguments::Arguments;
use super::progress::Progress;
use crate::system::console::Trouble;
use crate::system::files::{self, Output};

/// The ordered end of the pipeline.
pub(super) struct Sink {
    output: Output,
    output_name: String,
    rejects: Option<Output>,
    rejects_name: String,
    /// The lines of a batch's rejects, for all to be written at once.
    reject_lines: Vec<u8>,
    max_rejects: Option<u64>,
    shows_values: bool,
    names_inputs: bool,
    is_terminal: bool,
    tally: Tally,
    progress: Progress,
}

/// What is known when all is over.
pub(super) struct Account {
    pub(super) tally: Tally,
    /// The file that did not appear, because it would not be whole.
    pub(super) withheld: Option<String>,
}

/// Whether the run goes on.
pub(super) enum Step {
    /// It does.
    GoOn,
    /// It ends here, without being at fault.
    End(RunEnd),
    /// It cannot go on.
    Fail(Trouble),
}

impl Sink {
    /// Prepares the outputs; nothing appears yet.
    pub(super) fn prepare(arguments: &Arguments, bytes: Option<u64>) -> Result<Sink, Trouble> {
        let name = |path: &Option<std::path::PathBuf>| {
            path.as_ref().map_or(files::STANDARD.to_owned(), |path| path.display().to_string())
        };
        let output = match &arguments.output {
            Some(path) => Output::prepare(path)?,
            None => Output::prepare(files::STANDARD.as_ref())?,
        };
        let rejects = arguments.rejects.as_deref().map(Output::prepare).transpose()?;
        let is_standard = matches!(output, Output::Standard(_));
        Ok(Sink {
            is_terminal: is_standard && io::stdout().is_terminal(),
            output,
            output_name: name(&arguments.output),
            rejects,
            rejects_name: name(&arguments.rejects),
            reject_lines: Vec::new(),
            max_rejects: arguments.max_rejects.map(NonZeroU64::get),
            shows_values: arguments.show_values,
            names_inputs: arguments.users.len() > 1,
            tally: Tally::new(),
            progress: Progress::new(bytes),
        })
    }

    /// The files that will appear at the end, under the names that they have till then.
    pub(super) fn unfinished(&self) -> impl Iterator<Item = &Path> {
        [Some(&self.output), self.rejects.as_ref()]
            .into_iter()
            .flatten()
            .filter_map(Output::unfinished)
    }

    /// Takes a batch: cut to what is allowed, written, counted.
    pub(super) fn accept(&mut self, input: &str, mut batch: Batch, bytes: u64) -> (Batch, Step) {
        let mut step = Step::GoOn;
        if let Some(most) = self.max_rejects {
            // A run that reaches the limit with its last user is whole: only somebody who comes
            // after it ends the run early.
            let allowed = most.saturating_sub(self.tally.rejected());
            if batch.cut_at_rejects(allowed) {
                step = Step::End(RunEnd::MaxRejects);
            }
        }
        if let Err((written, error)) = self.write_payloads(&batch) {
            batch.cut_at_bytes(written);
            step = if error.kind() == io::ErrorKind::BrokenPipe {
                Step::End(RunEnd::ClosedPipe)
            } else {
                Step::Fail(Trouble::with_file("write", &self.output_name, &error))
            };
        }
        if let Err(error) = self.write_rejects(input, &batch) {
            step = Step::Fail(Trouble::with_file("write", &self.rejects_name, &error));
        }
        self.count(input, &batch, bytes);
        (batch, step)
    }

    fn write_payloads(&mut self, batch: &Batch) -> Result<(), (usize, io::Error)> {
        let output = &mut self.output;
        if self.is_terminal {
            self.progress.aside(|| output.write(batch.payloads()))
        } else {
            output.write(batch.payloads())
        }
    }

    fn write_rejects(&mut self, input: &str, batch: &Batch) -> Result<(), io::Error> {
        let Some(rejects) = &mut self.rejects else { return Ok(()) };
        let input = self.names_inputs.then_some(input);
        self.reject_lines.clear();
        for reject in batch.rejects() {
            write_reject(reject, input, self.shows_values, &mut self.reject_lines);
        }
        // One call for all of them: a line alone is too little to ask the system for.
        rejects.write(&self.reject_lines).map_err(|(_, error)| error)
    }

    fn count(&mut self, input: &str, batch: &Batch, bytes: u64) {
        let rejected = self.tally.rejected();
        self.tally.add_batch(input, batch);
        let users = batch.users().len() as u64;
        self.progress.advance(bytes, users, self.tally.rejected() - rejected);
    }

    /// Lets the outputs appear, where they are whole, and hands over the account.
    ///
    /// A file of payloads that is not all of them does not appear; rejects do, since each of them
    /// is one whatever comes after.
    pub(super) fn finish(self, ending: RunEnd) -> (Account, Option<Trouble>) {
        self.progress.finish();
        let mut trouble = None;
        let mut note = |result: Result<(), Trouble>| {
            if let Err(found) = result {
                trouble.get_or_insert(found);
            }
        };
        let is_whole = ending == RunEnd::Complete || self.output.is_direct();
        if is_whole {
            note(self.output.finish());
        }
        if let Some(rejects) = self.rejects {
            note(rejects.finish());
        }
        let withheld = (!is_whole).then_some(self.output_name);
        (Account { tally: self.tally, withheld }, trouble)
    }
}
