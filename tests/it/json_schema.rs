//! JSON Schemas, as far as those that are published here use them.
//!
//! In: a schema from `docs/reference/schemas` or somebody else's. Out: what of a value does not
//! agree with it. A keyword that is not known here is refused while the schema is read, wherever it
//! stands: nothing agrees because nobody looked.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

const FOLDER: &str = "docs/reference/schemas";

/// Keywords that say nothing of a value.
const SAYINGS: &[&str] = &["$schema", "title", "description", "$defs"];
/// Keywords that ask something of a value.
const ASKING: &[&str] = &[
    "$ref",
    "const",
    "enum",
    "type",
    "minimum",
    "minItems",
    "maxItems",
    "uniqueItems",
    "maxProperties",
    "items",
    "required",
    "properties",
    "additionalProperties",
    "unevaluatedProperties",
    "pattern",
    "format",
];
const TYPES: &[&str] = &["object", "array", "string", "integer", "number", "boolean", "null"];
const FORMATS: &[&str] = &["uri", "uri-reference"];

/// A schema with those that it refers to.
pub(crate) struct Schema {
    /// By their file names; the first is the one that is asked.
    documents: Vec<(String, Value)>,
    /// True where members that no `properties` name are refused, be it said or not.
    tells_all: bool,
}

impl Schema {
    /// A schema of ours, which tells of all members, and may refer to the form of a diagnostic.
    pub(crate) fn published(name: &str) -> Schema {
        let read = |name: &str| {
            let file = format!("{name}.schema.json");
            let schema = document(&format!("{FOLDER}/{file}"));
            (file, schema)
        };
        Schema::of(vec![read(name), read("diagnostic")], true)
    }

    /// A schema by somebody else, which stands alone.
    #[cfg(feature = "cli")]
    pub(crate) fn foreign(path: &str) -> Schema {
        Schema::of(vec![(path.to_owned(), document(path))], false)
    }

    fn of(documents: Vec<(String, Value)>, tells_all: bool) -> Schema {
        for (name, schema) in &documents {
            audit(schema, name);
        }
        Schema { documents, tells_all }
    }

    /// What of the value does not agree first, and where.
    pub(crate) fn check(&self, value: &Value) -> Result<(), String> {
        let (_, schema) = self.documents.first().expect("a schema");
        let of = Asked { all: self, document: schema };
        of.check(value, schema, "", true)
    }

    pub(crate) fn is_met_by(&self, value: &Value) -> bool {
        self.check(value).is_ok()
    }
}

fn document(path: &str) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("{path} is there"));
    serde_json::from_str(&text).expect("a schema is JSON")
}

/// Refuses what is not known here.
fn audit(schema: &Value, at: &str) {
    let Value::Object(members) = schema else {
        return assert!(schema.is_boolean(), "{at}: {schema} is no schema");
    };
    for (keyword, wanted) in members {
        let at = format!("{at}/{keyword}");
        let is_known = [SAYINGS, ASKING].concat().contains(&keyword.as_str());
        assert!(is_known, "{at}: this keyword is not known here");
        match keyword.as_str() {
            "$defs" | "properties" => {
                let schemas = wanted.as_object().expect("schemas by name");
                schemas.iter().for_each(|(name, schema)| audit(schema, &format!("{at}/{name}")));
            }
            "items" | "additionalProperties" | "unevaluatedProperties" => audit(wanted, &at),
            "type" => {
                let types = several(wanted);
                assert!(types.iter().all(|ty| TYPES.contains(&text(ty))), "{at}: {wanted}");
            }
            "format" => assert!(FORMATS.contains(&text(wanted)), "{at}: {wanted}"),
            "pattern" => assert!(digits_of(text(wanted)).is_some(), "{at}: {wanted}"),
            "minimum" | "minItems" | "maxItems" | "maxProperties" => {
                assert!(wanted.is_i64() || wanted.is_u64(), "{at}: {wanted}");
            }
            _ => {}
        }
    }
}

/// A document while one of its schemas is asked.
struct Asked<'s> {
    all: &'s Schema,
    document: &'s Value,
}

impl<'s> Asked<'s> {
    /// Members that are not named are looked at where the schema is not a part of another.
    fn check(
        &self,
        value: &Value,
        schema: &'s Value,
        at: &str,
        is_whole: bool,
    ) -> Result<(), String> {
        let refuse = |what: String| Err(format!("{at}: {what}"));
        let Value::Object(members) = schema else {
            return if schema == true { Ok(()) } else { refuse("nothing may be here".to_owned()) };
        };
        for (keyword, wanted) in members {
            match keyword.as_str() {
                "$ref" => {
                    let (of, schema) = self.referred(wanted);
                    let is_whole = is_whole && !members.contains_key("properties");
                    of.check(value, schema, at, is_whole)?;
                }
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(item, wanted, &format!("{at}/{index}"), true)?;
                    }
                }
                "properties" => {
                    for (name, member) in value.as_object().into_iter().flatten() {
                        if let Some(schema) = wanted.get(name) {
                            self.check(member, schema, &format!("{at}/{name}"), true)?;
                        }
                    }
                }
                keyword => {
                    if !is_met(keyword, wanted, value) {
                        return refuse(format!("`{keyword}` {wanted} is not met by {value}"));
                    }
                }
            }
        }
        if is_whole { self.check_others(value, schema, at) } else { Ok(()) }
    }

    /// Members that the schema does not name.
    fn check_others(&self, value: &Value, schema: &'s Value, at: &str) -> Result<(), String> {
        static NOTHING: Value = Value::Bool(false);
        let additional = schema.get("additionalProperties");
        let unevaluated = schema.get("unevaluatedProperties");
        let of_all = schema.get("properties").filter(|_| self.all.tells_all).map(|_| &NOTHING);
        let (others, known) = match additional {
            Some(others) => (others, names(schema)),
            None => match unevaluated.or(of_all) {
                Some(others) => (others, self.names_with_referred(schema)),
                None => return Ok(()),
            },
        };
        for (name, member) in value.as_object().into_iter().flatten() {
            if !known.contains(name.as_str()) {
                self.check(member, others, &format!("{at}/{name}"), true)?;
            }
        }
        Ok(())
    }

    fn names_with_referred(&self, schema: &'s Value) -> BTreeSet<&'s str> {
        let mut known = names(schema);
        if let Some(reference) = schema.get("$ref") {
            let (of, schema) = self.referred(reference);
            known.extend(of.names_with_referred(schema));
        }
        known
    }

    /// The schema that is referred to, in its document.
    fn referred(&self, reference: &Value) -> (Asked<'s>, &'s Value) {
        let (file, pointer) = text(reference).split_once('#').unwrap_or((text(reference), ""));
        let document = match file {
            "" => self.document,
            file => {
                let found = self.all.documents.iter().find(|(name, _)| name == file);
                &found.unwrap_or_else(|| panic!("there is no {file}")).1
            }
        };
        let schema = document.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}"));
        (Asked { all: self.all, document }, schema)
    }
}

/// What a keyword asks of a value of the kind that it is about; of others it asks nothing.
fn is_met(keyword: &str, wanted: &Value, value: &Value) -> bool {
    let list = value.as_array();
    let members = value.as_object();
    match keyword {
        "const" => value == wanted,
        "enum" => several(wanted).contains(value),
        "type" => several(wanted).iter().any(|ty| is_of(value, text(ty))),
        "minimum" => !value.is_number() || value.as_f64() >= wanted.as_f64(),
        "minItems" => list.is_none_or(|list| list.len() as u64 >= count(wanted)),
        "maxItems" => list.is_none_or(|list| list.len() as u64 <= count(wanted)),
        "uniqueItems" => list.is_none_or(|list| {
            let is_new = |(index, item)| !list[..index].contains(item);
            wanted == false || list.iter().enumerate().all(is_new)
        }),
        "maxProperties" => members.is_none_or(|members| members.len() as u64 <= count(wanted)),
        "required" => members.is_none_or(|members| {
            several(wanted).iter().all(|name| members.contains_key(text(name)))
        }),
        "pattern" => value.as_str().is_none_or(|value| {
            let is_digit = |char: char| matches!(char, '0'..='9' | 'a'..='f');
            Some(value.len()) == digits_of(text(wanted)) && value.chars().all(is_digit)
        }),
        "format" => value.as_str().is_none_or(|value| is_address(value, text(wanted) == "uri")),
        // What it asks is asked of members, elsewhere; or nothing at all.
        "additionalProperties" | "unevaluatedProperties" => true,
        keyword => SAYINGS.contains(&keyword),
    }
}

/// How many hexadecimal digits a pattern asks for: no other pattern is known here.
fn digits_of(pattern: &str) -> Option<usize> {
    pattern.strip_prefix("^[0-9a-f]{")?.strip_suffix("}$")?.parse().ok()
}

/// True for the characters of RFC 3986, with a scheme where it must have one.
fn is_address(text: &str, has_scheme: bool) -> bool {
    let is_letter =
        |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
    let is_escape = |rest: &str| {
        rest.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
    };
    let scheme = text.split_once(':').map(|(scheme, _)| scheme);
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    text.bytes().all(is_letter)
        && text.split('%').skip(1).all(is_escape)
        && (!has_scheme || scheme.is_some_and(is_scheme))
}

fn is_of(value: &Value, ty: &str) -> bool {
    match ty {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        ty => panic!("{ty} is no type"),
    }
}

fn names(schema: &Value) -> BTreeSet<&str> {
    let members = schema.get("properties").and_then(Value::as_object);
    members.into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

/// A list, or one alone.
fn several(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_else(|| vec![value.clone()])
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

fn count(number: &Value) -> u64 {
    number.as_u64().unwrap_or_else(|| panic!("{number} is no count"))
}

/// A schema of these words, which need not tell of all members.
fn made(schema: Value) -> Schema {
    Schema::of(vec![("made".to_owned(), schema)], false)
}

#[test]
fn each_keyword_asks_what_it_asks() {
    for (schema, good, bad) in [
        (json!({"const": 1}), json!(1), json!(2)),
        (json!({"enum": ["a", null]}), json!(null), json!("b")),
        (json!({"type": "integer"}), json!(-1), json!(1.5)),
        (json!({"type": ["string", "null"]}), json!(null), json!(1)),
        (json!({"minimum": 1}), json!(1), json!(0)),
        (json!({"minimum": 1}), json!("0"), json!(-1)),
        (json!({"minItems": 1}), json!([1]), json!([])),
        (json!({"maxItems": 1}), json!([1]), json!([1, 2])),
        (json!({"uniqueItems": true}), json!([1, 2]), json!([1, 2, 1])),
        (json!({"maxProperties": 1}), json!({"a": 1}), json!({"a": 1, "b": 2})),
        (json!({"items": {"type": "null"}}), json!([null]), json!([null, 1])),
        (json!({"required": ["a"]}), json!({"a": null}), json!({"b": 1})),
        (json!({"properties": {"a": {"const": 1}}}), json!({"b": 2}), json!({"a": 2})),
        (json!({"additionalProperties": false}), json!({}), json!({"a": 1})),
        (
            json!({"properties": {"a": true}, "additionalProperties": {"type": "null"}}),
            json!({"a": 1, "b": null}),
            json!({"a": 1, "b": 1}),
        ),
        (
            json!({"$ref": "#/$defs/d", "properties": {"b": true}, "unevaluatedProperties": false,
                "$defs": {"d": {"properties": {"a": {"const": 1}}}}}),
            json!({"a": 1, "b": 2}),
            json!({"a": 1, "c": 2}),
        ),
        (json!({"$ref": "#/$defs/d", "$defs": {"d": {"const": 1}}}), json!(1), json!(2)),
        (json!({"pattern": "^[0-9a-f]{3}$"}), json!("0af"), json!("0aF")),
        (json!({"pattern": "^[0-9a-f]{3}$"}), json!(7), json!("0af0")),
        (json!({"format": "uri"}), json!("https://a/b?c=%20"), json!("a/b")),
        (json!({"format": "uri-reference"}), json!("a%2C/b"), json!("a b")),
        (json!({"format": "uri-reference"}), json!("#a"), json!("a%2")),
        (json!({"type": "object", "properties": {"a": false}}), json!({}), json!({"a": 1})),
    ] {
        let read = made(schema.clone());
        assert_eq!(read.check(&good), Ok(()), "{schema}");
        assert!(!read.is_met_by(&bad), "{schema} and {bad}");
    }
    let told = made(json!({"items": {"type": "null"}})).check(&json!([null, 1]));
    assert_eq!(told, Err("/1: `type` \"null\" is not met by 1".to_owned()));
}

#[test]
fn members_that_a_schema_of_ours_does_not_tell_of_are_refused() {
    let schema = json!({"properties": {"a": {"properties": {"b": true}}}});
    let ours = Schema::of(vec![("made".to_owned(), schema)], true);
    assert!(ours.is_met_by(&json!({"a": {"b": 1}})));
    assert!(!ours.is_met_by(&json!({"c": 1})));
    assert!(!ours.is_met_by(&json!({"a": {"c": 1}})));
}

/// Wherever it stands, be there a value to ask or not.
#[test]
fn what_is_not_known_is_no_agreement() {
    for schema in [
        json!({"oneOf": []}),
        json!({"properties": {"a": {"maxLength": 1}}}),
        json!({"$defs": {"a": {"items": {"if": true}}}}),
        json!({"type": "text"}),
        json!({"format": "date"}),
        json!({"pattern": "^a"}),
        json!({"minimum": "1"}),
        json!({"items": [true]}),
    ] {
        let read = std::panic::catch_unwind(|| made(schema.clone()));
        assert!(read.is_err(), "{schema}");
    }
}
