//! Which paths may not be the same: nobody's users are overwritten by mistake.

use std::path::Path;

use super::arguments::Arguments;
use crate::inputs::expression::refuse_standard_twice;
use crate::system::console::Trouble;
use crate::system::files::{are_same, is_named, is_standard_output};

/// Refuses a standard stream used twice, and an output that is an input or another output.
pub(super) fn check(arguments: &Arguments) -> Result<(), Trouble> {
    let inputs: Vec<&Path> = arguments.users.iter().map(|path| &**path).collect();
    let is_standard = is_standard_output;
    if arguments.rejects.as_deref().is_some_and(is_standard)
        && arguments.output.as_deref().is_none_or(is_standard)
    {
        let message = "standard output is asked for twice: by the payloads and by --rejects";
        return Err(Trouble::new(message).help("name a file for one of them: -o payloads.ndjson"));
    }
    let others =
        [Some(arguments.mapping.as_path()), arguments.taken.path(), arguments.environment.path()];
    refuse_standard_twice(inputs.iter().map(|path| Some(*path)).chain(others))?;
    let outputs = [("-o", &arguments.output), ("--rejects", &arguments.rejects)];
    let outputs = outputs.map(|(flag, path)| (flag, path.as_deref()));
    for (flag, path) in outputs {
        let Some(path) = path.filter(|path| is_named(path) && !is_device(path)) else { continue };
        let read = inputs.iter().copied().chain(others.into_iter().flatten());
        for input in read.filter(|input| is_named(input)) {
            if are_same(path, input) {
                let message = format!("{flag} `{}` is a file that is read", path.display());
                return Err(Trouble::new(message).help("name another file: this one would be lost"));
            }
        }
    }
    if let [(_, Some(output)), (_, Some(rejects))] = outputs
        && is_named(output)
        && !is_device(output)
        && are_same(output, rejects)
    {
        return Err(Trouble::new("-o and --rejects name the same file")
            .help("name another file for one of them"));
    }
    Ok(())
}

/// True for a device or a pipe, which can take several streams.
fn is_device(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}
