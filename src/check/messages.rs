//! What is said of an expression's meaning: each code beside the function that says it.

use super::{forms, service, target};
use crate::diagnostic::{Code, Diagnostic, Fix, Label};
use crate::dotnet;
use crate::functions::{ArgumentFault, Takes};
use crate::source::{Source, Span};
use crate::types::{Base, Facts, is_whole_number};

/// Every code of this stage.
pub static CODES: &[&Code] = &[
    &UNKNOWN_FUNCTION,
    &FUNCTION_CASE,
    &service::OTHER_SERVICE,
    &forms::OLDER_FORM,
    &forms::ONLY_OUTERMOST,
    &forms::NO_WRAPPER,
    &UNKNOWN_ATTRIBUTE,
    &GRAPH_NAME,
    &ATTRIBUTE_CASE,
    &BARE_WORD,
    &UNKNOWN_PARAMETER,
    &MISSING_ARGUMENT,
    &TOO_MANY_ARGUMENTS,
    &INCOMPLETE_ROUND,
    &ARGUMENT_TYPE,
    &ARGUMENT_VALUE,
    &ARGUMENT_DOUBT,
    &SEVERAL_VALUES,
    &NO_ORDER,
    &target::TARGET_TYPE,
];

/// A function that there is not.
pub static UNKNOWN_FUNCTION: Code = Code {
    path: "check::unknown-function",
    summary: "a function that does not exist",
    explanation: "No function of that name is known to attrmap. Entra Connect Sync has functions \
        with similar names that do not exist here: the message says what to write instead.",
};

/// A name that is no function's.
pub(super) fn unknown_function(
    source: &Source,
    span: Span,
    name: &str,
    meant: Option<&str>,
) -> Diagnostic {
    let label = Label::new(span, "no function has this name");
    let message = format!("`{name}` is not a function");
    let diagnostic = Diagnostic::error(&UNKNOWN_FUNCTION, source, message, label);
    match meant {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).fix(Fix {
            span,
            replacement: meant.to_owned(),
            is_safe: false,
        }),
        None => diagnostic.help("`attrmap functions` lists those that there are"),
    }
}

static FUNCTION_CASE: Code = Code {
    path: "check::function-case",
    summary: "a function's name in another case",
    explanation: "Microsoft's reference calls the syntax case-sensitive, while its own pages \
        write some names in two ways. attrmap finds the function and suggests the reference's \
        spelling, which works in either case.",
};

/// A function's name in another case.
pub(super) fn function_case(source: &Source, span: Span, name: &str) -> Diagnostic {
    let label = Label::new(span, "the reference spells it in another case");
    let message = format!("this function is written `{name}`");
    Diagnostic::warning(&FUNCTION_CASE, source, message, label)
        .help(format!("write `{name}`"))
        .fix(Fix { span, replacement: name.to_owned(), is_safe: true })
}

/// Neither in the source's table nor listed by the file.
pub static UNKNOWN_ATTRIBUTE: Code = Code {
    path: "check::unknown-attribute",
    summary: "a source attribute that is not in the table",
    explanation: "The attribute is not among those that Entra offers for users. \
        Attributes of HR sources and custom names are not in the table either, so this is a \
        warning: the attribute is read from the users under this name. Directory extensions are \
        known by their form, `extension_`, an application's id of 32 hexadecimal digits, `_` and \
        a name; and whatever the users of `--users` or `--profile` carry is known too.",
};

/// An attribute the table does not have.
pub(super) fn unknown_attribute(
    source: &Source,
    span: Span,
    name: &str,
    near: Option<&str>,
) -> Diagnostic {
    let label = Label::new(span, "not an attribute of Entra's users");
    let message = format!("`{name}` is not a known source attribute");
    let diagnostic = Diagnostic::warning(&UNKNOWN_ATTRIBUTE, source, message, label);
    match near {
        Some(near) => diagnostic.help(format!("did you mean `[{near}]`?")).fix(Fix {
            span,
            replacement: format!("[{near}]"),
            is_safe: false,
        }),
        None => diagnostic.help("leave it if your users carry an attribute of that name"),
    }
}

static GRAPH_NAME: Code = Code {
    path: "check::graph-name",
    summary: "Microsoft Graph's name of an attribute",
    explanation: "Mappings use Entra's directory names, exported users Graph's. attrmap reads \
        users under both; the service knows only the directory name.",
};

/// Graph's name where the directory's belongs.
pub(super) fn graph_name(source: &Source, span: Span, name: &str, meant: &str) -> Diagnostic {
    let label = Label::new(span, "users are exported with this name");
    let message = format!("`{name}` is Graph's name: mappings say `{meant}`");
    Diagnostic::warning(&GRAPH_NAME, source, message, label)
        .help(format!("write `[{meant}]`"))
        .fix(Fix { span, replacement: format!("[{meant}]"), is_safe: true })
}

static ATTRIBUTE_CASE: Code = Code {
    path: "check::attribute-case",
    summary: "an attribute's name in another case",
    explanation: "The service refuses a schema whose mapping names an attribute in another case \
        (`SchemaInvalid`). attrmap finds it and suggests the table's spelling.",
};

/// An attribute's name in another case.
pub(super) fn attribute_case(source: &Source, span: Span, name: &str) -> Diagnostic {
    let label = Label::new(span, "the table spells it in another case");
    let message = format!("this attribute is written `[{name}]`");
    Diagnostic::warning(&ATTRIBUTE_CASE, source, message, label)
        .help(format!("write `[{name}]`"))
        .fix(Fix { span, replacement: format!("[{name}]"), is_safe: true })
}

/// A word that is nothing by itself.
pub static BARE_WORD: Code = Code {
    path: "check::bare-word",
    summary: "a word that means nothing by itself",
    explanation: "Attributes stand in square brackets, texts in double quotes, functions have \
        parentheses. The only bare words are `True`, `False`, `IgnoreAttributeFlow`, \
        `IgnoreObjectFlow`, and the words that a few parameters take, such as `vbTextCompare` of \
        `InStr`.",
};

/// A word without brackets, quotes or parentheses.
pub(super) fn bare_word(source: &Source, span: Span, word: &str, meant: &str) -> Diagnostic {
    let label = Label::new(span, "neither attribute, text nor call");
    let message = format!("`{word}` means nothing by itself");
    Diagnostic::error(&BARE_WORD, source, message, label)
        .help(format!("write `{meant}`"))
        .fix(Fix { span, replacement: meant.to_owned(), is_safe: false })
}

/// A bare word that is none of those a parameter takes.
pub(super) fn other_word(
    source: &Source,
    span: Span,
    word: &str,
    words: &[&str],
    near: Option<&str>,
) -> Diagnostic {
    let label = Label::new(span, "another word belongs here");
    let message = format!("`{word}` is none of the words this parameter takes");
    let diagnostic = Diagnostic::error(&BARE_WORD, source, message, label)
        .help(format!("write one of `{}`", words.join("`, `")));
    match near {
        Some(near) => diagnostic.fix(Fix { span, replacement: near.to_owned(), is_safe: false }),
        None => diagnostic,
    }
}

/// A parameter that nobody gave a value.
pub static UNKNOWN_PARAMETER: Code = Code {
    path: "check::unknown-parameter",
    summary: "a parameter that nobody gives",
    explanation: "Names between percent signs are filled in by the service in some default \
        mappings of cloud sync, such as `%DomainFQDN%`. attrmap does not know the values: say \
        them with `--parameter NAME=VALUE`. In app provisioning there are no such names.",
};

/// `%name%`.
pub(super) fn unknown_parameter(
    source: &Source,
    span: Span,
    name: &str,
    near: Option<&str>,
) -> Diagnostic {
    let label = Label::new(span, "no value is given for this");
    let message = format!("`%{name}%` has no value here");
    let diagnostic = Diagnostic::error(&UNKNOWN_PARAMETER, source, message, label);
    match near {
        Some(near) => diagnostic.help(format!("did you mean `%{near}%`?")).fix(Fix {
            span,
            replacement: format!("%{near}%"),
            is_safe: false,
        }),
        None => diagnostic.help(format!("say it: `--parameter {name}=VALUE`")),
    }
}

static MISSING_ARGUMENT: Code = Code {
    path: "check::missing-argument",
    summary: "a required argument that is not given",
    explanation: "The function needs an argument in this slot. Slots are counted by commas: an \
        optional argument that is left away keeps its slot when others follow it.",
};

/// Required slots that are empty or not there.
pub(super) fn missing_argument(
    source: &Source,
    span: Span,
    function: &str,
    params: &[&str],
    at_least: Option<usize>,
    form: &str,
) -> Diagnostic {
    let (params, verb, what) = match params {
        [param] => (format!("`{param}`"), "belongs", "an argument"),
        several => (format!("`{}`", several.join("` and `")), "belong", "arguments"),
    };
    let label = Label::new(span, format!("{params} {verb} here"));
    let message = match at_least {
        Some(least) => format!("`{function}` takes at least {least} arguments"),
        None => format!("`{function}` needs {what} for {params}"),
    };
    Diagnostic::error(&MISSING_ARGUMENT, source, message, label)
        .help(format!("the form is `{form}`"))
}

static TOO_MANY_ARGUMENTS: Code = Code {
    path: "check::too-many-arguments",
    summary: "more arguments than the function takes",
    explanation: "The function takes fewer arguments. Look for a comma too many, or for a \
        parenthesis that closes too late.",
};

/// Slots behind the last parameter.
pub(super) fn too_many_arguments(
    source: &Source,
    span: Span,
    function: &str,
    most: usize,
    form: &str,
) -> Diagnostic {
    let label = Label::new(span, "this is too many");
    let message = match most {
        0 => format!("`{function}` takes no arguments"),
        1 => format!("`{function}` takes one argument"),
        _ => format!("`{function}` takes at most {most} arguments"),
    };
    Diagnostic::error(&TOO_MANY_ARGUMENTS, source, message, label)
        .help(format!("the form is `{form}`"))
}

static INCOMPLETE_ROUND: Code = Code {
    path: "check::incomplete-pair",
    summary: "a key without its value",
    explanation: "The last arguments of `Switch` come in pairs of key and value. The default \
        value keeps its slot even when it is left empty: `Switch([a], , \"key\", \"value\")`.",
};

/// The last arguments do not make a whole round.
pub(super) fn incomplete_round(
    source: &Source,
    span: Span,
    function: &str,
    missing: &str,
    form: &str,
) -> Diagnostic {
    let label = Label::new(span, format!("no `{missing}` follows this"));
    let message = format!("the last arguments of `{function}` are not in pairs");
    Diagnostic::error(&INCOMPLETE_ROUND, source, message, label)
        .help(format!("the form is `{form}`; the default value keeps its slot even when empty"))
}

static ARGUMENT_TYPE: Code = Code {
    path: "check::argument-type",
    summary: "an argument of the wrong kind",
    explanation: "The argument can never be read as what the parameter takes, whatever the user.",
};

/// An argument that never fits.
pub(super) fn argument_type(
    source: &Source,
    span: Span,
    function: &str,
    param: &str,
    takes: Takes,
    facts: &Facts,
) -> Diagnostic {
    let label = Label::new(span, format!("this is {}", found(facts)));
    let are_all = |is_such: fn(&str) -> bool| {
        let texts = facts.texts.known().filter(|texts| !texts.is_empty());
        texts.is_some_and(|texts| texts.iter().all(|text| is_such(text)))
    };
    let words = match takes {
        Takes::Integer | Takes::Timestamp if are_all(is_whole_number) => {
            "a whole number of at most 64 bits"
        }
        takes => takes.words(),
    };
    let message = format!("`{param}` of `{function}` takes {words}");
    let are_roles = matches!(facts.ty.base, Base::AppRoleAssignment | Base::Complex);
    let help = match takes {
        Takes::AppRoles => "write `[appRoleAssignments]`".to_owned(),
        _ if are_roles => {
            "take one role as text: `SingleAppRoleAssignment([appRoleAssignments])`".to_owned()
        }
        Takes::Integer | Takes::Timestamp if are_all(is_whole_number) => {
            "whole numbers lie between -9223372036854775808 and 9223372036854775807".to_owned()
        }
        Takes::Integer => "write a whole number such as `1`".to_owned(),
        Takes::Timestamp => "write a timestamp such as `133488000000000000`".to_owned(),
        Takes::Number => "write a number such as `1` or `-2.5`".to_owned(),
        Takes::Word(words) => format!("write one of `{}`", words.join("`, `")),
        Takes::Condition => {
            "write a condition such as `[country]=\"USA\"` or `IsPresent([mail])`".to_owned()
        }
        Takes::DateTime if are_all(dotnet::is_date_out_of_range) => {
            "dates lie between the years 1 and 9999".to_owned()
        }
        Takes::DateTime => "write a date such as `\"2025-07-30\"` or `Now()`".to_owned(),
        Takes::Text | Takes::Any => "write a text or an attribute".to_owned(),
    };
    Diagnostic::error(&ARGUMENT_TYPE, source, message, label).help(help)
}

static ARGUMENT_VALUE: Code = Code {
    path: "check::argument-value",
    summary: "a constant argument that can never work",
    explanation: "The argument is always the same, and the function fails with it for every user.",
};

/// What `prepare` found.
pub(super) fn argument_fault(
    source: &Source,
    span: Span,
    function: &str,
    param: &str,
    fault: &ArgumentFault,
) -> Diagnostic {
    let label = match fault.at {
        Some(_) => format!("in `{param}` of `{function}`"),
        None => format!("this is `{param}` of `{function}`"),
    };
    let label = Label::new(span, label);
    let diagnostic = Diagnostic::error(&ARGUMENT_VALUE, source, &fault.message, label);
    match &fault.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

static ARGUMENT_DOUBT: Code = Code {
    path: "check::doubtful-argument",
    summary: "an argument that works and is most likely not meant",
    explanation: "The function takes the argument, and does with it what it always does. Most \
        people who write it so mean something else, which the message names.",
};

/// What a function doubts.
pub(super) fn argument_doubt(
    source: &Source,
    span: Span,
    function: &str,
    param: &str,
    doubt: &ArgumentFault,
) -> Diagnostic {
    let label = Label::new(span, format!("this is `{param}` of `{function}`"));
    let diagnostic = Diagnostic::warning(&ARGUMENT_DOUBT, source, &doubt.message, label);
    match &doubt.help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

static SEVERAL_VALUES: Code = Code {
    path: "check::several-values",
    summary: "several values where one is taken",
    explanation: "The attribute can have several values, and the parameter takes one. Users with \
        more than one value will be rejected.",
};

/// A multi-valued argument where one value is taken.
pub(super) fn several_values(
    source: &Source,
    span: Span,
    function: &str,
    param: &str,
    takes: Takes,
) -> Diagnostic {
    let label = Label::new(span, "this can have several values");
    let message = format!("`{param}` of `{function}` takes {}, and only one", takes.words());
    let values = source.slice(span);
    let help = match takes {
        Takes::Condition => format!("ask whether there are any: `IsPresent({values})`"),
        Takes::Integer
        | Takes::Timestamp
        | Takes::Number
        | Takes::DateTime
        | Takes::Word(_)
        | Takes::Text
        | Takes::Any
        | Takes::AppRoles => {
            format!("join them first: `Join(\",\", {values})`")
        }
    };
    Diagnostic::warning(&SEVERAL_VALUES, source, message, label).help(help)
}

static NO_ORDER: Code = Code {
    path: "check::no-order",
    summary: "an ordering of what has no order",
    explanation: "`<`, `<=`, `>` and `>=` compare numbers and dates. Text has no order here: \
        only `=` and `<>` apply to it.",
};

/// `"a" < "b"`.
pub(super) fn no_order(source: &Source, span: Span, symbol: &str) -> Diagnostic {
    let label = Label::new(span, "this is neither");
    let message = format!("`{symbol}` compares numbers or dates");
    Diagnostic::error(&NO_ORDER, source, message, label).help("compare texts with `=` or `<>`")
}

/// What was found, in words.
pub(super) fn found(facts: &Facts) -> String {
    let texts = facts.texts.known().filter(|texts| (1..=3).contains(&texts.len()));
    match texts {
        Some(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| format!("`\"{text}\"`")).collect();
            match texts.as_slice() {
                [only] => format!("always {only}"),
                _ => format!("one of {}", texts.join(", ")),
            }
        }
        None => match facts.ty.base {
            Base::Boolean => "true or false".to_owned(),
            Base::Integer => "a number".to_owned(),
            Base::DateTime => "a date".to_owned(),
            Base::AppRoleAssignment => "a list of app roles, as the directory has them".to_owned(),
            Base::Complex => "a list of app roles, as objects".to_owned(),
            Base::String | Base::Reference | Base::Binary | Base::Error => "text".to_owned(),
        },
    }
}
