//! `:load`: users, a mapping, a schema or a profile of users, told apart by content.

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::{completion, loading};
use super::Command;

pub(super) static LOAD: Command = Command {
    name: "load",
    words: &[],
    form: "FILE",
    argument: Argument::Other(completion::files),
    summary: "loads users, a mapping, a schema, a profile",
    help: "What a file is, is told by what is in it. Users are NDJSON, a JSON array, an\n\
           answer of Graph, or CSV. A mapping is attrmap's TOML or a synchronizationSchema\n\
           of Graph. A schema is a /Schemas response: its targets are meant whatever the\n\
           mapping says. A profile is what `attrmap profile` writes: `:type` and `:lint`\n\
           then hold for its users.\n\n  \
           :load users.ndjson\n  \
           :load workplace.attrmap.toml",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let path = session.path(rest)?;
    loading::load(session, &path)
}
