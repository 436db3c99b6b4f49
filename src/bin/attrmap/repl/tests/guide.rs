//! The guide shows sessions as they are: each of its blocks `repl` is one, from the start.
//!
//! A line behind a prompt is typed; behind `...` it goes on. What follows is what is answered.

use attrmap::check::Env;
use attrmap::diagnostic::Appearance;
use attrmap::functions::{Randomness, Surroundings};
use attrmap::types::DateTime;

use super::super::outside::System;
use super::super::session::{Session, Start};

const GUIDE: &str = include_str!("../../../../../docs/guide.md");

/// What stands before a line that goes on.
const FURTHER: &str = "... ";

fn session() -> Session {
    let surroundings = Surroundings {
        randomness: Randomness::Seeded(1),
        ..Surroundings::at(DateTime::UNIX_EPOCH)
    };
    let appearance = Appearance { is_coloured: false, ..Appearance::default() };
    let start = Start { env: Env::entra(), surroundings, sets_clock: true, asks: true, appearance };
    Session::new(start, Box::new(System))
}

/// The same session, with the answers that there are.
fn played(block: &str) -> String {
    let mut session = session();
    let mut played = String::new();
    let mut lines = block.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((_, typed)) = line.strip_prefix("attrmap").and_then(|it| it.split_once("> "))
        else {
            continue;
        };
        played.push_str(&format!("{}{typed}\n", session.prompt()));
        let mut entry = typed.to_owned();
        while let Some(line) = lines.next_if(|line| line.starts_with(FURTHER)) {
            played.push_str(&format!("{line}\n"));
            entry.push('\n');
            entry.push_str(line.trim_start_matches(FURTHER));
        }
        let answer = session.answer(&entry);
        played.push_str(&answer.said);
        played.push_str(&answer.text);
    }
    played
}

#[test]
fn the_guide_shows_what_is_answered() {
    let mut count = 0;
    for block in GUIDE.split("```repl\n").skip(1) {
        let block = block.split("```").next().expect("it ends");
        assert_eq!(played(block), block);
        count += 1;
    }
    assert!(count > 2, "the guide shows sessions");
}
