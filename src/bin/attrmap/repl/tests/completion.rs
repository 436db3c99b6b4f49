//! What Tab offers.

use super::super::completion::complete;
use super::super::hints::hint;
use super::super::paint;
use super::super::session::is_complete;
use super::Trial;

/// The texts that Tab offers at `|`, and where what they replace begins.
fn offers(trial: &Trial, entry: &str) -> (usize, Vec<String>) {
    let cursor = entry.find('|').expect("a cursor");
    let completion = complete(&trial.session, &entry.replace('|', ""), cursor);
    (completion.start, completion.candidates.into_iter().map(|it| it.text).collect())
}

#[test]
fn tab_offers_what_can_stand_there() {
    let mut trial = Trial::with_users();
    trial.gives(":load m.attrmap.toml");
    for (entry, start, expected) in [
        ("Coal|", 0, &["Coalesce("][..]),
        ("coal|", 0, &["Coalesce("]),
        ("Join(\"-\", Tri|)", 10, &["Trim("]),
        ("No|", 0, &["NormalizeDiacritics(", "Not(", "Now()"]),
        ("Tri|(", 0, &["Trim"]),
        ("[userPrin|", 1, &["userPrincipalName]"]),
        ("[userPrin|]", 1, &["userPrincipalName"]),
        ("Trim([depart|", 6, &["department]"]),
        ("userPrin|", 0, &["[userPrincipalName]"]),
        ("\"Tri|", 0, &[]),
        (":co|", 0, &[":count "]),
        ("  :co|", 2, &[":count "]),
        (" :count Coal|", 8, &["Coalesce("]),
        (" :user fi|", 7, &["find "]),
        (":count Coal|", 7, &["Coalesce("]),
        (":diff [mail] ;; [depart|", 17, &["department]"]),
        (":load use|", 6, &["users.ndjson"]),
        (":target userN|", 8, &["userName"]),
        (":edit disp|", 6, &["displayName"]),
        (":edit displayName Coal|", 18, &["Coalesce("]),
        (":edit emails|", 6, &["emails[type eq \"work\"].value"]),
        (":doc coal|", 5, &["Coalesce"]),
        (":user fi|", 6, &["find "]),
        (":user find depart|", 11, &["department"]),
        (":user find mail=|", 0, &[]),
        (":set depart|", 5, &["department"]),
        (":set mail=x|", 0, &[]),
        (":help cou|", 6, &["count"]),
        (":explain eval::not-a-dat|", 9, &["eval::not-a-date"]),
        (":quit |", 0, &[]),
        (":bogus x|", 0, &[]),
    ] {
        let expected = expected.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let offered = offers(&trial, entry);
        assert_eq!(offered.1, expected, "{entry}");
        assert!(expected.is_empty() || offered.0 == start, "{entry}: {}", offered.0);
    }
}

#[test]
fn attributes_of_the_users_come_first() {
    let trial = Trial::with_users();
    let (_, offered) = offers(&trial, "[|");
    let first: Vec<&str> = offered.iter().take(3).map(String::as_str).collect();
    assert_eq!(first, ["accountEnabled]", "department]", "employeeHireDate]"]);
    assert!(offered.contains(&"surname]".to_owned()), "those of the table too");
}

/// What is done at every key while an entry is typed, Tab included, with 100,000 users loaded.
#[test]
#[ignore = "it measures; docs/performance.md says what comes out"]
#[expect(clippy::print_stdout, reason = "what is measured is for whoever runs it")]
fn a_keystroke_takes_no_time() {
    let mut trial = Trial::new();
    let user = |id: usize| {
        let more: String = (1..=15)
            .map(|n| format!(", \"extensionAttribute{n}\": \"{}\"", id % (n + 7)))
            .collect();
        format!("{{\"id\": \"{id}\", \"mail\": \"user{id}@contoso.com\"{more}}}\n")
    };
    trial.put("many.ndjson", (0..100_000).map(user).collect::<String>());
    trial.gives(":load many.ndjson");
    let entry = ":count Switch([department], \"Other\", \"Sales\", Join(\" \", [givenName], [mail";
    let mut times: Vec<std::time::Duration> = Vec::new();
    for end in 1..=entry.len() {
        let begun = &entry[..end];
        let started = std::time::Instant::now();
        std::hint::black_box((
            complete(&trial.session, begun, end),
            hint(begun),
            paint::entry(begun, Some(end)),
            is_complete(begun),
        ));
        times.push(started.elapsed());
    }
    times.sort();
    println!("median {:?}, longest {:?}", times[times.len() / 2], times[times.len() - 1]);
}
