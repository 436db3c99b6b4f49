//! One call: its function, its slots, what each takes.

use super::typed::{Typed, TypedArgument, TypedKind};
use super::{Checker, foreign, forms, messages};
use crate::diagnostic::suggest;
use crate::dotnet;
use crate::functions::{
    self, ArgumentFault, Call, DeclaredFunction, FUNCTIONS, Function, Nesting, Param, Repeats,
    Signature, Takes,
};
use crate::source::{Source, Span};
use crate::syntax::{Argument, Expr, ExprKind, Name};
use crate::types::{Base, Facts, Number, States, Texts, truth_of_text};

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        span: Span,
        name: &Name,
        arguments: &[Argument],
        parentheses: Span,
    ) -> Typed {
        let is_nested = self.depth > 0;
        let function = functions::find(&name.text);
        let signature = function.map(|function| function.signature_for(arguments.len()));
        self.depth += 1;
        let typed = self.arguments(function, signature, arguments);
        self.depth -= 1;
        let (Some(function), Some(signature)) = (function, signature) else {
            let declared = self.env.functions();
            let is_meant = |known: &&DeclaredFunction| known.name.eq_ignore_ascii_case(&name.text);
            if let Some(function) = declared.iter().find(is_meant) {
                return self.declared_call(function, span, name, typed, parentheses);
            }
            self.unknown_function(name);
            return Typed::error(span);
        };
        if function.name != name.text {
            let diagnostic = messages::function_case(self.source, name.span, function.name);
            self.diagnostics.push(diagnostic);
        }
        self.service(function, name);
        // An argument that does not read, or a call that does not end, has been reported: what
        // seems to be missing may be in it.
        let is_readable = self.source.slice(parentheses) != "("
            && !arguments.iter().any(|argument| argument.is_unreadable());
        let is_complete = is_readable && self.arity(function, signature, name, &typed, parentheses);
        let fits = self.argument_types(function, signature, &typed);
        let is_error = |argument: &TypedArgument| {
            argument.value.as_ref().is_some_and(|value| value.facts.ty.base == Base::Error)
        };
        if !is_complete || !fits || typed.iter().any(is_error) {
            return Typed::error(span);
        }
        if function.older_form_for(arguments.len()).is_some() {
            let (source, name) = (self.source, function.name);
            let rest = typed.get(1).map_or(span, TypedArgument::place);
            self.diagnostics.push(forms::older_form(source, span, name, rest, &form(function)));
        }
        match function.special.nesting {
            Nesting::Refused if is_nested => {
                let diagnostic = forms::only_outermost(self.source, name.span, function.name);
                self.diagnostics.push(diagnostic);
                Typed::error(span)
            }
            Nesting::HandsThrough if is_nested => {
                let diagnostic = forms::no_wrapper(self.source, name.span, function.name);
                self.diagnostics.push(diagnostic);
                let first = typed.into_iter().next().and_then(|argument| argument.value);
                first.unwrap_or_else(|| Typed::error(span))
            }
            Nesting::Works | Nesting::HandsThrough | Nesting::Refused => {
                self.resolved(function, span, typed)
            }
        }
    }

    /// One argument: a bare word can be one of those that the parameter takes.
    pub(super) fn argument(&mut self, expr: &Expr, param: Option<&'static Param>) -> Typed {
        let (ExprKind::Word(word), Some(Param { takes: Takes::Word(words), .. })) =
            (&expr.kind, param)
        else {
            return self.expression(expr);
        };
        if let Some(known) = words.iter().find(|known| known.eq_ignore_ascii_case(word)) {
            return Typed::constant(Base::String, known, expr.span);
        }
        let near = suggest::nearest(word, words.iter().copied());
        self.diagnostics.push(messages::other_word(self.source, expr.span, word, words, near));
        Typed::error(expr.span)
    }

    fn unknown_function(&mut self, name: &Name) {
        let names = FUNCTIONS.iter().map(|known| known.name);
        let names = names.chain(self.env.functions().iter().map(|known| known.name.as_str()));
        let near = || suggest::nearest(&name.text, names);
        let foreign = foreign::unknown_function(self.source, name.span, &name.text);
        let diagnostic = foreign.unwrap_or_else(|| {
            let meant = by_search_word(&name.text).or_else(near);
            messages::unknown_function(self.source, name.span, &name.text, meant)
        });
        self.diagnostics.push(diagnostic);
    }

    /// A call whose arguments fit: what they decide, and what is known of the result.
    fn resolved(
        &mut self,
        function: &'static Function,
        span: Span,
        arguments: Vec<TypedArgument>,
    ) -> Typed {
        let constant: Vec<Option<Facts>> =
            arguments.iter().map(|argument| argument.value.as_ref().map(for_every_user)).collect();
        let constant = Call { arguments: &constant };
        let place = |fault: &ArgumentFault| {
            let at = arguments.get(fault.argument).map_or(span, TypedArgument::place);
            let signature = function.signature_for(arguments.len());
            (at, signature.param(fault.argument).map_or("argument", |param| param.name))
        };
        let prepared = match (function.prepare)(&constant) {
            Ok(prepared) => prepared,
            Err(fault) => {
                let (at, param) = place(&fault);
                let text = constant.constant(fault.argument).zip(fault.at);
                let at = text.map_or(at, |(text, byte)| place_within(self.source, at, text, byte));
                let message =
                    messages::argument_fault(self.source, at, function.name, param, &fault);
                self.diagnostics.push(message);
                return Typed::error(span);
            }
        };
        if let Some(doubt) = (function.special.doubt)(&constant) {
            let (at, param) = place(&doubt);
            let message = messages::argument_doubt(self.source, at, function.name, param, &doubt);
            self.diagnostics.push(message);
        }
        let known = arguments.iter().map(|argument| {
            let value = argument.value.as_ref()?;
            Some(if argument.is_reachable { value.facts.clone() } else { Facts::never() })
        });
        let facts = facts_of_call(function, known.collect());
        Typed { kind: TypedKind::Call { function, arguments, prepared }, span, facts }
    }

    /// True where no slot is missing and none is too many.
    fn arity(
        &mut self,
        function: &'static Function,
        signature: &Signature,
        name: &Name,
        arguments: &[TypedArgument],
        parentheses: Span,
    ) -> bool {
        let form = form(function);
        let source = self.source;
        let params = signature.params.len();
        let mut is_complete = true;
        // One round of several that are needed says little by its name.
        let at_least = match signature.repeats {
            Repeats::Last { params: count, least } if least > 1 => {
                Some(params - count + count * least)
            }
            Repeats::Last { .. } | Repeats::None => None,
        };
        let mut missing = |params: &[&str], span| {
            is_complete = false;
            messages::missing_argument(source, span, function.name, params, at_least, &form)
        };
        // Those whose slots are not there at all: they would stand in one place.
        let mut behind = Vec::new();
        // An empty slot, or one that is not there at all.
        let (least, step) = match signature.repeats {
            Repeats::None => (params, 1),
            Repeats::Last { params: count, least } => (params - count + count * least, count),
        };
        let slots = arguments.len().max(least);
        for index in 0..slots {
            let Some(param) = signature.param(index) else { break };
            let argument = arguments.get(index);
            let is_given = argument.is_some_and(|argument| argument.value.is_some());
            if is_given || !param.is_required {
                continue;
            }
            if arguments.is_empty() {
                // One mistake, one message: the form names the other slots.
                self.diagnostics.push(missing(&[param.name], name.span.to(parentheses)));
                break;
            }
            match argument {
                Some(argument) => self.diagnostics.push(missing(&[param.name], argument.span)),
                None => behind.push(param.name),
            }
        }
        if !behind.is_empty() {
            let end = parentheses.end as usize;
            self.diagnostics.push(missing(&behind, Span::new(end.saturating_sub(1), end)));
        }
        if !is_complete {
            return false;
        }
        match signature.repeats {
            Repeats::None => {
                let Some(extra) = arguments.get(params) else { return true };
                let last = arguments.last().map_or(extra.span, TypedArgument::place);
                let (name, span) = (function.name, extra.place().to(last));
                self.diagnostics
                    .push(messages::too_many_arguments(source, span, name, params, &form));
                false
            }
            Repeats::Last { params: count, .. } => {
                let over = (arguments.len() - (params - count)) % step;
                let Some(last) = arguments.last().filter(|_| over != 0) else { return true };
                let missing = signature.param(arguments.len()).map_or("value", |param| param.name);
                let (name, span) = (function.name, last.place());
                self.diagnostics
                    .push(messages::incomplete_round(source, span, name, missing, &form));
                false
            }
        }
    }

    /// True where no argument is surely of the wrong kind.
    fn argument_types(
        &mut self,
        function: &'static Function,
        signature: &Signature,
        arguments: &[TypedArgument],
    ) -> bool {
        let mut fits = true;
        for (index, argument) in arguments.iter().enumerate() {
            let (Some(value), Some(param)) = (&argument.value, signature.param(index)) else {
                continue;
            };
            if value.facts.ty.base == Base::Error {
                continue;
            }
            if value.facts.ty.is_multi_valued && takes_one_only(param.takes) {
                let diagnostic = messages::several_values(
                    self.source,
                    value.span,
                    function.name,
                    param.name,
                    param.takes,
                );
                self.diagnostics.push(diagnostic);
            }
            if never_fits(param.takes, &value.facts) {
                fits = false;
                let diagnostic = messages::argument_type(
                    self.source,
                    value.span,
                    function.name,
                    param.name,
                    param.takes,
                    &value.facts,
                );
                self.diagnostics.push(diagnostic);
            }
        }
        fits
    }
}

/// The place of one character of a literal's text; all of the literal where it is written with
/// escapes, and the quote that ends it where the text ends too early.
fn place_within(source: &Source, literal: Span, text: &str, at: usize) -> Span {
    let written = source.slice(literal).strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    match text.get(at..) {
        Some(rest) if written == Some(text) => {
            let start = literal.range().start + 1 + at;
            Span::new(start, start + rest.chars().next().map_or(1, char::len_utf8))
        }
        Some(_) | None => literal,
    }
}

/// The call as one would type it: `Replace(source, oldValue, …)`.
fn form(function: &Function) -> String {
    let signature = &function.signature;
    let least = match signature.repeats {
        Repeats::Last { params, least } => params * least.saturating_sub(1),
        Repeats::None => 0,
    };
    let names = (0..signature.params.len() + least).filter_map(|index| signature.param(index));
    let names: Vec<&str> = names.map(|param| param.name).collect();
    let more = match function.signature.repeats {
        Repeats::None => "",
        Repeats::Last { .. } => ", …",
    };
    format!("{}({}{more})", function.name, names.join(", "))
}

/// The function people call by that other word.
fn by_search_word(name: &str) -> Option<&'static str> {
    let is_it = |word: &&str| word.replace(' ', "").eq_ignore_ascii_case(name);
    let knows = |function: &&&Function| function.search.iter().any(is_it);
    FUNCTIONS.iter().find(knows).map(|function| function.name)
}

/// True for what is not done for each of several values.
fn takes_one_only(takes: Takes) -> bool {
    match takes {
        Takes::Integer
        | Takes::Timestamp
        | Takes::Number
        | Takes::Condition
        | Takes::DateTime
        | Takes::Word(_) => true,
        Takes::Text | Takes::Any | Takes::AppRoles => false,
    }
}

/// True where no user's value can be read as what the parameter takes.
fn never_fits(takes: Takes, facts: &Facts) -> bool {
    let base = facts.ty.base;
    if base == Base::AppRoleAssignment {
        return !matches!(takes, Takes::Any | Takes::AppRoles);
    }
    // A role function's result goes to targets, through what hands values on.
    if base == Base::Complex {
        return takes != Takes::Any;
    }
    let is_of = |bases: &[Base]| bases.contains(&base);
    match takes {
        Takes::Text | Takes::Any => false,
        Takes::AppRoles => base != Base::Error,
        Takes::Word(_) => none_reads(&facts.texts, takes),
        Takes::Integer | Takes::Timestamp | Takes::Number => {
            is_of(&[Base::DateTime]) || none_reads(&facts.texts, takes)
        }
        Takes::Condition => {
            is_of(&[Base::DateTime, Base::Integer]) || none_reads(&facts.texts, takes)
        }
        Takes::DateTime => {
            is_of(&[Base::Boolean, Base::Integer]) || none_reads(&facts.texts, takes)
        }
    }
}

fn none_reads(texts: &Texts, takes: Takes) -> bool {
    texts
        .known()
        .is_some_and(|texts| !texts.is_empty() && texts.iter().all(|text| !can_read(text, takes)))
}

fn all_read(texts: &Texts, takes: Takes) -> bool {
    texts.known().is_some_and(|texts| texts.iter().all(|text| reads(text, takes)))
}

fn reads(text: &str, takes: Takes) -> bool {
    match takes {
        Takes::Text | Takes::Any | Takes::AppRoles => true,
        Takes::Word(words) => words.iter().any(|word| word.eq_ignore_ascii_case(text)),
        Takes::Number => Number::parse(text).is_some(),
        Takes::Integer => Number::parse(text).and_then(Number::to_integer).is_some(),
        Takes::Timestamp => text.is_empty() || reads(text, Takes::Integer),
        Takes::Condition => truth_of_text(text).is_some(),
        Takes::DateTime => text.is_empty() || dotnet::is_always_a_date(text),
    }
}

/// True where the text can be read by some user's clock: a date such as `Feb 29` takes its year
/// from there.
fn can_read(text: &str, takes: Takes) -> bool {
    match takes {
        Takes::DateTime => text.is_empty() || dotnet::is_ever_a_date(text),
        Takes::Text
        | Takes::Any
        | Takes::Integer
        | Takes::Timestamp
        | Takes::Number
        | Takes::Condition
        | Takes::Word(_)
        | Takes::AppRoles => reads(text, takes),
    }
}

/// What decides things for good. What is known of an attribute does not: users are what they are.
fn for_every_user(value: &Typed) -> Facts {
    if value.attributes().is_empty() {
        value.facts.clone()
    } else {
        Facts { texts: Texts::Any, ..value.facts.clone() }
    }
}

/// Makes the facts of several values those of the one that is taken of them: it can be empty, and
/// a list without values is null to those who take no list.
fn as_taken(argument: &mut Facts, takes: Takes) {
    let states = match takes {
        Takes::Any | Takes::AppRoles => return,
        Takes::Text => States::EMPTY,
        Takes::Condition
        | Takes::Integer
        | Takes::Timestamp
        | Takes::Number
        | Takes::DateTime
        | Takes::Word(_) => States::ANY,
    };
    argument.states = argument.states.union(states);
    argument.texts = Texts::Any;
}

/// What the function says of its result, with what its arguments add: failures, and several
/// values where one is taken. What it cannot ask for adds nothing.
pub(super) fn facts_of_call(function: &Function, mut arguments: Vec<Option<Facts>>) -> Facts {
    let signature = function.signature_for(arguments.len());
    if let Some(choice) = function.special.choice {
        let asks = (choice.asks)(&Call { arguments: &arguments });
        for (argument, is_asked) in arguments.iter_mut().zip(asks) {
            if let (Some(argument), false) = (argument, is_asked) {
                *argument = Facts::never();
            }
        }
    }
    let mut can_be_for_none = false;
    for (index, argument) in arguments.iter_mut().enumerate() {
        let (Some(argument), Some(param)) = (argument, signature.param(index)) else { continue };
        if argument.can_be_several {
            can_be_for_none |= param.takes == Takes::Text && argument.states.can_be_empty();
            as_taken(argument, param.takes);
        }
    }
    let call = Call { arguments: &arguments };
    let mut facts = (function.facts)(&call).after(arguments.iter().flatten());
    for (index, argument) in call.arguments.iter().enumerate() {
        let (Some(argument), Some(param)) = (argument, signature.param(index)) else {
            continue;
        };
        match param.takes {
            Takes::Any | Takes::AppRoles => {}
            Takes::Text if argument.can_be_several => {
                facts.ty.is_multi_valued |= argument.ty.is_multi_valued;
                facts.can_be_several = true;
                facts.states = facts.states.union(States::PRESENT);
                facts.texts = Texts::Any;
                facts.can_fail = true;
            }
            Takes::Text => {}
            Takes::Condition
            | Takes::Integer
            | Takes::Timestamp
            | Takes::Number
            | Takes::DateTime
            | Takes::Word(_) => {
                let is_of_type = match param.takes {
                    // A text of two is known as such; an attribute's type proves nothing.
                    Takes::Condition => false,
                    Takes::Integer | Takes::Timestamp | Takes::Number => {
                        argument.ty.base == Base::Integer
                    }
                    Takes::DateTime => argument.ty.base == Base::DateTime,
                    Takes::Text | Takes::Any | Takes::AppRoles | Takes::Word(_) => false,
                };
                let is_sure = all_read(&argument.texts, param.takes)
                    || (is_of_type && argument.texts.known().is_none());
                facts.can_fail |= !is_sure || argument.can_be_several;
            }
        }
    }
    if can_be_for_none {
        // Done for none of no values, it has no result.
        facts.states = facts.states.union(States::NULL);
    }
    facts
}
