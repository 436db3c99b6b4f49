//! `RandomString`: random characters, so many of each kind.

use std::sync::Arc;

use super::failure::OUT_OF_RANGE;
use super::randomness::Draws;
use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param,
    Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::types::{Facts, States, Type, Value};

/// The entry.
pub static RANDOM_STRING: Function = Function {
    name: "RandomString",
    category: Category::Random,
    summary: "makes a text of random characters",
    prose: "The text has at least so many digits, special characters, capital and small letters as \
        the numbers say, in random order. What is then missing to the length can be any of them. \
        Special characters are those of Windows passwords: \
        ``~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/``. The length is 256 at most. With a seed (`--seed`) \
        the same user and target always get the same. Null in place of a number gives null.",
    signature: Signature::fixed(&[
        Param::required("Length", Takes::Integer, "how many characters, 256 at most"),
        Param::required("MinimumNumbers", Takes::Integer, "how many digits at least"),
        Param::required("MinimumSpecialCharacters", Takes::Integer, "how many special characters"),
        Param::required("MinimumCapital", Takes::Integer, "how many capital letters"),
        Param::required("MinimumLowerCase", Takes::Integer, "how many small letters"),
        Param::optional("CharactersToAvoid", Takes::Text, "characters that never occur"),
    ]),
    examples: &[
        Example {
            title: "six characters",
            expression: "Len(RandomString(6, 3, 0, 0, 3))",
            given: "{}",
            gives: Gives::Value(r#""6""#),
        },
        Example {
            title: "digits only",
            expression: r#"IIF(RandomString(4, 4, 0, 0, 0) >= 0, "a number", "no number")"#,
            given: "{}",
            gives: Gives::Value(r#""a number""#),
        },
        Example {
            title: "characters that never occur",
            expression: r#"InStr(RandomString(200, 0, 100, 0, 0, "?,"), "?")"#,
            given: "{}",
            gives: Gives::Value(r#""0""#),
        },
        Example {
            title: "a length that is too short for the numbers",
            expression: "RandomString([extensionAttribute1], 3, 2, 1, 1)",
            given: r#"{"extensionAttribute1": "6"}"#,
            gives: Gives::Error("eval::out-of-range"),
        },
        Example {
            title: "a length that is no number",
            expression: "RandomString([extensionAttribute1], 3, 2, 1, 1)",
            given: r#"{"extensionAttribute1": "six"}"#,
            gives: Gives::Error("eval::not-a-number"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "The length is at least the sum of all four numbers.",
            why: "The reference leaves the small letters out of the sum, which cannot be met then.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "What is missing to the length can be of any kind that is left after the \
                characters to avoid; letters and digits are those of ASCII.",
            why: "The reference does not say.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#randomstring",
    services: Services::APPS_AND_HR,
    special: Special::NONE,
    see_also: &["Guid", "Redact"],
    search: &["passwords", "random", "generate", "initial password"],
    prepare,
    facts,
    evaluate,
};

/// How many numbers stand first.
const NUMBERS: usize = 5;
/// Where the characters to avoid stand.
const AVOIDED: usize = 5;
const MOST: usize = 256;

/// Digits, special characters, capital and small letters: the order of the parameters.
const KINDS: [&str; 4] = [
    "0123456789",
    "~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "abcdefghijklmnopqrstuvwxyz",
];

/// What can be made.
#[derive(Debug)]
struct Recipe {
    length: usize,
    least: [usize; 4],
    kinds: [Vec<char>; 4],
    /// Those of all kinds.
    all: Vec<char>,
}

/// What stands against a recipe.
#[derive(Debug)]
struct Obstacle {
    argument: usize,
    message: &'static str,
    help: &'static str,
}

impl Obstacle {
    const LENGTH: Obstacle = Obstacle {
        argument: 0,
        message: "the length lies between 0 and 256",
        help: "write a length such as `16`",
    };
    const TOO_SHORT: Obstacle = Obstacle {
        argument: 0,
        message: "the length is less than the numbers together",
        help: "the numbers together are at most the length, as in `6, 3, 0, 0, 3`",
    };
    const NOTHING_LEFT: Obstacle = Obstacle {
        argument: AVOIDED,
        message: "no character is left that could be drawn",
        help: "avoid fewer characters, or ask for none of that kind: `0`",
    };

    const fn number(argument: usize) -> Obstacle {
        Obstacle {
            argument,
            message: "the number lies between 0 and 256",
            help: "write how many there are at least, such as `1`, or `0` for none",
        }
    }
}

impl Recipe {
    fn new(numbers: [i64; NUMBERS], avoided: &str) -> Result<Recipe, Obstacle> {
        let [length, rest @ ..] = numbers;
        let length = usize::try_from(length).ok().filter(|length| *length <= MOST);
        let length = length.ok_or(Obstacle::LENGTH)?;
        let mut least = [0; 4];
        for (index, (least, number)) in least.iter_mut().zip(rest).enumerate() {
            let number = usize::try_from(number).ok().filter(|number| *number <= MOST);
            *least = number.ok_or(Obstacle::number(index + 1))?;
        }
        if least.iter().sum::<usize>() > length {
            return Err(Obstacle::TOO_SHORT);
        }
        let kinds: [Vec<char>; 4] =
            KINDS.map(|kind| kind.chars().filter(|it| !avoided.contains(*it)).collect());
        let is_empty = |(kind, least): (&Vec<char>, &usize)| kind.is_empty() && *least > 0;
        if kinds.iter().zip(&least).any(is_empty) || length > 0 && kinds.iter().all(Vec::is_empty) {
            return Err(Obstacle::NOTHING_LEFT);
        }
        let all = kinds.concat();
        Ok(Recipe { length, least, kinds, all })
    }

    fn make(&self, draws: &mut Draws) -> String {
        let mut characters: Vec<char> = Vec::with_capacity(self.length);
        for (kind, least) in self.kinds.iter().zip(self.least) {
            characters.extend((0..least).filter_map(|_| kind.get(draws.below(kind.len()))));
        }
        let all = &self.all;
        let missing = self.length.saturating_sub(characters.len());
        characters.extend((0..missing).filter_map(|_| all.get(draws.below(all.len()))));
        // Fisher and Yates: every order is as likely as the others.
        for last in (1..characters.len()).rev() {
            characters.swap(last, draws.below(last + 1));
        }
        characters.into_iter().collect()
    }
}

/// The recipe, where all arguments are constants.
fn constant(call: &Call<'_>) -> Option<Result<Recipe, Obstacle>> {
    let mut numbers = [0; NUMBERS];
    for (index, number) in numbers.iter_mut().enumerate() {
        *number = call.constant_integer(index)?;
    }
    let avoided = if call.is_given(AVOIDED) { call.constant(AVOIDED)? } else { "" };
    Some(Recipe::new(numbers, avoided))
}

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    match constant(call) {
        Some(Err(Obstacle { argument, message, help })) => {
            Err(ArgumentFault::new(argument, message, help))
        }
        Some(Ok(recipe)) => Ok(Some(Arc::new(recipe))),
        None => Ok(None),
    }
}

fn facts(call: &Call<'_>) -> Facts {
    let recipe = constant(call).and_then(Result::ok);
    let can_be_null = (0..NUMBERS).any(|index| call.facts_or_null(index).states.can_be_null());
    let null = if can_be_null { States::NULL } else { States::NONE };
    let states = match &recipe {
        Some(recipe) if recipe.length > 0 => States::PRESENT,
        Some(_) => States::EMPTY,
        None => States::EMPTY.union(States::PRESENT).union(null),
    };
    Facts { states, is_deterministic: false, ..Facts::any(Type::STRING) }.failing(recipe.is_none())
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    if let Some(recipe) = args.prepared::<Recipe>() {
        return Ok(Value::owned(recipe.make(&mut args.draws()?)));
    }
    let mut numbers = [0; NUMBERS];
    for (index, number) in numbers.iter_mut().enumerate() {
        let Some(given) = args.integer(index)? else { return Ok(Value::Null) };
        *number = given;
    }
    let avoided = args.text(AVOIDED)?.unwrap_or_default();
    let recipe = Recipe::new(numbers, &avoided)
        .map_err(|it| args.fail(it.argument, &OUT_OF_RANGE, it.message))?;
    Ok(Value::owned(recipe.make(&mut args.draws()?)))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::super::randomness::{Occasion, Place, Randomness};
    use super::*;

    fn place(row: u64) -> Place<'static> {
        Occasion { row, ..Occasion::default() }.place(0, 0)
    }

    fn counts(text: &str) -> [usize; 4] {
        KINDS.map(|kind| text.chars().filter(|character| kind.contains(*character)).count())
    }

    #[test]
    fn there_are_as_many_of_each_kind_as_asked_for() {
        for row in 0..200 {
            let recipe = Recipe::new([10, 2, 2, 2, 1], "?,").expect("it can be made");
            let mut draws = Randomness::Seeded(1).draws(place(row)).expect("there is a seed");
            let text = recipe.make(&mut draws);
            let [digits, special, capital, small] = counts(&text);
            assert!(digits >= 2 && special >= 2 && capital >= 2 && small >= 1, "{text}");
            assert_eq!(text.len(), 10);
            assert!(!text.contains(['?', ',']), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_made_is_refused() {
        let refused =
            |numbers, avoided| Recipe::new(numbers, avoided).map(|_| ()).map_err(|it| it.argument);
        for (numbers, avoided, expected, why) in [
            ([257, 0, 0, 0, 0], "", Err(0), "too long"),
            ([-1, 0, 0, 0, 0], "", Err(0), "negative"),
            ([5, 2, 2, 1, 1], "", Err(0), "shorter than the sum"),
            ([6, 2, 2, 1, 1], "", Ok(()), "the sum exactly"),
            ([6, 2, -1, 1, 1], "", Err(2), "a negative number"),
            ([6, 0, 0, 0, i64::MAX], "", Err(4), "a large number"),
            ([6, 1, 0, 0, 0], "0123456789", Err(5), "no digit is left"),
            ([6, 0, 0, 0, 0], "0123456789", Ok(()), "other characters are"),
            ([0, 0, 0, 0, 0], "", Ok(()), "nothing at all"),
        ] {
            assert_eq!(refused(numbers, avoided), expected, "{why}");
        }
        let all: String = KINDS.concat();
        assert_eq!(refused([1, 0, 0, 0, 0], &all), Err(5));
    }

    #[test]
    fn constants_are_checked_beforehand() {
        let numbers = ["5", "2", "2", "1", "1"].map(|number| Some(Value::text(number)));
        let fault = "argument 0: the length is less than the numbers together".to_owned();
        assert_eq!(call(&RANDOM_STRING, &numbers), Err(fault));
    }
}
