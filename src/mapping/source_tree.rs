//! An expression as Graph's `attributeMappingSource`: a tree of functions, attributes and
//! constants with keyed parameters, and the canonical text of each node.
//!
//! In: an expression that was read without errors, and what names mean. Out: a [`SourceTree`],
//! notes on what in its shape Microsoft does not document, and where a recorded tree differs.
//!
//! The canonical text has every declared optional slot, be it empty: `ToLower([mail], )`.
//! An omitted argument is not in the tree.
//!
//! Absent on purpose: types and values, and reading trees (`tree` makes texts of them).

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;

use super::messages;
use super::names::Names;
use crate::diagnostic::Diagnostics;
use crate::source::Source;
use crate::syntax::{Argument, Expr, ExprKind, Spelling, quote};

/// A node.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceTree {
    /// The canonical text; of a constant always in quotes.
    pub expression: String,
    /// The name of the function or the attribute, or the constant's text.
    pub name: String,
    /// The arguments that are given.
    pub parameters: Vec<SourceParameter>,
    /// What it is.
    #[serde(rename = "type")]
    pub ty: SourceType,
    /// True where Microsoft does not document how such a node looks.
    #[serde(skip)]
    pub is_assumed: bool,
}

/// An argument under its key.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceParameter {
    /// The key.
    pub key: String,
    /// The argument.
    pub value: SourceTree,
    /// True where Microsoft does not document under which key it stands.
    #[serde(skip)]
    pub is_assumed: bool,
}

/// The kinds of node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum SourceType {
    /// `[name]`
    Attribute,
    /// A text, a number, a word.
    Constant,
    /// A call.
    Function,
}

impl Names<'_> {
    /// The expression's tree.
    pub fn tree(&self, expr: &Expr) -> SourceTree {
        let leaf = |ty, expression: String, name: &str, is_assumed| {
            let (name, parameters) = (name.to_owned(), Vec::new());
            SourceTree { expression, name, parameters, ty, is_assumed }
        };
        match &expr.kind {
            ExprKind::Attribute(name) => {
                leaf(SourceType::Attribute, self.text(expr), self.attribute(name), false)
            }
            ExprKind::Text(text) | ExprKind::Number(text) => {
                leaf(SourceType::Constant, quote(text), text, false)
            }
            ExprKind::Word(_) | ExprKind::Parameter(_) | ExprKind::Error(_) => {
                let text = self.text(expr);
                leaf(SourceType::Constant, quote(&text), &text, true)
            }
            ExprKind::Call { name, arguments, .. } => {
                let parameters = self.parameters(&name.text, arguments);
                let (expression, name) = (self.text(expr), self.function(&name.text).to_owned());
                let ty = SourceType::Function;
                SourceTree { expression, name, parameters, ty, is_assumed: false }
            }
            ExprKind::Comparison { operator, left, right, .. } => {
                let side = |key: &str, side: &Expr| {
                    let (key, value) = (key.to_owned(), self.tree(side));
                    SourceParameter { key, value, is_assumed: true }
                };
                SourceTree {
                    expression: self.text(expr),
                    name: operator.symbol().to_owned(),
                    parameters: vec![side("left", left), side("right", right)],
                    ty: SourceType::Function,
                    is_assumed: true,
                }
            }
        }
    }

    fn parameters(&self, function: &str, arguments: &[Argument]) -> Vec<SourceParameter> {
        let given = arguments.iter().filter_map(|argument| argument.expr.as_ref());
        let keys = self.keys(function, arguments).into_iter();
        let parameter = |(given, (key, is_assumed)): (&Expr, _)| {
            let value = self.tree(given);
            SourceParameter { key, value, is_assumed }
        };
        given.zip(keys).map(parameter).collect()
    }

    /// The keys of the arguments that are given, and whether each of them is assumed: one that
    /// comes again, and all of `IIF` but its first.
    fn keys(&self, function: &str, arguments: &[Argument]) -> Vec<(String, bool)> {
        let given = arguments.iter().enumerate().filter(|(_, argument)| argument.expr.is_some());
        let keys: Vec<String> =
            given.map(|(index, _)| self.key(function, index, arguments.len())).collect();
        let is_numbered = keys.first().is_some_and(|key| key == FIRST_OF_NUMBERED);
        let mut counts: HashMap<String, usize> = HashMap::new();
        for key in &keys {
            *counts.entry(key.clone()).or_default() += 1;
        }
        let is_repeated = |key: &str| counts.get(key).is_some_and(|count| *count > 1);
        let keys = keys.into_iter().enumerate();
        keys.map(|(index, key)| {
            let is_assumed = is_repeated(&key) || is_numbered && index > 0;
            (key, is_assumed)
        })
        .collect()
    }
}

/// The key of the first parameter where Graph only counts them, as it does for `IIF`.
const FIRST_OF_NUMBERED: &str = "one";

/// Notes on what in an expression's tree is assumed, each kind once.
pub fn assumptions(source: &Source, expr: &Expr, names: Names<'_>) -> Diagnostics {
    let mut notes = Assumptions { source, names, notes: Diagnostics::new(), said: Vec::new() };
    notes.visit(expr);
    notes.notes
}

struct Assumptions<'a> {
    source: &'a Source,
    names: Names<'a>,
    notes: Diagnostics,
    said: Vec<&'static str>,
}

impl Assumptions<'_> {
    fn visit(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Word(_) | ExprKind::Parameter(_) => self.say("a bare word", expr),
            ExprKind::Comparison { left, right, .. } => {
                self.say("a comparison", expr);
                self.visit(left);
                self.visit(right);
            }
            ExprKind::Call { name, arguments, .. } => {
                let keys = self.names.keys(&name.text, arguments);
                if keys.iter().any(|(_, is_assumed)| *is_assumed) {
                    self.say("these parameters", expr);
                }
                for argument in arguments.iter().filter_map(|argument| argument.expr.as_ref()) {
                    self.visit(argument);
                }
            }
            ExprKind::Attribute(_)
            | ExprKind::Text(_)
            | ExprKind::Number(_)
            | ExprKind::Error(_) => {}
        }
    }

    fn say(&mut self, what: &'static str, expr: &Expr) {
        if !self.said.contains(&what) {
            self.said.push(what);
            self.notes.push(messages::assumed_tree(self.source, expr.span, what));
        }
    }
}

/// Where a tree that the service gave differs from ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeDifference {
    /// The text of the node.
    pub node: String,
    /// Which of its keys: `type`, `name`, `expression`, `parameters`; `key` for that of one of its
    /// parameters.
    pub part: &'static str,
    /// What ours has there.
    pub ours: String,
    /// What the service's has there; nothing where it has none.
    pub theirs: Option<String>,
}

impl SourceTree {
    /// The first place where a tree that the service gave differs from this one; nothing where it
    /// does not. What is assumed is not looked at.
    pub fn difference(&self, recorded: &Value) -> Option<NodeDifference> {
        if self.is_assumed {
            return None;
        }
        let differs = |part, ours: &str, theirs: Option<&str>| {
            let (node, ours) = (self.expression.clone(), ours.to_owned());
            Some(NodeDifference { node, part, ours, theirs: theirs.map(str::to_owned) })
        };
        let text = |key: &str| recorded.get(key).and_then(Value::as_str);
        for (key, ours) in
            [("type", self.ty.name()), ("name", &self.name), ("expression", &self.expression)]
        {
            // Graph leaves out a type that is the usual one.
            let theirs = text(key).or((key == "type").then_some("Attribute"));
            if theirs != Some(ours) {
                return differs(key, ours, theirs);
            }
        }
        let theirs = recorded.get("parameters").and_then(Value::as_array);
        let theirs = theirs.map_or(&[][..], Vec::as_slice);
        if theirs.len() != self.parameters.len() {
            let (ours, theirs) = (self.parameters.len().to_string(), theirs.len().to_string());
            return differs("parameters", &ours, Some(&theirs));
        }
        let pairs = self.parameters.iter().zip(theirs).filter(|(ours, _)| !ours.is_assumed);
        pairs.into_iter().find_map(|(ours, theirs)| {
            let key = theirs.get("key").and_then(Value::as_str);
            if key.unwrap_or_default() != ours.key {
                return differs("key", &ours.key, key);
            }
            ours.value.difference(theirs.get("value").unwrap_or(&Value::Null))
        })
    }
}

impl SourceType {
    /// All of them.
    pub(super) const ALL: [SourceType; 3] =
        [SourceType::Attribute, SourceType::Constant, SourceType::Function];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            SourceType::Attribute => "Attribute",
            SourceType::Constant => "Constant",
            SourceType::Function => "Function",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::SourceTable;
    use crate::syntax;

    fn tree(text: &str) -> SourceTree {
        let table = SourceTable::entra_user();
        let parsed = syntax::parse(&Source::new("expression", text));
        assert!(parsed.diagnostics.is_empty(), "{}", parsed.diagnostics);
        Names { attributes: &table, functions: &[] }.tree(&parsed.expr)
    }

    #[test]
    fn the_canonical_text_has_every_optional_slot() {
        let table = [
            (r#"Replace([mail], "-", , , "_")"#, r#"Replace([mail], "-", , , "_", , )"#),
            (r#"tolower([MAIL])="a""#, r#"ToLower([mail], )="a""#),
            (r#"Mid( [mail] ,1, 8 )"#, r#"Mid([mail], 1, 8)"#),
            (r#"Switch([mail],,"a","b")"#, r#"Switch([mail], , "a", "b")"#),
            (r#"Join("",[a],"\"")"#, r#"Join("", [a], "\"")"#),
            ("IIF(true, %x%, Now())", "IIF(true, %x%, Now())"),
        ];
        for (written, canonical) in table {
            assert_eq!(tree(written).expression, canonical, "{written}");
        }
    }

    #[test]
    fn parameters_stand_under_their_keys() {
        let call = tree(r#"Replace([mail], "-", , , "_", , )"#);
        let keys: Vec<&str> = call.parameters.iter().map(|it| it.key.as_str()).collect();
        assert_eq!(keys, ["source", "Find", "Replacement"]);
        let number = tree("Mid([mail], 1, 8)").parameters.remove(1).value;
        assert_eq!((number.expression.as_str(), number.name.as_str()), ("\"1\"", "1"));
        assert_eq!(number.ty, SourceType::Constant);
    }

    #[test]
    fn a_recorded_tree_is_compared_but_for_what_is_assumed() {
        let recorded = |text: &str| serde_json::to_value(tree(text)).expect("a tree");
        let table = [
            ("[mail]", "[mail]", None),
            ("[mail]", "[surname]", Some("[mail]: name mail, theirs surname")),
            ("Len([mail])", "Len([mail])", None),
            (
                "Len([mail])",
                "Len([city])",
                Some("Len([mail]): expression Len([mail]), theirs Len([city])"),
            ),
            (r#"IIF([a]="b", "c", "d")"#, r#"IIF([a]="b", "c", "d")"#, None),
        ];
        let told = |difference: NodeDifference| {
            let NodeDifference { node, part, ours, theirs } = difference;
            format!("{node}: {part} {ours}, theirs {}", theirs.unwrap_or_default())
        };
        for (ours, theirs, expected) in table {
            let found = tree(ours).difference(&recorded(theirs)).map(told);
            assert_eq!(found.as_deref(), expected, "{ours}");
        }
        let mut short = recorded("Len([mail])");
        short["parameters"] = Value::Array(Vec::new());
        let found = tree("Len([mail])").difference(&short).map(told);
        assert_eq!(found.as_deref(), Some("Len([mail]): parameters 1, theirs 0"));
        let mut joined = recorded(r#"Join("", [a], [b])"#);
        joined["parameters"][1]["key"] = "source1".into();
        assert_eq!(tree(r#"Join("", [a], [b])"#).difference(&joined), None, "keys that repeat");
        joined["parameters"][0]["key"] = "glue".into();
        let found = tree(r#"Join("", [a], [b])"#).difference(&joined).map(told);
        assert_eq!(found.as_deref(), Some(r#"Join("", [a], [b]): key separator, theirs glue"#));
    }
}
