//! The designs of the gallery: in canonical form, and without fault.

use std::fs;
use std::path::PathBuf;

use tablewright_model::{Design, from_json, to_json, validate};

fn examples() -> Vec<(PathBuf, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/examples");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn game_scores() -> Design {
    let found = examples().into_iter().find(|(path, _)| path.ends_with("game-scores.json"));
    from_json(&found.unwrap().1).unwrap()
}

#[test]
fn every_example_is_in_canonical_form() {
    assert!(!examples().is_empty());
    for (path, text) in examples() {
        let design = from_json(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(to_json(&design) == text, "{} is not as `to_json` writes it", path.display());
    }
}

#[test]
fn nothing_is_wrong_with_any_example() {
    for (path, text) in examples() {
        let found = validate(&from_json(&text).unwrap());
        assert_eq!(found, vec![], "{}", path.display());
    }
}

#[test]
fn every_item_of_an_example_has_its_key_and_only_declared_attributes_of_their_type() {
    for (path, text) in examples() {
        for table in &from_json(&text).unwrap().tables {
            for item in &table.items {
                let at = format!("{}, item {}", path.display(), item.id);
                for key in table.key.attributes() {
                    assert!(item.values.contains_key(table.attribute_name(key)), "{at}");
                }
                for (name, value) in &item.values {
                    let declared = table.attributes.iter().find(|attribute| attribute.name == *name);
                    let json = serde_json::to_value(value).unwrap();
                    let descriptor = json.as_object().unwrap().keys().next().unwrap();
                    assert_eq!(
                        declared.map(|attribute| attribute.kind.descriptor()),
                        Some(&**descriptor),
                        "{at}"
                    );
                }
            }
        }
    }
}

#[test]
fn game_scores_teaches_what_the_first_run_shows() {
    let design = game_scores();
    let table = design.tables.iter().next().unwrap();
    let name = |id| table.attribute_name(id);
    assert_eq!(table.key.attributes().map(name).collect::<Vec<_>>(), ["UserId", "GameTitle"]);
    let index = table.indexes.iter().next().unwrap();
    assert_eq!(index.keys().map(name).collect::<Vec<_>>(), ["GameTitle", "TopScore"]);
    assert_eq!(table.stream.map(|view| view.term()), Some("NEW_IMAGE"));
    assert_eq!(table.ttl.map(name), Some("ExpiresAt"));
    assert_eq!((table.items.len(), design.patterns.len()), (9, 5));
}
