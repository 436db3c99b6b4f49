//! What expressions are checked against, as arguments of the commands that check.

use std::path::{Path, PathBuf};

use attrmap::check::Env;
use attrmap::diagnostic::Severity;
use attrmap::functions::{DeclaredFunction, Service};
use attrmap::reference;
use attrmap::source::Source;
use clap::{Args, ValueEnum};

use crate::system::console::{Console, Format, Trouble};
use crate::system::files;

/// The functions of a tenant.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct FunctionsArguments {
    /// Functions that the tenant has, as Graph lists them (GET …/schema/functions): those that
    /// attrmap lacks are then known by name and number of arguments.
    #[arg(long, value_name = "FILE")]
    functions: Option<PathBuf>,
}

impl FunctionsArguments {
    /// The functions; nothing where the list of them has errors, which are printed then.
    pub(crate) fn read(
        &self,
        console: &Console,
        format: Format,
    ) -> Result<Option<Vec<DeclaredFunction>>, Trouble> {
        let Some(path) = &self.functions else { return Ok(Some(Vec::new())) };
        let text = files::read_text(path)?;
        let source = Source::new(path.display().to_string(), text);
        let (functions, diagnostics) = reference::read_function_list(&source);
        console.diagnostics(&diagnostics, format);
        Ok(functions)
    }

    /// The file that is read.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.functions.as_deref()
    }
}

/// The arguments that checking commands share.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct EnvironmentArguments {
    #[command(flatten)]
    functions: FunctionsArguments,

    /// The service that expressions are to run in: functions that it lacks are errors [default:
    /// app-provisioning, where they are warnings].
    #[arg(long, value_enum, value_name = "SERVICE")]
    service: Option<ServiceName>,

    /// The text that `%NAME%` stands for; can be given several times.
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter)]
    parameter: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ServiceName {
    /// From Entra to applications.
    AppProvisioning,
    /// From an HR system to Active Directory or Entra.
    HrInbound,
    /// From Active Directory to Entra.
    CloudSync,
}

impl ServiceName {
    fn of_library(self) -> Service {
        match self {
            ServiceName::AppProvisioning => Service::AppProvisioning,
            ServiceName::HrInbound => Service::HrInbound,
            ServiceName::CloudSync => Service::CloudSync,
        }
    }
}

/// Reads one parameter, whose name may stand in its percent signs.
fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').unwrap_or_default();
    let name = name.trim();
    let name = name.strip_prefix('%').and_then(|name| name.strip_suffix('%')).unwrap_or(name);
    if name.is_empty() {
        return Err("write NAME=VALUE, such as DomainFQDN=contoso.com".to_owned());
    }
    Ok((name.to_owned(), value.to_owned()))
}

impl EnvironmentArguments {
    /// The environment; nothing where the list of functions has errors, which are printed then.
    pub(crate) fn env(&self, console: &Console, format: Format) -> Result<Option<Env>, Trouble> {
        // What nobody chose is no reason to refuse.
        let (service, severity) = match self.service {
            Some(service) => (service.of_library(), Severity::Error),
            None => (Service::AppProvisioning, Severity::Warning),
        };
        let env = Env::entra()
            .with_service(service, severity)
            .with_parameters(self.parameter.iter().cloned().collect());
        let functions = self.functions.read(console, format)?;
        Ok(functions.map(|functions| env.with_functions(functions)))
    }

    /// The file that is read.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.functions.path()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read() {
        let table = [
            ("DomainFQDN=contoso.com", Some(("DomainFQDN", "contoso.com")), "plain"),
            ("%DomainFQDN%=a=b", Some(("DomainFQDN", "a=b")), "as in an expression"),
            ("name=", Some(("name", "")), "the empty text"),
            ("name", None, "no value"),
            ("%%=x", None, "no name"),
            ("", None, "nothing"),
        ];
        for (text, expected, why) in table {
            let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(parameter(text).ok(), expected, "{text}: {why}");
        }
    }

    #[test]
    fn services_are_called_what_the_library_calls_them() {
        for name in ServiceName::value_variants() {
            let written = name.to_possible_value().expect("it can be written");
            assert_eq!(written.get_name(), name.of_library().key());
        }
    }
}
