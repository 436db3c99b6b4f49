//! `attrmap completions`: a script that lets a shell complete commands, flags, files, and names that
//! are known beforehand.

use clap::{Arg, Args, Command, CommandFactory, ValueEnum, ValueHint};
use clap_complete::generate;
use clap_complete::shells;

use crate::args;
use crate::system::console::{Console, Trouble};
use crate::system::ending::Ending;

/// The arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap completions bash > ~/.local/share/bash-completion/completions/attrmap
  attrmap completions zsh > ~/.zfunc/_attrmap
  attrmap completions fish > ~/.config/fish/completions/attrmap.fish

In PowerShell, for this session or, in $PROFILE, for all:
  attrmap completions powershell | Out-String | Invoke-Expression")]
pub(crate) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
    Powershell,
}

/// Prints the script.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    let mut command = hinted(args::Arguments::command());
    let mut script = Vec::new();
    match arguments.shell {
        Shell::Bash => generate(shells::Bash, &mut command, args::NAME, &mut script),
        Shell::Zsh => generate(shells::Zsh, &mut command, args::NAME, &mut script),
        Shell::Fish => {
            generate(shells::Fish, &mut command, args::NAME, &mut script);
            script.extend(fish_words(&command).into_bytes());
        }
        Shell::Powershell => generate(shells::PowerShell, &mut command, args::NAME, &mut script),
    }
    console.print(&String::from_utf8_lossy(&script))?;
    Ok(Ending::Clean)
}

/// What the generator leaves out for fish: the words that are known of arguments without a flag.
fn fish_words(command: &Command) -> String {
    let (name, mut lines) = (args::NAME, String::new());
    for subcommand in command.get_subcommands() {
        let values = subcommand.get_positionals().flat_map(Arg::get_possible_values);
        let words: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
        // Fish parts a list at blanks.
        if !words.is_empty() && !words.iter().any(|word| word.contains([' ', '"', '$', '\\'])) {
            let (subcommand, words) = (subcommand.get_name(), words.join(" "));
            let condition = format!("__fish_{name}_using_subcommand {subcommand}");
            lines.push_str(&format!("complete -c {name} -n \"{condition}\" -f -a \"{words}\"\n"));
        }
    }
    lines
}

/// The command with what shells offer for each argument: of paths files, but where a folder is
/// meant, and of what is neither a path nor known nothing.
fn hinted(command: Command) -> Command {
    let hint = |argument: Arg| match argument.get_value_hint() {
        ValueHint::AnyPath => argument.value_hint(ValueHint::FilePath),
        ValueHint::Unknown if argument.get_action().takes_values() => {
            argument.value_hint(ValueHint::Other)
        }
        _ => argument,
    };
    command.mut_args(hint).mut_subcommands(hinted)
}
