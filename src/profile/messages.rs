//! What is said of a file that should be a profile.

use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::{Source, Span};

/// Every code of this room.
pub static CODES: &[&Code] = &[&NOT_A_PROFILE, &OTHER_VERSION, &WRONG_MEMBER];

/// JSON of another kind.
pub static NOT_A_PROFILE: Code = Code {
    path: "profile::not-a-profile",
    summary: "JSON that is no profile of users",
    explanation: "A profile is what `attrmap profile users.ndjson -o profile.json` writes: an \
        object with `version`, `users` and `attributes`. Users themselves are no profile; make \
        one of them.",
};

/// A form that this program does not read.
pub static OTHER_VERSION: Code = Code {
    path: "profile::other-version",
    summary: "a profile in a form that this version of attrmap does not read",
    explanation: "The form of profiles has a version, and this program reads version 1. A newer \
        attrmap has probably written the file: use that one, or make the profile again.",
};

/// A member that is not as it is written.
pub static WRONG_MEMBER: Code = Code {
    path: "profile::wrong-member",
    summary: "a member of a profile that holds something else than attrmap writes there",
    explanation: "Findings rest on what a profile says, so it is read to the letter: every member \
        is there, none is unknown, and for each attribute the users with null, empty, a value and \
        a refused one are all users together. `docs/reference/schemas/profile.schema.json` says \
        what each member holds. A profile that was changed by hand is best made again.",
};

/// What to do in every case.
const HELP: &str = "make it from the users: `attrmap profile users.ndjson -o profile.json`";

pub(super) fn not_a_profile(source: &Source, span: Span, label: &'static str) -> Diagnostic {
    let message = "this JSON is no profile of users";
    Diagnostic::error(&NOT_A_PROFILE, source, message, Label::new(span, label)).help(HELP)
}

pub(super) fn other_version(source: &Source, span: Span) -> Diagnostic {
    let message = "this profile is of another version";
    let label = Label::new(span, "version 1 is what can be read");
    Diagnostic::error(&OTHER_VERSION, source, message, label).help(HELP)
}

pub(super) fn wrong_member(source: &Source, span: Span) -> Diagnostic {
    let message = "this profile is not as attrmap writes it";
    let label = Label::new(span, "something else belongs here");
    Diagnostic::error(&WRONG_MEMBER, source, message, label).help(HELP)
}

pub(super) fn wrong_sum(source: &Source, span: Span) -> Diagnostic {
    let message = "the counts of this attribute contradict each other";
    let label = Label::new(span, "its numbers do not add up to those of all users");
    Diagnostic::error(&WRONG_MEMBER, source, message, label).help(HELP)
}
