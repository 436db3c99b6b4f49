//! `:seed`: what random values are drawn from.

use attrmap::functions::Randomness;

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::completion::{self, Completion};
use super::Command;

pub(super) static SEED: Command = Command {
    name: "seed",
    words: &[],
    form: "[N|none]",
    argument: Argument::Other(complete),
    summary: "shows or sets what random values are drawn from",
    help: "The same number draws the same values. `none` draws from a new secret.\n\n  \
           :seed 7\n  \
           :seed none",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    if rest.eq_ignore_ascii_case("none") {
        let secret = session.outside.secret()?;
        session.surroundings_mut().randomness = Randomness::Secret(secret);
    } else if !rest.is_empty() {
        let seed = rest.parse().map_err(|_| {
            Mistake::new(format!("`{rest}` is no seed")).help("write a whole number: `:seed 7`")
        })?;
        session.surroundings_mut().randomness = Randomness::Seeded(seed);
    }
    Ok(Answer::text(match session.surroundings().randomness {
        Randomness::Seeded(seed) => format!("seed {seed}"),
        _ => "a secret: random values cannot be drawn again".to_owned(),
    }))
}

fn complete(_: &Session, begun: &str) -> Completion {
    completion::fitting(["none"], begun)
}
