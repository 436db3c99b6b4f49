//! Types: the words of Microsoft Graph's `attributeDefinition`, and one or several values.

use std::fmt;

/// The base type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// Text. What attributes carry unless their table says otherwise.
    String,
    /// A whole number of 64 bits.
    Integer,
    /// True or false; as text `True` and `False`.
    Boolean,
    /// An instant in UTC; as text `M/d/yyyy h:mm:ss tt`.
    DateTime,
    /// The id of another object.
    Reference,
    /// Bytes, as base64 text.
    Binary,
    /// The app roles of a user, only good for the role functions.
    AppRoleAssignment,
    /// An object with parts, as the role functions make it of a role: only good for targets.
    Complex,
    /// Something that is wrong already and has been reported: fits everything.
    Error,
}

impl Base {
    /// Those that the definition of an attribute can name.
    pub const OF_ATTRIBUTES: [Base; 6] =
        [Base::String, Base::Integer, Base::Boolean, Base::DateTime, Base::Reference, Base::Binary];

    /// The type of that name in a Graph or table file, ignoring case.
    pub fn from_name(name: &str) -> Option<Base> {
        Base::OF_ATTRIBUTES.into_iter().find(|base| base.name().eq_ignore_ascii_case(name))
    }

    /// The name, as Graph writes it.
    pub fn name(self) -> &'static str {
        match self {
            Base::String => "String",
            Base::Integer => "Integer",
            Base::Boolean => "Boolean",
            Base::DateTime => "DateTime",
            Base::Reference => "Reference",
            Base::Binary => "Binary",
            Base::AppRoleAssignment => "AppRoleAssignment",
            Base::Complex => "Complex",
            Base::Error => "unknown",
        }
    }

    /// The type of "one of these two": itself when equal, else text, which both can become. App
    /// roles as the directory has them become nothing: a choice that can give them is good for no
    /// more than they are.
    pub fn join(self, other: Base) -> Base {
        match (self, other) {
            (Base::Error, _) | (_, Base::Error) => Base::Error,
            (left, right) if left == right => left,
            (Base::AppRoleAssignment, _) | (_, Base::AppRoleAssignment) => Base::AppRoleAssignment,
            _ => Base::String,
        }
    }
}

impl fmt::Display for Base {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A base type, single or multi-valued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Type {
    /// The type of each value.
    pub base: Base,
    /// True where there can be several values.
    pub is_multi_valued: bool,
}

impl Type {
    /// One piece of text.
    pub const STRING: Type = Type::single(Base::String);
    /// One whole number.
    pub const INTEGER: Type = Type::single(Base::Integer);
    /// True or false.
    pub const BOOLEAN: Type = Type::single(Base::Boolean);
    /// One instant.
    pub const DATE_TIME: Type = Type::single(Base::DateTime);
    /// Several pieces of text.
    pub const STRINGS: Type = Type { base: Base::String, is_multi_valued: true };
    /// Reported already.
    pub const ERROR: Type = Type::single(Base::Error);

    /// A single-valued type.
    pub const fn single(base: Base) -> Type {
        Type { base, is_multi_valued: false }
    }

    /// The type of "one of these two".
    pub fn join(self, other: Type) -> Type {
        Type {
            base: self.base.join(other.base),
            is_multi_valued: self.is_multi_valued || other.is_multi_valued,
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.base.name())?;
        if self.is_multi_valued { f.write_str(" (multi-valued)") } else { Ok(()) }
    }
}
