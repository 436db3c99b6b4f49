//! Findings: diagnostics that know which mapping they are about.

use super::Rule;
use crate::diagnostic::Diagnostic;
use crate::mapping::Edit;

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
    /// Its fix as a change of the file, where there is one that can be made there.
    pub edit: Option<Edit>,
}

impl Finding {
    /// About a file as a whole.
    pub fn of_file(diagnostic: Diagnostic) -> Finding {
        Finding { diagnostic, object_mapping: String::new(), target: None, edit: None }
    }
}

/// What a rule finds.
#[derive(Debug)]
pub struct Findings {
    rule: &'static Rule,
    object_mapping: String,
    target: Option<String>,
    found: Vec<Finding>,
}

impl Findings {
    /// None yet, about that object mapping.
    pub(super) fn new(rule: &'static Rule, object_mapping: String) -> Findings {
        Findings { rule, object_mapping, target: None, found: Vec::new() }
    }

    /// The rule that is looking.
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// Says from now on which target it is about.
    pub(super) fn about(&mut self, target: Option<&str>) {
        self.target = target.map(str::to_owned);
    }

    /// Adds a finding about the mapping that is being looked at.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let target = self.target.clone();
        self.found.push(Finding {
            diagnostic,
            object_mapping: self.object_mapping.clone(),
            target,
            edit: None,
        });
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
