//! Profiles of users: what a directory's users show of each attribute, without the users.
//!
//! ```text
//! Chunk ──Profiler──> Profile        counts, lengths, kinds of text; rows, hardly any values
//! Profile ─────────> Known           facts that hold for these users: `check` narrows with them
//! Profile <──JSON──> a file          `attrmap profile`, published as a JSON Schema
//! ```
//!
//! Attributes are what a mapping would read: canonical names, a guest's name cut, computed
//! attributes computed. A profile proves things about the users it was made of and nobody else.
//!
//! INVARIANT: the memory of a [`Profiler`] is bounded, whatever the users are, and a profile of
//! the same users is the same profile, however they came in chunks.
//!
//! Absent on purpose: whose values they are. Which values are kept at all, [`KeptValues`] says.

mod attribute;
mod characters;
mod distinct;
mod facts;
mod kinds;
mod messages;
mod model;
mod page;
mod profiler;
mod read;
mod those;
mod who;
mod words;

pub use characters::CharacterClass;
pub use distinct::{KeptValues, SHARED_BY};
pub use kinds::TextKind;
pub use messages::{CODES, NOT_A_PROFILE, OTHER_VERSION, WRONG_MEMBER};
pub use model::{AttributeProfile, Place, Profile};
pub use page::Page;
pub use profiler::Profiler;
pub use those::Those;
pub use who::Who;

#[cfg(test)]
mod tests;
