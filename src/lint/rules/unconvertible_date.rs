//! A date that is read in a format in which nothing writes it.

use crate::check::{Typed, TypedArgument};
use crate::diagnostic::{Code, Diagnostic, Fix, Label, Severity};
use crate::dotnet::{Clock, DateReader, DateStyles, DateWriter, Moment, parse_date};
use crate::functions::{Category as Shelf, Function, Takes};
use crate::lint::{Category, Check, Findings, Part, Rule, Sample, outcomes};
use crate::source::Source;
use crate::types::{Base, DateTime, Value};

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unconvertible-date",
        summary: "a date format that never matches what it reads",
        explanation: "Finds calls of `FormatDateTime` whose input format reads nothing that its \
            source can give, and dates that `FormatDateTime` wrote in a form that the next \
            function does not take for a date.",
    },
    category: Category::Types,
    severity: Severity::Warning,
    why: "`FormatDateTime` reads its source exactly as the input format says; a text in another \
        form is an error, and the user fails. A date from `Now`, `CDate`, `DateAdd` or \
        `DateFromNum` reads `M/d/yyyy h:mm:ss tt`, so that is the format to read it with. Microsoft \
        contradicts itself: its guide to Workday reads a date from `DateAdd` as `yyyy-MM-dd`. A \
        format that matches is right either way.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#formatdatetime",
        "https://learn.microsoft.com/entra/identity/app-provisioning/workday-expression-mapping-functions-guide",
    ],
    avoid: &[
        Sample::map(
            "a date with a time is read as one without",
            r#"title = 'FormatDateTime(CDate([employeeHireDate]), , "yyyy-MM-dd", "MM/yyyy")'"#,
            &[r#""yyyy-MM-dd""#],
        ),
        Sample::map(
            "written one way, read another",
            r#"title = 'FormatDateTime(FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "dd.MM.yyyy"), , "dd/MM/yyyy", "MM")'"#,
            &[r#""dd/MM/yyyy""#],
        ),
        Sample::map(
            "`CDate` takes eight digits for no date",
            r#"title = 'CDate(FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "yyyyMMdd"))'"#,
            &[r#""yyyyMMdd""#],
        ),
        Sample::map(
            "a constant",
            r#"title = 'FormatDateTime("2020-03-16", , "MM/dd/yyyy", "yyyy")'"#,
            &[r#""MM/dd/yyyy""#],
        ),
    ],
    prefer: &[
        Sample::map(
            "the form of such dates",
            r#"title = 'FormatDateTime(CDate([employeeHireDate]), , "M/d/yyyy h:mm:ss tt", "MM/yyyy")'"#,
            &[],
        ),
        Sample::map(
            "a form that `CDate` reads",
            r#"title = 'CDate(FormatDateTime([employeeHireDate], , "yyyyMMdd", "yyyy-MM-dd"))'"#,
            &[],
        ),
    ],
    limits: "What an attribute brings is not known. Formats are tried with some dates, and none of \
        them must fit.",
    check: Check::Part(check),
};

/// How a date from a function reads as text.
const FUNCTION_FORMAT: &str = r#""M/d/yyyy h:mm:ss tt""#;
/// The format that everything reads.
const ISO_FORMAT: &str = r#""yyyy-MM-dd""#;

/// Dates with numbers of one digit and of two, in both halves of the day, by their seconds.
const SECONDS: [i64; 5] = [1_583_020_800, 1_584_342_000, 1_609_459_199, 1_602_323_445, 981_173_106];

fn check(part: &Part<'_>, findings: &mut Findings) {
    let Some((function, arguments)) = part.typed.call() else { return };
    let found = match function.name {
        "FormatDateTime" => unread_format(part, arguments),
        _ => unread_date(part.source(), function, arguments),
    };
    if let Some(finding) = found {
        findings.push(finding);
    }
}

/// `FormatDateTime` with an input format that reads nothing of its source.
fn unread_format(part: &Part<'_>, arguments: &[TypedArgument]) -> Option<Diagnostic> {
    let [source, rest @ ..] = arguments else { return None };
    // The older form has no styles.
    let (styles, input) = match rest {
        [styles, input, _] => (styles.value.as_ref(), input.value.as_ref()?),
        [input, _] => (None, input.value.as_ref()?),
        _ => return None,
    };
    let styles = match styles {
        Some(styles) => DateStyles::parse(styles.facts.constant_text()?).ok()?,
        None => DateStyles::USUAL,
    };
    let reader = DateReader::new(input.facts.constant_text()?, styles).ok()?;
    let source = source.value.as_ref()?;
    let dates = dates_of(source)?;
    let is_read = |text: &String| moments().any(|now| reader.read(text, now.instant).is_some());
    if dates.texts.iter().any(is_read) {
        return None;
    }
    let message = "the input format never matches the date that it is to read";
    let finding = RULE.finding(part.source(), input.span, message, "nothing here is written so");
    let finding = finding.because(Label::new(source.span, "this is the date"));
    Some(match dates.format(part.source()) {
        Some(replacement) => finding.help(format!("write `{replacement}`")).fix(Fix {
            span: input.span,
            replacement,
            is_safe: false,
        }),
        None => finding.help("write the format that the date is written in"),
    })
}

/// A date that `FormatDateTime` wrote in a form that the function does not read.
fn unread_date(
    source: &Source,
    function: &'static Function,
    arguments: &[TypedArgument],
) -> Option<Diagnostic> {
    let signature = function.signature_for(arguments.len());
    let dates = arguments.iter().enumerate().filter(|(index, _)| {
        signature.param(*index).is_some_and(|param| param.takes == Takes::DateTime)
    });
    let written = dates.filter_map(|(_, argument)| written(argument.value.as_ref()?));
    let (output, _) = written.into_iter().find(|(_, texts)| {
        let is_date = |text: &String| moments().any(|it| parse_date(text, it.instant).is_some());
        !texts.iter().any(is_date)
    })?;
    let message = format!("`{}` takes nothing in this format for a date", function.name);
    let finding = RULE.finding(source, output.span, message, "the date is written so");
    let replacement = ISO_FORMAT.to_owned();
    Some(finding.help(format!("write `{replacement}`")).fix(Fix {
        span: output.span,
        replacement,
        is_safe: false,
    }))
}

/// Texts that an expression gives for dates.
struct Dates<'a> {
    texts: Vec<String>,
    /// Where `FormatDateTime` says what they look like.
    output: Option<&'a Typed>,
    is_of_function: bool,
}

impl Dates<'_> {
    /// The format that reads them, as it is written.
    fn format(&self, source: &Source) -> Option<String> {
        let output = self.output.map(|output| source.slice(output.span).to_owned());
        output.or_else(|| self.is_of_function.then(|| FUNCTION_FORMAT.to_owned()))
    }
}

/// What an expression gives for dates; nothing where that is not known of each of its outcomes.
fn dates_of(typed: &Typed) -> Option<Dates<'_>> {
    let mut all = Dates { texts: Vec::new(), output: None, is_of_function: false };
    for outcome in outcomes(typed) {
        let typed = outcome.typed;
        let known = typed.facts.texts.known();
        let is_of_function = typed.facts.ty.base == Base::DateTime
            && typed.call().is_some_and(|(function, _)| function.category == Shelf::Date);
        if let Some(known) = known {
            all.texts.extend(known.iter().filter(|text| !text.is_empty()).cloned());
        } else if is_of_function {
            let printed = moments().filter_map(|it| Value::DateTime(it.instant).into_text());
            all.texts.extend(printed.map(|text| text.into_owned()));
            all.is_of_function = true;
        } else {
            let (output, texts) = written(typed)?;
            all.texts.extend(texts);
            all.output = Some(output);
        }
    }
    // Nothing at all is read as nothing.
    (!all.texts.is_empty()).then_some(all)
}

/// What a `FormatDateTime` writes for some dates, and its output format.
fn written(typed: &Typed) -> Option<(&Typed, Vec<String>)> {
    let (_, arguments) = typed.call().filter(|(it, _)| it.name == "FormatDateTime")?;
    let output = arguments.last()?.value.as_ref()?;
    let writer = DateWriter::new(output.facts.constant_text()?).ok()?;
    Some((output, moments().map(|moment| writer.write(moment)).collect()))
}

/// Some dates, by each clock.
fn moments() -> impl Iterator<Item = Moment> {
    let instants = SECONDS.into_iter().filter_map(DateTime::from_unix_seconds);
    let clocks = [Clock::Unspecified, Clock::Utc, Clock::Local];
    instants.flat_map(move |instant| clocks.map(|clock| Moment { instant, clock }))
}
