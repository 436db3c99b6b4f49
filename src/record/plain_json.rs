//! JSON as users are written in, read fast: a deserializer over text that is in memory whole.
//!
//! In: the text of one value. Out: what a visitor makes of it, or [`NotPlain`]. What is not plain
//! (a number, an escape) is handed to serde_json piece by piece; what is no JSON, or nested
//! deeply, is refused without a word: serde_json reads such a user again from its start and says
//! what is wrong.
//!
//! INVARIANT: what is read here serde_json reads, too, and as the same value.
//!
//! Absent on purpose: errors for people, numbers, escapes, and every rule about users.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use crate::types::plain_length;

/// How deep objects and lists are read here; serde_json reads deeper.
const MOST_DEPTH: usize = 32;

/// A text that is read, and how far.
pub(super) struct PlainJson<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

/// A text that serde_json must read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NotPlain;

impl fmt::Display for NotPlain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is for serde_json to read")
    }
}

impl std::error::Error for NotPlain {}

impl Error for NotPlain {
    fn custom<T: fmt::Display>(_: T) -> NotPlain {
        NotPlain
    }
}

impl<'a> PlainJson<'a> {
    /// Nothing is read yet.
    pub fn new(text: &'a str) -> PlainJson<'a> {
        PlainJson { text, at: 0, depth: 0 }
    }

    /// True where nothing is left.
    pub fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// The next byte that is no white space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.text.as_bytes().get(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    /// Passes that byte, or refuses any other.
    #[inline]
    fn pass(&mut self, byte: u8) -> Result<(), NotPlain> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(NotPlain)
        }
    }

    /// Passes a word.
    fn pass_word(&mut self, word: &str) -> Result<(), NotPlain> {
        if self.rest().starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            Err(NotPlain)
        }
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn slice(&self, start: usize) -> Result<&'a str, NotPlain> {
        self.text.get(start..self.at).ok_or(NotPlain)
    }

    /// Reads a text from its opening quote on.
    #[inline]
    fn read_text<V: Visitor<'a>>(&mut self, visitor: V) -> Result<V::Value, NotPlain> {
        self.at += 1;
        let start = self.at;
        self.at += plain_length(self.rest());
        if self.rest().first() != Some(&b'"') {
            return self.read_text_with_escapes(start, visitor);
        }
        let text = self.slice(start)?;
        self.at += 1;
        visitor.visit_borrowed_str(text)
    }

    fn read_text_with_escapes<V: Visitor<'a>>(
        &mut self,
        start: usize,
        visitor: V,
    ) -> Result<V::Value, NotPlain> {
        while let [b'\\', _, ..] = self.rest() {
            self.at += 2;
            self.at += plain_length(self.rest());
        }
        self.pass(b'"')?;
        hand_over(self.slice(start - 1)?, visitor)
    }

    fn read_number<V: Visitor<'a>>(&mut self, visitor: V) -> Result<V::Value, NotPlain> {
        let start = self.at;
        let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        self.at += self.rest().iter().take_while(is_part).count();
        hand_over(self.slice(start)?, visitor)
    }

    /// Reads what an object or a list has between its brackets.
    fn read_inside<T>(
        &mut self,
        read: impl FnOnce(&mut Inside<'_, 'a>) -> Result<T, NotPlain>,
    ) -> Result<T, NotPlain> {
        if self.depth == MOST_DEPTH {
            return Err(NotPlain);
        }
        self.depth += 1;
        self.at += 1;
        let mut inside = Inside { json: self, is_first: true, is_closed: false };
        let value = read(&mut inside)?;
        if !inside.is_closed {
            return Err(NotPlain);
        }
        self.depth -= 1;
        Ok(value)
    }
}

/// Lets serde_json read a single value.
fn hand_over<'a, V: Visitor<'a>>(text: &'a str, visitor: V) -> Result<V::Value, NotPlain> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = deserializer.deserialize_any(visitor).map_err(|_| NotPlain)?;
    deserializer.end().map_err(|_| NotPlain)?;
    Ok(value)
}

impl<'a> Deserializer<'a> for &mut PlainJson<'a> {
    type Error = NotPlain;

    #[inline]
    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, NotPlain> {
        match self.peek() {
            Some(b'"') => self.read_text(visitor),
            Some(b'n') => self.pass_word("null").and_then(|()| visitor.visit_unit()),
            Some(b't') => self.pass_word("true").and_then(|()| visitor.visit_bool(true)),
            Some(b'f') => self.pass_word("false").and_then(|()| visitor.visit_bool(false)),
            Some(b'{') => self.read_inside(|inside| visitor.visit_map(inside)),
            Some(b'[') => self.read_inside(|inside| visitor.visit_seq(inside)),
            Some(_) => self.read_number(visitor),
            None => Err(NotPlain),
        }
    }

    forward_to_deserialize_any! {
        <V: Visitor<'a>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

/// The inside of an object or a list.
struct Inside<'j, 'a> {
    json: &'j mut PlainJson<'a>,
    is_first: bool,
    is_closed: bool,
}

impl Inside<'_, '_> {
    /// Goes to the next member or element, past the comma; false at the closing bracket.
    #[inline]
    fn advance(&mut self, bracket: u8) -> Result<bool, NotPlain> {
        if self.json.peek() == Some(bracket) {
            self.json.at += 1;
            self.is_closed = true;
            return Ok(false);
        }
        if !self.is_first {
            self.json.pass(b',')?;
        }
        self.is_first = false;
        Ok(true)
    }
}

impl<'a> MapAccess<'a> for &mut Inside<'_, 'a> {
    type Error = NotPlain;

    #[inline]
    fn next_key_seed<K: DeserializeSeed<'a>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, NotPlain> {
        if !self.advance(b'}')? {
            return Ok(None);
        }
        if self.json.peek() != Some(b'"') {
            return Err(NotPlain);
        }
        seed.deserialize(&mut *self.json).map(Some)
    }

    #[inline]
    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, NotPlain> {
        self.json.pass(b':')?;
        seed.deserialize(&mut *self.json)
    }
}

impl<'a> SeqAccess<'a> for &mut Inside<'_, 'a> {
    type Error = NotPlain;

    fn next_element_seed<T: DeserializeSeed<'a>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, NotPlain> {
        if !self.advance(b']')? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.json).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;
    use serde_json::Value;

    use super::*;

    fn read(text: &str) -> Result<Value, NotPlain> {
        let mut json = PlainJson::new(text);
        let value = Value::deserialize(&mut json)?;
        if json.is_at_end() { Ok(value) } else { Err(NotPlain) }
    }

    #[test]
    fn json_is_read_as_serde_json_reads_it() {
        for (text, why) in [
            ("{}", "an empty object"),
            (" {\r\n\t} ", "white space"),
            (r#"{"a":"b","c":null,"d":true,"e":false}"#, "plain values"),
            (r#"{"a":[],"b":["x",{"c":{}}],"d":{"e":[[]]}}"#, "nested"),
            (r#"{"a":"say \"hi\"\\","b\n":"\u00e9\ud83d\ude00"}"#, "escapes"),
            (r#"{"a":1,"b":-0.5e+3,"c":[18446744073709551615,1E5]}"#, "numbers"),
            (r#"{"é":"漢字😀 a long text that takes several words"}"#, "no ASCII"),
            (r#"{"a":1,"a":2}"#, "a key that comes again"),
            (r#""text""#, "a text"),
        ] {
            assert_eq!(read(text), Ok(serde_json::from_str(text).expect("JSON")), "{text}: {why}");
        }
        let deep = "[".repeat(MOST_DEPTH + 1) + &"]".repeat(MOST_DEPTH + 1);
        assert_eq!(read(&deep), Err(NotPlain), "deep");
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            " ",
            "{",
            "}",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{\"a\" 1}",
            "{a:1}",
            "{\"a\":1 \"b\":2}",
            "{null:1}",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1}",
            "{\"a\":1]",
            "{} x",
            "{}{}",
            "nul",
            "nullx",
            "True",
            "01",
            "1.",
            "-",
            "+1",
            ".5",
            "1e999",
            "\"",
            "\"a",
            "\"\\\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\ud800\"",
            "\"a\nb\"",
            "\"a\u{0}\"",
            "'a'",
            "{\"a\":\"\\",
            "\u{feff}{}",
            "{\u{a0}}",
        ] {
            assert_eq!(read(text), Err(NotPlain), "{text:?}");
            assert!(serde_json::from_str::<Value>(text).is_err(), "{text:?}");
        }
    }

    proptest! {
        /// Texts made of the pieces that JSON is made of, right and wrong.
        #[test]
        fn nothing_is_read_otherwise_than_by_serde_json(
            pieces in proptest::collection::vec(
                prop_oneof![
                    4 => prop::sample::select(vec!["{", "}", "[", "]", ",", ":", "\"a\"", "\"", "1"]),
                    1 => prop::sample::select(vec![
                        "\\", "u00e9", "n", "null", "true", "false", "-", ".5", "e3", " ", "\n",
                        "é", "\u{1}", "0",
                    ]),
                ],
                0..12,
            ),
        ) {
            let text = pieces.concat();
            if let Ok(value) = read(&text) {
                prop_assert_eq!(Some(value), serde_json::from_str(&text).ok());
            }
        }
    }
}
