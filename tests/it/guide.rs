//! The guide shows what the program answers: its blocks are played in order, in one folder, which
//! begins as a copy of `examples`. What a command writes is there for those behind it.

use std::path::Path;

use crate::cli::Folder;
use crate::transcript::{assert_shows, blocks, console, repl};

#[test]
fn the_guide_shows_what_is_answered() {
    let folder = Folder::new();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for name in ["export.json", "users.ndjson", "workplace.attrmap.toml"] {
        std::fs::copy(examples.join(name), folder.path(name)).expect("it can be copied");
    }
    let mut counts = [0; 3];
    for block in blocks("docs/guide.md") {
        let text = block.text.as_str();
        let kind = match block.language.as_str() {
            "console" => {
                assert_shows(text, &console(text, &folder));
                0
            }
            "repl" => {
                assert_shows(text, &repl(text, &folder));
                1
            }
            // A screen while somebody types: what was answered before.
            "screen" => {
                let hint = text.find('‹').expect("a hint");
                let typed = text[..hint].rfind("\nattrmap").expect("a prompt") + 1;
                assert_shows(&text[..typed], &repl(&text[..typed], &folder));
                2
            }
            _ => continue,
        };
        counts[kind] += 1;
    }
    assert!(counts.iter().all(|count| *count > 0), "the guide shows them: {counts:?}");
}
