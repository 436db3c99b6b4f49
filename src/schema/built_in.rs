//! The tables that come with the program.
//!
//! `workplace` is a published list with an overlay: what is corrected, what is assumed, and the
//! form of each SCIM version. `scim` is a `/Schemas` document read as a user's own would be.

use std::sync::LazyLock;

use serde::Deserialize;

use super::profile::FixedText;
use super::{
    Alternative, AttributePath, Correction, PerVersion, Requirement, TargetAttribute, TargetTable,
};
use crate::source::Source;
use crate::types::Base;

/// A table that comes with the program.
#[derive(Debug)]
pub struct BuiltIn {
    /// What mappings call it.
    pub name: &'static str,
    /// The mapping file that one begins with.
    pub template: &'static str,
    load: fn() -> Option<TargetTable>,
}

/// THE LIST: every built-in table.
pub static BUILT_IN: &[BuiltIn] = &[
    BuiltIn {
        name: "workplace",
        template: include_str!("tables/workplace.attrmap.toml"),
        load: || published(include_str!("tables/workplace.json")),
    },
    BuiltIn { name: "scim", template: include_str!("tables/scim.attrmap.toml"), load: scim },
];

impl BuiltIn {
    /// The one of that name.
    pub fn find(name: &str) -> Option<&'static BuiltIn> {
        BUILT_IN.iter().find(|table| table.name == name)
    }

    /// All names, for messages and help.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|table| table.name)
    }

    /// The table itself.
    pub fn table(&self) -> Option<TargetTable> {
        (self.load)()
    }
}

/// The built-in table of that name.
pub fn built_in(name: &str) -> Option<TargetTable> {
    BuiltIn::find(name)?.table()
}

/// True for what RFC 7643 defines.
pub fn is_standard(attribute: &str) -> bool {
    SCIM.as_ref().is_some_and(|table| table.find(attribute).is_some())
}

static SCIM: LazyLock<Option<TargetTable>> = LazyLock::new(read_scim);

fn scim() -> Option<TargetTable> {
    SCIM.clone()
}

fn read_scim() -> Option<TargetTable> {
    let source = Source::new("scim", include_str!("tables/scim-schemas.json"));
    let mut table = TargetTable::read(&source).0?;
    table.title = "SCIM core and enterprise user (RFC 7643)".to_owned();
    table.source = Some("https://www.rfc-editor.org/rfc/rfc7643".to_owned());
    Some(table)
}

/// A published list with its overlay.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Published {
    name: String,
    title: String,
    source: String,
    tenant_url: String,
    core: PerVersion<String>,
    attributes: Vec<Row>,
    wire: Vec<Named<PerVersion<String>>>,
    corrections: Vec<Named<Corrected>>,
    assumptions: Vec<Named<Assumed>>,
    references: Vec<String>,
    addresses: Vec<String>,
    canonical_values: Vec<Named<Values>>,
    filterable: Filterable,
    requirements: Vec<Required>,
    fixed: Vec<FixedText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(rename = "type")]
    ty: String,
}

/// An overlay of the row of that name.
#[derive(Deserialize)]
struct Named<T> {
    name: String,
    #[serde(flatten)]
    overlay: T,
}

#[derive(Deserialize)]
struct Corrected {
    #[serde(rename = "type")]
    ty: String,
    #[serde(flatten)]
    correction: Correction,
}

#[derive(Deserialize)]
struct Assumed {
    because: String,
}

#[derive(Deserialize)]
struct Values {
    values: Vec<String>,
}

/// What the target can look objects up by.
#[derive(Deserialize)]
struct Filterable {
    attributes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Required {
    name: String,
    alternatives: Vec<Vec<String>>,
    users_without_email: Vec<Vec<String>>,
    name_without_email: Option<String>,
    #[serde(default)]
    never_empty: Vec<String>,
}

/// The overlay of a row, if there is one.
fn overlay<'o, T>(overlays: &'o [Named<T>], name: &str) -> Option<&'o T> {
    overlays.iter().find(|named| named.name == name).map(|named| &named.overlay)
}

fn published(text: &str) -> Option<TargetTable> {
    let list: Published = serde_json::from_str(text).ok()?;
    let attributes = list.attributes.iter().map(|row| row.read(&list)).collect::<Option<_>>()?;
    let mut table = TargetTable::of(list.name, list.title, list.core, attributes);
    table.source = Some(list.source);
    table.tenant_url = Some(list.tenant_url);
    table.fixed = list.fixed.iter().map(FixedText::read).collect::<Option<_>>()?;
    table.requirements =
        list.requirements.iter().map(|required| required.read(&table)).collect::<Option<_>>()?;
    table.mark_required();
    Some(table)
}

impl Row {
    fn read(&self, list: &Published) -> Option<TargetAttribute> {
        let path = AttributePath::parse(&self.name).ok()?;
        let wire = match overlay(&list.wire, &self.name) {
            Some(wire) => PerVersion {
                v1_1: AttributePath::parse(&wire.v1_1).ok()?,
                v2_0: AttributePath::parse(&wire.v2_0).ok()?,
            },
            None => PerVersion { v1_1: path.clone(), v2_0: path.clone() },
        };
        let published = Base::from_name(&self.ty)?;
        let mut attr = TargetAttribute::new(self.name.clone(), published, wire);
        if path.sub_attribute.is_none() {
            attr.is_meant_by_its_attribute();
        }
        if let Some(corrected) = overlay(&list.corrections, &self.name) {
            attr.ty = Base::from_name(&corrected.ty)?;
            attr.correction = Some(corrected.correction.clone());
        }
        let assumed = overlay(&list.assumptions, &self.name);
        attr.assumption = assumed.map(|assumed| assumed.because.clone());
        attr.is_address = list.addresses.contains(&self.name);
        attr.is_reference |= list.references.contains(&self.name);
        let values = overlay(&list.canonical_values, &self.name);
        attr.canonical_values = values.map(|values| values.values.clone()).unwrap_or_default();
        attr.is_filterable = Some(list.filterable.attributes.contains(&self.name));
        Some(attr)
    }
}

impl Required {
    fn read(&self, table: &TargetTable) -> Option<Requirement> {
        let row = |name: &String| table.find(name).map(|target| target.row);
        let alternatives = |names: &[Vec<String>]| -> Option<Vec<Alternative>> {
            let alternative = |names: &Vec<String>| {
                Some(Alternative { rows: names.iter().map(row).collect::<Option<_>>()? })
            };
            names.iter().map(alternative).collect()
        };
        Some(Requirement {
            name: self.name.clone(),
            alternatives: alternatives(&self.alternatives)?,
            without_email: alternatives(&self.users_without_email)?,
            name_without_email: self.name_without_email.clone(),
            never_empty: self.never_empty.iter().map(row).collect::<Option<_>>()?,
        })
    }
}
