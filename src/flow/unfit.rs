//! Values that do not fit their target.

use crate::diagnostic::Code;

/// Why a value cannot be written to its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfitValue {
    /// The kind.
    pub code: &'static Code,
    /// What is wrong, without any of the user's values: those are private.
    pub message: &'static str,
    /// The value, shown only on demand; nothing for several.
    pub value: Option<Box<str>>,
}

/// Every code of this stage.
pub static CODES: &[&Code] =
    &[&NOT_A_BOOLEAN, &NOT_AN_INTEGER, &NOT_A_DATE, &SEVERAL_VALUES, &AN_OBJECT];

/// Text for a Boolean target.
pub static NOT_A_BOOLEAN: Code = Code {
    path: "flow::not-a-boolean",
    summary: "a value that is no Boolean for a Boolean target",
    explanation: "A Boolean target takes `True` or `False`, in any case and with white space around \
        it. Any other value, the empty text among them, makes a payload that the service refuses. \
        Translate it: `Switch([employeeType], \"False\", \"Frontline\", \"True\")`.",
};

/// Text for an Integer target.
pub static NOT_AN_INTEGER: Code = Code {
    path: "flow::not-an-integer",
    summary: "a value that is no whole number for an Integer target",
    explanation: "An Integer target takes digits, with `-` before them for numbers below zero, \
        within 64 bits, and with white space around them. Dates become such numbers with \
        `DateDiff(\"s\", CDate(\"1970-01-01\"), CDate([employeeHireDate]))`.",
};

/// Text for a DateTime target.
pub static NOT_A_DATE: Code = Code {
    path: "flow::not-a-date",
    summary: "a value that is no date for a DateTime target",
    explanation: "A DateTime target takes a date as ISO 8601 writes it: `2020-03-16`, or \
        `2020-03-16T07:00:00Z`, with a fraction of the second and an offset such as `+02:00` where \
        wanted. Other forms become one with `CDate` or `FormatDateTime`.",
};

/// Several values for a target of one.
pub static SEVERAL_VALUES: Code = Code {
    path: "flow::several-values",
    summary: "several values for a target that takes one",
    explanation: "The value has several parts and the target attribute takes one. Choose one with \
        `Item([proxyAddresses], 1)`, or put them together with `Join(\",\", [proxyAddresses])`. \
        A single value in a list is that value and no error.",
};

/// An object for a target of texts.
pub static AN_OBJECT: Code = Code {
    path: "flow::an-object",
    summary: "an app role as an object for a target that takes texts",
    explanation: "The value is an object with parts, as `AppRoleAssignmentsComplex` makes them of \
        app roles, and the target takes none. Map it to an attribute that takes several values as \
        a whole, or give a role's value with `SingleAppRoleAssignment` or `AppRoleAssignments`.",
};
