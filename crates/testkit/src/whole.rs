//! Random valid designs with everything that a design can have.
//!
//! The tables are those of [`designs`], dressed up with what the rest of the model knows; what goes together and what
//! not is decided here, so that validation finds nothing. What has no say in validation is left at rest.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::select;
use tablewright_model::{
    Attribute, AttributeId, AttributeType, AttributeValue, Autoscaling, Billing, Capacity, Comparison,
    Condition, Consistency, Consumer, ConsumerId, ConsumerKind, Design, Distance, Element, Encryption,
    Entity, EntityAttribute, EntityId, GlobalIndex, IndexId, InsightsMode, Item, ItemId, Kinesis, Lambda,
    List, LocalIndex, Maximum, Pattern, PatternId, PatternKind, Projection, Recovery, Replica, ReplicaId,
    SampleFormat, Scaling, Shape, Silence, SilenceId, StreamView, Table, TableClass, Target, Template,
    TemplatePart, VectorIndex, Warm,
};

use crate::arbitrary::designs;
use crate::id;

const LABEL: &str = "label";
const VECTOR: &str = "embedding";
const DIMENSIONS: u32 = 3;
const REGIONS: [&str; 2] = ["eu-west-1", "eu-west-2"];

/// A design of up to three tables with everything, that `validate` finds nothing in.
pub fn whole_designs() -> impl Strategy<Value = Design> {
    (designs(), prop::collection::vec(dresses(), 3)).prop_map(|(design, dresses)| {
        let tables: List<Table> = design
            .tables
            .iter()
            .zip(dresses)
            .map(|(table, dress)| dress.put_on(Table::clone(table)))
            .collect();
        let patterns = tables.iter().flat_map(|table| patterns(table)).collect();
        let silences = tables.iter().map(|table| silence(table)).collect();
        Design { tables, patterns, silences, ..design }
    })
}

/// What a table gets beside what [`designs`] gave it.
#[derive(Debug, Clone)]
struct Dress {
    replicas: Replicas,
    locals: usize,
    vectors: usize,
    has_throughput: bool,
    has_warm: bool,
    encryption: Encryption,
    class: TableClass,
    days: Option<u32>,
    insights: Option<InsightsMode>,
    has_neighbours: bool,
    consumers: usize,
    items: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Replicas {
    None,
    Eventual,
    Strong,
    Witnessed,
}

fn dresses() -> impl Strategy<Value = Dress> {
    let customer = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd";
    let keys = [Encryption::AwsOwned, Encryption::AwsManaged, Encryption::Customer(customer.to_owned())];
    let replicas =
        [Replicas::None, Replicas::None, Replicas::Eventual, Replicas::Strong, Replicas::Witnessed];
    let counts = (0..=2_usize, 0..=2_usize, 0..=2_usize, 0..=2_usize);
    let protection = (
        select(keys.to_vec()),
        select(TableClass::ALL.to_vec()),
        prop::option::of(1..=Recovery::MAX_DAYS),
        prop::option::of(select(InsightsMode::ALL.to_vec())),
    );
    (select(replicas.to_vec()), counts, protection, any::<[bool; 3]>()).prop_map(
        |(replicas, (locals, vectors, consumers, items), (encryption, class, days, insights), flags)| {
            let [has_throughput, has_warm, has_neighbours] = flags;
            Dress {
                replicas,
                locals,
                vectors,
                has_throughput,
                has_warm,
                encryption,
                class,
                days,
                insights,
                has_neighbours,
                consumers,
                items,
            }
        },
    )
}

fn attribute_id(name: &str) -> AttributeId {
    AttributeId(id(name))
}

impl Dress {
    fn put_on(self, mut table: Table) -> Table {
        let strong = matches!(self.replicas, Replicas::Strong | Replicas::Witnessed);
        table.attributes = attributes(&table);
        table.local_indexes = if strong { List::default() } else { local_indexes(&table, self.locals) };
        table.vector_indexes = vector_indexes(&table, self.vectors);
        table.ttl = table.ttl.filter(|_| !strong);
        table.class = self.class;
        table.recovery = self.days.map(|days| Recovery { days });
        table.insights = self.insights;
        table.encryption = self.encryption.clone();
        if self.has_neighbours {
            table.policy = Some(r#"{"Version": "2012-10-17", "Statement": []}"#.to_owned());
            let stream = "arn:aws:kinesis:eu-central-1:123456789012:stream/changes".to_owned();
            table.kinesis = Some(Kinesis { stream, precision: None });
        }
        table.entities = std::iter::once(entity(&table)).collect();
        table.items = (0..self.items).map(|number| item(&table, number)).collect();
        table.consumers = (0..self.consumers).map(consumer).collect();
        self.add_throughput(&mut table);
        self.add_replicas(&mut table);
        table
    }

    fn add_throughput(&self, table: &mut Table) {
        let billing = table.billing;
        let is_replicated = self.replicas != Replicas::None;
        let settings = |capacity: Option<Capacity>| {
            let scaled = capacity.is_some() && (self.has_throughput || is_replicated);
            let least = capacity.map_or(Warm { read: 12_000, write: 4_000 }, |units| Warm {
                read: units.read,
                write: units.write,
            });
            let maximum = Maximum { read: Some(1_000), write: None };
            (
                scaled.then_some(AUTOSCALING),
                (capacity.is_none() && self.has_throughput).then_some(maximum),
                self.has_warm.then_some(least),
            )
        };
        let of_table = match billing {
            Billing::OnDemand => None,
            Billing::Provisioned(capacity) => Some(capacity),
        };
        (table.autoscaling, table.maximum, table.warm) = settings(of_table);
        let dressed = |index: &Arc<GlobalIndex>| {
            let (autoscaling, maximum, warm) = settings(index.capacity);
            GlobalIndex { autoscaling, maximum, warm, insights: self.insights, ..GlobalIndex::clone(index) }
        };
        table.indexes = table.indexes.iter().map(dressed).collect();
    }

    fn add_replicas(&self, table: &mut Table) {
        let count = match self.replicas {
            Replicas::None => return,
            Replicas::Eventual | Replicas::Strong => 2,
            Replicas::Witnessed => 1,
        };
        let is_provisioned = table.billing != Billing::OnDemand;
        table.replicas =
            REGIONS.into_iter().take(count).map(|region| self.replica(region, is_provisioned)).collect();
        if self.replicas == Replicas::Eventual {
            table.stream = Some(StreamView::NewAndOldImages);
        } else {
            table.consistency = Consistency::Strong;
        }
        table.witness = (self.replicas == Replicas::Witnessed).then(|| "eu-west-3".to_owned());
    }

    fn replica(&self, region: &str, is_provisioned: bool) -> Replica {
        let has_own = self.has_throughput;
        let customer = || Encryption::Customer(format!("arn:aws:kms:{region}:123456789012:key/1234abcd"));
        Replica {
            encryption: matches!(self.encryption, Encryption::Customer(_)).then(customer),
            read_capacity: (is_provisioned && has_own).then_some(7),
            read_scaling: (is_provisioned && has_own).then_some(SCALING),
            max_read: (!is_provisioned && has_own).then_some(7),
            recovery: self.days.map(|days| Recovery { days }),
            ..Replica::new(ReplicaId(id(region)), region)
        }
    }
}

const SCALING: Scaling = Scaling {
    min: 1,
    max: 50,
    target: 70,
    scale_in_cooldown: None,
    scale_out_cooldown: None,
    only_out: false,
};
const AUTOSCALING: Autoscaling = Autoscaling { read: Some(SCALING), write: Some(SCALING) };

/// Those of the table, what is inside its maps, a label and a vector.
pub(crate) fn attributes(table: &Table) -> List<Attribute> {
    let element = |kind| Element { kind, description: String::new(), shape: None };
    let member = |name: &str, kind| tablewright_model::Member { name: name.to_owned(), value: element(kind) };
    let shape = || Shape::Map(vec![member("width", AttributeType::N), member("unit", AttributeType::S)]);
    let shaped = |attribute: &Arc<Attribute>| Attribute {
        shape: (attribute.kind == AttributeType::M).then(shape),
        ..Attribute::clone(attribute)
    };
    let format = SampleFormat::Reference { table: table.id, attribute: attribute_id(LABEL) };
    let label = Attribute::new(attribute_id(LABEL), LABEL, AttributeType::S);
    let label = Attribute { format: Some(format), ..label };
    let vector = Attribute::new(attribute_id(VECTOR), VECTOR, AttributeType::L);
    let vector = Attribute { shape: Some(Shape::List(Box::new(element(AttributeType::N)))), ..vector };
    table.attributes.iter().map(shaped).chain([label, vector]).collect()
}

pub(crate) fn local_indexes(table: &Table, count: usize) -> List<LocalIndex> {
    if table.key.sort.is_none() {
        return List::default();
    }
    let index = |number: usize| {
        let name = format!("Local{number}");
        let projection =
            if number == 0 { Projection::Include(vec![attribute_id("note")]) } else { Projection::KeysOnly };
        let sort = Some(attribute_id(LABEL));
        LocalIndex { id: IndexId(id(&name)), name, description: String::new(), sort, projection }
    };
    (0..count).map(index).collect()
}

pub(crate) fn vector_indexes(table: &Table, count: usize) -> List<VectorIndex> {
    if table.billing != Billing::OnDemand {
        return List::default();
    }
    let index = |number: usize| {
        let name = format!("Vector{number}");
        VectorIndex {
            id: IndexId(id(&name)),
            name,
            description: String::new(),
            vector: Some(attribute_id(VECTOR)),
            dimensions: DIMENSIONS,
            distance: Distance::Cosine,
            partition: (number == 0).then(|| attribute_id("k0")),
            filters: vec![attribute_id(LABEL)],
            projection: if number == 0 {
                Projection::All
            } else {
                Projection::Include(vec![attribute_id("note")])
            },
        }
    };
    (0..count).map(index).collect()
}

fn entity(table: &Table) -> Entity {
    let carried = |attribute| EntityAttribute { attribute, optional: false, template: None };
    let template = Template(vec![
        TemplatePart::Text("LABEL#".to_owned()),
        TemplatePart::Attribute(attribute_id("expires_at")),
        TemplatePart::Parameter("country".to_owned()),
    ]);
    let label = EntityAttribute { template: Some(template), ..carried(attribute_id(LABEL)) };
    Entity {
        id: EntityId(id("thing")),
        name: "Thing".to_owned(),
        description: String::new(),
        colour: None,
        attributes: table.key.attributes().map(carried).chain([label]).collect(),
    }
}

/// An item with all that keys and vectors ask for.
fn item(table: &Table, number: usize) -> Item {
    let value = |attribute: &Attribute| {
        let value = match attribute.kind {
            AttributeType::S => AttributeValue::S(format!("s{number}")),
            AttributeType::N => AttributeValue::N(number.to_string()),
            AttributeType::B => AttributeValue::B("aGVsbG8=".to_owned()),
            AttributeType::L => {
                AttributeValue::L(vec![AttributeValue::N("0.5".to_owned()); DIMENSIONS as usize])
            }
            _ => AttributeValue::M([("width".to_owned(), AttributeValue::N("1".to_owned()))].into()),
        };
        (attribute.name.clone(), value)
    };
    let values = table.attributes.iter().map(|attribute| value(attribute)).collect();
    Item { id: ItemId(id(&format!("item{number}"))), values, entity: Some(EntityId(id("thing"))) }
}

fn consumer(number: usize) -> Consumer {
    let lambda = Lambda {
        function: "on-change".to_owned(),
        filters: vec![r#"{"eventName": ["INSERT"]}"#.to_owned()],
        on_failure: Some("arn:aws:sqs:eu-central-1:123456789012:failed".to_owned()),
        ..Lambda::default()
    };
    Consumer {
        id: ConsumerId(id(&format!("consumer{number}"))),
        name: format!("Consumer {number}"),
        description: String::new(),
        needs: None,
        kind: ConsumerKind::Lambda(Box::new(lambda)),
    }
}

/// A read by label, a write of it, and both in a transaction.
fn patterns(table: &Table) -> Vec<Pattern> {
    let pattern_id = |what: &str| PatternId(id(&format!("{what}{}", table.name)));
    let new =
        |what: &str, kind| Pattern::new(pattern_id(what), format!("{what} {}", table.name), table.id, kind);
    let parameter = "label".to_owned();
    let condition =
        Condition { attribute: attribute_id(LABEL), comparison: Comparison::BeginsWith, parameter };
    let target = table.index_ids().next().map_or(Target::Table, Target::Index);
    let read = Pattern {
        entity: Some(EntityId(id("thing"))),
        conditions: vec![condition],
        attributes: vec![attribute_id("note")],
        limit: Some(10),
        target,
        ..new("read", PatternKind::Query)
    };
    let together = vec![pattern_id("read"), pattern_id("write")];
    let both = Pattern { together, ..new("both", PatternKind::Transaction) };
    vec![read, new("write", PatternKind::Put), both]
}

fn silence(table: &Table) -> Silence {
    Silence {
        id: SilenceId(id(&format!("silence{}", table.name))),
        code: "DDB101".to_owned(),
        object: tablewright_model::Object::Table(table.id),
        reason: "a test".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest! {
        #[test]
        fn whole_designs_are_valid(design in whole_designs()) {
            prop_assert_eq!(tablewright_model::validate(&design), []);
        }
    }
}
