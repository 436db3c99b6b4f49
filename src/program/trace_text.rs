//! A trace as a picture: a tree of text, what each part gave in a column beside it.
//!
//! ```text
//! Switch([state], "Sydney", "QLD", "Brisbane")  → "Brisbane"
//! ├─ source        [state]                      → "QLD"
//! ├─ defaultValue  "Sydney"                     · skipped
//! ├─ key           "QLD"                        ✓ matched
//! └─ value         "Brisbane"                   ✓ chosen
//! ```
//!
//! A text that is too long for its line is shortened: its parts stand below it.
//!
//! Absent on purpose: colours.

use std::fmt::{self, Write};

use super::trace::{Part, PartEnd, Role, Round, Trace};
use crate::check::Ignored;
use crate::diagnostic::is_seen;
use crate::functions::REDACTED;
use crate::types::Value;

/// How wide the tree may grow before the texts in it are shortened.
const MOST_TREE: usize = 72;
/// What is shown of a text at least, however deep it stands.
const LEAST_TEXT: usize = 24;
/// The most characters of one value.
const MOST_VALUE: usize = 72;

impl Trace {
    /// The picture, its tree narrow enough for what was given to stand beside it in so many
    /// columns.
    pub fn within(&self, columns: usize) -> String {
        self.picture(MOST_TREE.min(columns.saturating_mul(3) / 5))
    }

    fn picture(&self, most_tree: usize) -> String {
        let mut lines = Vec::new();
        add_part(&self.root, Branch::root(), 0, most_tree, &mut lines);
        let column = lines.iter().map(|line| width(&line.left)).max().unwrap_or(0);
        let mut picture = String::new();
        for line in &lines {
            picture.push_str(&line.left);
            if !line.right.is_empty() {
                let gap = column.saturating_sub(width(&line.left)) + 2;
                let _ = write!(picture, "{:gap$}{}", "", line.right);
            }
            picture.push('\n');
        }
        picture
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.picture(MOST_TREE))
    }
}

struct Line {
    left: String,
    right: String,
}

/// Where a line hangs in the tree.
#[derive(Clone)]
struct Branch {
    /// Before the line itself.
    own: String,
    /// Before the lines below it.
    below: String,
}

impl Branch {
    fn root() -> Branch {
        Branch { own: String::new(), below: String::new() }
    }

    fn child(&self, is_last: bool) -> Branch {
        let (own, below) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        Branch { own: format!("{}{own}", self.below), below: format!("{}{below}", self.below) }
    }
}

fn add_part(
    part: &Part,
    branch: Branch,
    name_width: usize,
    most_tree: usize,
    lines: &mut Vec<Line>,
) {
    let mut left = branch.own.clone();
    if name_width > 0 {
        let name = part.parameter.unwrap_or_default();
        let gap = name_width.saturating_sub(width(name)) + 2;
        let _ = write!(left, "{name}{:gap$}", "");
    }
    let room = most_tree.saturating_sub(width(&left)).max(LEAST_TEXT);
    left.push_str(&shortened_call(one_line(&part.text), room));
    lines.push(Line { left, right: right(part) });
    // What was skipped was skipped with all that is in it.
    if part.end == PartEnd::Skipped {
        return;
    }
    add_below(&part.parts, &part.rounds, &branch, most_tree, lines);
}

fn add_below(
    parts: &[Part],
    rounds: &[Round],
    branch: &Branch,
    most_tree: usize,
    lines: &mut Vec<Line>,
) {
    let names = parts.iter().filter_map(|part| part.parameter);
    let name_width = names.map(width).max().unwrap_or(0);
    let count = parts.len() + rounds.len();
    for (index, part) in parts.iter().enumerate() {
        add_part(part, branch.child(index + 1 == count), name_width, most_tree, lines);
    }
    for (index, round) in rounds.iter().enumerate() {
        let branch = branch.child(parts.len() + index + 1 == count);
        let mut left = format!("{}for ", branch.own);
        let room = most_tree.saturating_sub(width(&left)).max(LEAST_TEXT);
        left.push_str(&shortened_call(shown(&round.value), room));
        lines.push(Line { left, right: end(&round.end, false) });
        add_below(&round.parts, &[], &branch, most_tree, lines);
    }
}

/// What stands beside a part.
fn right(part: &Part) -> String {
    let end = end(&part.end, part.is_constant);
    match part.role {
        Some(Role::Chosen) if end.is_empty() => "✓ chosen".to_owned(),
        Some(Role::Matched) if end.is_empty() => "✓ matched".to_owned(),
        Some(Role::Taken) if end.is_empty() => "· taken".to_owned(),
        Some(Role::Chosen) => format!("{end}  ✓ chosen"),
        Some(Role::Matched) => format!("{end}  ✓ matched"),
        Some(Role::Taken) => format!("{end}  · taken"),
        None => end,
    }
}

fn end(end: &PartEnd, is_constant: bool) -> String {
    match end {
        PartEnd::Value(_) if is_constant => String::new(),
        PartEnd::Value(value) => format!("→ {}", shown(value)),
        PartEnd::Redacted => format!("→ {REDACTED}"),
        PartEnd::Ignored(Ignored::Attribute) => "→ the attribute is left out".to_owned(),
        PartEnd::Ignored(Ignored::Object) => "→ the user is left out".to_owned(),
        PartEnd::Failed { code, message, is_origin: true } => format!("✗ {message} [{code}]"),
        PartEnd::Failed { is_origin: false, .. } => "✗".to_owned(),
        PartEnd::Skipped => "· skipped".to_owned(),
    }
}

/// A value as one reads it: texts in quotes, the rest as it would become text.
fn shown(value: &Value<'_>) -> String {
    let line = value.shown(false).line(&quoted);
    match value {
        Value::List(_) | Value::Complex(_) => shortened(&line),
        // A text is cut within its quotes.
        Value::Null
        | Value::Text(_)
        | Value::Boolean(_)
        | Value::Integer(_)
        | Value::DateTime(_) => line,
    }
}

/// A text in quotes, what would leave the line escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for (index, character) in text.chars().enumerate() {
        if index == MOST_VALUE {
            let count = text.chars().count();
            let _ = write!(quoted, "…\" ({count} characters)");
            return quoted;
        }
        match character {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(character);
            }
            _ if is_seen(character) => quoted.push(character),
            _ => quoted.extend(character.escape_default()),
        }
    }
    quoted.push('"');
    quoted
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MOST_VALUE * 2) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The expression's text on one line: white space between its parts is one space.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut is_in_text = false;
    let mut is_escaped = false;
    for character in text.chars() {
        if is_in_text {
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '"' => is_in_text = false,
                _ => {}
            }
            push_harmless(character, &mut line);
        } else if character.is_whitespace() {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else {
            is_in_text = character == '"';
            push_harmless(character, &mut line);
        }
    }
    line
}

/// The text, or as much of it as there is room for. Its parts stand below it.
fn shortened_call(text: String, room: usize) -> String {
    if width(&text) <= room {
        return text;
    }
    let end = if text.ends_with(')') { "…)" } else { "…" };
    let start: String = text.chars().take(room - width(end)).collect();
    format!("{}{end}", start.trim_end())
}

fn push_harmless(character: char, line: &mut String) {
    if is_seen(character) {
        line.push(character);
    } else {
        line.extend(character.escape_default());
    }
}

/// How many columns a text takes, near enough: a character each.
fn width(text: &str) -> usize {
    text.chars().count()
}
