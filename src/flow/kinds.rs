//! When a mapping flows, in the words of Graph's `attributeMapping`.

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

    /// The flow type of that name, case and spaces ignored.
    pub fn from_name(name: &str) -> Option<FlowType> {
        FlowType::ALL.into_iter().find(|known| is_name(known.name(), name))
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

    /// The flow behavior of that name, case and spaces ignored.
    pub fn from_name(name: &str) -> Option<FlowBehavior> {
        FlowBehavior::ALL.into_iter().find(|known| is_name(known.name(), name))
    }

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

fn is_name(known: &str, written: &str) -> bool {
    let letters = written.chars().filter(|letter| *letter != ' ');
    letters
        .map(|letter| letter.to_ascii_lowercase())
        .eq(known.chars().map(|letter| letter.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_without_regard_to_case_and_spaces() {
        for (name, expected) in [
            ("Always", Some(FlowType::Always)),
            ("objectaddonly", Some(FlowType::ObjectAddOnly)),
            ("Object Add Only", Some(FlowType::ObjectAddOnly)),
            ("MultiValueAddOnly", Some(FlowType::MultiValueAddOnly)),
            ("ValueAddOnly", Some(FlowType::ValueAddOnly)),
            ("AttributeAddOnly", Some(FlowType::AttributeAddOnly)),
            ("Add", None),
            ("", None),
        ] {
            assert_eq!(FlowType::from_name(name), expected, "{name:?}");
        }
        assert_eq!(FlowBehavior::from_name("flowalways"), Some(FlowBehavior::FlowAlways));
        assert_eq!(FlowBehavior::from_name("Sometimes"), None);
    }
}
