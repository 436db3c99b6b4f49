//! How an expression is given in the shells people have, for the help of commands that take one.
//!
//! A test reads each line as its shell, and the start of programs on Windows, would.

/// The help of a command, and behind it how its expression is quoted; `in_file` is the way around
/// all quoting.
pub(crate) fn with_quoting(help: &str, command: &str, in_file: &str) -> String {
    format!(
        "{help}

Quoting: expressions are full of double quotes, so they stand between single ones.
  sh, zsh, fish:      attrmap {command} 'Join(\" \", [givenName], [surname])'
  PowerShell 7.3:     attrmap {command} 'Join(\" \", [givenName], [surname])'
  PowerShell, older:  attrmap {command} 'Join(\\\" \\\", [givenName], [surname])'
  cmd.exe:            attrmap {command} \"Join(\\\" \\\", [givenName], [surname])\"
  any shell:          attrmap {command_of_file}

An apostrophe between single quotes is '\\'' in sh and zsh, \\' in fish, '' in PowerShell. In \
cmd.exe %, < and > keep their meaning: put such an expression into a file. Windows PowerShell turns what \
goes through | into an older encoding: name files instead. The UTF-16 that its > writes is read \
everywhere.",
        command_of_file = in_file,
    )
}
