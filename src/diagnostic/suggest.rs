//! "Did you mean": the nearest of some names, or nothing.
//!
//! Silence is better than an arbitrary choice: the threshold is a third of the length.

/// The characters of the longest name that is compared: the time that takes grows with the
/// square of them.
const LONGEST: usize = 200;

/// The candidate nearest to `name`: equal ignoring case, else within a third of its length.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    let length = lower.chars().count();
    if length > LONGEST {
        return None;
    }
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in candidates {
        let other = candidate.to_lowercase();
        if other == lower {
            return Some(candidate);
        }
        let longer = length.max(other.chars().count());
        let shorter = length.min(other.chars().count());
        // The lengths alone can tell that it is too far.
        let is_comparable = longer <= LONGEST && (longer - shorter) * 3 <= longer;
        if !is_comparable || candidate.chars().count() < 2 {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&lower, &other);
        let is_near = distance * 3 <= longer;
        if is_near && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters are other, missing, too many or swapped between two names, ignoring case;
/// nothing where they are too long to tell.
pub fn distance(left: &str, right: &str) -> Option<usize> {
    let [left, right] = [left, right].map(str::to_lowercase);
    let is_comparable = [&left, &right].iter().all(|it| it.chars().count() <= LONGEST);
    is_comparable.then(|| strsim::damerau_levenshtein(&left, &right))
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

    #[test]
    fn huge_names_are_near_to_nothing_and_cost_nothing() {
        let (one, other) = ("a".repeat(400_000), format!("{}b", "a".repeat(399_999)));
        assert_eq!(nearest(&one, [other.as_str()]), None);
        assert_eq!(nearest(&one, [one.as_str()]), None, "nobody wants to read it");
        assert_eq!(nearest("aaaa", [one.as_str(), "aaab"]), Some("aaab"));
    }
}
