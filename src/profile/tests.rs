//! Users in, what their profile says of them, typed by a person.

use super::*;
use crate::record::{Cutter, Limits};
use crate::schema::SourceTable;
use crate::source::Source;
use crate::types::{Facts, States, Texts};

/// The users of several inputs, cut into chunks of so many.
fn profiler(inputs: &[(Option<&str>, &str)], chunk_users: usize) -> Profiler {
    let mut profiler = Profiler::new(SourceTable::entra_user());
    for (name, users) in inputs {
        let mut cutter = Cutter::new(None, Limits { chunk_users, ..Limits::default() });
        cutter.buffer().extend_from_slice(users.as_bytes());
        while let Some(chunk) = cutter.take(true).expect("users") {
            profiler.add(&chunk, *name).expect("a header that is known");
        }
    }
    profiler
}

fn profile(users: &str) -> Profile {
    profiler(&[(None, users)], 1000).finish(KeptValues::All)
}

fn rows(places: &[Place]) -> Vec<u64> {
    places.iter().map(|place| place.row).collect()
}

const USERS: &str = r#"
    {"id": "1", "mail": "ana@contoso.com", "accountEnabled": true, "businessPhones": ["5"]}
    {"id": "2", "mail": null, "accountEnabled": false, "ext_a": "x"}
    {"id": "3", "mail": "", "proxyAddresses": ["a", "b", "a"], "employeeOrgData": {"division": "y"}}
    null
    {"id": "4", "mail": {}, "userPrincipalName": "a_b.c#EXT#@d", "org": {"unit": 7}}
    {"id": "5", "proxyAddresses": ["b"], "employeeOrgData": null, "org": {"unit": "seven 7"}, "licenses": [{"id": 1}]}
"#;

#[test]
fn users_are_counted_by_what_they_show() {
    let profile = profile(USERS);
    assert_eq!((profile.users, profile.unreadable, profile.is_cut), (5, 1, false));
    let table = [
        // Null, empty, present, refused, lists, several, distinct.
        ("objectId", [0, 0, 5, 0, 0, 0, 5], "Graph's name leads to the mapping's"),
        ("mail", [2, 1, 1, 1, 0, 0, 1], "an object is refused"),
        ("telephoneNumber", [4, 0, 1, 0, 0, 0, 1], "the first of Graph's list"),
        ("accountEnabled", [3, 0, 2, 0, 0, 0, 2], "booleans are texts"),
        ("IsSoftDeleted", [0, 0, 5, 0, 0, 0, 2], "computed for everybody"),
        ("proxyAddresses", [3, 0, 2, 0, 2, 1, 2], "lists"),
        ("ext_a", [4, 0, 1, 0, 0, 0, 1], "a name that no table has"),
        ("org.unit", [3, 0, 2, 0, 0, 0, 2], "a part of an object"),
        ("employeeOrgData.division", [4, 0, 1, 0, 0, 0, 1], "a part that the table has"),
        ("licenses", [4, 0, 0, 1, 0, 0, 0], "a list of objects"),
    ];
    for (name, counts, why) in table {
        let it = profile.attribute(name).unwrap_or_else(|| panic!("{name}: {why}"));
        let found = [it.null, it.empty, it.present, it.refused, it.lists, it.several, it.distinct];
        assert_eq!(found, counts, "{name}: {why}");
        assert_eq!(it.users(), 5, "{name}");
    }
    for absent in ["id", "businessPhones", "jobTitle", "org", "employeeOrgData"] {
        assert_eq!(profile.attribute(absent), None, "{absent}");
    }
    let names: Vec<&String> = profile.attributes.keys().collect();
    assert!(names.is_sorted());
}

#[test]
fn rows_and_texts_are_told() {
    let profile = profile(USERS);
    let mail = profile.attribute("MAIL").expect("in any case");
    assert_eq!((rows(&mail.null_rows), rows(&mail.empty_rows)), (vec![3, 7], vec![4]));
    assert_eq!((mail.min_length, mail.max_length), (Some(15), Some(15)));
    assert_eq!(mail.kinds, [TextKind::EmailAddress].into());
    let ext = profile.attribute("ext_a").expect("found late");
    assert_eq!(rows(&ext.null_rows), [2, 4, 6], "the users before it was found lack it too");
    let unit = profile.attribute("org.unit").expect("both kinds");
    assert_eq!((unit.min_length, unit.max_length), (Some(1), Some(7)));
    assert!(unit.kinds.is_empty(), "one is a number, the other is none");
    let guest = profile.attribute("userPrincipalName").expect("a guest");
    let values: Vec<&String> = guest.values.iter().flat_map(|values| values.keys()).collect();
    assert_eq!(values, ["a_b.c"], "as the directory gives it");
    let proxy = profile.attribute("proxyAddresses").expect("lists");
    let values = proxy.values.clone().expect("few");
    assert_eq!(values, [("a".to_owned(), 1), ("b".to_owned(), 2)].into(), "counted by user");
}

#[test]
fn every_format_gives_the_same_profile() {
    let json = r#"{"id": "1", "mail": "a", "ext": "x"}{"id": "2", "mail": null, "ext": "y"}"#;
    let array = format!("[{}]", json.replace("}{", "},{"));
    let list = format!("{{\"@odata.context\": \"c\", \"value\": {array}}}");
    let csv = "id;Mail;ext\n1;a;x\n2;;y\n";
    let expected = profile(json);
    for (users, why) in [(array.as_str(), "array"), (&list, "Graph list"), (csv, "CSV")] {
        assert_eq!(profile(users), expected, "{why}");
    }
}

#[test]
fn chunks_and_threads_change_nothing() {
    let lines: Vec<&str> = USERS.trim().lines().collect();
    let whole = profiler(&[(None, USERS)], 1000).finish(KeptValues::All);
    let by_one = profiler(&[(None, USERS)], 1).finish(KeptValues::All);
    assert_eq!(whole, by_one);
    for cut in 0..=lines.len() {
        let (first, rest) = lines.split_at(cut);
        let (first, rest) = (first.join("\n") + "\n", rest.join("\n") + "\n");
        let inputs = [(Some("a"), first.as_str()), (Some("b"), rest.as_str())];
        let together = profiler(&inputs, 1000).finish(KeptValues::All);
        let mut merged = profiler(&inputs[..1], 1000);
        merged.merge(profiler(&inputs[1..], 1000));
        assert_eq!(merged.finish(KeptValues::All), together, "cut at {cut}");
    }
}

#[test]
fn attributes_without_end_are_cut() {
    let user = |numbers: std::ops::Range<usize>| {
        let members: Vec<String> = numbers.map(|number| format!("\"x{number}\": 1")).collect();
        format!("{{{}}}\n", members.join(", "))
    };
    let full = profile(&user(0..1000));
    assert_eq!((full.attributes.len(), full.is_cut), (1001, false), "and IsSoftDeleted");
    assert_eq!(full.facts("y"), Some(Facts::null()));
    let cut = profile(&user(0..1001));
    assert_eq!((cut.attributes.len(), cut.is_cut), (1001, true));
    assert_eq!(cut.facts("x1000"), None, "nothing is known of what is left out");
    let long = profile(&format!("{{\"{}\": 1}}", "n".repeat(257)));
    assert_eq!((long.attributes.len(), long.is_cut), (1, true));
    // Merged, what one side has left out is left out.
    let mut merged = profiler(&[(None, &user(0..1001))], 1000);
    merged.merge(profiler(&[(None, &user(999..1002))], 1000));
    let merged = merged.finish(KeptValues::All);
    assert!(merged.is_cut && merged.attribute("x1000").is_none());
    assert!(merged.attribute("x999").is_some_and(|it| it.present == 2));
}

#[test]
fn a_header_row_that_is_a_user_names_no_attributes() {
    let mut cutter = Cutter::new(None, Limits::default());
    cutter.buffer().extend_from_slice(b"Ana,ana@contoso.com\nBo,bo@contoso.com\n");
    let chunk = cutter.take(true).expect("rows").expect("a chunk");
    let fault = Profiler::new(SourceTable::entra_user()).add(&chunk, None).expect_err("no names");
    assert_eq!(fault.code.path, "record::csv-header");
}

#[test]
fn facts_are_what_users_show() {
    let profile = profile(USERS);
    let all = States::ANY;
    let (null, present) = (States::NULL, States::PRESENT);
    for (name, states, can_be_several, texts, why) in [
        ("mail", all, false, Texts::one_of(["", "ana@contoso.com"]), "with the empty text"),
        ("accountEnabled", null.union(present), false, Texts::one_of(["True", "False"]), "both"),
        ("IsSoftDeleted", present, false, Texts::one_of(["True", "False"]), "never null"),
        ("proxyAddresses", null.union(present), true, Texts::Any, "lists are no texts"),
        ("jobTitle", null, false, Texts::none(), "nobody has it"),
        ("licenses", null, false, Texts::none(), "whoever has it is refused"),
    ] {
        let facts = profile.facts(name).expect(name);
        let found = (facts.states, facts.can_be_several, facts.texts);
        assert_eq!(found, (states, can_be_several, texts), "{name}: {why}");
    }
    assert_eq!(profile.facts("org"), None, "an object");
    let unkept = profiler(&[(None, USERS)], 1000).finish(KeptValues::None);
    assert_eq!(unkept.facts("mail").map(|facts| facts.texts), Some(Texts::Any));
    assert_eq!(unkept.facts("jobTitle").map(|facts| facts.texts), Some(Texts::none()));
    assert_eq!(self::profile("").facts("mail"), None, "nobody proves nothing");
}

#[test]
fn findings_can_say_for_whom() {
    let mut users = String::new();
    for number in 1..=1200 {
        let mail = match number {
            3 | 17 | 40 | 41 => "null",
            5 | 9 => "\"\"",
            _ => "\"a\"",
        };
        users.push_str(&format!("{{\"mail\": {mail}, \"jobTitle\": null}}\n"));
    }
    let many = profile(&users);
    let both = States::NULL.union(States::EMPTY);
    for (name, states, expected) in [
        ("mail", States::NULL, Some("null for 4 of 1,200 users (rows 3, 17, 40, …)")),
        ("mail", States::EMPTY, Some("empty for 2 of 1,200 users (rows 5, 9)")),
        (
            "mail",
            both,
            Some("null for 4 of 1,200 users (rows 3, 17, 40, …) and empty for 2 (rows 5, 9)"),
        ),
        ("jobTitle", both, Some("null for all 1,200 users")),
        ("department", States::NULL, Some("null for all 1,200 users")),
        ("department", States::EMPTY, None),
        ("IsSoftDeleted", both, None),
    ] {
        assert_eq!(many.missing(name, states, Who::All).as_deref(), expected, "{name}");
    }
    let one = profile("{\"mail\": \"\"}");
    assert_eq!(one.missing("mail", both, Who::All).as_deref(), Some("empty for the only user"));
    let inputs = [(Some("a.csv"), "id,mail\n1,\n"), (Some("b.csv"), "id,mail\n2,x\n3,\n4,y\n")];
    let several = profiler(&inputs, 1000).finish(KeptValues::Shared);
    let expected = "null for 2 of 4 users (rows a.csv:1, b.csv:2)";
    assert_eq!(several.missing("mail", both, Who::All).as_deref(), Some(expected));
}

#[test]
fn what_is_written_can_be_read() {
    for profile in [profile(USERS), profile(""), profile("{\"mail\": \"\\u0000\\\"é\"}")] {
        let source = Source::new("profile.json", profile.to_json());
        let (read, diagnostics) = Profile::read(&source);
        assert!(diagnostics.is_empty(), "{diagnostics}");
        assert_eq!(read, Some(profile));
    }
}

#[test]
fn what_is_no_profile_is_refused_with_its_place() {
    let good = profile("{\"mail\": \"a\"}").to_json();
    let table = [
        ("[1]".to_owned(), "profile::not-a-profile", "["),
        ("{\"id\": \"1\"}".to_owned(), "profile::not-a-profile", "{"),
        ("{\"version\": 1".to_owned(), "json::syntax", "{"),
        (good.replace("\"version\": 1", "\"version\": 2"), "profile::other-version", "2"),
        (good.replace("\"version\": 1", "\"version\": \"1\""), "profile::other-version", "\"1\""),
        (good.replace("\"users\": 1", "\"users\": \"1\""), "profile::wrong-member", "\"1\""),
        (good.replace("\"users\": 1", "\"users\": -1"), "profile::wrong-member", "-1"),
        (
            good.replace("\"users\": 1", "\"users\": 2"),
            "profile::wrong-member",
            "\"IsSoftDeleted\"",
        ),
        (good.replace("\"isCut\"", "\"cut\""), "profile::wrong-member", "\"cut\""),
        (good.replace("\"asciiLetters\"", "\"runes\""), "profile::wrong-member", "\"runes\""),
        (
            good.replace("\"distinct\": 1", "\"distinct\": 2"),
            "profile::wrong-member",
            "\"IsSoftDeleted\"",
        ),
    ];
    for (text, code, place) in table {
        let source = Source::new("profile.json", text.clone());
        let (read, diagnostics) = Profile::read(&source);
        assert_eq!(read, None, "{text}");
        let diagnostic = diagnostics.iter().next().expect("it says why");
        assert_eq!(diagnostic.code.path, code, "{text}");
        assert_eq!(source.slice(diagnostic.primary.span), place, "{text}");
    }
}
