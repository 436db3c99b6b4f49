//! The operators of scoping filters: their page, their list in a terminal, and the JSON in which
//! Microsoft Graph lists them (`filterOperatorSchema`).

use std::fmt::Write;

use serde::Serialize;

use super::GENERATED;
use super::function_page::{add_behaviours, capital, cell};
use super::terminal::{add_unsure, add_wrapped};
use crate::scope::operators::{Arity, OPERATORS, Operator};

/// Where Microsoft describes them.
pub(super) const PAGE: &str = "https://learn.microsoft.com/entra/identity/app-provisioning/\
    define-conditional-rules-for-provisioning-user-accounts";

/// What holds for all of them.
const OF_ALL: &str = "A clause of a scoping filter compares one attribute. About an attribute \
    without a value it is false whatever the operator, also a negative one, unless the operator \
    asks for just that. Names are found in any case, and `_` is a space.";

/// An operator in Graph's shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OperatorSchema {
    /// Its name.
    pub name: &'static str,
    /// `Unary` or `Binary`.
    pub arity: &'static str,
    /// How many of several values must satisfy a clause, unless it says otherwise.
    pub multivalued_comparison_type: &'static str,
    /// The types of attributes it is for.
    pub supported_attribute_types: Vec<&'static str>,
}

/// The operators as Graph would give them, but for those of which nothing but a name is known.
pub fn operator_schemas() -> Vec<OperatorSchema> {
    let schema = |operator: &'static Operator| {
        let arity = match operator.arity() {
            Arity::Unary => "Unary",
            Arity::Binary => "Binary",
            Arity::Unknown => return None,
        };
        Some(OperatorSchema {
            name: operator.name,
            arity,
            multivalued_comparison_type: "All",
            supported_attribute_types: operator.types.iter().map(|ty| ty.name()).collect(),
        })
    };
    OPERATORS.iter().filter_map(schema).collect()
}

/// The operators that a pattern means: the one of that name, else those in whose name or summary
/// it stands, or that are written so elsewhere.
pub fn search_operators(pattern: &str) -> Vec<&'static Operator> {
    let pattern = pattern.trim();
    if let Some(operator) = crate::scope::operators::find(pattern) {
        return vec![operator];
    }
    let lower = pattern.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&lower);
    let is_written = |written: &&'static str| written.eq_ignore_ascii_case(pattern);
    let fits = |operator: &&'static Operator| {
        let is_word = lower.chars().any(char::is_alphabetic);
        operator.also_written.iter().any(is_written)
            || is_word && (holds(operator.name) || holds(operator.summary))
    };
    OPERATORS.iter().filter(fits).collect()
}

/// What a clause gives beside the attribute, in words.
fn takes(operator: &Operator) -> &'static str {
    match operator.arity() {
        Arity::Unary => "nothing",
        Arity::Binary => "a value",
        Arity::Unknown => "nobody knows",
    }
}

fn types(operator: &Operator) -> String {
    let names: Vec<&str> = operator.types.iter().map(|ty| ty.name()).collect();
    if names.is_empty() { "nobody knows".to_owned() } else { names.join(", ") }
}

/// The page of all operators.
pub fn operators_page() -> String {
    let mut page = GENERATED.to_owned();
    let _ = write!(
        page,
        "# Operators of scoping filters\n\n{OF_ALL}\n\n\
         [Microsoft's page]({PAGE}) describes most of them; `attrmap functions NAME` prints \
         one in a terminal.\n\n\
         | operator | true where | takes | attributes | |\n|---|---|---|---|---|\n"
    );
    for operator in OPERATORS {
        let (name, summary) = (operator.name, cell(operator.summary));
        let (takes, types, word) = (takes(operator), types(operator), operator.certainty.word());
        let _ = writeln!(page, "| `{name}` | {summary} | {takes} | {types} | *{word}* |");
    }
    page.push_str("\n## How sure this is\n");
    for operator in OPERATORS.iter().filter(|operator| !operator.behaviours.is_empty()) {
        let _ = write!(page, "\n### `{}`\n", operator.name);
        add_behaviours(operator.behaviours, &mut page);
    }
    page.push_str(
        "\n## As others write them\n\nA clause with another language's word is an error, and the \
         message names the operator.\n\n| written | meant |\n|---|---|\n",
    );
    for operator in OPERATORS.iter().filter(|operator| !operator.also_written.is_empty()) {
        let written: Vec<String> =
            operator.also_written.iter().map(|written| format!("`{written}`")).collect();
        let _ = writeln!(page, "| {} | `{}` |", written.join(", "), operator.name);
    }
    page
}

/// An operator's page by itself.
pub(super) fn operator_page(operator: &Operator) -> String {
    let (name, summary) = (operator.name, capital(operator.summary));
    let mut page = format!("# {name}\n\n{summary}.\n\n");
    let (takes, types) = (takes(operator), types(operator));
    let _ = write!(page, "It takes {takes}, and is for attributes of type {types}.\n\n{OF_ALL}\n");
    let word = operator.certainty.word();
    let _ = write!(page, "\n## How sure this is\n\n*{word}*, by [Microsoft's page]({PAGE}).\n");
    add_behaviours(operator.behaviours, &mut page);
    page
}

/// An operator's page in a terminal.
pub fn terminal_operator(operator: &Operator) -> String {
    let mut page = format!("{}\n{}\n\n", operator.name, capital(operator.summary));
    let _ = writeln!(page, "  takes       {}", takes(operator));
    let _ = writeln!(page, "  attributes  {}\n", types(operator));
    add_wrapped(&mut page, OF_ALL, "", "");
    let _ = write!(page, "\nHow sure this is: {}\n  {PAGE}\n", operator.certainty.word());
    add_unsure(&mut page, operator.behaviours);
    if !operator.also_written.is_empty() {
        let _ = writeln!(page, "\nOthers write {}", operator.also_written.join(", "));
    }
    page
}

/// The operators with their summaries.
pub fn terminal_operators(operators: &[&Operator]) -> String {
    let width = operators.iter().map(|operator| operator.name.len()).max().unwrap_or(0);
    let mut list = "Operators of scoping filters\n".to_owned();
    for operator in operators {
        let _ = writeln!(list, "  {:width$}  {}", operator.name, operator.summary);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_found_by_what_one_remembers() {
        let names = |pattern: &str| -> Vec<&str> {
            search_operators(pattern).iter().map(|operator| operator.name).collect()
        };
        assert_eq!(names("not_equals"), ["NOT EQUALS"], "a name in another spelling");
        assert_eq!(names("regex"), ["REGEX MATCH", "NOT REGEX MATCH"], "a part of names");
        assert_eq!(names("contains"), ["INCLUDES"], "another language's word");
        assert_eq!(names("!="), ["NOT EQUALS"], "another language's sign");
        assert_eq!(names("frobnicate"), [""; 0]);
    }

    /// Microsoft's page of `filterOperators` has these eight.
    #[test]
    fn operators_are_listed_as_graph_lists_them() {
        let schemas = operator_schemas();
        let listed: Vec<String> =
            schemas.iter().take(8).map(|it| format!("{} {}", it.name, it.arity)).collect();
        let documented = [
            "EQUALS Binary",
            "NOT EQUALS Binary",
            "IS TRUE Unary",
            "IS FALSE Unary",
            "IS NULL Unary",
            "IS NOT NULL Unary",
            "REGEX MATCH Binary",
            "NOT REGEX MATCH Binary",
        ];
        assert_eq!(listed, documented);
        assert!(schemas.iter().all(|it| !it.supported_attribute_types.is_empty()));
    }
}
