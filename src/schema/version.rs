//! The versions of SCIM, and things that differ between them.

use std::fmt;

/// A version of the SCIM protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum ScimVersion {
    /// SCIM 1.1, which services from before 2015 still speak.
    V1_1,
    /// SCIM 2.0: RFC 7643 and RFC 7644.
    #[default]
    V2_0,
}

impl ScimVersion {
    /// Both, the older one first.
    pub const ALL: [ScimVersion; 2] = [ScimVersion::V1_1, ScimVersion::V2_0];

    /// The version of that name: `1.1` or `2.0`.
    pub fn from_name(name: &str) -> Option<ScimVersion> {
        ScimVersion::ALL.into_iter().find(|version| version.name() == name)
    }

    /// `1.1` or `2.0`.
    pub fn name(self) -> &'static str {
        match self {
            ScimVersion::V1_1 => "1.1",
            ScimVersion::V2_0 => "2.0",
        }
    }
}

impl fmt::Display for ScimVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One thing in the form of each version.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct PerVersion<T> {
    /// In SCIM 1.1.
    #[serde(rename = "1.1")]
    pub v1_1: T,
    /// In SCIM 2.0.
    #[serde(rename = "2.0")]
    pub v2_0: T,
}

impl<T> PerVersion<T> {
    /// The form of a version.
    pub fn of(&self, version: ScimVersion) -> &T {
        match version {
            ScimVersion::V1_1 => &self.v1_1,
            ScimVersion::V2_0 => &self.v2_0,
        }
    }

    /// Both forms changed in the same way.
    pub(super) fn map<U>(self, change: impl Fn(T) -> U) -> PerVersion<U> {
        PerVersion { v1_1: change(self.v1_1), v2_0: change(self.v2_0) }
    }
}

#[cfg(test)]
mod tests {
    use super::ScimVersion;

    #[test]
    fn versions_are_named_by_their_numbers() {
        for version in ScimVersion::ALL {
            assert_eq!(ScimVersion::from_name(&version.to_string()), Some(version));
        }
        assert_eq!(ScimVersion::from_name("2"), None);
        assert_eq!(ScimVersion::default().to_string(), "2.0");
    }
}
