//! What documents show of the shell and of the REPL, played again.
//!
//! In: a block of a document, and a folder. Out: the block as the program answers now. Behind `$ `
//! stands a command of a shell; behind a prompt of the REPL an entry, which goes on behind `... `.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::cli::Folder;

/// What stands before a line of an entry that goes on.
const FURTHER: &str = "... ";
/// A line that stands for any number of lines.
const AND_SO_ON: &str = "…";

/// A block of code in a document.
pub(crate) struct Block {
    pub(crate) language: String,
    pub(crate) text: String,
}

/// The blocks of a document of this package, in order.
pub(crate) fn blocks(document: &str) -> Vec<Block> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
    let document = std::fs::read_to_string(path).expect("the document is there");
    let mut blocks = Vec::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        blocks.push(Block { language: language.to_owned(), text: block.join("\n") + "\n" });
    }
    blocks
}

/// The commands of a block, run one after the other by a shell.
pub(crate) fn console(block: &str, folder: &Folder) -> String {
    let commands = block.lines().filter(|line| line.starts_with("$ "));
    let play = |line: &str| {
        let (said, _) = in_shell(line.trim_start_matches("$ "), folder);
        format!("{line}\n{said}")
    };
    commands.map(play).collect()
}

/// What a command prints in a shell, and the code that it ends with.
pub(crate) fn in_shell(command: &str, folder: &Folder) -> (String, i32) {
    let program = Path::new(env!("CARGO_BIN_EXE_attrmap"));
    let path = format!("{}:/usr/bin:/bin", program.parent().expect("a folder").display());
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).env("PATH", &path);
    output(shell, folder, "")
}

/// The entries of a block, answered in one session.
///
/// The program prints no prompt where nobody types. Behind each entry `:user` tells what it would
/// be, and a command that there is not tells where the answer ends.
pub(crate) fn repl(block: &str, folder: &Folder) -> String {
    let mut entries: Vec<String> = Vec::new();
    for line in block.lines() {
        if let Some((_, typed)) =
            line.strip_prefix("attrmap").and_then(|rest| rest.split_once("> "))
        {
            entries.push(typed.to_owned());
        } else if let (true, Some(entry)) = (line.starts_with(FURTHER), entries.last_mut()) {
            entry.push_str(&format!("\n{line}"));
        }
    }
    let end = |number: usize| format!(":zzz{number}");
    let mut script = format!(":user\n{}\n", end(0));
    for (entry, number) in entries.iter().zip(1..) {
        let typed = entry.replace(&format!("\n{FURTHER}"), "\n");
        script.push_str(&format!("{typed}\n:user\n{}\n", end(number)));
    }
    let mut session = Command::new(env!("CARGO_BIN_EXE_attrmap"));
    session.args(["repl", "--keep-going"]);
    let (output, _) = output(session, folder, &script);
    let output = without_places(&output);
    let mut rest = output.as_str();
    let mut played = String::new();
    for number in 0..=entries.len() {
        let mark = format!(
            "error: there is no command `{}`\n  help: `:help` lists the commands\n",
            end(number)
        );
        let (answer, behind) = rest.split_once(&mark).expect("each entry is answered");
        let user = answer.trim_end().rsplit('\n').next().expect("who is the current user");
        played.push_str(answer.strip_suffix(&format!("{user}\n")).expect("the last line"));
        if let Some(entry) = entries.get(number) {
            played.push_str(&format!("{}{entry}\n", prompt(user)));
        }
        rest = behind;
    }
    played
}

/// Without the lines of the script that mistakes are in: nobody who types is told.
fn without_places(output: &str) -> String {
    let is_place =
        |line: &&str| line.starts_with("line ") && line.ends_with(" of standard input:\n");
    output.split_inclusive('\n').filter(|line| !is_place(line)).collect()
}

/// What stands before the next entry, by what `:user` says.
fn prompt(user: &str) -> String {
    let place = user.strip_prefix("user ").and_then(|rest| rest.split_once(','));
    match place {
        Some((place, _)) => format!("attrmap {}> ", place.replace(" of ", "/")),
        None => "attrmap> ".to_owned(),
    }
}

/// All that a command prints, in the order in which it does, and the code that it ends with: one
/// that commands of attrmap have, and no shell's or panic's.
#[track_caller]
fn output(mut command: Command, folder: &Folder, stdin: &str) -> (String, i32) {
    let elsewhere = Folder::new();
    let path = elsewhere.write("said", "");
    let said = File::options().append(true).open(&path).expect("it is there");
    let mut child = command
        .current_dir(&folder.0)
        .env("NO_COLOR", "1")
        .env("HOME", &folder.0)
        .stdin(Stdio::piped())
        .stdout(said.try_clone().expect("a file can be shared"))
        .stderr(said)
        .spawn()
        .expect("it starts");
    let mut pipe = child.stdin.take().expect("stdin is a pipe");
    // Not everybody reads it.
    let _ = pipe.write_all(stdin.as_bytes());
    drop(pipe);
    let status = child.wait().expect("it ends");
    let said = std::fs::read_to_string(path).expect("it is UTF-8");
    let code = status.code().filter(|code| (0..=2).contains(code));
    let code = code.unwrap_or_else(|| panic!("{command:?} ended with {status}: {said}"));
    assert!(!said.contains("panicked at"), "{command:?}: {said}");
    (said, code)
}

/// The text with its figure of speed masked.
pub(crate) fn masked(text: &str) -> String {
    let mask = |line: &str| match line.strip_suffix(" users a second") {
        Some(_) => "N users a second\n".to_owned(),
        None => format!("{line}\n"),
    };
    text.lines().map(mask).collect()
}

/// Compares what is shown with what was played; a line `…` stands for any lines.
#[track_caller]
pub(crate) fn assert_shows(shown: &str, played: &str) {
    let (shown, played) = (masked(shown), masked(played));
    let mut rest = played.as_str();
    let pieces: Vec<&str> = shown.split(&format!("{AND_SO_ON}\n")).collect();
    let count = pieces.len();
    for (index, piece) in pieces.into_iter().enumerate() {
        let at = match index {
            0 => rest.starts_with(piece).then_some(0),
            _ if index + 1 == count && piece.is_empty() => Some(rest.len()),
            _ => rest.find(piece),
        };
        let Some(at) = at else {
            assert_eq!(shown, played, "the document shows something else");
            return;
        };
        rest = rest.get(at + piece.len()..).expect("it was found there");
    }
    if !rest.is_empty() {
        assert_eq!(shown, played, "the document shows less");
    }
}
