//! An expression's tree as Graph shows it.

use attrmap::check::{self, Env, UNKNOWN_PARAMETER};
use attrmap::diagnostic::Diagnostics;
use attrmap::mapping::{Names, assumptions};
use attrmap::source::Source;
use attrmap::syntax;

/// The tree as JSON with what there is to say of it, or what is wrong with the expression.
pub(crate) fn tree(source: &Source, env: &Env) -> Result<(String, Diagnostics), Diagnostics> {
    let mut diagnostics = check::check(source, env).diagnostics().clone();
    // A tree shows the name of a parameter, not its value.
    diagnostics.take(&UNKNOWN_PARAMETER);
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let parsed = syntax::parse(source);
    let names = Names { attributes: env.source_table(), functions: env.functions() };
    diagnostics.append(assumptions(source, &parsed.expr, names));
    // Strings and numbers always serialize.
    let tree = serde_json::to_string_pretty(&names.tree(&parsed.expr)).unwrap_or_default();
    Ok((tree, diagnostics.sorted()))
}
