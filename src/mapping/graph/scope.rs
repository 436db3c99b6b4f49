//! The scoping filter of a Graph object mapping.
//!
//! In: the object mapping's fields. Out: its [`Scope`]; `null` and empty lists are no filter.

use crate::json::Value;

use super::fields::Fields;
use super::reading::Reading;
use crate::json;
use crate::mapping::messages::{self, Wanted};
use crate::mapping::words::{self, QUANTIFIER_KEY};
use crate::scope::{Clause, Group, Kind, Quantifier, Scope};
use crate::source::Located;

/// The filter of an object mapping.
pub(super) fn read(reading: &mut Reading<'_>, fields: &Fields<'_, '_>) -> Scope {
    let mut scope = Scope::default();
    let Some(value) = fields.get("scope") else { return scope };
    let Some(filter) = reading.object(value, "scope") else { return scope };
    scope.span = filter.opening;
    for kind in Kind::ALL {
        let key = kind.key();
        for group in reading.list(&filter, key) {
            let Some(group) = reading.object(group, key) else { continue };
            let name = reading.text(&group, "name");
            let name = name.unwrap_or_else(|| Located::new(String::new(), group.opening));
            let written = reading.list(&group, "clauses");
            let clauses: Vec<Clause> =
                written.iter().filter_map(|value| clause(reading, value)).collect();
            // Where no clause could be read the group is not empty, but broken.
            if written.is_empty() || !clauses.is_empty() {
                scope.groups_mut(kind).push(Group { name, clauses });
            }
        }
    }
    scope
}

fn clause(reading: &mut Reading<'_>, value: &Value<'_>) -> Option<Clause> {
    let fields = reading.object(value, "clauses")?;
    let mut needed = |key: &str| {
        let text = reading.text(&fields, key);
        if fields.get(key).is_none() {
            let (file, help) = (reading.file, format!("write \"{key}\": \"…\""));
            let missing = messages::missing_key(file, fields.opening, key, "a clause", &help);
            reading.reports.push(missing);
        }
        text
    };
    let (attribute, operator) = (needed("sourceOperandName"), needed("operatorName"));
    let mut values = Vec::new();
    let mut is_broken = false;
    if let Some(operand) = fields.get("targetOperand")
        && let Some(operand) = reading.object(operand, "targetOperand")
    {
        for value in reading.list(&operand, "values") {
            match value {
                Value::StringLit(text) => {
                    values.push(Located::new(text.value.to_string(), json::content(value)));
                }
                other => {
                    reading.wrong_type(other, "values", Wanted::Texts);
                    is_broken = true;
                }
            }
        }
    }
    if is_broken {
        return None;
    }
    // Graph keeps the quantifier with the operator, and all operators have the default. Templates of
    // jobs have it in the clause.
    let quantifier = match reading.text(&fields, QUANTIFIER_KEY) {
        None => Quantifier::default(),
        Some(word) => words::quantifier(reading.file, &word).unwrap_or_else(|fault| {
            reading.reports.push(*fault);
            Quantifier::default()
        }),
    };
    Some(Clause { attribute: attribute?, operator: operator?, values, quantifier })
}
