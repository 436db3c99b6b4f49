//! What would change in a file, for people and for `patch`.

use similar::TextDiff;

/// The difference of two texts of one file, in unified form.
pub(crate) fn unified(name: &str, before: &str, after: &str) -> String {
    let difference = TextDiff::from_lines(before, after);
    difference.unified_diff().context_radius(3).header(name, name).to_string()
}
