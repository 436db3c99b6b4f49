//! What is said of a text that does not read: each code beside the function that says it.

mod operators;

pub(super) use operators::{
    arithmetic, chained_comparison, comparing_word, concatenation, foreign_comparison,
    foreign_word, logical_operator, missing_side, not_a_number, plus_sign,
};

use super::print::quote;
use super::quotes::WrongText;
use crate::diagnostic::{Code, Diagnostic, Fix, Label, shortened};
use crate::source::{Source, Span};

/// Every code of this stage.
pub static CODES: &[&Code] = &[
    &UNCLOSED_QUOTE,
    &UNOPENED_QUOTE,
    &UNCLOSED_BRACKET,
    &UNCLOSED_PARENTHESIS,
    &TOO_DEEP,
    &TOO_LARGE,
    &OVER_SERVICE_LIMIT,
    &EMPTY,
    &CURLY_QUOTES,
    &SINGLE_QUOTES,
    &operators::FOREIGN_COMPARISON,
    &operators::CONCATENATION,
    &operators::LOGICAL_OPERATOR,
    &operators::ARITHMETIC,
    &operators::NUMBER,
    &NO_NAME,
    &MISSING_PARENTHESES,
    &INDEXING,
    &GROUP,
    &operators::CHAINED_COMPARISON,
    &operators::MISSING_SIDE,
    &MISSING_COMMA,
    &EXTRA_PARENTHESIS,
    &OUTER_COMMA,
    &EXTRA_TEXT,
    &STRAY,
    &UNREADABLE,
];

static UNCLOSED_QUOTE: Code = Code {
    path: "scan::unclosed-quote",
    summary: "a text that never ends",
    explanation: "A text stands between two straight double quotes. A quote inside it is written \
        `\\\"`, a backslash `\\\\`. Look for a quote that is missing, or for one inside the text \
        that needs its backslash.",
};

/// A `"` without a partner.
pub(in crate::syntax) fn unclosed_quote(source: &Source, opener: Span) -> Diagnostic {
    let label = Label::new(opener, "no closing quote for this one");
    Diagnostic::error(&UNCLOSED_QUOTE, source, "a text is not closed", label)
        .help("put a `\"` where the text ends; a quote inside it is written `\\\"`")
}

/// The same inside the brackets of an attribute.
pub(in crate::syntax) fn unclosed_quote_in_name(source: &Source, opener: Span) -> Diagnostic {
    let label = Label::new(opener, "no closing quote for this one");
    Diagnostic::error(&UNCLOSED_QUOTE, source, "a text is not closed", label)
        .help("close it before the brackets: `[emails[type eq \"work\"].value]`")
}

static UNOPENED_QUOTE: Code = Code {
    path: "scan::unopened-quote",
    summary: "a text that never begins",
    explanation: "A text stands between two straight double quotes. Here one follows directly \
        behind a word, as only a closing quote does, and the quotes of the whole expression do \
        not come in pairs: the opening one is missing.",
};

/// `abc"`: the text, with the quote that ends it.
pub(in crate::syntax) fn unopened_quote(source: &Source, text: Span) -> Diagnostic {
    let label = Label::new(text, "no quote stands before this text");
    let start = text.start as usize;
    Diagnostic::error(&UNOPENED_QUOTE, source, "a text is not opened", label)
        .help(format!("write `\"{}`", source.slice(text)))
        .fix(Fix { span: Span::new(start, start), replacement: "\"".to_owned(), is_safe: false })
}

static UNCLOSED_BRACKET: Code = Code {
    path: "scan::unclosed-bracket",
    summary: "an attribute reference that never ends",
    explanation: "An attribute is written in square brackets: `[mail]`. A name may hold brackets \
        itself, as in `[emails[type eq \"work\"].value]`; each of them has its partner.",
};

/// A `[` without a partner.
pub(in crate::syntax) fn unclosed_bracket(source: &Source, opener: Span) -> Diagnostic {
    let label = Label::new(opener, "no `]` for this bracket");
    Diagnostic::error(&UNCLOSED_BRACKET, source, "an attribute is not closed", label)
        .help("put a `]` behind the attribute's name, as in `[mail]`")
}

static UNCLOSED_PARENTHESIS: Code = Code {
    path: "scan::unclosed-parenthesis",
    summary: "a call that never ends",
    explanation: "Each `(` of a call has a `)` behind its last argument. The opening one is \
        shown: count from there.",
};

/// A `(` without a partner.
pub(in crate::syntax) fn unclosed_parenthesis(source: &Source, opener: Span) -> Diagnostic {
    let end = source.text().trim_end().len();
    let label = Label::new(opener, "no `)` for this parenthesis");
    let diagnostic =
        Diagnostic::error(&UNCLOSED_PARENTHESIS, source, "a parenthesis is not closed", label);
    let end = Span::new(end, end);
    diagnostic.help("put a `)` behind the last argument").fix(Fix {
        span: end,
        replacement: ")".to_owned(),
        is_safe: false,
    })
}

static TOO_DEEP: Code = Code {
    path: "scan::too-deep",
    summary: "calls nested deeper than attrmap reads",
    explanation: "No mapping needs nesting this deep, and the service documents no limit of its \
        own. A `Switch` with many keys often replaces a tower of `IIF`.",
};

/// Nesting over the limit.
pub(in crate::syntax) fn too_deep(source: &Source, place: Span, most: usize) -> Diagnostic {
    let label = Label::new(place, format!("more than {most} calls are open here"));
    Diagnostic::error(&TOO_DEEP, source, "the calls are nested too deep", label)
        .help("replace nested `IIF` by one `Switch` with several keys")
}

static TOO_LARGE: Code = Code {
    path: "scan::too-large",
    summary: "an expression of more than a mebibyte",
    explanation: "The service takes expressions of up to 10,000 characters. attrmap reads a \
        hundred times that, and no more.",
};

/// Text over the limit of what is read.
pub(in crate::syntax) fn text_too_large(source: &Source, most: usize) -> Diagnostic {
    let label = Label::new(Span::new(0, 1), "the expression starts here");
    let message = format!("the expression is longer than {most} bytes");
    Diagnostic::error(&TOO_LARGE, source, message, label)
        .help("shorten it to 10,000 characters, the service's limit")
}

static OVER_SERVICE_LIMIT: Code = Code {
    path: "scan::over-service-limit",
    summary: "an expression longer than the service takes",
    explanation: "The service takes expressions of up to 10,000 characters (known issues for \
        provisioning, Microsoft Learn). attrmap reads it; the portal will not.",
};

/// Text over the service's limit.
pub(in crate::syntax) fn over_service_limit(source: &Source, length: usize) -> Diagnostic {
    let label = Label::new(Span::new(0, 1), format!("{length} characters from here on"));
    let message = "the expression is longer than the service's 10,000 characters";
    Diagnostic::warning(&OVER_SERVICE_LIMIT, source, message, label)
        .help("shorten it to 10,000 characters")
}

static EMPTY: Code = Code {
    path: "parse::empty",
    summary: "no expression",
    explanation: "There is nothing here but white space. A mapping's expression is an attribute \
        `[mail]`, a text `\"Employee\"` or a function call.",
};

/// Nothing but white space.
pub(in crate::syntax) fn empty(source: &Source) -> Diagnostic {
    let label = Label::new(source.whole(), "nothing stands here");
    Diagnostic::error(&EMPTY, source, "there is no expression", label)
        .help("write an attribute such as `[mail]`, a text such as `\"Employee\"`, or a call")
}

static CURLY_QUOTES: Code = Code {
    path: "parse::curly-quotes",
    summary: "curly quotes around a text",
    explanation: "Word processors and web pages turn straight quotes into curly ones, or into \
        those of another language. The language knows only the straight double quote.",
};

static SINGLE_QUOTES: Code = Code {
    path: "parse::single-quotes",
    summary: "single quotes around a text",
    explanation: "A text stands between straight double quotes. Single quotes are ordinary \
        characters inside a text and mean nothing outside.",
};

/// `“text”`, `'text'`, `“text"`, `'text`.
pub(in crate::syntax) fn wrong_quotes(source: &Source, text: &WrongText) -> Diagnostic {
    let (code, kind) = match text.quote {
        '\'' => (&SINGLE_QUOTES, "single"),
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' => (&CURLY_QUOTES, "curly"),
        _ => (&CURLY_QUOTES, "of another kind"),
    };
    let label = match (text.is_open, text.wrong == text.span) {
        (true, _) => format!("this quote is {kind}, and none closes the text"),
        (false, true) => format!("these quotes are {kind}"),
        (false, false) => format!("this quote is {kind}"),
    };
    let literal = quote(&text.content);
    let label = Label::new(text.wrong, label);
    Diagnostic::error(code, source, "a text needs straight double quotes", label)
        .help(format!("write `{literal}`"))
        .fix(Fix { span: text.span, replacement: literal, is_safe: !text.is_open })
}

static NO_NAME: Code = Code {
    path: "parse::no-name",
    summary: "brackets without an attribute's name",
    explanation: "An attribute is its name in square brackets, such as `[mail]`. Nothing stands \
        between these.",
};

/// `[]`.
pub(in crate::syntax) fn no_name(source: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "no name stands between these brackets");
    Diagnostic::error(&NO_NAME, source, "an attribute has no name", label)
        .help("write the attribute's name, as in `[mail]`")
}

static MISSING_PARENTHESES: Code = Code {
    path: "parse::missing-parentheses",
    summary: "a function without its parentheses",
    explanation: "The arguments of a function stand in parentheses behind its name, with commas \
        between them: `Append([mailNickname], \"@contoso.com\")`.",
};

/// `Append "x", "y"`.
pub(in crate::syntax) fn missing_parentheses(
    source: &Source,
    name: Span,
    first: Span,
    arguments: Span,
) -> Diagnostic {
    const LINE: usize = 60;
    let written = source.slice(arguments).trim_end();
    let written = if written.len() > LINE || written.contains('\n') { "…" } else { written };
    let name = source.slice(name);
    let label = Label::new(first, "no `(` stands before this");
    let message = format!("what follows `{}` stands in no parentheses", shortened(name));
    Diagnostic::error(&MISSING_PARENTHESES, source, message, label)
        .help(format!("write `{}({written})`", shortened(name)))
}

static INDEXING: Code = Code {
    path: "parse::indexing",
    summary: "an index in brackets behind a value",
    explanation: "Brackets name attributes. One of several values is taken with `Item`, which \
        counts from 1: `Item(Split([userPrincipalName], \"@\"), 1)`.",
};

/// `f(x)[0]`.
pub(in crate::syntax) fn indexing(
    source: &Source,
    value: Span,
    index: Span,
    number: &str,
) -> Diagnostic {
    let position = number.parse::<u64>().map_or(1, |number| number + 1);
    let call = format!("Item({}, {position})", source.slice(value));
    let label = Label::new(index, "this reads as an attribute of that name");
    let diagnostic =
        Diagnostic::error(&INDEXING, source, "values are not indexed with brackets", label);
    diagnostic.help(format!("write `{call}`: positions count from 1")).fix(Fix {
        span: value.to(index),
        replacement: call,
        is_safe: false,
    })
}

static GROUP: Code = Code {
    path: "parse::group",
    summary: "parentheses that belong to no function",
    explanation: "Parentheses hold a function's arguments and nothing else: there is nothing to \
        group, since a condition is one comparison.",
};

/// `(a)`.
pub(in crate::syntax) fn group(source: &Source, span: Span) -> Diagnostic {
    let opener = Span::new(span.start as usize, span.start as usize + 1);
    let label = Label::new(opener, "no function's name stands before this");
    Diagnostic::error(&GROUP, source, "parentheses group nothing here", label)
        .help("leave the parentheses away, or write the function's name before them")
}

static MISSING_COMMA: Code = Code {
    path: "parse::missing-comma",
    summary: "two values in one argument",
    explanation: "Arguments are separated by commas. Two values stand side by side here with \
        nothing between them.",
};

/// `f(a b)`.
pub(in crate::syntax) fn missing_comma(source: &Source, before: Span, next: Span) -> Diagnostic {
    let at = before.end as usize;
    let diagnostic = Diagnostic::error(
        &MISSING_COMMA,
        source,
        "a comma is missing between two arguments",
        Label::new(next, "this starts another value"),
    );
    diagnostic
        .because(Label::new(before, "this one ends here"))
        .help("put a `,` between them")
        .fix(Fix { span: Span::new(at, at), replacement: ",".to_owned(), is_safe: false })
}

static EXTRA_PARENTHESIS: Code = Code {
    path: "parse::extra-parenthesis",
    summary: "a closing parenthesis too many",
    explanation: "This `)` closes nothing: every opening parenthesis has its partner already.",
};

/// `f(x))`.
pub(in crate::syntax) fn extra_parenthesis(source: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "this closes nothing");
    Diagnostic::error(&EXTRA_PARENTHESIS, source, "there is a `)` too many", label)
        .help("take it away")
        .fix(Fix { span, replacement: String::new(), is_safe: false })
}

static OUTER_COMMA: Code = Code {
    path: "parse::outer-comma",
    summary: "a comma outside all parentheses",
    explanation: "Commas separate the arguments of a function. An expression is one value.",
};

/// `[a], [b]`.
pub(in crate::syntax) fn outer_comma(source: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "no function's parentheses are open here");
    Diagnostic::error(&OUTER_COMMA, source, "this comma separates no arguments", label)
        .help("wrap the values in a function: `Join(\", \", first, second)`")
}

static EXTRA_TEXT: Code = Code {
    path: "parse::extra-text",
    summary: "text after the end of the expression",
    explanation: "An expression is one attribute, text or call. What follows it belongs to \
        nothing.",
};

/// `f(x) more`.
pub(in crate::syntax) fn extra_text(source: &Source, start: u32) -> Diagnostic {
    let span = Span::new(start as usize, source.text().trim_end().len());
    let label = Label::new(span, "the expression is complete before this");
    Diagnostic::error(&EXTRA_TEXT, source, "there is text after the expression's end", label)
        .help("take it away, or join the values: `Join(\" \", first, second)`")
}

static STRAY: Code = Code {
    path: "parse::stray-character",
    summary: "a character that begins nothing",
    explanation: "Attributes stand in `[ ]`, texts in `\" \"`, functions are names with \
        parentheses. This character begins none of them.",
};

/// A character that begins no term.
pub(in crate::syntax) fn stray(source: &Source, span: Span) -> Diagnostic {
    let character = source.slice(span).chars().next().unwrap_or_default();
    let is_blank = character.is_whitespace();
    let start = span.start as usize;
    let rest = source.text().get(start..).unwrap_or_default();
    let dots = rest.len() - rest.trim_start_matches('.').len();
    let span = if dots > 1 { Span::new(start, start + dots) } else { span };
    let name = if is_blank || character.is_control() {
        format!("U+{:04X}", u32::from(character))
    } else {
        source.slice(span).to_owned()
    };
    let help = match character {
        '.' | '…' if dots != 1 => "write out what was left away",
        ';' => "separate arguments with `,`",
        '$' | '{' | '}' | '@' => "write an attribute in square brackets: `[mail]`",
        '\'' | '’' | '‘' | '`' => "put a text between straight double quotes: `\"…\"`",
        _ if is_blank => "put an ordinary space in its place",
        _ if source.text().trim_end().len() == span.end as usize => "take it away",
        _ => "put it inside a text: `\"…\"`, or take it away",
    };
    let label =
        Label::new(span, if is_blank { "a space of another kind" } else { "this begins nothing" });
    let message = format!("`{name}` is not part of the language");
    Diagnostic::error(&STRAY, source, message, label).help(help)
}

static UNREADABLE: Code = Code {
    path: "internal::unreadable",
    summary: "an expression attrmap should have been able to read",
    explanation: "This is a bug in attrmap: please report the expression.",
};

/// The grammar refused a balanced text: a bug.
pub(in crate::syntax) fn unreadable(source: &Source, span: Span) -> Diagnostic {
    let label = Label::new(span, "reading stopped here");
    Diagnostic::error(&UNREADABLE, source, "attrmap cannot read this: a bug in attrmap", label)
        .help("please report the expression")
}
