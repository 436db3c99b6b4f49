//! What an entry of THE LIST says.

use std::fmt;

use super::{Findings, Mapped, Part, Sample, Subject, Watcher};
use crate::diagnostic::{Code, Diagnostic, Label, Severity};
use crate::profile::Profile;
use crate::source::{Source, Span};

/// One rule.
pub struct Rule {
    /// Its name as `lint::kebab-name`, which reads after "allow"; a line of summary; what it does.
    pub code: Code,
    /// The shelf it stands on.
    pub category: Category,
    /// How much a finding matters, unless somebody says otherwise.
    pub severity: Severity,
    /// Why that is likely wrong: what it costs people, and what Microsoft says. Markdown.
    pub why: &'static str,
    /// Microsoft's pages about it.
    pub pages: &'static [&'static str],
    /// What fires: each exactly this rule, on exactly the underlined texts.
    pub avoid: &'static [Sample],
    /// What to write instead: silent under all rules.
    pub prefer: &'static [Sample],
    /// What it does not see, for the reader to know.
    pub limits: &'static str,
    /// How it looks.
    pub check: Check,
}

/// How a rule looks at an object mapping.
pub enum Check {
    /// At each part of each expression that has no errors.
    Part(fn(&Part<'_>, &mut Findings)),
    /// At each mapping.
    Mapping(fn(&Mapped<'_>, &Subject<'_>, &mut Findings)),
    /// At all mappings together, to say something of one of them.
    Mappings(fn(&Subject<'_>, &mut Findings)),
    /// At all of it, to say something of one of its mappings, or of none by itself.
    Whole(fn(&Subject<'_>, &mut Findings)),
    /// At the object mapping as a whole, to say something of none of its mappings by itself.
    ObjectMapping(fn(&Subject<'_>, &mut Findings)),
    /// At what users showed of the source's attributes, in scope or not, to say something of no
    /// mapping by itself.
    Profile(fn(&Profile, &Subject<'_>, &mut Findings)),
    /// At the values that users would get, with a watcher for each mapping that it cares about.
    Values(fn(&Mapped<'_>, &Subject<'_>) -> Option<Box<dyn Watcher>>),
}

/// The shelves of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Values that the target requires, and those that are missing.
    Required,
    /// Values of the wrong type for their target.
    Types,
    /// How users are found at the target.
    Matching,
    /// Who is enabled, disabled, created.
    LifeCycle,
    /// Conditions, choices and nulls.
    Choice,
    /// Texts, dates and patterns.
    Text,
    /// Values that change by themselves, and secrets.
    Change,
    /// The values that users would get.
    Values,
    /// The file and what surrounds it.
    File,
    /// Who is in scope.
    Scope,
}

impl Category {
    /// All of them, in the order of the reference.
    pub const ALL: [Category; 10] = [
        Category::Required,
        Category::Types,
        Category::Matching,
        Category::LifeCycle,
        Category::Choice,
        Category::Text,
        Category::Change,
        Category::Values,
        Category::File,
        Category::Scope,
    ];

    /// The name by which it is selected.
    pub fn name(self) -> &'static str {
        match self {
            Category::Required => "required",
            Category::Types => "types",
            Category::Matching => "matching",
            Category::LifeCycle => "life-cycle",
            Category::Choice => "choice",
            Category::Text => "text",
            Category::Change => "change",
            Category::Values => "values",
            Category::File => "file",
            Category::Scope => "scope",
        }
    }

    /// What it is about, as a heading.
    pub fn title(self) -> &'static str {
        match self {
            Category::Required => "Required values",
            Category::Types => "Types of targets",
            Category::Matching => "Matching",
            Category::LifeCycle => "Life cycle",
            Category::Choice => "Conditions, choices and nulls",
            Category::Text => "Texts, dates and patterns",
            Category::Change => "Values that change, and secrets",
            Category::Values => "Values that users would get",
            Category::File => "The file",
            Category::Scope => "Scoping filters",
        }
    }
}

impl Rule {
    /// Its name without the stage.
    pub fn name(&self) -> &'static str {
        self.code.path.strip_prefix("lint::").unwrap_or(self.code.path)
    }

    /// True where findings can be about a mapping, so that an exception for them names a target.
    pub fn is_about_mappings(&self) -> bool {
        match self.check {
            Check::Part(_)
            | Check::Mapping(_)
            | Check::Mappings(_)
            | Check::Whole(_)
            | Check::Values(_) => true,
            Check::ObjectMapping(_) | Check::Profile(_) => false,
        }
    }

    /// True where findings can be about no mapping by itself, so that an exception for them names
    /// no target.
    pub fn is_about_object_mappings(&self) -> bool {
        match self.check {
            Check::Whole(_) | Check::ObjectMapping(_) | Check::Profile(_) => true,
            Check::Part(_) | Check::Mapping(_) | Check::Mappings(_) | Check::Values(_) => false,
        }
    }

    /// True where it finds something with users only, or with a profile of them.
    pub fn needs_users(&self) -> bool {
        match self.check {
            Check::Profile(_) | Check::Values(_) => true,
            Check::Part(_)
            | Check::Mapping(_)
            | Check::Mappings(_)
            | Check::Whole(_)
            | Check::ObjectMapping(_) => false,
        }
    }

    /// A finding of this rule at a place, at the level that the rule has by itself.
    pub fn finding(
        &'static self,
        source: &Source,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Diagnostic {
        let label = Label::new(span, label);
        match self.severity {
            Severity::Error => Diagnostic::error(&self.code, source, message, label),
            Severity::Warning => Diagnostic::warning(&self.code, source, message, label),
            Severity::Note => Diagnostic::note(&self.code, source, message, label),
        }
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
