//! How an evaluation ends without a value.

use std::fmt;

use crate::diagnostic::Code;
use crate::source::Span;
use crate::types::Value;

/// Why there is no value. One word on the way that succeeds.
pub struct Stop(Box<Reason>);

/// The ways to end without a value.
#[derive(Debug)]
pub enum Reason {
    /// This user cannot be evaluated.
    Failed(Failure),
    /// The attribute is left out of the flow.
    IgnoreAttribute,
    /// The user is left out of the run.
    IgnoreObject,
    /// A parameter that takes one value was given several: the evaluator does the call for each.
    Several {
        /// The argument, from 0.
        argument: usize,
        /// Its values.
        values: Vec<Value<'static>>,
    },
    /// `SelectUniqueValue` gives the first of these that nobody has, and only the caller knows
    /// which are taken ([`Taken`](super::Taken)). There is at least one, none is empty.
    Candidates(Vec<String>),
}

impl Stop {
    /// Ends the evaluation for that reason.
    pub fn new(reason: Reason) -> Stop {
        Stop(Box::new(reason))
    }

    /// Why.
    pub fn reason(self) -> Reason {
        *self.0
    }

    /// Why, for those who only look on.
    pub fn as_reason(&self) -> &Reason {
        &self.0
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::new(Reason::Failed(failure))
    }
}

/// An evaluation error of one user.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// The kind.
    pub code: &'static Code,
    /// What is wrong, without any of the user's values: those are private.
    pub message: String,
    /// The value it is about, shown only on demand.
    pub value: Option<String>,
    /// Where in the expression.
    pub span: Span,
}

/// Every code an evaluation can end with.
pub static CODES: &[&Code] = &[
    &NOT_A_NUMBER,
    &NOT_A_CONDITION,
    &NOT_A_DATE,
    &NOT_COMPARABLE,
    &SEVERAL_VALUES,
    &OUT_OF_RANGE,
    &UNKNOWN_WORD,
    &EMPTY_TEXT,
    &TOO_LONG,
    &TOO_MUCH_WORK,
    &PATTERN,
    &PATTERN_TOO_COSTLY,
    &BY_NAME_ONLY,
    &BAD_FORMAT,
    &NOT_THE_FORMAT,
    &NOT_BASE64,
    &NOT_A_DN,
    &NOT_A_SID,
    &RAISED,
    &NO_DEFAULT_DOMAIN,
    &NO_RANDOMNESS,
    &SEVERAL_ROLES,
    &NO_ROLE_VALUE,
    &NOT_UNIQUE,
];

/// What to do about a failure of that kind, where no look at the values is needed to say it.
pub fn help(code: &Code) -> Option<&'static str> {
    let helps = [
        (&SEVERAL_VALUES, "take one with `Item(…, 1)`, or put them together: `Join(\",\", …)`"),
        (&TOO_LONG, "cut what grows, as with `Left(…, 256)`"),
        (&TOO_MUCH_WORK, "look up one value, `Item(…, 1)`, or cut a long argument: `Left(…, 256)`"),
        (&PATTERN_TOO_COSTLY, "say it in one way, or let nothing go back: `(?>a+)` for `(a+)+`"),
        (&BY_NAME_ONLY, "put a text in the place of the call"),
        (&RAISED, "put a value in the place of `Error(…)`, or mend what it complains about"),
        (&NO_DEFAULT_DOMAIN, "give the tenant's domain: `--default-domain contoso.com`"),
        (&SEVERAL_ROLES, "send all of them: `AppRoleAssignmentsComplex([appRoleAssignments])`"),
        (&NO_ROLE_VALUE, "add `\"value\": \"…\"` to each of the user's `appRoleAssignments`"),
        (&NOT_UNIQUE, "add a rule that is sure to be new: `RandomString(8, 0, 0, 8, 0)`"),
    ];
    helps.into_iter().find(|(known, _)| *known == code).map(|(_, help)| help)
}

/// Text where a number is needed.
pub static NOT_A_NUMBER: Code = Code {
    path: "eval::not-a-number",
    summary: "text where a number is needed",
    explanation: "A parameter or comparison needs a number, and this user's value is text that is \
        none. Numeric text such as `42` is accepted. Check the attribute, or choose another value \
        for users like this one with `IIF` or `Switch`.",
};

/// Text where a condition is needed.
pub static NOT_A_CONDITION: Code = Code {
    path: "eval::not-a-condition",
    summary: "text where true or false is needed",
    explanation: "A condition is a comparison such as `[country]=\"USA\"`, a function such as \
        `IsPresent([mail])`, or text that reads `True` or `False` in any case. Null counts as \
        false. Any other text is an error.",
};

/// Text that is no date.
pub static NOT_A_DATE: Code = Code {
    path: "eval::not-a-date",
    summary: "text where a date is needed",
    explanation: "The value is text that does not denote a date. `CDate` reads forms such as \
        `2020-03-16`, `2020-03-16T07:00:00Z` and `3/16/2020 7:00:00 AM`.",
};

/// Values that have no order.
pub static NOT_COMPARABLE: Code = Code {
    path: "eval::not-comparable",
    summary: "values that cannot be compared",
    explanation: "`<`, `>`, `<=` and `>=` compare two numbers or two dates. Text that is neither \
        has no order here, and several values cannot be compared at all.",
};

/// Several values where one is needed.
pub static SEVERAL_VALUES: Code = Code {
    path: "eval::several-values",
    summary: "several values where one is needed",
    explanation: "The value has several parts, and this place takes one. Choose one with \
        `Item([attribute], 1)` or put them together with `Join(\",\", [attribute])`.",
};

/// A number outside what the function takes.
pub static OUT_OF_RANGE: Code = Code {
    path: "eval::out-of-range",
    summary: "a number or date outside what the function takes",
    explanation: "The number is outside what this parameter takes: positions count from 1, lengths \
        are not negative, dates lie between the years 1 and 9999.",
};

/// Text that is none of the words a parameter takes.
pub static UNKNOWN_WORD: Code = Code {
    path: "eval::unknown-word",
    summary: "text that is none of the words the parameter takes",
    explanation: "Some parameters take one of a few words: the interval of `DateDiff` is `d`, `m` \
        or one of the others, the culture of `ToLower` is a name such as `en-US`. This user's \
        value is no such word. Write the word as a constant, so that it is checked beforehand.",
};

/// Empty text where some is needed.
pub static EMPTY_TEXT: Code = Code {
    path: "eval::empty-text",
    summary: "empty text where some is needed",
    explanation: "A parameter needs a text with at least one character, and this user's value is \
        null or empty. `Replace` cannot look for nothing. Choose another value for users like \
        this one with `IIF` or `Coalesce`.",
};

/// A value over the size limit.
pub static TOO_LONG: Code = Code {
    path: "eval::too-long",
    summary: "a value over the size limit",
    explanation: "The value grew over attrmap's limit for one value; each of several values \
        counts 32 bytes beside its text. No directory attribute is that long; look for a `Replace`, \
        `Join` or `Split` that multiplies text.",
};

/// Many values, each beside a long text or a great many arguments.
pub static TOO_MUCH_WORK: Code = Code {
    path: "eval::too-much-work",
    summary: "a call for so many values, with so much given with each, that it takes too much work",
    explanation: "A function of one text that is given several values is done for each of them, \
        and looks at its other arguments each time. The number of values times the length of those, \
        32 bytes more for each, grew over attrmap's limit for one expression and user, which is \
        64 MiB. No directory attribute has so many values or is so long; look for an `Append`, \
        `Join` or `Replace` that makes a long text, and cut it, and for a `Switch` with thousands \
        of keys over many values.",
};

/// A pattern or a group's name of one user that cannot be used.
pub static PATTERN: Code = Code {
    path: "eval::pattern",
    summary: "a regular expression, or the name of a group in one, that cannot be used",
    explanation: "The pattern or the group's name is not the same for every user, and this user's \
        cannot be used: .NET refuses the pattern or its replacement, the pattern uses what attrmap \
        cannot keep (balancing groups), or it has no group of that name. Write the pattern as a \
        constant, so that it is checked beforehand, place by place.",
};

/// A pattern that tries too many ways on a value, or leaves too many open.
pub static PATTERN_TOO_COSTLY: Code = Code {
    path: "eval::pattern-too-costly",
    summary: "a regular expression that tries too many ways on a value",
    explanation: "What an expression gives a user has a budget of steps, all values together, and \
        the pattern used it up: it says the same \
        thing in so many ways that all of them together take for ever, as `^(a+)+$` does on a \
        long row of `a` with another letter at its end. Say it in one way (`^a+$`), forbid to go \
        back (`^(?>a+)$`), or say more exactly what follows. The same text always costs the same, \
        on every machine. A value of half a million characters can also be too long for a pattern \
        that leaves a way open at each of them, as `^(a|b)*$` does: `^[ab]*$` leaves one.",
};

/// A call of a function that is only declared.
pub static BY_NAME_ONLY: Code = Code {
    path: "eval::function-by-name-only",
    summary: "a function that is known by name and arity only",
    explanation: "The function stands in the list that `--functions` named, and attrmap has none \
        of that name: calls of it are checked, what it gives is not known. An expression that \
        comes to such a call has no value here. Replace the call by a text to try the rest.",
};

/// A date format that is none.
pub static BAD_FORMAT: Code = Code {
    path: "eval::bad-format",
    summary: "a date format that cannot be read",
    explanation: "The format is a .NET date format such as `yyyy-MM-dd`, and this user's value is \
        none: a quote is not closed, a letter alone is no standard format, or the styles \
        contradict each other. Write the format as a constant, so that it is checked beforehand.",
};

/// Text that is not written as the format says.
pub static NOT_THE_FORMAT: Code = Code {
    path: "eval::not-the-format",
    summary: "a date that is not written as the input format says",
    explanation: "`FormatDateTime` reads its source exactly as the input format says: `M/d/yyyy` \
        does not read `2020-03-16`, and `dd` does not read `5`. A date that comes from `Now()`, \
        `CDate` or `DateAdd` reads `M/d/yyyy h:mm:ss tt`. For texts in several formats, choose \
        with `IIF` or `Switch`, or read them with `CDate`.",
};

/// Text that is not base64.
pub static NOT_BASE64: Code = Code {
    path: "eval::not-base64",
    summary: "text that is not base64",
    explanation: "Base64 consists of the letters A to Z and a to z, digits, `+` and `/`, in groups \
        of four that `=` fills up. Spaces and line breaks between them do not count.",
};

/// Text that is no distinguished name.
pub static NOT_A_DN: Code = Code {
    path: "eval::not-a-distinguished-name",
    summary: "text that is no distinguished name",
    explanation: "A distinguished name consists of parts such as `CN=Joe` with commas between them. \
        A comma, plus sign, quote or backslash that belongs to a value has a backslash before it.",
};

/// A value that is no security identifier.
pub static NOT_A_SID: Code = Code {
    path: "eval::not-a-sid",
    summary: "a value that is no security identifier",
    explanation: "A security identifier is given as its bytes in base64, or as text that begins \
        with `S-1-`.",
};

/// The author of the expression says that something is wrong.
pub static RAISED: Code = Code {
    path: "eval::raised",
    summary: "an error that the expression raises itself",
    explanation: "The expression calls `Error`, and for this user it came to that. The message is \
        the one that the author of the mapping wrote; one that is put together for each user is \
        shown on demand only.",
};

/// No default domain is known.
pub static NO_DEFAULT_DOMAIN: Code = Code {
    path: "eval::no-default-domain",
    summary: "a default domain that nobody gave",
    explanation: "`DefaultDomain()` is the verified domain of the tenant that is marked as its \
        default. attrmap knows no tenant: say it with `--default-domain contoso.com`.",
};

/// No source of random values.
pub static NO_RANDOMNESS: Code = Code {
    path: "eval::no-randomness",
    summary: "random values that nobody gave",
    explanation: "`Guid` and `RandomString` draw from what the caller gives. The program attrmap \
        always gives something; a program that uses the library has to.",
};

/// Several app roles where one is needed.
pub static SEVERAL_ROLES: Code = Code {
    path: "eval::several-app-roles",
    summary: "several app roles where one is needed",
    explanation: "`SingleAppRoleAssignment` is for users with one app role, and this user has \
        several. The service fails for such users too. Assign one role, or send all of them with \
        `AppRoleAssignmentsComplex`.",
};

/// An app role whose value is not known.
pub static NO_ROLE_VALUE: Code = Code {
    path: "eval::no-role-value",
    summary: "an app role whose value is not known",
    explanation: "Microsoft Graph's `appRoleAssignments` name the role by its id alone, as \
        `appRoleId`. What the role is called stands in the app's service principal \
        (`GET /servicePrincipals/{resourceId}`): its `appRoles` list the `id`, `value` and \
        `displayName` of each. Add both to each assignment before the run: \
        `{\"appRoleId\": \"…\", \"value\": \"admin\", \"displayName\": \"Admin\"}`. Assignments of \
        other apps do not belong there: keep those with the `resourceId` of this one.",
};

/// No value that is not taken.
pub static NOT_UNIQUE: Code = Code {
    path: "eval::not-unique",
    summary: "no value that is not taken",
    explanation: "Every rule of `SelectUniqueValue` gives a value that another user has, or none. \
        The service puts such users aside and tries again later. Add a rule that is sure to give \
        something new, such as one with `RandomString`.",
};
