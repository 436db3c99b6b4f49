//! Reading is linear: a text of twice the length takes at most twice the steps.
//!
//! A binary of its own, since the limit on a parser's steps is one for the whole process.

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use attrmap::source::Source;
use attrmap::syntax::parse;

/// The most steps of the parser for each byte of a text, and some for the shortest ones.
const STEPS_A_BYTE: usize = 150;

/// Far more than a slow machine takes.
const MOST_TIME: Duration = Duration::from_secs(5);

/// A text of about that many bytes.
type Shape = (&'static str, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("one long text", |length| format!("\"{}\"", "x".repeat(length))),
    ("a text of escapes", |length| format!("\"{}\"", "\\\"".repeat(length / 2))),
    ("one long attribute", |length| format!("[{}]", "x".repeat(length))),
    ("an attribute of brackets", |length| format!("[{}]", "[x]".repeat(length / 3))),
    ("an attribute of quotes", |length| format!("[{}]", "\"]\"".repeat(length / 3))),
    ("one long name", |length| "x".repeat(length)),
    ("many words", |length| "x ".repeat(length / 2)),
    ("words far apart", |length| format!("x{}", " ".repeat(50)).repeat(length / 51)),
    ("many arguments", |length| format!("f({}[a])", "[a],".repeat(length / 4))),
    ("many empty slots", |length| format!("f({})", ",".repeat(length))),
    ("many calls side by side", |length| format!("f({})", "g(),".repeat(length / 4))),
    ("towers of calls", |length| {
        let tower = format!("{}x{},", "f(".repeat(90), ")".repeat(90));
        format!("g({})", tower.repeat(length / tower.len()))
    }),
    ("towers of parentheses", |length| {
        let tower = format!("{}{}", "(".repeat(90), ")".repeat(90));
        tower.repeat(length / tower.len())
    }),
    ("parentheses that do not close", |length| {
        format!("{}{}", "f(".repeat(90), "x,".repeat(length / 2))
    }),
    ("parentheses that close nothing", |length| ")".repeat(length)),
    ("comparisons", |length| "[a]=".repeat(length / 4)),
    ("foreign comparisons", |length| "==".repeat(length / 2)),
    ("ampersands", |length| "&".repeat(length)),
    ("halves of hexadecimal numbers", |length| format!("&H{}g", "F".repeat(length))),
    ("numbers", |length| "1.".repeat(length / 2)),
    ("minus signs", |length| "-".repeat(length)),
    ("percent signs", |length| "%".repeat(length)),
    ("halves of parameters", |length| format!("%{} ", "a".repeat(60)).repeat(length / 62)),
    ("single quotes", |length| "'".repeat(length)),
    ("single quotes that do not close", |length| "'x,".repeat(length / 3)),
    ("low quotes", |length| "„".repeat(length / 3)),
    ("low quotes with text", |length| "„x".repeat(length / 4)),
    ("curly quotes", |length| "“".repeat(length / 3)),
    ("curly quotes before straight ones", |length| "“\"x\"".repeat(length / 6)),
    ("characters that begin nothing", |length| "?".repeat(length)),
    ("spaces", |length| " ".repeat(length)),
    ("spaces of another kind", |length| "\u{a0}".repeat(length / 2)),
    ("emoji", |length| "🎉".repeat(length / 4)),
    ("what was never closed", |length| format!("f(\"{}", "x(".repeat(length / 2))),
    ("an attribute never closed", |length| format!("[{}", "x\"y\"".repeat(length / 4))),
];

#[test]
fn steps_grow_with_the_text() {
    let mut faults = Vec::new();
    for (name, shape) in SHAPES {
        for length in [100, 1_000, 10_000, 30_000] {
            let text = shape(length);
            pest::set_call_limit(NonZeroUsize::new(text.len() * STEPS_A_BYTE + 1_000));
            let started = Instant::now();
            let parsed = parse(&Source::new("e", text));
            let is_read = parsed.diagnostics.iter().all(|it| !it.code.path.starts_with("internal"));
            // What comes before the parser counts no steps: its time must do.
            let taken = started.elapsed();
            if !is_read || taken > MOST_TIME {
                faults.push(format!("{name}: {length} bytes: too many steps, or {taken:?}"));
                break;
            }
        }
    }
    pest::set_call_limit(None);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
