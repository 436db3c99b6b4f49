//! What there is to find in a mapping file, and what of it counts.
//!
//! In: a file that was read, and what it is looked at with. Out: [`Looked`].
//!
//! Absent on purpose: which settings are meant (`project`), and who hears of the findings.

use std::cell::RefCell;
use std::path::Path;

use attrmap::check::Env;
use attrmap::diagnostic::Diagnostics;
use attrmap::functions::Surroundings;
use attrmap::lint::{Conditions, Evidence, Exceptions, Finding, Policy, Proof, Site, lint};
use attrmap::mapping::MappingFile;
use attrmap::profile::Profile;
use attrmap::schema::TargetTable;

use crate::inputs::tables;
use crate::system::console::Trouble;
use crate::system::outside::Outside;

/// What files are looked at with.
pub(crate) struct Looking<'a, P> {
    pub(crate) env: &'a Env,
    /// The table that is meant whatever a file says.
    pub(crate) table: Option<&'a TargetTable>,
    pub(crate) site: &'a Site,
    pub(crate) policy: &'a Policy,
    pub(crate) outside: &'a dyn Outside,
    /// The users that findings are to hold for.
    pub(crate) users: Option<Users<P>>,
    /// What users are like, where there are none themselves: they prove more.
    pub(crate) profile: Option<&'a Profile>,
}

/// Users, and how they are looked at.
pub(crate) struct Users<P> {
    pub(crate) surroundings: Surroundings,
    /// Shows all of them.
    pub(crate) prove: P,
}

/// What was found in a file.
#[derive(Default)]
pub(crate) struct Looked {
    /// What counts of it.
    pub(crate) kept: Vec<Finding>,
    /// How many errors there are that nothing could be run with.
    pub(crate) errors: usize,
    /// How many findings do not count, since somebody made exceptions for them.
    pub(crate) excepted: usize,
}

impl<P> Looking<'_, P> {
    /// Looks at a file of which its reader had this to say.
    pub(crate) fn look<E: From<Trouble>>(
        &self,
        path: &Path,
        file: &MappingFile,
        read: Diagnostics,
        exceptions: &mut Exceptions<'_>,
    ) -> Result<Looked, E>
    where
        P: Fn(Vec<Evidence>) -> Result<Vec<Proof>, E>,
    {
        // A path in a mapping file is meant from there.
        let folder = path.parent().unwrap_or(Path::new(""));
        let said = RefCell::new(Diagnostics::new());
        let trouble = RefCell::new(None);
        let load = |name: &str| {
            let path = folder.join(name);
            let table = tables::named(name, &path, self.outside, &mut said.borrow_mut());
            table.map_err(|found| trouble.replace(Some(found))).ok().flatten()
        };
        let table = self.table;
        let conditions = Conditions { table, ..Conditions::new(self.env, &load, self.site) };
        let proofs = self.proofs(file, &conditions)?;
        let conditions = Conditions { proofs: &proofs, ..conditions };
        let found = lint(file, read, &conditions);
        exceptions.see(file, &conditions, &found);
        if let Some(trouble) = trouble.take() {
            return Err(trouble.into());
        }
        let about_tables = said.take().into_iter().map(Finding::of_file);
        let errors = found.iter().filter(|finding| !finding.can_be_configured()).count();
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

    /// What users prove of each mapping for them, where there are users. A file without one is
    /// looked at all the same.
    fn proofs<E>(&self, file: &MappingFile, conditions: &Conditions<'_>) -> Result<Vec<Proof>, E>
    where
        P: Fn(Vec<Evidence>) -> Result<Vec<Proof>, E>,
    {
        let objects = file.user_mappings().into_iter();
        match (&self.users, self.profile) {
            (Some(Users { surroundings, prove }), _) => {
                let new = |object| Evidence::new(file, object, conditions, surroundings.clone());
                prove(objects.map(new).collect())
            }
            (None, Some(profile)) => {
                Ok(objects.map(|it| Proof::of_profile(it, profile.clone())).collect())
            }
            (None, None) => Ok(Vec::new()),
        }
    }
}
