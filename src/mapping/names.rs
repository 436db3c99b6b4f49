//! What the names of an expression mean, and so how they are spelt.
//!
//! In: the source's attributes, and functions beyond THE LIST. Out: canonical names, the slots of
//! calls and the keys of parameters, for printing and for source trees.
//!
//! Absent on purpose: complaints about names that mean nothing: they stay as they are.

use crate::functions::{self, DeclaredFunction, Function, Repeats};
use crate::schema::SourceTable;
use crate::syntax::{Expr, Slots, Spelling, on_one_line};

/// What the names of an expression mean.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The source attributes, for their spelling.
    pub attributes: &'a SourceTable,
    /// Functions beyond THE LIST.
    pub functions: &'a [DeclaredFunction],
}

/// A function by either way.
enum Meant<'a> {
    Known(&'static Function),
    Declared(&'a DeclaredFunction),
    Unknown,
}

impl<'a> Names<'a> {
    /// The expression as the service prints it.
    pub fn text(&self, expr: &Expr) -> String {
        on_one_line(expr, self)
    }

    /// The key of a parameter in a call with that many slots; empty where it has none.
    pub(super) fn key(&self, function: &str, index: usize, slots: usize) -> String {
        match self.meant(function) {
            Meant::Known(function) => {
                let signature = function.signature_for(slots);
                signature.param(index).map_or("", |param| param.key).to_owned()
            }
            Meant::Declared(function) => {
                let named = function.parameters.get(index).or(function.parameters.last());
                named.map(|parameter| parameter.name.clone()).unwrap_or_default()
            }
            Meant::Unknown => String::new(),
        }
    }

    /// True where the function is known to have a parameter of that key.
    pub(super) fn has_key(&self, function: &str, key: &str) -> bool {
        match self.meant(function) {
            Meant::Known(function) => {
                let mut parameters = function.signature.params.iter();
                parameters.any(|parameter| parameter.key.eq_ignore_ascii_case(key))
            }
            Meant::Declared(function) => {
                let mut parameters = function.parameters.iter();
                parameters.any(|parameter| parameter.name.eq_ignore_ascii_case(key))
            }
            Meant::Unknown => false,
        }
    }

    fn meant(&self, name: &str) -> Meant<'a> {
        if let Some(function) = functions::find(name) {
            return Meant::Known(function);
        }
        let declared = self.functions.iter().find(|it| it.name.eq_ignore_ascii_case(name));
        declared.map_or(Meant::Unknown, Meant::Declared)
    }
}

impl Spelling for Names<'_> {
    fn function<'n>(&'n self, written: &'n str) -> &'n str {
        match self.meant(written) {
            Meant::Known(function) => function.name,
            Meant::Declared(function) => &function.name,
            Meant::Unknown => written,
        }
    }

    fn attribute<'n>(&'n self, written: &'n str) -> &'n str {
        self.attributes.find(written).map_or(written, |attribute| attribute.name.as_str())
    }

    fn slots(&self, function: &str) -> Slots {
        match self.meant(function) {
            Meant::Known(function) => {
                let params = function.signature.params;
                let together = match function.signature.repeats {
                    Repeats::None => 0,
                    Repeats::Last { params, .. } => params,
                };
                let last = params.iter().rposition(|param| param.is_required);
                let least = last.map_or(0, |last| last + 1);
                Slots { once: params.len().saturating_sub(together), least, together }
            }
            Meant::Declared(function) => {
                let parameters = &function.parameters;
                let last = parameters.iter().rposition(|parameter| parameter.is_required);
                let together = parameters.iter().filter(|it| it.is_repeated).count();
                let least = last.map_or(0, |last| last + 1);
                Slots { once: parameters.len() - together, least, together }
            }
            Meant::Unknown => Slots::default(),
        }
    }
}
