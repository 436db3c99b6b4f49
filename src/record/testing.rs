//! What tests of this room share.

use super::layout::Layout;
use crate::schema::SourceTable;
use crate::types::Value;

/// A layout of these attributes of a user.
pub fn layout(names: &[&str]) -> Layout {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Layout::new(&SourceTable::entra_user(), &names)
}

/// A list of these texts.
pub fn texts(texts: &[&'static str]) -> Value<'static> {
    Value::list(texts.iter().copied().map(Value::text).collect())
}
