//! A regular expression that can run away.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::dotnet::regex::Regex;
use crate::lint::{Category, Check, Findings, Rule, Sample, Subject};
use crate::source::{Source, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::catastrophic-pattern",
        summary: "a pattern that can try more ways than anybody can wait for",
        explanation: "Finds patterns of `Replace` and of scoping filters with a loop that fits the \
            same text in ever more ways, the longer the text is.",
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
        Sample::map(
            "whoever is asked for by a filter",
            "[[scope]]\n\
             clauses = [{ attribute = \"department\", operator = \"REGEX MATCH\", value = '^(\\w+\\s?)*$' }]",
            &[r"^(\w+\s?)*$"],
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
    check: Check::Whole(check),
};

fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for mapped in &subject.mappings {
        let Some(expression) = mapped.expression else { continue };
        let patterns = expression.typed().reachable_nodes().filter_map(|node| {
            let (function, _) = node.call()?;
            node.argument(function.special.pattern?)
        });
        for pattern in patterns {
            if pattern.facts.constant_text().is_some_and(Regex::can_explode) {
                let finding = found(expression.source(), pattern.span);
                findings.push_about(&mapped.mapping.target.value, finding);
            }
        }
    }
    for clause in subject.clauses() {
        let Some(value) = clause.values.first().filter(|_| clause.pattern().is_some()) else {
            continue;
        };
        if Regex::can_explode(&value.value) {
            findings.push(found(subject.source(), value.span));
        }
    }
}

fn found(source: &Source, span: Span) -> Diagnostic {
    let message = "this pattern can try more ways than anybody can wait for";
    let label = "a loop in here fits the same text in many ways";
    RULE.finding(source, span, message, label).help(
        "let each round begin with what the one before cannot take, or forbid to go back: `(?>…)`",
    )
}
