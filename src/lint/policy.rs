//! Which findings count, and how much.
//!
//! In: what somebody selects, leaves out, takes more seriously. Out: each finding at its level, or
//! not at all. What a stage calls an error stays one: nothing could be run.

use super::{Category, Finding, RULES, Rule, stages};
use crate::diagnostic::{Severity, suggest};

/// How much findings of a kind matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Not at all.
    Off,
    /// That much.
    At(Severity),
}

impl Level {
    /// The level of that name.
    pub fn parse(word: &str) -> Option<Level> {
        Some(match word {
            "off" => Level::Off,
            "note" => Level::At(Severity::Note),
            "warning" => Level::At(Severity::Warning),
            "error" => Level::At(Severity::Error),
            _ => return None,
        })
    }
}

/// Which findings are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// All of them.
    All,
    /// Those of the rules on a shelf.
    Category(Category),
    /// Those of one code: a rule's, or a stage's.
    Code(String),
}

impl Selector {
    /// Reads a selector: `all`, a category, a rule's name, a code.
    pub fn parse(text: &str) -> Option<Selector> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("all") {
            return Some(Selector::All);
        }
        let named = |category: &Category| category.name().eq_ignore_ascii_case(text);
        if let Some(category) = Category::ALL.into_iter().find(named) {
            return Some(Selector::Category(category));
        }
        if let Some(rule) = super::find(text) {
            return Some(Selector::Code(rule.code.path.to_owned()));
        }
        let code = stages::codes().find(|code| code.path.eq_ignore_ascii_case(text))?;
        Some(Selector::Code(code.path.to_owned()))
    }

    /// The names that select something.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let rules = RULES.iter().map(|rule: &&Rule| rule.name());
        let shelves = Category::ALL.into_iter().map(Category::name);
        rules.chain(shelves).chain(["all"]).chain(stages::codes().map(|code| code.path))
    }

    /// The name that somebody meant who wrote one that selects nothing.
    pub fn nearest(text: &str) -> Option<&'static str> {
        let text = text.trim();
        suggest::nearest(text.strip_prefix("lint::").unwrap_or(text), Selector::names())
    }

    pub(super) fn selects(&self, finding: &Finding) -> bool {
        self.selects_code(finding.diagnostic.code.path)
    }

    /// True where what has that code is meant.
    pub(super) fn selects_code(&self, path: &str) -> bool {
        match self {
            Selector::All => true,
            Selector::Code(code) => code == path,
            Selector::Category(category) => {
                RULES.iter().any(|rule| rule.code.path == path && rule.category == *category)
            }
        }
    }
}

/// What somebody makes of findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Only these count, of all that can be configured; all of it where nothing is selected.
    pub select: Vec<Selector>,
    /// Levels by selector: the last one that selects a finding counts.
    pub levels: Vec<(Selector, Level)>,
}

impl Policy {
    /// Adds what is denied and what is ignored: what is both is ignored, for one leaves a rule out
    /// of a shelf that is denied.
    pub fn add(&mut self, denied: Vec<Selector>, ignored: Vec<Selector>) {
        let error = Level::At(Severity::Error);
        self.levels.extend(denied.into_iter().map(|selector| (selector, error)));
        self.levels.extend(ignored.into_iter().map(|selector| (selector, Level::Off)));
    }

    /// The finding at its level; nothing where it is not wanted.
    pub fn apply(&self, mut finding: Finding) -> Option<Finding> {
        if !finding.can_be_configured() {
            return Some(finding);
        }
        let is_selected = |selector: &Selector| selector.selects(&finding);
        if !self.select.is_empty() && !self.select.iter().any(is_selected) {
            return None;
        }
        let level = self.levels.iter().rev().find(|(selector, _)| selector.selects(&finding));
        match level {
            Some((_, Level::Off)) => None,
            Some((_, Level::At(level))) => {
                finding.diagnostic.severity = *level;
                Some(finding)
            }
            None => Some(finding),
        }
    }
}
