//! What is known of an expression's value before any user is seen.
//!
//! INVARIANT: facts are sound. What they rule out never happens, whatever the user looks like;
//! what they allow may never happen.
//!
//! Absent on purpose: how they come about. Functions say it of their results, the checker of
//! attributes and conditions.

use std::fmt;

use super::{Base, States, Texts, Type};

/// Everything the checker knows of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its type.
    pub ty: Type,
    /// True where several values are possible: what the type says, and what an attribute that no
    /// table knows may turn out to have.
    pub can_be_several: bool,
    /// Which of null, empty and present it can be.
    pub states: States,
    /// The texts it can be where it is neither null nor a list.
    pub texts: Texts,
    /// True where evaluation can end in an error, attrmap's own conditions aside: that a value is
    /// not too large, and that a caller gives something to draw random values from.
    pub can_fail: bool,
    /// True where evaluation can end with the attribute or the user left out of the flow.
    pub can_be_ignored: bool,
    /// True where the same user and the same clock and seed always give the same value.
    pub is_deterministic: bool,
}

impl Facts {
    /// A value of that type of which nothing else is known.
    pub fn any(ty: Type) -> Facts {
        Facts {
            ty,
            can_be_several: ty.is_multi_valued,
            states: States::ANY,
            texts: Texts::Any,
            can_fail: false,
            can_be_ignored: false,
            is_deterministic: true,
        }
    }

    /// A value of that type that is never null nor empty.
    pub fn present(ty: Type) -> Facts {
        Facts { states: States::PRESENT, ..Facts::any(ty) }
    }

    /// A value of that type that is never empty, or null where that is possible.
    pub fn nullable(ty: Type, can_be_null: bool) -> Facts {
        let null = if can_be_null { States::NULL } else { States::NONE };
        Facts { states: States::PRESENT.union(null), ..Facts::any(ty) }
    }

    /// Never any value.
    pub fn null() -> Facts {
        Facts { states: States::NULL, texts: Texts::none(), ..Facts::any(Type::STRING) }
    }

    /// No value at all, not even null: the evaluation never comes back.
    pub fn never() -> Facts {
        Facts { states: States::NONE, ..Facts::null() }
    }

    /// A true or false value.
    pub fn boolean() -> Facts {
        Facts { texts: Texts::one_of(["True", "False"]), ..Facts::present(Type::BOOLEAN) }
    }

    /// A true or false value of which one may be ruled out.
    pub fn truth(can_be_true: bool, can_be_false: bool) -> Facts {
        match (can_be_true, can_be_false) {
            (true, false) => Facts::constant(Base::Boolean, "True"),
            (false, true) => Facts::constant(Base::Boolean, "False"),
            (true, true) => Facts::boolean(),
            (false, false) => Facts { ty: Type::BOOLEAN, ..Facts::never() },
        }
    }

    /// One of these texts, or null where that is possible: its states are what the texts allow.
    pub fn text(texts: Texts, can_be_null: bool) -> Facts {
        let (can_be_empty, can_be_present, is_never_a_text) = match &texts {
            Texts::Any | Texts::NoneOf(_) => (true, true, false),
            Texts::OneOf(known) => {
                (known.contains(""), known.iter().any(|text| !text.is_empty()), known.is_empty())
            }
        };
        let states = [
            (can_be_null || is_never_a_text, States::NULL),
            (can_be_empty, States::EMPTY),
            (can_be_present, States::PRESENT),
        ];
        let states = states
            .into_iter()
            .filter(|(can_be, _)| *can_be)
            .map(|(_, state)| state)
            .reduce(States::union)
            .unwrap_or(States::ANY);
        Facts { states, texts, ..Facts::any(Type::STRING) }
    }

    /// What is wrong and reported already.
    pub fn error() -> Facts {
        Facts::any(Type::ERROR)
    }

    /// Exactly this text, of this type.
    pub fn constant(base: Base, text: &str) -> Facts {
        let states = if text.is_empty() { States::EMPTY } else { States::PRESENT };
        Facts { states, texts: Texts::one_of([text]), ..Facts::any(Type::single(base)) }
    }

    /// The one text it always is, where there is just one.
    pub fn constant_text(&self) -> Option<&str> {
        if self.states.can_be_null() || self.can_be_several {
            return None;
        }
        match &self.texts {
            Texts::OneOf(texts) if texts.len() == 1 => texts.first().map(String::as_str),
            Texts::OneOf(_) | Texts::NoneOf(_) | Texts::Any => None,
        }
    }

    /// True where there can be a value, be it null.
    pub fn is_possible(&self) -> bool {
        self.states != States::NONE
    }

    /// True where the value can be that text.
    pub fn admit(&self, text: &str) -> bool {
        let can_be =
            if text.is_empty() { self.states.can_be_empty() } else { self.states.can_be_present() };
        can_be && (self.can_be_several || self.texts.admit(text))
    }

    /// The texts it can be where null counts as the empty text.
    pub fn texts_or_empty(&self) -> Texts {
        match (self.can_be_several, self.states.can_be_null()) {
            (true, _) => Texts::Any,
            (false, true) => self.texts.clone().union(Texts::one_of([""])),
            (false, false) => self.texts.clone(),
        }
    }

    /// What is known of the value where it is neither null nor empty.
    pub fn where_present(self) -> Facts {
        self.within(States::PRESENT, &Texts::Any)
    }

    /// What is known of the value where it is one of these, too. Several values are no text: of
    /// them the states alone say something.
    pub fn within(mut self, states: States, texts: &Texts) -> Facts {
        self.states = self.states.meet(states);
        if !self.can_be_several {
            self.texts = self.texts.meet(texts);
        }
        self.agreeing()
    }

    /// What is known of the value where it is not that text.
    pub fn without(mut self, text: &str) -> Facts {
        if self.can_be_several {
            return self;
        }
        if text.is_empty() {
            self.states = self.states.without(States::EMPTY);
        }
        self.texts = self.texts.without(text);
        self.agreeing()
    }

    /// The same, where states and texts rule out what the other does.
    fn agreeing(mut self) -> Facts {
        if !self.states.can_be_present() {
            self.texts = self.texts.meet(&Texts::one_of([""]));
        }
        if !self.states.can_be_empty() {
            self.texts = self.texts.without("");
        }
        if let (Texts::OneOf(known), false) = (&self.texts, self.can_be_several) {
            if !known.contains("") {
                self.states = self.states.without(States::EMPTY);
            }
            if known.iter().all(String::is_empty) {
                self.states = self.states.without(States::PRESENT);
            }
        }
        self
    }

    /// What is known of "one of these two".
    pub fn join(self, other: Facts) -> Facts {
        let ty = match (self.states, other.states) {
            (States::NONE, _) => other.ty,
            (_, States::NONE) => self.ty,
            _ => self.ty.join(other.ty),
        };
        Facts {
            ty,
            can_be_several: self.can_be_several || other.can_be_several,
            states: self.states.union(other.states),
            texts: self.texts.union(other.texts),
            can_fail: self.can_fail || other.can_fail,
            can_be_ignored: self.can_be_ignored || other.can_be_ignored,
            is_deterministic: self.is_deterministic && other.is_deterministic,
        }
    }

    /// Where the evaluation ends, there is no value, and the attribute or the user is left out.
    pub fn ignored() -> Facts {
        Facts { can_be_ignored: true, ..Facts::never() }
    }

    /// The same, where what these arguments can do (fail, be ignored, vary) happens too.
    pub fn after<'a>(mut self, arguments: impl IntoIterator<Item = &'a Facts>) -> Facts {
        for argument in arguments {
            self.can_fail |= argument.can_fail;
            self.can_be_ignored |= argument.can_be_ignored;
            self.is_deterministic &= argument.is_deterministic;
            if argument.ty.base == Base::Error {
                self.ty.base = Base::Error;
            }
        }
        self
    }

    /// The same attribute, for users of whom more is known: what they show counts for more than
    /// any rule. Nothing is taken from users who were read as another type, where reading differs.
    pub fn narrowed(self, known: &Facts) -> Facts {
        let is_read_apart = |base| matches!(base, Base::Boolean | Base::AppRoleAssignment);
        let (base, known_base) = (self.ty.base, known.ty.base);
        // What nobody has, nobody has as whatever type.
        if known.states != States::NULL
            && base != known_base
            && (is_read_apart(base) || is_read_apart(known_base))
        {
            return self;
        }
        let texts = match &known.texts {
            Texts::Any => self.texts,
            Texts::OneOf(_) | Texts::NoneOf(_) => known.texts.clone(),
        };
        // A multi-valued attribute has a list even of one value.
        let can_be_several = self.ty.is_multi_valued || known.can_be_several;
        Facts {
            can_be_several: self.can_be_several && can_be_several,
            states: known.states,
            texts,
            ..self
        }
    }

    /// The same, able to fail.
    pub fn failing(self, can_fail: bool) -> Facts {
        Facts { can_fail: self.can_fail || can_fail, ..self }
    }
}

/// Everything that can come out, for tests and the curious: `null | "" | text but "a" | failure`.
impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut outcomes = Vec::new();
        if self.states.can_be_null() {
            outcomes.push("null".to_owned());
        }
        if self.states.can_be_empty() {
            outcomes.push("\"\"".to_owned());
        }
        if self.states.can_be_present() {
            match &self.texts {
                Texts::Any => outcomes.push(self.ty.base.name().to_lowercase()),
                Texts::NoneOf(texts) => {
                    let texts: Vec<String> = texts.iter().map(|text| format!("{text:?}")).collect();
                    let base = self.ty.base.name().to_lowercase();
                    outcomes.push(format!("{base} but {}", texts.join(", ")));
                }
                Texts::OneOf(texts) => {
                    let texts = texts.iter().filter(|text| !text.is_empty());
                    outcomes.extend(texts.map(|text| format!("{text:?}")));
                }
            }
            if self.can_be_several {
                outcomes.push("several".to_owned());
            }
        }
        if self.can_be_ignored {
            outcomes.push("ignored".to_owned());
        }
        if self.can_fail {
            outcomes.push("failure".to_owned());
        }
        if outcomes.is_empty() {
            outcomes.push("nothing".to_owned());
        }
        f.write_str(&outcomes.join(" | "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_decide_the_states() {
        let states = |texts, can_be_null| Facts::text(texts, can_be_null).states;
        assert_eq!(states(Texts::one_of(["a"]), false), States::PRESENT);
        assert_eq!(states(Texts::one_of(["a", ""]), true), States::ANY);
        assert_eq!(states(Texts::one_of([""]), false), States::EMPTY);
        assert_eq!(states(Texts::none(), false), States::NULL);
        assert_eq!(states(Texts::Any, false), States::EMPTY.union(States::PRESENT));
    }

    #[test]
    fn what_never_is_adds_nothing_but_its_failure() {
        let date = Facts::present(Type::DATE_TIME);
        let joined = Facts::never().failing(true).join(date.clone());
        assert_eq!(joined, date.clone().failing(true));
        assert_eq!(date.clone().join(Facts::never()), date);
    }

    #[test]
    fn a_decided_truth_is_a_constant() {
        assert_eq!(Facts::truth(true, false).constant_text(), Some("True"));
        assert_eq!(Facts::truth(false, true).constant_text(), Some("False"));
        assert_eq!(Facts::truth(true, true), Facts::boolean());
        assert!(!Facts::truth(false, false).is_possible());
    }

    #[test]
    fn what_is_left_agrees_with_itself() {
        let missing = States::NULL.union(States::EMPTY);
        let a_or_none = Facts::text(Texts::one_of(["a", ""]), true);
        for (facts, states, texts, expected) in [
            (Facts::any(Type::STRING), States::PRESENT, Texts::Any, "string"),
            (Facts::any(Type::STRING), missing, Texts::Any, "null | \"\""),
            (Facts::any(Type::STRING), States::ANY, Texts::one_of(["a"]), "null | \"a\""),
            (Facts::any(Type::STRING), States::PRESENT, Texts::one_of([""]), "nothing"),
            (a_or_none.clone(), States::ANY, Texts::none_of(["a".to_owned()]), "null | \"\""),
            (a_or_none.clone(), States::PRESENT, Texts::Any, "\"a\""),
            (a_or_none, missing.without(States::EMPTY), Texts::Any, "null"),
            (Facts::any(Type::STRINGS), States::PRESENT, Texts::one_of(["a"]), "string | several"),
        ] {
            let left = facts.clone().within(states, &texts);
            assert_eq!(left.to_string(), expected, "{facts} within {states:?} and {texts:?}");
        }
    }
}
