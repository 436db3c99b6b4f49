//! `:quit`: the end.

use super::super::answer::{Answer, Mistake, Next, Outcome};
use super::super::session::Session;
use super::{Command, Takes};

pub(super) static QUIT: Command = Command {
    name: "quit",
    arguments: "",
    takes: Takes::Nothing,
    summary: "leaves, as Ctrl-D does",
    help: "  :quit",
    // Nobody wants it again.
    is_private: true,
    run,
};

fn run(session: &mut Session, _: &str) -> Outcome {
    // Once is enough: who leaves again means it.
    let asks = session.asks;
    let changed = session.mapped.as_mut().filter(|mapped| asks && mapped.is_changed);
    if let Some(mapped) = changed {
        mapped.is_changed = false;
        let path = mapped.path.display();
        return Err(Mistake::new(format!("what was edited in `{path}` is not saved"))
            .help("`:save FILE` writes it; `:quit` again leaves without"));
    }
    Ok(Answer { next: Next::Leave, ..Answer::default() })
}
