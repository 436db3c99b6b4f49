//! A set of characters, in which one is found in hardly a step, however many there are.
//!
//! Absent on purpose: ranges and classes, which patterns have.

/// Some characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Characters {
    /// A bit for each of ASCII's.
    ascii: u128,
    /// The others, sorted.
    others: Vec<char>,
}

impl Characters {
    /// Those that stand in the text.
    pub fn of(text: &str) -> Characters {
        let mut ascii = 0;
        let mut others = Vec::new();
        for character in text.chars() {
            match bit(character) {
                Some(bit) => ascii |= bit,
                None => others.push(character),
            }
        }
        others.sort_unstable();
        others.dedup();
        Characters { ascii, others }
    }

    /// True for one of them.
    pub fn contains(&self, character: char) -> bool {
        match bit(character) {
            Some(bit) => self.ascii & bit != 0,
            None => self.others.binary_search(&character).is_ok(),
        }
    }
}

fn bit(character: char) -> Option<u128> {
    character.is_ascii().then(|| 1 << u32::from(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_found() {
        let characters = Characters::of("-ä\u{0}\u{7f}ä🎉-");
        for character in ['-', 'ä', '\u{0}', '\u{7f}', '🎉'] {
            assert!(characters.contains(character), "{character:?}");
        }
        for character in ['a', 'ö', '\u{1}', '\u{80}', '🎈'] {
            assert!(!characters.contains(character), "{character:?}");
        }
        assert!(!Characters::of("").contains('a'));
    }
}
