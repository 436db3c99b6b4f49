//! A request to Graph's `parseExpression` and the response to it, as they come.

use serde_json::{Map, Value};

use super::outcome::{Expected, as_text};

/// The expression of a request, and its test input.
pub(super) fn request(request: &Value) -> Result<(String, Map<String, Value>), String> {
    let expression = request.get("expression").and_then(Value::as_str);
    let expression = expression.ok_or("the request has no `expression`")?;
    let input = request.get("testInputObject");
    let properties = input.and_then(|input| input.get("properties")).and_then(Value::as_array);
    let mut inputs = Map::new();
    for property in properties.into_iter().flatten() {
        let key = property.get("key").and_then(Value::as_str);
        let key = key.ok_or("a property of the request has no `key`")?;
        inputs.insert(key.to_owned(), property.get("value").cloned().unwrap_or(Value::Null));
    }
    Ok((expression.to_owned(), inputs))
}

/// What a response says came out, and its tree where it has one.
pub(super) fn response(response: &Value) -> Result<(Expected, Option<Value>), String> {
    let is = |key| response.get(key).and_then(Value::as_bool);
    let has_parsed = is("parsingSucceeded").ok_or("the response has no `parsingSucceeded`")?;
    if !has_parsed {
        return Ok((Expected::Error("any".to_owned()), None));
    }
    let tree = response.get("parsedExpression").filter(|tree| !tree.is_null()).cloned();
    if is("evaluationSucceeded") != Some(true) {
        return Ok((Expected::Error("any".to_owned()), tree));
    }
    let result = response.get("evaluationResult").and_then(Value::as_array);
    let result = result.map_or_else(Vec::new, |values| values.iter().map(as_text).collect());
    Ok((Expected::Collection(result), tree))
}
