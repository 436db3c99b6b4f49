//! The ratios of `docs/performance.md`, measured in pairs: A B A B, and the median of the pairs'
//! ratios, so that a machine whose speed drifts says the same.
//!
//! ```text
//! cargo bench --bench ratios                             the table
//! cargo bench --bench ratios -- users BYTES > FILE       users to try whole processes with
//! cargo bench --bench ratios -- by-hand FILE > FILE      the baselines as whole processes
//! cargo bench --bench ratios -- by-hand FILE THREADS > FILE
//! cargo bench --bench ratios -- round-trip FILE > FILE
//! ```

#![allow(clippy::print_stdout, reason = "printing is what it is for")]

mod workload;

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ::attrmap::functions::Surroundings;
use ::attrmap::types::DateTime;
use workload::users::Users;
use workload::{SEED, attrmap, by_hand, each_line, each_line_on_threads, round_trip};

/// Users of the runs inside this process: some 10 MB.
const USERS: usize = 8_000;
/// Users of the runs of whole processes: some 250 MB.
const PROCESS_USERS: usize = 200_000;
/// How many pairs are measured.
const PAIRS: usize = 41;
const PROCESS_PAIRS: usize = 21;

fn main() -> io::Result<()> {
    // `cargo bench` itself adds `--bench`.
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["users", bytes] => write_users(bytes.parse().map_err(io::Error::other)?),
        ["by-hand", file] => each_line(File::open(file)?, io::stdout(), by_hand::write),
        ["by-hand", file, threads] => {
            let threads = threads.parse().map_err(io::Error::other)?;
            let input = BufReader::new(File::open(file)?);
            each_line_on_threads(input, io::stdout(), threads, by_hand::write)
        }
        ["round-trip", file] => each_line(File::open(file)?, io::stdout(), round_trip::write),
        _ => table(),
    }
}

fn write_users(bytes: usize) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut written = 0;
    for user in Users::new(SEED) {
        out.write_all(user.as_bytes())?;
        written += user.len();
        if written >= bytes {
            break;
        }
    }
    out.flush()
}

fn table() -> io::Result<()> {
    let lines = Users::lines(SEED, USERS);
    workload::assert_same_output(&lines);
    println!("{USERS} users of {} bytes, one thread, inside one process", lines.len() / USERS);
    let mut worker = attrmap::worker();
    let mut mapped = || attrmap::run(&mut worker, &*lines, io::sink());
    let mut written = || each_line(&*lines, io::sink(), by_hand::write);
    let mut returned = || each_line(&*lines, io::sink(), round_trip::write);
    row("attrmap / by hand", USERS, pairs(PAIRS, &mut mapped, &mut written)?);
    row("attrmap / round trip", USERS, pairs(PAIRS, &mut mapped, &mut returned)?);
    row("by hand / round trip", USERS, pairs(PAIRS, &mut written, &mut returned)?);

    println!("\nthe same users, read into the same memory, evaluating against parsing");
    let plan = attrmap::plan();
    let layout = attrmap::layout(&plan);
    let surroundings = Surroundings::at(DateTime::UNIX_EPOCH);
    let users: Vec<&str> = std::str::from_utf8(&lines).map_err(io::Error::other)?.lines().collect();
    // Evaluating is what is left of doing both: each user is evaluated while what was read of it
    // is at hand, as in a run.
    let both = || {
        attrmap::read_each(&layout, &users, |user| {
            black_box(attrmap::evaluate(&plan, &surroundings, user));
        });
    };
    let read = || attrmap::read_each(&layout, &users, |user| _ = black_box(user));
    let evaluate = || timed(both).saturating_sub(timed(read));
    let parse = || {
        for user in &users {
            black_box(round_trip::parse(user.as_bytes()).expect("the user is parsed"));
        }
    };
    let against = |parsing: &dyn Fn() -> Duration| -> Vec<(Duration, Duration)> {
        (0..PAIRS).map(|_| (evaluate(), parsing())).collect()
    };
    row("evaluate / attrmap's reader", USERS, against(&|| timed(read)));
    row("evaluate / serde_json::Value", USERS, against(&|| timed(parse)));

    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("users.ndjson");
    fs::write(&file, Users::lines(SEED, PROCESS_USERS))?;
    println!("\n{PROCESS_USERS} users, whole processes");
    let baseline = |name: &str, threads: Option<&str>| {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(name).arg(&file).args(threads);
        Ok::<_, io::Error>(command)
    };
    let mut by_hand = baseline("by-hand", None)?;
    let mut by_hand_on_two = baseline("by-hand", Some("2"))?;
    let mut round_trip = baseline("round-trip", None)?;
    let (mut one, mut two) = (run(&file, "1"), run(&file, "2"));
    let mut one = || finish(&mut one);
    let mut two = || finish(&mut two);
    let mut by_hand = || finish(&mut by_hand);
    let mut by_hand_on_two = || finish(&mut by_hand_on_two);
    let mut round_trip = || finish(&mut round_trip);
    let users = PROCESS_USERS;
    row("one thread / by hand", users, pairs(PROCESS_PAIRS, &mut one, &mut by_hand)?);
    row("one thread / round trip", users, pairs(PROCESS_PAIRS, &mut one, &mut round_trip)?);
    row("one thread / two threads", users, pairs(PROCESS_PAIRS, &mut one, &mut two)?);
    row(
        "by hand / by hand on two",
        users,
        pairs(PROCESS_PAIRS, &mut by_hand, &mut by_hand_on_two)?,
    );
    fs::remove_file(file)
}

/// `attrmap run` with the example mapping.
fn run(users: &Path, threads: &str) -> Command {
    let mapping = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/workplace.attrmap.toml");
    let mut command = Command::new(env!("CARGO_BIN_EXE_attrmap"));
    command.args(["run", "--threads", threads, "--mapping"]).arg(mapping).arg(users);
    command
}

fn finish(command: &mut Command) -> io::Result<()> {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{status}"))) }
}

/// One run of a program.
type Run<'r> = &'r mut dyn FnMut() -> io::Result<()>;

/// Runs both in turn, after one that does not count.
fn pairs(count: usize, a: Run<'_>, b: Run<'_>) -> io::Result<Vec<(Duration, Duration)>> {
    let time = |run: &mut dyn FnMut() -> io::Result<()>| {
        let start = Instant::now();
        run().map(|()| start.elapsed())
    };
    time(a)?;
    time(b)?;
    (0..count).map(|_| Ok((time(a)?, time(b)?))).collect()
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn row(name: &str, users: usize, pairs: Vec<(Duration, Duration)>) {
    let a = median(pairs.iter().map(|(a, _)| micros(*a, users)));
    let b = median(pairs.iter().map(|(_, b)| micros(*b, users)));
    let ratio = median(pairs.iter().map(|(a, b)| a.as_secs_f64() / b.as_secs_f64()));
    println!("  {name:<28} {ratio:>5.2}   ({a:.2} and {b:.2} µs a user)");
}

fn micros(time: Duration, users: usize) -> f64 {
    time.as_secs_f64() * 1e6 / users as f64
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
