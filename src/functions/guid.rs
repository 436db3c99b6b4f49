//! `Guid`: a new identifier.

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Services, Signature,
    Special, Stop, nothing_to_prepare,
};
use crate::types::{Facts, Type, Value};

/// The entry.
pub static GUID: Function = Function {
    name: "Guid",
    category: Category::Random,
    summary: "makes a new identifier that nobody else has",
    prose: "It has 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, in small letters, with \
        hyphens between the groups. Each call makes another one. With a seed (`--seed`) the same \
        user and target always get the same.",
    signature: Signature::fixed(&[]),
    examples: &[
        Example {
            title: "its length",
            expression: "Len(Guid())",
            given: "{}",
            gives: Gives::Value(r#""36""#),
        },
        Example {
            title: "two calls",
            expression: r#"IIF(Guid() = Guid(), "the same", "different")"#,
            given: "{}",
            gives: Gives::Value(r#""different""#),
        },
    ],
    certainty: Certainty::Example,
    behaviours: &[Behaviour {
        certainty: Certainty::Example,
        what: "Small letters, hyphens, no braces.",
        why: "The reference shows one.",
    }],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#guid",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["RandomString"],
    search: &["uuid", "new guid", "unique", "identifier", "random"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(_: &Call<'_>) -> Facts {
    Facts { is_deterministic: false, ..Facts::present(Type::STRING) }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    // Version 4, variant 1 (RFC 9562): all random but six bits.
    let bits = u128::from_be_bytes(args.draws()?.bytes());
    let bits = bits & !(0xF << 76) & !(0b11 << 62) | (4 << 76) | (0b10 << 62);
    let digits = format!("{bits:032x}");
    let mut guid = String::with_capacity(36);
    for (index, digit) in digits.chars().enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            guid.push('-');
        }
        guid.push(digit);
    }
    Ok(Value::owned(guid))
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    #[test]
    fn a_guid_says_that_it_is_random() {
        let guid = call(&GUID, &[]).expect("there is a seed");
        let guid = guid.to_text().expect("it is a text");
        let groups: Vec<usize> = guid.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12]);
        assert_eq!(guid.as_bytes().get(14), Some(&b'4'), "{guid}");
        assert!(guid.as_bytes().get(19).is_some_and(|digit| b"89ab".contains(digit)), "{guid}");
        assert_eq!(guid.to_lowercase(), guid);
    }
}
