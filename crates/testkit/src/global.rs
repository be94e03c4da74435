//! Random replicas of a table, and what the table needs for them.

use proptest::prelude::*;
use proptest::sample::select;
use tablewright_model::{
    Autoscaling, Billing, Consistency, Encryption, GlobalIndex, IndexRead, InsightsMode, Kinesis, List,
    Recovery, Replica, ReplicaId, Scaling, StreamView, Table, TableClass,
};

use crate::id;
use crate::regional::{insights, scaling};

const ELSEWHERE: [&str; 2] = ["eu-west-1", "us-east-1"];
const OF_ONE_SET: [&str; 2] = ["eu-west-1", "eu-west-3"];

/// The regions of a table beside its own.
#[derive(Debug, Clone)]
pub(crate) struct Global {
    consistency: Consistency,
    /// Which of the two regions, for eventual consistency; for strong consistency whether the second is a witness.
    kept: [bool; 2],
    own: [Own; 2],
    writes: Scaling,
}

#[derive(Debug, Clone)]
struct Own {
    read: Option<u64>,
    read_scaling: Option<Scaling>,
    max_read: Option<u64>,
    index_read: Option<u64>,
    class: Option<TableClass>,
    key: bool,
    recovery: Option<u32>,
    deletion_protection: bool,
    insights: Option<InsightsMode>,
    kinesis: bool,
    copies_tags: bool,
}

pub(crate) fn globals() -> impl Strategy<Value = Global> {
    let consistency = prop_oneof![3 => Just(Consistency::Eventual), 1 => Just(Consistency::Strong)];
    (consistency, any::<[bool; 2]>(), [own(), own()], scaling())
        .prop_map(|(consistency, kept, own, writes)| Global { consistency, kept, own, writes })
}

fn own() -> impl Strategy<Value = Own> {
    let units = || prop::option::of(1..=3_u64);
    let reads =
        (units(), prop::option::weighted(0.3, scaling()), prop::option::of(select(vec![50, 100])), units());
    let class = prop::option::of(select(TableClass::ALL.to_vec()));
    let rest = (prop::option::of(select(vec![1, 7])), any::<[bool; 4]>(), insights());
    (reads, class, rest).prop_map(
        |((read, read_scaling, max_read, index_read), class, (recovery, switches, insights))| {
            let [key, deletion_protection, kinesis, copies_tags] = switches;
            Own {
                read,
                read_scaling,
                max_read,
                index_read,
                class,
                key,
                recovery,
                deletion_protection,
                insights,
                kinesis,
                copies_tags,
            }
        },
    )
}

impl Global {
    /// The members of strong consistency stay as they were made.
    pub(crate) fn become_like(&mut self, old: &Self) {
        self.consistency = old.consistency;
        if old.consistency == Consistency::Strong {
            self.kept = old.kept;
        }
    }

    pub(crate) fn put_on(self, mut table: Table) -> Table {
        let Self { consistency, kept, own, writes } = self;
        let regions = if consistency == Consistency::Strong { OF_ONE_SET } else { ELSEWHERE };
        let has_witness = consistency == Consistency::Strong && kept[1];
        let is_there = |at: usize| match consistency {
            Consistency::Eventual => kept[at],
            Consistency::Strong => at == 0 || !has_witness,
        };
        let replicas = own.into_iter().zip(regions).enumerate().filter(|(at, _)| is_there(*at));
        table.replicas = replicas.map(|(_, (own, region))| own.replica(&table, region)).collect::<List<_>>();
        if table.replicas.is_empty() {
            return table;
        }
        table.consistency = consistency;
        table.witness = has_witness.then(|| OF_ONE_SET[1].to_owned());
        match consistency {
            Consistency::Eventual => table.stream = Some(StreamView::NewAndOldImages),
            Consistency::Strong => (table.ttl, table.local_indexes) = (None, List::default()),
        }
        if table.billing != Billing::OnDemand {
            let scaled = |scaling: &mut Option<Autoscaling>| {
                scaling.get_or_insert_default().write.get_or_insert(writes);
            };
            scaled(&mut table.autoscaling);
            let dress = |index: &std::sync::Arc<GlobalIndex>| {
                let mut index = GlobalIndex::clone(index);
                scaled(&mut index.autoscaling);
                index
            };
            table.indexes = table.indexes.iter().map(dress).collect();
        }
        table
    }
}

impl Own {
    fn replica(self, table: &Table, region: &str) -> Replica {
        let provisioned = table.billing != Billing::OnDemand;
        let key = || Encryption::Customer(format!("arn:aws:kms:{region}:123456789012:key/{region}"));
        let first = table.indexes.iter().next().map(|index| index.id);
        let read = |capacity| first.map(|index| IndexRead { index, capacity });
        Replica {
            encryption: match &table.encryption {
                Encryption::AwsOwned => None,
                Encryption::AwsManaged => self.key.then(key),
                Encryption::Customer(_) => Some(key()),
            },
            class: self.class,
            read_capacity: self.read.filter(|_| provisioned),
            read_scaling: self.read_scaling.filter(|_| provisioned),
            max_read: self.max_read.filter(|_| !provisioned),
            index_reads: self.index_read.filter(|_| provisioned).and_then(read).into_iter().collect(),
            recovery: self.recovery.map(|days| Recovery { days }),
            deletion_protection: self.deletion_protection,
            insights: self.insights,
            kinesis: self.kinesis.then(|| Kinesis {
                stream: format!("arn:aws:kinesis:{region}:123456789012:stream/there"),
                precision: None,
            }),
            copies_tags: self.copies_tags,
            ..Replica::new(ReplicaId(id(region)), region)
        }
    }
}
