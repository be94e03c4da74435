//! Sample items made by the formats of attributes and the templates of entities: a look at them, then one step.

use tablewright_access::sample::{Generated, MAX_ITEMS, Short, Wanted, generate};
use tablewright_access::verdict::Place;
use tablewright_contract::paper::{Blank, Given, Part, Tone};
use tablewright_model::{Design, EntityId, Table, quoted};

use super::items::{grid, keys, to_come};
use super::{count, given, said, take};

/// Items that are made if nobody says how many.
const USUAL: u64 = 20;
/// Items that are looked at before they are taken.
const LOOKED_AT: usize = 20;
/// Every entity in turn.
const EVERY: &str = "";

pub(super) fn paper(design: &Design, table: &Table, wanted: &Given) -> (Vec<Blank>, Vec<Part>) {
    let most = MAX_ITEMS.saturating_sub(table.items.len());
    let (number, how_many) = given::number(wanted, "count", "How many", Some(USUAL), most as u64);
    let (seed, seeded) = given::number(wanted, "seed", "Seed: another one makes others", Some(1), u64::MAX);
    let mut fields = vec![how_many, seeded];
    let entity = of_entity(table, wanted).and_then(|(entity, blank)| {
        fields.insert(0, blank);
        entity
    });
    let (Some(number), Some(seed)) = (number, seed) else { return (fields, Vec::new()) };
    let count = usize::try_from(number).unwrap_or(MAX_ITEMS);
    let made = generate(design, &Wanted { table: table.id, entity, count, seed });
    (fields, parts(design, table, made))
}

fn parts(design: &Design, table: &Table, made: Generated) -> Vec<Part> {
    let mut parts: Vec<Part> =
        made.short.map(|short| said(Tone::Odd, self::short(table, short))).into_iter().collect();
    let number = made.items.len();
    if number == 0 {
        return parts;
    }
    let looked_at = to_come(table, made.items.iter().take(LOOKED_AT).map(|item| (item.entity, &item.values)));
    let mut grid = grid("What would be added", table, &keys(table, Place::Table), &looked_at);
    if number > LOOKED_AT {
        grid.note = format!("And {}.", count(number - LOOKED_AT, "more item"));
    }
    parts.extend(take(format!("Add {}", count(number, "item")), &made.edit(design, table.id)));
    parts.push(Part::Grid(grid));
    parts
}

/// The entity that is wanted, with its field; none where the table has no entities.
fn of_entity(table: &Table, wanted: &Given) -> Option<(Option<EntityId>, Blank)> {
    let one =
        |entity: &std::sync::Arc<tablewright_model::Entity>| (entity.id.to_string(), entity.name.clone());
    let every = (EVERY.to_owned(), "Every entity in turn".to_owned());
    let choices: Vec<_> = std::iter::once(every).chain(table.entities.iter().map(one)).collect();
    (choices.len() > 1).then(|| {
        let (chosen, blank) = given::choice(wanted, "entity", "Entity", choices, EVERY);
        (chosen.parse().ok(), blank)
    })
}

fn short(table: &Table, short: Short) -> String {
    match short {
        Short::NoKey => format!("{} has no key to make items by: give it one.", quoted(&table.name)),
        Short::KeysUsedUp => {
            "The formats of the key's attributes make no more different keys: widen their ranges.".to_owned()
        }
        Short::NothingToRefer(attribute) => format!(
            "{} takes its values from items that are not there: make those first.",
            quoted(table.attribute_name(attribute))
        ),
    }
}
