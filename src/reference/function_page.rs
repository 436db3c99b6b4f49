//! A function's page in Markdown, and the index of all of them.

use std::fmt::Write;

use super::GENERATED;
use crate::functions::{
    Behaviour, Category, Certainty, FUNCTIONS, Function, Gives, Param, Repeats, Service, Services,
};

/// The call as one types it: required parameters as they are, optional ones in brackets.
pub fn form(function: &Function) -> String {
    form_pieces(function).into_iter().map(|piece| piece.text).collect()
}

/// A piece of the call as one types it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPiece {
    /// Its text.
    pub text: String,
    /// The parameter that it stands for, by its place among them.
    pub param: Option<usize>,
}

/// The call as one types it, so that a parameter can be told from the rest.
pub fn form_pieces(function: &Function) -> Vec<FormPiece> {
    let signature = &function.signature;
    let between = |text: &str| FormPiece { text: text.to_owned(), param: None };
    let mut pieces = vec![between(function.name), between("(")];
    for (index, param) in signature.params.iter().enumerate() {
        if index > 0 {
            pieces.push(between(", "));
        }
        let name = param.name;
        let text = if param.is_required { name.to_owned() } else { format!("[{name}]") };
        pieces.push(FormPiece { text, param: Some(index) });
    }
    let end = if signature.repeats == Repeats::None { ")" } else { ", …)" };
    pieces.push(between(end));
    pieces
}

/// True where the parameter can be given again and again.
pub(super) fn repeats(function: &Function, index: usize) -> bool {
    index >= function.signature.first_repeated()
}

/// What a parameter takes, in a few words.
pub(super) fn takes(function: &Function, index: usize, param: &Param) -> String {
    let mut words = param.takes.words().to_owned();
    if !param.is_required {
        words.push_str(", optional");
    }
    if repeats(function, index) {
        words.push_str(", repeats");
    }
    words
}

/// Where a function exists, in words.
pub(super) fn services(services: Services) -> String {
    let names: Vec<&str> = services.all().map(Service::name).collect();
    let listed = if services.is_public {
        "it is on Microsoft's public list"
    } else {
        "it is not on Microsoft's public list"
    };
    format!("{}; {listed}", names.join(", "))
}

/// The shelves, in the order in which the reference has them.
pub(super) const SHELVES: [(Category, &str); 10] = [
    (Category::Text, "Text"),
    (Category::Choice, "Choice"),
    (Category::Presence, "Presence"),
    (Category::Date, "Dates"),
    (Category::Number, "Numbers and truth"),
    (Category::MultiValued, "Several values"),
    (Category::Encoding, "Encodings"),
    (Category::Random, "New values"),
    (Category::Roles, "App roles"),
    (Category::Flow, "What flows"),
];

/// A sentence fragment at the start of a line: with a capital letter.
pub(super) fn capital(fragment: &str) -> String {
    let mut characters = fragment.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

/// A text inside a table's cell.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// A function's page.
pub fn function_page(function: &Function) -> String {
    let mut page = GENERATED.to_owned();
    let (name, summary) = (function.name, capital(function.summary));
    let _ = write!(page, "# {name}\n\n{summary}.\n\n```text\n{}\n```\n", form(function));
    add_parameters(function, &mut page);
    let _ = write!(page, "\n{}\n", function.prose);
    add_examples(function, &mut page);
    let _ = write!(
        page,
        "\n## How sure this is\n\n*{}*, by [Microsoft's page]({}).\n",
        function.certainty.word(),
        function.page
    );
    add_behaviours(function.behaviours, &mut page);
    add_differences(function.behaviours, &mut page);
    let _ = write!(page, "\n## Where it exists\n\n{}.\n", services(function.services));
    if !function.see_also.is_empty() {
        let links = function.see_also.iter().map(|name| format!("[{name}]({name}.md)"));
        let links: Vec<String> = links.collect();
        let _ = write!(page, "\nSee also {}.\n", links.join(", "));
    }
    page
}

fn add_parameters(function: &Function, page: &mut String) {
    if function.signature.params.is_empty() {
        return;
    }
    page.push_str("\n| parameter | takes | |\n|---|---|---|\n");
    for (index, param) in function.signature.params.iter().enumerate() {
        let (name, takes) = (param.name, takes(function, index, param));
        let _ = writeln!(page, "| `{name}` | {takes} | {} |", cell(param.doc));
    }
}

fn add_examples(function: &Function, page: &mut String) {
    page.push_str("\n## Examples\n");
    for example in function.examples {
        let (title, expression) = (capital(example.title), example.expression);
        let _ = write!(page, "\n{title}:\n\n```text\n{expression}\n```\n\n");
        let given = match example.given {
            "{}" => String::new(),
            given => format!(" for `{given}`"),
        };
        let _ = match example.gives {
            Gives::Value(value) => writeln!(page, "gives `{value}`{given}"),
            Gives::Ignored => writeln!(page, "leaves the attribute out{given}"),
            Gives::Error(code) => {
                writeln!(page, "fails{given} with [`{code}`]({})", diagnostic_link(code))
            }
        };
    }
}

/// Where a code stands on the page of diagnostics: how Markdown readers make anchors.
fn diagnostic_link(code: &str) -> String {
    format!("../diagnostics.md#{}", code.replace(':', ""))
}

/// What is less sure than the whole.
pub(super) fn add_behaviours(behaviours: &[Behaviour], page: &mut String) {
    let unsure = behaviours.iter().filter(|it| it.certainty != Certainty::Different);
    let mut unsure = unsure.peekable();
    if unsure.peek().is_none() {
        return;
    }
    page.push_str("\n| | what attrmap does | why |\n|---|---|---|\n");
    for behaviour in unsure {
        let (word, what) = (behaviour.certainty.word(), cell(behaviour.what));
        let _ = writeln!(page, "| *{word}* | {what} | {} |", cell(behaviour.why));
    }
}

/// Where attrmap knowingly does something else.
fn add_differences(behaviours: &[Behaviour], page: &mut String) {
    let differences = behaviours.iter().filter(|it| it.certainty == Certainty::Different);
    let mut differences = differences.peekable();
    if differences.peek().is_some() {
        page.push_str("\n## Where it differs from Entra\n\n");
    }
    for Behaviour { what, why, .. } in differences {
        let _ = writeln!(page, "- {what} {why}");
    }
}

/// The index of all functions, by shelf.
pub fn functions_index() -> String {
    let mut page = GENERATED.to_owned();
    page.push_str(
        "# Functions\n\nEvery function of the expression language, with examples that are run \
         and a word on how\nsure we are that the service does the same. `attrmap functions` \
         prints these pages in a terminal;\n[fidelity](../../fidelity.md) says what the words \
         mean.\n",
    );
    for (category, title) in SHELVES {
        let shelf = FUNCTIONS.iter().filter(|function| function.category == category);
        let mut shelf = shelf.peekable();
        if shelf.peek().is_none() {
            continue;
        }
        let _ = write!(page, "\n## {title}\n\n| function | | |\n|---|---|---|\n");
        for function in shelf {
            let (name, summary) = (function.name, cell(function.summary));
            let word = function.certainty.word();
            let _ = writeln!(page, "| [{name}]({name}.md) | {summary} | *{word}* |");
        }
    }
    page
}
