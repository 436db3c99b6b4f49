//! Calls of functions that attrmap knows by name and arity only.
//!
//! In: a call and what somebody's list declares of its function. Out: the call checked for its
//! slots, and nothing more: types and the value are not known.

use super::typed::{Typed, TypedArgument, TypedKind};
use super::{Checker, messages};
use crate::functions::DeclaredFunction;
use crate::source::Span;
use crate::syntax::Name;
use crate::types::{Facts, Type};

impl Checker<'_> {
    /// A call of a declared function: every required slot is there, and none is too many.
    pub(super) fn declared_call(
        &mut self,
        function: &DeclaredFunction,
        span: Span,
        name: &Name,
        arguments: Vec<TypedArgument>,
        parentheses: Span,
    ) -> Typed {
        if function.name != name.text {
            let diagnostic = messages::function_case(self.source, name.span, &function.name);
            self.diagnostics.push(diagnostic);
        }
        let form = function.form();
        let mut is_complete = true;
        for (index, parameter) in function.parameters.iter().enumerate() {
            let argument = arguments.get(index);
            let is_given = argument.is_some_and(|argument| argument.value.is_some());
            if is_given || !parameter.is_required {
                continue;
            }
            is_complete = false;
            let span = argument.map_or(name.span.to(parentheses), |argument| argument.span);
            let param = &parameter.name;
            let diagnostic = messages::missing_argument(
                self.source,
                span,
                &function.name,
                &[param.as_str()],
                None,
                &form,
            );
            self.diagnostics.push(diagnostic);
        }
        let most = function.parameters.len();
        if let Some(extra) = arguments.get(most).filter(|_| !function.repeats()) {
            is_complete = false;
            let last = arguments.last().map_or(extra.span, TypedArgument::place);
            let (name, span) = (&function.name, extra.place().to(last));
            let diagnostic = messages::too_many_arguments(self.source, span, name, most, &form);
            self.diagnostics.push(diagnostic);
        }
        if !is_complete {
            return Typed::error(span);
        }
        let known = arguments.iter().filter_map(|argument| argument.value.as_ref());
        let facts = Facts::any(Type::STRING).after(known.map(|value| &value.facts)).failing(true);
        let kind = TypedKind::Declared { name: function.name.clone(), arguments };
        Typed { kind, span, facts }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Env, check};
    use super::*;
    use crate::functions::DeclaredParameter;
    use crate::source::Source;

    fn codes(expression: &str) -> Vec<&'static str> {
        let parameter = |name: &str, is_required, is_repeated| DeclaredParameter {
            name: name.to_owned(),
            is_required,
            is_repeated,
        };
        let functions = vec![
            DeclaredFunction {
                name: "Shuffle".to_owned(),
                parameters: vec![parameter("source", true, false), parameter("seed", false, false)],
            },
            DeclaredFunction {
                name: "Zip".to_owned(),
                parameters: vec![parameter("source", true, true)],
            },
        ];
        let env = Env::entra().with_functions(functions);
        let analysis = check(&Source::new("expression", expression), &env);
        analysis.diagnostics().iter().map(|diagnostic| diagnostic.code.path).collect()
    }

    #[test]
    fn a_declared_function_is_known_by_name_and_arity() {
        let table: [(&str, &[&str], &str); 8] = [
            ("Shuffle([mail])", &[], "an optional slot is left off"),
            ("Shuffle([mail], )", &[], "or left empty"),
            ("shuffle([mail], 7)", &["check::function-case"], "found in any case"),
            ("Shuffle()", &["check::missing-argument"], "a required slot"),
            ("Shuffle([mail], 7, 8)", &["check::too-many-arguments"], "no such slot"),
            ("Zip([mail], [mail], [mail])", &[], "again and again"),
            ("ToUpper(Shuffle([mail]))", &[], "in another call"),
            ("Shufle([mail])", &["check::unknown-function"], "another name"),
        ];
        for (expression, expected, why) in table {
            assert_eq!(codes(expression), expected, "{expression}: {why}");
        }
    }
}
