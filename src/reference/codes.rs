//! Every diagnostic there is, by the stage that says it.

use std::fmt::Write;

use super::GENERATED;
use super::terminal::add_prose;
use crate::diagnostic::Code;
use crate::lint::{STAGES, Stage};

/// Every stage, in the order in which a mapping and its users pass through them, and behind them
/// what is said of other files.
pub fn stages() -> Vec<Stage> {
    let functions = Stage { title: "Reading a list of functions", codes: super::CODES };
    STAGES.iter().copied().chain([functions]).collect()
}

/// The stage that says it, and the code of that path, in any case.
pub(super) fn code(path: &str) -> Option<(Stage, &'static Code)> {
    stages().into_iter().find_map(|stage| {
        let found = stage.codes.iter().find(|code| code.path.eq_ignore_ascii_case(path));
        found.map(|code| (stage, *code))
    })
}

/// Where a code or a rule is described, below `docs/reference`. Anchors are as Markdown readers
/// make them.
pub(super) fn link(path: &str) -> String {
    match path.strip_prefix("lint::") {
        Some(rule) => format!("rules/{rule}.md"),
        None => format!("diagnostics.md#{}", path.replace(':', "")),
    }
}

/// A code's page by itself.
pub(super) fn code_page(code: &Code) -> String {
    let (path, summary) = (code.path, code.summary);
    format!("# `{path}`\n\n*{summary}*\n\n{}\n", code.explanation)
}

/// A code's page in a terminal.
pub fn terminal_code(code: &Code) -> String {
    let mut page = format!("{}\n{}\n\n", code.path, code.summary);
    add_prose(&mut page, code.explanation, "");
    page
}

/// The page of all diagnostics.
pub fn diagnostics_page() -> String {
    let mut page = GENERATED.to_owned();
    page.push_str(
        "# Diagnostics\n\nEverything attrmap can say about an expression, a mapping file, a table \
         or a user. The\npart before `::` is the stage that says it.\n",
    );
    for stage in stages() {
        let _ = write!(page, "\n## {}\n", stage.title);
        for code in stage.codes {
            let (path, summary) = (code.path, code.summary);
            let _ = write!(page, "\n### `{path}`\n\n*{summary}*\n\n{}\n", code.explanation);
        }
    }
    page
}
