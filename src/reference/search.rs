//! Finding functions by what one remembers of them.

use crate::functions::{FUNCTIONS, Function, Takes};

/// The functions that a pattern means, sorted by name: the one of that name; else those whose
/// name, search words or summary it fits, or that take it as a word. `*` stands for any text in a name, `?` for a character.
pub fn search(pattern: &str) -> Vec<&'static Function> {
    let pattern = pattern.trim().trim_end_matches("()").to_lowercase();
    if let Some(function) = crate::functions::find(&pattern) {
        return vec![function];
    }
    let has_wildcard = pattern.contains(['*', '?']);
    let fits = |function: &&&'static Function| {
        let name = function.name.to_lowercase();
        if has_wildcard {
            return fits_wildcards(&pattern, &name);
        }
        let mut words = function.search.iter().map(|word| word.to_lowercase());
        name.contains(&pattern)
            || words.any(|word| word.contains(&pattern))
            || function.summary.to_lowercase().contains(&pattern)
            || takes_word(function, &pattern)
    };
    FUNCTIONS.iter().filter(fits).copied().collect()
}

/// True where a parameter takes that word, such as `vbTextCompare`.
fn takes_word(function: &Function, word: &str) -> bool {
    let takes_it = |takes| match takes {
        Takes::Word(words) => words.iter().any(|known: &&str| known.eq_ignore_ascii_case(word)),
        _ => false,
    };
    function.signature.params.iter().any(|param| takes_it(param.takes))
}

/// True where a name fits a pattern with wildcards: remembers the last `*` and tries on from
/// there, so no pattern takes long.
fn fits_wildcards(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    let (mut at, mut rest) = (0, 0);
    let mut last_star: Option<(usize, usize)> = None;
    while let Some(character) = name.get(rest) {
        match pattern.get(at) {
            Some('*') => {
                last_star = Some((at, rest));
                at += 1;
            }
            Some(wanted) if *wanted == '?' || wanted == character => {
                at += 1;
                rest += 1;
            }
            Some(_) | None => match last_star {
                Some((star, from)) => {
                    at = star + 1;
                    rest = from + 1;
                    last_star = Some((star, rest));
                }
                None => return false,
            },
        }
    }
    pattern.get(at..).unwrap_or_default().iter().all(|left| *left == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_found_by_what_one_remembers() {
        let names = |pattern: &str| -> Vec<&str> {
            search(pattern).iter().map(|function| function.name).collect()
        };
        assert_eq!(names("join"), ["Join"], "a name in any case is that function alone");
        assert_eq!(names("to*er"), ["ToLower", "ToUpper"], "wildcards");
        assert_eq!(names("?rim"), ["Trim"]);
        assert!(names("fallback").contains(&"Coalesce"), "a search word");
        assert_eq!(names("vbtextcompare"), ["InStr"], "a word that it takes");
        assert!(names("null").len() > 1, "a part of names");
        assert_eq!(names("frobnicate"), [""; 0]);
    }
}
