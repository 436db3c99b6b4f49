//! What Tab offers.

use super::Trial;
use crate::repl::terminal::completion::complete;

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
