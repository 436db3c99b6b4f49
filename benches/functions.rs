//! Every function on the input of its own examples, and what a mapping decides once: patterns and
//! date formats read, against what is left to do for each user.
//!
//! THE LIST is walked: a new function is measured by having examples.

mod workload;

use std::hint::black_box;
use std::time::Duration;

use attrmap::check::Env;
use attrmap::dotnet::regex::{Budget, Regex};
use attrmap::dotnet::{DateReader, DateStyles, DateWriter, parse_date};
use attrmap::functions::{FUNCTIONS, Function, Gives, Randomness, Surroundings};
use attrmap::plan::Expression;
use attrmap::record::Record;
use attrmap::source::Source;
use attrmap::types::DateTime;
use criterion::{Criterion, criterion_group, criterion_main};
use workload::SEED;

/// Each function by its name: all its examples that give a value, one after the other.
fn functions(criterion: &mut Criterion) {
    let (env, surroundings) = (Env::entra(), surroundings());
    let mut group = criterion.benchmark_group("function");
    group.sample_size(20).warm_up_time(Duration::from_millis(200));
    group.measurement_time(Duration::from_millis(600));
    for function in FUNCTIONS {
        let expressions = expressions(function, &env);
        let users: Vec<Record<'_>> = expressions
            .iter()
            .map(|(expression, user)| {
                expression.layout().read_json(user, Record::new()).expect("the user is read")
            })
            .collect();
        group.bench_function(function.name, |bencher| {
            bencher.iter(|| {
                for ((expression, _), user) in expressions.iter().zip(&users) {
                    let value = expression.evaluate(black_box(user), &surroundings);
                    drop(black_box(value));
                }
            });
        });
    }
    group.finish();
}

/// The examples, compiled; with no value among them, those that end otherwise.
fn expressions(function: &'static Function, env: &Env) -> Vec<(Expression, &'static str)> {
    let gives_value = function.examples.iter().any(|it| matches!(it.gives, Gives::Value(_)));
    let wanted = function
        .examples
        .iter()
        .filter(|example| !gives_value || matches!(example.gives, Gives::Value(_)));
    let compiled = wanted.filter_map(|example| {
        let source = Source::new("expression", example.expression);
        let expression = Expression::compile(&source, env).expression?;
        Some((expression, example.given))
    });
    compiled.collect()
}

fn surroundings() -> Surroundings {
    let now = parse_date("2025-07-30T12:00:00Z", DateTime::UNIX_EPOCH).expect("a date");
    Surroundings {
        randomness: Randomness::Seeded(SEED),
        default_domain: Some("contoso.com".to_owned()),
        ..Surroundings::at(now)
    }
}

/// Patterns of Microsoft's guides with a text each.
const PATTERNS: &[(&str, &str, &str, &str)] = &[
    ("a class", r"[()\s-]+", "", "+1 (999) 888-7777"),
    ("groups", r"\+(?<isd>\d* )(?<rest>.* )[x](?<ext>.*)", "${ext}", "+1 (206) 291-8163 x8125"),
    ("padding", "(.*?)(?<id>.{0,8})$", "${id}", "0000000012345"),
    ("a suffix", "(?<Suffix>@(.)*)", "", "john.o'neil@contoso.com"),
    ("letters of any script", r"[^\p{L}\d]+", "-", "José María García-López, 3rd"),
    ("no match", r"^\d{5}(-\d{4})?$", "x", "Karl-Marx-Allee 12"),
];

/// Regular expressions: reading a pattern, and replacing its matches.
fn regex(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("regex");
    for (name, pattern, replacement, text) in PATTERNS {
        group.bench_function(format!("read {name}"), |bencher| {
            bencher.iter(|| Regex::parse(black_box(pattern)).expect("a pattern"));
        });
        let regex = Regex::parse(pattern).expect("a pattern");
        let replacement = regex.replacement(replacement).expect("a replacement");
        group.bench_function(format!("replace {name}"), |bencher| {
            bencher.iter(|| {
                let mut budget = Budget::of(text, Surroundings::MOST_VALUE_BYTES);
                let replaced = regex.replace(black_box(text), &replacement, &mut budget);
                replaced.expect("within the budget").len()
            });
        });
    }
    group.finish();
}

/// Formats of Microsoft's guides with a text each.
const FORMATS: &[(&str, &str)] = &[
    ("yyyy-MM-dd", "2025-07-30"),
    ("yyyy-MM-ddzzz", "2020-03-16-07:00"),
    ("M/d/yyyy hh:mm:ss tt", "12/31/2020 12:00:00 AM"),
    ("yyyyMMddHHmmss.fZ", "20150123105347.1Z"),
    ("dddd, d MMMM yyyy", "Wednesday, 30 July 2025"),
];

/// Dates: reading a format, reading and writing in it, and reading without one.
fn dates(criterion: &mut Criterion) {
    let now = DateTime::UNIX_EPOCH;
    let mut group = criterion.benchmark_group("date");
    for (format, text) in FORMATS {
        group.bench_function(format!("read the format {format}"), |bencher| {
            bencher.iter(|| DateReader::new(black_box(format), DateStyles::USUAL).is_ok());
        });
        let reader = DateReader::new(format, DateStyles::USUAL).expect("a format");
        group.bench_function(format!("read as {format}"), |bencher| {
            bencher.iter(|| reader.read(black_box(text), now).expect("a date"));
        });
        let (writer, moment) = (DateWriter::new(format).expect("a format"), reader.read(text, now));
        let moment = moment.expect("a date");
        group.bench_function(format!("write as {format}"), |bencher| {
            bencher.iter(|| writer.write(black_box(moment)));
        });
    }
    for text in
        ["2025-07-30", "2025-07-30T12:00:00Z", "2009-06-15T01:45:30-07:00", "8/25/2021 5:41:18 PM"]
    {
        group.bench_function(format!("read {text}"), |bencher| {
            bencher.iter(|| parse_date(black_box(text), now).expect("a date"));
        });
    }
    group.finish();
}

criterion_group!(benches, functions, regex, dates);
criterion_main!(benches);
