//! Pages of what can be explained, laid out for a terminal.

use attrmap::diagnostic::shortened;
use attrmap::reference::{Explanation, LISTS, Topic, explain, terminal_topics};

use crate::system::console::Trouble;

/// The pages for a terminal, or why there are none; `command` is what one asks with.
pub(crate) fn pages(question: &str, command: &str) -> Result<String, Trouble> {
    match explain(question) {
        Explanation::Pages(topics) => Ok(laid_out(&topics, false)),
        Explanation::List(topics) => Ok(laid_out(&topics, true)),
        Explanation::Unknown(near) => Err(unknown(question, near, command)),
    }
}

/// The pages or the list for a terminal.
pub(crate) fn laid_out(topics: &[Topic], is_list: bool) -> String {
    if is_list { terminal_topics(topics) } else { between(topics, Topic::terminal, "\n\n") }
}

/// The pages in the form that `page` gives them, with this between them.
pub(crate) fn between(topics: &[Topic], page: fn(Topic) -> String, gap: &str) -> String {
    let pages: Vec<String> = topics.iter().map(|topic| page(*topic)).collect();
    pages.join(gap)
}

/// Why there is no page.
pub(crate) fn unknown(question: &str, near: Option<&str>, command: &str) -> Trouble {
    let trouble = Trouble::new(format!("nothing is known of `{}`", shortened(question.trim())));
    match near {
        Some(near) => trouble.help(format!("did you mean `{near}`?")),
        None => {
            let lists = LISTS.join("`, `");
            trouble.help(format!("lists of what there is: `{command} {lists}`"))
        }
    }
}
