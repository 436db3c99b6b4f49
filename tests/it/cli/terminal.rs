//! The program at a terminal: a pseudo-terminal types, and reads what is drawn.

use std::process::Command;

use nix::sys::termios::{LocalFlags, tcgetattr};
use rexpect::process::{Signal, WaitStatus};
use rexpect::session::{PtySession, spawn_command};

use super::Folder;
use crate::transcript::blocks;

/// The program in a folder, with a state of its own.
fn command(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attrmap"));
    command
        .args(arguments)
        .current_dir(&folder.0)
        .env("XDG_STATE_HOME", folder.0.join("state"))
        .env("TERM", "xterm")
        .env("NO_COLOR", "1");
    command
}

/// The program with these arguments, at a terminal of its own.
fn at_terminal(folder: &Folder, arguments: &[&str]) -> PtySession {
    // Enough for a machine that does other things too.
    spawn_command(command(folder, arguments), Some(60_000)).expect("there are pseudo-terminals")
}

/// Waits until the program reads: what is typed before that can be lost.
fn prompt(terminal: &mut PtySession) -> Result<(), rexpect::error::Error> {
    terminal.exp_string("\u{1b}[?2004h")?;
    terminal.exp_string("> ")?;
    Ok(())
}

/// Types something.
fn types(terminal: &mut PtySession, keys: &str) -> Result<(), rexpect::error::Error> {
    terminal.send(keys)?;
    terminal.flush()
}

#[test]
fn somebody_types_and_leaves() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    folder.write("users.csv", "id,mail,givenName\n1,ana@contoso.com,Ana\n2,,Bo\n");
    let mut terminal = at_terminal(&folder, &[]);

    // Files, functions and attributes are completed.
    prompt(&mut terminal)?;
    types(&mut terminal, ":lo\tuse\t\r")?;
    terminal.exp_string("users.csv: 2 users with 3 attributes")?;
    prompt(&mut terminal)?;
    types(&mut terminal, "ToUp\t[giv\t)\r")?;
    terminal.exp_string("\"ANA\" : String")?;

    // The signature stands behind what is typed; an entry goes on until it closes, and Ctrl-C
    // gives it up.
    prompt(&mut terminal)?;
    types(&mut terminal, "Left([mail], ")?;
    terminal.exp_string("Left(String, ")?;
    types(&mut terminal, "\r3")?;
    terminal.send_control('c')?;
    prompt(&mut terminal)?;
    types(&mut terminal, "Left([mail],\r3)\r")?;
    terminal.exp_string("\"ana\" : String")?;

    // Ctrl-D gives up an entry that goes on, too: it leaves where there is none.
    prompt(&mut terminal)?;
    types(&mut terminal, "Left([mail],\r")?;
    terminal.exp_string("not closed yet")?;
    terminal.send_control('d')?;

    prompt(&mut terminal)?;
    types(&mut terminal, ":set mail=secret@contoso.com\r")?;
    terminal.exp_string("[mail] = \"secret@contoso.com\"")?;
    prompt(&mut terminal)?;
    types(&mut terminal, "Jion([mail])\r")?;
    terminal.exp_string("did you mean `Join`?")?;

    // An arrow key brings back what was typed, and Ctrl-D leaves.
    prompt(&mut terminal)?;
    types(&mut terminal, "\u{1b}[A\u{1b}[A\u{1b}[A\r")?;
    terminal.exp_string("\"sec\" : String")?;
    prompt(&mut terminal)?;
    terminal.send_control('d')?;
    terminal.exp_eof()?;

    let history = folder.read("state/attrmap/history");
    let typed = [
        ":load users.csv",
        "ToUpper([givenName])",
        "Left([mail],\\n3)",
        "Jion([mail])",
        "Left([mail],\\n3)",
    ];
    assert_eq!(history.lines().collect::<Vec<_>>(), typed, "nothing that was set");
    Ok(())
}

#[test]
fn an_expression_of_the_mapping_is_given_to_be_edited() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    folder.write("m.attrmap.toml", "schema = \"scim\"\n[map]\nuserName = '[mail]'\n");
    let mut terminal = at_terminal(&folder, &["repl", "--no-history", "m.attrmap.toml"]);
    prompt(&mut terminal)?;
    types(&mut terminal, ":edit userName\r")?;
    terminal.exp_string("attrmap> :edit userName [mail]")?;
    let keys = "\u{7f}".repeat("mail]".len());
    types(&mut terminal, &format!("{keys}userPri\t\r"))?;
    terminal.exp_string("userName = [userPrincipalName]")?;
    prompt(&mut terminal)?;
    terminal.send_control('d')?;
    terminal.exp_string("is not saved")?;
    prompt(&mut terminal)?;
    types(&mut terminal, ":save m.attrmap.toml\r")?;
    terminal.exp_string("bytes written")?;
    prompt(&mut terminal)?;
    types(&mut terminal, ":q\r")?;
    terminal.exp_eof()?;
    assert!(folder.read("m.attrmap.toml").ends_with("userName = '[userPrincipalName]'\n"));
    assert!(!folder.files().contains(&"state".to_owned()), "no history");
    Ok(())
}

/// `TERM=dumb`, as in an editor's shell: lines are read as the system gives them.
#[test]
fn a_terminal_that_cannot_draw_is_enough() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    folder.write("m.attrmap.toml", "schema = \"scim\"\n[map]\nuserName = '[mail]'\n");
    let mut command = command(&folder, &["repl", "--no-history", "m.attrmap.toml"]);
    command.env("TERM", "dumb");
    let mut terminal = spawn_command(command, Some(60_000))?;
    terminal.exp_string("attrmap> ")?;
    types(&mut terminal, ":edit userName\n")?;
    terminal.exp_string("[mail]\r\n")?;
    terminal.exp_string("attrmap> ")?;
    types(&mut terminal, "Left(\"abc\",\n")?;
    terminal.exp_string("... ")?;
    types(&mut terminal, "2)\n")?;
    terminal.exp_string("\"ab\" : String")?;
    terminal.exp_string("attrmap> ")?;
    terminal.process_mut().signal(Signal::SIGTERM)?;
    terminal.exp_eof()?;
    let status = terminal.process().wait()?;
    assert!(matches!(status, WaitStatus::Exited(_, 143)), "{status:?}");
    Ok(())
}

#[test]
fn an_edit_that_is_lost_is_told_at_the_end_too() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    folder.write("m.attrmap.toml", "schema = \"scim\"\n[map]\nuserName = '[mail]'\n");
    let mut terminal = at_terminal(&folder, &["repl", "--no-history", "m.attrmap.toml"]);
    prompt(&mut terminal)?;
    types(&mut terminal, ":edit userName [userPrincipalName]\r")?;
    terminal.exp_string("userName = [userPrincipalName]")?;
    prompt(&mut terminal)?;
    terminal.send_control('d')?;
    terminal.exp_string("error: what was edited in `m.attrmap.toml` is not saved")?;
    prompt(&mut terminal)?;
    terminal.send_control('d')?;
    terminal.exp_string("warning: what was edited in `m.attrmap.toml` is not saved")?;
    terminal.exp_eof()?;
    Ok(())
}

#[test]
fn a_long_answer_is_stopped_and_the_session_goes_on() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    let users: String = (0..50_000).map(|id| format!("{id},{}\n", "ab".repeat(500))).collect();
    folder.write("users.csv", format!("id,displayName\n{users}"));
    let mut terminal = at_terminal(&folder, &["repl", "--no-history", "users.csv"]);
    prompt(&mut terminal)?;
    // Minutes, if nobody stopped it.
    types(&mut terminal, ":count Replace([displayName], , \"(a|b)*c\", , \"x\", , )\r")?;
    // The editor has given the terminal back: from here on Ctrl-C is a signal.
    terminal.exp_string("\u{1b}[?2004l")?;
    std::thread::sleep(std::time::Duration::from_millis(500));
    terminal.send_control('c')?;
    terminal.exp_string("error: stopped by Ctrl-C")?;
    prompt(&mut terminal)?;
    types(&mut terminal, "Left([displayName], 3)\r")?;
    terminal.exp_string("\"aba\" : String")?;
    prompt(&mut terminal)?;
    terminal.send_control('d')?;
    terminal.exp_eof()?;
    Ok(())
}

/// True where a terminal gives whole lines, as shells want it.
fn gives_lines(terminal: &PtySession) -> Result<bool, rexpect::error::Error> {
    let settings = tcgetattr(terminal.process().get_file_handle()?)?;
    let of_shells = LocalFlags::ICANON | LocalFlags::ISIG | LocalFlags::IEXTEN;
    Ok(settings.local_flags.contains(of_shells))
}

/// What the system wants is done at once; what was typed before is kept, and the terminal is given
/// back as it was.
#[test]
fn a_signal_ends_the_session_with_its_history() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    for (signal, code) in [(Signal::SIGTERM, 143), (Signal::SIGHUP, 129), (Signal::SIGINT, 130)] {
        let mut terminal = at_terminal(&folder, &[]);
        prompt(&mut terminal)?;
        types(&mut terminal, "Len([mail])\r")?;
        terminal.exp_string("0 : Integer")?;
        prompt(&mut terminal)?;
        assert!(!gives_lines(&terminal)?, "the line editor wants keys");
        terminal.process_mut().signal(signal)?;
        terminal.exp_string("\u{1b}[?2004l")?;
        terminal.exp_eof()?;
        assert!(gives_lines(&terminal)?, "{signal}");
        let status = terminal.process().wait()?;
        assert!(matches!(status, WaitStatus::Exited(_, it) if it == code), "{status:?}");
    }
    assert_eq!(folder.read("state/attrmap/history"), "Len([mail])\n".repeat(3));
    Ok(())
}

/// An answer is stopped by Ctrl-C alone: the system does not wait for it.
#[test]
fn a_signal_ends_the_session_during_an_answer() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    let users: String = (0..50_000).map(|id| format!("{id},{}\n", "ab".repeat(500))).collect();
    folder.write("users.csv", format!("id,displayName\n{users}"));
    let signals =
        [(Signal::SIGTERM, Some(143)), (Signal::SIGHUP, Some(129)), (Signal::SIGINT, None)];
    for (signal, code) in signals {
        let mut terminal = at_terminal(&folder, &["repl", "--no-history", "users.csv"]);
        prompt(&mut terminal)?;
        types(&mut terminal, ":count Replace([displayName], , \"(a|b)*c\", , \"x\", , )\r")?;
        terminal.exp_string("\u{1b}[?2004l")?;
        std::thread::sleep(std::time::Duration::from_millis(500));
        terminal.process_mut().signal(signal)?;
        if code.is_none() {
            terminal.exp_string("error: stopped by Ctrl-C")?;
            prompt(&mut terminal)?;
            terminal.send_control('d')?;
        }
        terminal.exp_eof()?;
        assert!(gives_lines(&terminal)?, "{signal}");
        let status = terminal.process().wait()?;
        let expected = code.unwrap_or(0);
        assert!(matches!(status, WaitStatus::Exited(_, it) if it == expected), "{status:?}");
    }
    Ok(())
}

#[test]
fn ctrl_c_gives_up_what_was_pasted_behind_an_answer() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    let users: String = (0..50_000).map(|id| format!("{id},{}\n", "ab".repeat(500))).collect();
    folder.write("users.csv", format!("id,displayName\n{users}"));
    let mut terminal = at_terminal(&folder, &["repl", "--no-history", "users.csv"]);
    prompt(&mut terminal)?;
    let pasted = ":count Replace([displayName], , \"(a|b)*c\", , \"x\", , )\n:user 7";
    types(&mut terminal, &format!("\u{1b}[200~{pasted}\u{1b}[201~\r"))?;
    terminal.exp_string("\u{1b}[?2004l")?;
    std::thread::sleep(std::time::Duration::from_millis(500));
    terminal.send_control('c')?;
    terminal.exp_string("error: stopped by Ctrl-C")?;
    terminal.exp_string("attrmap 1/50000> ")?;
    terminal.send_control('d')?;
    terminal.exp_eof()?;
    Ok(())
}

#[test]
fn several_entries_are_pasted_at_once() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    folder.write("users.csv", "id,mail\n1,ana@contoso.com\n2,bo@contoso.com\n");
    let mut terminal = at_terminal(&folder, &["repl", "--no-history", "users.csv"]);
    prompt(&mut terminal)?;
    types(&mut terminal, "\u{1b}[200~:user 2\nLeft([mail],\n2)\n:user\u{1b}[201~\r")?;
    terminal.exp_string("user 2 of 2, row 2 (2)")?;
    terminal.exp_string("\"bo\" : String")?;
    terminal.exp_string("user 2 of 2, row 2 (2)")?;
    prompt(&mut terminal)?;
    terminal.send_control('d')?;
    terminal.exp_eof()?;
    Ok(())
}

#[test]
fn what_was_typed_ahead_is_answered() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    let mut terminal = at_terminal(&folder, &["repl", "--no-history"]);
    prompt(&mut terminal)?;
    types(&mut terminal, "\"a\"\r\"b\"\r\"c\"\r")?;
    for answer in ["\"a\" : String", "\"b\" : String", "\"c\" : String"] {
        terminal.exp_string(answer)?;
    }
    prompt(&mut terminal)?;
    terminal.send_control('d')?;
    terminal.exp_eof()?;
    Ok(())
}

/// Every command that there is, as its own help shows it. A mistake is an answer, where nothing is
/// loaded that the example asks for.
#[test]
fn every_command_answers_its_example() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    folder.write("users.ndjson", "{\"id\": \"1\", \"mail\": \"ana@contoso.com\"}\n");
    let mapping = "schema = \"scim\"\n[map]\nuserName = '[mail]'\ndisplayName = '[displayName]'\n";
    folder.write("workplace.attrmap.toml", mapping);
    let script = |entries: &str| {
        let entries = std::fs::File::open(folder.write("entries", entries)).expect("it is there");
        let run = command(&folder, &["repl"]).stdin(entries).output().expect("it starts");
        assert!(run.status.success(), "{run:?}");
        String::from_utf8(run.stdout).expect("it is UTF-8")
    };
    let listed = script(":help\n");
    let name = |line: &str| Some(line.trim().strip_prefix(':')?.split(' ').next()?.to_owned());
    let names: Vec<String> = listed.lines().filter_map(name).collect();
    let help: String = names.iter().map(|name| format!(":help {name}\n")).collect();
    assert!(names.len() > 25, "{names:?}");
    assert_eq!(names.last().map(String::as_str), Some("quit"), "the end comes last");

    let loaded = ["repl", "--no-history", "users.ndjson", "workplace.attrmap.toml"];
    let mut terminal = at_terminal(&folder, &loaded);
    prompt(&mut terminal)?;
    let help = help.lines().map(|entry| script(&format!("{entry}\n")));
    for (name, help) in names.iter().zip(help) {
        let is_example = |line: &&str| line.starts_with(&format!("  :{name}"));
        let example = help.lines().find(is_example).unwrap_or_else(|| panic!("{help}")).trim();
        // In the place of what `:edit` has given to be edited.
        types(&mut terminal, &format!("\u{15}{example}\r"))?;
        let answer = if name == "quit" {
            terminal.exp_eof()?
        } else {
            terminal.exp_string("\u{1b}[?2004l")?;
            let answer = terminal.exp_string("\u{1b}[?2004h")?;
            terminal.exp_string("> ")?;
            answer
        };
        for trouble in ["there is no command", "panicked", "begins several commands"] {
            assert!(!answer.contains(trouble), "{example}: {answer}");
        }
    }
    let status = terminal.process().wait()?;
    assert!(matches!(status, WaitStatus::Exited(_, 0)), "{status:?}");
    Ok(())
}

/// A list that waits for its reader would not hear Ctrl-C.
#[test]
fn ctrl_c_clears_behind_a_long_list() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    let mut terminal = at_terminal(&folder, &["repl", "--no-history"]);
    prompt(&mut terminal)?;
    types(&mut terminal, "[\t\t")?;
    terminal.exp_regex("[0-9]+ more")?;
    terminal.send_control('c')?;
    prompt(&mut terminal)?;
    types(&mut terminal, "ToUpper(\"ana\")\r")?;
    terminal.exp_string("\"ANA\" : String")?;
    prompt(&mut terminal)?;
    terminal.send_control('d')?;
    terminal.exp_eof()?;
    Ok(())
}

/// The hint and the names that the guide shows behind an unfinished entry.
#[test]
fn the_guide_shows_what_tab_lists() -> Result<(), rexpect::error::Error> {
    let folder = Folder::new();
    let users = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/users.ndjson");
    std::fs::copy(users, folder.path("users.ndjson")).expect("it can be copied");
    let screen = blocks("docs/guide.md").into_iter().find(|block| block.language == "screen");
    let screen = screen.expect("the guide has a screen").text;
    let hint = screen.find('‹').expect("a hint");
    let begun = screen[..hint].rfind('\n').expect("a line") + 1;
    let line = screen[begun..].lines().next().expect("a line");
    let (_, typed) = line.split_once("> ").expect("a prompt");
    let (typed, hint) = typed.split_once("   ").expect("a hint behind what is typed");
    // What reads here knows ASCII alone.
    let (hint, _) = hint.split_once('‹').expect("a current parameter");
    let mut terminal = at_terminal(&folder, &["repl", "--no-history", "users.ndjson"]);
    prompt(&mut terminal)?;
    types(&mut terminal, typed)?;
    terminal.exp_string(hint)?;
    types(&mut terminal, "\t\t")?;
    let listed = screen[begun..].lines().skip(1).take_while(|line| !line.starts_with("attrmap"));
    let mut names: Vec<&str> = listed.flat_map(str::split_whitespace).collect();
    assert!(names.len() > 5, "{names:?}");
    let mut drawn = String::new();
    while !names.is_empty() {
        drawn.push_str(&terminal.exp_regex("[A-Za-z.]+")?.1);
        drawn.push(' ');
        names.retain(|name| !drawn.split(' ').any(|word| word == *name));
    }
    terminal.send_control('c')?;
    prompt(&mut terminal)?;
    terminal.send_control('d')?;
    terminal.exp_eof()?;
    Ok(())
}
