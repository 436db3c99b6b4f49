//! From the names of a table to its rows, in any case.
//!
//! In: the rows. Out: an [`Index`], made once, so that a mapping of many targets looks each of
//! them up in no time. Where two rows have one name the first counts.
//!
//! Absent on purpose: which element a filter means (the table decides that).

use std::collections::BTreeMap;

use super::{AttributePath, TargetAttribute};

/// Rows by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Index {
    /// By the keys of all their paths.
    paths: BTreeMap<String, usize>,
    /// The rows of elements that take any filter, by the keys of their paths without one.
    elements: BTreeMap<String, usize>,
    /// By the names as published, in lower case: a directory that is no SCIM one has names that
    /// are no paths.
    names: BTreeMap<String, usize>,
}

impl Index {
    /// The index of these rows; `normal` is the form of a path that they are looked up in.
    pub fn new(
        attributes: &[TargetAttribute],
        normal: impl Fn(AttributePath) -> AttributePath,
    ) -> Index {
        let mut index = Index::default();
        for (row, attr) in attributes.iter().enumerate() {
            index.names.entry(attr.name.to_ascii_lowercase()).or_insert(row);
            for path in &attr.paths {
                let key = normal(path.clone()).key();
                if attr.elements.is_some() {
                    index.elements.entry(key.clone()).or_insert(row);
                }
                index.paths.entry(key).or_insert(row);
            }
        }
        index
    }

    /// The row that is found under exactly this path.
    pub fn row_at(&self, path: &AttributePath) -> Option<usize> {
        self.paths.get(&path.key()).copied()
    }

    /// The row of elements that any filter may select, found without the path's filter.
    pub fn elements_at(&self, path: &AttributePath) -> Option<usize> {
        let unfiltered = AttributePath { filter: None, ..path.clone() };
        self.elements.get(&unfiltered.key()).copied()
    }

    /// The row of that published name.
    pub fn row_named(&self, name: &str) -> Option<usize> {
        self.names.get(&name.to_ascii_lowercase()).copied()
    }
}
