//! `:help`: the commands, or one of them.

use super::super::answer::{Answer, Outcome};
use super::super::session::Session;
use super::{COMMANDS, Command, SIGN, Takes};

pub(super) static HELP: Command = Command {
    name: "help",
    arguments: "[COMMAND]",
    takes: Takes::Command,
    summary: "lists the commands, or shows one",
    help: "  :help\n  :help count",
    is_private: false,
    run,
};

fn run(_: &mut Session, rest: &str) -> Outcome {
    if rest.is_empty() {
        return Ok(Answer::text(list()));
    }
    let command = super::find(rest.trim_start_matches(SIGN))?;
    let page = format!("{}\n{}\n\n{}", form(command), command.summary, command.help);
    Ok(Answer::text(page))
}

fn form(command: &Command) -> String {
    format!("{SIGN}{} {}", command.name, command.arguments).trim_end().to_owned()
}

fn list() -> String {
    let width = COMMANDS.iter().map(|command| form(command).chars().count()).max().unwrap_or(0);
    let lines =
        COMMANDS.iter().map(|command| format!("  {:width$}  {}\n", form(command), command.summary));
    format!(
        "Anything else is an expression, evaluated for the current user.\n\n{}\nThe beginning of \
         a name will do: `:q`. `:help COMMAND` shows one of them.\n",
        lines.collect::<String>()
    )
}
