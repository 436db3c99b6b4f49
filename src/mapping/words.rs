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
