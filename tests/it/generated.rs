//! Expressions, choices, users, date formats and scraps of text for the properties.

use attrmap::functions::{FUNCTIONS, Function, Repeats};
use attrmap::source::Source;
use attrmap::syntax::{ExprKind, parse, quote};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::well_typed::well_typed;

/// Attributes that users of these tests have, some with several values, some unknown.
const ATTRIBUTES: &[&str] = &[
    "displayName",
    "mail",
    "employeeId",
    "employeeHireDate",
    "accountEnabled",
    "IsSoftDeleted",
    "showInAddressList",
    "proxyAddresses",
    "otherMails",
    "manager",
    "shoeSize",
    "employeeOrgData.division",
    "appRoleAssignments",
];

/// Texts that mean something to some function, and texts that trouble it.
const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    "A b",
    "True",
    "false",
    "0",
    "1",
    "-1",
    "3",
    "2.5",
    "9223372036854775807",
    "99999999999999999999",
    "2020-02-29",
    "2020-03-16T07:00:00-07:00",
    "9999-12-31",
    "d",
    "s",
    "yyyy",
    "tr-TR",
    "x-y",
    "🎉",
    "e\u{301}",
    "ﬃİıß",
    "a\"b\\c",
    "a\nb",
    "a\r\n  b\r\n",
    "\u{0}",
    "\u{feff}",
    "<n>",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(TEXTS).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

/// A text of any kind in quotes.
pub(crate) fn quoted_text() -> impl Strategy<Value = String> {
    text().prop_map(|text| quote(&text))
}

fn leaf() -> BoxedStrategy<String> {
    prop_oneof![
        4 => select(ATTRIBUTES).prop_map(|name| format!("[{name}]")),
        4 => quoted_text(),
        1 => (-20_i64..20).prop_map(|number| number.to_string()),
        1 => select(&[
            "True", "False", "IgnoreAttributeFlow", "IgnoreObjectFlow", "&HF7", "1.50", "%Tenant-1%",
        ][..])
        .prop_map(str::to_owned),
    ]
    .boxed()
}

/// Choices between values on few attributes and few texts, so that conditions meet again inside
/// what they decide on.
pub(crate) fn choice() -> BoxedStrategy<String> {
    let attribute = || select(&["[mail]", "[displayName]", "[accountEnabled]"][..]);
    let literal = || select(&[r#""""#, r#""a""#, r#""b""#, r#""True""#, r#""1""#, "1"][..]);
    let simple = prop_oneof![2 => attribute(), 1 => literal()].prop_map(str::to_owned);
    let question =
        select(&["IsPresent", "IsNull", "IsNothing", "IsNullOrEmpty", "Not", "CBool"][..]);
    let change = select(&["ToLower", "Trim", "StripSpaces", "Len", "IgnoreFlowIfNullOrEmpty"][..]);
    simple
        .prop_recursive(5, 40, 4, move |inner| {
            let pair = || (literal(), inner.clone());
            prop_oneof![
                2 => (question.clone(), inner.clone()).prop_map(|(name, of)| format!("{name}({of})")),
                1 => (change.clone(), inner.clone()).prop_map(|(name, of)| format!("{name}({of})")),
                2 => (attribute(), select(&["=", "<>", "<"][..]), prop_oneof![literal(), attribute()])
                    .prop_map(|(left, operator, right)| format!("{left} {operator} {right}")),
                3 => (inner.clone(), inner.clone(), inner.clone())
                    .prop_map(|(test, yes, no)| format!("IIF({test}, {yes}, {no})")),
                3 => (inner.clone(), inner.clone(), vec(pair(), 1..4)).prop_map(|(of, default, arms)| {
                    let arms = arms.into_iter().map(|(key, value)| format!("{key}, {value}"));
                    format!("Switch({of}, {default}, {})", arms.collect::<Vec<_>>().join(", "))
                }),
                2 => vec(inner, 1..4).prop_map(|sources| format!("Coalesce({})", sources.join(", "))),
            ]
        })
        .boxed()
}

/// Users that those choices are about.
pub(crate) fn user_of_choices() -> impl Strategy<Value = String> {
    let text = select(&["null", r#""""#, r#""a""#, r#""b""#, r#""1""#, r#""True""#, r#""z""#][..]);
    let enabled = select(&["true", "false", r#""True""#][..]);
    (text.clone(), text, enabled).prop_map(|(mail, name, enabled)| {
        format!(r#"{{"mail": {mail}, "displayName": {name}, "accountEnabled": {enabled}}}"#)
    })
}

/// A call with as many arguments as the function takes; optional ones are sometimes left out.
fn call(inner: BoxedStrategy<String>) -> BoxedStrategy<String> {
    (select(FUNCTIONS), vec((inner, any::<bool>()), 8), 0..3_usize)
        .prop_map(|(function, arguments, rounds)| written_call(function, &arguments, rounds))
        .boxed()
}

fn written_call(function: &Function, arguments: &[(String, bool)], rounds: usize) -> String {
    let signature = &function.signature;
    let params = signature.params.len();
    let slots = match signature.repeats {
        Repeats::None => params,
        Repeats::Last { params: count, .. } => params + count * rounds,
    };
    let written = arguments.iter().cycle().take(slots).enumerate().map(|(index, argument)| {
        let is_required = signature.param(index).is_none_or(|param| param.is_required);
        if is_required || argument.1 { argument.0.as_str() } else { "" }
    });
    format!("{}({})", function.name, written.collect::<Vec<_>>().join(", "))
}

/// Expressions that read; nearly all of them check too.
pub(crate) fn expression() -> BoxedStrategy<String> {
    prop_oneof![14 => well_typed(), 1 => ill_typed()].boxed()
}

/// The same, and some that are about as long as the service takes, or longer.
pub(crate) fn expression_of_any_length() -> BoxedStrategy<String> {
    let long = (expression(), select(&[",", ", ", " ,  "][..]), 8_000..11_000_usize);
    let long = long.prop_map(|(part, comma, length)| {
        let parts = vec![part.as_str(); 1 + length / (part.len() + comma.len())];
        format!("Coalesce({})", parts.join(comma))
    });
    prop_oneof![14 => expression(), 1 => long].boxed()
}

/// Expressions that read, of whatever stands wherever.
fn ill_typed() -> BoxedStrategy<String> {
    leaf()
        .prop_recursive(4, 24, 4, |inner| {
            let operators = select(&["=", "<>", "<", "<=", ">", ">="][..]);
            prop_oneof![
                8 => call(inner.clone().boxed()),
                1 => (inner.clone(), operators, inner)
                    .prop_filter_map("a comparison has no comparison in it", |(left, operator, right)| {
                        let is_plain = |side: &String| is_operand(side);
                        (is_plain(&left) && is_plain(&right))
                            .then(|| format!("{left} {operator} {right}"))
                    }),
            ]
        })
        .boxed()
}

fn is_operand(text: &str) -> bool {
    let parsed = parse(&Source::new("e", text));
    !matches!(parsed.expr.kind, ExprKind::Comparison { .. } | ExprKind::Error(_))
}

/// A user: every attribute null, absent, a text, a list, or of another kind; most often what its
/// name promises.
pub(crate) fn user() -> impl Strategy<Value = String> {
    let member = |name: &'static str| {
        let promised = match name {
            "employeeId" => (0_i64..30).prop_map(|number| json!(number.to_string())).boxed(),
            "employeeHireDate" => {
                select(&["2020-02-29", "2020-03-16T07:00:00-07:00", "3/16/2020 7:00 AM"][..])
                    .prop_map(serde_json::Value::from)
                    .boxed()
            }
            "accountEnabled" | "IsSoftDeleted" | "showInAddressList" => {
                any::<bool>().prop_map(serde_json::Value::from).boxed()
            }
            "proxyAddresses" | "otherMails" => {
                vec(text(), 0..3).prop_map(serde_json::Value::from).boxed()
            }
            "appRoleAssignments" => {
                return proptest::option::of(vec(select(&["Admin", "Reader"][..]), 0..3).prop_map(
                    |roles| {
                        roles.iter().map(|role| json!({"appRoleId": "1", "value": role})).collect()
                    },
                ))
                .boxed();
            }
            _ => text().prop_map(serde_json::Value::from).boxed(),
        };
        let other = prop_oneof![
            1 => Just(json!(null)),
            4 => text().prop_map(serde_json::Value::from),
            1 => any::<bool>().prop_map(serde_json::Value::from),
            1 => any::<i64>().prop_map(serde_json::Value::from),
            2 => vec(text(), 0..3).prop_map(serde_json::Value::from),
        ];
        // Some attributes have one value, and one value is no list; a condition reads as one.
        let is_single =
            ["displayName", "mail", "employeeId", "employeeHireDate", "manager"].contains(&name);
        let other =
            other.prop_filter("it has one value", move |value| !(is_single && value.is_array()));
        proptest::option::weighted(0.8, prop_oneof![6 => promised, 1 => other]).boxed()
    };
    let members: Vec<_> = ATTRIBUTES.iter().map(|name| member(name)).collect();
    members.prop_map(|values| {
        let given = ATTRIBUTES.iter().zip(values);
        let given = given.filter_map(|(name, value)| Some(((*name).to_owned(), value?)));
        serde_json::Value::Object(given.collect()).to_string()
    })
}

/// Pieces of expressions in any order, and any characters between.
pub(crate) fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        6 => select(&[
            "[", "]", "(", ")", ",", "\"", "\\", "'", "“", "”", "=", "<>", "==", "&", "&H", "%", "-",
            "1", ".5", "Join", "IIF", "[mail]", "\"a\"", " ", "\n", "\u{a0}", "and", "é", "🎉",
        ][..])
        .prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

/// A date format that says the whole date, its parts in any order, and whether it says the zone
/// and every tick.
pub(crate) fn date_format() -> impl Strategy<Value = String> {
    let date = (
        select(&["yyyy", "yyyyy"][..]),
        select(&["M", "MM", "MMM", "MMMM"][..]),
        select(&["d", "dd"][..]),
    );
    let date = date.prop_map(|(year, month, day)| [year, month, day]).prop_shuffle();
    let mark = select(&["-", "/", ".", " ", ", ", "'T'", "\\Y", "'o''clock'", "\"d\""][..]);
    let hour = select(&["HH:mm:ss", "H:m:s", "hh:mm:ss tt", "h:m:s.fffffff t", "tt hh.mm.ss"][..]);
    let time = prop_oneof![hour, select(&["HHmmssfffffff", "HH:mm:ss.FFFFFFF", "T"][..])];
    let zone = select(&["", "", "K", "zzz", " zz", "'Z'"][..]);
    let weekday = select(&["", "", "dddd, ", "ddd "][..]);
    let standard = select(&["O", "s", "u", "G", "F", "R"][..]).prop_map(str::to_owned);
    let pattern =
        (weekday, date, mark, time, zone).prop_map(|(weekday, date, mark, time, zone)| {
            let time = if time == "T" { "HH:mm:ss" } else { time };
            format!("{weekday}{}{mark}{time}{zone}", date.join(mark))
        });
    prop_oneof![1 => standard, 6 => pattern]
}
