//! The first baseline: each user parsed to a `serde_json::Value` and written back.

use std::io;

use serde_json::Value;

/// One user.
pub fn write(line: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
    let user: Value = serde_json::from_slice(line)?;
    serde_json::to_writer(&mut *out, &user)?;
    out.push(b'\n');
    Ok(())
}
