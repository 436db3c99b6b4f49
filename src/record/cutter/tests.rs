//! Inputs cut into users at every byte: always the same users, and the same end.

use super::*;
use crate::source::Encoding;

/// The users as `row text`, with a code in place of a text that is none, and the end.
fn cut(
    format: Option<InputFormat>,
    limit: usize,
    parts: &[&[u8]],
) -> (Vec<String>, Option<&'static str>) {
    let limits = Limits { chunk_bytes: 1, chunk_users: 2, user_bytes: limit };
    let mut cutter = Cutter::new(format, limits);
    let mut users = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        cutter.buffer().extend_from_slice(part);
        loop {
            match cutter.take(index + 1 == parts.len()) {
                Ok(None) => break,
                Ok(Some(chunk)) => {
                    users.extend(chunk.users().map(|(row, user)| match user {
                        Ok(user) => format!("{row} {}", String::from_utf8_lossy(user.bytes())),
                        Err(fault) => format!("{row} {}", fault.code),
                    }));
                }
                Err(fault) => {
                    assert!(fault.message.len() < 80, "{}", fault.message);
                    assert!(matches!(cutter.take(true), Ok(None)), "a fault comes once");
                    return (users, Some(fault.code.path));
                }
            }
            assert!(cutter.buffer.len() <= limit + 64, "memory is bounded");
        }
    }
    (users, None)
}

/// Cuts the input whole, in two at every byte, and byte by byte: always the same.
fn check(
    format: Option<InputFormat>,
    limit: usize,
    input: &[u8],
    expected: (&[&str], Option<&str>),
    why: &str,
) {
    let (users, end) = expected;
    let users: Vec<String> = users.iter().map(|user| (*user).to_owned()).collect();
    let shown = String::from_utf8_lossy(input);
    let expected = (users, end);
    assert_eq!(cut(format, usize::MAX - 64, &[]), (Vec::new(), None), "no input at all");
    for at in 0..=input.len() {
        let (head, tail) = input.split_at(at);
        assert_eq!(cut(format, limit, &[head, tail]), expected, "{shown:?} at {at}: {why}");
    }
    let mut bytes: Vec<&[u8]> = input.chunks(1).collect();
    bytes.push(b"");
    assert_eq!(cut(format, limit, &bytes), expected, "{shown:?} by bytes: {why}");
}

#[test]
fn lines_are_cut_anywhere() {
    let table: &[(&str, &[&str], &str)] = &[
        ("", &[], "nothing"),
        ("\n", &[], "a blank line"),
        ("{\"a\":1}\n{}\n", &["1 {\"a\":1}", "2 {}"], "two lines"),
        ("{\"a\":1}\n{}", &["1 {\"a\":1}", "2 {}"], "no line end at the end"),
        ("{}\r\n\r\n{}\r\n", &["1 {}\r", "3 {}\r"], "Windows, and a blank line"),
        ("\n\n{}\n", &["3 {}"], "blank lines first"),
        ("\u{feff}{}\n{}\n", &["1 {}", "2 {}"], "a byte order mark"),
        ("{}\nx\n{}\n", &["1 {}", "2 x", "3 {}"], "a line that is no JSON"),
        ("null\n{}\n", &["1 null", "2 {}"], "the first line that is no user"),
        ("x\n{}\n", &["1 x", "2 {}"], "the first line that is no JSON"),
        ("{}\n{\"a\n{}", &["1 {}", "2 {\"a", "3 {}"], "a line cut short"),
        ("{}\n\0\n{}\r", &["1 {}", "2 \0", "3 {}\r"], "NUL, and a lone carriage return"),
        ("{\"é\":1}\n{}", &["1 {\"é\":1}", "2 {}"], "a character of two bytes"),
    ];
    for (input, users, why) in table {
        check(None, 1000, input.as_bytes(), (users, None), why);
    }
    let forced = Some(InputFormat::Ndjson);
    check(forced, 1000, b"[1,\n2]\n", (&["1 [1,", "2 2]"], None), "forced");
    check(None, 1000, b"{}\n\xff\n", (&["1 {}", "2 \u{fffd}"], None), "not UTF-8");
}

#[test]
fn elements_are_cut_anywhere() {
    const DAMAGED: Option<&str> = Some("record::damaged");
    const CUT_OFF: Option<&str> = Some("record::cut-off");
    let table: &[(&str, &[&str], Option<&str>, &str)] = &[
        ("[]", &[], None, "no users"),
        (" [ ] \n", &[], None, "no users, with space"),
        ("[{\"a\":1},{}]", &["1 {\"a\":1}", "2 {}"], None, "an array"),
        (
            "\u{feff}[\n  {\n \"a\": [{}]\n}\n,\n{}\n]\n",
            &["1 {\n \"a\": [{}]\n}", "2 {}"],
            None,
            "laid out",
        ),
        (
            r#"[{"a":"]},{\""},{"b":"\\"}]"#,
            &[r#"1 {"a":"]},{\""}"#, r#"2 {"b":"\\"}"#],
            None,
            "brackets and quotes in texts",
        ),
        (
            "[1, \"x\",null ,[2]]",
            &["1 1", "2 \"x\"", "3 null", "4 [2]"],
            None,
            "elements that are no objects",
        ),
        ("[][{}]", &["1 {}"], None, "arrays one after the other"),
        ("{}{\n}\n{}", &["1 {}", "2 {\n}", "3 {}"], None, "objects one after the other"),
        ("{\n\"value\": \"x\"\n}", &["1 {\n\"value\": \"x\"\n}"], None, "a user with a `value`"),
        ("{\"value\":[{\"a\":1},{}]}", &["1 {\"a\":1}", "2 {}"], None, "a Graph list"),
        (
            "{\"@odata.context\":\"x\",\n\"value\" : [{}],\"x\":{\"y\":[1]}}",
            &["1 {}"],
            None,
            "a Graph list with more in it",
        ),
        (
            "{\n\"id\":\"1\",\"value\":[{}]}{\"id\":\"2\"}",
            &["1 {\n\"id\":\"1\",\"value\":[{}]}", "2 {\"id\":\"2\"}"],
            None,
            "users with a list of that name",
        ),
        ("{\"value\":[]}{\"value\":[{}]}", &["1 {}"], None, "two pages"),
        ("[{}", &["1 {}"], CUT_OFF, "no bracket at the end"),
        ("[{},", &["1 {}"], CUT_OFF, "no element behind the comma"),
        ("[{},{\"a", &["1 {}"], CUT_OFF, "an element cut in two"),
        ("[{},12", &["1 {}"], CUT_OFF, "a number that may go on"),
        ("{\"value\":[{}]", &["1 {}"], CUT_OFF, "no brace at the end"),
        ("{\n\"a\":", &[], CUT_OFF, "a user cut in two"),
        ("[{} {}]", &["1 {}"], DAMAGED, "no comma"),
        ("[{},]", &["1 {}"], DAMAGED, "a comma too many"),
        ("[,{}]", &[], DAMAGED, "a comma first"),
        ("[{}]]", &["1 {}"], DAMAGED, "a bracket too many"),
        ("[{}] x", &["1 {}"], DAMAGED, "text after the end"),
        ("[{\"a\":]},{}]", &["1 {\"a\":]"], DAMAGED, "brackets that do not match"),
        ("{\"@x\" 1,\"value\":[{}]}", &["1 {}"], DAMAGED, "what surrounds the list is no JSON"),
    ];
    for (input, users, end, why) in table {
        check(None, 1000, input.as_bytes(), (users, *end), why);
    }
}

#[test]
fn csv_rows_are_cut_anywhere() {
    const CUT_OFF: Option<&str> = Some("record::cut-off");
    let table: &[(&str, &[&str], Option<&str>, &str)] = &[
        ("id,mail\n1,a\n2,b\n", &["1 1,a", "2 2,b"], None, "rows"),
        ("id,mail\r\n1,a\r\n\r\n2,b", &["1 1,a", "2 2,b"], None, "Windows, a blank row, no end"),
        ("id,mail\r1,a\r2,b\r", &["1 1,a", "2 2,b"], None, "lone carriage returns"),
        ("id,mail\n1,\"a\nb\"\n2,c\n", &["1 1,\"a\nb\"", "2 2,c"], None, "a line end in a cell"),
        ("id;mail\n1;\"a\"\"\nb\"\n", &["1 1;\"a\"\"\nb\""], None, "a doubled quote before it"),
        ("id,mail\n1,5\" pipe\n2,c\n", &["1 1,5\" pipe", "2 2,c"], None, "a quote in a cell"),
        ("id,mail\n1,a;\"b\n2,c\n", &["1 1,a;\"b", "2 2,c"], None, "behind another delimiter too"),
        ("\"id\",\"ma\nil\"\n\"1\",\"a\"\n", &["1 \"1\",\"a\""], None, "a header in quotes"),
        ("\u{feff}#TYPE X.Y\r\n\"id\"\r\n\"1\"\r\n", &["1 \"1\""], None, "PowerShell's first line"),
        ("sep=|\r\nid|mail\r\n1|\"a\nb\"\r\n", &["1 1|\"a\nb\""], None, "Excel's first line"),
        ("id,mail\n", &[], None, "a header alone"),
        ("id,mail\n1,\"a\n2,b\n", &[], CUT_OFF, "a quote that is never closed"),
        ("id,mail\n1,a\n2,\"b", &["1 1,a"], CUT_OFF, "the same, later"),
    ];
    for (input, users, end, why) in table {
        check(None, 1000, input.as_bytes(), (users, *end), why);
    }
    let not_utf8 = (&[] as &[&str], Some("record::not-utf8"));
    check(None, 1000, b"id,gr\xfc\xdfe\n1,a\n", not_utf8, "a header in Windows-1252");
    let header = (&[] as &[&str], Some("record::too-long"));
    check(None, 10, b"id,mail,department\n1,a,b\n", header, "a header over the limit");
}

#[test]
fn users_over_the_limit_are_skipped_and_told_of() {
    let long = "x".repeat(30);
    let table: &[(String, &[&str], Option<&str>, &str)] = &[
        (
            format!("{{}}\n{{\"a\":\"{long}\"}}\n{{}}\n"),
            &["1 {}", "2 record::too-long", "3 {}"],
            None,
            "a line",
        ),
        (
            format!("{{}}\n{long}\n{long}"),
            &["1 {}", "2 record::too-long", "3 record::too-long"],
            None,
            "the last line",
        ),
        (
            format!("{{}}\n{}\n{{}}", " ".repeat(30)),
            &["1 {}", "2 record::too-long", "3 {}"],
            None,
            "blanks",
        ),
        (
            format!("[{{\"a\":\"]{long}\"}},{{}}]"),
            &["1 record::too-long", "2 {}"],
            None,
            "an element",
        ),
        (
            format!("[{{}},{{\"a\":\"{long}"),
            &["1 {}", "2 record::too-long"],
            Some("record::cut-off"),
            "an element that the end cuts in two",
        ),
        (
            format!("id,a\n1,{long}\n2,\"{long}\n,\"\"\",b\"\n3,c\n"),
            &["1 record::too-long", "2 record::too-long", "3 3,c"],
            None,
            "rows",
        ),
        (
            format!("id,a\n1,\"{long}\n2,b\n"),
            &["1 record::too-long"],
            Some("record::cut-off"),
            "a quote that is never closed",
        ),
    ];
    for (input, users, end, why) in table {
        check(None, 20, input.as_bytes(), (users, *end), why);
    }
    check(None, 5, b"{\"a\"\n{}\n", (&["1 {\"a\"", "2 {}"], None), "exactly the limit");
}

/// Windows PowerShell writes UTF-16: what is in it is what would be in UTF-8, rows and all.
#[test]
fn utf_16_is_read_as_utf_8() {
    for text in
        ["{\"a\":\"é\"}\n\n{\"a\":\"😀\"}\n", "[{\"a\":1},\r\n{}]", "a;b\r\n1;😀\r\n", "", "{}"]
    {
        let (users, end) = cut(None, 1000, &[text.as_bytes()]);
        let users: Vec<&str> = users.iter().map(String::as_str).collect();
        for (mark, encoding) in [
            ("\u{feff}", Encoding::Utf16LittleEndian),
            ("\u{feff}", Encoding::Utf16BigEndian),
            ("", Encoding::Utf16LittleEndian),
            ("", Encoding::Utf16BigEndian),
        ] {
            let input = encoding.encode(&format!("{mark}{text}")).into_owned();
            check(None, 1000, &input, (&users, end), "as in UTF-8");
        }
    }
}

#[test]
fn half_a_character_of_utf_16_harms_one_user() {
    let units =
        |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let half = 0xd83d_u16.to_le_bytes();
    let input = [&units("\u{feff}{\"a\":\""), &half[..], &units("\"}\n{}\n{"), b"}"].concat();
    let users = &["1 {\"a\":\"\u{fffd}\"}", "2 {}", "3 {\u{fffd}"];
    check(None, 1000, &input, (users, None), "a half pair, and half a unit at the end");
}

#[test]
fn a_list_says_whether_there_is_more() {
    for (input, expected, why) in [
        (r#"{"@odata.nextLink":"u","value":[{}]}"#, true, "before the list"),
        (r#"{"value":[{}],"@odata.nextLink":"u"}"#, true, "behind the list"),
        (r#"{"value":[{}]}"#, false, "the only page"),
        (r#"{"value":[{}],"@odata.nextLink":null}"#, false, "null is no link"),
        (r#"{"value":[{"@odata.nextLink":"u"}]}"#, false, "a user's own"),
        (r#"{"value":[],"@odata.nextLink":"u"}{"value":[]}"#, false, "the last page is there"),
        (r#"[{"@odata.nextLink":"u"}]"#, false, "an array"),
    ] {
        let mut cutter =
            Cutter::new(None, Limits { chunk_bytes: 1, chunk_users: 2, user_bytes: 1000 });
        for byte in input.bytes() {
            cutter.buffer().push(byte);
            while cutter.take(false).expect("JSON").is_some() {}
        }
        while cutter.take(true).expect("JSON").is_some() {}
        assert_eq!(cutter.has_more_pages(), expected, "{input}: {why}");
    }
}

#[test]
fn a_chunk_waits_until_it_is_worth_it() {
    let mut cutter =
        Cutter::new(None, Limits { chunk_bytes: 20, chunk_users: 2, user_bytes: 1000 });
    cutter.buffer().extend_from_slice(b"{\"id\":1}\n");
    assert!(cutter.take(false).expect("lines").is_none(), "too few bytes");
    cutter.buffer().extend_from_slice(b"{\"id\":2}\n{\"id");
    let chunk = cutter.take(false).expect("lines").expect("a chunk");
    assert_eq!(chunk.len(), 2);
    assert_eq!(cutter.buffer(), b"{\"id", "what has begun stays");
}

/// What is made of a user may be larger than the user, so chunks are bounded by number too.
#[test]
fn a_chunk_has_no_more_users_than_it_may() {
    for (input, users, why) in [
        ("x\n".repeat(2500), 2500, "lines"),
        (format!("[{}7]", "7,".repeat(2499)), 2500, "elements"),
        (format!("id\n{}", "7\n".repeat(2500)), 2500, "rows"),
    ] {
        let format = (why == "lines").then_some(InputFormat::Ndjson);
        let limits = Limits::default();
        let mut cutter = Cutter::new(format, limits);
        cutter.buffer().extend_from_slice(input.as_bytes());
        let mut rows = Vec::new();
        while let Some(chunk) = cutter.take(true).expect("it is whole") {
            assert!(chunk.len() <= limits.chunk_users, "{why}: {}", chunk.len());
            // Nor does it keep the memory of those behind it.
            assert!(chunk.held.capacity() < 2 * input.len(), "{why}");
            rows.extend(chunk.users().map(|(row, _)| row));
        }
        let all: Vec<u64> = (1..=users).collect();
        assert_eq!(rows, all, "{why}");
    }
}
