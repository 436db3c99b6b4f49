//! Text to tree: the only file that names pest.
//!
//! The grammar takes every balanced text as rows of terms; here each row is looked at. One
//! operand, or two with a comparison between them, is an expression. What else stands in a row
//! is reported, once, and what could be read of it is kept, so that it is checked too.

use std::borrow::Cow;
use std::collections::BTreeMap;

use pest::Parser;
use pest::iterators::Pair;
use pest_derive::Parser;

use super::ast::{Argument, Comparison, Expr, ExprKind, Name};
use super::quotes::WrongText;
use super::row::{
    Row, Term, Terms, false_hex, foreign_word, index_behind, is_logical, is_number, negation,
    next_comparison, next_operand, operands,
};
use super::{messages, scan};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, Span};

#[derive(Parser)]
#[grammar = "../grammar/expression.pest"]
struct Grammar;

/// Stands for what cannot be read: no text holds it, and the grammar has a rule for it.
const UNREAD: &str = "\u{ffff}";

/// A tree, and what is to be said of its text.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The tree; an error node where nothing could be read.
    pub expr: Expr,
    /// What is wrong, by place.
    pub diagnostics: Diagnostics,
}

/// Reads an expression. Never fails: what cannot be read is an error node with a diagnostic.
pub fn parse(source: &Source) -> Parsed {
    let scan::Scan { diagnostics, readable } = scan::scan(source);
    let unread = Expr { kind: ExprKind::Error(Vec::new()), span: source.whole() };
    let Some(scan::Readable { length, is_cut, missing, texts }) = readable else {
        return Parsed { expr: unread, diagnostics: diagnostics.sorted() };
    };
    let cut = if is_cut { UNREAD } else { "" };
    let readable = in_right_quotes(source.text().get(..length).unwrap_or_default(), &texts);
    let text = format!("{readable}{cut}{}", ")".repeat(missing));
    let texts = texts.into_iter().map(|text| (text.span.start, text.content)).collect();
    let mut builder = Builder { source, length, texts, group: None, diagnostics };
    let expr = match Grammar::parse(Rule::expression, &text) {
        Ok(mut pairs) => pairs.next().and_then(|pair| builder.expression(pair)),
        Err(error) => {
            let at = match error.location {
                pest::error::InputLocation::Pos(at) => at,
                pest::error::InputLocation::Span((start, _)) => start,
            };
            builder.report(messages::unreadable(source, Span::new(at, at + 1)));
            None
        }
    };
    Parsed { expr: expr.unwrap_or(unread), diagnostics: builder.diagnostics.sorted() }
}

/// The text with those in wrong quotes put into right ones, byte for byte as long. What stands in
/// them is looked up where it is needed.
fn in_right_quotes<'t>(text: &'t str, wrong: &[WrongText]) -> Cow<'t, str> {
    if wrong.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut right = String::with_capacity(text.len());
    for one in wrong {
        right.push_str(text.get(right.len()..one.span.start as usize).unwrap_or_default());
        let inside = (one.span.end - one.span.start).saturating_sub(2) as usize;
        right.push('"');
        right.extend(std::iter::repeat_n(' ', inside));
        right.push('"');
    }
    right.push_str(text.get(right.len()..).unwrap_or_default());
    Cow::Owned(right)
}

struct Builder<'s> {
    source: &'s Source,
    /// How much of the source is read: what is supplied stands behind it.
    length: usize,
    /// What stands in wrong quotes, by where they open.
    texts: BTreeMap<u32, String>,
    /// Where the last group opens.
    group: Option<usize>,
    diagnostics: Diagnostics,
}

impl Builder<'_> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        Span::new(span.start().min(self.length), span.end().min(self.length))
    }

    fn expression(&mut self, pair: Pair<'_, Rule>) -> Option<Expr> {
        let terms = pair.into_inner().filter_map(|pair| self.term(pair)).collect::<Vec<_>>();
        if terms.is_empty() {
            self.report(messages::empty(self.source));
        }
        self.row(terms, Row::WholeText)
    }

    /// One term of a row; nothing for the end of the text. The match is total, so that a rule
    /// without a meaning does not compile.
    fn term(&mut self, pair: Pair<'_, Rule>) -> Option<Term> {
        let span = self.span(&pair);
        let operand = |kind| Some(Term::Operand(Expr { kind, span }));
        match pair.as_rule() {
            Rule::attribute => operand(self.attribute(&pair, span)),
            Rule::text => operand(ExprKind::Text(match self.texts.remove(&span.start) {
                Some(text) => text,
                None => unescape(inner_text(pair)),
            })),
            Rule::number if !is_number(pair.as_str()) => {
                self.report(messages::not_a_number(self.source, span));
                operand(ExprKind::Error(Vec::new()))
            }
            Rule::number | Rule::hex => operand(ExprKind::Number(pair.as_str().to_owned())),
            Rule::parameter => operand(ExprKind::Parameter(inner_text(pair).to_owned())),
            Rule::named => Some(Term::Operand(self.named(pair))),
            Rule::group => {
                self.group(span);
                let arguments = pair.into_inner().next();
                let inside = arguments.map_or_else(Vec::new, |pair| self.arguments(pair));
                let inside = inside.into_iter().filter_map(|argument| argument.expr).collect();
                operand(ExprKind::Error(inside))
            }
            Rule::comparison => match Comparison::from_symbol(pair.as_str()) {
                Some(comparison) => Some(Term::Comparison(comparison, span)),
                None => Some(Term::Stray(span)),
            },
            Rule::foreign => Some(self.foreign(pair.as_str(), span)),
            Rule::comma => Some(Term::Comma(span)),
            Rule::closer => Some(Term::Closer(span)),
            Rule::unread if span.start as usize == self.length => {
                operand(ExprKind::Error(Vec::new()))
            }
            Rule::EOI => None,
            Rule::stray
            | Rule::unread
            | Rule::expression
            | Rule::term
            | Rule::attribute_name
            | Rule::quoted_in_name
            | Rule::nested_in_name
            | Rule::text_content
            | Rule::parameter_name
            | Rule::name
            | Rule::arguments
            | Rule::argument
            | Rule::member
            | Rule::blank => Some(Term::Stray(span)),
        }
    }

    /// An attribute; with a part of it behind its brackets, what somebody took for one.
    fn attribute(&mut self, pair: &Pair<'_, Rule>, span: Span) -> ExprKind {
        let mut parts = pair.clone().into_inner();
        let name = parts.next().map_or("", |name| name.as_str());
        if name.trim().is_empty() {
            self.report(messages::no_name(self.source, span));
            return ExprKind::Error(Vec::new());
        }
        match parts.next() {
            Some(_) => ExprKind::Word(pair.as_str().to_owned()),
            None => ExprKind::Attribute(name.to_owned()),
        }
    }

    /// Parentheses without a name: of several side by side only the first is told.
    fn group(&mut self, span: Span) {
        let start = span.start as usize;
        let between = self.group.and_then(|group| self.source.text().get(group + 1..start));
        if !between.is_some_and(|between| between.trim().is_empty()) {
            self.report(messages::group(self.source, span));
        }
        self.group = Some(start);
    }

    /// Operators of other languages: those that say what one of ours says are read as it.
    fn foreign(&mut self, symbol: &str, span: Span) -> Term {
        let meant = match symbol {
            "==" => Comparison::Equal,
            "!=" => Comparison::NotEqual,
            "=<" => Comparison::LessOrEqual,
            "=>" => Comparison::GreaterOrEqual,
            _ => return Term::Foreign(symbol.to_owned(), span),
        };
        self.report(messages::foreign_comparison(self.source, span, symbol, meant));
        Term::Comparison(meant, span)
    }

    /// A call, or a bare word.
    fn named(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let span = self.span(&pair);
        let mut name = Name { text: String::new(), span };
        let mut call = None;
        for part in pair.into_inner() {
            if part.as_rule() == Rule::name {
                name = Name { text: part.as_str().to_owned(), span: self.span(&part) };
            } else {
                let mut parentheses = self.span(&part);
                if part.as_span().end() > self.length {
                    parentheses = Span { end: parentheses.start + 1, ..parentheses };
                }
                call = Some((self.arguments(part), parentheses));
            }
        }
        let kind = match call {
            Some((arguments, parentheses)) => ExprKind::Call { name, arguments, parentheses },
            None => ExprKind::Word(name.text),
        };
        Expr { kind, span }
    }

    /// The slots of a call; `()` has none.
    fn arguments(&mut self, pair: Pair<'_, Rule>) -> Vec<Argument> {
        let mut slots = Vec::new();
        for argument in pair.into_inner() {
            let span = self.span(&argument);
            let terms = argument.into_inner().filter_map(|pair| self.term(pair)).collect();
            slots.push(Argument { expr: self.row(terms, Row::Argument), span });
        }
        if let [Argument { expr: None, .. }] = slots.as_slice() {
            slots.clear();
        }
        slots
    }

    /// A row of terms as an expression; nothing where the row is empty.
    fn row(&mut self, terms: Vec<Term>, row: Row) -> Option<Expr> {
        let span = terms.first()?.span().to(terms.last()?.span());
        let error = |parts| Some(Expr { kind: ExprKind::Error(parts), span });
        let terms = self.without_sign(terms);
        if let Some(number) = false_hex(&terms) {
            self.report(messages::not_a_number(self.source, number));
            return error(operands(terms.into_iter().peekable()).collect());
        }
        let mut rest = terms.into_iter().peekable();
        let Some(left) = next_operand(&mut rest) else {
            let diagnostic = match rest.peek()? {
                Term::Comparison(operator, at) => {
                    messages::missing_side(self.source, *at, *operator, "left")
                }
                other => self.misplaced(None, other, row),
            };
            self.report(diagnostic);
            return error(operands(rest).collect());
        };
        if let (Some(word), Some(Term::Operand(_))) = (negation(&left), rest.peek()) {
            self.report(messages::logical_operator(self.source, left.span, word));
            return error(operands(rest).collect());
        }
        if let (Some(first), Some(Term::Operand(next))) = (self.call_start(&left, row), rest.peek())
            && !matches!(next.kind, ExprKind::Word(_))
            && foreign_word(next).is_none()
        {
            let (next, end) = (next.span, span.end as usize);
            let arguments = Span::new(next.start as usize, end);
            self.report(messages::missing_parentheses(self.source, first, next, arguments));
            return error(operands(rest).collect());
        }
        let Some((operator, operator_span)) = next_comparison(&mut rest) else {
            return self.end_of_row(left, rest, span, row);
        };
        let Some(right) = next_operand(&mut rest) else {
            self.report(messages::missing_side(self.source, operator_span, operator, "right"));
            return error(std::iter::once(left).chain(operands(rest)).collect());
        };
        let comparison = Expr {
            span: left.span.to(right.span),
            kind: ExprKind::Comparison {
                operator,
                operator_span,
                left: Box::new(left),
                right: Box::new(right),
            },
        };
        self.end_of_row(comparison, rest, span, row)
    }

    /// The row without a `+` before its first number.
    fn without_sign(&mut self, mut terms: Vec<Term>) -> Vec<Term> {
        if let [Term::Foreign(symbol, sign), Term::Operand(number), ..] = terms.as_slice()
            && symbol == "+"
            && matches!(number.kind, ExprKind::Number(_))
        {
            self.report(messages::plus_sign(self.source, *sign));
            terms.remove(0);
        }
        terms
    }

    /// The bare word that a row begins with, where it looks like a function's name: those begin
    /// with a capital, and nothing else is followed by a value outside a call.
    fn call_start(&self, left: &Expr, row: Row) -> Option<Span> {
        let ExprKind::Word(word) = &left.kind else { return None };
        let is_name = word.chars().all(|char| char.is_alphanumeric() || char == '_');
        let looks_like_one = row == Row::WholeText || word.starts_with(char::is_uppercase);
        (is_name && looks_like_one).then_some(left.span)
    }

    /// The expression that a row began with, and what to say of terms behind it.
    fn end_of_row(&mut self, expr: Expr, mut rest: Terms, span: Span, row: Row) -> Option<Expr> {
        let Some(extra) = rest.peek() else { return Some(expr) };
        let diagnostic = self.misplaced(Some(&expr), extra, row);
        self.report(diagnostic);
        // A `)` or a comma too many leaves what stands before it whole.
        if matches!(extra, Term::Closer(_) | Term::Comma(_)) {
            return Some(expr);
        }
        // An index is no attribute, and a comparing word no function.
        let is_word = matches!(extra, Term::Operand(operand) if foreign_word(operand).is_some());
        if is_word || index_behind(&expr, extra).is_some() {
            rest.next();
        }
        let parts = std::iter::once(expr).chain(operands(rest)).collect();
        Some(Expr { kind: ExprKind::Error(parts), span })
    }

    /// What to say of a term that stands where nothing more can stand.
    fn misplaced(&self, before: Option<&Expr>, term: &Term, row: Row) -> Diagnostic {
        let source = self.source;
        match term {
            Term::Comma(span) => messages::outer_comma(source, *span),
            Term::Closer(span) => messages::extra_parenthesis(source, *span),
            Term::Stray(span) => messages::stray(source, *span),
            Term::Comparison(_, span) => messages::chained_comparison(source, *span),
            Term::Foreign(symbol, span) => match symbol.as_str() {
                "+" if before.is_some_and(|it| matches!(it.kind, ExprKind::Number(_))) => {
                    messages::arithmetic(source, *span, symbol)
                }
                "&" | "+" => messages::concatenation(source, *span, symbol),
                "&&" | "||" | "!" => messages::logical_operator(source, *span, symbol),
                _ => messages::arithmetic(source, *span, symbol),
            },
            Term::Operand(expr) => {
                let Some(before) = before else {
                    return messages::extra_text(source, expr.span.start);
                };
                if let Some((word, help)) = foreign_word(expr) {
                    return messages::comparing_word(source, word, help);
                }
                match (&expr.kind, index_behind(before, term)) {
                    (ExprKind::Word(word), _) if is_logical(word) => {
                        messages::logical_operator(source, expr.span, word)
                    }
                    // `a-1` reads as `a` and a negative number.
                    (ExprKind::Number(number), _) if number.starts_with('-') => {
                        let sign = expr.span.start as usize;
                        messages::arithmetic(source, Span::new(sign, sign + 1), "-")
                    }
                    (_, Some(index)) => messages::indexing(source, before.span, expr.span, index),
                    (_, None) if row == Row::Argument => {
                        messages::missing_comma(source, before.span, expr.span)
                    }
                    (_, None) => messages::extra_text(source, expr.span.start),
                }
            }
        }
    }
}

/// The text of a term without its quotes or brackets.
fn inner_text<'i>(pair: Pair<'i, Rule>) -> &'i str {
    pair.into_inner().next().map_or("", |inner| inner.as_str())
}

fn unescape(content: &str) -> String {
    let mut text = String::with_capacity(content.len());
    let mut characters = content.chars().peekable();
    while let Some(character) = characters.next() {
        let escaped = match character {
            '\\' => characters.next_if(|next| matches!(next, '\\' | '"')),
            _ => None,
        };
        text.push(escaped.unwrap_or(character));
    }
    text
}

#[cfg(test)]
mod tests;
