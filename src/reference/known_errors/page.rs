//! The pages of known errors: one in Markdown for all, one each for a terminal.

use std::fmt::Write;

use super::{KnownError, Place, known_errors};
use crate::reference::GENERATED;
use crate::reference::codes::link;
use crate::reference::terminal::{add_prose, add_wrapped};

/// The page of all known errors.
pub fn known_errors_page() -> String {
    let mut page = GENERATED.to_owned();
    page.push_str(
        "# Errors of the provisioning service\n\nWhat people find in the provisioning log, in the \
         portal and in a target's answer, and what to\ndo about it. \
         `attrmap explain \"…\"` finds the entry of a pasted text: a code, a sentence, a whole\n\
         line of the log.\n",
    );
    for place in Place::ALL {
        let _ = write!(page, "\n## {}\n", place.title());
        for error in known_errors().filter(|error| error.place == place) {
            let _ = write!(page, "\n### {}\n\n", error.name);
            add_entry(error, &mut page);
        }
    }
    page
}

/// An error's page by itself.
pub(in crate::reference) fn known_error_page(error: &KnownError) -> String {
    let mut page = format!("# {}\n\n", error.name);
    add_entry(error, &mut page);
    page
}

fn add_entry(error: &KnownError, page: &mut String) {
    let _ = write!(page, "{}\n\n**What to do.** {}\n", error.means, error.cure);
    if !error.found_by.is_empty() {
        let links = error.found_by.iter().map(|code| format!("[`{code}`]({})", link(code)));
        let links: Vec<String> = links.collect();
        let _ = write!(page, "\nattrmap finds it beforehand: {}.\n", links.join(", "));
    }
    let pages: Vec<String> = error.pages.iter().map(|page| format!("<{page}>")).collect();
    let _ = write!(page, "\n{}\n", pages.join("  \n"));
}

/// An error's page in a terminal.
pub fn terminal_known_error(error: &KnownError) -> String {
    let mut page = format!("{}\n{}\n\n", error.name, error.place.title());
    add_prose(&mut page, error.means, "");
    page.push_str("\nWhat to do\n");
    add_prose(&mut page, error.cure, "  ");
    if !error.found_by.is_empty() {
        page.push_str("\nattrmap finds it beforehand\n");
        add_wrapped(&mut page, &error.found_by.join(", "), "  ", "  ");
    }
    page.push_str("\nMicrosoft's pages\n");
    error.pages.iter().for_each(|address| page.push_str(&format!("  {address}\n")));
    page
}
