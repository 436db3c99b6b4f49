//! What stands at a path in a user that is there already, as a SCIM service gives users.
//!
//! In: a path, a user as JSON. Out: the texts at that path. Names and filter values are found in
//! any case, as everywhere.

use std::borrow::Cow;

use serde_json::Value;

use super::AttributePath;

impl AttributePath {
    /// The texts at this path, in all elements that its filter selects.
    pub fn values_in<'v>(&self, user: &'v Value) -> Vec<Cow<'v, str>> {
        let schema = match &self.urn {
            Some(urn) => member(user, urn),
            None => Some(user),
        };
        let attribute = schema.and_then(|schema| member(schema, &self.attribute));
        let elements = elements_of(attribute).filter(|element| self.selects(element));
        let parts = elements.flat_map(|element| match &self.sub_attribute {
            Some(name) => elements_of(member(element, name)),
            None => elements_of(Some(element)),
        });
        parts.filter_map(text_of).collect()
    }

    fn selects(&self, element: &Value) -> bool {
        self.filter.as_ref().is_none_or(|filter| {
            let text = member(element, &filter.attribute).and_then(text_of);
            text.is_some_and(|text| text.eq_ignore_ascii_case(&filter.value))
        })
    }
}

/// The elements of a list, or the one value that stands in its place.
fn elements_of(value: Option<&Value>) -> std::slice::Iter<'_, Value> {
    match value {
        None => [].iter(),
        Some(Value::Array(values)) => values.iter(),
        Some(value) => std::slice::from_ref(value).iter(),
    }
}

fn member<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    let object = object.as_object()?;
    let other = || object.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    object.get(name).or_else(|| other().map(|(_, value)| value))
}

fn text_of(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_where_a_service_has_them() {
        let user = serde_json::json!({
            "userName": "ana",
            "active": true,
            "Emails": [
                {"type": "Work", "value": "ana@x"},
                {"type": "home", "value": "ana@y"},
                {"type": "work", "value": null},
            ],
            "tags": ["a", 7],
            "phoneNumbers": {"type": "work", "value": "1"},
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Books"},
        });
        let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:Department";
        let table: [(&str, &[&str], &str); 10] = [
            ("username", &["ana"], "in any case"),
            ("active", &["true"], "no text, but one in JSON"),
            (r#"emails[type eq "work"].value"#, &["ana@x"], "of one kind, null is none"),
            ("emails.value", &["ana@x", "ana@y"], "of all kinds"),
            ("emails", &[], "elements are no texts"),
            ("tags", &["a", "7"], "several"),
            (r#"phoneNumbers[type eq "work"].value"#, &["1"], "one in the place of a list"),
            (department, &["Books"], "in an extension"),
            ("department", &[], "not in the core schema"),
            ("urn:x:y:userName", &[], "no such extension"),
        ];
        for (path, expected, why) in table {
            let path = AttributePath::parse(path).expect("a path");
            assert_eq!(path.values_in(&user), expected, "{path}: {why}");
        }
        assert_eq!(AttributePath::plain("a").values_in(&Value::Null), [""; 0]);
    }
}
