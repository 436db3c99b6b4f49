//! `:help`: the commands, or one of them.

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::columns::wrapped;
use super::super::completion;
use super::{COMMANDS, Command, SIGN};

pub(super) static HELP: Command = Command {
    name: "help",
    words: &["help", "?"],
    form: "[COMMAND]",
    argument: Argument::Other(completion::commands),
    summary: "lists the commands, or shows one",
    help: "  :help\n  :help count",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    if rest.is_empty() {
        return Ok(Answer::text(list(session.columns)));
    }
    let command = super::find(rest.trim_start_matches(SIGN))?;
    let page = format!("{}\n{}\n\n{}", form(command), command.summary, command.help);
    Ok(Answer::text(wrapped(&page, session.columns)))
}

fn form(command: &Command) -> String {
    format!("{SIGN}{} {}", command.name, command.form).trim_end().to_owned()
}

/// The columns for names and arguments: what is longer has a line of its own.
const WIDTH: usize = 26;

fn list(columns: Option<usize>) -> String {
    let lines = COMMANDS.iter().map(|command| {
        let (form, summary) = (form(command), command.summary);
        let (line, summary) = if form.chars().count() > WIDTH {
            (format!("  {form}\n"), format!("  {:WIDTH$}  {summary}\n", ""))
        } else {
            (String::new(), format!("  {form:WIDTH$}  {summary}\n"))
        };
        line + &wrapped(&summary, columns)
    });
    let lines = lines.collect::<String>();
    let before = "Anything else is an expression, evaluated for the current user.\n\n";
    let behind = "\nThe beginning of a name will do: `:q`. `:help COMMAND` shows one of them.\n";
    let wrapped = |text| wrapped(text, columns);
    format!("{}{lines}{}", wrapped(before), wrapped(behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_fits_a_terminal() {
        for (columns, most) in [(None, 80), (Some(60), 60)] {
            let list = list(columns);
            let lines = list.lines();
            let too_wide: Vec<&str> = lines.filter(|line| line.chars().count() > most).collect();
            assert!(too_wide.is_empty(), "{too_wide:#?}");
        }
    }
}
