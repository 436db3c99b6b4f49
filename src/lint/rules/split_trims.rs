//! A text whose pieces have white space that `Split` may or may not take away.

use crate::diagnostic::{Code, Fix, Severity};
use crate::lint::reading::literal;
use crate::lint::{Category, Check, Findings, Part, Rule, Sample};
use crate::syntax::quote;

/// The reference, whose output has no white space, and .NET, which keeps it.
const PAGES: [&str; 2] = [
    "https://learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data#split",
    "https://learn.microsoft.com/dotnet/api/system.string.split",
];

/// The rule.
pub static RULE: Rule = Rule {
    code: Code {
        path: "lint::split-trims",
        summary: "white space that `Split` may keep",
        explanation: "Finds calls of `Split` over known texts whose pieces begin or end with white \
            space.",
    },
    category: Category::Choice,
    severity: Severity::Note,
    why: "The functions reference does not say that `Split` takes white space from its pieces, and \
        .NET does not; the output that it prints has none. attrmap does as the output says. Where \
        the service keeps the space, the second value begins with one, and looks the same.",
    pages: &PAGES,
    avoid: &[Sample::map(
        "a space behind the comma",
        r#"title = 'Item(Split("Staff, Guest", ","), 2)'"#,
        &[r#""Staff, Guest""#],
    )],
    prefer: &[Sample::map(
        "no space, no question",
        r#"title = 'Item(Split("Staff,Guest", ","), 2)'"#,
        &[],
    )],
    limits: "Only texts that the file shows: what attributes hold is not known.",
    check: Check::Part(check),
};

fn check(part: &Part<'_>, findings: &mut Findings) {
    if part.typed.call_of("Split").is_none() {
        return;
    }
    let [Some(source), Some(delimiter)] = [0, 1].map(|at| part.typed.argument(at)) else { return };
    let Some(delimiter) = delimiter.facts.constant_text().filter(|it| !it.is_empty()) else {
        return;
    };
    let Some(texts) = source.facts.texts.known() else { return };
    let has_space = |text: &String| text.split(delimiter).any(|piece| piece.trim() != piece);
    if source.facts.can_be_several || !texts.iter().any(has_space) {
        return;
    }
    let message = "whether `Split` takes white space from its pieces is contested";
    let label = "pieces of this begin or end with white space";
    let finding = RULE.finding(part.source(), source.span, message, label);
    findings.push(match literal(source, part.slice(source)) {
        Some(text) => {
            let pieces: Vec<&str> = text.split(delimiter).map(str::trim).collect();
            let replacement = quote(&pieces.join(delimiter));
            let fix = Fix { span: source.span, replacement, is_safe: true };
            finding.help(format!("write `{}`", fix.replacement)).fix(fix)
        }
        None => finding.help("write the texts without white space around the delimiter"),
    });
}
