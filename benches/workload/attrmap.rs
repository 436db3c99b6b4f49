//! attrmap itself: the example mapping, compiled, and its users cut, run and written.

use std::io::{self, Read, Write};

use attrmap::check::Env;
use attrmap::functions::{Recent, Surroundings};
use attrmap::mapping::MappingFile;
use attrmap::plan::{Batch, Outcome, Plan, Worker};
use attrmap::record::{Cutter, Layout, Limits, Record};
use attrmap::schema::{ScimVersion, SourceTable, TargetTable, built_in};
use attrmap::types::DateTime;

/// The mapping of all 29 rows.
pub const MAPPING: &str = include_str!("../../examples/workplace.attrmap.toml");

/// The target's table.
pub fn table() -> TargetTable {
    built_in("workplace").expect("the table is there")
}

/// From the text of a mapping file to a plan.
pub fn compile(mapping: &str, table: &TargetTable, env: &Env) -> Plan {
    let (file, diagnostics) = MappingFile::read("workplace.attrmap.toml", mapping);
    assert!(!diagnostics.has_errors(), "{diagnostics}");
    let object_mapping = file.choose(None).expect("there is one");
    let compilation = Plan::compile(&file, object_mapping, table, env, ScimVersion::V2_0);
    compilation.plan.expect("the mapping has no errors")
}

/// The example mapping, compiled.
pub fn plan() -> Plan {
    compile(MAPPING, &table(), &Env::entra())
}

/// A worker for the example mapping.
pub fn worker() -> Worker {
    Worker::new(plan(), Surroundings::at(DateTime::UNIX_EPOCH))
}

/// How users are read for a plan.
pub fn layout(plan: &Plan) -> Layout {
    Layout::new(&SourceTable::entra_user(), plan.attributes())
}

/// Reads users into the same memory, one after the other, and hands each to `use_it`.
pub fn read_each(layout: &Layout, users: &[&str], mut use_it: impl FnMut(&Record<'_>)) {
    let mut memory = Record::new();
    for user in users {
        let record = layout.read_json(user, memory).expect("the user is read");
        use_it(&record);
        memory = record.recycle();
    }
}

/// Evaluates all targets for a user that is read; how many have a value.
pub fn evaluate(plan: &Plan, surroundings: &Surroundings, user: &Record<'_>) -> usize {
    let mut values = 0;
    plan.evaluate(user, 1, surroundings, &Recent::default(), |_, outcome| {
        values += usize::from(matches!(outcome, Outcome::Value(value) if !value.is_null()));
        true
    });
    values
}

/// All users of an input; none of them may be rejected.
pub fn run(worker: &mut Worker, mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    let mut cutter = Cutter::new(None, Limits::default());
    let mut batch = Batch::new();
    loop {
        let filled = cutter.buffer().len();
        cutter.buffer().resize(filled + super::BUFFER_BYTES, 0);
        let taken = input.read(&mut cutter.buffer()[filled..])?;
        cutter.buffer().truncate(filled + taken);
        while let Some(chunk) = cutter.take(taken == 0).map_err(io::Error::other)? {
            worker.run(&chunk, &mut batch).map_err(io::Error::other)?;
            assert_eq!(batch.rejects().count(), 0, "a user is rejected");
            output.write_all(batch.payloads())?;
        }
        if taken == 0 {
            return Ok(());
        }
    }
}
