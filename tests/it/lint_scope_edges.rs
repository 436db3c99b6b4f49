//! Where the rules on scoping filters and on the values of users hold back.

use attrmap::lint::{Finding, Sample};

use crate::lint::found_in;

/// What a rule underlines in a sound mapping with more lines, under settings and with users.
fn underlined(rule: &str, lines: &str, settings: &str, users: &str) -> Vec<String> {
    let sound = Sample::map("sound", "", &[]).mapping_file();
    let found = found_in(&format!("{sound}{lines}"), settings, users);
    let diagnostics = found.iter().map(|finding| &finding.diagnostic);
    let of_rule = diagnostics.filter(|it| it.code.path.strip_prefix("lint::") == Some(rule));
    of_rule.map(|it| it.source.slice(it.primary.span).to_owned()).collect()
}

/// A filter of clauses, each an attribute, an operator, a value.
fn filter(clauses: &[(&str, &str, &str)]) -> String {
    let clause = |(attribute, operator, value): &(&str, &str, &str)| {
        let value = match *value {
            "" => String::new(),
            value => format!(", value = '{value}'"),
        };
        format!("{{ attribute = '{attribute}', operator = '{operator}'{value} }}")
    };
    let clauses: Vec<String> = clauses.iter().map(clause).collect();
    format!("[[scope]]\nclauses = [{}]\n", clauses.join(", "))
}

#[test]
fn rules_on_filters_know_their_edges() {
    let not_a = ("department", "NOT EQUALS", "a");
    let not_b = ("department", "NOT EQUALS", "b");
    let is_null = ("department", "IS NULL", "");
    let is_a = ("department", "EQUALS", "a");
    let germany = ("country", "EQUALS", "DE");
    let name = ("userPrincipalName", "NOT EQUALS", "a");
    let anchored = ("mail", "REGEX MATCH", "@contoso\\.com$");
    let open = ("mail", "NOT REGEX MATCH", "test");
    let broken = ("mail", "REGEX MATCH", "(");
    type Edge<'a> = (&'a str, &'a [&'a [(&'a str, &'a str, &'a str)]], &'a [&'a str], &'a str);
    let table: &[Edge<'_>] = &[
        ("negative-filter", &[&[not_a, not_b]], &["NOT EQUALS"], "once for an attribute"),
        ("negative-filter", &[&[not_a, germany], &[is_null]], &[], "they are asked for elsewhere"),
        ("negative-filter", &[&[name]], &[], "everybody has one"),
        ("negative-filter", &[&[not_a, ("Department", "INCLUDES", "x")]], &[], "asks for a value"),
        ("contradictory-group", &[&[is_a], &[is_null]], &[], "in different filters"),
        ("contradictory-group", &[&[is_a, not_b]], &[], "both can hold"),
        ("contradictory-group", &[&[is_a, not_a]], &["a"], "the same value"),
        ("subsumed-group", &[&[is_a, germany], &[germany]], &["[[scope]]"], "in either order"),
        ("subsumed-group", &[&[is_a], &[is_a]], &["[[scope]]"], "one of two that are the same"),
        ("subsumed-group", &[&[], &[is_a]], &[], "no clauses are another matter"),
        ("duplicate-clause", &[&[is_a], &[is_a]], &[], "in different filters"),
        ("unanchored-pattern", &[&[anchored]], &[], "one end is said"),
        ("unanchored-pattern", &[&[open]], &[], "what is not wanted anywhere"),
        ("unanchored-pattern", &[&[broken]], &[], "it is an error already"),
    ];
    for (rule, groups, expected, why) in table {
        let lines: String = groups.iter().map(|clauses| filter(clauses)).collect();
        assert_eq!(underlined(rule, &lines, "", ""), *expected, "{rule}: {lines}: {why}");
    }
}

/// Whoever has no value is out of scope, where every group of a set asks for one.
#[test]
fn what_every_group_demands_is_there() {
    let mail = ("mail", "IS NOT NULL", "");
    let ends = ("MAIL", "ENDS_WITH", "@contoso.com");
    let matches = ("mail", "REGEX MATCH", "@contoso\\.com$");
    let no_test = ("mail", "NOT REGEX MATCH", "^test");
    let is_null = ("mail", "IS NULL", "");
    let unsure = ("mail", "Valid Cert Match", "x");
    let germany = ("country", "EQUALS", "DE");
    let input = |clauses: &[_]| filter(clauses).replace("[[scope]]", "[[scope]]\nkind = 'input'");
    for (scope, is_there, why) in [
        (String::new(), false, "no filter"),
        (filter(&[mail]), true, "the one group"),
        (filter(&[ends]), true, "another way to ask, in another case"),
        (filter(&[matches]), true, "a pattern"),
        (filter(&[no_test]), false, "a negative operator drops people by surprise"),
        (filter(&[is_null]), false, "the opposite"),
        (filter(&[unsure]), false, "nobody knows what it asks"),
        (filter(&[germany]), false, "of another attribute"),
        (filter(&[germany, mail]), true, "all clauses hold"),
        (filter(&[mail]) + &filter(&[germany]), false, "one group is enough"),
        (filter(&[mail]) + &filter(&[]), false, "an empty group is for everybody"),
        (filter(&[mail]) + &filter(&[germany, ends]), true, "every group"),
        (filter(&[germany]) + &input(&[mail]), true, "every set must let a user through"),
    ] {
        let lines = format!("'emails[type eq \"work\"].value' = '[mail]'\n{scope}");
        let text = Sample::map("", Box::leak(lines.into_boxed_str()), &[]).mapping_file();
        let found = found_in(&text, "", "");
        let mut codes = found.iter().map(|finding| finding.diagnostic.code.path);
        let warns = codes.any(|code| code == "lint::nullable-required");
        assert_eq!(warns, !is_there, "{why}: {scope}");
    }
}

/// What a filter demands makes no fallback superfluous: filters change.
#[test]
fn a_filter_makes_no_arm_unreachable() {
    let lines = "title = 'IIF(IsPresent([mail]), Coalesce([mail], [userPrincipalName]), [jobTitle])'\n\
        [[scope]]\nclauses = [{ attribute = 'mail', operator = 'IS NOT NULL' }]";
    let found = found_in(&Sample::map("", lines, &[]).mapping_file(), "", "");
    let codes = found.iter().map(|finding| finding.diagnostic.code.path);
    let of_choice =
        codes.filter(|it| ["lint::unreachable-arm", "lint::constant-condition"].contains(it));
    // Inside of the condition it is there, whatever the filter says.
    assert_eq!(of_choice.collect::<Vec<_>>(), ["lint::unreachable-arm"]);
}

#[test]
fn rules_on_values_know_their_edges() {
    let users = |mails: [&str; 2]| -> String {
        let user = |(index, mail): (usize, &str)| {
            format!(
                "{{\"id\": \"{index}\", \"userPrincipalName\": \"u{index}@contoso.com\", \
                 \"displayName\": \"U\", \"accountEnabled\": true, \"mail\": {mail}}}\n"
            )
        };
        mails.into_iter().enumerate().map(user).collect()
    };
    let whole = "Coalesce([mail], [userPrincipalName])";
    let contoso = "verifiedDomains = [\"Contoso.com\"]";
    let fits = [r#""a@contoso.com""#, r#""b@CONTOSO.COM""#];
    let below = [r#""a@mail.contoso.com""#, "null"];
    for (rule, settings, mails, expected, why) in [
        ("unverified-domain", contoso, fits, &[][..], "case does not count"),
        ("unverified-domain", contoso, below, &[whole], "each domain for itself"),
        ("unverified-domain", "", below, &[], "nobody said which are"),
        ("not-an-email", "", fits, &[], "both are"),
        ("not-an-email", "", [r#""a""#, "null"], &[whole], "no domain"),
        ("duplicate-value", "", [r#""a@contoso.com""#; 2], &[], "nobody is found by it"),
        ("rejected-users", "", fits, &[], "nothing fails"),
    ] {
        let found = underlined(rule, "", settings, &users(mails));
        assert_eq!(found, expected, "{rule}: {mails:?}: {why}");
    }
}

#[test]
fn negative_filters_are_about_those_who_lack_a_value() {
    let filter = filter(&[("department", "NOT EQUALS", "HR")]);
    let user = |department: &str| {
        format!(
            "{{\"userPrincipalName\": \"a@contoso.com\", \"displayName\": \"A\"{department}}}\n"
        )
    };
    let (sales, hr, none) =
        (user(", \"department\": \"Sales\""), user(", \"department\": \"HR\""), user(""));
    for (users, expected, why) in [
        (vec![&sales, &hr], &[][..], "everybody has one"),
        (vec![&sales], &[], "nobody is left out"),
        (vec![&sales, &hr, &none], &["NOT EQUALS"], "the last is left out"),
        (vec![&none], &["NOT EQUALS"], "nobody is in scope"),
    ] {
        let users: String = users.into_iter().map(String::as_str).collect();
        assert_eq!(underlined("negative-filter", &filter, "", &users), expected, "{why}");
    }
}

#[test]
fn users_in_scope_are_told_from_all() {
    let map = |scope: &str| {
        format!(
            "schema = \"workplace\"\n\n[map]\n\
             userName = {{ expression = '[userPrincipalName]', matchingPriority = 1 }}\n\
             'emails[type eq \"work\"].value' = '[mail]'\n{scope}"
        )
    };
    let sales = "[[scope]]\nclauses = \
        [{ attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" }]\n";
    let user = |id: u32, others: &str| {
        format!(
            "{{\"id\": \"{id}\", \"userPrincipalName\": \"u{id}@contoso.com\", \
             \"accountEnabled\": true, {others}}}\n"
        )
    };
    let users = user(1, r#""department": "Sales", "mail": null"#)
        + &user(2, r#""department": "Sales", "mail": "nobody""#)
        + &user(3, r#""department": "Legal", "mail": null"#);
    for (scope, note, message) in [
        ("", "`mail` is null for 2 of 3 users (rows 1, 3)", "1 of 3 users (row 2)"),
        (
            sales,
            "`mail` is null for 1 of 2 users in scope (row 1)",
            "1 of 2 users in scope (row 2)",
        ),
    ] {
        let found = found_in(&map(scope), "", &users);
        let of_rule = |code: &str| {
            let is_of = |it: &&Finding| it.diagnostic.code.path == code;
            found.iter().find(is_of).expect("it is found").diagnostic.clone()
        };
        assert_eq!(of_rule("lint::nullable-required").note.as_deref(), Some(note));
        let expected = format!("this is no e-mail address for {message}");
        assert_eq!(of_rule("lint::not-an-email").message, expected);
    }
}
