//! Each stage by itself: from the texts of 29 expressions to programs, from the bytes of a user to
//! a payload, and a mapping file as a whole.

mod workload;

use std::hint::black_box;

use attrmap::check::{Analysis, Checked, Env, check};
use attrmap::functions::{Recent, Surroundings};
use attrmap::mapping::{MappingFile, MappingSource};
use attrmap::plan::Outcome;
use attrmap::program::{Program, Slots};
use attrmap::record::{Cutter, Layout, Limits, Record};
use attrmap::schema::{ScimVersion, SourceTable, Target};
use attrmap::scim::Template;
use attrmap::source::Source;
use attrmap::syntax;
use attrmap::types::{DateTime, Value};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use workload::attrmap::{MAPPING, compile, table};
use workload::users::Users;
use workload::{BUFFER_BYTES, SEED};

/// A mapping of 29 expressions, from text to plan.
fn mapping(criterion: &mut Criterion) {
    let (env, table) = (Env::entra(), table());
    let (file, _) = MappingFile::read("workplace.attrmap.toml", MAPPING);
    let mappings = &file.choose(None).expect("there is one").mappings;
    let sources: Vec<&Source> = mappings
        .iter()
        .filter_map(|mapping| match &mapping.source {
            MappingSource::Expression(source) => Some(source),
            MappingSource::None | MappingSource::Unreadable => None,
        })
        .collect();
    assert_eq!(sources.len(), 29, "the mapping is the one that is spoken of");
    let analyses: Vec<Analysis> = sources.iter().map(|source| check(source, &env)).collect();
    let checked: Vec<Checked<'_>> = analyses
        .iter()
        .map(|analysis| analysis.checked().expect("the mapping has no errors"))
        .collect();

    let mut group = criterion.benchmark_group("mapping");
    group.bench_function("parse 29 expressions", |bencher| {
        bencher.iter(|| sources.iter().for_each(|source| drop(black_box(syntax::parse(source)))));
    });
    group.bench_function("parse and check 29 expressions", |bencher| {
        bencher.iter(|| sources.iter().for_each(|source| drop(black_box(check(source, &env)))));
    });
    group.bench_function("lower 29 expressions", |bencher| {
        bencher.iter(|| {
            let mut slots = Slots::new();
            checked
                .iter()
                .for_each(|checked| drop(Program::lower(black_box(*checked), &mut slots)));
        });
    });
    group.bench_function("read, check and compile the file", |bencher| {
        bencher.iter(|| compile(black_box(MAPPING), &table, &env));
    });
    group.finish();
}

/// One user, from bytes to payload.
fn user(criterion: &mut Criterion) {
    let plan = compile(MAPPING, &table(), &Env::entra());
    let layout = Layout::new(&SourceTable::entra_user(), plan.attributes());
    let surroundings = Surroundings::at(DateTime::UNIX_EPOCH);
    let table = table();
    let targets: Vec<Target> =
        plan.targets().map(|target| table.find(target).expect("the table has it")).collect();
    let template = Template::new(&table, &targets, ScimVersion::V2_0);
    // Not the first, who is a guest.
    let text = Users::new(SEED).nth(1).expect("there are users without end");
    let record = layout.read_json(&text, Record::new()).expect("the user is read");
    let values = values(&plan, &record, &surroundings);

    let mut group = criterion.benchmark_group("user");
    group.bench_function("read", |bencher| {
        let mut memory = Record::new();
        bencher.iter(|| {
            let record = layout.read_json(black_box(&text), std::mem::take(&mut memory));
            memory = record.expect("the user is read").recycle();
        });
    });
    group.bench_function("evaluate 29 targets", |bencher| {
        let recent = Recent::default();
        bencher.iter(|| {
            plan.evaluate(&record, 0, &surroundings, &recent, |_, outcome| {
                black_box(outcome);
                true
            });
        });
    });
    group.bench_function("write", |bencher| {
        let mut out = Vec::new();
        bencher.iter(|| {
            out.clear();
            template.write(black_box(&values), &mut out);
        });
    });
    group.finish();
}

/// The values of all targets, null where there is none.
fn values<'r>(
    plan: &'r attrmap::plan::Plan,
    record: &'r Record<'r>,
    surroundings: &Surroundings,
) -> Vec<Value<'r>> {
    let mut values = Vec::new();
    plan.evaluate(record, 0, surroundings, &Recent::default(), |_, outcome| {
        values.push(match outcome {
            Outcome::Value(value) => value,
            Outcome::Candidates(_)
            | Outcome::Ignored
            | Outcome::ObjectIgnored
            | Outcome::Failed(_) => Value::Null,
        });
        true
    });
    values
}

/// Users told apart, a buffer at a time.
fn cut(criterion: &mut Criterion) {
    let lines = Users::lines(SEED, 2_000);
    let mut group = criterion.benchmark_group("input");
    group.throughput(Throughput::Bytes(lines.len() as u64));
    group.bench_function("cut NDJSON into users", |bencher| {
        let cutter = || Cutter::new(None, Limits::default());
        bencher.iter_batched_ref(
            cutter,
            |cutter| {
                for piece in lines.chunks(BUFFER_BYTES) {
                    cutter.buffer().extend_from_slice(piece);
                    while cutter.take(false).expect("NDJSON has no faults").is_some() {}
                }
            },
            BatchSize::SmallInput,
        );
    });
    group.finish();
}

criterion_group!(benches, mapping, user, cut);
criterion_main!(benches);
