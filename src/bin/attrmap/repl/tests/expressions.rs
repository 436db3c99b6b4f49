//! Expressions, and commands about one of them.

use super::super::session::is_complete;
use super::Trial;

#[test]
fn a_value_null_empty_dropped_and_failed_are_told_apart() {
    let mut trial = Trial::with_users();
    for (entry, expected) in [
        ("[mail]", "\"ana@contoso.com\" : String\n"),
        ("[accountEnabled]", "\"True\" : Boolean\n"),
        ("Len([mail])", "15 : Integer\n"),
        ("[jobTitle]", "null : String\n"),
        ("\"\"", "\"\" : String\n"),
        ("IgnoreFlowIfNullOrEmpty([jobTitle])", "dropped: the attribute is left out\n"),
        ("IIF(IsPresent([mail]), IgnoreObjectFlow, \"\")", "dropped: the whole user is left out\n"),
        ("Split([mail], \"@\")", "[\"ana\", \"contoso.com\"] : String (multi-valued)\n"),
        ("Now()", "1/1/1970 12:00:00 AM : DateTime\n"),
        ("\"a\u{1b}[31m\"", "\"a\\u{1b}[31m\" : String\n"),
        ("\"a\u{a0}\u{200b}\"", "\"a\\u{a0}\\u{200b}\" : String\n"),
    ] {
        assert_eq!(trial.gives(entry), expected, "{entry}");
    }
    assert_eq!(trial.refuses("CDate([mail])"), "eval::not-a-date");
    assert_eq!(trial.refuses("Jion([mail])"), "check::unknown-function");
}

#[test]
fn a_mistake_is_drawn_with_its_place_and_its_help() {
    let mut trial = Trial::new();
    let said = trial.session.answer("Jion([mail])").said;
    assert!(said.contains(" 1 │ Jion([mail])\n   · ──┬─\n"), "{said}");
    assert!(said.ends_with("  help: did you mean `Join`?\n"), "{said}");
}

#[test]
fn a_warning_stands_before_the_value() {
    let mut trial = Trial::with_users();
    let answer = trial.session.answer("[faxNumber]");
    assert!(answer.said.starts_with("check::graph-name"), "{}", answer.said);
    assert_eq!((answer.text.as_str(), answer.is_mistake), ("null : String\n", false));
}

#[test]
fn values_are_converted_for_a_target() {
    let mut trial = Trial::with_users();
    assert_eq!(trial.gives(":target active"), "active : Boolean\n");
    assert_eq!(trial.gives("[accountEnabled]"), "true : Boolean\n");
    assert_eq!(trial.refuses("[mail]"), "flow::not-a-boolean");
    assert_eq!(trial.refuses("\"yes\""), "check::target-type", "wrong for everybody");
    assert_eq!(trial.refuses(":target activ"), "plan::unknown-target");
    assert_eq!(trial.gives(":target"), "active : Boolean\n", "the one there was stays");
    trial.gives(":target none");
    assert_eq!(trial.gives("[accountEnabled]"), "\"True\" : Boolean\n");
    assert_eq!(trial.gives(":target userName"), "userName : String, required\n");
}

#[test]
fn what_is_known_beforehand_is_told() {
    let mut trial = Trial::new();
    assert_eq!(
        trial.gives(r#":type Switch([state], , "NY", "East", "WA", "")"#),
        "type    String\nnull    possible\nempty   possible\ntexts   \"\", \"East\"\nfails   never\n"
    );
    assert_eq!(
        trial.gives(":type CDate([mail])"),
        "type    DateTime\nnull    possible\nempty   never\nfails   possible\n"
    );
    assert_eq!(
        trial.gives(":type [userPrincipalName]"),
        "type    String\nnull    never\nempty   never\nfails   never\n"
    );
    let varies = trial.gives(":type IgnoreFlowIfNullOrEmpty(Guid())");
    assert!(varies.contains("\nvaries  the same user"), "{varies}");
    assert_eq!(trial.refuses(":type"), "error: `:type` takes an expression");
    trial.gives(":target active");
    let fails = |answer: String| answer.lines().last().map(str::to_owned);
    let unfit = "fails   possible: what is no Boolean does not fit the target";
    assert_eq!(fails(trial.gives(":type [jobTitle]")).as_deref(), Some(unfit));
    let fits = trial.gives(r#":type Switch([state], "False", "NY", "True")"#);
    assert_eq!(fails(fits).as_deref(), Some("fails   never"));
}

#[test]
fn expressions_are_traced_formatted_and_drawn_as_trees() {
    let mut trial = Trial::with_users();
    assert_eq!(
        trial.gives(r#":trace Coalesce([jobTitle], [mail])"#),
        "Coalesce([jobTitle], [mail])  → \"ana@contoso.com\"\n\
         ├─ source  [jobTitle]         → null\n\
         └─ source  [mail]             → \"ana@contoso.com\"  ✓ chosen\n"
    );
    assert_eq!(trial.gives(":fmt coalesce( [MAIL],[x] )"), "Coalesce([mail], [x])\n");
    let tree: serde_json::Value =
        serde_json::from_str(&trial.gives(":ast Trim([mail])")).expect("it is JSON");
    assert_eq!((&tree["name"], &tree["type"]), (&"Trim".into(), &"Function".into()));
    for command in [":trace", ":fmt", ":ast"] {
        let mistake = trial.refuses(&format!("{command} Trim([mail]"));
        assert_eq!(mistake, "scan::unclosed-parenthesis", "{command}");
    }
}

/// A number's value is its text; only a whole number in the usual spelling is an Integer.
#[test]
fn a_number_is_what_it_is_written_as() {
    let mut trial = Trial::new();
    for (written, expected) in [
        ("7", "7 : Integer\n"),
        ("-7", "-7 : Integer\n"),
        ("9223372036854775807", "9223372036854775807 : Integer\n"),
        ("1.5", "\"1.5\" : String\n"),
        ("007", "\"007\" : String\n"),
        ("99999999999999999999", "\"99999999999999999999\" : String\n"),
        ("Len(1.5)", "3 : Integer\n"),
        ("BitAnd(007, 3)", "3 : Integer\n"),
        ("1.50 = \"1.5\"", "True : Boolean\n"),
        ("Mid(\"abc\", 2.0, 1)", "\"b\" : String\n"),
    ] {
        assert_eq!(trial.gives(written), expected, "{written}");
    }
    assert!(trial.refuses("Left(\"abc\", 1.5)").contains("check::"), "a whole number is asked for");
}

#[test]
fn the_clock_chance_and_taken_values_are_given() {
    let mut trial = Trial::new();
    assert_eq!(trial.gives(":now"), "1970-01-01T00:00:00Z (the system's clock)\n");
    assert_eq!(trial.gives(":now 2025-07-30T12:00:00Z"), "2025-07-30T12:00:00Z (set)\n");
    assert_eq!(trial.gives("Now()"), "7/30/2025 12:00:00 PM : DateTime\n");
    assert_eq!(trial.refuses(":now noon"), "error: `noon` is no time");
    trial.gives(":now system");
    assert_eq!(trial.gives("Now()"), "1/1/1970 12:00:00 AM : DateTime\n");

    assert_eq!(trial.gives(":seed 7"), "seed 7\n");
    let drawn = trial.gives("Guid()");
    assert_eq!(trial.gives("Guid()"), drawn, "the same draws the same");
    trial.gives(":seed 8");
    assert_ne!(trial.gives("Guid()"), drawn);
    assert_eq!(trial.refuses(":seed many"), "error: `many` is no seed");

    trial.gives(":set accountEnabled=maybe");
    assert!(trial.refuses("[IsSoftDeleted]").contains("accountEnabled"), "it is computed");
    trial.gives(":set IsSoftDeleted=True");
    assert_eq!(trial.gives("[IsSoftDeleted]"), "\"True\" : Boolean\n", "it is set");

    let unique = r#"SelectUniqueValue("ana", "ana2", "ana3")"#;
    assert_eq!(trial.gives(unique), "\"ana\" : String\n");
    assert_eq!(trial.gives(":taken \"ana\""), "taken: 1 value\n");
    trial.put("there.txt", "ana2\n");
    assert_eq!(trial.gives(":taken there.txt"), "taken: what is in `there.txt`, 1 value\n");
    assert_eq!(trial.gives(unique), "\"ana3\" : String\n");
    assert_eq!(trial.gives(":taken none"), "nothing is taken\n");
    assert_eq!(trial.gives(unique), "\"ana\" : String\n");
}

#[test]
fn things_are_looked_up() {
    let mut trial = Trial::new();
    assert!(trial.gives(":doc trim").starts_with("Trim("));
    assert_eq!(trial.refuses(":doc trom"), "error: there is no function `trom`");
    assert!(trial.gives(":functions To*er").contains("ToUpper"));
    assert_eq!(trial.refuses(":functions frob"), "error: no function fits `frob`");
    assert!(trial.gives(":explain eval::not-a-date").starts_with("eval::not-a-date\n"));
    assert_eq!(trial.refuses(":explain Zoin"), "error: nothing is known of `Zoin`");
    assert!(trial.gives(":help").contains("\n  :count EXPRESSION "));
    assert!(trial.gives(":help cou").starts_with(":count EXPRESSION\n"));
    assert_eq!(trial.refuses(":s"), "error: `:s` begins several commands");
    assert_eq!(trial.refuses(":bogus"), "error: there is no command `:bogus`");
    assert_eq!(trial.refuses(":"), "error: there is no command");
}

#[test]
fn an_entry_goes_on_until_it_closes() {
    for (entry, expected, why) in [
        ("[mail]", true, "an attribute"),
        ("Join(\"-\",", false, "a parenthesis"),
        ("Join(\"-\",\n", true, "an empty line ends it"),
        (":count Trim(", false, "an expression behind a command"),
        (":count", true, "nothing behind it"),
        (":load a(b", true, "a file"),
        (":edit displayName Trim(", false, "an expression behind a target"),
        (":edit emails[type eq \"work\"].value", true, "a target's brackets"),
        ("# it's [a comment", true, "a comment"),
    ] {
        assert_eq!(is_complete(entry), expected, "{entry}: {why}");
    }
}

#[test]
fn what_can_hold_a_users_data_is_not_kept() {
    let mut trial = Trial::with_users();
    trial.gives(":load m.attrmap.toml");
    for (entry, expected, why) in [
        ("Coalesce([mail], \"x\")", true, "an expression, with its texts"),
        ("Jion([mail])", true, "one to be mended"),
        ("[mail] = \"x\"", true, "an attribute is asked for"),
        ("[department] = \"x\"", true, "and another"),
        ("[MAIL] = [faxNumber]", true, "names of all kinds"),
        ("IIF([accountEnabled] = \"True\", [mail], \"\")", true, "what many have tells nothing"),
        ("[emails[type eq \"work\"].value]", false, "a target is no attribute"),
        ("[Ana Ruiz, Sales, +49 170 5551234]", false, "a row in brackets"),
        ("[costCentre]", false, "no attribute"),
        ("Jion([costCentre])", false, "nor here"),
        ("Join(Ana, [mail])", false, "a word among others"),
        ("%d%", false, "no parameter"),
        ("Ruiz(Ana)", false, "no function"),
        ("Ruiz(\"Ana\")", false, "nor this"),
        ("Trim(\"ana@contoso.com\")", false, "an address"),
        ("[mail] = \"bo@contoso.com\"", false, "another"),
        ("Split([mail], \"@\")", true, "the sign alone is none"),
        ("[department] = \"sales\"", false, "what the current user has"),
        ("[department] = \"it\"", false, "what another user has"),
        ("[mail] = \"smtp:C@contoso.com\"", false, "in a list"),
        ("\"Ana Ruiz\"", false, "a text alone"),
        ("\"Ana\" = \"Bo\"", false, "two texts"),
        ("Ana", false, "a word"),
        ("4711", false, "a number"),
        ("-5", false, "another"),
        ("{\"mail\": \"ana@contoso.com\"}", false, "a pasted row"),
        ("[{\"mail\": \"ana@contoso.com\"}]", false, "a pasted list"),
        ("[\"ana@contoso.com\",\"bo@contoso.com\"]", false, "another"),
        ("[ana@contoso.com]", false, "no attribute"),
        ("ana@contoso.com,Ana,Ruiz", false, "a row of CSV"),
        (":count [mail]", true, "a command"),
        (":count Jion([mail])", true, "one to be mended"),
        (":count ana@contoso.com,Ana,Ruiz", false, "a row behind a command"),
        (":count \"Ana\"", false, "a text behind a command"),
        (":count", false, "nothing to be repeated"),
        (":trace {\"mail\": \"ana@contoso.com\"}", false, "JSON behind a command"),
        (":diff [mail] ;; Trim([mail])", true, "two expressions"),
        (":diff [mail] ;; \"Ana\"", false, "a text for all users"),
        (":edit displayName", true, "a target"),
        (":edit displayName Trim([mail])", true, "with an expression"),
        (":edit displayName Ana", false, "with a word"),
        (":edit Ana Trim([mail])", false, "no target"),
        (":doc Join", true, "a function"),
        (":doc Ana Ruiz", false, "no function"),
        (":help Ana", false, "no command"),
        (":target Ana", false, "no target"),
        (":now Ana", false, "no time"),
        (":load users.ndjson", true, "a file's name"),
        (":load Ana Ruiz", false, "no file"),
        (":set mail=ana@contoso.com", false, "a value"),
        (":se mail=ana@contoso.com", false, "an abbreviation is no command: a value perhaps"),
        (":sett mail=ana@contoso.com", false, "nor is a typing error"),
        (":user find mail=ana@contoso.com", false, "a value"),
        (":taken \"ana\"", false, "a value"),
        (":explain Missing Email field of Ana", false, "a line of a log"),
        ("# Ana", false, "a comment"),
    ] {
        let before = trial.session.history.len();
        trial.answer(entry);
        assert_eq!(trial.session.history.len() > before, expected, "{entry}: {why}");
    }
    let mut trial = Trial::new();
    trial.gives(":set mail=ana@contoso.com");
    trial.gives("[mail]");
    trial.gives(":set proxyAddresses=[\"Ana\",\"Ruiz\"]");
    trial.gives("Append([mail], \"ruiz\")");
    assert_eq!(trial.gives(":history"), "[mail]\n");
    trial.put("users.csv", "id,costCentre\nu1,7\n");
    trial.put("m.attrmap.toml", "schema = \"scim\"\n[map]\nuserName = '[costObject]'\n");
    for entry in ["[costCentre]", "[costObject]"] {
        trial.warns(entry);
    }
    assert_eq!(trial.gives(":history"), "[mail]\n:history\n", "nobody has them");
    trial.gives(":load users.csv");
    trial.warns(":load m.attrmap.toml");
    trial.gives("[costCentre]");
    trial.warns("[costObject]");
    let history = trial.gives(":history");
    assert!(history.ends_with("[costCentre]\n[costObject]\n"), "{history}");
}

/// As in a profile: what many users have tells of none of them.
#[test]
fn texts_that_many_users_have_are_kept() {
    let mut trial = Trial::new();
    let user = |id: usize| {
        let office = if id == 1 { "Ruiz" } else { "Sydney" };
        format!("u{id},{office},{}\n", 47_110 + id)
    };
    trial.put("users.csv", format!("id,office,number\n{}", (0..6).map(user).collect::<String>()));
    trial.gives(":load users.csv");
    for (entry, expected) in [
        ("IIF([office] = \"sydney\", \"S\", \"\")", true),
        ("IIF([office] = \"RUIZ\", \"S\", \"\")", false),
        ("IIF([number] = 47112, \"S\", \"\")", false),
        ("IIF([number] = 47199, \"S\", \"\")", true),
        ("Left([office], 4)", true),
    ] {
        let before = trial.session.history.len();
        trial.gives(entry);
        assert_eq!(trial.session.history.len() > before, expected, "{entry}");
    }
    trial.put("users.csv", "id,office\nu1,\"the \"\"old\"\" house\"\n");
    trial.gives(":load users.csv");
    let before = trial.session.history.len();
    trial.gives("[office] = \"the \\\"old\\\" house\"");
    assert_eq!(trial.session.history.len(), before, "with quotes in it");
    trial.put("users.csv", "id,office\nu1\n");
    trial.warns(":load users.csv");
    let before = trial.session.history.len();
    trial.answer("IIF([office] = \"Berlin\", \"S\", \"\")");
    assert_eq!(trial.session.history.len(), before, "it is not known what somebody has");
}

/// A name in another order, a number in another form.
#[test]
fn texts_that_are_nearly_what_somebody_has_are_not_kept() {
    let mut trial = Trial::new();
    let user =
        |id: usize| format!("u{id},Kim,Office of Contoso,+44 20 7946 {id:04},2019-11-0{id}\n");
    let users: String = (1..9).map(user).collect();
    let one = "u9,Adele Vance,Office of Contoso,+1 (425) 555-0100,2020-03-16\nu10,Jörg,,,\n";
    trial.put("users.csv", format!("id,name,office,phone,hired\n{users}{one}"));
    trial.gives(":load users.csv");
    for (text, expected, why) in [
        ("Vance, Adele", false, "in another order"),
        ("Mr Vance", false, "with a word before it"),
        ("vances", true, "another word"),
        ("14255550100", false, "a number without its blanks"),
        ("555-0100", false, "the end of one"),
        ("2020-03", false, "a date without its day"),
        ("JÖRG!", false, "in another case"),
        ("Contoso", true, "many have it"),
        ("the office of Contoso", true, "and these words"),
        ("Kim", true, "a short one that many have"),
        (", ", true, "nothing that tells"),
    ] {
        let before = trial.session.history.len();
        trial.gives(&format!("Append([name], \"{text}\")"));
        assert_eq!(trial.session.history.len() > before, expected, "{text}: {why}");
    }
    trial.gives(":set name=Suharto");
    let before = trial.session.history.len();
    trial.gives("Append([name], \"Mr Suharto\")");
    assert_eq!(trial.session.history.len(), before, "a value that is set");
}

#[test]
fn what_is_taken_is_read_once_and_what_is_in_vain_is_told() {
    let mut trial = Trial::new();
    trial.put("bad.json", "[\"ana\", true]");
    assert_eq!(
        trial.refuses(":taken bad.json"),
        "error: `bad.json`: `true` is no value to take (line 1)"
    );
    trial.put("cut.json", "[\"ana\"");
    assert!(trial.refuses(":taken cut.json").starts_with("error: `cut.json`: this is no JSON: "));
    trial.put("empty.txt", "\n \n");
    assert_eq!(trial.refuses(":taken empty.txt"), "error: `empty.txt` has no values");
    assert_eq!(trial.gives(":taken"), "nothing is taken\n");

    trial.put("users.json", "{\"userName\": \"ana\"}");
    assert_eq!(trial.gives(":taken users.json"), "taken: what is in `users.json`\n");
    trial.put("users.json", "gone");
    let unique = "SelectUniqueValue(\"ana\", \"ana2\")";
    let by_target = "warning: `users.json`: `:target` says which of these values count\n";
    assert_eq!(trial.warns(unique), by_target);
    assert_eq!(trial.warns(&format!(":trace {unique}")), by_target);
    trial.gives(":target userName");
    assert_eq!(trial.gives(unique), "\"ana2\" : String\n");
    trial.gives(":target title");
    let in_vain = "warning: `users.json`: no user has a value for `title`\n";
    assert_eq!(trial.warns(unique), in_vain);
    trial.gives(":load users.ndjson");
    assert_eq!(trial.warns(&format!(":count {unique}")), in_vain);
    assert_eq!(trial.warns(&format!(":diff {unique} ;; {unique}")), in_vain);
    trial.put("more.json", "{\"userName\": \"bo\"}");
    trial.gives(":taken more.json");
    assert_eq!(
        trial.warns(&format!(":diff {unique} ;; {unique}")),
        format!("{in_vain}{}", in_vain.replace("users.json", "more.json")),
        "each is said once"
    );
}

#[test]
fn help_names_an_option_with_the_command_that_takes_it() {
    let mut trial = Trial::new();
    for (entry, expected) in [
        ("%d%", "help: say it: `attrmap repl --parameter d=VALUE`"),
        ("DefaultDomain()", "`attrmap repl --default-domain contoso.com`"),
    ] {
        let answer = trial.session.answer(entry);
        assert!(answer.said.contains(expected), "{}", answer.said);
    }
}
