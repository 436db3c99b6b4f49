//! What is said of scoping filters: each code beside the function that says it.

use super::model::{Clause, Kind};
use super::operators::{Operator, Test};
use crate::diagnostic::{Code, Diagnostic, Fix, Label, shortened};
use crate::dotnet::regex::PatternError;
use crate::source::{Located, Source, Span};
use crate::types::Base;

/// Every code of this stage.
pub static CODES: &[&Code] = &[
    &UNKNOWN_OPERATOR,
    &UNSUPPORTED_OPERATOR,
    &ASSUMED_OPERATOR,
    &OPERATOR_TYPE,
    &ARITY,
    &NOT_AN_INTEGER,
    &BOOLEAN_VALUE,
    &PATTERN,
    &UNSUPPORTED_ATTRIBUTE,
    &UNKNOWN_ATTRIBUTE,
    &GRAPH_NAME,
    &ATTRIBUTE_CASE,
    &SEVERAL_VALUES,
    &EMPTY_GROUP,
    &OUT_OF_SCOPE,
    &UNDECIDED,
];

/// A piece of a clause in its file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub file: &'p Source,
    pub span: Span,
    pub text: &'p str,
}

impl<'p> Place<'p> {
    pub fn of(file: &'p Source, written: &'p Located<String>) -> Place<'p> {
        Place { file, span: written.span, text: &written.value }
    }

    fn label(self, text: impl Into<String>) -> Label {
        Label::new(self.span, text)
    }

    /// The replacement of all of it.
    fn fix(self, replacement: &str, is_safe: bool) -> Fix {
        Fix { span: self.span, replacement: replacement.to_owned(), is_safe }
    }
}

static UNKNOWN_OPERATOR: Code = Code {
    path: "scope::unknown-operator",
    summary: "an operator of scoping filters that is not known",
    explanation: "The reference of operators, docs/reference/operators.md, has all that attrmap \
        knows; `attrmap explain EQUALS` shows one of them. Case does not matter, and `_` is a \
        space. What a clause with another operator does is unknown: a user for whom it makes the \
        difference is rejected, all others are in scope or out of it without it.",
};

pub(super) fn unknown_operator(place: Place<'_>, meant: Option<&str>) -> Diagnostic {
    let message = format!("`{}` is no operator that attrmap knows", shortened(place.text));
    let label = place.label("users for whom this clause decides are rejected");
    let diagnostic = Diagnostic::warning(&UNKNOWN_OPERATOR, place.file, message, label);
    match meant {
        Some(meant) => {
            diagnostic.help(format!("did you mean `{meant}`?")).fix(place.fix(meant, false))
        }
        None => diagnostic.help("write `EQUALS`, `REGEX MATCH`, `IS NULL` or another known one"),
    }
}

static UNSUPPORTED_OPERATOR: Code = Code {
    path: "scope::unsupported-operator",
    summary: "an operator that the service has and nobody documents",
    explanation: "The portal has offered `Present` and `Valid Cert Match`, and no page says what \
        they do. What such a clause does is unknown: a user for whom it makes the difference is \
        rejected.",
};

pub(super) fn unsupported_operator(place: Place<'_>) -> Diagnostic {
    let message = format!("what `{}` does is not documented", shortened(place.text));
    let label = place.label("users for whom this clause decides are rejected");
    Diagnostic::warning(&UNSUPPORTED_OPERATOR, place.file, message, label)
        .help("write `IS NOT NULL` where any value will do")
}

static ASSUMED_OPERATOR: Code = Code {
    path: "scope::assumed-operator",
    summary: "an operator whose meaning is assumed",
    explanation: "The documentation says of `&` and `!&` no more than that the attribute exists, \
        or does not exist, in the value given. attrmap looks for the attribute's text in the \
        clause's value. `EQUALS`, `INCLUDES` and `REGEX MATCH` are documented.",
};

pub(super) fn assumed_operator(place: Place<'_>, operator: &Operator) -> Diagnostic {
    let message = format!("what `{}` does is hardly documented", operator.name);
    let label = place.label(format!("taken to mean: {}", operator.summary));
    Diagnostic::note(&ASSUMED_OPERATOR, place.file, message, label)
}

static OPERATOR_TYPE: Code = Code {
    path: "scope::operator-type",
    summary: "an operator for attributes of another type",
    explanation: "Each operator is for attributes of some types: IS TRUE and IS FALSE for \
        Booleans, comparisons and patterns for text and whole numbers, GREATER_THAN for whole \
        numbers. The portal does not offer others. attrmap evaluates the clause all the same, on \
        the attribute's text.",
};

pub(super) fn operator_type(
    place: Place<'_>,
    operator: &Operator,
    clause: &Clause,
    found: Base,
) -> Diagnostic {
    let message = format!("`{}` is not for attributes of type {found}", operator.name);
    let types: Vec<&str> = operator.types.iter().map(|base| base.name()).collect();
    let label = place.label(format!("takes {}", types.join(", ")));
    let attribute = shortened(&clause.attribute.value);
    let because = Label::new(clause.attribute.span, format!("`{attribute}` is a {found}"));
    let help = match found {
        Base::Boolean => "write `IS TRUE` or `IS FALSE`",
        Base::String if matches!(operator.test, Test::Integer(_)) => {
            "write `REGEX MATCH` and a pattern of the numbers that are meant"
        }
        Base::String
        | Base::Integer
        | Base::DateTime
        | Base::Reference
        | Base::Binary
        | Base::AppRoleAssignment
        | Base::Complex
        | Base::Error => "write `EQUALS` and a value",
    };
    Diagnostic::warning(&OPERATOR_TYPE, place.file, message, label).because(because).help(help)
}

static ARITY: Code = Code {
    path: "scope::arity",
    summary: "a clause with too many values, or with none",
    explanation: "IS TRUE, IS FALSE, IS NULL and IS NOT NULL take no value, every other operator \
        takes one. What the service does with several values is not documented: write a group \
        for each of them, since one group is enough, or a pattern such as `^(A|B)$`.",
};

pub(super) fn no_value(place: Place<'_>) -> Diagnostic {
    let message = format!("`{}` takes one value", shortened(place.text));
    let label = place.label("this clause gives none");
    Diagnostic::error(&ARITY, place.file, message, label)
        .help("add a value, or ask for none with `IS NULL`")
}

pub(super) fn value_too_many(place: Place<'_>, clause: &Clause, takes: &str) -> Diagnostic {
    let operator = shortened(&clause.operator.value);
    let message = format!("`{operator}` takes {takes}");
    Diagnostic::error(&ARITY, place.file, message, place.label("one too many"))
        .because(Label::new(clause.operator.span, format!("this takes {takes}")))
        .help("take it away; for another value write a group of its own")
}

static NOT_AN_INTEGER: Code = Code {
    path: "scope::not-an-integer",
    summary: "a number is asked for, and this is none",
    explanation: "GREATER_THAN and GREATER_THAN_OR_EQUALS compare whole numbers of 64 bits: the \
        clause's value must be one. For a user whose attribute is none the clause is false.",
};

pub(super) fn not_an_integer(place: Place<'_>, operator: &Operator) -> Diagnostic {
    let message = format!("`{}` compares with a whole number", operator.name);
    Diagnostic::error(&NOT_AN_INTEGER, place.file, message, place.label("this is none"))
        .help("write a number such as `100`")
}

static BOOLEAN_VALUE: Code = Code {
    path: "scope::boolean-value",
    summary: "a text that no Boolean attribute has",
    explanation: "A Boolean attribute is compared as the text `True` or `False`, and case counts: \
        `true` equals neither. IS TRUE and IS FALSE take no text.",
};

pub(super) fn boolean_value(place: Place<'_>, meant: Option<bool>) -> Diagnostic {
    let message = format!("no Boolean attribute is `{}`", shortened(place.text));
    let label = place.label("as text they are `True` and `False`, and case counts");
    let diagnostic = Diagnostic::warning(&BOOLEAN_VALUE, place.file, message, label);
    match meant {
        Some(truth) => {
            let word = if truth { "True" } else { "False" };
            diagnostic.help(format!("write `{word}`")).fix(place.fix(word, false))
        }
        None => diagnostic.help("write `True` or `False`"),
    }
}

static PATTERN: Code = Code {
    path: "scope::pattern",
    summary: "a pattern that cannot be used",
    explanation: "REGEX MATCH and NOT REGEX MATCH take a regular expression as .NET writes them, \
        which is looked for anywhere in the attribute's text. This one .NET refuses, or its \
        meaning cannot be kept; the message says which. `attrmap run --ignore-scope` takes \
        everybody to be in scope.",
};

pub(super) fn pattern(place: Place<'_>, fault: PatternError) -> Diagnostic {
    // The place in the pattern is one in the file where nothing is escaped.
    let is_plain = place.file.slice(place.span) == place.text;
    let start = place.span.range().start + fault.offset;
    let span = if is_plain { Span::new(start, start) } else { place.span };
    let label = Label::new(span, fault.message);
    let help = fault.help.unwrap_or_else(|| "mend the pattern".to_owned());
    Diagnostic::error(&PATTERN, place.file, "this pattern cannot be used", label).help(help)
}

static UNSUPPORTED_ATTRIBUTE: Code = Code {
    path: "scope::unsupported-attribute",
    summary: "an attribute that scoping filters cannot use",
    explanation: "Microsoft's list of attributes that scoping filters do not support: app role \
        assignments, `userType`, `manager`, members of groups, and dates. What the service does \
        with a clause about one of them is not documented.",
};

pub(super) fn unsupported_attribute(place: Place<'_>, what: &str) -> Diagnostic {
    let message = format!("`{}` cannot be used in a scoping filter", shortened(place.text));
    let label = place.label(format!("the service does not filter on {what}"));
    Diagnostic::error(&UNSUPPORTED_ATTRIBUTE, place.file, message, label).help(
        "filter on another attribute, or try it for everybody with `attrmap run --ignore-scope`",
    )
}

static UNKNOWN_ATTRIBUTE: Code = Code {
    path: "scope::unknown-attribute",
    summary: "a filter's attribute that the source does not have",
    explanation: "A clause names an attribute of the source. Attributes of HR sources and \
        custom names are not in attrmap's table, so in a file that does not list the source's \
        attributes this is a warning, and the attribute is read from the users under this name. \
        A Graph schema lists them, directory extensions among them, and there it is an error.",
};

pub(super) fn unknown_attribute(
    place: Place<'_>,
    near: Option<&str>,
    is_listed: bool,
) -> Diagnostic {
    let message = format!("`{}` is not a known source attribute", shortened(place.text));
    let diagnostic = if is_listed {
        let label = place.label("this file does not list it, and Entra does not have it");
        Diagnostic::error(&UNKNOWN_ATTRIBUTE, place.file, message, label)
    } else {
        let label = place.label("not an attribute of Entra's users");
        Diagnostic::warning(&UNKNOWN_ATTRIBUTE, place.file, message, label)
    };
    match near {
        Some(near) => {
            diagnostic.help(format!("did you mean `{near}`?")).fix(place.fix(near, false))
        }
        None if is_listed => diagnostic.help("add it to the source object's attributes"),
        None => diagnostic.help("leave it if your users carry an attribute of that name"),
    }
}

static GRAPH_NAME: Code = Code {
    path: "scope::graph-name",
    summary: "Microsoft Graph's name of an attribute in a filter",
    explanation: "Filters use Entra's directory names, exported users Graph's. attrmap reads users \
        under both; the service knows only the directory name.",
};

pub(super) fn graph_name(place: Place<'_>, meant: &str) -> Diagnostic {
    let name = shortened(place.text);
    let message = format!("`{name}` is Graph's name: filters say `{meant}`");
    let label = place.label("users are exported with this name");
    Diagnostic::warning(&GRAPH_NAME, place.file, message, label)
        .help(format!("write `{meant}`"))
        .fix(place.fix(meant, true))
}

static ATTRIBUTE_CASE: Code = Code {
    path: "scope::attribute-case",
    summary: "an attribute's name in another case in a filter",
    explanation: "The service refuses a schema that names an attribute in another case \
        (`SchemaInvalid`). attrmap finds it and suggests the spelling of the table.",
};

pub(super) fn attribute_case(place: Place<'_>, canonical: &str) -> Diagnostic {
    let message = format!("this attribute is written `{}`", shortened(canonical));
    let label = place.label("the source spells it in another case");
    Diagnostic::warning(&ATTRIBUTE_CASE, place.file, message, label)
        .help(format!("write `{canonical}`"))
        .fix(place.fix(canonical, true))
}

static SEVERAL_VALUES: Code = Code {
    path: "scope::several-values",
    summary: "a filter on an attribute with several values",
    explanation: "Microsoft says that scoping filters do not support multi-valued attributes. \
        attrmap evaluates the clause all the same: every value must satisfy it, or, where \
        `multivaluedComparisonType` of the clause is `Any`, one. Input filters of Microsoft's \
        own templates do use such attributes, with `All`.",
};

pub(super) fn several_values(place: Place<'_>) -> Diagnostic {
    let name = shortened(place.text);
    let message = format!("`{name}` can have several values, which filters do not support");
    let label = place.label("attrmap evaluates it; the service may not");
    Diagnostic::warning(&SEVERAL_VALUES, place.file, message, label)
        .help("filter on an attribute with a single value")
}

static EMPTY_GROUP: Code = Code {
    path: "scope::empty-group",
    summary: "a filter without clauses, which lets everybody through",
    explanation: "All clauses of a group must hold. Where there are none everybody is let \
        through, and since one group of a set is enough, the others do not count any more.",
};

pub(super) fn empty_group(file: &Source, span: Span, kind: Kind) -> Diagnostic {
    let message = format!("this {} has no clauses: it lets everybody through", kind.noun());
    Diagnostic::warning(&EMPTY_GROUP, file, message, Label::new(span, "no clauses here"))
        .help("take it away, or add a clause")
}

/// Why a user is skipped.
pub static OUT_OF_SCOPE: Code = Code {
    path: "scope::out-of-scope",
    summary: "out of scope",
    explanation: "The mapping's scoping filters do not let this user through, so nothing is sent. \
        `attrmap run --explain-scope ROW` shows clause by clause why, `--ignore-scope` takes \
        everybody to be in scope. A run creates users; what the service does with a user who was \
        in scope before (it disables or deletes them, unless told to leave them alone) is no \
        part of it.",
};

/// Why a user is rejected of whom it cannot be told.
pub static UNDECIDED: Code = Code {
    path: "scope::undecided",
    summary: "a user who may be in scope or out of it",
    explanation: "Whether this user is in scope depends on a clause that attrmap cannot evaluate: \
        its operator is unknown or not documented, or its pattern takes too many steps or \
        too much memory on this user's value. `--explain-scope ROW` shows which.",
};
