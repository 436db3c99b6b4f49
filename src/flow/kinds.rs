//! When a mapping flows, in the words of Graph's `attributeMapping`.
//!
//! Absent on purpose: how files vary those words (the room `mapping` finds them).

use std::fmt;

/// On which occasions a value flows (`flowType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FlowType {
    /// Always.
    #[default]
    Always,
    /// Only while the object is created.
    ObjectAddOnly,
    /// Only where values are added to a multi-valued attribute.
    MultiValueAddOnly,
    /// Only where there is a value: it is added, never removed.
    ValueAddOnly,
    /// Only where the target has no value yet.
    AttributeAddOnly,
}

impl FlowType {
    /// All of them, in Graph's order.
    pub const ALL: [FlowType; 5] = [
        FlowType::Always,
        FlowType::ObjectAddOnly,
        FlowType::MultiValueAddOnly,
        FlowType::ValueAddOnly,
        FlowType::AttributeAddOnly,
    ];

    /// True where a value takes the place of the one that the target has.
    pub fn replaces(self) -> bool {
        match self {
            FlowType::Always | FlowType::ValueAddOnly => true,
            FlowType::ObjectAddOnly | FlowType::MultiValueAddOnly | FlowType::AttributeAddOnly => {
                false
            }
        }
    }

    /// The name, as Graph writes it.
    pub fn name(self) -> &'static str {
        match self {
            FlowType::Always => "Always",
            FlowType::ObjectAddOnly => "ObjectAddOnly",
            FlowType::MultiValueAddOnly => "MultiValueAddOnly",
            FlowType::ValueAddOnly => "ValueAddOnly",
            FlowType::AttributeAddOnly => "AttributeAddOnly",
        }
    }
}

impl fmt::Display for FlowType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One thing that may be done to objects: a flag of Graph's `objectFlowTypes` (`flowTypes`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectFlowType {
    /// Nothing is done.
    None,
    /// Objects are created.
    Add,
    /// Objects that are there are changed.
    Update,
    /// Objects are removed.
    Delete,
}

impl ObjectFlowType {
    /// All of them, in Graph's order.
    pub const ALL: [ObjectFlowType; 4] =
        [ObjectFlowType::None, ObjectFlowType::Add, ObjectFlowType::Update, ObjectFlowType::Delete];

    /// The name, as Graph writes it.
    pub fn name(self) -> &'static str {
        match self {
            ObjectFlowType::None => "None",
            ObjectFlowType::Add => "Add",
            ObjectFlowType::Update => "Update",
            ObjectFlowType::Delete => "Delete",
        }
    }
}

impl fmt::Display for ObjectFlowType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whether a value flows when nothing has changed (`flowBehavior`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FlowBehavior {
    /// Only when it has changed.
    #[default]
    FlowWhenChanged,
    /// Each time.
    FlowAlways,
}

impl FlowBehavior {
    /// Both, in Graph's order.
    pub const ALL: [FlowBehavior; 2] = [FlowBehavior::FlowWhenChanged, FlowBehavior::FlowAlways];

    /// The name, as Graph writes it.
    pub fn name(self) -> &'static str {
        match self {
            FlowBehavior::FlowWhenChanged => "FlowWhenChanged",
            FlowBehavior::FlowAlways => "FlowAlways",
        }
    }
}

impl fmt::Display for FlowBehavior {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
