//! What is shown while somebody types: what Tab offers, hints, colours.

use super::Trial;
use crate::repl::session::completion::complete;
use crate::repl::terminal::{highlight, hints};

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
        (":load \"use|", 7, &["users.ndjson"]),
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

#[test]
fn the_signature_follows_the_cursor() {
    let trial = Trial::new();
    for (entry, expected) in [
        ("Join(|", Some("   Join(‹separator›, source, …)")),
        ("Join(\"-\", Len([a]|", Some("   Len(‹String›)")),
        ("Join(\"-\", [a], [b], |", Some("   Join(separator, ‹source›, …)")),
        ("Join(\"-\"|, [a])", Some("   Join(‹separator›, source, …)")),
        ("Join(\"-\", Le|n([a]))", Some("   Join(separator, ‹source›, …)")),
        ("Join(\"-\", Len(|[a]))", Some("   Len(‹String›)")),
        ("Join|(\"-\", [a])", None),
        ("Trim([a], |", Some("   Trim(source)")),
        ("Trim([a])|", None),
        ("[mail|", None),
        ("Nothing(|", None),
        ("Trim(\n|", Some(hints::OPEN)),
        ("Trim(|\n", Some("   Trim(‹source›)")),
        (":coun|", Some("t EXPRESSION")),
        (":co|un", None),
        (":count |", Some("EXPRESSION")),
        (":count Trim(|", Some("   Trim(‹source›)")),
        (":diff [mail] ;; Trim(|", Some("   Trim(‹source›)")),
        (":diff Trim(|[mail]) ;; [mail]", Some("   Trim(‹source›)")),
        (":load Trim(|", None),
        (":q|", Some("uit")),
        (":Q|", Some("uit")),
        (":?|", Some(" [COMMAND]")),
        (":exit|", None),
        ("  :coun|", Some("t EXPRESSION")),
        (":|", None),
        ("|", None),
    ] {
        let cursor = entry.find('|').expect("a cursor");
        let hint = hints::hint(&trial.session, &entry.replace('|', ""), cursor);
        assert_eq!(hint.as_deref(), expected, "{entry}");
    }
}

/// An entry with the escapes as tags, so that one can read them.
fn coloured(trial: &Trial, entry: &str, cursor: Option<usize>) -> String {
    tagged(&highlight::entry(&trial.session, entry, cursor))
}

fn tagged(coloured: &str) -> String {
    coloured.replace("\u{1b}[0m", "</>").replace("\u{1b}[", "<").replace("m", "")
}

#[test]
fn functions_attributes_and_texts_have_colours() {
    let trial = Trial::new();
    for (entry, expected) in [
        ("Left([city], \"x\", 2", "<36Left</><34(</><32[city]</>, <33\"x\"</>, <352</>"),
        ("[ai", "<31[ai</>"),
        (":count [city]", "<1:count </><32[city]</>"),
        (":load [city]", "<1:load [city]</>"),
        (" :count [city]", "<1 :count </><32[city]</>"),
        (":diff [city] ;; [city]", "<1:diff </><32[city]</> ;; <32[city]</>"),
        ("äöü “x”", "äöü “x”"),
        (":bogus [city]", ":bogus [city]"),
    ] {
        assert_eq!(coloured(&trial, entry, None), expected, "{entry}");
    }
}

#[test]
fn only_what_there_is_has_the_colour_of_it() {
    let mut trial = Trial::new();
    assert_eq!(coloured(&trial, "Jion([x])", None), "<4Jion</><34(</><4[x]</><34)</>");
    trial.warns(":set x=1");
    assert_eq!(coloured(&trial, "join([X])", None), "<36join</><34(</><32[X]</><34)</>");
    trial.put("users.csv", "id,costCentre\nu1,7\n");
    assert_eq!(coloured(&trial, "[costCentre]", None), "<4[costCentre]</>");
    trial.gives(":load users.csv");
    assert_eq!(coloured(&trial, "[costCentre]", None), "<32[costCentre]</>");
}

#[test]
fn brackets_that_belong_together_are_lit() {
    let trial = Trial::new();
    for (entry, cursor, expected) in [
        ("Trix([city])", 12, "<4Trix</><1;7(</><32[city]</><1;7)</>"),
        ("[city]", 0, "<1;7[</><32city</><1;7]</>"),
        ("[city]", 5, "<1;7[</><32city</><1;7]</>"),
        ("Trix([city]", 5, "<4Trix</><34(</><1;7[</><32city</><1;7]</>"),
        (":count [city]", 7, "<1:count </><1;7[</><32city</><1;7]</>"),
    ] {
        assert_eq!(coloured(&trial, entry, Some(cursor)), expected, "{entry}");
    }
}

#[test]
fn the_current_parameter_of_a_hint_stands_out() {
    let hint = highlight::hint("Join(‹separator›, …)");
    assert_eq!(tagged(&hint), "<2Join(</><1‹separator›</><2, …)</>");
    assert_eq!(tagged(&highlight::hint("Now()")), "<2Now()</>");
}
