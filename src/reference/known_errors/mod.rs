//! Errors that people meet in the provisioning service, and what is behind them.
//!
//! In: a text that somebody pasted, be it a code, a sentence or a whole line of a log. Out: the
//! entries whose words stand in it. An entry is one error in one place: how it reads, what it
//! means, what to do, what of attrmap finds it beforehand, where Microsoft describes it.
//!
//! Absent on purpose: what attrmap itself says (`codes`), and errors that no mapping, filter or
//! job setting has to do with.

mod between_tenants;
mod matching;
mod meeting_mappings;
mod meeting_the_log;
mod meeting_the_target;
mod page;
mod quarantine;

pub(super) use page::known_error_page;
pub use page::{known_errors_page, terminal_known_error};

/// An error of the service.
#[derive(Debug)]
pub struct KnownError {
    /// What it is called: its code, or the words that everybody quotes.
    pub name: &'static str,
    /// Where people meet it.
    pub place: Place,
    /// How it reads, in one or more forms: case, white space and what stands around it do not
    /// matter, and `…` stands for anything.
    pub reads: &'static [&'static str],
    /// True where the words say little: it counts where nothing else is found.
    pub is_general: bool,
    /// What happened. Markdown.
    pub means: &'static str,
    /// What to do about it. Markdown.
    pub cure: &'static str,
    /// The codes that find it beforehand: rules, and what stages say.
    pub found_by: &'static [&'static str],
    /// Microsoft's pages about it.
    pub pages: &'static [&'static str],
}

/// Where people meet an error: the shelves of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// What the target answers.
    Target,
    /// While a mapping is saved or evaluated.
    Mapping,
    /// The provisioning log.
    Log,
    /// The state of the job.
    Quarantine,
}

impl Place {
    /// All of them, in the order of the page.
    pub const ALL: [Place; 4] = [Place::Target, Place::Mapping, Place::Log, Place::Quarantine];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Place::Target => "What the target answers",
            Place::Mapping => "While mappings are saved and evaluated",
            Place::Log => "Codes and reasons of the provisioning log",
            Place::Quarantine => "Why a job is in quarantine",
        }
    }
}

/// All known errors, by the place where people meet them.
pub fn known_errors() -> impl Iterator<Item = &'static KnownError> {
    [
        meeting_the_target::ERRORS,
        meeting_mappings::ERRORS,
        meeting_the_log::ERRORS,
        between_tenants::ERRORS,
        quarantine::ERRORS,
    ]
    .into_iter()
    .flatten()
}

/// The error of that name, in any case.
pub fn known_error(name: &str) -> Option<&'static KnownError> {
    known_errors().find(|error| error.name.eq_ignore_ascii_case(name.trim()))
}

/// The errors that a text speaks of: those that say more before those that say less.
pub fn known_errors_in(text: &str) -> Vec<&'static KnownError> {
    let text = matching::Text::new(text);
    let is_there = |error: &&KnownError| error.reads.iter().any(|form| text.holds(form));
    let found: Vec<_> = known_errors().filter(is_there).collect();
    let telling: Vec<_> = found.iter().copied().filter(|error| !error.is_general).collect();
    if telling.is_empty() { found } else { telling }
}

/// The tutorial of the application that attrmap has a table of.
const WORKPLACE: &str = "https://learn.microsoft.com/entra/identity/saas-apps/workplace-by-facebook-provisioning-tutorial";
/// Attribute mappings and how users are matched.
const MAPPINGS: &str =
    "https://learn.microsoft.com/entra/identity/app-provisioning/customize-application-attributes";
/// The functions of the language.
const FUNCTIONS: &str = "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data";
/// The table of the log's codes.
const LOG: &str =
    "https://learn.microsoft.com/entra/identity/monitoring-health/howto-analyze-provisioning-logs";
/// Quarantine.
const QUARANTINE: &str = "https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status";
/// What a SCIM endpoint is to answer.
const SCIM: &str = "https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups";
/// What the service does with a user.
const HOW_IT_WORKS: &str =
    "https://learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works";
/// Users that HR systems bring.
const HR_UPDATES: &str =
    "https://learn.microsoft.com/entra/identity/app-provisioning/hr-user-update-issues";
