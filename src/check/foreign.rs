//! The functions and words of the neighbouring dialect, Entra Connect Sync, and functions of other
//! languages, with what to write instead.
//!
//! Absent on purpose: functions that exist in both, which the registry has; names that stand for
//! one of its functions with the same arguments, which are among that function's search words.

use super::messages::{BARE_WORD, UNKNOWN_FUNCTION};
use crate::diagnostic::{Diagnostic, Label};
use crate::source::{Source, Span};

/// A function that others have, with what to write instead; nothing for other names.
pub(super) fn unknown_function(source: &Source, span: Span, name: &str) -> Option<Diagnostic> {
    let instead_in = |table: &[(&str, &'static str)]| {
        let found = table.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, instead)| *instead)
    };
    let (message, label, instead) = match (instead_in(FOREIGN), instead_in(ELSEWHERE)) {
        (Some(instead), _) => {
            let message = format!("`{name}` exists in Entra Connect Sync only");
            (message, "a function of Entra Connect Sync", instead)
        }
        (None, Some(instead)) => {
            let message = format!("`{name}` is not a function");
            (message, "a function of other languages", instead)
        }
        (None, None) => return None,
    };
    let label = Label::new(span, label);
    Some(Diagnostic::error(&UNKNOWN_FUNCTION, source, message, label).help(instead))
}

/// A bare word of the neighbouring dialect.
pub(super) fn unknown_word(source: &Source, span: Span, word: &str, instead: &str) -> Diagnostic {
    let label = Label::new(span, "a word of Entra Connect Sync");
    let message = format!("`{word}` exists in Entra Connect Sync only");
    Diagnostic::error(&BARE_WORD, source, message, label).help(instead)
}

/// What to write instead of a bare word of Entra Connect Sync; nothing for other words.
pub(super) fn instead_of_word(word: &str) -> Option<&'static str> {
    let found = FOREIGN_WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
    found.map(|(_, instead)| *instead)
}

static FOREIGN_WORDS: &[(&str, &str)] = &[
    (
        "AuthoritativeNull",
        "a value cannot be taken away: `IgnoreAttributeFlow` keeps what is there",
    ),
    ("AuthorizedNull", "a value cannot be taken away: `IgnoreAttributeFlow` keeps what is there"),
    ("CRLF", "there is no word for a line break: write it inside a text"),
    ("IgnoreThisFlow", "write `IgnoreAttributeFlow`"),
    ("NULL", "there is no word for null: write `IgnoreAttributeFlow`, or `\"\"` for an empty text"),
];

const CERTIFICATE: &str = "certificates cannot be read here: write the value into an attribute";
const NUMBER: &str =
    "a text of digits is a number wherever one is taken: write the attribute itself";
const TEXTS: &str = "write `Join(\"\", [a], [b], [c])`, or `Append([a], [b])` for two texts";
const PART: &str = "write `Mid([a], 1, 3)`: the first character is 1, and the last number a length";
const BOTH: &str =
    "put one `IIF` into the other: `IIF([a] = \"x\", IIF([b] = \"y\", \"yes\", \"no\"), \"no\")`";
const EITHER: &str =
    "put one `IIF` into the other: `IIF([a] = \"x\", \"yes\", IIF([b] = \"y\", \"yes\", \"no\"))`";
const LIST: &str = "there are no loops: take values with `Item`, join them with `Join`";

static FOREIGN: &[(&str, &str)] = &[
    ("BitOr", "bits can be tested with `BitAnd`, not set"),
    ("CertExtensionOids", CERTIFICATE),
    ("CertFormat", CERTIFICATE),
    ("CertFriendlyName", CERTIFICATE),
    ("CertHashString", CERTIFICATE),
    ("CertIssuer", CERTIFICATE),
    ("CertIssuerDN", CERTIFICATE),
    ("CertIssuerOid", CERTIFICATE),
    ("CertKeyAlgorithm", CERTIFICATE),
    ("CertKeyAlgorithmParams", CERTIFICATE),
    ("CertNameInfo", CERTIFICATE),
    ("CertNotAfter", CERTIFICATE),
    ("CertNotBefore", CERTIFICATE),
    ("CertPublicKeyOid", CERTIFICATE),
    ("CertPublicKeyParametersOid", CERTIFICATE),
    ("CertSerialNumber", CERTIFICATE),
    ("CertSignatureAlgorithmOid", CERTIFICATE),
    ("CertSubject", CERTIFICATE),
    ("CertSubjectNameDN", CERTIFICATE),
    ("CertSubjectNameOid", CERTIFICATE),
    ("CertThumbprint", CERTIFICATE),
    ("CertVersion", CERTIFICATE),
    ("CGuid", "a GUID is a text here: write the attribute itself, or `Guid()` for a new one"),
    ("CNum", NUMBER),
    (
        "Contains",
        "write `InStr([a], \"x\") > 0`, of several values `InStr(Join(\";\", [a]), \"x\") > 0`",
    ),
    ("ConvertFromUTF8Hex", "there is only the other way, `ConvertToUTF8Hex`"),
    ("CRef", "a reference is a text here: write the attribute itself"),
    ("DNComponentRev", "count from the left: `DNComponent([a], 1)`"),
    ("EscapeDNComponent", "escape commas with `Replace([cn], \",\", , , \"\\\\,\", , )`"),
    ("IsBitSet", "write `BitAnd([userAccountControl], 2) <> 0`"),
    ("IsCert", CERTIFICATE),
    ("IsDate", "there is no test for dates: test the form, for example with `Len([a]) = 10`"),
    ("IsEmpty", "write `IsNullOrEmpty`"),
    ("IsGuid", "there is no test for GUIDs: test the form, for example with `Len([a]) = 36`"),
    ("IsNumeric", "there is no test for numbers: take the digits away with `Replace`"),
    ("ItemOrNull", "write `Item`, and test before with `Count([a]) >= 2`"),
    (
        "InStrRev",
        "write `Len(Replace([a], , \"[^@]*$\", , \"\", , ))` for the place of the last `@`",
    ),
    ("LCase", "write `ToLower`"),
    ("LTrim", "write `Trim`, or `Replace([a], , \"^\\\\s+\", , \"\", , )`"),
    (
        "PadLeft",
        "write `Replace(Append(\"00000000\", [a]), , \"(.*?)(?<id>.{0,8})$\", , \"${id}\", , )`",
    ),
    ("PadRight", "write `Left(Append([a], \"        \"), 8)`"),
    ("RandomNum", "write `RandomString(6, 6, 0, 0, 0)`"),
    ("ReplaceChars", "write a `Replace` for each, or one with a pattern such as `[äöü]`"),
    ("Right", "write `Replace([a], , \".*(?=.{4}$)\", , \"\", , )` for the last 4 characters"),
    ("RTrim", "write `Trim`, or `Replace([a], , \"\\\\s+$\", , \"\", , )`"),
    ("Select", LIST),
    ("StringFromGuid", "a GUID is a text here: write the attribute itself"),
    ("UCase", "write `ToUpper`"),
    ("Where", LIST),
    ("With", "there are no variables: write the expression in each place"),
];

/// Of other languages, where another name alone would not do.
static ELSEWHERE: &[(&str, &str)] = &[
    ("And", BOTH),
    ("CDbl", NUMBER),
    ("CInt", NUMBER),
    ("CLng", NUMBER),
    ("Concat", TEXTS),
    ("Concatenate", TEXTS),
    (
        "DatePart",
        "write `FormatDateTime([a], , \"M/d/yyyy\", \"yyyy\")`, with the format of `[a]` first",
    ),
    ("Day", "write `FormatDateTime([a], , \"M/d/yyyy\", \"dd\")`, with the format of `[a]` first"),
    ("EndsWith", "write `Replace([a], , \".*(?=.{4}$)\", , \"\", , ) = \".com\"`"),
    ("Equals", "write `[a] = \"x\"`"),
    (
        "Format",
        "write `FormatDateTime([a], , \"M/d/yyyy\", \"yyyy-MM-dd\")`, with the format of `[a]` first",
    ),
    ("IndexOf", "write `InStr([a], \"x\")`: the first character is 1, and 0 is none"),
    ("Int", NUMBER),
    (
        "Month",
        "write `FormatDateTime([a], , \"M/d/yyyy\", \"MM\")`, with the format of `[a]` first",
    ),
    ("Or", EITHER),
    ("RegexReplace", "write `Replace([a], , \"[^a-z]\", , \"\", , )`: the pattern comes third"),
    ("StartsWith", "write `Left([a], 3) = \"abc\"`"),
    ("SubStr", PART),
    ("Substring", PART),
    ("ToInt", NUMBER),
    (
        "Year",
        "write `FormatDateTime([a], , \"M/d/yyyy\", \"yyyy\")`, with the format of `[a]` first",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Env, check};
    use crate::functions;

    #[test]
    fn neighbours_are_refused_with_what_to_write() {
        for (name, instead) in FOREIGN.iter().chain(ELSEWHERE) {
            assert!(functions::find(name).is_none(), "{name} exists here");
            let source = Source::new("expression", format!("{name}([mail])"));
            let analysis = check(&source, &Env::entra());
            let diagnostic = analysis.diagnostics().iter().next().expect("it is refused");
            assert_eq!(diagnostic.code.path, "check::unknown-function", "{name}");
            assert_eq!(diagnostic.help.as_deref(), Some(*instead), "{name}");
        }
        for (word, instead) in FOREIGN_WORDS {
            let source = Source::new("expression", format!("IIF(IsNull([mail]), {word}, [mail])"));
            let analysis = check(&source, &Env::entra());
            let diagnostic = analysis.diagnostics().iter().next().expect("it is refused");
            assert_eq!(diagnostic.code.path, "check::bare-word", "{word}");
            assert_eq!(diagnostic.help.as_deref(), Some(*instead), "{word}");
        }
        let source = Source::new("expression", "lcase");
        let refused = |name| unknown_function(&source, Span::new(0, 5), name);
        assert_eq!(refused("lcase").and_then(|it| it.help).as_deref(), Some("write `ToLower`"));
        assert_eq!(refused("LCased"), None);
    }

    #[test]
    fn calls_to_write_instead_can_be_typed_in() {
        for (name, instead) in [FOREIGN, ELSEWHERE, FOREIGN_WORDS].concat() {
            let quoted = instead.split('`').skip(1).step_by(2);
            for call in quoted.filter(|text| text.ends_with([')', '"', '0', '2']) && text.len() > 2)
            {
                let analysis = check(&Source::new(name, call), &Env::entra());
                assert!(!analysis.diagnostics().has_errors(), "{name}: {}", analysis.diagnostics());
            }
        }
    }
}
