//! `attrmap explain`: the page of whatever somebody came across.

use std::collections::BTreeSet;
use std::path::Path;

use attrmap::reference::{Explanation, LISTS, Topic, explain, topics};
use clap::{Args, ValueEnum};
use serde_json::json;

use crate::inputs::known::Known;
use crate::system::console::{Console, Trouble};
use crate::system::ending::Ending;
use crate::system::files::{self, STANDARD};
use crate::views::pages::{between, laid_out, unknown};

/// The arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap explain check::unknown-attribute  # a code
  attrmap explain nullable-required         # a rule
  attrmap explain Coalesce                  # a function
  attrmap explain \"NOT EQUALS\"              # an operator of scoping filters
  attrmap explain 1789003                   # an error of the service
  attrmap explain \"Missing Email field: You must provide an email\"
  pbpaste | attrmap explain -               # a line of the provisioning log
  Get-Clipboard | attrmap explain -         # the same in PowerShell
  attrmap explain rules                     # a list; others: codes, errors
  attrmap explain matching                  # the rules of a category

Exit code: 0 there is a page, 1 there is none, 2 what was given cannot be read.")]
pub(crate) struct Arguments {
    /// A code, a rule, a function, an operator, or a pasted text; `-` reads it from standard input.
    #[arg(value_name = "CODE|RULE|FUNCTION|TEXT", required = true,
          value_parser = Known(names), hide_possible_values = true)]
    question: Vec<String>,

    /// The form of the pages.
    #[arg(long, value_enum, default_value_t = PageFormat::Human)]
    format: PageFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PageFormat {
    /// Laid out for a terminal.
    Human,
    /// One JSON document.
    Json,
    /// As in docs/reference.
    Markdown,
}

/// What can be asked for in one word that no shell takes for something else. Codes stand without
/// their stages: shells cut words at colons.
fn names() -> Vec<&'static str> {
    let names = topics().into_iter().map(Topic::name);
    let names = names.map(|name| name.rsplit("::").next().unwrap_or(name));
    let is_plain = |it: u8| it.is_ascii_alphanumeric() || it == b'-';
    let names = LISTS.into_iter().chain(names).filter(|name| name.bytes().all(is_plain));
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().collect()
}

/// Explains.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    let question = match arguments.question.as_slice() {
        [only] if only == STANDARD => files::read_text(Path::new(STANDARD))?,
        // A text that was pasted without quotes comes in pieces.
        words => words.join(" "),
    };
    let (topics, is_list) = match explain(&question) {
        Explanation::Pages(topics) => (topics, false),
        Explanation::List(topics) => (topics, true),
        Explanation::Unknown(near) => {
            console.error(&unknown(&question, near, "attrmap explain"));
            return Ok(Ending::Findings);
        }
    };
    let text = match arguments.format {
        PageFormat::Human => laid_out(&topics, is_list),
        PageFormat::Json => {
            let topics: Vec<_> = topics.into_iter().map(Topic::json).collect();
            format!("{:#}\n", json!({ "version": 1, "topics": topics }))
        }
        PageFormat::Markdown => between(&topics, Topic::markdown, "\n"),
    };
    console.print(&text)?;
    Ok(Ending::Clean)
}
