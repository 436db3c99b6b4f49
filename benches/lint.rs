//! The linter, from the bytes of a file to its findings: an export as people have it, and a
//! mapping of a thousand rows, sound and not.

mod workload;

use attrmap::check::Env;
use attrmap::lint::{Conditions, Site, lint};
use attrmap::mapping::MappingFile;
use attrmap::schema;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use workload::exports::{export, rows};

/// The size that exports of applications with some years behind them have.
const EXPORT_BYTES: usize = 130 << 10;
const ROWS: usize = 1_000;

/// How many findings there are.
fn linted(env: &Env, name: &str, bytes: &[u8]) -> usize {
    let (file, read) = MappingFile::read_bytes(name, bytes);
    let site = Site::default();
    lint(&file, read, &Conditions::new(env, &schema::built_in, &site)).len()
}

fn linter(criterion: &mut Criterion) {
    let env = Env::entra();
    let mut group = criterion.benchmark_group("lint");
    let inputs = [
        ("an export of 130 KB", export(EXPORT_BYTES), 1, 0),
        ("1,000 rows", rows(ROWS, false), ROWS, 0),
        ("1,000 rows, each with a finding", rows(ROWS, true), ROWS, ROWS),
    ];
    for (title, text, elements, findings) in inputs {
        let found = linted(&env, "export.json", text.as_bytes());
        assert!(found >= findings && (found == 0) == (findings == 0), "{title}: {found}");
        group.throughput(Throughput::Elements(elements as u64));
        group.bench_function(title, |bencher| {
            bencher.iter(|| linted(&env, "export.json", text.as_bytes()));
        });
    }
    group.finish();
}

criterion_group!(benches, linter);
criterion_main!(benches);
