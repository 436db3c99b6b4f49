//! How a payload is laid out: which target stands in which container, in which order.
//!
//! In: targets. Out: a tree of containers, still with names; the template makes fragments of it.

use crate::schema::{AttributePath, FixedMember, ScimVersion, Target, TargetTable, ValueFilter};

/// The layout of a user.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The members of the core schema.
    pub core: Vec<Node>,
    /// The extensions in order.
    pub extensions: Vec<Extension>,
}

/// An extension's object.
#[derive(Debug)]
pub(super) struct Extension {
    pub urn: String,
    pub members: Vec<Node>,
}

/// A member of an object.
#[derive(Debug)]
pub(super) struct Node {
    pub name: String,
    pub kind: Kind,
}

/// What a member is.
#[derive(Debug)]
pub(super) enum Kind {
    /// One value, or several in an array.
    Value(Part),
    /// A complex attribute.
    Object(Vec<Part>),
    /// A multi-valued complex attribute.
    Elements(Vec<Element>),
}

/// A value under its name.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub name: String,
    /// Which value.
    pub slot: usize,
    /// True where several values are an array, and a single one, too.
    pub is_array: bool,
}

/// The elements that one filter selects.
#[derive(Debug)]
pub(super) struct Element {
    pub filter: Option<ValueFilter>,
    /// What the first of them carries besides.
    pub fixed: Vec<(String, bool)>,
    pub parts: Vec<Part>,
    place: usize,
}

impl Layout {
    /// The layout of these targets; the place of each is its value's slot.
    pub fn new(table: &TargetTable, targets: &[Target], version: ScimVersion) -> Layout {
        let mut ordered: Vec<(usize, &Target)> = targets.iter().enumerate().collect();
        ordered.sort_by_key(|(_, target)| target.row);
        let mut layout = Layout::default();
        for (slot, target) in ordered {
            let path = target.wire.of(version);
            let members = layout.members_of(path.urn.as_deref());
            place(members, slot, target, path);
        }
        for node in layout.all_nodes() {
            if let Kind::Elements(elements) = &mut node.kind {
                elements.sort_by_key(|element| element.place);
            }
        }
        for fixed in &table.fixed {
            layout.carry(fixed);
        }
        layout
    }

    fn members_of(&mut self, urn: Option<&str>) -> &mut Vec<Node> {
        let Some(urn) = urn else { return &mut self.core };
        let is_known = |known: &Extension| known.urn.eq_ignore_ascii_case(urn);
        let place = match self.extensions.iter().position(is_known) {
            Some(place) => place,
            None => {
                self.extensions.push(Extension { urn: urn.to_owned(), members: Vec::new() });
                self.extensions.len() - 1
            }
        };
        match self.extensions.get_mut(place) {
            Some(extension) => &mut extension.members,
            None => &mut self.core,
        }
    }

    fn all_nodes(&mut self) -> impl Iterator<Item = &mut Node> {
        let extensions = self.extensions.iter_mut().flat_map(|extension| &mut extension.members);
        self.core.iter_mut().chain(extensions)
    }

    /// Adds a fixed member to its element, unless the mapping itself says what stands there.
    fn carry(&mut self, fixed: &FixedMember) {
        let Some(name) = &fixed.path.sub_attribute else { return };
        let is_attribute = |node: &&mut Node| node.name.eq_ignore_ascii_case(&fixed.path.attribute);
        let Some(node) = self.core.iter_mut().find(is_attribute) else { return };
        let Kind::Elements(elements) = &mut node.kind else { return };
        let is_selected = |element: &&mut Element| element.is_selected_by(&fixed.path.filter);
        let Some(element) = elements.iter_mut().find(is_selected) else { return };
        if !element.parts.iter().any(|part| part.name.eq_ignore_ascii_case(name)) {
            element.fixed.push((name.clone(), fixed.value));
        }
    }
}

/// Puts a target where its path says. What stands there already stays: the first counts.
fn place(members: &mut Vec<Node>, slot: usize, target: &Target, path: &AttributePath) {
    let is_array = target.is_multi_valued && !target.is_in_elements;
    let name = path.sub_attribute.as_ref().unwrap_or(&path.attribute).clone();
    let part = Part { name, slot, is_array };
    let known = members.iter_mut().find(|node| node.name.eq_ignore_ascii_case(&path.attribute));
    let is_whole = path.sub_attribute.is_none();
    let Some(known) = known else {
        let kind = if target.is_in_elements {
            element(path, target.element, part).map(|element| Kind::Elements(vec![element]))
        } else if is_whole {
            Some(Kind::Value(part))
        } else {
            Some(Kind::Object(vec![part]))
        };
        members.extend(kind.map(|kind| Node { name: path.attribute.clone(), kind }));
        return;
    };
    match &mut known.kind {
        Kind::Object(parts) if !is_whole && !target.is_in_elements => add_part(parts, part),
        Kind::Elements(elements) if target.is_in_elements => {
            match elements.iter_mut().find(|element| element.is_selected_by(&path.filter)) {
                Some(known) if can_have_part(path) => add_part(&mut known.parts, part),
                Some(_) => {}
                None => elements.extend(element(path, target.element, part)),
            }
        }
        Kind::Value(_) | Kind::Object(_) | Kind::Elements(_) => {}
    }
}

fn element(path: &AttributePath, place: usize, part: Part) -> Option<Element> {
    let filter = path.filter.clone();
    let element = Element { filter, fixed: Vec::new(), parts: vec![part], place };
    can_have_part(path).then_some(element)
}

fn add_part(parts: &mut Vec<Part>, part: Part) {
    if !parts.iter().any(|known| known.name.eq_ignore_ascii_case(&part.name)) {
        parts.push(part);
    }
}

impl Element {
    fn is_selected_by(&self, wanted: &Option<ValueFilter>) -> bool {
        match (&self.filter, wanted) {
            (Some(filter), Some(wanted)) => filter.is_same_as(wanted),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

/// False for an element as a whole, and for its filter's own member, as in
/// `emails[type eq "work"].type`: what stands there is said already.
fn can_have_part(path: &AttributePath) -> bool {
    match (&path.filter, &path.sub_attribute) {
        (Some(filter), Some(name)) => !filter.attribute.eq_ignore_ascii_case(name),
        (None, Some(_)) => true,
        (_, None) => false,
    }
}
