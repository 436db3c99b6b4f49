//! `attrmap profile`: what users show of each attribute, to look at or for the linter.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use attrmap::diagnostic::counted;
use attrmap::profile::{KeptValues, Profile, Profiler};
use attrmap::schema::SourceTable;
use clap::{Args, ValueEnum};

use crate::inputs::expression::refuse_standard_twice;
use crate::inputs::users::{InputFormat, each_chunk, one_page, unreadable};
use crate::system::console::{Console, Format, Trouble};
use crate::system::ending::Ending;
use crate::system::files::{self, Input, STANDARD, are_same, is_named};

/// The arguments of `profile`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  attrmap profile users.ndjson                # a table
  attrmap profile users.csv -o profile.json   # for `--profile`
  attrmap profile users.ndjson --values none  # without anybody's values

Values are people's data. By default those of an attribute are kept where there are at most 20 \
different ones and each is True or False or that of five users or more; references to other people \
and e-mail addresses are not. `--values all` keeps those of every set of at most 20, `none` keeps \
none. Rows of users who lack something are always kept, the first three.

Exit code: 0 all users were read, 1 some could not be, 2 there is no profile.")]
pub(crate) struct Arguments {
    /// Users: NDJSON, a JSON array, a Graph list response, or CSV; `-` is standard input.
    #[arg(value_name = "USERS", required = true)]
    pub(super) users: Vec<PathBuf>,

    /// Where the profile goes; a file appears when it is complete [default: stdout].
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Which values are kept.
    #[arg(long, value_enum, default_value_t = Values::Shared)]
    values: Values,

    /// The form of the users [default: told by their content].
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,

    /// A table for people, or the JSON that `--profile` takes [default: human; with -o, json].
    #[arg(long, value_enum)]
    format: Option<Format>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Values {
    /// None.
    None,
    /// Those of small sets that several users share.
    Shared,
    /// All of small sets, whoever has them.
    All,
}

impl Values {
    fn of_library(self) -> KeptValues {
        match self {
            Values::None => KeptValues::None,
            Values::Shared => KeptValues::Shared,
            Values::All => KeptValues::All,
        }
    }
}

/// Makes the profile.
pub(crate) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Trouble> {
    refuse_standard_twice(arguments.users.iter().map(|path| Some(path.as_path())))?;
    refuse_overwriting(arguments)?;
    let inputs: Vec<Input> =
        arguments.users.iter().map(|path| Input::open(path)).collect::<Result<_, _>>()?;
    let profile = profile(arguments, inputs, console)?;
    let default = if arguments.output.is_some() { Format::Json } else { Format::Human };
    let text = match arguments.format.unwrap_or(default) {
        Format::Human => profile.page().to_string(),
        Format::Json => profile.to_json(),
    };
    files::write(arguments.output.as_deref().unwrap_or(Path::new(STANDARD)), text.as_bytes())?;
    if profile.unreadable > 0 {
        console.warning(&format!("{} could not be read", counted(profile.unreadable, "user")));
        return Ok(Ending::Findings);
    }
    Ok(Ending::Clean)
}

/// Nobody's users are overwritten by mistake.
fn refuse_overwriting(arguments: &Arguments) -> Result<(), Trouble> {
    let Some(output) = arguments.output.as_deref().filter(|path| is_named(path)) else {
        return Ok(());
    };
    let is_read = arguments.users.iter().any(|path| is_named(path) && are_same(path, output));
    if !is_read {
        return Ok(());
    }
    Err(Trouble::new(format!("-o `{}` is a file that is read", output.display()))
        .help("name another file: this one would be lost"))
}

fn profile(
    arguments: &Arguments,
    inputs: Vec<Input>,
    console: &Console,
) -> Result<Profile, Trouble> {
    let names_inputs = inputs.len() > 1;
    let mut profiler = Profiler::new(SourceTable::entra_user());
    for mut input in inputs {
        let name = input.name.clone();
        let has_more_pages = each_chunk(&mut input, arguments.input_format, |chunk| {
            let added = profiler.add(&chunk, names_inputs.then_some(name.as_str()));
            added.map_err(|fault| unreadable(&name, arguments.input_format.is_some(), &fault))?;
            Ok(ControlFlow::Continue(()))
        })?;
        if has_more_pages {
            console.warning(&one_page(&name));
        }
    }
    Ok(profiler.finish(arguments.values.of_library()))
}
