//! An expression's text and its tree that say different things.

use crate::diagnostic::{Code, Fix, Label, Severity, shortened};
use crate::lint::sample::Export;
use crate::lint::{Category, Check, Findings, Mapped, Rule, Sample, Subject};
use crate::mapping::Names;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::tree-disagrees",
        summary: "an expression whose tree says something else",
        explanation: "Finds mappings of a Graph file whose source is given both as text and as a \
            tree of functions, attributes and constants, and the two differ.",
    },
    category: Category::File,
    severity: Severity::Error,
    why: "Graph writes every expression twice: as `expression`, and as a tree of `name`, `type` \
        and `parameters`. Whoever edits the one by hand and not the other sends a schema with two \
        meanings, and Microsoft does not say which of them the service takes. attrmap takes the \
        text.",
    pages: &[
        "https://learn.microsoft.com/graph/api/resources/synchronization-attributemappingsource",
    ],
    avoid: &[
        Sample::export("the text was changed, the tree was not", Export::Payroll, AVOID, &["mail"]),
        Sample::export(
            "a function in another's place",
            Export::Payroll,
            AVOID_FUNCTION,
            &["ToUpper"],
        ),
    ],
    prefer: &[Sample::export("both say the same", Export::Payroll, PREFER, &[])],
    limits: "What Microsoft does not document of the tree is not compared: comparisons, words \
        without quotes, parameters that repeat, those of `IIF` behind its condition. Nor are the \
        texts of the parts.",
    check: Check::Mapping(check),
};

const AVOID: &str = r#""attributeMappings": [{
  "targetAttributeName": "Login", "matchingPriority": 1,
  "source": { "expression": "[userPrincipalName]", "name": "mail", "type": "Attribute", "parameters": [] }
}]"#;

/// A call of `ToLower` whose tree names that function.
macro_rules! lowered_in_text {
    ($function:literal) => {
        concat!(
            r#""attributeMappings": [{
  "targetAttributeName": "Login", "matchingPriority": 1,
  "source": {
    "expression": "ToLower([userPrincipalName], )", "name": ""#,
            $function,
            r#"", "type": "Function",
    "parameters": [{ "key": "source", "value": {
      "expression": "[userPrincipalName]", "name": "userPrincipalName", "type": "Attribute", "parameters": []
    } }]
  }
}]"#
        )
    };
}

const AVOID_FUNCTION: &str = lowered_in_text!("ToUpper");
const PREFER: &str = lowered_in_text!("ToLower");

fn check(mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings) {
    let (Some(expression), Some(tree)) = (mapped.expression, &mapped.mapping.tree) else { return };
    let names = Names { attributes: subject.source_table(), functions: subject.env.functions() };
    let written = expression.source();
    let Some(difference) = tree.difference(written, names) else { return };
    let message = "the tree says something else than the expression";
    let (tree, text) = (shortened(&difference.tree), shortened(&difference.text));
    let label = format!("{tree} here, `{text}` there");
    let beside = written.span_in_file(written.whole());
    let finding = RULE
        .finding(subject.source(), difference.span, message, label)
        .because(Label::new(beside, "attrmap takes this; Microsoft does not say what it takes"));
    findings.push(match difference.replacement {
        Some(replacement) => {
            let help = format!("write \"{}\" here if the text is right", shortened(&replacement));
            finding.help(help).fix(Fix { span: difference.span, replacement, is_safe: false })
        }
        None => finding.help("paste the expression into the portal, which writes both"),
    });
}
