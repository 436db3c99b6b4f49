//! What is said of a mapping as a whole, and of users it cannot provision.

use std::borrow::Cow;

use super::Reject;
use crate::diagnostic::{Code, Diagnostic, Fix, Label, shortened};
use crate::flow::UnfitValue;
use crate::schema::{BuiltIn, TargetTable};
use crate::scim::Unmet;
use crate::scope::UNDECIDED;
use crate::source::{Source, Span};

/// Every code of this stage.
pub static CODES: &[&Code] = &[
    &UNKNOWN_TARGET,
    &READ_ONLY_TARGET,
    &DUPLICATE_TARGET,
    &NO_PLACE,
    &DEFAULT_VALUE,
    &NOTHING_GIVES,
    &BY_NAME_ONLY,
    &REQUIRED_VALUE,
    &NOT_CREATED,
    &OBJECT_IGNORED,
    &REFERENCE,
    &UNSETTLED,
    &NOT_TEXT,
    &INTERNAL,
];

/// A target attribute that the table does not have.
pub static UNKNOWN_TARGET: Code = Code {
    path: "plan::unknown-target",
    summary: "a target attribute that the table does not have",
    explanation: "The mapping names a target attribute that the target's table does not have. \
        `attrmap schema show TABLE` lists them. A target can be named as published, or as SCIM \
        2.0 or 1.1 writes it, with `.` or `:` before the attribute. The built-in tables have no \
        extensions that apps made for themselves, such as \
        `urn:ietf:params:scim:schemas:extension:acme:2.0:User`: the answer of the target's \
        `/Schemas` has them, and takes the table's place with `--schema FILE`. An attribute that \
        a schema lists under a type that cannot be mapped, such as `decimal`, is left out of the \
        table. What a job's own directory lists and the table lacks can be right: the linter calls \
        it a warning, and `run` cannot say how it is sent.",
};

/// A target that is in no row.
pub(super) fn unknown_target(
    source: &Source,
    span: Span,
    name: &str,
    table: &TargetTable,
    near: Option<&str>,
) -> Diagnostic {
    let label = Label::new(span, format!("not an attribute of {}", shortened(&table.title)));
    let message = format!("`{}` is not a target attribute", shortened(name));
    let diagnostic = Diagnostic::error(&UNKNOWN_TARGET, source, message, label);
    match near {
        Some(near) => {
            let diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            match near_at(source.slice(span), name, near) {
                Some(replacement) => {
                    let replacement = replacement.to_owned();
                    diagnostic.fix(Fix { span, replacement, is_safe: false })
                }
                None => diagnostic,
            }
        }
        // An app's own extension is like no other.
        None if table.lacks_schema(name) => diagnostic.help(
            "name the file of what the target's `/Schemas` answers, with `schema = \"schemas.json\"` \
             or `--schema schemas.json`: it describes the target's own extensions",
        ),
        None if BuiltIn::find(&table.name).is_some() => diagnostic
            .help(format!("`attrmap schema show {}` lists the attributes there are", table.name)),
        None => diagnostic.help("name one of the attributes that the target's schema lists"),
    }
}

/// A target that is in no row, and that the job's own directory lists.
pub(super) fn listed_target(
    source: &Source,
    span: Span,
    name: &str,
    table: &TargetTable,
) -> Diagnostic {
    let label = Label::new(span, "the job lists it, attrmap's table does not");
    let message = format!("`{}` is not in the table of {}", shortened(name), table.title);
    Diagnostic::error(&UNKNOWN_TARGET, source, message, label)
        .help("name the file of what the target's `/Schemas` answers: `--schema schemas.json`")
}

/// What of a near name belongs to a place. In TOML a path can begin in the head of a table, or on
/// a line further up: `written` is then its last part alone.
fn near_at<'n>(written: &str, name: &str, near: &'n str) -> Option<&'n str> {
    match name.strip_suffix(written) {
        Some(above) => near.strip_prefix(above),
        None => Some(near),
    }
}

/// A target that the table lacks for its type.
pub(super) fn unmappable_target(source: &Source, span: Span, name: &str, ty: &str) -> Diagnostic {
    let label = Label::new(span, format!("the schema says that this is `{}`", shortened(ty)));
    let message = format!("`{}` is of a type that cannot be mapped", shortened(name));
    Diagnostic::error(&UNKNOWN_TARGET, source, message, label).help("take the mapping away")
}

static READ_ONLY_TARGET: Code = Code {
    path: "plan::read-only-target",
    summary: "a target attribute that only the service writes",
    explanation: "The target's schema says that this attribute is read-only: the service sets it, \
        and ignores or refuses what clients send.",
};

/// A target that cannot be written.
pub(super) fn read_only_target(source: &Source, span: Span, name: &str) -> Diagnostic {
    let label = Label::new(span, "only the service writes this");
    let message = format!("`{}` is read-only", shortened(name));
    Diagnostic::error(&READ_ONLY_TARGET, source, message, label).help("take the mapping away")
}

static DUPLICATE_TARGET: Code = Code {
    path: "plan::duplicate-target",
    summary: "one target attribute mapped twice",
    explanation: "A target attribute gets its value from one mapping. Two names can mean the same \
        attribute: the published one and SCIM 2.0's, and any of them in another case. To choose \
        between two sources, put both into one expression, such as `Coalesce([mail], \
        [userPrincipalName])`.",
};

/// A target that has a mapping already.
pub(super) fn duplicate_target(source: &Source, span: Span, name: &str, first: Span) -> Diagnostic {
    let label = Label::new(span, "mapped again here");
    let message = format!("`{}` is mapped twice", shortened(name));
    Diagnostic::error(&DUPLICATE_TARGET, source, message, label)
        .because(Label::new(first, "mapped here first"))
        .help("keep one of the two")
}

static NO_PLACE: Code = Code {
    path: "plan::no-place-in-payload",
    summary: "a target attribute that a payload has no place for",
    explanation: "A payload is one JSON object, and this target cannot stand in it. A complex \
        attribute is sent as its parts or not at all: `name` beside `name.givenName` would be text \
        and an object at once. The parts of an element go into the element that its filter \
        selects; the filter's own member is there already. The member `schemas` is made of what \
        is sent.",
};

/// A target whose attribute another target makes something else.
pub(super) fn other_kind_of_value(
    source: &Source,
    span: Span,
    name: &str,
    other: Span,
) -> Diagnostic {
    let label = Label::new(span, "one attribute cannot be text and parts at once");
    let message = format!("`{}` has no place beside another target", shortened(name));
    Diagnostic::error(&NO_PLACE, source, message, label)
        .because(Label::new(other, "this stands there as another kind of value"))
        .help("keep the attribute as a whole or its parts")
}

/// The member that an element's filter is about.
pub(super) fn said_by_filter(source: &Source, span: Span, name: &str) -> Diagnostic {
    let label = Label::new(span, "the filter says what this is");
    let message = format!("`{}` has its value already", shortened(name));
    Diagnostic::error(&NO_PLACE, source, message, label).help("take the mapping away")
}

/// An element instead of a part of it.
pub(super) fn whole_element(source: &Source, span: Span, name: &str) -> Diagnostic {
    let label = Label::new(span, "elements consist of parts");
    let message = format!("`{}` names no part of an element", shortened(name));
    Diagnostic::error(&NO_PLACE, source, message, label)
        .help("add a part to the name, such as `.value`")
}

/// The member that every payload has.
pub(super) fn list_of_schemas(source: &Source, span: Span, name: &str) -> Diagnostic {
    let label = Label::new(span, "every payload lists its schemas by itself");
    let message = format!("`{}` cannot be mapped", shortened(name));
    Diagnostic::error(&NO_PLACE, source, message, label).help("take the mapping away")
}

static DEFAULT_VALUE: Code = Code {
    path: "plan::default-value",
    summary: "a default value that the target cannot take",
    explanation: "The default value is sent when the mapping gives null while a user is created. \
        It is text, read as the target's type: `True` or `False`, whole numbers, dates.",
};

/// A default value of the wrong type.
pub(super) fn default_value(
    source: &Source,
    span: Span,
    name: &str,
    unfit: &UnfitValue,
) -> Diagnostic {
    let label = Label::new(span, unfit.message);
    let message = format!("`{}` cannot take its default value", shortened(name));
    Diagnostic::error(&DEFAULT_VALUE, source, message, label)
        .help("write a default that reads as the target's type, or take it away")
}

/// The code of what a target requires and no user gets.
pub static NOTHING_GIVES: Code = Code {
    path: "plan::nothing-gives-required",
    summary: "a required target attribute that no user gets",
    explanation: "The target refuses every user without this attribute, and the mapping gives it \
        to nobody: there is no mapping for it, or there is one whose value is null or empty \
        whatever the user. Where only the file's own directory says what is required, the linter \
        warns of it: targets fill some such attributes by themselves.",
};

/// A requirement that the mapped targets cannot meet.
pub(super) fn nothing_gives(
    source: &Source,
    span: Span,
    required: &str,
    target: Option<&str>,
    is_waivable: bool,
) -> Diagnostic {
    let label = Label::new(span, "no mapping here gives it");
    let message = format!("the target requires {}", shortened(required));
    let help = match target {
        Some(target) => format!("add a mapping for `{target}`"),
        None => "add a mapping for it".to_owned(),
    };
    let waiver = if is_waivable { ", or this:\n[options]\nusersWithoutEmail = true" } else { "" };
    Diagnostic::error(&NOTHING_GIVES, source, message, label).help(format!("{help}{waiver}"))
}

/// A function that is known by name only.
pub static BY_NAME_ONLY: Code = Code {
    path: "plan::function-by-name-only",
    summary: "a function that can be checked but not run",
    explanation: "The function stands in the list that `--functions` named, and attrmap has none \
        of that name. Such calls are checked for their arguments; what they give is not known, so \
        a mapping that holds one cannot be run.",
};

/// A call of a declared function in a mapping that is to be run.
pub(super) fn by_name_only(source: &Source, span: Span, name: &str) -> Diagnostic {
    let label = Label::new(span, "nobody can say what this gives");
    let message = format!("attrmap knows `{name}` by name only");
    Diagnostic::error(&BY_NAME_ONLY, source, message, label)
        .help("put a text in its place to run the rest: `\"…\"`")
}

/// A text that gives nobody what is required.
pub(super) fn gives_nothing(
    source: &Source,
    span: Span,
    required: &str,
    attribute: Option<&str>,
) -> Diagnostic {
    let label = Label::new(span, "this is null or empty for every user");
    let message = format!("the target requires {}", shortened(required));
    let help = match attribute {
        Some(attribute) => format!("write an attribute that users have, such as `[{attribute}]`"),
        None => "write an attribute that users have".to_owned(),
    };
    Diagnostic::error(&NOTHING_GIVES, source, message, label).help(help)
}

static REQUIRED_VALUE: Code = Code {
    path: "plan::required-value-missing",
    summary: "a user without a value that the target requires",
    explanation: "The target refuses users without this value, and for this user the mapping \
        gives null or an empty text. For an e-mail address `Coalesce([mail], \
        [userPrincipalName])` is the documented cure; users without e-mail need the setting on \
        the target's side and `[options] usersWithoutEmail = true` here. Then another id may stand \
        in for the user name, but an empty user name is none: an empty text is a value, is sent, \
        and is refused. `IgnoreFlowIfNullOrEmpty([userPrincipalName])` sends nothing instead.",
};

/// A user that does not meet a requirement.
pub(super) fn required_value(unmet: &Unmet<'_>, target: Option<String>) -> Reject {
    let message = if unmet.is_sent_empty {
        Cow::Borrowed("the target refuses an empty text here")
    } else {
        Cow::Owned(format!("the target requires {}, and this user has none", unmet.name))
    };
    Reject { target, ..Reject::new(&REQUIRED_VALUE, message) }
}

/// A user of whom it cannot be told whether it is in scope.
pub(super) fn undecided(message: String) -> Reject {
    Reject::new(&UNDECIDED, message)
}

/// A user that the object mapping would not create.
pub static NOT_CREATED: Code = Code {
    path: "plan::not-created",
    summary: "left out, as the mapping's `flowTypes` lack `Add`",
    explanation: "An object mapping says under `flowTypes` what may be done to objects: `Add` \
        creates them, `Update` changes them, `Delete` removes them. A run creates users, so a \
        mapping without `Add` gives no payloads: the service would only touch users that the \
        target has already. In the portal these are the *Target Object Actions*.",
};

/// An object mapping that creates nobody.
pub(super) fn creates_nobody(source: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "there is no `Add` among these");
    Diagnostic::warning(&NOT_CREATED, source, "this object mapping creates no users", label)
        .help("to have users created, write \"flowTypes\": \"Add, Update, Delete\"")
}

/// A user that the mapping itself leaves out.
pub static OBJECT_IGNORED: Code = Code {
    path: "plan::object-ignored",
    summary: "left out by `IgnoreObjectFlow`",
    explanation: "An expression of the mapping gave `IgnoreObjectFlow` for this user, so nothing \
        is sent for it.",
};

/// A payload with the source's id of another object.
pub static REFERENCE: Code = Code {
    path: "plan::unresolved-reference",
    summary: "a manager is sent as the source's id, to be resolved when all users are there",
    explanation: "The target knows other users by ids of its own. Entra creates all users first \
        and links managers in a second pass, when it knows the target's ids. A run is the first \
        pass, so what stands in the payload is still the id that the source has.",
};

static UNSETTLED: Code = Code {
    path: "plan::unsettled",
    summary: "a unique value that nobody chose",
    explanation: "`SelectUniqueValue` gives a value that nobody has yet, and which are taken is \
        known to who sees users in their order. The program attrmap always chooses; a program \
        that uses the library calls `Batch::settle` for each chunk of users.",
};

/// A user whose unique values nobody has chosen.
pub(super) fn unsettled() -> Reject {
    Reject::new(&UNSETTLED, "nobody chose among the values of `SelectUniqueValue`")
}

static NOT_TEXT: Code = Code {
    path: "internal::not-text",
    summary: "a payload that is no text: a bug in attrmap",
    explanation: "This is a bug in attrmap: please report the mapping.",
};

/// A payload that is no UTF-8, which cannot happen.
pub(super) fn not_text() -> Reject {
    Reject::new(&NOT_TEXT, NOT_TEXT.summary)
}

/// What cannot happen.
pub(super) static INTERNAL: Code = Code {
    path: "internal::several-values",
    summary: "attrmap lost track of several values: a bug in attrmap",
    explanation: "This is a bug in attrmap: please report the expression.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_written_where_the_target_is() {
        for (written, name, near, expected, why) in [
            ("titel", "titel", "title", Some("title"), "all of it"),
            ("familyNam", "name.familyNam", "name.familyName", Some("familyName"), "its last part"),
            ("titel", "name.titel", "title", None, "what stands above is wrong too"),
            (r#"a[b eq \"c\"].d"#, r#"a[b eq "c"].d"#, "a.d", Some("a.d"), "behind escapes"),
        ] {
            assert_eq!(near_at(written, name, near), expected, "{why}");
        }
    }
}
