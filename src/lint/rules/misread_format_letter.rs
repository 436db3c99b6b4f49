//! Letters of a date format that .NET writes as they are.

use crate::diagnostic::{Code, Fix, Severity, shortened};
use crate::lint::reading::date_formats;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};
use crate::syntax::quote;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::misread-format-letter",
        summary: "`Y`, `D` or `S` in a date format, which stand for nothing",
        explanation: "Finds formats of `FormatDateTime` with a capital `Y`, `D` or `S` outside of \
            quotes.",
    },
    category: Category::Text,
    severity: Severity::Warning,
    why: "Year, day and second are `y`, `d` and `s` in .NET. Their capitals, which other languages \
        use, are no part of a date there: they are written as they are, so that `YYYY-MM-DD` gives \
        `YYYY-03-DD` for everybody, and no date that is read has them.",
    pages: &[
        "https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings",
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#formatdatetime",
    ],
    avoid: &[Sample::map(
        "the capitals of another language",
        r#"title = 'FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "DD/MM/YYYY")'"#,
        &[r#""DD/MM/YYYY""#],
    )],
    prefer: &[
        Sample::map(
            "those of .NET",
            r#"title = 'FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "dd/MM/yyyy")'"#,
            &[],
        ),
        Sample::map(
            "a letter that is meant, in quotes",
            r#"title = '''FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "'Day' d")'''"#,
            &[],
        ),
    ],
    limits: "Other letters that stand for nothing are mostly meant, as the `T` between date and \
        time is.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    for (format, text) in date_formats(part) {
        // A single letter stands for a whole format.
        let meant = lowered(text);
        if text.chars().count() < 2 || meant == text {
            continue;
        }
        let message = format!("`{}` has letters that stand for nothing", shortened(text));
        let label = "`Y`, `D` and `S` are taken as they are";
        let finding = RULE.finding(part.source(), format.span, message, label);
        let fix = Fix { span: format.span, replacement: quote(&meant), is_safe: false };
        findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
    }
}

/// The format with the letters that are meant, those in quotes and behind a backslash aside.
fn lowered(format: &str) -> String {
    let (mut quote, mut is_escaped) = (None, false);
    let meant = format.chars().map(|letter| {
        let is_plain = quote.is_none() && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        if matches!(letter, '\'' | '"') && (is_plain || quote == Some(letter)) {
            quote = if quote.is_none() { Some(letter) } else { None };
        }
        match letter {
            'Y' | 'D' | 'S' if is_plain => letter.to_ascii_lowercase(),
            _ => letter,
        }
    });
    meant.collect()
}

#[cfg(test)]
mod tests {
    use super::lowered;

    #[test]
    fn letters_are_lowered_where_they_are_no_text() {
        for (format, expected) in [
            ("YYYY-MM-DD", "yyyy-MM-dd"),
            ("HH:mm:SS", "HH:mm:ss"),
            ("yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ssZ"),
            ("'Day' D", "'Day' d"),
            (r"\Day D", r"\Day d"),
            ("'it''S' D", "'it''S' d"),
        ] {
            assert_eq!(lowered(format), expected, "{format}");
        }
    }
}
