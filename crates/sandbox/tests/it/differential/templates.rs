//! Updates of what key templates are made of, on random designs: the request that a verdict says, carried out by the
//! preview's engine and by the sandbox, takes the same and leaves the same item, and the item's keys are what its
//! templates make of it.
//!
//! What would change the table's own key is not served, and has its way out as code.

use std::error::Error;

use serde_json::{Value as Json, json};
use tablewright_access::code::program;
use tablewright_access::example::arguments;
use tablewright_access::preview::{Preview, Ran, Stopped};
use tablewright_access::template::filled;
use tablewright_access::value::Value;
use tablewright_access::verdict::{Argument, Arguments, Outcome, verdicts};
use tablewright_model::{Design, Pattern, Template, Values, from_json};
use tablewright_sandbox::ManualClock;

use super::random::Random;
use crate::carried_out::{Run, Tally};
use crate::designs::{prepare, remove};
use crate::support::{Account, TestResult};
use crate::wire::Wire;

const DESIGNS: u64 = 40;
const ITEMS: usize = 8;
const PATTERNS: usize = 10;
/// What items say; their keys are made of it.
const SAID: [&str; 6] = ["a", "b", "c", "d", "e", "n"];
const WORDS: [&str; 5] = ["w", "x#y", "Z", "\u{e9}", "0"];
const NUMBERS: [&str; 4] = ["7", "12.5", "-3", "1000"];

#[tokio::test]
async fn updates_of_what_templates_make_keys_of_answer_as_the_sandbox() -> TestResult {
    let account = Account::open(None, ManualClock::new(1_800_000_000_000), 0.0).await?;
    let mut wire = Wire::open(account.running.address()).await?;
    let seeds: Vec<u64> = match std::env::var("TABLEWRIGHT_SEED") {
        Ok(seed) => vec![seed.parse()?],
        Err(_) => (1..=DESIGNS).collect(),
    };
    let is_whole = seeds.len() > 1;
    let mut counted = Counted::default();
    for seed in seeds {
        let compared = one(&mut wire, seed, &mut counted).await;
        compared.map_err(|error| format!("seed {seed}: {error}"))?;
    }
    account.running.stop().await?;
    let Counted { changed, remade, refused, not_served } = counted;
    let is_enough = changed > 100 && remade > 60 && refused > 10 && not_served > 30;
    assert!(!is_whole || is_enough, "{counted:?}");
    Ok(())
}

/// What was compared: a comparison of nothing would say little.
#[derive(Debug, Default, Clone, Copy)]
struct Counted {
    changed: usize,
    /// Of those, updates that gave an item another key of an index.
    remade: usize,
    refused: usize,
    not_served: usize,
}

async fn one(wire: &mut Wire, seed: u64, counted: &mut Counted) -> TestResult {
    let mut random = Random::new(seed);
    let design = design(&mut random)?;
    let preview = Preview::of(&design);
    prepare(wire, &design, &preview).await?;
    for verdict in verdicts(&design) {
        let pattern = design.pattern(verdict.pattern).ok_or("a pattern that is gone")?;
        if is_of_the_key(&design, pattern) {
            assert_eq!(verdict.outcome, Outcome::NotServed, "seed {seed}, {}", pattern.id);
            assert!(program(&design, pattern.id).is_some(), "seed {seed}, {} has no way out", pattern.id);
            counted.not_served += 1;
            continue;
        }
        let arguments = renewed(&mut random, pattern, &design);
        match preview.run(&design, pattern.id, &arguments, None) {
            Ok(said) => {
                let is_remade = lawful(&design, &said).map_err(|why| format!("{}: {why}", pattern.id))?;
                counted.changed += 1;
                counted.remade += usize::from(is_remade);
            }
            Err(Stopped::Refused(_)) => counted.refused += 1,
            Err(other) => return Err(format!("{}: {other}", pattern.id).into()),
        }
        let mut tally = Tally::default();
        let mut run = Run { wire, design: &design, preview: &preview, tally: &mut tally };
        run.pattern(pattern.id, &arguments).await?;
    }
    remove(wire, &design).await
}

/// Whether the pattern names something that a template of the table's own key takes.
fn is_of_the_key(design: &Design, pattern: &Pattern) -> bool {
    let entity = pattern.entity.and_then(|id| design.table(pattern.table)?.entity(id));
    let Some((table, entity)) = design.table(pattern.table).zip(entity) else { return false };
    let templates = table.key.attributes().filter_map(|key| entity.template(key));
    templates.flat_map(Template::attributes).any(|piece| pattern.attributes.contains(&piece))
}

/// The example's values, with others for what is written.
fn renewed(random: &mut Random, pattern: &Pattern, design: &Design) -> Arguments {
    let mut arguments = arguments(design, pattern.id);
    let table = design.table(pattern.table);
    for name in pattern.attributes.iter().filter_map(|id| Some(table?.attribute_name(*id))) {
        let value = match name {
            "n" => random.pick(&NUMBERS).parse().map_or(Value::Null, Value::N),
            _ => Value::from(*random.pick(&WORDS)),
        };
        arguments.insert(name.to_owned(), Argument::One(value));
    }
    arguments
}

/// Whether an item has another key in an index than before; an error if its keys are not what its templates make.
fn lawful(design: &Design, said: &Ran) -> Result<bool, Box<dyn Error>> {
    let mut is_remade = false;
    for (table, change) in &said.changes {
        let table = design.table(*table).ok_or("a table that is gone")?;
        let entity = table.entities.iter().next().map(AsRef::as_ref);
        let values = |item: &Json| serde_json::from_value::<Values>(item.clone());
        let (before, after) =
            (values(&json!(change.before.as_deref()))?, values(&json!(change.after.as_deref()))?);
        let mut plain = after.clone();
        plain.retain(|name, _| SAID.contains(&name.as_str()));
        let made = filled(table, entity, &plain);
        if *made != after {
            return Err(format!("templates make {made:?}, and the item is {after:?}").into());
        }
        is_remade |= ["gpk", "gsk", "hpk"].iter().any(|name| before.get(*name) != after.get(*name));
    }
    Ok(is_remade)
}

fn design(random: &mut Random) -> Result<Design, Box<dyn Error>> {
    let attribute =
        |name: &str| json!({"id": name, "name": name, "type": if name == "n" { "N" } else { "S" }});
    let attributes: Vec<Json> =
        ["pk", "sk", "gpk", "gsk", "hpk"].iter().chain(&SAID).map(|name| attribute(name)).collect();
    // Whatever the others are, `a` tells items apart.
    let pk = template(random, &["a", "b"]);
    let (sk, gpk) = (template(random, &["b", "c"]), template(random, &["c", "d", "a"]));
    let (gsk, hpk) = (template(random, &["d", "n", "e"]), template(random, &["e", "c"]));
    let templates = [("pk", pk), ("sk", sk), ("gpk", gpk), ("gsk", gsk), ("hpk", hpk)];
    let filled = templates.iter().map(|(name, template)| json!({"attribute": name, "template": template}));
    let carried: Vec<Json> = filled.chain(SAID.iter().map(|name| json!({"attribute": name}))).collect();
    let items: Vec<Json> = (0..ITEMS).map(|number| item(random, number)).collect();
    let patterns: Vec<Json> = (0..PATTERNS).map(|number| pattern(random, number, &templates)).collect();
    let document = json!({"format": 1, "design": {"name": "Random", "patterns": patterns, "tables": [{
        "id": "t", "name": "Things", "attributes": attributes, "key": {"partition": "pk", "sort": "sk"},
        "indexes": [
            {"id": "g", "name": "ByG", "partition": ["gpk"], "sort": ["gsk"], "projection": projection(random)},
            {"id": "h", "name": "ByH", "partition": ["hpk"], "projection": projection(random)}
        ],
        "entities": [{"id": "thing", "name": "Thing", "attributes": carried}],
        "items": items
    }]}});
    Ok(from_json(&document.to_string())?)
}

/// Texts and pieces, the first of the names among them.
fn template(random: &mut Random, names: &[&str]) -> Vec<Json> {
    let mut parts = vec![json!("T#"), json!({"attribute": names[0]})];
    if random.percent(60) {
        parts.extend([json!("#"), json!({"attribute": random.pick(&names[1..])})]);
    }
    if random.percent(30) {
        parts.remove(0);
    }
    parts
}

fn projection(random: &mut Random) -> Json {
    random.pick(&[json!("ALL"), json!("KEYS_ONLY"), json!({"INCLUDE": ["e"]})]).clone()
}

fn item(random: &mut Random, number: usize) -> Json {
    let mut values = serde_json::Map::new();
    for name in SAID {
        let value = match name {
            "a" => json!({"S": format!("a{number}")}),
            "n" => json!({"N": random.pick(&NUMBERS)}),
            _ => json!({"S": random.pick(&WORDS)}),
        };
        values.insert(name.to_owned(), value);
    }
    json!({"id": format!("i{number}"), "entity": "thing", "values": values})
}

/// An update by what the key is made of, now and then by a condition, too.
fn pattern(random: &mut Random, number: usize, templates: &[(&str, Vec<Json>)]) -> Json {
    let pieces = templates[..2].iter().flat_map(|(_, template)| template);
    let mut asked: Vec<&str> = pieces.filter_map(|part| part["attribute"].as_str()).collect();
    asked.sort_unstable();
    asked.dedup();
    let compared = |name: &str, comparison: &str| json!({"attribute": name, "comparison": comparison, "parameter": format!("{name}_was")});
    let mut conditions: Vec<Json> = asked.iter().map(|name| compared(name, "equal")).collect();
    if random.percent(35) {
        conditions.push(compared("e", if random.percent(50) { "equal" } else { "not_equal" }));
    }
    let count = 1 + random.below(3);
    let changed = random.some(&["b", "c", "d", "d", "e", "n", "n"], count);
    let mut changed: Vec<&str> = changed;
    changed.sort_unstable();
    changed.dedup();
    json!({"id": format!("p{number}"), "name": format!("Update {number}"), "table": "t", "kind": "update",
        "entity": "thing", "conditions": conditions, "attributes": changed})
}
