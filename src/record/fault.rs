//! What is wrong with a user, or with the input as a whole.
//!
//! In: what a reader met. Out: a [`Fault`] with the code, a message without any of the user's
//! values, and the key where it could be read. Messages are constant, so that users with the same
//! fault can be counted together; places and counts stand apart from them.
//!
//! Absent on purpose: row numbers (a [`Chunk`](super::Chunk) knows them) and what becomes of the
//! user (`report` says so).

use std::fmt;

use crate::diagnostic::Code;

/// Why a user, or the rest of an input, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The kind.
    pub code: &'static Code,
    /// What is wrong, in the same words for every user, without any of their values: those are
    /// private.
    pub message: &'static str,
    /// Where, or how much: what differs from user to user. Reads on from the message.
    pub detail: Option<String>,
    /// The attribute it is about, as mappings call it.
    pub attribute: Option<String>,
    /// The slot of that attribute.
    pub slot: Option<usize>,
    /// The user's key, where it could be read.
    pub key: Option<String>,
    /// The value it is about, shown only on demand.
    pub value: Option<String>,
    /// What to do, where one thing helps: of faults of the whole input.
    pub help: Option<&'static str>,
}

impl Fault {
    pub(super) fn new(code: &'static Code, message: &'static str) -> Fault {
        Fault {
            code,
            message,
            detail: None,
            attribute: None,
            slot: None,
            key: None,
            value: None,
            help: None,
        }
    }

    pub(super) fn with_detail(self, detail: impl Into<String>) -> Fault {
        Fault { detail: Some(detail.into()), ..self }
    }

    pub(super) fn about(self, slot: usize, attribute: &str) -> Fault {
        Fault { slot: Some(slot), attribute: Some(attribute.to_owned()), ..self }
    }

    pub(super) fn with_value(self, value: impl Into<String>) -> Fault {
        Fault { value: Some(value.into()), ..self }
    }

    pub(super) fn with_help(self, help: &'static str) -> Fault {
        Fault { help: Some(help), ..self }
    }

    pub(super) fn with_key(self, key: Option<&str>) -> Fault {
        Fault { key: key.map(str::to_owned), ..self }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)?;
        if let Some(detail) = &self.detail {
            write!(f, " {detail}")?;
        }
        write!(f, " [{}]", self.code)
    }
}

impl std::error::Error for Fault {}

/// What to do about input that ends too early.
pub(super) const AGAIN: &str = "export it again: an export or a download was interrupted";
/// What to do about input in another encoding.
pub(super) const AS_UTF8: &str = "write it as UTF-8: with `-Encoding utf8` in PowerShell, as \"CSV \
    UTF-8\" in Excel, or by `iconv -t UTF-8`";

/// Every code a user or an input can be refused with.
pub static CODES: &[&Code] = &[
    &NOT_JSON,
    &NOT_AN_OBJECT,
    &NOT_UTF8,
    &TOO_LONG,
    &OBJECT_VALUE,
    &OBJECT_NEEDED,
    &APP_ROLES,
    &SEVERAL_VALUES,
    &NOT_A_BOOLEAN,
    &NUMBER_TOO_LARGE,
    &CSV_WIDTH,
    &CSV_HEADER,
    &DAMAGED,
    &CUT_OFF,
    &GRAPH_ERROR,
    &NO_LIST,
    &NOT_USERS,
];

/// A user whose text is no JSON.
pub static NOT_JSON: Code = Code {
    path: "record::not-json",
    summary: "a user whose text is no JSON",
    explanation: "The line or array element does not follow JSON's grammar. The message says where \
        the trouble shows; the mistake itself often stands just before it: a missing comma or \
        quote, a comma too many, a line cut short.",
};

/// JSON that is no object.
pub static NOT_AN_OBJECT: Code = Code {
    path: "record::not-an-object",
    summary: "a user that is no JSON object",
    explanation: "Each user is one JSON object, such as `{\"id\": \"…\", \"mail\": \"…\"}`. Here \
        stands a list, a text, a number or `null`. An array of users is read as a whole file: \
        `--input-format json`.",
};

/// Bytes that are no UTF-8.
pub static NOT_UTF8: Code = Code {
    path: "record::not-utf8",
    summary: "a user whose bytes are not UTF-8",
    explanation: "Input is UTF-8, or the UTF-16 that Windows PowerShell writes, where half a \
        character is meant by this. A file that Excel saved as plain CSV is usually Windows-1252: \
        save it as \"CSV UTF-8\". In PowerShell, write with `-Encoding utf8`.",
};

/// A user over the size limit.
pub static TOO_LONG: Code = Code {
    path: "record::too-long",
    summary: "a user over the size limit",
    explanation: "One user has more bytes than attrmap takes for one. It was skipped without being \
        read. No directory's user is that long: most often line ends are missing, or a quoted CSV \
        cell is never closed and swallows what follows.",
};

/// An object where a value belongs.
pub static OBJECT_VALUE: Code = Code {
    path: "record::object-value",
    summary: "an object or nested list where a value belongs",
    explanation: "An attribute that the mapping reads holds an object, or a list with lists or \
        objects in it. Attributes carry texts, numbers, booleans or lists of these. The manager \
        may be an object with an `id`; parts of an object are attributes of their own, such as \
        `[employeeOrgData.costCenter]`.",
};

/// A value where an object belongs.
pub static OBJECT_NEEDED: Code = Code {
    path: "record::object-needed",
    summary: "a value where an object with parts belongs",
    explanation: "The mapping reads a part of this attribute, and the user has one value there \
        instead of an object. PowerShell does this: `ConvertTo-Json` needs `-Depth 5` to keep \
        nested objects, and `Export-Csv` writes only their type's name.",
};

/// App roles that are no list of objects.
pub static APP_ROLES: Code = Code {
    path: "record::app-roles",
    summary: "app role assignments that are no list of objects",
    explanation: "App role assignments are read as Microsoft Graph gives them: a list of objects, \
        each with an `appRoleId`. Graph does not give the role itself, so add what the role \
        functions need: `{\"appRoleId\": \"…\", \"value\": \"Admin\", \"displayName\": \
        \"Administrator\"}`.",
};

/// Several values of an attribute that has one.
pub static SEVERAL_VALUES: Code = Code {
    path: "record::several-values",
    summary: "several values of an attribute that has one",
    explanation: "The source table says that this attribute has one value, and the user has a list \
        of several. A list of one value is read as that value.",
};

/// Text where the source's table says Boolean.
pub static NOT_A_BOOLEAN: Code = Code {
    path: "record::not-a-boolean",
    summary: "text where a Boolean attribute is read",
    explanation: "The directory gives this attribute as true or false. attrmap reads JSON's `true` \
        and `false` and the texts `True` and `False` in any case, with spaces around them; anything \
        else (`yes`, `0`, a word of another language's Excel) would be taken for neither, and \
        somebody who is disabled could be sent as active. Mend the export.",
};

/// A number that cannot be kept exactly.
pub static NUMBER_TOO_LARGE: Code = Code {
    path: "record::number-too-large",
    summary: "a number that cannot be kept exactly",
    explanation: "Whole numbers are kept exactly within 64 bits, numbers with a fraction where \
        about 15 digits say all of them. Beyond that, digits would be lost, and what looks like a \
        number is often an identifier. Write it as text, in quotes.",
};

/// A row of another width than the header.
pub static CSV_WIDTH: Code = Code {
    path: "record::csv-width",
    summary: "a CSV row with more or fewer cells than the header",
    explanation: "Each row has as many cells as the header row. One more usually means a separator \
        inside a cell without quotes around it; fewer, a row that was cut short.",
};

/// A header without a column that is read.
pub static CSV_HEADER: Code = Code {
    path: "record::csv-header",
    summary: "a header row that names no attribute that is read",
    explanation: "Input that does not begin with `{` or `[` is read as CSV, and its first row \
        names the attributes. None of its columns is one that the mapping reads, under its name or \
        Graph's, so nothing of the input can be used. If this is not CSV, say what it is with \
        `--input-format`.",
};

/// Text between users that belongs to none.
pub static DAMAGED: Code = Code {
    path: "record::damaged",
    summary: "text between users that belongs to none",
    explanation: "Between two users of a JSON array or list, or after its end, stands something \
        else than JSON's punctuation. From there on users cannot be told apart, so the rest of \
        the input is not read. The users before it were.",
};

/// Input that ends too early.
pub static CUT_OFF: Code = Code {
    path: "record::cut-off",
    summary: "input that ends too early",
    explanation: "The input ends inside a user, or before its array, list or quoted cell is \
        closed. An export or a download was probably interrupted. The users before the end were \
        read; one that the end cuts in two was not.",
};

/// An answer of Microsoft Graph that says what went wrong.
pub static GRAPH_ERROR: Code = Code {
    path: "record::graph-error",
    summary: "an error of Microsoft Graph instead of users",
    explanation: "Sign in again, and repeat the request that was to give the users. It failed, and \
        what was saved is the answer that says so; its code and message are shown. Most often the \
        token has expired or lacks the permission `User.Read.All`.",
};

/// An answer without its list.
pub static NO_LIST: Code = Code {
    path: "record::no-list",
    summary: "an answer of Microsoft Graph without a list of users",
    explanation: "Give a list of users as an array under `value`, and one user by itself without \
        `value` around it. Here stands `null` there, or one object, and nothing else in the answer \
        could be a user.",
};

/// Something else than users.
pub static NOT_USERS: Code = Code {
    path: "record::not-users",
    summary: "a document that holds something else than users",
    explanation: "Give users as Microsoft Graph lists them, such as the answer to \
        `GET /v1.0/users?$select=…`. Here stands what a SCIM service lists, Graph's list of \
        functions, or a mapping, all of which lie near when files are named. What a target has \
        already is given with `--taken`, a mapping with `--mapping`.",
};
