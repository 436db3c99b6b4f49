//! A value of `Switch` or a source of `Coalesce` that no user comes to.

use std::collections::{BTreeSet, HashSet};

use crate::check::{Typed, TypedArgument};
use crate::diagnostic::{Code, Diagnostic, Fix, Severity};
use crate::functions::Letters;
use crate::lint::reading::{changed, holds_for_any_user, literal};
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};
use crate::source::Span;
use crate::syntax::quote;

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::unreachable-arm",
        summary: "a value of `Switch` or `Coalesce` that is never chosen",
        explanation: "Finds keys of `Switch` that the source cannot be, with their values, and \
            sources of `Coalesce` behind one that is always there.",
    },
    category: Category::Choice,
    severity: Severity::Warning,
    why: "`Switch` takes the first key that is equal, letter by letter, and `Coalesce` the first \
        source that is there. What stands where nobody comes was meant for somebody: a key is \
        written in another case than the source, or twice, or the sources are in the wrong order.",
    pages: &[
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#switch",
        "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#coalesce",
    ],
    avoid: &[
        Sample::map(
            "the source is `True` or `False`",
            r#"title = 'Switch([accountEnabled], "Staff", "false", "Left")'"#,
            &[r#""false", "Left""#],
        ),
        Sample::map(
            "a key for the second time",
            r#"title = 'Switch([country], "Other", "US", "A", "DE", "B", "US", "C")'"#,
            &[r#""US", "C""#],
        ),
        Sample::map(
            "capitals behind `ToLower`",
            r#"title = 'Switch(ToLower([country], ), "Other", "US", "A")'"#,
            &[r#""US", "A""#],
        ),
        Sample::map(
            "more letters than `Left` takes",
            r#"title = 'Switch(Left([country], 2), "Other", "USA", "A")'"#,
            &[r#""USA", "A""#],
        ),
        Sample::map(
            "`ToUpper` leaves the letter `ß` as it is",
            r#"title = 'Switch(ToUpper([city], ), "Other", "Gießen", "A")'"#,
            &[r#""Gießen", "A""#],
        ),
        Sample::map(
            "a user always has a user name",
            "title = 'Coalesce([userPrincipalName], [mail])'",
            &["[mail]"],
        ),
        Sample::map(
            "the same once more",
            "title = 'Coalesce([jobTitle], [jobTitle])'",
            &["[jobTitle]"],
        ),
        Sample::map(
            "whoever has no `mail` has a user name, though these users need none",
            r#"title = 'Coalesce([mail], [userPrincipalName], "none")'"#,
            &[r#""none""#],
        )
        .with_users(
            r#"{"userPrincipalName": "ana@contoso.com", "displayName": "Ana", "mail": "ana@contoso.com"}"#,
        ),
    ],
    prefer: &[
        Sample::map(
            "as the service writes it",
            r#"title = 'Switch([accountEnabled], "Staff", "False", "Left")'"#,
            &[],
        ),
        Sample::map(
            "as `ToUpper` writes it",
            r#"title = 'Switch(ToUpper(Left([country], 2), ), "Other", "US", "A")'"#,
            &[],
        ),
        Sample::map(
            "the sure one comes last",
            "title = 'Coalesce([mail], [userPrincipalName])'",
            &[],
        ),
        Sample::map(
            "for those who come without",
            r#"title = 'Coalesce([jobTitle], "Employee")'"#,
            &[],
        )
        .with_users(
            r#"{"userPrincipalName": "ana@contoso.com", "displayName": "Ana", "jobTitle": "CEO"}"#,
        ),
    ],
    limits: "A default value that is never used does no harm and is left alone. Values of `IIF` \
        are `constant-condition`'s. Behind a casing by a culture that is an attribute, keys are left \
        alone: which letters change is not known.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let call = part.typed.call();
    if let Some((switch, arguments)) = call.filter(|(function, _)| function.name == "Switch") {
        // Keys and values take turns from here.
        let first_key = switch.signature.first_repeated();
        let mut keys = BTreeSet::new();
        for (index, pair) in arguments.chunks(2).enumerate().skip(first_key / 2) {
            let [key, value] = pair else { continue };
            let text = key.value.as_ref().and_then(|key| key.facts.constant_text());
            let is_first = text.is_none_or(|text| keys.insert(text));
            let is_reached = |call: &Typed| {
                let pair = call.call().and_then(|(_, all)| all.get(index * 2..=index * 2 + 1));
                pair.is_none_or(|pair| pair.iter().all(|it| it.is_reachable))
            };
            if is_reached(part.typed) {
                if let Some(finding) = never_given(part, key, value) {
                    findings.push(finding);
                }
                continue;
            }
            if !holds_for_any_user(part, |call| !is_reached(call)) {
                continue;
            }
            let span = key.place().to(value.place());
            let recased = text.and_then(|text| in_another_case(part.typed, text));
            let label = match (is_first, recased) {
                (false, _) => "the same key stands before it",
                (true, Some(_)) => "the source is written in another case, and case counts",
                (true, None) => "the source is never this text here",
            };
            let message = "no user comes to this value of `Switch`";
            let finding = RULE.finding(part.source(), span, message, label);
            let is_key = |meant: &str| {
                let keys = arguments.chunks(2).skip(first_key / 2).filter_map(|pair| pair.first());
                let mut texts = keys.filter_map(|it| it.value.as_ref()?.facts.constant_text());
                texts.any(|text| text == meant)
            };
            let is_only_pair = arguments.len() <= first_key + 2;
            findings.push(match recased.filter(|meant| !is_key(meant)) {
                Some(meant) => rewritten(finding, key, meant),
                None if is_only_pair => finding.help("write a key that the source can be"),
                None => taken_away(finding, arguments.get(index * 2 - 1), value),
            });
        }
    }
    if let Some(arguments) = part.typed.call_of("Coalesce") {
        if let Some(finding) = asked_again(part, arguments) {
            findings.push(finding);
            return;
        }
        let is_passed = |index: usize| {
            move |call: &Typed| {
                let source = call.call().and_then(|(_, arguments)| arguments.get(index));
                source.is_some_and(|source| !source.is_reachable)
            }
        };
        // That these users need no further source makes none superfluous that others come to.
        let first = (0..arguments.len()).find(|index| {
            is_passed(*index)(part.typed) && holds_for_any_user(part, is_passed(*index))
        });
        let (Some(first), Some(last)) = (first, arguments.last()) else { return };
        let (before, after) = (first.checked_sub(1), arguments.get(first));
        let (Some(before), Some(after)) = (before.and_then(|it| arguments.get(it)), after) else {
            return;
        };
        let message = "no user comes to this source of `Coalesce`";
        let label = format!("`{}` is always there by then", part.source().slice(before.place()));
        let span = after.place().to(last.place());
        let finding = RULE.finding(part.source(), span, message, label);
        let replacement = reordered(part, arguments, first)
            .unwrap_or_else(|| kept(part, arguments.get(..first).unwrap_or_default()));
        let fix = Fix { span: part.typed.span, replacement, is_safe: false };
        findings.push(finding.help(format!("write `{}`", fix.replacement)).fix(fix));
    }
}

/// The sources that are left, without `Coalesce` where that is one.
fn kept(part: &Part<'_>, sources: &[TypedArgument]) -> String {
    let written = |it: &TypedArgument| part.source().slice(it.place()).to_owned();
    let written: Vec<String> = sources.iter().map(written).collect();
    match written.as_slice() {
        [one] => one.clone(),
        several => format!("Coalesce({})", several.join(", ")),
    }
}

/// The sources in the order that is meant where the one before the first that is never asked was
/// to be the last resort: those behind it can be missing.
fn reordered(part: &Part<'_>, arguments: &[TypedArgument], first: usize) -> Option<String> {
    let (asked, behind) = arguments.split_at_checked(first)?;
    let (sure, before) = asked.split_last()?;
    let can_be_missing =
        |it: &TypedArgument| it.value.as_ref().is_some_and(|value| value.attribute().is_some());
    if !behind.iter().all(can_be_missing) {
        return None;
    }
    let order = before.iter().chain(behind).chain([sure]);
    let written: Vec<&str> = order.map(|it| part.source().slice(it.place())).collect();
    Some(format!("Coalesce({})", written.join(", ")))
}

/// A source of `Coalesce` that stands there for the second time.
fn asked_again(part: &Part<'_>, arguments: &[TypedArgument]) -> Option<Diagnostic> {
    let steady =
        |it: &TypedArgument| it.value.as_ref().is_some_and(|value| value.facts.is_deterministic);
    let mut seen = HashSet::new();
    let at = arguments.iter().position(|it| {
        let is_first = seen.insert(part.source().slice(it.place()));
        !is_first && it.is_reachable && steady(it)
    })?;
    let message = "no user gets anything from this source of `Coalesce`";
    let label = "the same source stands before it";
    let finding = RULE.finding(part.source(), arguments.get(at)?.place(), message, label);
    let others = arguments.iter().enumerate().filter(|(index, _)| *index != at);
    let others: Vec<TypedArgument> = others.map(|(_, it)| it.clone()).collect();
    let replacement = kept(part, &others);
    let fix = Fix { span: part.typed.span, replacement, is_safe: false };
    Some(finding.help(format!("write `{}`", fix.replacement)).fix(fix))
}

/// A key that the functions around the source never give, whatever it is.
fn never_given(part: &Part<'_>, key: &TypedArgument, value: &TypedArgument) -> Option<Diagnostic> {
    let text = literal(key.value.as_ref()?, part.slice(key.value.as_ref()?))?;
    let (function, given) = changed(part.typed.argument(0)?, text)?;
    let span = key.place().to(value.place());
    let message = "no user comes to this value of `Switch`";
    let label = format!("`{}` never gives this text", function.name);
    let finding = RULE.finding(part.source(), span, message, label);
    if function.special.letters != Letters::Recased {
        return Some(finding.help("write a key that the source can be"));
    }
    Some(rewritten(finding, key, &given))
}

/// The text that the source of a `Switch` can be and that differs from a key by case alone.
fn in_another_case<'t>(switch: &'t Typed, key: &str) -> Option<&'t str> {
    let mut texts = switch.argument(0)?.facts.texts.known()?.iter().map(String::as_str);
    texts.find(|text| *text != key && text.eq_ignore_ascii_case(key))
}

/// What to write where another key is meant.
fn rewritten(finding: Diagnostic, key: &TypedArgument, meant: &str) -> Diagnostic {
    let replacement = quote(meant);
    let help = format!("write `{replacement}`");
    finding.help(help).fix(Fix { span: key.place(), replacement, is_safe: false })
}

fn taken_away(
    finding: Diagnostic,
    before: Option<&TypedArgument>,
    last: &TypedArgument,
) -> Diagnostic {
    let help = "take it away, or mend what stands before it";
    let Some(before) = before else { return finding.help(help) };
    let (start, end) = (before.span.end as usize, last.place().end as usize);
    let fix = Fix { span: Span::new(start, end), replacement: String::new(), is_safe: false };
    finding.help(help).fix(fix)
}
