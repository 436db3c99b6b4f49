//! What is shown behind the cursor while somebody types: the signature of the call, its current
//! parameter between `‹` and `›`; what a command takes.

use std::ops::Range;

use attrmap::functions;
use attrmap::reference::form_pieces;
use attrmap::syntax;

use crate::repl::session::{Session, commands};

/// Behind the line break of an entry that goes on.
pub(crate) const OPEN: &str = "   not closed yet: an empty line ends it, Ctrl-C gives it up";

/// The hint behind an entry, whose cursor stands there.
pub(crate) fn hint(session: &Session, line: &str, cursor: usize) -> Option<String> {
    let before = line.get(..cursor)?;
    let is_here = |range: &Range<usize>| range.contains(&cursor) || range.end == cursor;
    let expressions = commands::expressions(session, line);
    let expression = expressions.into_iter().find(is_here);
    if before.len() == line.len() {
        if expression.is_none() || is_bare(line) {
            return form(line);
        }
        if line.ends_with('\n') {
            return Some(OPEN.to_owned());
        }
    }
    let call = syntax::open_call(before.get(expression?.start..)?)?;
    let function = functions::find(call.name)?;
    let current = function.signature.param_index(call.slot);
    let pieces = form_pieces(function).into_iter().map(|piece| {
        if piece.param.is_some() && piece.param == current {
            format!("‹{}›", piece.text)
        } else {
            piece.text
        }
    });
    Some(format!("   {}", pieces.collect::<String>()))
}

/// True for a command with nothing behind it yet.
fn is_bare(line: &str) -> bool {
    commands::begun(line).is_some_and(|(_, start)| start == line.len())
}

/// The rest of a command's name, and what it takes, as long as nothing stands behind it.
fn form(line: &str) -> Option<String> {
    let (command, _) = commands::begun(line).filter(|_| is_bare(line))?;
    let name = line.trim().strip_prefix(commands::SIGN).filter(|name| !name.is_empty())?;
    if line.ends_with(char::is_whitespace) {
        return Some(command.form.to_owned()).filter(|form| !form.is_empty());
    }
    // Another name of the command, such as `?`, does not begin it.
    let left = match command.name.split_at_checked(name.len()) {
        Some((begun, left)) if begun.eq_ignore_ascii_case(name) => left,
        _ => "",
    };
    let form = format!("{left} {}", command.form);
    Some(form.trim_end().to_owned()).filter(|form| !form.is_empty())
}
