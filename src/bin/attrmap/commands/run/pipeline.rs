//! Chunks to threads, batches back in input order.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use attrmap::functions::Surroundings;
use attrmap::plan::{Batch, Plan, TakenByTarget, Worker};
use attrmap::record::{Chunk, Fault};
use attrmap::report::RunEnd;

use super::feed::{Feed, Next, Piece};
use super::sink::{Sink, Step};
use super::stop::Stop;
use crate::console::Trouble;

/// How the pipeline ended.
pub(super) struct Ended {
    pub(super) ending: RunEnd,
    pub(super) trouble: Option<Trouble>,
    pub(super) warnings: Vec<String>,
}

/// A chunk for a thread, and where its batches go.
struct Job {
    chunk: Chunk,
    batch: Batch,
    answer: SyncSender<Result<Part, Fault>>,
}

/// What some users of a chunk became: all of them, unless a mapping makes very much of them.
struct Part {
    batch: Batch,
    is_last: bool,
}

/// So many bytes of payloads wait for no more to join them.
const ENOUGH_PAYLOAD_BYTES: usize = 512 << 10;

/// A chunk that some thread has.
struct Pending {
    input: Arc<str>,
    bytes: u64,
    read: u64,
    answer: Receiver<Result<Part, Fault>>,
}

/// What is run.
pub(super) struct Run<'a> {
    pub(super) plan: &'a Plan,
    pub(super) surroundings: &'a Surroundings,
    pub(super) threads: usize,
    /// The values that the target has.
    pub(super) taken: TakenByTarget,
}

impl Run<'_> {
    /// Runs all users of the feed, into the sink.
    pub(super) fn over(self, mut feed: Feed, sink: &mut Sink, stop: &Stop) -> Ended {
        let Run { plan, surroundings, threads, taken } = self;
        let mut warnings = Vec::new();
        let (ending, trouble) = thread::scope(|scope| {
            let (jobs, queue) = sync_channel::<Job>(threads);
            let queue = Arc::new(Mutex::new(queue));
            for started in 0..threads {
                let queue = Arc::clone(&queue);
                let worker = thread::Builder::new()
                    .spawn_scoped(scope, move || work(plan, surroundings, &queue));
                match worker {
                    Ok(_) => {}
                    Err(error) if started == 0 => {
                        let trouble = Trouble::new(format!("cannot start a thread: {error}"));
                        return (RunEnd::Failed, Some(trouble));
                    }
                    // Those that there are will do.
                    Err(_) => break,
                }
            }
            drop(queue);
            let conveyor = Conveyor::new(jobs, threads, plan, taken);
            conveyor.carry(&mut feed, sink, stop, &mut warnings)
        });
        Ended { ending, trouble, warnings }
    }
}

/// A thread: takes chunks until there are no more.
fn work(plan: &Plan, surroundings: &Surroundings, queue: &Mutex<Receiver<Job>>) {
    let mut worker = Worker::new(plan.clone(), surroundings.clone());
    loop {
        // A poisoned lock still guards a working queue: the panic was in another chunk.
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else { return };
        work_on(job, &mut worker);
    }
}

/// Runs the users of a chunk, part by part. A part waits until the one before is taken.
fn work_on(job: Job, worker: &mut Worker) {
    let Job { chunk, mut batch, answer } = job;
    let mut first = 0;
    loop {
        let next = worker.run_from(&chunk, first, ENOUGH_PAYLOAD_BYTES, &mut batch);
        let part = next.map(|next| {
            first = next.unwrap_or_default();
            Part { batch: std::mem::take(&mut batch), is_last: next.is_none() }
        });
        let is_over = part.as_ref().map_or(true, |part| part.is_last);
        // The receiver is gone when the run has ended early.
        if answer.send(part).is_err() || is_over {
            return;
        }
    }
}

/// Keeps the threads busy and the order straight, within bounds of memory.
struct Conveyor<'a> {
    plan: &'a Plan,
    /// What the target has, and what users were given, in the order of the input.
    taken: TakenByTarget,
    jobs: SyncSender<Job>,
    most_pending: usize,
    /// So many bytes of input wait for no more to join them. Ordinary chunks stay below it; of
    /// chunks of huge users, fewer are under way.
    enough_bytes: u64,
    pending: VecDeque<Pending>,
    pending_bytes: u64,
    /// Batches to be filled again.
    spare: Vec<Batch>,
}

impl<'a> Conveyor<'a> {
    fn new(
        jobs: SyncSender<Job>,
        threads: usize,
        plan: &'a Plan,
        taken: TakenByTarget,
    ) -> Conveyor<'a> {
        Conveyor {
            plan,
            taken,
            jobs,
            // One for each thread to work on and one to go on with.
            most_pending: threads * 2,
            enough_bytes: threads.max(12) as u64 * (384 << 10),
            pending: VecDeque::new(),
            pending_bytes: 0,
            spare: Vec::new(),
        }
    }

    fn carry(
        mut self,
        feed: &mut Feed,
        sink: &mut Sink,
        stop: &Stop,
        warnings: &mut Vec<String>,
    ) -> (RunEnd, Option<Trouble>) {
        let mut is_fed = false;
        let mut failure = None;
        loop {
            if stop.is_asked() {
                return (RunEnd::Interrupted, None);
            }
            if !is_fed && self.has_room() {
                match feed.next(self.pending.is_empty()) {
                    Next::Piece(piece) => {
                        if !self.submit(piece) {
                            return (RunEnd::Failed, Some(lost_thread()));
                        }
                        continue;
                    }
                    Next::Warning(warning) => {
                        warnings.push(warning);
                        continue;
                    }
                    Next::NotYet if self.pending.is_empty() => continue,
                    Next::NotYet => {}
                    Next::End => is_fed = true,
                    Next::Failed(trouble) => {
                        failure = Some(trouble);
                        is_fed = true;
                    }
                }
            }
            let Some(next) = self.pending.front() else {
                return match failure {
                    Some(trouble) => (RunEnd::Failed, Some(trouble)),
                    None => (RunEnd::Complete, None),
                };
            };
            let Part { mut batch, is_last } = match next.answer.recv() {
                Ok(Ok(part)) => part,
                Ok(Err(fault)) => {
                    return (RunEnd::Failed, Some(feed.unreadable(&next.input, &fault)));
                }
                Err(_) => return (RunEnd::Failed, Some(lost_thread())),
            };
            batch.settle(self.plan, &mut self.taken);
            let read = if is_last { next.read } else { 0 };
            let (batch, step) = sink.accept(&next.input, batch, read);
            if is_last {
                self.pending_bytes -= next.bytes;
                self.pending.pop_front();
                self.spare.push(batch);
            }
            match step {
                Step::GoOn => {}
                Step::End(ending) => return (ending, None),
                Step::Fail(trouble) => return (RunEnd::Failed, Some(trouble)),
            }
        }
    }

    fn has_room(&self) -> bool {
        self.pending.len() < self.most_pending && self.pending_bytes < self.enough_bytes
    }

    fn submit(&mut self, piece: Piece) -> bool {
        let (sender, answer) = sync_channel(1);
        let bytes = piece.chunk.byte_len() as u64;
        let batch = self.spare.pop().unwrap_or_default();
        self.pending_bytes += bytes;
        self.pending.push_back(Pending { input: piece.input, bytes, read: piece.read, answer });
        self.jobs.send(Job { chunk: piece.chunk, batch, answer: sender }).is_ok()
    }
}

fn lost_thread() -> Trouble {
    Trouble::new("a thread of attrmap ended early: this is a bug").help("please report it")
}
