//! One user's attributes in slots, and how values come into them.
//!
//! In: what stands under a key ([`Given`]) and the action that the [`Layout`] has for it.
//! Out: [`Record`], or the user's [`Fault`].
//!
//! A fault does not end the reading: the rest of the user may hold its key, or a better way to
//! the same attribute.
//!
//! Absent on purpose: JSON and CSV.

use std::borrow::Cow;
use std::cell::Cell;

use super::fault::{
    APP_ROLES, Fault, NOT_A_BOOLEAN, NUMBER_TOO_LARGE, OBJECT_NEEDED, OBJECT_VALUE, SEVERAL_VALUES,
};
use super::json_fault::INEXACT_NUMBER;
use super::json_value::Numbers;
use super::layout::{Action, Layout, Rank, ReadAttribute, Way};
use crate::schema::Taken;
use crate::types::{List, Value};

/// The attributes of one user that are read.
///
/// INVARIANT: after reading, a value is null, text, an instant that a caller lent, a complex value
/// (an app role), or a list of at least one of these.
#[derive(Debug, Default)]
pub struct Record<'a> {
    slots: Vec<Value<'a>>,
    ranks: Vec<Rank>,
    /// A bit for each action whose key has come.
    seen: Vec<u64>,
    asked: usize,
    key_slot: Option<usize>,
    notes: Notes,
}

/// What a summary tells of the users that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Notes {
    /// Keys that came again: the last one counted.
    pub duplicates: u32,
    /// Attributes that were computed because the user does not carry them.
    pub derived: u32,
    /// Attributes whose text was cut at a marker, as the directory does for guests.
    pub shortened: u32,
}

impl<'a> Record<'a> {
    /// An empty record, to read into.
    pub fn new() -> Record<'a> {
        Record::default()
    }

    /// The values, as the [`Layout`] numbers them.
    pub fn slots(&self) -> &[Value<'a>] {
        self.slots.get(..self.asked).unwrap_or(&self.slots)
    }

    /// The user's key.
    pub fn key(&self) -> Option<&str> {
        text_in(&self.slots, self.key_slot?)
    }

    /// What is to be told of this user.
    pub fn notes(&self) -> Notes {
        self.notes
    }

    /// An empty record that keeps the memory of this one.
    pub fn recycle<'b>(self) -> Record<'b> {
        let Record { mut slots, mut ranks, mut seen, .. } = self;
        slots.clear();
        ranks.clear();
        seen.clear();
        // Collecting into the same type, but for the lifetime, keeps the allocation.
        let slots = slots.into_iter().map(|_| Value::Null).collect();
        Record { slots, ranks, seen, ..Record::default() }
    }

    /// An empty record with the slots of that layout.
    fn prepared(self, layout: &Layout) -> Record<'a> {
        let mut record = self;
        record.slots.resize_with(layout.slots.len(), Value::default);
        record.ranks.resize(layout.slots.len(), Rank::NONE);
        record.seen.resize(layout.actions.len().div_ceil(64), 0);
        Record { asked: layout.asked, key_slot: layout.key_slot, notes: Notes::default(), ..record }
    }
}

fn text_in<'v>(slots: &'v [Value<'_>], slot: usize) -> Option<&'v str> {
    if let Some(Value::Text(text)) = slots.get(slot) { Some(text) } else { None }
}

/// What stands under a key.
#[derive(Debug, Clone)]
pub(super) enum Given<'a> {
    /// Null, or a list without values.
    Null,
    /// One value: text, an instant that a caller lent, an app role.
    One(Value<'a>),
    /// A list.
    Several {
        /// Its first value.
        first: Value<'a>,
        /// The others, where the action keeps them.
        rest: Vec<Value<'a>>,
        /// How many there are.
        count: usize,
    },
    /// An object, or a list with objects or lists in it.
    Object,
    /// A number that cannot be kept, as it can be shown.
    InexactNumber(String),
}

impl<'a> Given<'a> {
    /// One text.
    pub fn text(text: &'a str) -> Given<'a> {
        Given::One(Value::text(text))
    }

    /// True for a list of nothing but objects that were read as values.
    fn are_objects(&self) -> bool {
        let is_object = |value: &Value<'_>| matches!(value, Value::Complex(_));
        match self {
            Given::Several { first, rest, .. } => is_object(first) && rest.iter().all(is_object),
            Given::Null | Given::One(_) | Given::Object | Given::InexactNumber(_) => false,
        }
    }

    /// True where an object with parts could stand instead.
    fn is_missing(&self) -> bool {
        match self {
            Given::Null => true,
            Given::One(value) => value.is_null_or_empty(),
            Given::Several { .. } | Given::Object | Given::InexactNumber(_) => false,
        }
    }
}

/// A record while it is filled.
#[derive(Debug)]
pub(super) struct Filling<'l, 'a> {
    pub layout: &'l Layout,
    record: Record<'a>,
    /// What is wrong, with the slot it is wrong in.
    faults: Vec<(usize, Fault)>,
    /// How numbers are read, and whether there are such that have to be read again.
    pub numbers: Cell<Numbers>,
}

impl<'l, 'a> Filling<'l, 'a> {
    pub fn new(layout: &'l Layout, record: Record<'_>) -> Filling<'l, 'a> {
        let record = record.recycle().prepared(layout);
        Filling { layout, record, faults: Vec::new(), numbers: Cell::default() }
    }

    /// Forgets what has come, for the user to be read again with numbers read so.
    pub fn restart(&mut self, numbers: Numbers) {
        let record = std::mem::take(&mut self.record);
        *self = Filling::new(self.layout, record);
        self.numbers.set(numbers);
    }

    /// The key, as far as it has come.
    pub fn key(&self) -> Option<&str> {
        self.record.key()
    }

    /// Notes that a key has come, and whether it came before.
    pub fn see(&mut self, action: usize) {
        if let Some(word) = self.record.seen.get_mut(action / 64) {
            let bit = 1 << (action % 64);
            if *word & bit != 0 {
                self.record.notes.duplicates += 1;
            }
            *word |= bit;
        }
    }

    /// Puts a text into the slots of its action, as [`Filling::store`] does: the short way that
    /// most attributes take.
    pub fn store_text(&mut self, action: &Action, is_exact: bool, text: &'a str) {
        if let [way] = action.ways.as_slice()
            && way.takes_text_as_it_is
            && self.faults.is_empty()
            && let Some(held) = self.record.ranks.get_mut(way.slot)
            && let Some(value) = self.record.slots.get_mut(way.slot)
        {
            let rank = way.rank.spelt(is_exact);
            if *held <= rank {
                *held = rank;
                *value = Value::text(text);
            }
        } else {
            self.store(action, is_exact, Given::One(Value::text(text)));
        }
    }

    /// Puts what stands under a key into the slots of its action.
    pub fn store(&mut self, action: &Action, is_exact: bool, given: Given<'a>) {
        match action.ways.as_slice() {
            [] => self.store_in_place_of_object(action, &given),
            [way] => self.put(*way, is_exact, given),
            ways => {
                for way in ways {
                    self.put(*way, is_exact, given.clone());
                }
            }
        }
    }

    /// Puts something in the place of whatever has come for the slots of an action, by whichever
    /// way.
    pub fn replace(&mut self, action: &Action, given: Given<'a>) {
        for way in &action.ways {
            if let Some(held) = self.record.ranks.get_mut(way.slot) {
                *held = Rank::NONE;
            }
            if let Some(value) = self.record.slots.get_mut(way.slot) {
                *value = Value::Null;
            }
            self.faults.retain(|(faulty, _)| *faulty != way.slot);
        }
        self.store(action, true, given);
    }

    fn put(&mut self, way: Way, is_exact: bool, given: Given<'a>) {
        let layout = self.layout;
        let rank = way.rank.spelt(is_exact);
        let (Some(slot), Some(held), Some(value)) = (
            layout.slots.get(way.slot),
            self.record.ranks.get_mut(way.slot),
            self.record.slots.get_mut(way.slot),
        ) else {
            return;
        };
        let is_null = matches!(given, Given::Null);
        // Null is as good as absent: it hides no other way, but it does replace its own duplicate.
        if *held > rank || is_null && *held < rank {
            return;
        }
        if !self.faults.is_empty() {
            self.faults.retain(|(faulty, _)| *faulty != way.slot);
        }
        *held = if is_null { Rank::NONE } else { rank };
        *value = fit(slot, way.taken, given).unwrap_or_else(|fault| {
            self.faults.push((way.slot, fault.about(way.slot, &slot.name)));
            Value::Null
        });
    }

    /// A value stands where the layout looks for parts of an object.
    fn store_in_place_of_object(&mut self, action: &Action, given: &Given<'a>) {
        if given.is_missing() {
            return;
        }
        for &part in &action.parts {
            let (Some(slot), Some(held)) =
                (self.layout.slots.get(part), self.record.ranks.get_mut(part))
            else {
                continue;
            };
            if *held == Rank::NONE {
                *held = Rank::MISPLACED;
                let message = "a value stands where an object with this attribute belongs";
                let fault = Fault::new(&OBJECT_NEEDED, message).about(part, &slot.name);
                self.faults.push((part, fault));
            }
        }
    }

    /// True where no value has come that would stay.
    fn lacks(&self, slot: usize) -> bool {
        self.record.slots.get(slot).is_none_or(Value::is_null_or_empty)
    }

    /// Forgets what is wrong with attributes that nothing is computed from after all.
    fn forget_unneeded(&mut self) {
        let mut faults = std::mem::take(&mut self.faults);
        faults.retain(|(slot, _)| self.layout.needs(*slot, |slot| self.lacks(slot)));
        self.faults = faults;
    }

    /// The record, or the first fault.
    pub fn finish(mut self) -> Result<Record<'a>, Fault> {
        self.forget_unneeded();
        if !self.faults.is_empty() {
            let (_, fault) = self.faults.swap_remove(0);
            return Err(fault.with_key(self.key()));
        }
        Ok(self.complete())
    }

    /// The record with null for every attribute that is at fault, and the slots of these: a fault
    /// of the key alone costs the user, because every mapping reads it.
    pub fn finish_apart(mut self, refused: &mut Vec<usize>) -> Result<Record<'a>, Fault> {
        self.forget_unneeded();
        let key = self.layout.key_slot;
        if let Some(at) = self.faults.iter().position(|(slot, _)| Some(*slot) == key) {
            return Err(self.faults.swap_remove(at).1);
        }
        refused.clear();
        refused.extend(self.faults.iter().map(|(slot, _)| *slot));
        // What is computed from an attribute at fault is at fault itself.
        for derived in &self.layout.derived {
            if self.lacks(derived.slot) && derived.inputs.iter().any(|it| refused.contains(it)) {
                refused.push(derived.slot);
            }
        }
        refused.retain(|slot| *slot < self.layout.asked);
        Ok(self.complete())
    }

    /// The record, cut and derived as the directory does.
    fn complete(mut self) -> Record<'a> {
        for (slot, marker) in &self.layout.cuts {
            if let Some(Value::Text(text)) = self.record.slots.get_mut(*slot)
                && let Some(end) = find_marker(text, marker)
            {
                match text {
                    Cow::Borrowed(borrowed) => *borrowed = borrowed.get(..end).unwrap_or(borrowed),
                    Cow::Owned(owned) => owned.truncate(end),
                }
                self.record.notes.shortened += 1;
            }
        }
        for derived in &self.layout.derived {
            self.derive(derived);
        }
        self.record
    }

    fn derive(&mut self, derived: &'l super::layout::DerivedSlot) {
        if !self.lacks(derived.slot) {
            return;
        }
        let slots = &self.record.slots;
        let mut conditions = derived.rule.any_of.iter().zip(&derived.inputs);
        let holds = conditions.any(|(condition, input)| {
            // An instant that a caller lent is there as much as a text is.
            let text = slots.get(*input).and_then(Value::to_text);
            condition.holds(text.as_deref())
        });
        let text = if holds { &derived.rule.then } else { &derived.rule.otherwise };
        let text = truth(text).map_or_else(|| Value::owned(text.clone()), Value::text);
        if let Some(slot) = self.record.slots.get_mut(derived.slot) {
            *slot = text;
        }
        self.record.notes.derived += u32::from(derived.slot < self.layout.asked);
    }
}

/// Where the marker starts in the text, ASCII case ignored.
fn find_marker(text: &str, marker: &str) -> Option<usize> {
    let (text, marker) = (text.as_bytes(), marker.as_bytes());
    let first = *marker.first()?;
    // A name that starts with the marker has nothing before it to keep.
    memchr::memchr_iter(first, text).filter(|at| *at > 0).find(|at| {
        let found = text.get(*at..at.saturating_add(marker.len()));
        found.is_some_and(|found| found.eq_ignore_ascii_case(marker))
    })
}

/// The boolean that a text spells in any case, as Entra spells it.
fn truth(text: &str) -> Option<&'static str> {
    match crate::types::truth_of_text(text) {
        Some(true) => Some("True"),
        Some(false) => Some("False"),
        None => None,
    }
}

/// The value that a slot takes of what is given.
fn fit<'a>(slot: &ReadAttribute, taken: Taken, given: Given<'a>) -> Result<Value<'a>, Fault> {
    let lacks_roles = slot.is_app_roles() && !given.are_objects() && !given.is_missing();
    let takes_several = slot.ty.is_none_or(|ty| ty.is_multi_valued);
    match given {
        Given::InexactNumber(number) => {
            Err(Fault::new(&NUMBER_TOO_LARGE, INEXACT_NUMBER).with_value(number))
        }
        _ if lacks_roles => Err(Fault::new(&APP_ROLES, "this is no list of app role assignments")),
        Given::Null => Ok(Value::Null),
        Given::One(value) => {
            let value = spelt(slot, value)?;
            let is_multi_valued = slot.ty.is_some_and(|ty| ty.is_multi_valued);
            Ok(if is_multi_valued { Value::list(vec![value]) } else { value })
        }
        Given::Several { first, .. } if taken == Taken::First => spelt(slot, first),
        Given::Several { first, rest, .. } if takes_several => {
            let all = std::iter::once(first).chain(rest).map(|value| spelt(slot, value));
            Ok(Value::List(List::Owned(all.collect::<Result<_, _>>()?)))
        }
        Given::Several { first, count: 1, .. } => spelt(slot, first),
        Given::Several { count, .. } => {
            let message = "several values stand where the attribute has one";
            Err(Fault::new(&SEVERAL_VALUES, message).with_detail(format!("({count} of them)")))
        }
        Given::Object => {
            Err(Fault::new(&OBJECT_VALUE, "an object or nested list stands where a value belongs"))
        }
    }
}

/// The value in the table's spelling: booleans are `True` and `False`, and nothing else. What is
/// no Boolean must not pass for one: somebody disabled would be sent as active.
fn spelt<'a>(slot: &ReadAttribute, value: Value<'a>) -> Result<Value<'a>, Fault> {
    match &value {
        Value::Text(text) if slot.is_boolean() => match text.trim() {
            "" => Ok(Value::Null),
            trimmed => truth(trimmed).map(Value::text).ok_or_else(|| {
                let message = "this attribute is `True` or `False`, and this is neither";
                Fault::new(&NOT_A_BOOLEAN, message).with_value(text.to_string())
            }),
        },
        _ => Ok(value),
    }
}

#[cfg(test)]
mod tests {
    use super::super::note::DERIVED;
    use super::super::testing::layout;
    use super::*;

    #[test]
    fn of_duplicates_the_last_wins_and_is_counted() {
        let layout = layout(&["mail", "mobile"]);
        for (user, expected, duplicates, why) in [
            (r#"{"mail": "a", "mail": "b"}"#, Value::text("b"), 1, "the last"),
            (r#"{"mail": "a", "mail": null}"#, Value::Null, 1, "the last, be it null"),
            (r#"{"mail": null, "mail": "b"}"#, Value::text("b"), 1, "null first"),
            (r#"{"mail": {}, "mail": "b"}"#, Value::text("b"), 1, "a fault first"),
            (r#"{"mail": "a", "other": 1, "other": 2}"#, Value::text("a"), 0, "not read"),
        ] {
            let record = layout.read_json(user, Record::new()).expect(user);
            assert_eq!(record.slots().first(), Some(&expected), "{user}: {why}");
            assert_eq!(record.notes().duplicates, duplicates, "{user}: {why}");
        }
    }

    #[test]
    fn what_is_never_exported_is_derived() {
        let layout = layout(&["IsSoftDeleted"]);
        for (user, expected, derived, why) in [
            (r#"{}"#, "False", 1, "nothing is known"),
            (r#"{"accountEnabled": true}"#, "False", 1, "enabled"),
            (r#"{"accountEnabled": false}"#, "True", 1, "disabled"),
            (r#"{"AccountEnabled": "FALSE"}"#, "True", 1, "disabled, as Excel has it"),
            (
                r#"{"accountEnabled": true, "deletedDateTime": "2025-01-01T00:00:00Z"}"#,
                "True",
                1,
                "deleted",
            ),
            (r#"{"accountEnabled": true, "deletedDateTime": null}"#, "False", 1, "not deleted"),
            (
                r#"{"accountEnabled": false, "IsSoftDeleted": false}"#,
                "False",
                0,
                "the user carries it",
            ),
            (r#"{"accountEnabled": false, "IsSoftDeleted": null}"#, "True", 1, "null is absent"),
        ] {
            let record = layout.read_json(user, Record::new()).expect(user);
            assert_eq!(record.slots(), [Value::text(expected)], "{user}: {why}");
            assert_eq!(record.notes().derived, derived, "{user}: {why}");
        }
        assert_eq!(layout.noted(&DERIVED), ["IsSoftDeleted"]);
    }

    #[test]
    fn faults_name_the_key_wherever_it_stands() {
        let layout = layout(&["mail"]);
        for (user, key) in [
            (r#"{"mail": {}, "id": "7"}"#, Some("7")),
            (r#"{"id": "7", "mail": [[]]}"#, Some("7")),
            (r#"{"id": "7", "objectId": "8", "mail": {}}"#, Some("8")),
            (r#"{"id": "7", "mail": }"#, Some("7")),
            (r#"{"id": 7, "mail": {}}"#, Some("7")),
            (r#"{"mail": {}}"#, None),
        ] {
            let fault = layout.read_json(user, Record::new()).expect_err(user);
            assert_eq!(fault.key.as_deref(), key, "{user}");
        }
    }

    #[test]
    fn a_recycled_record_keeps_memory_and_nothing_else() {
        let layout = layout(&["mail", "proxyAddresses"]);
        let user = r#"{"id": "1", "mail": "a", "mail": "b", "proxyAddresses": ["x"]}"#;
        let record = layout.read_json(user, Record::new()).expect("a user");
        let memory = record.slots().as_ptr() as usize;
        let record = layout.read_json("{}", record).expect("a user");
        assert_eq!(record.slots(), [Value::Null, Value::Null]);
        assert_eq!((record.key(), record.notes()), (None, Notes::default()));
        assert_eq!(record.slots().as_ptr() as usize, memory, "the same allocation");
    }
}
