//! `:load`: users, a mapping, a schema or a profile of users, told apart by content.

use std::path::{Path, PathBuf};

use attrmap::diagnostic::{Diagnostics, counted};
use attrmap::mapping::Content;
use attrmap::profile::Profile;
use attrmap::schema::TargetTable;
use attrmap::source::Source;

use super::super::answer::{Answer, Mistake, Outcome};
use super::super::mapped::Mapped;
use super::super::people::People;
use super::super::session::Session;
use super::{Command, Takes};
use crate::commands::inputs::one_page;
use crate::files;

pub(super) static LOAD: Command = Command {
    name: "load",
    arguments: "FILE",
    takes: Takes::File,
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

fn run(session: &mut Session, rest: &str) -> Outcome {
    let path = path(rest)?;
    load(session, &path)
}

/// The path behind a command, with or without quotes.
pub(super) fn path(rest: &str) -> Result<PathBuf, Mistake> {
    let inside = rest.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let path = inside.unwrap_or(rest);
    if path.is_empty() {
        return Err(Mistake::new("which file?").help("Tab behind the command lists files"));
    }
    Ok(PathBuf::from(path))
}

/// Loads a file, whatever it is.
pub(crate) fn load(session: &mut Session, path: &Path) -> Outcome {
    let bytes = session.outside.read(path)?;
    let name = path.display().to_string();
    match Content::of(&name, &bytes) {
        Content::Json | Content::Text => users(session, &name, bytes),
        Content::Mapping => Ok(mapping(session, path, &bytes)),
        Content::Schema => schema(session, &name, &bytes),
        Content::Profile => profile(session, &name, &bytes),
    }
}

fn users(session: &mut Session, name: &str, bytes: Vec<u8>) -> Outcome {
    let people = People::read(name, bytes, session.env().source_table())?;
    let users = counted(people.count() as u64, "user");
    let attributes = counted(people.names().len() as u64, "attribute");
    let answer = Answer::text(format!("{name}: {users} with {attributes}"));
    let has_more_pages = people.has_more_pages;
    session.people = Some(people);
    Ok(if has_more_pages { answer.with_warning(&one_page(name)) } else { answer })
}

fn mapping(session: &mut Session, path: &Path, bytes: &[u8]) -> Answer {
    let given = session.schema.as_ref();
    let mapped = Mapped::read(path, bytes, session.base(), given, session.outside.as_ref());
    let count = counted(mapped.mappings().len() as u64, "attribute");
    let target = mapped.table.as_ref().map_or(String::new(), |table| format!(" of {}", table.name));
    let diagnostics = session.map(mapped);
    let text = format!("{}: a mapping to {count}{target}", path.display());
    Answer::text(text).with(&diagnostics, session.appearance)
}

fn schema(session: &mut Session, name: &str, bytes: &[u8]) -> Outcome {
    let text = files::text_of(name, bytes)?;
    let (table, diagnostics) = TargetTable::read(&Source::new(name, text));
    let Some(table) = table else { return Err(diagnostics.into()) };
    let count = counted(table.attributes().len() as u64, "attribute");
    let text = format!("{name}: a schema of {count}");
    session.schema = Some(table);
    let about_mapping = remap(session);
    session.find_target_again();
    let answer = Answer::text(text).with(&diagnostics, session.appearance);
    Ok(answer.with(&about_mapping, session.appearance))
}

/// Compiles the loaded mapping for a table that has come.
fn remap(session: &mut Session) -> Diagnostics {
    let Some(mapped) = session.mapped.take() else { return Diagnostics::new() };
    let is_changed = mapped.is_changed;
    let (bytes, given) = (mapped.bytes(), session.schema.as_ref());
    let outside = session.outside.as_ref();
    let anew = Mapped::read(&mapped.path, &bytes, session.base(), given, outside);
    session.map(Mapped { is_changed, ..anew })
}

fn profile(session: &mut Session, name: &str, bytes: &[u8]) -> Outcome {
    let text = files::text_of(name, bytes)?;
    let (profile, diagnostics) = Profile::read(&Source::new(name, text));
    let Some(profile) = profile else { return Err(diagnostics.into()) };
    let text = format!("{name}: a profile of {}", counted(profile.users, "user"));
    session.profile = Some(profile);
    Ok(Answer::text(text).with(&diagnostics, session.appearance))
}
