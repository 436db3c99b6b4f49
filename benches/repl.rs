//! The REPL at a terminal with 100,000 users loaded: from a key until what it changes is drawn,
//! and from an entry until the next prompt.

#[cfg(target_os = "linux")]
mod workload;

#[cfg(target_os = "linux")]
mod terminal {
    use std::fs::{self, File};
    use std::io::{self, Read, Write};
    use std::path::Path;
    use std::process::Command;

    use criterion::Criterion;
    use rexpect::process::PtyProcess;

    use crate::workload::SEED;
    use crate::workload::users::Users;

    const USERS: usize = 100_000;
    /// The line editor ends what it draws for a key with this.
    const DRAWN: &[u8] = b"\x1b[?2026l";
    /// The line editor asks for pasted text to be marked with this: it reads again.
    const READS: &[u8] = b"\x1b[?2004h";

    struct Terminal {
        file: File,
        /// What it gave since the last thing that was waited for.
        given: Vec<u8>,
        _process: PtyProcess,
    }

    impl Terminal {
        fn of(users: &Path) -> io::Result<Terminal> {
            let mut command = Command::new(env!("CARGO_BIN_EXE_attrmap"));
            command.args(["repl", "--no-history"]).arg(users).env("TERM", "xterm");
            let process = PtyProcess::new(command).map_err(io::Error::other)?;
            let file = process.get_file_handle().map_err(io::Error::other)?;
            Ok(Terminal { file, given: Vec::new(), _process: process })
        }

        fn types(&mut self, keys: &str) -> io::Result<()> {
            self.file.write_all(keys.as_bytes())
        }

        fn wait_for(&mut self, mark: &[u8]) -> io::Result<()> {
            let mut buffer = [0; 16 << 10];
            loop {
                let found = self.given.windows(mark.len()).position(|window| window == mark);
                if let Some(at) = found {
                    self.given.drain(..at + mark.len());
                    return Ok(());
                }
                let read = self.file.read(&mut buffer)?;
                self.given.extend(buffer.iter().take(read));
            }
        }

        fn answers(&mut self, entry: &str) -> io::Result<()> {
            self.types(&format!("{entry}\r"))?;
            self.wait_for(READS)
        }
    }

    pub fn session(criterion: &mut Criterion) {
        let users = Path::new(env!("CARGO_TARGET_TMPDIR")).join("people.ndjson");
        fs::write(&users, Users::lines(SEED, USERS)).expect("the users are written");
        let mut terminal = Terminal::of(&users).expect("there are pseudo-terminals");
        terminal.wait_for(READS).expect("it reads");
        let mut group = criterion.benchmark_group("repl");
        let begun = "Switch([department], \"Other\", \"Sales\", Join(\" \", [givenName], [mai";
        for key in begun.chars() {
            terminal.types(&key.to_string()).expect("it is typed");
            terminal.wait_for(DRAWN).expect("it is drawn");
        }
        let mut is_there = false;
        group.bench_function("a key", |bencher| {
            bencher.iter(|| {
                is_there = !is_there;
                terminal.types(if is_there { "l" } else { "\u{7f}" }).expect("it is typed");
                terminal.wait_for(DRAWN).expect("it is drawn");
            });
        });
        // Ctrl-C.
        terminal.types("\u{3}").expect("it is typed");
        terminal.wait_for(READS).expect("it reads");
        group.sample_size(10);
        for (title, entry) in [
            (":count, few values", ":count [department]"),
            (":count, a value each", ":count [userPrincipalName]"),
            (":diff", ":diff [mail] ;; Coalesce([mail], [userPrincipalName])"),
        ] {
            group.bench_function(title, |bencher| {
                bencher.iter(|| terminal.answers(entry).expect("it answers"));
            });
        }
        group.finish();
        fs::remove_file(users).expect("the users are removed");
    }
}

#[cfg(target_os = "linux")]
criterion::criterion_group!(benches, terminal::session);
#[cfg(target_os = "linux")]
criterion::criterion_main!(benches);

/// There is no pseudo-terminal to type at.
#[cfg(not(target_os = "linux"))]
fn main() {}
