//! Users into a profile, chunk by chunk.
//!
//! In: chunks as the cutter gives them. Out: a [`Profile`].
//!
//! Attributes that the source table knows are read as every mapping reads them. The others are
//! found in the users and read apart from these, so that they change nothing about them: a part
//! of an object that nobody knows must not make the object one that can be read.

use std::collections::{BTreeMap, BTreeSet};

use super::attribute::{Attribute, FirstRows};
use super::distinct::KeptValues;
use super::model::{Profile, VERSION};
use crate::record::{Chunk, Fault, Layout, Reader, Record};
use crate::schema::SourceTable;
use crate::types::{Value, is_part_of};

/// More attributes that the table does not know are left out: no directory has them.
const MOST_OTHERS: usize = 1000;
/// An attribute with a longer name is left out.
const MOST_NAME_BYTES: usize = 256;

/// Makes a profile of users.
///
/// ```
/// # use attrmap::profile::{KeptValues, Profiler};
/// # use attrmap::record::{Cutter, Limits};
/// # use attrmap::schema::SourceTable;
/// let mut cutter = Cutter::new(None, Limits::default());
/// cutter.buffer().extend_from_slice(b"{\"mail\": \"a@b.c\"}\n{\"mail\": null}\n");
/// let mut profiler = Profiler::new(SourceTable::entra_user());
/// while let Some(chunk) = cutter.take(true)? {
///     profiler.add(&chunk, None)?;
/// }
/// let profile = profiler.finish(KeptValues::Shared);
/// let mail = profile.attribute("mail").expect("users have it");
/// assert_eq!((mail.present, mail.null, mail.null_rows[0].row), (1, 1, 2));
/// # Ok::<(), attrmap::record::Fault>(())
/// ```
#[derive(Debug)]
pub struct Profiler {
    table: SourceTable,
    /// The table's attributes, a slot each.
    known: Layout,
    known_attributes: Vec<Attribute>,
    /// True for those that stand in some user.
    is_carried: Vec<bool>,
    /// The others, a slot each.
    others: Layout,
    other_names: Vec<String>,
    other_attributes: Vec<Attribute>,
    /// Every path that was met, as it is spelt.
    paths: BTreeSet<String>,
    is_cut: bool,
    users: u64,
    unreadable: u64,
    first: FirstRows,
}

impl Profiler {
    /// A profiler of users as that table reads them.
    pub fn new(table: SourceTable) -> Profiler {
        let names: Vec<String> = table.names().map(str::to_owned).collect();
        Profiler {
            known: Layout::new(&table, &names),
            known_attributes: vec![Attribute::default(); names.len()],
            is_carried: vec![false; names.len()],
            others: Layout::new(&table, &[]),
            other_names: Vec::new(),
            other_attributes: Vec::new(),
            paths: BTreeSet::new(),
            is_cut: false,
            users: 0,
            unreadable: 0,
            first: FirstRows::default(),
            table,
        }
    }

    /// Adds the users of a chunk. The input's name is given where there are several.
    ///
    /// Fails where the chunk is CSV whose header names nothing that the table knows: it may be a
    /// user in truth, and names of attributes are no place for people's data.
    pub fn add(&mut self, chunk: &Chunk, input: Option<&str>) -> Result<(), Fault> {
        self.add_those(chunk, input, |_| true)
    }

    /// Adds those users of a chunk whose rows are wanted.
    pub fn add_those(
        &mut self,
        chunk: &Chunk,
        input: Option<&str>,
        is_wanted: impl Fn(u64) -> bool,
    ) -> Result<(), Fault> {
        self.known.reader(chunk)?;
        self.find_names(chunk);
        // Without a column of theirs, nobody in this chunk has any of the others.
        let (known, others) = (self.known.reader(chunk)?, self.others.reader(chunk).ok());
        let mut refused = Vec::new();
        for (row, user) in chunk.users().filter(|(row, _)| is_wanted(*row)) {
            let read = user.and_then(|user| {
                let record = known.read_apart(user, &[], Record::new(), &mut refused)?;
                Ok((user, record))
            });
            let Ok((user, record)) = read else {
                self.unreadable += 1;
                continue;
            };
            self.users += 1;
            self.first.add(input, row);
            see(&mut self.known_attributes, &record, &refused, input, row);
            if self.other_attributes.is_empty() {
                continue;
            }
            let record = others.as_ref().map_or_else(
                || Ok(Record::new()),
                |others: &Reader<'_>| others.read_apart(user, &[], Record::new(), &mut refused),
            );
            let record = record.unwrap_or_else(|_| Record::new());
            see(&mut self.other_attributes, &record, &refused, input, row);
        }
        Ok(())
    }

    /// Counts users of whom nobody knows what they have.
    pub fn add_unreadable(&mut self, users: u64) {
        self.unreadable += users;
    }

    /// Takes note of the attributes that users of the chunk have.
    fn find_names(&mut self, chunk: &Chunk) {
        let found = self.other_names.len();
        chunk.each_name(|path| {
            if self.paths.contains(path) {
                return;
            }
            let names = self.table.names().enumerate();
            let attributes = names.zip(self.table.attributes());
            let is_own = self.table.find(path).map(|attribute| attribute.name.as_str());
            let mut is_known = false;
            for ((slot, name), attribute) in attributes {
                let is_alias =
                    attribute.aliases.iter().any(|it| it.path.eq_ignore_ascii_case(path));
                if is_own == Some(name) || is_alias {
                    is_known = true;
                    if let Some(is_carried) = self.is_carried.get_mut(slot) {
                        *is_carried = true;
                    }
                }
            }
            if !is_known {
                if self.other_names.len() >= MOST_OTHERS || path.len() > MOST_NAME_BYTES {
                    self.is_cut = true;
                    return;
                }
                self.other_names.push(path.to_owned());
                self.other_attributes.push(Attribute::lacked_by(&self.first));
            }
            self.paths.insert(path.to_owned());
        });
        if self.other_names.len() > found {
            self.others = Layout::new(&self.table, &self.other_names);
        }
    }

    /// These users, then those of another profiler with the same table.
    pub fn merge(&mut self, later: Profiler) {
        for (attribute, later) in self.known_attributes.iter_mut().zip(later.known_attributes) {
            attribute.merge(later);
        }
        for (is_carried, later) in self.is_carried.iter_mut().zip(later.is_carried) {
            *is_carried |= later;
        }
        self.merge_others(later.other_names, later.other_attributes, &later.first, later.is_cut);
        self.others = Layout::new(&self.table, &self.other_names);
        self.paths.extend(later.paths);
        self.is_cut |= later.is_cut;
        self.users += later.users;
        self.unreadable += later.unreadable;
        self.first.extend(&later.first);
    }

    /// The attributes that the table does not know: what one side has left out is left out.
    fn merge_others(
        &mut self,
        names: Vec<String>,
        attributes: Vec<Attribute>,
        first: &FirstRows,
        is_cut: bool,
    ) {
        let order = names.clone();
        let mut rest: BTreeMap<String, Attribute> = names.into_iter().zip(attributes).collect();
        let own = std::mem::take(&mut self.other_names);
        for (name, mut attribute) in own.into_iter().zip(std::mem::take(&mut self.other_attributes))
        {
            match rest.remove(&name) {
                Some(later) => attribute.merge(later),
                None if is_cut => continue,
                None => attribute.merge(Attribute::lacked_by(first)),
            }
            self.other_names.push(name);
            self.other_attributes.push(attribute);
        }
        for name in order {
            let Some(later) = rest.remove(&name) else { continue };
            if self.is_cut || self.other_names.len() >= MOST_OTHERS {
                self.is_cut = true;
                continue;
            }
            let mut attribute = Attribute::lacked_by(&self.first);
            attribute.merge(later);
            self.other_names.push(name);
            self.other_attributes.push(attribute);
        }
    }

    /// The profile.
    pub fn finish(self, kept: KeptValues) -> Profile {
        let users = self.users;
        let known = self.table.attributes().iter().zip(self.known_attributes).zip(self.is_carried);
        let known = known.filter(|((_, attribute), is_carried)| *is_carried || attribute.has_any());
        let known = known.map(|((known, attribute), _)| {
            (known.name.clone(), attribute.finish(users, Some(known.ty), kept))
        });
        // What is null or an object with parts is no attribute: its parts are.
        let names: BTreeSet<String> = self.other_names.iter().cloned().collect();
        let has_parts = |name: &str| {
            let parts = names.iter().map(String::as_str).chain(self.table.names());
            parts.into_iter().any(|part| is_part_of(part, name))
        };
        let others = self.other_names.into_iter().zip(self.other_attributes);
        let others = others.filter(|(name, attribute)| attribute.has_text() || !has_parts(name));
        let others = others.map(|(name, attribute)| (name, attribute.finish(users, None, kept)));
        Profile {
            version: VERSION,
            users,
            unreadable: self.unreadable,
            is_cut: self.is_cut,
            attributes: others.chain(known).collect(),
        }
    }
}

/// Adds what one user has.
fn see(
    attributes: &mut [Attribute],
    record: &Record<'_>,
    refused: &[usize],
    input: Option<&str>,
    row: u64,
) {
    let null = Value::Null;
    for (slot, attribute) in attributes.iter_mut().enumerate() {
        if refused.contains(&slot) {
            attribute.refuse();
        } else {
            attribute.see(record.slots().get(slot).unwrap_or(&null), input, row);
        }
    }
}
