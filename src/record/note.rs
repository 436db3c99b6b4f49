//! What is worth knowing of users that were read: never an error, counted in the summary.

use super::layout::Layout;
use crate::diagnostic::Code;

/// A key that came again in the same user.
pub static DUPLICATE_KEY: Code = Code {
    path: "record::duplicate-key",
    summary: "an attribute stands twice in the same user, and the last one counts",
    explanation: "JSON readers differ in which of two members of the same name they keep. attrmap \
        keeps the last, as most do, and counts the users concerned. The export should be mended.",
};

/// An attribute that was computed.
pub static DERIVED: Code = Code {
    path: "record::derived-attribute",
    summary: "an attribute that no export holds was derived from others",
    explanation: "Entra computes whether a user counts as deleted, and no export says so. Where a \
        user does not carry it, attrmap derives it: true where the account is disabled or the date \
        of a deletion is set. The service also sets it for users who are not assigned or fall out \
        of a scoping filter, which an export does not show. The summary names the attribute.",
};

/// A text that was cut at a marker.
pub static SHORTENED: Code = Code {
    path: "record::guest-name",
    summary: "a guest's name was given without `#EXT#` and what follows",
    explanation: "For guests the provisioning service gives mappings the user principal name \
        without `#EXT#` and the home domain; the original name is an attribute of its own. \
        Exported users carry the whole, so attrmap cuts it. Reports differ on what exactly the \
        service leaves, so this is contested. The summary names the attribute.",
};

impl Layout {
    /// The attributes that a note can be about, among those read.
    pub fn noted(&self, note: &Code) -> Vec<&str> {
        let name = |slot: usize| self.slots.get(slot).map(|slot| slot.name.as_str());
        let is_asked = |slot: &usize| *slot < self.asked;
        if note == &DERIVED {
            let derived = self.derived.iter().map(|derived| derived.slot);
            derived.filter(is_asked).filter_map(name).collect()
        } else if note == &SHORTENED {
            let cut = self.cuts.iter().map(|(slot, _)| *slot);
            cut.filter(is_asked).filter_map(name).collect()
        } else {
            Vec::new()
        }
    }
}
