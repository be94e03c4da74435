//! Settings of a replica that are its own.

use tablewright_model::Replica;

use super::control::{Control, Kind, Section, control};
use super::table::{INSIGHTS, PRECISIONS, key, precision};
use super::throughput::scaling;

pub(super) static REPLICA: &[Section<Replica>] = &[
    Section::common("Basics", BASICS),
    Section::common("Reads", CAPACITY),
    Section::closed("Autoscaling", SCALING),
    Section::closed("Changes and protection", GUARDS),
    Section::closed("Watching and access", WATCHING),
];

const BASICS: &[Control<Replica>] = &[
    control!(Region, Kind::Name, "Such as eu-west-1; one replica a region.", |replica, _| &mut replica
        .region),
    control!(
        Class,
        Kind::OneOf(&[
            ("", "As the table's"),
            ("STANDARD", "Standard · cheaper requests"),
            ("STANDARD_INFREQUENT_ACCESS", "Infrequent access · cheaper storage"),
        ]),
        "Its own class.",
        |replica, _| &mut replica.class
    ),
    control!(Tags, Kind::Switch, "AWS does not carry tags over by itself.", |replica, _| &mut replica
        .copies_tags),
];

const CAPACITY: &[Control<Replica>] = &[
    control!(Capacity("Read units" "ProvisionedThroughputOverride"), Kind::Number(true), "Empty: as the table's",
    |replica, at| {
        let wanted = at.is_provisioned() || replica.read_capacity.is_some();
        Some(&mut replica.read_capacity).filter(|_| wanted)?
    }),
    control!(Maximum("Most reads" "OnDemandThroughputOverride"), Kind::Number(true), "Empty: as the table's",
    |replica, at| {
        let wanted = !at.is_provisioned() || replica.max_read.is_some();
        Some(&mut replica.max_read).filter(|_| wanted)?
    }),
    control!(IndexReads("Reads of indexes" "GlobalSecondaryIndexes"), Kind::Code,
    "An index a line with its read units: ByDate 10", |replica, at| {
        let wanted = at.is_provisioned() || !replica.index_reads.is_empty();
        Some(&mut replica.index_reads).filter(|_| wanted)?
    }),
];

const SCALING: &[Control<Replica>] = scaling!(reads, |replica, at| {
    let wanted = at.is_provisioned() || replica.read_scaling.is_some();
    Some(&mut replica.read_scaling).filter(|_| wanted)?
});

const GUARDS: &[Control<Replica>] = &[
    control!(Recovery, Kind::Switch, "Never carried over from the table.", |replica, _| &mut replica
        .recovery),
    control!(Recovery("Days back" "RecoveryPeriodInDays"), Kind::Number(false), "1 to 35",
        |replica, _| &mut replica.recovery.as_mut()?.days),
    control!(DeletionProtection, Kind::Switch, "Never carried over from the table.", |replica, _| {
        &mut replica.deletion_protection
    }),
    control!(
        Encryption,
        Kind::OneOf(&[
            ("", "As the table's"),
            ("owned", "Key owned by AWS · free"),
            ("managed", "Key managed by AWS · alias/aws/dynamodb"),
            ("customer", "Key of your own"),
        ]),
        "A key of your own must be one of this region.",
        |replica, _| &mut replica.encryption
    ),
    control!(Encryption("Key" "KMSMasterKeyId"), Kind::Name, "Its id, ARN or alias in that region.",
        |replica, _| key(replica.encryption.as_mut()?)?),
    control!(Kinesis, Kind::Name, "The ARN of a data stream in that region; empty is off.", |replica, _| {
        &mut replica.kinesis
    }),
    control!(Kinesis("Precision of times" "ApproximateCreationDateTimePrecision"), Kind::OneOf(PRECISIONS),
        "How exactly a record says when the change was.", |replica, _| precision(&mut replica.kinesis)?),
];

const WATCHING: &[Control<Replica>] = &[
    control!(Insights, Kind::OneOf(INSIGHTS), "Never carried over from the table.", |replica, _| {
        &mut replica.insights
    }),
    control!(
        Policy,
        Kind::Code,
        "Who may do what with the replica, as JSON; empty is none.",
        |replica, _| &mut replica.policy
    ),
];
