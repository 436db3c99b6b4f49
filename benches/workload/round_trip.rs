//! The first baseline: each user parsed to a `serde_json::Value` and written back.

use std::io;

use serde_json::Value;

/// One user, parsed.
pub fn parse(line: &[u8]) -> io::Result<Value> {
    Ok(serde_json::from_slice(line)?)
}

/// One user, parsed and written back.
pub fn write(line: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &parse(line)?)?;
    out.push(b'\n');
    Ok(())
}
