//! Functions as Microsoft Graph lists them: `attributeMappingFunctionSchema`, in both directions.
//!
//! Out: THE LIST in that shape. In: a tenant's list, of which functions that attrmap lacks become
//! known by name and number of arguments.

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Label};
use crate::functions::{
    DeclaredFunction, DeclaredParameter, FUNCTIONS, Function, Listed, Param, Takes,
};
use crate::json::{self, Object, Value};
use crate::source::{Source, Span};

/// A function in Graph's shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FunctionSchema {
    /// Its name.
    pub name: &'static str,
    /// Its parameters, in order.
    pub parameters: Vec<ParameterSchema>,
}

/// A parameter in Graph's shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParameterSchema {
    /// True where it can be given again and again.
    pub allow_multiple_occurrences: bool,
    /// Its key.
    pub name: &'static str,
    /// False where it can be omitted.
    pub required: bool,
    /// Boolean, Integer or String.
    #[serde(rename = "type")]
    pub ty: &'static str,
}

/// THE LIST as Graph would give it.
pub fn function_schemas() -> Vec<FunctionSchema> {
    FUNCTIONS.iter().map(|function| schema(function)).collect()
}

fn schema(function: &'static Function) -> FunctionSchema {
    let signature = &function.signature;
    let once = signature.first_repeated();
    let mut parameters: Vec<ParameterSchema> = Vec::new();
    for (index, param) in signature.params.iter().enumerate() {
        // A key and its value have one name in Graph, and are one parameter that repeats.
        let is_same = |last: &ParameterSchema| last.allow_multiple_occurrences && index > once;
        match parameters.last() {
            Some(last) if is_same(last) && last.name == param.key => {}
            Some(_) | None => parameters.push(parameter(param, index >= once)),
        }
    }
    FunctionSchema { name: function.name, parameters }
}

fn parameter(param: &Param, repeats: bool) -> ParameterSchema {
    let ty = match param.takes {
        Takes::Integer | Takes::Timestamp | Takes::Number => "Integer",
        Takes::Condition => "Boolean",
        Takes::Text | Takes::DateTime | Takes::Word(_) | Takes::AppRoles | Takes::Any => "String",
    };
    let Listed { ty, is_required } =
        param.listed.unwrap_or(Listed { ty, is_required: param.is_required });
    ParameterSchema {
        allow_multiple_occurrences: repeats,
        name: param.key,
        required: is_required,
        ty,
    }
}

/// Every code of this room.
pub static CODES: &[&Code] = &[&NOT_A_FUNCTION_LIST];

/// JSON of another kind.
pub static NOT_A_FUNCTION_LIST: Code = Code {
    path: "reference::not-a-function-list",
    summary: "JSON that does not list functions",
    explanation: "`--functions` takes what Microsoft Graph answers to \
        `GET …/synchronization/jobs/{id}/schema/functions`: a list under `value`, or the list \
        alone. Every function has a `name` and `parameters`, each with `name`, `required` and \
        `allowMultipleOccurrences`.",
};

/// Reads a list of functions as Graph gives it; nothing where it is none.
pub fn read_function_list(source: &Source) -> (Option<Vec<DeclaredFunction>>, Diagnostics) {
    // A byte order mark is no part of JSON, and places stay what they are.
    let text = source.text().replacen('\u{feff}', "   ", 1);
    let list = match json::parse(source, &text) {
        Ok(value) => Reading { source }.list(&value),
        Err(diagnostic) => Err(diagnostic),
    };
    match list {
        Ok(functions) => (Some(functions), Diagnostics::new()),
        Err(diagnostic) => (None, [*diagnostic].into_iter().collect()),
    }
}

struct Reading<'s> {
    source: &'s Source,
}

type Read<T> = Result<T, Box<Diagnostic>>;

impl Reading<'_> {
    fn list(&self, value: &Value<'_>) -> Read<Vec<DeclaredFunction>> {
        let list = match value {
            Value::Object(object) => member(object, "value").unwrap_or(value),
            other => other,
        };
        self.elements(list, |function| {
            let object = self.object(function)?;
            let parameters = match member(object, "parameters") {
                None | Some(Value::NullKeyword(_)) => Vec::new(),
                Some(list) => self.elements(list, |parameter| self.parameter(parameter))?,
            };
            Ok(DeclaredFunction { name: self.name(function, object)?, parameters })
        })
    }

    fn parameter(&self, value: &Value<'_>) -> Read<DeclaredParameter> {
        let object = self.object(value)?;
        let is = |key| matches!(member(object, key), Some(Value::BooleanLit(it)) if it.value);
        Ok(DeclaredParameter {
            name: self.name(value, object)?,
            is_required: is("required"),
            is_repeated: is("allowMultipleOccurrences"),
        })
    }

    fn elements<T>(&self, list: &Value<'_>, read: impl Fn(&Value<'_>) -> Read<T>) -> Read<Vec<T>> {
        match list {
            Value::Array(list) => list.elements.iter().map(read).collect(),
            other => Err(self.wrong(json::opening(other), "a list belongs here")),
        }
    }

    fn object<'v, 't>(&self, value: &'v Value<'t>) -> Read<&'v Object<'t>> {
        match value {
            Value::Object(object) => Ok(object),
            other => Err(self.wrong(json::opening(other), "an object belongs here")),
        }
    }

    fn name(&self, value: &Value<'_>, object: &Object<'_>) -> Read<String> {
        // Of version 1.0 of Graph both are entities, which can have an id alone.
        match member(object, "name").or_else(|| member(object, "id")) {
            Some(Value::StringLit(name)) if !name.value.is_empty() => Ok(name.value.to_string()),
            Some(other) => Err(self.wrong(json::span(other), "a name belongs here")),
            None => Err(self.wrong(json::opening(value), "this has no `name`")),
        }
    }

    fn wrong(&self, span: Span, label: &str) -> Box<Diagnostic> {
        let message = "this is no list of functions";
        let label = Label::new(span, label);
        let diagnostic = Diagnostic::error(&NOT_A_FUNCTION_LIST, self.source, message, label);
        Box::new(diagnostic.help("save what Graph answers to GET …/schema/functions"))
    }
}

fn member<'v, 't>(object: &'v Object<'t>, key: &str) -> Option<&'v Value<'t>> {
    object.properties.iter().find(|member| member.name.as_str() == key).map(|it| &it.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_can_be_read() {
        let schemas = function_schemas();
        let text = serde_json::json!({ "value": schemas }).to_string();
        let (functions, diagnostics) = read_function_list(&Source::new("functions.json", text));
        assert!(diagnostics.is_empty(), "{diagnostics}");
        let functions = functions.expect("a list");
        assert_eq!(functions.len(), FUNCTIONS.len());
        let switch = functions.iter().find(|it| it.name == "Switch").expect("Switch");
        assert_eq!(switch.form(), "Switch(source, defaultValue, switchValue, …)");
    }

    #[test]
    fn what_is_no_list_is_refused_with_its_place() {
        let table = [
            ("{}", "{"),
            (r#"{"value": 1}"#, "1"),
            (r#"[{"parameters": []}]"#, "{"),
            (r#"[{"name": 7}]"#, "7"),
            (r#"[{"name": "A", "parameters": ["x"]}]"#, "\"x\""),
            ("[", "["),
        ];
        for (text, place) in table {
            let source = Source::new("functions.json", text);
            let (functions, diagnostics) = read_function_list(&source);
            assert_eq!(functions, None, "{text}");
            let diagnostic = diagnostics.iter().next().expect(text);
            assert_eq!(source.slice(diagnostic.primary.span), place, "{text}");
        }
    }

    #[test]
    fn an_id_is_a_name() {
        let text = r#"{"value": [{"id": "Shuffle", "parameters": [{"id": "source"}]}]}"#;
        let (functions, _) = read_function_list(&Source::new("functions.json", text));
        let forms: Vec<String> = functions.iter().flatten().map(|it| it.form()).collect();
        assert_eq!(forms, ["Shuffle(source)"]);
    }
}
