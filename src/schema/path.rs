//! Attribute paths (RFC 7644 section 3.10): `name.givenName`, `emails[type eq "work"].value`,
//! `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department`.
//!
//! In: the name of a target attribute as mappings and tables write it, with a colon behind the
//! URN or, as old tables do, a dot. Out: its parts; printed, always with the colon.
//! Names, URNs and filter values are the same in any case (RFC 7643 section 2.1).
//!
//! Absent on purpose: filters other than `eq` (Entra names elements by nothing else), and
//! whether the attribute exists: that is the table's to say.

use std::fmt;

/// A path to an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AttributePath {
    /// The schema, where it is named: an extension, or the core schema spelled out.
    pub urn: Option<String>,
    /// The attribute.
    pub attribute: String,
    /// Which element of a multi-valued attribute.
    pub filter: Option<ValueFilter>,
    /// The part of a complex attribute.
    pub sub_attribute: Option<String>,
}

/// The filter of a path: `[type eq "work"]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ValueFilter {
    /// The sub-attribute that is compared.
    pub attribute: String,
    /// The text it equals.
    pub value: String,
}

/// Why a text is no attribute path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathError {
    /// The byte at which it stops being one.
    pub offset: usize,
    /// What is wrong: lower-case start, no full stop.
    pub message: &'static str,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

impl std::error::Error for PathError {}

impl AttributePath {
    /// A path of one name in the core schema.
    pub fn plain(attribute: impl Into<String>) -> AttributePath {
        AttributePath { urn: None, attribute: attribute.into(), filter: None, sub_attribute: None }
    }

    /// Reads a path.
    pub fn parse(text: &str) -> Result<AttributePath, PathError> {
        Parser { text, at: 0 }.path()
    }

    /// The same path to another part of the attribute, or to the whole of it.
    pub fn with_sub_attribute(&self, sub_attribute: Option<&str>) -> AttributePath {
        AttributePath { sub_attribute: sub_attribute.map(str::to_owned), ..self.clone() }
    }

    /// The path as a text that is the same for all spellings of it: what tables are indexed by.
    pub fn key(&self) -> String {
        self.to_string().to_ascii_lowercase()
    }

    /// The path to the attribute as a whole, all of its elements.
    pub fn whole(&self) -> AttributePath {
        AttributePath { filter: None, sub_attribute: None, ..self.clone() }
    }

    /// True where both name the same, whatever the case of their letters.
    pub fn is_same_as(&self, other: &AttributePath) -> bool {
        is_same_name(self.urn.as_deref(), other.urn.as_deref())
            && self.is_in_same_element_as(other)
            && is_same_name(self.sub_attribute.as_deref(), other.sub_attribute.as_deref())
    }

    /// True where attribute and filter are the same, whatever the schema and the part.
    pub fn is_in_same_element_as(&self, other: &AttributePath) -> bool {
        let is_same_filter = match (&self.filter, &other.filter) {
            (Some(left), Some(right)) => left.is_same_as(right),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        is_same_filter && self.attribute.eq_ignore_ascii_case(&other.attribute)
    }
}

impl ValueFilter {
    /// True where both select the same elements.
    pub fn is_same_as(&self, other: &ValueFilter) -> bool {
        self.attribute.eq_ignore_ascii_case(&other.attribute)
            && self.value.eq_ignore_ascii_case(&other.value)
    }
}

fn is_same_name(left: Option<&str>, right: Option<&str>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => left.eq_ignore_ascii_case(right),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

impl fmt::Display for AttributePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(urn) = &self.urn {
            write!(f, "{urn}:")?;
        }
        f.write_str(&self.attribute)?;
        if let Some(filter) = &self.filter {
            write!(f, "[{filter}]")?;
        }
        match &self.sub_attribute {
            Some(name) => write!(f, ".{name}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for ValueFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A JSON string is the only spelling of a text that RFC 7644 has.
        let value = serde_json::Value::from(self.value.as_str());
        write!(f, "{} eq {value}", self.attribute)
    }
}

/// Reads a text from left to right.
struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Parser<'t> {
    fn path(mut self) -> Result<AttributePath, PathError> {
        let urn = self.urn()?;
        let attribute = self.name("an attribute's name starts with a letter")?;
        let filter = if self.takes("[") { Some(self.filter()?) } else { None };
        let sub_attribute = if self.takes(".") {
            Some(self.name("a sub-attribute's name starts with a letter")?)
        } else {
            None
        };
        match self.rest().chars().next() {
            None => Ok(AttributePath { urn, attribute, filter, sub_attribute }),
            Some('.') => self.fail("a path ends with its first sub-attribute"),
            Some('[') => self.fail("a filter stands directly behind the attribute"),
            Some(_) => self.fail("a name consists of letters, digits, `$`, `-` and `_`"),
        }
    }

    /// The URN and what separates it: the last colon before a filter, or the dot behind the
    /// version (`…:1.0.manager`) or behind the resource type (`…:2.0:User.department`).
    fn urn(&mut self) -> Result<Option<String>, PathError> {
        let head = self.text.split('[').next().unwrap_or("");
        let Some(colon) = head.rfind(':') else { return Ok(None) };
        let tail = head.get(colon + 1..).unwrap_or("");
        let end = match version_len(tail).or_else(|| resource_type_len(head, colon)) {
            Some(len) => colon + 1 + len,
            None => colon,
        };
        let urn = head.get(..end).unwrap_or("");
        if let Some(offset) = urn.find(|letter: char| !is_urn_letter(letter)) {
            self.at = offset;
            return self.fail("this character has no place in a URN");
        }
        if !urn.contains(':') {
            self.at = colon;
            return self.fail("a colon stands behind a URN only");
        }
        self.at = end;
        if self.takes(":") || self.takes(".") {
            Ok(Some(urn.to_owned()))
        } else {
            self.fail("the URN is followed by no attribute")
        }
    }

    /// What stands between the brackets, the closing one included.
    fn filter(&mut self) -> Result<ValueFilter, PathError> {
        self.spaces();
        let attribute = self.name("a filter starts with the name of a sub-attribute")?;
        self.spaces();
        if !self.operator_is_eq() {
            return self.fail("a filter compares with `eq`, as in `[type eq \"work\"]`");
        }
        self.spaces();
        let value = self.filter_value()?;
        self.spaces();
        if !self.takes("]") {
            return self.fail("a filter ends with `]` behind its value");
        }
        Ok(ValueFilter { attribute, value })
    }

    fn operator_is_eq(&mut self) -> bool {
        let word = self.rest().split(' ').next().unwrap_or("");
        let is_eq = word.eq_ignore_ascii_case("eq");
        if is_eq {
            self.at += word.len();
        }
        is_eq
    }

    /// A JSON string, or `true` or `false` without quotes.
    fn filter_value(&mut self) -> Result<String, PathError> {
        let rest = self.rest();
        if !rest.starts_with('"') {
            let word = rest.split([' ', ']']).next().unwrap_or("");
            if word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false") {
                self.at += word.len();
                return Ok(word.to_ascii_lowercase());
            }
            return self.fail("a filter's value stands in double quotes");
        }
        let Some(len) = quoted_len(rest) else {
            return self.fail("this double quote is never closed");
        };
        match rest.get(..len).and_then(|quoted| serde_json::from_str(quoted).ok()) {
            Some(value) => {
                self.at += len;
                Ok(value)
            }
            None => self.fail("this is no JSON string"),
        }
    }

    fn name(&mut self, expected: &'static str) -> Result<String, PathError> {
        let rest = self.rest();
        let is_start = |letter: char| letter.is_ascii_alphabetic() || matches!(letter, '$' | '_');
        if !rest.starts_with(is_start) {
            return self.fail(expected);
        }
        let len = rest.find(|letter| !is_name_letter(letter)).unwrap_or(rest.len());
        self.at += len;
        Ok(rest.get(..len).unwrap_or("").to_owned())
    }

    fn spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(' ').len();
    }

    fn takes(&mut self, expected: &str) -> bool {
        let is_there = self.rest().starts_with(expected);
        if is_there {
            self.at += expected.len();
        }
        is_there
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn fail<T>(&self, message: &'static str) -> Result<T, PathError> {
        Err(PathError { offset: self.at, message })
    }
}

/// True where a text can be the name of an attribute (RFC 7643 section 2.1), `$ref` included.
pub(super) fn is_attribute_name(text: &str) -> bool {
    let parser = Parser { text, at: 0 };
    matches!(parser.path(), Ok(path) if path.attribute.len() == text.len())
}

/// The length of `digits.digits` at the start, where a dot or the end follows.
fn version_len(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let major = digits(text);
    let minor_text = text.get(major..)?.strip_prefix('.')?;
    let minor = digits(minor_text);
    let rest = minor_text.get(minor..)?;
    let is_version = major > 0 && minor > 0 && (rest.is_empty() || rest.starts_with('.'));
    is_version.then_some(major + 1 + minor)
}

/// The length of a resource type behind a version, where a dot or the end follows.
fn resource_type_len(head: &str, colon: usize) -> Option<usize> {
    let (before, after) = (head.get(..colon)?, head.get(colon + 1..)?);
    let version = before.rsplit(':').next()?;
    if version_len(version) != Some(version.len()) {
        return None;
    }
    let word = after.split('.').next()?;
    let is_resource_type = ["User", "Group"].iter().any(|ty| ty.eq_ignore_ascii_case(word));
    is_resource_type.then_some(word.len())
}

/// The length of a string with its quotes, where it ends.
fn quoted_len(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn is_name_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '$' | '-' | '_')
}

fn is_urn_letter(letter: char) -> bool {
    letter.is_ascii_graphic() && !matches!(letter, '"' | '[' | ']' | '\\' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    fn parsed(text: &str) -> AttributePath {
        AttributePath::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn paths_fall_into_their_parts() {
        let enterprise_1 = "urn:scim:schemas:extension:enterprise:1.0";
        let auth_method = "urn:scim:schemas:extension:facebook:auth_method:1.0";
        let table = [
            ("userName", None, "userName", None, None),
            ("name.givenName", None, "name", None, Some("givenName")),
            (r#"emails[type eq "work"].value"#, None, "emails", Some("work"), Some("value")),
            (r#"emails[type eq "work" ].value"#, None, "emails", Some("work"), Some("value")),
            (r#"emails[ type EQ "a\"]b" ]"#, None, "emails", Some("a\"]b"), None),
            (
                "urn:scim:schemas:extension:enterprise:1.0.manager",
                Some(enterprise_1),
                "manager",
                None,
                None,
            ),
            (
                "urn:scim:schemas:extension:enterprise:1.0:manager.managerId",
                Some(enterprise_1),
                "manager",
                None,
                Some("managerId"),
            ),
            (
                "urn:scim:schemas:extension:facebook:auth_method:1.0:auth_method",
                Some(auth_method),
                "auth_method",
                None,
                None,
            ),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
                Some(ENTERPRISE),
                "department",
                None,
                None,
            ),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department",
                Some(ENTERPRISE),
                "department",
                None,
                None,
            ),
            (
                "urn:mace:example.com:scim:cardId",
                Some("urn:mace:example.com:scim"),
                "cardId",
                None,
                None,
            ),
        ];
        for (text, urn, attribute, work, sub_attribute) in table {
            let filter = work
                .map(|value| ValueFilter { attribute: "type".to_owned(), value: value.to_owned() });
            let expected = AttributePath {
                urn: urn.map(str::to_owned),
                attribute: attribute.to_owned(),
                filter,
                sub_attribute: sub_attribute.map(str::to_owned),
            };
            assert_eq!(parsed(text), expected, "{text}");
        }
        let role = parsed("roles[primary eq True].value");
        assert_eq!(role.to_string(), r#"roles[primary eq "true"].value"#);
    }

    #[test]
    fn a_text_that_is_no_path_is_blamed_where_it_stops() {
        let table = [
            ("", "", "starts with a letter"),
            ("1name", "1name", "starts with a letter"),
            ("name.", "", "sub-attribute's name"),
            ("name.first.second", ".second", "first sub-attribute"),
            ("name.first[type eq \"x\"]", "[type eq \"x\"]", "directly behind"),
            ("user name", " name", "letters, digits"),
            ("naïve", "ïve", "letters, digits"),
            ("a:b", ":b", "behind a URN"),
            (ENTERPRISE, "", "followed by no attribute"),
            ("urn:scim:schemas:core:1.0", "", "followed by no attribute"),
            ("urn:a b:1.0:x", " b:1.0:x", "no place in a URN"),
            ("emails[]", "]", "name of a sub-attribute"),
            ("emails[type]", "]", "`eq`"),
            ("emails[type ne \"work\"].value", "ne \"work\"].value", "`eq`"),
            ("emails[type eq work].value", "work].value", "double quotes"),
            ("emails[type eq \"work].value", "\"work].value", "never closed"),
            ("emails[type eq \"\\q\"].value", "\"\\q\"].value", "no JSON string"),
            ("emails[type eq \"\\ud800\"].value", "\"\\ud800\"].value", "no JSON string"),
            ("emails[type eq \"work\".value", ".value", "ends with `]`"),
            ("emails[type eq \"work\"]value", "value", "letters, digits"),
        ];
        for (text, rest, words) in table {
            let error = AttributePath::parse(text).expect_err(text);
            assert_eq!(text.get(error.offset..), Some(rest), "{text}");
            assert!(error.message.contains(words), "{text}: {error}");
        }
    }

    #[test]
    fn a_path_is_printed_with_the_colon_and_read_again() {
        for text in [
            "userName",
            r#"addresses[type eq "a\"b\u0000\\"].formatted"#,
            "urn:scim:schemas:extension:enterprise:1.0:manager.managerId",
        ] {
            assert_eq!(parsed(text).to_string(), text);
        }
        let dotted = parsed("urn:scim:schemas:extension:enterprise:1.0.manager");
        assert_eq!(dotted.to_string(), "urn:scim:schemas:extension:enterprise:1.0:manager");
    }

    #[test]
    fn case_makes_no_difference() {
        let work = parsed(r#"emails[type eq "work"].value"#);
        let same = parsed(r#"EMAILS[Type eq "Work"].VALUE"#);
        assert!(work.is_same_as(&same));
        assert_eq!(work.key(), same.key());
        for other in [r#"emails[type eq "home"].value"#, "emails.value", "emails"] {
            let other = parsed(other);
            assert!(!work.is_same_as(&other), "{other}");
            assert_ne!(work.key(), other.key());
        }
    }

    #[test]
    fn long_and_hostile_texts_are_read_to_their_end() {
        let many = 100_000;
        for text in [
            "a".repeat(many),
            ":".repeat(many),
            "[".repeat(many),
            "urn:".repeat(many),
            "1.0.".repeat(many),
            format!("emails[type eq \"{}", "\\".repeat(many)),
            format!("emails[type eq \"{}\"].value", "😀".repeat(many)),
            "\u{0}\u{2028}\u{feff}".to_owned(),
        ] {
            if let Err(error) = AttributePath::parse(&text) {
                assert!(text.is_char_boundary(error.offset));
            }
        }
    }
}
