//! `attrmap.toml`: what a project says of its mappings.
//!
//! In: the text of the file. Out: [`Settings`]: levels of findings, exceptions with their reasons,
//! what is known of the site; and diagnostics with places in it.
//!
//! ```toml
//! verifiedDomains = ["contoso.com"]
//! tenantUrl = "https://scim.workplace.com/"
//!
//! [lint]
//! ignore = ["empty-text"]          # rules, categories, codes
//! deny = ["required"]              # as errors
//! levels = { inverted-active = "error" }
//!
//! [[lint.exception]]
//! rule = "nullable-required"
//! target = 'emails[type eq "work"].value'
//! reason = "everybody here has a mailbox"
//! ```

use toml_edit::{Document, Item, TableLike, Value};

use super::exceptions::Exception;
use super::policy::{Level, Policy, Selector};
use super::{Site, messages};
use crate::diagnostic::{Diagnostics, Severity, suggest};
use crate::source::{Located, Source, Span};

/// What a project says of its mappings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// What is known of the site.
    pub site: Site,
    /// Which findings count, and how much.
    pub policy: Policy,
    /// Findings that are meant to be.
    pub exceptions: Vec<Exception>,
}

impl Settings {
    /// Reads settings; as much of them as can be understood.
    pub fn read(source: &Source) -> (Settings, Diagnostics) {
        let mut reader =
            Reader { source, settings: Settings::default(), diagnostics: Diagnostics::new() };
        match Document::parse(source.text()) {
            Ok(document) => reader.file(document.as_table()),
            Err(error) => {
                let span = error.span().map_or(source.whole(), span_of);
                reader.diagnostics.push(messages::no_toml(source, span, error.message()));
            }
        }
        (reader.settings, reader.diagnostics.sorted())
    }
}

const FILE_KEYS: &[&str] = &["verifiedDomains", "tenantUrl", "lint"];
const LINT_KEYS: &[&str] = &["select", "ignore", "deny", "levels", "exception"];
const EXCEPTION_KEYS: &[&str] = &["rule", "target", "objectMapping", "reason"];

struct Reader<'s> {
    source: &'s Source,
    settings: Settings,
    diagnostics: Diagnostics,
}

impl Reader<'_> {
    fn file(&mut self, file: &dyn TableLike) {
        self.known_keys(file, FILE_KEYS);
        self.settings.site.verified_domains =
            self.texts(file, "verifiedDomains").into_iter().map(|it| it.value).collect();
        let tenant_url = file.get("tenantUrl").and_then(|item| self.word(item));
        self.settings.site.tenant_url = tenant_url.map(|url| (self.source.clone(), url));
        if let Some(lint) = self.table(file, "lint") {
            self.lint(lint);
        }
    }

    fn lint(&mut self, lint: &dyn TableLike) {
        self.known_keys(lint, LINT_KEYS);
        self.settings.policy.select = self.selectors(lint, "select");
        let denied = self.selectors(lint, "deny");
        let ignored = self.texts(lint, "ignore");
        let ignored = ignored.iter().filter_map(|text| self.ignorable(text)).collect();
        self.settings.policy.add(denied, ignored);
        if let Some(levels) = self.table(lint, "levels") {
            for (key, item) in levels.iter() {
                let span =
                    levels.key(key).and_then(|key| key.span()).map_or(Span::default(), span_of);
                let key = Located::new(key.to_owned(), span);
                let Some(selector) = self.selector(&key) else { continue };
                let Some(word) = self.word(item) else { continue };
                match Level::parse(&word.value) {
                    Some(Level::At(Severity::Error)) if selector.is_of_errors() => {}
                    Some(_) if selector.is_of_errors() => self.stays_an_error(&key),
                    Some(level) => self.settings.policy.levels.push((selector, level)),
                    None => self.diagnostics.push(messages::unknown_level(self.source, &word)),
                }
            }
        }
        match lint.get("exception") {
            None => {}
            Some(Item::ArrayOfTables(list)) => list.iter().for_each(|it| self.exception(it)),
            Some(other) => self.wrong_kind(other, "exception", "`[[lint.exception]]` tables"),
        }
    }

    fn exception(&mut self, table: &toml_edit::Table) {
        self.known_keys(table, EXCEPTION_KEYS);
        let span = table.span().map_or(Span::default(), span_of);
        let mut needed = |key: &str| {
            let word = table.get(key).and_then(|item| self.word(item));
            let is_empty = word.as_ref().is_none_or(|word| word.value.trim().is_empty());
            if is_empty {
                self.diagnostics.push(messages::incomplete_exception(self.source, span, key));
            }
            word.filter(|_| !is_empty)
        };
        let (rule, reason) = (needed("rule"), needed("reason"));
        let target = self.text(table, "target");
        let object_mapping = self.text(table, "objectMapping");
        let (Some(rule), Some(reason)) = (rule, reason) else { return };
        let Some(selector) = self.ignorable(&rule) else { return };
        self.settings.exceptions.push(Exception {
            selector,
            rule: rule.value,
            target,
            object_mapping,
            reason: reason.value,
            span: rule.span,
        });
    }

    fn selectors(&mut self, table: &dyn TableLike, key: &str) -> Vec<Selector> {
        let texts = self.texts(table, key);
        texts.iter().filter_map(|text| self.selector(text)).collect()
    }

    fn selector(&mut self, text: &Located<String>) -> Option<Selector> {
        let selector = Selector::parse(&text.value);
        if selector.is_none() {
            let near = Selector::nearest(&text.value);
            self.diagnostics.push(messages::unknown_rule(self.source, text, near));
        }
        selector
    }

    /// A selector of what can be kept from being said.
    fn ignorable(&mut self, text: &Located<String>) -> Option<Selector> {
        let selector = self.selector(text)?;
        if selector.is_of_errors() {
            self.stays_an_error(text);
            return None;
        }
        Some(selector)
    }

    fn stays_an_error(&mut self, code: &Located<String>) {
        self.diagnostics.push(messages::error_ignored(self.source, code));
    }

    fn table<'t>(&mut self, table: &'t dyn TableLike, key: &str) -> Option<&'t dyn TableLike> {
        let item = table.get(key)?;
        let found = item.as_table_like();
        if found.is_none() {
            self.wrong_kind(item, key, "a table");
        }
        found
    }

    fn text(&mut self, table: &dyn TableLike, key: &str) -> Option<String> {
        self.word(table.get(key)?).map(|word| word.value)
    }

    fn texts(&mut self, table: &dyn TableLike, key: &str) -> Vec<Located<String>> {
        let Some(item) = table.get(key) else { return Vec::new() };
        let Some(list) = item.as_array() else {
            self.wrong_kind(item, key, "a list of texts");
            return Vec::new();
        };
        let text = |value: &Value| {
            let span = value.span().map_or(Span::default(), span_of);
            Some(Located::new(value.as_str()?.to_owned(), within_quotes(self.source, span)))
        };
        let texts: Vec<_> = list.iter().map(text).collect();
        if texts.iter().any(Option::is_none) {
            self.wrong_kind(item, key, "a list of texts");
        }
        texts.into_iter().flatten().collect()
    }

    fn word(&mut self, item: &Item) -> Option<Located<String>> {
        let span = item.span().map_or(Span::default(), span_of);
        match item.as_str() {
            Some(text) => Some(Located::new(text.to_owned(), within_quotes(self.source, span))),
            None => {
                self.wrong_kind(item, "this", "a text in quotes");
                None
            }
        }
    }

    fn known_keys(&mut self, table: &dyn TableLike, known: &[&str]) {
        for (key, _) in table.iter() {
            if !known.contains(&key) {
                let span =
                    table.key(key).and_then(|key| key.span()).map_or(Span::default(), span_of);
                let near = suggest::nearest(key, known.iter().copied());
                let key = Located::new(key.to_owned(), span);
                self.diagnostics.push(messages::unknown_setting(self.source, &key, near));
            }
        }
    }

    fn wrong_kind(&mut self, item: &Item, key: &str, wanted: &str) {
        let span = item.span().map_or(Span::default(), span_of);
        self.diagnostics.push(messages::wrong_setting(self.source, span, key, wanted));
    }
}

fn span_of(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

/// What stands between the quotes of a text.
fn within_quotes(source: &Source, span: Span) -> Span {
    let quote = source.slice(span).chars().next();
    let is_single = quote.is_some_and(|quote| matches!(quote, '"' | '\''));
    if is_single && span.len() >= 2 {
        Span::new(span.start as usize + 1, span.end as usize - 1)
    } else {
        span
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::Category;

    fn read(text: &str) -> (Settings, Vec<String>) {
        let source = Source::new("attrmap.toml", text);
        let (settings, diagnostics) = Settings::read(&source);
        let said =
            diagnostics.iter().map(|it| format!("{} {}", it.code, source.slice(it.primary.span)));
        (settings, said.collect())
    }

    #[test]
    fn a_project_says_what_counts() {
        let (settings, said) = read(
            r#"
            verifiedDomains = ["contoso.com", "contoso.de"]
            tenantUrl = "https://scim.workplace.com/"
            [lint]
            ignore = ["choice", "check::function-case"]
            deny = ["nullable-required", "check::unknown-function"]
            levels = { nullable-required = "note", "check::unknown-function" = "error" }
            [[lint.exception]]
            rule = "nullable-required"
            target = "userName"
            reason = "guests have none"
            "#,
        );
        assert_eq!(said, [""; 0]);
        assert_eq!(settings.site.verified_domains, ["contoso.com", "contoso.de"]);
        let (_, tenant_url) = settings.site.tenant_url.expect("there is one");
        assert_eq!(tenant_url.value, "https://scim.workplace.com/");
        let code = |code: &str| Selector::Code(code.to_owned());
        assert_eq!(
            settings.policy.levels,
            [
                (code("lint::nullable-required"), Level::At(Severity::Error)),
                (code("check::unknown-function"), Level::At(Severity::Error)),
                (Selector::Category(Category::Choice), Level::Off),
                (code("check::function-case"), Level::Off),
                (code("lint::nullable-required"), Level::At(Severity::Note)),
            ]
        );
        let exception = settings.exceptions.first().expect("there is one");
        assert_eq!(
            (exception.target.as_deref(), exception.reason.as_str()),
            (Some("userName"), "guests have none")
        );
    }

    #[test]
    fn what_is_wrong_is_said_where_it_stands() {
        for (text, expected) in [
            ("verifiedDomain = []", "settings::unknown-key verifiedDomain"),
            ("verifiedDomains = 'a.com'", "settings::wrong-value 'a.com'"),
            ("[lint]\nignore = ['nulable-required']", "settings::unknown-rule nulable-required"),
            ("[lint]\nselect = ['Z9999']", "settings::unknown-rule Z9999"),
            (
                "[lint]\nignore = ['check::function-cas']",
                "settings::unknown-rule check::function-cas",
            ),
            (
                "[lint]\nignore = ['check::unknown-function']",
                "settings::error-ignored check::unknown-function",
            ),
            (
                "[lint.levels]\n'plan::duplicate-target' = 'off'",
                "settings::error-ignored 'plan::duplicate-target'",
            ),
            (
                "[[lint.exception]]\nrule = 'check::unknown-function'\nreason = 'a'\n",
                "settings::error-ignored check::unknown-function",
            ),
            ("[lint.levels]\nchoice = 'fatal'", "settings::unknown-level fatal"),
            ("[lint\n", "settings::no-toml \n"),
            (
                "[[lint.exception]]\nrule = 'nullable-required'\ntarget = 'a'\n",
                "settings::incomplete-exception [[lint.exception]]",
            ),
        ] {
            assert_eq!(read(text).1, [expected], "{text}");
        }
    }
}
