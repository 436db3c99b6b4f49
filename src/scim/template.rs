//! The template of a payload: fragments of JSON, and where the values go between them.
//!
//! Every fragment starts with the comma that separates it from what stands before it; the first
//! in a container leaves it out. A fragment for a value ends with the quote that opens a text;
//! other values leave that out. So a text costs three copies: fragment, text, quote.
//!
//! Absent on purpose: order and containers (the shape has decided them).

use super::json::{quoted, write_escaped, write_quoted};
use super::shape::{Element, Kind, Leaf, Node, Shape};
use crate::schema::{ScimVersion, Target, TargetTable};
use crate::types::{self, Complex, Value};

/// Writes users of one mapping in one SCIM version.
#[derive(Debug, Clone)]
pub struct Template {
    /// `{"schemas":["…core…"`.
    opening: Box<[u8]>,
    core: Vec<Member>,
    extensions: Vec<Extension>,
}

/// An extension's object.
#[derive(Debug, Clone)]
struct Extension {
    /// `,"urn…"`, for `schemas`.
    urn: Box<[u8]>,
    /// `,"urn…":{`.
    opening: Box<[u8]>,
    members: Vec<Member>,
    /// Every value that can stand in it.
    slots: Vec<usize>,
}

/// A member of an object.
#[derive(Debug, Clone)]
enum Member {
    Value(Field),
    Object { opening: Box<[u8]>, fields: Vec<Field> },
    Elements { opening: Box<[u8]>, elements: Vec<Elements> },
}

/// A value with its name: `,"name":"`.
#[derive(Debug, Clone)]
struct Field {
    name: Fragment,
    slot: usize,
    is_array: bool,
}

/// A short piece of JSON that is written for nearly every user.
///
/// To copy a block of a known length takes two instructions, to copy a slice takes a call: so a
/// whole block is copied, and what is too much is taken back.
#[derive(Debug, Clone)]
struct Fragment {
    bytes: Box<[u8]>,
    /// The bytes and zeros behind them, where they fit.
    block: Option<[u8; BLOCK_BYTES]>,
}

const BLOCK_BYTES: usize = 32;

impl Fragment {
    fn new(bytes: Box<[u8]>) -> Fragment {
        let mut block = [0; BLOCK_BYTES];
        let room = block.get_mut(..bytes.len());
        let block = room.map(|room| room.copy_from_slice(&bytes)).map(|()| block);
        Fragment { bytes, block }
    }

    /// Writes the piece, without its comma where nothing stands before it.
    #[inline]
    fn write(&self, is_first: bool, out: &mut Vec<u8>) {
        match &self.block {
            Some(block) if !is_first => {
                let end = out.len() + self.bytes.len();
                out.extend_from_slice(block);
                out.truncate(end);
            }
            Some(_) | None => out.extend_from_slice(behind_comma(&self.bytes, is_first)),
        }
    }
}

/// The elements of one filter.
#[derive(Debug, Clone)]
struct Elements {
    /// `,{"type":"work","primary":true`: the first element's start.
    first: Box<[u8]>,
    /// `,{"type":"work"`: that of the others.
    other: Box<[u8]>,
    fields: Vec<Field>,
}

impl Template {
    /// The template for these targets, whose values will come in the same order.
    pub fn new(table: &TargetTable, targets: &[Target], version: ScimVersion) -> Template {
        let shape = Shape::new(table, targets, version);
        let core = quoted(table.core.of(version));
        Template {
            opening: [br#"{"schemas":["#.as_slice(), &core].concat().into(),
            core: shape.core.iter().map(member).collect(),
            extensions: shape.extensions.iter().map(extension).collect(),
        }
    }

    /// Appends one user as one line of JSON, without a line break. `values` are those of the
    /// targets, in their order, as their flow rules made them; one that is not there is null.
    pub fn write(&self, values: &[Value<'_>], out: &mut Vec<u8>) {
        out.extend_from_slice(&self.opening);
        for extension in &self.extensions {
            if extension.is_used(values) {
                out.extend_from_slice(&extension.urn);
            }
        }
        out.push(b']');
        for member in &self.core {
            member.write(false, values, out);
        }
        for extension in &self.extensions {
            extension.write(values, out);
        }
        out.push(b'}');
    }
}

fn extension(extension: &super::shape::Extension) -> Extension {
    let slots = |node: &Node| match &node.kind {
        Kind::Value(part) => vec![part.slot],
        Kind::Object(parts) => parts.iter().map(|part| part.slot).collect(),
        Kind::Elements(elements) => {
            elements.iter().flat_map(|element| &element.parts).map(|part| part.slot).collect()
        }
    };
    Extension {
        urn: [b",".as_slice(), &quoted(&extension.urn)].concat().into(),
        opening: named(&extension.urn, b"{"),
        members: extension.members.iter().map(member).collect(),
        slots: extension.members.iter().flat_map(slots).collect(),
    }
}

fn member(node: &Node) -> Member {
    match &node.kind {
        Kind::Value(part) => Member::Value(field(part)),
        Kind::Object(parts) => Member::Object {
            opening: named(&node.name, b"{"),
            fields: parts.iter().map(field).collect(),
        },
        Kind::Elements(elements) => Member::Elements {
            opening: named(&node.name, b"["),
            elements: elements.iter().map(self::elements).collect(),
        },
    }
}

fn field(part: &Leaf) -> Field {
    Field {
        name: Fragment::new(named(&part.name, b"\"")),
        slot: part.slot,
        is_array: part.is_array,
    }
}

fn elements(element: &Element) -> Elements {
    let mut other = b",{".to_vec();
    let filter = element.filter.iter().map(|filter| {
        let value = match filter.value.as_str() {
            // An element is selected by a truth where its filter is `primary eq "True"`.
            truth if truth.eq_ignore_ascii_case("true") => b"true".to_vec(),
            truth if truth.eq_ignore_ascii_case("false") => b"false".to_vec(),
            text => quoted(text),
        };
        named(&filter.attribute, &value)
    });
    filter.for_each(|member| push_member(&mut other, &member));
    let mut first = other.clone();
    for (name, value) in &element.fixed {
        let value: &[u8] = if *value { b"true" } else { b"false" };
        push_member(&mut first, &named(name, value));
    }
    Elements {
        first: first.into(),
        other: other.into(),
        fields: element.parts.iter().map(field).collect(),
    }
}

/// `,"name":` and what follows.
fn named(name: &str, rest: &[u8]) -> Box<[u8]> {
    [b",".as_slice(), &quoted(name), b":", rest].concat().into()
}

fn push_member(object: &mut Vec<u8>, member: &[u8]) {
    let is_first = object.ends_with(b"{");
    object.extend_from_slice(behind_comma(member, is_first));
}

/// The fragment, without its comma where nothing stands before it.
fn behind_comma(fragment: &[u8], is_first: bool) -> &[u8] {
    match fragment.split_first() {
        Some((_, rest)) if is_first => rest,
        Some(_) | None => fragment,
    }
}

impl Extension {
    fn is_used(&self, values: &[Value<'_>]) -> bool {
        self.slots.iter().any(|slot| values.get(*slot).is_some_and(is_sent))
    }

    fn write(&self, values: &[Value<'_>], out: &mut Vec<u8>) {
        let start = out.len();
        out.extend_from_slice(&self.opening);
        let mut is_empty = true;
        for member in &self.members {
            is_empty &= !member.write(is_empty, values, out);
        }
        close(out, start, is_empty, b'}');
    }
}

/// Ends a container, or takes it back where nothing stands in it.
fn close(out: &mut Vec<u8>, start: usize, is_empty: bool, bracket: u8) -> bool {
    if is_empty {
        out.truncate(start);
    } else {
        out.push(bracket);
    }
    !is_empty
}

/// True for a value that something is written for.
fn is_sent(value: &Value<'_>) -> bool {
    match value {
        Value::Null => false,
        Value::List(values) => values.iter().any(is_sent),
        Value::Complex(members) => members.iter().any(|member| is_sent(&member.value)),
        Value::Text(_) | Value::Boolean(_) | Value::Integer(_) | Value::DateTime(_) => true,
    }
}

impl Member {
    /// Writes the member if it has a value, and says whether it has.
    fn write(&self, is_first: bool, values: &[Value<'_>], out: &mut Vec<u8>) -> bool {
        match self {
            Member::Value(field) => {
                values.get(field.slot).is_some_and(|value| field.write(is_first, value, out))
            }
            Member::Object { opening, fields } => {
                let start = out.len();
                out.extend_from_slice(behind_comma(opening, is_first));
                let is_empty = !write_fields(fields, true, values, out);
                close(out, start, is_empty, b'}')
            }
            Member::Elements { opening, elements } => {
                let start = out.len();
                out.extend_from_slice(behind_comma(opening, is_first));
                let mut is_empty = true;
                for elements in elements {
                    is_empty &= !elements.write(is_empty, values, out);
                }
                close(out, start, is_empty, b']')
            }
        }
    }
}

fn write_fields(
    fields: &[Field],
    mut is_first: bool,
    values: &[Value<'_>],
    out: &mut Vec<u8>,
) -> bool {
    let mut has_written = false;
    for field in fields {
        let value = values.get(field.slot);
        if value.is_some_and(|value| field.write(is_first, value, out)) {
            has_written = true;
            is_first = false;
        }
    }
    has_written
}

impl Elements {
    fn write(&self, is_first: bool, values: &[Value<'_>], out: &mut Vec<u8>) -> bool {
        let mut has_written = false;
        let mut place = 0;
        loop {
            let is_first = is_first && !has_written;
            let (is_written, is_last) = self.write_one(place, is_first, values, out);
            has_written |= is_written;
            if is_last {
                return has_written;
            }
            place += 1;
        }
    }

    /// Writes the element at a place, and says whether there was one and whether it is the last.
    fn write_one(
        &self,
        place: usize,
        is_first: bool,
        values: &[Value<'_>],
        out: &mut Vec<u8>,
    ) -> (bool, bool) {
        let start = out.len();
        let opening = if place == 0 { &self.first } else { &self.other };
        out.extend_from_slice(behind_comma(opening, is_first));
        let mut has_members = !opening.ends_with(b"{");
        let mut is_empty = true;
        let mut is_last = true;
        for field in &self.fields {
            if let Some(Value::List(list)) = values.get(field.slot) {
                is_last &= place + 1 >= list.len();
            }
            let is_first = !has_members;
            let is_written = match field.value_at(place, values) {
                Some(Value::Complex(parts)) => {
                    let is_mapped = |name: &str| {
                        let mut others = self.fields.iter().filter(|it| it.slot != field.slot);
                        others.any(|it| {
                            it.is_named(name) && it.value_at(place, values).is_some_and(is_sent)
                        })
                    };
                    // What a mapping of its own says of a part counts for more.
                    let parts = parts.iter().filter(|part| !is_mapped(&part.name));
                    write_members(parts, is_first, out)
                }
                value => value.is_some_and(|value| field.write(is_first, value, out)),
            };
            if is_written {
                is_empty = false;
                has_members = true;
            }
        }
        (close(out, start, is_empty, b'}'), is_last)
    }
}

impl Field {
    fn is_named(&self, name: &str) -> bool {
        *self.name.bytes == *named(name, b"\"")
    }

    /// The value for the element at a place: a single one is for the first.
    fn value_at<'v>(&self, place: usize, values: &'v [Value<'_>]) -> Option<&'v Value<'v>> {
        match values.get(self.slot) {
            Some(Value::List(list)) => list.get(place),
            value if place == 0 => value,
            _ => None,
        }
    }

    /// Writes name and value if there is a value, and says whether there is.
    #[inline]
    fn write(&self, is_first: bool, value: &Value<'_>, out: &mut Vec<u8>) -> bool {
        match value {
            Value::Null => false,
            Value::Text(text) if !self.is_array => {
                self.name.write(is_first, out);
                write_escaped(text, out);
                out.push(b'"');
                true
            }
            value => self.write_other(is_first, value, out),
        }
    }

    /// The same for what is no text.
    fn write_other(&self, is_first: bool, value: &Value<'_>, out: &mut Vec<u8>) -> bool {
        if !is_sent(value) {
            return false;
        }
        self.name.write(is_first, out);
        // The quote that would open a text.
        out.pop();
        match value {
            Value::List(values) => write_array(values, out),
            single if self.is_array => write_array(std::slice::from_ref(single), out),
            single => write_value(single, out),
        }
        true
    }
}

fn write_array(values: &[Value<'_>], out: &mut Vec<u8>) {
    out.push(b'[');
    for (place, value) in values.iter().filter(|value| is_sent(value)).enumerate() {
        if place > 0 {
            out.push(b',');
        }
        write_value(value, out);
    }
    out.push(b']');
}

fn write_object(members: &Complex<'_>, out: &mut Vec<u8>) {
    out.push(b'{');
    write_members(members.iter(), true, out);
    out.push(b'}');
}

/// Writes those that have a value, and says whether there are any.
fn write_members<'m>(
    members: impl Iterator<Item = &'m types::Member<'m>>,
    is_first: bool,
    out: &mut Vec<u8>,
) -> bool {
    let mut has_written = false;
    for member in members.filter(|member| is_sent(&member.value)) {
        if has_written || !is_first {
            out.push(b',');
        }
        write_quoted(&member.name, out);
        out.push(b':');
        write_value(&member.value, out);
        has_written = true;
    }
    has_written
}

/// Writes a value that is no list, as its type has it in JSON.
fn write_value(value: &Value<'_>, out: &mut Vec<u8>) {
    match value {
        Value::Boolean(true) => out.extend_from_slice(b"true"),
        Value::Boolean(false) => out.extend_from_slice(b"false"),
        Value::Integer(number) => {
            out.extend_from_slice(itoa::Buffer::new().format(*number).as_bytes());
        }
        Value::Text(text) => write_quoted(text, out),
        Value::DateTime(instant) => write_quoted(&instant.iso_8601(), out),
        Value::Complex(members) => write_object(members, out),
        // No list holds lists.
        Value::Null | Value::List(_) => out.extend_from_slice(b"null"),
    }
}
