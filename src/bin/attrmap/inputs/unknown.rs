//! Warnings of attributes that no table knows, until somebody has them.

use attrmap::check::UNKNOWN_ATTRIBUTE;
use attrmap::diagnostic::{Diagnostic, Diagnostics};
use attrmap::types::Value;

/// What there is to say of attributes that nobody has.
pub(crate) struct Unknown {
    warnings: Vec<Diagnostic>,
}

impl Unknown {
    /// Takes the warnings of attributes that are none of these either out of what there is to say.
    pub(crate) fn of<'n>(
        said: &mut Diagnostics,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Unknown {
        let mut unknown = Unknown { warnings: said.take(&UNKNOWN_ATTRIBUTE) };
        if !unknown.warnings.is_empty() {
            known.into_iter().for_each(|name| unknown.forget(name));
        }
        unknown
    }

    /// A user who has some of these attributes.
    pub(crate) fn see(&mut self, attributes: &[String], slots: &[Value<'_>]) {
        if self.warnings.is_empty() {
            return;
        }
        for (name, value) in attributes.iter().zip(slots) {
            if !value.is_null() {
                self.forget(name);
            }
        }
    }

    fn forget(&mut self, name: &str) {
        self.warnings.retain(|warning| !written(warning).eq_ignore_ascii_case(name));
    }

    /// What is left to say.
    pub(crate) fn all(&self) -> Diagnostics {
        self.warnings.iter().cloned().collect()
    }
}

/// The attribute as it is written, without its brackets.
fn written(warning: &Diagnostic) -> &str {
    without_brackets(warning.source.slice(warning.primary.span))
}

/// The name between the brackets of an attribute. White space in it is part of the name, as it is
/// where users are read.
pub(crate) fn without_brackets(attribute: &str) -> &str {
    let name = attribute.strip_prefix('[').unwrap_or(attribute);
    name.strip_suffix(']').unwrap_or(name)
}
