//! What is shown behind the cursor while somebody types: the signature of the call, its current
//! parameter between `‹` and `›`; what a command takes.

use attrmap::functions;
use attrmap::reference::form_pieces;
use attrmap::syntax;

use super::highlight::expression_start;
use crate::repl::session::commands;

/// Behind the line break of an entry that goes on.
const OPEN: &str = "   not closed yet: an empty line ends it, Ctrl-C gives it up";

/// The hint behind an entry.
pub(crate) fn hint(line: &str) -> Option<String> {
    let line = line.trim_start();
    if let Some(command) = line.strip_prefix(commands::SIGN) {
        let (name, rest) = commands::split(command);
        let command = commands::find(name).ok()?;
        if rest.is_empty() && !name.is_empty() {
            // Another name of the command, such as `?`, does not begin it.
            let left = match command.name.split_at_checked(name.len()) {
                Some((begun, left)) if begun.eq_ignore_ascii_case(name) => left,
                _ => "",
            };
            let blank = if line.ends_with(char::is_whitespace) { "" } else { " " };
            let left = if blank.is_empty() { "" } else { left };
            let hint = format!("{left}{blank}{}", command.arguments);
            return Some(hint.trim_end().to_owned()).filter(|hint| !hint.is_empty());
        }
        if !command.takes_expression() {
            return None;
        }
    }
    if line.ends_with('\n') {
        return Some(OPEN.to_owned());
    }
    let call = syntax::open_call(line.get(expression_start(line)..)?)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_follows_the_cursor() {
        for (line, expected) in [
            ("Join(", Some("   Join(‹separator›, source, …)")),
            ("Join(\"-\", Len([a]", Some("   Len(‹String›)")),
            ("Join(\"-\", [a], [b], ", Some("   Join(separator, ‹source›, …)")),
            ("Trim([a], ", Some("   Trim(source)")),
            ("Trim([a])", None),
            ("[mail", None),
            ("Nothing(", None),
            ("Trim(\n", Some(OPEN)),
            (":coun", Some("t EXPRESSION")),
            (":count ", Some("EXPRESSION")),
            (":count Trim(", Some("   Trim(‹source›)")),
            (":load Trim(", None),
            (":q", Some("uit")),
            (":Q", Some("uit")),
            (":?", Some(" [COMMAND]")),
            (":exit", None),
            ("  :coun", Some("t EXPRESSION")),
            (":", None),
            ("", None),
        ] {
            assert_eq!(hint(line).as_deref(), expected, "{line}");
        }
    }
}
