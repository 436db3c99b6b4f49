//! What people ask and paste, and the page that they get.

use std::collections::BTreeSet;

use attrmap::lint;
use attrmap::reference::known_errors::known_errors;
use attrmap::reference::{Explanation, Topic, explain, stages};

/// The names of the pages that a question gets.
fn pages(question: &str) -> Vec<&'static str> {
    match explain(question) {
        Explanation::Pages(topics) => topics.into_iter().map(Topic::name).collect(),
        Explanation::List(_) | Explanation::Unknown(_) => Vec::new(),
    }
}

#[test]
fn names_have_their_page() {
    for (question, expected, why) in [
        ("Coalesce", &["Coalesce"][..], "a function"),
        ("coalesce()", &["Coalesce"], "as a call, in another case"),
        ("nullable-required", &["nullable-required"], "a rule"),
        ("lint::nullable-required", &["nullable-required"], "with its stage"),
        ("check::unknown-attribute", &["check::unknown-attribute"], "a code"),
        ("CHECK::Unknown-Attribute", &["check::unknown-attribute"], "in another case"),
        (
            "unknown-attribute",
            &["check::unknown-attribute", "scope::unknown-attribute"],
            "without its stage: two of them",
        ),
        (
            "several-values",
            &[
                "several-values",
                "check::several-values",
                "eval::several-values",
                "record::several-values",
                "flow::several-values",
            ],
            "a rule before codes",
        ),
        ("NOT EQUALS", &["NOT EQUALS"], "an operator"),
        ("1789003", &["1789003"], "an error of the service"),
        ("duplicatetargetentries", &["DuplicateTargetEntries"], "in another case"),
    ] {
        let found = pages(question);
        for name in expected {
            assert!(found.contains(name), "{question}: {why}: {found:?}");
        }
        assert_eq!(found.first(), expected.first(), "{question}: {why}");
    }
}

#[test]
fn pasted_texts_have_their_page() {
    for (text, expected, why) in [
        (
            "users.attrmap.toml:3:9: error [check::unknown-function] `Coalsce` is no function",
            &["check::unknown-function"][..],
            "a line of ours",
        ),
        (
            "lint::nullable-required\n\n  ⚠ `title` can be missing",
            &["nullable-required"],
            "a drawing of ours",
        ),
        (
            "2026-03-01T09:30:11Z,Failure,\"{\\\"code\\\":1789003,\\\"message\\\":\\\"…\\\"}\",ana",
            &["1789003"],
            "a row of the log",
        ),
        (
            "ERROR: Missing Email field: You must provide an email for the account. See the HTTP \
             response returned by the 'Response' property",
            &["Missing Email field"],
            "a sentence",
        ),
        (
            "SchemaInvalid: Joining property userPrincipalName has more than one SourceName",
            &["Joining property … has more than one SourceName"],
            "the words that say more",
        ),
        ("Error code: schemaInvalid", &["SchemaInvalid"], "the words that say less, alone"),
        (
            "An error occured while evaluating this function: 'SingleAppRoleAssignment.' No more \
             than one app role assignment was expected, but this many where found: 2",
            &["No more than one app role assignment was expected"],
            "an evaluation",
        ),
        (
            "InvalidAttributeSyntax-LdapErr: DSID-0C090F8A, comment: Error in attribute \
             conversion operation, data 0, v3839",
            &["InvalidAttributeSyntax"],
            "an error of a directory",
        ),
        (
            "{\"status\": \"400\", \"scimType\": \"noTarget\", \"detail\": \"…\"}",
            &["noTarget"],
            "an answer of SCIM",
        ),
        (
            "errorCode SystemForCrossDomainIdentityManagementServiceIncompatible",
            &["SystemForCrossDomainIdentityManagementServiceIncompatible"],
            "a long code",
        ),
        (
            "SchemaPropertyCanOnlyAcceptValue: The property … can only accept one value",
            &["SchemaPropertyCanOnlyAcceptValue"],
            "a code and its sentence",
        ),
        ("status: skipped, ImportSkipped", &["ImportSkipped"], "why somebody is skipped"),
        ("{\"SkipReason\":\"RedundantExport\"}", &["RedundantExport"], "a skip reason"),
        (
            "EntrySynchronizationSkip SkipReason=NotEffectivelyEntitled",
            &["NotEffectivelyEntitled"],
            "the reason before the step",
        ),
        (
            "\"quarantine\": {\"reason\": \"EncounteredEscrowProportionThreshold\"}",
            &["EncounteredEscrowProportionThreshold"],
            "a job's state",
        ),
    ] {
        assert_eq!(pages(text), expected, "{why}: {text}");
    }
}

#[test]
fn what_is_not_known_is_near_to_something_or_nothing() {
    for (question, expected) in [
        ("nulable-required", Some("nullable-required")),
        ("Coalese", Some("Coalesce")),
        ("check::unknown-atribute", Some("check::unknown-attribute")),
        ("rule", Some("rules")),
        ("the user is not there", None),
        ("", None),
    ] {
        match explain(question) {
            Explanation::Unknown(near) => assert_eq!(near, expected, "{question}"),
            other => panic!("{question}: {other:?}"),
        }
    }
}

#[test]
fn known_errors_are_complete() {
    let codes: BTreeSet<&str> =
        stages().iter().flat_map(|stage| stage.codes).map(|code| code.path).collect();
    let mut names = BTreeSet::new();
    for error in known_errors() {
        assert!(names.insert(error.name), "{} stands twice", error.name);
        assert!(error.means.ends_with('.') && error.cure.ends_with('.'), "{}", error.name);
        assert!(!error.pages.is_empty(), "{}", error.name);
        for page in error.pages {
            assert!(page.starts_with("https://learn.microsoft.com/"), "{}: {page}", error.name);
        }
        for code in error.found_by {
            let is_rule = code.starts_with("lint::") && lint::find(code).is_some();
            assert!(is_rule || codes.contains(code), "{}: there is no `{code}`", error.name);
        }
        for form in error.reads {
            let text = form.replace('…', "something");
            let found = pages(&format!("2026-01-01 Failure: {text}, and more"));
            assert!(found.contains(&error.name), "{form}: {found:?}");
        }
    }
}
