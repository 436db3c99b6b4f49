//! Names of the provisioning service that say something about a file: which job templates speak
//! SCIM, which source objects are users.
//!
//! In: the table `graph-jobs.json`. Absent on purpose: any such name in this code.

use serde::Deserialize;

use super::definitions::{CrossTenant, Job};
use crate::functions::{DeclaredFunction, DeclaredParameter, Service};
use crate::schema::{DirectoryAttribute, ScimVersion};
use crate::source::Located;

const TABLE: &str = include_str!("../schema/tables/graph-jobs.json");

/// The table.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WellKnown {
    scim_templates: Vec<Template>,
    scim_object: Pattern,
    scim_attribute: String,
    source_users: Vec<String>,
    target_user: String,
    entra_directories: Vec<String>,
    cloud_sync: Marks,
    hr_inbound: Marks,
    cross_tenant: CrossTenantJobs,
    own_functions: Vec<OwnFunction>,
}

#[derive(Debug, Default, Deserialize)]
struct CrossTenantJobs {
    templates: Vec<String>,
    #[serde(flatten)]
    rules: CrossTenant,
}

/// What tells a service: how the ids of its templates begin, and the names of its directories.
#[derive(Debug, Default, Deserialize)]
struct Marks {
    templates: Vec<String>,
    directories: Vec<String>,
}

/// A function that the service's own mappings call.
#[derive(Debug, Deserialize)]
struct OwnFunction {
    name: String,
    parameters: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Template {
    id: String,
    table: Option<String>,
    superseded_by: Option<String>,
    scim: Option<String>,
    #[serde(default)]
    is_own_app: bool,
}

#[derive(Debug, Default, Deserialize)]
struct Pattern {
    prefix: String,
    contains: String,
}

impl WellKnown {
    /// Reads the table. It is part of the program: a test reads it too.
    pub(super) fn load() -> WellKnown {
        serde_json::from_str(TABLE).unwrap_or_default()
    }

    /// The built-in table that describes the target of a job or template with that id, or the
    /// directory of that name: templates call theirs as they are called.
    pub(super) fn table(&self, job: &str) -> Option<&str> {
        self.template(job)?.table.as_deref()
    }

    /// What is known of a job or template with that id.
    pub(super) fn job(&self, id: Located<String>) -> Job {
        let template = self.template(&id.value);
        let version = template.and_then(|it| it.scim.as_deref());
        Job {
            superseded_by: template.and_then(|it| it.superseded_by.clone()),
            scim: version.and_then(ScimVersion::from_name),
            cross_tenant: begins_with_one(&id.value, &self.cross_tenant.templates)
                .then(|| self.cross_tenant.rules.clone()),
            is_own_app: template.is_some_and(|it| it.is_own_app),
            id,
        }
    }

    /// True where such a job, such a target directory or such a target object means SCIM.
    pub(super) fn is_scim(&self, job: &str, directory: &str, target_object: &str) -> bool {
        if self.is_entra(directory) {
            return false;
        }
        let object = target_object.to_ascii_lowercase();
        let is_urn = object.starts_with(&self.scim_object.prefix)
            && object.contains(&self.scim_object.contains);
        is_urn || self.template(job).is_some() || self.template(directory).is_some()
    }

    /// True where the attributes have the one that every SCIM user has.
    pub(super) fn is_scim_user(&self, attributes: &[DirectoryAttribute]) -> bool {
        attributes.iter().any(|attribute| attribute.name == self.scim_attribute)
    }

    /// True where that source object is a user.
    pub(super) fn is_user(&self, source_object: &str) -> bool {
        self.source_users.iter().any(|user| user.eq_ignore_ascii_case(source_object))
    }

    /// True where that source object is a user of Entra. What names no directory says nothing
    /// against it.
    pub(super) fn is_entra_user(&self, directory: &str, source_object: &str) -> bool {
        let is_there = directory.is_empty() || self.is_entra(directory);
        is_there && (source_object.is_empty() || self.is_user(source_object))
    }

    /// True where that target object is the user of an app: `User`, or a schema's URN that ends so.
    pub(super) fn is_app_user(&self, directory: &str, target_object: &str) -> bool {
        let object = target_object.rsplit(':').next().unwrap_or_default();
        object.eq_ignore_ascii_case(&self.target_user) && !self.is_entra(directory)
    }

    /// The service that runs a job between those directories; nothing where that is not plain.
    pub(super) fn service(&self, job: &str, source: &str, target: &str) -> Option<Service> {
        let template = job.split('.').next().unwrap_or_default();
        let is_from_entra = self.is_entra(source);
        if self.hr_inbound.is_directory(source)
            || (!is_from_entra && self.hr_inbound.is_template(template))
        {
            return Some(Service::HrInbound);
        }
        let directories = [source, target];
        if self.cloud_sync.is_template(template)
            || directories.iter().any(|name| self.cloud_sync.is_directory(name))
        {
            return Some(Service::CloudSync);
        }
        let is_app = !target.is_empty() && !self.is_entra(target);
        let is_outbound = (is_from_entra || source.is_empty()) && is_app;
        (is_outbound || self.template(job).is_some()).then_some(Service::AppProvisioning)
    }

    /// The functions that the service's own mappings call, known by name and arity.
    pub(super) fn own_functions(&self) -> Vec<DeclaredFunction> {
        let parameter = |name: &String| DeclaredParameter {
            name: name.clone(),
            is_required: true,
            is_repeated: false,
        };
        let declared = |it: &OwnFunction| DeclaredFunction {
            name: it.name.clone(),
            parameters: it.parameters.iter().map(parameter).collect(),
        };
        self.own_functions.iter().map(declared).collect()
    }

    /// True where that directory is Entra itself, as in an inbound rule.
    fn is_entra(&self, directory: &str) -> bool {
        self.entra_directories.iter().any(|entra| entra.eq_ignore_ascii_case(directory))
    }

    /// A job's id starts with that of its template: `scim.<tenant>.<number>`.
    fn template(&self, job: &str) -> Option<&Template> {
        let id = job.split('.').next().unwrap_or_default();
        self.scim_templates.iter().find(|template| template.id.eq_ignore_ascii_case(id))
    }
}

impl Marks {
    fn is_template(&self, template: &str) -> bool {
        begins_with_one(template, &self.templates)
    }

    fn is_directory(&self, directory: &str) -> bool {
        begins_with_one(directory, &self.directories)
    }
}

fn begins_with_one(name: &str, beginnings: &[String]) -> bool {
    let begins = |it: &String| {
        name.get(..it.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(it))
    };
    beginnings.iter().any(begins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        let table = serde_json::from_str::<WellKnown>(TABLE);
        let table = table.unwrap_or_else(|error| panic!("graph-jobs.json: {error}"));
        assert_eq!(table.table("FacebookWorkplace.1f58d1.6a0b230b-3a8d"), Some("workplace"));
        assert_eq!(table.table("scim"), None);
        assert!(table.is_scim("scim.00000000", "", "User"));
        assert!(!table.is_scim("scimitar.1", "", "User"));
        assert!(!table.is_scim("", "Active Directory", "User"));
        assert!(table.is_scim("", "customappsso", "User"));
        assert!(table.is_scim("", "", "urn:ietf:params:scim:schemas:core:2.0:User"));
        assert!(table.is_user("user") && table.is_user("inetOrgPerson"));
        assert!(!table.is_user("Group") && !table.is_user(""));
        for (job, source, target, expected, why) in [
            ("WorkdayX.1.2", "Workday", "contoso.com", Some(Service::HrInbound), "to a domain"),
            ("", "SAP SuccessFactors", "Microsoft Entra ID", Some(Service::HrInbound), "to Entra"),
            ("", "Microsoft Entra ID", "Workday", Some(Service::AppProvisioning), "write-back"),
            ("AD2AADProvisioning.1", "x", "Entra", Some(Service::CloudSync), "by its template"),
            ("", "Microsoft Entra ID", "Active Directory", Some(Service::CloudSync), "back"),
            ("", "Azure Active Directory", "Payroll", Some(Service::AppProvisioning), "an app"),
            ("Azure2Azure.1.2", "Entra", "Microsoft Entra ID", None, "between tenants"),
            ("", "Own HR", "Microsoft Entra ID", None, "who knows"),
            ("", "", "", None, "nothing is said"),
        ] {
            assert_eq!(table.service(job, source, target), expected, "{why}");
        }
        assert!(!table.is_scim("FacebookWorkplace.1.2", "Microsoft Entra ID", "User"));
        for (directory, object, expected, why) in [
            ("Workplace", "User", true, "a user of an app"),
            ("Workplace", "urn:ietf:params:scim:schemas:core:2.0:User", true, "as SCIM has it"),
            ("Workplace", "urn:ietf:params:scim:schemas:core:2.0:Group", false, "another object"),
            ("microsoft entra id", "User", false, "inbound"),
            ("Workplace", "SuperUser", false, "another name"),
        ] {
            assert_eq!(table.is_app_user(directory, object), expected, "{object}: {why}");
        }
    }
}
