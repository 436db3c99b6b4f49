//! Where rules hold back, and what they underline in cases that no page needs.

use attrmap::lint::Sample;

use crate::lint::found_in;

/// What a rule underlines in a file.
fn underlined(rule: &str, text: &str) -> Vec<String> {
    let found = found_in(text, "", "");
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
            r#"active = 'Switch([IsSoftDeleted], , "False", "yes", "True", "no")'"#,
            &[],
            "the right way round with words that are no Booleans: an error already",
        ),
        (
            "unreachable-arm",
            r#"title = 'Switch(ToUpper(ToLower([country], ), ), "Other", "US", "A", "İ", "B")'"#,
            &[],
            "the last of both decides, and letters beyond ASCII are left alone",
        ),
        (
            "unreachable-arm",
            r#"title = 'Switch(Trim(ToUpper([country], )), "Other", "us", "A")'"#,
            &[r#""us", "A""#],
            "what is cut keeps its case",
        ),
        (
            "changing-matching",
            r#"externalId = { expression = 'IIF(DateDiff("d", [employeeHireDate], Now())>30, [objectId], [employeeId])', matchingPriority = 2 }"#,
            &[],
            "a condition is decided once",
        ),
        (
            "changing-matching",
            r#"externalId = { expression = 'IIF([country]="US", [objectId], Append([employeeId], Guid()))', matchingPriority = 2 }"#,
            &["Guid()"],
            "the value of some is another each time",
        ),
        (
            "unreachable-arm",
            r#"title = 'Switch(ToUpper([city], [state]), "Other", "us", "A")'"#,
            &[],
            "which letters a culture changes is not known before",
        ),
        (
            "unreachable-arm",
            r#"title = 'Switch(Mid(Left([country], 2), 1, 5), "Other", "USA", "A")'"#,
            &[r#""USA", "A""#],
            "what is cut twice is no longer",
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
            &["[proxyAddresses]"],
            "elements can be several, but one address is required",
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
        (
            "presence-in-iif",
            r#"title = 'IIF(IsPresent([otherMails]), Item([otherMails], 1), "none")'"#,
            &[],
            "no other form does it for several values",
        ),
        (
            "comparison-with-empty",
            r#"title = 'IIF([jobTitle]<>"", [jobTitle], "Employee")'"#,
            &[],
            "it does not hold for null either, which is right here",
        ),
        (
            "constant-condition",
            r#"title = 'IIF(Not([accountEnabled]="yes"), "a", "b")'"#,
            &[r#"[accountEnabled]="yes""#],
            "once, where it is decided",
        ),
        (
            "constant-condition",
            "title = 'IIF([IsSoftDeleted], \"a\", \"b\")'",
            &[],
            "a Boolean by itself",
        ),
        (
            "unreachable-arm",
            r#"title = 'Switch([accountEnabled], "x", "True", "a", "False", "b")'"#,
            &[],
            "a default value too many does no harm",
        ),
        (
            "unreachable-arm",
            r#"title = 'IIF(IsPresent([country]), Coalesce([country], "x"), "z")'"#,
            &[r#""x""#],
            "the condition has asked already",
        ),
        (
            "failing-branch",
            r#"title = 'IIF([employeeHireDate]="x", CDate([employeeHireDate]), CDate([employeeHireDate]))'"#,
            &[],
            "it fails in either value",
        ),
        (
            "keyword-as-text",
            r#"title = 'IgnoreFlowIfNullOrEmpty("NULL")'"#,
            &[r#""NULL""#],
            "the wrapper hands it through",
        ),
        (
            "keyword-as-text",
            r#"title = 'IIF([jobTitle]="NULL", [department], [jobTitle])'"#,
            &[],
            "sources do hold it",
        ),
        (
            "future-date-comparison",
            r#"title = 'IIF(0 > DateDiff("d", CDate([employeeHireDate]), Now()), "a", "b")'"#,
            &[r#"0 > DateDiff("d", CDate([employeeHireDate]), Now())"#],
            "turned twice",
        ),
        (
            "catastrophic-pattern",
            r#"title = 'Replace([mobile], , "^[^@]+@([\\w-]+\\.)+[\\w-]{2,4}$", , "", , )'"#,
            &[],
            "the dot ends each round",
        ),
        (
            "changing-value",
            r#"title = 'DateDiff("yyyy", CDate([employeeHireDate]), Now())'"#,
            &[],
            "years of service are to grow",
        ),
        (
            "changing-value",
            r#"title = 'Append(RandomString(3, 1, 1, 1, 0), [mail])'"#,
            &["RandomString(3, 1, 1, 1, 0)"],
            "a part of the value is new",
        ),
        (
            "low-entropy-id",
            r#"externalId = { expression = 'Left(ConvertToBase64(Guid()), 20)', flowType = "ObjectAddOnly" }"#,
            &[],
            "seven digits are enough",
        ),
    ];
    for (rule, lines, expected, why) in table {
        let text = Sample::map("edge", lines, &[]).mapping_file();
        assert_eq!(underlined(rule, &text), *expected, "{rule}: {lines}: {why}");
    }
}

#[test]
fn a_key_that_the_source_never_gives_is_found_once() {
    for (source, key, near, unreachable) in [
        ("ToLower([country], )", "US", &[][..], &[r#""US", "A""#][..]),
        ("ToLower([country])", "us ", &[r#""us ""#], &[]),
        ("StripSpaces([country])", "us ", &[], &[r#""us ", "A""#]),
        ("[country]", "US", &[r#""us""#], &[]),
    ] {
        let lines = format!(r#"title = 'Switch({source}, "x", "{key}", "A", "us", "B")'"#);
        let text = Sample::map("edge", "", &[]).mapping_file() + &lines;
        assert_eq!(underlined("near-keys", &text), near, "{source}");
        assert_eq!(underlined("unreachable-arm", &text), unreachable, "{source}");
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
    for (directory, source_object, attribute, is_required, nullable, shared) in [
        ("HR", "User", "displayName", false, true, true),
        ("HR", "User", "displayName", true, false, true),
        ("HR", "User", "workerId", false, true, false),
        ("HR", "Group", "displayName", false, false, false),
        ("Azure Active Directory", "User", "workerId", true, true, false),
        ("Azure Active Directory", "User", "userPrincipalName", false, false, false),
    ] {
        let text = graph(source_object, attribute, is_required).replace("HR", directory);
        let about = format!("{directory} {source_object} {attribute} {is_required}");
        let found = |rule| !underlined(rule, &text).is_empty();
        assert_eq!(found("nullable-matching"), nullable, "{about}");
        assert_eq!(found("shared-matching"), shared, "{about}");
    }
}

/// What the directory promises counts where it becomes the value, and no other.
#[test]
fn a_required_attribute_is_trusted_where_it_is_the_value() {
    for (source, is_nullable) in [
        ("[workerId]", false),
        ("ToLower([workerId])", false),
        ("Coalesce([badge], [workerId])", false),
        ("Switch([workerId], [badge], \\\"1\\\", \\\"a\\\")", true),
        ("IIF(IsPresent([workerId]), [badge], \\\"a\\\")", true),
    ] {
        let plain = r#"{ "type": "Attribute", "name": "workerId" }"#;
        let text = graph("User", "workerId", true)
            .replace(plain, &format!(r#"{{ "expression": "{source}" }}"#));
        assert_eq!(!underlined("nullable-matching", &text).is_empty(), is_nullable, "{source}");
    }
}

/// Directory extensions are told by their form, and custom names by the users who have them.
#[test]
fn names_that_no_table_lists_are_known_by_form_or_by_users() {
    let extension = "[extension_0123456789abcdef0123456789abcdef_costUnit]";
    let ana = r#"{"userPrincipalName": "ana@contoso.com", "costUnit": "7"}"#;
    let ben = r#"{"userPrincipalName": "ben@contoso.com"}"#;
    let id = r#"{"id": "1", "userPrincipalName": "ana@contoso.com"}"#;
    for (expression, users, expected, why) in [
        (extension, "", None, "its form"),
        ("[extension_1_costUnit]", "", Some("[extension_1_costUnit]"), "another form"),
        ("[costUnit]", "", Some("[costUnit]"), "nobody is there to have it"),
        ("[costUnit]", ana, None, "a user has it"),
        ("[costUnit]", ben, Some("[costUnit]"), "no user has it"),
        ("[id]", id, Some("[id]"), "Graph's name of another attribute stays wrong"),
    ] {
        let lines = format!("title = '{expression}'");
        let written = Sample::map("names", "", &[]).mapping_file() + &lines;
        let found = found_in(&written, "", users);
        let mut of_names = found
            .iter()
            .map(|it| &it.diagnostic)
            .filter(|it| ["check::unknown-attribute", "check::graph-name"].contains(&it.code.path));
        let said = of_names.next().map(|it| it.source.slice(it.primary.span));
        assert_eq!(said, expected, "{expression}: {why}");
    }
}

/// Each key that is wrong has a finding of its own, however many there are.
#[test]
fn each_of_thousands_of_keys_is_found() {
    let arms: String = (0..5_000).map(|key| format!(r#", "{key} ", "v{key}""#)).collect();
    let title = format!("title = 'Switch([department], \"none\"{arms})'");
    let text = format!(
        "schema = \"workplace\"\n\n[map]\n\
         userName = {{ expression = '[userPrincipalName]', matchingPriority = 1 }}\n{title}\n"
    );
    assert_eq!(underlined("near-keys", &text).len(), 5_000);
}

/// Each clause is compared with each, so there is a bound; below it all of them are.
#[test]
fn a_filter_of_hundreds_of_clauses_is_not_compared() {
    let found = |count: usize| {
        let clause = "{ attribute = \"department\", operator = \"EQUALS\", value = \"x\" },\n";
        let text = format!(
            "schema = \"workplace\"\n\n[map]\n\
             userName = {{ expression = '[userPrincipalName]', matchingPriority = 1 }}\n\
             [[scope]]\nclauses = [{}]\n",
            clause.repeat(count)
        );
        underlined("duplicate-clause", &text).len()
    };
    assert_eq!((found(500), found(501)), (499, 0));
}

/// Where users without e-mail are wanted, other things are required, and named.
#[test]
fn what_is_required_is_what_the_options_say() {
    let text = |option: &str| {
        format!(
            "schema = \"workplace\"\n[options]\nusersWithoutEmail = {option}\n[map]\n\
             userName = {{ expression = '[mailNickname]', matchingPriority = 1 }}\n\
             'emails[type eq \"work\"].value' = 'Coalesce([mail], [otherMails], \
             [userPrincipalName])'\n"
        )
    };
    let said = |option: &str, rule: &str| -> Vec<String> {
        let found = found_in(&text(option), "", "").into_iter().map(|it| it.diagnostic);
        found.filter(|it| it.code.path == rule).map(|it| it.message).collect()
    };
    let required = said("true", "lint::nullable-required");
    let expected =
        "`userName` can be missing, and the target requires a user name or an external id";
    assert!(required.iter().any(|it| it == expected), "{required:?}");
    assert_eq!(said("false", "lint::several-values").len(), 1);
    assert_eq!(said("true", "lint::several-values").len(), 0, "nobody needs just one");
}
