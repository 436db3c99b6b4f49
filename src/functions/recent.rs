//! What the last users brought that takes long to read, such as a pattern, kept for the next who
//! bring the same.
//!
//! Constant texts are read once a mapping, by `prepare`. What an attribute brings is read when it
//! comes, and most often it comes again: with the next of several values, with the next user.
//!
//! Absent on purpose: readings that failed, and anything that outlives its owner or could be
//! shown: texts of users are private.

use std::any::Any;
use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex};

/// What was read last, kept by who evaluates: a worker, or an expression, whose threads share it.
#[derive(Default)]
pub struct Recent(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// The latest in front.
    readings: VecDeque<Reading>,
    bytes: usize,
}

/// Texts, and what was read from them.
struct Reading {
    texts: Box<[String]>,
    read: Arc<dyn Any + Send + Sync>,
}

impl Recent {
    /// A mapping has few calls that need it.
    const MOST: usize = 8;
    /// The most bytes of all texts together.
    const MOST_BYTES: usize = 1 << 20;

    /// What these texts read as. They are read where nobody brought the same lately.
    pub(super) fn reading<T: Any + Send + Sync, E>(
        &self,
        texts: &[&str],
        read: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        if let Some(found) = self.0.lock().ok().and_then(|mut kept| kept.find(texts)) {
            return Ok(found);
        }
        let read = Arc::new(read()?);
        if let Ok(mut kept) = self.0.lock() {
            kept.keep(texts, read.clone());
        }
        Ok(read)
    }
}

impl Kept {
    /// The reading of these texts as a `T`, which is the latest from now on.
    fn find<T: Any + Send + Sync>(&mut self, texts: &[&str]) -> Option<Arc<T>> {
        let is_it = |reading: &Reading| reading.read.is::<T>() && *reading.texts == *texts;
        let place = self.readings.iter().position(is_it)?;
        let reading = self.readings.remove(place)?;
        let read = Arc::clone(&reading.read);
        self.readings.push_front(reading);
        read.downcast().ok()
    }

    /// Keeps a reading in the place of those that were not asked for longest.
    fn keep(&mut self, texts: &[&str], read: Arc<dyn Any + Send + Sync>) {
        let bytes = bytes(texts);
        if bytes > Recent::MOST_BYTES {
            return;
        }
        while self.readings.len() >= Recent::MOST || self.bytes + bytes > Recent::MOST_BYTES {
            let Some(oldest) = self.readings.pop_back() else { break };
            self.bytes -= oldest.texts.iter().map(String::len).sum::<usize>();
        }
        self.bytes += bytes;
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        self.readings.push_front(Reading { texts, read });
    }
}

fn bytes(texts: &[&str]) -> usize {
    texts.iter().map(|text| text.len()).sum()
}

/// Says nothing of what users brought.
impl fmt::Debug for Recent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recent")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The length of a text, and whether it had to be counted.
    fn length(recent: &Recent, text: &str) -> (usize, bool) {
        let mut is_read = false;
        let count = || {
            is_read = true;
            if text.is_empty() { Err("nothing to count") } else { Ok(text.len()) }
        };
        let length = recent.reading(&[text], count).map_or(0, |length| *length);
        (length, is_read)
    }

    #[test]
    fn what_comes_again_is_read_once() {
        let recent = Recent::default();
        assert_eq!(length(&recent, "aa"), (2, true));
        assert_eq!(length(&recent, "aa"), (2, false));
        assert_eq!(length(&recent, ""), (0, true));
        assert_eq!(length(&recent, ""), (0, true), "a failure is not kept");
        let other = recent.reading(&["aa"], || Ok::<_, ()>('c'));
        assert_eq!(other.as_deref(), Ok(&'c'), "another kind of reading is another");
        let other = recent.reading(&["a", "a"], || Ok::<_, ()>(1_usize));
        assert_eq!(other.as_deref(), Ok(&1), "two texts are not one");
        assert!(!format!("{recent:?}").contains("aa"));
    }

    #[test]
    fn only_the_latest_are_kept() {
        let recent = Recent::default();
        let texts: Vec<String> = (1..=Recent::MOST + 1).map(|length| "a".repeat(length)).collect();
        for text in &texts[..Recent::MOST] {
            length(&recent, text);
        }
        assert_eq!(length(&recent, &texts[0]), (1, false));
        assert_eq!(length(&recent, &texts[Recent::MOST]), (Recent::MOST + 1, true));
        assert_eq!(length(&recent, &texts[0]), (1, false), "it was asked for since");
        assert_eq!(length(&recent, &texts[1]), (2, true), "it was not");
        let huge = "a".repeat(Recent::MOST_BYTES);
        assert_eq!((length(&recent, &huge).1, length(&recent, &huge).1), (true, false));
        assert_eq!(length(&recent, &texts[0]), (1, true), "it had to make room");
        let too_huge = "a".repeat(Recent::MOST_BYTES + 1);
        assert_eq!((length(&recent, &too_huge).1, length(&recent, &too_huge).1), (true, true));
    }
}
