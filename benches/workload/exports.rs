//! Exports of Microsoft Graph, made to size.

use serde_json::{Value, json};

/// An export of a Workplace job, sound.
const WORKPLACE: &str = include_str!("../../tests/gallery/good/workplace-schema.json");

/// The export of a Workplace job with so many extensions in the tenant that it has that size.
pub fn export(bytes: usize) -> String {
    let mut schema: Value = serde_json::from_str(WORKPLACE).expect("the export is JSON");
    let written = |schema: &Value| serde_json::to_string_pretty(schema).expect("it is JSON");
    let one = written(&extension(100)).lines().map(|line| line.len() + 15).sum::<usize>();
    let missing = bytes.saturating_sub(written(&schema).len()) / one + 1;
    let attributes = schema.pointer_mut("/directories/0/objects/0/attributes");
    let attributes = attributes.and_then(Value::as_array_mut).expect("attributes of users");
    attributes.extend((100..100 + missing).map(extension));
    written(&schema)
}

fn extension(number: usize) -> Value {
    attribute(&format!("extension_1d0c5d8f3f2b4c6e9a7b8c9d0e1f2a3b_field{number}"))
}

fn attribute(name: &str) -> Value {
    json!({
        "anchor": false, "caseExact": false, "defaultValue": null, "flowNullValues": false,
        "multivalued": false, "mutability": "ReadWrite", "name": name, "required": false,
        "type": "String", "apiExpressions": [], "metadata": [], "referencedObjects": [],
    })
}

/// Expressions as people write them.
const SOUND: [&str; 5] = [
    "[department]",
    "Coalesce([mail], [userPrincipalName])",
    "Join(\", \", [streetAddress], [city], [postalCode])",
    "Switch([country], \"other\", \"Sweden\", \"SE\", \"Norway\", \"NO\", \"Denmark\", \"DK\")",
    "Replace(ToLower([displayName]), \" \", , , \".\", , )",
];

/// The same with a mistake each.
const WRONG: [&str; 5] = [
    "[Department]",
    "coalesce([mail], [userPrincipalName])",
    "Item(Split([city], \",\"), 0)",
    "Switch([country], \"other\", \"Sweden\", \"SE\", \"sweden\", \"se\")",
    "Replace([displayName], , \"(a+)+$\", , \"x\", , )",
];

/// An export whose mapping has that many rows beside what it needs.
pub fn rows(count: usize, are_wrong: bool) -> String {
    let expressions = if are_wrong { WRONG } else { SOUND };
    let urn = "urn:ietf:params:scim:schemas:extension:contoso:2.0:User";
    let target = |number: usize| format!("{urn}:field{number}");
    let row = |target: &str, expression: &str, priority: u32| {
        json!({
            "defaultValue": null, "flowType": "Always", "matchingPriority": priority,
            "targetAttributeName": target, "source": { "expression": expression },
        })
    };
    let mut mappings = vec![
        row("userName", "[userPrincipalName]", 1),
        row("active", "Switch([IsSoftDeleted], , \"False\", \"True\", \"True\", \"False\")", 0),
    ];
    let mut attributes = vec![attribute("id"), attribute("userName"), attribute("active")];
    attributes[0]["anchor"] = true.into();
    attributes[2]["type"] = "Boolean".into();
    for (number, expression) in (0..count).zip(expressions.iter().cycle()) {
        mappings.push(row(&target(number), expression, 0));
        attributes.push(attribute(&target(number)));
    }
    let object = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let schema = json!({
        "id": "scim.3f0a1c7e5b2d4e8f9a6b7c8d9e0f1a2b.7c2d9e1a-4b3f-4a6c-8d5e-1f2a3b4c5d6e",
        "synchronizationRules": [{
            "editable": true, "priority": 1, "name": "USER_OUTBOUND_USER",
            "sourceDirectoryName": "Microsoft Entra ID", "targetDirectoryName": "Contoso",
            "objectMappings": [{
                "enabled": true, "flowTypes": "Add,Update,Delete", "name": "Users",
                "sourceObjectName": "User", "targetObjectName": object,
                "attributeMappings": mappings, "scope": null,
            }],
        }],
        "directories": [
            { "name": "Microsoft Entra ID", "objects": [{ "name": "User", "attributes": [] }] },
            { "name": "Contoso", "objects": [{ "name": object, "attributes": attributes }] },
        ],
    });
    serde_json::to_string_pretty(&schema).expect("it is JSON")
}
