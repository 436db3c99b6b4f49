//! Findings recognised from one day to the next, and what was known already.
//!
//! In: findings. Out: a fingerprint for each, which does not change where lines are moved, and a
//! [`Baseline`]: the findings that somebody has accepted for now.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Finding;

impl Finding {
    /// What stays the same while lines are moved: the rule, the mapping, the underlined text.
    /// Not the file's name, so that a renamed file has no new findings.
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
    /// How often each was there, by fingerprint.
    known: BTreeMap<String, Entry>,
}

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
    findings: BTreeMap<String, Entry>,
}

impl Baseline {
    /// The baseline of these findings, but for errors that nothing could be run with.
    pub fn of(findings: &[Finding]) -> Baseline {
        let mut known: BTreeMap<String, Entry> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| finding.can_be_configured()) {
            let entry = known.entry(finding.fingerprint()).or_insert_with(|| Entry {
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
            VERSION => Ok(Baseline { known: document.findings }),
            other => Err(format!("it is of version {other}, and this attrmap reads {VERSION}")),
        }
    }

    /// The baseline as it is written.
    pub fn to_json(&self) -> String {
        let document = Document { version: VERSION, findings: self.known.clone() };
        // Strings and numbers always serialize.
        let text = serde_json::to_string_pretty(&document).unwrap_or_default();
        format!("{text}\n")
    }

    /// Those findings that are not known: of equal ones, as many as are new.
    pub fn new_among(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let mut left: BTreeMap<&str, u64> =
            self.known.iter().map(|(print, entry)| (print.as_str(), entry.count)).collect();
        let mut is_new = |finding: &Finding| match left.get_mut(finding.fingerprint().as_str()) {
            Some(count) if *count >= count_of(finding) => {
                *count -= count_of(finding);
                false
            }
            Some(_) | None => true,
        };
        let is_reported = |finding: &Finding| !finding.can_be_configured() || is_new(finding);
        findings.into_iter().filter(is_reported).collect()
    }
}

/// How many findings it stands for: itself, and those of its kind that are not listed.
fn count_of(finding: &Finding) -> u64 {
    1 + finding.left_out() as u64
}
