//! `DNComponent`: a part of a distinguished name.

use super::failure::{NOT_A_DN, OUT_OF_RANGE};
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, States, Type, Value};

/// The entry.
pub static DN_COMPONENT: Function = Function {
    name: "DNComponent",
    category: Category::Text,
    summary: "gives the value of one part of a distinguished name",
    prose: "The parts are counted from the left, from 1. The value comes without its type \
        (`CN=`), and without the backslashes that protect characters in it. A number that leads \
        outside the name is an error; null gives null.",
    signature: Signature::fixed(&[
        Param::required("dn", Takes::Text, "the distinguished name"),
        Param::required("ComponentNumber", Takes::Integer, "which part, from 1"),
    ]),
    examples: &[
        Example {
            title: "the first part",
            expression: "DNComponent([onPremisesDistinguishedName], 1)",
            given: r#"{"onPremisesDistinguishedName": "CN=Joe,OU=Sales,DC=contoso,DC=com"}"#,
            gives: Gives::Value(r#""Joe""#),
        },
        Example {
            title: "a comma in a value",
            expression: "DNComponent([onPremisesDistinguishedName], 1)",
            given: r#"{"onPremisesDistinguishedName": "CN=Doe\\, Joe,OU=Sales"}"#,
            gives: Gives::Value(r#""Doe, Joe""#),
        },
        Example {
            title: "a part that is not there",
            expression: "DNComponent([onPremisesDistinguishedName], 3)",
            given: r#"{"onPremisesDistinguishedName": "CN=Joe,OU=Sales"}"#,
            gives: Gives::Error("eval::out-of-range"),
        },
        Example {
            title: "text that is no distinguished name",
            expression: "DNComponent([displayName], 1)",
            given: r#"{"displayName": "Joe"}"#,
            gives: Gives::Error("eval::not-a-distinguished-name"),
        },
        Example {
            title: "the number must be one",
            expression: "DNComponent([onPremisesDistinguishedName], [extensionAttribute1])",
            given: r#"{"onPremisesDistinguishedName": "CN=Joe", "extensionAttribute1": "one"}"#,
            gives: Gives::Error("eval::not-a-number"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "Protected characters come without their backslash, a number outside the name is an \
            error, and null gives null.",
        why: "The page has one example, without any of these.",
    }],
    page: "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/reference-expressions#dncomponent",
    services: Services::CLOUD_SYNC,
    special: Special::NONE,
    see_also: &["Split", "Word"],
    search: &["distinguished name", "RDN", "CN", "OU", "LDAP path"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let can_be_null = |index| call.facts_or_null(index).states.can_be_null();
    let null = if can_be_null(0) || can_be_null(1) { States::NULL } else { States::NONE };
    let states = States::EMPTY.union(States::PRESENT).union(null);
    Facts { states, ..Facts::any(Type::STRING) }.failing(true)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let (Some(name), Some(number)) = (args.text(0)?, args.integer(1)?) else {
        return Ok(Value::Null);
    };
    let values = values_of(&name)
        .ok_or_else(|| args.fail_with(0, &NOT_A_DN, "this is no distinguished name", &name))?;
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    match index.and_then(|index| values.into_iter().nth(index)) {
        Some(value) => Ok(Value::owned(value)),
        None => Err(args.fail(1, &OUT_OF_RANGE, "the name has no part of this number")),
    }
}

/// The values of a distinguished name (RFC 4514), unprotected; nothing where it is none.
fn values_of(name: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut rest = name;
    loop {
        let (ty, behind) = rest.split_once('=')?;
        let ty = ty.trim();
        let is_type =
            |character: char| character.is_ascii_alphanumeric() || "-.".contains(character);
        if ty.is_empty() || !ty.chars().all(is_type) {
            return None;
        }
        let (value, behind) = value_of(behind.trim_start())?;
        values.push(value);
        match behind {
            None => return Some(values),
            Some(behind) => rest = behind,
        }
    }
}

/// One value, and what stands behind the comma that ends it.
fn value_of(text: &str) -> Option<(String, Option<&str>)> {
    let mut bytes = Vec::new();
    // Spaces at the end belong to the value only where they are protected.
    let mut kept = 0;
    let mut is_quoted = false;
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match character {
            '"' => is_quoted = !is_quoted,
            '\\' => {
                let behind = rest.as_str();
                let byte = behind.get(..2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
                match byte {
                    Some(byte) => {
                        bytes.push(byte);
                        rest = behind.get(2..).unwrap_or("").chars();
                    }
                    None => push(&mut bytes, rest.next()?),
                }
                kept = bytes.len();
            }
            ',' | ';' if !is_quoted => {
                bytes.truncate(kept);
                let value = String::from_utf8(bytes).ok()?;
                return Some((value, Some(rest.as_str())));
            }
            other => {
                push(&mut bytes, other);
                if is_quoted || other != ' ' {
                    kept = bytes.len();
                }
            }
        }
    }
    bytes.truncate(kept);
    let value = String::from_utf8(bytes).ok().filter(|_| !is_quoted)?;
    Some((value, None))
}

fn push(bytes: &mut Vec<u8>, character: char) {
    bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_directories_write_them() {
        for (name, expected) in [
            ("cn=Joe,ou=Sales", Some(vec!["Joe", "Sales"])),
            ("CN = Joe , OU= Sales", Some(vec!["Joe", "Sales"])),
            (r"CN=Doe\, Joe,OU=\#1", Some(vec!["Doe, Joe", "#1"])),
            (r"CN=Doe\2C Joe", Some(vec!["Doe, Joe"])),
            (r"CN=Zo\C3\AB", Some(vec!["Zoë"])),
            (r"CN=Joe\ ,OU=x", Some(vec!["Joe ", "x"])),
            ("CN=\"Doe, Joe\";OU=x", Some(vec!["Doe, Joe", "x"])),
            ("CN=,OU=a=b", Some(vec!["", "a=b"])),
            ("1.2.840=x", Some(vec!["x"])),
            ("Joe", None),
            ("", None),
            ("CN=Joe,", None),
            ("=Joe", None),
            ("CN=Joe\\", None),
            ("CN=\"Joe", None),
            (r"CN=\FF", None),
        ] {
            let expected: Option<Vec<String>> =
                expected.map(|values| values.into_iter().map(str::to_owned).collect());
            assert_eq!(values_of(name), expected, "{name}");
        }
    }
}
