//! The reference as plain text for a terminal.

use std::fmt::Write;

use super::Topic;
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

/// Topics with their summaries, by shelf. Long names have their summary in the next line.
pub fn terminal_topics(topics: &[Topic]) -> String {
    let mut list = String::new();
    let names = topics.iter().map(|topic| topic.name().chars().count());
    let width = names.filter(|width| *width <= WIDTH / 3 + 2).max().unwrap_or(0);
    let indent = " ".repeat(width + 4);
    let mut shelf = "";
    for topic in topics {
        if topic.shelf() != shelf {
            shelf = topic.shelf();
            let _ = writeln!(list, "{}{shelf}", if list.is_empty() { "" } else { "\n" });
        }
        let name = topic.name();
        if name.chars().count() > width {
            let _ = writeln!(list, "  {name}");
            add_wrapped(&mut list, topic.summary(), &indent, &indent);
        } else {
            add_wrapped(&mut list, topic.summary(), &format!("  {name:width$}  "), &indent);
        }
    }
    list
}

/// Adds a paragraph, its lines broken between words, but not inside backticks.
pub(super) fn add_wrapped(page: &mut String, text: &str, first: &str, indent: &str) {
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in words(text) {
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
        line.push_str(&word);
        is_empty = false;
    }
    page.push_str(line.trim_end());
    page.push('\n');
}

/// The words of a text; what stands in backticks is one, unless it fits on no line.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut open = String::new();
    for word in text.split_whitespace() {
        if !open.is_empty() {
            open.push(' ');
        }
        open.push_str(word);
        if open.matches('`').count().is_multiple_of(2) || open.chars().count() > WIDTH / 2 {
            words.push(std::mem::take(&mut open));
        }
    }
    words.extend(Some(open).filter(|open| !open.is_empty()));
    words
}

/// Adds Markdown: paragraphs and the points of lists are wrapped, what stands in a fence is not.
pub(super) fn add_prose(page: &mut String, text: &str, indent: &str) {
    let mut paragraph = String::new();
    let mut is_fenced = false;
    let hanging = format!("{indent}  ");
    let end = |paragraph: &mut String, page: &mut String| {
        let is_point = paragraph.starts_with("- ");
        if !paragraph.is_empty() {
            add_wrapped(page, paragraph, indent, if is_point { &hanging } else { indent });
        }
        paragraph.clear();
    };
    for line in text.lines() {
        let is_fence = line.starts_with("```");
        if is_fence || is_fenced || line.is_empty() || line.starts_with("- ") {
            end(&mut paragraph, page);
        }
        if is_fence {
            is_fenced = !is_fenced;
        } else if is_fenced {
            add_block(page, line, &hanging);
        } else if line.is_empty() {
            page.push('\n');
        } else {
            paragraph.push_str(line.trim_end());
            paragraph.push(' ');
        }
    }
    end(&mut paragraph, page);
}

/// Adds lines as they are.
pub(super) fn add_block(page: &mut String, text: &str, indent: &str) {
    for line in text.trim().lines() {
        let _ = writeln!(page, "{}", format!("{indent}{line}").trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_laid_out() {
        let words = "word ".repeat(20);
        let text = format!("{words}\n\n- one\n- {words}\n\n```text\n  a  b\n```");
        let mut page = String::new();
        add_prose(&mut page, &text, "  ");
        let row = |count: usize| "word ".repeat(count).trim_end().to_owned();
        let expected = format!(
            "  {}\n  {}\n\n  - one\n  - {}\n    {}\n\n    a  b\n",
            row(15),
            row(5),
            row(15),
            row(5)
        );
        assert_eq!(page, expected);
    }
}
