//! NDJSON bytes in, lines out, on one thread: attrmap, and the two programs it is measured
//! against, over the same users.

mod workload;

use std::io;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use workload::users::Users;
use workload::{SEED, attrmap, by_hand, each_line, round_trip};

const USERS: usize = 2_000;

fn pipeline(criterion: &mut Criterion) {
    let lines = Users::lines(SEED, USERS);
    workload::assert_same_output(&lines);
    let mut worker = attrmap::worker();
    let mut group = criterion.benchmark_group("pipeline");
    group.throughput(Throughput::Elements(USERS as u64));
    group.bench_function("attrmap", |bencher| {
        bencher.iter(|| attrmap::run(&mut worker, &*lines, io::sink()));
    });
    group.bench_function("by hand", |bencher| {
        bencher.iter(|| each_line(&*lines, io::sink(), by_hand::write));
    });
    group.bench_function("round trip", |bencher| {
        bencher.iter(|| each_line(&*lines, io::sink(), round_trip::write));
    });
    group.finish();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
