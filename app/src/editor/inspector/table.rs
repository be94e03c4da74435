//! Settings of a table.

use crate::prelude::*;
use tablewright_model::{AttributeType, Billing, Encryption, Field, Kinesis, Object, Table, TableId};

use super::control::{At, Control, Kind, Section, control};
use super::key_picker::{Key, KeyPicker};
use super::lists::{IN_TABLE, Lists};
use super::tags::TagSettings;
use super::throughput::{capacity, on_demand, scaling, side};
use super::{DESCRIPTION, Group, control::Holds};
use crate::editor::desk::Desk;
use crate::editor::fresh::STARTING_CAPACITY;
use crate::ui::Choice;

pub(super) const STREAM_VIEWS: &[(&str, &str)] = &[
    ("", "Off"),
    ("KEYS_ONLY", "KEYS_ONLY · Keys only"),
    ("NEW_IMAGE", "NEW_IMAGE · Item after the change"),
    ("OLD_IMAGE", "OLD_IMAGE · Item before the change"),
    ("NEW_AND_OLD_IMAGES", "NEW_AND_OLD_IMAGES · Item before and after"),
];

pub(super) const PRECISIONS: &[(&str, &str)] =
    &[("", "As AWS does: milliseconds"), ("MILLISECOND", "Milliseconds"), ("MICROSECOND", "Microseconds")];

pub(super) const INSIGHTS: &[(&str, &str)] = &[
    ("", "Off"),
    ("ACCESSED_AND_THROTTLED_KEYS", "Most used and throttled keys"),
    ("THROTTLED_KEYS", "Throttled keys only"),
];

/// What the name of a table may be.
pub(crate) const TABLE_NAME: &str =
    "Letters, digits, _ - and . Each environment puts its own prefix before it.";

const BILLING: &[(&str, &str)] = &[
    (ON_DEMAND, "On demand · pay for each request"),
    (PROVISIONED, "Provisioned · pay for units kept ready"),
];
const ON_DEMAND: &str = "PAY_PER_REQUEST";
const PROVISIONED: &str = "PROVISIONED";

pub(super) static TABLE: &[Section<Table>] = &[
    Section::common("Basics", BASICS),
    Section::own(keys, &[Field::PartitionKey, Field::SortKey]),
    Section::own(lists, &[]),
    Section::common("Billing", MODE),
    Section::common("Changes, expiry, protection", GUARDS),
    Section { title: "Tags", common: true, holds: Holds::Own(tags, &[Field::Tags]) },
    Section::both("Autoscaling", READS, WRITES),
    Section::closed("Bounds and warm throughput", on_demand!()),
    Section::closed("Recovery and encryption", RECOVERY),
    Section::closed("Copies in other regions", REGIONS),
    Section::closed("Watching and access", WATCHING),
    Section::closed("Place on the canvas", PLACE),
];

const BASICS: &[Control<Table>] = &[
    control!(Name, Kind::Name, TABLE_NAME, |table, _| &mut table.name),
    control!(Description, Kind::Long, DESCRIPTION, |table, _| &mut table.description),
];

const MODE: &[Control<Table>] = &[
    control!(
        Billing("Mode" "BillingMode"), Kind::OneOf(BILLING),
        "On demand follows the load by itself; provisioned is cheaper for a steady one.",
        read |table, _| Some(mode(table.billing).to_owned()),
        write |table, text, _| {
            if text != mode(table.billing) {
                let provisioned = text == PROVISIONED;
                table.billing =
                    if provisioned { Billing::Provisioned(STARTING_CAPACITY) } else { Billing::OnDemand };
            }
            Some(Ok(()))
        }
    ),
    control!(Capacity("Read units" "ReadCapacityUnits"), Kind::Number(false), "4 KB a second each",
        |table, _| &mut capacity(&mut table.billing)?.read),
    control!(Capacity("Write units" "WriteCapacityUnits"), Kind::Number(false), "1 KB a second each",
        |table, _| &mut capacity(&mut table.billing)?.write),
    control!(
        Class,
        Kind::OneOf(&[
            ("STANDARD", "Standard · cheaper requests"),
            ("STANDARD_INFREQUENT_ACCESS", "Infrequent access · cheaper storage"),
        ]),
        "Infrequent access pays where storage costs more than half of requests.",
        |table, _| &mut table.class
    ),
    control!(
        Volume,
        Kind::Switch,
        "What the table is expected to hold: storage is priced by it.",
        |table, _| &mut table.volume
    ),
    control!(Volume("Items" ""), Kind::Number(false), "As many as it will hold",
        |table, _| &mut table.volume.as_mut()?.items),
    control!(Volume("Bytes of an item" ""), Kind::Number(true), "Empty is as the sample items have",
        |table, _| &mut table.volume.as_mut()?.item_bytes),
];

const GUARDS: &[Control<Table>] = &[
    control!(
        Stream,
        Kind::OneOf(STREAM_VIEWS),
        "What a consumer sees of each change: a record stays readable for 24 hours.",
        |table, _| &mut table.stream
    ),
    control!(
        Kinesis,
        Kind::Name,
        "The ARN of a data stream that gets every change too; empty is off.",
        |table, _| &mut table.kinesis
    ),
    control!(Kinesis("Precision of times" "ApproximateCreationDateTimePrecision"), Kind::OneOf(PRECISIONS),
        "How exactly a record says when the change was.", |table, _| precision(&mut table.kinesis)?),
    control!(
        Ttl,
        Kind::Choice(expiries),
        "A Number with epoch seconds. AWS deletes the item within days after that time, free of charge.",
        |table, _| &mut table.ttl
    ),
    control!(
        DeletionProtection,
        Kind::Switch,
        "AWS refuses to delete the table until this is off.",
        |table, _| &mut table.deletion_protection
    ),
];

const READS: &[Control<Table>] =
    scaling!(reads, |table, at| side(&mut table.autoscaling, at, |one| &mut one.read)?);
const WRITES: &[Control<Table>] =
    scaling!(writes, |table, at| side(&mut table.autoscaling, at, |one| &mut one.write)?);

const RECOVERY: &[Control<Table>] = &[
    control!(
        Recovery,
        Kind::Switch,
        "Continuous backups: the table as it was at any second of the last days.",
        |table, _| &mut table.recovery
    ),
    control!(Recovery("Days back" "RecoveryPeriodInDays"), Kind::Number(false), "1 to 35",
        |table, _| &mut table.recovery.as_mut()?.days),
    control!(
        Encryption,
        Kind::OneOf(&[
            ("owned", "Key owned by AWS · free"),
            ("managed", "Key managed by AWS · alias/aws/dynamodb"),
            ("customer", "Key of your own"),
        ]),
        "Data at rest is always encrypted; this says with whose key.",
        |table, _| &mut table.encryption
    ),
    control!(Encryption("Key" "KMSMasterKeyId"), Kind::Name, "Its id, ARN or alias.",
        |table, _| key(&mut table.encryption)?),
];

const REGIONS: &[Control<Table>] = &[
    control!(
        Consistency("Consistency" "MultiRegionConsistency"),
        Kind::OneOf(&[
            ("EVENTUAL", "Eventual · the last writer wins"),
            ("STRONG", "Strong · over three regions of one set"),
        ]),
        "When a write is seen in the other regions.",
        |table, _| &mut table.consistency
    ),
    control!(
        Witness,
        Kind::Name,
        "With strong consistency and one replica: a region that only votes.",
        |table, _| &mut table.witness
    ),
];

const WATCHING: &[Control<Table>] = &[
    control!(
        Insights,
        Kind::OneOf(INSIGHTS),
        "Counts the keys that are used most; paid by event.",
        |table, _| &mut table.insights
    ),
    control!(Policy, Kind::Code, "Who may do what with this table, as JSON; empty is none.", |table, _| {
        &mut table.policy
    }),
];

const PLACE: &[Control<Table>] = &[
    control!(Position("To the right" ""), Kind::Number(false), "Pixels", |table, _| &mut table.position.as_mut()?.x),
    control!(Position("Down" ""), Kind::Number(false), "Pixels", |table, _| &mut table.position.as_mut()?.y),
];

const fn mode(billing: Billing) -> &'static str {
    match billing {
        Billing::OnDemand => ON_DEMAND,
        Billing::Provisioned(_) => PROVISIONED,
    }
}

/// The key, where it is one of the customer's.
pub(super) fn key(encryption: &mut Encryption) -> Option<&mut String> {
    match encryption {
        Encryption::Customer(key) => Some(key),
        Encryption::AwsOwned | Encryption::AwsManaged => None,
    }
}

/// How exact times are, where there is a stream.
pub(super) fn precision(
    kinesis: &mut Option<Kinesis>,
) -> Option<&mut Option<tablewright_model::TimePrecision>> {
    kinesis.as_mut().map(|kinesis| &mut kinesis.precision)
}

/// Numbers, and the chosen one whatever it is.
fn expiries(at: &At<'_>) -> Vec<Choice> {
    let Some(table) = at.table else { return Vec::new() };
    let fits = |kind| kind == AttributeType::N;
    let attributes = table.attributes.iter().filter(|one| fits(one.kind) || table.ttl == Some(one.id));
    let choices = attributes.map(|one| Choice::new(one.id.to_string(), one.name.clone()));
    std::iter::once(Choice::new("", "Off")).chain(choices).collect()
}

fn keys(desk: Desk, object: Object) -> AnyView {
    with_table(object, |table| {
        view! {
            <Group title="Primary key">
                <KeyPicker desk table key=Key::Partition />
                <KeyPicker desk table key=Key::Sort />
            </Group>
        }
    })
}

fn lists(desk: Desk, object: Object) -> AnyView {
    with_table(object, |table| view! { <Lists desk table lists=&IN_TABLE /> })
}

fn tags(desk: Desk, object: Object) -> AnyView {
    with_table(object, |table| view! { <TagSettings desk table /> })
}

fn with_table(object: Object, view: impl FnOnce(TableId) -> AnyView) -> AnyView {
    object.table().map(view).into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tablewright_model::{Design, Edit, apply, from_json};

    use crate::editor::inspector::sheet::Sheet;

    #[test]
    fn a_switch_to_provisioned_is_one_edit_of_many_fields() {
        let design: Design = from_json(include_str!("../../../../assets/examples/game-scores.json")).unwrap();
        let object = Object::Table(design.tables.iter().next().unwrap().id);
        let number = TABLE
            .values(&At::of(&design, object))
            .iter()
            .position(|value| value.as_deref() == Some(ON_DEMAND));
        let edit = TABLE.edit(&At::of(&design, object), number.unwrap(), PROVISIONED).unwrap().unwrap();
        assert!(matches!(&edit, Edit::Batch { edits } if edits.len() > 1), "{edit:?}");
        let changed = apply(&design, &edit).unwrap().design;
        let values = TABLE.values(&At::of(&changed, object));
        assert_eq!(values[number.unwrap()].as_deref(), Some(PROVISIONED));
    }
}
