//! What searches may cost, in one text or in all that belong together.
//!
//! Counted in steps of the matcher, not in time: the same text and pattern cost the same on every
//! machine and on every run. Two counts are kept. Work is what the matcher does itself. Steps are
//! what an engine does that tries every way again, as .NET's does: a way that is known to fail
//! costs no work here (see `memory`), but all of its steps. So what would keep the service busy
//! for too long is known within milliseconds, and what it answers is answered.

/// What may still be spent on searches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    work: u64,
    saved: u64,
    /// The work that it had, all texts so far counted.
    granted: u64,
    bytes: usize,
}

/// What was exceeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exceeded {
    /// The steps: the pattern tries too many ways on this text.
    Steps,
    /// What can be kept in mind: the text is too long for a pattern with so many ways open.
    Memory,
    /// The bytes of the result.
    Bytes,
}

impl Budget {
    /// Some milliseconds' worth, whatever the text.
    pub const WORK: u64 = 1 << 21;

    /// For each byte of the text, so that a long one is no catastrophe by its length.
    pub const WORK_PER_BYTE: u64 = 32;

    /// The most for all texts together: some two MiB of them, and less than a second.
    pub const MOST_WORK: u64 = 1 << 26;

    /// The steps that are saved by knowing what fails: the service needs some half a minute for so
    /// many. The square of a text of twenty thousand characters is within them, ways that double
    /// with each of thirty characters are not.
    pub const SAVED: u64 = 3 << 30;

    /// For texts that are yet to come, each with a result of at most so many bytes.
    pub fn new(most_bytes: usize) -> Budget {
        let (work, saved) = (Budget::WORK, Budget::SAVED);
        Budget { work, saved, granted: work, bytes: most_bytes }
    }

    /// For one text whose result has at most so many bytes.
    pub fn of(text: &str, most_bytes: usize) -> Budget {
        let mut budget = Budget::new(most_bytes);
        budget.add(text);
        budget
    }

    /// Adds what the length of one more text allows.
    pub fn add(&mut self, text: &str) {
        let bytes = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let more = bytes.saturating_mul(Budget::WORK_PER_BYTE);
        let more = more.min(Budget::MOST_WORK.saturating_sub(self.granted));
        self.work += more;
        self.granted += more;
    }

    /// Pays for steps that are done.
    pub fn spend(&mut self, steps: u32) -> Result<(), Exceeded> {
        self.work = self.work.checked_sub(u64::from(steps)).ok_or(Exceeded::Steps)?;
        Ok(())
    }

    /// Pays for as many steps as things were touched.
    pub fn spend_many(&mut self, steps: usize) -> Result<(), Exceeded> {
        self.spend(u32::try_from(steps).unwrap_or(u32::MAX))
    }

    /// Pays for steps that need not be done, for what comes of them is known.
    pub fn save(&mut self, steps: u32) -> Result<(), Exceeded> {
        self.saved = self.saved.checked_sub(u64::from(steps)).ok_or(Exceeded::Steps)?;
        Ok(())
    }

    /// All steps that were paid for.
    pub fn spent(&self) -> u32 {
        let spent = (self.granted - self.work) + (Budget::SAVED - self.saved);
        u32::try_from(spent).unwrap_or(u32::MAX)
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

#[cfg(test)]
mod tests {
    use super::super::Regex;
    use super::*;

    const BYTES: usize = 1 << 20;

    fn replace(pattern: &str, text: &str, replacement: &str) -> Result<String, Exceeded> {
        let regex = Regex::parse(pattern).expect("a pattern of .NET");
        let replacement = regex.replacement(replacement).expect("a replacement of .NET");
        let mut budget = Budget::of(text, BYTES);
        regex.replace(text, &replacement, &mut budget).map(std::borrow::Cow::into_owned)
    }

    #[test]
    fn a_pattern_that_runs_away_is_stopped() {
        let row = "a".repeat(64);
        for (pattern, text) in [
            ("^(a+)+$", format!("{}!", "a".repeat(30))),
            ("^(a+)+$", format!("{row}!")),
            ("(a|aa)+$", format!("{row}!")),
            ("(a*)*$", format!("{row}!")),
            (r"^(\w+\s?)*$", format!("{row}!")),
            (r"(x+x+)+y", "x".repeat(40)),
            (r"(.*)(.*)(.*)(.*)(.*)\1x", row.repeat(2)),
            // In proportion to the square of a long text, match by match.
            ("(?:.*x|.)", "a".repeat(100_000)),
            ("(?=(a*)*b)", "a".repeat(5000)),
            ("(?=(a+)+b)", row),
        ] {
            assert_eq!(replace(pattern, &text, ""), Err(Exceeded::Steps), "{pattern}");
        }
    }

    #[test]
    fn what_takes_the_square_of_a_text_is_answered() {
        let letters = "ab".repeat(10_000);
        let blanks = format!("{}!", " ".repeat(30_000));
        let words = "lorem ipsum ".repeat(800);
        for (pattern, text) in [
            ("(a|b)*c", &letters),
            (r".*?(\d+)$", &letters),
            (".+@contoso", &letters),
            ("(?:.*x|c)", &letters),
            ("(a|b)*?c", &letters),
            (r"\s+$", &blanks),
            (r"^\s+|\s+$|!$^", &format!("!{blanks}")),
            (r"(?:\w+\s)+x", &words),
            (r"(\w+)(\s+\w+)*@", &words),
        ] {
            assert_eq!(replace(pattern, text, "").as_ref(), Ok(text), "{pattern}");
        }
        // Without anything to remember, for there is a reference.
        let text = "ab".repeat(300);
        assert_eq!(replace(r"(?:(\w)\1)*x|.+@", &text, "").as_ref(), Ok(&text));
    }

    #[test]
    fn long_texts_and_long_patterns_are_no_catastrophe() {
        let long = "ab ".repeat(100_000);
        for (pattern, length) in [(".", 300_000), (r"\b\w", 100_000), ("(?:a|b)+ ", 100_000)] {
            let result = replace(pattern, &long, "x").expect("no catastrophe");
            assert_eq!(result.matches('x').count(), length, "{pattern}");
        }
        // One of one is one: no budget is lost on how a row is cut into pieces.
        let row = "a".repeat(64);
        assert_eq!(replace("^(?:a+)+$", &row, "x"), Ok("x".to_owned()));
        assert_eq!(replace("^(?:a+)+b", &row, "x"), Ok(row));
        let pairs = format!("{}!", "ab".repeat(38));
        assert_eq!(replace("^(?:(?:ab)+)+$", &pairs, "x").as_ref(), Ok(&pairs));
        assert_eq!(replace("(?:(?:(?:ab)?)*)*c", &pairs, "x").as_ref(), Ok(&pairs));
        assert_eq!(replace(&"()".repeat(8_000), "a", "$8000"), Ok("a".to_owned()));
        assert_eq!(replace(&"a|".repeat(8_000), "b", "x"), Ok("xbx".to_owned()));
    }

    #[test]
    fn a_choice_at_every_character_of_a_long_text_is_kept_in_mind() {
        let long = "ab".repeat(200_000);
        assert_eq!(replace("^(a|b)*$", &long, "x"), Ok("x".to_owned()));
        // A megabyte and a half with a group around each character is more than can be kept.
        let longer = "ab".repeat(750_000);
        assert_eq!(replace("^(a|b)*$", &longer, "x"), Err(Exceeded::Memory));
        assert_eq!(replace("(?:){2000000000}", "", "x"), Err(Exceeded::Memory));
    }

    #[test]
    fn texts_that_belong_together_have_one_budget() {
        let regex = Regex::parse(r"(.*)(.*)(.*)\1x").expect("a pattern of .NET");
        let letters = "abcdefghijklmnopqrstuvwabcde";
        let mut budget = Budget::new(BYTES);
        let search = |budget: &mut Budget| {
            budget.add(letters);
            regex.is_match(letters, budget)
        };
        let answered = (0..20_000).take_while(|_| search(&mut budget).is_ok()).count();
        assert!((2..1_000).contains(&answered), "{answered} texts answered");
        // What is simple is answered for as many as there are.
        let regex = Regex::parse("[aeiou]+[xyz]").expect("a pattern of .NET");
        let mut budget = Budget::new(BYTES);
        for number in 0..20_000 {
            budget.add(letters);
            assert_eq!(regex.is_match(letters, &mut budget), Ok(false), "text {number}");
        }
    }

    #[test]
    fn a_long_text_that_comes_again_and_again_adds_no_more_than_the_most() {
        let long = "a".repeat(1 << 20);
        let mut budget = Budget::new(BYTES);
        (0..1_000).for_each(|_| budget.add(&long));
        assert_eq!(budget.work, Budget::MOST_WORK);
    }

    #[test]
    fn a_result_that_multiplies_is_stopped() {
        assert_eq!(replace("a", &"a".repeat(2000), "$_"), Err(Exceeded::Bytes));
    }
}
