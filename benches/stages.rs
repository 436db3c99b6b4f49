//! Each stage by itself: from the text of an expression to a program, from the bytes of a user to
//! a payload, and a mapping file as a whole.

mod workload;

use std::hint::black_box;

use attrmap::check::{Env, check};
use attrmap::functions::Surroundings;
use attrmap::program::{Program, Slots};
use attrmap::record::{Layout, Record};
use attrmap::schema::ScimVersion;
use attrmap::scim::Template;
use attrmap::source::Source;
use attrmap::syntax;
use attrmap::types::{DateTime, Value};
use criterion::{Criterion, criterion_group, criterion_main};

fn stages(_c: &mut Criterion) {}
criterion_group!(benches, stages);
criterion_main!(benches);
