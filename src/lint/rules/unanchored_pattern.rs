//! A pattern that may match more than was meant.

use crate::diagnostic::{Code, Fix, Severity, shortened};
use crate::dotnet::regex::{Alternative, Outline, Part, Regex, Says};
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
        let Some((pattern, outline)) = wanted(clause) else { continue };
        let Some(value) = clause.values.first() else { continue };
        let name = shortened(pattern);
        let (whole, of_what, message, label) = if let Some(whole) = closed(pattern, &outline) {
            let message = format!("`{name}` is found anywhere in the text");
            (whole, "the text", message, "neither where it begins nor where it ends is said")
        } else if let Some(whole) = grouped(pattern, &outline) {
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
fn wanted(clause: &Clause) -> Option<(&str, Outline)> {
    let (pattern, _) = clause.pattern().filter(|(_, is_wanted)| *is_wanted)?;
    Some((pattern, Regex::outline(pattern).ok()?))
}

/// The pattern with both ends, where it has neither, and does not say either that anything may
/// stand there.
fn closed(pattern: &str, outline: &Outline) -> Option<String> {
    let (first, last) = outline.alternatives.first().zip(outline.alternatives.last())?;
    let is_wild = begins(first) == Some(Says::Anything) && ends(last) == Some(Says::Anything);
    if is_wild || outline.alternatives.iter().any(|it| has_anchor(&it.parts)) {
        return None;
    }
    Some(match outline.alternatives.len() {
        1 => with(pattern, &[(first.start(), "^"), (last.end(), "$")]),
        _ => with(pattern, &[(first.start(), "^(?:"), (last.end(), ")$")]),
    })
}

/// The pattern with its ends around all alternatives, where one of them has ends for itself that
/// seem to be meant for all of them: both, or the first its beginning and the last its end.
fn grouped(pattern: &str, outline: &Outline) -> Option<String> {
    let alternatives = &outline.alternatives;
    let ([first, .., last], true) = (alternatives.as_slice(), alternatives.len() > 1) else {
        return None;
    };
    if let Some(whole) = of_one(pattern, outline) {
        return Some(whole);
    }
    let start = (begins(first) == Some(Says::Start)).then(|| first.parts.first()).flatten();
    let end = (ends(last) == Some(Says::End)).then(|| last.parts.last()).flatten();
    let is_free = |(index, it): (usize, &Alternative)| {
        let has_start = index == 0 && start.is_some();
        let has_end = index + 1 == alternatives.len() && end.is_some();
        let parts = it.parts.get(usize::from(has_start)..).unwrap_or_default();
        let count = parts.len().saturating_sub(usize::from(has_end));
        is_free(parts.get(..count).unwrap_or_default())
    };
    if start.or(end).is_none() || !alternatives.iter().enumerate().all(is_free) {
        return None;
    }
    let opening = start.map_or(first.start(), |part| part.place.end);
    let closing = end.map_or(last.end(), |part| part.place.start);
    Some(with(pattern, &[(opening, "(?:"), (closing, ")")]))
}

/// The pattern with both ends around all alternatives, where one of them has both for itself and
/// the others have none: `^Sales$|HR`.
fn of_one(pattern: &str, outline: &Outline) -> Option<String> {
    let alternatives = &outline.alternatives;
    let ended = |it: &'_ Alternative| match it.parts.as_slice() {
        [start, inner @ .., end] if start.says == Says::Start && end.says == Says::End => {
            (!inner.is_empty() && !has_anchor(inner))
                .then(|| (start.place.clone(), end.place.clone()))
        }
        _ => None,
    };
    let mut all_ended = alternatives.iter().filter_map(ended);
    let (Some((start, end)), None) = (all_ended.next(), all_ended.next()) else { return None };
    if !alternatives.iter().all(|it| ended(it).is_some() || is_free(&it.parts)) {
        return None;
    }
    let (first, last) = alternatives.first().zip(alternatives.last())?;
    let (before, inner) =
        (pattern.get(first.start()..start.start)?, pattern.get(start.end..end.start)?);
    let (opening, closing) = (pattern.get(start)?, pattern.get(end.clone())?);
    let after = pattern.get(end.end..last.end())?;
    let (front, back) = (pattern.get(..first.start())?, pattern.get(last.end()..)?);
    Some(format!("{front}{opening}(?:{before}{inner}{after}){closing}{back}"))
}

/// The pattern with texts put in at these places, which stand in order.
fn with(pattern: &str, put_in: &[(usize, &str)]) -> String {
    let mut whole = pattern.to_owned();
    for (at, text) in put_in.iter().rev() {
        whole.insert_str(*at, text);
    }
    whole
}

fn begins(alternative: &Alternative) -> Option<Says> {
    alternative.parts.first().map(|part| part.says)
}

fn ends(alternative: &Alternative) -> Option<Says> {
    alternative.parts.last().map(|part| part.says)
}

/// True where they say nothing of where the text begins or ends, and not either that anything may
/// stand there.
fn is_free(parts: &[Part]) -> bool {
    let is_wild = |part: Option<&Part>| part.is_some_and(|it| it.says == Says::Anything);
    !(parts.is_empty() || is_wild(parts.first()) || is_wild(parts.last()) || has_anchor(parts))
}

fn has_anchor(parts: &[Part]) -> bool {
    parts.iter().any(|part| matches!(part.says, Says::Start | Says::End | Says::Anchor))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (r"\A[a-z]", false),
            (r"(?x) a # ^", true),
            ("(?#^)a", true),
            (".*a", true),
            (".*a.*", false),
            ("(a|^b)", false),
        ] {
            let outline = Regex::outline(pattern).expect("it reads");
            assert_eq!(closed(pattern, &outline).is_some(), expected, "{pattern}");
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
            ("(?i)^Sales|HR$", Some("(?i)^(?:Sales|HR)$")),
            (r"\ASales|HR\z", Some(r"\A(?:Sales|HR)\z")),
            ("(?x)^Sales | HR$ # both", Some("(?x)^(?:Sales | HR)$ # both")),
            ("(?i)IT|^Sales$|HR", Some("(?i)^(?:IT|Sales|HR)$")),
            ("^Sales|.+HR$", None),
        ] {
            let outline = Regex::outline(pattern).expect("it reads");
            assert_eq!(grouped(pattern, &outline).as_deref(), expected, "{pattern}");
        }
    }

    #[test]
    fn ends_are_put_behind_options_and_before_comments() {
        for (pattern, expected) in [
            ("a|b", "^(?:a|b)$"),
            ("(?i)sales", "(?i)^sales$"),
            ("(?x) a+ # letters", "(?x) ^a+$ # letters"),
            ("(?x) a | b # letters", "(?x) ^(?:a | b)$ # letters"),
            ("(?i)a|(?#second)b", "(?i)^(?:a|(?#second)b)$"),
            ("a|", "^(?:a|)$"),
        ] {
            let outline = Regex::outline(pattern).expect("it reads");
            assert_eq!(closed(pattern, &outline).as_deref(), Some(expected), "{pattern}");
        }
    }
}
