//! What an entry of THE LIST says.

use std::any::Any;
use std::fmt;
use std::sync::Arc;

use super::{Args, Services, Stop};
use crate::types::{Facts, Number, Value};

/// One function of the language.
pub struct Function {
    /// The name in Microsoft's spelling.
    pub name: &'static str,
    /// The shelf it stands on in the reference.
    pub category: Category,
    /// One line: a sentence fragment without a full stop.
    pub summary: &'static str,
    /// What it does, in Markdown: nulls, empties, several values, edges.
    pub prose: &'static str,
    /// What it is called with.
    pub signature: Signature,
    /// Calls with their results; all of them are run as tests.
    pub examples: &'static [Example],
    /// How sure we are of the whole.
    pub certainty: Certainty,
    /// Details that are less sure than the whole, each with what was chosen and why.
    pub behaviours: &'static [Behaviour],
    /// Where Microsoft describes it.
    pub page: &'static str,
    /// Where it exists.
    pub services: Services,
    /// What sets it apart from other functions; most often nothing.
    pub special: Special,
    /// Related functions.
    pub see_also: &'static [&'static str],
    /// Other words people look for it with.
    pub search: &'static [&'static str],
    /// What constant arguments decide once a mapping; the result reaches `evaluate` through
    /// [`Args::prepared`].
    pub prepare: fn(&Call<'_>) -> Result<Prepared, ArgumentFault>,
    /// What is known of the result. What the arguments themselves can do (fail, vary), and
    /// several values where one is taken, are added by the checker.
    pub facts: fn(&Call<'_>) -> Facts,
    /// The value for one user. Arguments that it does not ask for are not evaluated.
    pub evaluate: for<'c, 'r> fn(&Args<'c, 'r>) -> Result<Value<'r>, Stop>,
}

impl Function {
    /// The signature for a call with that many slots: the present one, or an older form.
    pub fn signature_for(&self, slots: usize) -> &Signature {
        self.older_form_for(slots).unwrap_or(&self.signature)
    }

    /// The older form that a call with that many slots is written in, if it is.
    pub fn older_form_for(&self, slots: usize) -> Option<&'static Signature> {
        self.special.older_form.filter(|older| slots == older.params.len())
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What sets a function apart.
#[derive(Debug, Clone, Copy)]
pub struct Special {
    /// What becomes of it inside another call.
    pub nesting: Nesting,
    /// True where its value is not to be shown in traces and reports.
    pub is_redacting: bool,
    /// True where its value is one that nobody has: the call ends with candidates
    /// ([`Reason::Candidates`](super::Reason::Candidates)), among which the caller chooses.
    pub is_unique: bool,
    /// An older form with another number of parameters that calls are still written in.
    pub older_form: Option<&'static Signature>,
    /// Which arguments it asks for, where that depends on others; without it, on all of them.
    pub choice: Option<Choice>,
    /// What the letters of its value have to do with those of its first argument.
    pub letters: Letters,
    /// True where it changes nothing of a text that it gave itself, nor of a part of one: what it
    /// would change is then no text that it gives.
    pub keeps_its_own: bool,
    /// True where it fails on purpose, or by what it costs: no condition about its arguments would
    /// keep it from that.
    pub fails_of_itself: bool,
    /// An argument that is a number from 1, and what is counted by it: below 1 there is nothing.
    pub counts_from_one: Option<(usize, &'static str)>,
    /// An argument that is a regular expression.
    pub pattern: Option<usize>,
    /// For a question that the reference does not want in the condition of `IIF`: whether it holds
    /// where there is a value.
    pub asks_for_presence: Option<bool>,
    /// An argument that works and is most likely not meant: worth a warning.
    pub doubt: fn(&Call<'_>) -> Option<ArgumentFault>,
}

impl Special {
    /// Nothing: it works everywhere, shows its value and has one form.
    pub const NONE: Special = Special {
        nesting: Nesting::Works,
        is_redacting: false,
        is_unique: false,
        older_form: None,
        choice: None,
        letters: Letters::Any,
        keeps_its_own: false,
        fails_of_itself: false,
        counts_from_one: None,
        pattern: None,
        asks_for_presence: None,
        doubt: |_| None,
    };
}

/// What the letters of a value have to do with those of the first argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// They may be others.
    Any,
    /// They are the same, perhaps in another case.
    Recased,
    /// They are the same in the same order; some may be left out.
    Kept,
}

/// How a function chooses among its arguments: what it does not ask for is not evaluated.
///
/// The checker makes of it what each branch knows, and which are never reached.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// True for an argument that decides on others. Deciding arguments are asked for in their
    /// order, before all others.
    pub decides: fn(usize) -> bool,
    /// True for an argument whose value can be that of the call.
    pub gives: fn(usize) -> bool,
    /// The argument because of which that one is chosen, such as the key before a value.
    pub matches: fn(usize) -> Option<usize>,
    /// For each argument, whether it can be asked for, by what is known of the deciding ones
    /// before it. It may never be false where evaluation asks.
    pub asks: fn(&Call<'_>) -> Vec<bool>,
}

/// What becomes of a call inside another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nesting {
    /// It does what it does anywhere.
    Works,
    /// It is no more than its first argument, which is worth a warning.
    HandsThrough,
    /// It is refused.
    Refused,
}

/// The shelves of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Cutting, joining and changing text.
    Text,
    /// Choosing between values.
    Choice,
    /// Asking whether there is a value.
    Presence,
    /// Dates and times.
    Date,
    /// Numbers and truth.
    Number,
    /// Several values.
    MultiValued,
    /// Bytes as text.
    Encoding,
    /// App roles.
    Roles,
    /// What flows, and what does not.
    Flow,
    /// Values that nobody has yet.
    Random,
}

/// What a function is called with.
#[derive(Debug, Clone, Copy)]
pub struct Signature {
    /// The parameters in order; those that repeat stand last.
    pub params: &'static [Param],
    /// Whether the last ones can be given again and again.
    pub repeats: Repeats,
}

/// Which parameters repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// None.
    None,
    /// The last `params` of them together, given at least `least` times.
    Last {
        /// How many parameters make a round.
        params: usize,
        /// The least number of rounds.
        least: usize,
    },
}

impl Signature {
    /// Parameters each given at most once.
    pub const fn fixed(params: &'static [Param]) -> Signature {
        Signature { params, repeats: Repeats::None }
    }

    /// Parameters of which the last `count` repeat, at least `least` times.
    pub const fn repeating(params: &'static [Param], count: usize, least: usize) -> Signature {
        Signature { params, repeats: Repeats::Last { params: count, least } }
    }

    /// Where the parameters begin that repeat; behind the last one where none does.
    pub fn first_repeated(&self) -> usize {
        match self.repeats {
            Repeats::None => self.params.len(),
            Repeats::Last { params, .. } => self.params.len().saturating_sub(params),
        }
    }

    /// The parameter that takes the argument at `index`.
    pub fn param(&self, index: usize) -> Option<&'static Param> {
        self.params.get(self.param_index(index)?)
    }

    /// Which of the parameters takes the argument at `index`.
    pub fn param_index(&self, index: usize) -> Option<usize> {
        match self.repeats {
            _ if index < self.params.len() => Some(index),
            Repeats::Last { params: count, .. } if count > 0 => {
                let first = self.first_repeated();
                Some(first + (index - first) % count)
            }
            Repeats::Last { .. } | Repeats::None => None,
        }
    }
}

/// A parameter.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// The name in Microsoft's reference.
    pub name: &'static str,
    /// The key Graph gives it in an `attributeMappingSource`.
    pub key: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// False where its slot can be left empty.
    pub is_required: bool,
    /// How Graph's list of functions has it, where that is known and not what the reference says.
    pub listed: Option<Listed>,
    /// What it is for: a sentence fragment.
    pub doc: &'static str,
}

/// A parameter as Graph's list of functions has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The type there.
    pub ty: &'static str,
    /// False where it is optional there.
    pub is_required: bool,
}

impl Param {
    /// A parameter that must be given.
    pub const fn required(name: &'static str, takes: Takes, doc: &'static str) -> Param {
        Param { name, key: name, takes, is_required: true, listed: None, doc }
    }

    /// A parameter that can be omitted.
    pub const fn optional(name: &'static str, takes: Takes, doc: &'static str) -> Param {
        Param { name, key: name, takes, is_required: false, listed: None, doc }
    }

    /// The same, under another key in Graph.
    pub const fn key(self, key: &'static str) -> Param {
        Param { key, ..self }
    }

    /// The same, which Graph's list of functions gives another type.
    pub const fn listed_as(self, ty: &'static str) -> Param {
        Param { listed: Some(Listed { ty, is_required: self.is_required }), ..self }
    }

    /// The same, a text that Graph's list of functions calls optional.
    pub const fn listed_as_optional(self) -> Param {
        Param { listed: Some(Listed { ty: "String", is_required: false }), ..self }
    }
}

/// What a parameter takes, which decides how its argument is checked and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// One text; given several, the function is done for each of them.
    Text,
    /// A whole number, or text that is one.
    Integer,
    /// A timestamp of Active Directory: a whole number, or text that is one; empty text is null,
    /// as it is for dates.
    Timestamp,
    /// True or false: a comparison, a Boolean, or the text `True` or `False`.
    Condition,
    /// A number, perhaps with decimals, or text that is one.
    Number,
    /// An instant, or text that denotes one.
    DateTime,
    /// One of these words, in any case, bare or as a text.
    Word(&'static [&'static str]),
    /// The app roles of a user, as the attribute of that type has them.
    AppRoles,
    /// One value or several, of any type, handed through or looked at as they are.
    Any,
}

impl Takes {
    /// In words for a person, after "takes".
    pub fn words(self) -> &'static str {
        match self {
            Takes::Text => "text",
            Takes::Integer | Takes::Timestamp => "a whole number",
            Takes::Number => "a number",
            Takes::Word(_) => "one of a few words",
            Takes::AppRoles => "`[appRoleAssignments]`",
            Takes::Condition => "a condition",
            Takes::DateTime => "a date",
            Takes::Any => "any value",
        }
    }
}

/// A call as it is known before any user is seen: an argument's facts, nothing for an empty slot.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The arguments as given.
    pub arguments: &'a [Option<Facts>],
}

impl<'a> Call<'a> {
    /// True where the argument was given, be it an empty text.
    pub fn is_given(&self, index: usize) -> bool {
        self.facts(index).is_some()
    }

    /// What is known of an argument; nothing where it is omitted.
    pub fn facts(&self, index: usize) -> Option<&'a Facts> {
        self.arguments.get(index).and_then(Option::as_ref)
    }

    /// What is known of an argument, where an omitted one counts as null.
    pub fn facts_or_null(&self, index: usize) -> Facts {
        self.facts(index).cloned().unwrap_or_else(Facts::null)
    }

    /// The text an argument always is, where there is just one.
    pub fn constant(&self, index: usize) -> Option<&'a str> {
        self.facts(index).and_then(Facts::constant_text)
    }

    /// The whole number an argument always is, where there is just one.
    pub fn constant_integer(&self, index: usize) -> Option<i64> {
        self.constant(index).and_then(Number::parse).and_then(Number::to_integer)
    }
}

/// What was decided once a mapping; nothing where there was nothing to decide.
pub type Prepared = Option<Arc<dyn Any + Send + Sync>>;

/// An argument that can never work, or is doubtful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArgumentFault {
    /// Which argument, from 0.
    pub argument: usize,
    /// The byte of the argument's text where it goes wrong, where that is one place.
    pub at: Option<usize>,
    /// What is wrong, as a message: lower-case start, no full stop.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl ArgumentFault {
    /// What is wrong with an argument as a whole, and what to write instead.
    pub fn new(
        argument: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> ArgumentFault {
        let (message, help) = (message.into(), Some(help.into()));
        ArgumentFault { argument, at: None, message, help }
    }
}

/// `prepare` for functions that decide nothing beforehand.
pub fn nothing_to_prepare(_: &Call<'_>) -> Result<Prepared, ArgumentFault> {
    Ok(None)
}

/// A call with its result: documentation that is run.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// What it shows: a sentence fragment.
    pub title: &'static str,
    /// The expression.
    pub expression: &'static str,
    /// The user's attributes, as a JSON object.
    pub given: &'static str,
    /// What comes out.
    pub gives: Gives,
}

/// What comes out of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gives {
    /// A value, as JSON: a text, a list of texts, or null.
    Value(&'static str),
    /// An evaluation error with this code.
    Error(&'static str),
    /// Nothing: the attribute is left out of the flow.
    Ignored,
}

/// How sure we are that the service does the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Microsoft's reference says so.
    Documented,
    /// A documented example can only be right if it is so.
    Example,
    /// Somebody saw the service do it.
    Observed,
    /// The sources disagree.
    Contested,
    /// Nobody says: this is the likeliest reading.
    Assumed,
    /// The service does something else, and attrmap knows it.
    Different,
}

impl Certainty {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Certainty::Documented => "documented",
            Certainty::Example => "example",
            Certainty::Observed => "observed",
            Certainty::Contested => "contested",
            Certainty::Assumed => "assumed",
            Certainty::Different => "different",
        }
    }
}

/// A detail that is less sure than the function as a whole.
#[derive(Debug, Clone, Copy)]
pub struct Behaviour {
    /// How sure we are of it.
    pub certainty: Certainty,
    /// What attrmap does.
    pub what: &'static str,
    /// Because of what.
    pub why: &'static str,
}
