//! Codes of the provisioning log about users who are taken to another tenant.

use super::{KnownError, LOG, Place};

/// Cross-tenant synchronization.
const TENANTS: &str = "https://learn.microsoft.com/entra/identity/multi-tenant-organizations/cross-tenant-synchronization-configure";

pub(super) static ERRORS: &[KnownError] = &[
    KnownError {
        name: "AzureDirectoryB2BManagementPolicyCheckFailure",
        place: Place::Log,
        reads: &["AzureDirectoryB2BManagementPolicyCheckFailure"],
        is_general: false,
        means: "The other tenant does not let users be synchronized into it, or invitations are not redeemed by themselves on both sides.",
        cure: "In both tenants, allow it in the cross-tenant access settings: automatic redemption on both sides, and users to be synchronized in the target. No mapping has to do with it.",
        found_by: &[],
        pages: &[LOG, TENANTS],
    },
    KnownError {
        name: "Forbidden",
        place: Place::Log,
        reads: &["Forbidden"],
        is_general: true,
        means: "The other side refuses what the service asks of it, for what it may do and not for what is sent. Between tenants the external collaboration settings of the target block the invitation.",
        cure: "Between tenants, allow the domain and invitations in the target's external collaboration settings. Elsewhere look at the permissions of the account that the job signs in with.",
        found_by: &[],
        pages: &[LOG, TENANTS],
    },
    KnownError {
        name: "QuotaLimitExceeded",
        place: Place::Log,
        reads: &["QuotaLimitExceeded"],
        is_general: false,
        means: "The other tenant has as many objects as it may have.",
        cure: "Delete what is not needed there, ask Microsoft for a higher limit, or narrow who is in scope. An object that is deleted counts for a while longer.",
        found_by: &[],
        pages: &[LOG, TENANTS],
    },
    KnownError {
        name: "InvitationCreationFailure",
        place: Place::Log,
        reads: &[
            "InvitationCreationFailure",
            "InvitationCreationFailureInvalidPropertyValue",
            "InvitationCreationFailureAmbiguousUser",
            "AmbiguousUser",
        ],
        is_general: false,
        means: "The invitation of the user to the other tenant failed: a value is none that it takes (`InvalidPropertyValue`), such as an address that is none, or several users there have the address already (`AmbiguousUser`).",
        cure: "`attrmap lint --users` finds addresses that are none. Of users who are there already, remove the one too many.",
        found_by: &["lint::not-an-email"],
        pages: &[LOG, TENANTS],
    },
    KnownError {
        name: "CannotUpdateObjectsOriginatedInExternalService",
        place: Place::Log,
        reads: &["CannotUpdateObjectsOriginatedInExternalService"],
        is_general: false,
        means: "The user of the other tenant came from somewhere else, which is where changes are made.",
        cure: "Change the user where it comes from, or take the user out of scope.",
        found_by: &[],
        pages: &[LOG, TENANTS],
    },
    KnownError {
        name: "CannotUpdateObjectsMasteredOnPremises",
        place: Place::Log,
        reads: &["CannotUpdateObjectsMasteredOnPremises"],
        is_general: false,
        means: "The user of the target is synchronized from Active Directory, which is where changes are made.",
        cure: "Change the user there, or take the user out of scope.",
        found_by: &[],
        pages: &[LOG, TENANTS],
    },
];
