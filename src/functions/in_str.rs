//! `InStr`: where a text stands in another.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use memchr::memmem::Finder;

use super::failure::OUT_OF_RANGE;
use super::len::COUNTED_IN_UNITS;
use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param,
    Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::dotnet::{Culture, to_upper, utf16_find, utf16_len};
use crate::types::{Facts, Texts, Type, Value};

/// The entry.
pub static IN_STR: Function = Function {
    name: "InStr",
    category: Category::Text,
    summary: "gives the position of a text in another",
    prose: "Positions count from 1, from the beginning of the text wherever the search starts; 0 \
        means that the text was not found. Case counts unless `vbTextCompare` is given. Looking \
        in nothing finds nothing, and nothing is found at the start.",
    signature: Signature::fixed(&[
        Param::required("value1", Takes::Text, "the text to look in"),
        Param::required("value2", Takes::Text, "the text to look for"),
        Param::optional("start", Takes::Integer, "the position to start at, from 1"),
        Param::optional(
            "compareType",
            Takes::Word(COMPARE_TYPES),
            "`vbBinaryCompare`, or `vbTextCompare` where case does not count",
        ),
    ]),
    examples: &[
        Example {
            title: "a word in a sentence",
            expression: r#"InStr("The quick brown fox", "quick")"#,
            given: "{}",
            gives: Gives::Value(r#""5""#),
        },
        Example {
            title: "from a position on",
            expression: r#"InStr("repEated", "e", 3, vbBinaryCompare)"#,
            given: "{}",
            gives: Gives::Value(r#""7""#),
        },
        Example {
            title: "whatever the case",
            expression: r#"InStr("repEated", "e", 3, vbTextCompare)"#,
            given: "{}",
            gives: Gives::Value(r#""4""#),
        },
        Example {
            title: "a test",
            expression: r#"IIF(InStr([userPrincipalName], "@partners") > 0, "Guest", "Member")"#,
            given: r#"{"userPrincipalName": "x@partners.contoso.com"}"#,
            gives: Gives::Value(r#""Guest""#),
        },
        Example {
            title: "positions count from 1",
            expression: r#"InStr([displayName], "a", [extensionAttribute1])"#,
            given: r#"{"displayName": "Ana", "extensionAttribute1": "0"}"#,
            gives: Gives::Error("eval::out-of-range"),
        },
        Example {
            title: "a start that is no number",
            expression: r#"InStr([displayName], "a", [extensionAttribute1])"#,
            given: r#"{"displayName": "Ana", "extensionAttribute1": "first"}"#,
            gives: Gives::Error("eval::not-a-number"),
        },
        Example {
            title: "a comparison that is none",
            expression: r#"InStr([displayName], "a", 1, [extensionAttribute1])"#,
            given: r#"{"displayName": "Ana", "extensionAttribute1": "vbOther"}"#,
            gives: Gives::Error("eval::unknown-word"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Assumed,
            what: "Case counts where nothing is said.",
            why: "The reference does not say; Visual Basic does so.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "In null nothing is found, null is found nowhere, and the empty text is found at \
                the start. A start below 1 is an error.",
            why: "The reference does not say; but for null to look for, Visual Basic answers so.",
        },
        COUNTED_IN_UNITS,
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#instr",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["Mid", "Replace"],
    search: &["find", "contains", "index of", "position"],
    prepare,
    facts,
    evaluate,
};

/// How texts are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CompareType {
    Binary,
    /// Case does not count.
    Text,
}

const COMPARE_TYPES: &[&str] = &[CompareType::Binary.word(), CompareType::Text.word()];

impl CompareType {
    const fn word(self) -> &'static str {
        match self {
            CompareType::Binary => "vbBinaryCompare",
            CompareType::Text => "vbTextCompare",
        }
    }

    /// The one of that name, in any case.
    fn of(word: &str) -> Option<CompareType> {
        let all = [CompareType::Binary, CompareType::Text];
        all.into_iter().find(|compare| compare.word().eq_ignore_ascii_case(word))
    }

    /// The one that is named for every user, or that holds where none is.
    fn constant(call: &Call<'_>) -> Option<CompareType> {
        if call.is_given(3) {
            CompareType::of(call.constant(3)?)
        } else {
            Some(CompareType::Binary)
        }
    }
}

/// What is decided beforehand: what is looked for and how, where those are constants.
struct Plan {
    sought: Option<Sought>,
    compare: Option<CompareType>,
}

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    match call.constant_integer(2) {
        Some(start) if start < 1 => {
            let help = "write `1` to start at the first character";
            Err(ArgumentFault::new(2, "positions count from 1", help))
        }
        Some(_) | None => {
            let sought = call.constant(1).map(Sought::of);
            Ok(Some(Arc::new(Plan { sought, compare: CompareType::constant(call) })))
        }
    }
}

fn facts(call: &Call<'_>) -> Facts {
    let start = if call.is_given(2) { call.constant_integer(2) } else { Some(1) };
    let start = start.filter(|start| *start >= 1);
    let (text, sought) = (call.facts_or_null(0), call.facts_or_null(1));
    let mut texts = match (start, CompareType::constant(call)) {
        (Some(start), Some(compare)) => text.texts.with_each(&sought.texts, |text, sought| {
            find(text, &Sought::of(sought), start, compare).to_string()
        }),
        (None, _) | (_, None) => Texts::Any,
    };
    if text.states.can_be_null() || sought.states.can_be_null() {
        texts = texts.union(Texts::one_of(["0"]));
    }
    Facts { texts, ..Facts::present(Type::INTEGER) }.failing(start.is_none())
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let start = args.integer(2)?.unwrap_or(1);
    if start < 1 {
        return Err(args.fail(2, &OUT_OF_RANGE, "positions count from 1"));
    }
    let plan = args.prepared::<Plan>();
    let compare = match plan.and_then(|plan| plan.compare) {
        Some(compare) => compare,
        None => {
            args.word(3, COMPARE_TYPES)?.and_then(CompareType::of).unwrap_or(CompareType::Binary)
        }
    };
    let text = args.text(0)?;
    let sought_of_user;
    let sought = match plan.and_then(|plan| plan.sought.as_ref()) {
        Some(sought) => Some(sought),
        None => {
            let read = || Ok(Arc::new(args.text(1)?.map(|sought| Sought::of(&sought))));
            sought_of_user = args.once(1, read)?;
            sought_of_user.as_ref().as_ref()
        }
    };
    let (Some(text), Some(sought)) = (text, sought) else { return Ok(Value::Integer(0)) };
    Ok(Value::Integer(find(&text, sought, start, compare)))
}

/// What is looked for, read once for all texts that it is looked for in.
struct Sought {
    text: String,
    finder: Finder<'static>,
    /// Looks for it in upper case.
    folded: OnceLock<Finder<'static>>,
}

impl Sought {
    fn of(text: &str) -> Sought {
        let finder = Finder::new(text.as_bytes()).into_owned();
        Sought { text: text.to_owned(), finder, folded: OnceLock::new() }
    }

    fn folded(&self) -> &Finder<'static> {
        self.folded.get_or_init(|| Finder::new(fold(&self.text).as_bytes()).into_owned())
    }
}

/// The text as it is where case does not count.
fn fold(text: &str) -> Cow<'_, str> {
    to_upper(Cow::Borrowed(text), Culture::Invariant)
}

/// The position from 1, or 0, looking from `start` on.
fn find(text: &str, sought: &Sought, start: i64, compare: CompareType) -> i64 {
    let first = usize::try_from(start - 1).unwrap_or(usize::MAX);
    if first >= utf16_len(text) {
        return 0;
    }
    if sought.text.is_empty() {
        return start;
    }
    match compare {
        CompareType::Text => position(&fold(text), sought.folded(), first),
        CompareType::Binary => position(text, &sought.finder, first),
    }
}

/// The position from 1, or 0.
fn position(text: &str, sought: &Finder<'_>, first: usize) -> i64 {
    let found = utf16_find(text, first, |rest| sought.find(rest.as_bytes()));
    found.and_then(|found| i64::try_from(found + 1).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn positions_count_units_from_the_beginning() {
        for (text, sought, start, compare, expected) in [
            ("abcabc", "c", "4", "vbBinaryCompare", 6),
            ("abcabc", "C", "4", "vbtextcompare", 6),
            ("abcabc", "C", "4", "vbBinaryCompare", 0),
            ("abc", "c", "4", "vbBinaryCompare", 0),
            ("abc", "", "2", "vbBinaryCompare", 2),
            ("", "", "1", "vbBinaryCompare", 0),
            ("ΟΔΟΣ", "σ", "1", "vbTextCompare", 4),
            ("😀ß", "ß", "2", "vbBinaryCompare", 3),
        ] {
            let arguments = [text, sought, start, compare].map(|text| Some(Value::text(text)));
            let result = call(&IN_STR, &arguments);
            assert_eq!(result, Ok(Value::Integer(expected)), "{text} {sought} {start} {compare}");
        }
    }

    #[test]
    fn every_name_is_that_of_a_way_to_compare() {
        assert_eq!(COMPARE_TYPES, ["vbBinaryCompare", "vbTextCompare"]);
        for name in COMPARE_TYPES {
            assert_eq!(CompareType::of(&name.to_lowercase()).map(CompareType::word), Some(*name));
        }
        let by_user = |compare| {
            let [text, sought] = ["abc", "C"].map(|text| Some(Value::text(text)));
            call(&IN_STR, &[text, sought, None, Some(compare)])
        };
        assert_eq!(by_user(Value::Null), Ok(Value::Integer(0)));
        assert_eq!(by_user(Value::Integer(1)), Err("eval::unknown-word".to_owned()));
    }

    #[test]
    fn nothing_is_found_nowhere() {
        let find = |text, sought| call(&IN_STR, &[Some(text), Some(sought)]);
        assert_eq!(find(Value::Null, Value::text("a")), Ok(Value::Integer(0)));
        assert_eq!(find(Value::text("a"), Value::Null), Ok(Value::Integer(0)));
        let start = [Some(Value::text("a")), Some(Value::text("a")), Some(Value::text("0"))];
        let fault = "argument 2: positions count from 1".to_owned();
        assert_eq!(call(&IN_STR, &start), Err(fault));
    }
}
