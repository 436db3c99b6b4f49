//! The words of enumerations, found ignoring case and spaces as Graph files vary them.

use super::messages;
use crate::diagnostic::{Diagnostic, suggest};
use crate::flow::{FlowBehavior, FlowType, ObjectFlowType};
use crate::schema::Mutability;
use crate::scope::Quantifier;
use crate::source::{Located, Source, Span};
use crate::types::Base;

/// The key of [`quantifier`], in both formats.
pub(super) const QUANTIFIER_KEY: &str = "multivaluedComparisonType";

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

/// Of what type the values of a directory's attribute are.
pub(super) fn base(file: &Source, written: &Located<String>) -> Result<Base, Box<Diagnostic>> {
    find(file, "type", written, Base::OF_ATTRIBUTES, Base::name)
}

/// How many values must satisfy a clause of a filter.
pub(super) fn quantifier(
    file: &Source,
    written: &Located<String>,
) -> Result<Quantifier, Box<Diagnostic>> {
    find(file, QUANTIFIER_KEY, written, [Quantifier::All, Quantifier::Any], Quantifier::name)
}

/// Who changes the values of a directory's attribute.
pub(super) fn mutability(
    file: &Source,
    written: &Located<String>,
) -> Result<Mutability, Box<Diagnostic>> {
    find(file, "mutability", written, Mutability::ALL, Mutability::graph_name)
}

/// What may be done to objects: flags separated by commas, and a complaint about each word that is
/// none.
pub(super) fn object_flow_types(written: &Source) -> (Vec<ObjectFlowType>, Vec<Diagnostic>) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    let mut start = 0;
    for flag in written.text().split(',') {
        let word = flag.trim();
        let at = start + (flag.len() - flag.trim_start().len());
        start += flag.len() + 1;
        if word.is_empty() {
            continue;
        }
        let word = Located::new(word.to_owned(), Span::new(at, at + word.len()));
        match find(written, "flowTypes", &word, ObjectFlowType::ALL, ObjectFlowType::name) {
            Ok(flag) => known.push(flag),
            Err(diagnostic) => unknown.push(*diagnostic),
        }
    }
    (known, unknown)
}

/// What is said where none of them is named, which is taken for all of them.
pub(super) fn no_flow_type(file: &Source, written: &Located<String>) -> Diagnostic {
    let known = ObjectFlowType::ALL.map(ObjectFlowType::name);
    let none =
        messages::unknown_word(file, written.span, "flowTypes", &written.value, None, &known);
    messages::new_word(none, "Add,Update,Delete")
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

    #[test]
    fn flags_are_separated_by_commas() {
        use ObjectFlowType::{Add, Delete, None, Update};
        for (flags, expected, unknown) in [
            ("Add, Update, Delete", &[Add, Update, Delete][..], &[][..]),
            (" ADD ,update", &[Add, Update], &[]),
            ("None", &[None], &[]),
            ("", &[], &[]),
            ("Ad,Update, Everything", &[Update], &["Ad", "Everything"]),
        ] {
            let file = Source::new("m", flags);
            let (found, said) = object_flow_types(&file);
            assert_eq!(found, expected, "{flags:?}");
            let under: Vec<_> = said.iter().map(|it| file.slice(it.primary.span)).collect();
            assert_eq!(under, unknown, "{flags:?}");
        }
    }
}
