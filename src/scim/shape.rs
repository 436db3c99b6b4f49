//! How a payload is laid out: which target stands in which container, in which order.
//!
//! In: targets. Out: a tree of containers, still with names, which the template makes fragments
//! of; and the targets that have no place in it, so that none is lost without a word.
//!
//! Absent on purpose: words for people about those.

use std::collections::BTreeMap;

use crate::schema::{AttributePath, FixedMember, ScimVersion, Target, TargetTable, ValueFilter};
use crate::types::boolean_from_text;

/// The member of every payload that is made of its schemas (RFC 7643 section 3).
const SCHEMAS: &str = "schemas";

/// A target that a payload has no place for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit {
    /// Which of the targets.
    pub slot: usize,
    /// What is in its way.
    pub obstacle: Obstacle,
}

/// What is in a target's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// That target stands in the very same place.
    Same(usize),
    /// That target makes the attribute another kind of value: text where parts belong, or parts
    /// where text does.
    OtherKind(usize),
    /// The filter of its own name says already what stands there.
    ItsFilter,
    /// Its name means an element as a whole, and elements consist of parts.
    WholeElement,
    /// The payload lists its schemas itself.
    ListOfSchemas,
}

/// The targets that a payload of that version has no place for, in the table's order.
pub fn misfits(targets: &[Target], version: ScimVersion) -> Vec<Misfit> {
    Shape::of(targets, version).1
}

/// The shape of a user.
#[derive(Debug, Default)]
pub(super) struct Shape {
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
    Value(Leaf),
    /// A complex attribute.
    Object(Vec<Leaf>),
    /// A multi-valued complex attribute.
    Elements(Vec<Element>),
}

/// A value under its name.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
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
    pub parts: Vec<Leaf>,
    place: usize,
}

impl Shape {
    /// The shape of these targets; the place of each is its value's slot. What has no place in
    /// it is left out.
    pub fn new(table: &TargetTable, targets: &[Target], version: ScimVersion) -> Shape {
        let (mut shape, _) = Shape::of(targets, version);
        for node in shape.all_nodes() {
            if let Kind::Elements(elements) = &mut node.kind {
                elements.sort_by_key(|element| element.place);
            }
        }
        for fixed in &table.fixed {
            shape.carry(fixed);
        }
        shape
    }

    fn of(targets: &[Target], version: ScimVersion) -> (Shape, Vec<Misfit>) {
        let mut ordered: Vec<(usize, &Target)> = targets.iter().enumerate().collect();
        ordered.sort_by_key(|(_, target)| target.row);
        let mut building = Building::default();
        let mut misfits = Vec::new();
        for (slot, target) in ordered {
            if let Err(obstacle) = building.place(slot, target, target.wire.of(version)) {
                misfits.push(Misfit { slot, obstacle });
            }
        }
        (building.shape, misfits)
    }

    fn members_of(&mut self, extension: Option<usize>) -> &mut Vec<Node> {
        match extension.and_then(|place| self.extensions.get_mut(place)) {
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
        // What marks one element of several, as `primary` does, marks only one (RFC 7643
        // section 2.4): where the mapping says which, it is that one.
        if elements.iter().any(|element| element.says(name, fixed.value)) {
            return;
        }
        let is_selected = |element: &&mut Element| element.is_selected_by(&fixed.path.filter);
        if let Some(element) = elements.iter_mut().find(is_selected) {
            element.fixed.push((name.clone(), fixed.value));
        }
    }
}

/// A shape while it is made, with what stands where by the keys of paths: of two targets in one
/// place the first counts.
#[derive(Debug, Default)]
struct Building {
    shape: Shape,
    /// Extensions by their URNs in lower case.
    extensions: BTreeMap<String, usize>,
    /// Members by the keys of their attributes, each with the slot that made it.
    nodes: BTreeMap<String, (usize, usize)>,
    /// Elements by the keys of attribute and filter.
    elements: BTreeMap<String, usize>,
    /// Slots by the keys of whole paths.
    slots: BTreeMap<String, usize>,
}

impl Building {
    /// Puts a target where its path says, or says what is in its way.
    fn place(
        &mut self,
        slot: usize,
        target: &Target,
        path: &AttributePath,
    ) -> Result<(), Obstacle> {
        if let Some(obstacle) = obstacle_in_itself(target, path) {
            return Err(obstacle);
        }
        if let Some(first) = self.slots.get(&path.key()) {
            return Err(Obstacle::Same(*first));
        }
        let name = path.sub_attribute.as_ref().unwrap_or(&path.attribute).clone();
        let part = Leaf { name, slot, is_array: target.is_multi_valued && !target.is_in_elements };
        let extension = path.urn.as_ref().map(|urn| self.extension(urn));
        let members = self.shape.members_of(extension);
        let node_key = path.whole().key();
        let element_key = path.with_sub_attribute(None).key();
        match self.nodes.get(&node_key) {
            None => {
                self.nodes.insert(node_key, (members.len(), slot));
                let kind = if target.is_in_elements {
                    self.elements.insert(element_key, 0);
                    Kind::Elements(vec![element(path, target.element, part)])
                } else if path.sub_attribute.is_none() {
                    Kind::Value(part)
                } else {
                    Kind::Object(vec![part])
                };
                members.push(Node { name: path.attribute.clone(), kind });
            }
            Some((node, first)) => {
                let Some(node) = members.get_mut(*node) else { return Ok(()) };
                let is_whole = path.sub_attribute.is_none();
                match &mut node.kind {
                    Kind::Object(parts) if !is_whole && !target.is_in_elements => parts.push(part),
                    Kind::Elements(elements) if target.is_in_elements => {
                        let known = self.elements.get(&element_key);
                        match known.and_then(|known| elements.get_mut(*known)) {
                            Some(known) => known.parts.push(part),
                            None => {
                                self.elements.insert(element_key, elements.len());
                                elements.push(element(path, target.element, part));
                            }
                        }
                    }
                    Kind::Value(_) | Kind::Object(_) | Kind::Elements(_) => {
                        return Err(Obstacle::OtherKind(*first));
                    }
                }
            }
        }
        self.slots.insert(path.key(), slot);
        Ok(())
    }

    /// The place of an extension, which is added where there is none.
    fn extension(&mut self, urn: &str) -> usize {
        let extensions = &mut self.shape.extensions;
        *self.extensions.entry(urn.to_ascii_lowercase()).or_insert_with(|| {
            extensions.push(Extension { urn: urn.to_owned(), members: Vec::new() });
            extensions.len() - 1
        })
    }
}

/// Why a target has no place whatever else is mapped.
fn obstacle_in_itself(target: &Target, path: &AttributePath) -> Option<Obstacle> {
    if path.urn.is_none() && path.attribute.eq_ignore_ascii_case(SCHEMAS) {
        return Some(Obstacle::ListOfSchemas);
    }
    match (&path.filter, &path.sub_attribute) {
        (Some(filter), Some(name)) if filter.attribute.eq_ignore_ascii_case(name) => {
            Some(Obstacle::ItsFilter)
        }
        (_, None) if target.is_in_elements => Some(Obstacle::WholeElement),
        (_, _) => None,
    }
}

fn element(path: &AttributePath, place: usize, part: Leaf) -> Element {
    Element { filter: path.filter.clone(), fixed: Vec::new(), parts: vec![part], place }
}

impl Element {
    /// True where the member is mapped here, or the filter says that it is of that value.
    fn says(&self, name: &str, value: bool) -> bool {
        let is_said = |filter: &ValueFilter| {
            filter.attribute.eq_ignore_ascii_case(name)
                && boolean_from_text(&filter.value) == Some(value)
        };
        self.parts.iter().any(|part| part.name.eq_ignore_ascii_case(name))
            || self.filter.as_ref().is_some_and(is_said)
    }

    fn is_selected_by(&self, wanted: &Option<ValueFilter>) -> bool {
        match (&self.filter, wanted) {
            (Some(filter), Some(wanted)) => filter.is_same_as(wanted),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{DirectoryAttribute, built_in};
    use crate::types::Base;

    /// What is in the way of the last of these targets of a directory.
    fn obstacle(names: &[&str]) -> Option<Obstacle> {
        let attribute = |name: &&str| DirectoryAttribute::optional(name, Base::String);
        let attributes: Vec<DirectoryAttribute> = names.iter().map(attribute).collect();
        let table = TargetTable::from_directory("d", &attributes);
        // By their rows: two spellings of one path are two rows.
        let target = |(row, name): (usize, &&str)| {
            let path = AttributePath::parse(name).expect(name);
            let wire = crate::schema::PerVersion { v1_1: path.clone(), v2_0: path };
            Target { row, wire, ..table.find(name).expect(name) }
        };
        let targets: Vec<Target> = names.iter().enumerate().map(target).collect();
        match misfits(&targets, ScimVersion::V2_0).as_slice() {
            [] => None,
            [Misfit { slot, obstacle }] => {
                assert_eq!(*slot, names.len() - 1, "the last one has no place");
                Some(*obstacle)
            }
            several => panic!("{several:?}"),
        }
    }

    #[test]
    fn what_has_no_place_is_said_and_not_lost() {
        let club = r#"emails[type eq "Club"].value"#;
        let table: [(&[&str], Option<Obstacle>, &str); 10] = [
            (&["name", "name.givenName"], Some(Obstacle::OtherKind(0)), "text and its parts"),
            (&["name.givenName", "NAME"], Some(Obstacle::OtherKind(0)), "parts and the text"),
            (&["pets", r#"pets[type eq "cat"].value"#], Some(Obstacle::OtherKind(0)), "elements"),
            (&[r#"emails[type eq "work"].Type"#], Some(Obstacle::ItsFilter), "its filter's member"),
            (&[r#"pets[type eq "cat"]"#], Some(Obstacle::WholeElement), "an element of parts"),
            (&["schemas"], Some(Obstacle::ListOfSchemas), "the template writes it"),
            (
                &[club, r#"emails[Type eq "club"].VALUE"#],
                Some(Obstacle::Same(0)),
                "the same in another case",
            ),
            (&[club, r#"emails[type eq "club"].display"#], None, "two parts of an element"),
            (&["name.givenName", "name.familyName"], None, "two parts"),
            (&["name", "urn:example:x:2.0:User:name.first"], None, "another schema"),
        ];
        for (names, expected, why) in table {
            assert_eq!(obstacle(names), expected, "{names:?}: {why}");
        }
    }

    #[test]
    fn what_the_mapping_marks_as_primary_is_the_only_one() {
        let work = r#"emails[type eq "work"].value"#;
        let table: [(&[&str], &[&str], &str); 5] = [
            (&[work], &["work"], "the table says which"),
            (&[work, r#"emails[type eq "home"].value"#], &["work"], "of several, too"),
            (&[work, r#"emails[primary eq true].value"#], &[], "the mapping's filter says which"),
            (&[work, r#"emails[Primary eq "True"].value"#], &[], "as a text"),
            (&[work, r#"emails[type eq "home"].primary"#], &[], "the mapping gives it"),
        ];
        let scim = built_in("scim").expect("it is built in");
        for (names, expected, why) in table {
            let targets: Vec<Target> =
                names.iter().map(|name| scim.find(name).expect(name)).collect();
            let shape = Shape::new(&scim, &targets, ScimVersion::V2_0);
            let mut marked = Vec::new();
            for node in &shape.core {
                let Kind::Elements(elements) = &node.kind else { panic!("elements") };
                let fixed = elements.iter().filter(|element| !element.fixed.is_empty());
                let filters = fixed.filter_map(|element| element.filter.as_ref());
                marked.extend(filters.map(|filter| filter.value.clone()));
            }
            assert_eq!(marked, expected, "{why}");
        }
    }

    #[test]
    fn a_row_of_every_table_has_a_place() {
        for name in crate::schema::BuiltIn::names() {
            let table = built_in(name).expect(name);
            let rows = table.attributes().iter();
            let targets: Vec<Target> = rows.filter_map(|row| table.find(&row.name)).collect();
            for version in ScimVersion::ALL {
                assert_eq!(misfits(&targets, version), [], "{name} in {version}");
            }
        }
    }
}
