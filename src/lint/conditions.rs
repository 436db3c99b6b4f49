//! Under which conditions a file is looked at.

use std::fmt;

use super::Proof;
use crate::check::Env;
use crate::schema::{ScimVersion, TargetTable};
use crate::source::{Located, Source};

/// What a file is looked at with.
pub struct Conditions<'a> {
    /// What expressions are checked against.
    pub env: &'a Env,
    /// The version of SCIM that payloads would be written in.
    pub version: ScimVersion,
    /// The target's table, whatever the file says; nothing where the file is to say it.
    pub table: Option<&'a TargetTable>,
    /// The table of a name that a file states: a built-in one, or one at a path.
    pub load: &'a dyn Fn(&str) -> Option<TargetTable>,
    /// What is known of the site.
    pub site: &'a Site,
    /// What users proved, where there are users: for each object mapping that reads them.
    pub proofs: &'a [Proof],
}

impl<'a> Conditions<'a> {
    /// SCIM 2.0, the tables that files say, nobody's users.
    pub fn new(
        env: &'a Env,
        load: &'a dyn Fn(&str) -> Option<TargetTable>,
        site: &'a Site,
    ) -> Conditions<'a> {
        Conditions { env, version: ScimVersion::V2_0, table: None, load, site, proofs: &[] }
    }
}

impl fmt::Debug for Conditions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Conditions").finish_non_exhaustive()
    }
}

/// What no mapping file says, and somebody who looks after it knows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Site {
    /// The domains that the target has verified; none where nobody said.
    pub verified_domains: Vec<String>,
    /// The address of the target's SCIM endpoint, as the provisioning job has it: the text that
    /// says so, and its place in it.
    pub tenant_url: Option<(Source, Located<String>)>,
}
