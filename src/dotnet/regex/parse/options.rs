//! The options that a pattern sets within itself: `(?i)`, `(?mn-s:…)`.

use super::cursor::Cursor;

/// What is set at a place of the pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// `i`: case does not count.
    pub is_caseless: bool,
    /// `m`: `^` and `$` stand at each line.
    pub is_multiline: bool,
    /// `n`: groups without a name are not remembered.
    pub has_named_groups_only: bool,
    /// `s`: `.` is any character, line feeds too.
    pub is_single_line: bool,
    /// `x`: white space and `#…` are not part of the pattern.
    pub is_loose: bool,
}

impl Options {
    /// Reads option letters up to the first character that is none.
    pub fn read(&mut self, cursor: &mut Cursor<'_>) {
        let mut is_set = true;
        while let Some(letter) = cursor.peek() {
            let option = match letter.to_ascii_lowercase() {
                '-' | '+' => {
                    is_set = letter == '+';
                    cursor.next();
                    continue;
                }
                'i' => &mut self.is_caseless,
                'm' => &mut self.is_multiline,
                'n' => &mut self.has_named_groups_only,
                's' => &mut self.is_single_line,
                'x' => &mut self.is_loose,
                _ => return,
            };
            *option = is_set;
            cursor.next();
        }
    }
}
