//! What is worth knowing of users that were read: never an error, counted in the summary.

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
    summary: "`IsSoftDeleted` was derived from whether the account is enabled or deleted",
    explanation: "Entra computes `IsSoftDeleted` and no export holds it. Where a user does not \
        carry it, attrmap derives it: true where `accountEnabled` is false or `deletedDateTime` is \
        set. The service also sets it for users who are not assigned or fall out of a scoping \
        filter, which an export does not show.",
};

/// A text that was cut at a marker.
pub static SHORTENED: Code = Code {
    path: "record::guest-name",
    summary: "a guest's `userPrincipalName` was given without `#EXT#` and what follows",
    explanation: "For guests the provisioning service gives mappings the user principal name \
        without `#EXT#` and the home domain; `originalUserPrincipalName` keeps the whole. Exported \
        users carry the whole, so attrmap cuts it. Reports differ on what exactly the service \
        leaves, so this is contested.",
};
