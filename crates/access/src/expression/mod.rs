//! DynamoDB's expression language: read, checked, evaluated and written.
//!
//! Text becomes a tree in which every placeholder is already replaced by what it stands for; trees are what the engine
//! evaluates and the writer turns back into text. Messages are those of the service. Deliberately absent: the legacy
//! parameters (`KeyConditions`, `QueryFilter`, `Expected`), PartiQL, and all that needs a table.

mod condition;
mod cursor;
mod error;
mod evaluate;
mod key;
mod parse;
mod path;
mod placeholders;
mod projection;
mod reserved;
mod token;
mod update;
mod writer;

pub use condition::{Comparator, Condition, Operand};
pub use error::{ExpressionError, ExpressionKind};
pub use key::{KeyCondition, SortCondition};
pub use parse::parse_condition;
pub use path::{Path, Step};
pub use placeholders::{Placeholders, Scope};
pub use projection::Projection;
pub use reserved::is_reserved;
pub use update::{Action, Change, Sum, Term, Update};
pub use writer::Writer;
