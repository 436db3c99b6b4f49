//! Sessions as people have them: what is typed, and what is answered. Every answer is typed by a
//! person; the pictures of diagnostics are the gallery's.

mod expressions;
mod mappings;
mod typing;
mod users;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use attrmap::check::Env;
use attrmap::diagnostic::Appearance;
use attrmap::functions::{Randomness, Surroundings};
use attrmap::types::DateTime;

use super::session::answer::{Answer, Next};
use super::session::{Session, Start};
use crate::system::console::Trouble;
use crate::system::outside::Outside;

const USERS: &str = r#"{"id": "u1", "userPrincipalName": "ana@contoso.com", "mail": "ana@contoso.com", "department": "Sales", "accountEnabled": true, "employeeHireDate": "2020-03-16"}
{"id": "u2", "userPrincipalName": "bo@contoso.com", "mail": null, "department": "Sales", "accountEnabled": true, "employeeHireDate": "soon"}
{"id": "u3", "userPrincipalName": "cy@contoso.com", "mail": "", "department": "IT", "accountEnabled": false, "proxyAddresses": ["smtp:cy@contoso.com", "smtp:c@contoso.com"]}
"#;

const MAPPING: &str = r#"# ours
schema = "workplace"

[map]
userName = '[userPrincipalName]' # who
name.formatted = '[userPrincipalName]'
displayName = '[mail]'
'emails[type eq "work"].value' = '[mail]'
"#;

/// Files in memory, and a clock that stands still.
#[derive(Clone, Default)]
struct Desk(Rc<RefCell<BTreeMap<PathBuf, Vec<u8>>>>);

/// The folder that is the current one.
const HERE: &str = "desk";

/// The path from the current folder on.
fn from_here(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.strip_prefix(HERE).unwrap_or(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts
}

impl Outside for Desk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, Trouble> {
        let found = self.0.borrow().get(&from_here(path)).cloned();
        found.ok_or_else(|| Trouble::new(format!("cannot read `{}`", path.display())))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
        self.0.borrow_mut().insert(from_here(path), bytes.to_vec());
        Ok(())
    }

    fn exists(&self, path: &Path) -> bool {
        self.0.borrow().contains_key(&from_here(path))
    }

    fn is_file(&self, path: &Path) -> bool {
        self.exists(path)
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        Some(Path::new(HERE).join(from_here(path)))
    }

    fn at_home(&self, path: &Path) -> PathBuf {
        path.strip_prefix("~").map_or_else(|_| path.to_owned(), |rest| Path::new("home").join(rest))
    }

    fn names_in(&self, _: &Path) -> Vec<String> {
        self.0.borrow().keys().map(|path| path.display().to_string()).collect()
    }

    fn now(&self) -> DateTime {
        DateTime::UNIX_EPOCH
    }

    fn secret(&self) -> Result<[u8; 32], Trouble> {
        Ok([7; 32])
    }
}

/// A session at a desk.
struct Trial {
    session: Session,
    desk: Desk,
}

impl Trial {
    /// With the users and the mapping as files that are not loaded yet.
    fn new() -> Trial {
        Trial::meaning(None)
    }

    /// The same, where that object mapping is meant.
    fn meaning(object_mapping: Option<&str>) -> Trial {
        let desk = Desk::default();
        let surroundings = Surroundings {
            randomness: Randomness::Seeded(1),
            ..Surroundings::at(DateTime::UNIX_EPOCH)
        };
        let appearance = Appearance { is_coloured: false, ..Appearance::default() };
        let env = Env::entra();
        let start = Start {
            env,
            schema: None,
            object_mapping: object_mapping.map(str::to_owned),
            surroundings,
            sets_clock: false,
            asks: true,
            appearance,
            appearance_on_stdout: appearance,
        };
        let session = Session::new(start, Box::new(desk.clone()));
        let trial = Trial { session, desk };
        trial.put("users.ndjson", USERS);
        trial.put("m.attrmap.toml", MAPPING);
        trial
    }

    /// With the users loaded.
    fn with_users() -> Trial {
        let mut trial = Trial::new();
        let loaded = trial.gives(":load users.ndjson");
        assert_eq!(loaded, "users.ndjson: 3 users with 7 attributes\n");
        trial
    }

    fn put(&self, name: &str, content: impl Into<Vec<u8>>) {
        self.desk.0.borrow_mut().insert(PathBuf::from(name), content.into());
    }

    fn read(&self, name: &str) -> String {
        let bytes = self.desk.read(Path::new(name)).expect("the file is there");
        String::from_utf8(bytes).expect("it is UTF-8")
    }

    /// The answer to an entry of somebody at a terminal.
    fn answer(&mut self, entry: &str) -> Answer {
        let answer = self.session.answer(entry);
        self.session.remember();
        answer
    }

    /// What an entry gives without a mistake or a warning.
    fn gives(&mut self, entry: &str) -> String {
        let answer = self.answer(entry);
        assert_eq!((answer.said.as_str(), answer.is_mistake), ("", false), "{entry}");
        answer.text
    }

    /// What is said of an entry that is done all the same.
    fn warns(&mut self, entry: &str) -> String {
        let answer = self.answer(entry);
        assert!(!answer.is_mistake, "{entry}: {}", answer.said);
        answer.said
    }

    /// What is said of an entry that is a mistake, its first line that says something.
    fn refuses(&mut self, entry: &str) -> String {
        let answer = self.answer(entry);
        assert!(answer.is_mistake, "{entry}: {}", answer.text);
        let mut lines = answer.said.lines().filter(|line| !line.is_empty());
        lines.next().expect("something is said").to_owned()
    }
}

#[test]
fn words_that_other_programs_know_need_no_sign() {
    let mut trial = Trial::new();
    assert_eq!(trial.session.answer("Exit").next, Next::Leave);
    assert_eq!(trial.session.answer(":exit").next, Next::Leave);
    assert_eq!(trial.gives("?"), trial.gives(":help"));
    let forgotten = "error: `load` is a command, and they begin with a colon";
    assert_eq!(trial.refuses("load users.ndjson"), forgotten);
    assert_eq!(trial.refuses("Count ([x]"), "scan::unclosed-parenthesis");
}

#[test]
fn a_session_ends_where_somebody_wants_it() {
    let mut trial = Trial::new();
    assert_eq!(trial.session.answer(":quit").next, Next::Leave);
    assert_eq!(trial.session.answer(":q").next, Next::Leave);
    assert_eq!(trial.session.answer("").next, Next::Go);
    assert_eq!(trial.refuses(":quit now"), "error: `:quit` takes nothing behind it");
}
