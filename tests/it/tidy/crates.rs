//! The law of crates: where each may be named, so that it can be exchanged there.

/// A crate, where it may be named, and why nowhere else.
pub(super) struct CrateLaw {
    pub(super) name: &'static str,
    pub(super) places: &'static [&'static str],
    pub(super) why: &'static str,
}

pub(super) const CRATES: &[CrateLaw] = &[
    CrateLaw {
        name: "pest",
        places: &["syntax/parse.rs"],
        why: "the grammar is one file's affair",
    },
    CrateLaw { name: "pest_derive", places: &["syntax/parse.rs"], why: "as pest" },
    CrateLaw { name: "miette", places: &["diagnostic/render.rs"], why: "diagnostics are data" },
    CrateLaw {
        name: "toml_edit",
        places: &["mapping/toml/", "lint/settings.rs"],
        why: "files that people write",
    },
    CrateLaw { name: "jsonc_parser", places: &["json/"], why: "one reader of JSON with places" },
    CrateLaw {
        name: "serde_json",
        places: &[
            "mapping/",
            "schema/",
            "record/",
            "profile/",
            "scim/",
            "report/",
            "plan/",
            "lint/baseline.rs",
            "lint/sample.rs",
            "bin/",
        ],
        why: "JSON is for the edges: the language knows none",
    },
    CrateLaw { name: "jiff", places: &["dotnet/", "types/"], why: "dates come as our own type" },
    CrateLaw { name: "icu_casemap", places: &["dotnet/"], why: "casing is .NET's" },
    CrateLaw {
        name: "icu_properties",
        places: &["dotnet/", "functions/normalize_diacritics.rs", "profile/characters.rs"],
        why: "what a character is",
    },
    CrateLaw {
        name: "unicode_normalization",
        places: &["functions/normalize_diacritics.rs"],
        why: "letters and their marks",
    },
    CrateLaw {
        name: "base64",
        places: &["functions/convert_from_base64.rs", "functions/convert_to_base64.rs"],
        why: "two functions are about it",
    },
    CrateLaw {
        name: "chacha20",
        places: &["functions/randomness.rs"],
        why: "chance has one source",
    },
    CrateLaw { name: "getrandom", places: &["bin/"], why: "the library asks no system" },
    CrateLaw { name: "strsim", places: &["diagnostic/suggest.rs"], why: "one idea of near" },
    CrateLaw { name: "clap", places: &["bin/"], why: "the library has no command line" },
    CrateLaw {
        name: "rustyline",
        places: &["bin/attrmap/repl/terminal/editor.rs"],
        why: "sessions know no terminal",
    },
    CrateLaw { name: "clap_complete", places: &["bin/"], why: "as clap" },
    CrateLaw { name: "clap_mangen", places: &["bin/"], why: "as clap" },
    CrateLaw { name: "console", places: &["bin/"], why: "the library has no terminal" },
    CrateLaw { name: "similar", places: &["bin/"], why: "differences are for people" },
    CrateLaw { name: "indicatif", places: &["bin/"], why: "the library has no terminal" },
    CrateLaw { name: "ctrlc", places: &["bin/"], why: "the library hears no signals" },
    CrateLaw { name: "nix", places: &["bin/"], why: "as ctrlc" },
    CrateLaw { name: "crossbeam_channel", places: &["bin/"], why: "the library starts no threads" },
    CrateLaw { name: "tempfile", places: &["bin/"], why: "the library writes no files" },
    CrateLaw { name: "same_file", places: &["bin/"], why: "the library opens no files" },
];
