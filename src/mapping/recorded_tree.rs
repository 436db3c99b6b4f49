//! The tree of an expression as a Graph file has it beside the text, each part with its place.
//!
//! In: what the reader found, and the text. Out: the first part in which the tree says something
//! else than the text.
//!
//! Absent on purpose: the texts of the tree's nodes, and what Microsoft does not document of its
//! shape: comparisons, bare words, parameters that repeat.

use super::names::Names;
use super::source_tree::{SourceParameter, SourceTree, SourceType};
use crate::source::{Located, Source, Span};
use crate::syntax::{self, Expr, ExprKind};

/// A node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedTree {
    /// Its own text; nothing where the file does not say.
    pub expression: Option<Located<String>>,
    /// What it is; nothing where the file does not say.
    pub ty: Option<Located<String>>,
    /// The name of the function or the attribute, or the constant's text.
    pub name: Located<String>,
    /// Its arguments; nothing where the file does not say.
    pub parameters: Option<Vec<RecordedParameter>>,
    /// The list of the arguments.
    pub list: Option<Span>,
    /// All of its JSON.
    pub span: Span,
    /// True where its JSON holds nothing else but its text.
    pub is_plain: bool,
}

/// An argument under its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedParameter {
    /// The key.
    pub key: String,
    /// The argument; nothing where it could not be read.
    pub value: Option<RecordedTree>,
}

/// Where a tree and a text differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeDifference {
    /// The place in the tree.
    pub span: Span,
    /// What the text has there.
    pub text: String,
    /// What the tree has there, in words.
    pub tree: String,
    /// What would have to stand there; nothing where it is more than a word, or where the part has
    /// a text of its own that would have to change as well.
    pub replacement: Option<String>,
}

impl RecordedTree {
    /// The first part that says something else than the text; nothing where none does, where the
    /// shape is not documented, and for a text that cannot be read.
    pub fn difference(&self, text: &Source, names: Names<'_>) -> Option<TreeDifference> {
        let parsed = syntax::parse(text);
        let is_readable = !parsed.diagnostics.has_errors();
        let differs = || self.differs_from(&parsed.expr, &names.tree(&parsed.expr), names);
        is_readable.then(differs).flatten()
    }

    fn differs_from(
        &self,
        expr: &Expr,
        text: &SourceTree,
        names: Names<'_>,
    ) -> Option<TreeDifference> {
        let difference = self.first_difference(expr, text, names)?;
        // One word changed would leave the part with two meanings.
        let replacement = difference.replacement.filter(|_| self.is_spelt_as(text, names));
        Some(TreeDifference { replacement, ..difference })
    }

    /// True where its own text says what that one does, or is not given.
    fn is_spelt_as(&self, text: &SourceTree, names: Names<'_>) -> bool {
        self.expression.as_ref().is_none_or(|own| {
            let parsed = syntax::parse(&Source::new("tree", own.value.as_str()));
            names.text(&parsed.expr) == text.expression
        })
    }

    fn first_difference(
        &self,
        expr: &Expr,
        text: &SourceTree,
        names: Names<'_>,
    ) -> Option<TreeDifference> {
        // Of a type that is none, the reader tells.
        let is_known =
            |ty: &str| SourceType::ALL.iter().any(|it| ty.eq_ignore_ascii_case(it.name()));
        if text.is_assumed || self.ty.as_ref().is_some_and(|ty| !is_known(&ty.value)) {
            return None;
        }
        let differs = |span, tree: String, replacement: Option<&str>| TreeDifference {
            span,
            text: text.expression.clone(),
            tree,
            replacement: replacement.map(str::to_owned),
        };
        let (name, ty) = (&self.name, text.ty.name());
        if let Some(other) = self.ty.as_ref().filter(|it| !it.value.eq_ignore_ascii_case(ty)) {
            return Some(differs(other.span, format!("the type `{}`", other.value), Some(ty)));
        }
        if !self.has_name_of(expr, text) {
            return Some(differs(name.span, format!("`{}`", name.value), Some(&text.name)));
        }
        let parameters = self.parameters.as_ref().filter(|_| text.ty == SourceType::Function)?;
        // Whoever wrote none wrote the tree in short.
        if parameters.is_empty() {
            return None;
        }
        let is_counted = !text.parameters.iter().any(|parameter| parameter.is_assumed);
        let (given, wanted) = (parameters.len(), text.parameters.len());
        if is_counted && given != wanted {
            let tree = format!("{given} of {wanted} parameters");
            let tree = if given > wanted { format!("{given} parameters") } else { tree };
            return Some(differs(name.span, tree, None));
        }
        let pairs = text.parameters.iter().zip(paired(parameters, &text.parameters));
        arguments(expr).into_iter().zip(pairs).find_map(|(argument, (parameter, recorded))| {
            recorded?.value.as_ref()?.differs_from(argument, &parameter.value, names)
        })
    }

    fn has_name_of(&self, expr: &Expr, text: &SourceTree) -> bool {
        let name = &self.name.value;
        match text.ty {
            // The service tells names of attributes by their case.
            SourceType::Attribute => {
                let is_so_written = matches!(&expr.kind, ExprKind::Attribute(it) if it == name);
                *name == text.name || is_so_written
            }
            SourceType::Function => name.eq_ignore_ascii_case(&text.name),
            // With or without the backslashes.
            SourceType::Constant => {
                let quoted = text.expression.strip_prefix('"');
                let inside = quoted.and_then(|rest| rest.strip_suffix('"'));
                *name == text.name || inside == Some(name)
            }
        }
    }
}

/// The arguments that are given.
pub(super) fn arguments(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Call { arguments, .. } => {
            arguments.iter().filter_map(|argument| argument.expr.as_ref()).collect()
        }
        _ => Vec::new(),
    }
}

/// What a tree has for each of a text's arguments: what stands under its key, else, where all are
/// told apart, the next that no key claims. The service's keys are not always the reference's.
pub(super) fn paired<'a>(
    recorded: &'a [RecordedParameter],
    wanted: &[SourceParameter],
) -> Vec<Option<&'a RecordedParameter>> {
    let by_key = |wanted: &SourceParameter| {
        let is_it = |it: &&RecordedParameter| !wanted.is_assumed && is_under(wanted, &it.key);
        recorded.iter().find(is_it)
    };
    let is_counted = !wanted.iter().any(|parameter| parameter.is_assumed);
    let is_free = |it: &&RecordedParameter| !wanted.iter().any(|wanted| is_under(wanted, &it.key));
    let mut free = recorded.iter().filter(is_free).filter(|_| is_counted);
    wanted.iter().map(|wanted| by_key(wanted).or_else(|| free.next())).collect()
}

fn is_under(parameter: &SourceParameter, key: &str) -> bool {
    !key.is_empty() && parameter.key.eq_ignore_ascii_case(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::SourceTable;

    fn recorded(tree: &SourceTree) -> RecordedTree {
        let parameters = tree
            .parameters
            .iter()
            .map(|it| RecordedParameter { key: it.key.clone(), value: Some(recorded(&it.value)) });
        RecordedTree {
            expression: None,
            list: None,
            ty: Some(Located::new(tree.ty.name().to_owned(), Span::default())),
            name: Located::new(tree.name.clone(), Span::default()),
            parameters: Some(parameters.collect()),
            span: Span::default(),
            is_plain: true,
        }
    }

    #[test]
    fn a_tree_is_compared_with_the_text_but_for_what_is_assumed() {
        let table = SourceTable::entra_user();
        let names = Names { attributes: &table, functions: &[] };
        let (none, functions) = (SourceTable::default(), &[]);
        let as_written = Names { attributes: &none, functions };
        for (tree, text, expected) in [
            ("[mail]", "[mail]", None),
            ("[mail]", "[MAIL]", None),
            ("[MAIL]", "[MAIL]", None),
            ("[MAIL]", "[mail]", Some("`MAIL`")),
            ("ToLower([Mail])", "ToLower([MAIL])", Some("`Mail`")),
            ("[Other]", "[other]", Some("`Other`")),
            ("[mail]", "[surname]", Some("`mail`")),
            (r#""mail""#, "[mail]", Some("the type `Constant`")),
            ("ToLower([mail])", "ToUpper([mail])", Some("`ToLower`")),
            ("ToLower([mail])", "ToLower([surname])", Some("`mail`")),
            ("Mid([mail], 1, 8)", r#"Mid([mail], "1", "9")"#, Some("`8`")),
            (r#"Replace([mail], "a", , , "b")"#, r#"Replace([mail], "a", , , "b", , )"#, None),
            (r#"Replace([mail], "a")"#, r#"Replace([mail], "a", , , "b")"#, Some("2 of 3")),
            (r#"Replace([mail], "a", , , "b")"#, r#"Replace([mail], "a")"#, Some("3 parameters")),
            (r#"Switch([mail], , "a", "b")"#, r#"Switch([mail], , "c", "d")"#, None),
            (r#"Switch([mail], , "a", "b")"#, r#"Switch([city], , "a", "b")"#, Some("`mail`")),
            (r#"IIF([city]="a", "b", "c")"#, r#"IIF([city]="b", "c", "d")"#, None),
            (r#"Append([mail], "\"")"#, r#"Append([mail], "\"")"#, None),
        ] {
            let parsed = syntax::parse(&Source::new("tree", tree));
            let difference = recorded(&as_written.tree(&parsed.expr))
                .difference(&Source::new("text", text), names)
                .map(|it| it.tree);
            let is_expected = match (&difference, expected) {
                (Some(found), Some(start)) => found.starts_with(start),
                (found, expected) => found.is_none() && expected.is_none(),
            };
            assert!(is_expected, "{tree} beside {text}: {difference:?}");
        }
    }
}
