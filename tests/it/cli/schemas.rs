//! What programs read, held against the schemas that are published for it.

use std::fs;
use std::path::Path;

use jsonschema::{Registry, Validator};
use serde_json::Value;

use super::{Folder, MAPPING, attrmap, attrmap_with, json_lines, user};

/// The keywords that say nothing about a value.
const SAYINGS: &[&str] = &["$schema", "title", "description", "$defs"];

/// Holds a value against a schema, which must tell of all its members. Only what the published
/// schemas use is known here.
fn check(value: &Value, schema: &Value, root: &Value, at: &str) {
    let members = schema.as_object().expect("a schema is an object");
    for (keyword, wanted) in members.iter().filter(|(it, _)| !SAYINGS.contains(&it.as_str())) {
        match keyword.as_str() {
            "$ref" => {
                let pointer = wanted.as_str().and_then(|it| it.strip_prefix('#')).expect("a place");
                check(value, root.pointer(pointer).expect("it is defined"), root, at);
            }
            "const" => assert_eq!(value, wanted, "{at}"),
            "enum" => {
                let words = wanted.as_array().expect("a list");
                assert!(words.contains(value), "{at}: {value} is not among {words:?}");
            }
            "type" => {
                let one = [wanted.clone()];
                let types = wanted.as_array().map_or(&one[..], Vec::as_slice);
                assert!(types.iter().any(|ty| is_of(value, ty)), "{at}: {value} is no {wanted}");
            }
            "minimum" => assert!(value.as_f64() >= wanted.as_f64(), "{at}: {value} < {wanted}"),
            "minItems" => assert!(value.as_array().map(Vec::len) >= count(wanted), "{at}"),
            "maxItems" => assert!(value.as_array().map(Vec::len) <= count(wanted), "{at}"),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(item, wanted, root, &format!("{at}/{index}"));
                }
            }
            "required" => {
                for name in wanted.as_array().into_iter().flatten().filter_map(Value::as_str) {
                    assert!(value.get(name).is_some(), "{at}: {name} is missing in {value}");
                }
            }
            "properties" => {
                for (name, member) in value.as_object().into_iter().flatten() {
                    let known = wanted.get(name);
                    let schema = known.unwrap_or_else(|| panic!("{at}: nobody knows {name}"));
                    check(member, schema, root, &format!("{at}/{name}"));
                }
            }
            keyword => panic!("{at}: this test does not know {keyword}"),
        }
    }
}

fn count(number: &Value) -> Option<usize> {
    number.as_u64().and_then(|number| usize::try_from(number).ok())
}

fn is_of(value: &Value, ty: &Value) -> bool {
    match ty.as_str().expect("a type's name") {
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

/// Holds each of these lines against a schema; there are that many.
fn check_lines(lines: &str, schema: &str, expected: usize) {
    let path = format!("docs/reference/schemas/{schema}.schema.json");
    let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{path} is published"));
    let schema: Value = serde_json::from_str(&text).expect("a schema is JSON");
    let lines = json_lines(lines);
    assert_eq!(lines.len(), expected, "{path}: {lines:?}");
    for (index, line) in lines.iter().enumerate() {
        check(line, &schema, &schema, &format!("{path}, line {index}"));
    }
}

/// The lines that are JSON.
fn json_of(text: &str) -> String {
    text.lines()
        .filter(|line| line.starts_with('{'))
        .fold(String::new(), |all, line| all + line + "\n")
}

#[test]
fn rejects_and_summaries_are_as_published() {
    let folder = Folder::new();
    let (first, out) = (folder.write("a.ndjson", user("a") + "{}\n7\n"), folder.path("out"));
    let second = folder.write("b.ndjson", "{\"employeeHireDate\": \"soon\"}\n");
    let run = ["run", "-m", MAPPING, &first, "-o", &out, "--rejects", "-", "--summary", "json"];
    let run_of = |more: &[&str]| attrmap(&[run.as_slice(), more].concat());
    let alone = run_of(&[]);
    check_lines(&alone.stdout, "reject", 2);
    check_lines(&json_of(&alone.stderr), "summary", 1);
    let both = run_of(&[&second, "--show-values", "--max-rejects", "3"]);
    check_lines(&both.stdout, "reject", 3);
    check_lines(&json_of(&both.stderr), "summary", 1);
}

#[test]
fn diagnostics_are_as_published() {
    let folder = Folder::new();
    let mapping = folder.write(
        "m.attrmap.toml",
        "schema = \"scim\"\n[map]\nuserName = 'tolower([mial])'\ntitle = 'Join([mail]'\nactive = '\"yes\"'\n",
    );
    let run = attrmap(&["run", "-m", &mapping, "-", "--format", "json"]);
    assert_eq!(run.code, 2);
    check_lines(&run.stderr, "diagnostic", run.stderr.lines().count());
    assert!(run.stderr.lines().count() > 3 && run.stderr.contains("\"fix\":"), "{run:?}");
}

#[test]
fn explanations_of_scope_are_as_published() {
    let folder = Folder::new();
    let scope = "{ attribute = \"mail\", operator = \"EQUALS\", value = \"a\" }, { attribute = \"city\", operator = \"SOUNDS LIKE\", value = \"b\" }";
    let mapping = folder.write(
        "m.attrmap.toml",
        format!(
            "schema = \"scim\"\n[map]\nuserName = '[mail]'\n[[scope]]\nclauses = [ {scope} ]\n"
        ),
    );
    let users = folder.write("users.ndjson", "{\"id\": \"1\", \"mail\": \"a\", \"city\": \"x\"}\n");
    let run = ["run", "-m", &mapping, &users, "--explain-scope", "1", "--format", "json"];
    check_lines(&attrmap(&run).stdout, "scope", 1);
    check_lines(&attrmap(&[run.as_slice(), &["--show-values"]].concat()).stdout, "scope", 1);
}

#[test]
fn answers_of_eval_are_as_published() {
    let users = "{\"mail\": \"a\", \"proxyAddresses\": [\"x\", \"y\"]}\n{}\n{\"mail\": {}}\n";
    let expression =
        "IIF(IsPresent([mail]), Replace([proxyAddresses], \"x\", , , [mail]), IgnoreObjectFlow)";
    let eval = ["eval", expression, "--user", "-"];
    let run = attrmap_with(&eval, Path::new("."), users.as_bytes());
    check_lines(&run.stdout, "eval", 3);
    let trace = [&eval[..], &["--trace", "--format", "json"]].concat();
    let run = attrmap_with(&trace, Path::new("."), users.as_bytes());
    check_lines(&json_of(&run.stdout), "eval", 3);
    assert!(run.stdout.contains("\"rounds\":") && run.stdout.contains("\"skipped\":"), "{run:?}");
}

/// The validator of a published schema, which may refer to the form of a diagnostic.
pub(super) fn validator(name: &str) -> Validator {
    let published = |name: &str| -> Value {
        let path = format!("docs/reference/schemas/{name}.schema.json");
        let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{path} is published"));
        serde_json::from_str(&text).expect("a schema is JSON")
    };
    let base = "https://attrmap.example/";
    let registry = Registry::new()
        .add(format!("{base}diagnostic.schema.json"), published("diagnostic"))
        .and_then(|registry| registry.prepare())
        .expect("the schema of diagnostics is one");
    jsonschema::options()
        .with_registry(&registry)
        .with_base_uri(format!("{base}{name}.schema.json"))
        .build(&published(name))
        .expect("the schema is one")
}
