//! Text to tree: the only file that names pest.
//!
//! The grammar takes every balanced text as rows of terms; here each row is looked at. One
//! operand, or two with a comparison between them, is an expression. What else stands in a row
//! is reported, once, and what could be read of it is kept, so that it is checked too.

use pest::Parser;
use pest::iterators::Pair;
use pest_derive::Parser;

use super::ast::{Argument, Comparison, Expr, ExprKind, Name};
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
    let Some(scan::Readable { length, is_cut, missing }) = readable else {
        return Parsed { expr: unread, diagnostics: diagnostics.sorted() };
    };
    let cut = if is_cut { UNREAD } else { "" };
    let readable = source.text().get(..length).unwrap_or_default();
    let text = format!("{readable}{cut}{}", ")".repeat(missing));
    let mut builder = Builder { source, length, diagnostics };
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

/// One thing in a row.
enum Term {
    Operand(Expr),
    Comparison(Comparison, Span),
    Foreign(String, Span),
    Stray(Span),
    Comma(Span),
    Closer(Span),
}

impl Term {
    fn span(&self) -> Span {
        match self {
            Term::Operand(expr) => expr.span,
            Term::Comparison(_, span)
            | Term::Foreign(_, span)
            | Term::Stray(span)
            | Term::Comma(span)
            | Term::Closer(span) => *span,
        }
    }
}

type Terms = std::iter::Peekable<std::vec::IntoIter<Term>>;

/// Where a row stands.
#[derive(Clone, Copy, PartialEq)]
enum Row {
    WholeText,
    Argument,
}

struct Builder<'s> {
    source: &'s Source,
    /// How much of the source is read: what is supplied stands behind it.
    length: usize,
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
            Rule::attribute => operand(ExprKind::Attribute(inner_text(pair).to_owned())),
            Rule::text => operand(ExprKind::Text(unescape(inner_text(pair)))),
            Rule::number | Rule::hex => operand(ExprKind::Number(pair.as_str().to_owned())),
            Rule::parameter => operand(ExprKind::Parameter(inner_text(pair).to_owned())),
            Rule::curly_text => {
                let text = inner_text(pair);
                self.report(messages::curly_quotes(self.source, span, text));
                operand(ExprKind::Text(text.to_owned()))
            }
            Rule::single_text => {
                let text = inner_text(pair);
                self.report(messages::single_quotes(self.source, span, text));
                operand(ExprKind::Text(text.to_owned()))
            }
            Rule::named => Some(Term::Operand(self.named(pair))),
            Rule::group => {
                let arguments = pair.into_inner().next();
                let inside = arguments.map_or_else(Vec::new, |pair| self.arguments(pair));
                self.report(messages::group(self.source, span));
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
            | Rule::curly_content
            | Rule::single_content
            | Rule::blank => Some(Term::Stray(span)),
        }
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

    /// The expression that a row began with, and what to say of terms behind it.
    fn end_of_row(&mut self, expr: Expr, mut rest: Terms, span: Span, row: Row) -> Option<Expr> {
        let Some(extra) = rest.peek() else { return Some(expr) };
        let diagnostic = self.misplaced(Some(&expr), extra, row);
        self.report(diagnostic);
        // A `)` or a comma too many leaves what stands before it whole.
        if matches!(extra, Term::Closer(_) | Term::Comma(_)) {
            return Some(expr);
        }
        // An index is no attribute.
        if index_behind(&expr, extra).is_some() {
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
                "&" | "+" => messages::concatenation(source, *span, symbol),
                "&&" | "||" | "!" => messages::logical_operator(source, *span, symbol),
                _ => messages::arithmetic(source, *span, symbol),
            },
            Term::Operand(expr) => {
                let Some(before) = before else {
                    return messages::extra_text(source, expr.span.start);
                };
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

fn next_operand(terms: &mut Terms) -> Option<Expr> {
    match terms.next_if(|term| matches!(term, Term::Operand(_)))? {
        Term::Operand(expr) => Some(expr),
        Term::Comparison(..)
        | Term::Foreign(..)
        | Term::Stray(_)
        | Term::Comma(_)
        | Term::Closer(_) => None,
    }
}

fn next_comparison(terms: &mut Terms) -> Option<(Comparison, Span)> {
    match terms.next_if(|term| matches!(term, Term::Comparison(..)))? {
        Term::Comparison(operator, span) => Some((operator, span)),
        Term::Operand(_)
        | Term::Foreign(..)
        | Term::Stray(_)
        | Term::Comma(_)
        | Term::Closer(_) => None,
    }
}

/// The values among the remaining terms, which are checked although their row is wrong. Words
/// are left out: there they are operators more often than values.
fn operands(mut terms: Terms) -> impl Iterator<Item = Expr> {
    std::iter::from_fn(move || {
        while terms.peek().is_some() {
            match next_operand(&mut terms) {
                Some(Expr { kind: ExprKind::Word(_), .. }) => {}
                Some(expr) => return Some(expr),
                None => drop(terms.next()),
            }
        }
        None
    })
}

fn is_logical(word: &str) -> bool {
    ["and", "or", "not"].iter().any(|logical| word.eq_ignore_ascii_case(logical))
}

/// The word of a `NOT` that stands before a condition.
fn negation(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Word(word) if word.eq_ignore_ascii_case("not") => Some(word),
        _ => None,
    }
}

/// The number in brackets that stands directly behind a value.
fn index_behind<'t>(before: &Expr, term: &'t Term) -> Option<&'t str> {
    let Term::Operand(Expr { kind: ExprKind::Attribute(name), span }) = term else { return None };
    let is_number =
        !name.is_empty() && name.len() < 9 && name.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && before.span.end == span.start).then_some(name)
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
mod tests {
    use super::super::print::to_text;
    use super::*;

    fn read(text: &str) -> Parsed {
        parse(&Source::new("expression", text))
    }

    /// The codes of a text's diagnostics, each with the text it underlines.
    fn found(text: &str) -> Vec<(&'static str, String)> {
        let parsed = read(text);
        let named = parsed.diagnostics.iter().map(|diagnostic| {
            (diagnostic.code.path, diagnostic.source.slice(diagnostic.primary.span).to_owned())
        });
        named.collect()
    }

    #[test]
    fn the_language_reads_and_prints() {
        let table = [
            ("[mail]", "[mail]"),
            (
                " Coalesce ( [mail] ,\n\t[userPrincipalName] ) ",
                "Coalesce([mail], [userPrincipalName])",
            ),
            (r#"Replace([a], , "x", , "", , )"#, r#"Replace([a], , "x", , "", , )"#),
            ("Guid()", "Guid()"),
            ("Guid( )", "Guid()"),
            ("f(,)", "f(, )"),
            (r#"[emails[type eq "a]b"].value]"#, r#"[emails[type eq "a]b"].value]"#),
            (r#""a\\b\"c\d""#, r#""a\\b\"c\\d""#),
            ("IIF([a]<>-1.5, &HF7, %Domain.FQDN%)", "IIF([a]<>-1.5, &HF7, %Domain.FQDN%)"),
            (
                "IIF([a] >= [b], True, IgnoreAttributeFlow)",
                "IIF([a]>=[b], True, IgnoreAttributeFlow)",
            ),
        ];
        for (text, printed) in table {
            let parsed = read(text);
            assert!(parsed.diagnostics.is_empty(), "{text}: {}", parsed.diagnostics);
            assert_eq!(to_text(&parsed.expr), printed, "{text}");
        }
    }

    #[test]
    fn each_mistake_is_said_once_on_its_smallest_span() {
        let table: &[(&str, &[(&str, &str)])] = &[
            (r#"Join("-", [a]"#, &[("scan::unclosed-parenthesis", "(")]),
            (r#"Join("-, [a])"#, &[("scan::unclosed-quote", "\"")]),
            ("Coalesce([mail, [b])", &[("scan::unclosed-bracket", "[")]),
            ("Join(“-”, [a])", &[("parse::curly-quotes", "“-”")]),
            ("Join('-', [a])", &[("parse::single-quotes", "'-'")]),
            (r#""t-" & [alias]"#, &[("parse::concatenation", "&")]),
            ("IIF([a]=1 AND [b]=2, 1, 2)", &[("parse::logical-operator", "AND")]),
            ("IIF([a]=1 || [b]=2, 1, 2)", &[("parse::logical-operator", "||")]),
            (r#"IIF([a]=="x", 1, 2)"#, &[("parse::foreign-comparison", "==")]),
            (r#"Split([a], "@")[0]"#, &[("parse::indexing", "[0]")]),
            ("[a] [b]", &[("parse::extra-text", "[b]")]),
            ("f([a] [b])", &[("parse::missing-comma", "[b]")]),
            ("f([a]))", &[("parse::extra-parenthesis", ")")]),
            ("[a], [b]", &[("parse::outer-comma", ",")]),
            ("([a])", &[("parse::group", "(")]),
            ("IIF([a]=1=2, 1, 2)", &[("parse::chained-comparison", "=")]),
            ("IIF([a]=, 1, 2)", &[("parse::missing-side", "=")]),
            ("IIF(=1, 1, 2)", &[("parse::missing-side", "=")]),
            ("[a] * 2", &[("parse::arithmetic", "*")]),
            ("f(#)", &[("parse::stray-character", "#")]),
            ("f(])", &[("parse::stray-character", "]")]),
            ("", &[("parse::empty", "")]),
            ("Join(‘-’, ‘a’)", &[("parse::stray-character", "‘"), ("parse::stray-character", "‘")]),
            (
                "f('a' “b” [c]",
                &[
                    ("scan::unclosed-parenthesis", "("),
                    ("parse::single-quotes", "'a'"),
                    ("parse::curly-quotes", "“b”"),
                    ("parse::missing-comma", "“b”"),
                ],
            ),
        ];
        for (text, expected) in table {
            let expected: Vec<_> =
                expected.iter().map(|(code, text)| (*code, (*text).to_owned())).collect();
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn nesting_has_a_limit_and_the_stack_is_safe() {
        let nested = |depth: usize| format!("{}[a]{}", "f(".repeat(depth), ")".repeat(depth));
        assert!(read(&nested(100)).diagnostics.is_empty());
        assert_eq!(found(&nested(101)), [("scan::too-deep", "(".to_owned())]);
        let tower = "f(".repeat(300_000);
        assert_eq!(
            found(&tower),
            [("scan::over-service-limit", "f".to_owned()), ("scan::too-deep", "(".to_owned())]
        );
        let brackets = "[".repeat(300_000);
        assert_eq!(
            found(&brackets),
            [("scan::over-service-limit", "[".to_owned()), ("scan::too-deep", "[".to_owned()),]
        );
    }
}
