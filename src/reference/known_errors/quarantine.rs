//! Why the service puts a job into quarantine: `quarantineReason` of a `synchronizationJob`.

use super::{KnownError, Place, QUARANTINE};

/// The job as Graph describes it.
const JOB: &str =
    "https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationquarantine";

pub(super) static ERRORS: &[KnownError] = &[
    KnownError {
        name: "Quarantine",
        place: Place::Quarantine,
        reads: &["quarantine", "quarantined", "EscrowThresholdExceeded", "escrow", "escrows"],
        is_general: true,
        means: "The job runs about once a day only, and is disabled after four weeks. Either the \
            service cannot talk to the target, or too much of what it tried has failed: from 5,000 \
            failures on, more than 40 % of all, or 40,000 without references such as managers, or \
            60,000 with them. Failures that wait for another attempt are called escrows.",
        cure: "The job's status names the reason (`quarantineReason`): `attrmap explain` has a \
            page for each, such as `EncounteredEscrowProportionThreshold`. Mend what the log says \
            fails, and restart provisioning.",
        found_by: &["lint::nullable-required", "plan::required-value-missing"],
        pages: &[QUARANTINE, JOB],
    },
    KnownError {
        name: "EncounteredQuarantineException",
        place: Place::Quarantine,
        reads: &["EncounteredQuarantineException"],
        is_general: false,
        means: "The service cannot talk to the target: the credentials are refused, or the answer \
            is no SCIM. No number of failures is needed for that.",
        cure: "Authorize again under Provisioning › Admin Credentials, and look whether the tenant \
            URL is that of the SCIM endpoint. Then restart provisioning.",
        found_by: &["lint::wrong-tenant-url"],
        pages: &[QUARANTINE],
    },
    KnownError {
        name: "EncounteredEscrowProportionThreshold",
        place: Place::Quarantine,
        reads: &["EncounteredEscrowProportionThreshold"],
        is_general: false,
        means: "More than 40 % of what the job tried has failed, and at least 5,000 times. \
            References, such as managers, are not counted.",
        cure: "The log says what fails. Where it is one mapping for many users, \
            `attrmap run --rejects -` over an export of the users finds all of them at once. Then \
            restart provisioning: within four weeks, or the job is disabled.",
        found_by: &["lint::nullable-required", "plan::required-value-missing"],
        pages: &[QUARANTINE],
    },
    KnownError {
        name: "EncounteredBaseEscrowThreshold",
        place: Place::Quarantine,
        reads: &["EncounteredBaseEscrowThreshold"],
        is_general: false,
        means: "Too many failures by their number alone: more than 40,000, without references.",
        cure: "As for `EncounteredEscrowProportionThreshold`: mend what fails, restart \
            provisioning.",
        found_by: &["lint::nullable-required", "plan::required-value-missing"],
        pages: &[QUARANTINE],
    },
    KnownError {
        name: "EncounteredTotalEscrowThreshold",
        place: Place::Quarantine,
        reads: &["EncounteredTotalEscrowThreshold"],
        is_general: false,
        means: "Too many failures by their number alone: more than 60,000, with references, such \
            as managers who are not at the target.",
        cure: "Where references fail, look whether managers are in scope themselves. Mend what \
            fails, restart provisioning.",
        found_by: &[],
        pages: &[QUARANTINE],
    },
    KnownError {
        name: "TooManyDeletes",
        place: Place::Quarantine,
        reads: &["TooManyDeletes"],
        is_general: false,
        means: "One cycle would delete or disable more users than the job allows: often a scoping \
            filter that was changed, or a group that is not assigned any more.",
        cure: "Look in the log for `StagedDelete`. Right: allow the deletes on the job's page. \
            Wrong: take the change back before you do.",
        found_by: &[],
        pages: &[
            "https://learn.microsoft.com/entra/identity/app-provisioning/accidental-deletions",
        ],
    },
    KnownError {
        name: "QuarantinedOnDemand",
        place: Place::Quarantine,
        reads: &["QuarantinedOnDemand", "QuarantineOnDemand"],
        is_general: false,
        means: "Somebody at Microsoft has put the job into quarantine by hand, because it has \
            trouble.",
        cure: "Ask Microsoft's support.",
        found_by: &[],
        pages: &[QUARANTINE],
    },
    KnownError {
        name: "IngestionInterrupted",
        place: Place::Quarantine,
        reads: &["IngestionInterrupted"],
        is_general: false,
        means: "Reading the source was broken off. Microsoft names the reason and does not \
            describe it.",
        cure: "Restart provisioning; ask Microsoft's support where it comes back.",
        found_by: &[],
        pages: &[JOB],
    },
];
