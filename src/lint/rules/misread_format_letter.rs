//! Letters of a date format that stand for something else in .NET, or for nothing.

use crate::diagnostic::{Code, Fix, Severity, shortened};
use crate::lint::reading::date_formats;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};
use crate::syntax::quote;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::misread-format-letter",
        summary: "a letter in a date format that stands for something else, or for nothing",
        explanation: "Finds formats of `FormatDateTime` with a capital `Y`, `D` or `S` outside of \
            quotes, with minutes (`m`) beside day or year where there are no months, and with \
            months (`M`) behind hours where there are no minutes.",
    },
    category: Category::Text,
    severity: Severity::Warning,
    why: "Year, day and second are `y`, `d` and `s` in .NET. Their capitals, which other languages \
        use, are no part of a date there: they are written as they are, so that `YYYY-MM-DD` gives \
        `YYYY-03-DD` for everybody, and no date that is read has them. The month is `M` and the \
        minute `m`: a date without a time in `yyyy-mm-dd` has month 0, for everybody.",
    pages: &[
        "https://learn.microsoft.com/dotnet/standard/base-types/custom-date-and-time-format-strings",
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#formatdatetime",
    ],
    avoid: &[
        Sample::map(
            "the capitals of another language",
            r#"title = 'FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "DD/MM/YYYY")'"#,
            &[r#""DD/MM/YYYY""#],
        ),
        Sample::map(
            "minutes for months",
            r#"title = 'FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "dd.mm.yyyy")'"#,
            &[r#""dd.mm.yyyy""#],
        ),
    ],
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
        let meant = in_place(&lowered(text));
        if text.chars().count() < 2 || meant == text {
            continue;
        }
        if lowered(text) == text {
            let message =
                format!("`{}` has minutes where months seem to be meant", shortened(text));
            let message = match text.contains('M') {
                true => format!("`{}` has months where minutes seem to be meant", shortened(text)),
                false => message,
            };
            let label = "`M` is the month, `m` the minute";
            let finding = RULE.finding(part.source(), format.span, message, label);
            let fix = Fix { span: format.span, replacement: quote(&meant), is_safe: false };
            findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
            continue;
        }
        let message = format!("`{}` has letters that stand for nothing", shortened(text));
        let label = "`Y`, `D` and `S` are taken as they are";
        let finding = RULE.finding(part.source(), format.span, message, label);
        let fix = Fix { span: format.span, replacement: quote(&meant), is_safe: false };
        findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
    }
}

/// The format with months beside day and year, and minutes behind hours. Minutes in the place of
/// months are only seen where there are no months, and the other way round.
fn in_place(format: &str) -> String {
    // Where each letter that stands for something is; the same ones in a row are one.
    let mut runs: Vec<(char, usize, usize)> = Vec::new();
    let (mut quote, mut is_escaped) = (None, false);
    for (at, letter) in format.char_indices() {
        let is_plain = quote.is_none() && !is_escaped;
        is_escaped = letter == '\\' && !is_escaped;
        if matches!(letter, '\'' | '"') && (is_plain || quote == Some(letter)) {
            quote = if quote.is_none() { Some(letter) } else { None };
        }
        match runs.last_mut() {
            Some((last, _, end)) if is_plain && *last == letter && *end == at => *end += 1,
            _ if is_plain && "yMdHhms".contains(letter) => runs.push((letter, at, at + 1)),
            _ => {}
        }
    }
    let has = |letter: char| runs.iter().any(|run| run.0 == letter);
    let mut meant = format.to_owned();
    for (index, (letter, start, end)) in runs.iter().enumerate() {
        let beside = |index: Option<usize>| index.and_then(|it| runs.get(it)).map(|run| run.0);
        let (before, behind) = (beside(index.checked_sub(1)), beside(Some(index + 1)));
        let is_time = matches!(before, Some('H' | 'h')) || behind == Some('s');
        let is_date = matches!(before, Some('y' | 'd')) || matches!(behind, Some('y' | 'd'));
        let instead = match letter {
            'm' if !has('M') && is_date && !is_time => "M",
            'M' if !has('m') && end - start <= 2 && is_time => "m",
            _ => continue,
        };
        meant.replace_range(*start..*end, &instead.repeat(end - start));
    }
    meant
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
    use super::{in_place, lowered};

    #[test]
    fn months_and_minutes_are_told_apart_by_what_they_stand_beside() {
        for (format, expected) in [
            ("yyyy-mm-dd", "yyyy-MM-dd"),
            ("dd.mm.yyyy", "dd.MM.yyyy"),
            ("yyyymmdd", "yyyyMMdd"),
            ("yyyy-mm-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss"),
            ("yyyy-MM-dd HH:MM:ss", "yyyy-MM-dd HH:mm:ss"),
            ("HH:MM", "HH:mm"),
            ("HH:mm", "HH:mm"),
            ("mm:ss", "mm:ss"),
            ("yyyy-MM-dd mm", "yyyy-MM-dd mm"),
            ("yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ssZ"),
            ("d 'mm' yyyy", "d 'mm' yyyy"),
            ("dd MMM yyyy", "dd MMM yyyy"),
            ("M/d/yyyy h:mm:ss tt", "M/d/yyyy h:mm:ss tt"),
            ("h tt d mm", "h tt d MM"),
        ] {
            assert_eq!(in_place(format), expected, "{format}");
        }
    }

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
