//! Messages about files that cannot be read as JSON or TOML at all.

#[cfg(feature = "toml")]
use crate::diagnostic::shortened;
use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::{Encoding, Source, Span};

/// Over the limit.
pub static TOO_LARGE: Code = Code {
    path: "mapping::too-large",
    summary: "a mapping file over the size limit",
    explanation: "Real provisioning schemas have a few thousand lines. A file over attrmap's \
        limit of 8 MiB is most likely another one: the users, perhaps, which have a place of \
        their own: `attrmap run -m MAPPING USERS`, `attrmap lint MAPPING --users USERS`.",
};

pub(in crate::mapping) fn too_large(file: &Source, most_bytes: usize) -> Diagnostic {
    let message = format!("this file is larger than {} MiB", most_bytes >> 20);
    let label = Label::new(Span::new(0, 1), "a mapping file is much smaller");
    Diagnostic::error(&TOO_LARGE, file, message, label)
        .help("are these users? `attrmap lint MAPPING --users FILE`, or `run -m MAPPING FILE`")
}

/// Nothing there.
pub static EMPTY_FILE: Code = Code {
    path: "mapping::empty-file",
    summary: "a mapping file with nothing in it",
    explanation: "The file is empty or holds only white space. `attrmap init workplace` writes \
        a mapping file to start from.",
};

pub(in crate::mapping) fn empty_file(file: &Source) -> Diagnostic {
    let label = Label::new(Span::new(0, 0), "nothing is here");
    // A name that a shell takes as it is can be typed as it is.
    let is_plain = |char: char| char.is_alphanumeric() || matches!(char, '.' | '_' | '-' | '/');
    let name = file.name();
    let name = if name != "-" && name.chars().all(is_plain) { name } else { "FILE" };
    Diagnostic::error(&EMPTY_FILE, file, "this file is empty", label)
        .help(format!("start with `attrmap init workplace --force -o {name}`"))
}

/// Brackets in brackets in brackets.
pub static TOO_DEEP: Code = Code {
    path: "mapping::too-deep",
    summary: "brackets nested over the limit",
    explanation: "Lists and objects are nested deeper than any mapping file needs. The file is \
        damaged, or was made to be refused.",
};

#[cfg(feature = "toml")]
pub(in crate::mapping) fn too_deep(file: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "one level too many");
    Diagnostic::error(&TOO_DEEP, file, "this file is nested too deeply to be a mapping", label)
}

/// More of the same.
pub static MORE: Code = Code {
    path: "mapping::more",
    summary: "there are more diagnostics than are shown",
    explanation: "The first hundred diagnostics of a mapping file are shown, the others only \
        counted. Often they have one cause: mend the first ones and look again.",
};

pub(in crate::mapping) fn more(file: &Source, span: Span, count: usize) -> Diagnostic {
    let message = format!("{count} more diagnostics of this file are not shown");
    Diagnostic::note(&MORE, file, message, Label::new(span, "the last one shown"))
}

/// No TOML.
pub static TOML_SYNTAX: Code = Code {
    path: "mapping::toml-syntax",
    summary: "text that is not TOML",
    explanation: "A file that does not start with `{` or `[` and a JSON value is read as TOML, \
        and this one breaks its rules. Common causes: an expression without quotes around it (write \
        `userName = '[userPrincipalName]'`), a target with brackets or colons without quotes \
        (write `'emails[type eq \"work\"].value' = …`), a key given twice.",
};

/// How a text breaks the rules of TOML.
#[cfg(feature = "toml")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::mapping) enum TomlFault {
    TextWithoutQuotes,
    TextEndsEarly,
    OtherQuotes,
    KeyWithoutQuotes,
    KeyWithoutValue,
    MissingValue,
    UnclosedString,
    UnclosedBracket,
    MissingComma,
    ExtraComma,
    ExtraEqualsSign,
    UnknownEscape,
    KeyOfSeveralLines,
    NoKey,
    Number,
    ControlCharacter,
    Other,
}

#[cfg(feature = "toml")]
impl TomlFault {
    /// The message, the label and the help.
    fn words(self) -> (&'static str, &'static str, Option<&'static str>) {
        const QUOTED_KEY: &str =
            "put such a target in quotes: 'emails[type eq \"work\"].value' = '…'";
        match self {
            TomlFault::TextWithoutQuotes => (
                "an expression stands in quotes",
                "this text has none",
                Some("write userName = '[userPrincipalName]'"),
            ),
            TomlFault::TextEndsEarly => (
                "a quote inside this text ends it",
                "the text ends here",
                Some("put an expression in single quotes"),
            ),
            TomlFault::OtherQuotes => (
                "a text stands in straight quotes",
                "this quote is none of them",
                Some("put an expression in single quotes"),
            ),
            TomlFault::KeyWithoutQuotes => (
                "a key with such characters stands in quotes",
                "this belongs to no unquoted key",
                Some(QUOTED_KEY),
            ),
            TomlFault::KeyWithoutValue => (
                "a key is not followed by `=`",
                "`=` belongs here",
                Some("write target = '[attribute]'; put a target with brackets in quotes too"),
            ),
            TomlFault::MissingValue => {
                ("a key has no value", "a value belongs here", Some("write target = '[attribute]'"))
            }
            TomlFault::UnclosedString => (
                "this quote is not closed",
                "the text that opens here does not end",
                Some("close it with the same quote"),
            ),
            TomlFault::UnclosedBracket => (
                "a bracket is not closed",
                "its other half belongs here",
                Some("close it: `]` for `[`, `}` for `{`, `]]` for `[[`"),
            ),
            TomlFault::MissingComma => {
                ("there is no comma between two elements", "a comma belongs here", Some("add `,`"))
            }
            TomlFault::ExtraComma => {
                ("there is a comma too many", "nothing stands before it", Some("remove it"))
            }
            TomlFault::ExtraEqualsSign => {
                ("there is a `=` too many", "no value can stand here", Some("remove it"))
            }
            TomlFault::UnknownEscape => (
                "TOML does not know this escape",
                "the text after the backslash is no escape",
                Some("write `\\\\`, or put the text in single quotes, which have no escapes"),
            ),
            TomlFault::KeyOfSeveralLines => {
                ("a key stands on one line", "these quotes open several lines", Some(QUOTED_KEY))
            }
            TomlFault::NoKey => {
                ("a value has no key", "a key belongs here", Some("write target = '[attribute]'"))
            }
            TomlFault::Number => (
                "this is no number that TOML has",
                "numbers look like `1`, `-2` or `0.5`",
                Some("put a text in quotes: \"007\""),
            ),
            TomlFault::ControlCharacter => (
                "there is a control character in this file",
                "no text of TOML has this character",
                Some("remove it"),
            ),
            TomlFault::Other => ("this is not TOML", "reading stopped here", None),
        }
    }
}

#[cfg(feature = "toml")]
pub(in crate::mapping) fn toml_syntax(file: &Source, span: Span, fault: TomlFault) -> Diagnostic {
    let (message, label, help) = fault.words();
    let diagnostic = Diagnostic::error(&TOML_SYNTAX, file, message, Label::new(span, label));
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// This build reads no TOML.
pub static TOML_NOT_BUILT_IN: Code = Code {
    path: "mapping::toml-not-built-in",
    summary: "a TOML file, and a build that reads none",
    explanation: "The library reads TOML mapping files with its feature `toml`, which this \
        program was built without. Graph JSON is always read.",
};

#[cfg(not(feature = "toml"))]
pub(in crate::mapping) fn toml_not_built_in(file: &Source) -> Diagnostic {
    let label = Label::new(Span::new(0, 1), "this is no JSON");
    Diagnostic::error(&TOML_NOT_BUILT_IN, file, "this build reads no TOML mapping files", label)
        .help("build attrmap with `--features toml`")
}

/// A key given twice, the first of which may not be found, as such a file is not parsed.
#[cfg(feature = "toml")]
pub(in crate::mapping) fn duplicate_toml_key(
    file: &Source,
    key: &str,
    first: Option<Span>,
    second: Span,
) -> Diagnostic {
    match first {
        Some(first) => super::duplicate_key(file, key, first, second),
        None => {
            let message = format!("`{}` is given twice", shortened(key));
            let label = Label::new(second, "it stands further up already");
            Diagnostic::error(&super::DUPLICATE_KEY, file, message, label)
                .help("remove one of the two")
        }
    }
}

/// Bytes that are no text.
pub static NOT_TEXT: Code = Code {
    path: "mapping::not-text",
    summary: "a mapping file that is no text",
    explanation: "Mapping files are UTF-8, or the UTF-16 that Windows PowerShell writes. The bytes \
        at the place shown are neither, or are zero: the file was saved in an older encoding, or is \
        no text at all.",
};

/// `readable` is what stands before the first bytes that are no text.
pub(in crate::mapping) fn not_text(readable: &Source, encoding: Encoding) -> Diagnostic {
    let message = format!("this file is no {} text", encoding.name());
    let end = readable.text().len();
    let (file, span) = (readable, Span::new(end, end));
    Diagnostic::error(&NOT_TEXT, file, message, Label::new(span, "readable up to here"))
        .help("save the file as UTF-8")
}

/// `readable` is what stands before a character that no text has.
pub(in crate::mapping) fn holds_zero(readable: &Source) -> Diagnostic {
    let end = readable.text().len();
    let label = Label::new(Span::new(end, end), "a character of value 0 stands here");
    Diagnostic::error(&NOT_TEXT, readable, "this file is no text", label)
        .help("export the file again, or name the one that is meant")
}
