//! What the target answers when it does not take a user.

use super::{KnownError, LOG, MAPPINGS, Place, SCIM, WORKPLACE};

/// Where the service and RFC 7644 differ, and the switch that mends it.
const COMPATIBILITY: &str = "https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility";

pub(super) static ERRORS: &[KnownError] = &[
    KnownError {
        name: "1789003",
        place: Place::Target,
        reads: &["1789003", "user from an unverified domain"],
        is_general: false,
        means: "Workplace refuses the user: the domain of the e-mail address is none that its \
            administrators have verified.",
        cure: "Verify the domain in Workplace, or map an address of a domain that is verified: \
            often `[mail]` and `[userPrincipalName]` have different ones, as \
            `contoso.onmicrosoft.com`. Name the verified domains in `attrmap.toml` \
            (`verifiedDomains`) or with `attrmap lint --verified-domains`.",
        found_by: &["lint::unverified-domain"],
        pages: &[WORKPLACE],
    },
    KnownError {
        name: "Missing Email field",
        place: Place::Target,
        reads: &["missing email field", "you must provide an email"],
        is_general: false,
        means: "The payload has no e-mail address. The mapping reads an attribute that this user \
            does not have, most often `[mail]` of somebody without a mailbox, and a null value is \
            not sent.",
        cure: "Let an attribute stand in that every user has: \
            `Coalesce([mail], [userPrincipalName])`. Else fill in the user's `mail`, or unassign \
            the user. People without e-mail can be allowed in Workplace's settings; provisioning \
            must be restarted afterwards.",
        found_by: &["lint::nullable-required", "plan::required-value-missing"],
        pages: &[WORKPLACE],
    },
    KnownError {
        name: "aadOptscim062020",
        place: Place::Target,
        reads: &["aadOptscim062020", "AzureAdScimPatch2017"],
        is_general: false,
        means: "A switch behind the address of a job, and no error by itself. Without it Entra \
            changes users in a form of its own: `op` is `Replace` in capitals, and `active` is \
            the text `\"False\"`, which strict targets refuse. With it `op` is lower-case, \
            `false` is a Boolean, and what has no filter in its path goes in one operation \
            without a path. `AzureAdScimPatch2017` switches back.",
        cure: "Where the target wants Booleans, write it behind the tenant URL: \
            `https://scim.example.com/?aadOptscim062020`. Provisioning on demand does not heed \
            it. No mapping has to change.",
        found_by: &[],
        pages: &[COMPATIBILITY],
    },
    KnownError {
        name: "noTarget",
        place: Place::Target,
        reads: &["noTarget"],
        is_general: false,
        means: "The target found no element for a path with a filter, as \
            `emails[type eq \"work\"].value`. RFC 7644 lets it refuse a change there; Entra \
            expects that it creates the element.",
        cure: "It is the target's to mend: an `add` or `replace` at a path whose filter fits \
            nothing should create the element. Until then give the user the value in the target, \
            so that there is something to change, or map a path without a filter.",
        found_by: &[],
        pages: &[SCIM],
    },
    KnownError {
        name: "SystemForCrossDomainIdentityManagementServiceIncompatible",
        place: Place::Target,
        reads: &[
            "SystemForCrossDomainIdentityManagementServiceIncompatible",
            "ServiceIncompatible",
        ],
        is_general: false,
        means: "Entra cannot read what the target answered: it is no SCIM, or not the SCIM that \
            Entra's client expects. No mapping causes it by itself.",
        cure: "Look whether the tenant URL is that of the SCIM endpoint: for Workplace it is \
            `https://scim.workplace.com/`. If it is, show the answer in the log's details to those \
            who make the application.",
        found_by: &["lint::wrong-tenant-url"],
        pages: &[LOG, SCIM],
    },
    KnownError {
        name: "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse",
        place: Place::Target,
        reads: &[
            "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse",
            "MultipleEntriesInResponse",
        ],
        is_general: false,
        means: "Entra asked the target for one user or group and got several: the value it matches \
            by is not unique there, or the target ignores the filter of the question.",
        cure: "Match by an attribute that no two users share, and that the target can filter by; \
            `attrmap lint --select matching` says what speaks against the present one.",
        found_by: &["lint::shared-matching", "lint::unfilterable-matching"],
        pages: &[LOG, MAPPINGS],
    },
    KnownError {
        name: "SystemForCrossDomainIdentityManagementInvalidCredentials",
        place: Place::Target,
        reads: &["SystemForCrossDomainIdentityManagementInvalidCredentials", "InvalidCredentials"],
        is_general: false,
        means: "The target does not accept the token or the password of the job.",
        cure: "Authorize again under Provisioning › Admin Credentials and test the connection. \
            Tokens of many applications expire, or go with the administrator who made them.",
        found_by: &[],
        pages: &[LOG],
    },
    KnownError {
        name: "InvalidDomain",
        place: Place::Target,
        reads: &["InvalidDomain"],
        is_general: false,
        means: "A value has a domain that the target does not allow.",
        cure: "Add the domain in the target, or map an address of one that it allows. Name the \
            allowed ones in `attrmap.toml` (`verifiedDomains`).",
        found_by: &[],
        pages: &[LOG],
    },
    KnownError {
        name: "Conflict, EntryConflict",
        place: Place::Target,
        reads: &["Conflict", "EntryConflict", "uniqueness"],
        is_general: true,
        means: "The target has somebody with a value that must be unique: an account made by hand, \
            or one that matching did not find.",
        cure: "Find out which value is taken. If it is the same person, match by that attribute, so \
            that the account is taken over; else change one of the two values. \
            `SelectUniqueValue` helps on creation in the applications that know it.",
        found_by: &["lint::nullable-matching", "lint::shared-matching", "eval::not-unique"],
        pages: &[LOG, MAPPINGS],
    },
    KnownError {
        name: "InsufficientRights, MethodNotAllowed, NotPermitted, Unauthorized",
        place: Place::Target,
        reads: &["InsufficientRights", "MethodNotAllowed", "NotPermitted", "Unauthorized"],
        is_general: true,
        means: "The target knows who asks, and does not let the job do this.",
        cure: "Give the account or the token of the job the rights that the application's tutorial \
            names. No mapping mends it.",
        found_by: &[],
        pages: &[LOG],
    },
    KnownError {
        name: "UnprocessableEntity, NotImplemented",
        place: Place::Target,
        reads: &["UnprocessableEntity", "NotImplemented", "invalidValue"],
        is_general: true,
        means: "The target understood the request and refuses what it says: often a value of \
            another type or form than the attribute has, as `\"yes\"` for a Boolean.",
        cure: "Look for the attribute in the log's details. `attrmap lint` compares what a mapping \
            can give with the target's types, and `attrmap run` prints the payload itself.",
        found_by: &["check::target-type", "lint::unfit-text", "flow::not-a-boolean"],
        pages: &[LOG],
    },
    KnownError {
        name: "TooManyRequests, InternalServerError, WebExceptionProtocolError, Timeout",
        place: Place::Target,
        reads: &["TooManyRequests", "InternalServerError", "WebExceptionProtocolError", "Timeout"],
        is_general: true,
        means: "The target is overloaded, out of order or not to be reached. No mapping causes it.",
        cure: "Wait: the service tries again by itself, in its next cycle.",
        found_by: &[],
        pages: &[LOG],
    },
];
