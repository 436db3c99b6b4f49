//! What is wrong with a pattern, said to the person who wrote it.
//!
//! A place in, an error out: each has its constructor here, so that wording lives in one file.
//! Absent on purpose: finding the fault, which is the parser's work.

/// A pattern that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternError {
    /// Where it goes wrong, as a byte of the pattern.
    pub offset: usize,
    /// What is wrong: lower-case start, no full stop.
    pub message: String,
    /// What to write instead, where that is known.
    pub help: Option<String>,
    /// Whose fault it is.
    pub kind: PatternErrorKind,
}

/// Whose fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PatternErrorKind {
    /// .NET refuses the pattern too.
    Wrong,
    /// .NET takes it, but this engine cannot keep its meaning.
    Unsupported,
}

fn wrong(offset: usize, message: impl Into<String>, help: &str) -> PatternError {
    error(PatternErrorKind::Wrong, offset, message, help)
}

fn unsupported(offset: usize, message: impl Into<String>, help: &str) -> PatternError {
    error(PatternErrorKind::Unsupported, offset, message, help)
}

fn error(
    kind: PatternErrorKind,
    offset: usize,
    message: impl Into<String>,
    help: &str,
) -> PatternError {
    let help = (!help.is_empty()).then(|| help.to_owned());
    PatternError { offset, message: message.into(), help, kind }
}

/// At most so many characters of the pattern are repeated in a message.
fn short(text: &str) -> String {
    const MOST: usize = 16;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

pub fn nothing_to_repeat(offset: usize, quantifier: char) -> PatternError {
    let message = format!("`{quantifier}` has nothing before it to repeat");
    wrong(offset, message, &format!("write `\\{quantifier}` for the character itself"))
}

pub fn repeated_twice(offset: usize, quantifier: char) -> PatternError {
    let message = format!("`{quantifier}` repeats what is repeated already");
    let help = match quantifier {
        '+' => "there are no possessive quantifiers in .NET: write `(?>a+)` instead of `a++`",
        _ => "put the first repetition into a group, as in `(?:a{2})*`",
    };
    wrong(offset, message, help)
}

pub fn limits_reversed(offset: usize, least: u32, most: u32) -> PatternError {
    let message = format!("`{{{least},{most}}}` has its limits the wrong way round");
    wrong(offset, message, &format!("write `{{{most},{least}}}`"))
}

pub fn number_too_large(offset: usize) -> PatternError {
    wrong(offset, "this number is too large", "the largest is 2147483647")
}

pub fn group_not_closed(offset: usize) -> PatternError {
    wrong(offset, "`(` is not closed", "add `)`, or write `\\(` for the character itself")
}

pub fn nothing_to_close(offset: usize) -> PatternError {
    wrong(offset, "`)` closes nothing", "write `\\)` for the character itself")
}

pub fn comment_not_closed(offset: usize) -> PatternError {
    wrong(offset, "the comment `(?#` is not closed", "add `)`")
}

pub fn no_such_construct(offset: usize, opening: &str) -> PatternError {
    let message = format!("`{}` opens no group of .NET", short(opening));
    let help = if opening.starts_with("(?P") {
        "write `(?<name>…)` for a named group"
    } else {
        "write `(?:…)` for a group without a name, `(?<name>…)` for one with a name"
    };
    wrong(offset, message, help)
}

pub fn group_name(offset: usize) -> PatternError {
    let help = "a name has letters, digits and `_`, as in `(?<name>…)`";
    wrong(offset, "this is no name for a group", help)
}

pub fn group_zero(offset: usize) -> PatternError {
    wrong(offset, "group 0 is the whole match", "number groups from 1")
}

pub fn no_such_group(offset: usize, name: &str) -> PatternError {
    let message = format!("there is no group `{}`", short(name));
    wrong(offset, message, &format!("add `(?<{}>…)`, or change the name", short(name)))
}

pub fn condition_not_closed(offset: usize) -> PatternError {
    wrong(offset, "the condition's group number is not closed", "write `(?(1)yes|no)`")
}

pub fn condition_holds_group(offset: usize) -> PatternError {
    let help = "write the condition as `(?=…)`";
    wrong(offset, "a condition cannot be a comment or a named group", help)
}

pub fn too_many_branches(offset: usize) -> PatternError {
    let help = "put more alternatives into a group, as in `(?(1)yes|(?:no|never))`";
    wrong(offset, "a condition has at most two branches", help)
}

pub fn name_reference(offset: usize) -> PatternError {
    wrong(offset, "`\\k` needs the name of a group", "write `\\k<name>`")
}

pub fn lone_backslash(offset: usize) -> PatternError {
    wrong(offset, "the pattern ends in `\\`", "write `\\\\` for the character itself")
}

pub fn no_such_escape(offset: usize, character: char) -> PatternError {
    let help = match character {
        'h' => "write `[ \\t]` for blanks",
        'R' => "write `\\r?\\n` for line ends",
        'K' => "write `(?<=…)` for what must stand before",
        'N' => "write `[^\\n]`",
        'Q' | 'E' => "put `\\` before each special character",
        'X' => "write `\\P{M}\\p{M}*`",
        'H' | 'L' | 'U' | 'l' => "look for another way to say it",
        _ => &format!("write `{character}`: letters, digits and `_` need no `\\` before them"),
    };
    wrong(offset, format!("`\\{character}` is no escape of .NET"), help)
}

pub fn too_few_digits(offset: usize, letter: char, count: usize) -> PatternError {
    let message = format!("`\\{letter}` needs {count} hexadecimal digits");
    wrong(offset, message, if count == 2 { "as in `\\x41`" } else { "as in `\\u0041`" })
}

pub fn control_character(offset: usize) -> PatternError {
    wrong(offset, "`\\c` needs a letter", "as in `\\cA`")
}

pub fn property_name(offset: usize, letter: char) -> PatternError {
    let message = format!("`\\{letter}` needs a category or block in braces");
    wrong(offset, message, &format!("as in `\\{letter}{{Lu}}` or `\\{letter}{{IsGreek}}`"))
}

pub fn no_such_property(offset: usize, name: &str) -> PatternError {
    let message = format!("`{}` is no Unicode category or block", short(name));
    wrong(offset, message, "write a category such as `L` or `Lu`, or a block such as `IsGreek`")
}

pub fn class_not_closed(offset: usize) -> PatternError {
    wrong(offset, "`[` is not closed", "add `]`, or write `\\[` for the character itself")
}

pub fn range_reversed(offset: usize, first: char, last: char) -> PatternError {
    let message = format!("the range `{first}-{last}` runs backwards");
    wrong(offset, message, &format!("write `{last}-{first}`, or `\\-` for the character itself"))
}

pub fn range_to_class(offset: usize, letter: char) -> PatternError {
    let message = format!("`\\{letter}` cannot end a range");
    wrong(offset, message, "write `\\-` for the character itself")
}

pub fn subtraction_not_last(offset: usize) -> PatternError {
    let help = "write what is taken away at the end, as in `[a-z0-9-[aeiou]]`";
    wrong(offset, "nothing can follow a `-[…]` in a class", help)
}

pub fn balancing_group(offset: usize) -> PatternError {
    let help = "write the pattern without `-` in the group's name";
    unsupported(offset, "balancing groups are not available here", help)
}

pub fn half_a_character(offset: usize) -> PatternError {
    let help = "write the character itself";
    unsupported(offset, "half of a character cannot be matched here", help)
}

pub fn xml_property(offset: usize, name: &str) -> PatternError {
    let message = format!("the block `{}` of .NET is not available here", short(name));
    unsupported(offset, message, "write a category such as `L` or `Nd`")
}

pub fn too_deep(offset: usize, most: usize) -> PatternError {
    unsupported(offset, format!("groups stand more than {most} deep in each other"), "")
}

pub fn too_long(most: usize) -> PatternError {
    unsupported(most, format!("the pattern is longer than {most} bytes"), "")
}

pub fn too_many_letters(offset: usize, most: usize) -> PatternError {
    let message = format!("classes without case hold more than {most} letters in all");
    unsupported(offset, message, "write `(?-i)` before large classes, or fewer of them")
}
