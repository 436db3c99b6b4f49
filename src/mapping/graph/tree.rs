//! The source of an attribute mapping in Graph JSON: an expression, given as text, as a tree of
//! functions, attributes and constants, or as both.
//!
//! In: the JSON of an `attributeMappingSource`. Out: the expression as a text. Where the file
//! has the text, that is the expression, and the tree has only to be whole and of known kinds. Where it has not, the
//! text is made of the tree, and leads back to the tree as a whole.
//!
//! The tree leaves omitted arguments out, so the place of an argument follows from its key and
//! the function's signature. Where it does not follow, nothing is guessed: the mapping is
//! refused by name.

use crate::json::Value;

use super::fields::Fields;
use super::reading::Reading;
use super::recorded;
use crate::functions::{self, Repeats, Signature};
use crate::mapping::{MappingSource, SourceType, literal, messages, words};
use crate::source::{OffsetMap, Source, Span};
use crate::syntax::quote;

/// The expression of a mapping's `source`.
pub(super) fn expression(reading: &mut Reading<'_>, source: &Value<'_>) -> MappingSource {
    let Some(fields) = reading.object(source, "source") else { return MappingSource::Unreadable };
    if let Some(span) = written(reading, &fields) {
        recorded::check(reading, source);
        let (text, map) = literal::decode_json(reading.file.slice(span), span.start as usize);
        return MappingSource::Expression(Source::embedded(reading.file, text, map));
    }
    // PowerShell writes a source that is null as an object in which everything is.
    let is_absent = ["name", "type", "parameters"].iter().all(|key| match fields.get(key) {
        None => true,
        Some(Value::Array(list)) => list.elements.is_empty(),
        Some(Value::StringLit(text)) => text.value.is_empty(),
        Some(_) => false,
    });
    if is_absent {
        return MappingSource::None;
    }
    match rebuilt(reading, &fields) {
        Some(text) => {
            let map = OffsetMap::made_of(fields.span);
            MappingSource::Expression(Source::embedded(reading.file, text, map))
        }
        None => MappingSource::Unreadable,
    }
}

/// Where a node's text stands, if it has one.
fn written(reading: &mut Reading<'_>, fields: &Fields<'_, '_>) -> Option<Span> {
    let text = reading.text(fields, "expression")?;
    (!text.value.trim().is_empty()).then_some(text.span)
}

/// The text of a node: as written, or made of the tree. Nothing where that was refused.
fn node(reading: &mut Reading<'_>, value: &Value<'_>) -> Option<String> {
    let fields = reading.object(value, "value")?;
    match written(reading, &fields) {
        Some(span) => Some(literal::decode_json(reading.file.slice(span), 0).0),
        None => rebuilt(reading, &fields),
    }
}

fn rebuilt(reading: &mut Reading<'_>, fields: &Fields<'_, '_>) -> Option<String> {
    let ty = match reading.text(fields, "type") {
        None => SourceType::Attribute,
        Some(word) => {
            match words::find(reading.file, "type", &word, SourceType::ALL, SourceType::name) {
                Ok(ty) => ty,
                Err(diagnostic) => {
                    reading.reports.push(*diagnostic);
                    return None;
                }
            }
        }
    };
    let name = reading.text(fields, "name");
    let name = match (ty, name) {
        (_, Some(name)) if !name.value.is_empty() => name,
        // The empty text is a constant like any other.
        (SourceType::Constant, Some(name)) => name,
        (_, _) => {
            let help = "write \"name\": \"…\", or give the text as \"expression\": \"…\"";
            let (file, span) = (reading.file, fields.opening);
            if fields.get("name").is_none_or(|name| name.as_string_lit().is_some()) {
                reading.reports.push(messages::missing_key(file, span, "name", "a source", help));
            }
            return None;
        }
    };
    match ty {
        SourceType::Attribute => Some(format!("[{}]", name.value)),
        SourceType::Constant => Some(quote(&name.value)),
        SourceType::Function => call(reading, fields, &name.value, name.span),
    }
}

fn call(
    reading: &mut Reading<'_>,
    fields: &Fields<'_, '_>,
    name: &str,
    name_span: Span,
) -> Option<String> {
    let mut keys = Vec::new();
    let mut arguments = Vec::new();
    let mut is_whole = true;
    for parameter in reading.list(fields, "parameters") {
        let argument = reading.object(parameter, "parameters").and_then(|parameter| {
            let key = reading.text(&parameter, "key");
            let Some(key) = key else {
                let (file, span) = (reading.file, parameter.opening);
                reading.reports.push(messages::unplaced_parameter(file, span, name, None));
                return None;
            };
            let value = parameter.get("value").and_then(|value| node(reading, value));
            if parameter.get("value").is_none() {
                let (file, help) = (reading.file, "write \"value\": { … }");
                let span = parameter.opening;
                reading.reports.push(messages::missing_key(
                    file,
                    span,
                    "value",
                    "a parameter",
                    help,
                ));
            }
            Some((key, value?))
        });
        match argument {
            Some((key, text)) => {
                keys.push(key);
                arguments.push(text);
            }
            None => is_whole = false,
        }
    }
    if !is_whole {
        return None;
    }
    if keys.is_empty() {
        return Some(format!("{name}()"));
    }
    let key_texts: Vec<&str> = keys.iter().map(|key| key.value.as_str()).collect();
    let slots = match functions::find(name) {
        Some(function) => slots(&function.signature, &key_texts),
        None => Err(0),
    };
    match slots {
        Ok(slots) => {
            let texts: Vec<&str> = slots
                .iter()
                .map(|slot| slot.and_then(|index| arguments.get(index)).map_or("", String::as_str))
                .collect();
            Some(format!("{name}({})", texts.join(", ")))
        }
        Err(index) => {
            let key = keys.get(index);
            let span = key.map_or(name_span, |key| key.span);
            let key = key.map(|key| key.value.as_str());
            reading.reports.push(messages::unplaced_parameter(reading.file, span, name, key));
            None
        }
    }
}

/// The slots of a call, each with the index of the key that fills it; or the index of the first
/// key whose slot is not known.
///
/// Parameters that are given at most once are placed by their keys, and as many slots are made
/// as there are such parameters, which is how the service prints them. Those that repeat follow
/// in the order of the tree, their keys perhaps numbered; none of them can have been left out
/// unnoticed, as the keys must take their turns.
fn slots(signature: &Signature, keys: &[&str]) -> Result<Vec<Option<usize>>, usize> {
    let round = match signature.repeats {
        Repeats::None => 0,
        Repeats::Last { params, .. } => params,
    };
    let once = signature.params.len().saturating_sub(round);
    let mut placed: Vec<Option<usize>> = vec![None; once];
    let mut repeated: Vec<Option<usize>> = Vec::new();
    for (index, key) in keys.iter().enumerate() {
        let by_key = signature.params.iter().take(once).position(|param| is_key(param.key, key));
        match by_key.and_then(|position| placed.get_mut(position)) {
            Some(slot @ None) => *slot = Some(index),
            // Given twice, unless one that repeats has the same key.
            Some(Some(_)) | None => {
                let turn = signature.param(once + repeated.len());
                let is_turn = round > 0
                    && turn.is_some_and(|param| {
                        is_key(param.key, key)
                            || is_key(
                                param.key,
                                key.trim_end_matches(|last: char| last.is_ascii_digit()),
                            )
                    });
                if !is_turn {
                    return Err(index);
                }
                repeated.push(Some(index));
            }
        }
    }
    if round > 0 && !repeated.len().is_multiple_of(round) {
        return Err(keys.len().saturating_sub(1));
    }
    placed.append(&mut repeated);
    Ok(placed)
}

fn is_key(param: &str, key: &str) -> bool {
    param.eq_ignore_ascii_case(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::{Param, Takes};

    fn text(name: &'static str) -> Param {
        Param::optional(name, Takes::Text, "a text")
    }

    #[test]
    fn parameters_stand_where_their_keys_say() {
        let params: &'static [Param] =
            Box::leak(Box::new([text("source"), text("Find"), text("With")]));
        let three = Signature::fixed(params);
        type Row<'a> = (&'a [&'a str], Result<Vec<Option<usize>>, usize>, &'a str);
        let table: [Row<'_>; 6] = [
            (&["source", "Find", "With"], Ok(vec![Some(0), Some(1), Some(2)]), "all in order"),
            (&["source", "With"], Ok(vec![Some(0), None, Some(1)]), "one left out"),
            (&["With", "SOURCE"], Ok(vec![Some(1), None, Some(0)]), "the key counts, in any case"),
            (&["source"], Ok(vec![Some(0), None, None]), "empty slots at the end stay"),
            (&["source", "Template"], Err(1), "nobody knows the key"),
            (&["source", "Find", "source"], Err(2), "given twice"),
        ];
        for (keys, expected, why) in table {
            assert_eq!(slots(&three, keys), expected, "{why}");
        }
    }

    #[test]
    fn parameters_that_repeat_take_turns() {
        let params: &'static [Param] = Box::leak(Box::new([text("separator"), text("source")]));
        let join = Signature::repeating(params, 1, 1);
        let keys = ["separator", "source", "source1", "source2"];
        assert_eq!(slots(&join, &keys), Ok(vec![Some(0), Some(1), Some(2), Some(3)]));
        assert_eq!(slots(&join, &["source"]), Ok(vec![None, Some(0)]));
        assert_eq!(slots(&join, &["separator", "other"]), Err(1));

        let params: &'static [Param] =
            Box::leak(Box::new([text("source"), text("default"), text("key"), text("value")]));
        let switch = Signature::repeating(params, 2, 1);
        let slots_of = |keys: &[&str]| slots(&switch, keys);
        let given = Ok(vec![Some(0), None, Some(1), Some(2)]);
        assert_eq!(slots_of(&["source", "key", "value"]), given, "the default is left out");
        assert_eq!(slots_of(&["source", "value", "key"]), Err(1), "out of turn");
        assert_eq!(slots_of(&["source", "default", "key"]), Err(2), "half a round");
    }
}
