//! What there is to find in a mapping file, and what of it counts.
//!
//! In: a file that was read, and what it is looked at with. Out: [`Looked`].
//!
//! Absent on purpose: which settings are meant (`project`), and who hears of the findings.

use std::borrow::Cow;
use std::path::Path;

use attrmap::check::Env;
use attrmap::diagnostic::{Diagnostic, Diagnostics};
use attrmap::functions::Surroundings;
use attrmap::lint::{Conditions, Evidence, Exceptions, Finding, Policy, Proof, Site, lint};
use attrmap::mapping::MappingFile;
use attrmap::profile::Profile;
use attrmap::record::Chunk;
use attrmap::schema::TargetTable;
use attrmap::source::Span;

use crate::inputs::tables::NamedTables;
use crate::inputs::users::unreadable;
use crate::system::console::Trouble;
use crate::system::outside::Outside;

/// What files are looked at with.
pub(crate) struct Looking<'a, S> {
    pub(crate) env: &'a Env,
    /// The table that is meant whatever a file says.
    pub(crate) table: Option<&'a TargetTable>,
    /// The only object mapping that is looked at; all of them where none is named.
    pub(crate) object_mapping: Option<&'a str>,
    pub(crate) site: &'a Site,
    pub(crate) policy: &'a Policy,
    pub(crate) outside: &'a dyn Outside,
    /// The users that findings are to hold for.
    pub(crate) users: Option<Users<S>>,
    /// What users are like, where there are none themselves: they prove more.
    pub(crate) profile: Option<&'a Profile>,
}

/// Users, and how they are looked at.
pub(crate) struct Users<S> {
    pub(crate) surroundings: Surroundings,
    /// True where findings tell which input a user is of.
    pub(crate) names_inputs: bool,
    /// Shows each chunk of them, with the name of its input.
    pub(crate) show: S,
}

/// What sees the chunks of users.
pub(crate) type See<'s, E> = &'s mut dyn FnMut(&Chunk, &str) -> Result<(), E>;

/// What was found in a file.
#[derive(Clone, Default)]
pub(crate) struct Looked {
    /// What counts of it.
    pub(crate) kept: Vec<Finding>,
    /// How many errors there are that nothing could be run with.
    pub(crate) errors: usize,
    /// How many findings do not count, since somebody made exceptions for them.
    pub(crate) excepted: usize,
}

impl<S> Looking<'_, S> {
    /// Looks at a file of which its reader had this to say.
    pub(crate) fn look<E: From<Trouble>>(
        &self,
        path: &Path,
        file: &MappingFile,
        read: Diagnostics,
        exceptions: &mut Exceptions<'_>,
    ) -> Result<Looked, E>
    where
        S: Fn(See<'_, E>) -> Result<(), E>,
    {
        let (meant, read) = self.meant(file, read);
        let file = meant.as_ref();
        let tables = NamedTables::of(path, self.outside);
        let load = |name: &str| tables.load(name);
        let table = self.table;
        let conditions = Conditions { table, ..Conditions::new(self.env, &load, self.site) };
        let proofs = self.proofs(file, &conditions)?;
        let conditions = Conditions { proofs: &proofs, ..conditions };
        let found = lint(file, read, &conditions);
        exceptions.see(file, &conditions, &found);
        let (about_tables, trouble) = tables.finish();
        if let Some(trouble) = trouble {
            return Err(trouble.into());
        }
        let about_tables = about_tables.into_iter().map(Finding::of_file);
        let errors = found.iter().filter(|finding| !finding.can_be_configured());
        let errors = errors.map(|error| 1 + error.left_out()).sum();
        let mut looked = Looked { errors, ..Looked::default() };
        for finding in found.into_iter().chain(about_tables) {
            if exceptions.take(&finding) {
                looked.excepted += 1;
            } else {
                looked.kept.extend(self.policy.apply(finding));
            }
        }
        Ok(looked)
    }

    /// The file as it is meant: with all its object mappings, or with the one that is named and
    /// what the reader had to say beside the others.
    fn meant<'f>(
        &self,
        file: &'f MappingFile,
        read: Diagnostics,
    ) -> (Cow<'f, MappingFile>, Diagnostics) {
        let Some(name) = self.object_mapping else { return (Cow::Borrowed(file), read) };
        let (chosen, obstacle) = match file.choose(Some(name)) {
            Ok(object) => (Some(object), None),
            Err(obstacle) => (None, Some(*obstacle)),
        };
        let others =
            file.object_mappings.iter().filter(|it| chosen.is_none_or(|one| it.span != one.span));
        let others: Vec<Span> = others.map(|other| other.span).collect();
        let is_beside = |said: &Diagnostic| {
            let place = said.source.span_in_file(said.primary.span);
            !others.iter().any(|other| other.start <= place.start && place.end <= other.end)
        };
        let read = read.into_iter().filter(is_beside).chain(obstacle).collect();
        let object_mappings = chosen.into_iter().cloned().collect();
        (Cow::Owned(MappingFile { object_mappings, ..file.clone() }), read)
    }

    /// What users prove of each mapping for them, where there are users. A file without one is
    /// looked at all the same.
    fn proofs<E: From<Trouble>>(
        &self,
        file: &MappingFile,
        conditions: &Conditions<'_>,
    ) -> Result<Vec<Proof>, E>
    where
        S: Fn(See<'_, E>) -> Result<(), E>,
    {
        let objects = file.user_mappings().into_iter();
        match (&self.users, self.profile) {
            (Some(users), _) => {
                let surroundings = &users.surroundings;
                let new = |object| Evidence::new(file, object, conditions, surroundings.clone());
                users.prove(objects.map(new).collect())
            }
            (None, Some(profile)) => {
                Ok(objects.map(|it| Proof::of_profile(it, profile.clone())).collect())
            }
            (None, None) => Ok(Vec::new()),
        }
    }
}

impl<S> Users<S> {
    /// Looks at all of them for each of these mappings.
    fn prove<E: From<Trouble>>(&self, mut evidence: Vec<Evidence>) -> Result<Vec<Proof>, E>
    where
        S: Fn(See<'_, E>) -> Result<(), E>,
    {
        (self.show)(&mut |chunk, name| {
            for evidence in &mut evidence {
                let added = evidence.add(chunk, self.names_inputs.then_some(name));
                added.map_err(|fault| unreadable(name, false, &fault))?;
            }
            Ok(())
        })?;
        Ok(evidence.into_iter().map(Evidence::finish).collect())
    }
}
