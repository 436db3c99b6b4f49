//! The README's run: all 29 attributes of the Workplace table, for users as Graph exports them.

use serde_json::{Value, json};

use super::{MAPPING, USERS, attrmap};

fn payloads(version: &str) -> Vec<Value> {
    let run = attrmap(&["run", "--mapping", MAPPING, USERS, "--scim", version]);
    assert_eq!(run.ended(), (0, [31, 31, 0, 0]));
    let payloads = run.payloads();
    assert_eq!(payloads.len(), 31);
    payloads
}

/// The payload of the user in that row of the file.
fn row(payloads: &[Value], row: usize) -> &Value {
    payloads.get(row - 1).expect("the row is there")
}

/// Joe Bloggs has a value for every attribute of the table.
#[test]
fn all_attributes_in_scim_2_0() {
    assert_eq!(
        *row(&payloads("2.0"), 2),
        json!({
            "schemas": [
                "urn:ietf:params:scim:schemas:core:2.0:User",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                "urn:ietf:params:scim:schemas:extension:facebook:authmethod:2.0:User",
                "urn:ietf:params:scim:schemas:extension:facebook:frontline:2.0:User",
                "urn:ietf:params:scim:schemas:extension:facebook:starttermdates:2.0:User",
            ],
            "userName": "joe.bloggs@contoso.com",
            "displayName": "Joe Bloggs",
            "active": true,
            "title": "Solutions Architect",
            "emails": [{ "type": "work", "primary": true, "value": "joe.bloggs@contoso.com" }],
            "name": { "givenName": "Joe", "familyName": "Bloggs", "formatted": "Joe Bloggs" },
            "addresses": [
                {
                    "type": "work",
                    "formatted": "1 Rathbone Square, London, Greater London, W1T 1FB, United Kingdom",
                    "streetAddress": "1 Rathbone Square",
                    "locality": "London",
                    "region": "Greater London",
                    "country": "United Kingdom",
                    "postalCode": "W1T 1FB",
                },
                { "type": "other", "formatted": "London, 4th floor" },
            ],
            "phoneNumbers": [
                { "type": "work", "value": "+44 20 7946 0002" },
                { "type": "mobile", "value": "+44 7700 900002" },
                { "type": "fax", "value": "+44 20 7946 0902" },
            ],
            "externalId": "10202",
            "preferredLanguage": "en_GB",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {
                "manager": { "value": "5ca1ab01-1000-4000-8000-0000c1000cef" },
                "department": "Engineering",
                "division": "Operations",
                "organization": "Contoso",
                "costCenter": "CC102",
                "employeeNumber": "10202",
            },
            "urn:ietf:params:scim:schemas:extension:facebook:authmethod:2.0:User": {
                "authMethod": "sso",
            },
            "urn:ietf:params:scim:schemas:extension:facebook:frontline:2.0:User": {
                "is_frontline": false,
            },
            // 3 March 2010 is 14,671 days after 1 January 1970.
            "urn:ietf:params:scim:schemas:extension:facebook:starttermdates:2.0:User": {
                "startDate": 14_671 * 86_400,
            },
        })
    );
}

#[test]
fn all_attributes_in_scim_1_1() {
    assert_eq!(
        *row(&payloads("1.1"), 2),
        json!({
            "schemas": [
                "urn:scim:schemas:core:1.0",
                "urn:scim:schemas:extension:enterprise:1.0",
                "urn:scim:schemas:extension:facebook:auth_method:1.0",
                "urn:scim:schemas:extension:facebook:frontline:1.0",
                "urn:scim:schemas:extension:facebook:starttermdates:1.0",
            ],
            "userName": "joe.bloggs@contoso.com",
            "displayName": "Joe Bloggs",
            "active": true,
            "title": "Solutions Architect",
            "emails": [{ "type": "work", "primary": true, "value": "joe.bloggs@contoso.com" }],
            "name": { "givenName": "Joe", "familyName": "Bloggs", "formatted": "Joe Bloggs" },
            "addresses": [
                {
                    "type": "work",
                    "formatted": "1 Rathbone Square, London, Greater London, W1T 1FB, United Kingdom",
                    "streetAddress": "1 Rathbone Square",
                    "locality": "London",
                    "region": "Greater London",
                    "country": "United Kingdom",
                    "postalCode": "W1T 1FB",
                },
                { "type": "other", "formatted": "London, 4th floor" },
            ],
            "phoneNumbers": [
                { "type": "work", "value": "+44 20 7946 0002" },
                { "type": "mobile", "value": "+44 7700 900002" },
                { "type": "fax", "value": "+44 20 7946 0902" },
            ],
            "externalId": "10202",
            "preferredLanguage": "en_GB",
            "urn:scim:schemas:extension:enterprise:1.0": {
                "manager": { "managerId": "5ca1ab01-1000-4000-8000-0000c1000cef" },
                "department": "Engineering",
                "division": "Operations",
                "organization": "Contoso",
                "costCenter": "CC102",
                "employeeNumber": "10202",
            },
            "urn:scim:schemas:extension:facebook:auth_method:1.0": { "auth_method": "sso" },
            "urn:scim:schemas:extension:facebook:frontline:1.0": { "is_frontline": false },
            "urn:scim:schemas:extension:facebook:starttermdates:1.0": {
                "startDate": 14_671 * 86_400,
            },
        })
    );
}

/// One value of a payload, what it is, and why.
type Detail = (usize, &'static str, Value, &'static str);

#[test]
fn what_real_directories_hold_comes_out_right() {
    const ENTERPRISE: &str = "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    const FRONTLINE: &str =
        "/urn:ietf:params:scim:schemas:extension:facebook:frontline:2.0:User/is_frontline";
    const DATES: &str = "/urn:ietf:params:scim:schemas:extension:facebook:starttermdates:2.0:User";
    let details: Vec<Detail> = vec![
        (1, "/phoneNumbers/2", Value::Null, "a fax number that is null is not sent"),
        (3, "/emails/0/value", json!("rosa.almeida@contoso.com"), "no mail: the user name"),
        (3, "/phoneNumbers", Value::Null, "no number at all: no list"),
        (3, FRONTLINE, json!(true), "an employee type that the mapping calls frontline"),
        (4, "/name/formatted", json!("María José González-López"), "accents"),
        (4, "/addresses/0/streetAddress", json!("Calle Larios 5, 2º"), "a comma in a value"),
        (5, "/displayName", json!("Zoë O'Neil"), "an apostrophe"),
        (6, "/name/formatted", json!("伟 李"), "the mapping's order, whatever the culture's"),
        (9, "/name", json!({"givenName": "Suharto", "formatted": "Suharto"}), "no surname"),
        (10, "/name", json!({"formatted": "Cher"}), "neither name: the display name"),
        (12, "/active", json!(false), "a disabled account"),
        (13, "/active", json!(false), "a disabled account"),
        (14, "/active", json!(false), "deleted softly, the account still enabled"),
        (15, "/title", json!(""), "an empty text is a value"),
        (15, "/phoneNumbers", json!([{"type": "mobile", "value": ""}]), "so it is sent"),
        (19, "/phoneNumbers", json!([{"type": "work", "value": "+90 212 555 0101"}]), "the first"),
        (19, "/addresses/0/locality", json!("İstanbul"), "a dotted capital I stays one"),
        (20, "/name/givenName", json!("نور"), "right to left"),
        (22, "/name/formatted", json!("Priya"), "Join leaves a missing surname out"),
        // 1 May 1968 is 610 days before 1 January 1970.
        (24, DATES, json!({"startDate": -610 * 86_400}), "before 1970"),
        (25, DATES, Value::Null, "no date, no start date, no extension"),
        (25, FRONTLINE, json!(true), "a contractor"),
        (26, "/externalId", json!("5ca1ab1a-1000-4000-8000-0000c1031246"), "no number: objectId"),
        (26, ENTERPRISE, Value::Null, "nothing to say: no extension"),
        (27, "/displayName", json!("Emma 🎉 Fan"), "above U+FFFF"),
        (28, "/addresses/0/streetAddress", json!("Flat 2\n14 High Street"), "a line break"),
        (28, "/addresses/1/formatted", json!("Desk\tB12"), "a tab"),
        (29, "/title", json!("Ops \\ Support"), "a backslash"),
        (31, "/userName", json!("ingrid_partner.com"), "a guest's name without its marker"),
        (31, "/preferredLanguage", json!("en_GB"), "a dash turned into an underscore"),
    ];
    let payloads = payloads("2.0");
    for (number, pointer, expected, why) in details {
        let pointer = pointer.to_owned();
        let found = row(&payloads, number).pointer(&pointer).cloned().unwrap_or_default();
        assert_eq!(found, expected, "row {number}: {pointer}: {why}");
    }
}

/// The order of members is fixed, so that payloads can be compared as text.
#[test]
fn members_come_in_their_order() {
    let run = attrmap(&["run", "--mapping", MAPPING, USERS]);
    let line = run.stdout.lines().nth(25);
    let expected = concat!(
        r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","#,
        r#""urn:ietf:params:scim:schemas:extension:facebook:authmethod:2.0:User","#,
        r#""urn:ietf:params:scim:schemas:extension:facebook:frontline:2.0:User"],"#,
        r#""userName":"svc-printing@contoso.com","displayName":"Printing Service","active":true,"#,
        r#""emails":[{"type":"work","primary":true,"value":"svc-printing@contoso.com"}],"#,
        r#""name":{"formatted":"Printing Service"},"#,
        r#""externalId":"5ca1ab1a-1000-4000-8000-0000c1031246","#,
        r#""urn:ietf:params:scim:schemas:extension:facebook:authmethod:2.0:User":{"authMethod":"sso"},"#,
        r#""urn:ietf:params:scim:schemas:extension:facebook:frontline:2.0:User":{"is_frontline":false}}"#,
    );
    assert_eq!(line, Some(expected));
}

/// `init` writes what the example is.
#[test]
fn the_example_is_what_init_writes() {
    let init = attrmap(&["init", "workplace", "-o", "-"]);
    let example = std::fs::read_to_string(MAPPING).expect("the example is there");
    assert_eq!((init.code, init.stdout), (0, example));
}

#[test]
fn threads_change_nothing() {
    let run = |threads: &str| {
        let run = super::run_over(super::users(20_000), &["--threads", threads]);
        assert_eq!(run.ended(), (0, [20_000, 20_000, 0, 0]));
        run.stdout
    };
    let one = run("1");
    assert_eq!(one.lines().count(), 20_000);
    assert!(one == run("2") && one == run("8"), "the same bytes with any number of threads");
}

/// Users under the mapping's own names come out as those under Graph's names do.
#[test]
fn names_of_the_mapping_and_of_graph_mean_the_same() {
    let graph = r#"{"id": "1", "userPrincipalName": "a@contoso.com", "displayName": "A",
        "mobilePhone": "+1 5", "businessPhones": ["+1 6", "+1 7"], "faxNumber": "+1 8",
        "officeLocation": "B12", "manager": {"id": "2"}, "accountEnabled": false,
        "employeeOrgData": {"costCenter": "CC1", "division": "D"}}"#;
    let entra = r#"{"objectId": "1", "userPrincipalName": "a@contoso.com", "displayName": "A",
        "mobile": "+1 5", "telephoneNumber": "+1 6", "facsimileTelephoneNumber": "+1 8",
        "physicalDeliveryOfficeName": "B12", "manager": "2", "IsSoftDeleted": true,
        "employeeOrgData.costCenter": "CC1", "employeeOrgData.division": "D"}"#;
    let line = |user: &str| user.replace('\n', " ");
    let run = super::run_over(format!("{}\n{}\n", line(graph), line(entra)), &[]);
    assert_eq!(run.ended(), (0, [2, 2, 0, 0]));
    let payloads = run.payloads();
    assert_eq!(payloads.first(), payloads.last());
    assert_eq!(row(&payloads, 1)["active"], json!(false));
}
