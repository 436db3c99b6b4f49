//! Changes of an expression that stands in a Graph file twice: as text and as tree.
//!
//! In: a change of the text. Out: an [`Edit`] that writes the source anew, text and tree, in the
//! file's own layout, and is read back before it is given. What Microsoft does not document of a
//! tree's shape is not guessed: a change that would have to write it is refused.

use serde::Serialize;

use super::names::Names;
use super::recorded_tree::RecordedTree;
use super::source_tree::SourceTree;
use super::{Edit, Mapping, MappingFile, MappingSource, Obstacle};
use crate::source::{Source, Span};
use crate::syntax;

impl MappingFile {
    /// The edit by which what stands at a span of an expression becomes `replacement`, with the
    /// tree that stands beside the expression, if there is one.
    pub fn edit_expression(
        &self,
        text: &Source,
        span: Span,
        replacement: &str,
        names: Names<'_>,
    ) -> Result<Edit, Obstacle> {
        if text.file() != &self.source {
            return Err(Obstacle::NoLiteral);
        }
        let Some(tree) = self.tree_beside(text) else { return self.edit(text, span, replacement) };
        let mut edited = text.text().to_owned();
        if edited.get(span.range()).is_none() {
            return Err(Obstacle::NoLiteral);
        }
        edited.replace_range(span.range(), replacement);
        let parsed = syntax::parse(&Source::new(text.name(), edited.as_str()));
        if parsed.diagnostics.has_errors() || !tree.is_plain {
            return Err(Obstacle::UndocumentedTree);
        }
        let written = SourceTree { expression: edited, ..names.tree(&parsed.expr) };
        if is_assumed(&written) {
            return Err(Obstacle::UndocumentedTree);
        }
        let text = self.laid_out(&written, tree.span);
        let is_read_back = is_read_as(&text, &written, names);
        is_read_back.then_some(Edit { span: tree.span, text }).ok_or(Obstacle::UndocumentedTree)
    }

    /// The tree beside a text, where the text is that of a mapping.
    fn tree_beside(&self, text: &Source) -> Option<&RecordedTree> {
        let place = text.span_in_file(text.whole());
        let is_it = |mapping: &&Mapping| match &mapping.source {
            MappingSource::Expression(source) => source.span_in_file(source.whole()) == place,
            MappingSource::None | MappingSource::Unreadable => false,
        };
        let mut mappings = self.object_mappings.iter().flat_map(|object| &object.mappings);
        let tree = mappings.find(is_it)?.tree.as_deref()?;
        let span = tree.span;
        (span.start <= place.start && place.end <= span.end).then_some(tree)
    }

    /// The tree as JSON: on one line or on lines of its own, as what stood there.
    fn laid_out(&self, tree: &SourceTree, span: Span) -> String {
        let before = self.source.slice(span);
        let Some((_, inside)) = before.split_once('\n') else {
            // Texts and lists of them always serialize.
            return serde_json::to_string(tree).unwrap_or_default();
        };
        let head = self.source.slice(Span::new(0, span.start as usize));
        let line = head.rsplit_once('\n').map_or(head, |(_, line)| line);
        let blank = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let (outer, inner) = (blank(line), blank(inside));
        let indent = inside.get(outer.min(inner)..inner).filter(|indent| !indent.is_empty());
        let formatter =
            serde_json::ser::PrettyFormatter::with_indent(indent.unwrap_or("  ").as_bytes());
        let mut bytes = Vec::new();
        let mut writer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
        let is_written = tree.serialize(&mut writer).is_ok();
        let text = String::from_utf8(bytes).unwrap_or_default();
        debug_assert!(is_written, "texts and lists of them always serialize");
        let line_end = format!("{}{}", self.line_end(), line.get(..outer).unwrap_or_default());
        text.replace('\n', &line_end)
    }
}

/// True where a reader finds the text and the tree in this JSON of a source.
fn is_read_as(json: &str, tree: &SourceTree, names: Names<'_>) -> bool {
    let file = format!(r#"[{{"targetAttributeName": "a", "source": {json}}}]"#);
    let (file, said) = MappingFile::read_graph("source", &file);
    let mapping = file.object_mappings.first().and_then(|object| object.mappings.first());
    let Some(Mapping { source: MappingSource::Expression(text), tree: Some(recorded), .. }) =
        mapping
    else {
        return false;
    };
    let is_same = text.text() == tree.expression && recorded.difference(text, names).is_none();
    is_same && !said.has_errors()
}

fn is_assumed(tree: &SourceTree) -> bool {
    let mut parameters = tree.parameters.iter();
    tree.is_assumed || parameters.any(|it| it.is_assumed || is_assumed(&it.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::Edits;
    use crate::schema::SourceTable;

    /// The file with the source of its first mapping changed.
    fn edited(file: &str, from: &str, to: &str) -> Result<String, Obstacle> {
        let (file, _) = MappingFile::read_graph("m.json", file);
        let table = SourceTable::entra_user();
        let names = Names { attributes: &table, functions: &[] };
        let mapping = &file.object_mappings[0].mappings[0];
        let MappingSource::Expression(source) = &mapping.source else { panic!("an expression") };
        let at = source.text().find(from).expect("it stands there");
        let edit = file.edit_expression(source, Span::new(at, at + from.len()), to, names)?;
        let mut edits = Edits::new();
        assert!(edits.push(edit));
        Ok(edits.apply(file.source.text()))
    }

    const LINES: &str = r#"[
    {
        "targetAttributeName": "userName",
        "source": {
            "expression": "[mail]",
            "name": "mail",
            "type": "Attribute",
            "parameters": []
        },
        "matchingPriority": 1
    }
]
"#;

    #[test]
    fn the_tree_is_written_with_the_text_and_nothing_else_changes() {
        let text = edited(LINES, "[mail]", "ToLower([mail], )").expect("it can be written");
        let expected = r#"[
    {
        "targetAttributeName": "userName",
        "source": {
            "expression": "ToLower([mail], )",
            "name": "ToLower",
            "parameters": [
                {
                    "key": "source",
                    "value": {
                        "expression": "[mail]",
                        "name": "mail",
                        "parameters": [],
                        "type": "Attribute"
                    }
                }
            ],
            "type": "Function"
        },
        "matchingPriority": 1
    }
]
"#;
        assert_eq!(text, expected);
        let (again, said) = MappingFile::read_graph("m.json", &text);
        assert!(said.is_empty(), "{said}");
        let tree = again.object_mappings[0].mappings[0].tree.as_ref().expect("a tree");
        assert_eq!(tree.name.value, "ToLower");
    }

    #[test]
    fn a_source_on_one_line_stays_on_it() {
        let line = r#"[{"targetAttributeName":"userName","source":{"expression":"[mail]","name":"mail","type":"Attribute","parameters":[]}}]"#;
        let text = edited(line, "[mail]", "[userPrincipalName]").expect("it can be written");
        let expected = r#"[{"targetAttributeName":"userName","source":{"expression":"[userPrincipalName]","name":"userPrincipalName","parameters":[],"type":"Attribute"}}]"#;
        assert_eq!(text, expected);
    }

    #[test]
    fn the_text_of_another_file_is_not_edited() {
        let table = SourceTable::entra_user();
        let names = Names { attributes: &table, functions: &[] };
        let (file, _) = MappingFile::read_graph("m.json", LINES);
        // The same places, another file.
        let (other, _) = MappingFile::read_graph("m.json", &LINES.replace("userName", "nickName"));
        let MappingSource::Expression(source) = &file.object_mappings[0].mappings[0].source else {
            panic!("an expression")
        };
        let edit = |file: &MappingFile| file.edit_expression(source, source.whole(), "[a]", names);
        assert!(edit(&file).is_ok());
        assert_eq!(edit(&other), Err(Obstacle::NoLiteral));
    }

    #[test]
    fn what_is_not_documented_is_not_written() {
        let refused = edited(LINES, "[mail]", "Coalesce([mail], [userPrincipalName])");
        assert_eq!(refused, Err(Obstacle::UndocumentedTree), "parameters that repeat");
        let odd = LINES.replace("\"type\"", "\"Type\"");
        let refused = edited(&odd, "[mail]", "[userPrincipalName]");
        assert_eq!(refused, Err(Obstacle::UndocumentedTree), "keys that Graph does not write");
        let alone = LINES.replace("\"name\": \"mail\",", "");
        let alone = alone.replace("\"type\": \"Attribute\",", "");
        let text = edited(&alone, "[mail]", "Coalesce([mail], [city])").expect("a text alone");
        assert!(text.contains(r#""expression": "Coalesce([mail], [city])","#), "{text}");
    }
}
