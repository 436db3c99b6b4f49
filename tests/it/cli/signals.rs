//! Ctrl-C and termination: complete lines, an account of them, exit code 130.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::{Finished, Folder, MAPPING, command, users};

/// A run that gets many users and then waits for more.
struct Waiting {
    child: Child,
    /// The input ends when this is dropped.
    more: Sender<()>,
    writer: JoinHandle<()>,
}

impl Waiting {
    fn start(more: &[&str]) -> Waiting {
        let arguments = [&["run", "-m", MAPPING, "-", "--summary", "json"], more].concat();
        let mut child = command(&arguments, ".".as_ref())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("stdin is a pipe");
        let (more, none) = channel();
        let writer = thread::spawn(move || {
            let _ = stdin.write_all(users(20_000).as_bytes());
            let _ = none.recv();
        });
        Waiting { child, more, writer }
    }

    fn signal(&self, name: &str) {
        let arguments = [format!("-{name}"), self.child.id().to_string()];
        let status = Command::new("kill").args(arguments).status();
        assert!(status.expect("there is a kill").success());
    }

    /// Waits for the end; `stdout` is what was read already.
    fn end(mut self, stdout: String) -> Finished {
        let deadline = Instant::now() + Duration::from_secs(60);
        while self.child.try_wait().expect("the program can be asked").is_none() {
            assert!(Instant::now() < deadline, "the program goes on");
            thread::sleep(Duration::from_millis(10));
        }
        drop(self.more);
        self.writer.join().expect("the writer ends");
        let output = self.child.wait_with_output().expect("the program ends");
        let stderr = String::from_utf8(output.stderr).expect("UTF-8");
        let finished = Finished { code: output.status.code().unwrap_or(-1), stdout, stderr };
        finished.check();
        finished
    }
}

#[test]
fn a_signal_leaves_complete_lines_and_an_account() {
    for name in ["TERM", "INT", "HUP"] {
        let mut waiting = Waiting::start(&[]);
        let mut stdout = BufReader::new(waiting.child.stdout.take().expect("stdout is a pipe"));
        let mut lines = String::new();
        stdout.read_line(&mut lines).expect("a payload comes out");
        waiting.signal(name);
        stdout.read_to_string(&mut lines).expect("UTF-8");
        let run = waiting.end(lines);
        assert_eq!(run.code, 130, "{name}: {}", run.stderr);
        assert!(run.stderr.contains("\"ending\":\"interrupted\""), "{name}: {}", run.stderr);
        let payloads = run.counts().expect("a summary").payloads;
        assert_eq!(run.payloads().len() as u64, payloads, "{name}: what is counted went out");
        assert!(payloads < 20_000, "{name}: it did stop");
    }
}

#[test]
fn a_file_does_not_appear_after_a_signal() {
    let folder = Folder::new();
    let out = folder.write("out.ndjson", "old");
    let waiting = Waiting::start(&["-o", &out]);
    // Until the file beside it is there: then the run has begun.
    let deadline = Instant::now() + Duration::from_secs(60);
    while folder.files().len() < 2 {
        assert!(Instant::now() < deadline, "the program does not begin");
        thread::sleep(Duration::from_millis(10));
    }
    // It listens to signals right after.
    thread::sleep(Duration::from_millis(200));
    waiting.signal("TERM");
    let run = waiting.end(String::new());
    assert_eq!(run.code, 130, "{}", run.stderr);
    assert_eq!(folder.read("out.ndjson"), "old");
    assert_eq!(folder.files(), ["out.ndjson"], "nothing is left lying");
}
