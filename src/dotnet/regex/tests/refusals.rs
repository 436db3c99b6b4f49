//! Patterns that are refused: those that .NET refuses, and those that cannot be kept.

use super::*;

// Answered: `*a`, `(a`, `a)`, `\p{Foo}`, `\h`, `(?P<n>a)`, `(?<n`, `a{3,2}`, all of which fail.
// Inferred: the others, from what the parser of .NET Core refuses; the words are ours.
#[test]
fn what_dotnet_refuses_is_refused_with_its_place() {
    for (pattern, offset, message) in [
        ("*a", 0, "`*` has nothing before it to repeat"),
        ("(?i)*", 4, "`*` has nothing before it to repeat"),
        ("(?)", 1, "`?` has nothing before it to repeat"),
        ("a|+", 2, "`+` has nothing before it to repeat"),
        ("a++", 2, "`+` repeats what is repeated already"),
        ("a{2}{3}", 4, "`{` repeats what is repeated already"),
        ("a??*", 3, "`*` repeats what is repeated already"),
        ("a{3,2}", 1, "`{3,2}` has its limits the wrong way round"),
        ("a{9999999999}", 2, "this number is too large"),
        ("é(a", 2, "`(` is not closed"),
        ("a)", 1, "`)` closes nothing"),
        ("(?#a", 0, "the comment `(?#` is not closed"),
        ("(?P<n>a)", 0, "`(?P` opens no group of .NET"),
        ("(?<n", 0, "`(?<n` opens no group of .NET"),
        ("(?|a)", 0, "`(?|` opens no group of .NET"),
        ("(?r)a", 0, "`(?r` opens no group of .NET"),
        ("(?<1a>b)", 3, "this is no name for a group"),
        ("(?<>b)", 3, "this is no name for a group"),
        ("(?<0>b)", 3, "group 0 is the whole match"),
        (r"\k<b>", 0, "there is no group `b`"),
        (r"(a)\2", 3, "there is no group `2`"),
        ("(?(2)a)", 3, "there is no group `2`"),
        ("(?(1a)", 0, "the condition's group number is not closed"),
        ("(?(?<a>b)c)", 2, "a condition cannot be a comment or a named group"),
        ("(?(a)(?i)b|c)", 5, "`(?i` opens no group of .NET"),
        ("(?((?i)a)b|(?m:c))", 11, "`(?m` opens no group of .NET"),
        ("(?(?i)a|b)", 2, "`(?i` opens no group of .NET"),
        ("(?(a)b|c|d)", 0, "a condition has at most two branches"),
        (r"\k", 0, r"`\k` needs the name of a group"),
        (r"a\", 1, r"the pattern ends in `\`"),
        (r"\h", 0, r"`\h` is no escape of .NET"),
        (r"\_", 0, r"`\_` is no escape of .NET"),
        (r"[\q]", 1, r"`\q` is no escape of .NET"),
        (r"\x4", 0, r"`\x` needs 2 hexadecimal digits"),
        (r"\u00g0", 0, r"`\u` needs 4 hexadecimal digits"),
        (r"\c1", 0, r"`\c` needs a letter"),
        (r"\pL", 0, r"`\p` needs a category or block in braces"),
        (r"\p{Foo}", 0, "`Foo` is no Unicode category or block"),
        (r"\p{lu}", 0, "`lu` is no Unicode category or block"),
        ("a[b", 1, "`[` is not closed"),
        ("[]", 0, "`[` is not closed"),
        ("[a-\\", 0, "`[` is not closed"),
        ("[z-a]", 1, "the range `z-a` runs backwards"),
        (r"[a-\d]", 3, r"`\d` cannot end a range"),
        ("[a-z-[b]c]", 8, "nothing can follow a `-[…]` in a class"),
    ] {
        let error = Regex::parse(pattern).expect_err(pattern);
        assert_eq!((error.offset, error.message.as_str()), (offset, message), "{pattern}");
        assert_eq!(error.kind, PatternErrorKind::Wrong, "{pattern}");
        assert!(error.message.len() <= 60, "{pattern}: room for the place is needed");
        assert!(error.help.is_some(), "{pattern}");
    }
}

// Our deviations, in docs/fidelity.md.
#[test]
fn what_cannot_be_kept_is_refused_by_name() {
    let deep = format!("{}{}", "(".repeat(300), ")".repeat(300));
    let deep_class = "[a-".repeat(300);
    let large_classes = format!("(?i){}", r"\P{IsArrows}[!-\uFFFF]".repeat(500));
    for (pattern, message) in [
        ("(?<a>b)(?<-a>c)", "balancing groups are not available here"),
        ("(?<a>b)(?<c-a>d)", "balancing groups are not available here"),
        (r"[\uD800-\uDBFF]", "half of a character cannot be matched here"),
        (r"\p{_xmlC}", "the block `_xmlC` of .NET is not available here"),
        (&deep, "groups stand more than 200 deep in each other"),
        (&deep_class, "groups stand more than 200 deep in each other"),
        (&large_classes, "classes without case hold more than 131072 letters in all"),
        (&"a".repeat(100_000), "the pattern is longer than 16384 bytes"),
    ] {
        let error = Regex::parse(pattern).expect_err(message);
        assert_eq!(error.message, message);
        assert_eq!(error.kind, PatternErrorKind::Unsupported, "{message}");
    }
}
