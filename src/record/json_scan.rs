//! Finds the users in JSON that arrives in pieces: elements of arrays, of Graph lists, objects
//! one after the other.
//!
//! In: bytes, at any place cut in two. Out: where each element begins and ends. Only strings and
//! brackets are looked at: whether an element is JSON, its reader will see. What stands between
//! elements is checked here, to the last comma, because nobody else will.
//!
//! Absent on purpose: memory of more than the envelope around a list.

use serde::de::IgnoredAny;

use super::fault::{AGAIN, CUT_OFF, DAMAGED, Fault, NOT_USERS};
use super::found_users::FoundUsers;

/// The state between two pieces of input.
#[derive(Debug, Default)]
pub(super) struct JsonScan {
    state: State,
    /// How many users have begun.
    count: u64,
    /// The object around the list whose elements are being found.
    envelope: Option<Envelope>,
    /// True where the last list says that there is more.
    has_more_pages: bool,
}

#[derive(Debug, Default)]
enum State {
    /// Between documents.
    #[default]
    Outside,
    /// Before an element or, where it would be the first, the end of the list.
    BeforeElement { is_first: bool },
    /// In an element.
    Element(ValueScan),
    /// Behind an element.
    AfterElement,
    /// In an object that is a document of its own: a user, or what surrounds a list.
    Object(ObjectScan),
}

#[derive(Debug)]
struct Envelope {
    scan: ObjectScan,
    /// The envelope without the elements, to see whether it is JSON; none where it is too long.
    text: Option<Vec<u8>>,
}

impl JsonScan {
    /// True where the last list carried an `@odata.nextLink`.
    pub fn has_more_pages(&self) -> bool {
        self.has_more_pages
    }

    /// Looks at the bytes that have come since.
    pub fn scan(
        &mut self,
        bytes: &[u8],
        is_end: bool,
        users: &mut FoundUsers,
    ) -> Result<(), Fault> {
        while let Some(&byte) = bytes.get(users.scanned) {
            let at = users.scanned;
            if users.is_full() {
                return Ok(());
            }
            match &mut self.state {
                State::Element(scan) => match scan.advance(bytes, at) {
                    Some(end) => {
                        users.end(end);
                        users.scanned = end;
                        self.state = State::AfterElement;
                    }
                    None => users.scanned = bytes.len(),
                },
                State::Object(_) => self.advance_object(bytes, users)?,
                _ if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') => users.scanned += 1,
                State::Outside => match byte {
                    b'[' => self.step(users, State::BeforeElement { is_first: true }),
                    b'{' => {
                        self.begin(users);
                        self.state = State::Object(ObjectScan::default());
                    }
                    _ => return Err(self.damaged(users)),
                },
                State::BeforeElement { is_first } => match byte {
                    b']' if *is_first => self.end_list(users),
                    b']' | b',' | b'}' | b':' => return Err(self.damaged(users)),
                    _ => {
                        self.begin(users);
                        self.state = State::Element(ValueScan::default());
                    }
                },
                State::AfterElement => match byte {
                    b',' => self.step(users, State::BeforeElement { is_first: false }),
                    b']' => self.end_list(users),
                    _ => return Err(self.damaged(users)),
                },
            }
        }
        if is_end && !matches!(self.state, State::Outside) {
            let side = if users.is_inside() { "inside" } else { "after" };
            users.cut_off();
            let detail = format!("{side} {}", self.place());
            return Err(Fault::new(&CUT_OFF, "the input ends too early")
                .with_detail(detail)
                .with_help(AGAIN));
        }
        Ok(())
    }

    fn begin(&mut self, users: &mut FoundUsers) {
        self.count += 1;
        users.begin(users.scanned, self.count);
    }

    fn step(&mut self, users: &mut FoundUsers, state: State) {
        users.scanned += 1;
        self.state = state;
    }

    fn advance_object(&mut self, bytes: &[u8], users: &mut FoundUsers) -> Result<(), Fault> {
        let State::Object(scan) = &mut self.state else { return Ok(()) };
        let from = users.scanned;
        let advanced = scan.advance(bytes, from);
        let end = advanced.as_ref().map_or(bytes.len(), |(end, _)| *end);
        if let Some(envelope) = &mut self.envelope {
            envelope.keep(bytes.get(from..end).unwrap_or_default(), users.limit());
        }
        users.scanned = end;
        match advanced {
            None => {}
            Some((_, ObjectEvent::Foreign(foreign))) => {
                users.cancel();
                return Err(foreign.fault());
            }
            Some((_, ObjectEvent::List)) => {
                if self.envelope.is_none() {
                    // What looked like a user is what surrounds a list of them.
                    let start = users.cancel();
                    self.count = self.count.saturating_sub(u64::from(start.is_some()));
                    let text = start.and_then(|start| bytes.get(start..end));
                    self.envelope = Some(Envelope {
                        scan: ObjectScan::default(),
                        text: text.map(<[u8]>::to_vec),
                    });
                }
                if let Some(envelope) = &mut self.envelope {
                    envelope.scan = std::mem::take(scan);
                }
                self.state = State::BeforeElement { is_first: true };
            }
            Some((_, ObjectEvent::Closed)) => {
                let has_next_link = scan.has_next_link;
                self.state = State::Outside;
                match self.envelope.take() {
                    None => users.end(end),
                    Some(envelope) => {
                        self.has_more_pages = has_next_link;
                        if !envelope.is_json() {
                            return Err(self.damaged(users));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// A list ends: on with what surrounds it.
    fn end_list(&mut self, users: &mut FoundUsers) {
        let state = match &mut self.envelope {
            None => State::Outside,
            Some(envelope) => {
                envelope.keep(b"]", users.limit());
                State::Object(std::mem::take(&mut envelope.scan))
            }
        };
        self.step(users, state);
    }

    fn damaged(&self, users: &FoundUsers) -> Fault {
        let (place, byte) = (self.place(), users.base + users.scanned as u64 + 1);
        Fault::new(&DAMAGED, "there is text that is part of no user")
            .with_detail(format!("after {place}, at byte {byte}"))
            .with_help("take that text away, or say what the input is with `--input-format`")
    }

    fn place(&self) -> String {
        match self.count {
            0 => "the start".to_owned(),
            count => format!("user {count}"),
        }
    }
}

impl Envelope {
    fn keep(&mut self, bytes: &[u8], limit: usize) {
        match &mut self.text {
            Some(text) if text.len() + bytes.len() <= limit => text.extend_from_slice(bytes),
            text => *text = None,
        }
    }

    /// True where it is JSON, or was too long to be kept.
    fn is_json(&self) -> bool {
        let is_json = |text: &Vec<u8>| serde_json::from_slice::<IgnoredAny>(text).is_ok();
        self.text.as_ref().is_none_or(is_json)
    }
}

/// Finds the end of one value.
#[derive(Debug, Default)]
struct ValueScan {
    depth: usize,
    string: Option<StringScan>,
    /// True in a word or number.
    is_word: bool,
}

impl ValueScan {
    /// One past the value's last byte, looking from `at`; nothing where it goes on.
    fn advance(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        while let Some(&byte) = bytes.get(at) {
            if let Some(string) = &mut self.string {
                at = string.advance(bytes, at)?;
                self.string = None;
                if self.depth == 0 {
                    return Some(at);
                }
                continue;
            }
            match byte {
                b'"' | b'{' | b'[' | b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r'
                    if self.is_word =>
                {
                    return Some(at);
                }
                b'"' => self.string = Some(StringScan::default()),
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => self.is_word = self.depth == 0,
            }
            at += 1;
        }
        None
    }
}

/// Finds the end of a string.
#[derive(Debug, Default)]
struct StringScan {
    is_escaped: bool,
}

impl StringScan {
    /// One past the closing quote.
    fn advance(&mut self, bytes: &[u8], mut at: usize) -> Option<usize> {
        loop {
            if self.is_escaped {
                bytes.get(at)?;
                self.is_escaped = false;
                at += 1;
            }
            at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)? + 1;
            if bytes.get(at - 1) == Some(&b'"') {
                return Some(at);
            }
            self.is_escaped = true;
        }
    }
}

/// Follows an object that is a document of its own, looking for a list in it.
#[derive(Debug, Default)]
pub(super) struct ObjectScan {
    depth: usize,
    string: Option<StringScan>,
    /// The key whose value comes, as far as it matters.
    key: Vec<u8>,
    place: Place,
    has_next_link: bool,
    /// True where some key is neither that of the list nor one that the service adds.
    is_user: bool,
}

/// Where in the outermost object.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before a key.
    #[default]
    BeforeKey,
    /// In a key.
    Key,
    /// Before a value.
    BeforeValue,
    /// In or behind a value.
    Value,
}

/// What an [`ObjectScan`] came upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ObjectEvent {
    /// The elements of a Graph list begin.
    List,
    /// It holds something else than users.
    Foreign(&'static Foreign),
    /// The object is closed.
    Closed,
}

/// A list that documents of another kind have.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Foreign {
    key: &'static [u8],
    message: &'static str,
    help: &'static str,
}

const FOREIGN: [Foreign; 2] = [
    Foreign {
        key: b"Resources",
        message: "this is a list of a SCIM service, not users of Entra",
        help: "give users as Microsoft Graph lists them; what a target has is given with `--taken`",
    },
    Foreign {
        key: b"synchronizationRules",
        message: "this is a mapping, not users",
        help: "give users as Microsoft Graph lists them; `attrmap run` takes a mapping with `--mapping`",
    },
];

impl Foreign {
    fn fault(&self) -> Fault {
        Fault::new(&NOT_USERS, self.message).with_help(self.help)
    }
}

/// The key of a list response's elements, and those that lead to the next page.
const LIST: &[u8] = b"value";
const NEXT_LINKS: [&[u8]; 2] = [b"@odata.nextLink", b"odata.nextLink"];
/// How the keys start that the service adds to a list.
const ADDED: [&[u8]; 2] = [b"@", b"odata."];
/// What `ConvertTo-Json` of Windows PowerShell puts beside a list that it wraps.
const COUNT: &[u8] = b"Count";
/// Longer keys are none of these.
const LONGEST_KEY: usize = 20;

impl ObjectScan {
    /// True in the middle of a string.
    pub fn is_in_string(&self) -> bool {
        self.string.is_some()
    }

    /// True where a key has come that lists do not have: a `value` of that object is its own.
    pub fn is_user(&self) -> bool {
        self.is_user
    }

    /// On with the elements of the list that has begun, as with any other value.
    pub fn step_into_list(&mut self) {
        self.depth += 1;
    }

    /// True inside a value that is an object or a list.
    pub fn is_nested(&self) -> bool {
        self.depth > 1
    }

    /// What comes first, and one past its last byte; nothing where the bytes end before.
    pub fn advance(&mut self, bytes: &[u8], mut at: usize) -> Option<(usize, ObjectEvent)> {
        while let Some(&byte) = bytes.get(at) {
            if let Some(string) = &mut self.string {
                let end = string.advance(bytes, at);
                if self.place == Place::Key {
                    let inside = bytes.get(at..end.map_or(bytes.len(), |end| end - 1));
                    let room = (LONGEST_KEY + 1).saturating_sub(self.key.len());
                    self.key.extend(inside.unwrap_or_default().iter().take(room));
                }
                at = end?;
                self.string = None;
                if self.place == Place::Key {
                    self.place = Place::Value;
                    let is_added = ADDED.iter().any(|start| self.key.starts_with(start));
                    self.is_user |= self.key != LIST && self.key != COUNT && !is_added;
                }
                continue;
            }
            at += 1;
            match byte {
                b'"' => {
                    self.string = Some(StringScan::default());
                    if self.depth == 1 && self.place == Place::BeforeKey {
                        self.key.clear();
                        self.place = Place::Key;
                    } else if self.depth == 1 && self.place == Place::BeforeValue {
                        self.has_next_link |= NEXT_LINKS.contains(&self.key.as_slice());
                        self.place = Place::Value;
                    }
                }
                b':' if self.depth == 1 => self.place = Place::BeforeValue,
                b',' if self.depth == 1 => self.place = Place::BeforeKey,
                b'[' if self.depth == 1
                    && self.place == Place::BeforeValue
                    && self.key == LIST
                    && !self.is_user =>
                {
                    self.place = Place::Value;
                    return Some((at, ObjectEvent::List));
                }
                b'[' if self.depth == 1
                    && self.place == Place::BeforeValue
                    && let Some(foreign) = FOREIGN.iter().find(|it| it.key == self.key) =>
                {
                    return Some((at, ObjectEvent::Foreign(foreign)));
                }
                b'{' | b'[' => {
                    self.depth += 1;
                    // The object's own bracket comes before its first key.
                    if self.depth > 1 {
                        self.place = Place::Value;
                    }
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some((at, ObjectEvent::Closed));
                    }
                }
                b' ' | b'\t' | b'\n' | b'\r' => {}
                _ if self.depth == 1 => self.place = Place::Value,
                _ => {}
            }
        }
        None
    }
}
