//! What holds for every rule: fixes mend, one mistake hides no other, errors of stages stay.

use std::collections::BTreeSet;

use attrmap::check::Env;
use attrmap::diagnostic::Severity;
use attrmap::lint::{
    Baseline, Conditions, Finding, Fixes, Level, Policy, RULES, Sample, Selector, lint,
};
use attrmap::mapping::{MappingFile, Names, Obstacle};
use attrmap::schema;
use attrmap::source::Source;
use attrmap::syntax;

use crate::lint::found_in;

fn codes(found: &[Finding]) -> BTreeSet<&'static str> {
    found.iter().map(|finding| finding.diagnostic.code.path).collect()
}

fn errors(found: &[Finding]) -> usize {
    found.iter().filter(|finding| !finding.can_be_configured()).count()
}

/// The file with all fixes made, round for round, as `lint --unsafe-fixes` does, and what is left.
fn mended(mut text: String, settings: &str, users: &str) -> (String, Vec<Finding>) {
    for _ in 0..10 {
        let found = found_in(&text, settings, users);
        let fixes = Fixes::of(&found, true);
        if fixes.edits.is_empty() {
            return (text, found);
        }
        let (file, _) = MappingFile::read("sample", &text);
        text = String::from_utf8(file.edited(&fixes.edits)).expect("it was UTF-8");
    }
    panic!("fixes do not end: {text}");
}

#[test]
fn a_fix_mends_its_finding_and_adds_none() {
    let mut fixed = 0;
    for rule in RULES {
        for sample in rule.avoid {
            let text = sample.mapping_file();
            let before = found_in(&text, sample.settings, sample.users);
            let fixes = Fixes::of(&before, true);
            if fixes.edits.is_empty() {
                continue;
            }
            fixed += 1;
            assert!(
                !fixes.made.is_empty() && fixes.refused.is_empty(),
                "{rule:?}: {:?}",
                fixes.refused
            );
            let (after, left) = mended(text, sample.settings, sample.users);
            let about = format!("{rule:?}: {}: {after}", sample.title);
            assert!(left.len() < before.len(), "{about}");
            assert!(codes(&left).is_subset(&codes(&before)), "{about}: {:?}", codes(&left));
            assert_eq!(errors(&left), 0, "{about}");
        }
    }
    assert!(fixed > 20, "{fixed} samples have fixes");
}

/// An attribute mapping as Graph has it, with the tree beside its text or without.
fn graph(expression: &str, tree: Option<&str>) -> String {
    let expression = serde_json::Value::from(expression);
    let source = tree.map_or(format!("{{ \"expression\": {expression} }}"), str::to_owned);
    format!("[\n  {{\n    \"targetAttributeName\": \"title\",\n    \"source\": {source}\n  }}\n]\n")
}

#[test]
fn a_fix_mends_its_finding_in_an_export_too() {
    let env = Env::entra();
    let names = Names { attributes: env.source_table(), functions: &[] };
    let (mut with_tree, mut refused) = (0, 0);
    for finding in RULES
        .iter()
        .flat_map(|rule| rule.avoid)
        .flat_map(|sample: &Sample| found_in(&sample.mapping_file(), sample.settings, sample.users))
    {
        let diagnostic = &finding.diagnostic;
        let text = &diagnostic.source;
        let Some(fix) = diagnostic.fix.as_ref().filter(|_| text != text.file()) else { continue };
        let mut expected = text.text().to_owned();
        expected.replace_range(fix.span.range(), &fix.replacement);
        let parsed = syntax::parse(text);
        let tree = names.tree(&parsed.expr);
        let tree = serde_json::to_string_pretty(&tree).expect("texts").replace('\n', "\n    ");
        for tree in [None, Some(tree.as_str())] {
            let written = graph(text.text(), tree);
            let (file, said) = MappingFile::read_graph("m.json", &written);
            assert!(!said.has_errors(), "{said}\n{written}");
            let before = found_in(&written, "", "");
            let mapping = &file.object_mappings[0].mappings[0];
            let attrmap::mapping::MappingSource::Expression(source) = &mapping.source else {
                panic!("an expression: {written}")
            };
            // The tree's text is the canonical one, and so is the fix's place another.
            if source.text() != text.text() {
                continue;
            }
            let edits = match file.edit_expression(source, fix.span, &fix.replacement, names) {
                Ok(edits) => edits,
                Err(Obstacle::UndocumentedTree) if tree.is_some() => {
                    refused += 1;
                    continue;
                }
                Err(obstacle) => panic!("{obstacle}: {written}"),
            };
            with_tree += usize::from(tree.is_some());
            let after = edits.apply(&written);
            let (file, said) = MappingFile::read_graph("m.json", &after);
            assert!(!said.has_errors(), "{said}\n{after}");
            let mapping = &file.object_mappings[0].mappings[0];
            let attrmap::mapping::MappingSource::Expression(source) = &mapping.source else {
                panic!("an expression: {after}")
            };
            assert_eq!(source.text(), expected);
            if let Some(tree) = &mapping.tree {
                assert_eq!(tree.difference(source, names), None, "{after}");
            }
            let (after, left) = mended(after, "", "");
            assert!(codes(&left).is_subset(&codes(&before)), "{after}: {:?}", codes(&left));
            assert!(errors(&left) <= errors(&before), "{after}");
        }
    }
    assert!(with_tree > 0 && refused > 0, "{with_tree} trees changed, {refused} refused");
}

const USERS: &str = "\
{\"id\": \"1\", \"userPrincipalName\": \"ana@contoso.com\", \"displayName\": \"Ana\", \"accountEnabled\": true, \"mail\": \"none\"}\n\
{\"id\": \"2\", \"userPrincipalName\": \"ben@contoso.com\", \"displayName\": \"Ben\", \"accountEnabled\": true, \"mail\": \"ben@contoso.com\"}\n";

#[test]
fn a_broken_mapping_hides_no_value_of_another() {
    for (line, why) in [
        ("title = 'Left([jobTitle])'", "an error in an expression"),
        ("nickName = '[displayName'", "no expression"),
        ("noSuchTarget = '[displayName]'", "no target"),
        ("title = 5", "no mapping"),
    ] {
        let text = Sample::map("broken", line, &[]).mapping_file();
        let found = found_in(&text, "", USERS);
        assert!(errors(&found) > 0, "{why}");
        assert!(codes(&found).contains("lint::not-an-email"), "{why}: {:?}", codes(&found));
    }
}

#[test]
fn a_scope_that_nobody_can_decide_is_said_to_hide_the_values() {
    for (lines, why) in [
        (
            "title = '[jobTitle]'\n[[scope]]\n\
             clauses = [{ attribute = \"department\", operator = \"NO SUCH\", value = \"Sales\" }]",
            "nobody knows what the operator does",
        ),
        (
            "title = '[jobTitle]'\n[[scope]]\n\
             clauses = [{ attribute = \"department\", operator = \"EQUALS\" }]",
            "nothing to compare with",
        ),
    ] {
        let text = Sample::map("broken", lines, &[]).mapping_file();
        let found = found_in(&text, "", USERS);
        assert!(codes(&found).contains("users::values-not-seen"), "{why}: {:?}", codes(&found));
        assert!(!codes(&found_in(&text, "", "")).contains("users::values-not-seen"), "{why}");
    }
}

#[test]
fn filters_are_judged_by_everybody_and_expressions_by_those_in_scope() {
    let lines = "title = 'ToUpper([department], )'\n[[scope]]\n\
        clauses = [{ attribute = \"department\", operator = \"EQUALS\", value = \"Sales\" }]";
    let text = Sample::map("case", lines, &[]).mapping_file();
    let user = |id: u8, department: &str| {
        format!(
            "{{\"id\": \"{id}\", \"userPrincipalName\": \"u{id}@contoso.com\", \"displayName\": \
             \"U\", \"accountEnabled\": true, \"department\": \"{department}\"}}\n"
        )
    };
    let users = user(1, "Sales") + &user(2, "sales");
    assert!(codes(&found_in(&text, "", &users)).contains("lint::case-in-filter"));
    let users = user(1, "Sales") + &user(2, "Research");
    assert!(!codes(&found_in(&text, "", &users)).contains("lint::case-in-filter"));
}

/// Levels, exceptions and baselines: what a stage calls an error is none of their business.
#[test]
fn errors_of_stages_are_not_configured() {
    let text = Sample::map("broken", "title = 'Left([jobTitle])'", &[]).mapping_file();
    let env = Env::entra();
    let site = attrmap::lint::Site::default();
    let (file, read) = MappingFile::read("m.attrmap.toml", &text);
    let found = lint(&file, read, &Conditions::new(&env, &schema::built_in, &site));
    let error = found.iter().find(|it| !it.can_be_configured()).expect("an error");
    let warning = {
        let mut diagnostic = error.diagnostic.clone();
        diagnostic.severity = Severity::Warning;
        Finding::of_file(diagnostic)
    };
    assert!(warning.can_be_configured(), "a warning of the same stage");
    let off = Policy { select: Vec::new(), levels: vec![(Selector::All, Level::Off)] };
    assert!(off.apply(error.clone()).is_some());
    assert!(off.apply(warning.clone()).is_none());
    let deny =
        Policy { select: Vec::new(), levels: vec![(Selector::All, Level::At(Severity::Error))] };
    let denied = deny.apply(warning).expect("it counts");
    assert!(denied.can_be_configured(), "an error by somebody's choice");
    let both = vec![error.clone(), denied];
    let baseline = Baseline::of(&both, str::to_owned);
    assert_eq!(baseline.new_among(both, str::to_owned, |_| false).len(), 1);
    let settings = "[[lint.exception]]\nrule = \"all\"\ntarget = \"title\"\nreason = \"x\"\n";
    let (settings, _) = attrmap::lint::Settings::read(&Source::new("attrmap.toml", settings));
    let exception = settings.exceptions.first().expect("one");
    assert!(!exception.is_for(error));
}

/// What the reader says is about a mapping too, so that exceptions can be made for it.
#[test]
fn what_stages_say_of_a_mapping_knows_it() {
    let text =
        crate::lint::payroll(r#"{ "expression": "[userPrincipalName]" }, "colour": "red""#, "");
    let found = found_in(&text, "", "");
    let of_reader = found.iter().find(|it| it.diagnostic.code.path == "mapping::unknown-key");
    let finding = of_reader.expect("colours mean nothing");
    assert_eq!(
        (finding.object_mapping.as_str(), finding.target.as_deref()),
        ("all", Some("Login"))
    );
    let made_for = |target: &str| {
        let exception = format!(
            "[[lint.exception]]\nrule = \"mapping::unknown-key\"\ntarget = \"{target}\"\n\
             reason = \"our own key\"\n"
        );
        let source = Source::new("attrmap.toml", exception);
        attrmap::lint::Settings::read(&source).0.exceptions.remove(0)
    };
    assert!(made_for("Login").is_for(finding));
    assert!(!made_for("Number").is_for(finding));
}

#[test]
fn what_two_mappings_have_in_common_is_said_of_both() {
    let lines = "title = 'tolower([displayName], )'\ndisplayName = 'tolower([displayName], )'";
    let text = Sample::map("twins", lines, &[]).mapping_file();
    let found = found_in(&text, "", "");
    let said: Vec<_> =
        found.iter().map(|it| (it.diagnostic.code.path, it.target.as_deref())).collect();
    let code = "check::function-case";
    assert_eq!(said, [(code, Some("title")), (code, Some("displayName"))]);
}
