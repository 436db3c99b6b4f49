//! Findings recognised from one day to the next, and what was known already.
//!
//! In: findings. Out: a fingerprint for each, which does not change where lines are moved, and a
//! [`Baseline`]: the findings that somebody has accepted for now.

use std::collections::BTreeMap;
use std::iter;

use serde::{Deserialize, Serialize};

use super::Finding;

impl Finding {
    /// What stays the same while lines are moved: the rule, the mapping, the underlined text.
    /// Not the file's name: code scanning and baselines have that beside it.
    pub fn fingerprint(&self) -> String {
        let diagnostic = &self.diagnostic;
        let target = self.target.as_deref().unwrap_or_default();
        let underlined = diagnostic.source.slice(diagnostic.primary.span);
        let parts = [diagnostic.code.path, &self.object_mapping, target, underlined];
        let mut hash = FNV_OFFSET;
        for part in parts {
            for byte in part.bytes().chain([0]) {
                hash = (hash ^ u128::from(byte)).wrapping_mul(FNV_PRIME);
            }
        }
        format!("{hash:032x}")
    }
}

// FNV-1a of 128 bits: the same in every version of Rust.
const FNV_OFFSET: u128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D;
const FNV_PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013B;

/// The version of the baseline's form.
const VERSION: u32 = 1;

/// Findings that are known: only others are reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    known: Known,
}

/// How often each finding was there, by file and by fingerprint.
type Known = BTreeMap<String, BTreeMap<String, Entry>>;

/// A finding in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    /// For people who read the file; it is not compared.
    code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    count: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    version: u32,
    files: Known,
}

impl Baseline {
    /// The baseline of these findings, but for errors that nothing could be run with. `called`
    /// tells what it calls a file, which is to be the same wherever it is read.
    pub fn of(findings: &[Finding], called: impl Fn(&str) -> String) -> Baseline {
        let mut known = Known::new();
        for finding in findings.iter().filter(|finding| finding.can_be_configured()) {
            let of_file = known.entry(called(finding.diagnostic.source.file().name())).or_default();
            let entry = of_file.entry(finding.fingerprint()).or_insert_with(|| Entry {
                code: finding.diagnostic.code.path.to_owned(),
                target: finding.target.clone(),
                count: 0,
            });
            entry.count += count_of(finding);
        }
        Baseline { known }
    }

    /// Reads a baseline; in words what is wrong with it.
    pub fn from_json(text: &str) -> Result<Baseline, String> {
        let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match document.version {
            VERSION => Ok(Baseline { known: document.files }),
            other => Err(format!("it is of version {other}, and this attrmap reads {VERSION}")),
        }
    }

    /// The baseline as it is written.
    pub fn to_json(&self) -> String {
        let document = Document { version: VERSION, files: self.known.clone() };
        // Strings and numbers always serialize.
        let text = serde_json::to_string_pretty(&document).unwrap_or_default();
        format!("{text}\n")
    }

    /// Those findings that are not known: of equal ones, as many as are new. What is known of a
    /// file that is gone is known of any other: it may have been renamed.
    pub fn new_among(
        &self,
        findings: Vec<Finding>,
        called: impl Fn(&str) -> String,
        is_gone: impl Fn(&str) -> bool,
    ) -> Vec<Finding> {
        let mut left = self.known.clone();
        let gone: Vec<&String> = self.known.keys().filter(|file| is_gone(file)).collect();
        let mut is_new = |finding: &Finding| {
            let (file, print) =
                (called(finding.diagnostic.source.file().name()), finding.fingerprint());
            !iter::once(&file).chain(gone.iter().copied()).any(|file| {
                let known = left.get_mut(file).and_then(|known| known.get_mut(&print));
                known.is_some_and(|entry| entry.take(count_of(finding)))
            })
        };
        let is_reported = |finding: &Finding| !finding.can_be_configured() || is_new(finding);
        findings.into_iter().filter(is_reported).collect()
    }
}

impl Entry {
    /// Takes so many of the findings that are known; false where fewer are left.
    fn take(&mut self, count: u64) -> bool {
        let left = self.count.checked_sub(count);
        self.count = left.unwrap_or(self.count);
        left.is_some()
    }
}

/// How many findings it stands for: itself, and those of its kind that are not listed.
fn count_of(finding: &Finding) -> u64 {
    1 + finding.left_out() as u64
}
