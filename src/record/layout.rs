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

use std::collections::BTreeSet;

use super::keys::Keys;
use crate::schema::{Derivation, SourceTable, Taken};
use crate::types::{Base, Type};

/// Where the attributes that a mapping reads are found in a user.
#[derive(Debug)]
pub struct Layout {
    pub(super) slots: Vec<ReadAttribute>,
    /// How many slots the caller asked for; the rest is for the key and for derivations.
    pub(super) asked: usize,
    /// The keys of a user, then those of the nested objects that are read.
    pub(super) levels: Vec<Keys>,
    pub(super) actions: Vec<Action>,
    pub(super) key_slot: Option<usize>,
    /// The slots whose text is cut, each with the marker from which on.
    pub(super) cuts: Vec<(usize, String)>,
    pub(super) derived: Vec<DerivedSlot>,
    /// The names that users can have, in lower case: a header with one of them is a header.
    pub(super) known: BTreeSet<String>,
}

/// One attribute that is read.
#[derive(Debug)]
pub(super) struct ReadAttribute {
    /// The name, canonical where the table knows it.
    pub name: String,
    /// The type, where the table knows the attribute.
    pub ty: Option<Type>,
}

/// What is done with the value under a key.
#[derive(Debug, Default)]
pub(super) struct Action {
    /// The slots the value goes to.
    pub ways: Vec<Way>,
    /// The keys to look for where the value is an object.
    pub level: Option<usize>,
    /// The slots that parts of the object go to.
    pub parts: Vec<usize>,
    /// True where a way wants all values of a list.
    pub keeps_all: bool,
    /// True where a way takes objects as values: app roles.
    pub keeps_objects: bool,
}

/// One slot a value goes to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
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
            known: table.written_names().map(str::to_owned).collect(),
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

    /// The attributes by slot: those that were asked for, then what these are computed from, and
    /// the user's key.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().map(|slot| slot.name.as_str())
    }

    /// The slot of the user's key.
    pub(crate) fn key_slot(&self) -> Option<usize> {
        self.key_slot
    }

    /// True for a slot that somebody asked for, and for one that others, which a user lacks, are
    /// computed from.
    pub(super) fn needs(&self, slot: usize, lacks: impl Fn(usize) -> bool) -> bool {
        let mut derived = self.derived.iter().filter(|derived| derived.inputs.contains(&slot));
        let is_asked = slot < self.asked || Some(slot) == self.key_slot;
        is_asked || derived.any(|derived| lacks(derived.slot))
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
            self.slots.push(ReadAttribute { name: name.to_owned(), ty: None });
            self.add_way(name, slot, Rank::OWN, Taken::Whole);
            return slot;
        };
        self.slots.push(ReadAttribute { name: attribute.name.clone(), ty: Some(attribute.ty) });
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
        let takes_text_as_it_is =
            self.slots.get(slot).is_some_and(ReadAttribute::takes_text_as_it_is);
        let way = Way { slot, rank, taken, takes_text_as_it_is };
        self.add_key(0, path, way);
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
                action.parts.push(way.slot);
            }
            rest = inner;
        }
        if level > 0 {
            self.add_key(level, rest, way);
        }
    }

    fn add_key(&mut self, level: usize, name: &str, way: Way) {
        let ty = self.slots.get(way.slot).and_then(|slot| slot.ty);
        let takes_several = ty.is_none_or(|ty| ty.is_multi_valued);
        let is_app_roles = self.slots.get(way.slot).is_some_and(ReadAttribute::is_app_roles);
        let action = self.action(level, name);
        if let Some(action) = self.actions.get_mut(action) {
            action.ways.push(way);
            action.keeps_all |= takes_several && way.taken == Taken::Whole;
            action.keeps_objects |= is_app_roles;
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

impl ReadAttribute {
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

#[cfg(test)]
mod tests {
    use super::super::note::SHORTENED;
    use super::super::slots::Record;
    use super::super::testing::layout;
    use crate::types::Value;

    /// The value of one attribute, lists as `a|b`, null as `-`, a fault as its code.
    fn read(name: &str, user: &str) -> String {
        let layout = layout(&[name]);
        let record = match layout.read_json(user, Record::new()) {
            Ok(record) => record,
            Err(fault) => {
                assert_eq!(fault.attribute.as_deref(), Some(name), "{user}");
                return fault.code.path.to_owned();
            }
        };
        match record.slots() {
            [Value::Null] => "-".to_owned(),
            [Value::Text(text)] => text.to_string(),
            [Value::List(values)] => {
                assert!(!values.is_empty(), "a list has at least one value: {user}");
                let texts = values.iter().filter_map(|value| value.to_text());
                texts.collect::<Vec<_>>().join("|")
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn attributes_are_found_under_all_their_names() {
        for (name, user, expected, why) in [
            ("mail", r#"{"mail": "a"}"#, "a", "its own name"),
            ("mail", r#"{"Mail": "a"}"#, "a", "another case"),
            ("mail", r#"{"m\u0061il": "a"}"#, "a", "its own name, written with an escape"),
            ("objectId", r#"{"id": "1"}"#, "1", "Graph"),
            ("objectId", r#"{"ObjectId": "1"}"#, "1", "PowerShell"),
            (
                "telephoneNumber",
                r#"{"businessPhones": ["1", "2"]}"#,
                "1",
                "the first of Graph's list",
            ),
            ("telephoneNumber", r#"{"businessPhones": [null, "2"]}"#, "2", "null is no phone"),
            ("telephoneNumber", r#"{"businessPhones": []}"#, "-", "an empty list"),
            ("telephoneNumber", r#"{"businessPhones": "1"}"#, "1", "a list of one as text"),
            ("telephoneNumber", r#"{"TelephoneNumber": "1"}"#, "1", "PowerShell"),
            ("mobile", r#"{"mobilePhone": "1"}"#, "1", "Graph"),
            ("mobile", r#"{"Mobile": "1"}"#, "1", "PowerShell"),
            ("facsimileTelephoneNumber", r#"{"faxNumber": "1"}"#, "1", "Graph"),
            ("facsimileTelephoneNumber", r#"{"FacsimileTelephoneNumber": "1"}"#, "1", "PowerShell"),
            ("physicalDeliveryOfficeName", r#"{"officeLocation": "x"}"#, "x", "Graph"),
            (
                "physicalDeliveryOfficeName",
                r#"{"PhysicalDeliveryOfficeName": "x"}"#,
                "x",
                "PowerShell",
            ),
            (
                "extensionAttribute1",
                r#"{"onPremisesExtensionAttributes": {"extensionAttribute2": "y", "extensionAttribute1": "x"}}"#,
                "x",
                "Graph",
            ),
            (
                "extensionAttribute15",
                r#"{"OnPremisesExtensionAttributes": {"ExtensionAttribute15": "x"}}"#,
                "x",
                "PowerShell",
            ),
            ("extensionAttribute1", r#"{"extensionAttribute1": "x"}"#, "x", "its own name"),
            (
                "extensionAttribute1",
                r#"{"onPremisesExtensionAttributes.extensionAttribute1": "x"}"#,
                "x",
                "flattened",
            ),
            ("extensionAttribute1", r#"{"onPremisesExtensionAttributes": null}"#, "-", "no object"),
            (
                "employeeOrgData.costCenter",
                r#"{"employeeOrgData": {"costCenter": "x"}}"#,
                "x",
                "nested",
            ),
            (
                "employeeOrgData.costCenter",
                r#"{"employeeOrgData.costCenter": "x"}"#,
                "x",
                "flattened",
            ),
            (
                "employeeOrgData.costCenter",
                r#"{"employeeOrgData": {"division": "x"}}"#,
                "-",
                "another part",
            ),
            ("manager", r#"{"manager": {"@odata.type": "u", "id": "1"}}"#, "1", "expanded"),
            ("manager", r#"{"manager": {"id": null}}"#, "-", "expanded, without an id"),
            ("manager", r#"{"manager": "1"}"#, "1", "a bare id"),
            ("manager", r#"{"manager.id": "1"}"#, "1", "flattened"),
            ("manager", r#"{"manager": {"displayName": "x"}}"#, "record::object-value", "no id"),
            ("manager", r#"{"manager": [{"id": "1"}]}"#, "record::object-value", "a list"),
            ("dirSyncEnabled", r#"{"onPremisesSyncEnabled": true}"#, "True", "Graph"),
            ("dirSyncEnabled", r#"{"directorySynced": "TRUE"}"#, "True", "the portal"),
            (
                "originalUserPrincipalName",
                r#"{"userPrincipalName": "a_b.c#EXT#@d"}"#,
                "a_b.c#EXT#@d",
                "whole",
            ),
            ("userPrincipalName", r#"{"userPrincipalName": "a_b.c#EXT#@d"}"#, "a_b.c", "a guest"),
            (
                "userPrincipalName",
                r#"{"userPrincipalName": "a_\u0062#ext#@d"}"#,
                "a_b",
                "a guest, escaped",
            ),
            ("userPrincipalName", r##"{"userPrincipalName": "a#b@c"}"##, "a#b@c", "no guest"),
            ("extension_ab_x", r#"{"extension_ab_x": "1"}"#, "1", "a directory extension"),
            (
                "businessPhones",
                r#"{"businessPhones": ["1", "2"]}"#,
                "1|2",
                "Graph's name in a mapping",
            ),
        ] {
            assert_eq!(read(name, user), expected, "[{name}] of {user}: {why}");
        }
    }

    #[test]
    fn the_own_name_wins_whatever_the_order() {
        for (name, members, expected, why) in [
            (
                "telephoneNumber",
                [r#""telephoneNumber": "own""#, r#""businessPhones": ["other"]"#],
                "own",
                "an alias",
            ),
            (
                "mobile",
                [r#""Mobile": "own""#, r#""mobilePhone": "other""#],
                "own",
                "own name, other case",
            ),
            ("mail", [r#""mail": "own""#, r#""MAIL": "other""#], "own", "exact case"),
            (
                "extension_a_x",
                [r#""extension_a_x": "own""#, r#""extension_a_X": "other""#],
                "own",
                "extensions",
            ),
            (
                "telephoneNumber",
                [r#""telephoneNumber": null"#, r#""businessPhones": ["other"]"#],
                "other",
                "null hides nothing",
            ),
            (
                "telephoneNumber",
                [r#""telephoneNumber": """#, r#""businessPhones": ["other"]"#],
                "",
                "empty is a value",
            ),
            (
                "dirSyncEnabled",
                [r#""onPremisesSyncEnabled": true"#, r#""directorySynced": false"#],
                "True",
                "the first alias",
            ),
            (
                "telephoneNumber",
                [r#""telephoneNumber": "own""#, r#""businessPhones": [{}]"#],
                "own",
                "an alias that is at fault",
            ),
            (
                "employeeOrgData.division",
                [r#""employeeOrgData": "@{}""#, r#""employeeOrgData.division": "x""#],
                "x",
                "an object that is none",
            ),
        ] {
            let [first, second] = members;
            assert_eq!(read(name, &format!("{{{first}, {second}}}")), expected, "{name}: {why}");
            assert_eq!(
                read(name, &format!("{{{second}, {first}}}")),
                expected,
                "{name}, reversed: {why}"
            );
        }
    }

    #[test]
    fn one_key_feeds_all_who_read_it() {
        let layout =
            layout(&["userPrincipalName", "originalUserPrincipalName", "UserPrincipalName"]);
        let user = r##"{"userPrincipalName": "a#EXT#@b"}"##;
        let record = layout.read_json(user, Record::new()).expect("a user");
        let expected = [Value::text("a"), Value::text("a#EXT#@b"), Value::text("a")];
        assert_eq!(record.slots(), expected);
        assert_eq!(record.notes().shortened, 2);
        assert_eq!(layout.noted(&SHORTENED).first(), Some(&"userPrincipalName"));
    }
}
