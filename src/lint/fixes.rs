//! The fixes of findings as changes of their file.
//!
//! In: what was found in a mapping file. Out: [`Fixes`]: byte-exact edits, and the findings
//! whose fix cannot be made there, each with its obstacle. Fixes that touch each other are made one
//! after the other: those that are left come again when the file that results is looked at.

use super::Finding;
use crate::mapping::{Edits, Obstacle};

/// The changes of one file that mend findings.
#[derive(Debug, Clone, Default)]
pub struct Fixes {
    /// The changes.
    pub edits: Edits,
    /// How many findings they mend.
    pub mended: usize,
    /// The places in the findings, and why the fixes of those cannot be made.
    pub refused: Vec<(usize, Obstacle)>,
}

impl Fixes {
    /// The safe fixes of findings in one file, and the others too where those are wanted.
    pub fn of(findings: &[Finding], wants_unsafe: bool) -> Fixes {
        let mut fixes = Fixes::default();
        for (index, finding) in findings.iter().enumerate() {
            let fix = finding.diagnostic.fix.as_ref();
            if fix.is_none_or(|fix| !fix.is_safe && !wants_unsafe) {
                continue;
            }
            match &finding.change {
                // All of its edits or none: half a fix is a mistake.
                Some(Ok(edits)) => fixes.mended += usize::from(fixes.edits.push_all(edits)),
                Some(Err(obstacle)) => fixes.refused.push((index, *obstacle)),
                None => {}
            }
        }
        fixes
    }

    /// Says in the findings whose fix was to be made that it was not: the file would have more
    /// errors with them than without.
    pub fn take_back(&self, findings: &mut [Finding], wants_unsafe: bool) {
        self.explain(findings);
        let is_meant = |finding: &&mut Finding| {
            let fix = finding.diagnostic.fix.as_ref();
            let is_wanted = fix.is_some_and(|fix| fix.is_safe || wants_unsafe);
            is_wanted && matches!(finding.change, Some(Ok(_)))
        };
        for finding in findings.iter_mut().filter(is_meant) {
            say_why(finding, "with the fixes of this round the file would have more errors");
        }
    }

    /// Says in the findings whose fix cannot be made why that is so.
    pub fn explain(&self, findings: &mut [Finding]) {
        for (index, obstacle) in &self.refused {
            if let Some(finding) = findings.get_mut(*index) {
                say_why(finding, &obstacle.to_string());
            }
        }
    }
}

fn say_why(finding: &mut Finding, why: &str) {
    let why = format!("the fix is to be made by hand: {why}");
    let note = finding.diagnostic.note.take();
    finding.by_hand = Some(why.clone());
    finding.diagnostic.note = Some(match note {
        Some(note) => format!("{note}; {why}"),
        None => why,
    });
}
