//! The `[[scope]]` tables of a TOML mapping file: each is a group of clauses.

use toml_edit::{Item, TableLike, Value};

use super::reading::{Reading, opening};
use crate::mapping::messages::{self, Wanted};
use crate::mapping::words::{self, QUANTIFIER_KEY};
use crate::scope::{Clause, Group, Kind, Quantifier, Scope};
use crate::source::{Located, Span};

const GROUP_KEYS: [&str; 3] = ["name", "kind", "clauses"];
const CLAUSE_KEYS: [&str; 5] = ["attribute", "operator", "value", "values", QUANTIFIER_KEY];

/// Reads the value of `scope`.
pub(super) fn read(reading: &mut Reading<'_>, item: &Item) -> Scope {
    let mut scope = Scope { span: opening(item), ..Scope::default() };
    for (table, span) in tables(reading, item, "scope") {
        if let Some((kind, group)) = group(reading, table, span) {
            scope.groups_mut(kind).push(group);
        }
    }
    scope
}

/// The tables of a list, whichever way it is written.
fn tables<'i>(
    reading: &mut Reading<'_>,
    item: &'i Item,
    key: &str,
) -> Vec<(&'i dyn TableLike, Span)> {
    let mut found: Vec<(&dyn TableLike, Span)> = Vec::new();
    match item {
        Item::ArrayOfTables(tables) => {
            for table in tables {
                let range = table.span().unwrap_or_default();
                found.push((table, Span::new(range.start, range.end)));
            }
        }
        Item::Value(Value::Array(values)) => {
            for value in values {
                let range = value.span().unwrap_or_default();
                match value.as_inline_table() {
                    Some(table) => found.push((table, Span::new(range.start, range.start + 1))),
                    None => reading.wrong_type(&Item::Value(value.clone()), key, Wanted::Tables),
                }
            }
        }
        Item::Table(_) | Item::Value(_) | Item::None => {
            reading.wrong_type(item, key, Wanted::Tables);
        }
    }
    found
}

/// The group; nothing where none of its clauses could be read.
fn group(reading: &mut Reading<'_>, table: &dyn TableLike, span: Span) -> Option<(Kind, Group)> {
    reading.only(table, &GROUP_KEYS);
    let name = table.get("name").and_then(|item| reading.text(item, "name"));
    let kind = match table.get("kind").and_then(|item| reading.text(item, "kind")) {
        None => Kind::Filter,
        Some(word) => {
            let kinds = [Kind::Input, Kind::Category];
            words::find(reading.file, "kind", &word, kinds, kind_name).unwrap_or_else(|fault| {
                reading.reports.push(*fault);
                Kind::Filter
            })
        }
    };
    let Some(item) = table.get("clauses") else {
        let help = "write clauses = [{ attribute = \"…\", operator = \"EQUALS\", value = \"…\" }]";
        reading.missing(table, &GROUP_KEYS, ("clauses", "a scope", help), span);
        return None;
    };
    let written = tables(reading, item, "clauses");
    let is_empty = written.is_empty();
    let clauses: Vec<Clause> =
        written.into_iter().filter_map(|(table, span)| clause(reading, table, span)).collect();
    let name = name.unwrap_or_else(|| Located::new(String::new(), span));
    (is_empty || !clauses.is_empty()).then_some((kind, Group { name, clauses }))
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Filter => "filter",
        Kind::Input => "input",
        Kind::Category => "category",
    }
}

fn clause(reading: &mut Reading<'_>, table: &dyn TableLike, span: Span) -> Option<Clause> {
    reading.only(table, &CLAUSE_KEYS);
    let mut needed = |key: &str| match table.get(key) {
        Some(item) => reading.text(item, key),
        None => {
            let help = format!("write {key} = \"…\"");
            reading.missing(table, &CLAUSE_KEYS, (key, "a clause", &help), span);
            None
        }
    };
    let (attribute, operator) = (needed("attribute"), needed("operator"));
    let quantifier = quantifier(reading, table);
    let values = values(reading, table);
    Some(Clause { attribute: attribute?, operator: operator?, values: values?, quantifier })
}

fn quantifier(reading: &mut Reading<'_>, table: &dyn TableLike) -> Quantifier {
    let word = table.get(QUANTIFIER_KEY).and_then(|item| reading.text(item, QUANTIFIER_KEY));
    let Some(word) = word else { return Quantifier::default() };
    words::quantifier(reading.file, &word).unwrap_or_else(|fault| {
        reading.reports.push(*fault);
        Quantifier::default()
    })
}

/// The values; nothing where something is wrong with them.
fn values(reading: &mut Reading<'_>, table: &dyn TableLike) -> Option<Vec<Located<String>>> {
    if table.contains_key("value") && table.contains_key("values") {
        let (value, values) = (reading.key(table, "value"), reading.key(table, "values"));
        reading.reports.push(messages::value_and_values(reading.file, value, values));
        return None;
    }
    if let Some(item) = table.get("value") {
        return Some(vec![reading.text(item, "value")?]);
    }
    match table.get("values") {
        None => Some(Vec::new()),
        Some(Item::Value(Value::Array(list))) => {
            let texts: Vec<Option<Located<String>>> = list
                .iter()
                .map(|value| reading.text(&Item::Value(value.clone()), "values"))
                .collect();
            texts.into_iter().collect()
        }
        Some(item) => {
            reading.wrong_type(item, "values", Wanted::Texts);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_of_a_cloned_value_is_that_of_the_value() {
        let document = toml_edit::Document::parse("v = [\"a\"]").expect("this is TOML");
        let value = document.get("v").and_then(Item::as_array).and_then(|list| list.get(0));
        let item = Item::Value(value.expect("there is one").clone());
        assert_eq!(crate::mapping::toml::span(&item), Span::new(5, 8));
    }
}
