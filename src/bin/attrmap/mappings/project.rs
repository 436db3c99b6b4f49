//! The settings of a project: `attrmap.toml`, found from a mapping file upwards.

use std::path::{Path, PathBuf};

use attrmap::diagnostic::Diagnostics;
use attrmap::lint::{Exceptions, Finding, Policy, Settings};
use attrmap::source::Source;

use crate::system::console::Trouble;
use crate::system::files::{self, is_named};
use crate::system::outside::Outside;

/// What the file is called.
const NAME: &str = "attrmap.toml";

/// Settings with the file they stand in.
pub(crate) struct Project {
    source: Source,
    pub(crate) settings: Settings,
    /// What is wrong with them.
    said: Diagnostics,
}

/// Where the settings for a mapping file stand; nothing where there are none.
pub(crate) fn path_for(file: &Path, outside: &dyn Outside) -> Option<PathBuf> {
    let here = Path::new(".");
    let folder = if is_named(file) { file.parent()? } else { here };
    let folder = if folder.as_os_str().is_empty() { here } else { folder };
    // What is above is known of the real folder only: `..` and links lead elsewhere.
    let whole = outside.real(folder)?;
    let mut above = whole.ancestors().map(|above| above.join(NAME));
    let found = above.find(|path| outside.is_file(path))?;
    // Seen from here, as the mapping files are.
    let here = outside.real(here);
    let near = here.and_then(|here| found.strip_prefix(here).ok().map(Path::to_path_buf));
    Some(near.unwrap_or(found))
}

impl Project {
    /// Reads the settings at a path; none without one.
    pub(crate) fn read(path: Option<&Path>, outside: &dyn Outside) -> Result<Project, Trouble> {
        let source = match path {
            Some(path) => {
                let name = path.display().to_string();
                let text = files::text_of(&name, &outside.read(path)?)?;
                Source::new(name, text)
            }
            None => Source::new(NAME, ""),
        };
        let (settings, said) = Settings::read(&source);
        Ok(Project { source, settings, said })
    }

    /// Where they stand.
    pub(crate) fn path(&self) -> Option<&Path> {
        (!self.source.text().is_empty()).then(|| Path::new(self.source.name()))
    }

    /// Its exceptions, while its files are looked at.
    pub(crate) fn exceptions(&self) -> Exceptions<'_> {
        Exceptions::new(&self.source, &self.settings.exceptions)
    }

    /// What counts of what there is to say of the settings themselves, once all files were looked
    /// at; `is_whole` where these are all that the project has.
    pub(crate) fn findings(
        &self,
        exceptions: &Exceptions<'_>,
        policy: &Policy,
        is_whole: bool,
    ) -> Vec<Finding> {
        let said = self.said.clone().into_iter().map(Finding::of_file);
        let about_settings = said.chain(exceptions.unused(is_whole));
        about_settings.filter_map(|finding| policy.apply(finding)).collect()
    }
}
