//! What has failed before in a search, so that it is not tried again.
//!
//! From some places of a program the rest of the match depends on nothing but the place in the
//! text: no group is referred to, no round is counted, no look is open. What has failed there once
//! fails again, from whatever start it is reached. In: such a point, a place, and what the failure
//! cost. Out: that cost, for the budget is charged as if all was tried again. A search that
//! remembers ends as one that does not, after as many steps. Absent on purpose: matching.

use super::program::{Program, Step, StepId};
use super::tree::Anchor;

/// The steps from which on what fails is remembered, numbered.
#[derive(Debug, Default)]
pub struct Points {
    /// By step.
    numbers: Vec<Option<u32>>,
    count: u32,
}

impl Points {
    /// The points of a program.
    pub fn of(steps: &[Step]) -> Points {
        if steps.iter().any(looks_elsewhere) {
            return Points::default();
        }
        let mut points = Points::default();
        // How many looks, atomic groups and counted loops are open.
        let mut open = 0_usize;
        for step in steps {
            match step {
                Step::Enter { .. } | Step::LoopStart(_) => open += 1,
                Step::Leave { .. } | Step::Refuse { .. } | Step::LoopEnd(_) => {
                    open = open.saturating_sub(1);
                }
                _ => {}
            }
            let is_point = open == 0 && matches!(step, Step::Fork { .. } | Step::Run(_));
            points.numbers.push(is_point.then_some(points.count));
            points.count += u32::from(is_point);
        }
        points
    }

    /// The number of a step, where it is a point.
    pub fn number(&self, step: StepId) -> Option<u32> {
        self.numbers.get(step).copied().flatten()
    }
}

/// True where what follows can depend on how the match came here.
fn looks_elsewhere(step: &Step) -> bool {
    matches!(
        step,
        Step::Reference { .. } | Step::IfCaptured { .. } | Step::Anchor(Anchor::SearchStart)
    )
}

/// What has failed.
#[derive(Debug)]
pub struct Memory {
    /// What each point cost at each place, and one more; 0 where nothing is known.
    costs: Vec<u32>,
    points: usize,
}

impl Memory {
    /// The most points times places; there are four bytes for each.
    const MOST: usize = 1 << 22;

    /// An empty memory; nothing where a text is too long for it, or nothing can be remembered.
    pub fn of(program: &Program, text: &str) -> Option<Memory> {
        let points = usize::try_from(program.points.count).ok()?;
        let size = points.checked_mul(text.len() + 1)?;
        (1..=Memory::MOST).contains(&size).then(|| Memory { costs: vec![0; size], points })
    }

    /// What it cost to fail there.
    pub fn cost(&self, point: u32, at: usize) -> Option<u32> {
        self.costs.get(self.index(point, at)?)?.checked_sub(1)
    }

    /// Remembers what it cost to fail there.
    pub fn remember(&mut self, point: u32, at: usize, cost: u32) {
        let index = self.index(point, at);
        if let Some(known) = index.and_then(|index| self.costs.get_mut(index)) {
            *known = cost.saturating_add(1);
        }
    }

    fn index(&self, point: u32, at: usize) -> Option<usize> {
        at.checked_mul(self.points)?.checked_add(usize::try_from(point).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Regex;
    use super::super::budget::{Budget, Exceeded};
    use super::super::matcher::{Matcher, Span};

    /// What the groups hold in each match.
    type Matches = Vec<Vec<Option<Span>>>;

    /// All matches with their groups, and what they cost, where failures are remembered after so
    /// many steps.
    fn search(pattern: &str, text: &str, remember_after: u32) -> Result<(Matches, u32), Exceeded> {
        let regex = Regex::parse(pattern).expect("a pattern of .NET");
        let mut budget = Budget::of(text, 0);
        let mut matcher = Matcher::new(&regex.program, text, &mut budget);
        matcher.remember_after = remember_after;
        let mut found = Vec::new();
        let mut place = (0, 0);
        while place.0 <= text.len() {
            let Some((start, end)) = matcher.find(place.0, place.1)? else { break };
            found.push(matcher.captures().to_vec());
            place = (if start == end { end + 1 } else { end }, end);
        }
        Ok((found, budget.spent()))
    }

    /// Patterns of few letters, so that they often nearly match.
    fn pattern() -> impl Strategy<Value = String> {
        let one = ["a", "b", ".", "[ab]", "[^a]", r"\w", r"\b", "^", "$", r"\1", r"\G", "(a)", ""];
        prop::sample::select(one.to_vec()).prop_map(str::to_owned).prop_recursive(
            5,
            24,
            3,
            |part| {
                let quantifiers =
                    ["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{2,}", "{0,2}?"];
                let groups = ["(", "(?:", "(?>", "(?=", "(?!", "(?<=", "(?<!"];
                prop_oneof![
                    (part.clone(), part.clone()).prop_map(|(first, then)| first + &then),
                    (part.clone(), part.clone())
                        .prop_map(|(one, other)| format!("(?:{one}|{other})")),
                    (part.clone(), prop::sample::select(quantifiers.to_vec()))
                        .prop_map(|(part, quantifier)| format!("(?:{part}){quantifier}")),
                    (part.clone(), prop::sample::select(quantifiers.to_vec()))
                        .prop_map(|(part, quantifier)| format!("({part}){quantifier}c")),
                    (part.clone(), prop::sample::select(groups.to_vec()))
                        .prop_map(|(part, opening)| format!("{opening}{part})")),
                    (part.clone(), part.clone(), part).prop_map(
                        |(condition, then, otherwise)| format!(
                            "(?(?={condition}){then}|{otherwise})"
                        )
                    ),
                ]
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 1_000,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        /// What is found, what the groups hold and what it costs are the same.
        #[test]
        fn remembering_changes_nothing(pattern in pattern(), text in "[ab c]{0,12}") {
            let pattern = format!("{pattern}|(c)(?:)");
            if let Ok(plain) = search(&pattern, &text, u32::MAX) {
                prop_assert_eq!(search(&pattern, &text, 0), Ok(plain), "{}", pattern);
            }
        }
    }

    #[test]
    fn a_search_that_takes_long_is_the_same_search() {
        let words = format!("{}!", "ab ba ".repeat(3));
        for pattern in [
            "(a|b)*c",
            r".*?(\d+)$",
            ".+@contoso",
            r"\s+$",
            r"(?:\w+\s)+x",
            r"(\w+?\s?)*?x",
            "([ab]+ )*(a|ab)+!c",
            "(a+|b+)+ x",
        ] {
            let plain = search(pattern, &words, u32::MAX).expect("a text that is short enough");
            assert_eq!(search(pattern, &words, 0), Ok(plain), "{pattern}");
        }
    }
}
