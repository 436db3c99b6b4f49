//! The canonical form of expressions: what it looks like, and what never happens to them.

use std::sync::LazyLock;

use attrmap::check::{Env, check};
use attrmap::mapping::Names;
use attrmap::source::Source;
use attrmap::syntax::{self, Expr, ExprKind, Layout, SERVICE_LIMIT, parse, quote};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::generated::{expression, expression_of_any_length, user};
use crate::language::{Result, evaluate};

const LINES: Layout = Layout::Lines { end: "\n" };

pub(crate) static ENV: LazyLock<Env> = LazyLock::new(Env::entra);

/// An expression in its canonical form.
pub(crate) fn formatted(text: &str, layout: Layout) -> String {
    let names = Names { attributes: ENV.source_table(), functions: &[] };
    let source = Source::new("expression", text);
    syntax::format(&source, &names, layout).unwrap_or_else(|said| panic!("{text}: {said}"))
}

/// What is said of an expression, but for what formatting mends.
fn findings(text: &str) -> Vec<&'static str> {
    let mended = ["check::function-case", "check::attribute-case"];
    let analysis = check(&Source::new("expression", text), &ENV);
    let codes = analysis.diagnostics().iter().map(|diagnostic| diagnostic.code.path);
    codes.filter(|code| !mended.contains(code)).collect()
}

#[test]
fn a_short_expression_is_what_the_service_prints() {
    let table = [
        (" [mail]\n", "[mail]", "white space around"),
        (
            "coalesce( [MAIL],[userprincipalname] )",
            "Coalesce([mail], [userPrincipalName])",
            "names",
        ),
        (
            r#"Replace([preferredLanguage],"-",,,"_")"#,
            r#"Replace([preferredLanguage], "-", , , "_", , )"#,
            "slots",
        ),
        (r#"ToLower ([mail]) = "a""#, r#"ToLower([mail], )="a""#, "no space about an operator"),
        (
            r#"Switch([state],,"a","b")"#,
            r#"Switch([state], , "a", "b")"#,
            "the default value's slot",
        ),
        (r#""a\d" "#, r#""a\\d""#, "a backslash is written twice"),
        ("[shoeSize]", "[shoeSize]", "an unknown attribute stays"),
        ("Shuffle( [mail],, )", "Shuffle([mail], , )", "an unknown function too"),
        ("ToLower()", "ToLower()", "what is missing stays missing"),
        ("Mid([mail])", "Mid([mail])", "here too"),
        ("IIF(true, %X%, &hf7)", "IIF(true, %X%, &hf7)", "words, parameters and numbers stay"),
        ("8", "8", "a number stays one"),
    ];
    for (written, canonical, why) in table {
        assert_eq!(formatted(written, LINES), canonical, "{written}: {why}");
        assert_eq!(formatted(written, Layout::OneLine), canonical, "{written}: {why}");
        assert_eq!(findings(canonical), findings(written), "{written}: {why}");
    }
}

#[test]
fn a_long_expression_is_broken_over_lines() {
    let table = [
        r#"
Switch(
    [department], "Other",
    "Research and Development", "R-001",
    "Marketing and Communications", "M-002",
    "Human Resources", "H-003"
)"#,
        r#"
Switch(
    [IsSoftDeleted], ,
    "a key that is so long that it fills a line by itself", "and the value that belongs to it",
    "another key, which is longer still, so that its value does not stand on the same line as",
    "it does"
)"#,
        r#"
IIF(
    IsPresent([employeeHireDate]),
    FormatDateTime([employeeHireDate], , "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-dd"),
    IgnoreAttributeFlow
)"#,
        r#"
IIF(
    ToLower([department], )="human resources and organisational development of the whole group",
    "HR",
    IIF(
        Left([companyName], 20)="Contoso Holding Ltd.",
        Join(" ", [givenName], [surname], "of the holding, wherever it may be"),
        Coalesce([displayName], [mailNickname], [userPrincipalName], [objectId], [mail], [city])
    )
)"#,
        r#"
Replace(
    Replace([telephoneNumber], , "(?<prefix>^\\+?[0-9]{1,3})", "prefix", "", , ), ,
    "(?<extension>[xX][0-9]+)$",
    "extension",
    "a replacement that makes it longer", ,
)"#,
        r#"
IIF(
    Append(
        [companyName],
        "a text that is so long that it has to be put on a line for itself, whatever it costs"
    )<>Append("another one of these texts", [department]),
    "a",
    "b"
)"#,
        r#"
IIF(
    [department]=Join(
        "a separator that nobody would believe, of a length that is hardly to be believed",
        [givenName],
        [surname]
    ),
    "a",
    "b"
)"#,
    ];
    for expected in table {
        let expected = expected.trim_start();
        let line = formatted(expected, Layout::OneLine);
        assert!(!line.contains('\n') && line.len() > 100, "{line}");
        assert_eq!(formatted(&line, LINES), expected);
        assert_eq!(formatted(expected, LINES), expected, "as it is");
        let windows = expected.replace('\n', "\r\n");
        assert_eq!(formatted(&line, Layout::Lines { end: "\r\n" }), windows);
        assert_eq!(formatted(&windows, Layout::OneLine), line);
        assert!(expected.lines().all(|line| line.len() <= 100 && !line.ends_with(' ')));
    }
}

/// The service counts characters, white space too.
#[test]
fn lines_never_push_an_expression_over_the_limit() {
    let call = |count: usize, separator: &str| {
        let texts = vec!["\"x\""; count];
        format!("Coalesce({})", texts.join(separator))
    };
    let line = call(1900, ", ");
    assert!(line.len() < SERVICE_LIMIT && line.len() + 1900 * 4 > SERVICE_LIMIT);
    assert_eq!(formatted(&line, LINES), line, "on lines it would be over the limit");
    let dense = call(2400, ",");
    assert!(dense.len() < SERVICE_LIMIT && dense.len() + 2400 > SERVICE_LIMIT);
    assert_eq!(formatted(&dense, LINES), dense, "on one line with spaces it would be, too");
    let lines = dense.replacen(',', ",\r\n", 3);
    assert_eq!(formatted(&lines, LINES), lines, "the same, where its writer has lines");
    let line = formatted(&lines, Layout::OneLine);
    assert_eq!(line, dense.replacen(',', ", ", 3), "what the portal takes is one line");
    assert_eq!(formatted(&line, Layout::OneLine), line);
    let loose = call(2400, " , ");
    assert_eq!(formatted(&loose, LINES), call(2400, ", "), "over it already, and shorter now");
}

/// What is drawn from a seed is drawn for a call, wherever white space has put it.
#[test]
fn random_values_of_a_seed_stay() {
    let (tight, loose) = ("Join(\"-\",Guid(),Guid())", " Join( \"-\" ,\n Guid( ) ,\n Guid() )");
    assert_eq!(evaluate(tight, "{}"), evaluate(loose, "{}"));
    assert_eq!(evaluate(&formatted(loose, LINES), "{}"), evaluate(loose, "{}"));
    assert_ne!(evaluate("Append(\"\", Guid())", "{}"), evaluate("Guid()", "{}"), "another call");
}

#[test]
fn what_does_not_read_is_not_formatted() {
    let names = Names { attributes: ENV.source_table(), functions: &[] };
    let source = Source::new("expression", "Join(\"-\" [mail])");
    let said = syntax::format(&source, &names, LINES).expect_err("a comma is missing");
    let codes: Vec<&str> = said.iter().map(|diagnostic| diagnostic.code.path).collect();
    assert_eq!(codes, ["parse::missing-comma"]);
}

/// A tree written carelessly: any white space, names in any case, empty slots left away.
struct Careless<'a> {
    blanks: std::iter::Cycle<std::slice::Iter<'a, &'static str>>,
    text: String,
}

impl Careless<'_> {
    fn blank(&mut self) {
        self.text.push_str(self.blanks.next().expect("a cycle has no end"));
    }

    fn is_left_away(&mut self) -> bool {
        self.blanks.next().is_some_and(|blank| blank.is_empty())
    }

    fn name(&mut self, name: &str) {
        let is_shouted = self.blanks.next().is_some_and(|blank| blank.len() == 1);
        self.text.push_str(&if is_shouted { name.to_uppercase() } else { name.to_owned() });
    }

    fn write(&mut self, expr: &Expr) {
        self.blank();
        match &expr.kind {
            ExprKind::Attribute(name) => {
                self.text.push('[');
                // Only of what is known is the case known.
                match ENV.source_table().find(name) {
                    Some(_) => self.name(name),
                    None => self.text.push_str(name),
                }
                self.text.push(']');
            }
            ExprKind::Text(text) => self.text.push_str(&quote(text)),
            ExprKind::Call { name, arguments, .. } => {
                self.name(&name.text);
                self.blank();
                self.text.push('(');
                let filled = arguments.iter().rposition(|argument| argument.expr.is_some());
                let written = match self.is_left_away() {
                    true => filled.map_or(0, |last| last + 1),
                    false => arguments.len(),
                };
                for (index, argument) in arguments.iter().take(written).enumerate() {
                    self.text.push_str(if index > 0 { "," } else { "" });
                    match &argument.expr {
                        Some(expr) => self.write(expr),
                        None => self.blank(),
                    }
                }
                self.text.push(')');
            }
            ExprKind::Comparison { operator, left, right, .. } => {
                self.write(left);
                self.text.push_str(operator.symbol());
                self.write(right);
            }
            ExprKind::Number(text) | ExprKind::Word(text) => self.text.push_str(text),
            ExprKind::Parameter(name) => self.text.push_str(&format!("%{name}%")),
            ExprKind::Error(_) => panic!("an error is not written"),
        }
        self.blank();
    }
}

/// What an expression comes to; of failures their codes, as places differ.
fn outcome(text: &str, user: &str) -> Result {
    match evaluate(text, user) {
        Result::Errors(errors) => {
            Result::Errors(errors.into_iter().map(|(code, _)| (code, String::new())).collect())
        }
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn formatting_is_settled_after_one_time(text in expression_of_any_length()) {
        let line = formatted(&text, Layout::OneLine);
        let lines = formatted(&text, LINES);
        for again in [&line, &lines] {
            prop_assert_eq!(formatted(again, Layout::OneLine), line.as_str());
            prop_assert_eq!(formatted(again, LINES), lines.as_str());
        }
    }

    #[test]
    fn formatting_changes_no_meaning(text in expression(), user in user()) {
        for layout in [Layout::OneLine, LINES] {
            let formatted = formatted(&text, layout);
            prop_assert_eq!(findings(&formatted), findings(&text), "{}", formatted);
            prop_assert_eq!(outcome(&formatted, &user), outcome(&text, &user), "{}", formatted);
        }
    }

    /// However it is written, it has one form.
    #[test]
    fn the_canonical_form_is_one(
        text in expression(),
        blanks in vec(select(&["", " ", "\n", "\r\n", "\t  "][..]), 1..20),
    ) {
        let tree = parse(&Source::new("e", text.clone())).expr;
        let mut careless = Careless { blanks: blanks.iter().cycle(), text: String::new() };
        careless.write(&tree);
        for layout in [Layout::OneLine, LINES] {
            prop_assert_eq!(formatted(&careless.text, layout), formatted(&text, layout));
        }
    }

    /// The canonical text of `ast` and of `fmt` is one.
    #[test]
    fn a_tree_has_the_canonical_text(text in expression()) {
        let names = Names { attributes: ENV.source_table(), functions: &[] };
        let tree = names.tree(&parse(&Source::new("e", text.clone())).expr);
        // Graph writes a constant in quotes, a number too.
        let is_constant = tree.ty == attrmap::mapping::SourceType::Constant;
        prop_assert!(is_constant || tree.expression == formatted(&text, Layout::OneLine));
    }
}
