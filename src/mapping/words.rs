//! The words of enumerations, found ignoring case and spaces as Graph files vary them.

use super::messages;
use crate::diagnostic::{Diagnostic, suggest};
use crate::flow::{FlowBehavior, FlowType};
use crate::source::{Located, Source};

/// The word with that name, or what to say about it.
pub(super) fn find<T: Copy, const N: usize>(
    file: &Source,
    key: &str,
    written: &Located<String>,
    all: [T; N],
    name: impl Fn(T) -> &'static str,
) -> Result<T, Box<Diagnostic>> {
    let plain = |text: &str| -> String {
        text.chars().filter(|char| !char.is_whitespace()).flat_map(char::to_lowercase).collect()
    };
    let word = plain(&written.value);
    all.into_iter().find(|candidate| plain(name(*candidate)) == word).ok_or_else(|| {
        let known = all.map(&name);
        let nearest = suggest::nearest(&written.value, known);
        Box::new(messages::unknown_word(file, written.span, key, &written.value, nearest, &known))
    })
}

/// On which occasions a value is sent.
pub(super) fn flow_type(
    file: &Source,
    written: &Located<String>,
) -> Result<FlowType, Box<Diagnostic>> {
    find(file, "flowType", written, FlowType::ALL, FlowType::name)
}

/// Whether it is sent when nothing has changed.
pub(super) fn flow_behavior(
    file: &Source,
    written: &Located<String>,
) -> Result<FlowBehavior, Box<Diagnostic>> {
    find(file, "flowBehavior", written, FlowBehavior::ALL, FlowBehavior::name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn words_are_found_without_regard_to_case_and_spaces() {
        let file = Source::new("m", "word");
        let written = |word: &str| Located::new(word.to_owned(), Span::new(0, 4));
        for (word, expected) in [
            ("Always", Some(FlowType::Always)),
            ("objectaddonly", Some(FlowType::ObjectAddOnly)),
            ("Object Add Only", Some(FlowType::ObjectAddOnly)),
            ("MultiValueAddOnly", Some(FlowType::MultiValueAddOnly)),
            ("ValueAddOnly", Some(FlowType::ValueAddOnly)),
            ("AttributeAddOnly", Some(FlowType::AttributeAddOnly)),
            ("Add", None),
            ("", None),
        ] {
            assert_eq!(flow_type(&file, &written(word)).ok(), expected, "{word:?}");
        }
        let behavior = |word: &str| flow_behavior(&file, &written(word)).ok();
        assert_eq!(behavior("flowalways"), Some(FlowBehavior::FlowAlways));
        assert_eq!(behavior("Sometimes"), None);
    }
}
