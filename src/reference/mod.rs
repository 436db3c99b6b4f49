//! The reference: pages made of what the rooms say of themselves.
//!
//! In: the lists of functions, of operators and of rules, every stage's codes, the language's
//! contested behaviours. Out: Markdown for `docs/`, plain text for the terminal, and the JSON in
//! which Microsoft Graph lists functions, in both directions, and operators.
//!
//! Nothing is written here that is not taken from an entry, so pages cannot contradict the
//! program. What belongs to no other room has its entries here: errors of the service that people
//! paste (`known_errors`), and the language as a whole (`language`). Absent on purpose: files (a
//! test writes them), and evaluation: examples are run by another test.

mod codes;
mod explain;
mod fidelity;
mod function_list;
mod function_page;
pub mod known_errors;
mod language;
mod operators;
mod rule_page;
mod search;
mod terminal;
mod topic;

pub use codes::{diagnostics_page, stages, terminal_code};
pub use explain::{Explanation, LISTS, explain, topics};
pub use fidelity::{FIDELITY_END, FIDELITY_START, fidelity_section};
pub use function_list::{
    CODES, FunctionSchema, ParameterSchema, function_schemas, read_function_list,
};
pub use function_page::{FormPiece, form, form_pieces, function_page, functions_index};
pub use language::{LANGUAGE, terminal_word};
pub use operators::{
    OperatorSchema, operator_schemas, operators_page, search_operators, terminal_operator,
    terminal_operators,
};
pub use rule_page::{rule_page, rules_index, terminal_rule};
pub use search::search;
pub use terminal::{terminal_list, terminal_page, terminal_topics};
pub use topic::{JsonTopic, Topic};

use function_page::SHELVES;
use known_errors::known_errors_page;

use crate::functions::FUNCTIONS;
use crate::lint::RULES;

/// A page of `docs/reference`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it stands below `docs/reference`.
    pub path: String,
    /// Its Markdown.
    pub text: String,
}

/// Every generated page, in the order of their paths.
pub fn pages() -> Vec<Page> {
    let page = |path: &str, text| Page { path: path.to_owned(), text };
    let mut pages = vec![
        page("README.md", format!("{GENERATED}{INDEX}")),
        page("diagnostics.md", diagnostics_page()),
        page("errors.md", known_errors_page()),
        page("operators.md", operators_page()),
    ];
    pages.push(page("functions/README.md", functions_index()));
    for function in FUNCTIONS {
        pages.push(page(&format!("functions/{}.md", function.name), function_page(function)));
    }
    pages.push(page("rules/README.md", rules_index()));
    for rule in RULES {
        pages.push(page(&format!("rules/{}.md", rule.name()), rule_page(rule)));
    }
    pages.sort_by(|left, right| left.path.cmp(&right.path));
    pages
}

/// The first line of what nobody should edit.
const GENERATED: &str =
    "<!-- Generated from the program: `UPDATE=1 cargo test` writes it anew. -->\n\n";

/// The way to the pages.
const INDEX: &str = "\
# Reference

- [Functions](functions/README.md): every function with its parameters, examples and certainty.
- [Operators](operators.md): every operator of scoping filters, with what it is true for.
- [Rules](rules/README.md): what `attrmap lint` finds in mappings that are legal and likely wrong.
- [Diagnostics](diagnostics.md): everything else attrmap can say, and what to do about it.
- [Errors of the service](errors.md): what stands in the provisioning log, and what is behind it.
- [Fidelity](../fidelity.md): how sure we are, and how to find out.
";
