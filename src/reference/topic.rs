//! What can be explained: one kind of entry beside the other, each with its pages.

use serde::Serialize;

use super::function_page::SHELVES;
use super::known_errors::{KnownError, known_error_page, terminal_known_error};
use super::{codes, function_page, operators, rule_page, terminal};
use crate::diagnostic::Code;
use crate::functions::Function;
use crate::lint::Rule;
use crate::scope::operators::Operator;

/// Something that has a page.
#[derive(Debug, Clone, Copy)]
pub enum Topic {
    /// A function of the language.
    Function(&'static Function),
    /// An operator of scoping filters.
    Operator(&'static Operator),
    /// A rule of the linter.
    Rule(&'static Rule),
    /// What a stage says, with the stage's title.
    Code(&'static Code, &'static str),
    /// An error of the provisioning service.
    Error(&'static KnownError),
}

/// A topic for programs.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct JsonTopic {
    kind: &'static str,
    name: &'static str,
    summary: &'static str,
    shelf: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    found_by: &'static [&'static str],
    pages: Vec<&'static str>,
    markdown: String,
}

impl Topic {
    /// Its name, by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Topic::Function(function) => function.name,
            Topic::Operator(operator) => operator.name,
            Topic::Rule(rule) => rule.name(),
            Topic::Code(code, _) => code.path,
            Topic::Error(error) => error.name,
        }
    }

    /// A line about it.
    pub fn summary(self) -> &'static str {
        match self {
            Topic::Function(function) => function.summary,
            Topic::Operator(operator) => operator.summary,
            Topic::Rule(rule) => rule.code.summary,
            Topic::Code(code, _) => code.summary,
            // The first sentence.
            Topic::Error(error) => error.means.split(". ").next().unwrap_or_default(),
        }
    }

    /// Where it stands in its list.
    pub fn shelf(self) -> &'static str {
        match self {
            Topic::Function(function) => {
                let shelf = SHELVES.iter().find(|(category, _)| *category == function.category);
                shelf.map_or("", |(_, title)| *title)
            }
            Topic::Operator(_) => "Operators of scoping filters",
            Topic::Rule(rule) => rule.category.title(),
            Topic::Code(_, stage) => stage,
            Topic::Error(error) => error.place.title(),
        }
    }

    /// Its page for a terminal.
    pub fn terminal(self) -> String {
        match self {
            Topic::Function(function) => terminal::terminal_page(function),
            Topic::Operator(operator) => operators::terminal_operator(operator),
            Topic::Rule(rule) => rule_page::terminal_rule(rule),
            Topic::Code(code, _) => codes::terminal_code(code),
            Topic::Error(error) => terminal_known_error(error),
        }
    }

    /// Its page in Markdown; links lead to pages of `docs/reference`.
    pub fn markdown(self) -> String {
        let page = match self {
            Topic::Function(function) => function_page::function_page(function),
            Topic::Operator(operator) => operators::operator_page(operator),
            Topic::Rule(rule) => rule_page::rule_page(rule),
            Topic::Code(code, _) => codes::code_page(code),
            Topic::Error(error) => known_error_page(error),
        };
        page.strip_prefix(super::GENERATED).map_or(page.clone(), str::to_owned)
    }

    /// The same for programs.
    pub fn json(self) -> JsonTopic {
        let (kind, pages): (_, Vec<&str>) = match self {
            Topic::Function(function) => ("function", vec![function.page]),
            Topic::Operator(_) => ("operator", vec![operators::PAGE]),
            Topic::Rule(rule) => ("rule", rule.pages.to_vec()),
            Topic::Code(..) => ("code", Vec::new()),
            Topic::Error(error) => ("error", error.pages.to_vec()),
        };
        JsonTopic {
            kind,
            name: self.name(),
            summary: self.summary(),
            shelf: self.shelf(),
            severity: match self {
                Topic::Rule(rule) => Some(rule.severity.to_string()),
                Topic::Function(_) | Topic::Operator(_) | Topic::Code(..) | Topic::Error(_) => None,
            },
            found_by: match self {
                Topic::Error(error) => error.found_by,
                Topic::Function(_) | Topic::Operator(_) | Topic::Rule(_) | Topic::Code(..) => &[],
            },
            pages,
            markdown: self.markdown(),
        }
    }
}
