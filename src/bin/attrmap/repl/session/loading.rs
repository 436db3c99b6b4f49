//! Files that are loaded: users, a mapping, a schema or a profile of users, told apart by content.
//!
//! In: a path. Out: what it was, in a line, with what there is to say of it. What cannot be read
//! leaves what was loaded before.

use std::path::{Path, PathBuf};

use attrmap::diagnostic::{counted, printable};
use attrmap::mapping::Content;
use attrmap::plan::Reject;
use attrmap::profile::Profile;
use attrmap::record::Layout;
use attrmap::schema::TargetTable;
use attrmap::source::Source;

use super::Session;
use super::answer::{Answer, Mistake};
use super::loaded_mapping::{LoadedMapping, Reading};
use super::loaded_users::LoadedUsers;
use crate::inputs::users::one_page;
use crate::system::files;

impl Session {
    /// The path behind a command, with or without quotes; `~` at its start is the home folder.
    pub(super) fn path(&self, written: &str) -> Result<PathBuf, Mistake> {
        let inside = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let path = inside.unwrap_or(written);
        if path.is_empty() {
            return Err(Mistake::new("which file?").help("Tab behind the command lists files"));
        }
        Ok(self.outside.at_home(Path::new(path)))
    }
}

/// What can be loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Users,
    Mapping,
    Schema,
    Profile,
}

impl Kind {
    pub(crate) const ALL: [Kind; 4] = [Kind::Users, Kind::Mapping, Kind::Schema, Kind::Profile];

    /// As it is typed.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Users => "users",
            Kind::Mapping => "mapping",
            Kind::Schema => "schema",
            Kind::Profile => "profile",
        }
    }

    fn of(content: Content) -> Kind {
        match content {
            Content::Json | Content::Text => Kind::Users,
            Content::Mapping => Kind::Mapping,
            Content::Schema => Kind::Schema,
            Content::Profile => Kind::Profile,
        }
    }
}

/// Loads a file, whatever it is; of an export that object mapping, where one is named.
pub(crate) fn load(
    session: &mut Session,
    path: &Path,
    object_mapping: Option<&str>,
) -> Result<Answer, Mistake> {
    let bytes = session.outside.read(path)?;
    let name = path.display().to_string();
    match Kind::of(Content::of(&name, &bytes)) {
        Kind::Mapping => mapping(session, path, bytes, object_mapping),
        _ if object_mapping.is_some() => {
            Err(Mistake::new(format!("`{name}` is no mapping, and has no object mappings"))
                .help(format!("`:load {name}`")))
        }
        Kind::Users => users(session, &name, bytes),
        Kind::Schema => schema(session, &name, &bytes),
        Kind::Profile => profile(session, &name, &bytes),
    }
}

fn users(session: &mut Session, name: &str, bytes: Vec<u8>) -> Result<Answer, Mistake> {
    let loaded = LoadedUsers::read(name, bytes, session.env().source_table(), &session.interrupt)?;
    let users = counted(loaded.count() as u64, "user");
    let attributes = counted(loaded.names().len() as u64, "attribute");
    let answer = Answer::text(format!("{}: {users} with {attributes}", printable(name)));
    let mut warnings = Vec::new();
    if loaded.has_more_pages {
        warnings.push(one_page(name));
    }
    let layout = Layout::new(session.env().source_table(), &[]);
    if let Some((row, Err(fault))) = loaded.current_record(&layout, &[]) {
        let reject = Reject::from(fault);
        let why = reject.sentence();
        warnings.push(format!("the first user, row {row}, cannot be read: {why}"));
    }
    session.users = Some(loaded);
    Ok(answer.with_warnings(&warnings))
}

fn mapping(
    session: &mut Session,
    path: &Path,
    bytes: Vec<u8>,
    object_mapping: Option<&str>,
) -> Result<Answer, Mistake> {
    let meant = session.reading();
    let object_mapping = object_mapping.or(meant.object_mapping);
    let mapping = LoadedMapping::read(path, bytes, &Reading { object_mapping, ..meant })?;
    if mapping.object().is_none() {
        // What was loaded before stays.
        return Err(session.without_known(mapping.diagnostics).into());
    }
    session.guard_edits("`:load` again loads without")?;
    // Nobody was asked.
    let lost = session.unsaved().filter(|_| !session.asks);
    let count = counted(mapping.mappings().len() as u64, "attribute");
    let target =
        mapping.table.as_ref().map_or(String::new(), |table| format!(" of {}", table.name));
    let diagnostics = session.take_mapping(mapping);
    let text = format!("{}: a mapping to {count}{target}", path.display());
    let answer = Answer::text(printable(&text)).with_warnings(lost.as_slice());
    let answer = answer.with(&diagnostics, session.appearance);
    Ok(match session.mapping.as_ref().and_then(|mapping| mapping.trouble.as_ref()) {
        Some(trouble) => answer.with_trouble(trouble),
        None => answer,
    })
}

fn schema(session: &mut Session, name: &str, bytes: &[u8]) -> Result<Answer, Mistake> {
    let text = files::text_of(name, bytes)?;
    let (table, diagnostics) = TargetTable::read(&Source::new(name, text));
    let Some(table) = table else { return Err(diagnostics.into()) };
    let count = counted(table.attributes().len() as u64, "attribute");
    let text = format!("{}: a schema of {count}", printable(name));
    session.schema = Some(table);
    let about_mapping = session.compile_mapping_anew();
    session.find_target_again();
    let answer = Answer::text(text).with(&diagnostics, session.appearance);
    Ok(answer.with(&about_mapping, session.appearance))
}

fn profile(session: &mut Session, name: &str, bytes: &[u8]) -> Result<Answer, Mistake> {
    let text = files::text_of(name, bytes)?;
    let (profile, diagnostics) = Profile::read(&Source::new(name, text));
    let Some(profile) = profile else { return Err(diagnostics.into()) };
    let text = format!("{}: a profile of {}", printable(name), counted(profile.users, "user"));
    session.profile = Some(profile);
    Ok(Answer::text(text).with(&diagnostics, session.appearance))
}
