//! Where functions exist: the services that evaluate expressions.
//!
//! Absent on purpose: other differences between the services. What a function gives is the same
//! in all of them.

/// A service that evaluates expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// App provisioning: from Entra to gallery and SCIM applications.
    AppProvisioning,
    /// HR inbound provisioning: from an HR system to Active Directory or Entra.
    HrInbound,
    /// Cloud sync: from Active Directory to Entra.
    CloudSync,
}

impl Service {
    /// All of them.
    pub const ALL: [Service; 3] =
        [Service::AppProvisioning, Service::HrInbound, Service::CloudSync];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Service::AppProvisioning => "app provisioning",
            Service::HrInbound => "HR inbound",
            Service::CloudSync => "cloud sync",
        }
    }

    /// What `--service` calls it.
    pub fn key(self) -> &'static str {
        match self {
            Service::AppProvisioning => "app-provisioning",
            Service::HrInbound => "hr-inbound",
            Service::CloudSync => "cloud-sync",
        }
    }
}

/// Where a function exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Services {
    /// App provisioning (outbound SCIM and gallery apps).
    pub app_provisioning: bool,
    /// HR-driven inbound provisioning.
    pub hr_inbound: bool,
    /// Cloud sync.
    pub cloud_sync: bool,
    /// True when Microsoft's public function reference lists it.
    pub is_public: bool,
}

impl Services {
    /// Everywhere, and in the public reference.
    pub const ALL: Services =
        Services { app_provisioning: true, hr_inbound: true, cloud_sync: true, is_public: true };
    /// App provisioning and HR inbound, in the public reference, not in cloud sync.
    pub const APPS_AND_HR: Services = Services { cloud_sync: false, ..Services::ALL };
    /// App provisioning only, in the public reference.
    pub const APPS: Services = Services { hr_inbound: false, ..Services::APPS_AND_HR };
    /// HR inbound only, in the public reference.
    pub const HR: Services = Services { app_provisioning: false, ..Services::APPS_AND_HR };
    /// App provisioning only, and not in the public reference.
    pub const UNLISTED_APPS: Services = Services { is_public: false, ..Services::APPS };
    /// Cloud sync only, and not in the public reference.
    pub const CLOUD_SYNC: Services =
        Services { app_provisioning: false, hr_inbound: false, cloud_sync: true, is_public: false };
    /// Known from Graph or cloud sync only: works, but is not in the public reference.
    pub const UNLISTED: Services = Services { is_public: false, ..Services::ALL };

    /// True where the function exists in that service.
    pub fn has(self, service: Service) -> bool {
        match service {
            Service::AppProvisioning => self.app_provisioning,
            Service::HrInbound => self.hr_inbound,
            Service::CloudSync => self.cloud_sync,
        }
    }

    /// The services it exists in.
    pub fn all(self) -> impl Iterator<Item = Service> {
        Service::ALL.into_iter().filter(move |service| self.has(*service))
    }
}
