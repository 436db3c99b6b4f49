//! What a profile proves about its users.

use std::collections::{BTreeMap, BTreeSet};

use super::{AttributeProfile, Profile};
use crate::types::{Base, Facts, Known, States, Texts, Type};

impl Profile {
    /// What holds of an attribute for these users: an attribute that none of them has is null.
    /// Nothing where that is not known.
    pub fn facts(&self, name: &str) -> Option<Facts> {
        self.known().of(name).cloned()
    }

    /// What holds of every attribute for these users, to check expressions with.
    pub fn known(&self) -> Known {
        if self.users == 0 {
            return Known::default();
        }
        let attributes: BTreeMap<String, Facts> = self
            .attributes
            .iter()
            .map(|(name, attribute)| (name.clone(), attribute.facts()))
            .collect();
        Known::new(attributes, (!self.is_cut).then(Facts::null))
    }
}

impl Profile {
    /// Whether these users have each attribute that any of them has, and nothing of their texts:
    /// what a few users happen to have, or what an export left out, is no ground for advice. Who
    /// could not be read may have or lack anything.
    pub fn presence(&self) -> Known {
        let is_had = |(_, attribute): &(&String, &AttributeProfile)| attribute.present > 0;
        let facts = |(name, attribute): (&String, &AttributeProfile)| {
            let facts = Facts { texts: Texts::Any, ..attribute.facts() };
            let facts = match self.unreadable == 0 && attribute.refused == 0 {
                true => facts,
                // That the others have it proves no more than its table does.
                false if facts.states == States::PRESENT && attribute.ty.is_some() => return None,
                false => Facts { states: States::ANY, can_be_several: true, ..facts },
            };
            Some((name.clone(), facts))
        };
        let attributes = self.attributes.iter().filter(is_had).filter_map(facts).collect();
        Known::new(attributes, None)
    }
}

impl AttributeProfile {
    /// What holds for these users.
    fn facts(&self) -> Facts {
        let base = self.ty.as_deref().map_or(Base::String, |name| {
            let is_app_roles = name == Base::AppRoleAssignment.name();
            let base = is_app_roles.then_some(Base::AppRoleAssignment);
            base.or_else(|| Base::from_name(name)).unwrap_or(Base::String)
        });
        let states = [
            (self.null, States::NULL),
            (self.empty, States::EMPTY),
            (self.present, States::PRESENT),
        ];
        let states = states
            .into_iter()
            .filter(|(users, _)| *users > 0)
            .fold(States::NONE, |states, (_, state)| states.union(state));
        // Mappings that read what is refused for everybody never come to a value.
        let states = if states == States::NONE { States::ANY } else { states };
        Facts {
            can_be_several: self.lists > 0,
            states,
            texts: self.texts(),
            ..Facts::any(Type::single(base))
        }
    }

    /// All texts there are, where they are known. Those of lists are texts of their elements.
    fn texts(&self) -> Texts {
        if self.lists > 0 || self.present + self.empty + self.null == 0 {
            return Texts::Any;
        }
        let none = BTreeMap::new();
        let values = if self.present == 0 { Some(&none) } else { self.values.as_ref() };
        let Some(values) = values else { return Texts::Any };
        let empty = (self.empty > 0).then(String::new);
        let texts: BTreeSet<String> = values.keys().cloned().chain(empty).collect();
        texts.into_iter().collect()
    }
}
