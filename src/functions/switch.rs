//! `Switch`: a value for each of several texts.

use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Choice, Example, Function, Gives,
    Param, Services, Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Base, Facts, States, Texts, Value};

/// The entry.
pub static SWITCH: Function = Function {
    name: "Switch",
    category: Category::Choice,
    summary: "gives the value that belongs to a text",
    prose: "The source is compared with each key in turn, letter by letter: case counts, and so do \
        spaces. The value behind the first key that is equal is the result; where none is, the \
        default value is, and where that was left out, null. The key `\"\"` catches a source that \
        is null or empty. Only the chosen value is evaluated. The default value keeps its place \
        even where it is left out: `Switch(source, , \"key\", \"value\")`. Of a source with \
        several values each is looked up.",
    signature: Signature::repeating(
        &[
            Param::required("source", Takes::Text, "the text to look up"),
            Param::optional("defaultValue", Takes::Any, "the value where no key is equal"),
            Param::required("key", Takes::Text, "a text to compare with")
                .key("switchValue")
                .listed_as_optional(),
            Param::required("value", Takes::Any, "the value that belongs to it")
                .key("switchValue")
                .listed_as_optional(),
        ],
        2,
        1,
    ),
    examples: &[
        Example {
            title: "a time zone for a state",
            expression: r#"Switch([state], "Australia/Sydney", "QLD", "Australia/Brisbane", "SA", "Australia/Adelaide")"#,
            given: r#"{"state": "QLD"}"#,
            gives: Gives::Value(r#""Australia/Brisbane""#),
        },
        Example {
            title: "case counts, so the default value is the result",
            expression: r#"Switch([state], "Australia/Sydney", "QLD", "Australia/Brisbane")"#,
            given: r#"{"state": "qld"}"#,
            gives: Gives::Value(r#""Australia/Sydney""#),
        },
        Example {
            title: "no default value, no equal key",
            expression: r#"Switch([country], , "US", "United States")"#,
            given: r#"{"country": "DE"}"#,
            gives: Gives::Value("null"),
        },
        Example {
            title: "the empty key catches null",
            expression: r#"Switch([jobTitle], [jobTitle], "", "N/A")"#,
            given: "{}",
            gives: Gives::Value(r#""N/A""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Example,
            what: "Values that are not chosen are not evaluated.",
            why: "A Microsoft guide keeps a date out of range from being converted this way.",
        },
        Behaviour {
            certainty: Certainty::Contested,
            what: "A source that is a Boolean is compared as the text `True` or `False`.",
            why: "The reference advises against `IsPresent` and the like as a source; another page \
                of Microsoft's shows it.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "A key that is null is equal to no source.",
            why: "The reference does not speak of such keys.",
        },
        Behaviour {
            certainty: Certainty::Contested,
            what: "There is at least one key with its value.",
            why: "The reference requires both; Graph's list of functions calls them optional.",
        },
        Behaviour {
            certainty: Certainty::Different,
            what: "Every user is looked at as if for the first time; with a default value, the \
                service may write null where the source attribute has not changed since the last \
                cycle.",
            why: "Microsoft documents it as a defect and advises `IIF` or `IgnoreFlowIfNullOrEmpty`.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#switch",
    services: Services::ALL,
    special: Special { choice: Some(CHOICE), doubt, ..Special::NONE },
    see_also: &["IIF", "Coalesce"],
    search: &["case", "lookup", "map", "table", "translate", "dictionary"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

const SOURCE: usize = 0;
const DEFAULT: usize = 1;
/// Where the first key stands; keys and values take turns from there.
const FIRST_KEY: usize = 2;

/// The source and the keys decide on the values.
const CHOICE: Choice = Choice {
    decides: |index| index == SOURCE || is_key(index),
    gives: |index| index != SOURCE && !is_key(index),
    matches: |index| (index > FIRST_KEY && !is_key(index)).then(|| index - 1),
    asks,
};

fn is_key(index: usize) -> bool {
    index >= FIRST_KEY && index % 2 == FIRST_KEY % 2
}

/// A key that is a condition: in Entra Connect Sync, `Switch` takes the first that holds.
fn doubt(call: &Call<'_>) -> Option<ArgumentFault> {
    let is_condition = |index: &usize| {
        call.constant(*index).is_none()
            && call.facts(*index).is_some_and(|facts| facts.ty.base == Base::Boolean)
    };
    let argument = (FIRST_KEY..call.arguments.len()).step_by(2).find(is_condition)?;
    let message = "`Switch` compares this condition with its source";
    let help = "for the first that is there write `Coalesce([a], [b])`, for a condition `IIF`";
    Some(ArgumentFault::new(argument, message, help))
}

/// A key is asked for where none before it is equal to the source, its value where it is itself.
fn asks(call: &Call<'_>) -> Vec<bool> {
    let mut left = Unmatched::of(call.facts_or_null(SOURCE));
    let mut asks = vec![true; call.arguments.len()];
    for key in (FIRST_KEY..call.arguments.len()).step_by(2) {
        let is_left = left.is_possible();
        let is_equal = is_left && left.match_key(call, key);
        for (index, is_asked) in [(key, is_left), (key + 1, is_equal)] {
            if let Some(asks) = asks.get_mut(index) {
                *asks = is_asked;
            }
        }
    }
    if let Some(default) = asks.get_mut(DEFAULT) {
        *default = left.is_possible();
    }
    asks
}

/// One of the values that can be asked for; nothing else is the result.
fn facts(call: &Call<'_>) -> Facts {
    let asked = asks(call).into_iter().enumerate().filter(|(_, is_asked)| *is_asked);
    let values = asked.filter(|(index, _)| *index != SOURCE && !is_key(*index));
    values.map(|(index, _)| call.facts_or_null(index)).fold(Facts::never(), Facts::join)
}

/// What the source can still be after some keys.
struct Unmatched(Facts);

impl Unmatched {
    fn of(mut source: Facts) -> Unmatched {
        // Null is looked up as the empty text.
        if source.states.can_be_null() {
            source.states = source.states.without(States::NULL).union(States::EMPTY);
            source.texts = source.texts.union(Texts::one_of([""]));
        }
        // Each of several values is looked up: it can be any text, and any key after that.
        if source.can_be_several {
            source.states = States::EMPTY.union(States::PRESENT);
            source.texts = Texts::Any;
        }
        source.can_be_several = false;
        Unmatched(source)
    }

    /// Takes away what the key is equal to; true where that can be.
    fn match_key(&mut self, call: &Call<'_>, key: usize) -> bool {
        let key = call.facts_or_null(key);
        if let Some(key) = key.constant_text() {
            let is_equal = self.0.admit(key);
            self.0 = std::mem::replace(&mut self.0, Facts::never()).without(key);
            return is_equal;
        }
        // A key that is null is equal to nothing.
        match key.texts.known().filter(|_| !key.can_be_several) {
            Some(texts) => texts.iter().any(|text| self.0.admit(text)),
            None => true,
        }
    }

    fn is_possible(&self) -> bool {
        self.0.is_possible()
    }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    // A null source is as good as an empty one: the key `""` is equal to both.
    let source = args.text(SOURCE)?.unwrap_or_default();
    for key in (FIRST_KEY..args.count()).step_by(2) {
        if args.text(key)?.is_some_and(|key| key == source) {
            return args.value(key + 1);
        }
    }
    args.value(DEFAULT)
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;
    use crate::types::Type;

    fn text(text: &str) -> Option<Value<'_>> {
        Some(Value::text(text))
    }

    fn facts_of(arguments: Vec<Option<Facts>>) -> Facts {
        facts(&Call { arguments: &arguments })
    }

    fn constant(text: &str) -> Option<Facts> {
        Some(Facts::constant(Base::String, text))
    }

    #[test]
    fn the_first_equal_key_wins() {
        let arms = |source| {
            [source, None, text("a"), text("1"), text(""), text("2"), text("a"), text("3")]
        };
        assert_eq!(call(&SWITCH, &arms(text("a"))), Ok(Value::text("1")));
        assert_eq!(call(&SWITCH, &arms(text(""))), Ok(Value::text("2")));
        assert_eq!(call(&SWITCH, &arms(Some(Value::Null))), Ok(Value::text("2")));
        assert_eq!(call(&SWITCH, &arms(text(" a"))), Ok(Value::Null));
        let boolean = [Some(Value::Boolean(true)), text("d"), text("True"), text("yes")];
        assert_eq!(call(&SWITCH, &boolean), Ok(Value::text("yes")));
        let null_key = [Some(Value::Null), text("d"), Some(Value::Null), text("x")];
        assert_eq!(call(&SWITCH, &null_key), Ok(Value::text("d")));
    }

    #[test]
    fn a_condition_among_the_keys_is_doubtful() {
        let with_key =
            |key| [constant("b"), None, constant("a"), constant("1"), key, constant("2")];
        let doubtful = |key| doubt(&Call { arguments: &with_key(key) }).map(|it| it.argument);
        assert_eq!(doubtful(Some(Facts::boolean())), Some(4));
        assert_eq!(doubtful(Some(Facts::constant(Base::Boolean, "True"))), None);
        assert_eq!(doubtful(Some(Facts::any(Type::STRING))), None);
    }

    #[test]
    fn a_source_with_several_values_is_looked_up_one_by_one() {
        let list = Some(Value::list(vec![Value::text("a")]));
        let result = call(&SWITCH, &[list, None, text("a"), text("1")]);
        assert!(result.is_err_and(|reason| reason.starts_with("Several")));
    }

    #[test]
    fn the_arms_and_the_default_are_all_there_is() {
        let any = || Some(Facts::any(Type::STRING));
        let facts = facts_of(vec![any(), constant("d"), constant("a"), constant("1")]);
        assert_eq!(facts.texts, Texts::one_of(["1", "d"]));
        assert_eq!(facts.states, States::PRESENT);
        let facts = facts_of(vec![any(), None, constant("a"), constant("1")]);
        assert_eq!(facts.texts, Texts::one_of(["1"]));
        assert_eq!(facts.states, States::NULL.union(States::PRESENT));
    }

    #[test]
    fn a_source_whose_texts_are_all_keys_needs_no_default() {
        let source = || Some(Facts::boolean());
        let arms = [constant("False"), constant("True"), constant("True"), constant("False")];
        let with = |source: Option<Facts>| {
            let mut arguments = vec![source, None];
            arguments.extend(arms.iter().cloned());
            facts_of(arguments)
        };
        assert_eq!(with(source()).states, States::PRESENT);
        assert_eq!(with(source()).texts, Texts::one_of(["False", "True"]));
        let nullable = Facts::boolean().join(Facts::null());
        assert!(with(Some(nullable)).states.can_be_null());
        // A list of Booleans may hold something else: nothing is ruled out.
        let several = Facts {
            ty: Type { is_multi_valued: true, ..Type::BOOLEAN },
            can_be_several: true,
            ..Facts::boolean()
        };
        assert!(with(Some(several)).states.can_be_null());
    }

    #[test]
    fn keys_the_source_never_is_are_ruled_out() {
        let facts = facts_of(vec![constant("b"), constant("d"), constant("a"), constant("1")]);
        assert_eq!(facts.constant_text(), Some("d"));
        let facts = facts_of(vec![
            Some(Facts::null()),
            None,
            constant("a"),
            constant("1"),
            constant(""),
            constant("2"),
        ]);
        assert_eq!(facts.constant_text(), Some("2"));
        let unknown_key =
            vec![constant("b"), constant("d"), Some(Facts::any(Type::STRING)), constant("1")];
        assert_eq!(facts_of(unknown_key).texts, Texts::one_of(["1", "d"]));
    }
}
