//! Names, arity, types: from what is written to what is meant.
//!
//! In: an expression's [`Source`] and an [`Env`]. Out: an [`Analysis`]: a typed tree with the
//! facts of every node, and diagnostics. [`Checked`] is the proof that none of them is an error,
//! and the only thing that can be lowered.
//!
//! Absent on purpose: evaluation, files, payloads.

mod call;
mod comparison;
mod declared;
mod env;
mod foreign;
mod forms;
mod messages;
mod narrowing;
mod outcomes;
mod service;
mod target;
mod typed;
mod words;

pub use crate::syntax::Comparison;
pub use env::Env;
pub use messages::{BARE_WORD, CODES, UNKNOWN_ATTRIBUTE, UNKNOWN_FUNCTION, UNKNOWN_PARAMETER};
pub use outcomes::{Outcome, outcomes};
pub use target::{check_target, may_miss};
pub use typed::{Comparing, Ignored, Typed, TypedArgument, TypedKind};

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, suggest};
use crate::functions;
use crate::schema::{Meaning, SourceAttribute, SourceTable};
use crate::source::{Source, Span};
use crate::syntax::{self, Expr, ExprKind, TokenKind, quote};
use crate::types::{Base, Facts, States, Texts, Type};

/// What is known of an expression's text.
#[derive(Debug, Clone)]
pub struct Analysis {
    source: Source,
    typed: Typed,
    diagnostics: Diagnostics,
}

impl Analysis {
    /// The typed tree; error nodes stand where something is wrong.
    pub fn typed(&self) -> &Typed {
        &self.typed
    }

    /// Everything there is to say, by place.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// The text.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// True where a function in it keeps values out of what is shown, be it wrong as a whole.
    pub fn is_redacted(&self) -> bool {
        is_redacted(&self.source)
    }

    /// The expression without errors, or what is wrong with it.
    pub fn checked(&self) -> Result<Checked<'_>, &Diagnostics> {
        if self.diagnostics.has_errors() {
            return Err(&self.diagnostics);
        }
        Ok(Checked { source: &self.source, typed: &self.typed })
    }
}

/// An expression in which nothing is wrong for every user.
#[derive(Debug, Clone, Copy)]
pub struct Checked<'a> {
    source: &'a Source,
    typed: &'a Typed,
}

impl<'a> Checked<'a> {
    /// The text.
    pub fn source(&self) -> &'a Source {
        self.source
    }

    /// True where a function in it keeps values out of what is shown.
    pub fn is_redacted(&self) -> bool {
        is_redacted(self.source)
    }

    /// The typed tree, without error nodes.
    pub fn typed(&self) -> &'a Typed {
        self.typed
    }
}

/// What stands in the text decides, not the tree: that has holes where something is wrong.
fn is_redacted(source: &Source) -> bool {
    let is_redacting = |name| functions::find(name).is_some_and(|it| it.special.is_redacting);
    let mut tokens = syntax::tokens(source.text()).into_iter();
    tokens.any(|it| it.kind == TokenKind::Function && is_redacting(source.slice(it.span)))
}

/// Reads and checks an expression.
pub fn check(source: &Source, env: &Env) -> Analysis {
    let parsed = syntax::parse(source);
    let mut checker = Checker::new(source, env);
    let typed = checker.expression(&parsed.expr);
    let mut diagnostics = parsed.diagnostics;
    diagnostics.append(checker.diagnostics);
    diagnostics.extend(checker.unknown.into_values());
    Analysis { source: source.clone(), typed, diagnostics: diagnostics.sorted() }
}

/// The type of a number as it is written. Its value is its text: what is no whole number of 64
/// bits in the usual spelling (`1.5`, `007`) is a text that a number can be read from.
fn base_of_number(text: &str) -> Base {
    let is_integer = text.parse::<i64>().is_ok_and(|number| number.to_string() == text);
    if is_integer { Base::Integer } else { Base::String }
}

struct Checker<'a> {
    source: &'a Source,
    env: &'a Env,
    diagnostics: Diagnostics,
    /// What is said of the attributes that the table lacks: of each, where it first stands.
    unknown: BTreeMap<String, Diagnostic>,
    /// How many calls and comparisons are around what is being looked at.
    depth: usize,
    /// What is known of attributes where the checker stands.
    known: narrowing::Known,
    /// How much has been looked at again to know it.
    work: usize,
}

impl<'a> Checker<'a> {
    fn new(source: &'a Source, env: &'a Env) -> Checker<'a> {
        Checker {
            source,
            env,
            diagnostics: Diagnostics::new(),
            unknown: BTreeMap::new(),
            depth: 0,
            known: narrowing::Known::new(),
            work: 0,
        }
    }

    fn expression(&mut self, expr: &Expr) -> Typed {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Attribute(name) => self.attribute(name, expr),
            ExprKind::Text(text) => Typed::constant(Base::String, text, span),
            ExprKind::Number(text) => Typed::constant(base_of_number(text), text, span),
            ExprKind::Word(word) => self.word(word, expr),
            ExprKind::Parameter(name) => self.parameter(name, span),
            ExprKind::Call { name, arguments, parentheses } => {
                self.call(span, name, arguments, *parentheses)
            }
            ExprKind::Comparison { operator, left, right, .. } => {
                self.depth += 1;
                let comparison = self.comparison(span, *operator, left, right);
                self.depth -= 1;
                comparison
            }
            ExprKind::Error(parts) => {
                // Reported by the parser; what could be read is checked all the same.
                for part in parts {
                    self.expression(part);
                }
                Typed::error(span)
            }
        }
    }

    fn attribute(&mut self, name: &str, expr: &Expr) -> Typed {
        let span = expr.span;
        let attributes = self.env.source_table();
        let Some(found) = attributes.find(name) else {
            let any = Facts { can_be_several: true, ..Facts::any(Type::STRING) };
            let typed = Typed {
                kind: TypedKind::Attribute(name.to_owned()),
                span,
                facts: self.env.narrowed(name, any),
            };
            // Every directory has extensions of its own, and users show what they have.
            let is_graphs = attributes.graph_alias(name).is_some();
            if attributes.is_extension(name) || !is_graphs && self.env.all_known().has(name) {
                return typed;
            }
            let diagnostic = match attributes.graph_alias(name) {
                Some(meant) => messages::graph_name(self.source, span, name, &meant.name),
                None => {
                    let near = suggest::nearest(name, suggested(attributes))
                        .or_else(|| suggested(attributes).find(|it| ends_with(it, name)));
                    messages::unknown_attribute(self.source, span, name, near)
                }
            };
            // Arguments that decide are looked at before those that stand before them.
            let first = self.unknown.entry(name.to_owned()).or_insert_with(|| diagnostic.clone());
            if span.start < first.primary.span.start {
                *first = diagnostic;
            }
            return typed;
        };
        if found.name != name {
            self.diagnostics.push(messages::attribute_case(self.source, span, &found.name));
        }
        let facts = self.known.get(&found.name).cloned();
        let facts = facts.unwrap_or_else(|| self.facts_of(found));
        Typed { kind: TypedKind::Attribute(found.name.clone()), span, facts }
    }

    /// The facts of an attribute of the table, wherever in the expression.
    fn facts_of(&self, found: &SourceAttribute) -> Facts {
        self.env.narrowed(&found.name, facts_of_attribute(found))
    }

    /// `%name%`: the text that the caller gives for it.
    fn parameter(&mut self, name: &str, span: Span) -> Typed {
        match self.env.parameter(name) {
            Some(value) => Typed::constant(Base::String, value, span),
            None => {
                let near = suggest::nearest(name, self.env.parameters());
                self.diagnostics.push(messages::unknown_parameter(self.source, span, name, near));
                Typed::error(span)
            }
        }
    }

    fn word(&mut self, word: &str, expr: &Expr) -> Typed {
        let span = expr.span;
        if let Some(meaning) = words::meaning(word) {
            return match meaning {
                words::Meaning::Text(text) => Typed::constant(Base::Boolean, text, span),
                words::Meaning::Ignore(ignored) => {
                    Typed { kind: TypedKind::Ignore(*ignored), span, facts: Facts::ignored() }
                }
            };
        }
        if let Some(instead) = foreign::instead_of_word(word) {
            self.diagnostics.push(foreign::unknown_word(self.source, span, word, instead));
            return Typed::error(span);
        }
        let meant = meant_by(word, self.env.source_table());
        self.diagnostics.push(messages::bare_word(self.source, span, word, &meant));
        Typed::error(span)
    }
}

/// The names that can be meant by another one: nobody means a password by a slip.
fn suggested(attributes: &SourceTable) -> impl Iterator<Item = &str> {
    let is_open = |it: &&SourceAttribute| it.meaning != Some(Meaning::Password);
    attributes.attributes().iter().filter(is_open).map(|attribute| attribute.name.as_str())
}

/// True where the name is the last part of the path.
fn ends_with(path: &str, name: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, last)| last.eq_ignore_ascii_case(name))
}

/// What is known of an attribute of the table, as users are read.
fn facts_of_attribute(found: &SourceAttribute) -> Facts {
    let (ty, texts) = match found.ty.base {
        // Reading refuses any other text.
        Base::Boolean => (found.ty, Texts::one_of(["False", "True"])),
        // What an attribute carries is text: only functions give numbers and dates.
        Base::Integer | Base::DateTime => (Type { base: Base::String, ..found.ty }, Texts::Any),
        Base::String
        | Base::Reference
        | Base::Binary
        | Base::AppRoleAssignment
        | Base::Complex
        | Base::Error => (found.ty, Texts::Any),
    };
    let can_be_empty = texts.known().is_none();
    let states = match (found.is_present_by_rule, can_be_empty) {
        (true, _) => States::PRESENT,
        (false, true) => States::ANY,
        (false, false) => States::NULL.union(States::PRESENT),
    };
    Facts { states, texts, ..Facts::any(ty) }
}

/// What somebody who wrote a bare word most likely meant.
fn meant_by(word: &str, attributes: &SourceTable) -> String {
    let attribute = |name: &str| {
        let found = attributes.find_by_any_name(name);
        found.map(|found| format!("[{}]", found.name))
    };
    if let Some(meant) = attribute(word) {
        return meant;
    }
    // `user.mail` and `[mail].value` name an attribute and something beside it.
    let path = word.replace(['[', ']'], "");
    if let Some((first, rest)) = path.split_once('.') {
        let parts = [path.as_str(), rest.rsplit('.').next().unwrap_or(rest), first];
        if let Some(meant) = parts.into_iter().find_map(attribute) {
            return meant;
        }
    }
    if let Some(function) = functions::find(word) {
        let arguments = if function.signature.params.is_empty() { "" } else { "…" };
        return format!("{}({arguments})", function.name);
    }
    match suggest::nearest(word, suggested(attributes).chain(words::all())) {
        Some(near) => attribute(near).unwrap_or_else(|| near.to_owned()),
        None => quote(word),
    }
}
