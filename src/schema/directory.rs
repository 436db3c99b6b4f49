//! Target tables from the directories inside a Graph `synchronizationSchema`.
//!
//! In: the attributes of the target object, as the mapping reader found them. Out: a table whose
//! payload forms follow from the names, and from the built-in tables where those know a name.
//!
//! Absent on purpose: the JSON.

use super::profile::Profile;
use super::{
    Alternative, AttributePath, BUILT_IN, BuiltIn, Mutability, PerVersion, Requirement, Target,
    TargetAttribute, TargetTable,
};
use crate::types::Base;

/// An attribute of a directory's object, in the words of Graph's `attributeDefinition`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryAttribute {
    /// `name`.
    pub name: String,
    /// `type`.
    pub ty: Base,
    /// `multivalued`.
    pub is_multi_valued: bool,
    /// `required`.
    pub is_required: bool,
    /// `anchor`: the key that the service itself gives an object.
    pub is_anchor: bool,
    /// `mutability`.
    pub mutability: Mutability,
    /// `caseExact`.
    pub is_case_exact: bool,
}

impl TargetTable {
    /// The table of a directory's object.
    ///
    /// What is required must have a value, but for the anchor: the service makes that itself.
    pub fn from_directory(name: &str, attributes: &[DirectoryAttribute]) -> TargetTable {
        let known: Vec<TargetTable> = BUILT_IN.iter().rev().filter_map(BuiltIn::table).collect();
        let profile = Profile::load();
        let core = profile.as_ref().map(|profile| profile.core.clone());
        let core = core.unwrap_or_else(|| PerVersion { v1_1: String::new(), v2_0: String::new() });
        let rows = attributes.iter().map(|attr| attr.row(&known)).collect();
        let mut table = TargetTable::of(name.to_owned(), name.to_owned(), core, rows);
        table.fixed = profile.map(|profile| profile.fixed()).unwrap_or_default();
        let is_needed = |attr: &DirectoryAttribute| attr.is_required && !attr.is_anchor;
        let needed = attributes.iter().enumerate().filter(|(_, attr)| is_needed(attr));
        table.requirements = needed
            .map(|(row, attr)| {
                let name = format!("a value for `{}`", attr.name);
                Requirement::always(name, vec![Alternative { rows: vec![row] }])
            })
            .collect();
        table.mark_required();
        table
    }
}

impl DirectoryAttribute {
    /// One of which nothing else is said: single-valued, not required, read and written.
    pub fn optional(name: &str, ty: Base) -> DirectoryAttribute {
        DirectoryAttribute {
            name: name.to_owned(),
            ty,
            is_multi_valued: false,
            is_required: false,
            is_anchor: false,
            mutability: Mutability::ReadWrite,
            is_case_exact: false,
        }
    }

    /// What may be done to it: a target's own key is the target's, whatever the directory says.
    fn mutability_beside(&self, known: Option<&Target>) -> Mutability {
        let is_own = known.is_some_and(|known| known.mutability == Mutability::ReadOnly);
        if self.is_anchor && is_own { Mutability::ReadOnly } else { self.mutability }
    }

    fn row(&self, known: &[TargetTable]) -> TargetAttribute {
        let target = known.iter().find_map(|table| table.find(&self.name));
        let wire = match &target {
            Some(target) => target.wire.clone(),
            None => {
                let path = AttributePath::parse(&self.name);
                let path = path.unwrap_or_else(|_| AttributePath::plain(&self.name));
                PerVersion { v1_1: path.clone(), v2_0: path }
            }
        };
        let row = TargetAttribute::new(self.name.clone(), self.ty, wire);
        let known = target.as_ref();
        TargetAttribute {
            is_in_elements: known.map_or(row.is_in_elements, |known| known.is_in_elements),
            is_reference: row.is_reference || known.is_some_and(|known| known.is_reference),
            is_multi_valued: self.is_multi_valued,
            mutability: self.mutability_beside(known),
            is_case_exact: self.is_case_exact,
            ..row
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::ScimVersion;

    #[test]
    fn a_targets_own_key_is_read_only_whatever_its_directory_says() {
        let table = |name: &str, is_anchor: bool| {
            let attribute = DirectoryAttribute::optional(name, Base::String);
            TargetTable::from_directory("app", &[DirectoryAttribute { is_anchor, ..attribute }])
        };
        for (name, is_anchor, expected) in [
            ("id", true, Mutability::ReadOnly),
            ("id", false, Mutability::ReadWrite),
            ("userName", true, Mutability::ReadWrite),
            ("Login", true, Mutability::ReadWrite),
        ] {
            let table = table(name, is_anchor);
            let row = table.attributes().first().expect("it is there");
            assert_eq!(row.mutability, expected, "{name} {is_anchor}");
        }
    }

    #[test]
    fn a_directory_becomes_a_table_with_the_forms_that_are_known() {
        let table = TargetTable::from_directory(
            "customappsso",
            &[
                DirectoryAttribute {
                    is_required: true,
                    is_anchor: true,
                    mutability: Mutability::ReadOnly,
                    ..DirectoryAttribute::optional("id", Base::String)
                },
                DirectoryAttribute {
                    is_required: true,
                    ..DirectoryAttribute::optional("userName", Base::String)
                },
                DirectoryAttribute::optional("active", Base::Boolean),
                DirectoryAttribute::optional(r#"emails[type eq "work"].value"#, Base::String),
                DirectoryAttribute::optional(
                    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
                    Base::Reference,
                ),
                DirectoryAttribute::optional(
                    "urn:ietf:params:scim:schemas:extension:pets:2.0:User:cat",
                    Base::String,
                ),
                DirectoryAttribute::optional(
                    "urn:scim:schemas:extension:enterprise:1.0.division",
                    Base::String,
                ),
                DirectoryAttribute::optional("Contact Name", Base::String),
            ],
        );
        let rows = [
            ("id", "id", "id"),
            ("username", "userName", "userName"),
            (
                r#"emails[type eq "work"].value"#,
                r#"emails[type eq "work"].value"#,
                r#"emails[type eq "work"].value"#,
            ),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
                "urn:scim:schemas:extension:enterprise:1.0:manager.managerId",
            ),
            (
                "urn:ietf:params:scim:schemas:extension:pets:2.0:User:cat",
                "urn:ietf:params:scim:schemas:extension:pets:2.0:User:cat",
                "urn:ietf:params:scim:schemas:extension:pets:2.0:User:cat",
            ),
            (
                "urn:scim:schemas:extension:enterprise:1.0.division",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:division",
                "urn:scim:schemas:extension:enterprise:1.0:division",
            ),
            ("contact name", "Contact Name", "Contact Name"),
        ];
        for (name, v2_0, v1_1) in rows {
            let target = table.find(name).unwrap_or_else(|| panic!("{name} is found"));
            assert_eq!(target.wire.of(ScimVersion::V2_0).to_string(), v2_0, "{name}");
            assert_eq!(target.wire.of(ScimVersion::V1_1).to_string(), v1_1, "{name}");
        }
        let required: Vec<&str> =
            table.requirements.iter().map(|required| required.name.as_str()).collect();
        assert_eq!(required, ["a value for `userName`"], "the anchor is the service's own");
        assert_eq!(table.find("id").map(|id| id.mutability), Some(Mutability::ReadOnly));
        assert_eq!(table.find("nickName"), None);
    }

    #[test]
    fn a_directory_of_many_attributes_finds_each_of_them_at_once() {
        let name = |number: usize| match number % 3 {
            0 => format!("attribute{number}"),
            1 => format!("pets[type eq \"cat{number}\"].value"),
            _ => format!("a name with blanks {number}"),
        };
        let attributes: Vec<DirectoryAttribute> = (0..30_000)
            .map(|number| DirectoryAttribute::optional(&name(number), Base::String))
            .collect();
        let table = TargetTable::from_directory("d", &attributes);
        for number in 0..attributes.len() {
            let found = table.find(&name(number).to_uppercase());
            assert_eq!(found.map(|target| target.row), Some(number));
        }
    }
}
