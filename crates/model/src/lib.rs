//! The design document: what a team decides about its DynamoDB tables.
//!
//! A [`Design`] is an immutable value: cloning one is cheap, and the only way to get a different one is
//! [`apply`] with an [`Edit`], which also returns the edit that takes it back. [`validate`] says what AWS would refuse.
//! [`describe`] tells the settings of an object in words, [`compare`] what differs between two designs.
//!
//! Deliberately absent: IO, clock, randomness, async and global state (the browser and the server run the same
//! code), live AWS state and plans (`plan`), file formats other than our own JSON (`interchange`).
//! A design may be *wrong* at any time, since people edit it: a name that AWS would refuse is representable here,
//! and is a [`Diagnostic`], not an error.

mod attribute;
mod compare;
mod consumer;
mod describe;
mod design;
mod diagnostic;
mod digest;
mod edit;
mod entity;
mod format;
mod id;
mod index;
mod kept;
mod limits;
mod list;
mod note;
mod overlay;
mod pattern;
mod protection;
mod replica;
mod sample_format;
#[cfg(feature = "schema")]
mod schema;
mod side_by_side;
mod silence;
mod size;
mod stream;
mod table;
mod terms;
mod text;
mod throughput;
mod upgrade;
mod validate;
mod value;
mod volume;

pub use attribute::{Attribute, AttributeType, Element, Member, Shape};
pub use compare::{Difference, DifferenceKind, compare};
pub use consumer::{Analytics, Consumer, ConsumerKind, Delivery, Lambda, Search, StartPosition, TableCopy};
pub use describe::{Group, Setting, Uncovered, describe, subject, title, uncovered};
pub use design::Design;
pub use diagnostic::{Address, Diagnostic, Field, Fix, Object, Severity};
pub use digest::{Digest, digest_of};
pub use edit::{
    Applied, AreaField, AttributeField, ConsumerField, DesignField, Edit, EntityField, IndexField,
    LocalIndexField, MAX_BATCH, NoteField, PatternField, Refusal, ReplicaField, TableField, VectorIndexField,
    apply, displaced, edit_between, parts, without_places,
};
pub use entity::{Entity, EntityAttribute, Template, TemplatePart};
pub use format::{FORMAT_VERSION, MAX_DOCUMENT_BYTES, ParseError, from_json, to_json};
pub use id::{
    AreaId, AttributeId, ConsumerId, EntityId, Id, IdError, IndexId, ItemId, NoteId, PatternId, ReplicaId,
    SilenceId, TableId,
};
pub use index::{Distance, GlobalIndex, LocalIndex, Projection, VectorIndex};
pub use kept::{Kept, shares_question};
pub use list::{Identified, List};
pub use note::{Area, Note, Position, Size};
pub use overlay::{ConsumerOverlay, IndexOverlay, Overlay, ReplicaOverlay, TableOverlay};
pub use pattern::{Comparison, Condition, Order, Pattern, PatternKind, Target};
pub use protection::{Encryption, InsightsMode, Recovery, TableClass};
pub use replica::{Consistency, IndexRead, Replica};
pub use sample_format::{Range, SampleFormat};
#[cfg(feature = "schema")]
pub use schema::{document_schema, edit_schema};
pub use side_by_side::side_by_side;
pub use silence::Silence;
pub use size::DocumentSize;
pub use stream::{Kinesis, StreamView, TimePrecision};
pub use table::{PrimaryKey, Table};
pub use text::quoted;
pub use throughput::{Autoscaling, Billing, Capacity, Maximum, Scaling, Warm};
pub use validate::{Validation, is_name_char, validate, validate_tag_key, validate_tag_value};
pub use value::{AttributeValue, Item, Values};
pub use volume::Volume;
