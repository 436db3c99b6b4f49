//! `:save`: the loaded mapping as a file, with what was edited.

use attrmap::diagnostic::{counted, printable};

use super::super::answer::{Answer, Mistake, Outcome};
use super::super::session::Session;
use super::{Command, Takes, load, payload};

pub(super) static SAVE: Command = Command {
    name: "save",
    arguments: "FILE",
    takes: Takes::File,
    summary: "writes the loaded mapping with what was edited",
    help: "The file it was loaded from is written anew, unless somebody else has changed\n\
           it meanwhile; another one must not be there yet.\n\n  \
           :save users.attrmap.toml",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Outcome {
    let outside = session.outside.as_ref();
    let mapped = session.mapped.as_mut().ok_or_else(payload::no_mapping)?;
    let path = load::path(rest)?;
    if path != mapped.path && outside.exists(&path) {
        let own = mapped.path.display();
        return Err(Mistake::new(format!("`{}` is there already", path.display()))
            .help(format!("name a new file, or `{own}`, which was loaded")));
    }
    if path == mapped.path && outside.exists(&path) {
        let there = outside.read(&path)?;
        if there != mapped.on_disk && there != mapped.bytes {
            let own = path.display();
            return Err(Mistake::new(format!("`{own}` was changed since it was loaded"))
                .help(format!("`:save` a new file, or `:load {own}` and edit what is there now")));
        }
    }
    outside.write(&path, &mapped.bytes)?;
    if path == mapped.path {
        mapped.on_disk.clone_from(&mapped.bytes);
    }
    mapped.is_changed = false;
    let written = counted(mapped.bytes.len() as u64, "byte");
    Ok(Answer::text(format!("{}: {written} written", printable(&path.display().to_string()))))
}
