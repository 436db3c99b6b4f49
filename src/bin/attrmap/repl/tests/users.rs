//! Users: which one is current, what is set, and all of them at once.

use super::Trial;

#[test]
fn one_user_after_the_other_is_the_current_one() {
    let mut trial = Trial::with_users();
    assert_eq!(trial.session.prompt(), "attrmap 1/3> ");
    assert_eq!(trial.gives(":user"), "user 1 of 3, row 1 (u1)\n");
    assert_eq!(trial.gives(":user next"), "user 2 of 3, row 2 (u2)\n");
    assert_eq!(trial.gives("[mail]"), "null : String\n");
    assert_eq!(trial.gives(":user 3"), "user 3 of 3, row 3 (u3)\n");
    assert_eq!(trial.gives("[mail]"), "\"\" : String\n");
    assert_eq!(trial.refuses(":user n"), "error: this is the last user");
    assert_eq!(trial.gives(":us p"), "user 2 of 3, row 2 (u2)\n");
    assert_eq!(trial.refuses(":user 4"), "error: `users.ndjson` has no user in row 4");
    assert_eq!(trial.refuses(":user ana"), "error: `ana` is no user");
    assert_eq!(
        trial.refuses(":user 3\n[mail]"),
        "error: `[mail]` behind the user is not understood"
    );
    assert_eq!(trial.session.prompt(), "attrmap 2/3> ");
}

#[test]
fn users_are_found_by_a_value() {
    let mut trial = Trial::with_users();
    for (entry, expected) in [
        (":user find department=it", "user 3 of 3, row 3 (u3)\n"),
        (":user find department=Sales", "user 1 of 3, row 1 (u1)\n"),
        (":user find department=Sales", "user 2 of 3, row 2 (u2)\n"),
        (":user find mail=null", "user 2 of 3, row 2 (u2)\n"),
        (":user find mail=\"\"", "user 3 of 3, row 3 (u3)\n"),
        (":user find accountEnabled=false", "user 3 of 3, row 3 (u3)\n"),
        (":user find proxyAddresses=smtp:c@contoso.com", "user 3 of 3, row 3 (u3)\n"),
    ] {
        assert_eq!(trial.gives(entry), expected, "{entry}");
    }
    assert_eq!(trial.refuses(":user find mail=x"), "error: no user has this value for `mail`");
    let unknown = "error: no table and no user has `mial`";
    assert_eq!(trial.refuses(":user find mial=x"), unknown);
    assert!(trial.refuses(":user find mail").starts_with("error: write NAME=VALUE"));
    for entry in [":user find department=\"Sa", ":set department=\"Sa", ":set department=\""] {
        assert_eq!(trial.refuses(entry), "error: the quote before the value does not close");
    }
    assert_eq!(trial.gives(":set department=\"Sa\""), "[department] = \"Sa\"\n");
    trial.gives(":unset department");
    trial.put("others.csv", "UPN,Full name\nx,y\n");
    trial.warns(":load others.csv");
    let refused = trial.refuses(":user find mail=x");
    assert!(refused.ends_with("[record::csv-header]"), "nobody was looked at: {refused}");
}

#[test]
fn attributes_are_set_whatever_the_user_has() {
    let mut trial = Trial::with_users();
    assert_eq!(trial.gives(":set mail=null"), "[mail] = null\n");
    assert_eq!(trial.gives("[mail]"), "null : String\n");
    assert_eq!(trial.gives(":set mail=\"\""), "[mail] = \"\"\n");
    assert_eq!(trial.gives("[mail]"), "\"\" : String\n");
    assert_eq!(trial.gives(":set faxNumber=\"5 5\""), "[facsimileTelephoneNumber] = \"5 5\"\n");
    assert_eq!(trial.gives("[facsimileTelephoneNumber]"), "\"5 5\" : String\n");
    assert_eq!(
        trial.gives(":user next"),
        "user 2 of 3, row 2 (u2), set: mail, facsimileTelephoneNumber\n"
    );
    assert_eq!(
        trial.gives(":unset MAIL"),
        "user 2 of 3, row 2 (u2), set: \
                                             facsimileTelephoneNumber\n"
    );
    assert_eq!(
        trial.warns(":set mial=x"),
        "warning: no table and no user has `mial`; did you mean `mail`?\n"
    );
    trial.warns(":set MIAL=y");
    assert_eq!(
        trial.gives(":user"),
        "user 2 of 3, row 2 (u2), set: facsimileTelephoneNumber, MIAL\n",
        "one attribute, whatever the case"
    );
    assert_eq!(trial.refuses(":unset mail"), "error: `mail` is not set");
    assert_eq!(trial.gives(":unset"), "user 2 of 3, row 2 (u2)\n");
    assert!(trial.refuses(":set mail").starts_with("error: write NAME=VALUE"));
}

#[test]
fn a_user_can_be_made_up() {
    let mut trial = Trial::new();
    let nobody = "no user is loaded, and nothing is set: every attribute is null\n";
    assert_eq!(trial.gives(":user"), nobody);
    assert_eq!(trial.gives(":unset"), nobody);
    trial.gives(":set mail=a@b");
    assert_eq!(trial.gives("Left([mail], 1)"), "\"a\" : String\n");
    assert_eq!(
        trial.gives(":show"),
        "a user of nothing else, set: mail\n\
         \x20 [IsSoftDeleted]  \"False\"\n\
         \x20 [mail]           \"a@b\"  (set)\n"
    );
    assert_eq!(trial.refuses(":count [mail]"), "error: no users are loaded");
}

#[test]
fn a_user_is_shown_as_expressions_see_it() {
    let mut trial = Trial::with_users();
    trial.gives(":user 3");
    trial.gives(":set jobTitle=null");
    assert_eq!(
        trial.gives(":show"),
        "user 3 of 3, row 3 (u3), set: jobTitle\n\
         \x20 [IsSoftDeleted]      \"True\"\n\
         \x20 [accountEnabled]     \"False\"\n\
         \x20 [department]         \"IT\"\n\
         \x20 [jobTitle]           null  (set)\n\
         \x20 [mail]               \"\"\n\
         \x20 [objectId]           \"u3\"\n\
         \x20 [proxyAddresses]     [\"smtp:cy@contoso.com\", \"smtp:c@contoso.com\"]\n\
         \x20 [userPrincipalName]  \"cy@contoso.com\"\n\
         \x20 null:  [employeeHireDate]\n"
    );
}

#[test]
fn what_is_set_is_shown_as_expressions_see_it() {
    let mut trial = Trial::new();
    trial.put("users.csv", "id,accountEnabled,extension_ABC_code\nu1,true,7\n");
    trial.gives(":load users.csv");
    trial.gives(":set accountEnabled=false");
    trial.gives(":set extension_abc_code=1");
    assert_eq!(
        trial.gives(":show"),
        "user 1 of 1, row 1 (u1), set: accountEnabled, extension_abc_code\n\
         \x20 [IsSoftDeleted]       \"True\"\n\
         \x20 [accountEnabled]      \"False\"  (set)\n\
         \x20 [extension_ABC_code]  \"1\"  (set)\n\
         \x20 [objectId]            \"u1\"\n"
    );
    assert_eq!(trial.gives("[IsSoftDeleted]"), "\"True\" : Boolean\n");
}

/// Neither how many have which value nor which one is told of what `Redact` is given.
#[test]
fn what_is_redacted_is_counted_without_a_value() {
    let mut trial = Trial::with_users();
    assert_eq!(
        trial.gives(":count Redact([mail])"),
        "3 users, 1 different outcome\n\
         \x20 3  100.0 %  ████████████████████████  [Redact]\n"
    );
    let hidden = "3 of 3 users get another value\n\
                  \x20 row 1 (u1)  [Redact] → [Redact]\n\
                  \x20 row 2 (u2)  [Redact] → [Redact]\n\
                  \x20 row 3 (u3)  [Redact] → [Redact]\n";
    for entry in [
        ":diff [department] ;; ToLower(Redact([department]))",
        ":diff ToLower(Redact([department])) ;; [department]",
    ] {
        assert_eq!(trial.gives(entry), hidden, "{entry}: each side would tell the other");
    }
    let by_row = trial.gives(":fails CDate(Append([employeeHireDate], Redact([objectId])))");
    assert!(by_row.contains("\n    row 1\n"), "nor who it is: {by_row}");
}

/// The payload keeps what a mapping redacts, and who asks for one value has it; lists and traces
/// show it to nobody.
#[test]
fn what_the_mapping_redacts_is_hidden_beside_it() {
    let mut trial = Trial::with_users();
    trial.put(
        "m.attrmap.toml",
        "schema = \"scim\"\n[map]\nuserName = '[userPrincipalName]'\ntitle = 'Redact([department])'\n",
    );
    trial.gives(":load m.attrmap.toml");
    assert_eq!(
        trial.gives(":count [department]"),
        "3 users, 1 different outcome\n\
         \x20 3  100.0 %  ████████████████████████  [Redact]\n"
    );
    assert!(trial.gives(":count [mail]").contains("ana@contoso.com"), "this is hidden by nothing");
    assert_eq!(
        trial.gives(":diff [mail] ;; Append([mail], [department])").lines().nth(1),
        Some("  row 1 (u1)  [Redact] → [Redact]")
    );
    assert_eq!(
        trial.gives(":trace Append([department], \"x\")"),
        "Append([department], \"x\")  → [Redact]\n\
         ├─ source  [department]    → [Redact]\n\
         └─ suffix  \"x\"\n"
    );
    assert_eq!(trial.gives("[department]"), "\"Sales\" : String\n", "it was asked for");
    assert!(trial.gives(":payload").contains("\"title\": \"Sales\""));
    let edited = trial.gives(":edit title [department]");
    assert_eq!(edited, "title = [department]\nnone of 3 users gets another value\n");
    assert!(trial.gives(":count [department]").contains("\"IT\""), "nothing redacts it now");
    trial.gives(":edit title Redact([objectId])");
    assert_eq!(trial.gives(":user 2"), "user 2 of 3, row 2\n");
    let by_row = trial.gives(":fails CDate([employeeHireDate])");
    assert!(by_row.ends_with("\n    row 2\n"), "{by_row}");
    trial.session.asks = false;
    trial.warns(":unload mapping");
    assert_eq!(trial.gives(":user"), "user 2 of 3, row 2 (u2)\n");
}

#[test]
fn what_everybody_gets_is_counted() {
    let mut trial = Trial::with_users();
    trial.gives(":set department=Other");
    assert_eq!(
        trial.gives(":count [department]"),
        "3 users, 2 different outcomes\n\
         \x20 2   66.7 %  ████████████████████████  \"Sales\"\n\
         \x20 1   33.3 %  ████████████              \"IT\"\n",
        "what is set is set for the current user only"
    );
    assert_eq!(
        trial.gives(":count [mail]"),
        "3 users, 3 different outcomes\n\
         \x20 1   33.3 %  ████████████████████████  \"\"\n\
         \x20 1   33.3 %  ████████████████████████  \"ana@contoso.com\"\n\
         \x20 1   33.3 %  ████████████████████████  null\n"
    );
    let outcomes = trial
        .gives(":count IIF([department] = \"IT\", IgnoreAttributeFlow, CDate([employeeHireDate]))");
    let lines: Vec<&str> =
        outcomes.lines().skip(1).filter_map(|it| it.split("  ").last()).collect();
    let expected = [
        "3/16/2020 12:00:00 AM",
        "dropped: the attribute is left out",
        "failed: this text denotes no date [eval::not-a-date]",
    ];
    assert_eq!(lines, expected);
    assert_eq!(trial.refuses(":count"), "error: `:count` takes an expression");
}

#[test]
fn the_users_for_whom_an_expression_fails_are_named() {
    let mut trial = Trial::with_users();
    assert_eq!(
        trial.gives(":fails CDate([employeeHireDate])"),
        "it fails for 1 of 3 users\n  1 × this text denotes no date [eval::not-a-date]\n    row 2 (u2)\n"
    );
    assert_eq!(trial.gives(":fails [mail]"), "it fails for none of 3 users\n");
}

#[test]
fn two_expressions_are_compared() {
    let mut trial = Trial::with_users();
    assert_eq!(
        trial.gives(":diff [mail] ;; Coalesce([mail], [userPrincipalName])"),
        "2 of 3 users get another value\n\
         \x20 row 2 (u2)  null → \"bo@contoso.com\"\n\
         \x20 row 3 (u3)  \"\" → \"cy@contoso.com\"\n"
    );
    let same = ":diff [mail] ;; Trim([mail])";
    assert_eq!(trial.gives(same), "none of 3 users gets another value\n");
    assert_eq!(trial.refuses(":diff [mail]"), "error: there are no two expressions");
    assert_eq!(trial.refuses(":diff [mail] ;;"), "error: there are no two expressions");
}

#[test]
fn unique_values_are_given_in_the_order_of_the_users() {
    let mut trial = Trial::with_users();
    let counted =
        trial.gives(":count SelectUniqueValue([department], Append([department], \"2\"))");
    for value in ["\"IT\"", "\"Sales\"", "\"Sales2\""] {
        assert!(counted.contains(value), "{value}: {counted}");
    }
}

#[test]
fn attributes_that_the_users_have_are_known() {
    let mut trial = Trial::new();
    let warns = |answer: String| answer.starts_with("check::unknown-attribute");
    trial.put("users.csv", "id,costCentre\nu1,7\n");
    trial.put("m.attrmap.toml", "schema = \"scim\"\n[map]\nuserName = '[CostCentre]'\n");
    let entries = [
        "[costcentre]",
        ":type [costCentre]",
        ":load m.attrmap.toml",
        ":edit userName [costCentre]",
    ];
    for entry in entries {
        assert!(warns(trial.warns(entry)), "{entry}: nobody has it");
    }
    trial.gives(":load users.csv");
    trial.gives(":save m.attrmap.toml");
    trial.gives(":unload mapping");
    for entry in entries.into_iter().chain([":count [costCentre]"]) {
        trial.gives(entry);
    }
    assert!(warns(trial.warns("[costCenter]")));
    trial.warns(":set costCenter=7");
    assert_eq!(trial.gives("[costCenter]"), "\"7\" : String\n");
}

/// White space is part of a name: nobody has `mail `, whoever has `mail`.
#[test]
fn a_name_with_white_space_is_another_name() {
    let mut trial = Trial::with_users();
    trial.gives(":load m.attrmap.toml");
    for entry in ["[mail ]", "[ mail ]", ":count [mail\n]", ":edit userName [mail\n]"] {
        let said = trial.warns(entry);
        assert!(said.starts_with("check::unknown-attribute"), "{entry}: {said}");
        assert!(said.contains("help: did you mean `[mail]`?"), "{entry}: {said}");
    }
    trial.put("spaced.ndjson", r#"{"id": "1", "mail ": "a"}"#);
    trial.gives(":load spaced.ndjson");
    assert_eq!(trial.gives("[mail ]"), "\"a\" : String\n", "the users have it");
}

#[test]
fn users_of_every_form_are_told_from_other_files() {
    let mut trial = Trial::new();
    trial.put("users.csv", "id;mail\n1;a\n2;b\n");
    assert_eq!(trial.gives(":load users.csv"), "users.csv: 2 users with 2 attributes\n");
    trial.put("list.json", "{\"@odata.nextLink\": \"x\", \"value\": [{\"mail\": \"a\"}]}");
    let answer = trial.session.answer(":load list.json");
    assert_eq!(answer.text, "list.json: 1 user with 1 attribute\n");
    assert!(
        answer.said.starts_with("warning: `list.json` is one page of a list"),
        "{}",
        answer.said
    );
    trial.put("empty", "");
    assert_eq!(trial.refuses(":load empty"), "error: `empty` has no users");
    assert_eq!(trial.gives("[mail]"), "\"a\" : String\n", "what was loaded stays");
    assert_eq!(trial.refuses(":load nowhere"), "error: cannot read `nowhere`");
    assert_eq!(trial.refuses(":load"), "error: which file?");
}

#[test]
fn a_profile_says_what_holds_for_its_users() {
    let mut trial = Trial::with_users();
    let attribute = r#"{"null": 0, "empty": 0, "present": 3, "refused": 0, "lists": 0,
        "several": 0, "distinct": 1, "isDistinctExact": true, "values": {"Sales": 3},
        "characters": [], "kinds": [], "nullRows": [], "emptyRows": []}"#;
    trial.put(
        "profile.json",
        format!(
            r#"{{"version": 1, "users": 3, "unreadable": 0, "isCut": false,
                "attributes": {{"department": {attribute}}}}}"#
        ),
    );
    assert_eq!(trial.gives(":load profile.json"), "profile.json: a profile of 3 users\n");
    assert_eq!(
        trial.gives(":type [department]"),
        "type    String\nnull    never\nempty   never\ntexts   \"Sales\"\nfails   never\n"
    );
    assert_eq!(trial.gives("[department]"), "\"Sales\" : String\n");
}

#[test]
fn what_looks_at_all_users_can_be_stopped() {
    let mut trial = Trial::with_users();
    trial.gives(":load m.attrmap.toml");
    trial.session.interrupt.ask();
    for entry in [
        ":count [mail]",
        ":fails [mail]",
        ":diff [mail] ;; [department]",
        ":user find mail=null",
        ":lint",
        ":load users.ndjson",
        ":edit displayName [department]",
        ":count SelectUniqueValue([mail], [department])",
    ] {
        let stopped = trial.refuses(entry);
        assert_eq!(stopped, "error: stopped by Ctrl-C: there is no answer", "{entry}");
    }
    assert_eq!(trial.gives("[mail]"), "\"ana@contoso.com\" : String\n", "that is no work");
    assert_eq!(trial.gives(":user"), "user 1 of 3, row 1 (u1)\n", "nothing was changed");
}

/// A terminal shows neither the difference of two marks nor a fraction of a second.
#[test]
fn values_that_look_alike_are_not_taken_for_one() {
    let mut trial = Trial::with_users();
    for (one, other) in [
        ("\"a\u{202d}\"", "\"a\u{202e}\""),
        ("\"\u{9b}\"", "\"\u{9c}\""),
        ("CDate(\"2020-01-01T00:00:00.1Z\")", "CDate(\"2020-01-01T00:00:00.2Z\")"),
    ] {
        let differing = trial.gives(&format!(":diff {one} ;; {other}"));
        assert!(differing.starts_with("3 of 3 users get another value\n"), "{one}: {differing}");
        let counted = trial.gives(&format!(":count IIF([department] = \"IT\", {one}, {other})"));
        assert!(counted.starts_with("3 users, 2 different outcomes\n"), "{one}: {counted}");
        assert!(!counted.contains(['\u{202d}', '\u{202e}', '\u{9b}', '\u{9c}']), "{counted}");
    }
}

/// What a file has no column for is null, whatever else it has a column for.
#[test]
fn a_table_needs_no_key() {
    let mut trial = Trial::new();
    trial.put("users.csv", "mail,department\na@x,Sales\n");
    trial.gives(":load users.csv");
    assert_eq!(trial.gives("[displayName]"), "null : String\n");
    assert_eq!(trial.gives(":count \"x\"").lines().next(), Some("1 user, 1 different outcome"));
}

#[test]
fn answers_fit_a_narrow_terminal() {
    let mut trial = Trial::new();
    let users =
        "id,displayName,department\nu1,佐藤 花子 佐藤 花子 佐藤 花子,営業部\n李,Bo,営業部\n";
    trial.put("users.csv", users);
    trial.gives(":load users.csv");
    let wide = ":diff [displayName] ;; [department]";
    assert_eq!(
        trial.gives(wide),
        "2 of 2 users get another value\n\
         \x20 row 1 (u1)  \"佐藤 花子 佐藤 花子 佐藤 花子\" → \"営業部\"\n\
         \x20 row 2 (李)  \"Bo\" → \"営業部\"\n"
    );
    trial.session.fit(Some(40));
    assert_eq!(
        trial.gives(wide),
        "2 of 2 users get another value\n\
         \x20 row 1 (u1)\n    \"佐藤 花子 佐藤… → \"営業部\"\n\
         \x20 row 2 (李)\n    \"Bo\" → \"営業部\"\n"
    );
    assert_eq!(
        trial.gives(":count [displayName]"),
        "2 users, 2 different outcomes\n\
         \x20 1   50.0 %  ████████████  \"Bo\"\n\
         \x20 1   50.0 %  ████████████  \"佐藤 花子 …\n"
    );
}
