//! The gallery: every diagnostic there is, drawn as a person sees it, under the text it is about.
//!
//! `tests/gallery/bad/` holds one text a file, named after what is wrong with it: an expression
//! (`.expr`), a mapping file (`.attrmap.toml`, `.json`), a `/Schemas` document (`.schema.json`), a
//! profile of users (`.profile.json`).
//! What follows a `+` in the name of a mapping file is what `--object-mapping` was given, in the
//! name of an expression it is what `--service` was given.
//! `cargo insta test --review` shows what has changed; the pictures stand in `tests/gallery/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use attrmap::check::{self, Env, check};
use attrmap::diagnostic::{Appearance, Code, Diagnostic, Diagnostics, Severity, render};
use attrmap::functions::Service;
use attrmap::mapping::{self, MappingFile};
use attrmap::plan::{self, Plan};
use attrmap::profile::{self, Profile};
use attrmap::schema::{self, ScimVersion, TargetTable};
use attrmap::source::{Source, Span};
use attrmap::{json, reference, scope, syntax};

/// Codes that no text in the gallery can have, and why.
const WITHOUT_A_PICTURE: &[(&str, &str)] = &[
    ("internal::unreadable", "a bug in attrmap, if it ever occurs"),
    ("internal::several-values", "a bug in attrmap, if it ever occurs"),
    ("internal::not-text", "a bug in attrmap, if it ever occurs"),
    ("mapping::assumed-tree", "a note of `ast`, on expressions that are not wrong"),
    ("plan::function-by-name-only", "only a list that `--functions` names leads to it"),
    ("plan::unsettled", "said of users, and only in programs that settle no batches"),
    ("mapping::not-text", "said of bytes, before there is a text to draw"),
    ("mapping::toml-not-built-in", "only a build without the feature `toml` says it"),
    ("plan::unresolved-reference", "said of users: the transcripts of `run` show it"),
    ("plan::required-value-missing", "said of users: the transcripts of `run` show it"),
    ("scope::out-of-scope", "said of users: the transcripts of `run` show it"),
    ("scope::undecided", "said of users: the transcripts of `run` show it"),
    ("plan::object-ignored", "said of users: the transcripts of `run` show it"),
];

/// Codes of texts too large for a file: they are made here.
const MADE_HERE: &[&str] = &[
    "scan::too-deep",
    "scan::too-large",
    "scan::over-service-limit",
    "json::too-deep",
    "mapping::too-deep",
    "mapping::too-large",
    "mapping::more",
];

#[test]
fn every_picture_is_as_it_was() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../gallery");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("../gallery/bad", "*.*", |path| {
            let text = read(path);
            let diagnostics = said_of(&name_of(path), &text);
            assert!(!diagnostics.is_empty(), "{}: nothing is wrong", path.display());
            insta::assert_snapshot!("bad", picture(&text, &diagnostics));
        });
    });
}

#[test]
fn texts_too_large_for_a_file_are_refused_in_words() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../gallery");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut missing: Vec<&str> = MADE_HERE.to_vec();
    settings.bind(|| {
        for (title, name, text) in made_here() {
            let diagnostics = said_of(name, &text);
            missing.retain(|code| diagnostics.iter().all(|it| it.code.path != *code));
            insta::assert_snapshot!(title, picture("", &diagnostics));
        }
    });
    assert!(missing.is_empty(), "no text was made for {missing:?}");
}

/// A title, the name of a file, a text.
fn made_here() -> Vec<(&'static str, &'static str, String)> {
    let deep = format!("{}[mail]{}", "ToLower(".repeat(101), ")".repeat(101));
    let long = format!("Append(\"{}\", [mail])", "x".repeat(10_000));
    let huge = format!("Append(\"{}\", [mail])", "x".repeat(1 << 20));
    let nested = format!("{}{}", "[".repeat(2000), "]".repeat(2000));
    let nested_toml = format!("schema = {}{}\n", "[".repeat(2000), "]".repeat(2000));
    let unknown: String = (1..=105).map(|number| format!("unknown{number} = 1\n")).collect();
    vec![
        ("made-too-deep", "expression.expr", deep),
        ("made-over-service-limit", "expression.expr", long),
        ("made-too-large", "expression.expr", huge),
        ("made-json-too-deep", "nested.json", nested),
        ("made-toml-too-deep", "nested.attrmap.toml", nested_toml),
        ("made-file-too-large", "users.attrmap.toml", "#".repeat((16 << 20) + 1)),
        ("made-more", "many.attrmap.toml", unknown),
    ]
}

#[test]
fn every_code_has_a_picture() {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for path in bad_files() {
        for diagnostic in &said_of(&name_of(&path), &read(&path)) {
            *seen.entry(diagnostic.code.path).or_default() += 1;
        }
    }
    let drawn = [
        syntax::CODES,
        check::CODES,
        json::CODES,
        mapping::CODES,
        plan::CODES,
        schema::messages::CODES,
        profile::CODES,
        scope::CODES,
    ];
    for code in drawn.into_iter().flatten() {
        let is_excused = WITHOUT_A_PICTURE.iter().any(|(path, _)| *path == code.path);
        let is_made = MADE_HERE.contains(&code.path);
        let is_seen = seen.contains_key(code.path);
        assert!(is_seen || is_made || is_excused, "{code} is in no picture");
        assert!(!(is_seen && is_excused), "{code} has a picture: it needs no excuse");
    }
}

#[test]
fn codes_are_unique_paths_and_have_pages() {
    let mut paths: BTreeMap<&str, &Code> = BTreeMap::new();
    for code in all_codes() {
        assert!(paths.insert(code.path, code).is_none(), "{code} stands for two kinds");
        let (stage, name) = code.path.split_once("::").unwrap_or_default();
        for word in [stage, name] {
            let is_kebab = word.split('-').all(|part| {
                !part.is_empty()
                    && part.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
            });
            assert!(is_kebab, "{code}: not stage::kebab-name");
        }
        assert!(!code.summary.is_empty() && !code.summary.ends_with('.'), "{code}: summary");
        assert!(code.explanation.ends_with('.'), "{code}: its page ends in the middle");
        assert!(code.explanation.len() > code.summary.len(), "{code}: its page says nothing");
    }
}

fn all_codes() -> impl Iterator<Item = &'static Code> {
    reference::stages().into_iter().flat_map(|stage| stage.codes).copied()
}

/// What holds for all that is said, whatever it is about.
#[test]
fn everything_is_said_in_style() {
    let files = bad_files().into_iter().map(|path| (name_of(&path), read(&path)));
    let made = made_here().into_iter().map(|(_, name, text)| (name.to_owned(), text));
    let mut faults = Vec::new();
    for (name, text) in files.chain(made) {
        for diagnostic in &said_of(&name, &text) {
            if let Err(fault) = style(diagnostic) {
                faults.push(format!("{name}: {fault}\n  {diagnostic}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn style(diagnostic: &Diagnostic) -> Result<(), String> {
    let message = &diagnostic.message;
    let text = diagnostic.source.text();
    let labels = || std::iter::once(&diagnostic.primary).chain(&diagnostic.context);
    let said = std::iter::once(message.as_str())
        .chain(labels().map(|label| label.text.as_str()))
        .chain(diagnostic.help.as_deref());
    for said in said {
        let plain = outside_backticks(said).to_lowercase();
        for word in ["invalid", "unexpected", "illegal", "bad ", "parse", "token", "utf-8 error"] {
            if plain.contains(word) {
                return Err(format!("`{said}` says {word}"));
            }
        }
        if said.trim() != said || said.is_empty() || said.ends_with('.') {
            return Err(format!("`{said}` ends or begins wrong"));
        }
        if outside_backticks(said).chars().next().is_some_and(char::is_uppercase)
            && !["JSON", "PowerShell"].iter().any(|name| said.starts_with(name))
        {
            return Err(format!("`{said}` starts with a capital"));
        }
    }
    // A target's name alone can be as long as a line.
    if outside_backticks(message).chars().count() >= 80 || message.contains('\n') {
        return Err("the message is longer than a line".to_owned());
    }
    if diagnostic.context.len() > 2 {
        return Err("more than two labels say why".to_owned());
    }
    let fits = |span: Span| text.get(span.range()).is_some();
    for label in labels() {
        if !fits(label.span) || (label.span.is_empty() && !text.is_empty()) {
            return Err(format!("{:?} is no place in the text", label.span));
        }
    }
    match &diagnostic.fix {
        Some(fix) if !fits(fix.span) => Err("the fix is for another text".to_owned()),
        _ => Ok(()),
    }
}

/// What is said in the tool's own words.
fn outside_backticks(text: &str) -> String {
    text.split('`').step_by(2).collect()
}

/// All that the program says of a text, as `run` would.
fn said_of(name: &str, text: &str) -> Diagnostics {
    if name.ends_with(".expr") {
        let stem = name.trim_end_matches(".expr");
        let is_asked = |it: &Service| stem.split_once('+').is_some_and(|(_, key)| key == it.key());
        let env = match Service::ALL.into_iter().find(is_asked) {
            Some(service) => Env::entra().with_service(service, Severity::Error),
            None => Env::entra(),
        };
        return check(&Source::new("expression", text), &env).diagnostics().clone();
    }
    if name.ends_with(".schema.json") {
        return TargetTable::read(&Source::new(name, text)).1;
    }
    if name.ends_with(".profile.json") {
        return Profile::read(&Source::new(name, text)).1;
    }
    let (stem, object_mapping) = match name.split_once('+') {
        Some((stem, rest)) => (format!("{stem}.json"), rest.strip_suffix(".json")),
        None => (name.to_owned(), None),
    };
    let (file, mut diagnostics) = MappingFile::read(&stem, text);
    match file.choose(object_mapping) {
        Err(diagnostic) if !diagnostics.has_errors() => diagnostics.push(*diagnostic),
        Err(_) => {}
        Ok(chosen) => match file.target_table(chosen, schema::built_in) {
            Err(obstacle) => diagnostics.push(*obstacle),
            Ok(None) => {}
            Ok(Some(table)) => {
                let env = Env::entra();
                let compiled = Plan::compile(&file, chosen, &table, &env, ScimVersion::V2_0);
                diagnostics.append(compiled.diagnostics);
            }
        },
    }
    diagnostics.sorted()
}

/// The text, with a margin, and what is drawn below it.
fn picture(text: &str, diagnostics: &Diagnostics) -> String {
    let margin: String =
        text.lines().map(|line| format!("  {line}").trim_end().to_owned() + "\n").collect();
    let drawn = render(diagnostics, Appearance { most: 8, ..Appearance::default() });
    format!("{margin}\n{drawn}")
}

fn read(path: &Path) -> String {
    let text = std::fs::read_to_string(path);
    text.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("a file has a name").to_string_lossy().into_owned()
}

fn bad_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gallery/bad");
    let entries = std::fs::read_dir(folder).expect("the gallery is there");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("an entry of the gallery").path()).collect();
    paths.sort();
    paths
}
