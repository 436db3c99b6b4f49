//! Users as evidence: what they are like, and what they would get.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use attrmap::lint::{Evidence, Proof};
use attrmap::profile::Profile;
use attrmap::source::Source;

use crate::commands::inputs::{each_chunk, unreadable};
use crate::console::{Console, Format, Trouble};
use crate::files::{self, Input};

/// Looks at all users of these files.
pub(super) fn proof(paths: &[PathBuf], mut evidence: Evidence) -> Result<Proof, Trouble> {
    let names_inputs = paths.len() > 1;
    for path in paths {
        let mut input = Input::open(path)?;
        let name = input.name.clone();
        each_chunk(&mut input, None, |chunk| {
            let added = evidence.add(&chunk, names_inputs.then_some(name.as_str()));
            added.map_err(|fault| unreadable(&name, false, &fault))?;
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(evidence.finish())
}

/// The profile in a file; nothing where it is none, which is said then.
pub(super) fn profile(path: &Path, console: &Console) -> Result<Option<Profile>, Trouble> {
    let text = files::read_text(path)?;
    let (profile, diagnostics) = Profile::read(&Source::new(path.display().to_string(), text));
    console.diagnostics(&diagnostics, Format::Human);
    Ok(profile)
}
