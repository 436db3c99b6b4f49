//! `StringFromSid`: a security identifier as text.

use super::convert_from_base64::bytes_of;
use super::failure::NOT_A_SID;
use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Type, Value};

/// The entry.
pub static STRING_FROM_SID: Function = Function {
    name: "StringFromSid",
    category: Category::Encoding,
    summary: "writes the bytes of a security identifier as text",
    prose: "The bytes are given in base64, as binary attributes are; the result begins with \
        `S-1-`. An identifier that is text already stays as it is. Null gives null.",
    signature: Signature::fixed(&[Param::required(
        "ObjectSID",
        Takes::Text,
        "the identifier's bytes, in base64",
    )]),
    examples: &[
        Example {
            title: "the group of all administrators",
            expression: "StringFromSid([extensionAttribute1])",
            given: r#"{"extensionAttribute1": "AQIAAAAAAAUgAAAAIAIAAA=="}"#,
            gives: Gives::Value(r#""S-1-5-32-544""#),
        },
        Example {
            title: "an identifier that is text",
            expression: "StringFromSid([onPremisesSecurityIdentifier])",
            given: r#"{"onPremisesSecurityIdentifier": "S-1-5-21-1-2-3-1001"}"#,
            gives: Gives::Value(r#""S-1-5-21-1-2-3-1001""#),
        },
        Example {
            title: "something else",
            expression: "StringFromSid([displayName])",
            given: r#"{"displayName": "Ana"}"#,
            gives: Gives::Error("eval::not-a-sid"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[Behaviour {
        certainty: Certainty::Assumed,
        what: "Text that begins with `S-1-` stays; null gives null.",
        why: "The page speaks of bytes only. Microsoft Graph exports identifiers as text.",
    }],
    page: "https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/reference-expressions#stringfromsid",
    services: Services::CLOUD_SYNC,
    special: Special::NONE,
    see_also: &["ConvertFromBase64", "CStr"],
    search: &["SID", "security identifier", "objectSid"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    Facts::nullable(Type::STRING, call.facts_or_null(0).states.can_be_null()).failing(true)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let Some(source) = args.text(0)? else { return Ok(Value::Null) };
    if source.starts_with("S-1-") {
        return Ok(Value::Text(source));
    }
    let sid = bytes_of(&source).and_then(|bytes| text_of(&bytes));
    sid.map(Value::owned)
        .ok_or_else(|| args.fail_with(0, &NOT_A_SID, "this is no security identifier", &source))
}

/// Revision, count of parts, six bytes of authority, and the parts of four bytes each.
fn text_of(bytes: &[u8]) -> Option<String> {
    let (&[1, count], rest) = bytes.split_first_chunk()? else { return None };
    let (authority, parts) = rest.split_first_chunk::<6>()?;
    let (parts, over) = parts.as_chunks();
    if parts.len() != usize::from(count) || !over.is_empty() || count > 15 {
        return None;
    }
    let [a, b, c, d, e, f] = *authority;
    let authority = u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
    let mut text = if authority <= u64::from(u32::MAX) {
        format!("S-1-{authority}")
    } else {
        format!("S-1-0x{authority:012X}")
    };
    for part in parts {
        text.push_str(&format!("-{}", u32::from_le_bytes(*part)));
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_little_endian_and_the_authority_big() {
        for (bytes, expected) in [
            (vec![1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], Some("S-1-1-0")),
            (vec![1, 0, 0, 0, 0, 0, 0, 5], Some("S-1-5")),
            (vec![1, 1, 0, 0, 0, 0, 0, 5, 1, 2, 0, 0], Some("S-1-5-513")),
            (vec![1, 1, 1, 0, 0, 0, 0, 0, 7, 0, 0, 0], Some("S-1-0x010000000000-7")),
            (vec![2, 0, 0, 0, 0, 0, 0, 5], None),
            (vec![1, 1, 0, 0, 0, 0, 0, 5], None),
            (vec![1, 0, 0, 0, 0, 0, 0, 5, 1], None),
            (vec![1, 0, 0, 0], None),
            (vec![], None),
        ] {
            assert_eq!(text_of(&bytes).as_deref(), expected, "{bytes:?}");
        }
    }
}
