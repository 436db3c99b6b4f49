//! A pattern that may match more than was meant.

use crate::diagnostic::{Code, Fix, Severity, shortened};
use crate::dotnet::regex::Regex;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::scope::Clause;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unanchored-pattern",
        summary: "a filter's pattern that is found in more texts than it seems to be meant for",
        explanation: "Finds clauses of scoping filters with `REGEX MATCH` whose pattern has \
            neither `^` nor `$`, or has them at the ends of alternatives that do not share them: \
            `^Sales|HR$`, `^Sales$|HR`.",
    },
    category: Category::Scope,
    severity: Severity::Warning,
    why: "The service looks for the pattern anywhere in the attribute's text, as the filters of \
        Microsoft's own templates need it to. Some examples of the documentation read as if the \
        pattern had to match all of it: `([1-9][0-9])` is said to be the numbers from 10 to 99, \
        and lets 100 and 12345 through as well. And `|` parts all that stands before it from all \
        behind: `^Sales|HR$` is `^Sales`, or `HR$`, and lets `Sales Operations` through.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts",
    ],
    avoid: &[
        Sample::map(
            "more than two digits",
            "[[scope]]\n\
             clauses = [{ attribute = \"employeeId\", operator = \"REGEX MATCH\", value = \"[1-9][0-9]\" }]",
            &["[1-9][0-9]"],
        ),
        Sample::map(
            "other domains that begin alike",
            "[[scope]]\n\
             clauses = [{ attribute = \"mail\", operator = \"REGEX MATCH\", value = '.*@contoso\\.com' }]",
            &[".*@contoso\\.com"],
        ),
        Sample::map(
            "departments that begin with one name, or end with the other",
            "[[scope]]\n\
             clauses = [{ attribute = \"department\", operator = \"REGEX MATCH\", value = \"^Sales|HR$\" }]",
            &["^Sales|HR$"],
        ),
    ],
    prefer: &[
        Sample::map(
            "two digits and nothing else",
            "[[scope]]\n\
             clauses = [{ attribute = \"employeeId\", operator = \"REGEX MATCH\", value = \"^[1-9][0-9]$\" }]",
            &[],
        ),
        Sample::map(
            "two names and nothing else",
            "[[scope]]\n\
             clauses = [{ attribute = \"department\", operator = \"REGEX MATCH\", value = \"^(?:Sales|HR)$\" }]",
            &[],
        ),
        Sample::map(
            "anywhere, and it says so",
            "[[scope]]\n\
             clauses = [{ attribute = \"jobTitle\", operator = \"REGEX MATCH\", value = \".*Manager.*\" }]",
            &[],
        ),
    ],
    limits: "A pattern that says one of both is taken to leave the other end open on purpose, and \
        so are alternatives that begin or end with `.*`, or of which several have ends of their own.",
    check: Check::ObjectMapping(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for clause in subject.clauses() {
        let Some(pattern) = wanted(clause) else { continue };
        let Some(value) = clause.values.first() else { continue };
        let name = shortened(pattern);
        let (whole, of_what, message, label) = if is_open(pattern) {
            let whole = match pattern.contains('|') {
                true => format!("^(?:{pattern})$"),
                false => format!("^{pattern}$"),
            };
            let message = format!("`{name}` is found anywhere in the text");
            (whole, "the text", message, "neither where it begins nor where it ends is said")
        } else if let Some(whole) = grouped(pattern) {
            let message = format!("an end in `{name}` holds for one alternative only");
            (
                whole,
                "the alternatives",
                message,
                "`|` parts all that stands before it from all behind",
            )
        } else {
            continue;
        };
        let finding = RULE.finding(subject.source(), value.span, message, label);
        let help = format!("write `{}` for all of {of_what}", shortened(&whole));
        let fix = Fix { span: value.span, replacement: whole, is_safe: false };
        findings.push(finding.help(help).fix(fix));
    }
}

/// The pattern that is looked for, where it can be read.
fn wanted(clause: &Clause) -> Option<&str> {
    let (pattern, is_wanted) = clause.pattern()?;
    Regex::parse(pattern).ok().filter(|_| is_wanted).map(|_| pattern)
}

/// True where neither end is said, and it is not said either that anything may stand there.
fn is_open(pattern: &str) -> bool {
    let is_wild = |is_at_end: bool| {
        let wild = [".*", ".+", ".*?", ".+?"];
        wild.iter().any(|it| match is_at_end {
            true => pattern.ends_with(it),
            false => pattern.starts_with(it),
        })
    };
    !(is_anchored(pattern) || is_wild(false) && is_wild(true))
}

/// The pattern with its ends around all alternatives, where they stand at the first and the last
/// and seem to be meant for all of them.
fn grouped(pattern: &str) -> Option<String> {
    if let Some(whole) = of_one(pattern) {
        return Some(whole);
    }
    let begin = if pattern.starts_with('^') { "^" } else { "" };
    let body = pattern.strip_prefix('^').unwrap_or(pattern);
    let (body, end) = match body.strip_suffix('$') {
        // A `$` behind a backslash is none.
        Some(rest) if !rest.ends_with('\\') => (rest, "$"),
        _ => (body, ""),
    };
    let alternatives = alternatives(body);
    let is_free = |alternative: &&str| {
        let says_so = alternative.starts_with(".*") || alternative.ends_with(".*");
        !alternative.is_empty() && !says_so && !is_anchored(alternative)
    };
    let is_meant = alternatives.len() > 1 && alternatives.iter().all(is_free);
    (is_meant && !(begin.is_empty() && end.is_empty())).then(|| format!("{begin}(?:{body}){end}"))
}

/// The pattern with both ends around all alternatives, where one of them has both for itself and
/// the others have none: `^Sales$|HR`.
fn of_one(pattern: &str) -> Option<String> {
    let alternatives = alternatives(pattern);
    let inner = |it: &str| {
        let inner = it.strip_prefix('^')?.strip_suffix('$')?;
        (!inner.is_empty() && !inner.ends_with('\\')).then(|| inner.to_owned())
    };
    let is_ended = |it: &&str| inner(it).is_some();
    let is_free = |it: &&str| {
        let says_so = it.starts_with(".*") || it.ends_with(".*");
        !it.is_empty() && !says_so && !is_anchored(it)
    };
    let is_meant = alternatives.len() > 1
        && alternatives.iter().filter(|it| is_ended(it)).count() == 1
        && alternatives.iter().all(|it| is_ended(it) || is_free(it));
    let bare = alternatives.iter().map(|it| inner(it).unwrap_or_else(|| (*it).to_owned()));
    is_meant.then(|| format!("^(?:{})$", bare.collect::<Vec<String>>().join("|")))
}

/// The alternatives of a pattern, those within its groups aside.
fn alternatives(pattern: &str) -> Vec<&str> {
    let (mut depth, mut is_in_class, mut is_escaped) = (0_usize, false, false);
    let parts = pattern.split(|character: char| {
        if std::mem::take(&mut is_escaped) {
            return false;
        }
        match character {
            '\\' => is_escaped = true,
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '(' if !is_in_class => depth += 1,
            ')' if !is_in_class => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == '|' && depth == 0 && !is_in_class
    });
    parts.collect()
}

/// True where an anchor stands outside of brackets.
fn is_anchored(pattern: &str) -> bool {
    let (mut is_in_class, mut characters) = (false, pattern.chars());
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let escaped = characters.next();
                if !is_in_class && matches!(escaped, Some('A' | 'z' | 'Z' | 'b' | 'B' | 'G')) {
                    return true;
                }
            }
            '[' => is_in_class = true,
            ']' => is_in_class = false,
            '^' | '$' if !is_in_class => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{grouped, is_open};

    #[test]
    fn anchors_are_seen_outside_of_brackets() {
        for (pattern, expected) in [
            ("abc", true),
            ("^abc", false),
            ("abc$", false),
            ("(?i)^abc", false),
            ("[^a]bc", true),
            (r"a\$", true),
            (r"\babc", false),
            (r"[\]^]a", true),
            (".*a", true),
            (".*a.*", false),
            ("(a|^b)", false),
        ] {
            assert_eq!(is_open(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn ends_are_put_around_all_alternatives() {
        for (pattern, expected) in [
            ("^Sales|HR$", Some("^(?:Sales|HR)$")),
            ("^Sales|HR", Some("^(?:Sales|HR)")),
            ("^Sales$|HR", Some("^(?:Sales|HR)$")),
            ("IT|^Sales$|HR", Some("^(?:IT|Sales|HR)$")),
            ("^Sales$|.*HR", None),
            ("^Sales$|^HR", None),
            ("Sales|IT|HR$", Some("(?:Sales|IT|HR)$")),
            (r"^a\|b|[|]c(d|e)$", Some(r"^(?:a\|b|[|]c(d|e))$")),
            ("^(Sales|HR)$", None),
            ("^Sales|^HR", None),
            ("^Sales$|^HR$", None),
            ("^Sales|.*HR$", None),
            ("^Sales[|]HR$", None),
            (r"^Sales\|HR$", None),
            (r"^Sales|HR\$", Some(r"^(?:Sales|HR\$)")),
            ("^$|Sales$", None),
            ("^|Sales$", None),
        ] {
            assert_eq!(grouped(pattern).as_deref(), expected, "{pattern}");
        }
    }
}
