//! Where a finding stands, for programs that count from 1.

use crate::source::{Position, Source, Span};

/// A part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    /// The first character.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
    /// The characters between, in the file's text.
    pub span: Span,
    /// The bytes of the file, where it is UTF-8.
    pub bytes: Option<Span>,
}

impl Region {
    /// Where a span of a text stands in its file.
    pub fn of(source: &Source, span: Span) -> Region {
        let (file, bytes) = (source.file(), source.bytes_in_file(span));
        let span = source.span_in_file(span);
        let position = |offset: u32| file.position(offset as usize);
        Region { start: position(span.start), end: position(span.end), span, bytes }
    }
}

/// A file's name as an address (RFC 3986): slashes, and the rest escaped. One from the root says
/// so, others are relative.
pub(super) fn address(name: &str) -> String {
    let path = name.replace('\\', "/");
    let mut address = String::new();
    let drive = path.strip_prefix(|it: char| it.is_ascii_alphabetic());
    let path = match drive.and_then(|rest| rest.strip_prefix(":/")) {
        Some(rest) => {
            address.push_str("file:///");
            address.extend(path.chars().take(1));
            address.push_str(":/");
            rest
        }
        None if path.starts_with('/') => {
            address.push_str("file://");
            path.as_str()
        }
        None => path.trim_start_matches("./"),
    };
    for byte in path.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if is_plain {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_addresses() {
        for (name, expected) in [
            ("./maps/users.attrmap.toml", "maps/users.attrmap.toml"),
            ("maps\\a b.json", "maps/a%20b.json"),
            ("é:1.json", "%C3%A9%3A1.json"),
            ("/home/a b/c.json", "file:///home/a%20b/c.json"),
            ("C:\\maps\\c.json", "file:///C:/maps/c.json"),
        ] {
            assert_eq!(address(name), expected);
        }
    }
}
