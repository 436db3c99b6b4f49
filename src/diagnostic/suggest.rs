//! "Did you mean": the nearest of some names, or nothing.
//!
//! Silence is better than an arbitrary choice: the threshold is a third of the length.

/// The candidate nearest to `name`: equal ignoring case, else within a third of its length.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        let other = candidate.to_lowercase();
        if other == lower {
            return Some(candidate);
        }
        if candidate.chars().count() < 2 {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&lower, &other);
        let length = lower.chars().count().max(other.chars().count());
        let is_near = distance * 3 <= length;
        if is_near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn names_are_suggested_with_reason() {
        let names = ["mail", "mailNickname", "mobile", "Switch", "IIF", "x"];
        let table = [
            ("MAIL", Some("mail"), "another case is the same name"),
            ("mial", Some("mail"), "two letters swapped are one slip"),
            ("Swich", Some("Switch"), "a letter is missing"),
            ("iff", Some("IIF"), "one letter of three"),
            ("department", None, "nothing is near"),
            ("y", None, "one letter is near everything"),
            ("mailNick", Some("mailNickname"), "a third of the name is missing"),
        ];
        for (typed, expected, why) in table {
            assert_eq!(nearest(typed, names), expected, "{typed}: {why}");
        }
    }
}
