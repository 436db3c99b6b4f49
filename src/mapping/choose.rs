//! Which object mapping of a file is meant.

use super::messages;
use super::well_known::WellKnown;
use super::{MappingFile, ObjectMapping, SchemaChoice};
use crate::diagnostic::{Diagnostic, shortened, suggest};
use crate::schema::{self, TargetTable};
use crate::source::Span;

/// The table for a target of which nothing is known but that it speaks SCIM.
const ANY_SCIM: &str = "scim";

impl MappingFile {
    /// The object mapping of that name, or with that number where no name is so; without one,
    /// the live one that reads users.
    ///
    /// The choice is refused where it is not clear, and where the service would not run it. (Of a
    /// file that was read with errors it may say no more than that there is nothing to choose
    /// from.)
    pub fn choose(&self, name: Option<&str>) -> Result<&ObjectMapping, Box<Diagnostic>> {
        match name {
            Some(name) => self.named(name),
            None => self.for_users(),
        }
    }

    /// The live object mappings that read users.
    pub fn user_mappings(&self) -> Vec<&ObjectMapping> {
        let is_named = matches!(self.schema, SchemaChoice::Named(_) | SchemaChoice::Missing);
        let is_only = is_named && self.object_mappings.len() == 1;
        let live = self.object_mappings.iter().filter(|mapping| mapping.is_live());
        live.filter(|mapping| is_only || mapping.reads_users()).collect()
    }

    /// Where the target of an object mapping is described: the table of the job's app has its
    /// users only, and for groups and what flows back into Entra there is the file itself.
    pub fn schema_of(&self, chosen: &ObjectMapping) -> &SchemaChoice {
        match &self.schema {
            SchemaChoice::BuiltIn(_) if !chosen.writes_app_users => &SchemaChoice::FromDirectory,
            schema => schema,
        }
    }

    /// Why the file itself does not tell what its target takes, where that is so: its attributes
    /// are described nowhere, or the target is no SCIM service. Another table can still be given.
    fn target_obstacle(&self, chosen: &ObjectMapping) -> Option<Diagnostic> {
        match self.schema_of(chosen) {
            SchemaChoice::Named(_) | SchemaChoice::Missing => None,
            // What is not described can be anything: that is the matter, not the protocol.
            SchemaChoice::FromDirectory if chosen.target_attributes.is_empty() => {
                let well_known = WellKnown::load();
                let table = well_known.table(&chosen.target_directory).unwrap_or(ANY_SCIM);
                Some(messages::no_target_attributes(&self.source, chosen, table))
            }
            SchemaChoice::BuiltIn(_) | SchemaChoice::FromDirectory => {
                (!chosen.is_scim).then(|| messages::not_scim(&self.source, chosen))
            }
        }
    }

    /// The table of a chosen object mapping's target, as the file itself tells it. `load` gives
    /// the table of a name that the file states: a built-in one, or one at a path.
    ///
    /// Nothing where the file says nothing, which has been reported while it was read. Where
    /// `load` gives nothing there is no such table, and the diagnostic says so.
    pub fn target_table(
        &self,
        chosen: &ObjectMapping,
        load: impl FnOnce(&str) -> Option<TargetTable>,
    ) -> Result<Option<TargetTable>, Box<Diagnostic>> {
        if let Some(obstacle) = self.target_obstacle(chosen) {
            return Err(Box::new(obstacle));
        }
        Ok(match self.schema_of(chosen) {
            SchemaChoice::Named(name) => {
                let table = load(&name.value);
                Some(table.ok_or_else(|| messages::unknown_schema(&self.source, name))?)
            }
            SchemaChoice::BuiltIn(name) => schema::built_in(name),
            SchemaChoice::FromDirectory => {
                let attributes = &chosen.target_attributes;
                Some(TargetTable::from_directory(&chosen.target_object, attributes))
            }
            SchemaChoice::Missing => None,
        })
    }

    fn named(&self, name: &str) -> Result<&ObjectMapping, Box<Diagnostic>> {
        let by = |is_name: &dyn Fn(&str) -> bool| -> Vec<&ObjectMapping> {
            self.object_mappings.iter().filter(|mapping| is_name(&mapping.label())).collect()
        };
        let mut found = by(&|label| label == name);
        if found.is_empty() {
            found = by(&|label| label.eq_ignore_ascii_case(name));
        }
        if found.is_empty()
            && let Ok(number) = name.parse::<usize>()
        {
            found.extend(self.object_mappings.iter().find(|mapping| mapping.number == number));
        }
        // Of several with one name, those that are live.
        if found.len() > 1 && found.iter().any(|mapping| mapping.is_live()) {
            found.retain(|mapping| mapping.is_live());
        }
        match found.as_slice() {
            [one] if one.is_live() => Ok(one),
            [one] => Err(Box::new(messages::not_live(&self.source, one))),
            [] => {
                let live = self.live();
                let labels: Vec<String> = live.iter().map(|mapping| mapping.label()).collect();
                let nearest = suggest::nearest(name, labels.iter().map(String::as_str));
                let span = self.first_span();
                Err(Box::new(messages::unknown_object_mapping(
                    &self.source,
                    span,
                    name,
                    nearest,
                    &live,
                )))
            }
            several => Err(Box::new(messages::several_object_mappings(&self.source, several))),
        }
    }

    fn for_users(&self) -> Result<&ObjectMapping, Box<Diagnostic>> {
        if let ([only], SchemaChoice::Named(_) | SchemaChoice::Missing) =
            (self.object_mappings.as_slice(), &self.schema)
        {
            return Ok(only);
        }
        let well_known = WellKnown::load();
        let is_for_users = |mapping: &&ObjectMapping| well_known.is_user(&mapping.source_object);
        let users: Vec<&ObjectMapping> = self.object_mappings.iter().filter(is_for_users).collect();
        let live: Vec<&ObjectMapping> =
            users.iter().copied().filter(|mapping| mapping.is_live()).collect();
        match (live.as_slice(), users.first()) {
            ([one], _) => Ok(one),
            ([], Some(first)) => {
                let obstacle = first.liveness.obstacle().unwrap_or("it is not live");
                let reason = format!("this one reads users, but {obstacle}");
                Err(Box::new(messages::no_object_mapping(
                    &self.source,
                    first.span,
                    &reason,
                    &self.live(),
                )))
            }
            ([], None) => {
                let reason = match self.object_mappings.first() {
                    Some(first) if !first.source_object.is_empty() => {
                        format!("this one reads `{}`", shortened(&first.source_object))
                    }
                    Some(_) => "this one does not say what it reads".to_owned(),
                    None => "there is no object mapping in this file".to_owned(),
                };
                Err(Box::new(messages::no_object_mapping(
                    &self.source,
                    self.first_span(),
                    &reason,
                    &self.live(),
                )))
            }
            (several, _) => Err(Box::new(messages::several_object_mappings(&self.source, several))),
        }
    }

    fn live(&self) -> Vec<&ObjectMapping> {
        self.object_mappings.iter().filter(|mapping| mapping.is_live()).collect()
    }

    fn first_span(&self) -> Span {
        self.object_mappings.first().map(|mapping| mapping.span).unwrap_or_default()
    }
}
