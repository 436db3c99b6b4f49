//! What users prove: what their attributes are like, and what they would get.
//!
//! In: an object mapping, then chunks of users. Out: a [`Proof`] for [`Conditions`]: a profile that
//! narrows what expressions can be, and what the rules' [`Watcher`]s saw of the values that users
//! in scope would get. Whoever is out of scope gets nothing, and so proves nothing of expressions:
//! of scoping filters they do, so there is a second profile of everybody.
//!
//! Mappings with errors are planned without: the others give what they would give.
//!
//! [`Conditions`]: super::Conditions

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use super::rule::Check;
use super::run::{mapped, target_table};
use super::subject::Rows;
use super::{Conditions, Finding, Findings, Mapped, RULES, Subject, messages};
use crate::diagnostic::{Diagnostic, Severity};
use crate::functions::{Recent, Surroundings};
use crate::mapping::{Mapping, MappingFile, MappingSource, ObjectMapping};
use crate::plan::{self, Compilation, Outcome, Plan};
use crate::profile::{KeptValues, Place, Profile, Profiler, Those, Who};
use crate::record::{Chunk, Fault, Record};
use crate::schema::TargetTable;
use crate::scope::Decision;
use crate::source::{Source, Span};

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
    recent: Recent,
    /// Of those in scope.
    profiler: Profiler,
    /// Of everybody, and of those out of scope, where some can be.
    everybody: Option<Profiler>,
    out_of_scope: Option<Profiler>,
    watching: Vec<Watching>,
    /// By the plan's targets: the watchers of each.
    watched: Vec<Vec<usize>>,
    /// By the plan's targets: who would get nothing there.
    given_nothing: Vec<Those>,
    object_mapping: Span,
    /// What is said where nobody's values are looked at.
    not_seen: Diagnostic,
    /// What is said where none of them is in scope.
    nobody: Diagnostic,
    /// How many there were, readable or not.
    users: u64,
    /// Who could not be read as the mapping reads them, and why the first of them could not.
    unreadable: Those,
    first_fault: Option<Fault>,
    /// Of whom it cannot be decided whether they are in scope, and why not for the first of them.
    undecided: Those,
    first_doubt: Option<String>,
    /// How many could be read and were in scope.
    in_scope: u64,
}

/// The rows of users by whether they are in scope; where that is undecided, they are in none.
#[derive(Default)]
struct Scoped {
    in_scope: BTreeSet<u64>,
    out_of_scope: BTreeSet<u64>,
    /// Of those who cannot be read as the mapping reads them: whoever counts users leaves them out.
    unreadable: BTreeSet<u64>,
}

/// What users proved of one object mapping.
pub struct Proof {
    profile: Profile,
    /// Of those out of scope too, where there can be any.
    everybody: Option<Profile>,
    /// Of those out of scope alone, where somebody was asked whether they are.
    out_of_scope: Option<Profile>,
    /// How many there were, readable or not.
    users: u64,
    /// Who could not be read, and why the first of them could not, where that is known.
    unreadable: Those,
    first_fault: Option<Fault>,
    /// Of whom it could not be decided whether they are in scope: they are not in the profiles of
    /// either.
    undecided: Those,
    first_doubt: Option<String>,
    /// Why nobody's values were looked at, where that is so.
    pub(super) obstacle: Option<Diagnostic>,
    /// The targets whose values were looked at, with those who would get nothing there.
    targets: BTreeMap<String, Those>,
    /// How many users would get something.
    seen: u64,
    watching: Vec<Watching>,
    pub(super) object_mapping: Span,
}

/// A rule that watches the values of a mapping.
struct Watching {
    /// The mapping's place in the file: several can have one target.
    mapping: Span,
    target: String,
    watcher: Box<dyn Watcher>,
}

impl Evidence {
    /// Nobody seen yet. A mapping with errors gives nobody anything, and hides no other. Where
    /// nobody's scope can be decided, attributes are all that is looked at, and the proof says so.
    pub fn new(
        file: &MappingFile,
        object: &ObjectMapping,
        conditions: &Conditions<'_>,
        surroundings: Surroundings,
    ) -> Evidence {
        let table = target_table(file, object, conditions).0;
        let (object, compiled) = match &table {
            Some(table) => {
                let (object, compiled) = without_errors(file, object, table, conditions);
                (object, Some(compiled))
            }
            None => (Cow::Borrowed(object), None),
        };
        let object = object.as_ref();
        let (plan, analyses) = compiled.map_or((None, Vec::new()), |it| (it.plan, it.mappings));
        let env = plan::env_of(object, conditions.env);
        let mappings = mapped(object, table.as_ref(), &analyses);
        let subject = Subject {
            rows: Rows::of(&mappings, table.as_ref(), file.options),
            file,
            object,
            table: table.as_ref(),
            env: &env,
            mappings,
            site: conditions.site,
            profile: None,
            everybody: None,
            out_of_scope: None,
            proof: None,
        };
        let watching = if plan.is_some() { watchers(&subject) } else { Vec::new() };
        let mut by_target: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, watching) in watching.iter().enumerate() {
            by_target.entry(&watching.target).or_default().push(index);
        }
        let targets = plan.iter().flat_map(Plan::targets);
        let watched: Vec<Vec<usize>> =
            targets.map(|it| by_target.remove(it).unwrap_or_default()).collect();
        let profiler = || Profiler::new(env.source_table().clone());
        let of_scope = || (!object.scope.is_empty()).then(profiler);
        Evidence {
            plan,
            surroundings,
            recent: Recent::default(),
            profiler: profiler(),
            everybody: of_scope(),
            out_of_scope: of_scope(),
            watching,
            given_nothing: vec![Those::default(); watched.len()],
            watched,
            object_mapping: object.span,
            nobody: messages::nobody_in_scope(&file.source, object.span),
            not_seen: messages::values_not_seen(&file.source, object.span),
            users: 0,
            unreadable: Those::default(),
            first_fault: None,
            undecided: Those::default(),
            first_doubt: None,
            in_scope: 0,
        }
    }

    /// Looks at a chunk of users; their rows are those of `input`, where there are several inputs.
    ///
    /// Fails where the input cannot be read at all.
    pub fn add(&mut self, chunk: &Chunk, input: Option<&str>) -> Result<(), Fault> {
        let rows = self.watch(chunk, input)?;
        let unreadable = rows.unreadable.len() as u64;
        if let Some(everybody) = &mut self.everybody {
            everybody.add_those(chunk, input, |row| !rows.unreadable.contains(&row))?;
            everybody.add_unreadable(unreadable);
        }
        if let Some(profiler) = &mut self.out_of_scope {
            profiler.add_those(chunk, input, |row| rows.out_of_scope.contains(&row))?;
        }
        self.profiler.add_unreadable(unreadable);
        self.profiler.add_those(chunk, input, |row| rows.in_scope.contains(&row))
    }

    /// Lets the watchers see what users in scope would get; the rows of those who are, and of those
    /// who are not.
    fn watch(&mut self, chunk: &Chunk, input: Option<&str>) -> Result<Scoped, Fault> {
        let mut rows = Scoped::default();
        let place = |row| Place { input: input.map(str::to_owned), row };
        let Some(plan) = self.plan.clone() else {
            for (row, user) in chunk.users() {
                self.users += 1;
                match user {
                    Ok(_) => rows.in_scope.insert(row),
                    Err(fault) => {
                        self.refuse(&place(row), fault);
                        rows.unreadable.insert(row)
                    }
                };
            }
            return Ok(rows);
        };
        let reader = plan.layout().reader(chunk)?;
        let mut memory = Record::new();
        for (row, user) in chunk.users() {
            self.users += 1;
            let read = user.and_then(|user| reader.read(user, std::mem::take(&mut memory)));
            let record = match read {
                Ok(record) => record,
                Err(fault) => {
                    rows.unreadable.insert(row);
                    self.refuse(&place(row), fault);
                    continue;
                }
            };
            match plan.decide_scope(&record) {
                Decision::InScope => {
                    rows.in_scope.insert(row);
                    self.in_scope += 1;
                    let place = place(row);
                    plan.evaluate(
                        &record,
                        row,
                        &self.surroundings,
                        &self.recent,
                        |index, outcome| {
                            if let (true, Some(those)) =
                                (outcome.is_nothing(), self.given_nothing.get_mut(index))
                            {
                                those.add(&place);
                            }
                            for watcher in self.watched.get(index).into_iter().flatten() {
                                if let Some(watching) = self.watching.get_mut(*watcher) {
                                    watching.watcher.see(&place, &outcome);
                                }
                            }
                            true
                        },
                    );
                }
                Decision::OutOfScope { .. } => {
                    rows.out_of_scope.insert(row);
                }
                Decision::Undecided { message } => {
                    self.undecided.add(&place(row));
                    self.first_doubt.get_or_insert(message);
                }
            }
            memory = record.recycle();
        }
        Ok(rows)
    }

    fn refuse(&mut self, place: &Place, fault: Fault) {
        self.unreadable.add(place);
        self.first_fault.get_or_insert(fault);
    }

    /// What they proved.
    pub fn finish(self) -> Proof {
        let targets = self.plan.iter().flat_map(Plan::targets).map(str::to_owned);
        let targets = targets.zip(self.given_nothing).collect();
        let out_of_scope = self.out_of_scope.filter(|_| self.plan.is_some());
        let (undecided, unreadable) = (self.undecided.count(), self.unreadable.count());
        let decides_nothing = undecided > 0 && undecided + unreadable == self.users;
        let sees_nobody = self.plan.is_none() || decides_nothing;
        let all_are_out = undecided == 0 && self.users > unreadable && self.in_scope == 0;
        let nobody = all_are_out.then_some(self.nobody);
        Proof {
            profile: self.profiler.finish(KeptValues::All),
            everybody: self.everybody.map(|profiler| profiler.finish(KeptValues::All)),
            out_of_scope: out_of_scope.map(|profiler| profiler.finish(KeptValues::None)),
            users: self.users,
            unreadable: self.unreadable,
            first_fault: self.first_fault,
            undecided: self.undecided,
            first_doubt: self.first_doubt,
            obstacle: if sees_nobody { Some(self.not_seen) } else { nobody },
            targets,
            seen: self.in_scope,
            watching: self.watching,
            object_mapping: self.object_mapping,
        }
    }
}

impl Proof {
    /// What a profile proves of an object mapping.
    pub fn of_profile(object: &ObjectMapping, profile: Profile) -> Proof {
        Proof {
            users: profile.users.saturating_add(profile.unreadable),
            unreadable: Those::counted(profile.unreadable),
            first_fault: None,
            undecided: Those::default(),
            first_doubt: None,
            profile,
            everybody: None,
            out_of_scope: None,
            obstacle: None,
            targets: BTreeMap::new(),
            seen: 0,
            watching: Vec::new(),
            object_mapping: object.span,
        }
    }

    /// Why what they show is not all there is, where that is so.
    pub(super) fn doubt(&self, source: &Source) -> Option<Diagnostic> {
        match (self.users, self.unreadable.count()) {
            (0, _) => Some(messages::no_users(source, self.object_mapping)),
            (_, 0) => None,
            (users, _) => {
                let (those, fault) = (self.unreadable.of(users, Who::All), &self.first_fault);
                let span = self.object_mapping;
                Some(messages::unreadable_users(source, span, &those, fault.as_ref()))
            }
        }
    }

    /// Who is left out since nobody knows whether they are in scope, where somebody is.
    pub(super) fn undecided(&self, source: &Source) -> Option<Diagnostic> {
        let doubt = self.first_doubt.as_deref()?;
        let those = self.undecided.of(self.users, Who::All);
        Some(messages::undecided_users(source, self.object_mapping, &those, doubt))
    }

    /// What users in scope are like; where that is not known, all of them.
    pub(super) fn profile(&self, is_decidable: bool) -> &Profile {
        if is_decidable { &self.profile } else { self.everybody() }
    }

    /// What all users are like, in scope or not.
    pub(super) fn everybody(&self) -> &Profile {
        self.everybody.as_ref().unwrap_or(&self.profile)
    }

    /// What those out of scope are like; nothing where that is not known.
    pub(super) fn out_of_scope(&self, is_decidable: bool) -> Option<&Profile> {
        self.out_of_scope.as_ref().filter(|_| is_decidable)
    }

    /// True where the values that a target would get were looked at.
    pub(super) fn has_seen(&self, target: &str) -> bool {
        self.targets.contains_key(target)
    }

    /// Who would get nothing at a target, and of how many users; nothing where not everybody's
    /// value was looked at.
    pub(super) fn given_nothing(&self, target: &str) -> Option<(&Those, u64)> {
        let sees_all = self.seen > 0 && self.unreadable.count() == 0 && self.undecided.count() == 0;
        Some((self.targets.get(target).filter(|_| sees_all)?, self.seen))
    }

    /// What the rules say of the values that they saw.
    pub(super) fn findings(&self, subject: &Subject<'_>) -> Vec<Finding> {
        let by_place: HashMap<Span, &Mapped<'_>> =
            subject.mappings.iter().map(|mapped| (mapped.mapping.span, mapped)).collect();
        let mut findings = Findings::new(subject.label());
        for Watching { mapping, target, watcher } in &self.watching {
            if let Some(mapped) = by_place.get(mapping) {
                findings.about(Some(target));
                watcher.report(mapped, subject, &mut findings);
            }
        }
        findings.into_vec()
    }
}

/// The object mapping without what nobody could be given, compiled.
fn without_errors<'o>(
    file: &MappingFile,
    object: &'o ObjectMapping,
    table: &TargetTable,
    conditions: &Conditions<'_>,
) -> (Cow<'o, ObjectMapping>, Compilation) {
    let compile = |object| Plan::compile(file, object, table, conditions.env, conditions.version);
    let compiled = compile(object);
    let errors = compiled.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let places: Vec<Span> =
        errors.map(|error| error.source.span_in_file(error.primary.span)).collect();
    let is_sound = |mapping: &Mapping| {
        let span = mapping.span;
        mapping.source != MappingSource::Unreadable
            && !places.iter().any(|place| span.start <= place.start && place.end <= span.end)
    };
    if compiled.plan.is_some() && object.mappings.iter().all(is_sound) {
        return (Cow::Borrowed(object), compiled);
    }
    let mut sound = object.clone();
    sound.mappings.retain(is_sound);
    // What is left out may be what the target requires.
    sound.is_whole = false;
    let compiled = compile(&sound);
    (Cow::Owned(sound), compiled)
}

fn watchers(subject: &Subject<'_>) -> Vec<Watching> {
    let mut watching = Vec::new();
    for rule in RULES {
        let Check::Values(watch) = rule.check else { continue };
        for mapped in &subject.mappings {
            let (mapping, target) = (mapped.mapping.span, mapped.mapping.target.value.clone());
            let watcher = watch(mapped, subject);
            watching.extend(watcher.map(|watcher| Watching { mapping, target, watcher }));
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
