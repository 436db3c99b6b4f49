//! A part of a GUID that is hardly random.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Fix, Severity};
use crate::lint::reading::integer;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::low-entropy-id",
        summary: "an identifier out of few, from base64 of a GUID",
        explanation: "Finds parts of `ConvertToBase64(Guid())` that can be hardly anything.",
    },
    category: Category::Change,
    severity: Severity::Warning,
    why: "`ConvertToBase64` encodes UTF-16: every other byte is zero, and each hexadecimal digit \
        of the GUID takes more than two characters. Of the five that Microsoft's Workday guide \
        takes for an employee's identifier there are 256 in all, so that of twenty users \
        two have the same, more likely than not. Five digits of the GUID itself are one of a million.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/workday-expression-mapping-functions-guide",
    ],
    avoid: &[Sample::map(
        "one of 256",
        r#"externalId = { expression = 'Mid(ConvertToBase64(Guid()), 1, 5)', flowType = "ObjectAddOnly" }"#,
        &["Mid(ConvertToBase64(Guid()), 1, 5)"],
    )],
    prefer: &[Sample::map(
        "one of a hundred millions",
        r#"externalId = { expression = 'Mid(Guid(), 1, 7)', flowType = "ObjectAddOnly" }"#,
        &[],
    )],
    limits: "Only `Mid` and `Left` right around `ConvertToBase64(Guid())`, up to a million of \
        values.",
    check: Check::Part(check),
};

/// Fewer are not enough for the users of one tenant.
const FEW: u64 = 1_000_000;

/// What a digit of a GUID can be.
const DIGITS: &[u8] = b"0123456789abcdef";

/// The characters of a GUID, and which of them are hyphens.
const LENGTH: u64 = 36;
const HYPHENS: [u64; 4] = [8, 13, 18, 23];

fn check(part: &Part<'_>, findings: &mut Findings) {
    let Some((function, _)) = part.typed.call() else { return };
    let number =
        |at| part.typed.argument(at).and_then(integer).and_then(|it| u64::try_from(it).ok());
    let (start, length) = match (function.name, number(1), number(2)) {
        ("Mid", Some(start), Some(length)) if start >= 1 => (start, length),
        ("Left", Some(length), _) => (1, length),
        _ => return,
    };
    let encoded = part.typed.argument(0).filter(|it| it.call_of("ConvertToBase64").is_some());
    let guid = encoded.and_then(|it| it.argument(0)).filter(|it| it.call_of("Guid").is_some());
    let Some(guid) = guid else { return };
    let count = distinct(start.saturating_sub(1), length);
    if count >= FEW {
        return;
    }
    let message = match count {
        1 => "this is the same for everybody".to_owned(),
        count => format!("there are only {count} of these values"),
    };
    let label = "base64 of UTF-16 is half zeros";
    let finding = RULE.finding(part.source(), part.typed.span, message, label);
    let replacement = format!("Mid({}, 1, {})", part.slice(guid), length.clamp(7, LENGTH));
    let fix = Fix { span: part.typed.span, replacement, is_safe: false };
    findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
}

/// How many different texts a part of the encoded GUID can be, at most [`FEW`]: each digit counts
/// by those of its bits that are in the part.
fn distinct(start: u64, length: u64) -> u64 {
    let (from, to) = (start.saturating_mul(6), start.saturating_add(length).saturating_mul(6));
    let mut count: u64 = 1;
    for digit in (0..LENGTH).filter(|digit| !HYPHENS.contains(digit)) {
        let bits = (0..8).filter(|bit| (from..to).contains(&(digit * 16 + bit)));
        let mask = bits.fold(0u8, |mask, bit| mask | 0x80 >> bit);
        let seen: BTreeSet<u8> = DIGITS.iter().map(|digit| digit & mask).collect();
        count = count.saturating_mul(u64::try_from(seen.len()).unwrap_or(u64::MAX));
    }
    count.min(FEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_other_byte_is_zero() {
        assert_eq!(distinct(0, 5), 256, "two digits");
        assert_eq!(distinct(0, 8), 4096, "three digits");
        assert_eq!(distinct(0, 0), 1);
        assert_eq!(distinct(0, 14), FEW, "five digits and a half");
        assert_eq!(distinct(96, 5), 1, "behind its end");
        assert_eq!(distinct(u64::MAX, u64::MAX), 1, "far behind it");
        assert_eq!(distinct(0, u64::MAX), FEW, "all of it");
    }
}
