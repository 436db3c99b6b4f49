//! What lies around every evaluation, as arguments of the commands that evaluate.
//!
//! One place: what functions ask of the outside (clock, chance, the tenant) is given here. Values that
//! are taken have an argument of their own (`taken`).

use attrmap::dotnet;
use attrmap::functions::{Randomness, Surroundings};
use attrmap::types::{DateTime, date_time_from_text};
use clap::Args;

use crate::system::console::Trouble;
use crate::system::outside::{secret, system_now};

/// The arguments that evaluating commands share.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct SurroundingsArguments {
    /// The clock for `Now()`, in ISO 8601 [default: the current time].
    #[arg(long, value_name = "TIME")]
    now: Option<String>,

    /// A number that decides what is drawn at random: the same gives the same [default: a secret,
    /// new in each run].
    #[arg(long, value_name = "N", value_parser = seed, allow_negative_numbers = true)]
    seed: Option<u64>,

    /// The tenant's default domain, for `DefaultDomain()`.
    #[arg(long, value_name = "NAME")]
    default_domain: Option<String>,
}

/// A seed.
fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("a seed is a whole number from 0 to {}", u64::MAX))
}

impl SurroundingsArguments {
    /// The clock, the limits, a source of random values, the default domain.
    pub(crate) fn surroundings(&self) -> Result<Surroundings, Trouble> {
        let now = match &self.now {
            None => system_now(),
            Some(text) => instant(text).ok_or_else(|| {
                Trouble::new(format!("--now `{text}` is no time"))
                    .help("write it in ISO 8601: --now 2025-07-30T12:00:00Z")
            })?,
        };
        let randomness = match self.seed {
            Some(seed) => Randomness::Seeded(seed),
            None => Randomness::Secret(secret()?),
        };
        let default_domain = self.default_domain.clone();
        Ok(Surroundings { randomness, default_domain, ..Surroundings::at(now) })
    }
}

impl SurroundingsArguments {
    /// True where somebody sets the clock.
    pub(crate) fn sets_clock(&self) -> bool {
        self.now.is_some()
    }
}

/// An instant in ISO 8601. The other forms of .NET depend on today, or on who reads them.
pub(crate) fn instant(text: &str) -> Option<DateTime> {
    let text = date_time_from_text(text)?;
    dotnet::parse_date(text, DateTime::UNIX_EPOCH)
}
