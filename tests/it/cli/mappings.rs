//! What a mapping can come as: TOML, a job exported from Graph, a table of its own; and what is
//! said of those that cannot be run.

use serde_json::json;

use super::{Folder, USERS, attrmap, user};

/// An export of a Workplace job, with what exports are full of: rules that are not editable,
/// object mappings that are off or read nothing, each with expressions that do not even read.
const EXPORT: &str = "tests/cli/workplace-job.json";

#[test]
fn an_exported_job_runs_as_it_is() {
    let run = attrmap(&["run", "-m", EXPORT, USERS]);
    // Two users have neither name, and the job joins just these.
    assert_eq!(run.ended(), (1, [31, 29, 2, 0]), "{run:?}");
    assert!(run.stderr.contains("[plan::required-value-missing], rows 10, 26\n"), "{run:?}");
    let payloads = run.payloads();
    assert_eq!(
        payloads[1],
        json!({
            "schemas": [
                "urn:ietf:params:scim:schemas:core:2.0:User",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                "urn:ietf:params:scim:schemas:extension:facebook:starttermdates:2.0:User",
            ],
            "userName": "joe.bloggs@contoso.com",
            "displayName": "Joe Bloggs",
            "active": true,
            "title": "Solutions Architect",
            "emails": [{ "type": "work", "primary": true, "value": "joe.bloggs@contoso.com" }],
            "name": { "givenName": "Joe", "familyName": "Bloggs", "formatted": "Joe Bloggs" },
            "phoneNumbers": [{ "type": "mobile", "value": "+44 7700 900002" }],
            "externalId": "5ca1ab02-1000-4000-8000-0000c1002bde",
            "preferredLanguage": "en_GB",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
                "manager": { "value": "5ca1ab01-1000-4000-8000-0000c1000cef" },
                "department": "Engineering",
            },
            "urn:ietf:params:scim:schemas:extension:facebook:starttermdates:2.0:User": {
                "startDate": 14_671 * 86_400,
            },
        })
    );
}

#[test]
fn default_values_are_for_null_only() {
    let folder = Folder::new();
    let user =
        |title: &str| format!("{{\"userPrincipalName\": \"a\", \"surname\": \"A\"{title}}}\n");
    let titles = ["", ", \"jobTitle\": null", ", \"jobTitle\": \"\"", ", \"jobTitle\": \"Cook\""];
    let users = folder.write("users.ndjson", titles.map(user).concat());
    let run = attrmap(&["run", "-m", EXPORT, &users]);
    assert_eq!(run.ended(), (0, [4, 4, 0, 0]), "{run:?}");
    let titles: Vec<_> = run.payloads().iter().map(|it| it["title"].clone()).collect();
    assert_eq!(titles, ["Employee", "Employee", "", "Cook"]);
}

#[test]
fn an_object_mapping_can_be_named() {
    let name = "synchronize azure active directory users to facebook at work";
    let run = attrmap(&["run", "-m", EXPORT, USERS, "--object-mapping", name]);
    assert_eq!(run.ended(), (1, [31, 29, 2, 0]));
    for (name, code) in [
        ("Synchronize Azure Active Directory Groups", "mapping::not-live"),
        ("Guests", "mapping::unknown-object-mapping"),
    ] {
        let run = attrmap(&["run", "-m", EXPORT, USERS, "--object-mapping", name]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{name}");
        assert!(run.stderr.starts_with(code), "{name}: {run:?}");
    }
}

#[test]
fn object_mappings_of_one_name_are_told_apart_by_their_place() {
    let folder = Folder::new();
    let line = r#"{"userPrincipalName": "a@contoso.com", "surname": "A", "mail": "a@contoso.com"}"#;
    let users = folder.write("users.ndjson", line);
    let object_mapping = |name: &str, source: &str| {
        format!(
            r#"{{{name} "sourceObjectName": "User", "targetObjectName": "User", "attributeMappings": [
                {{"targetAttributeName": "userName", "source": {{"expression": "{source}"}}}},
                {{"targetAttributeName": "name.formatted", "source": {{"expression": "[surname]"}}}},
                {{"targetAttributeName": "emails[type eq \"work\"].value",
                 "source": {{"expression": "[mail]"}}}}]}}"#
        )
    };
    for name in [r#""name": "Users","#, ""] {
        let both = [
            object_mapping(name, "[userPrincipalName]"),
            object_mapping(name, r#"Append([mail], \"!\")"#),
        ];
        let export = format!(
            r#"{{"id": "FacebookWorkplace.1", "synchronizationRules": [{{"objectMappings": [{}]}}]}}"#,
            both.join(",")
        );
        let export = folder.write("export.json", export);
        let run = attrmap(&["run", "-m", &export, &users]);
        assert_eq!(run.code, 2, "{run:?}");
        let help = "say which: --object-mapping 1, or --object-mapping 2";
        assert!(run.stderr.contains(help), "{run:?}");
        for (number, user_name) in [("1", "a@contoso.com"), ("2", "a@contoso.com!")] {
            let run = attrmap(&["run", "-m", &export, &users, "--object-mapping", number]);
            assert_eq!(run.ended(), (0, [1, 1, 0, 0]), "{run:?}");
            assert_eq!(run.payloads()[0]["userName"], user_name);
        }
        let run = attrmap(&["run", "-m", &export, &users, "--object-mapping", "3"]);
        assert!(run.stderr.starts_with("mapping::unknown-object-mapping"), "{run:?}");
    }
}

#[test]
fn a_mapping_without_add_creates_nobody() {
    let folder = Folder::new();
    let export = std::fs::read_to_string(EXPORT).expect("it is there");
    let with = |flow_types: &str| {
        let export = export.replace("Add, Update, Delete", flow_types);
        folder.write("export.json", export)
    };
    for flow_types in ["Update, Delete", "Delete", "None", "update,delete"] {
        let run = attrmap(&["run", "-m", &with(flow_types), USERS]);
        assert_eq!(run.ended(), (0, [31, 0, 0, 31]), "{flow_types}: {run:?}");
        assert!(run.stderr.starts_with("plan::not-created\n"), "{flow_types}: {run:?}");
        let cause = "31 × left out, as the mapping's `flowTypes` lack `Add` [plan::not-created]";
        assert!(run.stderr.contains(cause), "{flow_types}: {run:?}");
    }
    for flow_types in ["Add", "UPDATE,ADD", ""] {
        let run = attrmap(&["run", "-m", &with(flow_types), USERS]);
        assert_eq!(run.ended(), (1, [31, 29, 2, 0]), "{flow_types}: {run:?}");
    }
    let run = attrmap(&["run", "-m", &with("Ad,Update"), USERS]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("mapping::unknown-word"), "{run:?}");
}

#[test]
fn a_table_of_its_own() {
    let folder = Folder::new();
    let users = folder.write(
        "users.ndjson",
        "{\"userPrincipalName\": \"a\", \"mail\": \"a@b.c\", \"employeeId\": \"0042\", \
          \"employeeHireDate\": \"2020-01-13T00:00:00Z\", \"otherMails\": [\"x\", \"y\"], \
          \"accountEnabled\": false}\n{\"userPrincipalName\": \"b\"}\n",
    );
    let run = attrmap(&["run", "-m", "tests/cli/badges.attrmap.toml", &users]);
    assert_eq!(run.ended(), (0, [2, 2, 0, 0]), "{run:?}");
    let canteen = "urn:example:params:scim:schemas:extension:canteen:2.0:User";
    let expected = [
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", canteen],
            "userName": "a",
            "active": false,
            "emails": [{ "type": "work", "primary": true, "value": "a@b.c" }],
            "badge": { "number": 42, "issued": "2020-01-13T00:00:00Z" },
            canteen: { "diet": "any", "groups": ["x", "y"] },
        }),
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", canteen],
            "userName": "b",
            "active": true,
            canteen: { "diet": "any" },
        }),
    ];
    assert_eq!(run.payloads(), expected);
    // The same table by its path, from where the program is started.
    let run = attrmap(&[
        "run",
        "-m",
        "tests/cli/badges.attrmap.toml",
        &users,
        "--schema",
        "tests/cli/schemas.json",
    ]);
    assert_eq!(run.payloads(), expected);
}

#[test]
fn a_mapping_with_errors_is_not_run() {
    let folder = Folder::new();
    let mapping = folder.write(
        "broken.attrmap.toml",
        "schema = \"workplace\"\n[map]\nuserName = 'ToLower(mail)'\nname.formatted = '[displayName]'\n'emails[type eq \"work\"].value' = '[mail'\n",
    );
    let out = folder.path("out.ndjson");
    let arguments = ["run", "-m", &mapping, USERS, "-o", &out];
    let run = attrmap(&arguments);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.counts().is_none(), "nobody was read: {run:?}");
    assert!(
        run.stderr.contains("check::bare-word") && run.stderr.contains("scan::unclosed-bracket")
    );
    assert_eq!(folder.files(), ["broken.attrmap.toml"]);
    let run = attrmap(&[&arguments[..], &["--format", "json"]].concat());
    let said = super::json_lines(&run.stderr);
    let places: Vec<_> = said
        .iter()
        .map(|it| {
            (
                it["code"].clone(),
                it["primary"]["line"].clone(),
                it["primary"]["column"].clone(),
                it["primary"]["snippet"].clone(),
            )
        })
        .collect();
    let expected = [
        (json!("check::bare-word"), json!(3), json!(21), json!("mail")),
        (json!("scan::unclosed-bracket"), json!(5), json!(35), json!("[")),
    ];
    assert_eq!(places, expected);
    assert_eq!(said[0]["fix"]["replacement"], "[mail]");
    assert_eq!(said[0]["file"], mapping);
}

#[test]
fn warnings_do_not_stop_a_run() {
    let folder = Folder::new();
    let mapping = folder.write(
        "m.attrmap.toml",
        "schema = \"scim\"\n[map]\nuserName = 'TOLOWER([USERPRINCIPALNAME])'\nnickName = '[shoeSize]'\n",
    );
    let users = folder.write("users.ndjson", "{\"userPrincipalName\": \"A\", \"shoeSize\": 43}\n");
    let run = attrmap(&["run", "-m", &mapping, &users]);
    assert_eq!(run.ended(), (0, [1, 1, 0, 0]));
    assert_eq!(
        run.stdout,
        "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],\"userName\":\"a\",\"nickName\":\"43\"}\n"
    );
    for code in ["check::function-case", "check::attribute-case", "check::unknown-attribute"] {
        assert!(run.stderr.contains(code), "{code}: {run:?}");
    }
}

#[test]
fn mappings_that_are_not_there() {
    let run = attrmap(&["run", "-m", "nowhere.toml", USERS]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.starts_with("error: cannot read `nowhere.toml`: "), "{run:?}");
    let folder = Folder::new();
    let text = "schema = \"salesforce\"\n[map]\nuserName = '[mail]'\n";
    let mapping = folder.write("m.attrmap.toml", text);
    let run = attrmap(&["run", "-m", &mapping, USERS]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("× there is no schema `salesforce`\n"), "{run:?}");
    assert!(run.stderr.contains("m.attrmap.toml:1:11]"), "{run:?}");
    let latin = folder.write("latin.attrmap.toml", b"# caf\xe9\n");
    let run = attrmap(&["run", "-m", &latin, USERS]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("this file is no UTF-8 text"), "{run:?}");
    assert!(run.stderr.contains("latin.attrmap.toml:1:5]"), "{run:?}");
}

/// A table that is missing hides nothing else, in both forms.
#[test]
fn everything_is_said_of_a_mapping_without_a_table() {
    let folder = Folder::new();
    let text = "schema = \"wrkplace\"\n[map]\nuserName = { expression = '[mail', prio = 1 }\n\
                title = 'Joined([jobTitle])'\n";
    let mapping = folder.write("m.attrmap.toml", text);
    let expected = [
        "mapping::unknown-schema",
        "mapping::unknown-key",
        "scan::unclosed-bracket",
        "check::unknown-function",
    ];
    let run = attrmap(&["run", "-m", &mapping, USERS, "--format", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    let said = super::json_lines(&run.stderr);
    let codes: Vec<&str> = said.iter().filter_map(|line| line["code"].as_str()).collect();
    for code in expected {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert_eq!(said[0]["help"], "did you mean `workplace`?", "{}", said[0]);
    // Asked for on the command line, it has no place in a file.
    let run = attrmap(&["run", "-m", &mapping, USERS, "--schema", "nothing"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.ends_with("paths of /Schemas files\n"), "{run:?}");
    for words in ["error: there is no schema `nothing`\n", "scan::unclosed-bracket"] {
        assert!(run.stderr.contains(words), "{words}: {run:?}");
    }
}

#[test]
fn users_without_email_are_wanted_or_not() {
    let folder = Folder::new();
    let text = "schema = \"workplace\"\n[map]\nuserName = '[userPrincipalName]'\nname.formatted = '[displayName]'\nexternalId = '[employeeId]'\n'emails[type eq \"work\"].value' = '[mail]'\n";
    let strict = folder.write("strict.attrmap.toml", text);
    let open =
        folder.write("open.attrmap.toml", format!("{text}[options]\nusersWithoutEmail = true\n"));
    let lines = format!(
        "{}{{\"displayName\": \"B\", \"employeeId\": \"7\"}}\n{{\"displayName\": \"C\"}}\n",
        user("a")
    );
    let users = folder.write("users.ndjson", lines);
    let run = attrmap(&["run", "-m", &strict, &users]);
    assert_eq!(run.ended(), (1, [3, 0, 3, 0]), "{run:?}");
    let run = attrmap(&["run", "-m", &open, &users]);
    assert_eq!(run.ended(), (1, [3, 2, 1, 0]), "an id stands in for a name: {run:?}");
    let said = "the target requires a user name or an external id, and this user has none";
    assert!(run.stderr.contains(said), "{run:?}");
    // An empty text is a value, and would be sent.
    let line = "{\"displayName\": \"B\", \"employeeId\": \"7\", \"userPrincipalName\": \"\"}\n";
    let users = folder.write("users.ndjson", line);
    let run = attrmap(&["run", "-m", &open, &users]);
    assert_eq!(run.ended(), (1, [1, 0, 1, 0]), "{run:?}");
    let said = "1 × `userName`: the target refuses an empty text here \
                [plan::required-value-missing], row 1\n";
    assert!(run.stderr.contains(said), "{run:?}");
    let ignoring =
        text.replace("[userPrincipalName]", "IgnoreFlowIfNullOrEmpty([userPrincipalName])");
    let ignoring =
        folder.write("i.attrmap.toml", format!("{ignoring}[options]\nusersWithoutEmail = true\n"));
    let run = attrmap(&["run", "-m", &ignoring, &users]);
    assert_eq!(run.ended(), (0, [1, 1, 0, 0]), "{run:?}");
    assert!(!run.stdout.contains("userName"), "{run:?}");
}

#[test]
fn a_target_of_a_type_that_cannot_be_mapped_is_said_to_be_so() {
    let folder = Folder::new();
    folder.write(
        "schemas.json",
        r#"{"id": "urn:ietf:params:scim:schemas:core:2.0:User", "attributes": [
            {"name": "userName", "type": "string"}, {"name": "points", "type": "decimal"}]}"#,
    );
    let text = "schema = 'schemas.json'\n[map]\nuserName = '[mail]'\npoints = '[mail]'\n";
    let mapping = folder.write("m.attrmap.toml", text);
    let run = attrmap(&["run", "-m", &mapping, USERS]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.contains("`points` is of a type that cannot be mapped"), "{run:?}");
    assert!(run.stderr.contains("the schema says that this is `decimal`"), "{run:?}");
    assert!(!run.stderr.contains("is not a target attribute"), "{run:?}");
}

#[test]
fn the_clock_can_be_set() {
    let folder = Folder::new();
    let text = "schema = \"scim\"\n[map]\nuserName = '[userPrincipalName]'\ntitle = 'Now()'\n";
    let mapping = folder.write("m.attrmap.toml", text);
    let users = folder.write("users.ndjson", user("a"));
    let run = attrmap(&["run", "-m", &mapping, &users, "--now", "2025-07-30T14:00:00+02:00"]);
    assert_eq!(run.payloads()[0]["title"], "7/30/2025 12:00:00 PM");
}
