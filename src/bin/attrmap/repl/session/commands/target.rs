//! `:target`: the target attribute that values are converted for.

use attrmap::diagnostic::printable;
use attrmap::plan::find_target;
use attrmap::schema::{Mutability, Target};
use attrmap::source::Source;

use super::super::Session;
use super::super::answer::{Answer, Mistake};
use super::super::argument::Argument;
use super::super::completion::{self, Completion};
use super::super::loaded_mapping::expression_of;
use super::Command;
use crate::system::console::printable_lines;

pub(super) static TARGET: Command = Command {
    name: "target",
    words: &[],
    form: "[PATH|none]",
    argument: Argument::Other(complete),
    summary: "chooses the target that values are converted for",
    help: "Values are checked against it too. Targets are those of a loaded schema, else\n\
           of the loaded mapping, else of SCIM.\n\n  \
           :target active\n  \
           :target emails[type eq \"work\"].value\n  \
           :target none",
    is_private: false,
    run,
};

fn run(session: &mut Session, rest: &str) -> Result<Answer, Mistake> {
    if rest.is_empty() {
        return Ok(Answer::text(match &session.target {
            Some(target) => page(session, target),
            None => "no target: values are shown as expressions give them".to_owned(),
        }));
    }
    if rest.eq_ignore_ascii_case("none") {
        session.target = None;
        return Ok(Answer::text("no target: values are shown as expressions give them"));
    }
    let table = session.table().ok_or_else(|| Mistake::new("there is no table of targets"))?;
    let source = Source::new("target", rest);
    let target = find_target(&source, source.whole(), rest, table)?;
    let page = page(session, &target);
    session.target = Some(target);
    Ok(Answer::text(page))
}

fn page(session: &Session, target: &Target) -> String {
    let row = session.table().and_then(|table| table.attributes().get(target.row));
    let mut words = vec![target.ty.to_string()];
    if target.is_multi_valued {
        words.push("multi-valued".to_owned());
    }
    if row.is_some_and(|row| row.is_required) {
        words.push("required".to_owned());
    }
    if target.mutability != Mutability::ReadWrite {
        words.push(target.mutability.name().to_owned());
    }
    let mut page = format!("{} : {}\n", printable(&target.name), words.join(", "));
    if let Some(row) = row.filter(|row| !row.canonical_values.is_empty()) {
        let values = row.canonical_values.join(", ");
        page.push_str(&format!("  values: {}\n", printable(&values)));
    }
    let mapping = session.mapping.as_ref();
    let mapping = mapping.and_then(|mapping| {
        let table = session.table()?;
        mapping.mappings().iter().find(|mapping| {
            table.find(&mapping.target.value).is_some_and(|it| it.name == target.name)
        })
    });
    if let Some(text) = mapping.and_then(expression_of) {
        let text = printable_lines(text.text()).replace('\n', "\n          ");
        page.push_str(&format!("  mapped: {text}\n"));
    }
    page
}

fn complete(session: &Session, begun: &str) -> Completion {
    completion::fitting(session.table().map_or_else(Vec::new, |table| table.names()), begun)
}
