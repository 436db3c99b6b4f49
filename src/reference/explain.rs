//! What somebody means who asks: a name, a list, or a text that was pasted.
//!
//! In: the question as it was typed. Out: the topics it means; or, where there are none, the name
//! that is nearest.

use super::known_errors::{Place, known_error, known_errors, known_errors_in};
use super::topic::Topic;
use super::{SHELVES, codes};
use crate::diagnostic::suggest;
use crate::functions::{self, FUNCTIONS};
use crate::lint::{self, Category, RULES};
use crate::scope::operators::{self, OPERATORS};

/// What a question means.
#[derive(Debug, Clone)]
pub enum Explanation {
    /// A list: each in a line.
    List(Vec<Topic>),
    /// Pages, the likeliest first.
    Pages(Vec<Topic>),
    /// Nothing that is known; perhaps this.
    Unknown(Option<&'static str>),
}

/// The words that ask for lists.
pub const LISTS: [&str; 5] = ["rules", "codes", "functions", "operators", "errors"];

/// What a question means.
pub fn explain(question: &str) -> Explanation {
    let question = question.trim();
    if let Some(list) = list(question) {
        return Explanation::List(list);
    }
    let found = named(question);
    let found = if found.is_empty() { spoken_of(question) } else { found };
    if found.is_empty() {
        let names = topics().into_iter().map(Topic::name).chain(LISTS);
        return Explanation::Unknown(suggest::nearest(question, names));
    }
    Explanation::Pages(found)
}

/// Everything that has a page, list by list.
pub fn topics() -> Vec<Topic> {
    LISTS.iter().filter_map(|word| list(word)).flatten().collect()
}

fn list(word: &str) -> Option<Vec<Topic>> {
    let of_category = |category| RULES.iter().filter(move |rule| rule.category == category);
    match word.to_ascii_lowercase().as_str() {
        "rules" => {
            let rules = Category::ALL.into_iter().flat_map(of_category);
            Some(rules.map(|rule| Topic::Rule(rule)).collect())
        }
        "codes" => {
            let stages = codes::stages().into_iter();
            let topics = stages.flat_map(|stage| {
                stage.codes.iter().map(move |code| Topic::Code(code, stage.title))
            });
            Some(topics.collect())
        }
        "functions" => {
            let shelf = |category| FUNCTIONS.iter().filter(move |it| it.category == category);
            let functions = SHELVES.into_iter().flat_map(|(category, _)| shelf(category));
            Some(functions.map(|function| Topic::Function(function)).collect())
        }
        "operators" => Some(OPERATORS.iter().map(Topic::Operator).collect()),
        "errors" => {
            let of_place = |place| known_errors().filter(move |error| error.place == place);
            Some(Place::ALL.into_iter().flat_map(of_place).map(Topic::Error).collect())
        }
        name => {
            let category = Category::ALL.into_iter().find(|category| category.name() == name)?;
            Some(of_category(category).map(|rule| Topic::Rule(rule)).collect())
        }
    }
}

/// What has that name. A code may be named without its stage.
fn named(name: &str) -> Vec<Topic> {
    let call = name.strip_suffix("()").unwrap_or(name);
    if let Some(function) = functions::find(call) {
        return vec![Topic::Function(function)];
    }
    if let Some(operator) = operators::find(name) {
        return vec![Topic::Operator(operator)];
    }
    if let Some(error) = known_error(name) {
        return vec![Topic::Error(error)];
    }
    if let Some(topic) = coded(name) {
        return vec![topic];
    }
    let without_stage = |topic: &Topic| {
        let last = topic.name().rsplit("::").next();
        last.is_some_and(|last| last.eq_ignore_ascii_case(name))
    };
    let mut found: Vec<Topic> = lint::find(name).map(Topic::Rule).into_iter().collect();
    found.extend(list("codes").unwrap_or_default().into_iter().filter(without_stage));
    found
}

/// The rule or the code of that path.
fn coded(path: &str) -> Option<Topic> {
    if path.len() > "lint::".len()
        && path.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("lint::"))
    {
        return lint::find(path.get(6..)?).map(Topic::Rule);
    }
    codes::code(path).map(|(stage, code)| Topic::Code(code, stage.title))
}

/// What a longer text speaks of: our codes in it, then errors of the service.
fn spoken_of(text: &str) -> Vec<Topic> {
    let is_of_path = |it: char| it.is_ascii_alphanumeric() || matches!(it, ':' | '-' | '_');
    let words = text.split(|it: char| !is_of_path(it)).map(|word| word.trim_matches(':'));
    let mut paths: Vec<&str> = Vec::new();
    let mut found: Vec<Topic> = Vec::new();
    for topic in words.filter(|word| word.contains("::")).filter_map(coded) {
        if !paths.contains(&topic.name()) {
            paths.push(topic.name());
            found.push(topic);
        }
    }
    found.extend(known_errors_in(text).into_iter().map(Topic::Error));
    found
}
