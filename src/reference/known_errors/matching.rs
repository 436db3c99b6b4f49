//! Whether a text holds the words of an error, however it was copied.
//!
//! Case and white space do not matter. A word is not found inside another, but where a capital
//! starts it: `WorkplaceInvalidDomain` speaks of `InvalidDomain`.

/// A pasted text, prepared for being searched.
#[derive(Debug)]
pub(super) struct Text {
    /// Its words, one space apart.
    written: String,
    /// The same in lower case, byte for byte.
    lower: String,
}

impl Text {
    pub(super) fn new(text: &str) -> Text {
        // A line of JSON escapes quotes and ends of lines.
        let text = text.replace("\\n", " ").replace("\\r", " ").replace("\\\"", "\"");
        let words: Vec<&str> = text.split_whitespace().collect();
        let written = words.join(" ");
        let lower = written.to_ascii_lowercase();
        Text { written, lower }
    }

    /// True where the parts of a form stand in the text, in their order.
    pub(super) fn holds(&self, form: &str) -> bool {
        let mut from = 0;
        form.split('…').map(str::trim).filter(|part| !part.is_empty()).all(|part| {
            let end = self.find(&part.to_ascii_lowercase(), from);
            from = end.unwrap_or(from);
            end.is_some()
        })
    }

    /// Where a part ends that starts at `from` or behind it.
    fn find(&self, part: &str, from: usize) -> Option<usize> {
        let rest = self.lower.get(from..)?;
        let mut ends = rest.match_indices(part).map(|(at, _)| (from + at, from + at + part.len()));
        ends.find(|(start, end)| self.is_whole(*start, *end)).map(|(_, end)| end)
    }

    fn is_whole(&self, start: usize, end: usize) -> bool {
        let before = self.written.get(..start).and_then(|text| text.chars().next_back());
        let inside = self.written.get(start..end).unwrap_or_default();
        let after = self.written.get(end..).and_then(|text| text.chars().next());
        let (first, last) = (inside.chars().next(), inside.chars().next_back());
        let is_word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
        let is_hump =
            before.is_some_and(|it| it.is_lowercase()) && first.is_some_and(|it| it.is_uppercase());
        let starts = !(is_word(before) && is_word(first)) || is_hump;
        starts && !(is_word(last) && is_word(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_however_they_were_copied() {
        for (text, form, expected, why) in [
            ("MISSING\n  email   Field: you", "Missing Email field", true, "case and white space"),
            ("code=1789003,", "1789003", true, "between signs"),
            ("code 17890031", "1789003", false, "another number"),
            ("WorkplaceInvalidDomain", "InvalidDomain", true, "a capital starts a word"),
            ("myinvaliddomains", "InvalidDomain", false, "a part of a word"),
            ("InvalidDomains", "InvalidDomain", false, "a longer word"),
            ("Joining property x has more than one", "joining property … has more", true, "a gap"),
            ("has more, Joining property x", "joining property … has more", false, "their order"),
            ("{\\\"errorCode\\\":\\\"ImportSkipped\\\"}", "ImportSkipped", true, "JSON in JSON"),
            ("schémaInvalid: é", "schemaInvalid", false, "letters are letters"),
            ("é SchemaInvalid é", "schemaInvalid", true, "other letters around"),
        ] {
            assert_eq!(Text::new(text).holds(form), expected, "{text}: {why}");
        }
    }
}
