//! Reads the users of one chunk, whatever format they are in.

use super::chunk::{Chunk, RawUser};
use super::csv::CsvColumns;
use super::fault::{Fault, NOT_UTF8};
use super::layout::Layout;
use super::lent::Overrides;
use super::slots::{Filling, Record};

/// Reads the users of a chunk with a layout.
#[derive(Debug)]
pub struct Reader<'l> {
    layout: &'l Layout,
    columns: Option<CsvColumns>,
}

impl Layout {
    /// A reader for that chunk's users. Fails where the chunk is CSV without a column to read.
    pub fn reader(&self, chunk: &Chunk) -> Result<Reader<'_>, Fault> {
        let columns = chunk.header().map(|header| self.columns(header)).transpose()?;
        Ok(Reader { layout: self, columns })
    }
}

impl Reader<'_> {
    /// Reads one user, into the memory of `record`.
    pub fn read<'a>(&self, user: RawUser<'a>, record: Record<'_>) -> Result<Record<'a>, Fault> {
        let text = self.text(user)?;
        self.read_text(text, record)
    }

    fn read_text<'a>(&self, text: &'a str, record: Record<'_>) -> Result<Record<'a>, Fault> {
        match &self.columns {
            Some(columns) => self.layout.read_csv(columns, text, record),
            None => self.layout.read_json(text, record),
        }
    }

    /// The same, where some attributes are set by somebody else.
    pub fn read_with_overrides<'a>(
        &self,
        user: RawUser<'a>,
        overrides: &Overrides<'a>,
        record: Record<'_>,
    ) -> Result<Record<'a>, Fault> {
        let mut filling = self.fill(user, record)?;
        self.layout.apply(overrides, &mut filling);
        filling.finish()
    }

    /// The same as [`Reader::read_with_overrides`], where what is wrong with one attribute costs
    /// that attribute alone, as it does for mappings that do not read it: its value is null, and
    /// its slot stands in `refused`.
    pub fn read_apart<'a>(
        &self,
        user: RawUser<'a>,
        overrides: &Overrides<'a>,
        record: Record<'_>,
        refused: &mut Vec<usize>,
    ) -> Result<Record<'a>, Fault> {
        let mut filling = self.fill(user, record)?;
        self.layout.apply(overrides, &mut filling);
        filling.finish_apart(refused)
    }

    #[inline]
    fn fill<'a>(&self, user: RawUser<'a>, record: Record<'_>) -> Result<Filling<'_, 'a>, Fault> {
        let text = self.text(user)?;
        let mut filling = Filling::new(self.layout, record);
        match &self.columns {
            Some(columns) => self.layout.fill_from_csv(columns, text, &mut filling)?,
            None => self.layout.fill_from_json(text, &mut filling)?,
        }
        Ok(filling)
    }

    #[inline]
    fn text<'a>(&self, user: RawUser<'a>) -> Result<&'a str, Fault> {
        match user {
            RawUser::Text(text) => Ok(text),
            RawUser::Damaged(bytes) => Err(self.not_utf8(bytes)),
        }
    }

    #[cold]
    fn not_utf8(&self, user: &[u8]) -> Fault {
        let whole = user.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
        let detail = format!("from byte {} on", whole + 1);
        let fault = Fault::new(&NOT_UTF8, "this user is not UTF-8").with_detail(detail);
        fault.with_key(self.key_of_damaged(user).as_deref())
    }

    /// The key of a user whose bytes are not UTF-8, where the key's own bytes are.
    fn key_of_damaged(&self, user: &[u8]) -> Option<String> {
        let text = String::from_utf8_lossy(user);
        let key = match self.read_text(&text, Record::new()) {
            Ok(record) => record.key().map(str::to_owned),
            Err(fault) => fault.key,
        };
        key.filter(|key| !key.contains(char::REPLACEMENT_CHARACTER))
    }
}

#[cfg(test)]
mod tests {
    use super::super::cutter::{Cutter, Limits};
    use super::super::fault::CODES;
    use super::*;
    use crate::schema::SourceTable;
    use crate::types::Value;

    /// Each user as `key: value, value`, null as `-`, faults as `key: code`.
    fn read(names: &[&str], input: &[u8]) -> Result<Vec<String>, Fault> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let layout = Layout::new(&SourceTable::entra_user(), &names);
        let mut cutter = Cutter::new(None, Limits::default());
        cutter.buffer().extend_from_slice(input);
        let mut users = Vec::new();
        while let Some(chunk) = cutter.take(true)? {
            let reader = layout.reader(&chunk)?;
            for (_, user) in chunk.users() {
                users.push(match reader.read(user?, Record::new()) {
                    Ok(record) => {
                        let texts = record.slots().iter().map(|value| match value {
                            Value::List(values) => format!("{} values", values.len()),
                            value => value.to_text().map_or("-".to_owned(), |text| text.into()),
                        });
                        let texts: Vec<String> = texts.collect();
                        format!("{}: {}", record.key().unwrap_or("-"), texts.join(", "))
                    }
                    Err(fault) => {
                        format!("{}: {}", fault.key.as_deref().unwrap_or("-"), fault.code)
                    }
                });
            }
        }
        Ok(users)
    }

    #[test]
    fn every_format_gives_the_same_users() {
        let names = ["mail", "telephoneNumber", "accountEnabled", "employeeOrgData.costCenter"];
        let expected = ["1: a@x, 55, True, 4711", "2: -, -, False, -"];
        for (input, format) in [
            (
                r#"{"id":"1","mail":"a@x","businessPhones":["55"],"accountEnabled":true,"employeeOrgData":{"costCenter":"4711"}}
                   {"id":"2","mail":null,"businessPhones":[],"accountEnabled":false}"#,
                "NDJSON",
            ),
            (
                r#"[{"id":"1","mail":"a@x","businessPhones":["55"],"accountEnabled":true,"employeeOrgData.costCenter":4711},
                    {"id":"2","accountEnabled":"FALSE"}]"#,
                "an array",
            ),
            (
                r#"{"@odata.context":"c","value":[
                    {"id":"1","mail":"a@x","telephoneNumber":"55","accountEnabled":"True","employeeOrgData":{"costCenter":"4711"}},
                    {"id":"2","accountEnabled":false}]}"#,
                "a Graph list",
            ),
            (
                "id,mail,businessPhones,accountEnabled,employeeOrgData.costCenter\n1,a@x,55,true,4711\n2,,,FALSE,\n",
                "CSV",
            ),
            (
                "\u{feff}\"ObjectId\";\"Mail\";\"TelephoneNumber\";\"AccountEnabled\";\"employeeOrgData.costCenter\"\r\n1;a@x;\"55\";TRUE;4711\r\n2;;;FALSE;\r\n",
                "CSV from Excel",
            ),
        ] {
            let users = read(&names, input.as_bytes()).expect("users");
            assert_eq!(users, expected, "{format}");
        }
    }

    #[test]
    fn csv_rows_are_users() {
        let table: &[(&str, &[&str], &str)] = &[
            ("id,mail\n1,a\n", &["1: a, -"], "a row"),
            ("id, Mail \n1,a\n", &["1: a, -"], "space around a column's name"),
            ("id;mail\n1;\"a;\"\"b\"\"\"\n", &["1: a;\"b\", -"], "quotes"),
            ("id,mail\n1,\"\"\n2,\" \"\n", &["1: -, -", "2:  , -"], "empty is null, space is text"),
            ("id,proxyAddresses\n1,x\n", &["1: -, 1 values"], "one value of several"),
            ("mail,MAIL,id\na,b,1\n", &["1: a, -"], "two columns: the exact name"),
            (
                "id,mail\n1,a,b\n",
                &["-: record::csv-width"],
                "a cell too many: no key, for it may be another's",
            ),
            (
                "id\tmail\n\t\n1\ta\n \n",
                &["-: -, -", "1: a, -"],
                "empty cells are a user, blanks are none",
            ),
            ("id,mail\n,\n", &["-: -, -"], "whatever the delimiter"),
            ("id,mail\n1\n2,a\n", &["-: record::csv-width", "2: a, -"], "a cell too few"),
        ];
        for (input, users, why) in table {
            let read = read(&["mail", "proxyAddresses"], input.as_bytes()).expect("users");
            assert_eq!(read, *users, "{input:?}: {why}");
        }
        for (input, detail, why) in [
            ("UPN,Full name\nx,y\n", "(`UPN`, `Full name`)", "columns of another directory"),
            ("UPN,Full name\n", "(`UPN`, `Full name`)", "without rows"),
            ("a,b,c,d,e,f\n", "(`a`, `b`, `c`, `d`, `e` and 1 more)", "many"),
            ("Ana,ana@contoso.com\n", "(2 columns)", "a user: nothing is shown"),
            ("ana@contoso.com\n", "(one column)", "one column"),
            ("\nDisplayName : Ana\nId : 1\n", "(one column)", "what `Format-List` shows"),
            ("\nDisplayName Id   Mail\n", "(one column)", "what `Format-Table` shows"),
        ] {
            let fault = read(&["mail"], input.as_bytes()).expect_err(why);
            assert_eq!(fault.code.path, "record::csv-header", "{why}");
            assert_eq!(fault.detail.as_deref(), Some(detail), "{why}");
        }
    }

    #[test]
    fn what_is_wrong_with_an_attribute_can_cost_that_attribute_alone() {
        let names = ["mail", "IsSoftDeleted", "jobTitle"].map(str::to_owned);
        let layout = Layout::new(&SourceTable::entra_user(), &names);
        let mut cutter = Cutter::new(None, Limits::default());
        let users = r#"{"mail": {}, "jobTitle": "a"}
            {"accountEnabled": "yes", "jobTitle": "a"}
            {"id": {}, "jobTitle": "a"}
            {"jobTitle": "a"}"#;
        cutter.buffer().extend_from_slice(users.as_bytes());
        let chunk = cutter.take(true).expect("users").expect("a chunk");
        let reader = layout.reader(&chunk).expect("JSON needs no header");
        let mut read = Vec::new();
        for (_, user) in chunk.users() {
            let mut refused = vec![7];
            let user = user.expect("a user");
            match reader.read_apart(user, &[], Record::new(), &mut refused) {
                Ok(record) => {
                    assert_eq!(record.slots().get(2), Some(&Value::text("a")));
                    read.push(Ok(refused));
                }
                Err(fault) => read.push(Err(fault.code.path)),
            }
        }
        let expected = [Ok(vec![0]), Ok(vec![1]), Err("record::object-value"), Ok(Vec::new())];
        assert_eq!(read, expected, "what is derived fails with what it is derived from");
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_faults_even_where_nobody_reads_them() {
        for (input, expected) in [
            (b"{\"id\":\"1\",\"other\":\"\xFC\"}".as_slice(), "1: record::not-utf8"),
            (b"{\"id\":\"\xFC\",\"mail\":\"a\"}", "-: record::not-utf8"),
            (b"{\"mail\":\"\xED\xA0\x80\",\"id\":\"1\"}", "1: record::not-utf8"),
            (b"id,mail,other\n1,a,\xFC\n", "1: record::not-utf8"),
        ] {
            assert_eq!(read(&["mail"], input).expect("users"), [expected]);
        }
    }

    #[test]
    fn codes_are_this_stages_own_and_have_pages() {
        for (index, code) in CODES.iter().enumerate() {
            assert!(code.path.starts_with("record::"), "{code}");
            assert!(code.explanation.len() > 80, "{code} needs a page");
            assert!(!CODES.iter().skip(index + 1).any(|other| other == code), "{code} twice");
        }
    }
}
