//! Microsoft Entra attribute mappings, offline.
//!
//! Entra ID provisions people into applications through *attribute mappings*: for each SCIM
//! attribute of the target one expression such as `Coalesce([mail], [userPrincipalName])`.
//! attrmap reads such mappings, checks them against the target's table, compiles them, and turns
//! users into SCIM payloads, or says which users cannot be provisioned and why.
//!
//! ```
//! use attrmap::schema::built_in;
//! use attrmap::{DateTime, Env, MappingFile, Plan, ScimVersion, Surroundings, Verdict, Worker};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // A mapping: attrmap's TOML, or a synchronizationSchema exported from Microsoft Graph.
//! let text = r#"
//!     schema = "workplace"
//!
//!     [map]
//!     userName = "[userPrincipalName]"
//!     name.formatted = 'Join(" ", [givenName], [surname])'
//!     'emails[type eq "work"].value' = 'Coalesce([mail], [userPrincipalName])'
//! "#;
//! let (file, diagnostics) = MappingFile::read("users.attrmap.toml", text);
//! assert!(diagnostics.is_empty(), "{diagnostics}");
//!
//! // The table of the target, and the mapping compiled for it.
//! let object_mapping = file.choose(None)?;
//! let table = file.target_table(object_mapping, built_in)?.ok_or("no such table")?;
//! let compilation =
//!     Plan::compile(&file, object_mapping, &table, &Env::entra(), ScimVersion::V2_0);
//! let plan = compilation.plan.ok_or(compilation.diagnostics)?;
//!
//! // One user in, one payload out. The clock is an argument.
//! let surroundings = Surroundings::at(DateTime::UNIX_EPOCH);
//! let mut worker = Worker::new(plan, surroundings);
//! let user = r#"{"userPrincipalName": "ana@contoso.com", "givenName": "Ana", "mail": null}"#;
//! let Verdict::Payload(payload) = worker.json(user)? else { return Ok(()) };
//! assert_eq!(
//!     payload.json,
//!     concat!(
//!         r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"#,
//!         r#""userName":"ana@contoso.com","#,
//!         r#""emails":[{"type":"work","primary":true,"value":"ana@contoso.com"}],"#,
//!         r#""name":{"formatted":"Ana"}}"#,
//!     )
//! );
//!
//! // A user that the target would refuse is a reject, not an error of the mapping.
//! let reject = worker.json(r#"{"id": "7", "userPrincipalName": ""}"#).unwrap_err();
//! assert_eq!(reject.code.path, "plan::required-value-missing");
//! assert_eq!(reject.key.as_deref(), Some("7"));
//! # Ok(())
//! # }
//! ```
//!
//! A user comes as JSON text ([`Worker::json`]), as a `serde_json::Value` ([`Worker::value`]), or
//! as anything that lends its attributes by name ([`Worker::lent`]). Whole inputs go through a
//! [`Cutter`], which takes bytes as they come and gives chunks of users, and [`Worker::run`], which
//! turns a chunk into a [`Batch`] of payload lines; a [`Tally`] counts what became of everybody.
//!
//! What a mapping asks of the outside is given by the caller: the clock, what random values are
//! drawn from, the tenant's default domain ([`Surroundings`]), the texts of `%parameters%` and the
//! service that it is to run in ([`Env`]), and the values that the target has already
//! ([`TakenByTarget`](plan::TakenByTarget)):
//!
//! ```
//! use attrmap::functions::Randomness;
//! use attrmap::record::Limits;
//! use attrmap::schema::built_in;
//! use attrmap::{Batch, Cutter, DateTime, Env, MappingFile, Plan, ScimVersion, Surroundings, Worker};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = r#"
//!     schema = "scim"
//!
//!     [map]
//!     userName = 'SelectUniqueValue([mailNickname], Append([mailNickname], "2"))'
//!     externalId = "Guid()"
//! "#;
//! let (file, _) = MappingFile::read("users.attrmap.toml", text);
//! let table = built_in("scim").ok_or("no such table")?;
//! let object_mapping = file.choose(None)?;
//! let compilation =
//!     Plan::compile(&file, object_mapping, &table, &Env::entra(), ScimVersion::V2_0);
//! let plan = compilation.plan.ok_or(compilation.diagnostics)?;
//!
//! // A seed draws the same in every run; `Randomness::Secret` takes 32 bytes that nobody knows.
//! let now = DateTime::UNIX_EPOCH;
//! let surroundings = Surroundings { randomness: Randomness::Seeded(7), ..Surroundings::at(now) };
//!
//! // What the target has. What users are given is added, in the order in which they come.
//! let mut taken = plan.taken();
//! taken.insert("userName", "ana");
//!
//! // Chunks can go to many workers; their batches are settled in the order of the input.
//! let mut cutter = Cutter::new(None, Limits::default());
//! let users = "{\"mailNickname\": \"ana\"}\n".repeat(2);
//! cutter.buffer().extend(users.bytes());
//! let chunk = cutter.take(true)?.ok_or("no users")?;
//! let mut batch = Batch::new();
//! Worker::new(plan.clone(), surroundings).run(&chunk, &mut batch)?;
//! batch.settle(&plan, &mut taken);
//! assert!(batch.payloads().windows(4).any(|part| part == b"ana2"));
//!
//! // For the second user both names are taken.
//! let reject = batch.rejects().next().ok_or("nobody is rejected")?;
//! assert_eq!((reject.row, reject.code.path), (2, "eval::not-unique"));
//! # Ok(())
//! # }
//! ```
//!
//! The library reads no file and no clock, prints nothing and holds no state of its own; a
//! [`Plan`] is `Send + Sync` and cheap to clone. Without default features it needs no
//! terminal.
//!
//! | feature | brings |
//! |---|---|
//! | `toml` | mapping files in TOML |
//! | `render` | diagnostics drawn for people |
//! | `cli` (default) | the binary, with both |
//!
//! What a small program needs stands at the root; all else is in its room. The rooms, from the
//! ground up: [`source`], [`diagnostic`], [`types`], [`dotnet`], [`syntax`],
//! [`json`], [`schema`], [`functions`], [`check`], [`program`], [`scope`], [`mapping`], [`record`],
//! [`profile`], [`flow`], [`scim`], [`plan`], [`report`], [`mod@reference`]. `docs/architecture.md` is their map.

pub mod check;
pub mod diagnostic;
pub mod dotnet;
pub mod flow;
pub mod functions;
pub mod json;
pub mod lint;
pub mod mapping;
pub mod plan;
pub mod profile;
pub mod program;
pub mod record;
pub mod reference;
pub mod report;
pub mod schema;
pub mod scim;
pub mod scope;
pub mod source;
pub mod syntax;
pub mod types;

pub use check::Env;
pub use diagnostic::Diagnostics;
pub use functions::Surroundings;
pub use mapping::MappingFile;
pub use plan::{Batch, Plan, Verdict, Worker};
pub use record::Cutter;
pub use report::Tally;
pub use schema::ScimVersion;
pub use types::{DateTime, Value};

/// What threads share is meant to be cloned for each of them.
#[cfg(test)]
const fn is_shared<T: Clone + Send + Sync>() {}

#[cfg(test)]
const _: () = {
    is_shared::<Env>();
    is_shared::<program::Program>();
    is_shared::<Plan>();
};
