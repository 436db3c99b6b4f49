//! A regular expression that can run away.

use crate::diagnostic::{Code, Severity};
use crate::dotnet::regex::Regex;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::catastrophic-pattern",
        summary: "a pattern that can try more ways than anybody can wait for",
        explanation: "Finds patterns of `Replace` with a loop that fits the same text in ever more \
            ways, the longer the text is.",
    },
    category: Category::Text,
    severity: Severity::Warning,
    why: "A backtracking engine, as .NET's is, tries every way of fitting a text before it says \
        that none matches. Where a loop stands in a loop over the same characters, as in \
        `^(\\w+\\s?)*$`, the ways double with each character, and a text of forty that does not \
        match takes longer than any cycle. It is one user's odd value that does it, long after \
        the mapping was tried. attrmap gives up after a fixed number of steps and rejects the \
        user.",
    pages: &[
        "https://learn.microsoft.com/dotnet/standard/base-types/backtracking-in-regular-expressions",
    ],
    avoid: &[
        Sample::map(
            "words with or without a space",
            r#"title = 'Replace([jobTitle], , "^(\\w+\\s?)*$", , "x", , )'"#,
            &[r#""^(\\w+\\s?)*$""#],
        ),
        Sample::map(
            "a dot may be in either loop",
            r#"title = 'Replace([mail], , "([\\w.]+\\.)+com", , "x", , )'"#,
            &[r#""([\\w.]+\\.)+com""#],
        ),
    ],
    prefer: &[
        Sample::map(
            "one way to fit each text",
            r#"title = 'Replace([jobTitle], , "^\\w+(\\s\\w+)*$", , "x", , )'"#,
            &[],
        ),
        Sample::map(
            "what is behind the at sign",
            r#"title = 'Replace([userPrincipalName], , "(?<Suffix>@(.)*)", "Suffix", "", , )'"#,
            &[],
        ),
    ],
    limits: "Loops with anchors, references or looks in them are left alone, and so are patterns \
        that take time in proportion to the square of a text.",
    check: Check::Part(check),
};

/// Where `Replace` has its pattern.
const PATTERN: usize = 2;

fn check(part: &Part<'_>, findings: &mut Findings) {
    if part.typed.call_of("Replace").is_none() {
        return;
    }
    let Some(pattern) = part.typed.argument(PATTERN) else { return };
    if !pattern.facts.constant_text().is_some_and(Regex::can_explode) {
        return;
    }
    let message = "this pattern can try more ways than anybody can wait for";
    let label = "a loop in here fits the same text in many ways";
    let finding = RULE.finding(part.source(), pattern.span, message, label);
    findings.push(finding.help(
        "let each round begin with what the one before cannot take, or forbid to go back: `(?>…)`",
    ));
}
