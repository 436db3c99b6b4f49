//! Chunks to threads, batches back in input order.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use attrmap::functions::Surroundings;
use attrmap::plan::{Batch, Plan, TakenByTarget, Worker};
use attrmap::record::{Chunk, Fault};
use attrmap::report::RunEnd;
use crossbeam_channel::{Receiver, Sender, bounded, never, select_biased};

use super::feed::{Feed, Message, Piece};
use super::sink::{Sink, Step};
use super::stop::Stop;
use crate::system::console::Trouble;

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
    answer: Sender<Answer>,
}

/// What some users of a chunk became: all of them, unless a mapping makes very much of them.
struct Part {
    batch: Batch,
    is_last: bool,
}

/// A part, or why the users of the chunk cannot be read.
type Answer = Result<Part, Fault>;

/// So many bytes of payloads wait for no more to join them.
const ENOUGH_PAYLOAD_BYTES: usize = 512 << 10;

/// How long a signal waits to be heard.
const PATIENCE: Duration = Duration::from_millis(50);

/// What the conveyor waits for.
enum Event {
    /// From the inputs.
    Fed(Message),
    /// Nothing comes from the inputs any more.
    FedAll,
    /// From the thread that has the chunk that is next.
    Answered(Answer),
    /// That thread is gone.
    Lost,
    /// Nothing for a while.
    Nothing,
}

/// A chunk that some thread has.
struct Pending {
    input: Arc<str>,
    bytes: u64,
    read: u64,
    answer: Receiver<Answer>,
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
    pub(super) fn over(self, feed: &Feed, sink: &mut Sink, stop: &Stop) -> Ended {
        let Run { plan, surroundings, threads, taken } = self;
        let mut warnings = Vec::new();
        let (ending, trouble) = thread::scope(|scope| {
            let (jobs, queue) = bounded::<Job>(threads);
            for started in 0..threads {
                let queue = queue.clone();
                let worker = thread::Builder::new()
                    .spawn_scoped(scope, move || work(plan, surroundings, queue));
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
            conveyor.carry(feed, sink, stop, &mut warnings)
        });
        Ended { ending, trouble, warnings }
    }
}

/// A thread: takes chunks until there are no more.
fn work(plan: &Plan, surroundings: &Surroundings, queue: Receiver<Job>) {
    let mut worker = Worker::new(plan.clone(), surroundings.clone());
    for job in queue {
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
    jobs: Sender<Job>,
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
        jobs: Sender<Job>,
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
        feed: &Feed,
        sink: &mut Sink,
        stop: &Stop,
        warnings: &mut Vec<String>,
    ) -> (RunEnd, Option<Trouble>) {
        let mut is_fed = false;
        let mut failure = None;
        while !stop.is_asked() {
            if is_fed && self.pending.is_empty() {
                let ending = if failure.is_none() { RunEnd::Complete } else { RunEnd::Failed };
                return (ending, failure);
            }
            match self.wait(feed, is_fed) {
                Event::Nothing => {}
                Event::Fed(Message::Piece(piece)) => {
                    if !self.submit(piece) {
                        return (RunEnd::Failed, Some(lost_thread()));
                    }
                }
                Event::Fed(Message::Warning(warning)) => warnings.push(warning),
                // What was read before it is still run.
                Event::Fed(Message::Failed(trouble)) => {
                    failure = Some(trouble);
                    is_fed = true;
                }
                Event::FedAll => is_fed = true,
                Event::Answered(Ok(part)) => match self.deliver(part, sink) {
                    Step::GoOn => {}
                    Step::End(ending) => return (ending, None),
                    Step::Fail(trouble) => return (RunEnd::Failed, Some(trouble)),
                },
                Event::Answered(Err(fault)) => {
                    let input = self.pending.front().map_or("", |pending| &pending.input);
                    return (RunEnd::Failed, Some(feed.unreadable(input, &fault)));
                }
                Event::Lost => return (RunEnd::Failed, Some(lost_thread())),
            }
        }
        (RunEnd::Interrupted, None)
    }

    /// What comes first: something to run, where there is room for it, or what is next in the
    /// input's order. The threads are kept busy before what they made is written.
    fn wait(&self, feed: &Feed, is_fed: bool) -> Event {
        let (no_message, no_answer) = (never(), never());
        let is_hungry = !is_fed && self.has_room();
        let messages = if is_hungry { feed.messages() } else { &no_message };
        let answers = self.pending.front().map_or(&no_answer, |pending| &pending.answer);
        select_biased! {
            recv(messages) -> message => message.map_or(Event::FedAll, Event::Fed),
            recv(answers) -> answer => answer.map_or(Event::Lost, Event::Answered),
            default(PATIENCE) => Event::Nothing,
        }
    }

    /// Settles a part of the chunk that is next, and hands it to the sink.
    fn deliver(&mut self, part: Part, sink: &mut Sink) -> Step {
        let Part { mut batch, is_last } = part;
        batch.settle(self.plan, &mut self.taken);
        let Some(next) = self.pending.front() else { return Step::GoOn };
        let read = if is_last { next.read } else { 0 };
        let (batch, step) = sink.accept(&next.input, batch, read);
        if is_last {
            self.pending_bytes -= next.bytes;
            self.pending.pop_front();
            self.spare.push(batch);
        }
        step
    }

    fn has_room(&self) -> bool {
        self.pending.len() < self.most_pending && self.pending_bytes < self.enough_bytes
    }

    fn submit(&mut self, piece: Piece) -> bool {
        let (sender, answer) = bounded(1);
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
