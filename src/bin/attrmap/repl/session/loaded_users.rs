//! The loaded users: as they were written, in chunks, so that a hundred thousand of them take
//! little more room than their file, and every expression reads only what it needs.
//!
//! In: the bytes of a file. Out: users by position or row, and all of them at once, on all cores.
//!
//! Absent on purpose: what is evaluated for them.

use std::collections::BTreeSet;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use attrmap::record::{Chunk, Fault, Layout, Overrides, RawUser, Record};
use attrmap::schema::SourceTable;

use super::Session;
use super::answer::Mistake;
use crate::inputs::users::each_chunk;
use crate::repl::interrupt::{Interrupt, Interrupted};
use crate::system::files::Input;

/// A user as the input has it, unless it is over the limit.
type ReadUser<'u> = Result<RawUser<'u>, Fault>;

/// Attributes that are kept by name: users that have more have no names worth completing.
const MOST_NAMES: usize = 10_000;

/// Loaded users, one of whom is the current one.
pub(crate) struct LoadedUsers {
    /// What they were loaded from.
    pub(crate) name: String,
    chunks: Vec<Chunk>,
    /// By chunk: how many users come before it.
    starts: Vec<usize>,
    count: usize,
    /// The attributes that they have, as mappings call them.
    names: Vec<String>,
    /// The position of the current user, from 0.
    current: usize,
    /// True where the file says that it is one page of several.
    pub(crate) has_more_pages: bool,
}

impl LoadedUsers {
    /// Reads users of any form; there is at least one.
    pub(crate) fn read(
        name: &str,
        bytes: Vec<u8>,
        table: &SourceTable,
        interrupt: &Interrupt,
    ) -> Result<LoadedUsers, Mistake> {
        let mut input = Input::of_bytes(name, bytes);
        let (mut chunks, mut starts, mut count) = (Vec::new(), Vec::new(), 0);
        let mut names: BTreeSet<String> = BTreeSet::new();
        let has_more_pages = each_chunk(&mut input, None, |chunk| {
            chunk.each_name(|name| {
                if names.len() < MOST_NAMES && !names.contains(name) {
                    names.insert(name.to_owned());
                }
            });
            starts.push(count);
            count += chunk.len();
            chunks.push(chunk);
            Ok(match interrupt.check() {
                Ok(()) => ControlFlow::Continue(()),
                Err(Interrupted) => ControlFlow::Break(()),
            })
        })?;
        interrupt.check()?;
        if count == 0 {
            return Err(Mistake::new(format!("`{name}` has no users")));
        }
        let called = |name: &String| {
            let known = table.find_by_any_name(name);
            known.map_or_else(|| name.clone(), |known| known.name.clone())
        };
        let names: BTreeSet<String> = names.iter().map(called).collect();
        let names = names.into_iter().collect();
        let name = name.to_owned();
        Ok(LoadedUsers { name, chunks, starts, count, names, current: 0, has_more_pages })
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// The attributes that they have, sorted.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The position of the current user, from 0.
    pub(crate) fn current(&self) -> usize {
        self.current
    }

    /// Makes the user at that position the current one; false where there is none.
    pub(crate) fn go_to(&mut self, position: usize) -> bool {
        if position < self.count {
            self.current = position;
        }
        position < self.count
    }

    /// The position of the user of that row.
    pub(crate) fn position_of(&self, row: u64) -> Option<usize> {
        self.chunks.iter().zip(&self.starts).find_map(|(chunk, start)| {
            let within = chunk.users().position(|(at, _)| at == row)?;
            Some(start + within)
        })
    }

    /// The chunk of the current user, with its row and its bytes.
    pub(crate) fn current_user(&self) -> Option<(&Chunk, u64, ReadUser<'_>)> {
        let index = self.starts.partition_point(|start| *start <= self.current).checked_sub(1)?;
        let (chunk, start) = (self.chunks.get(index)?, self.starts.get(index)?);
        let (row, user) = chunk.users().nth(self.current - start)?;
        Some((chunk, row, user))
    }

    /// The current user as a layout reads it, with its row and the number that decides what is
    /// drawn at random for it.
    pub(crate) fn current_record<'a>(
        &'a self,
        layout: &'a Layout,
        overrides: &'a Overrides<'a>,
    ) -> Option<(u64, Result<Record<'a>, Fault>)> {
        let (chunk, row, user) = self.current_user()?;
        let record = layout.reader(chunk).and_then(|reader| {
            user.and_then(|user| reader.read_with_overrides(user, overrides, Record::new()))
        });
        Some((chunk.number(row), record))
    }

    /// The chunks in their order.
    pub(crate) fn chunks(&self) -> &[Chunk] {
        &self.chunks
    }

    /// What becomes of each chunk, on as many cores as there are, in the order of the chunks;
    /// nothing where somebody no longer wants it.
    pub(crate) fn each<T: Send>(
        &self,
        interrupt: &Interrupt,
        work: impl Fn(&Chunk) -> Result<T, Interrupted> + Sync,
    ) -> Result<Vec<T>, Interrupted> {
        let next = AtomicUsize::new(0);
        let run = || {
            let mut done = Vec::new();
            loop {
                if interrupt.check().is_err() {
                    return done;
                }
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(chunk) = self.chunks.get(index) else { return done };
                done.push((index, work(chunk)));
            }
        };
        let helpers = thread::available_parallelism().map_or(0, |cores| NonZero::get(cores) - 1);
        let mut done = thread::scope(|scope| {
            // A thread that cannot be started leaves its work to the others.
            let started: Vec<_> = (0..helpers)
                .filter_map(|_| thread::Builder::new().spawn_scoped(scope, run).ok())
                .collect();
            let mut done = run();
            for helper in started {
                // Without its users every count would be too small.
                done.extend(helper.join().unwrap_or_else(|panic| resume_unwind(panic)));
            }
            done
        });
        done.sort_by_key(|(index, _)| *index);
        interrupt.check()?;
        done.into_iter().map(|(_, result)| result).collect()
    }
}

impl Session {
    /// The loaded users, or that there are none.
    pub(crate) fn users(&self) -> Result<&LoadedUsers, Mistake> {
        self.users.as_ref().ok_or_else(no_users)
    }

    /// The same, to be changed.
    pub(super) fn users_mut(&mut self) -> Result<&mut LoadedUsers, Mistake> {
        self.users.as_mut().ok_or_else(no_users)
    }
}

fn no_users() -> Mistake {
    Mistake::new("no users are loaded").help("`:load FILE` reads them: NDJSON, JSON, CSV")
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;
    use std::time::{Duration, Instant};

    use attrmap::check::Env;

    use super::*;

    /// A count without the users of one thread would be wrong, and nothing would say so.
    #[test]
    #[should_panic(expected = "a worker")]
    fn what_goes_wrong_in_one_thread_goes_wrong() {
        let user = format!("{{\"id\": \"{}\"}}\n", "x".repeat(1000));
        let (env, interrupt) = (Env::entra(), Interrupt::default());
        let bytes = user.repeat(10_000).into_bytes();
        let users = LoadedUsers::read("users", bytes, env.source_table(), &interrupt);
        let users = users.expect("they are read");
        assert!(users.chunks().len() > 1, "there is work for two");
        let (here, has_failed) = (thread::current().id(), AtomicBool::new(false));
        let deadline = Instant::now() + Duration::from_secs(10);
        let is_alone = thread::available_parallelism().map_or(1, NonZero::get) == 1;
        let _ = users.each(&interrupt, |_| {
            if is_alone || thread::current().id() != here {
                has_failed.store(true, Ordering::SeqCst);
                panic!("a worker");
            }
            while !has_failed.load(Ordering::SeqCst) && Instant::now() < deadline {
                thread::yield_now();
            }
            Ok(())
        });
    }
}
