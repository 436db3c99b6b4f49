//! What `/Schemas` documents and directories leave unsaid: the forms of SCIM 1.1, and what
//! Entra adds to elements. The data is `tables/scim-profile.json`.

use serde::Deserialize;

use super::{AttributePath, FixedMember, Meaning, PerVersion, Unsupported};

/// The profile of users in SCIM.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Profile {
    /// The URN of the core schema.
    pub core: PerVersion<String>,
    /// The URNs of extensions that have another name in SCIM 1.1.
    extensions: Vec<PerVersion<String>>,
    /// Paths that are no mere change of the URN.
    renamed: Vec<PerVersion<String>>,
    /// Paths in the form of SCIM 2.0 that hold the ids of other objects, whatever their types.
    references: Vec<String>,
    /// The part that a complex attribute's name alone stands for (RFC 7643 section 2.4).
    pub default_sub_attribute: String,
    /// What elements carry beside what is mapped.
    fixed: Vec<FixedText>,
    /// What attributes are for, by their paths without a filter, those of the core schema without
    /// its URN.
    meanings: Vec<Meant>,
    /// Paths of which no two users may have the same value.
    unique: Vec<String>,
    /// Attributes of the core schema that the service does not provision.
    unsupported: Vec<NotProvisioned>,
}

/// What the attribute at a path is for.
#[derive(Debug, Clone, Deserialize)]
struct Meant {
    path: String,
    means: Meaning,
}

/// An attribute that the service does not provision, with all its parts.
#[derive(Debug, Clone, Deserialize)]
struct NotProvisioned {
    attribute: String,
    #[serde(flatten)]
    why: Unsupported,
}

/// A [`FixedMember`] as the tables write it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct FixedText {
    path: String,
    value: bool,
}

impl FixedText {
    /// The member, where its path is one.
    pub fn read(&self) -> Option<FixedMember> {
        Some(FixedMember { path: AttributePath::parse(&self.path).ok()?, value: self.value })
    }
}

impl Profile {
    /// The profile that comes with the program.
    pub fn load() -> Option<Profile> {
        serde_json::from_str(include_str!("tables/scim-profile.json")).ok()
    }

    /// What elements carry beside what is mapped.
    pub fn fixed(&self) -> Vec<FixedMember> {
        self.fixed.iter().filter_map(FixedText::read).collect()
    }

    /// What the attribute at that path is for, whichever element it is a part of; the URN of the
    /// core schema is left out.
    pub fn meaning(&self, path: &AttributePath) -> Option<Meaning> {
        let path = AttributePath { filter: None, ..path.clone() };
        let is_meant = |meant: &&Meant| {
            AttributePath::parse(&meant.path).is_ok_and(|known| path.is_same_as(&known))
        };
        self.meanings.iter().find(is_meant).map(|meant| meant.means)
    }

    /// True where no two users may have the same value at that path.
    pub fn is_unique(&self, path: &AttributePath) -> bool {
        let mut known = self.unique.iter().filter_map(|known| AttributePath::parse(known).ok());
        known.any(|known| path.is_same_as(&known))
    }

    /// Why the service does not provision what stands at that path, where that is so.
    pub fn unsupported(&self, path: &AttributePath) -> Option<&Unsupported> {
        let is_core = path.urn.is_none();
        let is_meant =
            |it: &&NotProvisioned| is_core && it.attribute.eq_ignore_ascii_case(&path.attribute);
        self.unsupported.iter().find(is_meant).map(|it| &it.why)
    }

    /// True where the path, in the form of SCIM 2.0, holds the id of another object.
    pub fn is_reference(&self, path: &AttributePath) -> bool {
        let known = self.references.iter().filter_map(|known| AttributePath::parse(known).ok());
        known.into_iter().any(|known| path.is_same_as(&known))
    }

    /// The forms of a path that is known in the form of SCIM 2.0.
    pub fn wire(&self, path: AttributePath) -> PerVersion<AttributePath> {
        let is_core =
            path.urn.as_ref().is_some_and(|urn| urn.eq_ignore_ascii_case(&self.core.v2_0));
        let path = AttributePath { urn: path.urn.filter(|_| !is_core), ..path };
        for renamed in &self.renamed {
            let (Ok(v2_0), Ok(v1_1)) =
                (AttributePath::parse(&renamed.v2_0), AttributePath::parse(&renamed.v1_1))
            else {
                continue;
            };
            if path.is_same_as(&v2_0) {
                return PerVersion { v1_1, v2_0: path };
            }
        }
        let known = self.extensions.iter().find(|known| {
            path.urn.as_ref().is_some_and(|urn| urn.eq_ignore_ascii_case(&known.v2_0))
        });
        let urn = known.map(|known| known.v1_1.clone()).or_else(|| path.urn.clone());
        PerVersion { v1_1: AttributePath { urn, ..path.clone() }, v2_0: path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_loads_whole() {
        let profile = Profile::load().expect("the profile is read");
        assert_eq!(profile.fixed().len(), profile.fixed.len());
        for path in &profile.references {
            let path = AttributePath::parse(path).expect("a path");
            assert!(profile.is_reference(&path), "{path}");
        }
        for path in profile.renamed.iter().flat_map(|renamed| [&renamed.v1_1, &renamed.v2_0]) {
            assert_eq!(AttributePath::parse(path).expect("a path").to_string(), *path);
        }
    }
}
