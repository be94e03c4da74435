//! Single fields of objects, each with the way to exchange its value for another.
//!
//! One table per object names its fields, the place of each in the object and the limit of its size. From it come the
//! field as it travels, `swap`, which puts a new value in and returns the old one as the same variant (so the inverse
//! falls out), and the limits of the whole object.

use std::collections::BTreeMap;
use std::mem::swap;

use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::limits::{self, Limited, free};
use crate::{
    Area, Attribute, AttributeId, AttributeType, Autoscaling, Billing, Capacity, Condition, Consistency,
    Consumer, ConsumerKind, Design, Distance, Encryption, Entity, EntityAttribute, EntityId, GlobalIndex,
    IndexRead, InsightsMode, Kinesis, LocalIndex, Maximum, Note, Order, Pattern, PatternId, PatternKind,
    Position, PrimaryKey, Projection, Recovery, Replica, SampleFormat, Scaling, Shape, Size, StreamView,
    Table, TableClass, TableId, Target, VectorIndex, Volume, Warm,
};

macro_rules! fields {
    ($(#[$meta:meta])* $name:ident of $object:ident { $($variant:ident($value:ty): $place:ident, $limit:expr;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "the names are those of the fields in the document")]
        pub enum $name {
            $($variant($value),)+
        }

        impl $name {
            pub(crate) fn swap(&self, object: &mut $object) -> Result<Self, Refusal> {
                // Exchanged in place: less code for each field than taking one out and putting the other in.
                let mut exchanged = self.clone();
                match &mut exchanged {
                    $(Self::$variant(value) => {
                        $limit(value)?;
                        swap(value, &mut object.$place);
                    })+
                }
                Ok(exchanged)
            }

            /// Every field of an object, as it is.
            #[must_use]
            pub fn all(object: &$object) -> Vec<Self> {
                vec![$(Self::$variant(object.$place.clone())),+]
            }

            /// Whether the other is a value of the same field.
            #[must_use]
            pub fn is_same_field(&self, other: &Self) -> bool {
                std::mem::discriminant(self) == std::mem::discriminant(other)
            }

            fn limits_of(object: &$object) -> Result<(), Refusal> {
                $($limit(&object.$place)?;)+
                Ok(())
            }
        }
    };
}

/// For objects that are nothing but their fields.
macro_rules! limited_by_fields {
    ($($object:ident: $field:ident),+ $(,)?) => {
        $(impl Limited for $object {
            fn within_limits(&self) -> Result<(), Refusal> {
                $field::limits_of(self)
            }
        })+
    };
}

limited_by_fields! {
    Attribute: AttributeField,
    GlobalIndex: IndexField,
    LocalIndex: LocalIndexField,
    VectorIndex: VectorIndexField,
    Entity: EntityField,
    Consumer: ConsumerField,
    Replica: ReplicaField,
    Pattern: PatternField,
    Note: NoteField,
    Area: AreaField,
}

impl Limited for Table {
    fn within_limits(&self) -> Result<(), Refusal> {
        TableField::limits_of(self)?;
        limits::distinct(self.index_ids())?;
        limits::each(&self.attributes)?;
        limits::each(&self.indexes)?;
        limits::each(&self.local_indexes)?;
        limits::each(&self.vector_indexes)?;
        limits::each(&self.entities)?;
        limits::each(&self.consumers)?;
        limits::each(&self.replicas)?;
        limits::each(&self.items)
    }
}

impl Limited for Design {
    fn within_limits(&self) -> Result<(), Refusal> {
        DesignField::limits_of(self)?;
        limits::each(&self.notes)?;
        limits::each(&self.areas)?;
        limits::each(&self.silences)
    }
}

fields! {
    /// A field of the design itself.
    DesignField of Design {
        Name(String): name, limits::name;
        Description(String): description, limits::text;
        Prices(Option<String>): prices, limits::maybe_name;
    }
}

fields! {
    /// A field of a table.
    TableField of Table {
        Name(String): name, limits::name;
        Description(String): description, limits::text;
        Key(PrimaryKey): key, free;
        Billing(Billing): billing, free;
        Autoscaling(Option<Autoscaling>): autoscaling, free;
        Maximum(Option<Maximum>): maximum, free;
        Warm(Option<Warm>): warm, free;
        Class(TableClass): class, free;
        Volume(Option<Volume>): volume, free;
        Stream(Option<StreamView>): stream, free;
        Kinesis(Option<Kinesis>): kinesis, limits::kinesis;
        Consistency(Consistency): consistency, free;
        Witness(Option<String>): witness, limits::maybe_name;
        Ttl(Option<AttributeId>): ttl, free;
        Recovery(Option<Recovery>): recovery, free;
        Encryption(Encryption): encryption, limits::encryption;
        DeletionProtection(bool): deletion_protection, free;
        Policy(Option<String>): policy, limits::maybe_text;
        Insights(Option<InsightsMode>): insights, free;
        Tags(BTreeMap<String, String>): tags, limits::tags;
        Position(Option<Position>): position, free;
    }
}

fields! {
    /// A field of an attribute.
    AttributeField of Attribute {
        Name(String): name, limits::text;
        Type(AttributeType): kind, free;
        Description(String): description, limits::text;
        Shape(Option<Shape>): shape, limits::shape;
        Format(Option<SampleFormat>): format, limits::sample_format;
        Distinct(Option<u64>): distinct, free;
        Hottest(Option<u32>): hottest, free;
    }
}

fields! {
    /// A field of a global secondary index.
    IndexField of GlobalIndex {
        Name(String): name, limits::name;
        Description(String): description, limits::text;
        Partition(Vec<AttributeId>): partition, limits::references;
        Sort(Vec<AttributeId>): sort, limits::references;
        Projection(Projection): projection, limits::projection;
        Capacity(Option<Capacity>): capacity, free;
        Autoscaling(Option<Autoscaling>): autoscaling, free;
        Maximum(Option<Maximum>): maximum, free;
        Warm(Option<Warm>): warm, free;
        Insights(Option<InsightsMode>): insights, free;
    }
}

fields! {
    /// A field of a local secondary index.
    LocalIndexField of LocalIndex {
        Name(String): name, limits::name;
        Description(String): description, limits::text;
        Sort(Option<AttributeId>): sort, free;
        Projection(Projection): projection, limits::projection;
    }
}

fields! {
    /// A field of a vector index.
    VectorIndexField of VectorIndex {
        Name(String): name, limits::name;
        Description(String): description, limits::text;
        Vector(Option<AttributeId>): vector, free;
        Dimensions(u32): dimensions, free;
        Distance(Distance): distance, free;
        Partition(Option<AttributeId>): partition, free;
        Filters(Vec<AttributeId>): filters, limits::references;
        Projection(Projection): projection, limits::projection;
    }
}

fields! {
    /// A field of an entity.
    EntityField of Entity {
        Name(String): name, limits::name;
        Description(String): description, limits::text;
        Colour(Option<u8>): colour, free;
        Attributes(Vec<EntityAttribute>): attributes, limits::entity_attributes;
    }
}

fields! {
    /// A field of a consumer.
    ConsumerField of Consumer {
        Name(String): name, limits::name;
        Description(String): description, limits::text;
        Needs(Option<StreamView>): needs, free;
        Kind(ConsumerKind): kind, limits::consumer_kind;
    }
}

fields! {
    /// A field of a replica.
    ReplicaField of Replica {
        Region(String): region, limits::name;
        Encryption(Option<Encryption>): encryption, limits::maybe_encryption;
        Class(Option<TableClass>): class, free;
        ReadCapacity(Option<u64>): read_capacity, free;
        ReadScaling(Option<Scaling>): read_scaling, free;
        MaxRead(Option<u64>): max_read, free;
        IndexReads(Vec<IndexRead>): index_reads, limits::references;
        Recovery(Option<Recovery>): recovery, free;
        DeletionProtection(bool): deletion_protection, free;
        Insights(Option<InsightsMode>): insights, free;
        Kinesis(Option<Kinesis>): kinesis, limits::kinesis;
        Policy(Option<String>): policy, limits::maybe_text;
        CopiesTags(bool): copies_tags, free;
    }
}

fields! {
    /// A field of an access pattern.
    PatternField of Pattern {
        Name(String): name, limits::name;
        Description(String): description, limits::text;
        Table(TableId): table, free;
        Entity(Option<EntityId>): entity, free;
        Kind(PatternKind): kind, free;
        Conditions(Vec<Condition>): conditions, limits::conditions;
        Order(Option<Order>): order, free;
        Limit(Option<u32>): limit, free;
        Attributes(Vec<AttributeId>): attributes, limits::references;
        Consistent(bool): consistent, free;
        Together(Vec<PatternId>): together, limits::references;
        Target(Target): target, free;
        PeakRate(Option<u32>): peak_rate, free;
        AverageRate(Option<u32>): average_rate, free;
        ItemSize(Option<u32>): item_size, free;
        Items(Option<u32>): items, free;
    }
}

fields! {
    /// A field of a note.
    NoteField of Note {
        Text(String): text, limits::text;
        Position(Position): position, free;
        Size(Size): size, free;
    }
}

fields! {
    /// A field of an area.
    AreaField of Area {
        Name(String): name, limits::name;
        Colour(Option<u8>): colour, free;
        Position(Position): position, free;
        Size(Size): size, free;
    }
}
