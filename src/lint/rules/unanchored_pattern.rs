//! A pattern that may match more than was meant.

use crate::diagnostic::{Code, Fix, Severity, shortened};
use crate::dotnet::regex::Regex;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::scope::Clause;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unanchored-pattern",
        summary: "a filter's pattern that says neither where a text begins nor where it ends",
        explanation: "Finds clauses of scoping filters with `REGEX MATCH` whose pattern has \
            neither `^` nor `$`.",
    },
    category: Category::Scope,
    severity: Severity::Warning,
    why: "The service looks for the pattern anywhere in the attribute's text, as the filters of \
        Microsoft's own templates need it to. Some examples of the documentation read as if the \
        pattern had to match all of it: `([1-9][0-9])` is said to be the numbers from 10 to 99, \
        and lets 100 and 12345 through as well.",
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
    ],
    prefer: &[
        Sample::map(
            "two digits and nothing else",
            "[[scope]]\n\
             clauses = [{ attribute = \"employeeId\", operator = \"REGEX MATCH\", value = \"^[1-9][0-9]$\" }]",
            &[],
        ),
        Sample::map(
            "anywhere, and it says so",
            "[[scope]]\n\
             clauses = [{ attribute = \"jobTitle\", operator = \"REGEX MATCH\", value = \".*Manager.*\" }]",
            &[],
        ),
    ],
    limits: "A pattern that says one of both is taken to leave the other end open on purpose.",
    check: Check::ObjectMapping(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for clause in subject.clauses() {
        let Some(pattern) = wanted(clause).filter(|pattern| is_open(pattern)) else { continue };
        let Some(value) = clause.values.first() else { continue };
        let whole = match pattern.contains('|') {
            true => format!("^({pattern})$"),
            false => format!("^{pattern}$"),
        };
        let message = format!("`{}` is found anywhere in the text", shortened(pattern));
        let label = "neither where it begins nor where it ends is said";
        let finding = RULE.finding(subject.source(), value.span, message, label);
        let help = format!("write `{}` for all of the text", shortened(&whole));
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
    use super::is_open;

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
}
