//! The case files: `tests/suite/**/*.case`, values and codes typed by a person.
//!
//! ```text
//! --- join-skips-null
//! expr:  Join("-", [a], [b])
//! given: {"a": "x"}
//! gives: "x"
//!
//! --- join-needs-a-separator
//! expr:  Join()
//! error: check::missing-argument  "Join()"
//! ```
//!
//! A case without `expr:` asks the expression of the case before. `given:` is a user, `gives:` what
//! comes out, both JSON; `ignored:` is `attribute` or `object`; `error:` can stand several times,
//! each with the code and the underlined text. `facts:` is what is known before any user is seen:
//! a part of the expression, `is`, and what it can come to, for each time that the part is written.
//! `now:` is the clock, `domain:` the default domain (`none`: there is none), `taken:` a JSON list
//! of what the target has already. Indented lines go on with the line before.
//!
//! `why:`, `page:` and `differs:` are for readers: the page that a case comes from, and what stands
//! there instead, with the reason. A `page:` before the first case holds for the whole file. The
//! cases of `tests/suite/entra` are Microsoft's own, so each of them has a page; those of
//! `tests/suite/dotnet` are answers of a .NET runtime, many rows in one case.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use attrmap::dotnet::parse_date;
use attrmap::functions::{Surroundings, Taken};
use attrmap::types::DateTime;

use crate::language::{Result, evaluate_among, facts_of_part, surroundings};

#[derive(Debug, Clone, Default)]
struct Case {
    name: String,
    expr: String,
    given: Option<String>,
    now: Option<String>,
    domain: Option<String>,
    taken: Option<String>,
    gives: Option<String>,
    ignored: Option<String>,
    errors: Vec<String>,
    facts: Vec<String>,
    page: Option<String>,
    differs: Option<String>,
    why: Option<String>,
}

#[test]
fn every_case_holds() {
    let mut names = BTreeSet::new();
    let mut failures = Vec::new();
    for (file, cases) in suite() {
        for case in cases {
            assert!(names.insert(case.name.clone()), "two cases are named `{}`", case.name);
            if let Some((found, expected)) = case.failure() {
                failures.push(format!(
                    "{}: {}\n  {}\n  found    {found}\n  expected {expected}",
                    file.display(),
                    case.name,
                    case.expr
                ));
            }
        }
    }
    assert!(!names.is_empty(), "there are cases");
    assert!(failures.is_empty(), "{} cases fail\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn cases_of_microsoft_name_their_page() {
    for (file, cases) in suite() {
        let is_theirs = file.starts_with("tests/suite/entra");
        for Case { name, page, differs, .. } in cases {
            let page = page.as_deref();
            assert!(page.is_some() || !is_theirs, "{name}: the page it comes from");
            assert!(page.is_some() || differs.is_none(), "{name}: from which page it differs");
            assert!(page.is_none_or(|page| page.starts_with("https://")), "{name}: {page:?}");
        }
    }
}

impl Case {
    /// What is not as expected, and what was expected.
    fn failure(&self) -> Option<(String, String)> {
        if self.facts.is_empty() {
            let (found, expected) = (self.found(), self.expected());
            return (found != expected).then(|| (format!("{found:?}"), format!("{expected:?}")));
        }
        let found = self.facts.iter().map(|line| {
            let part = line.split_once(" is ").map_or(line.as_str(), |(part, _)| part);
            let known = facts_of_part(&self.expr, part).join(" ; ");
            (format!("{part} is {known}"), line.clone())
        });
        let mut found = found;
        found.find(|(found, expected)| found != expected)
    }

    fn expected(&self) -> Result {
        match (&self.gives, self.ignored.as_deref()) {
            (Some(json), _) => Result::Value(self.json(json)),
            (None, Some("attribute")) => Result::Ignored("attribute"),
            (None, Some("object")) => Result::Ignored("object"),
            (None, Some(other)) => panic!("{}: nobody ignores `{other}`", self.name),
            (None, None) => Result::Errors(self.errors.iter().map(|line| error(line)).collect()),
        }
    }

    fn found(&self) -> Result {
        let given = self.given.as_deref().unwrap_or("{}");
        let surroundings = Surroundings {
            now: self.now.as_deref().map_or(surroundings().now, |now| {
                parse_date(now, DateTime::UNIX_EPOCH)
                    .unwrap_or_else(|| panic!("{}: `{now}` is no time", self.name))
            }),
            default_domain: match self.domain.as_deref() {
                None => surroundings().default_domain,
                Some("none") => None,
                Some(domain) => Some(domain.to_owned()),
            },
            ..surroundings()
        };
        let taken = self.taken.as_deref().map_or_else(Taken::new, |taken| {
            let values = self.json(taken);
            let values = values.as_array().expect("`taken` is a list").iter();
            values.map(|value| value.as_str().expect("of texts")).collect()
        });
        evaluate_among(&self.expr, given, &surroundings, &taken)
    }

    fn json(&self, text: &str) -> serde_json::Value {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// Where a line with that key goes.
    fn line(&mut self, key: &str) -> &mut String {
        let place = match key {
            "expr" => return &mut self.expr,
            "error" => return pushed(&mut self.errors),
            "facts" => return pushed(&mut self.facts),
            "given" => &mut self.given,
            "now" => &mut self.now,
            "domain" => &mut self.domain,
            "taken" => &mut self.taken,
            "gives" => &mut self.gives,
            "ignored" => &mut self.ignored,
            "page" => &mut self.page,
            "differs" => &mut self.differs,
            "why" => &mut self.why,
            _ => panic!("{}: `{key}` is no key", self.name),
        };
        place.insert(String::new())
    }
}

/// A new line of those that can stand several times.
fn pushed(lines: &mut Vec<String>) -> &mut String {
    lines.push(String::new());
    lines.last_mut().expect("just pushed")
}

/// A code, and behind it the text that it underlines, in quotes.
fn error(line: &str) -> (String, String) {
    let (code, text) = line.split_once(' ').unwrap_or((line, "\"\""));
    let text = text.trim();
    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    (code.to_owned(), quoted.unwrap_or(text).to_owned())
}

/// All files with their cases.
fn suite() -> Vec<(PathBuf, Vec<Case>)> {
    let mut files = case_files(Path::new("tests/suite"));
    files.sort();
    let with_cases = files.into_iter().map(|file| {
        let text = fs::read_to_string(&file).expect("a case file is readable");
        let cases = read_cases(&text, &file);
        (file, cases)
    });
    with_cases.collect()
}

fn case_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the suite is a folder") {
        let path = entry.expect("an entry of the suite").path();
        if path.is_dir() {
            files.extend(case_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "case") {
            files.push(path);
        }
    }
    files
}

fn read_cases(text: &str, file: &Path) -> Vec<Case> {
    let mut sections = text.split("\n--- ");
    let head = sections.next().unwrap_or_default();
    assert!(head.starts_with('#'), "{}: a comment says what the cases show", file.display());
    let page = head.lines().find_map(|line| line.strip_prefix("page:"));
    let of_all = Case { page: page.map(|page| page.trim().to_owned()), ..Case::default() };
    let mut cases: Vec<Case> = Vec::new();
    for section in sections {
        let (name, body) = section.split_once('\n').unwrap_or((section, ""));
        let mut case = Case { name: name.trim().to_owned(), ..of_all.clone() };
        read_lines(&mut case, body, file);
        if case.expr.is_empty() {
            let before = cases.last().expect("the first case has an expression");
            case.expr.clone_from(&before.expr);
        }
        let is_given = [
            case.gives.is_some(),
            case.ignored.is_some(),
            !case.errors.is_empty(),
            !case.facts.is_empty(),
        ];
        let count = is_given.into_iter().filter(|is_given| *is_given).count();
        assert_eq!(count, 1, "{}: {}: one expectation", file.display(), case.name);
        cases.push(case);
    }
    cases
}

fn read_lines(case: &mut Case, body: &str, file: &Path) {
    let mut lines = body.lines().filter(|line| !line.trim().is_empty()).peekable();
    while let Some(line) = lines.next() {
        let (key, value) = line
            .split_once(':')
            .filter(|(key, _)| !key.starts_with(' '))
            .unwrap_or_else(|| panic!("{}: `{line}`", file.display()));
        let mut value = value.trim().to_owned();
        while let Some(more) = lines.next_if(|line| line.starts_with(' ')) {
            value.push('\n');
            value.push_str(more.trim_start());
        }
        *case.line(key) = value;
    }
}
