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
    /// The places of the findings that they mend.
    pub made: Vec<usize>,
    /// The places in the findings, and why the fixes of those cannot be made.
    pub refused: Vec<(usize, Obstacle)>,
}

impl Fixes {
    /// The safe fixes of findings in one file, and the others too where those are wanted.
    pub fn of(findings: &[Finding], wants_unsafe: bool) -> Fixes {
        Fixes::among(findings, 0..findings.len(), wants_unsafe)
    }

    /// The same of the findings at these places.
    fn among(
        findings: &[Finding],
        places: impl IntoIterator<Item = usize>,
        wants_unsafe: bool,
    ) -> Fixes {
        let mut fixes = Fixes::default();
        for place in places {
            let Some(finding) = findings.get(place) else { continue };
            let fix = finding.diagnostic.fix.as_ref();
            if fix.is_none_or(|fix| !fix.is_safe && !wants_unsafe) {
                continue;
            }
            match &finding.change {
                // All of its edits or none: half a fix is a mistake.
                Some(Ok(edits)) if fixes.edits.push_all(edits) => fixes.made.push(place),
                Some(Err(obstacle)) => fixes.refused.push((place, *obstacle)),
                Some(Ok(_)) | None => {}
            }
        }
        fixes
    }

    /// The same without those that do harm, and the places of the findings whose fixes these are.
    /// `is_harmless` tries some; a few that harm are found among many by halves, within so many
    /// tries. What is not tried by then is left out.
    pub fn without_harmful<E>(
        self,
        findings: &[Finding],
        most_tries: usize,
        mut is_harmless: impl FnMut(&Edits) -> Result<bool, E>,
    ) -> Result<(Fixes, Vec<usize>), E> {
        let (mut kept, mut left_out): (Vec<usize>, Vec<usize>) = Default::default();
        let mut waiting = vec![self.made];
        let mut tries = 0;
        while let Some(mut places) = waiting.pop() {
            let together = kept.iter().chain(&places).copied();
            // Those that are wanted were chosen before.
            let fixes = Fixes::among(findings, together, true);
            tries += 1;
            if tries > most_tries {
                left_out.append(&mut places);
            } else if is_harmless(&fixes.edits)? {
                kept.append(&mut places);
            } else if places.len() > 1 {
                let second = places.split_off(places.len() / 2);
                waiting.extend([second, places]);
            } else {
                left_out.append(&mut places);
            }
        }
        let fixes = Fixes::among(findings, kept, true);
        Ok((Fixes { refused: self.refused, ..fixes }, left_out))
    }

    /// Says in the findings at these places that their fixes were to be made and were not: the
    /// file would have more errors with them than without.
    pub fn take_back(findings: &mut [Finding], places: &[usize]) {
        for place in places {
            if let Some(finding) = findings.get_mut(*place) {
                say_why(finding, "with this fix the file would have more errors");
            }
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
