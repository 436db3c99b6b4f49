//! What attrmap does about the language itself where Microsoft's pages are silent or disagree.
//!
//! What is said of one function stands in its entry.

use super::terminal::add_unsure;
use crate::functions::{Behaviour, Certainty};

/// What is said of a bare word of the language, such as `IgnoreAttributeFlow`, in any case; nothing
/// where it is none.
pub fn terminal_word(word: &str) -> Option<String> {
    let written = format!("`{}`", word.trim()).to_lowercase();
    let names_it = |behaviour: &&Behaviour| behaviour.what.to_lowercase().contains(&written);
    let said: Vec<Behaviour> = LANGUAGE.iter().filter(names_it).copied().collect();
    let mut page = format!("{}\na bare word of the language, without quotes\n\n", word.trim());
    add_unsure(&mut page, &said);
    (!said.is_empty() && word.trim().chars().all(char::is_alphabetic)).then_some(page)
}

/// The behaviours that belong to no function.
pub static LANGUAGE: &[Behaviour] = &[
    Behaviour {
        certainty: Certainty::Example,
        what: "In a text only `\\\\` and `\\\"` are escapes; any other backslash stands for itself.",
        why: "The reference names these two; Microsoft's own expressions (`\"\\,\"`, `\"\\+(…)\"`) \
            work only where others are left alone.",
    },
    Behaviour {
        certainty: Certainty::Contested,
        what: "Names of functions and attributes are found in any case; another case than the \
            reference's is reported.",
        why: "The reference calls the syntax case-sensitive; its own pages write `Instr` beside \
            `InStr`, and working expressions of others do too.",
    },
    Behaviour {
        certainty: Certainty::Contested,
        what: "What is not chosen is not evaluated: the branches of `IIF`, the values of `Switch`, \
            the sources behind the first one that is there.",
        why: "One field report says that the service evaluates both branches of `IIF`; Microsoft's \
            guides protect conversions that would fail by not choosing them.",
    },
    Behaviour {
        certainty: Certainty::Assumed,
        what: "A comparison with null is false, whatever the operator.",
        why: "Nobody documents it; the guides' expressions come out as printed this way.",
    },
    Behaviour {
        certainty: Certainty::Assumed,
        what: "`=` and `<>` compare texts character by character, case counted, unless one side is \
            a number by its type: then both are numbers.",
        why: "No page says how values are compared. Documented expressions compare attributes \
            with number literals and numeric functions with texts, and both must work.",
    },
    Behaviour {
        certainty: Certainty::Assumed,
        what: "`<`, `>`, `<=` and `>=` take two numbers or two dates; other text is an error.",
        why: "An order of texts is documented nowhere, and every documented use has numbers or \
            dates.",
    },
    Behaviour {
        certainty: Certainty::Assumed,
        what: "A condition is true, false or null, which counts as false; a text must read `True` \
            or `False`, in any case.",
        why: "The test inputs of Graph write `\"true\"`, mappings write `\"True\"`.",
    },
    Behaviour {
        certainty: Certainty::Assumed,
        what: "The bare words `True` and `False` are the texts `\"True\"` and `\"False\"`.",
        why: "The sister language of Entra Connect Sync has them, and people bring them along.",
    },
    Behaviour {
        certainty: Certainty::Example,
        what: "A Boolean becomes the text `True` or `False`.",
        why: "The default mapping of `active` compares `IsSoftDeleted` with these texts, and \
            `Switch` tells cases apart.",
    },
    Behaviour {
        certainty: Certainty::Contested,
        what: "`IgnoreAttributeFlow` and `IgnoreObjectFlow` as bare words leave the attribute or \
            the user out of the flow.",
        why: "Microsoft's Workday guide uses them; the function reference does not know them.",
    },
    Behaviour {
        certainty: Certainty::Assumed,
        what: "A function of one text that is given several values is done for each of them; a \
            result that is null is dropped.",
        why: "Cloud sync's pages show it for `Trim`; for the others nobody says.",
    },
    Behaviour {
        certainty: Certainty::Assumed,
        what: "Positions and lengths count UTF-16 units as .NET does, and never cut a character in \
            two: a cut inside one is rounded down.",
        why: "A .NET string could be cut there, but half a character cannot be sent as JSON.",
    },
    Behaviour {
        certainty: Certainty::Assumed,
        what: "Dates without an offset are in UTC, and results are in UTC.",
        why: "The reference says so of results and of `Now`; of texts without an offset nobody \
            does.",
    },
    Behaviour {
        certainty: Certainty::Assumed,
        what: "The empty text is a value: a default value does not replace it, and it is sent.",
        why: "The reference calls null the absence of a value and says that functions can give an \
            empty text; what the service then sends is not documented.",
    },
    Behaviour {
        certainty: Certainty::Contested,
        what: "There are no operators but the comparisons: `&`, `+`, `AND`, `OR` and parentheses \
            around a part are errors that name what to write.",
        why: "The reference has none and excludes AND and OR; a page of cloud sync joins texts with \
            `&`, as Entra Connect Sync does.",
    },
    Behaviour {
        certainty: Certainty::Assumed,
        what: "A number has digits, perhaps a minus and a point, or `&H` and hexadecimal digits; \
            it keeps its text, so that `Len(1.50)` is 4. A plus and exponents are errors.",
        why: "These are the forms that Microsoft's pages show, with numbers that no `Double` holds.",
    },
    Behaviour {
        certainty: Certainty::Assumed,
        what: "Brackets and quoted texts inside `[…]` belong to the attribute's name: \
            `[emails[type eq \"work\"].value]`.",
        why: "Such names are documented for targets; no expression that reads one was found.",
    },
];
