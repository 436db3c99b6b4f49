//! `NormalizeDiacritics`: letters without their marks.

use std::borrow::Cow;

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, Script};
use unicode_normalization::UnicodeNormalization;

use super::{
    Args, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param, Services,
    Signature, Special, Stop, Takes, nothing_to_prepare,
};
use crate::types::{Facts, Type, Value};

/// The entry.
pub static NORMALIZE_DIACRITICS: Function = Function {
    name: "NormalizeDiacritics",
    category: Category::Text,
    summary: "takes the marks off Latin letters",
    prose: "`é` becomes `e`, `ä` becomes `a`, `ñ` becomes `n`. Some letters are written in two: \
        `æ` as `ae`, `ø` and `œ` as `oe`, `ß` as `ss`; `ł` becomes `l` and `ı` becomes `i`. Letters \
        of other scripts stay as they are, and so do Latin ones that are not in Microsoft's table \
        and carry no mark that could be taken off, such as `đ` and `þ`. Null gives null.",
    signature: Signature::fixed(&[Param::required(
        "source",
        Takes::Text,
        "the text to take the marks off",
    )]),
    examples: &[
        Example {
            title: "a name",
            expression: "NormalizeDiacritics([givenName])",
            given: r#"{"givenName": "Zoë"}"#,
            gives: Gives::Value(r#""Zoe""#),
        },
        Example {
            title: "letters that become two",
            expression: "NormalizeDiacritics([surname])",
            given: r#"{"surname": "Sørensen-Weiß"}"#,
            gives: Gives::Value(r#""Soerensen-Weiss""#),
        },
        Example {
            title: "other scripts stay",
            expression: "NormalizeDiacritics([surname])",
            given: r#"{"surname": "Йорданов"}"#,
            gives: Gives::Value(r#""Йорданов""#),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Contested,
            what: "Latin letters outside the published table lose their marks too; letters of \
                other scripts do not.",
            why: "The text of the reference speaks of any letter with a mark, its table has Latin \
                letters only. In other scripts a mark makes another letter.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "`œ` alone becomes `oe`; `đ`, `þ`, `ħ`, `ŋ` and `ẞ` stay.",
            why: "The table has `œ` with a line above it, and none of the others.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#normalizediacritics",
    services: Services::ALL,
    special: Special::NONE,
    see_also: &["Replace", "StripSpaces"],
    search: &["accents", "umlaut", "ascii", "transliterate", "special characters"],
    prepare: nothing_to_prepare,
    facts,
    evaluate,
};

fn facts(call: &Call<'_>) -> Facts {
    let source = call.facts_or_null(0);
    let texts = source.texts.map(|text| normalize(Cow::Borrowed(text)).into_owned());
    // A mark goes, its letter stays: nothing becomes empty.
    Facts { states: source.states, texts, ..Facts::any(Type::STRING) }
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    Ok(args.text(0)?.map_or(Value::Null, |text| Value::Text(normalize(text))))
}

/// The text as the function gives it.
pub fn without_diacritics(text: &str) -> Cow<'_, str> {
    normalize(Cow::Borrowed(text))
}

fn normalize(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() {
        return text;
    }
    let categories = CodePointMapData::<GeneralCategory>::new();
    let scripts = CodePointMapData::<Script>::new();
    let mut result = String::with_capacity(text.len());
    // True behind a Latin letter, whose marks go.
    let mut is_latin = false;
    for character in text.chars() {
        if categories.get(character) == GeneralCategory::NonspacingMark {
            if !is_latin {
                result.push(character);
            }
            continue;
        }
        let mut parts = std::iter::once(character).nfd();
        let base = parts.next().unwrap_or(character);
        is_latin = scripts.get(base) == Script::Latin;
        if is_latin {
            push_latin(&mut result, base);
        } else {
            result.push(character);
        }
    }
    Cow::Owned(result)
}

/// The letter of Microsoft's table for one without marks.
fn push_latin(result: &mut String, base: char) {
    match base {
        'æ' => result.push_str("ae"),
        'Æ' => result.push_str("AE"),
        'œ' | 'ø' => result.push_str("oe"),
        'Œ' | 'Ø' => result.push_str("OE"),
        'ß' => result.push_str("ss"),
        'ł' => result.push('l'),
        'Ł' => result.push('L'),
        'ı' => result.push('i'),
        other => result.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalized(text: &str) -> String {
        normalize(Cow::Borrowed(text)).into_owned()
    }

    #[test]
    fn the_published_table_holds() {
        for (letters, expected) in [
            ("ä à â ã å á ą ă ā ā́ ā̀ ā̂ ā̃ ǟ ā̈ ǡ a̱ å̄", "a"),
            ("æ ǣ", "ae"),
            ("ç č ć c̄ c̱", "c"),
            ("ď d̄ ḏ", "d"),
            ("ë è é ê ę ě ė ē ḗ ḕ ē̂ ē̃ ê̄ e̱ ë̄ e̊̄", "e"),
            ("ğ ḡ g̱", "g"),
            ("ï î ì í ı ī ī́ ī̀ ī̂ ī̃ i̱", "i"),
            ("ľ ł l̄ ḹ ḻ", "l"),
            ("ñ ń ň n̄ ṉ", "n"),
            ("ö ò ő õ ô ó ō ṓ ṑ ō̂ ō̃ ȫ ō̈ ǭ ȭ ȱ o̱", "o"),
            ("ø ø̄ œ̄ œ ǿ", "oe"),
            ("ř r̄ ṟ ṝ", "r"),
            ("ß", "ss"),
            ("š ś ș ş s̄ s̱", "s"),
            ("ť ț t̄ ṯ", "t"),
            ("ü ù û ú ů ű ū ū́ ū̀ ū̂ ū̃ u̇̄ ǖ ṻ ṳ̄ u̱", "u"),
            ("ÿ ý ȳ ȳ́ ȳ̀ ȳ̃ y̱", "y"),
            ("ź ž ż z̄ ẕ", "z"),
            ("Ä Å Ą Ǟ", "A"),
            ("Æ Ǣ", "AE"),
            ("Ï Î Ì Í İ Ī", "I"),
            ("Ł Ľ", "L"),
            ("Ø Ø̄ Œ̄", "OE"),
        ] {
            for letter in letters.split(' ') {
                assert_eq!(normalized(letter), expected, "{letter}");
            }
        }
    }

    #[test]
    fn what_the_table_does_not_have() {
        for (text, expected, why) in [
            ("ĝĥĵţķļņŵŷ Nguyễn Ốc", "ghjtklnwy Nguyen Oc", "marks of Latin letters"),
            ("đðþħŋẞĐ", "đðþħŋẞĐ", "letters that carry no mark"),
            ("Йй ё ά ガ क़ é", "Йй ё ά ガ क़ e", "other scripts, in one text with Latin"),
            ("e\u{301}\u{302}x й\u{301}", "ex й\u{301}", "marks that stand alone"),
            ("\u{301}a 1\u{301}", "\u{301}a 1\u{301}", "marks of no letter"),
            ("ﬁ Ｅ\u{301} ²", "ﬁ Ｅ ²", "compatibility characters stay"),
            ("John", "John", "nothing to do"),
        ] {
            assert_eq!(normalized(text), expected, "{text}: {why}");
        }
    }
}
