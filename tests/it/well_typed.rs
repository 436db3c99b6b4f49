//! Expressions whose arguments are what their functions take: nearly all of them check, and most
//! have a value.
//!
//! What a function takes and gives is asked of its entry. Where an argument must be more than of
//! a type (a date format, an interval, a number from 1), a pool says what is written there.
//!
//! Absent on purpose: expressions that do not fit together (`generated` has them).

use attrmap::functions::{Call, FUNCTIONS, Function, Nesting, Param, Repeats, Takes};
use attrmap::types::{Base, Facts, Type};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use crate::generated::quoted_text;

/// What an argument is wanted for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Number,
    Condition,
    Date,
    /// Objects, good for targets and questions only.
    Roles,
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::Text, Kind::Number, Kind::Condition, Kind::Date, Kind::Roles];

    fn of(base: Base) -> Kind {
        match base {
            Base::Integer => Kind::Number,
            Base::Boolean => Kind::Condition,
            Base::DateTime => Kind::Date,
            Base::AppRoleAssignment | Base::Complex => Kind::Roles,
            Base::String | Base::Reference | Base::Binary | Base::Error => Kind::Text,
        }
    }
}

/// Expressions up to some depth, by kind in the order of [`Kind::ALL`].
struct Level([BoxedStrategy<String>; 5]);

impl Level {
    fn lowest() -> Level {
        let written = |texts: &'static [&'static str]| select(texts).prop_map(str::to_owned);
        let text = prop_oneof![
            6 => written(&[
                "[displayName]", "[mail]", "[manager]", "[employeeOrgData.division]",
                "[proxyAddresses]", "[otherMails]", "[shoeSize]",
            ]),
            6 => quoted_text(),
            1 => written(&["IgnoreAttributeFlow", "IgnoreObjectFlow", "True", "False"]),
        ];
        let number = prop_oneof![
            2 => (0_i64..20).prop_map(|number| number.to_string()),
            2 => written(&["[employeeId]", "[shoeSize]", "\"7\"", "&HF7", "-1"]),
        ];
        let condition =
            written(&["[accountEnabled]", "[IsSoftDeleted]", "[showInAddressList]", "\"True\""]);
        let date = written(&[
            "[employeeHireDate]",
            "\"2020-02-29\"",
            "\"2020-03-16T07:00:00-07:00\"",
            "\"9999-12-31\"",
        ]);
        Level([
            text.boxed(),
            number.boxed(),
            condition.boxed(),
            date.boxed(),
            Just("[appRoleAssignments]".to_owned()).boxed(),
        ])
    }

    fn of(&self, kind: Kind) -> BoxedStrategy<String> {
        let place = Kind::ALL.iter().position(|known| *known == kind).expect("it is one of all");
        self.0[place].clone()
    }

    fn of_any(&self) -> BoxedStrategy<String> {
        let [text, number, condition, date, roles] = self.0.clone();
        prop_oneof![8 => text, 3 => number, 3 => condition, 3 => date, 1 => roles].boxed()
    }

    /// The expressions one call deeper.
    fn above(&self) -> Level {
        Level(Kind::ALL.map(|kind| {
            let calls = FUNCTIONS.iter().filter(|it| it.special.nesting != Nesting::Refused);
            let calls = calls.filter(|function| gives(function, kind)).map(|function| {
                let weight = if function.name == "Error" { 1 } else { 8 };
                (weight, self.call(function, kind))
            });
            let mut ways: Vec<(u32, BoxedStrategy<String>)> = calls.collect();
            ways.push((2 * ways.len() as u32 + 1, self.of(kind)));
            if kind == Kind::Condition {
                ways.push((40, self.comparison()));
            }
            Union::new_weighted(ways).boxed()
        }))
    }

    fn comparison(&self) -> BoxedStrategy<String> {
        let [text, number, _, date, _] = self.0.clone();
        let equality = select(&["=", "<>"][..]);
        let order = select(&["<", "<=", ">", ">="][..]);
        let sides = prop_oneof![
            3 => (text.clone(), equality.clone(), text),
            2 => (number.clone(), prop_oneof![equality, order.clone()], number),
            1 => (date.clone(), order, date),
        ];
        sides.prop_map(|(left, operator, right)| format!("{left} {operator} {right}")).boxed()
    }

    /// A call that gives a value of that kind; optional arguments are sometimes left out.
    fn call(&self, function: &'static Function, kind: Kind) -> BoxedStrategy<String> {
        if function.name == "Replace" {
            return self.replace();
        }
        let signature = &function.signature;
        let (once, most) = match signature.repeats {
            Repeats::None => (signature.params.len(), signature.params.len()),
            Repeats::Last { params, least } => {
                let least = signature.params.len() - params + params * least;
                (least, least + 2 * params)
            }
        };
        let step = match signature.repeats {
            Repeats::None => 1,
            Repeats::Last { params, .. } => params,
        };
        let arguments: Vec<BoxedStrategy<String>> =
            (0..most).map(|index| self.slot(function, index, kind)).collect();
        (arguments, 0..=(most - once) / step)
            .prop_map(move |(arguments, rounds)| {
                let slots = once + rounds * step;
                format!("{}({})", function.name, arguments[..slots].join(", "))
            })
            .boxed()
    }

    fn slot(&self, function: &Function, index: usize, kind: Kind) -> BoxedStrategy<String> {
        let param = function.signature.param(index).expect("the call has no more");
        let argument = self.argument(function, param, index, kind);
        if param.is_required {
            return argument;
        }
        prop_oneof![1 => Just(String::new()), 2 => argument].boxed()
    }

    fn argument(
        &self,
        function: &Function,
        param: &Param,
        index: usize,
        kind: Kind,
    ) -> BoxedStrategy<String> {
        if let Some(pool) = pool(function.name, param.name) {
            return select(pool).prop_map(str::to_owned).boxed();
        }
        match param.takes {
            Takes::Any if hands_through(function, index) => self.of(kind),
            Takes::Any => self.of_any(),
            Takes::Text if function.name == "Not" => self.of(Kind::Condition),
            Takes::Text => prop_oneof![
                8 => self.of(Kind::Text),
                1 => self.of(Kind::Number),
                1 => self.of(Kind::Date),
            ]
            .boxed(),
            Takes::Integer | Takes::Timestamp | Takes::Number => self.of(Kind::Number),
            Takes::Condition => self.of(Kind::Condition),
            Takes::DateTime => self.of(Kind::Date),
            Takes::Word(words) => select(words).prop_map(str::to_owned).boxed(),
            Takes::AppRoles => Just("[appRoleAssignments]".to_owned()).boxed(),
        }
    }

    /// A call of `Replace` in each of its modes.
    fn replace(&self) -> BoxedStrategy<String> {
        let text = || self.of(Kind::Text);
        let pattern = || {
            select(
                &[r#""[aeiou]""#, r#""(?<n>\\w)\\d*""#, r#""^.""#, r#""(?<n>x)?$""#, "[mail]"][..],
            )
        };
        let with_group = select(&[r#""(?<n>a)""#, r#""@(?<n>.*)""#][..]);
        let old = || select(&[r#""a""#, r#""<n>""#, r#"" ""#][..]);
        let new = || select(&[r#""""#, r#""b""#, r#""$0""#, "[displayName]"][..]);
        prop_oneof![
            (text(), old(), new()).prop_map(|(of, old, new)| format!("{of}, {old}, , , {new}, ,")),
            (text(), old(), text())
                .prop_map(|(of, old, form)| format!("{of}, {old}, , , , , {form}")),
            (text(), pattern(), new())
                .prop_map(|(of, pattern, new)| format!("{of}, , {pattern}, , {new}, ,")),
            (text(), with_group.clone(), new())
                .prop_map(|(of, pattern, new)| format!("{of}, , {pattern}, \"n\", {new}, ,")),
            (text(), with_group, text())
                .prop_map(|(of, pattern, other)| format!("{of}, , {pattern}, \"n\", , {other},")),
        ]
        .prop_map(|arguments| format!("Replace({arguments})"))
        .boxed()
    }
}

/// What the function gives where everything it takes is of that type.
fn given(function: &Function, ty: Type) -> Kind {
    let params = function.signature.params.len();
    let arguments = vec![Some(Facts::any(ty)); params];
    Kind::of((function.facts)(&Call { arguments: &arguments }).ty.base)
}

/// True where its value can be one of that kind.
fn gives(function: &Function, kind: Kind) -> bool {
    if is_of_any_kind(function) {
        kind != Kind::Roles
    } else {
        given(function, Type::STRING) == kind
    }
}

/// True for a function whose value is of the type of what it is given.
fn is_of_any_kind(function: &Function) -> bool {
    given(function, Type::INTEGER) == Kind::Number
        && given(function, Type::DATE_TIME) == Kind::Date
        && given(function, Type::STRING) == Kind::Text
}

/// True for an argument whose value can be that of the call.
fn hands_through(function: &Function, index: usize) -> bool {
    is_of_any_kind(function) && function.special.choice.is_none_or(|choice| (choice.gives)(index))
}

/// What is written where a type does not say enough.
fn pool(function: &str, param: &str) -> Option<&'static [&'static str]> {
    Some(match (function, param) {
        ("DateAdd" | "DateDiff", "interval") => {
            &[r#""d""#, r#""m""#, r#""yyyy""#, r#""ww""#, r#""s""#]
        }
        ("DateAdd", "value") => &["1", "-2", "2.5", "[employeeId]", "Len([mail])"],
        ("FormatDateTime", "source") => {
            &["Now()", "CDate([employeeHireDate])", "[employeeHireDate]"]
        }
        ("FormatDateTime", "dateTimeStyles") => &[r#""AllowWhiteSpaces""#, r#""32""#, "[shoeSize]"],
        ("FormatDateTime", "inputFormat") => {
            &[r#""M/d/yyyy h:mm:ss tt""#, r#""M/d/yyyy h:mm:ss tt""#, r#""yyyy-MM-dd""#, "[mail]"]
        }
        ("FormatDateTime", "outputFormat") => {
            &[r#""yyyy-MM-dd""#, r#""dddd""#, r#""O""#, "[displayName]"]
        }
        ("ToLower" | "ToUpper", "culture") => &[r#""tr-TR""#, r#""en-US""#, r#""""#],
        ("Split", "delimiter") => &[r#"";""#, r#""a""#, r#"" ""#, "[mail]"],
        ("Word", "Delimiters") => &[r#"" ""#, r#"" ,.""#, "[mail]"],
        ("Item", "index") | ("Word", "WordNumber") | ("DNComponent", "ComponentNumber") => {
            &["1", "1", "2", "[employeeId]"]
        }
        ("DNComponent", "dn") => &[r#""CN=Joe,OU=x""#, "[manager]", "\"CN=a\\\\,b\""],
        ("Mid", "start") | ("InStr", "start") => &["1", "2", "[employeeId]"],
        ("Mid", "length") => &["0", "1", "5", "Len([mail])"],
        ("RandomString", "Length") => &["8", "20", "[employeeId]"],
        ("RandomString", "CharactersToAvoid") => &[r#""?,""#, r#""0aA""#],
        ("RandomString", _) => &["0", "1", "2"],
        ("ConvertFromBase64", "source") => {
            &["ConvertToBase64([displayName])", r#""SABpAA==""#, "ConvertToBase64(Guid())"]
        }
        ("StringFromSid", _) => &[r#""S-1-5-18""#, r#""AQEAAAAAAAUSAAAA""#, "[mail]"],
        ("DateFromNum", _) => &[r#""132000000000000000""#, "NumFromDate(Now())", "[employeeId]"],
        ("CBool", _) => &["[accountEnabled]", r#""True""#, r#""0""#, "IsPresent([mail])"],
        _ => return None,
    })
}

/// Expressions that check, but for a few whose constants do not fit together.
pub(crate) fn well_typed() -> BoxedStrategy<String> {
    let one = Level::lowest().above();
    let two = one.above();
    let three = two.above();
    let unique = (two.of(Kind::Text), two.of(Kind::Text))
        .prop_map(|(first, second)| format!("SelectUniqueValue({first}, {second})"));
    prop_oneof![2 => one.of_any(), 4 => two.of_any(), 4 => three.of_any(), 1 => unique].boxed()
}
