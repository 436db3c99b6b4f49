//! What is said about `/Schemas` documents.

use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Code, Diagnostic, Label, shortened};
use crate::source::{Source, Span};

/// Every code of this stage.
pub static CODES: &[&Code] = &[
    &NOT_A_SCHEMA,
    &NO_USER_SCHEMA,
    &WRONG_MEMBER,
    &ATTRIBUTE_NAME,
    &ATTRIBUTE_TYPE,
    &REPEATED_ATTRIBUTE,
];

/// The document is JSON, but no schema.
pub static NOT_A_SCHEMA: Code = Code {
    path: "schema::not-a-schema",
    summary: "JSON that is no SCIM schema",
    explanation: "A target table is read from what a SCIM 2.0 service answers to `GET /Schemas`: \
        a list response whose `Resources` are schemas, an array of schemas, or one schema. Each \
        schema has an `id`, which is its URN, and `attributes` (RFC 7643 section 7).",
};

/// No schema describes users.
pub static NO_USER_SCHEMA: Code = Code {
    path: "schema::no-user-schema",
    summary: "a document without the schema of users",
    explanation: "Users are written by the schema `urn:ietf:params:scim:schemas:core:2.0:User`. \
        Extensions of it are read from the same document. Ask the service for all its schemas \
        (`GET /Schemas`) instead of a single one.",
};

/// A member has a value of another kind.
pub static WRONG_MEMBER: Code = Code {
    path: "schema::wrong-member",
    summary: "a member of a schema with a value that does not belong there",
    explanation: "RFC 7643 section 7 says what each member of a schema is: `name` and `type` are \
        text, `multiValued`, `required` and `caseExact` are `true` or `false`, `mutability` is \
        `readWrite`, `readOnly`, `immutable` or `writeOnly`, `canonicalValues`, `attributes` and \
        `subAttributes` are arrays. A member that is something else counts as absent.",
};

/// A name that cannot be one.
pub static ATTRIBUTE_NAME: Code = Code {
    path: "schema::attribute-name",
    summary: "an attribute whose name cannot be written in a path",
    explanation: "The name of an attribute starts with a letter and goes on with letters, digits, \
        `$`, `-` and `_` (RFC 7643 section 2.1). An attribute with another name, or with none, is \
        left out of the table.",
};

/// A type that there is not.
pub static ATTRIBUTE_TYPE: Code = Code {
    path: "schema::attribute-type",
    summary: "an attribute of a type that cannot be mapped to",
    explanation: "The types are `string`, `boolean`, `integer`, `dateTime`, `reference`, `binary` \
        and, for attributes with parts, `complex`, one level deep (RFC 7643 section 2.3). \
        `decimal` has no counterpart among Entra's types. An attribute of another type is left \
        out of the table.",
};

/// The same name twice.
pub static REPEATED_ATTRIBUTE: Code = Code {
    path: "schema::repeated-attribute",
    summary: "an attribute described twice",
    explanation: "A schema describes each attribute once; names that differ only in case are the \
        same. The first description counts.",
};

pub(super) fn not_a_schema(source: &Source, span: Span, what: &'static str) -> Diagnostic {
    let message = "this JSON is no SCIM schema";
    Diagnostic::error(&NOT_A_SCHEMA, source, message, Label::new(span, what))
        .help("save what the service answers to `GET /Schemas`")
}

pub(super) fn no_user_schema(source: &Source, span: Span, urn: &str) -> Diagnostic {
    let message = "none of these schemas describes users";
    let label = Label::new(span, format!("no schema here has the id `{urn}`"));
    Diagnostic::error(&NO_USER_SCHEMA, source, message, label)
        .help("save what the service answers to `GET /Schemas`")
}

pub(super) fn wrong_member(
    source: &Source,
    span: Span,
    member: &str,
    expected: &'static str,
) -> Diagnostic {
    let message = format!("`{member}` of a schema is {expected}");
    let label = Label::new(span, "this counts as absent");
    Diagnostic::warning(&WRONG_MEMBER, source, message, label)
}

pub(super) fn attribute_name(source: &Source, span: Span) -> Diagnostic {
    let message = "an attribute's name is letters and digits, a letter first";
    let label = Label::new(span, "this attribute is left out");
    Diagnostic::warning(&ATTRIBUTE_NAME, source, message, label)
}

pub(super) fn nameless(source: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "this attribute is left out");
    Diagnostic::warning(&ATTRIBUTE_NAME, source, "an attribute without a `name`", label)
}

pub(super) fn attribute_type(
    source: &Source,
    span: Span,
    ty: &str,
    known: &[&'static str],
) -> Diagnostic {
    let message = format!("`{}` is no type that can be mapped to", shortened(ty));
    let label = Label::new(span, "its attribute is left out");
    let diagnostic = Diagnostic::warning(&ATTRIBUTE_TYPE, source, message, label);
    match nearest(ty, known.iter().copied()) {
        Some(known) => diagnostic.help(format!("write `{known}`")),
        None => diagnostic.help(format!("the types are `{}`", known.join("`, `"))),
    }
}

pub(super) fn nested_complex(source: &Source, span: Span) -> Diagnostic {
    let message = "a part of a complex attribute has no parts itself";
    let label = Label::new(span, "its attribute is left out");
    Diagnostic::warning(&ATTRIBUTE_TYPE, source, message, label)
}

pub(super) fn repeated_attribute(
    source: &Source,
    span: Span,
    first: Span,
    name: &str,
) -> Diagnostic {
    let message = format!("`{}` is described twice", shortened(name));
    Diagnostic::warning(&REPEATED_ATTRIBUTE, source, message, Label::new(span, "this is left out"))
        .because(Label::new(first, "the first description counts"))
}
