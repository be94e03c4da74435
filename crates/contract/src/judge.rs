//! What the editor and its judge say to each other: two threads of one browser, over messages of JSON.
//!
//! The editor tells each change of the design and what its panels look at; the judge answers with what is different
//! since its last word. Answers carry text where the editor only shows it, and edits as JSON, so that the editor needs
//! no code for what it merely passes on. Deliberately absent: how anything is judged, and any number with a fraction.

use serde::{Deserialize, Serialize};
use tablewright_model::{
    Address, Design, DifferenceKind, Edit, IndexId, Object, PatternId, Position, Severity, TableId,
};

use crate::paper::{Given, Paper, Topic};
pub use crate::splice::Splice;

/// Something told to the judge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// Counts what was told, from 1.
    pub seq: u64,
    /// What is told.
    pub news: News,
}

/// What the judge is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// The whole design: at the start, and when the editor's copy came about otherwise than by edits.
    Design(Box<Design>),
    /// An edit on top of everything before.
    Edit(Box<Edit>),
    /// An edit in the place of the last one: somebody goes on typing.
    Instead(Box<Edit>),
    /// What the panels look at from now on.
    Look(Vec<Look>),
    /// What the design is compared with: an answer of the API that has a `document`, as it came; nothing to stop.
    Against(Option<String>),
    /// The list prices that the server knows: its answer, as it came.
    Prices(String),
}

/// Something that is worked out only while somebody looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// A pattern's verdict in full.
    Verdict(PatternId),
    /// What would serve a pattern better. A new index would get this id.
    Advice(PatternId, IndexId),
    /// The patterns of a table against its indexes.
    Coverage(TableId),
    /// What a rule says of itself, by its code.
    Rule(String),
    /// A paper, with what was given to its fields.
    Paper(Topic, Given),
    /// The design in a format of exports, by its name.
    Text(String),
    /// What a text that somebody writes would do.
    Reading(Box<Reading>),
    /// What differs from what the design is compared with.
    Changes,
}

/// A text that somebody writes, on top of the design as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Tells answers apart: another text, another number.
    pub of: u32,
    /// The design's JSON that it was made of.
    pub from: String,
    /// What it is now.
    pub text: String,
}

/// The judge's word on everything that it was told.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The number of the last thing that it was told.
    pub seq: u64,
    /// Whether it could not follow an edit: then it needs the whole design.
    pub lost: bool,
    /// What is wrong or could be better.
    pub findings: Vec<Splice<Finding>>,
    /// How many findings the design's silences took away.
    pub silenced: u32,
    /// A line for each access pattern, in the order of the design.
    pub verdicts: Vec<Splice<VerdictLine>>,
    /// What is looked at, in the order of the looks; what can't be seen any more is left out. None where it comes with
    /// the next word: findings and verdicts do not wait for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Vec<Seen>>,
}

/// One finding, of validation or of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub address: Address,
    /// What is wrong, and the way out.
    pub message: String,
    /// Whether a rule says so: then it can be silenced. What AWS refuses can't.
    #[serde(default, skip_serializing_if = "is_false")]
    pub by_rule: bool,
    /// What mends it, if one edit does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fix: Option<Offer>,
}

/// An edit that is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What it does, as on a button.
    pub label: String,
    /// The edit as JSON.
    pub edit: String,
}

/// How well a pattern is served.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Served {
    /// As it should be.
    Well,
    /// With work beyond the answer itself.
    AtPrice,
    /// By nothing.
    #[default]
    Not,
}

/// The verdict of a pattern in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictLine {
    /// The pattern.
    pub pattern: PatternId,
    /// How well it is served.
    pub served: Served,
    /// The operation and what it reads or writes; empty if there is none.
    pub by: String,
}

/// What is looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// See [`Look::Verdict`].
    Verdict(VerdictView),
    /// See [`Look::Advice`].
    Advice(AdviceView),
    /// See [`Look::Coverage`].
    Coverage(CoverageView),
    /// See [`Look::Rule`].
    Rule(RuleView),
    /// See [`Look::Paper`].
    Paper(Paper),
    /// See [`Look::Text`].
    Text(TextView),
    /// See [`Look::Reading`].
    Reading(ReadingView),
    /// See [`Look::Changes`].
    Changes(ChangesView),
}

/// The design as a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextView {
    /// The name of the format.
    pub format: String,
    /// The text.
    pub text: String,
}

/// What a written text would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingView {
    /// The number of the [`Reading`].
    pub of: u32,
    /// Why it is no design; empty if it is one.
    pub problem: String,
    /// In which line, if it is in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// How many differences there are.
    pub changes: u32,
    /// The edit as JSON; none if nothing differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edit: Option<String>,
}

/// What differs from another state of the design.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangesView {
    /// The differences, in the order of the document.
    pub lines: Vec<ChangeLine>,
    /// What is not there any more.
    pub gone: Vec<Gone>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeLine {
    /// What differs.
    pub object: Object,
    /// How.
    pub kind: DifferenceKind,
    /// What it is called, with its table.
    pub subject: String,
    /// The setting in words; empty for the whole.
    pub setting: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

/// Something that the design no longer has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// What.
    pub object: Object,
    /// What it was called.
    pub name: String,
    /// Where it lay, if it was a table that somebody had placed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// A verdict in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictView {
    /// The pattern.
    pub pattern: PatternId,
    /// What the request carries and takes: label and text.
    pub facts: Vec<(String, String)>,
    /// What it costs beyond the answer itself.
    pub prices: Vec<String>,
    /// What is good to know.
    pub notes: Vec<String>,
    /// The table and each of its indexes.
    pub considered: Vec<ConsideredView>,
}

/// A candidate, and why it was not chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsideredView {
    /// Its name.
    pub place: String,
    /// How well it would serve the pattern.
    pub served: Served,
    /// Why it does not; empty for the one that does.
    pub why: String,
}

/// What would serve a pattern better, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceView {
    /// The pattern.
    pub pattern: PatternId,
    /// The changes.
    pub proposals: Vec<ProposalView>,
}

/// A change that is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalView {
    /// What it changes.
    pub change: String,
    /// How well the pattern is served with it; none where it is about no pattern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub served: Option<Served>,
    /// What else it does: to other patterns, to writes, to storage.
    pub effects: Vec<String>,
    /// The edit as JSON.
    pub edit: String,
}

/// The patterns of a table against the table and its indexes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageView {
    /// The table.
    pub table: TableId,
    /// The columns: the table, then its indexes.
    pub places: Vec<String>,
    /// A row for each pattern.
    pub rows: Vec<CoverageRow>,
    /// What nothing fills or nothing asks.
    pub gaps: Vec<(Object, String)>,
    /// Indexes that could go or carry less.
    pub proposals: Vec<ProposalView>,
    /// The smallest set of indexes that would do, in words; empty if it is what is there.
    pub smallest: String,
}

/// A pattern in the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverageRow {
    /// The pattern.
    pub pattern: PatternId,
    /// What it is called.
    pub name: String,
    /// How well each place would serve it.
    pub served: Vec<Served>,
    /// The column of what serves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<u32>,
}

/// What a rule says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleView {
    /// Its code.
    pub code: String,
    /// What its findings have in common.
    pub title: String,
    /// Why that matters.
    pub why: String,
    /// What to do about it.
    pub way_out: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
const fn is_false(value: &bool) -> bool {
    !*value
}
