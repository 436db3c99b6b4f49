//! The flow rule of one mapping.

use super::{AN_OBJECT, NOT_A_BOOLEAN, NOT_A_DATE, NOT_AN_INTEGER, SEVERAL_VALUES, UnfitValue};
use crate::diagnostic::Code;
use crate::types::{
    Base, List, Value, boolean_from_text, date_time_from_text, integer_from_text, takes_every_text,
};

/// How a mapping's value becomes one of its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowRule {
    /// What flows where there is no value.
    pub default_value: Option<String>,
    /// The type of the target.
    pub ty: Base,
    /// True where the target takes several values.
    pub is_multi_valued: bool,
    /// True where a value can be an object that is written as it is.
    pub takes_objects: bool,
}

impl FlowRule {
    /// The value as the target takes it: the default value for null, of the target's type.
    ///
    /// Several values stay several where the target takes them, nulls among them dropped; a list
    /// of one is that one elsewhere, and an empty list is null.
    #[inline]
    pub fn apply<'r>(&'r self, value: Value<'r>) -> Result<Value<'r>, UnfitValue> {
        match value {
            // What nearly every value of a directory is.
            Value::Text(_) if self.takes_text() => Ok(value),
            Value::Null if self.default_value.is_none() => Ok(value),
            value => self.convert(value),
        }
    }

    fn convert<'r>(&'r self, value: Value<'r>) -> Result<Value<'r>, UnfitValue> {
        match value {
            Value::Null => self.default_value(),
            Value::List(values) => self.several(values),
            value => self.single(value),
        }
    }

    /// The default value as the target takes it; null where there is none. It is the same for
    /// every user, so an error here is one of the mapping.
    pub fn default_value(&self) -> Result<Value<'_>, UnfitValue> {
        match &self.default_value {
            Some(text) => self.single(Value::text(text)),
            None => Ok(Value::Null),
        }
    }

    fn several<'r>(&'r self, values: List<'r>) -> Result<Value<'r>, UnfitValue> {
        let mut values = values.into_iter().filter(|value| !value.is_null());
        let Some(first) = values.next() else { return self.default_value() };
        match values.next() {
            None if !self.is_multi_valued => self.single(first),
            Some(_) if !self.is_multi_valued => Err(UnfitValue {
                code: &SEVERAL_VALUES,
                message: "this target takes one value, and there are several",
                value: None,
            }),
            second => {
                let values = [first].into_iter().chain(second).chain(values);
                let values = values.map(|value| self.single(value));
                Ok(Value::list(values.collect::<Result<_, _>>()?))
            }
        }
    }

    /// One value of the target's type.
    fn single<'r>(&self, value: Value<'r>) -> Result<Value<'r>, UnfitValue> {
        match (self.ty, value) {
            (Base::Boolean, value @ Value::Boolean(_)) => Ok(value),
            (Base::Integer, value @ Value::Integer(_)) => Ok(value),
            (Base::DateTime, Value::DateTime(instant)) => Ok(Value::owned(instant.iso_8601())),
            // An app role is written as the object it is: no conversion makes a text of it.
            (_, value @ Value::Complex(_)) if self.takes_objects => Ok(value),
            (_, Value::Complex(_)) => Err(UnfitValue {
                code: &AN_OBJECT,
                message: "this target takes no objects, and an app role is one",
                value: None,
            }),
            (Base::Boolean, value) => converted(value, boolean_from_text, Value::Boolean, &BOOLEAN),
            (Base::Integer, value) => converted(value, integer_from_text, Value::Integer, &INTEGER),
            (Base::DateTime, value) => date(value),
            (
                Base::String
                | Base::Reference
                | Base::Binary
                | Base::AppRoleAssignment
                | Base::Complex
                | Base::Error,
                value,
            ) => Ok(value.into_text().map_or(Value::Null, Value::Text)),
        }
    }

    /// True where one text flows as it is.
    pub fn takes_text(&self) -> bool {
        takes_every_text(self.ty)
    }
}

/// What is said of a value that is not of a type.
struct Complaint {
    code: &'static Code,
    message: &'static str,
}

static BOOLEAN: Complaint =
    Complaint { code: &NOT_A_BOOLEAN, message: "this target takes `True` or `False`" };
static INTEGER: Complaint =
    Complaint { code: &NOT_AN_INTEGER, message: "this target takes a whole number of 64 bits" };
static DATE: Complaint =
    Complaint { code: &NOT_A_DATE, message: "this target takes a date such as `2020-03-16`" };

impl Complaint {
    fn about(&self, text: &str) -> UnfitValue {
        UnfitValue { code: self.code, message: self.message, value: Some(text.into()) }
    }
}

/// A value whose text reads as one of the target's type.
fn converted<'r, T>(
    value: Value<'_>,
    read: fn(&str) -> Option<T>,
    wrap: fn(T) -> Value<'r>,
    complaint: &'static Complaint,
) -> Result<Value<'r>, UnfitValue> {
    match value.to_text() {
        None => Ok(Value::Null),
        Some(text) => read(&text).map(wrap).ok_or_else(|| complaint.about(&text)),
    }
}

/// A value whose text is a date in ISO 8601 already: it is passed on as it is written.
fn date(value: Value<'_>) -> Result<Value<'_>, UnfitValue> {
    let Some(text) = value.into_text() else { return Ok(Value::Null) };
    match date_time_from_text(&text) {
        Some(date) if date.len() == text.len() => Ok(Value::Text(text)),
        Some(date) => Ok(Value::owned(date.to_owned())),
        None => Err(DATE.about(&text)),
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::types::{DateTime, Member};

    fn rule(ty: Base) -> FlowRule {
        FlowRule { default_value: None, ty, is_multi_valued: false, takes_objects: false }
    }

    fn texts(texts: &[&'static str]) -> Value<'static> {
        Value::list(texts.iter().map(|text| Value::text(text)).collect())
    }

    fn code(result: Result<Value<'_>, UnfitValue>) -> &'static str {
        result.map_or_else(|unfit| unfit.code.path, |value| panic!("{value:?} fits"))
    }

    #[test]
    fn text_becomes_what_the_target_takes() {
        let table = [
            (Base::String, "", Value::text("")),
            (Base::String, " True ", Value::text(" True ")),
            (Base::Reference, "42", Value::text("42")),
            (Base::Boolean, " TRUE ", Value::Boolean(true)),
            (Base::Boolean, "false", Value::Boolean(false)),
            (Base::Integer, "-007", Value::Integer(-7)),
            (Base::DateTime, "2020-03-16", Value::text("2020-03-16")),
            (
                Base::DateTime,
                " 2020-03-16T07:00:00+02:00 ",
                Value::text("2020-03-16T07:00:00+02:00"),
            ),
        ];
        for (ty, text, expected) in table {
            assert_eq!(rule(ty).apply(Value::text(text)), Ok(expected), "{text:?} to {ty}");
        }
    }

    #[test]
    fn text_that_does_not_fit_is_kept_apart_from_the_message() {
        let table = [
            (Base::Boolean, "yes", "flow::not-a-boolean"),
            (Base::Boolean, "", "flow::not-a-boolean"),
            (Base::Integer, "1.0", "flow::not-an-integer"),
            (Base::Integer, "9223372036854775808", "flow::not-an-integer"),
            (Base::DateTime, "3/16/2020", "flow::not-a-date"),
        ];
        for (ty, text, code) in table {
            let unfit = rule(ty).apply(Value::text(text)).expect_err(text);
            assert_eq!((unfit.code.path, unfit.value.as_deref()), (code, Some(text)));
            assert!(text.is_empty() || !unfit.message.contains(text), "{}", unfit.message);
        }
    }

    #[test]
    fn values_of_functions_become_text_where_the_target_is_text() {
        let instant = DateTime::from_unix_seconds(1_584_342_000).expect("in range");
        let table = [
            (Base::String, Value::Boolean(true), Ok(Value::text("True"))),
            (Base::String, Value::Integer(-5), Ok(Value::text("-5"))),
            (Base::String, Value::DateTime(instant), Ok(Value::text("3/16/2020 7:00:00 AM"))),
            (Base::Integer, Value::Integer(i64::MIN), Ok(Value::Integer(i64::MIN))),
            (Base::Boolean, Value::Boolean(false), Ok(Value::Boolean(false))),
            (Base::DateTime, Value::DateTime(instant), Ok(Value::text("2020-03-16T07:00:00Z"))),
            (Base::Boolean, Value::Integer(1), Err("flow::not-a-boolean")),
            (Base::Integer, Value::Boolean(true), Err("flow::not-an-integer")),
            (Base::DateTime, Value::Integer(2020), Err("flow::not-a-date")),
        ];
        for (ty, value, expected) in table {
            let rule = rule(ty);
            let result = rule.apply(value.clone()).map_err(|unfit| unfit.code.path);
            assert_eq!(result, expected, "{value:?} to {ty}");
        }
    }

    #[test]
    fn the_default_value_stands_in_for_null_alone() {
        let active = FlowRule { default_value: Some("True".to_owned()), ..rule(Base::Boolean) };
        assert_eq!(active.apply(Value::Null), Ok(Value::Boolean(true)));
        assert_eq!(active.apply(texts(&[])), Ok(Value::Boolean(true)));
        assert_eq!(active.apply(Value::list(vec![Value::Null])), Ok(Value::Boolean(true)));
        let title = FlowRule { default_value: Some("Employee".to_owned()), ..rule(Base::String) };
        assert_eq!(title.apply(Value::text("")), Ok(Value::text("")));
        let wrong = FlowRule { default_value: Some("yes".to_owned()), ..rule(Base::Boolean) };
        assert_eq!(code(wrong.default_value()), "flow::not-a-boolean");
        assert_eq!(rule(Base::Boolean).apply(Value::Null), Ok(Value::Null));
    }

    #[test]
    fn several_values_go_where_several_are_taken() {
        let one = rule(Base::String);
        assert_eq!(one.apply(texts(&["a"])), Ok(Value::text("a")));
        assert_eq!(code(one.apply(texts(&["a", "b"]))), "flow::several-values");
        let several = FlowRule { is_multi_valued: true, ..rule(Base::Integer) };
        let numbers = Value::list(vec![Value::Integer(1), Value::Integer(2)]);
        assert_eq!(several.apply(texts(&["1", " 2"])), Ok(numbers));
        assert_eq!(several.apply(Value::text("3")), Ok(Value::Integer(3)));
        assert_eq!(code(several.apply(texts(&["1", "two"]))), "flow::not-an-integer");
    }

    #[test]
    fn an_app_role_goes_where_objects_are_taken() {
        let role = || Value::complex(vec![Member::new("value", Value::text("admin"))]);
        let text = rule(Base::String);
        assert_eq!(code(text.apply(role())), "flow::an-object");
        let several = FlowRule { is_multi_valued: true, ..text };
        assert_eq!(code(several.apply(Value::list(vec![role(), role()]))), "flow::an-object");
        let objects = FlowRule { takes_objects: true, ..several };
        let roles = Value::list(vec![role(), role()]);
        assert_eq!(objects.apply(roles.clone()), Ok(roles));
        assert_eq!(objects.apply(Value::list(Vec::new())), Ok(Value::Null));
        assert_eq!(code(rule(Base::Boolean).apply(role())), "flow::an-object");
    }

    #[test]
    fn text_to_text_is_handed_through() {
        let value = rule(Base::String);
        let result = value.apply(Value::text("borrowed"));
        assert!(matches!(result, Ok(Value::Text(Cow::Borrowed("borrowed")))));
    }
}
