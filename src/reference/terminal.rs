//! The reference as plain text for a terminal.

use std::fmt::Write;

use super::function_page::{SHELVES, form, services, takes};
use crate::functions::{Behaviour, Function, Gives};

/// Where lines are broken.
const WIDTH: usize = 80;

/// A function's page.
pub fn terminal_page(function: &Function) -> String {
    let mut page = format!("{}\n{}\n", form(function), function.summary);
    let params = function.signature.params;
    if !params.is_empty() {
        page.push('\n');
        let names = params.iter().map(|param| param.name.chars().count()).max().unwrap_or(0);
        let words: Vec<String> =
            params.iter().enumerate().map(|(index, param)| takes(function, index, param)).collect();
        let kinds = words.iter().map(String::len).max().unwrap_or(0);
        for (param, takes) in params.iter().zip(&words) {
            let _ = writeln!(page, "  {:names$}  {takes:kinds$}  {}", param.name, param.doc);
        }
    }
    page.push('\n');
    for paragraph in function.prose.split("\n\n") {
        add_wrapped(&mut page, paragraph, "", "");
    }
    page.push_str("\nExamples\n");
    for example in function.examples {
        let (title, expression) = (example.title, example.expression);
        let _ = write!(page, "\n  {title}\n    {expression}\n");
        if example.given != "{}" {
            let _ = writeln!(page, "    for   {}", example.given);
        }
        let _ = match example.gives {
            Gives::Value(value) => writeln!(page, "    gives {value}"),
            Gives::Ignored => writeln!(page, "    leaves the attribute out"),
            Gives::Error(code) => writeln!(page, "    fails {code}"),
        };
    }
    let _ =
        write!(page, "\nHow sure this is: {}\n  {}\n", function.certainty.word(), function.page);
    add_unsure(&mut page, function.behaviours);
    let _ = write!(page, "\nExists in {}\n", services(function.services));
    if !function.see_also.is_empty() {
        let _ = writeln!(page, "See also {}", function.see_also.join(", "));
    }
    page
}

/// Adds what is less sure than the whole.
pub(super) fn add_unsure(page: &mut String, behaviours: &[Behaviour]) {
    for behaviour in behaviours {
        let word = behaviour.certainty.word();
        add_wrapped(page, behaviour.what, &format!("  {word:<10}  "), "              ");
        add_wrapped(page, behaviour.why, "              ", "              ");
    }
}

/// The functions with their summaries, by shelf.
pub fn terminal_list(functions: &[&Function]) -> String {
    let mut list = String::new();
    let width = functions.iter().map(|function| function.name.len()).max().unwrap_or(0);
    for (category, title) in SHELVES {
        let shelf = functions.iter().filter(|function| function.category == category);
        let mut shelf = shelf.peekable();
        if shelf.peek().is_none() {
            continue;
        }
        if !list.is_empty() {
            list.push('\n');
        }
        let _ = writeln!(list, "{title}");
        for function in shelf {
            let _ = writeln!(list, "  {:width$}  {}", function.name, function.summary);
        }
    }
    list
}

/// Adds a paragraph, its lines broken between words.
pub(super) fn add_wrapped(page: &mut String, text: &str, first: &str, indent: &str) {
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in text.split_whitespace() {
        let width = line.chars().count() + 1 + word.chars().count();
        if !is_empty && width > WIDTH {
            page.push_str(line.trim_end());
            page.push('\n');
            indent.clone_into(&mut line);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    page.push_str(line.trim_end());
    page.push('\n');
}
