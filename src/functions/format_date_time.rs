//! `FormatDateTime`: a date from one format into another.

use std::borrow::Cow;
use std::sync::Arc;

use super::failure::{BAD_FORMAT, NOT_THE_FORMAT};
use super::{
    Args, ArgumentFault, Behaviour, Call, Category, Certainty, Example, Function, Gives, Param,
    Prepared, Services, Signature, Special, Stop, Takes,
};
use crate::dotnet::{DateReader, DateStyles, DateWriter, FormatError};
use crate::types::{Facts, States, Type, Value};

/// The entry.
pub static FORMAT_DATE_TIME: Function = Function {
    name: "FormatDateTime",
    category: Category::Date,
    summary: "reads a date in one format and writes it in another",
    prose: "The formats are .NET's, in the invariant culture: patterns such as `yyyy-MM-dd` and \
        `M/d/yyyy h:mm:ss tt`, or a standard format of one letter such as `O`. The source is read \
        exactly as the input format says; a text that is not written so is an error. An offset in \
        it is taken off, so what is written is in UTC. A date from `Now()`, `CDate` or `DateAdd` \
        reads `M/d/yyyy h:mm:ss tt`. Null and the empty text give null.\n\n\
        The styles are names of .NET's `DateTimeStyles` with commas between them, or their number. \
        Left out, white space around the source does not count, and `Z` is remembered.\n\n\
        | letters | part |\n|---|---|\n\
        | `yyyy`, `yy` | year |\n\
        | `M`, `MM`, `MMM`, `MMMM` | month: number or name |\n\
        | `d`, `dd`, `ddd`, `dddd` | day: number or weekday |\n\
        | `H`, `HH`, `h`, `hh`, `tt` | hour of the day; of its half |\n\
        | `m`, `mm`, `s`, `ss`, `f` to `fffffff`, `F` | minute, second and its fraction |\n\
        | `zzz`, `K`, `Z` | offset; offset or `Z`; when reading, `Z` or `GMT` |\n\
        | `'text'`, `\\\\x`, `%d` | text as it is; a character as it is; a letter alone |",
    signature: Signature::fixed(&[
        Param::required("source", Takes::Text, "the date to read"),
        Param::optional("dateTimeStyles", Takes::Text, "how to read it: names or a number"),
        Param::required("inputFormat", Takes::Text, "the format it is written in"),
        Param::required("outputFormat", Takes::Text, "the format to write it in"),
    ]),
    examples: &[
        Example {
            title: "a timestamp of a directory",
            expression: r#"FormatDateTime([extensionAttribute1], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")"#,
            given: r#"{"extensionAttribute1": "20150123105347.1Z"}"#,
            gives: Gives::Value(r#""2015-01-23""#),
        },
        Example {
            title: "the clock",
            expression: r#"FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy-MM-dd")"#,
            given: "{}",
            gives: Gives::Value(r#""2025-07-30""#),
        },
        Example {
            title: "styles",
            expression: r#"FormatDateTime([extensionAttribute1], "AssumeUniversal, AdjustToUniversal", "yyyy-MM-dd", "O")"#,
            given: r#"{"extensionAttribute1": "2015-01-23"}"#,
            gives: Gives::Value(r#""2015-01-23T00:00:00.0000000Z""#),
        },
        Example {
            title: "the older form without styles",
            expression: r#"FormatDateTime([extensionAttribute1], "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")"#,
            given: r#"{"extensionAttribute1": "20150123105347.1Z"}"#,
            gives: Gives::Value(r#""2015-01-23""#),
        },
        Example {
            title: "nothing gives nothing",
            expression: r#"FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "M/d/yyyy")"#,
            given: "{}",
            gives: Gives::Value("null"),
        },
        Example {
            title: "a date that is written otherwise",
            expression: r#"FormatDateTime([employeeHireDate], , "yyyy-MM-dd", "M/d/yyyy")"#,
            given: r#"{"employeeHireDate": "3/16/2020"}"#,
            gives: Gives::Error("eval::not-the-format"),
        },
        Example {
            title: "a format that is none",
            expression: r#"FormatDateTime([employeeHireDate], , [extensionAttribute1], "M/d/yyyy")"#,
            given: r#"{"employeeHireDate": "2020-03-16", "extensionAttribute1": "e"}"#,
            gives: Gives::Error("eval::bad-format"),
        },
    ],
    certainty: Certainty::Documented,
    behaviours: &[
        Behaviour {
            certainty: Certainty::Contested,
            what: "The form with three arguments, without the styles, is read as an older edition \
                had it, with a warning.",
            why: "Pages of Microsoft's still show it; the present reference does not, and an issue \
                of Microsoft's documentation calls it wrong.",
        },
        Behaviour {
            certainty: Certainty::Contested,
            what: "`attrmap functions --format json` lists the form with four parameters.",
            why: "Microsoft's example of Graph's list has the older three; the list of a tenant \
                may have either.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "An offset in the source moves the date into UTC.",
            why: "The styles that hold where none are given do so on a server in UTC.",
        },
        Behaviour {
            certainty: Certainty::Observed,
            what: "Null and the empty text give null; a text in another format is an error.",
            why: "A field report says so.",
        },
        Behaviour {
            certainty: Certainty::Observed,
            what: "The styles can be a number.",
            why: "A field report shows `\"32\"`.",
        },
        Behaviour {
            certainty: Certainty::Assumed,
            what: "The names of styles are spelt as .NET spells them, and styles that contradict \
                each other are an error.",
            why: "This is what .NET does.",
        },
    ],
    page: "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#formatdatetime",
    services: Services::ALL,
    special: Special { older_form: Some(&OLDER_FORM), doubt, ..Special::NONE },
    see_also: &["CDate", "Now", "DateAdd"],
    search: &["date format", "convert date", "parse date", "ParseExact", "ToString"],
    prepare,
    facts,
    evaluate,
};

static OLDER_FORM: Signature = Signature::fixed(&[
    Param::required("source", Takes::Text, "the date to read"),
    Param::required("inputFormat", Takes::Text, "the format it is written in"),
    Param::required("outputFormat", Takes::Text, "the format to write it in"),
]);

/// Where the arguments of one of the two forms stand.
struct Places {
    styles: Option<usize>,
    input: usize,
    output: usize,
}

impl Places {
    fn of(slots: usize) -> Places {
        if slots == OLDER_FORM.params.len() {
            Places { styles: None, input: 1, output: 2 }
        } else {
            Places { styles: Some(1), input: 2, output: 3 }
        }
    }
}

/// What constant arguments decide.
struct Formats {
    reader: Option<DateReader>,
    writer: Option<DateWriter>,
}

/// The styles, where they are constant or left out.
fn constant_styles(call: &Call<'_>, places: &Places) -> Option<Result<DateStyles, FormatError>> {
    match places.styles.filter(|styles| call.is_given(*styles)) {
        None => Some(Ok(DateStyles::USUAL)),
        Some(styles) => call.constant(styles).map(DateStyles::parse),
    }
}

fn prepare(call: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    let places = Places::of(call.arguments.len());
    let fault = |argument| {
        move |error: FormatError| ArgumentFault::new(argument, error.message(), error.help())
    };
    let styles = constant_styles(call, &places).transpose();
    let styles = styles.map_err(fault(places.styles.unwrap_or(0)))?;
    // A format is checked even where the styles, which are not constant, decide how it is read.
    let reader = call
        .constant(places.input)
        .map(|format| DateReader::new(format, styles.unwrap_or(DateStyles::USUAL)));
    let reader = reader.transpose().map_err(fault(places.input))?;
    let writer = call.constant(places.output).map(DateWriter::new);
    let writer = writer.transpose().map_err(fault(places.output))?;
    Ok(Some(Arc::new(Formats { reader: reader.filter(|_| styles.is_some()), writer })))
}

/// White space around a format: a page of Microsoft's had it in an example that people copied.
fn doubt(call: &Call<'_>) -> Option<ArgumentFault> {
    let places = Places::of(call.arguments.len());
    [places.input, places.output].into_iter().find_map(|argument| {
        let format = call.constant(argument)?;
        let trimmed = format.trim();
        (trimmed != format && !trimmed.is_empty()).then(|| {
            let message =
                "white space at an end of a date format is read and written with the date";
            ArgumentFault::new(argument, message, format!("write `\"{trimmed}\"`"))
        })
    })
}

fn facts(call: &Call<'_>) -> Facts {
    let places = Places::of(call.arguments.len());
    let source = call.facts_or_null(0).states;
    if !source.can_be_present() {
        return Facts::null().failing(true);
    }
    let can_be_null = |index| call.facts_or_null(index).states.can_be_null();
    let can_be_null =
        source.can_be_missing() || can_be_null(places.input) || can_be_null(places.output);
    let null = if can_be_null { States::NULL } else { States::NONE };
    let writer = call.constant(places.output).and_then(|format| DateWriter::new(format).ok());
    let is_never_empty = writer.is_some_and(|writer| !writer.can_write_nothing());
    let empty = if is_never_empty { States::NONE } else { States::EMPTY };
    let states = States::PRESENT.union(null).union(empty);
    Facts { states, ..Facts::any(Type::STRING) }.failing(true)
}

fn evaluate<'r>(args: &Args<'_, 'r>) -> Result<Value<'r>, Stop> {
    let places = Places::of(args.count());
    let source = args.text(0)?.filter(|source| !source.is_empty());
    let Some(source) = source else { return Ok(Value::Null) };
    let formats = args.prepared::<Formats>();
    let (reader_of_user, writer_of_user);
    let reader = match formats.and_then(|formats| formats.reader.as_ref()) {
        Some(reader) => reader,
        None => match reader(args, &places)? {
            Some(reader) => {
                reader_of_user = reader;
                &*reader_of_user
            }
            None => return Ok(Value::Null),
        },
    };
    let writer = match formats.and_then(|formats| formats.writer.as_ref()) {
        Some(writer) => writer,
        None => {
            let Some(format) = args.one_text(places.output)? else { return Ok(Value::Null) };
            let writer = args.reading(&[&format], || DateWriter::new(&format));
            writer_of_user = writer.map_err(|error| bad(args, places.output, error, &format))?;
            &*writer_of_user
        }
    };
    let moment = reader.read(&source, args.now()).ok_or_else(|| {
        args.fail_with(0, &NOT_THE_FORMAT, "this is not written as the input format says", &source)
    })?;
    let written = writer.write_within(moment, args.most_value_bytes());
    written.map(Value::owned).ok_or_else(|| args.too_long())
}

/// The format that this user brings; nothing for null.
fn reader(args: &Args<'_, '_>, places: &Places) -> Result<Option<Arc<DateReader>>, Stop> {
    let mut styles = (DateStyles::USUAL, Cow::Borrowed("usual"));
    if let Some(index) = places.styles
        && let Some(text) = args.one_text(index)?
    {
        let parsed = DateStyles::parse(&text).map_err(|error| bad(args, index, error, &text))?;
        styles = (parsed, text);
    }
    let Some(format) = args.one_text(places.input)? else { return Ok(None) };
    let reader = args.reading(&[&styles.1, &format], || DateReader::new(&format, styles.0));
    reader.map(Some).map_err(|error| bad(args, places.input, error, &format))
}

fn bad(args: &Args<'_, '_>, argument: usize, error: FormatError, format: &str) -> Stop {
    args.fail_with(argument, &BAD_FORMAT, error.message(), format)
}

#[cfg(test)]
mod tests {
    use super::super::args::testing::call;
    use super::*;

    fn format(arguments: &[Option<&'static str>]) -> Result<Option<String>, String> {
        let values: Vec<_> = arguments.iter().map(|text| text.map(Value::text)).collect();
        let result = call(&FORMAT_DATE_TIME, &values);
        result.map(|value| value.to_text().map(|text| text.into_owned()))
    }

    #[test]
    fn both_forms_are_read() {
        let written = |text: &str| Ok(Some(text.to_owned()));
        let source = Some("2021-07-05+05:30");
        let (input, output) = (Some("yyyy-MM-ddzzz"), Some("s"));
        assert_eq!(format(&[source, None, input, output]), written("2021-07-04T18:30:00"));
        assert_eq!(format(&[source, input, output]), written("2021-07-04T18:30:00"));
        assert_eq!(format(&[Some(""), None, input, output]), Ok(None));
        assert_eq!(format(&[Some("x"), None, input, output]), Err("eval::not-the-format".into()));
    }

    #[test]
    fn a_format_can_write_too_much() {
        let long = "dddd/".repeat(200_000);
        let result = call(
            &FORMAT_DATE_TIME,
            &[Some(Value::text("2021")), Some(Value::text("yyyy")), Some(Value::text(&long))],
        );
        assert_eq!(result, Err("eval::too-long".to_owned()));
    }

    #[test]
    fn constants_are_checked_beforehand() {
        for (arguments, argument) in [
            ([Some("x"), Some("No style"), Some("d"), Some("d")], 1),
            ([Some("x"), Some(""), Some("d"), Some("d")], 1),
            ([Some("x"), None, Some("'"), Some("d")], 2),
            ([Some("x"), None, Some(""), Some("d")], 2),
            ([Some("x"), None, Some("d"), Some("e")], 3),
        ] {
            let fault = format(&arguments).expect_err("it is refused");
            assert!(fault.starts_with(&format!("argument {argument}")), "{arguments:?}: {fault}");
        }
        let older = format(&[Some("x"), Some("d"), Some("e")]).expect_err("it is refused");
        assert!(older.starts_with("argument 2"), "{older}");
    }

    #[test]
    fn spaces_around_a_format_are_doubtful() {
        let doubted = |texts: &[&str]| {
            let constant = |text: &&str| Some(Facts::constant(crate::types::Base::String, text));
            let arguments: Vec<_> = texts.iter().map(constant).collect();
            doubt(&Call { arguments: &arguments })
                .map(|it| (it.argument, it.help.unwrap_or_default()))
        };
        let first = doubted(&["x", "None", "d", " yyyyMMddHHmmss.fZ "]);
        assert_eq!(first, Some((3, "write `\"yyyyMMddHHmmss.fZ\"`".to_owned())));
        let older = doubted(&["x", "yyyy-MM-dd ", "MM"]);
        assert_eq!(older, Some((1, "write `\"yyyy-MM-dd\"`".to_owned())));
        assert_eq!(doubted(&["x", "None", "yyyy MM", "MM yyyy"]), None);
    }

    #[test]
    fn what_is_written_is_hardly_ever_empty() {
        let states = |output: &str| {
            let constant = |text| Some(Facts::constant(crate::types::Base::String, text));
            let source = Some(Facts::present(Type::STRING));
            let arguments = [source, None, constant("yyyy"), constant(output)];
            (FORMAT_DATE_TIME.facts)(&Call { arguments: &arguments }).states
        };
        assert_eq!(states("yyyy"), States::PRESENT);
        assert!(states("KK").can_be_empty());
        assert!(states(".FFF").can_be_empty());
    }
}
