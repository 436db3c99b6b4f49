//! Invented users, as Graph exports them: about 1.26 KB each, one a line.
//!
//! What the mapping reads stands among what it does not; values are missing, accented and escaped
//! about as often as in the directory of a company with offices in several countries.

use std::fmt::Display;

use super::random::Random;

#[rustfmt::skip]
const GIVEN_NAMES: &[&str] = &[
    "Adele", "Alex", "Amira", "Andreas", "Björn", "Camille", "Chiara", "Daniel", "Diego", "Elena",
    "Emma", "Fatima", "Grady", "Henrietta", "Isaiah", "Ivana", "Jean-Luc", "Johanna", "Joni",
    "Karla", "Lee", "Lidia", "Lynne", "María José", "Megan", "Miriam", "Nestor", "Noah", "Olga",
    "Patti", "Pradeep", "Rosa", "Søren", "Thomas", "Wei", "Yuki", "Zoë", "太郎",
];
#[rustfmt::skip]
const SURNAMES: &[&str] = &[
    "Vance", "Wilber", "Haddad", "Bauer", "Lindqvist", "Moreau", "Ricci", "O'Neil", "García",
    "Petrova", "Clark", "Almeida", "Archie", "Mueller", "Langer", "Novak", "Dubois", "Lorenz",
    "Sherman", "Wolf", "Gu", "Holloway", "Robbins", "González-López", "Bowen", "Graham", "Wilke",
    "Fischer", "Ivanova", "Fernandez", "Gupta", "Jensen", "Østergård", "Schmidt", "Zhang", "山田",
];
#[rustfmt::skip]
const JOBS: &[&str] = &[
    "Account Executive", "Solutions Architect", "Warehouse Lead", "Ingénieure logiciel", "Nurse",
    "Senior Software Engineer", "Regional Sales Manager", "HR Business Partner", "Electrician",
    "Director, Research & Development", "Customer Support Specialist", "Store Associate",
];
#[rustfmt::skip]
const DEPARTMENTS: &[&str] = &[
    "Engineering", "Sales", "Logistics", "Human Resources", "Finance", "Customer Care", "Legal",
    "Forschung und Entwicklung", "Operations", "Marketing",
];
const DIVISIONS: &[&str] = &["EMEA", "Americas", "APAC", "Corporate"];
const COMPANIES: &[&str] =
    &["Contoso", "Contoso Deutschland GmbH", "Fabrikam", "Contoso España SA"];
const EMPLOYEE_TYPES: &[&str] = &["Employee", "Employee", "Employee", "Frontline", "Contractor"];

/// A place to work at, its texts as they stand in JSON.
struct Site {
    country: &'static str,
    state: Option<&'static str>,
    city: &'static str,
    code: &'static str,
    street: &'static str,
    office: &'static str,
    language: &'static str,
}

#[rustfmt::skip]
const SITES: &[Site] = &[
    Site { country: "United Kingdom", state: Some("Greater London"), city: "London", code: "W1T 1FB", street: "1 Rathbone Square", office: "London/4", language: "en-GB" },
    Site { country: "Germany", state: Some("Bayern"), city: "München", code: "80331", street: "Kaufingerstraße 12", office: "MUC-2.114", language: "de-DE" },
    Site { country: "Spain", state: Some("Andalucía"), city: "Málaga", code: "29001", street: "Calle Larios 5, 2º", office: "Málaga", language: "es-ES" },
    Site { country: "United States", state: Some("WA"), city: "Redmond", code: "98052", street: "1 Main Street", office: "18/2111", language: "en-US" },
    Site { country: "United States", state: Some("PA"), city: "Pittsburgh", code: "15212", street: "20 Stanwix Street, Suite 400", office: "20/1101", language: "en-US" },
    Site { country: "France", state: None, city: "Paris", code: "75002", street: r"14 rue de la Paix\r\n2e étage", office: "Paris-2e", language: "fr-FR" },
    Site { country: "Japan", state: Some("Tokyo"), city: "Minato-ku", code: "108-0075", street: "2-16-3 Konan", office: "品川", language: "ja-JP" },
    Site { country: "Denmark", state: None, city: "København", code: "2100", street: "Østerbrogade 84", office: "CPH", language: "da-DK" },
];

/// Users without end.
pub struct Users {
    random: Random,
    count: u64,
}

impl Users {
    /// The users of that seed.
    pub fn new(seed: u64) -> Users {
        Users { random: Random::new(seed), count: 0 }
    }

    /// That many users, one a line.
    pub fn lines(seed: u64, count: usize) -> Vec<u8> {
        Users::new(seed).take(count).collect::<String>().into_bytes()
    }
}

impl Iterator for Users {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        self.count += 1;
        Some(user(self.count, &mut self.random))
    }
}

/// A user as a line of JSON.
fn user(number: u64, random: &mut Random) -> String {
    let alias = format!("user{number:07}");
    let mail = format!("{alias}@contoso.com");
    let is_guest = random.percent(1);
    let principal = match is_guest {
        true => format!("{alias}_fabrikam.com#EXT#@contoso.onmicrosoft.com"),
        false => mail.clone(),
    };
    let proxy = match random.percent(40) {
        true => format!(r#"["SMTP:{mail}","smtp:{alias}@contoso.onmicrosoft.com"]"#),
        false => format!(r#"["SMTP:{mail}"]"#),
    };
    let (given, surname) = (random.one_of(GIVEN_NAMES), random.one_of(SURNAMES));
    let display_name = match random.percent(3) {
        true => format!(r#"{given} \"{}\" {surname}"#, given.to_uppercase()),
        false => format!("{given} {surname}"),
    };
    // Some tools write an apostrophe as an escape.
    let surname = match random.percent(50) {
        true => surname.replace('\'', r"\u0027"),
        false => (*surname).to_owned(),
    };
    let site = random.one_of(SITES);
    let phones = phone(random);
    let phones = if random.percent(75) { format!(r#"["{phones}"]"#) } else { "[]".to_owned() };
    let (center, division) = (100 + random.below(60), random.one_of(DIVISIONS));
    let org_data = format!(r#"{{"costCenter":"CC{center}","division":"{division}"}}"#);
    let manager = format!(r##"{{"@odata.type":"#microsoft.graph.user","id":"{}"}}"##, id(random));

    let mut line = Line(String::with_capacity(1536));
    line.text("id", Some(id(random)));
    line.value("deletedDateTime", "null");
    line.value("accountEnabled", !random.percent(7));
    line.value("ageGroup", "null");
    line.value("businessPhones", phones);
    line.text("city", random.share(96, site.city));
    line.text("companyName", Some(random.one_of(COMPANIES)));
    line.text("country", random.share(97, site.country));
    line.value("consentProvidedForMinor", "null");
    line.text("createdDateTime", Some(date_time(random)));
    let department = random.one_of(DEPARTMENTS);
    line.text("department", random.share(92, department));
    line.text("displayName", Some(display_name));
    let hired = date_time(random);
    line.text("employeeHireDate", random.share(80, hired));
    line.text("employeeId", random.share(85, 10_000 + number));
    line.value("employeeOrgData", random.share(75, org_data).as_deref().unwrap_or("null"));
    let employee_type = random.one_of(EMPLOYEE_TYPES);
    line.text("employeeType", random.share(90, employee_type));
    let fax = phone(random);
    line.text("faxNumber", random.share(8, fax));
    line.text("givenName", random.share(98, given));
    let job = random.one_of(JOBS);
    line.text("jobTitle", random.share(90, job));
    line.text("mail", random.share(94, mail));
    line.text("mailNickname", Some(&alias));
    line.value("manager", random.share(88, manager).as_deref().unwrap_or("null"));
    let mobile = phone(random);
    line.text("mobilePhone", random.share(65, mobile));
    line.text("officeLocation", random.share(80, site.office));
    line.text("onPremisesImmutableId", Some(format!("{:022x}==", random.next())));
    line.text("onPremisesSamAccountName", Some(&alias));
    line.text("onPremisesSecurityIdentifier", Some(format!("S-1-5-21-2127521184-{number}")));
    line.value("onPremisesSyncEnabled", true);
    line.value("otherMails", "[]");
    line.text("postalCode", random.share(95, site.code));
    line.text("preferredLanguage", random.share(70, site.language));
    line.value("proxyAddresses", proxy);
    line.text("state", site.state);
    line.text("streetAddress", random.share(94, site.street));
    line.text("surname", random.share(98, surname));
    line.text("usageLocation", Some("US"));
    line.text("userPrincipalName", Some(principal));
    line.text("userType", Some(if is_guest { "Guest" } else { "Member" }));
    line.finish()
}

/// A user under construction.
struct Line(String);

impl Line {
    /// A member whose value is JSON already.
    fn value(&mut self, name: &str, json: impl Display) {
        let mark = if self.0.is_empty() { '{' } else { ',' };
        self.0.push_str(&format!(r#"{mark}"{name}":{json}"#));
    }

    /// A text, escaped already, or null.
    fn text(&mut self, name: &str, text: Option<impl Display>) {
        match text {
            Some(text) => self.value(name, format!("\"{text}\"")),
            None => self.value(name, "null"),
        }
    }

    fn finish(mut self) -> String {
        self.0.push_str("}\n");
        self.0
    }
}

fn id(random: &mut Random) -> String {
    let (high, low) = (random.next(), random.next());
    let [a, b, c] = [high >> 32, high >> 16 & 0xffff, high & 0xfff];
    let [d, e] = [0x8000 | low >> 48 & 0x3fff, low & 0xffff_ffff_ffff];
    format!("{a:08x}-{b:04x}-4{c:03x}-{d:04x}-{e:012x}")
}

fn phone(random: &mut Random) -> String {
    format!("+44 20 7946 0{:03}", random.below(1000))
}

fn date_time(random: &mut Random) -> String {
    let (year, month, day) = (1995 + random.below(30), 1 + random.below(12), 1 + random.below(28));
    format!("{year}-{month:02}-{day:02}T00:00:00Z")
}
