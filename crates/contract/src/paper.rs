//! A paper: what a panel of the editor shows, laid out by the judge and drawn by one component.
//!
//! Whatever a paper is about, it is made of the same few parts, so that a further panel costs the editor nothing.
//! What somebody gives goes back to the judge by the names of the fields. Deliberately absent: what any paper says,
//! and how its parts look.

use serde::{Deserialize, Serialize};
use tablewright_model::{Object, PatternId, TableId};

/// What a paper is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The sample items of a table as the table and its indexes would store them.
    Stored(TableId),
    /// Sample items to be made for a table.
    Made(TableId),
    /// Sample items to be read from text for a table.
    Pasted(TableId),
    /// A pattern carried out on the sample items.
    Ran(PatternId),
    /// The request of a pattern as code.
    Code(PatternId),
    /// What the consumers of a table get when one of its items changes.
    Stream(TableId),
    /// What a table costs in a month, and what its keys bear.
    Cost(TableId),
}

/// What somebody gave: names of fields with texts.
pub type Given = Vec<(String, String)>;

/// Names of what is given by steps begin so. A field that is typed in takes them back: page 3 is no page of another
/// question.
pub const STEP: char = '@';

/// The body of a trial that is under way.
pub const TRYING: &str = "@trying";
/// What came of a trial: the answer of the API, or why there is none.
pub const TRIED: &str = "@tried";

/// A paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// What it is about.
    pub topic: Topic,
    /// What may be given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Blank>,
    /// What stands on it, from top to bottom.
    pub parts: Vec<Part>,
}

/// Something to be filled in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Blank {
    /// Its name.
    pub name: String,
    /// What is asked for.
    pub label: String,
    /// How it is given.
    pub way: Way,
    /// What stands in it as long as nothing is given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub usual: String,
    /// What is wrong with what was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wrong: String,
}

/// How something is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// On a line.
    Line,
    /// On many lines.
    Lines,
    /// As one of these: value and label.
    Choice(Vec<(String, String)>),
}

/// A part of a paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A sentence.
    Said(Tone, String),
    /// Labels with texts.
    Facts(Vec<(String, String)>),
    /// A table.
    Grid(Grid),
    /// Code: what it is, and its text.
    Code(String, String),
    /// Something to do: what it does in words, and what happens.
    Press(String, Deed),
}

/// How a sentence or a row is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// As any other.
    #[default]
    Plain,
    /// It is as it should be.
    Good,
    /// It is worth a look.
    Odd,
    /// It is wrong.
    Bad,
    /// It is not there: faded.
    Absent,
}

/// What pressing does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Takes the edit, as JSON.
    Take(String),
    /// Gives this to the judge.
    Give(Given),
    /// Posts this body to the design's trials; [`TRYING`] is given until [`TRIED`] is, the answer as it came.
    Try(String),
    /// Shows an object.
    Show(Object),
}

/// A table of text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// What it holds.
    pub title: String,
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What is to be said below it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// What it is called.
    pub text: String,
    /// What stands in it.
    #[serde(default, skip_serializing_if = "Kind::is_text")]
    pub kind: Kind,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words.
    #[default]
    Text,
    /// Numbers.
    Number,
    /// Values of an attribute.
    Value,
    /// Values of an attribute of the key.
    Key,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// A text for each column; what is empty is not there.
    pub cells: Vec<String>,
    /// How it is meant.
    #[serde(default, skip_serializing_if = "Tone::is_plain")]
    pub tone: Tone,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Object>,
    /// Whether it belongs to the row above it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub goes_on: bool,
    /// A sentence below it: a reason or a formula.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl Tone {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    const fn is_plain(&self) -> bool {
        matches!(self, Self::Plain)
    }
}

impl Kind {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    const fn is_text(&self) -> bool {
        matches!(self, Self::Text)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}
