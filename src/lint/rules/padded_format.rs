//! White space at an end of a date format.

use crate::diagnostic::{Code, Fix, Severity};
use crate::lint::reading::date_formats;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};
use crate::syntax::quote;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::padded-format",
        summary: "white space at an end of a date format",
        explanation: "Finds formats of `FormatDateTime` that begin or end with white space.",
    },
    category: Category::Text,
    severity: Severity::Warning,
    why: "A date format is taken letter by letter: the space of an output format is sent with the \
        date, and the target that wants `2020-03-16` refuses it. One of Microsoft's pages had such \
        spaces in its example, which people copied.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#formatdatetime",
        "https://github.com/MicrosoftDocs/azure-docs/issues/104947",
    ],
    avoid: &[Sample::map(
        "a space behind the quote",
        r#"title = 'FormatDateTime([employeeHireDate], , "yyyy-MM-dd", " M/d/yyyy")'"#,
        &[r#"" M/d/yyyy""#],
    )],
    prefer: &[Sample::map(
        "the format alone",
        r#"title = 'FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "M/d/yyyy")'"#,
        &[],
    )],
    limits: "White space inside a format can be meant.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    for (format, text) in date_formats(part) {
        let trimmed = text.trim();
        if trimmed == text || trimmed.is_empty() {
            continue;
        }
        let message = "white space at an end of a date format is taken as it is";
        let label = "it is read and written with the date";
        let finding = RULE.finding(part.source(), format.span, message, label);
        let fix = Fix { span: format.span, replacement: quote(trimmed), is_safe: false };
        findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
    }
}
