//! Patterns with what .NET makes of them, typed by hand.
//!
//! Each test says where its rows come from. *Answered* is what a .NET Core 3.1 runtime gave for the
//! pattern, on this text or on texts like it; *documented* is what a page of .NET's documentation
//! says (`learn.microsoft.com/dotnet/standard/base-types/…`), put into rows of our own; *inferred*
//! is what follows from both, and from how .NET Core's parser and interpreter go about it.

mod refusals;

use std::borrow::Cow;

use super::*;

const BYTES: usize = 1 << 20;

fn replace(pattern: &str, text: &str, replacement: &str) -> String {
    let regex = match Regex::parse(pattern) {
        Ok(regex) => regex,
        Err(error) => panic!("{pattern}: {error:?}"),
    };
    let replacement = regex.replacement(replacement).expect("a replacement of .NET");
    let mut budget = Budget::of(text, BYTES);
    match regex.replace(text, &replacement, &mut budget) {
        Ok(result) => result.into_owned(),
        Err(exceeded) => panic!("{pattern}: {exceeded:?}"),
    }
}

/// Each row: pattern, text, replacement, result.
fn check(rows: &[(&str, &str, &str, &str)]) {
    for (pattern, text, replacement, expected) in rows {
        assert_eq!(
            replace(pattern, text, replacement),
            *expected,
            "{pattern} on {text:?} by {replacement:?}"
        );
    }
}

// Answered: `a|`, `|a`, `a??`, `^`, `\b`, `\Ga`, `(.*?)(?<id>.{0,8})$`. Documented: `$` and `(?m)`
// in anchors-in-regular-expressions. Inferred: the rest.
#[test]
fn empty_matches_are_replaced_as_well() {
    check(&[
        ("", "ab", "-", "-a-b-"),
        ("a|", "aab", "x", "xxxbx"),
        ("|a", "ab", "x", "xaxbx"),
        ("a??", "ab", "x", "xaxbx"),
        ("a*", "baac", "x", "xbxxcx"),
        ("[a-z]*", "john72", "", "72"),
        // An empty match right after one that reached the end.
        ("(.*?)(?<id>.{0,8})$", "000123.450", "${id}", "0123.450"),
        ("(.*?)(?<id>.{0,8})$", "42", "0000${id}", "0000420000"),
        (".*", "ab", "x", "xx"),
        ("$", "a\n", "x", "ax\nx"),
        ("^", "a\nb", "x", "xa\nb"),
        ("(?m)^", "a\nb\n", "x", "xa\nxb\nx"),
        ("(?m)$", "a\r\nb", "x", "a\rx\nbx"),
        (r"\b", "a-b c", "|", "|a|-|b| |c|"),
        (r"\B", "ab", "|", "a|b"),
        // Where a search starts is where the match before ended, even an empty one.
        (r"\Ga", "aaba", "x", "xxba"),
        (r"\Ga??", "aaa", "x", "xaaa"),
    ]);
}

// Answered: `(?<a>\w)(\w)`, `(\w)(?<a>\w)(\w)`, `(?n)(a+)(?<z>b+)`. Documented: numbers and names
// in grouping-constructs-in-regular-expressions, rounds that take nothing in
// quantifiers-in-regular-expressions. Inferred: what groups hold after such rounds.
#[test]
fn groups_are_numbered_unnamed_first() {
    check(&[
        (r"(?<a>\w)(\w)", "xy", "$1$2${a}", "yxx"),
        (r"(\w)(?<a>\w)(\w)", "xyz", "$1$2$3", "xzy"),
        (r"(?<5>a)(b)(?<n>c)", "abc", "$1-$2-$5", "b-c-a"),
        (r"(?<1>a)(b)", "ab", "$1", "b"),
        (r"(?<n>a)|(?<n>b)", "ab", "[${n}]", "[a][b]"),
        // One name twice is one group: the last that matched holds.
        (r"(?<n>a)(?<n>b)", "ab", "$1", "b"),
        (r"(?n)(a+)(?<z>b+)", "aabb", "${z}$1", "bbbb"),
        (r"(?:a)(b)", "ab", "$1", "b"),
        (r"(?'q'a)\k'q'", "aa", "${q}", "a"),
        // A round that does not take part leaves what was held before.
        (r"(?:(a)|b)+", "ab", "$1", "a"),
        // The round that took nothing is the last, and the group holds it.
        (r"(a*)*", "aab", "[$1]", "[][]b[]"),
        (r"(a*)+", "aa", "[$1]", "[][]"),
        (r"(|a)+", "a", "[$1]", "[]a[]"),
        (r"(a|b|)*c", "abc", "[$1]", "[]"),
    ]);
}

// Answered: all rows of `b`, `(a)|(b)` and `(a+)(b+)`. Documented: the others, in
// substitutions-in-regular-expressions.
#[test]
fn substitutions_are_those_of_dotnet() {
    check(&[
        ("b", "abc", "$$", "a$c"),
        ("b", "abc", "$", "a$c"),
        ("b", "abc", "$&$&", "abbc"),
        ("b", "abc", "[$`]", "a[a]c"),
        ("b", "abc", "[$']", "a[c]c"),
        ("b", "abc", "[$_]", "a[abc]c"),
        ("b", "abc", "$0${0}", "abbc"),
        // The last group by number, though it took no part.
        ("(a)|(b)", "a", "[$+]", "[]"),
        ("(a+)(b+)", "aabb", "$+", "bb"),
        // What is no group is text.
        ("b", "abc", "$1", "a$1c"),
        ("(b)", "abc", "$10", "a$10c"),
        ("(b)", "abc", "${1}0", "ab0c"),
        ("(?<k>b)", "abc", "${K}${k", "a${K}${kc"),
        ("b", "abc", "$${a}$-", "a${a}$-c"),
        ("b", "abc", "$2147483647", "a$2147483647c"),
    ]);
}

// Inferred: .NET's numbers have 32 bits.
#[test]
fn a_replacement_names_groups_that_can_be() {
    let regex = Regex::parse("b").expect("a pattern of .NET");
    for replacement in ["x$2147483648", "${99999999999}"] {
        let error = regex.replacement(replacement).expect_err(replacement);
        assert_eq!((error.offset, error.message.as_str()), (2, "this number is too large"));
    }
}

// Answered: `[\w-[\d]]+`, `[^\W\d_]+`, `[a&&b]`, `[-a]`, `[[:alpha:]]+`, `\d+`, `\w+`,
// `\p{IsCyrillic}+`. Documented: subtraction, categories, blocks, `\w`, `\d`, `\s` and `.` in
// character-classes-in-regular-expressions; octal and hexadecimal numbers in
// character-escapes-in-regular-expressions. Inferred: brackets, joiners, the other POSIX names.
#[test]
fn classes_are_those_of_dotnet() {
    check(&[
        ("[a-z-[aeiou]]+", "hello", "x", "xexo"),
        ("[a-z-[m-p-[n]]]", "lmno", "x", "xmxo"),
        (r"[\w-[\d]]+", "ab12_", "x", "x12x"),
        (r"[^\W\d_]+", "ab1_é", "x", "x1_x"),
        // `&&` has no meaning; brackets in a class stand for themselves.
        ("[a&&b]+", "a&b-", "x", "x-"),
        // A class ends at the bracket of a POSIX name; only that of `[::]` is passed over.
        ("[0-9[:alpha:]]", "ab1", "x", "ab1"),
        ("[^[:alpha:]]", "ab:]1", "x", "ab:]1"),
        ("[[:a:]]", "a]", "<$&>", "<a]>"),
        ("[a[:b:]]", "a:b]", "<$&>", "a:<b]>"),
        ("[[:alpha:]x]", "a[:lx", "x", "a[:lx"),
        ("[[::]a]+", "a[:]", "x", "x:]"),
        ("[]a]+", "a]b", "x", "xb"),
        ("[^]a]+", "a]b", "x", "a]x"),
        ("[-a]|[b-]", "-ab", "x", "xxx"),
        (r"[a\-c]+", "a-bc", "x", "xbx"),
        (r"[\x41-\u0043\103]+", "ABCD", "x", "xD"),
        (r"[\b]", "\u{8}", "x", "x"),
        (r"\c[a[\c[]", "\u{1B}a\u{1B}", "x", "x"),
        (r"\d", "٣3½", "x", "xx½"),
        (r"\w", "é_²\u{0301}ٱ-", "x", "xx²xx-"),
        // A spacing mark is no word character, a joiner is one only for `\b`.
        (r"\w+", "का", "x", "xा"),
        (r"\b", "a\u{200D}b", "|", "|a\u{200D}b|"),
        (r"\s", "\u{B}\u{A0}\u{85}\u{2003}\u{200B}", "x", "xxxx\u{200B}"),
        (r"\S+", "a b", "x", "x x"),
        (r"\p{Lu}\P{Lu}", "aBc", "x", "ax"),
        (r"\p{IsGreek}+|\p{IsCyrillic}+", "aΩμБ", "x", "axx"),
        (r"\P{IsBasicLatin}", "aé", "x", "ax"),
        (r"\P{IsPrivateUse}+", "aé\u{E000}", "x", "x\u{E000}"),
        (r"\p{_xmlD}+", "a12", "x", "ax"),
        (r"[\p{Sc}\p{P}]", "€-+", "x", "xx+"),
        (".", "a\r\n", "x", "xx\n"),
        ("(?s).", "a\n", "x", "xx"),
    ]);
}

// Our deviation, in docs/fidelity.md; what is no letter is so to .NET, which sees surrogates.
#[test]
fn characters_above_the_basic_plane_are_one_character() {
    check(&[
        (".", "a😀", "x", "xx"),
        // Neither letter nor word, whatever Unicode says: two surrogates to .NET.
        (r"\w+", "a𠮷", "x", "x𠮷"),
        (r"\p{Cs}", "a😀", "x", "ax"),
        (r"\uD83D\uDE00", "😀", "x", "x"),
        ("[😀-😂]", "😁", "x", "x"),
        ("", "😀", "-", "-😀-"),
    ]);
}

// Answered: `(?i:a)B`. Documented: the option in regular-expression-options. Inferred: single
// letters, from the invariant culture's lower case.
#[test]
fn case_is_ignored_by_the_invariant_rules() {
    check(&[
        ("(?i)straße", "STRAßE STRASSE", "x", "x STRASSE"),
        ("(?i:a)B", "AB Ab", "x", "x Ab"),
        ("a(?i)b|c", "aB C c", "x", "x x x"),
        ("(a(?i)b)c", "aBc aBC", "x", "x aBC"),
        // The Kelvin sign is a k, the long s is no s.
        ("(?i)k", "kK\u{212A}", "x", "xxx"),
        ("(?i)s", "sSſ", "x", "xxſ"),
        ("(?i)[a-c]", "aBC", "x", "xxx"),
        ("(?i)[^b]", "aB", "x", "xB"),
        ("(?i)[À-Ö]", "àÀ×", "x", "xx×"),
        ("(?i)[^А-Я]", "жЖz", "x", "жЖx"),
        (r"(?i)\p{Lu}", "aA1", "x", "xx1"),
        (r"(?i)(a)\1", "aA", "x", "x"),
        ("(?-i)a", "A", "x", "A"),
    ]);
    let many_ranges = format!("(?i)[{}]+", "À-\u{FFFF}".repeat(2_000));
    assert_eq!(replace(&many_ranges, "aÀàЖж", "x"), "ax");
}

// Answered: `a{2}`, `a{2,}`, `a{1,2}?`, `a+?`. Documented: the others, in
// quantifiers-in-regular-expressions and, for `(?>…)`, in
// grouping-constructs-in-regular-expressions. Inferred: braces that are text.
#[test]
fn repetitions_are_those_of_dotnet() {
    check(&[
        ("a{2}", "aaa", "x", "xa"),
        ("a{2,}", "aaa", "x", "x"),
        ("a{1,2}?", "aaa", "x", "xxx"),
        ("a+?b", "aab", "x", "x"),
        // Braces without a least number are text.
        ("a{,2}", "aaa{,2}", "x", "aax"),
        ("a{x}|{|}", "a{x}", "-", "-"),
        ("a{2", "a{2", "x", "x"),
        ("(ab){2}?c", "ababc", "x", "x"),
        ("(?:ab){0}c", "abc", "x", "abx"),
        ("(?:a|ab)(?:c|bcd)", "abcd", "x", "x"),
        ("(?>a|ab)c", "abc", "x", "abc"),
        ("(?>a+)a", "aaa", "x", "aaa"),
        ("^(?:a?){3}a{3}$", "aaa", "x", "x"),
        ("(?:){5}a", "a", "x", "x"),
        ("(?:(?:a){2}){2}", "aaaaa", "x", "xa"),
        // One of one is multiplied, whatever it repeats …
        ("(?:(?:ab){2,4}){1,2}", "ababababab", "x", "x"),
        ("(?:(?:a|b){2,4}){1,2}", "ababa", "x", "x"),
        ("(?:(?:(?:ab)?)*)*c", "ababc", "x", "x"),
        ("^(?:(?:(a)(b)){1,2}){1,2}", "ababab", "$1$2", "ab"),
        // … unless a group stands between, there would be numbers of rounds that cannot be, or one
        // takes as many as it can and the other as few.
        ("((?:ab){2,4}){1,2}", "ababababab", "x", "xab"),
        ("(?:(?:ab){2,3}){1,2}", "abababab", "x", "xab"),
        ("(?:(?:ab){2,})?", "ab", "x", "xaxbx"),
        ("(?:(?:ab)+?)+", "ababab", "x", "x"),
    ]);
}

// Answered: all of them.
#[test]
fn a_lazy_round_that_takes_nothing_moves_what_began_before_it() {
    check(&[
        ("a(?:b*)+?", "aab", "<$&>", "a<>ab"),
        ("a(?:b|)+?", "aab", "<$&>", "a<>ab"),
        ("a(?:b*){1,}?", "aab", "<$&>", "a<>ab"),
        (r"\w(x?)+?", "ab", "<$&>", "a<>b"),
        (r"[a-z](?:\d*)+?", "ab1c", "<$&>", "a<>b1c<>"),
        (r"\.(\d*)+?", "1.5.", "<$&>", "1<.5>.<>"),
        (r"x\b+?", "ax x", "<$&>", "ax<> x<>"),
        (r"\d(?!@)+?", "1a", "<$&>", "1<>a"),
        // The group that ends next begins there, the one around it where the first one did.
        ("(a(?:b*)+?)c", "bac", "[$1|$&]", "b[|ac]"),
        ("((a)(?:b*)+?c)d", "acd", "[$1|$2|$&]", "[c|a|acd]"),
        ("(?:a(?:x*)+?)+b", "caab", "<$&>", "ca<ab>"),
        // Nothing moves out of a look or an atomic group.
        ("(?>a(?:b*)+?)", "ab", "<$&>", "<ab>"),
        ("(?=a(?:b*)+?)", "ab", "<$&>", "<>ab"),
    ]);
}

// Answered: `(?<=@)\w+`, `(?<!\w)c`, `\w+(?=@)`, `(?<=^.{3}).*`, `(?<=(\d)+)5`. Documented: the
// others in grouping-constructs-in-regular-expressions; that a look-behind runs from right to left
// stands in regular-expression-options. Inferred: what groups hold after one.
#[test]
fn looks_match_as_in_dotnet() {
    check(&[
        (r"(?<=@)\w+", "a@b.c", "x", "a@x.c"),
        (r"(?<!\w)c", "c.ac", "x", "x.ac"),
        (r"\w+(?=@)", "ab@c", "x", "x@c"),
        (r"\w+(?!@)\b", "ab@cd", "x", "ab@x"),
        ("(?<=^.{3}).*", "abcdef", "…", "abc…"),
        // A look-behind is matched from right to left, so its groups hold what comes last there.
        (r"(?<=(\d)+)5", "8125", "[$1]", "812[8]"),
        (r"(?<=(\d+)(\d+))c", "123c", "[$1|$2]", "123[1|23]"),
        (r"(?<=(?<a>\w){2})-", "xyz-", "[${a}]", "xyz[y]"),
        (r"(?<=\1(a))b", "aab", "x", "aax"),
        // What a look has taken is not tried again, and groups in a negative one hold nothing.
        (r"(?=(a+))a*b\1", "baaabac", "x", "baaxc"),
        (r"(?=(\w+?))\1b", "ab", "x", "x"),
        (r"(?!(a)b)a", "ac", "[$1]", "[]c"),
        ("a(?<=(?=b|a)a)", "a", "x", "x"),
    ]);
}

// Answered: `(\w)\1`, `(a)\1+`, `(?<q>a)?(?(q)a|b)`, `\0`. Documented: the others, in
// backreference-constructs-in-regular-expressions and
// alternation-constructs-in-regular-expressions. Inferred: options in branches.
#[test]
fn references_and_conditions_match_as_in_dotnet() {
    check(&[
        (r"(\w)\1", "000123", "2", "20123"),
        (r"(a)\1+", "aaa", "x", "x"),
        // A group that holds nothing matches nowhere.
        (r"(a)?\1b", "b", "x", "b"),
        (r"(?:\1a|(b))+", "bba", "x", "x"),
        // Ten and more are octal, unless there are so many groups.
        (r"(a)\10", "a\u{8}", "x", "x"),
        (r"\101\0\x42", "A\0B", "x", "x"),
        (r"(a)(b)\k<2>", "abb", "x", "x"),
        ("(?<q>a)?(?(q)a|b)", "aab", "x", "xx"),
        ("(a)?(?(1)b|c)", "abc", "x", "xx"),
        ("(a)?b(?(1)c)", "abcb", "x", "xx"),
        (r"(?(?=\d)\d{2}|\w)", "12a3", "x", "xx3"),
        ("(?(a)ab|c)", "abc", "x", "xx"),
        // A name that is no group is a pattern.
        ("(?(q)qr|s)", "qrs", "x", "xx"),
        (r"(?(?!\d)a|1)", "a1", "x", "xx"),
        // Options stand in a group within a branch, or where the condition is a group's name.
        ("(?(a)(?:(?i)ab)|c)", "aBc", "x", "xx"),
        ("(?<q>a)?(?(q)(?i)b|c)", "aBc", "x", "xx"),
    ]);
}

// Answered: all of them.
#[test]
fn a_conditional_with_one_branch_begins_as_that_branch_does() {
    check(&[
        ("(a)?(?(1)b)", "foo@bar.com", "x", "foo@xbxar.com"),
        ("(a)?b?(?(1)c).", "dxc)c", "<$&>", "dx<c>)<c>"),
        ("(?(?=a)ab)", "xab", "<$&>", "x<ab>"),
        ("(?(?=a)b)", "cb", "<$&>", "c<>b"),
        ("(?:(?(?=a)b)|c)d?", "acbd", "<$&>", "a<>c<>bd"),
        (r"[\W]?(?(?=a)b)", "a-b", "<$&>", "a<-><>b"),
        ("(?i)(A)?(?(1)b)", "xBab", "<$&>", "x<>B<ab>"),
        // Where classes cannot be joined, where the branch can be empty, where an anchor says
        // which places there are, and with two branches, every place is tried.
        (r"[^\w]?(?(?=a)b)", "a-b", "<$&>", "a<-><>b<>"),
        (r"a?\W?(?(?=a)b)", "cd-", "<$&>", "<>c<>d<-><>"),
        (r"a?[\W]?(?(?=a)b)", "cd-", "<$&>", "cd<->"),
        (r"a?\D?(?(?=a)b)", "1d-", "<$&>", "1<d><->"),
        ("(?(?=a)[^b])?", "ab", "<$&>", "<a><>b<>"),
        ("^(?(?=a)b)", "c", "<$&>", "<>c"),
        (r"\b(?(?=a)b)", "c b", "<$&>", "c <>b"),
        ("(a)?(?(1)b|)", "ab c", "<$&>", "<ab><> <>c<>"),
    ]);
}

// Answered: `three\Z`, `end\z`, `\Aone`, on texts of lines. Documented: the others, in
// anchors-in-regular-expressions.
#[test]
fn anchors_know_the_final_line_feed() {
    check(&[
        ("e$", "e\n", "x", "x\n"),
        ("e$", "e\r\n", "x", "e\r\n"),
        ("e$", "e\n\n", "x", "e\n\n"),
        (r"e\Z", "e\n", "x", "x\n"),
        (r"e\z", "e\n", "x", "e\n"),
        (r"\Ae", "e\ne", "x", "x\ne"),
        ("(?m)^e$", "e\ne", "x", "x\nx"),
    ]);
}

// Answered: `(?x) a + # comment`, `(?#note)a+`. Documented: the others, in
// miscellaneous-constructs-in-regular-expressions. Inferred: where blanks may stand.
#[test]
fn loose_patterns_may_hold_space_and_comments() {
    check(&[
        ("(?x) a + # comment", "aab", "x", "xb"),
        ("(?x)a\\ b[ ]c", "a b c", "x", "x"),
        ("(?x: a b )c d", "abc d", "x", "x"),
        ("(?x)a # (\n b", "ab", "x", "x"),
        ("(?#note)a+(?#another)?", "aa", "x", "xx"),
        ("a(?#note)+", "aa", "x", "x"),
        ("(?x)a {2}", "aa", "x", "x"),
        ("(?x-i)a", "a", "x", "x"),
    ]);
}

// No function of .NET: Microsoft's reference of `Replace` describes it.
#[test]
fn one_group_of_every_match_is_replaced() {
    let replace_group = |pattern, text, group, new| {
        let regex = Regex::parse(pattern).expect("a pattern of .NET");
        let mut budget = Budget::of(text, BYTES);
        let group = regex.group(group).expect("a group of the pattern");
        regex.replace_group(text, group, new, &mut budget).map(Cow::into_owned)
    };
    for (pattern, text, group, new, expected) in [
        (r"(?<d>\d)", "a1b2", "d", "#", "a#b#"),
        ("a(?<m>b+)c", "abbc abc", "m", "$1", "a$1c a$1c"),
        // A group that took no part is left alone.
        ("(?<x>a)|b", "ab", "x", "Z", "Zb"),
        ("(a)(b)", "ab", "2", "x", "ax"),
        ("(?<n>^)a", "a", "n", "x", "xa"),
        // What lies ahead of the match is replaced once, though two matches see it.
        ("a(?=.*(?<n>z))", "aaz", "n", "x", "aax"),
    ] {
        assert_eq!(
            replace_group(pattern, text, group, new),
            Ok(expected.to_owned()),
            "{pattern} on {text}"
        );
    }
}

// As above.
#[test]
fn a_group_of_the_first_match_is_found() {
    let regex = Regex::parse(r"\+(?<code>\d+) (?<number>\d+)(?<rest>x)?").expect("a pattern");
    let text = "+91 888 +1 2";
    let named = |name| regex.group(name).expect("a group of the pattern");
    let group = |name| regex.group_of_first_match(text, named(name), &mut Budget::of(text, BYTES));
    assert_eq!(group("number"), Ok(Some("888")));
    assert_eq!(group("0"), Ok(Some("+91 888")));
    assert_eq!(group("rest"), Ok(Some("")), "a group that took no part is empty");
    let has_group = |regex: &Regex, name| regex.group(name).is_some();
    assert!(has_group(&regex, "code") && !has_group(&regex, "3"), "a name is no number");
    let mixed = Regex::parse("(a)(?<n>b)").expect("a pattern");
    let has = ["1", "2", "3"].map(|name| has_group(&mixed, name));
    assert_eq!(has, [true, false, false]);
    assert!(!has_group(&regex, "Code"));
    let other = "none";
    let none = regex.group_of_first_match(other, named("code"), &mut Budget::of(other, BYTES));
    assert_eq!(none, Ok(None));
    assert_eq!(regex.is_match(text, &mut Budget::of(text, BYTES)), Ok(true));
}

#[test]
fn a_text_without_a_match_is_not_copied() {
    let regex = Regex::parse("x").expect("a pattern of .NET");
    let replacement = regex.replacement("y").expect("a replacement");
    let result = regex.replace("abc", &replacement, &mut Budget::of("abc", BYTES));
    assert!(matches!(result, Ok(Cow::Borrowed("abc"))));
}

#[test]
fn a_regex_is_shared_between_threads() {
    fn require_shared<T: Send + Sync>(_: &T) {}
    require_shared(&Regex::parse("a").expect("a pattern of .NET"));
}
