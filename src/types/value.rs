//! Values at run time.
//!
//! `Null` is SCIM's "unassigned" (RFC 7643 section 2.5): null and absent are one. The empty
//! string is a value of its own. Text is borrowed from the user's record wherever it can be.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::{Complex, DateTime, Member};

/// What an expression gives for one user.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Value<'a> {
    /// No value.
    #[default]
    Null,
    /// Text, perhaps empty.
    Text(Cow<'a, str>),
    /// A condition's result.
    Boolean(bool),
    /// A numeric function's result.
    Integer(i64),
    /// A date function's result.
    DateTime(DateTime),
    /// Several values, none of them a list.
    List(List<'a>),
    /// A value with parts, such as an app role.
    Complex(Complex<'a>),
}

impl<'a> Value<'a> {
    /// Borrowed text.
    pub const fn text(text: &'a str) -> Value<'a> {
        Value::Text(Cow::Borrowed(text))
    }

    /// Owned text.
    pub const fn owned(text: String) -> Value<'a> {
        Value::Text(Cow::Owned(text))
    }

    /// Several values.
    pub const fn list(values: Vec<Value<'a>>) -> Value<'a> {
        Value::List(List::Owned(values))
    }

    /// A complex value.
    pub const fn complex(members: Vec<Member<'a>>) -> Value<'a> {
        Value::Complex(Complex::Owned(members))
    }

    /// True where there is no value.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// True for null, the empty string, the empty list and a complex value without parts.
    pub fn is_null_or_empty(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(text) => text.is_empty(),
            Value::List(list) => list.is_empty(),
            Value::Complex(complex) => complex.is_empty(),
            Value::Boolean(_) | Value::Integer(_) | Value::DateTime(_) => false,
        }
    }

    /// The value as a piece of text; nothing for null, several values and
    /// complex ones.
    ///
    /// Booleans are written `True` and `False`, dates `M/d/yyyy h:mm:ss tt`, as .NET does.
    pub fn to_text(&self) -> Option<Cow<'_, str>> {
        match self {
            Value::Null | Value::List(_) | Value::Complex(_) => None,
            Value::Text(text) => Some(Cow::Borrowed(text)),
            Value::Boolean(value) => Some(Cow::Borrowed(boolean_text(*value))),
            Value::Integer(value) => Some(Cow::Owned(value.to_string())),
            Value::DateTime(value) => Some(Cow::Owned(value.to_string())),
        }
    }

    /// The same as [`Value::to_text`], keeping the text that is owned or borrowed for longer.
    pub fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Value::Null | Value::List(_) | Value::Complex(_) => None,
            Value::Text(text) => Some(text),
            Value::Boolean(value) => Some(Cow::Borrowed(boolean_text(value))),
            Value::Integer(value) => Some(Cow::Owned(value.to_string())),
            Value::DateTime(value) => Some(Cow::Owned(value.to_string())),
        }
    }

    /// The bytes that limits charge it with: its texts, and a place for each of several values,
    /// so that a great many empty ones are not free.
    pub fn bytes(&self) -> usize {
        match self {
            Value::Text(text) => text.len(),
            Value::List(values) => values.iter().map(Value::bytes_of_several).sum(),
            Value::Complex(members) => {
                members.iter().map(|it| it.name.len() + it.value.bytes_of_several()).sum()
            }
            Value::Null | Value::Boolean(_) | Value::Integer(_) | Value::DateTime(_) => 0,
        }
    }

    /// The same of one of several values.
    pub fn bytes_of_several(&self) -> usize {
        const PLACE: usize = 32;
        PLACE + self.bytes()
    }

    /// The same value, borrowing what this one owns.
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Value::Null => Value::Null,
            Value::Text(text) => Value::Text(Cow::Borrowed(text)),
            Value::Boolean(value) => Value::Boolean(*value),
            Value::Integer(value) => Value::Integer(*value),
            Value::DateTime(value) => Value::DateTime(*value),
            Value::List(list) => Value::List(List::Borrowed(list)),
            Value::Complex(complex) => Value::Complex(complex.borrowed()),
        }
    }

    /// The same value, owning everything.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Boolean(value) => Value::Boolean(value),
            Value::Integer(value) => Value::Integer(value),
            Value::DateTime(value) => Value::DateTime(value),
            Value::List(list) => Value::list(list.into_iter().map(Value::into_owned).collect()),
            Value::Complex(complex) => Value::Complex(complex.into_owned()),
        }
    }
}

fn boolean_text(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// Several values, borrowed or owned.
///
/// (`Cow<[Value]>` would make every value invariant in its lifetime.)
#[derive(Debug, Clone)]
pub enum List<'a> {
    /// The values of a record.
    Borrowed(&'a [Value<'a>]),
    /// Values a function made.
    Owned(Vec<Value<'a>>),
}

impl<'a> IntoIterator for List<'a> {
    type Item = Value<'a>;
    type IntoIter = std::vec::IntoIter<Value<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        match self {
            List::Borrowed(values) => {
                values.iter().map(Value::borrowed).collect::<Vec<_>>().into_iter()
            }
            List::Owned(values) => values.into_iter(),
        }
    }
}

impl<'a> std::ops::Deref for List<'a> {
    type Target = [Value<'a>];

    fn deref(&self) -> &[Value<'a>] {
        match self {
            List::Borrowed(values) => values,
            List::Owned(values) => values,
        }
    }
}

impl PartialEq for List<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for List<'_> {}

impl PartialOrd for List<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for List<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for List<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
