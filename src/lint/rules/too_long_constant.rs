//! A text that is written out and longer than its target takes.

use crate::diagnostic::{Code, Severity, grouped, shortened};
use crate::dotnet::utf16_len;
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject, outcomes};
use crate::source::{Source, Span};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::too-long-constant",
        summary: "a constant that is too long for its target",
        explanation: "Finds mappings of a Graph file that give a text of their own, or a default \
            value, with more characters than the target's directory says with `MaximumLength`.",
    },
    category: Category::Types,
    severity: Severity::Error,
    why: "`MaximumLength` is the most that the target takes. A longer text is refused, and every \
        user who would get it with it. No user is needed to see that of a text that the mapping \
        itself spells out.",
    pages: &["https://learn.microsoft.com/graph/api/resources/synchronization-metadataentry"],
    avoid: &[
        Sample::export("a value of one branch", Export::OwnApp, BRANCH, &[r#""Contractor""#]),
        Sample::export("a default value", Export::OwnApp, DEFAULT, &["Permanent staff"]),
    ],
    prefer: &[Sample::export("eight characters", Export::OwnApp, PREFER, &[])],
    limits: "Characters are counted as .NET does. What users bring with them is `too-long`'s.",
    check: Check::Mapping(check),
};

const BRANCH: &str = r#""attributeMappings": [{ "targetAttributeName": "userType", "source": { "expression": "IIF([accountEnabled]=\"True\", \"Staff\", \"Contractor\")" } }],
"attributes": [{ "name": "userType", "metadata": [{ "key": "MaximumLength", "value": "8" }] }]"#;

const DEFAULT: &str = r#""attributeMappings": [{ "targetAttributeName": "userType", "defaultValue": "Permanent staff", "source": { "expression": "Left([employeeType], 8)" } }],
"attributes": [{ "name": "userType", "metadata": [{ "key": "MaximumLength", "value": "8" }] }]"#;

const PREFER: &str = r#""attributeMappings": [{ "targetAttributeName": "userType", "defaultValue": "Staff", "source": { "expression": "Left([employeeType], 8)" } }],
"attributes": [{ "name": "userType", "metadata": [{ "key": "MaximumLength", "value": "8" }] }]"#;

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let connection = subject.object.connection.as_ref();
    let object = connection.and_then(|connection| connection.target.object());
    let attribute = object.and_then(|object| object.attribute(&mapped.mapping.target.value));
    let Some(most) = attribute.and_then(|attribute| attribute.max_length) else { return };
    let is_longer = |text: &str| utf16_len(text) > most;
    let name = shortened(&mapped.mapping.target.value);
    let found = |source: &Source, span: Span| {
        let message = format!("`{name}` takes {} characters", grouped(most as u64));
        RULE.finding(source, span, message, "this is longer").help("write a shorter text")
    };
    if let Some(default) = mapped.default_value().filter(|default| is_longer(&default.value)) {
        findings.push(found(subject.source(), default.span));
    }
    let Some(expression) = mapped.expression else { return };
    for outcome in outcomes(expression.typed()) {
        if outcome.texts().any(is_longer) {
            findings.push(found(expression.source(), outcome.typed.span));
        }
    }
}
