//! Random valid designs with every setting that a table and its replicas have, and pairs of them as if edited.
//!
//! The tables are those of [`designs`], with settings from small pools, so that equal ones meet. Entities and what else
//! AWS has no setting for are left out.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::select;
use tablewright_model::{
    Autoscaling, Billing, Capacity, Design, Encryption, GlobalIndex, InsightsMode, Kinesis, List, Maximum,
    Recovery, Scaling, Table, TableClass, TimePrecision, Warm,
};

use crate::arbitrary::{design_pairs, designs};
use crate::global::{Global, globals};
use crate::whole::{attributes, local_indexes, vector_indexes};

/// The most tables in a design, and the most indexes of a table.
const MOST: usize = 4;

/// A design of up to three tables that `validate` finds nothing in.
pub fn regional_designs() -> impl Strategy<Value = Design> {
    (designs(), prop::collection::vec(settings(), MOST))
        .prop_map(|(design, settings)| dressed(design, &settings))
}

/// Two such designs, the second as if edited from the first.
pub fn regional_design_pairs() -> impl Strategy<Value = (Design, Design)> {
    let edits = (settings(), settings(), any::<[bool; 4]>(), prop::bool::weighted(0.9));
    (design_pairs(), prop::collection::vec(edits, MOST)).prop_map(|((before, after), edits)| {
        let old: Vec<_> = edits.iter().map(|(old, ..)| old.clone()).collect();
        let edited = |(old, new, kept, same_locals): &(Settings, Settings, [bool; 4], bool)| {
            new.clone().edited_from(old, *kept, *same_locals)
        };
        let new: Vec<_> = edits.iter().map(edited).collect();
        (dressed(before, &old), dressed(after, &new))
    })
}

/// What a table and its indexes get beside what [`designs`] gave them.
#[derive(Debug, Clone)]
struct Settings {
    throughput: Throughput,
    /// Of the indexes, by their place.
    indexes: Vec<(Throughput, Option<InsightsMode>)>,
    protection: (Encryption, TableClass, Option<u32>),
    watching: (Option<InsightsMode>, Option<Kinesis>, Option<String>),
    locals: usize,
    vectors: usize,
    global: Option<Global>,
}

#[derive(Debug, Clone)]
struct Throughput {
    autoscaling: Autoscaling,
    maximum: Option<Maximum>,
    warm: Option<u64>,
}

/// Boxed: so many parts side by side are too much for a stack.
fn settings() -> BoxedStrategy<Settings> {
    let index = (throughput(), insights());
    let locals = (0..=1_usize, 0..=2_usize, prop::option::weighted(0.4, globals().boxed()));
    (throughput(), prop::collection::vec(index, MOST), protection(), watching(), locals)
        .prop_map(|(throughput, indexes, protection, watching, (locals, vectors, global))| Settings {
            throughput,
            indexes,
            protection,
            watching,
            locals,
            vectors,
            global,
        })
        .boxed()
}

fn throughput() -> impl Strategy<Value = Throughput> {
    let scaling = || prop::option::weighted(0.4, scaling());
    let bound = || prop::option::of(select(vec![100, 200]));
    let maximum = prop::option::of((bound(), bound()).prop_map(|(read, write)| Maximum { read, write }));
    let warm = prop::option::of(0..=2_u64);
    (scaling(), scaling(), maximum, warm).prop_map(|(read, write, maximum, warm)| Throughput {
        autoscaling: Autoscaling { read, write },
        maximum,
        warm,
    })
}

/// Bounds that some of the capacities lie outside of.
pub(crate) fn scaling() -> impl Strategy<Value = Scaling> {
    let cooldown = || prop::option::of(select(vec![0, 60]));
    (1..=2_u64, 2..=3_u64, select(vec![50, 70]), cooldown(), cooldown(), any::<bool>()).prop_map(
        |(min, max, target, scale_in_cooldown, scale_out_cooldown, only_out)| Scaling {
            min,
            max,
            target,
            scale_in_cooldown,
            scale_out_cooldown,
            only_out,
        },
    )
}

fn protection() -> impl Strategy<Value = (Encryption, TableClass, Option<u32>)> {
    let customer =
        |name: &str| Encryption::Customer(format!("arn:aws:kms:eu-central-1:123456789012:key/{name}"));
    let keys = vec![Encryption::AwsOwned, Encryption::AwsManaged, customer("one"), customer("two")];
    (select(keys), select(TableClass::ALL.to_vec()), prop::option::of(select(vec![1, 7, 35])))
}

pub(crate) fn insights() -> impl Strategy<Value = Option<InsightsMode>> {
    prop::option::of(select(InsightsMode::ALL.to_vec()))
}

fn watching() -> impl Strategy<Value = (Option<InsightsMode>, Option<Kinesis>, Option<String>)> {
    let stream = |name: &str| format!("arn:aws:kinesis:eu-central-1:123456789012:stream/{name}");
    let precision = prop::option::of(select(TimePrecision::ALL.to_vec()));
    let kinesis = (select(vec![stream("one"), stream("two")]), precision)
        .prop_map(|(stream, precision)| Kinesis { stream, precision });
    let policy = |sid: &str| format!(r#"{{"Version": "2012-10-17", "Statement": [{{"Sid": "{sid}"}}]}}"#);
    (insights(), prop::option::of(kinesis), prop::option::of(select(vec![policy("One"), policy("Two")])))
}

fn dressed(design: Design, settings: &[Settings]) -> Design {
    let dress = |table: &Arc<Table>| {
        let settings = settings.iter().zip(["Alpha", "Beta", "Gamma"]);
        let mut own = settings.filter(|(_, name)| *name == table.name).map(|(settings, _)| settings);
        own.next().map_or_else(|| Table::clone(table), |own| own.clone().put_on(Table::clone(table)))
    };
    Design { tables: design.tables.iter().map(dress).collect(), ..design }
}

impl Settings {
    /// Some parts stay as they were; local indexes mostly, since another one replaces the table.
    fn edited_from(mut self, old: &Self, kept: [bool; 4], same_locals: bool) -> Self {
        let [throughput, protection, watching, vectors] = kept;
        if throughput {
            (self.throughput, self.indexes) = (old.throughput.clone(), old.indexes.clone());
        }
        if protection {
            self.protection = old.protection.clone();
        }
        if watching {
            self.watching = old.watching.clone();
        }
        if vectors {
            self.vectors = old.vectors;
        }
        if same_locals {
            self.locals = old.locals;
            // Another consistency replaces the table, unless one of the two is of a single region.
            if let (Some(global), Some(old)) = (&mut self.global, &old.global) {
                global.become_like(old);
            }
        }
        self
    }

    fn put_on(self, mut table: Table) -> Table {
        table.attributes = attributes(&table);
        table.local_indexes = local_indexes(&table, self.locals);
        table.vector_indexes = vector_indexes(&table, self.vectors);
        (table.encryption, table.class) = (self.protection.0, self.protection.1);
        table.recovery = self.protection.2.map(|days| Recovery { days });
        (table.insights, table.kinesis, table.policy) = self.watching;
        let capacity = match table.billing {
            Billing::OnDemand => None,
            Billing::Provisioned(capacity) => Some(capacity),
        };
        (table.autoscaling, table.maximum, table.warm) = self.throughput.of(capacity);
        let dress = |(index, (throughput, insights)): (&Arc<GlobalIndex>, (Throughput, _))| {
            let (autoscaling, maximum, warm) = throughput.of(index.capacity);
            GlobalIndex { autoscaling, maximum, warm, insights, ..GlobalIndex::clone(index) }
        };
        table.indexes = table.indexes.iter().zip(self.indexes).map(dress).collect::<List<_>>();
        match self.global {
            Some(global) => global.put_on(table),
            None => table,
        }
    }
}

impl Throughput {
    fn of(self, capacity: Option<Capacity>) -> (Option<Autoscaling>, Option<Maximum>, Option<Warm>) {
        let least = capacity.unwrap_or(Capacity { read: 12_000, write: 4_000 });
        let warm = self.warm.map(|more| Warm { read: least.read + more, write: least.write + more });
        (Some(self.autoscaling), self.maximum.filter(|_| capacity.is_none()), warm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest! {
        #[test]
        fn random_regional_designs_are_valid(
            design in regional_designs(),
            (before, after) in regional_design_pairs(),
        ) {
            for design in [design, before, after] {
                prop_assert_eq!(tablewright_model::validate(&design), []);
            }
        }
    }
}
