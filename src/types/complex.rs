//! Complex values: SCIM's values with parts (RFC 7643 section 2.3.8), such as an app role.
//!
//! Absent on purpose: lists of members by name. A complex value has a handful, and order counts.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::Value;

/// One part of a complex value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Member<'a> {
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its value.
    pub value: Value<'a>,
}

impl<'a> Member<'a> {
    /// A member whose name is borrowed.
    pub const fn new(name: &'a str, value: Value<'a>) -> Member<'a> {
        Member { name: Cow::Borrowed(name), value }
    }

    fn borrowed(&self) -> Member<'_> {
        Member { name: Cow::Borrowed(&self.name), value: self.value.borrowed() }
    }

    fn into_owned(self) -> Member<'static> {
        Member { name: Cow::Owned(self.name.into_owned()), value: self.value.into_owned() }
    }
}

/// The parts of a complex value in their order, borrowed or owned.
#[derive(Debug, Clone)]
pub enum Complex<'a> {
    /// The parts of a record's value.
    Borrowed(&'a [Member<'a>]),
    /// Parts that somebody made.
    Owned(Vec<Member<'a>>),
}

impl<'a> Complex<'a> {
    /// The value of the part of that name, ignoring ASCII case.
    pub fn get(&self, name: &str) -> Option<&Value<'a>> {
        let member = self.iter().find(|member| member.name.eq_ignore_ascii_case(name))?;
        Some(&member.value)
    }

    /// The same parts, borrowing what this one owns.
    pub(super) fn borrowed(&self) -> Complex<'_> {
        Complex::Borrowed(self)
    }

    /// The same parts, owning everything.
    pub(super) fn into_owned(self) -> Complex<'static> {
        let members: Vec<Member<'a>> = match self {
            Complex::Borrowed(members) => members.iter().map(Member::borrowed).collect(),
            Complex::Owned(members) => members,
        };
        Complex::Owned(members.into_iter().map(Member::into_owned).collect())
    }
}

impl<'a> std::ops::Deref for Complex<'a> {
    type Target = [Member<'a>];

    fn deref(&self) -> &[Member<'a>] {
        match self {
            Complex::Borrowed(members) => members,
            Complex::Owned(members) => members,
        }
    }
}

impl PartialEq for Complex<'_> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Complex<'_> {}

impl PartialOrd for Complex<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Complex<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl Hash for Complex<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_by_name_and_survive_their_source() {
        let owned = {
            let source = Value::Complex(Complex::Owned(vec![
                Member::new("value", Value::text("Admin")),
                Member::new("primary", Value::Boolean(false)),
            ]));
            source.borrowed().into_owned()
        };
        let Value::Complex(complex) = owned else { panic!("it stays complex") };
        assert_eq!(complex.get("Value"), Some(&Value::text("Admin")));
        assert_eq!(complex.get("display"), None);
        assert_eq!(complex.len(), 2);
    }
}
