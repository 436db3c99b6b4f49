//! `:save`: the loaded mapping as a file, with what was edited.

use attrmap::diagnostic::{counted, printable};

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::completion;
use super::super::loaded_mapping::no_mapping;
use super::Command;

pub(super) static SAVE: Command = Command {
    name: "save",
    words: &[],
    form: "FILE",
    argument: Argument::Other(completion::files),
    summary: "writes the loaded mapping with what was edited",
    help: "The file it was loaded from or saved to is written anew, unless somebody else\n\
           has changed it meanwhile; another one must not be there yet.\n\n  \
           :save users.attrmap.toml",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    let path = session.path(rest)?;
    let outside = session.outside.as_ref();
    let mapping = session.mapping.as_mut().ok_or_else(no_mapping)?;
    if outside.exists(&path) {
        let shown = path.display();
        let Some(left) = mapping.left_at(&path, outside) else {
            let own = mapping.path.display();
            return Err(Mistake::new(format!("`{shown}` is there already"))
                .help(format!("name a new file, or `{own}`, which was loaded")));
        };
        let there = outside.read(&path)?;
        if there != left && there != mapping.bytes {
            return Err(Mistake::new(format!("`{shown}` was changed since it was loaded"))
                .help(format!("`:save` a new file, or `:load {shown}` and edit what is there")));
        }
    }
    outside.write(&path, &mapping.bytes)?;
    mapping.was_saved_to(&path, outside);
    let written = counted(mapping.bytes.len() as u64, "byte");
    Ok(Answer::text(format!("{}: {written} written", printable(&path.display().to_string()))))
}
