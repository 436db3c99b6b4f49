//! `NAME=VALUE`: an attribute and what it is set to, or looked for by.

use attrmap::types::Value;

use super::Session;
use super::answer::Mistake;
use super::completion::{self, Completion};
use crate::inputs::settings;

/// A name and its value; quotes around a text are not of it.
pub(crate) fn setting(text: &str) -> Result<(String, Value<'static>), Mistake> {
    let wrong = |why: String| {
        Mistake::new(why).help("`NAME=VALUE`, `NAME=null` for no value, `NAME=\"\"` for empty")
    };
    let (name, value) = settings::setting(text).map_err(wrong)?;
    let value = match value {
        Value::Text(text) => {
            let text = text.trim();
            let inside = text.strip_prefix('"');
            if inside.is_some_and(|inside| !inside.ends_with('"')) {
                return Err(Mistake::new("the quote before the value does not close").help(
                    "close it; a quote that is of the value is written `\\\"` between quotes",
                ));
            }
            let quoted = text.starts_with('"').then(|| serde_json::from_str::<String>(text).ok());
            Value::owned(quoted.flatten().unwrap_or_else(|| text.to_owned()))
        }
        value => value,
    };
    Ok((name, value))
}

/// Attributes; what stands behind the sign is a value.
pub(crate) fn complete(session: &Session, begun: &str) -> Completion {
    match begun.contains('=') {
        true => Completion::default(),
        false => completion::fitting(session.attributes(), begun),
    }
}
