//! What the work on one value may cost.
//!
//! Counted in steps of the matcher, not in time: the same text and pattern cost the same on every
//! machine and on every run.

/// What may still be spent on one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    steps: u64,
    bytes: usize,
}

/// What was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exceeded {
    /// The steps: the pattern tries too many ways on this text.
    Steps,
    /// The bytes of the result.
    Bytes,
}

impl Budget {
    /// Some milliseconds' worth, whatever the text.
    const STEPS: u64 = 500_000;

    /// For each byte of the text, so that a long one is no catastrophe by its length.
    const STEPS_PER_BYTE: u64 = 32;

    /// For the work on a text whose result has at most so many bytes.
    pub fn of(text: &str, most_bytes: usize) -> Budget {
        let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let steps = bytes.saturating_mul(Budget::STEPS_PER_BYTE).saturating_add(Budget::STEPS);
        Budget { steps, bytes: most_bytes }
    }

    /// Pays for steps.
    pub fn spend(&mut self, steps: u32) -> Result<(), Exceeded> {
        self.steps = self.steps.checked_sub(u64::from(steps)).ok_or(Exceeded::Steps)?;
        Ok(())
    }

    /// Pays for as many steps as things were touched.
    pub fn spend_many(&mut self, steps: usize) -> Result<(), Exceeded> {
        self.spend(u32::try_from(steps).unwrap_or(u32::MAX))
    }

    /// Adds to a result, as long as it does not grow too long.
    pub fn push(&self, result: &mut String, text: &str) -> Result<(), Exceeded> {
        if result.len().saturating_add(text.len()) > self.bytes {
            return Err(Exceeded::Bytes);
        }
        result.push_str(text);
        Ok(())
    }
}
