//! The line editor: the only file that names rustyline.
//!
//! In: a prompt. Out: an entry, or that somebody wants to leave. What Tab offers, hints and
//! colours are asked of the session's pure functions. On a terminal that cannot draw, as `TERM=dumb`
//! says, lines are read as the system gives them, and Ctrl-C is a signal there.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::rc::Rc;

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::history::MemHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Cmd, CompletionType, ConditionalEventHandler, Config, Context, Editor, Event, EventContext,
    EventHandler, Helper, KeyEvent, RepeatCount,
};

use super::highlight;
use super::hints::hint;
use super::list;
use crate::repl::interrupt::Interrupt;
use crate::repl::script::is_whole;
use crate::repl::session::Session;
use crate::repl::session::completion::{Candidate, complete};
use crate::system::console::{Trouble, screen};

/// What somebody typed.
pub(crate) enum Typed {
    /// An entry.
    Entry(String),
    /// Ctrl-C, or Ctrl-D where an entry goes on: what was typed is gone.
    Cleared,
    /// Ctrl-D: the end.
    End,
}

/// A line editor with a session behind it.
pub(crate) struct LineEditor {
    editor: Editor<Assistant, MemHistory>,
    interrupt: Interrupt,
    draws: bool,
}

/// What stands before a further line of an entry, where nothing is drawn.
const FURTHER: &str = "... ";

/// What the editor asks while somebody types.
struct Assistant {
    session: Rc<RefCell<Session>>,
    interrupt: Interrupt,
    is_coloured: bool,
    /// False for the last time that an entry is drawn: no bracket is lit then.
    lights: Cell<bool>,
}

impl LineEditor {
    /// An editor that remembers these entries.
    pub(crate) fn open(
        session: Rc<RefCell<Session>>,
        history: &[String],
    ) -> Result<LineEditor, Trouble> {
        let config = Config::builder()
            .completion_type(CompletionType::List)
            // Lists are cut before they are that long.
            .completion_prompt_limit(usize::MAX)
            .auto_add_history(false)
            .build();
        let history_of = MemHistory::with_config(&config);
        let mut editor = Editor::with_history(config, history_of).map_err(|it| trouble(&it))?;
        let is_coloured = session.borrow().appearance_on_stdout.is_coloured;
        let interrupt = session.borrow().interrupt.clone();
        let lights = Cell::new(true);
        let assistant = Assistant { session, interrupt: interrupt.clone(), is_coloured, lights };
        editor.set_helper(Some(assistant));
        let gives_up = EventHandler::Conditional(Box::new(GivesUp));
        editor.bind_sequence(KeyEvent::ctrl('d'), gives_up);
        let mut editor = LineEditor { editor, interrupt, draws: true };
        history.iter().for_each(|entry| editor.remember(entry));
        Ok(editor)
    }

    /// Reads an entry, with this to start from.
    pub(crate) fn read(&mut self, prompt: &str, start: &str) -> Result<Typed, Trouble> {
        let read = self.editor.readline_with_initial(prompt, (start, ""));
        self.draws = self.interrupt.is_typing();
        self.interrupt.types(false);
        match read {
            Ok(entry) => {
                self.remember(entry.trim_end());
                Ok(Typed::Entry(entry))
            }
            Err(ReadlineError::Interrupted) => Ok(Typed::Cleared),
            Err(ReadlineError::Eof) => Ok(Typed::End),
            Err(error) => Err(trouble(&error)),
        }
    }

    /// True where an entry can start from a text: it was drawn at the last one.
    pub(crate) fn draws(&self) -> bool {
        self.draws
    }

    /// Remembers an entry for the arrow keys of this session.
    fn remember(&mut self, entry: &str) {
        // An entry that is not remembered is no loss.
        let _ = self.editor.add_history_entry(entry);
    }
}

/// Ctrl-D on the empty line of an entry that goes on: it is given up, as shells do.
struct GivesUp;

impl ConditionalEventHandler for GivesUp {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext) -> Option<Cmd> {
        let is_at_end = context.pos() == context.line().len();
        (is_at_end && context.line().ends_with('\n')).then_some(Cmd::Interrupt)
    }
}

fn trouble(error: &ReadlineError) -> Trouble {
    Trouble::new(format!("the terminal cannot be used: {error}"))
}

impl Helper for Assistant {}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let completion = complete(&self.session.borrow(), line, cursor);
        let pair = |it: Candidate| Pair { display: it.shown, replacement: it.text };
        let candidates = list::fitting(completion.candidates, screen());
        Ok((completion.start, candidates.into_iter().map(pair).collect()))
    }
}

/// A hint that is only to be read.
struct Shown(String);

impl Hint for Shown {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for Assistant {
    type Hint = Shown;

    fn hint(&self, line: &str, cursor: usize, _: &Context<'_>) -> Option<Shown> {
        // Asked for at every key, the first time as soon as the terminal gives keys, and never where
        // it does not.
        self.interrupt.types(true);
        hint(&self.session.borrow(), line, cursor).map(Shown)
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, cursor: usize) -> Cow<'l, str> {
        if self.is_coloured {
            highlight::entry(&self.session.borrow(), line, self.lights.get().then_some(cursor))
                .into()
        } else {
            line.into()
        }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        if self.is_coloured { highlight::hint(hint).into() } else { hint.into() }
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.lights.set(kind != CmdKind::ForcedRefresh);
        self.is_coloured
    }
}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        if is_whole(context.input()) {
            return Ok(ValidationResult::Valid(None));
        }
        if !self.interrupt.is_typing() {
            let mut stdout = io::stdout();
            stdout.write_all(FURTHER.as_bytes())?;
            stdout.flush()?;
        }
        Ok(ValidationResult::Incomplete)
    }
}
