//! What users prove: what their attributes are like, and what they would get.
//!
//! In: an object mapping, then chunks of users. Out: a [`Proof`] for [`Conditions`]: a profile that
//! narrows what expressions can be, and what the rules' [`Watcher`]s saw of the values that users
//! in scope would get. Whoever is out of scope gets nothing, and so proves nothing.
//!
//! [`Conditions`]: super::Conditions

use std::collections::BTreeSet;
use std::fmt;

use super::rule::{Check, Rule};
use super::run::{mapped, target_table};
use super::{Conditions, Finding, Findings, Mapped, RULES, Subject};
use crate::functions::Surroundings;
use crate::mapping::{MappingFile, ObjectMapping};
use crate::plan::{Outcome, Plan};
use crate::profile::{KeptValues, Place, Profile, Profiler};
use crate::record::{Chunk, Fault, Record};
use crate::scope::Decision;
use crate::source::Span;

/// Sees what one mapping gives, user by user, and says at the end what is wrong with it.
pub trait Watcher {
    /// What the user at that place would get.
    fn see(&mut self, place: &Place, outcome: &Outcome<'_>);

    /// What there is to say of all that was seen.
    fn report(&self, mapped: &Mapped<'_>, subject: &Subject<'_>, findings: &mut Findings);
}

/// Users while they are looked at.
pub struct Evidence {
    plan: Option<Plan>,
    surroundings: Surroundings,
    profiler: Profiler,
    out_of_scope: Profiler,
    watching: Vec<Watching>,
    /// By the plan's targets: the watchers of each.
    watched: Vec<Vec<usize>>,
    object_mapping: Span,
}

/// What users proved of one object mapping.
pub struct Proof {
    pub(super) profile: Profile,
    /// Those who are out of scope; nothing where nobody was asked whether they are.
    pub(super) out_of_scope: Option<Profile>,
    pub(super) watching: Vec<Watching>,
    pub(super) object_mapping: Span,
}

/// A rule that watches the values of a mapping.
pub(super) struct Watching {
    pub(super) rule: &'static Rule,
    pub(super) target: String,
    pub(super) watcher: Box<dyn Watcher>,
}

impl Evidence {
    /// Nobody seen yet. A mapping with errors gives nobody anything: then attributes are all that
    /// is looked at.
    pub fn new(
        file: &MappingFile,
        object: &ObjectMapping,
        conditions: &Conditions<'_>,
        surroundings: Surroundings,
    ) -> Evidence {
        let table = target_table(file, object, conditions).0;
        let compiled = table
            .as_ref()
            .map(|table| Plan::compile(file, object, table, conditions.env, conditions.version));
        let (plan, analyses) = compiled.map_or((None, Vec::new()), |it| (it.plan, it.mappings));
        let env = conditions.env.clone().with_attributes(&object.source_attributes);
        let subject = Subject {
            file,
            object,
            table: table.as_ref(),
            env: &env,
            mappings: mapped(object, table.as_ref(), &analyses),
            site: conditions.site,
            profile: None,
            out_of_scope: None,
        };
        let watching = if plan.is_some() { watchers(&subject) } else { Vec::new() };
        let targets = plan.iter().flat_map(Plan::targets);
        let of_target = |target: &str| {
            let indexed = watching.iter().enumerate();
            indexed.filter(|(_, it)| it.target == target).map(|(index, _)| index).collect()
        };
        let watched = targets.map(of_target).collect();
        Evidence {
            plan,
            surroundings,
            profiler: Profiler::new(env.source_table().clone()),
            out_of_scope: Profiler::new(env.source_table().clone()),
            watching,
            watched,
            object_mapping: object.span,
        }
    }

    /// Looks at a chunk of users; their rows are those of `input`, where there are several inputs.
    ///
    /// Fails where the input cannot be read at all.
    pub fn add(&mut self, chunk: &Chunk, input: Option<&str>) -> Result<(), Fault> {
        let out_of_scope = self.watch(chunk, input)?;
        if !out_of_scope.is_empty() {
            self.out_of_scope.add_those(chunk, input, |row| out_of_scope.contains(&row))?;
        }
        self.profiler.add_those(chunk, input, |row| !out_of_scope.contains(&row))
    }

    /// Lets the watchers see what users in scope would get; the rows of those who are not.
    fn watch(&mut self, chunk: &Chunk, input: Option<&str>) -> Result<BTreeSet<u64>, Fault> {
        let mut out_of_scope = BTreeSet::new();
        let Some(plan) = &self.plan else { return Ok(out_of_scope) };
        let reader = plan.layout().reader(chunk)?;
        let mut memory = Record::new();
        for (row, user) in chunk.users() {
            // Who cannot be read is in the profile.
            let Ok(user) = user else { continue };
            let Ok(record) = reader.read(user, std::mem::take(&mut memory)) else { continue };
            if plan.decide_scope(&record) == Decision::InScope {
                let place = Place { input: input.map(str::to_owned), row };
                plan.evaluate(&record, row, &self.surroundings, |index, outcome| {
                    for watcher in self.watched.get(index).into_iter().flatten() {
                        if let Some(watching) = self.watching.get_mut(*watcher) {
                            watching.watcher.see(&place, &outcome);
                        }
                    }
                    true
                });
            } else {
                out_of_scope.insert(row);
            }
            memory = record.recycle();
        }
        Ok(out_of_scope)
    }

    /// What they proved.
    pub fn finish(self) -> Proof {
        Proof {
            profile: self.profiler.finish(KeptValues::All),
            out_of_scope: self.plan.map(|_| self.out_of_scope.finish(KeptValues::None)),
            watching: self.watching,
            object_mapping: self.object_mapping,
        }
    }
}

impl Proof {
    /// What a profile proves of an object mapping.
    pub fn of_profile(object: &ObjectMapping, profile: Profile) -> Proof {
        let (watching, object_mapping) = (Vec::new(), object.span);
        Proof { profile, out_of_scope: None, watching, object_mapping }
    }
}

impl Watching {
    /// What the rule says of what it saw.
    pub(super) fn findings(&self, subject: &Subject<'_>) -> Vec<Finding> {
        let mut findings = Findings::new(self.rule, subject.label());
        let is_meant = |mapped: &&Mapped<'_>| mapped.mapping.target.value == self.target;
        if let Some(mapped) = subject.mappings.iter().find(is_meant) {
            findings.about(Some(&self.target));
            self.watcher.report(mapped, subject, &mut findings);
        }
        findings.into_vec()
    }
}

fn watchers(subject: &Subject<'_>) -> Vec<Watching> {
    let mut watching = Vec::new();
    for rule in RULES {
        let Check::Values(watch) = rule.check else { continue };
        for mapped in &subject.mappings {
            let target = mapped.mapping.target.value.clone();
            let watcher = watch(mapped, subject);
            watching.extend(watcher.map(|watcher| Watching { rule, target, watcher }));
        }
    }
    watching
}

impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evidence").finish_non_exhaustive()
    }
}

impl fmt::Debug for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proof").finish_non_exhaustive()
    }
}
