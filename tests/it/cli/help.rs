//! `--help` teaches by example, and the examples work; completions and manual pages are made of
//! the same text.

use std::path::Path;
#[cfg(unix)]
use std::process::Command;

use super::{Folder, attrmap, attrmap_with};

/// Every command, as it is typed.
fn commands() -> Vec<Vec<String>> {
    fn below(command: &[String], found: &mut Vec<Vec<String>>) {
        found.push(command.to_vec());
        let help = help_of(command);
        let list = help.split("\nCommands:\n").nth(1).unwrap_or("");
        for line in list.lines().take_while(|line| line.starts_with("  ")) {
            let name = line.split_whitespace().next().expect("a name");
            if name != "help" && line.starts_with("  ") && !line.starts_with("   ") {
                below(&[command, &[name.to_owned()]].concat(), found);
            }
        }
    }
    let mut found = Vec::new();
    below(&[], &mut found);
    assert!(found.len() > 12, "there are commands: {found:?}");
    found
}

fn help_of(command: &[String]) -> String {
    let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
    arguments.push("--help");
    let help = attrmap(&arguments);
    assert_eq!((help.code, help.stderr.as_str()), (0, ""), "{command:?}");
    help.stdout
}

/// The examples of a help: lines that can be pasted, with what is said of them as a comment.
#[cfg(unix)]
fn examples(help: &str) -> Vec<String> {
    let behind = help.split("\nExamples:\n").nth(1).unwrap_or("");
    let lines = behind.lines().take_while(|line| line.starts_with("  "));
    lines.map(|line| line.trim_start().to_owned()).collect()
}

/// A folder with everything that examples name.
fn workshop() -> Folder {
    let folder = Folder::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (from, to) in [
        ("examples/users.ndjson", "users.ndjson"),
        ("examples/workplace.attrmap.toml", "workplace.attrmap.toml"),
        ("examples/workplace.attrmap.toml", "users.attrmap.toml"),
        ("tests/cli/workplace-job.json", "export.json"),
        ("tests/cli/schemas.json", "schemas.json"),
    ] {
        std::fs::copy(root.join(from), folder.path(to)).expect("it can be copied");
    }
    folder.write("users.csv", "userPrincipalName,accountEnabled\na@contoso.com,TRUE\n");
    folder.write("expression.txt", "Join(\" \", [givenName], [surname])\n");
    folder.write("entries.txt", "[department]\n:count [department]\n");
    folder.write(
        "recorded.ndjson",
        "{\"expression\": \"[mail]\", \"inputs\": {\"mail\": \"a\"}, \"expected\": \"a\"}\n",
    );
    let baseline = ["lint", "--write-baseline", "attrmap.baseline.json"];
    assert_eq!(attrmap_with(&baseline, &folder.0, b"").code, 0);
    for made in [".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions"] {
        std::fs::create_dir_all(folder.path(made)).expect("a folder can be made");
    }
    folder
}

#[cfg(unix)]
#[test]
fn every_example_runs() {
    let program = Path::new(env!("CARGO_BIN_EXE_attrmap"));
    let path = format!("{}:/usr/bin:/bin", program.parent().expect("a folder").display());
    for command in commands() {
        let found = examples(&help_of(&command));
        assert!(!found.is_empty(), "{command:?} has no example");
        let is_wide = |line: &&String| line.len() > 78 && !line.contains('|');
        assert_eq!(found.iter().find(is_wide), None, "a terminal of 80 columns breaks it");
        // What others do is theirs: Azure's tool, jq.
        for example in found.iter().filter(|example| !example.contains('|')) {
            // What is to be written is not there yet.
            let is_first = example.starts_with("attrmap init");
            let folder = if is_first { Folder::new() } else { workshop() };
            let shell = Command::new("sh")
                .args(["-c", example])
                .current_dir(&folder.0)
                .env("PATH", &path)
                .env("HOME", &folder.0)
                .output()
                .expect("there is a shell");
            let stderr = String::from_utf8_lossy(&shell.stderr);
            let code = shell.status.code();
            assert!(matches!(code, Some(0 | 1)), "{example}: {code:?}\n{stderr}");
            assert!(
                !stderr.contains("error: ") && !stderr.contains("Usage:"),
                "{example}\n{stderr}"
            );
        }
    }
}

/// The arguments of a command line as a program on Windows splits it.
fn split_by_windows(line: &str) -> Vec<String> {
    let mut arguments = Vec::new();
    let mut argument: Option<String> = None;
    let (mut is_quoted, mut slashes) = (false, 0);
    for character in line.chars() {
        if character == '\\' {
            slashes += 1;
            argument.get_or_insert_default();
            continue;
        }
        let is_quote = character == '"';
        let kept = if is_quote { slashes / 2 } else { slashes };
        let is_escaped = is_quote && slashes % 2 == 1;
        if slashes > 0 {
            argument.get_or_insert_default().push_str(&"\\".repeat(kept));
        }
        slashes = 0;
        if is_quote && !is_escaped {
            is_quoted = !is_quoted;
            argument.get_or_insert_default();
        } else if character == ' ' && !is_quoted {
            arguments.extend(argument.take());
        } else {
            argument.get_or_insert_default().push(character);
        }
    }
    arguments.extend(argument);
    arguments
}

/// The arguments of a line of PowerShell whose quotes are single. Before 7.3 it puts double
/// quotes around an argument with spaces and leaves those inside as they are.
fn split_by_powershell(line: &str, is_older: bool) -> Vec<String> {
    let (words, rest) = line.split_once('\'').expect("a single quote");
    let text = rest.strip_suffix('\'').expect("and another");
    let mut arguments: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    if is_older {
        assert!(text.contains(' '));
        arguments.extend(split_by_windows(&format!("\"{text}\"")));
    } else {
        arguments.push(text.to_owned());
    }
    arguments
}

#[test]
fn expressions_are_quoted_as_their_shells_need_it() {
    let expression = "Join(\" \", [givenName], [surname])";
    for command in [&["eval"][..], &["ast"], &["fmt", "-e"]] {
        let help = help_of(&[command[0].to_owned()]);
        let lines = |label: &str| -> String {
            let line = help.lines().find_map(|line| line.strip_prefix(&format!("  {label}:")));
            line.unwrap_or_else(|| panic!("{command:?}: {label}")).trim_start().to_owned()
        };
        let expected = [&["attrmap"], command, &[expression]].concat();
        assert_eq!(split_by_powershell(&lines("PowerShell 7.3"), false), expected);
        assert_eq!(split_by_powershell(&lines("PowerShell, older"), true), expected);
        assert_eq!(split_by_windows(&lines("cmd.exe")), expected);
        // Single quotes of sh take everything as it is.
        assert_eq!(split_by_powershell(&lines("sh, zsh, fish"), false), expected);
        let folder = workshop();
        let in_file = lines("any shell");
        let words: Vec<&str> = in_file.split(' ').skip(1).collect();
        assert_eq!(attrmap_with(&words, &folder.0, b"").code, 0, "{in_file}");
    }
    assert_eq!(
        split_by_windows(r#"a "b c" d\\"e f" \"g\" "" \h"#),
        ["a", "b c", "d\\e f", "\"g\"", "", "\\h"]
    );
}

#[test]
fn shells_complete_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = attrmap(&["completions", shell]);
        assert_eq!((script.code, script.stderr.as_str()), (0, ""), "{shell}");
        for command in commands() {
            for word in &command {
                let mut words = script.stdout.split(|it: char| !it.is_alphanumeric() && it != '-');
                assert!(words.any(|it| it == word), "{shell} does not know {word}");
            }
        }
    }
    assert_eq!(attrmap(&["completions", "tcsh"]).code, 2);
    // Its generator leaves the words of arguments without a flag out.
    let fish = attrmap(&["completions", "fish"]).stdout;
    let shells =
        "__fish_attrmap_using_subcommand completions\" -f -a \"bash zsh fish powershell\"\n";
    assert!(fish.contains(shells), "{fish}");
}

/// What bash offers for the last word of a line, in a folder with two files and another folder.
#[cfg(target_os = "linux")]
fn offered(line: &str) -> String {
    let script = "source <(attrmap completions bash) && COMP_WORDS=($1) \
                  && COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) && [[ $1 = *\" \" ]] \
                  && COMP_WORDS+=(\"\") COMP_CWORD=$((COMP_CWORD + 1)); \
                  _attrmap attrmap \"${COMP_WORDS[COMP_CWORD]}\" \
                  \"${COMP_WORDS[COMP_CWORD - 1]}\"; IFS='|'; echo \"${COMPREPLY[*]}\"";
    let program = Path::new(env!("CARGO_BIN_EXE_attrmap"));
    let path = format!("{}:/usr/bin:/bin", program.parent().expect("a folder").display());
    let folder = Folder::new();
    folder.write("all users.csv", "");
    folder.write("users.ndjson", "");
    std::fs::create_dir(folder.path("updates")).expect("it is made");
    let mut bash = Command::new("bash");
    bash.args(["--norc", "-c", script, "bash", line]).current_dir(&folder.0).env("PATH", &path);
    // Where there is no bash nothing is tested: that is no success.
    let bash = bash.output().expect("there is a bash");
    String::from_utf8_lossy(&bash.stdout).trim().to_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn bash_completes() {
    for (line, expected, why) in [
        ("attrmap fm", "fmt", "a command"),
        ("attrmap co", "conform|completions", "two of them"),
        ("attrmap --v", "--version", "a flag"),
        ("attrmap lint --fail-on e", "error", "a value of few"),
        ("attrmap lint --ignore nullable-r", "nullable-required", "a rule"),
        ("attrmap lint --deny cho", "choice", "a category"),
        ("attrmap functions NormalizeD", "NormalizeDiacritics", "a function"),
        ("attrmap explain Coal", "Coalesce", "a function"),
        ("attrmap explain too-many-a", "too-many-arguments", "a code"),
        ("attrmap explain oper", "operator-type|operators", "a code and a list"),
        ("attrmap init wo", "workplace", "a target"),
        ("attrmap lint --users u", "updates|users.ndjson", "files and folders"),
        ("attrmap run -m al", "all users.csv", "a file with a blank in its name is one"),
        ("attrmap lint --schema us", "users.ndjson", "a table is a file too"),
        ("attrmap eval --now u", "u", "a time is no file"),
        ("attrmap lint u", "", "the shell's own files"),
    ] {
        assert_eq!(offered(line), expected, "{line}: {why}");
    }
    let known = offered("attrmap explain ");
    assert!(!known.contains(['&', '<', ':', ' ']), "shells read these in their own way: {known}");
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = Folder::new();
    let all = attrmap_with(&["man", "--dir", "man1"], &folder.0, b"");
    assert_eq!((all.code, all.stdout.as_str(), all.stderr.as_str()), (0, "", ""));
    for command in commands() {
        let name = [&["attrmap".to_owned()], command.as_slice()].concat().join("-");
        let page = folder.read(&format!("man1/{name}.1"));
        assert!(page.contains(&format!(".TH {name} 1")) && page.contains(".SH SYNOPSIS"), "{page}");
        let words: Vec<&str> =
            ["man"].into_iter().chain(command.iter().map(String::as_str)).collect();
        assert_eq!(attrmap(&words).stdout, page, "{name}");
    }
    let page = folder.read("man1/attrmap-fmt.1");
    assert!(page.contains(".SH EXAMPLES\n.nf\n  attrmap fmt "), "examples keep lines: {page}");
    assert!(page.contains(r"\fBattrmap fmt\fR [OPTIONS] [PATHS]..."), "values are shown: {page}");
    assert!(page.contains(".SH \"EXIT STATUS\"\n0 done, 1 "), "{page}");
    assert!(page.contains(r"(GET \[u2026]/schema/functions)") && page.is_ascii(), "{page}");
    assert!(page.contains(r"\*(Aq\e\*(Aq\*(Aq in sh"), "{page}");
    let unknown = attrmap(&["man", "schema", "hide"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (2, ""));
    assert_eq!(
        unknown.stderr,
        "error: there is no command `hide`\n  help: there are `show`, `list`\n"
    );
}
