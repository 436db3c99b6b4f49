//! Where rules hold back, and what they underline in cases that no page needs.

use attrmap::check::Env;
use attrmap::lint::{Conditions, Sample, Site, lint};
use attrmap::mapping::MappingFile;
use attrmap::schema::{self, ScimVersion};

/// What a rule underlines in a file.
fn underlined(rule: &str, text: &str) -> Vec<String> {
    let (file, read) = MappingFile::read("edge", text);
    let (env, site) = (Env::entra(), Site::default());
    let conditions = Conditions {
        env: &env,
        version: ScimVersion::V2_0,
        table: None,
        load: &schema::built_in,
        site: &site,
    };
    let found = lint(&file, read, &conditions);
    let of_rule = found.iter().map(|finding| &finding.diagnostic).filter(|diagnostic| {
        let path = diagnostic.code.path;
        path.strip_prefix("lint::") == Some(rule)
    });
    of_rule.map(|diagnostic| diagnostic.source.slice(diagnostic.primary.span).to_owned()).collect()
}

/// A rule, lines of a mapping for Workplace, what is underlined, and why.
type Edge = (&'static str, &'static str, &'static [&'static str], &'static str);

#[test]
fn rules_know_their_edges() {
    let table: &[Edge] = &[
        (
            "inverted-active",
            r#"active = 'Switch([IsSoftDeleted], , "false", "True", "true", "False")'"#,
            &[r#"Switch([IsSoftDeleted], , "false", "True", "true", "False")"#],
            "keys in the wrong case never match, and null disables nobody",
        ),
        (
            "inverted-active",
            r#"active = 'IIF([IsSoftDeleted] = "False", [accountEnabled], "False")'"#,
            &[],
            "what the account brings is not known",
        ),
        (
            "inverted-active",
            r#"active = 'Switch([IsSoftDeleted], , "True", "False")'"#,
            &[],
            "null for those who stay: the target's own default holds",
        ),
        (
            "no-disable-path",
            "active = 'IIF([accountEnabled], Not([IsSoftDeleted]), \"False\")'",
            &[],
            "read in one branch is read",
        ),
        (
            "no-disable-path",
            "active = { defaultValue = \"True\" }",
            &["active"],
            "a default value for everybody",
        ),
        ("no-disable-path", "activ = '[accountEnabled]'", &[], "the name that is wrong may be it"),
        (
            "unfit-text",
            "active = 'Coalesce(Switch([employeeType], \"\", \"a\", \"True\"), Not([IsSoftDeleted]))'",
            &[],
            "an empty text is passed over",
        ),
        (
            "unfit-text",
            "active = 'Switch(Not([IsSoftDeleted]), \"neither\", \"True\", \"True\", \"False\", \"False\")'",
            &[],
            "nobody comes to the default value",
        ),
        (
            "unfit-text",
            "active = 'IIF(IsPresent([city]), Now(), Not([IsSoftDeleted]))'",
            &["Now()"],
            "a date is no Boolean either",
        ),
        ("unfit-text", "active = '\"yes\"'", &[], "wrong for everybody: an error"),
        (
            "empty-text",
            "title = 'Coalesce(\"\", [jobTitle])'",
            &[],
            "passed over, but for the last source",
        ),
        ("empty-text", "name.formatted = 'IIF([city] = \"x\", \"\", \"A\")'", &[], "required"),
        (
            "empty-text",
            "title = 'IIF([city] = \"x\", Switch([state], \"\", \"a\", \"b\"), \"\")'",
            &["\"\""],
            "one finding for all of them",
        ),
        (
            "several-values",
            "'emails[type eq \"work\"].value' = '[proxyAddresses]'",
            &[],
            "elements can be several",
        ),
        ("several-values", "displayName = '[appRoleAssignments]'", &[], "an error already"),
        (
            "unconvertible-date",
            "title = 'FormatDateTime(Coalesce([employeeHireDate], Now()), , \"yyyy\", \"MM\")'",
            &[],
            "what an attribute brings is not known",
        ),
        (
            "unconvertible-date",
            "title = 'FormatDateTime(FormatDateTime([employeeHireDate], , \"yyyy-MM-dd\", \"O\"), \
             , \"yyyy-MM-ddTHH:mm:ss.fffffffK\", \"MM\")'",
            &[],
            "by some clock they are the same",
        ),
        (
            "unconvertible-date",
            "title = 'FormatDateTime(Now(), , \"G\", \"MM\")'",
            &["\"G\""],
            "two digits a part, and no half of the day",
        ),
        (
            "duplicate-matching-priority",
            "externalId = { expression = '[objectId]', matchingPriority = 3 }",
            &[],
            "a gap",
        ),
        (
            "several-sources-in-matching",
            "externalId = { expression = 'Append(ToLower([mailNickname]), [mailNickname])', \
             matchingPriority = 3 }",
            &[],
            "one attribute, read twice",
        ),
        (
            "constant-matching",
            "externalId = { expression = 'Switch([city], \"a\", \"b\", \"a\")', \
             matchingPriority = 3 }",
            &["Switch([city], \"a\", \"b\", \"a\")"],
            "whatever it reads",
        ),
    ];
    for (rule, lines, expected, why) in table {
        let text = Sample::map("edge", lines, &[]).mapping_file();
        assert_eq!(underlined(rule, &text), *expected, "{rule}: {lines}: {why}");
    }
}

/// A Graph object mapping between two directories.
fn graph(source_object: &str, source_attribute: &str, is_required: bool) -> String {
    format!(
        r#"{{
  "synchronizationRules": [{{
    "editable": true, "sourceDirectoryName": "HR", "targetDirectoryName": "Payroll",
    "objectMappings": [{{
      "name": "all", "enabled": true,
      "sourceObjectName": "{source_object}", "targetObjectName": "Person",
      "attributeMappings": [{{
        "targetAttributeName": "Login", "matchingPriority": 1,
        "source": {{ "type": "Attribute", "name": "{source_attribute}" }}
      }}]
    }}]
  }}],
  "directories": [
    {{ "name": "HR", "objects": [{{ "name": "{source_object}", "attributes": [
      {{ "name": "{source_attribute}", "type": "String", "required": {is_required} }}
    ] }}] }},
    {{ "name": "Payroll", "objects": [{{ "name": "Person", "attributes": [
      {{ "name": "Login", "type": "String", "required": true }}
    ] }}] }}
  ]
}}"#
    )
}

#[test]
fn objects_that_are_no_users_are_judged_by_their_own_directory() {
    for (source_object, attribute, is_required, nullable, shared) in [
        ("User", "displayName", false, true, true),
        ("User", "displayName", true, false, true),
        ("User", "workerId", false, true, false),
        ("Group", "displayName", false, false, false),
    ] {
        let text = graph(source_object, attribute, is_required);
        let about = format!("{source_object} {attribute} {is_required}");
        let found = |rule| !underlined(rule, &text).is_empty();
        assert_eq!(found("nullable-matching"), nullable, "{about}");
        assert_eq!(found("shared-matching"), shared, "{about}");
    }
}
