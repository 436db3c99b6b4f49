//! `:load`: users, a mapping, a schema or a profile of users, told apart by content.

use attrmap::diagnostic::Diagnostic;

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::{completion, loading};
use super::Command;

pub(super) static LOAD: Command = Command {
    name: "load",
    words: &[],
    form: "FILE [NAME]",
    argument: Argument::Other(completion::files),
    summary: "loads users, a mapping, a schema, a profile",
    help: "What a file is, is told by what is in it. Users are NDJSON, a JSON array, an\n\
           answer of Graph, or CSV. A mapping is attrmap's TOML or a synchronizationSchema\n\
           of Graph. A schema is a /Schemas response: its targets are meant whatever the\n\
           mapping says. A profile is what `attrmap profile` writes: `:type` and `:lint`\n\
           then hold for its users. NAME is the object mapping of an export that is meant.\n\n  \
           :load users.ndjson\n  \
           :load workplace.attrmap.toml",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let (file, name) = split(session, rest);
    let path = session.path(file)?;
    loading::load(session, &path, name).map_err(|mistake| match mistake {
        Mistake::Diagnostics(said) => said.into_iter().map(|it| in_session(it, file)).collect(),
        Mistake::Trouble(_) => mistake,
    })
}

/// The file, and the object mapping behind it. A path can have blanks in it: it ends with its
/// quotes, or where there is such a file.
fn split<'r>(session: &Session, rest: &'r str) -> (&'r str, Option<&'r str>) {
    let is_there = |file: &str| {
        let path = session.path(file);
        path.is_ok_and(|path| session.outside.is_file(&path))
    };
    let quoted = rest.strip_prefix('"').and_then(|inside| inside.find('"'));
    let end = quoted.map(|at| at + 2);
    let blanks = || rest.char_indices().rev().filter(|(_, it)| it.is_whitespace());
    let end = match end {
        Some(end) => Some(end),
        None if is_there(rest) => None,
        None => blanks().map(|(at, _)| at).find(|at| rest.get(..*at).is_some_and(is_there)),
    };
    let Some((file, name)) = end.and_then(|end| rest.split_at_checked(end)) else {
        return (rest, None);
    };
    let name = name.trim();
    let name = name.strip_prefix('"').and_then(|it| it.strip_suffix('"')).unwrap_or(name);
    (file.trim(), Some(name).filter(|name| !name.is_empty()))
}

/// The same with a help that can be typed here: what is an option of the shell stands behind the
/// file.
fn in_session(diagnostic: Diagnostic, file: &str) -> Diagnostic {
    let help = diagnostic.help.map(|it| it.replace("--object-mapping", &format!(":load {file}")));
    Diagnostic { help, ..diagnostic }
}
