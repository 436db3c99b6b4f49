//! What the service says of mappings while they are saved and evaluated.

use super::{FUNCTIONS, HR_UPDATES, KnownError, LOG, MAPPINGS, Place};

pub(super) static ERRORS: &[KnownError] = &[
    KnownError {
        name: "Joining property … has more than one SourceName",
        place: Place::Mapping,
        reads: &["joining property … has more than one sourcename", "more than one SourceName"],
        is_general: false,
        means: "The expression of a matching attribute reads more than one source attribute. The \
            service does not save such a schema (`SchemaInvalid`).",
        cure: "Match by one attribute, as `[userPrincipalName]`; functions around it are fine. The \
            combined value can still go to the target by a mapping that does not match.",
        found_by: &["lint::several-sources-in-matching"],
        pages: &[MAPPINGS],
    },
    KnownError {
        name: "SchemaInvalid",
        place: Place::Mapping,
        reads: &["SchemaInvalid"],
        is_general: true,
        means: "The service does not save the schema: something in it names what is not there, or \
            is not allowed. Names of attributes are compared with their case: `[Description]` is \
            not `[description]`.",
        cure: "Run `attrmap lint` over the file: it says where a name, a type or a matching \
            attribute is wrong. Matching attributes of cross-tenant jobs cannot be changed at all.",
        found_by: &[
            "check::attribute-case",
            "check::unknown-attribute",
            "plan::unknown-target",
            "lint::several-sources-in-matching",
        ],
        pages: &[MAPPINGS],
    },
    KnownError {
        name: "No more than one app role assignment was expected",
        place: Place::Mapping,
        reads: &["no more than one app role assignment"],
        is_general: false,
        means: "`SingleAppRoleAssignment` was evaluated for a user who has several roles in the \
            application: two groups that are both assigned are enough.",
        cure: "Leave the user one role. For several, map `AppRoleAssignmentsComplex` or \
            `AssertiveAppRoleAssignmentsComplex` to a target that takes a list of roles.",
        found_by: &["eval::several-app-roles"],
        pages: &[
            "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#singleapproleassignment",
            MAPPINGS,
        ],
    },
    KnownError {
        name: "InvalidAttributeSyntax",
        place: Place::Mapping,
        reads: &["InvalidAttributeSyntax", "v3839", "v4563"],
        is_general: false,
        means: "Active Directory refuses a value, and the usual one is the empty text: HR systems \
            give it where there is nothing, it is not null, and it is sent as it is. The number \
            at the end of such a line, `v3839` or `v4563`, is the build of the domain controller's \
            Windows (2016, 2019): what is wrong stands before it.",
        cure: "Write `IgnoreFlowIfNullOrEmpty([attribute])`, so that nothing flows, or give a \
            value for the empty text: `Switch([attribute], [attribute], \"\", \"N/A\")`.",
        found_by: &["lint::empty-text"],
        pages: &[HR_UPDATES, FUNCTIONS],
    },
    KnownError {
        name: "System.Collections.Hashtable",
        place: Place::Mapping,
        reads: &["System.Collections.Hashtable", "System.Object[]"],
        is_general: false,
        means: "PowerShell wrote an export and stopped at a depth: this stands where an object \
            was. Sent back, the file would take the place of the whole schema, without what is \
            missing.",
        cure: "Export again with `ConvertTo-Json -Depth 100`, or download the schema in the portal.",
        found_by: &["mapping::truncated-export"],
        pages: &[
            "https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/convertto-json",
            "https://learn.microsoft.com/entra/identity/app-provisioning/export-import-provisioning-configuration",
        ],
    },
    KnownError {
        name: "SchemaPropertyCanOnlyAcceptValue",
        place: Place::Mapping,
        reads: &["SchemaPropertyCanOnlyAcceptValue"],
        is_general: false,
        means: "The target attribute takes one value, and this user has several of what the \
            mapping reads. Whoever has one works.",
        cure: "Take one of them with `Item([proxyAddresses], 1)`, or all in one text with \
            `Join(\", \", [otherMails])`.",
        found_by: &["lint::several-values", "flow::several-values"],
        pages: &[LOG],
    },
    KnownError {
        name: "SchemaAttributeNotFound",
        place: Place::Mapping,
        reads: &["SchemaAttributeNotFound"],
        is_general: false,
        means: "A mapping writes an attribute that the target does not have.",
        cure: "Compare the target's list of attributes: `attrmap schema show NAME` prints the \
            built-in ones, and `attrmap lint --schema FILE` takes what `/Schemas` answers.",
        found_by: &["plan::unknown-target"],
        pages: &[LOG, MAPPINGS],
    },
    KnownError {
        name: "MandatoryFieldsMissing, MissingValues",
        place: Place::Mapping,
        reads: &["MandatoryFieldsMissing", "MissingValues"],
        is_general: false,
        means: "The target requires a value that this user does not get: nothing is mapped to it, \
            or what is mapped is null for the user.",
        cure: "Map it, and let an attribute stand in that every user has: \
            `Coalesce([mail], [userPrincipalName])`.",
        found_by: &[
            "lint::nullable-required",
            "lint::unmapped-required",
            "plan::required-value-missing",
        ],
        pages: &[LOG, MAPPINGS],
    },
];
