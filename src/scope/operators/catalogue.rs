//! The catalogue: every operator of scoping filters, in the order of the portal.

use super::{Operator, Test, TextTest};
use crate::functions::{Behaviour, Certainty};
use crate::types::Base;

/// All operators.
///
/// Names, arity and types of the first eight are what Graph's `filterOperators` answers; the rest
/// is known from the portal and its documentation.
pub static OPERATORS: &[Operator] = &[
    Operator {
        name: "EQUALS",
        summary: "the attribute is exactly this text, case included",
        types: &[Base::String, Base::Integer, Base::Boolean],
        certainty: Certainty::Documented,
        behaviours: &[Behaviour {
            certainty: Certainty::Example,
            what: "A Boolean attribute is compared as the text `True` or `False`.",
            why: "Graph lists String and Integer only, while its own example asks whether \
                `dirSyncEnabled` EQUALS `True`.",
        }],
        also_written: &["=", "==", "EQ", "EQUAL", "IS"],
        test: Test::Text(TextTest::Equal { is_wanted: true }),
    },
    Operator {
        name: "NOT EQUALS",
        summary: "the attribute has a value that is not exactly this text",
        types: &[Base::String, Base::Integer, Base::Boolean],
        certainty: Certainty::Documented,
        behaviours: &[],
        also_written: &["!=", "<>", "NE", "NOT EQUAL", "IS NOT"],
        test: Test::Text(TextTest::Equal { is_wanted: false }),
    },
    Operator {
        name: "IS TRUE",
        summary: "the attribute is true",
        types: &[Base::Boolean],
        certainty: Certainty::Documented,
        behaviours: &[],
        also_written: &["TRUE"],
        test: Test::Truth(true),
    },
    Operator {
        name: "IS FALSE",
        summary: "the attribute is false",
        types: &[Base::Boolean],
        certainty: Certainty::Documented,
        behaviours: &[],
        also_written: &["FALSE"],
        test: Test::Truth(false),
    },
    Operator {
        name: "IS NULL",
        summary: "the attribute has no value",
        types: &[Base::String, Base::Integer, Base::Binary, Base::Boolean],
        certainty: Certainty::Documented,
        behaviours: &[Behaviour {
            certainty: Certainty::Assumed,
            what: "A list without a value that is not empty is no value.",
            why: "The documentation speaks of single values: null and empty are one there.",
        }],
        also_written: &["NULL", "IS EMPTY", "IS NULL OR EMPTY", "NOT PRESENT", "NOT EXISTS"],
        test: Test::Presence { is_null: true },
    },
    Operator {
        name: "IS NOT NULL",
        summary: "the attribute has a value",
        types: &[Base::String, Base::Integer, Base::Binary, Base::Boolean],
        certainty: Certainty::Documented,
        behaviours: &[],
        also_written: &["NOT NULL", "IS NOT EMPTY", "IS PRESENT", "EXISTS", "PR"],
        test: Test::Presence { is_null: false },
    },
    Operator {
        name: "REGEX MATCH",
        summary: "the pattern is found in the attribute's text",
        types: &[Base::String, Base::Integer],
        certainty: Certainty::Documented,
        behaviours: &[Behaviour {
            certainty: Certainty::Observed,
            what: "The pattern is .NET's, and it may be found anywhere in the text.",
            why: "Microsoft's own templates filter with patterns that never match a whole value; \
                some examples of the documentation read as if they had to.",
        }],
        also_written: &[
            "REGEX",
            "MATCH",
            "MATCHES",
            "MATCHES REGEX",
            "LIKE",
            "STARTS WITH",
            "BEGINS WITH",
            "SW",
        ],
        test: Test::Pattern { is_wanted: true },
    },
    Operator {
        name: "NOT REGEX MATCH",
        summary: "the attribute has a value in whose text the pattern is not found",
        types: &[Base::String, Base::Integer],
        certainty: Certainty::Documented,
        behaviours: &[],
        also_written: &[
            "NOT MATCH",
            "NOT MATCHES",
            "REGEX NOT MATCH",
            "NOT LIKE",
            "NOT CONTAINS",
            "DOES NOT CONTAIN",
            "NOT INCLUDES",
        ],
        test: Test::Pattern { is_wanted: false },
    },
    Operator {
        name: "ENDS_WITH",
        summary: "the attribute's text ends with this one",
        types: &[Base::String, Base::Integer],
        certainty: Certainty::Documented,
        behaviours: &[Behaviour {
            certainty: Certainty::Assumed,
            what: "Case counts.",
            why: "The page does not say so here, but it does of the other comparisons.",
        }],
        also_written: &["EW"],
        test: Test::Text(TextTest::End),
    },
    Operator {
        name: "GREATER_THAN",
        summary: "the attribute is a whole number above this one",
        types: &[Base::Integer],
        certainty: Certainty::Documented,
        behaviours: &[NO_INTEGER],
        also_written: &[">", "GT"],
        test: Test::Integer(|found, given| found > given),
    },
    Operator {
        name: "GREATER_THAN_OR_EQUALS",
        summary: "the attribute is a whole number that is this one or above it",
        types: &[Base::Integer],
        certainty: Certainty::Documented,
        behaviours: &[NO_INTEGER],
        also_written: &[">=", "GE", "GREATER THAN OR EQUAL"],
        test: Test::Integer(|found, given| found >= given),
    },
    Operator {
        name: "INCLUDES",
        summary: "the attribute's text contains this one, case included",
        types: &[Base::String, Base::Integer],
        certainty: Certainty::Documented,
        behaviours: &[],
        also_written: &["CONTAINS", "CO", "INCLUDE"],
        test: Test::Text(TextTest::Other(|found, given| found.contains(given))),
    },
    Operator {
        name: "&",
        summary: "the attribute's text stands in this one",
        types: &[Base::String, Base::Integer],
        certainty: Certainty::Assumed,
        behaviours: &[STANDS_IN],
        also_written: &["IN"],
        test: Test::Text(TextTest::Other(|found, given| given.contains(found))),
    },
    Operator {
        name: "!&",
        summary: "the attribute has a value whose text does not stand in this one",
        types: &[Base::String, Base::Integer],
        certainty: Certainty::Assumed,
        behaviours: &[STANDS_IN],
        also_written: &["NOT IN"],
        test: Test::Text(TextTest::Other(|found, given| !given.contains(found))),
    },
    Operator {
        name: "Present",
        summary: "nobody says",
        types: &[],
        certainty: Certainty::Assumed,
        behaviours: &[UNDOCUMENTED],
        also_written: &[],
        test: Test::Undocumented,
    },
    Operator {
        name: "Valid Cert Match",
        summary: "nobody says",
        types: &[],
        certainty: Certainty::Assumed,
        behaviours: &[UNDOCUMENTED],
        also_written: &[],
        test: Test::Undocumented,
    },
];

const NO_INTEGER: Behaviour = Behaviour {
    certainty: Certainty::Assumed,
    what: "A text that reads as a whole number is taken as one. For a user whose attribute is no whole number the clause is false.",
    why: "The page asks for whole numbers on both sides and does not say what happens otherwise.",
};

const STANDS_IN: Behaviour = Behaviour {
    certainty: Certainty::Assumed,
    what: "The attribute's text is looked for in the clause's value, case included.",
    why: "The page says no more than that the attribute exists, or does not, in the value.",
};

const UNDOCUMENTED: Behaviour = Behaviour {
    certainty: Certainty::Assumed,
    what: "It is not evaluated: users for whom the clause decides are rejected.",
    why: "The portal has offered it, and no page says what it does.",
};
