//! The second baseline: `examples/workplace.attrmap.toml` written by hand, for these users only.
//!
//! It does what a programmer would who knows the users and wants speed: texts are borrowed, what
//! is not read is skipped, the payload is a struct that serde writes. Its output is attrmap's,
//! byte for byte, which the benches assert.
//!
//! Absent on purpose: rejects, other exports, other names, numbers where texts should be.

use std::borrow::Cow;
use std::io;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One user.
pub fn write(line: &[u8], out: &mut Vec<u8>) -> io::Result<()> {
    let text = std::str::from_utf8(line).map_err(io::Error::other)?;
    let user: User<'_> = serde_json::from_str(text)?;
    serde_json::to_writer(&mut *out, &payload(&user)?)?;
    out.push(b'\n');
    Ok(())
}

/// Text that is borrowed where it has no escapes. (serde borrows no `Option<Cow<str>>`.)
#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// What the mapping reads.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct User<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    deleted_date_time: Option<Text<'a>>,
    account_enabled: bool,
    business_phones: Vec<Text<'a>>,
    city: Option<Text<'a>>,
    company_name: Option<Text<'a>>,
    country: Option<Text<'a>>,
    department: Option<Text<'a>>,
    display_name: Option<Text<'a>>,
    employee_hire_date: Option<Text<'a>>,
    employee_id: Option<Text<'a>>,
    employee_org_data: Option<OrgData<'a>>,
    employee_type: Option<Text<'a>>,
    fax_number: Option<Text<'a>>,
    given_name: Option<Text<'a>>,
    job_title: Option<Text<'a>>,
    mail: Option<Text<'a>>,
    manager: Option<Manager<'a>>,
    mobile_phone: Option<Text<'a>>,
    office_location: Option<Text<'a>>,
    postal_code: Option<Text<'a>>,
    preferred_language: Option<Text<'a>>,
    state: Option<Text<'a>>,
    street_address: Option<Text<'a>>,
    surname: Option<Text<'a>>,
    user_principal_name: Text<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OrgData<'a> {
    #[serde(borrow)]
    cost_center: Option<Text<'a>>,
    division: Option<Text<'a>>,
}

#[derive(Deserialize)]
struct Manager<'a> {
    #[serde(borrow)]
    id: Text<'a>,
}

/// What it becomes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Payload<'a> {
    schemas: Vec<&'static str>,
    user_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<&'a str>,
    active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    emails: [Email<'a>; 1],
    name: Name<'a>,
    addresses: Vec<Address<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    phone_numbers: Vec<Phone<'a>>,
    external_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred_language: Option<String>,
    #[serde(rename = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    #[serde(skip_serializing_if = "Option::is_none")]
    enterprise: Option<Enterprise<'a>>,
    #[serde(rename = "urn:ietf:params:scim:schemas:extension:facebook:authmethod:2.0:User")]
    auth_method: AuthMethod,
    #[serde(rename = "urn:ietf:params:scim:schemas:extension:facebook:frontline:2.0:User")]
    frontline: Frontline,
    #[serde(rename = "urn:ietf:params:scim:schemas:extension:facebook:starttermdates:2.0:User")]
    #[serde(skip_serializing_if = "Option::is_none")]
    start_term_dates: Option<StartTermDates>,
}

#[derive(Serialize)]
struct Email<'a> {
    r#type: &'static str,
    primary: bool,
    value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Name<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    given_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    family_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    formatted: Option<Cow<'a, str>>,
}

#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Address<'a> {
    r#type: &'static str,
    formatted: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    street_address: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locality: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
}

#[derive(Serialize)]
struct Phone<'a> {
    r#type: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Enterprise<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    manager: Option<ManagerValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    division: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    organization: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost_center: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    employee_number: Option<&'a str>,
}

#[derive(Serialize)]
struct ManagerValue<'a> {
    value: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AuthMethod {
    auth_method: &'static str,
}

#[derive(Serialize)]
struct Frontline {
    is_frontline: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StartTermDates {
    start_date: i64,
}

fn payload<'u>(user: &'u User<'_>) -> io::Result<Payload<'u>> {
    // A guest's name goes up to the marker.
    let principal = &*user.user_principal_name.0;
    let principal = principal.split_once("#EXT#").map_or(principal, |(name, _)| name);
    let (given, surname) = (text(&user.given_name), text(&user.surname));
    let formatted = match join(" ", &[given, surname]) {
        joined if joined.is_empty() => text(&user.display_name).map(Cow::Borrowed),
        joined => Some(Cow::Owned(joined)),
    };
    let org_data = user.employee_org_data.as_ref();
    let enterprise = Enterprise {
        manager: user.manager.as_ref().map(|manager| ManagerValue { value: &manager.id.0 }),
        department: text(&user.department),
        division: org_data.and_then(|data| text(&data.division)),
        organization: text(&user.company_name),
        cost_center: org_data.and_then(|data| text(&data.cost_center)),
        employee_number: text(&user.employee_id),
    };
    let start_date = match text(&user.employee_hire_date) {
        Some(date) => Some(date.parse::<Timestamp>().map_err(io::Error::other)?.as_second()),
        None => None,
    };
    let enterprise = Some(enterprise).filter(|enterprise| !enterprise.is_empty());
    let start_term_dates = start_date.map(|start_date| StartTermDates { start_date });
    let mut schemas = Vec::with_capacity(5);
    schemas.push("urn:ietf:params:scim:schemas:core:2.0:User");
    if enterprise.is_some() {
        schemas.push("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User");
    }
    schemas.push("urn:ietf:params:scim:schemas:extension:facebook:authmethod:2.0:User");
    schemas.push("urn:ietf:params:scim:schemas:extension:facebook:frontline:2.0:User");
    if start_term_dates.is_some() {
        schemas.push("urn:ietf:params:scim:schemas:extension:facebook:starttermdates:2.0:User");
    }
    Ok(Payload {
        schemas,
        user_name: principal,
        display_name: text(&user.display_name),
        active: user.account_enabled && user.deleted_date_time.is_none(),
        title: text(&user.job_title),
        emails: [Email {
            r#type: "work",
            primary: true,
            value: text(&user.mail).filter(|mail| !mail.is_empty()).unwrap_or(principal),
        }],
        name: Name { given_name: given, family_name: surname, formatted },
        addresses: addresses(user),
        phone_numbers: phone_numbers(user),
        external_id: text(&user.employee_id).filter(|id| !id.is_empty()).unwrap_or(&user.id.0),
        preferred_language: text(&user.preferred_language).map(|name| name.replace('-', "_")),
        enterprise,
        auth_method: AuthMethod { auth_method: "sso" },
        frontline: Frontline {
            is_frontline: matches!(text(&user.employee_type), Some("Frontline" | "Contractor")),
        },
        start_term_dates,
    })
}

fn addresses<'u>(user: &'u User<'_>) -> Vec<Address<'u>> {
    let (street, city, state) = (text(&user.street_address), text(&user.city), text(&user.state));
    let (code, country) = (text(&user.postal_code), text(&user.country));
    let work = Address {
        r#type: "work",
        formatted: join(", ", &[street, city, state, code, country]).into(),
        street_address: street,
        locality: city,
        region: state,
        country,
        postal_code: code,
    };
    let mut addresses = Vec::with_capacity(2);
    addresses.push(work);
    addresses.extend(text(&user.office_location).map(|office| Address {
        r#type: "other",
        formatted: office.into(),
        ..Address::default()
    }));
    addresses
}

fn phone_numbers<'u>(user: &'u User<'_>) -> Vec<Phone<'u>> {
    let work = user.business_phones.first().map(|phone| &*phone.0);
    let numbers =
        [("work", work), ("mobile", text(&user.mobile_phone)), ("fax", text(&user.fax_number))];
    let phone = |(r#type, value): (_, Option<_>)| Some(Phone { r#type, value: value? });
    numbers.into_iter().filter_map(phone).collect()
}

impl Enterprise<'_> {
    fn is_empty(&self) -> bool {
        let texts = [self.department, self.division, self.organization, self.cost_center];
        self.manager.is_none()
            && self.employee_number.is_none()
            && texts.iter().all(Option::is_none)
    }
}

fn text<'t>(text: &'t Option<Text<'_>>) -> Option<&'t str> {
    text.as_ref().map(|text| &*text.0)
}

/// The texts that there are, with a separator between.
fn join(separator: &str, texts: &[Option<&str>]) -> String {
    let mut joined = String::new();
    for text in texts.iter().flatten().filter(|text| !text.is_empty()) {
        if !joined.is_empty() {
            joined.push_str(separator);
        }
        joined.push_str(text);
    }
    joined
}
