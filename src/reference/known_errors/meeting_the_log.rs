//! Codes of the provisioning log about users who were not written, and why they were skipped.

use super::{HOW_IT_WORKS, KnownError, LOG, MAPPINGS, Place};

/// Who is in scope.
const SCOPE: &str = "https://learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts";
/// Why nobody is provisioned.
const NOBODY: &str = "https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-no-users-provisioned";

pub(super) static ERRORS: &[KnownError] = &[
    KnownError {
        name: "DuplicateTargetEntries",
        place: Place::Log,
        reads: &["DuplicateTargetEntries"],
        is_general: false,
        means: "Several users of the target have the value that this user is matched by.",
        cure: "Remove the one too many in the target, or match by an attribute that no two users \
            share. A matching mapping with a default value finds everybody who has it.",
        found_by: &[
            "lint::shared-matching",
            "lint::constant-matching",
            "lint::default-for-matching",
        ],
        pages: &[LOG, MAPPINGS],
    },
    KnownError {
        name: "DuplicateSourceEntries",
        place: Place::Log,
        reads: &["DuplicateSourceEntries"],
        is_general: false,
        means: "Several users of the source have the value by which users are matched.",
        cure: "Give the users values of their own, or match by an attribute that no two users \
            share, such as `[userPrincipalName]`.",
        found_by: &["lint::shared-matching", "lint::constant-matching"],
        pages: &[LOG, MAPPINGS],
    },
    KnownError {
        name: "ImportSkipped",
        place: Place::Log,
        reads: &["ImportSkipped"],
        is_general: false,
        means: "The user has no value in any matching attribute. Without one nothing else is \
            looked at, not even whether the user is in scope.",
        cure: "Match by an attribute that every user has, such as `[userPrincipalName]` or \
            `[objectId]`. A second one cannot stand in: a matching expression reads one attribute.",
        found_by: &["lint::nullable-matching", "lint::no-matching-attribute"],
        pages: &[LOG, MAPPINGS],
    },
    KnownError {
        name: "InvalidAnchor",
        place: Place::Log,
        reads: &["InvalidAnchor"],
        is_general: false,
        means: "The service remembers the target's id of a user who is not there any more: it \
            matches once, and goes by the id from then on.",
        cure: "Bring the user back in the target, or restart the job with the reset scope `Full`, \
            so that all users are matched anew.",
        found_by: &[],
        pages: &[LOG, HOW_IT_WORKS],
    },
    KnownError {
        name: "RedundantExport",
        place: Place::Log,
        reads: &["RedundantExport"],
        is_general: false,
        means: "The user is skipped because the target has all values already. That is how it \
            should be.",
        cure: "Nothing. If a change was expected: mappings with the flow type `ObjectAddOnly` \
            and default values only count when a user is created, a null value is not sent, and a \
            change of case only counts where the target attribute is `caseExact`.",
        found_by: &[],
        pages: &[HOW_IT_WORKS, MAPPINGS],
    },
    KnownError {
        name: "NotEffectivelyEntitled",
        place: Place::Log,
        reads: &["NotEffectivelyEntitled", "IsEffectivelyEntitledForProvisioning"],
        is_general: false,
        means: "The user is skipped: not assigned to the application, or disabled in Entra and \
            never provisioned, or assigned with the role Default Access where that does not count.",
        cure: "Assign the user, or a group that the user is a direct member of: groups in groups \
            do not count. Enable the account. Scoping filters are another matter: \
            `attrmap run --explain-scope ROW` shows them clause by clause.",
        found_by: &["scope::out-of-scope"],
        pages: &[NOBODY, SCOPE],
    },
    KnownError {
        name: "EntrySynchronizationSkipped",
        place: Place::Log,
        reads: &["EntrySynchronizationSkipped", "EntrySynchronizationSkip"],
        is_general: true,
        means: "The user was found and left alone: out of scope, or with nothing to change. The \
            reason stands beside it as `SkipReason`.",
        cure: "Look up the reason: `attrmap explain RedundantExport`, \
            `attrmap explain NotEffectivelyEntitled`. For scoping filters, \
            `attrmap run --explain-scope ROW` shows each clause.",
        found_by: &["scope::out-of-scope"],
        pages: &[LOG, SCOPE],
    },
    KnownError {
        name: "StagedDelete, StagedAction",
        place: Place::Log,
        reads: &["StagedDelete", "StagedAction"],
        is_general: false,
        means: "More users would be deleted or disabled in one cycle than the job allows, so \
            nothing is done until somebody says so.",
        cure: "Look who they are. Right: allow the deletes on the job's page. Wrong: mend the \
            scoping filter or the assignment that they fell out of.",
        found_by: &[],
        pages: &[
            "https://learn.microsoft.com/entra/identity/app-provisioning/accidental-deletions",
        ],
    },
    KnownError {
        name: "LicenseLimitExceeded",
        place: Place::Log,
        reads: &["LicenseLimitExceeded"],
        is_general: false,
        means: "The target has no licence left for another user.",
        cure: "Buy licences there, or narrow who is assigned and in scope.",
        found_by: &[],
        pages: &[LOG],
    },
];
