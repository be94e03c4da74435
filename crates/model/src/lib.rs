//! The design document: what a team decides about its DynamoDB tables.
//!
//! A [`Design`] is an immutable value: cloning one is cheap, and the only way to get a different one is
//! [`apply`] with an [`Edit`], which also returns the edit that takes it back. [`validate`] says what AWS would refuse.
//! [`compare`] says what differs between two designs.
//!
//! Deliberately absent: IO, clock, randomness, async and global state (the browser and the server run the same
//! code), live AWS state and plans (`plan`), file formats other than our own JSON (`interchange`).
//! A design may be *wrong* at any time, since people edit it: a name that AWS would refuse is representable here,
//! and is a [`Diagnostic`], not an error.

mod attribute;
mod compare;
mod design;
mod diagnostic;
mod digest;
mod edit;
mod format;
mod id;
mod index;
mod limits;
mod list;
mod pattern;
mod table;
mod text;
mod validate;
mod value;

pub use attribute::{Attribute, AttributeType};
pub use compare::{Difference, DifferenceKind, compare};
pub use design::Design;
pub use diagnostic::{Address, Diagnostic, Field, Fix, Object, Severity};
pub use digest::{Digest, digest_of};
pub use edit::{
    Applied, AttributeField, DesignField, Edit, IndexField, MAX_BATCH, Refusal, TableField, apply,
};
pub use format::{FORMAT_VERSION, MAX_DOCUMENT_BYTES, ParseError, from_json, to_json};
pub use id::{AttributeId, Id, IdError, IndexId, ItemId, PatternId, TableId};
pub use index::{GlobalIndex, Projection};
pub use list::{Identified, List};
pub use pattern::{Comparison, Condition, Order, Pattern, PatternKind};
pub use table::{Billing, Capacity, PrimaryKey, StreamView, Table};
pub use text::quoted;
pub use validate::{validate, validate_tag_key, validate_tag_value};
pub use value::{AttributeValue, Item, Values};
