//! Microsoft Entra attribute mappings, offline.
//!
//! Entra ID provisions people into applications through *attribute mappings*: for each SCIM
//! attribute of the target one expression such as `Coalesce([mail], [userPrincipalName])`.
//! attrmap reads such mappings, checks them against the target's table, compiles them, and turns
//! users into SCIM payloads, or says which users cannot be provisioned and why.
//!
//! ```
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
//! let table = file.target_table(object_mapping, attrmap::schema::built_in)?.ok_or("no such table")?;
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
//! A user comes as JSON text ([`Worker::json`](plan::Worker::json)), as a `serde_json::Value`
//! ([`Worker::value`](plan::Worker::value)), or as anything that lends its attributes by name
//! ([`Worker::lent`](plan::Worker::lent)). Whole inputs go through a
//! [`Cutter`](record::Cutter), which takes bytes as they come and gives chunks of users, and
//! [`Worker::run`](plan::Worker::run), which turns a chunk into a
//! [`Batch`](plan::Batch) of payload lines; a [`Tally`](report::Tally) counts what became of
//! everybody.
//!
//! The library reads no file and no clock, prints nothing and holds no state of its own; a
//! [`Plan`](plan::Plan) is `Send + Sync` and cheap to clone. Without default features it needs no
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
//! [`flow`], [`scim`], [`plan`], [`report`], [`mod@reference`]. `docs/architecture.md` is their map.

pub mod check;
pub mod diagnostic;
pub mod dotnet;
pub mod flow;
pub mod functions;
pub mod json;
pub mod mapping;
pub mod plan;
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
