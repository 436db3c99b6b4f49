//! The rules: what each of them says of its own samples, and what none of them says of others.

use std::collections::BTreeSet;

use attrmap::check::Env;
use attrmap::functions::{Randomness, Surroundings};
use attrmap::lint::{Conditions, Evidence, Finding, RULES, Rule, Sample, Settings, lint};
use attrmap::mapping::MappingFile;
use attrmap::record::{Cutter, Limits};
use attrmap::schema;
use attrmap::source::Source;
use attrmap::types::DateTime;

/// What is found in a sample.
fn found(sample: &Sample) -> Vec<Finding> {
    found_in(&sample.mapping_file(), sample.settings, sample.users)
}

/// What is found in a mapping file, under settings and with users, where there are any.
pub(crate) fn found_in(text: &str, settings: &str, users: &str) -> Vec<Finding> {
    let (file, read) = MappingFile::read("sample", text);
    let source = Source::new("attrmap.toml", settings);
    let (settings, said) = Settings::read(&source);
    assert!(said.is_empty(), "{said}");
    let env = Env::entra();
    let conditions = Conditions::new(&env, &schema::built_in, &settings.site);
    if users.is_empty() {
        return lint(&file, read, &conditions);
    }
    let object = file.choose(None).expect("one is for users");
    let surroundings = Surroundings {
        randomness: Randomness::Seeded(1),
        ..Surroundings::at(DateTime::UNIX_EPOCH)
    };
    let mut evidence = Evidence::new(&file, object, &conditions, surroundings);
    let mut cutter = Cutter::new(None, Limits::default());
    cutter.buffer().extend_from_slice(users.as_bytes());
    while let Some(chunk) = cutter.take(true).expect("users can be read") {
        evidence.add(&chunk, None).expect("users can be read");
    }
    let proof = evidence.finish();
    lint(&file, read, &Conditions { proofs: &[proof], ..conditions })
}

/// A Graph file with one mapping of users, whose `Login` comes from that source, and these
/// directories.
pub(crate) fn payroll(source: &str, directories: &str) -> String {
    format!(
        r#"{{
  "synchronizationRules": [{{
    "editable": true, "sourceDirectoryName": "Entra", "targetDirectoryName": "Payroll",
    "objectMappings": [{{
      "name": "all", "enabled": true, "sourceObjectName": "User", "targetObjectName": "Person",
      "attributeMappings": [{{
        "targetAttributeName": "Login", "matchingPriority": 1, "source": {source}
      }}]
    }}]
  }}],
  "directories": [{directories}]
}}"#
    )
}

fn underlined(finding: &Finding) -> &str {
    finding.diagnostic.source.slice(finding.diagnostic.primary.span)
}

#[test]
fn what_is_to_be_avoided_fires_its_rule_and_no_other() {
    for rule in RULES {
        assert!(!rule.avoid.is_empty() && !rule.prefer.is_empty(), "{rule:?} has samples");
        for sample in rule.avoid {
            let about = format!("{rule:?}: {}", sample.title);
            let found = found(sample);
            for finding in &found {
                assert_eq!(finding.diagnostic.code, &rule.code, "{about}: {}", finding.diagnostic);
            }
            let underlines: Vec<&str> = found.iter().map(underlined).collect();
            assert_eq!(underlines, sample.underlines, "{about}");
        }
    }
}

#[test]
fn what_is_to_be_preferred_is_silent() {
    for rule in RULES {
        for sample in rule.prefer {
            let found: Vec<String> =
                found(sample).iter().map(|finding| finding.diagnostic.to_string()).collect();
            assert!(found.is_empty(), "{rule:?}: {}: {found:#?}", sample.title);
            assert!(sample.underlines.is_empty(), "{rule:?}: {}", sample.title);
        }
    }
}

#[test]
fn every_rule_is_complete() {
    let names: Vec<&str> = RULES.iter().map(|rule| rule.name()).collect();
    assert!(names.is_sorted(), "THE LIST is sorted: {names:?}");
    let distinct: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(distinct.len(), names.len(), "names repeat");
    for rule in RULES {
        let Rule { code, why, pages, limits, .. } = rule;
        assert!(code.path.starts_with("lint::"), "{rule:?}");
        assert!(!code.summary.ends_with('.') && !code.summary.is_empty(), "{rule:?}: summary");
        for text in [code.explanation, why, limits] {
            assert!(text.ends_with('.'), "{rule:?}: {text}");
        }
        assert!(pages.iter().all(|page| page.starts_with("https://")), "{rule:?}: pages");
        let titles: BTreeSet<&str> =
            rule.avoid.iter().chain(rule.prefer).map(|sample| sample.title).collect();
        assert_eq!(titles.len(), rule.avoid.len() + rule.prefer.len(), "{rule:?}: titles repeat");
    }
}

#[test]
fn rules_that_need_users_show_some() {
    for rule in RULES {
        let mut samples = rule.avoid.iter();
        let is_shown_with_users = samples.all(|sample| !sample.users.is_empty());
        assert_eq!(rule.needs_users(), is_shown_with_users, "{rule:?}");
    }
}

/// Exceptions for what a rule finds name a target, or none, as its page says.
#[test]
fn findings_are_about_what_their_rule_says() {
    for rule in RULES {
        let found: Vec<Finding> = rule.avoid.iter().flat_map(found).collect();
        let is_of_mapping = |finding: &Finding| finding.target.is_some();
        let kinds = (found.iter().any(is_of_mapping), !found.iter().all(is_of_mapping));
        let said = (rule.is_about_mappings(), rule.is_about_object_mappings());
        assert_eq!(kinds, said, "{rule:?}: about a mapping, about none by itself");
    }
}

/// A finding says what to do.
#[test]
fn every_finding_has_a_help() {
    for rule in RULES {
        for sample in rule.avoid {
            for finding in found(sample) {
                let diagnostic = &finding.diagnostic;
                let message = &diagnostic.message;
                let has_advice = diagnostic.help.is_some() || diagnostic.note.is_some();
                assert!(has_advice, "{rule:?}: {message}");
                assert!(message.chars().count() <= 120, "{rule:?}: {message}");
                assert_eq!(diagnostic.severity, rule.severity, "{rule:?}");
                assert!(finding.can_be_configured(), "{rule:?}: {message}");
            }
        }
    }
}
