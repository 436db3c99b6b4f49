//! An empty text before the last source of `Coalesce`.

use crate::diagnostic::{Code, Severity};
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};

/// The reference, which speaks of null, and a page whose example passes over empty texts.
const PAGES: [&str; 2] = [
    "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#coalesce",
    "https://learn.microsoft.com/entra/identity/app-provisioning/successfactors-expression-mapping-functions-guide",
];

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::coalesce-of-empty",
        summary: "an empty text before the last source of `Coalesce`",
        explanation: "Finds sources of `Coalesce`, but for the last one, that are the empty text \
            for some users: by what is written, not by what directories hold.",
    },
    category: Category::Choice,
    severity: Severity::Note,
    why: "The functions reference says that `Coalesce` gives the first source that is not null; an \
        example in the SuccessFactors guide is right only where empty texts are passed over too. \
        attrmap passes them over. If the service does not, these users get the empty text and \
        nothing of what follows. The key `\"\"` of a `Switch` catches null and empty texts on \
        either page.",
    pages: &PAGES,
    avoid: &[
        Sample::map(
            "an empty text among the sources",
            r#"title = 'Coalesce([jobTitle], "", [department])'"#,
            &[r#""""#],
        ),
        Sample::map(
            "a choice that may end empty",
            r#"title = 'Coalesce(Switch([country], "", "US", "A"), [department])'"#,
            &[r#"Switch([country], "", "US", "A")"#],
        ),
    ],
    prefer: &[
        Sample::map("nothing but sources", r#"title = 'Coalesce([jobTitle], [department])'"#, &[]),
        Sample::map(
            "null in place of the empty text",
            r#"title = 'Coalesce(Switch([country], , "US", "A"), [department])'"#,
            &[],
        ),
    ],
    limits: "Attributes can hold empty texts too, which no file shows, and `Join` gives one where \
        it has nothing to join: both are left alone.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    let Some(arguments) = part.typed.call_of("Coalesce") else { return };
    let Some((_, sources)) = arguments.split_last() else { return };
    let reached = sources.iter().filter(|argument| argument.is_reachable);
    for source in reached.filter_map(|argument| argument.value.as_ref()) {
        let facts = &source.facts;
        // What it is after others were passed over says nothing of what is written.
        if source.attribute().is_some() {
            continue;
        }
        let is_empty_for_some = facts.texts.known().is_some_and(|texts| texts.contains(""));
        if !is_empty_for_some || !facts.states.can_be_empty() || facts.can_be_several {
            continue;
        }
        let is_always_empty = facts.constant_text().is_some();
        let message = "whether `Coalesce` passes over an empty text is contested";
        let label = if is_always_empty { "this is empty" } else { "this is empty for some users" };
        let finding = RULE.finding(part.source(), source.span, message, label);
        let [reference, guide] = PAGES;
        let finding = finding.with_note(format!(
            "the functions reference passes over null: {reference}\n\
             an example of the SuccessFactors guide passes over empty texts too: {guide}"
        ));
        findings.push(finding.help(if is_always_empty {
            "take it away"
        } else {
            r#"leave a slot empty where `""` is written now, so that it is null"#
        }));
    }
}
