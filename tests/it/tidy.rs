//! The architecture as a test: what a reviewer would otherwise have to remember.
//!
//! The law of imports is the table in `docs/architecture.md`; where code and table differ, one of
//! them is wrong, and this test says which line. The other laws stand here, each with its reason.

mod attributes;
mod crates;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use attrmap::functions::FUNCTIONS;
use attrmap::lint::Selector;

use self::crates::CRATES;

/// What the library does not do: its callers bring text, clock and limits.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "SystemTime",
    "Instant::now",
    "println!",
    "eprintln!",
    "print!",
    "eprint!",
    "dbg!",
    "stdin()",
    "stdout()",
    "stderr()",
];

/// What code outside tests does not do with data.
const PANICS: &[&str] = &[
    ".unwrap()",
    ".unwrap_err()",
    ".expect(",
    "panic!",
    "unreachable!",
    "unimplemented!",
    "todo!",
];

/// Where the binary stands.
const BINARY: &str = "bin/attrmap/";

/// Lines a file may have, its tests included.
const MOST_LINES: usize = 500;

/// A source file of the package.
struct File {
    /// Relative to `src`, with `/`.
    path: String,
    text: String,
    /// The code without tests, comments and the contents of string literals.
    code: String,
    /// The contents of string literals outside tests.
    literals: Vec<String>,
}

impl File {
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or("")
    }

    fn is_library(&self) -> bool {
        !self.path.starts_with("bin/")
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All source files, but for those that hold nothing but tests.
fn sources() -> Vec<File> {
    let src = root().join("src");
    let mut files = Vec::new();
    for path in files_under(&src, "rs") {
        let relative = path.strip_prefix(&src).expect("it lies there");
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
        let path = parts.join("/");
        if parts.iter().any(|part| part == "tests" || part == "tests.rs") {
            continue;
        }
        let text = fs::read_to_string(src.join(relative)).expect("a source file is readable");
        let (code, literals) = code_of(&without_tests(&text));
        files.push(File { path, text, code, literals });
    }
    assert!(files.len() > 50, "there are source files");
    files
}

fn files_under(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_under(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The text without items under `#[cfg(test)]`. Code is formatted: an item ends where a line
/// closes it at its own depth.
fn without_tests(text: &str) -> String {
    let mut kept = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        let depth = line.len() - line.trim_start().len();
        let end = format!("{}}}", " ".repeat(depth));
        let mut is_open = false;
        for line in lines.by_ref() {
            is_open |= line.ends_with('{');
            if line == end || (!is_open && line.ends_with(';')) {
                break;
            }
        }
    }
    kept
}

/// Code with comments and the contents of literals taken out, and those contents.
fn code_of(text: &str) -> (String, Vec<String>) {
    let mut code = String::new();
    let mut literals = Vec::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let raw =
            ["r#\"", "br#\"", "r\"", "br\""].into_iter().find(|opener| rest.starts_with(opener));
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(opener) = raw.filter(|_| !ends_in_word(&code)) {
            let closer = if opener.contains('#') { "\"#" } else { "\"" };
            let inside = rest.get(opener.len()..).unwrap_or("");
            let end = inside.find(closer).expect("a raw literal ends");
            literals.push(inside[..end].to_owned());
            code.push_str("\"\"");
            opener.len() + end + closer.len()
        } else if next == '"' {
            let end = literal_end(rest);
            literals.push(rest[1..end - 1].to_owned());
            code.push_str("\"\"");
            end
        } else if let Some(length) = character_literal(rest) {
            code.push_str("' '");
            length
        } else {
            code.push(next);
            next.len_utf8()
        };
        rest = &rest[taken..];
    }
    (code, literals)
}

fn ends_in_word(code: &str) -> bool {
    code.ends_with(|last: char| last.is_alphanumeric() || last == '_')
}

fn literal_end(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    panic!("a literal does not end: {text:.40}");
}

/// The length of `'a'` or `'\n'`; nothing for a lifetime.
fn character_literal(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    if let Some(escape) = inside.strip_prefix('\\') {
        // The character behind the backslash may be a quote itself.
        let skipped = escape.chars().next()?.len_utf8();
        return escape[skipped..].find('\'').map(|end| 2 + skipped + end + 1);
    }
    let first = inside.chars().next()?.len_utf8();
    inside[first..].starts_with('\'').then_some(first + 2)
}

#[test]
fn rooms_import_what_the_architecture_allows() {
    let sources = sources();
    let library = sources.iter().filter(|file| file.is_library() && file.path != "lib.rs");
    obey("## The rooms\n", &library.map(|file| (file.room(), file)).collect::<Vec<_>>());
    let of_binary = sources.iter().filter_map(|file| {
        let (room, _) = file.path.strip_prefix(BINARY)?.split_once('/')?;
        Some((room, file))
    });
    obey("## The rooms of the binary\n", &of_binary.collect::<Vec<_>>());
}

/// Asserts that files import what the table under that heading allows their rooms, and that no room
/// is allowed more.
fn obey(heading: &str, files: &[(&str, &File)]) {
    let law = import_law(heading);
    let mut used: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for &(room, file) in files {
        let allowed = law.get(room).unwrap_or_else(|| panic!("`{room}` is in no row of the table"));
        for import in imports(&file.code) {
            if import != room {
                assert!(
                    allowed.contains(&import),
                    "{}: `{room}` may not import `{import}`",
                    file.path
                );
                used.entry(room.to_owned()).or_default().insert(import);
            }
        }
    }
    for (room, allowed) in law {
        // `plan` brings everything together.
        let stale: Vec<_> = allowed.difference(used.entry(room.clone()).or_default()).collect();
        assert!(stale.is_empty() || room == "plan", "`{room}` is allowed {stale:?} and needs none");
    }
}

/// The rooms that code names: `crate::room`, alone or in a list.
fn imports(code: &str) -> BTreeSet<String> {
    let word = |text: &str| -> String {
        text.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect()
    };
    let mut rooms = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(list) => rooms.extend(names_in(list).iter().map(|name| word(name))),
            None => {
                rooms.insert(word(after));
            }
        }
    }
    rooms.remove("");
    rooms
}

/// The names of a list behind its opening brace, each with what stands in braces of its own.
fn names_in(list: &str) -> Vec<&str> {
    let (mut names, mut begin, mut depth) = (Vec::new(), 0, 0);
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.push(list[begin..at].trim());
                begin = at + 1;
                if character == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names
}

/// The table under that heading: what each room may import.
fn import_law(heading: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("docs/architecture.md")).expect("the map is there");
    let table = text.split(heading).nth(1).expect("the map has a table of rooms");
    let table = table.split("\n## ").next().unwrap_or_default();
    let mut law: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in table.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, room, _, allowed, _] = cells[..] else { panic!("not three cells: {line}") };
        let allowed = match allowed {
            "nothing" => BTreeSet::new(),
            "all above" => law.keys().cloned().collect(),
            "the public library only" => continue,
            rooms => rooms.split(", ").map(str::to_owned).collect(),
        };
        law.insert(room.trim_matches('`').to_owned(), allowed);
    }
    assert!(law.len() > 5, "the table has rows");
    law
}

#[test]
fn crates_stay_in_their_files() {
    for file in sources() {
        for law in CRATES {
            let path = format!("{}::", law.name);
            let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
            let is_named = file
                .code
                .match_indices(&path)
                .any(|(at, _)| !file.code.as_bytes()[..at].last().is_some_and(is_part));
            let is_allowed = law.places.iter().any(|place| file.path.starts_with(place));
            assert!(!is_named || is_allowed, "{}: {}: {}", file.path, law.name, law.why);
        }
    }
}

#[test]
fn the_library_stays_inside() {
    for file in sources().iter().filter(|file| file.is_library()) {
        for outside in OUTSIDE {
            assert!(!file.code.contains(outside), "{}: {outside}", file.path);
        }
    }
}

#[test]
fn nothing_panics_on_data() {
    for file in sources() {
        for panic in PANICS {
            assert!(!file.code.contains(panic), "{}: {panic}", file.path);
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let folders = ["src", "tests/it"].map(|folder| files_under(&root().join(folder), "rs"));
    for path in folders.iter().flatten() {
        let text = fs::read_to_string(path).expect("a source file is readable");
        let path = path.display();
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "{path}: {lines} lines are over {MOST_LINES}");
        assert!(text.starts_with("//! "), "{path}: what is it? A `//!` header says so");
    }
}

/// Whatever a stage says as a warning or a note somewhere can be ignored.
#[test]
fn the_codes_of_warnings_can_be_ignored() {
    let mut seen = 0;
    for File { text, .. } in sources() {
        let text = without_tests(&text);
        let texts = |call| text.split(call).skip(1);
        let built = texts("Diagnostic::warning(").chain(texts("Diagnostic::note("));
        for name in built.filter_map(|text| text.trim_start().strip_prefix('&')) {
            let (name, _) = name.split_once(',').expect("a code, then more");
            let declared = format!("static {name}: Code = Code {{");
            let Some((_, code)) = text.split_once(&declared) else { continue };
            let path = code.split('"').nth(1).expect("a path");
            let selector = Selector::parse(path).expect(path);
            assert!(!selector.is_of_errors(), "{path} belongs into `lint/stages.rs`");
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen} were found");
}

/// A function is one file and one word in THE LIST.
#[test]
fn every_function_is_in_the_list() {
    const SURROUNDINGS: [&str; 13] = [
        "app_roles",
        "args",
        "bytes",
        "declared",
        "entry",
        "failure",
        "intervals",
        "mod",
        "purse",
        "randomness",
        "recent",
        "service",
        "taken",
    ];
    // Folders beside an entry hold what one file would be too long for.
    let folder = root().join("src/functions");
    let files: BTreeSet<String> = files_under(&folder, "rs")
        .iter()
        .filter(|path| path.parent() == Some(&folder))
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .filter(|name| !SURROUNDINGS.contains(&name.as_str()))
        .collect();
    let listed = FUNCTIONS.iter().map(|function| function.name);
    let listed: BTreeSet<String> = listed.map(|name| name.to_lowercase()).collect();
    // `IIF` is one word in one file and would be three in the other.
    let named: BTreeSet<String> = files.iter().map(|name| name.replace('_', "")).collect();
    assert_eq!(named, listed);
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    // Of all systems, of some, and of tests.
    let mut is_wanted = false;
    let mut needed: BTreeSet<String> = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_wanted = line.ends_with("dependencies]");
        } else if let (true, Some((name, _))) = (is_wanted, line.split_once(" =")) {
            needed.insert(name.to_owned());
        }
    }
    let map = fs::read_to_string(root().join("docs/architecture.md")).expect("the map is there");
    let table = map.split("## Dependencies").nth(1).expect("the map has a table of crates");
    let cells = table.lines().filter(|line| line.starts_with("| ")).filter_map(|line| {
        let names = line.split('|').nth(1)?.split('(').next()?;
        (names.trim() != "crate").then(|| names.split(',').map(|name| name.trim().to_owned()))
    });
    let explained: BTreeSet<String> = cells.flatten().collect();
    assert_eq!(explained, needed, "docs/architecture.md gives a reason for each, and no other");
}

/// The tests of this file read code as a compiler would, as far as they need to.
#[test]
fn code_is_told_from_what_it_says() {
    let text = r##"
/// A comment with "quotes" and crate::nothing.
fn f<'a>(x: &'a str) -> char { g(r#"a "raw" one"#, "a \" b", '"', '\''); crate::x::y() }
#[cfg(test)]
mod tests {
    fn t() { x.unwrap() }
}
use crate::{a, b::{C, D}, e};
"##;
    let (code, literals) = code_of(&without_tests(text));
    assert_eq!(literals, ["a \"raw\" one", "a \\\" b"]);
    assert_eq!(imports(&code), ["a", "b", "e", "x"].map(str::to_owned).into());
    assert!(!code.contains("unwrap") && code.contains("&'a str"));
}
