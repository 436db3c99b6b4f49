//! The attributes of the source: what a mapping can read.
//!
//! In: a table in JSON, such as `tables/entra-user.json`. Out: [`SourceTable`]: canonical names
//! and types, the other names under which exports write the same attributes, and the rules by
//! which the service computes what no export holds.
//!
//! Absent on purpose: values of users (`record` reads them) and every attribute's name: those
//! stand in the table only.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{DirectoryAttribute, Meaning};
use crate::types::{Base, Type};

/// The attributes of one kind of source object.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SourceTable {
    name: String,
    attributes: Vec<SourceAttribute>,
    not_in_filters: Vec<Unfilterable>,
    /// Names of attributes of which it is common that many users have the same value.
    shared: Vec<String>,
    /// Names of attributes that mappings to apps cannot read.
    not_offered: Vec<String>,
    /// What names of directory extensions look like, where the source has any.
    extensions: Option<ExtensionForm>,
    /// By their names in lower case.
    by_name: BTreeMap<String, Vec<usize>>,
    /// By the paths of their aliases in lower case: the first that has it.
    by_alias: BTreeMap<String, usize>,
}

/// Attributes that the service does not offer to scoping filters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unfilterable {
    /// What they are, in words.
    what: String,
    /// Their names; the table need not hold them.
    attributes: Vec<String>,
}

/// What names of directory extensions look like: `extension_`, the id of the application that
/// they belong to, `_` and a name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ExtensionForm {
    prefix: String,
    /// How many of them the id has.
    hex_digits: usize,
}

impl ExtensionForm {
    fn fits(&self, name: &str) -> bool {
        let rest = name.strip_prefix(&self.prefix).and_then(|rest| rest.split_once('_'));
        rest.is_some_and(|(id, name)| {
            let is_hex = id.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hex && id.len() == self.hex_digits && !name.is_empty()
        })
    }
}

/// One attribute of the source.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceAttribute {
    /// The name as mappings write it. A dot in it leads into a nested object.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// True where no user lacks it, by the rules of the directory.
    pub is_present_by_rule: bool,
    /// True for the attribute that identifies a user.
    pub is_key: bool,
    /// The other names under which exports write it, the most trustworthy first.
    pub aliases: Vec<Alias>,
    /// A marker in its text: from there on the directory gives mappings nothing.
    pub cut_from: Option<String>,
    /// How it is computed for a user who does not carry it.
    pub derivation: Option<Derivation>,
    /// What it is for.
    pub meaning: Option<Meaning>,
    /// What it can be taken for where the attribute for that is missing.
    pub stands_in_for: Vec<Meaning>,
}

/// Another name of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name; a dot leads into a nested object.
    pub path: String,
    /// What is taken of the value.
    pub taken: Taken,
}

/// What an alias takes of the value that stands under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Taken {
    /// All of it.
    Whole,
    /// The first value of a list.
    First,
}

/// A rule that computes an attribute from others.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Derivation {
    /// The conditions, of which one is enough.
    pub any_of: Vec<Condition>,
    /// The text where a condition holds.
    pub then: String,
    /// The text where none does.
    pub otherwise: String,
}

/// A condition of a [`Derivation`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Condition {
    /// The attribute it looks at.
    pub attribute: String,
    /// The text that the attribute must have.
    pub equals: Option<String>,
    /// True where any text that is not empty will do.
    #[serde(default)]
    pub is_present: bool,
}

impl Condition {
    /// True where the attribute's text satisfies it.
    pub fn holds(&self, text: Option<&str>) -> bool {
        let text = text.unwrap_or_default();
        self.is_present && !text.is_empty() || self.equals.as_deref() == Some(text)
    }
}

impl SourceTable {
    /// The users of Microsoft Entra ID.
    pub fn entra_user() -> SourceTable {
        // The table is part of the program, and a test reads it. Were it broken all the same, no
        // mapping would compile: a plan takes no table without attributes.
        static READ: LazyLock<SourceTable> = LazyLock::new(|| {
            SourceTable::from_json(include_str!("tables/entra-user.json")).unwrap_or_default()
        });
        READ.clone()
    }

    /// Reads a table.
    fn from_json(text: &str) -> Result<SourceTable, serde_json::Error> {
        let document: Document = serde_json::from_str(text)?;
        let Document {
            name,
            attributes,
            not_in_scoping_filters,
            shared_by_many,
            not_offered_to_apps,
            directory_extensions,
        } = document;
        let mut table = SourceTable {
            name,
            not_in_filters: not_in_scoping_filters,
            shared: shared_by_many,
            not_offered: not_offered_to_apps,
            extensions: directory_extensions,
            ..SourceTable::default()
        };
        attributes.into_iter().map(Row::attribute).for_each(|attribute| table.push(attribute));
        Ok(table)
    }

    /// The same table with the attributes that a directory lists besides, such as extensions:
    /// what the table has under any case of a name stays as it is. That the directory says of
    /// one that it is required proves nothing about users.
    pub fn with_attributes(mut self, attributes: &[DirectoryAttribute]) -> SourceTable {
        for listed in attributes {
            if !self.by_name.contains_key(&listed.name.to_ascii_lowercase()) {
                self.push(SourceAttribute {
                    name: listed.name.clone(),
                    ty: Type { base: listed.ty, is_multi_valued: listed.is_multi_valued },
                    is_present_by_rule: false,
                    is_key: false,
                    aliases: Vec::new(),
                    cut_from: None,
                    derivation: None,
                    meaning: None,
                    stands_in_for: Vec::new(),
                });
            }
        }
        self
    }

    /// The same table for objects of another directory that have attributes of these names: there
    /// is none that they always have.
    pub fn promising_nothing(mut self) -> SourceTable {
        for attribute in &mut self.attributes {
            attribute.is_present_by_rule = false;
        }
        self
    }

    fn push(&mut self, attribute: SourceAttribute) {
        let place = self.attributes.len();
        self.by_name.entry(attribute.name.to_ascii_lowercase()).or_default().push(place);
        for alias in &attribute.aliases {
            self.by_alias.entry(alias.path.to_ascii_lowercase()).or_insert(place);
        }
        self.attributes.push(attribute);
    }

    /// The table's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All attributes, in the table's order.
    pub fn attributes(&self) -> &[SourceAttribute] {
        &self.attributes
    }

    /// The canonical names, in the table's order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|attribute| attribute.name.as_str())
    }

    /// The attribute of that canonical name: exactly, else the only one that differs in case.
    pub fn find(&self, name: &str) -> Option<&SourceAttribute> {
        let same = self.by_name.get(&name.to_ascii_lowercase())?;
        let mut same = same.iter().filter_map(|place| self.attributes.get(*place));
        match (same.clone().find(|attribute| attribute.name == name), same.next(), same.next()) {
            (Some(exact), _, _) => Some(exact),
            (None, Some(only), None) => Some(only),
            (None, _, _) => None,
        }
    }

    /// The attribute that exports write under this name, where mappings use another: Graph's
    /// `businessPhones` is their `telephoneNumber`.
    pub fn graph_alias(&self, name: &str) -> Option<&SourceAttribute> {
        if self.find(name).is_some() {
            return None;
        }
        self.attributes.get(*self.by_alias.get(&name.to_ascii_lowercase())?)
    }

    /// The attribute of that name, as mappings or as exports write it.
    pub fn find_by_any_name(&self, name: &str) -> Option<&SourceAttribute> {
        self.find(name).or_else(|| self.graph_alias(name))
    }

    /// The names that mappings call attributes by, and those that exports do, in lower case.
    pub fn written_names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().chain(self.by_alias.keys()).map(String::as_str)
    }

    /// What the service does not filter on, in words, where the attribute is of that kind.
    pub fn filter_obstacle(&self, name: &str) -> Option<&str> {
        let names = |of: &Unfilterable| of.attributes.iter().any(|n| n.eq_ignore_ascii_case(name));
        let found = self.not_in_filters.iter().find(|unfilterable| names(unfilterable));
        found.map(|unfilterable| unfilterable.what.as_str())
    }

    /// True where it is common that many users have the same value of the attribute.
    pub fn is_shared(&self, name: &str) -> bool {
        self.shared.iter().any(|shared| shared.eq_ignore_ascii_case(name))
    }

    /// True where mappings to apps cannot read the attribute, as the documentation says.
    pub fn is_unoffered(&self, name: &str) -> bool {
        self.not_offered.iter().any(|known| known.eq_ignore_ascii_case(name))
    }

    /// True where the name is that of a directory extension, by its form. No table lists those:
    /// every directory has its own.
    pub fn is_extension(&self, name: &str) -> bool {
        self.extensions.as_ref().is_some_and(|form| form.fits(name))
    }

    /// The attribute of that meaning.
    pub fn meaning(&self, meaning: Meaning) -> Option<&SourceAttribute> {
        self.attributes.iter().find(|attribute| attribute.meaning == Some(meaning))
    }

    /// The attribute that identifies a user.
    pub fn key(&self) -> Option<&SourceAttribute> {
        self.attributes.iter().find(|attribute| attribute.is_key)
    }
}

/// A table as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    name: String,
    attributes: Vec<Row>,
    #[serde(default)]
    not_in_scoping_filters: Vec<Unfilterable>,
    #[serde(default)]
    shared_by_many: Vec<String>,
    #[serde(default)]
    not_offered_to_apps: Vec<String>,
    directory_extensions: Option<ExtensionForm>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default, rename = "type")]
    ty: TypeName,
    #[serde(default)]
    is_multi_valued: bool,
    #[serde(default)]
    is_present_by_rule: bool,
    #[serde(default)]
    is_key: bool,
    #[serde(default)]
    exported_as: Vec<AliasRow>,
    cut_from: Option<String>,
    derived: Option<Derivation>,
    means: Option<Meaning>,
    #[serde(default)]
    stands_in_for: Vec<Meaning>,
}

impl Row {
    fn attribute(self) -> SourceAttribute {
        SourceAttribute {
            name: self.name,
            ty: Type { base: self.ty.0, is_multi_valued: self.is_multi_valued },
            is_present_by_rule: self.is_present_by_rule,
            is_key: self.is_key,
            aliases: self.exported_as.into_iter().map(AliasRow::alias).collect(),
            cut_from: self.cut_from,
            derivation: self.derived,
            meaning: self.means,
            stands_in_for: self.stands_in_for,
        }
    }
}

/// An alias: its path alone where all of the value is taken.
#[derive(Deserialize)]
#[serde(untagged)]
enum AliasRow {
    Path(String),
    Taking { path: String, take: Taken },
}

impl AliasRow {
    fn alias(self) -> Alias {
        match self {
            AliasRow::Path(path) => Alias { path, taken: Taken::Whole },
            AliasRow::Taking { path, take } => Alias { path, taken: take },
        }
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct TypeName(Base);

impl Default for TypeName {
    fn default() -> TypeName {
        TypeName(Base::String)
    }
}

impl TryFrom<String> for TypeName {
    type Error = String;

    fn try_from(name: String) -> Result<TypeName, String> {
        if name == Base::AppRoleAssignment.name() {
            return Ok(TypeName(Base::AppRoleAssignment));
        }
        Base::from_name(&name).map(TypeName).ok_or_else(|| format!("no type is called `{name}`"))
    }
}

#[cfg(test)]
mod tests;
