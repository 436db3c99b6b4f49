//! A target table: what can be mapped to, its types, and how it is written.
//!
//! In: a built-in name, a `/Schemas` document, or the attributes of a Graph directory.
//! Out: rows, and for the name that a mapping uses a [`Target`].
//!
//! Absent on purpose: payloads (the room `scim` writes them) and what is wrong with a mapping.

use std::collections::BTreeMap;

use super::index::Index;
use super::profile::Profile;
use super::{
    Alternative, AttributePath, FixedMember, Meaning, Mutability, PerVersion, Requirement,
    TargetAttribute, ValueFilter,
};
use crate::types::Base;

/// The attributes of one kind of target object: its users.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetTable {
    /// The short name: that of a built-in table, or of the document it was read from.
    pub name: String,
    /// What it is a table of.
    pub title: String,
    /// Where it is published, if anywhere.
    pub source: Option<String>,
    /// The address of its SCIM endpoint, where it is the same for everybody.
    pub tenant_url: Option<String>,
    /// The URN of the core schema.
    pub core: PerVersion<String>,
    /// What every object must have.
    pub requirements: Vec<Requirement>,
    /// What elements carry beside what is mapped.
    pub fixed: Vec<FixedMember>,
    attributes: Vec<TargetAttribute>,
    index: Index,
    /// The types of attributes that its schema lists and that cannot be mapped, by the keys of
    /// their paths.
    left_out: BTreeMap<String, String>,
}

/// A target attribute that a mapping names: a row, and which element of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// The row, by its place in the table.
    pub row: usize,
    /// The name as the table writes it.
    pub name: String,
    /// The type of each value.
    pub ty: Base,
    /// True where it takes several values: as they are, or one for each element.
    pub is_multi_valued: bool,
    /// Who may write it, and when.
    pub mutability: Mutability,
    /// True where it holds the id of another object.
    pub is_reference: bool,
    /// Where it stands in an object of each version.
    pub wire: PerVersion<AttributePath>,
    /// True where each value is a part of an element of a multi-valued attribute.
    pub is_in_elements: bool,
    /// True where a value can be an object that is written as it is: one of the values of a
    /// multi-valued attribute, or an element as a whole.
    pub takes_objects: bool,
    /// The place of its element among those the table lists; behind them where it is another.
    pub element: usize,
}

impl TargetTable {
    /// The table of these rows, in which nothing is required yet.
    pub(super) fn of(
        name: String,
        title: String,
        core: PerVersion<String>,
        mut attributes: Vec<TargetAttribute>,
    ) -> TargetTable {
        let profile = Profile::load();
        for attr in &mut attributes {
            let path = without_urn(attr.wire.v2_0.clone(), &core);
            let Some(profile) = &profile else { continue };
            attr.meaning = profile.meaning(&path);
            attr.is_address |= attr.meaning == Some(Meaning::EmailAddress);
            attr.is_unique = profile.is_unique(&path);
            attr.unsupported = profile.unsupported(&path).cloned();
        }
        let index = Index::new(&attributes, |path| without_urn(path, &core));
        TargetTable {
            name,
            title,
            source: None,
            tenant_url: None,
            core,
            requirements: Vec::new(),
            fixed: Vec::new(),
            attributes,
            index,
            left_out: BTreeMap::new(),
        }
    }

    /// Keeps in mind that an attribute is not in the table for its type.
    pub(super) fn leave_out(&mut self, path: AttributePath, ty: String) {
        self.left_out.insert(without_urn(path, &self.core).key(), ty);
    }

    /// The type of an attribute of that name, where it is why the table does not have it.
    pub fn type_left_out(&self, name: &str) -> Option<&str> {
        let path = without_urn(AttributePath::parse(name).ok()?, &self.core);
        self.left_out.get(&AttributePath { filter: None, ..path }.key()).map(String::as_str)
    }

    /// The rows, in the order in which a payload has its members.
    pub fn attributes(&self) -> &[TargetAttribute] {
        &self.attributes
    }

    /// The target of that name: as published, or as SCIM 2.0 or 1.1 has it, with a colon or a dot
    /// behind the URN, in any case.
    pub fn find(&self, name: &str) -> Option<Target> {
        let Ok(path) = AttributePath::parse(name) else {
            // A directory that is no SCIM one has names of its own.
            return self.target(self.index.row_named(name)?, None);
        };
        let path = without_urn(path, &self.core);
        if let Some(row) = self.index.row_at(&path) {
            return self.target(row, None);
        }
        path.filter.as_ref()?;
        self.target(self.index.elements_at(&path)?, Some(&path))
    }

    /// True where a name begins with a URN of which the table has no attribute at all.
    pub fn lacks_schema(&self, name: &str) -> bool {
        let Ok(path) = AttributePath::parse(name) else { return false };
        let Some(urn) = without_urn(path, &self.core).urn else { return false };
        let is_same = |path: &AttributePath| {
            path.urn.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(&urn))
        };
        let has = |attr: &TargetAttribute| is_same(&attr.wire.v2_0) || is_same(&attr.wire.v1_1);
        !self.attributes.iter().any(has)
    }

    /// The name without the schema that all users have, where it has that.
    pub fn in_short(&self, name: &str) -> Option<String> {
        let path = AttributePath::parse(name).ok().filter(|path| path.urn.is_some())?;
        let path = without_urn(path, &self.core);
        path.urn.is_none().then(|| path.to_string())
    }

    /// Names that can be written, for suggestions: each row as published, with each filter that
    /// is listed, and as SCIM 2.0 has it.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for attr in &self.attributes {
            let listed = attr.elements.iter().flatten();
            let filtered = listed.map(|filter| {
                let filter = Some(filter.clone());
                AttributePath { filter, ..attr.wire.v2_0.clone() }.to_string()
            });
            names.extend(filtered);
            names.push(attr.name.clone());
            let wire = attr.wire.v2_0.to_string();
            if wire != attr.name {
                names.push(wire);
            }
        }
        names
    }

    /// The rows that an alternative of a requirement asks for.
    pub fn rows_of<'t>(
        &'t self,
        alternative: &'t Alternative,
    ) -> impl Iterator<Item = &'t TargetAttribute> {
        alternative.rows.iter().filter_map(|row| self.attributes.get(*row))
    }

    /// Marks the rows without which a requirement is never met.
    pub(super) fn mark_required(&mut self) {
        for row in self.requirements.iter().filter_map(Requirement::only_row) {
            if let Some(attr) = self.attributes.get_mut(row) {
                attr.is_required = true;
            }
        }
    }

    fn target(&self, row: usize, path: Option<&AttributePath>) -> Option<Target> {
        let attr = self.attributes.get(row)?;
        let mut wire = attr.wire.clone();
        let mut name = attr.name.clone();
        let mut element = attr.elements.as_ref().map_or(0, Vec::len);
        if let Some(filter) = path.and_then(|path| path.filter.as_ref()) {
            let listed = attr.elements.iter().flatten();
            let known = listed.clone().find(|known| known.is_same_as(filter));
            element = listed.take_while(|known| !known.is_same_as(filter)).count();
            let filter = match known {
                Some(known) => known.clone(),
                None => self.with_known_name(attr, filter)?,
            };
            let filtered = |path| AttributePath { filter: Some(filter.clone()), ..path };
            wire = wire.map(filtered);
            name = wire.v2_0.to_string();
        }
        Some(Target {
            row,
            name,
            ty: attr.ty,
            is_multi_valued: attr.is_multi_valued || attr.is_in_elements,
            mutability: attr.mutability,
            is_reference: attr.is_reference,
            wire,
            is_in_elements: attr.is_in_elements,
            takes_objects: attr.takes_objects() && path.is_none_or(|path| path.filter.is_none()),
            element,
        })
    }

    /// The filter with the sub-attribute as the table spells it, if the table has it.
    fn with_known_name(&self, attr: &TargetAttribute, filter: &ValueFilter) -> Option<ValueFilter> {
        let compared = attr.wire.v2_0.with_sub_attribute(Some(&filter.attribute));
        let row = self.attributes.get(self.index.row_at(&compared)?)?;
        let attribute = row.wire.v2_0.sub_attribute.clone()?;
        Some(ValueFilter { attribute, ..filter.clone() })
    }
}

/// The path without a URN that is but the core schema's.
fn without_urn(path: AttributePath, core: &PerVersion<String>) -> AttributePath {
    let is_core =
        |urn: &String| urn.eq_ignore_ascii_case(&core.v2_0) || urn.eq_ignore_ascii_case(&core.v1_1);
    AttributePath { urn: path.urn.filter(|urn| !is_core(urn)), ..path }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{BuiltIn, built_in};

    fn table(name: &str) -> TargetTable {
        built_in(name).unwrap_or_else(|| panic!("{name} loads"))
    }

    #[test]
    fn every_name_of_every_built_in_table_is_found() {
        for name in BuiltIn::names() {
            let table = table(name);
            for name in table.names() {
                assert!(table.find(&name).is_some(), "{name}");
                assert!(table.find(&name.to_uppercase()).is_some(), "{name} in capitals");
            }
        }
        assert_eq!(built_in("nowhere"), None);
    }

    #[test]
    fn a_target_is_found_by_the_names_of_each_version() {
        let workplace = table("workplace");
        let manager = "urn:scim:schemas:extension:enterprise:1.0.manager";
        let auth_method = "urn:scim:schemas:extension:facebook:auth_method:1.0:auth_method";
        let table = [
            (manager, manager),
            ("urn:scim:schemas:extension:enterprise:1.0:manager", manager),
            ("urn:scim:schemas:extension:enterprise:1.0:manager.managerId", manager),
            ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager", manager),
            ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager", manager),
            ("URN:IETF:params:scim:schemas:extension:enterprise:2.0:user:Manager.Value", manager),
            ("urn:scim:schemas:extension:facebook:auth_method:1.0.auth_method", auth_method),
            (
                "urn:ietf:params:scim:schemas:extension:facebook:authmethod:2.0:User:authMethod",
                auth_method,
            ),
            ("urn:ietf:params:scim:schemas:core:2.0:User:userName", "userName"),
            ("urn:scim:schemas:core:1.0.username", "userName"),
            (r#"emails[Type eq "WORK" ].value"#, r#"emails[type eq "work"].value"#),
        ];
        for (name, expected) in table {
            let found = workplace.find(name).map(|target| target.name);
            assert_eq!(found.as_deref(), Some(expected), "{name}");
        }
        for name in [
            "",
            "manager",
            "emails.value",
            r#"emails[type eq "home"].value"#,
            "name",
            "urn:scim:schemas:extension:enterprise:1.0",
            "urn:scim:schemas:extension:enterprise:3.0:manager",
        ] {
            assert_eq!(workplace.find(name), None, "{name}");
        }
    }

    #[test]
    fn an_extension_that_no_table_has_is_told_from_a_slip() {
        let scim = table("scim");
        for (name, expected, why) in [
            ("urn:ietf:params:scim:schemas:extension:acme:2.0:User:foo", true, "an app's own"),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:divison",
                false,
                "a slip in the attribute",
            ),
            ("urn:ietf:params:scim:schemas:core:2.0:User:foo", false, "the core schema"),
            ("userNam", false, "no URN"),
        ] {
            assert_eq!(scim.lacks_schema(name), expected, "{name}: {why}");
        }
    }

    #[test]
    fn an_element_is_taken_with_any_filter_that_can_be() {
        let scim = table("scim");
        let name = |name: &str| scim.find(name).map(|target| target.name);
        let table = [
            (r#"EMAILS[Type eq "Work"].VALUE"#, Some(r#"emails[type eq "work"].value"#)),
            (r#"emails[type eq "work"]"#, Some(r#"emails[type eq "work"].value"#)),
            (r#"emails[type eq "Club"].value"#, Some(r#"emails[type eq "Club"].value"#)),
            (r#"roles[Primary eq "True"].display"#, Some(r#"roles[primary eq "True"].display"#)),
            ("roles", Some("roles.value")),
            ("emails.value", Some("emails.value")),
            (r#"emails[color eq "red"].value"#, None),
            (r#"userName[type eq "work"]"#, None),
            (r#"name[type eq "work"].givenName"#, None),
        ];
        for (written, expected) in table {
            assert_eq!(name(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn the_overlay_of_workplace_keeps_what_is_published() {
        let workplace = table("workplace");
        assert_eq!(workplace.attributes().len(), 29);
        let title = workplace.find("title").expect("the row is there");
        assert_eq!(title.ty, Base::String);
        let row = &workplace.attributes()[title.row];
        assert_eq!(row.published, Base::Boolean);
        assert!(row.correction.as_ref().is_some_and(|known| known.source.contains("RFC 7643")));
        let assumed = workplace.attributes().iter().filter(|row| row.assumption.is_some());
        assert_eq!(assumed.count(), 2, "manager and frontline");
        let required: Vec<&str> = workplace
            .attributes()
            .iter()
            .filter(|row| row.is_required)
            .map(|row| row.name.as_str())
            .collect();
        assert_eq!(required, ["userName", r#"emails[type eq "work"].value"#]);
    }

    #[test]
    fn the_scim_table_knows_what_the_service_keeps_to_itself() {
        let scim = table("scim");
        let mutability = |name: &str| scim.find(name).map(|target| target.mutability);
        for name in ["id", "meta.created", "groups.value", r#"groups[type eq "direct"].display"#] {
            assert_eq!(mutability(name), Some(Mutability::ReadOnly), "{name}");
        }
        let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        assert_eq!(
            mutability(&format!("{enterprise}:manager.displayName")),
            Some(Mutability::ReadOnly)
        );
        assert_eq!(mutability("password"), Some(Mutability::WriteOnly));
        assert_eq!(mutability("externalId"), Some(Mutability::ReadWrite));
        assert_eq!(scim.find("active").map(|target| target.ty), Some(Base::Boolean));
        let certificate = scim.find("x509Certificates").expect("the row is there");
        assert_eq!((certificate.ty, certificate.is_multi_valued), (Base::Binary, true));
    }

    #[test]
    fn the_manager_of_every_table_is_a_reference() {
        let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        for name in BuiltIn::names() {
            let table = table(name);
            let is_reference = |name: &str| table.find(name).map(|target| target.is_reference);
            assert_eq!(is_reference(&format!("{enterprise}:manager")), Some(true), "{name}");
            assert_eq!(is_reference(&format!("{enterprise}:department")), Some(false), "{name}");
        }
    }
}
