//! The program itself: what it prints, how it exits, what is left on the disk.
//!
//! Values, counts and exit codes are typed by a person. What holds for every run is checked at
//! each of them: nobody is lost (users read = payloads + rejected + skipped), a line of output is
//! a payload, and nothing panics.

mod ci;
mod commands;
mod explain;
mod expressions;
mod findings;
mod fmt;
mod help;
mod hostile;
mod inputs;
mod lint;
mod lint_fixes;
mod lint_many;
mod lint_users;
mod mappings;
#[cfg(target_os = "linux")]
mod memory;
mod outputs;
mod payloads;
mod profiles;
mod rejects;
mod repl;
mod roles;
mod schemas;
mod scope;
#[cfg(unix)]
mod signals;
mod surroundings;
#[cfg(target_os = "linux")]
mod terminal;
mod unique;
mod wording;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use serde_json::Value;

/// The mapping and the users of the README.
const MAPPING: &str = "examples/workplace.attrmap.toml";
const USERS: &str = "examples/users.ndjson";

/// A run of the program that is over.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program in the package's folder.
pub(crate) fn attrmap(arguments: &[&str]) -> Finished {
    attrmap_with(arguments, Path::new("."), b"")
}

/// Runs the program in a folder, with something on standard input.
pub(crate) fn attrmap_with(arguments: &[&str], folder: &Path, stdin: &[u8]) -> Finished {
    let mut child = command(arguments, folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("stdin is a pipe");
    let bytes = stdin.to_vec();
    // The program need not read all of it.
    let writer = thread::spawn(move || drop(pipe.write_all(&bytes)));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends");
    let finished = Finished {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
    };
    finished.check();
    finished
}

fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_attrmap"));
    command
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))
        .env_remove("RUST_BACKTRACE")
        .env("NO_COLOR", "1");
    command
}

/// Runs the README's mapping over users given on standard input.
fn run_over(users: impl AsRef<[u8]>, more: &[&str]) -> Finished {
    let mut arguments = vec!["run", "--mapping", MAPPING, "-"];
    arguments.extend(more);
    attrmap_with(&arguments, Path::new("."), users.as_ref())
}

/// The same with the rejects on standard output and the payloads in a file that goes away.
fn rejects_of(users: impl AsRef<[u8]>, more: &[&str]) -> Finished {
    let folder = Folder::new();
    let payloads = folder.path("payloads.ndjson");
    run_over(users, &[&["-o", &payloads, "--rejects", "-"], more].concat())
}

impl Finished {
    /// What holds for every run.
    fn check(&self) {
        assert!(!self.stderr.contains("panicked"), "{self:?}");
        for line in self.stdout.lines().filter(|line| line.starts_with("{\"")) {
            assert!(serde_json::from_str::<Value>(line).is_ok(), "half a line: {line}");
        }
        if let Some(counts) = self.counts() {
            let Counts { read, payloads, rejected, skipped } = counts;
            assert_eq!(read, payloads + rejected + skipped, "{self:?}");
        }
    }

    /// The numbers of the summary, whichever form it has.
    fn counts(&self) -> Option<Counts> {
        let json = self.stdout.lines().chain(self.stderr.lines());
        let json = json.filter_map(|line| serde_json::from_str::<Value>(line).ok());
        if let Some(summary) = json.into_iter().find(|line| line.get("usersRead").is_some()) {
            let number = |key: &str| summary[key].as_u64().expect("a count is a number");
            return Some(Counts {
                read: number("usersRead"),
                payloads: number("payloads"),
                rejected: number("rejected"),
                skipped: number("skipped"),
            });
        }
        let line = self.stderr.lines().find(|line| line.contains(" read = "))?;
        let numbers: Vec<u64> = line
            .split(|it: char| !it.is_ascii_digit() && it != ',')
            .filter(|word| !word.is_empty())
            .map(|word| word.replace(',', "").parse().expect("digits in groups"))
            .collect();
        let [read, payloads, rejected, skipped] = numbers[..] else { panic!("{line}") };
        Some(Counts { read, payloads, rejected, skipped })
    }

    /// The exit code, and users read, payloads, rejected, skipped.
    fn ended(&self) -> (i32, [u64; 4]) {
        let counts = self.counts().unwrap_or_else(|| panic!("no summary: {self:?}"));
        (self.code, [counts.read, counts.payloads, counts.rejected, counts.skipped])
    }

    /// The payloads on stdout.
    fn payloads(&self) -> Vec<Value> {
        json_lines(&self.stdout)
    }

    /// Members of the payloads that tell them apart.
    fn user_names(&self) -> Vec<String> {
        let name = |payload: &Value| payload["userName"].as_str().unwrap_or("none").to_owned();
        self.payloads().iter().map(name).collect()
    }

    /// Stderr without what is another at each run.
    fn stderr_without_pace(&self) -> String {
        let lines = self.stderr.lines().filter(|line| !line.ends_with(" users a second"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

struct Counts {
    read: u64,
    payloads: u64,
    rejected: u64,
    skipped: u64,
}

fn json_lines(text: &str) -> Vec<Value> {
    let read = |line: &str| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"));
    text.lines().map(read).collect()
}

/// A user that Workplace takes, as a line.
fn user(name: &str) -> String {
    format!("{{\"userPrincipalName\": \"{name}@contoso.com\", \"displayName\": \"{name}\"}}\n")
}

/// That many users.
fn users(count: usize) -> String {
    (1..=count).map(|number| user(&format!("user{number}"))).collect()
}

/// An empty folder of one test, removed at its end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("cli-{}-{number}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("the path is UTF-8").to_owned()
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).expect("a file can be written");
        path
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The names of all files.
    fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).expect("the folder is there");
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry.expect("an entry").file_name().to_string_lossy().into_owned()
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
