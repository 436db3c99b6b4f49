//! A target table for people: its rows as plain data, and as a page of text.
//!
//! The page has a section for each schema, with the URN of each SCIM version in its head, so
//! that rows need not repeat it; what is corrected or assumed stands below, numbered.
//!
//! Absent on purpose: colours, the terminal's width.

use std::fmt;

use serde::Serialize;

use super::{Alternative, Mutability, PerVersion, Requirement, TargetAttribute, TargetTable};

/// The width that lines are wrapped at.
const WIDTH: usize = 120;

/// A row in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AttributeDescription {
    /// The name as published.
    pub name: String,
    /// The type as published.
    pub published_type: &'static str,
    /// The type that counts.
    #[serde(rename = "type")]
    pub ty: &'static str,
    /// True where it takes several values.
    pub is_multi_valued: bool,
    /// True where every object must have it.
    pub is_required: bool,
    /// Who may write it.
    pub mutability: &'static str,
    /// Where it stands in an object of each SCIM version.
    pub wire: PerVersion<String>,
    /// What there is to know of it.
    pub notes: Vec<TableNote>,
}

/// Something worth knowing of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableNote {
    /// What: a sentence fragment.
    pub text: String,
    /// Who says so.
    pub source: Option<String>,
}

impl TargetTable {
    /// The rows in words.
    pub fn describe(&self) -> Vec<AttributeDescription> {
        self.attributes().iter().map(TargetAttribute::describe).collect()
    }

    /// The table as a page of text.
    pub fn page(&self) -> Page<'_> {
        Page { table: self }
    }
}

impl TargetAttribute {
    /// The row in words.
    pub fn describe(&self) -> AttributeDescription {
        AttributeDescription {
            name: self.name.clone(),
            published_type: self.published.name(),
            ty: self.ty.name(),
            is_multi_valued: self.is_multi_valued || self.elements.is_some(),
            is_required: self.is_required,
            mutability: self.mutability.name(),
            wire: self.wire.clone().map(|path| path.to_string()),
            notes: self.notes(),
        }
    }

    fn notes(&self) -> Vec<TableNote> {
        let mut notes = Vec::new();
        if let Some(correction) = &self.correction {
            let text = format!(
                "published as {}, corrected to {}: {}",
                self.published, self.ty, correction.because
            );
            notes.push(TableNote { text, source: Some(correction.source.clone()) });
        }
        if let Some(assumption) = &self.assumption {
            notes.push(TableNote { text: format!("assumed: {assumption}"), source: None });
        }
        if !self.canonical_values.is_empty() && !self.is_in_elements {
            let text = format!("known values: {}", self.canonical_values.join(", "));
            notes.push(TableNote { text, source: None });
        }
        if let Some(filters) = &self.elements {
            let listed: Vec<String> = filters.iter().map(|filter| format!("[{filter}]")).collect();
            let text = if listed.is_empty() {
                "takes any filter".to_owned()
            } else {
                format!("takes a filter: {}, or another", listed.join(", "))
            };
            notes.push(TableNote { text, source: None });
        }
        notes
    }
}

/// The page of a table: print it with `{}`.
#[derive(Debug, Clone, Copy)]
pub struct Page<'t> {
    table: &'t TargetTable,
}

/// A row as the page shows it.
struct Line {
    name: String,
    ty: String,
    v2_0: String,
    v1_1: String,
}

/// The lines of one schema.
struct Section {
    urns: PerVersion<String>,
    lines: Vec<Line>,
}

impl fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let table = self.table;
        writeln!(f, "{}", table.title)?;
        match &table.source {
            Some(source) => writeln!(f, "{}: {source}", table.name)?,
            None => writeln!(f, "{}", table.name)?,
        }
        let mut notes = Vec::new();
        for section in self.sections(&mut notes) {
            section.write(f)?;
        }
        if !table.requirements.is_empty() {
            f.write_str("\nEvery user needs\n")?;
        }
        for requirement in &table.requirements {
            wrapped(f, "  ", &self.requirement(requirement))?;
        }
        if !notes.is_empty() {
            f.write_str("\nNotes\n")?;
        }
        for (number, note) in (1..).zip(&notes) {
            wrapped(f, &format!("  [{number}] "), &note.text)?;
            if let Some(source) = &note.source {
                let indent = format!("  [{number}] ").len();
                wrapped(f, &" ".repeat(indent), &format!("source: {source}"))?;
            }
        }
        Ok(())
    }
}

impl Page<'_> {
    /// The rows under their schemas, in the table's order; notes are numbered on the way.
    fn sections(&self, notes: &mut Vec<TableNote>) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        for attr in self.table.attributes() {
            let core = self.table.core.clone();
            let urns = PerVersion {
                v2_0: attr.wire.v2_0.urn.clone().unwrap_or(core.v2_0),
                v1_1: attr.wire.v1_1.urn.clone().unwrap_or(core.v1_1),
            };
            let line = line(attr, &urns, notes);
            match sections.iter_mut().find(|section| section.urns == urns) {
                Some(section) => section.lines.push(line),
                None => sections.push(Section { urns, lines: vec![line] }),
            }
        }
        sections
    }

    fn requirement(&self, requirement: &Requirement) -> String {
        let usual = self.alternatives(&requirement.alternatives);
        let mut text = format!("{}: {usual}", requirement.name);
        if requirement.alternatives != requirement.without_email {
            let without = match requirement.without_email.as_slice() {
                [] => "not needed".to_owned(),
                alternatives => self.alternatives(alternatives) + &self.never_empty(requirement),
            };
            text.push_str(&format!(" (with users without e-mail: {without})"));
        }
        text
    }

    fn never_empty(&self, requirement: &Requirement) -> String {
        if requirement.never_empty.is_empty() {
            return String::new();
        }
        let rows = Alternative { rows: requirement.never_empty.clone() };
        format!("; an empty {} is refused all the same", self.alternatives(&[rows]))
    }

    fn alternatives(&self, alternatives: &[Alternative]) -> String {
        let rows = |alternative| {
            let names = self.table.rows_of(alternative).map(|attr| attr.name.as_str());
            names.collect::<Vec<_>>().join(" and ")
        };
        alternatives.iter().map(rows).collect::<Vec<_>>().join(", or ")
    }
}

fn line(attr: &TargetAttribute, urns: &PerVersion<String>, notes: &mut Vec<TableNote>) -> Line {
    let mut ty = attr.ty.name().to_owned();
    if attr.published != attr.ty {
        ty.push_str(&format!(" (published: {})", attr.published));
    }
    let words = [
        (attr.is_required, "required"),
        (attr.is_multi_valued, "multi-valued"),
        (attr.mutability == Mutability::ReadOnly, "read-only"),
        (attr.mutability == Mutability::Immutable, "immutable"),
        (attr.mutability == Mutability::WriteOnly, "write-only"),
    ];
    for (_, word) in words.iter().filter(|(is_so, _)| *is_so) {
        ty.push_str(", ");
        ty.push_str(word);
    }
    for note in attr.notes() {
        let known = notes.iter().position(|known| *known == note);
        let place = known.unwrap_or(notes.len());
        if known.is_none() {
            notes.push(note);
        }
        ty.push_str(&format!(" [{}]", place + 1));
    }
    let within = |urn: &str, text: String| match text.get(..urn.len()) {
        Some(start) if start == urn => text.get(urn.len() + 1..).unwrap_or("").to_owned(),
        _ => text,
    };
    Line {
        name: within(&urns.v2_0, attr.name.clone()),
        ty,
        v2_0: within(&urns.v2_0, attr.wire.v2_0.to_string()),
        v1_1: within(&urns.v1_1, attr.wire.v1_1.to_string()),
    }
}

impl Section {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", self.urns.v2_0)?;
        if self.urns.v1_1 != self.urns.v2_0 {
            writeln!(f, "{} in SCIM 1.1", self.urns.v1_1)?;
        }
        let is_plain = |line: &Line| line.v2_0 == line.name && line.v1_1 == line.name;
        let is_plain = self.lines.iter().all(is_plain);
        let width = |text: fn(&Line) -> &str, head: &str| {
            let widths = self.lines.iter().map(|line| text(line).chars().count());
            widths.chain([head.len()]).max().unwrap_or(0)
        };
        let heads = ["attribute", "type", "in SCIM 2.0", "in SCIM 1.1"];
        let [name_head, ty_head, v2_0_head, v1_1_head] = heads;
        let name_width = width(|line| &line.name, name_head);
        let ty_width = width(|line| &line.ty, ty_head);
        let v2_0_width = width(|line| &line.v2_0, v2_0_head);
        let mut columns = |name: &str, ty: &str, v2_0: &str, v1_1: &str| {
            let text = if is_plain {
                format!("  {name:name_width$}  {ty}")
            } else {
                format!("  {name:name_width$}  {ty:ty_width$}  {v2_0:v2_0_width$}  {v1_1}")
            };
            writeln!(f, "{}", text.trim_end())
        };
        columns(name_head, ty_head, v2_0_head, v1_1_head)?;
        for line in &self.lines {
            columns(&line.name, &line.ty, &line.v2_0, &line.v1_1)?;
        }
        Ok(())
    }
}

/// Writes words in lines; the first starts with `head`, the others are as far indented.
fn wrapped(f: &mut fmt::Formatter<'_>, head: &str, text: &str) -> fmt::Result {
    let indent = " ".repeat(head.chars().count());
    let mut line = head.to_owned();
    let mut width = head.chars().count();
    let mut has_words = false;
    for word in text.split(' ') {
        let len = word.chars().count();
        if has_words && width + 1 + len > WIDTH {
            writeln!(f, "{line}")?;
            line.clone_from(&indent);
            width = indent.len();
            has_words = false;
        }
        if has_words {
            line.push(' ');
            width += 1;
        }
        line.push_str(word);
        width += len;
        has_words = true;
    }
    writeln!(f, "{line}")
}

#[cfg(test)]
mod tests {
    use crate::schema::built_in;

    #[test]
    fn the_workplace_page_shows_corrections_and_assumptions_with_their_sources() {
        let table = built_in("workplace").expect("the table loads");
        let page = table.page().to_string();
        for line in [
            "Workplace from Meta, users",
            "  title                                    String (published: Boolean) [1]",
            "  userName                                 String, required",
            "  urn:scim:schemas:extension:enterprise:1.0.division        String      division        division",
            "  urn:scim:schemas:extension:enterprise:1.0.manager         String [2]  manager.value   manager.managerId",
            "  a name: name.formatted, or name.givenName and name.familyName",
            "  a user name: userName (with users without e-mail: userName, or externalId; an empty userName is refused all the same)",
            "  [3] known values: password, sso",
        ] {
            assert!(page.lines().any(|shown| shown == line), "{line:?} in\n{page}");
        }
        assert!(page.contains("[1] published as Boolean, corrected to String: RFC 7643"), "{page}");
        assert!(page.contains("      source: RFC 7643 section 4.1.1;"), "{page}");
        assert!(page.lines().all(|line| line.chars().count() <= 120), "{page}");
    }

    #[test]
    fn the_scim_page_names_elements_and_what_is_read_only() {
        let table = built_in("scim").expect("the table loads");
        let page = table.page().to_string();
        for part in ["  id ", "String, read-only", "[type eq \"mobile\"]", "takes any filter"] {
            assert!(page.contains(part), "{part:?} in\n{page}");
        }
        assert!(page.lines().all(|line| line.chars().count() <= 120), "{page}");
    }

    #[test]
    fn rows_are_described_one_by_one() {
        let table = built_in("workplace").expect("the table loads");
        let rows = table.describe();
        let title = rows.iter().find(|row| row.name == "title").expect("the row is there");
        assert_eq!((title.published_type, title.ty), ("Boolean", "String"));
        assert_eq!(title.notes.len(), 1);
        assert_eq!(rows.iter().filter(|row| row.is_required).count(), 2, "userName and the mail");
    }
}
