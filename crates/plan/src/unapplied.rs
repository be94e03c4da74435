//! What a design may say and a plan does not do yet: told, so that nothing is promised and then left out.

use tablewright_model::{Address, Diagnostic, Field, Object, Table, Uncovered, quoted, uncovered};

/// The fields of tables and global indexes that become part of a `TableState`; the other kinds of index do as a whole.
const APPLIED: [Field; 19] = [
    Field::Name,
    Field::PartitionKey,
    Field::SortKey,
    Field::Projection,
    Field::Billing,
    Field::Capacity,
    Field::Stream,
    Field::Ttl,
    Field::DeletionProtection,
    Field::Tags,
    Field::Autoscaling,
    Field::Maximum,
    Field::Warm,
    Field::Class,
    Field::Kinesis,
    Field::Recovery,
    Field::Encryption,
    Field::Policy,
    Field::Insights,
];

/// One error for each setting of AWS that the table has and a plan would not apply.
pub(crate) fn unapplied(table: &Table) -> impl Iterator<Item = Diagnostic> {
    let is_index = |address: Address| matches!(address.object, Object::Index(..)) && address.field.is_none();
    let left_out = uncovered(table, &APPLIED).into_iter().filter(move |one| !is_index(one.address));
    left_out.map(|Uncovered { address, subject, what }| {
        let subject = quoted(&subject);
        let told = match address.field {
            Some(_) => format!("The {what} of {subject}"),
            None => format!("The {what} {subject}"),
        };
        let message = format!("{told} can't be applied yet: take it out of the design and set it in AWS");
        Diagnostic::error("PLAN006", address, message)
    })
}

#[cfg(test)]
mod tests {
    use tablewright_model::{AttributeType, Consistency, Recovery, Replica};
    use tablewright_testkit::{TableBuilder, design, game_scores, id};

    use super::*;
    use crate::{NameTemplate, desired};

    #[test]
    fn what_becomes_part_of_a_state_is_applied() {
        let tables = game_scores().tables;
        let found: Vec<_> = tables.iter().flat_map(|table| unapplied(table)).collect();
        assert_eq!(found, []);
    }

    #[test]
    fn what_a_plan_would_leave_out_is_told_where_it_is_said() {
        let table = TableBuilder::new("Orders").attribute("id", AttributeType::S).partition("id").build();
        let replica = Replica::new(id("copy").into(), "eu-west-1");
        let table = Table {
            recovery: Some(Recovery { days: 7 }),
            consistency: Consistency::Strong,
            replicas: std::iter::once(replica).collect(),
            ..table
        };
        let errors = desired(&design("Shop", [table]), "dev", &NameTemplate::default()).unwrap_err();
        let orders = id("orders").into();
        let told: Vec<_> = errors
            .iter()
            .filter(|error| error.code == "PLAN006")
            .map(|error| (error.address, error.message.as_str()))
            .collect();
        let expected = [
            (
                Address::field(Object::Table(orders), Field::Consistency),
                "The consistency between regions of `Orders` can't be applied yet: take it out of the design and set it in AWS",
            ),
            (
                Address::of(Object::Replica(orders, id("copy").into())),
                "The replica `Orders / replica in eu-west-1` can't be applied yet: take it out of the design and set it \
                 in AWS",
            ),
        ];
        assert_eq!(told, expected);
    }
}
