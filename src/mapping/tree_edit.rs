//! Changes of an expression that stands in a Graph file twice: as text and as tree.
//!
//! In: a change of the text. Out: [`Edits`]: of the text, and of those words of the tree that say
//! something else then. Only arguments that were not there before are written anew, in the file's
//! own layout and order, and what results is read back. What Microsoft does not document of a
//! tree's shape is not guessed: a change that would have to write it is refused. Nor are keys: those
//! in a file are the service's and stay, whatever the reference calls the parameters.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::literal;
use super::names::Names;
use super::recorded_tree::{RecordedTree, arguments, paired};
use super::source_tree::{SourceParameter, SourceTree};
use super::{Edit, Edits, Mapping, MappingFile, MappingSource, Obstacle};
use crate::source::{Located, Source, Span};
use crate::syntax::{self, Expr, ExprKind};

impl MappingFile {
    /// The edits by which what stands at a span of an expression becomes `replacement`, also in
    /// the tree that stands beside the expression, if there is one.
    pub fn edit_expression(
        &self,
        text: &Source,
        span: Span,
        replacement: &str,
        names: Names<'_>,
    ) -> Result<Edits, Obstacle> {
        if text.file() != &self.source {
            return Err(Obstacle::NoLiteral);
        }
        let tree = self.tree_beside(text);
        let mut edits = Edits::new();
        // A text that was made of the tree stands nowhere else.
        if tree.is_none() || text.content_in_file().is_some() {
            edits.push(self.edit(text, span, replacement)?);
        }
        let Some(tree) = tree else { return Ok(edits) };
        let mut edited = text.text().to_owned();
        if edited.get(span.range()).is_none() {
            return Err(Obstacle::NoLiteral);
        }
        edited.replace_range(span.range(), replacement);
        let edited = Source::new(text.name(), edited);
        let (before, after) = (syntax::parse(text), syntax::parse(&edited));
        if after.diagnostics.has_errors() || !tree.is_plain {
            return Err(Obstacle::UndocumentedTree);
        }
        let written = names.tree(&after.expr);
        if is_assumed(&written) {
            return Err(Obstacle::UndocumentedTree);
        }
        let is_same = !before.diagnostics.has_errors() && tree.difference(text, names).is_none();
        let mut retold = Retold { file: self, names, before: text, after: &edited, edits };
        // A tree that says something else, or whose text cannot be read, is told all over.
        let was = is_same.then_some(&before.expr);
        retold.node(tree, was, &after.expr, &written)?;
        let edits = retold.edits;
        let is_read_back = is_read_as(&self.part(tree.span, &edits), edited.text(), names);
        is_read_back.then_some(edits).ok_or(Obstacle::UndocumentedTree)
    }

    /// A part of the file with edits made that stand in it.
    fn part(&self, part: Span, edits: &Edits) -> String {
        let mut moved = Edits::new();
        for Edit { span, text } in edits {
            let place = |at: u32| at.saturating_sub(part.start) as usize;
            let span = Span::new(place(span.start), place(span.end));
            moved.push(Edit { span, text: text.clone() });
        }
        moved.apply(self.source.slice(part))
    }

    /// The tree beside a text, where the text is that of a mapping.
    fn tree_beside(&self, text: &Source) -> Option<&RecordedTree> {
        let place = text.span_in_file(text.whole());
        // What the file itself says is no mapping's, and nobody looks through all of them for it.
        if place == self.source.whole() {
            return None;
        }
        let is_it = |mapping: &&Mapping| match &mapping.source {
            MappingSource::Expression(source) => source.span_in_file(source.whole()) == place,
            MappingSource::None | MappingSource::Unreadable => false,
        };
        let mut mappings = self.object_mappings.iter().filter_map(|it| it.mapping_at(place));
        let tree = mappings.find(is_it)?.tree.as_deref()?;
        let span = tree.span;
        (span.start <= place.start && place.end <= span.end).then_some(tree)
    }
}

/// A tree while it is told what its text says now.
struct Retold<'a> {
    file: &'a MappingFile,
    names: Names<'a>,
    before: &'a Source,
    after: &'a Source,
    edits: Edits,
}

impl Retold<'_> {
    /// Tells a node; `was` is what it said, where that is known.
    fn node(
        &mut self,
        tree: &RecordedTree,
        was: Option<&Expr>,
        is: &Expr,
        written: &SourceTree,
    ) -> Result<(), Obstacle> {
        if was.is_some_and(|was| self.before.slice(was.span) == self.after.slice(is.span)) {
            return Ok(());
        }
        let is_whole = is.span == self.after.whole();
        if let Some(text) = tree.expression.as_ref().filter(|_| !is_whole) {
            self.text(text, &written.expression)?;
        }
        if was.is_none_or(|was| head(was) != head(is)) {
            self.word(&tree.name, &written.name)?;
        }
        match &tree.ty {
            Some(ty) if !ty.value.eq_ignore_ascii_case(written.ty.name()) => {
                self.word(ty, written.ty.name())?;
            }
            Some(_) => {}
            None if was.is_some_and(|was| is_same_kind(was, is)) => {}
            None => return Err(Obstacle::UndocumentedTree),
        }
        let recorded = tree.parameters.as_deref().unwrap_or_default();
        let (given, wanted) = (arguments(is), &written.parameters);
        let had = was.map(arguments).unwrap_or_default();
        let pairs = paired(recorded, wanted);
        let is_same_call = tree.name.value.eq_ignore_ascii_case(&written.name);
        let has_keys_of = |it: &SourceParameter| {
            recorded.iter().any(|recorded| recorded.key.eq_ignore_ascii_case(&it.key))
        };
        let is_same_shape = recorded.len() == wanted.len()
            && pairs.iter().all(|it| it.is_some_and(|it| it.value.is_some()))
            && (is_same_call || had.len() == wanted.len() && wanted.iter().all(has_keys_of));
        if is_same_shape {
            for (index, (has, wants)) in pairs.into_iter().zip(wanted).enumerate() {
                let Some(value) = has.and_then(|it| it.value.as_ref()) else { continue };
                let Some(is) = given.get(index) else { continue };
                let was = had.get(index).filter(|_| had.len() == wanted.len());
                self.node(value, was.copied(), is, &wants.value)?;
            }
            return Ok(());
        }
        // What is written anew below could hold nodes of before, or new keys beside theirs.
        if !self.has_known_keys(tree) {
            return Err(Obstacle::UndocumentedTree);
        }
        match tree.list {
            Some(list) => {
                let text = self.laid_out(tree, list, wanted);
                self.push(Edit { span: list, text })
            }
            None if wanted.is_empty() => Ok(()),
            None => Err(Obstacle::UndocumentedTree),
        }
    }

    /// True where all keys in the tree are those of the reference.
    fn has_known_keys(&self, tree: &RecordedTree) -> bool {
        let mut parameters = tree.parameters.iter().flatten();
        parameters.all(|it| {
            let is_known = self.names.has_key(&tree.name.value, &it.key);
            is_known && it.value.as_ref().is_none_or(|value| self.has_known_keys(value))
        })
    }

    /// Tells a node's own text, as little of it as is another.
    fn text(&mut self, text: &Located<String>, wanted: &str) -> Result<(), Obstacle> {
        let (file, content) = (&self.file.source, text.span);
        let (old, map) = literal::decode_json(file.slice(content), content.start as usize);
        let head = old.chars().zip(wanted.chars()).take_while(|(old, new)| old == new);
        let head: usize = head.map(|(old, _)| old.len_utf8()).sum();
        let (rest, new) = (old.get(head..), wanted.get(head..));
        let (rest, new) = (rest.unwrap_or_default(), new.unwrap_or_default());
        let tail = rest.chars().rev().zip(new.chars().rev()).take_while(|(old, new)| old == new);
        let tail: usize = tail.map(|(old, _)| old.len_utf8()).sum();
        let span = Span::new(head, old.len() - tail);
        let replacement = new.get(..new.len() - tail).unwrap_or_default();
        if span.is_empty() && replacement.is_empty() {
            return Ok(());
        }
        let source = Source::embedded(file, old, map);
        self.push(self.file.edit(&source, span, replacement)?)
    }

    /// Tells a name or a type.
    fn word(&mut self, word: &Located<String>, wanted: &str) -> Result<(), Obstacle> {
        if word.value == wanted {
            return Ok(());
        }
        self.push(self.file.edit(&self.file.source, word.span, wanted)?)
    }

    fn push(&mut self, edit: Edit) -> Result<(), Obstacle> {
        self.edits.push(edit).then_some(()).ok_or(Obstacle::NoLiteral)
    }

    /// Arguments as JSON: on one line or on lines of their own, and in the order of members, as
    /// the tree has it.
    fn laid_out(&self, tree: &RecordedTree, at: Span, arguments: &[SourceParameter]) -> String {
        let source = &self.file.source;
        let arguments = InOrder { value: arguments, order: &order(tree) };
        let Some((_, inside)) = source.slice(tree.span).split_once('\n') else {
            // Texts and lists of them always serialize.
            return serde_json::to_string(&arguments).unwrap_or_default();
        };
        let line = |at: u32| {
            let head = source.slice(Span::new(0, at as usize));
            head.rsplit_once('\n').map_or(head, |(_, line)| line)
        };
        let blank = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
        let (outer, inner) = (blank(line(tree.span.start)), blank(inside));
        let indent = inside.get(outer.min(inner)..inner).filter(|indent| !indent.is_empty());
        let formatter =
            serde_json::ser::PrettyFormatter::with_indent(indent.unwrap_or("  ").as_bytes());
        let mut bytes = Vec::new();
        let mut writer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
        let is_written = arguments.serialize(&mut writer).is_ok();
        let text = String::from_utf8(bytes).unwrap_or_default();
        debug_assert!(is_written, "texts and lists of them always serialize");
        let line = line(at.start);
        let margin = line.get(..blank(line)).unwrap_or_default();
        text.replace('\n', &format!("{}{margin}", self.file.line_end()))
    }
}

/// The members of a node.
#[derive(Clone, Copy)]
enum Member {
    Expression,
    Name,
    Type,
    Parameters,
}

/// The order in which a tree has its members; those it lacks stand as Graph has them.
fn order(tree: &RecordedTree) -> [Member; 4] {
    let expression = tree.expression.as_ref().map(|it| it.span);
    let ty = tree.ty.as_ref().map(|it| it.span);
    let mut order = [
        (expression, Member::Expression),
        (Some(tree.name.span), Member::Name),
        (tree.list, Member::Parameters),
        (ty, Member::Type),
    ];
    order.sort_by_key(|(span, _)| span.map_or(u32::MAX, |span| span.start));
    order.map(|(_, member)| member)
}

/// A tree, or arguments, whose nodes have their members in that order.
struct InOrder<'a, T: ?Sized> {
    value: &'a T,
    order: &'a [Member; 4],
}

impl Serialize for InOrder<'_, SourceTree> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let tree = self.value;
        let mut map = serializer.serialize_map(Some(self.order.len()))?;
        for member in self.order {
            match member {
                Member::Expression => map.serialize_entry("expression", &tree.expression)?,
                Member::Name => map.serialize_entry("name", &tree.name)?,
                Member::Type => map.serialize_entry("type", &tree.ty)?,
                Member::Parameters => {
                    let arguments =
                        InOrder { value: tree.parameters.as_slice(), order: self.order };
                    map.serialize_entry("parameters", &arguments)?;
                }
            }
        }
        map.end()
    }
}

impl Serialize for InOrder<'_, [SourceParameter]> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.value.len()))?;
        for argument in self.value {
            list.serialize_element(&InOrder { value: argument, order: self.order })?;
        }
        list.end()
    }
}

impl Serialize for InOrder<'_, SourceParameter> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("key", &self.value.key)?;
        map.serialize_entry("value", &InOrder { value: &self.value.value, order: self.order })?;
        map.end()
    }
}

/// What a node is called by itself, as it is written.
fn head(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Attribute(name) => Some(name),
        ExprKind::Text(text) | ExprKind::Number(text) => Some(text),
        ExprKind::Call { name, .. } => Some(&name.text),
        ExprKind::Parameter(_)
        | ExprKind::Word(_)
        | ExprKind::Comparison { .. }
        | ExprKind::Error(_) => None,
    }
}

fn is_same_kind(left: &Expr, right: &Expr) -> bool {
    std::mem::discriminant(&left.kind) == std::mem::discriminant(&right.kind)
}

/// True where a reader finds the text and the tree in this JSON of a source.
fn is_read_as(json: &str, wanted: &str, names: Names<'_>) -> bool {
    let file = format!(r#"[{{"targetAttributeName": "a", "source": {json}}}]"#);
    let (file, said) = MappingFile::read_graph("source", &file);
    let mapping = file.object_mappings.first().and_then(|object| object.mappings.first());
    let Some(Mapping { source: MappingSource::Expression(text), tree: Some(recorded), .. }) =
        mapping
    else {
        return false;
    };
    let is_same = text.text() == wanted && recorded.difference(text, names).is_none();
    is_same && !said.has_errors()
}

fn is_assumed(tree: &SourceTree) -> bool {
    let mut parameters = tree.parameters.iter();
    tree.is_assumed || parameters.any(|it| it.is_assumed || is_assumed(&it.value))
}
