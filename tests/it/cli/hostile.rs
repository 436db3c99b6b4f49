//! Files that nobody should have: cut off, huge, deep, of another kind. The linter says so in
//! words, soon, and looks at the next file.

use std::fs;

use attrmap::check::Env;
use attrmap::lint::{Conditions, Site, lint};
use attrmap::mapping::MappingFile;
use attrmap::schema;

use super::lint::mapping;
use super::{Finished, Folder, attrmap_with};

/// An export, whole.
const EXPORT: &str = "tests/gallery/good/workplace-schema.json";

fn concise(folder: &Folder, file: &str) -> Finished {
    attrmap_with(&["lint", "--format", "concise", file], &folder.0, b"")
}

/// What is found in bytes; nothing panics.
fn found(name: &str, bytes: &[u8]) -> usize {
    let (file, read) = MappingFile::read_bytes(name, bytes);
    let (env, site) = (Env::entra(), Site::default());
    lint(&file, read, &Conditions::new(&env, &schema::built_in, &site)).len()
}

#[test]
fn a_file_cut_off_anywhere_is_a_finding() {
    let export = fs::read(EXPORT).expect("the gallery has it");
    assert_eq!(found("export.json", &export), 0);
    // The last bracket ends three lines before the file does.
    let end = export.iter().rposition(|byte| *byte == b'}').expect("an object");
    for at in (1..end).step_by(997).chain([end - 1, end]) {
        assert!(found("export.json", &export[..at]) > 0, "cut off at {at}");
    }
    let toml = mapping("title = '[jobTitle]'");
    for at in 1..toml.len() {
        found("a.attrmap.toml", &toml.as_bytes()[..at]);
    }
}

#[test]
fn files_are_refused_in_words() {
    let folder = Folder::new();
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep_expression = mapping(&format!("title = '{}[mail]'", "ToLower(".repeat(100_000)));
    let utf16: Vec<u8> =
        "{\"synchronizationRules".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let table: [(&str, &[u8], &str); 9] = [
        ("deep.json", deep.as_bytes(), "json::too-deep"),
        ("deep.attrmap.toml", format!("schema = {deep}").leak().as_bytes(), "mapping::too-deep"),
        ("expression.attrmap.toml", deep_expression.as_bytes(), "scan::too-deep"),
        ("bytes.json", b"{\"name\": \"\xff\xfe\xfd\"}", "mapping::not-text"),
        ("bytes.attrmap.toml", b"schema = \"\xc3\x28\"", "mapping::not-text"),
        ("zeros.json", &[0; 4096], "mapping::not-text"),
        ("cut.json", &utf16, "json::syntax"),
        ("picture.json", b"\x89PNG\r\n\x1a\n\x00\x00", "mapping::not-text"),
        ("empty.json", b"", "mapping::empty-file"),
    ];
    for (name, bytes, code) in table {
        folder.write(name, bytes);
        let finished = concise(&folder, name);
        assert_eq!(finished.code, 1, "{name}: {finished:?}");
        assert!(finished.stdout.contains(&format!(" error [{code}] ")), "{name}: {finished:?}");
        let longest = finished.stdout.lines().map(str::len).max().unwrap_or(0);
        assert!(longest < 300, "{name}: {finished:?}");
    }
    folder.write(
        "sound.attrmap.toml",
        mapping("'emails[type eq \"work\"].value' = '[userPrincipalName]'"),
    );
    let all = attrmap_with(&["lint", "--format", "concise"], &folder.0, b"");
    assert!(all.stdout.ends_with(" in 5 files\n"), "those that may be mappings: {}", all.stdout);
}

#[test]
fn a_huge_file_is_refused() {
    let folder = Folder::new();
    let huge = b"{\"attributeMappings\": [\"".repeat((100 << 20) / 24 + 1);
    folder.write("huge.json", &huge);
    let finished = concise(&folder, "huge.json");
    assert_eq!(finished.code, 1);
    assert!(
        finished.stdout.starts_with("huge.json:1:1: error [mapping::too-large] "),
        "{finished:?}"
    );
    // A folder in which it lies is not called sound.
    let finished = attrmap_with(&["lint", "--format", "concise"], &folder.0, b"");
    assert_eq!(finished.code, 1);
    assert!(finished.stdout.contains("error [mapping::too-large] "), "{finished:?}");
}

/// Errors in thousands of mappings hide none but those that are counted. (That such a file is read
/// in no square of time, `lint_growth` shows.)
#[test]
fn many_mappings_are_all_looked_at() {
    let line = |number: usize| format!("\"attribute{number}\" = 'tolower([mial])'\n");
    let text = mapping(&(0..4_000).map(line).collect::<String>());
    assert!(found("many.attrmap.toml", text.as_bytes()) > 100);
}

/// Folders in each other, whose path together is longer than Linux takes: whoever they belong to,
/// nobody can look into the last ones.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_looked_into_hides_no_file() {
    let folder = Folder::new();
    let deep = |root: &str| {
        let path = (0..14).fold(folder.0.join(root), |path, _| path.join("x".repeat(200)));
        std::fs::create_dir_all(&path).expect("folders can be made");
        path
    };
    let (inner, outer) = (folder.0.join("inner"), deep("b"));
    deep("inner");
    std::fs::rename(inner, outer.join("c")).expect("they can be moved");
    for name in ["a.attrmap.toml", "z.attrmap.toml"] {
        folder.write(name, "schema = \"workplace\"\n[map]\ntitle = '[jobTitle'\n");
    }
    for command in [&["lint", "--format", "concise"][..], &["fmt", "--check"]] {
        let finished = attrmap_with(command, &folder.0, b"");
        assert_eq!(finished.code, 2, "{command:?}");
        let said = format!("{}{}", finished.stdout, finished.stderr);
        assert!(said.contains("error: cannot read `./b/xxx"), "{command:?}: {said}");
        for name in ["a.attrmap.toml", "z.attrmap.toml"] {
            assert!(said.contains(name), "{command:?}: {name}");
        }
    }
}

/// A file whose path is too long for Linux, though its folder's is not: nobody knows what it is.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_be_looked_into_is_not_passed_over() {
    let folder = Folder::new();
    let deep = |root: &str, depth: usize| {
        let path = (0..depth).fold(folder.0.join(root), |path, _| path.join("x".repeat(200)));
        std::fs::create_dir_all(&path).expect("folders can be made");
        path
    };
    let file = deep("inner", 6).join(format!("{}.json", "y".repeat(100)));
    std::fs::write(file, "{}").expect("it can be written");
    let outer = deep("b", 14).join("c");
    std::fs::rename(folder.0.join("inner"), outer).expect("it can be moved");
    folder.write("a.attrmap.toml", "schema = \"workplace\"\n[map]\ntitle = '[jobTitle'\n");
    let finished = folder.lint(&["--format", "concise"]);
    assert_eq!(finished.code, 2, "{finished:?}");
    assert!(finished.stderr.starts_with("error: cannot read `b/xxx"), "{finished:?}");
    assert!(finished.stderr.contains("yyy.json`"), "{finished:?}");
    assert!(finished.stdout.contains("a.attrmap.toml"), "the others are looked at");
}

#[test]
fn a_file_of_zeros_is_not_called_badly_encoded() {
    let folder = Folder::new();
    folder.write("a.attrmap.toml", b"\0\0");
    let finished = folder.lint(&["--format", "concise"]);
    assert!(finished.stdout.contains("this file is no text"), "{finished:?}");
    assert!(!finished.stdout.contains("UTF-8"), "{finished:?}");
}
