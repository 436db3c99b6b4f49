//! What is said of the settings themselves, of users that could not be looked at, and of files in
//! which there is nothing to look at.

use super::exceptions::Exception;
#[cfg(feature = "toml")]
use crate::diagnostic::Fix;
use crate::diagnostic::{Code, Diagnostic, Label, shortened};
use crate::mapping::{Liveness, MappingFile};
use crate::record::Fault;
#[cfg(feature = "toml")]
use crate::source::Located;
use crate::source::{Source, Span};

/// Every code that is no rule's.
pub static CODES: &[&Code] = &[
    &NO_TOML,
    &UNKNOWN_KEY,
    &WRONG_VALUE,
    &UNKNOWN_RULE,
    &UNKNOWN_LEVEL,
    &ERROR_IGNORED,
    &INCOMPLETE_EXCEPTION,
    &UNUSED_EXCEPTION,
    &NO_USERS,
    &UNREADABLE_USERS,
    &UNDECIDED_USERS,
    &VALUES_NOT_SEEN,
    &NOBODY_IN_SCOPE,
    &NOTHING_LIVE,
];

static NO_TOML: Code = Code {
    path: "settings::no-toml",
    summary: "settings that are no TOML",
    explanation: "`attrmap.toml` holds what a project says of its mappings, in TOML.",
};

/// A file that does not parse.
#[cfg(feature = "toml")]
pub(super) fn no_toml(source: &Source, span: Span, why: &str) -> Diagnostic {
    let why = why.lines().next().unwrap_or_default();
    Diagnostic::error(&NO_TOML, source, "this is not TOML", Label::new(span, why))
        .help("write `key = \"value\"`, and texts in quotes")
}

static UNKNOWN_KEY: Code = Code {
    path: "settings::unknown-key",
    summary: "a setting that attrmap does not know",
    explanation: "The settings are `verifiedDomains`, `tenantUrl`, and in `[lint]` `select`, \
        `ignore`, `deny`, `levels` and `[[lint.exception]]` with `rule`, `reason`, and perhaps \
        `target` and `objectMapping`.",
};

/// A key that means nothing.
#[cfg(feature = "toml")]
pub(super) fn unknown_setting(
    source: &Source,
    key: &Located<String>,
    near: Option<&str>,
) -> Diagnostic {
    let message = format!("`{}` is no setting", shortened(&key.value));
    let label = Label::new(key.span, "this is not read");
    let diagnostic = Diagnostic::error(&UNKNOWN_KEY, source, message, label);
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(Fix {
            span: key.span,
            replacement: near.to_owned(),
            is_safe: false,
        }),
        None => diagnostic.help("take it away"),
    }
}

static WRONG_VALUE: Code = Code {
    path: "settings::wrong-value",
    summary: "a setting of the wrong kind",
    explanation: "Texts stand in quotes, lists in brackets: `ignore = [\"choice\"]`.",
};

/// A value of another kind than its key takes.
#[cfg(feature = "toml")]
pub(super) fn wrong_setting(source: &Source, span: Span, key: &str, wanted: &str) -> Diagnostic {
    let message = format!("`{key}` takes {wanted}");
    Diagnostic::error(&WRONG_VALUE, source, message, Label::new(span, "this is something else"))
        .help(format!("write {wanted}"))
}

static UNKNOWN_RULE: Code = Code {
    path: "settings::unknown-rule",
    summary: "a rule that attrmap does not have",
    explanation: "A rule is named by its name, such as `nullable-required`, a shelf of rules by \
        its category, such as `matching`, what a stage says by its code, such as \
        `check::function-case`. `all` means everything.",
};

/// A name that selects nothing.
#[cfg(feature = "toml")]
pub(super) fn unknown_rule(
    source: &Source,
    name: &Located<String>,
    near: Option<&str>,
) -> Diagnostic {
    let message = format!("there is no rule `{}`", shortened(&name.value));
    let label = Label::new(name.span, "neither a rule nor a category nor a code");
    let diagnostic = Diagnostic::error(&UNKNOWN_RULE, source, message, label);
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")).fix(Fix {
            span: name.span,
            replacement: near.to_owned(),
            is_safe: false,
        }),
        None => diagnostic.help("`attrmap explain rules` lists them"),
    }
}

static UNKNOWN_LEVEL: Code = Code {
    path: "settings::unknown-level",
    summary: "a level that attrmap does not have",
    explanation: "A finding is an `error`, a `warning`, a `note` or `off`.",
};

/// A word that is no level.
#[cfg(feature = "toml")]
pub(super) fn unknown_level(source: &Source, word: &Located<String>) -> Diagnostic {
    let message = format!("`{}` is no level", shortened(&word.value));
    Diagnostic::error(&UNKNOWN_LEVEL, source, message, Label::new(word.span, "no such level"))
        .help("write `error`, `warning`, `note` or `off`")
}

static ERROR_IGNORED: Code = Code {
    path: "settings::error-ignored",
    summary: "a level or an exception for what is always an error",
    explanation: "What a stage calls an error would make a run refuse the mapping, so that it \
        cannot be ignored, made a warning, or excepted. Rules of the linter can, and what stages \
        call warnings and notes.",
};

/// A code that no setting makes less than an error.
#[cfg(feature = "toml")]
pub(super) fn error_ignored(source: &Source, code: &Located<String>) -> Diagnostic {
    let name = shortened(&code.value);
    let label = Label::new(code.span, "no mapping with this can be run");
    Diagnostic::error(&ERROR_IGNORED, source, "an error cannot be ignored", label)
        .help(format!("mend what it finds: `attrmap explain {name}` says how"))
}

static INCOMPLETE_EXCEPTION: Code = Code {
    path: "settings::incomplete-exception",
    summary: "an exception that does not say what it is for, or why",
    explanation: "An exception names the rule and the reason: the next reader has nobody to \
        ask. It is for the mapping of its `target`; without one it is for findings that are about \
        no mapping by itself, such as those about scoping filters and about matching as a whole.",
};

/// An exception without one of its keys.
#[cfg(feature = "toml")]
pub(super) fn incomplete_exception(source: &Source, span: Span, key: &str) -> Diagnostic {
    let message = format!("an exception needs `{key}`");
    let label = Label::new(span, format!("without `{key}`"));
    Diagnostic::error(&INCOMPLETE_EXCEPTION, source, message, label)
        .help(format!("write `{key} = \"…\"`"))
}

static UNUSED_EXCEPTION: Code = Code {
    path: "settings::unused-exception",
    summary: "an exception that no finding needs",
    explanation: "The rule looked, and has nothing to say any more; or no mapping file of the \
        project maps the target. An exception that is left would hide the next mistake. It is \
        said where all files of the project were looked at. A rule that needs users has not looked \
        where there are none, and none looks at a mapping with errors.",
};

/// An exception for what is not found any more.
pub(super) fn unused_exception(source: &Source, exception: &Exception) -> Diagnostic {
    let Exception { rule, target, .. } = exception;
    let message = match target {
        Some(target) => format!("`{rule}` finds nothing in the mapping of `{}`", shortened(target)),
        None => format!("`{rule}` finds nothing that is about no mapping by itself"),
    };
    let label = Label::new(exception.span, "this exception is not needed any more");
    Diagnostic::warning(&UNUSED_EXCEPTION, source, message, label).help("take the exception away")
}

/// An exception for what no file has.
pub(super) fn exception_for_nothing(source: &Source, exception: &Exception) -> Diagnostic {
    let message = match (&exception.target, &exception.object_mapping) {
        (Some(target), None) => format!("no mapping file maps `{}`", shortened(target)),
        (Some(target), Some(name)) => {
            format!("no object mapping `{}` maps `{}`", shortened(name), shortened(target))
        }
        (None, Some(name)) => format!("there is no object mapping `{}`", shortened(name)),
        (None, None) => "there is no mapping file".to_owned(),
    };
    let label = Label::new(exception.span, "this exception is for nothing");
    Diagnostic::warning(&UNUSED_EXCEPTION, source, message, label)
        .help("name the target as the mapping does, or take the exception away")
}

static NO_USERS: Code = Code {
    path: "users::none",
    summary: "users without anybody among them",
    explanation: "Users are given, and there are none: the file is empty, or its list is. What is \
        found then holds for anybody, and the rules on values have looked at nobody.",
};

/// Users, of whom there are none.
pub(super) fn no_users(source: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "nobody's values are looked at");
    Diagnostic::warning(&NO_USERS, source, "the users that are given are none", label)
        .help("export them again, or lint without users")
}

static UNREADABLE_USERS: Code = Code {
    path: "users::unreadable",
    summary: "users that could not be read",
    explanation: "Some of the users that are given are no JSON objects, end in the middle, or \
        have something under an attribute of this mapping that no attribute can be. A run rejects \
        them. Nobody knows what they have: what the others show proves nothing of them, so that \
        no attribute is taken to be there for everybody because the others have it.",
};

/// Users that could not be read: so many of so many, and what is wrong with the first of them.
pub(super) fn unreadable_users(
    source: &Source,
    span: Span,
    those: &str,
    first: Option<&Fault>,
) -> Diagnostic {
    let message = format!("{those} could not be read");
    let label = Label::new(span, "what they would get from this is not known");
    let diagnostic = Diagnostic::warning(&UNREADABLE_USERS, source, message, label)
        .help("mend them in the file of users, or export it again");
    match first {
        Some(fault) => diagnostic.with_note(format!("the first of them: {fault}")),
        None => diagnostic,
    }
}

static UNDECIDED_USERS: Code = Code {
    path: "users::undecided",
    summary: "users of whom it is not known whether they are in scope",
    explanation: "A clause of the scoping filter cannot be evaluated for some of the users that \
        are given. A run rejects them. They count neither as in scope nor as out of it: nothing \
        of what they have is looked at, and nothing is proved by it.",
};

/// Users that are in scope or not: so many of so many, and why that is not known of the first.
pub(super) fn undecided_users(source: &Source, span: Span, those: &str, doubt: &str) -> Diagnostic {
    let message = format!("whether they are in scope cannot be decided for {those}");
    let label = Label::new(span, "what they would get from this is not looked at");
    Diagnostic::warning(&UNDECIDED_USERS, source, message, label)
        .help(
            "mend the clause, or those users: `attrmap run --explain-scope ROW` shows what it asks",
        )
        .with_note(format!("the first of them: {doubt}"))
}

static VALUES_NOT_SEEN: Code = Code {
    path: "users::values-not-seen",
    summary: "users whose values could not be looked at",
    explanation: "Users are given, and what they would get is not known: nobody describes what the \
        target takes, or the scoping filter has errors, so that nobody knows who is in scope. The \
        rules on values have looked at nobody.",
};

/// Users, and no plan for them.
pub(super) fn values_not_seen(source: &Source, span: Span) -> Diagnostic {
    let message = "the values that users would get are not looked at";
    let label = Label::new(span, "what users get from this is not known");
    Diagnostic::note(&VALUES_NOT_SEEN, source, message, label)
        .help("mend the errors, or give the target's table: `--schema workplace`")
}

static NOBODY_IN_SCOPE: Code = Code {
    path: "users::nobody-in-scope",
    summary: "users of whom nobody is in scope",
    explanation: "Users are given, and the scoping filter lets none of them through: the rules on \
        values have looked at nobody, and the service would provision nobody of them. \
        `attrmap run --explain-scope ROW` shows the clauses for one user.",
};

/// Users, and none of them in scope.
pub(super) fn nobody_in_scope(source: &Source, span: Span) -> Diagnostic {
    let message = "nobody of the users is in scope";
    let label = Label::new(span, "the scoping filter of this lets none of them through");
    Diagnostic::note(&NOBODY_IN_SCOPE, source, message, label)
        .help("see why for one of them: `attrmap run --explain-scope 1`")
}

static NOTHING_LIVE: Code = Code {
    path: "file::nothing-live",
    summary: "an export in which nothing is live",
    explanation: "The linter looks at what the service runs: object mappings that are enabled, \
        have a name and a source object, and belong to an editable rule. This file has none, so \
        that there is nothing to find in it, right or wrong.",
};

/// A file that could be read, and has nothing to look at.
pub(super) fn nothing_live(file: &MappingFile) -> Diagnostic {
    let source = &file.source;
    let Some(first) = file.object_mappings.first() else {
        let label = Label::new(Span::default(), "there is nothing to look at");
        return Diagnostic::warning(
            &NOTHING_LIVE,
            source,
            "this file has no object mappings",
            label,
        )
        .help("export the schema of a job: GET …/synchronization/jobs/{id}/schema");
    };
    let label = Label::new(first.span, first.liveness.obstacle().unwrap_or("it is not live"));
    // What is switched off is so on purpose.
    let diagnostic = Diagnostic::note(&NOTHING_LIVE, source, "nothing in this file is live", label);
    diagnostic.help(match first.liveness {
        Liveness::Disabled => "write `\"enabled\": true` to have it run, and looked at",
        _ => "export the schema of another job",
    })
}
