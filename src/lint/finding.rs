//! Findings: diagnostics that know which mapping they are about.

use crate::diagnostic::{Diagnostic, Severity, grouped};
use crate::mapping::{Edits, Obstacle};
use crate::source::Span;

/// One thing that is wrong, or likely so.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is said, and where.
    pub diagnostic: Diagnostic,
    /// The object mapping it is about, as [`ObjectMapping::label`] calls it; empty where it is
    /// about none.
    ///
    /// [`ObjectMapping::label`]: crate::mapping::ObjectMapping::label
    pub object_mapping: String,
    /// The target attribute it is about, as the mapping names it.
    pub target: Option<String>,
    /// Its fix as changes of the file, or why it cannot be made there; nothing where it has none.
    pub change: Option<Result<Edits, Obstacle>>,
    /// Why its fix was not made, where that was asked for.
    pub(super) by_hand: Option<String>,
    /// How many more of its kind its stage found behind it, and did not keep.
    left_out: usize,
    can_be_configured: bool,
}

impl Finding {
    /// About a mapping, or about an object mapping.
    pub(super) fn new(
        diagnostic: Diagnostic,
        object_mapping: String,
        target: Option<String>,
    ) -> Finding {
        let is_of_rule = diagnostic.code.path.starts_with("lint::");
        let can_be_configured = is_of_rule || diagnostic.severity != Severity::Error;
        let (change, by_hand) = (None, None);
        let left_out = 0;
        Finding { diagnostic, object_mapping, target, change, by_hand, left_out, can_be_configured }
    }

    /// About a file as a whole.
    pub fn of_file(diagnostic: Diagnostic) -> Finding {
        Finding::new(diagnostic, String::new(), None)
    }

    /// True where levels, exceptions and baselines can be made for it. What a stage calls an error
    /// stays one: nothing could be run.
    pub fn can_be_configured(&self) -> bool {
        self.can_be_configured
    }

    /// Why its fix is to be made by hand, where it was to be made.
    pub fn by_hand(&self) -> Option<&str> {
        self.by_hand.as_deref()
    }

    /// The last of its kind that a stage kept, of so many more: whatever reads it is told so.
    pub(super) fn with_left_out(mut self, left_out: usize) -> Finding {
        if left_out > 0 {
            let more = format!("{} more of this kind are not listed", grouped(left_out as u64));
            let note = self.diagnostic.note.take();
            let note = note.map_or(more.clone(), |note| format!("{note}; {more}"));
            self.diagnostic.note = Some(note);
        }
        self.left_out = left_out;
        self
    }

    /// How many more of its kind there are behind it that are not kept: nobody mends a thousand at
    /// once.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// By what the findings of a file are in order: by place, then by code.
    pub(crate) fn order(&self) -> (Span, Span, &'static str, String) {
        let diagnostic = &self.diagnostic;
        let span = diagnostic.primary.span;
        let place = diagnostic.source.span_in_file(span);
        (place, span, diagnostic.code.path, diagnostic.message.clone())
    }
}

/// What a rule finds.
#[derive(Debug)]
pub struct Findings {
    object_mapping: String,
    target: Option<String>,
    found: Vec<Finding>,
}

impl Findings {
    /// None yet, about that object mapping.
    pub(super) fn new(object_mapping: String) -> Findings {
        Findings { object_mapping, target: None, found: Vec::new() }
    }

    /// Says from now on which target it is about.
    pub(super) fn about(&mut self, target: Option<&str>) {
        self.target = target.map(str::to_owned);
    }

    /// Adds a finding about the mapping that is being looked at.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let (object_mapping, target) = (self.object_mapping.clone(), self.target.clone());
        self.found.push(Finding::new(diagnostic, object_mapping, target));
    }

    /// Adds a finding about the mapping to that target.
    pub fn push_about(&mut self, target: &str, diagnostic: Diagnostic) {
        self.about(Some(target));
        self.push(diagnostic);
        self.about(None);
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.found
    }
}
