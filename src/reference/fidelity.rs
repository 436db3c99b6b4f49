//! The generated part of `docs/fidelity.md`: everything that is not simply documented.

use std::fmt::Write;

use super::language::LANGUAGE;
use crate::functions::{Behaviour, Certainty, FUNCTIONS};
use crate::scope::operators::OPERATORS;

/// The line before the generated part.
pub const FIDELITY_START: &str =
    "<!-- What follows is generated from the program: `UPDATE=1 cargo test` writes it anew. -->";
/// The line behind it.
pub const FIDELITY_END: &str = "<!-- End of the generated part. -->";

/// Every behaviour that is contested, assumed or knowingly different: of the language, of each
/// function, and of the operators of scoping filters.
pub fn fidelity_section() -> String {
    let mut section = format!("{FIDELITY_START}\n\n### The language\n");
    add(&mut section, LANGUAGE);
    for function in FUNCTIONS {
        let is_unsure = is_unsure(function.certainty);
        let has_unsure = function.behaviours.iter().any(|it| self::is_unsure(it.certainty));
        if !is_unsure && !has_unsure {
            continue;
        }
        let name = function.name;
        let _ = write!(section, "\n### [{name}](reference/functions/{name}.md)\n");
        if is_unsure {
            let word = function.certainty.word();
            let _ = write!(section, "\nThe function as a whole is *{word}*.\n");
        }
        add(&mut section, function.behaviours);
    }
    section.push_str("\n### [Operators of scoping filters](reference/operators.md)\n");
    for operator in OPERATORS {
        let mut behaviours = String::new();
        add(&mut behaviours, operator.behaviours);
        if !behaviours.is_empty() {
            let _ = write!(section, "\n`{}`:\n{behaviours}", operator.name);
        }
    }
    let _ = write!(section, "\n{FIDELITY_END}\n");
    section
}

fn is_unsure(certainty: Certainty) -> bool {
    match certainty {
        Certainty::Contested | Certainty::Assumed | Certainty::Different => true,
        Certainty::Documented | Certainty::Example | Certainty::Observed => false,
    }
}

fn add(section: &mut String, behaviours: &[Behaviour]) {
    let mut unsure = behaviours.iter().filter(|it| is_unsure(it.certainty)).peekable();
    if unsure.peek().is_none() {
        return;
    }
    section.push('\n');
    for behaviour in unsure {
        let (word, what, why) = (behaviour.certainty.word(), behaviour.what, behaviour.why);
        let _ = writeln!(section, "- *{word}*: {what}  \n  {why}");
    }
}
