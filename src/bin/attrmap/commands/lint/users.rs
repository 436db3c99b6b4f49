//! Users as evidence: what they are like, and what they would get.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use attrmap::profile::Profile;
use attrmap::record::Chunk;
use attrmap::source::Source;

use crate::inputs::users::each_chunk;
use crate::mappings::findings::See;
use crate::system::console::{Console, Format, Trouble};
use crate::system::files::{self, Input, is_named};

/// The users of some inputs. They are looked at once for each file and each round of fixes, so
/// what can be read just once, such as standard input, is kept.
pub(super) struct People {
    inputs: Vec<Users>,
}

/// The users of one input.
enum Users {
    /// Of a file, which is read again each time.
    File(PathBuf),
    /// Of what is read once.
    Kept { name: String, chunks: Vec<Chunk> },
}

impl People {
    /// Opens the inputs, and reads those that cannot be read again.
    pub(super) fn open(paths: &[PathBuf]) -> Result<People, Trouble> {
        let open = |path: &PathBuf| {
            if is_named(path) && path.is_file() {
                return Ok(Users::File(path.clone()));
            }
            let mut input = Input::open(path)?;
            let (name, mut chunks) = (input.name.clone(), Vec::new());
            each_chunk(&mut input, None, |chunk| {
                chunks.push(chunk);
                Ok(ControlFlow::Continue(()))
            })?;
            Ok(Users::Kept { name, chunks })
        };
        Ok(People { inputs: paths.iter().map(open).collect::<Result<_, Trouble>>()? })
    }

    /// True where there are several inputs.
    pub(super) fn are_several(&self) -> bool {
        self.inputs.len() > 1
    }

    /// Shows all of them.
    pub(super) fn show(&self, see: See<'_, Trouble>) -> Result<(), Trouble> {
        for input in &self.inputs {
            match input {
                Users::Kept { name, chunks } => {
                    chunks.iter().try_for_each(|chunk| see(chunk, name))?;
                }
                Users::File(path) => {
                    let mut input = Input::open(path)?;
                    let name = input.name.clone();
                    each_chunk(&mut input, None, |chunk| {
                        see(&chunk, &name).map(ControlFlow::Continue)
                    })?;
                }
            }
        }
        Ok(())
    }
}

/// The profile in a file; nothing where it is none, which is said then.
pub(super) fn profile(path: &Path, console: &Console) -> Result<Option<Profile>, Trouble> {
    let text = files::read_text(path)?;
    let (profile, diagnostics) = Profile::read(&Source::new(path.display().to_string(), text));
    console.diagnostics(&diagnostics, Format::Human);
    Ok(profile)
}
