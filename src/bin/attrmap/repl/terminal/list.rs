//! The list that Tab shows, no longer than the terminal: the editor would ask before it shows a
//! longer one, and wait at its end, and whoever types Ctrl-C there would not be heard.
//!
//! In: candidates, and how many rows and columns there are. Out: those that fit, and how many more
//! there are.

use crate::repl::session::columns::width;
use crate::repl::session::completion::Candidate;

/// What stands between two columns of candidates.
const GAP: usize = 2;

/// The candidates that a terminal has room for. The last of a list that is cut counts the others,
/// and begins as all of them do, so that no more is typed than is certain.
pub(crate) fn fitting(
    mut candidates: Vec<Candidate>,
    (rows, columns): (usize, usize),
) -> Vec<Candidate> {
    let most = |widest: usize| {
        let beside = (columns / (widest + GAP).min(columns).max(1)).max(1);
        // One row is that of the entry.
        beside * rows.saturating_sub(1).max(1)
    };
    let widths: Vec<usize> = candidates.iter().map(|it| width(&it.shown)).collect();
    if candidates.len() <= most(widths.iter().copied().max().unwrap_or(0)) {
        return candidates;
    }
    let text = common_beginning(&candidates);
    let count = |kept: usize| format!("… {} more", widths.len() - kept);
    // Fewer of them can be narrower, and more of those fit.
    let mut widest = width(&count(0));
    let fitting = widths.iter().enumerate().take_while(|(index, width)| {
        widest = widest.max(**width);
        index + 1 < most(widest)
    });
    let kept = fitting.count();
    candidates.truncate(kept);
    candidates.push(Candidate { shown: count(kept), text });
    candidates
}

/// What all of them begin with.
fn common_beginning(candidates: &[Candidate]) -> String {
    let Some((first, others)) = candidates.split_first() else { return String::new() };
    let common = |length: usize, other: &Candidate| {
        let both = first.text.chars().zip(other.text.chars()).take(length);
        both.take_while(|(one, other)| one == other).count()
    };
    let length = others.iter().fold(first.text.chars().count(), common);
    first.text.chars().take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_no_longer_than_the_terminal() {
        let names = |names: &[&str]| -> Vec<Candidate> {
            let candidate = |name: &&str| Candidate { shown: (*name).into(), text: (*name).into() };
            names.iter().map(candidate).collect()
        };
        let all = ["mail", "mailNickname", "manager", "mobile", "m1", "m2"];
        let shown = |screen: (usize, usize)| -> Vec<String> {
            fitting(names(&all), screen).into_iter().map(|it| it.shown).collect()
        };
        assert_eq!(shown((24, 80)), all, "there is room");
        assert_eq!(shown((7, 10)), all, "one a row, and the entry");
        assert_eq!(shown((4, 30)), all, "two a row");
        assert_eq!(shown((6, 10)), ["mail", "mailNickname", "manager", "mobile", "… 2 more"]);
        assert_eq!(shown((3, 30)), ["mail", "mailNickname", "manager", "… 3 more"]);
        assert_eq!(shown((0, 0)), ["… 6 more"], "of no size");
        let last = |all: &[&str]| fitting(names(all), (0, 0)).pop().expect("a last one").text;
        assert_eq!(last(&["mail]", "mailNickname]", "main]"]), "mai", "what is certain");
        assert_eq!(last(&["éa", "éb", "éc"]), "é");
        assert_eq!(last(&["a", "b", "c"]), "");
    }
}
