//! Which keys of a user lead into which slots.
//!
//! In: the source table and the names that are read. Out: [`Layout`], compiled once for a
//! mapping and shared by all threads.
//!
//! An attribute stands under its own name, under the names exports give it, in a nested object
//! (`employeeOrgData: {costCenter: …}`) or under a flattened key (`employeeOrgData.costCenter`).
//! Each of these is a way to a slot, and each way has a rank: the attribute's own name, spelt
//! exactly so, is worth most, so the order of the keys never matters.
//!
//! Absent on purpose: the reading itself (`user`, `csv`, `slots`).

use super::keys::Keys;
use crate::schema::{Derivation, SourceTable, Taken};
use crate::types::{Base, Type};

/// Where the attributes that a mapping reads are found in a user.
#[derive(Debug)]
pub struct Layout {
    pub(super) slots: Vec<Slot>,
    /// How many slots the caller asked for; the rest is for the key and for derivations.
    pub(super) asked: usize,
    /// The keys of a user, then those of the nested objects that are read.
    pub(super) levels: Vec<Keys>,
    pub(super) actions: Vec<Action>,
    pub(super) key_slot: Option<usize>,
    /// The slots whose text is cut, each with the marker from which on.
    pub(super) cuts: Vec<(usize, String)>,
    pub(super) derived: Vec<DerivedSlot>,
}

/// One attribute that is read.
#[derive(Debug)]
pub(super) struct Slot {
    /// The name, canonical where the table knows it.
    pub name: String,
    /// The type, where the table knows the attribute.
    pub ty: Option<Type>,
}

/// What is done with the value under a key.
#[derive(Debug, Default)]
pub(super) struct Action {
    /// The slots the value goes to.
    pub targets: Vec<Target>,
    /// The keys to look for where the value is an object.
    pub level: Option<usize>,
    /// The slots that parts of the object go to.
    pub parts: Vec<usize>,
    /// True where a target wants all values of a list.
    pub keeps_all: bool,
}

/// One slot a value goes to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub slot: usize,
    pub rank: Rank,
    pub taken: Taken,
    /// True where a text is the slot's value without further ado.
    pub takes_text_as_it_is: bool,
}

/// How much a way to a slot is worth: of several values the one of the highest rank stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Rank(u8);

impl Rank {
    /// No value has come yet.
    pub const NONE: Rank = Rank(0);
    /// A value that stands where an object with the attribute in it belongs.
    pub const MISPLACED: Rank = Rank(1);
    /// The attribute's own name.
    const OWN: Rank = Rank(u8::MAX);

    /// The table's alias of that index: the first is worth most.
    fn alias(index: usize) -> Rank {
        let index = u8::try_from(index).unwrap_or(u8::MAX);
        Rank((Rank::OWN.0 - 2).saturating_sub(index).max(Rank::MISPLACED.0 + 1))
    }

    /// The rank of this way where the key was spelt so, or in another case.
    pub fn spelt(self, is_exact: bool) -> Rank {
        if self == Rank::OWN && !is_exact { Rank(Rank::OWN.0 - 1) } else { self }
    }
}

/// A slot that is computed from others where the user does not carry it.
#[derive(Debug)]
pub(super) struct DerivedSlot {
    pub slot: usize,
    pub rule: Derivation,
    /// The slots of the rule's conditions, in their order.
    pub inputs: Vec<usize>,
}

impl Layout {
    /// A layout that reads the attribute `names[i]` into slot `i`.
    ///
    /// Names are found as [`SourceTable::find`] does; one that the table lacks, such as a
    /// directory extension, is read as it comes.
    pub fn new(table: &SourceTable, names: &[String]) -> Layout {
        let mut layout = Layout {
            slots: Vec::new(),
            asked: names.len(),
            levels: vec![Keys::default()],
            actions: Vec::new(),
            key_slot: None,
            cuts: Vec::new(),
            derived: Vec::new(),
        };
        for name in names {
            layout.add_slot(table, name);
        }
        layout.key_slot = table.key().map(|key| layout.slot_of(table, &key.name));
        // Inputs of derivations may be derived themselves: slots are added while this runs.
        let mut slot = 0;
        while let Some(name) = layout.slots.get(slot).map(|slot| slot.name.clone()) {
            let attribute = table.find(&name);
            if let Some(rule) = attribute.and_then(|attribute| attribute.derivation.clone()) {
                let inputs = rule.any_of.iter().map(|c| layout.slot_of(table, &c.attribute));
                let inputs = inputs.collect();
                layout.derived.push(DerivedSlot { slot, rule, inputs });
            }
            slot += 1;
        }
        // Inputs come behind what is derived from them, so they are derived first.
        layout.derived.reverse();
        layout.levels.iter_mut().for_each(Keys::finish);
        layout
    }

    /// The attributes that a user may lack because they are computed, among those read.
    pub fn derived_names(&self) -> impl Iterator<Item = &str> {
        let asked = self.derived.iter().filter(|derived| derived.slot < self.asked);
        asked.filter_map(|derived| self.slots.get(derived.slot)).map(|slot| slot.name.as_str())
    }

    /// The attributes whose text is cut at a marker, among those read.
    pub fn shortened_names(&self) -> impl Iterator<Item = &str> {
        let asked = self.cuts.iter().filter(|(slot, _)| *slot < self.asked);
        asked.filter_map(|(slot, _)| self.slots.get(*slot)).map(|slot| slot.name.as_str())
    }

    /// The first slot of that attribute, which is added where there is none.
    fn slot_of(&mut self, table: &SourceTable, name: &str) -> usize {
        let canonical = table.find(name).map_or(name, |attribute| attribute.name.as_str());
        match self.slots.iter().position(|slot| slot.name == canonical) {
            Some(slot) => slot,
            None => self.add_slot(table, name),
        }
    }

    fn add_slot(&mut self, table: &SourceTable, name: &str) -> usize {
        let slot = self.slots.len();
        let Some(attribute) = table.find(name) else {
            self.slots.push(Slot { name: name.to_owned(), ty: None });
            self.add_way(name, slot, Rank::OWN, Taken::Whole);
            return slot;
        };
        self.slots.push(Slot { name: attribute.name.clone(), ty: Some(attribute.ty) });
        if let Some(marker) = &attribute.cut_from {
            self.cuts.push((slot, marker.clone()));
        }
        self.add_way(&attribute.name, slot, Rank::OWN, Taken::Whole);
        for (index, alias) in attribute.aliases.iter().enumerate() {
            self.add_way(&alias.path, slot, Rank::alias(index), alias.taken);
        }
        slot
    }

    /// Leads a key to a slot; a key with dots also as a path into nested objects.
    fn add_way(&mut self, path: &str, slot: usize, rank: Rank, taken: Taken) {
        let takes_text_as_it_is = self.slots.get(slot).is_some_and(Slot::takes_text_as_it_is);
        let target = Target { slot, rank, taken, takes_text_as_it_is };
        self.add_target(0, path, target);
        let mut level = 0;
        let mut rest = path;
        while let Some((name, inner)) = rest.split_once('.') {
            let action = self.action(level, name);
            level = match self.actions.get(action).and_then(|action| action.level) {
                Some(inside) => inside,
                None => {
                    self.levels.push(Keys::default());
                    self.levels.len() - 1
                }
            };
            if let Some(action) = self.actions.get_mut(action) {
                action.level = Some(level);
                action.parts.push(target.slot);
            }
            rest = inner;
        }
        if level > 0 {
            self.add_target(level, rest, target);
        }
    }

    fn add_target(&mut self, level: usize, name: &str, target: Target) {
        let ty = self.slots.get(target.slot).and_then(|slot| slot.ty);
        let takes_several = ty.is_none_or(|ty| ty.is_multi_valued);
        let action = self.action(level, name);
        if let Some(action) = self.actions.get_mut(action) {
            action.targets.push(target);
            action.keeps_all |= takes_several && target.taken == Taken::Whole;
        }
    }

    /// The action of a key, which is added where there is none.
    fn action(&mut self, level: usize, name: &str) -> usize {
        let next = self.actions.len();
        let action = self.levels.get_mut(level).map_or(next, |keys| keys.insert(name, next));
        if action == next {
            self.actions.push(Action::default());
        }
        action
    }
}

impl Slot {
    /// True where the texts `true` and `false` are booleans, in any case.
    pub fn is_boolean(&self) -> bool {
        self.ty.is_some_and(|ty| ty.base == Base::Boolean)
    }

    /// True where a text is the value without further ado.
    fn takes_text_as_it_is(&self) -> bool {
        let is_multi_valued = self.ty.is_some_and(|ty| ty.is_multi_valued);
        !is_multi_valued && !self.is_boolean() && !self.is_app_roles()
    }

    /// True where the values are app roles.
    pub fn is_app_roles(&self) -> bool {
        self.ty.is_some_and(|ty| ty.base == Base::AppRoleAssignment)
    }
}
