//! Functions that somebody's list declares and attrmap does not have: known by name and arity.
//!
//! Such a list is a tenant's own, as Graph gives it; it can name functions that are newer than
//! this program.
//!
//! Absent on purpose: reading the list (`reference` does), and what the functions give.

/// A function as a list declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredFunction {
    /// Its name.
    pub name: String,
    /// Its parameters, in order.
    pub parameters: Vec<DeclaredParameter>,
}

/// A parameter as a list declares it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredParameter {
    /// Its name.
    pub name: String,
    /// False where its slot can be left empty.
    pub is_required: bool,
    /// True where it can be given again and again.
    pub is_repeated: bool,
}

impl DeclaredFunction {
    /// The call as one would type it: `Shuffle(source, seed)`.
    pub fn form(&self) -> String {
        let names: Vec<&str> = self.parameters.iter().map(|it| it.name.as_str()).collect();
        let more = if self.repeats() { ", …" } else { "" };
        format!("{}({}{more})", self.name, names.join(", "))
    }

    /// True where it takes any number of arguments.
    pub fn repeats(&self) -> bool {
        self.parameters.iter().any(|parameter| parameter.is_repeated)
    }
}
