//! What an expression came to for one user: a value, null, the empty text, nothing on purpose, or
//! an error. None of them looks like another.

use std::fmt;

use attrmap::check::Ignored;
use attrmap::diagnostic::escaped;
use attrmap::functions::REDACTED;
use attrmap::plan::{NoValue, Reject};
use attrmap::record::Fault;
use attrmap::syntax::quote;
use attrmap::types::Value;

/// What an expression came to. What is compared is the value itself: texts can look alike that a
/// terminal cannot show, and times that differ by less than a second.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Outcome {
    /// A value: `""` is one.
    Value {
        /// What the user gets.
        value: Value<'static>,
        /// True for a value of a target.
        is_converted: bool,
    },
    /// A value that is not to be shown, or null.
    Redacted,
    /// No value.
    Null,
    /// The attribute or the whole user is left out.
    Dropped {
        /// True where it is the user.
        is_user: bool,
    },
    /// There is an error; its message has no value of the user in it.
    Failed {
        /// The kind.
        code: &'static str,
        /// What is wrong.
        message: String,
    },
}

impl Outcome {
    /// What an evaluation came to; converted values are those of a target.
    pub(crate) fn of(outcome: Result<Value<'_>, NoValue>, is_converted: bool) -> Outcome {
        match outcome {
            Ok(Value::Null) => Outcome::Null,
            Ok(value) => Outcome::Value { value: value.into_owned(), is_converted },
            Err(NoValue::Ignored(ignored)) => {
                Outcome::Dropped { is_user: ignored == Ignored::Object }
            }
            Err(NoValue::Failed(failure)) => {
                Outcome::Failed { code: failure.code.path, message: failure.message }
            }
        }
    }

    /// The same, where values are not to be shown.
    pub(crate) fn redacted(&self) -> Outcome {
        match self {
            Outcome::Value { .. } | Outcome::Redacted | Outcome::Null => Outcome::Redacted,
            Outcome::Dropped { .. } | Outcome::Failed { .. } => self.clone(),
        }
    }

    /// A user that cannot be read.
    pub(crate) fn of_fault(fault: Fault) -> Outcome {
        let reject = Reject::from(fault);
        Outcome::Failed { code: reject.code.path, message: reject.message.into_owned() }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Value { value, is_converted } => f.write_str(&shown(value, *is_converted)),
            Outcome::Redacted => f.write_str(REDACTED),
            Outcome::Null => f.write_str("null"),
            Outcome::Dropped { is_user: false } => {
                f.write_str("dropped: the attribute is left out")
            }
            Outcome::Dropped { is_user: true } => {
                f.write_str("dropped: the whole user is left out")
            }
            Outcome::Failed { code, message } => write!(f, "failed: {message} [{code}]"),
        }
    }
}

/// A value as one reads it: texts in quotes, and nothing in them that a terminal would obey.
pub(crate) fn shown(value: &Value<'_>, is_converted: bool) -> String {
    value.shown(is_converted).line(&|text| escaped(&quote(text)).into_owned())
}
