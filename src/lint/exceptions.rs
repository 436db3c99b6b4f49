//! Findings that are meant to be, each with its reason.
//!
//! An exception that no finding needs any more is a finding itself: it would hide the next one.
//! That is said only where all files of the project were looked at, and its rules looked, so that
//! neither a run over some files nor one without users asks for those of others.

use super::policy::Selector;
use super::rule::{Check, Rule};
use super::{Conditions, Finding, Proof, RULES, messages};
use crate::mapping::{MappingFile, ObjectMapping};
use crate::source::{Source, Span};

/// A finding that somebody knows of and wants to keep as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// Which findings are meant.
    pub selector: Selector,
    /// The rule as written.
    pub rule: String,
    /// The target attribute whose mapping it is for, as the mapping names it; without one it is
    /// for findings that are about no mapping by itself, such as those about filters.
    pub target: Option<String>,
    /// The object mapping it is for; any where there is none.
    pub object_mapping: Option<String>,
    /// Why.
    pub reason: String,
    /// Where it stands in the settings.
    pub span: Span,
}

impl Exception {
    /// True where it is made for that finding. For what a stage calls an error none can be made,
    /// nor for more findings than are kept: nobody knows what the others are about.
    pub fn is_for(&self, finding: &Finding) -> bool {
        let is_same = match (&self.target, &finding.target) {
            (Some(wanted), Some(target)) => wanted.eq_ignore_ascii_case(target),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        is_same
            && finding.can_be_configured()
            && finding.left_out() == 0
            && self.selector.selects(finding)
            && self.object_mapping.as_ref().is_none_or(|name| *name == finding.object_mapping)
    }
}

/// The exceptions of one project while its files are looked at.
#[derive(Debug)]
pub struct Exceptions<'s> {
    source: &'s Source,
    states: Vec<State<'s>>,
    /// True where some file could not be read whole: what it maps is not known.
    is_in_part: bool,
}

/// What became of an exception.
#[derive(Debug)]
struct State<'s> {
    exception: &'s Exception,
    /// Some finding needed it.
    is_needed: bool,
    /// Some file has what it is for.
    is_mapped: bool,
    /// Its rules looked at that.
    is_looked_at: bool,
    /// Somewhere they did not, so that it may be needed there.
    is_overlooked: bool,
}

impl<'s> Exceptions<'s> {
    /// Those of the settings that were read from `source`.
    pub fn new(source: &'s Source, exceptions: &'s [Exception]) -> Exceptions<'s> {
        let state = |exception| State {
            exception,
            is_needed: false,
            is_mapped: false,
            is_looked_at: false,
            is_overlooked: false,
        };
        Exceptions { source, states: exceptions.iter().map(state).collect(), is_in_part: false }
    }

    /// Says that a file was looked at and what was found in it, so that exceptions can be asked for.
    pub fn see(&mut self, file: &MappingFile, conditions: &Conditions<'_>, found: &[Finding]) {
        let is_error = |finding: &&Finding| !finding.can_be_configured();
        let errors: Vec<&Finding> = found.iter().filter(is_error).collect();
        self.is_in_part |= errors.iter().any(|error| error.target.is_none());
        for object in &file.object_mappings {
            let name = object.label_in(file.format);
            let mut proofs = conditions.proofs.iter();
            let proof = proofs.find(|proof| proof.object_mapping == object.span);
            let of_object = errors.iter().copied().filter(|error| error.object_mapping == name);
            let errors: Vec<&Finding> = of_object.collect();
            for state in &mut self.states {
                state.see(object, &name, proof, &errors);
            }
        }
    }

    /// True where some exception is made for the finding.
    pub fn take(&mut self, finding: &Finding) -> bool {
        let mut is_excepted = false;
        for state in &mut self.states {
            if state.exception.is_for(finding) {
                state.is_needed = true;
                is_excepted = true;
            }
        }
        is_excepted
    }

    /// What is said of exceptions that no finding needed though their rules looked, and of those
    /// for what no file has. Nothing unless all files of the project were looked at: another one
    /// may need them.
    pub fn unused(&self, is_whole_project: bool) -> Vec<Finding> {
        if !is_whole_project {
            return Vec::new();
        }
        let said = self.states.iter().filter(|state| !state.is_needed).filter_map(|state| {
            let exception = state.exception;
            let diagnostic = if state.is_looked_at && !state.is_overlooked {
                messages::unused_exception(self.source, exception)
            } else if !self.is_in_part && !state.is_mapped {
                messages::exception_for_nothing(self.source, exception)
            } else {
                return None;
            };
            Some(Finding::new(diagnostic, String::new(), exception.target.clone()))
        });
        said.collect()
    }
}

impl State<'_> {
    /// Sees an object mapping, the errors that were found in it, and what users proved of it.
    fn see(
        &mut self,
        object: &ObjectMapping,
        name: &str,
        proof: Option<&Proof>,
        errors: &[&Finding],
    ) {
        let Exception { target, object_mapping, selector, .. } = self.exception;
        if object_mapping.as_ref().is_some_and(|wanted| wanted != name) {
            return;
        }
        let Some(wanted) = target else {
            self.is_mapped = true;
            self.looked(object, errors.is_empty() && looks(selector, proof, None));
            return;
        };
        let is_wanted = |target: &str| target.eq_ignore_ascii_case(wanted);
        // A rule that looks at all mappings together may hold back for any of them.
        let is_of_all = |rule: &Rule| {
            rule.is_about_object_mappings() || matches!(rule.check, Check::Mappings(_))
        };
        let is_of_all = rules_of(selector).any(is_of_all);
        let has_errors =
            errors.iter().any(|error| is_of_all || error.target.as_deref().is_none_or(is_wanted));
        for mapping in object.mappings.iter().filter(|it| is_wanted(&it.target.value)) {
            self.is_mapped = true;
            let target = Some(mapping.target.value.as_str());
            self.looked(object, !has_errors && looks(selector, proof, target));
        }
    }

    /// Takes note whether its rules looked at what it is for. Nobody has to look at what is not
    /// live.
    fn looked(&mut self, object: &ObjectMapping, has_looked: bool) {
        self.is_looked_at |= object.is_live() && has_looked;
        self.is_overlooked |= object.is_live() && !has_looked;
    }
}

/// The rules that a selector is about; none for a code of a stage.
fn rules_of(selector: &Selector) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().filter(|rule| selector.selects_code(rule.code.path))
}

/// True where all that is selected can be found: some rules need users, and of others users
/// narrow what they find, so that their silence proves nothing for a run without.
fn looks(selector: &Selector, proof: Option<&Proof>, target: Option<&str>) -> bool {
    let is_rule = rules_of(selector).next().is_some();
    let can_look = |rule: &'static Rule| match (rule.needs_users(), &rule.check, proof) {
        (false, _, proof) => proof.is_none(),
        (true, _, None) => false,
        (true, Check::Values(_), Some(proof)) => target.is_some_and(|name| proof.has_seen(name)),
        (true, _, Some(_)) => true,
    };
    if is_rule { rules_of(selector).all(can_look) } else { proof.is_none() }
}
