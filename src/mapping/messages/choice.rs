//! Messages about the choice of one object mapping of a file.

use crate::diagnostic::{Code, Diagnostic, Label, shortened, suggest};
use crate::mapping::ObjectMapping;
use crate::schema::BuiltIn;
use crate::source::{Located, Source, Span};

/// None fits.
pub static NO_OBJECT_MAPPING: Code = Code {
    path: "mapping::no-object-mapping",
    summary: "no live object mapping that reads users",
    explanation: "attrmap takes the object mapping whose source object is the user, and that \
        the service would run: its rule is editable, it is enabled, and it has a name and a \
        source object. This file has none. Choose another one with `--object-mapping NAME`, or export \
        the schema of another job.",
};

pub(in crate::mapping) fn no_object_mapping(
    file: &Source,
    span: Span,
    reason: &str,
    others: &[&ObjectMapping],
) -> Diagnostic {
    let message = "this file has no live object mapping for users";
    let label = Label::new(span, reason);
    let diagnostic = Diagnostic::error(&NO_OBJECT_MAPPING, file, message, label);
    if others.is_empty() { diagnostic } else { diagnostic.help(names(others)) }
}

/// Too many fit.
pub static SEVERAL_OBJECT_MAPPINGS: Code = Code {
    path: "mapping::several-object-mappings",
    summary: "several object mappings could be meant",
    explanation: "A Graph export can hold several object mappings that read users, and a run is \
        for one of them. Name it: `--object-mapping \"Provision Microsoft Entra ID Users\"`. \
        Where two are called the same, say its place in the file: `--object-mapping 2`.",
};

pub(in crate::mapping) fn several_object_mappings(
    file: &Source,
    candidates: &[&ObjectMapping],
) -> Diagnostic {
    let message = format!("{} object mappings could be meant", candidates.len());
    let mut spans = candidates.iter().map(|candidate| candidate.span);
    let first = Label::new(spans.next().unwrap_or_default(), "this one");
    let mut diagnostic =
        Diagnostic::error(&SEVERAL_OBJECT_MAPPINGS, file, message, first).help(names(candidates));
    for span in spans.take(2) {
        diagnostic = diagnostic.because(Label::new(span, "or this one"));
    }
    diagnostic
}

/// Not there.
pub static UNKNOWN_OBJECT_MAPPING: Code = Code {
    path: "mapping::unknown-object-mapping",
    summary: "no object mapping has that name",
    explanation: "`--object-mapping` takes the `name` of an object mapping in the file, ignoring \
        case. One without a name is called by its objects, such as `User to Contact`. Where two \
        are called the same, their place in the file tells them apart: `--object-mapping 2` is \
        the second one.",
};

pub(in crate::mapping) fn unknown_object_mapping(
    file: &Source,
    span: Span,
    name: &str,
    suggestion: Option<&str>,
    known: &[&ObjectMapping],
) -> Diagnostic {
    let message = format!("no object mapping is called `{}`", shortened(name));
    let label = Label::new(span, "the object mappings of this file");
    let help = match suggestion {
        Some(suggestion) => format!("write --object-mapping \"{}\"", shortened(suggestion)),
        None => names(known),
    };
    Diagnostic::error(&UNKNOWN_OBJECT_MAPPING, file, message, label).help(help)
}

/// Not run by the service.
pub static NOT_LIVE: Code = Code {
    path: "mapping::not-live",
    summary: "an object mapping that the service does not run",
    explanation: "Only live object mappings are read: those of an editable rule that are \
        enabled and have a name and a source object. The others are internal to the service or \
        switched off, and often incomplete.",
};

pub(in crate::mapping) fn not_live(file: &Source, chosen: &ObjectMapping) -> Diagnostic {
    let message = format!("the object mapping `{}` is not live", shortened(&chosen.label()));
    let reason = chosen.liveness.obstacle().unwrap_or("the service does not run it");
    Diagnostic::error(&NOT_LIVE, file, message, Label::new(chosen.span, reason))
        .help("choose a live one: --object-mapping NAME")
}

/// Another protocol.
pub static NOT_SCIM: Code = Code {
    path: "mapping::not-scim",
    summary: "a target that is no SCIM service",
    explanation: "attrmap writes SCIM users. The target of this object mapping is a directory \
        of another kind, whose attributes have no place in one. A target counts as SCIM where \
        its object is named by a SCIM URN, where the job's template is known to be one, or \
        where it has the attribute that every SCIM user has.",
};

pub(in crate::mapping) fn not_scim(file: &Source, chosen: &ObjectMapping) -> Diagnostic {
    let message = if chosen.target_directory.is_empty() {
        "the target of this object mapping is no SCIM service".to_owned()
    } else {
        format!("`{}` is no SCIM service", shortened(&chosen.target_directory))
    };
    let label = format!("this writes `{}`", shortened(&chosen.target_object));
    Diagnostic::error(&NOT_SCIM, file, message, Label::new(chosen.span, label))
        .help("name the table of its target: --schema scim, or the path of a /Schemas response")
}

/// The file lacks the table.
pub static NO_TARGET_ATTRIBUTES: Code = Code {
    path: "mapping::no-target-attributes",
    summary: "a file that does not list the target's attributes",
    explanation: "The targets of a Graph file are looked up in its own `directories`. This file \
        has none for the target object: it is a part of a schema, or was cut down. Name the table \
        of the target, or export the whole schema of the job.",
};

pub(in crate::mapping) fn no_target_attributes(
    file: &Source,
    chosen: &ObjectMapping,
    table: &str,
) -> Diagnostic {
    let message = match chosen.target_directory.as_str() {
        "" => "this file does not list the attributes of the target".to_owned(),
        name => format!("this file does not describe its target directory `{}`", shortened(name)),
    };
    let label = if chosen.target_object.is_empty() {
        "which kind of object this writes is not said".to_owned()
    } else {
        format!("no attributes of `{}` in `directories`", shortened(&chosen.target_object))
    };
    let help = format!(
        "name the table of the target, such as --schema {table}, or export the whole schema: GET \
         …/synchronization/jobs/{{id}}/schema"
    );
    Diagnostic::error(&NO_TARGET_ATTRIBUTES, file, message, Label::new(chosen.span, label))
        .help(help)
}

/// No such table.
pub static UNKNOWN_SCHEMA: Code = Code {
    path: "mapping::unknown-schema",
    summary: "a target table that there is not",
    explanation: "`schema` names the table of the target: a built-in one, such as `workplace`, or \
        a file with what the target answers to `GET /Schemas`. The path of a file is meant from \
        the folder that the mapping file is in. `attrmap schema list` prints the built-in tables.",
};

pub(in crate::mapping) fn unknown_schema(file: &Source, name: &Located<String>) -> Box<Diagnostic> {
    let message = format!("there is no schema `{}`", shortened(&name.value));
    let label = Label::new(name.span, "neither a built-in table nor a file, seen from this one");
    let help = match suggest::nearest(&name.value, BuiltIn::names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "write `{}`, or the path of a file with the answer to `GET /Schemas`",
            BuiltIn::names().collect::<Vec<_>>().join("` or `"),
        ),
    };
    Box::new(Diagnostic::error(&UNKNOWN_SCHEMA, file, message, label).help(help))
}

/// What can be typed, at most five of them.
fn names(candidates: &[&ObjectMapping]) -> String {
    // Nobody types a name of more than a line: such a one is only to be recognised.
    const LINE: usize = 100;
    let typed = |mapping: &&ObjectMapping| {
        let label = mapping.label();
        if candidates.iter().any(|other| !std::ptr::eq(*other, *mapping) && other.label() == label)
        {
            return format!("--object-mapping {}", mapping.number);
        }
        let label = match label.char_indices().nth(LINE) {
            Some(_) => shortened(&label),
            None => label.replace(char::is_control, " "),
        };
        format!("--object-mapping \"{label}\"")
    };
    let mut lines: Vec<String> = candidates.iter().take(5).map(typed).collect();
    if candidates.len() > 5 {
        lines.push(format!("one of {} more", candidates.len() - 5));
    }
    format!("say which: {}", lines.join(", or "))
}
