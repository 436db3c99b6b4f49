//! How a command ends, as an exit code.

use std::process::ExitCode;

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Nothing to complain about.
    Clean,
    /// Findings, or rejected users.
    Findings,
    /// Input that cannot be used.
    Unusable,
    /// Stopped from outside.
    Interrupted,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> ExitCode {
        ExitCode::from(match ending {
            Ending::Clean => 0,
            Ending::Findings => 1,
            Ending::Unusable => 2,
            Ending::Interrupted => 130,
        })
    }
}
