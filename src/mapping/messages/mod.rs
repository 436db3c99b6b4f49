//! What reading a mapping file can say: every `mapping::*` code, beside the function that builds
//! its diagnostic.
//!
//! In: what is wrong and where. Out: a [`Diagnostic`] in words for people. The syntax of the two
//! formats stands in `syntax.rs`, the choice of an object mapping in `choice.rs`, the shape of a
//! file here. Absent on purpose: deciding what is wrong.

mod choice;
mod syntax;

pub use choice::*;
pub use syntax::*;

use crate::diagnostic::{Code, Diagnostic, Label, Severity, shortened};
use crate::source::{Source, Span};

/// Every code that reading and choosing can end with.
pub static CODES: &[&Code] = &[
    &ASSUMED_TREE,
    &choice::NO_OBJECT_MAPPING,
    &choice::NO_TARGET_ATTRIBUTES,
    &choice::NOT_LIVE,
    &choice::NOT_SCIM,
    &choice::SEVERAL_OBJECT_MAPPINGS,
    &choice::UNKNOWN_OBJECT_MAPPING,
    &choice::UNKNOWN_SCHEMA,
    &syntax::EMPTY_FILE,
    &syntax::MORE,
    &syntax::NOT_TEXT,
    &syntax::TOML_NOT_BUILT_IN,
    &syntax::TOML_SYNTAX,
    &syntax::TOO_DEEP,
    &syntax::TOO_LARGE,
    &DUPLICATE_KEY,
    &MISSING_KEY,
    &NO_MAPPINGS,
    &NOT_A_MAPPING_FILE,
    &OUT_OF_RANGE,
    &TRUNCATED_EXPORT,
    &UNKNOWN_KEY,
    &UNKNOWN_WORD,
    &UNPLACED_PARAMETER,
    &VALUE_AND_VALUES,
    &WRONG_TYPE,
];

/// JSON of another kind.
pub static NOT_A_MAPPING_FILE: Code = Code {
    path: "mapping::not-a-mapping-file",
    summary: "JSON that holds no attribute mappings",
    explanation: "The file is JSON, but none of the shapes in which Microsoft Graph gives \
        attribute mappings: a schema with `synchronizationRules`, a template with `schema`, a \
        list of templates under `value`, an object mapping with `attributeMappings`, or a list \
        of attribute mappings. In the portal the file comes from Provisioning, Attribute \
        mapping, *Review your schema here*.",
};

pub(in crate::mapping) fn not_a_mapping_file(file: &Source, span: Span) -> Diagnostic {
    let message = "this JSON holds no attribute mappings";
    let label = Label::new(span, "no `synchronizationRules`, `schema` or `attributeMappings` here");
    Diagnostic::error(&NOT_A_MAPPING_FILE, file, message, label)
        .help("export the provisioning schema of the app: GET …/synchronization/jobs/{id}/schema")
}

/// Nothing is mapped.
pub static NO_MAPPINGS: Code = Code {
    path: "mapping::no-mappings",
    summary: "a mapping file that maps nothing",
    explanation: "A TOML mapping file has a table `[map]` with one line for each target \
        attribute, such as `userName = '[userPrincipalName]'`. `attrmap init workplace` writes \
        a whole file to start from.",
};

#[cfg(feature = "toml")]
pub(in crate::mapping) fn no_mappings(file: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "no attribute mapping here");
    Diagnostic::error(&NO_MAPPINGS, file, "this file maps no attributes", label)
        .help("add a table:\n[map]\nuserName = '[userPrincipalName]'")
}

/// A depth-limited export.
pub static TRUNCATED_EXPORT: Code = Code {
    path: "mapping::truncated-export",
    summary: "an export that PowerShell cut off",
    explanation: "`ConvertTo-Json` writes nested objects only down to a depth, two unless told \
        otherwise, and puts text such as `System.Collections.Hashtable` or `@{name=…}` where \
        the deeper ones belong. What they held is not in the file. Export again with \
        `ConvertTo-Json -Depth 100`.",
};

pub(in crate::mapping) fn truncated_export(file: &Source, span: Span) -> Diagnostic {
    let message = "PowerShell has cut this export off: a nested object is missing";
    let label = Label::new(span, "text stands where an object or a list belongs");
    Diagnostic::error(&TRUNCATED_EXPORT, file, message, label)
        .help("export again with `ConvertTo-Json -Depth 100`")
}

/// A value of the wrong kind.
pub static WRONG_TYPE: Code = Code {
    path: "mapping::wrong-type",
    summary: "a value of another kind than the key takes",
    explanation: "Every key of a mapping file takes one kind of value. Expressions, default \
        values and filter values are text, Booleans and numbers among them (`\"True\"`, \
        `\"42\"`); `matchingPriority` is a whole number without quotes.",
};

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::mapping) enum Wanted {
    Text,
    Texts,
    WholeNumber,
    TrueOrFalse,
    Object,
    List,
    #[cfg(feature = "toml")]
    Expression,
    #[cfg(feature = "toml")]
    Table,
    #[cfg(feature = "toml")]
    Tables,
}

impl Wanted {
    fn words(self) -> &'static str {
        match self {
            Wanted::Text => "text",
            Wanted::Texts => "a list of texts",
            Wanted::WholeNumber => "a whole number",
            Wanted::TrueOrFalse => "true or false",
            Wanted::Object => "an object",
            Wanted::List => "a list",
            #[cfg(feature = "toml")]
            Wanted::Expression => "an expression in quotes",
            #[cfg(feature = "toml")]
            Wanted::Table => "a table",
            #[cfg(feature = "toml")]
            Wanted::Tables => "a list of tables",
        }
    }

    fn help(self) -> Option<&'static str> {
        match self {
            Wanted::WholeNumber => Some("write digits without quotes: `1`"),
            Wanted::TrueOrFalse => Some("write `true` or `false`, without quotes"),
            #[cfg(feature = "toml")]
            Wanted::Expression => Some("write an attribute `'[mail]'` or a text `'\"Employee\"'`"),
            Wanted::Text | Wanted::Texts | Wanted::Object | Wanted::List => None,
            #[cfg(feature = "toml")]
            Wanted::Table | Wanted::Tables => None,
        }
    }
}

pub(in crate::mapping) fn wrong_type(
    file: &Source,
    span: Span,
    key: &str,
    wanted: Wanted,
    found: &str,
) -> Diagnostic {
    let message = format!("`{}` takes {}", shortened(key), wanted.words());
    let label = Label::new(span, format!("this is {found}"));
    let diagnostic = Diagnostic::error(&WRONG_TYPE, file, message, label);
    match wanted.help() {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// A number that is too small or too large.
pub static OUT_OF_RANGE: Code = Code {
    path: "mapping::out-of-range",
    summary: "a number outside what the key takes",
    explanation: "`matchingPriority` is 0 for an attribute that is not used for matching, and \
        1, 2, … for those that are, in the order in which they are tried.",
};

pub(in crate::mapping) fn out_of_range(file: &Source, span: Span, key: &str) -> Diagnostic {
    let message = format!("`{}` takes 0, 1, 2 and so on", shortened(key));
    Diagnostic::error(&OUT_OF_RANGE, file, message, Label::new(span, "this is no such number"))
        .help("write 1 where it finds users, 2 for the next to try, or leave it away")
}

/// A key nobody reads.
pub static UNKNOWN_KEY: Code = Code {
    path: "mapping::unknown-key",
    summary: "a key that means nothing here",
    explanation: "Nothing reads this key, so what it says would be lost without a word. In TOML \
        the file has `schema`, `[map]`, `[options]` and `[[scope]]`; a mapping has \
        `expression`, `defaultValue`, `flowType`, `flowBehavior` and `matchingPriority`. In \
        Graph JSON an attribute mapping has `targetAttributeName`, `source` and the same words; \
        the service ignores or refuses others.",
};

#[cfg(feature = "toml")]
pub(in crate::mapping) fn unknown_key(
    file: &Source,
    span: Span,
    key: &str,
    suggestion: Option<&str>,
    known: &[&str],
) -> Diagnostic {
    let message = format!("`{}` means nothing here", shortened(key));
    let label = Label::new(span, "this key is not read");
    let help = match suggestion {
        Some(suggestion) => format!("write `{suggestion}`"),
        None => format!("use one of {}", listed(known)),
    };
    Diagnostic::error(&UNKNOWN_KEY, file, message, label).help(help)
}

/// The same for Graph files, whose unknown keys the service may know.
pub(in crate::mapping) fn unread_key(file: &Source, span: Span, key: &str) -> Diagnostic {
    let message = format!("`{}` is no part of an attribute mapping", shortened(key));
    let label = Label::new(span, "this key is not read");
    Diagnostic::warning(&UNKNOWN_KEY, file, message, label).help("remove it")
}

/// Something that must be there is not.
pub static MISSING_KEY: Code = Code {
    path: "mapping::missing-key",
    summary: "a key that must be given is missing",
    explanation: "Without this key the file cannot be understood: a mapping needs a target and, \
        in TOML, an `expression` or a `defaultValue`; a TOML file needs a `schema`; a clause of \
        a scoping filter needs an attribute and an operator.",
};

pub(in crate::mapping) fn missing_key(
    file: &Source,
    span: Span,
    key: &str,
    whose: &str,
    help: &str,
) -> Diagnostic {
    let message = format!("{whose} needs `{key}`");
    let label = Label::new(span, format!("`{key}` is missing here"));
    Diagnostic::error(&MISSING_KEY, file, message, label).help(help)
}

/// A key given twice.
pub static DUPLICATE_KEY: Code = Code {
    path: "mapping::duplicate-key",
    summary: "the same key twice in one object",
    explanation: "An object has every key once. Where a key stands twice, programs differ in \
        which of the two they take; remove one.",
};

pub(in crate::mapping) fn duplicate_key(
    file: &Source,
    key: &str,
    first: Span,
    second: Span,
) -> Diagnostic {
    let message = format!("`{}` is given twice", shortened(key));
    Diagnostic::error(&DUPLICATE_KEY, file, message, Label::new(second, "here again"))
        .because(Label::new(first, "it is given here"))
        .help("remove one of the two")
}

/// A word outside an enumeration.
pub static UNKNOWN_WORD: Code = Code {
    path: "mapping::unknown-word",
    summary: "a word that the key does not take",
    explanation: "Some keys take one of a few words, found ignoring case and spaces. `flowType` \
        is `Always`, `ObjectAddOnly` (only when the object is created), `MultiValueAddOnly`, \
        `ValueAddOnly` or `AttributeAddOnly`; `flowBehavior` is `FlowWhenChanged` or \
        `FlowAlways`; `flowTypes` is `None`, or some of `Add`, `Update` and `Delete` separated by \
        commas; a source's `type` is `Attribute`, `Constant` or `Function`. Files from \
        some sample programs say `\"flowType\": \"Add\"`, which is no such word. In a directory \
        an attribute's `type` is `String`, `Integer`, `Boolean`, `DateTime`, `Reference` or \
        `Binary`, its `mutability` `ReadWrite`, `ReadOnly`, `Immutable` or `WriteOnly`. There a \
        word that attrmap does not know is a warning: Microsoft may have a new one.",
};

pub(in crate::mapping) fn unknown_word(
    file: &Source,
    span: Span,
    key: &str,
    word: &str,
    suggestion: Option<&str>,
    known: &[&str],
) -> Diagnostic {
    let (message, label) = if word.trim().is_empty() {
        // The quotes are all there is to see.
        let span = Span::new(span.start.saturating_sub(1) as usize, span.end as usize + 1);
        (format!("`{key}` names nothing"), Label::new(span, "a word belongs here"))
    } else {
        let label = Label::new(span, format!("`{key}` does not take this word"));
        (format!("`{}` is no {key}", shortened(word)), label)
    };
    let help = match suggestion {
        Some(suggestion) => format!("write `{suggestion}`"),
        None => format!("use one of {}", listed(known)),
    };
    Diagnostic::error(&UNKNOWN_WORD, file, message, label).help(help)
}

/// The same for a directory's words, in whose place the default is taken.
pub(in crate::mapping) fn new_word(unknown: Diagnostic, default: &str) -> Diagnostic {
    let label = Label::new(unknown.primary.span, format!("taken for `{default}`"));
    Diagnostic { severity: Severity::Warning, primary: label, ..unknown }
}

/// A parameter in a source tree whose place is not known.
pub static UNPLACED_PARAMETER: Code = Code {
    path: "mapping::unplaced-parameter",
    summary: "a parameter in a source tree whose place is not known",
    explanation: "A Graph mapping gives its expression twice: as text and as a tree. This one \
        has only the tree, which leaves omitted arguments out, so that the place of an argument \
        must be known from its key. Here it is not: the function or the key is unknown, or \
        Microsoft does not document how such arguments are written. Add the text, as \
        `\"expression\": \"…\"` in the source.",
};

pub(in crate::mapping) fn unplaced_parameter(
    file: &Source,
    span: Span,
    function: &str,
    key: Option<&str>,
) -> Diagnostic {
    let message = match key {
        Some(key) => {
            format!("where `{}` stands in `{}` is not known", shortened(key), shortened(function))
        }
        None => format!("a parameter of `{}` has no key", shortened(function)),
    };
    let label = Label::new(span, "the text of this expression cannot be rebuilt");
    let help = format!("give the text too: \"expression\": \"{}(…)\"", shortened(function));
    Diagnostic::error(&UNPLACED_PARAMETER, file, message, label).help(help)
}

/// `value` beside `values`.
pub static VALUE_AND_VALUES: Code = Code {
    path: "mapping::value-and-values",
    summary: "a clause with both `value` and `values`",
    explanation: "A clause of a scoping filter compares with one `value = \"…\"`. \
        `values = [\"…\"]` says the same in Graph's way. For another value write a group of its \
        own: one group is enough to let a user through.",
};

#[cfg(feature = "toml")]
pub(in crate::mapping) fn value_and_values(file: &Source, value: Span, values: Span) -> Diagnostic {
    let message = "a clause has `value` or `values`, not both";
    Diagnostic::error(&VALUE_AND_VALUES, file, message, Label::new(values, "one too many"))
        .because(Label::new(value, "there is a value already"))
        .help("keep one of the two")
}

fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

/// A shape that Microsoft does not document.
pub static ASSUMED_TREE: Code = Code {
    path: "mapping::assumed-tree",
    summary: "a part of a source tree whose shape is assumed",
    explanation: "Graph gives an expression also as a tree, and Microsoft documents that tree for \
        calls, attributes and constants. How a comparison or a bare word looks in it, under which \
        keys repeated parameters stand, and those of `IIF` behind its condition, is not \
        documented: attrmap prints the likeliest shape and never compares or writes it.",
};

pub(in crate::mapping) fn assumed_tree(source: &Source, span: Span, what: &str) -> Diagnostic {
    let message = format!("Graph's shape of {what} is not documented");
    Diagnostic::note(&ASSUMED_TREE, source, message, Label::new(span, "its shape is assumed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_paths_of_this_stage_and_have_pages() {
        for code in CODES {
            assert!(code.path.starts_with("mapping::"), "{code}");
            assert!(code.explanation.len() > 80, "{code} explains nothing");
            assert!(!code.summary.ends_with('.'), "{code}");
        }
    }
}
