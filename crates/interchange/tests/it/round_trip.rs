//! A design that goes out and comes back is the same, as far as the format says that it holds it.
//!
//! Two designs are compared by names, since ids don't travel; what a format can't hold is taken out of the original
//! here, and must be what the writer tells.

use proptest::prelude::*;
use serde_json::{Map, Value};
use tablewright_interchange::{
    ExportFormat, ExportOptions, Import, IndexStyle, Layout, Source, TerraformOptions, export, import,
};
use tablewright_model::{Consistency, Design, GlobalIndex, Item, Replica, Table, Values, to_json};
use tablewright_testkit::arbitrary;

/// What a format doesn't hold, as paths in a table; `*` is every entry of a list.
struct Lost {
    paths: &'static [&'static str],
}

/// What resources of AWS have no place for.
const BESIDE_AWS: &[&str] = &[
    "/description",
    "/entities",
    "/items",
    "/position",
    "/consumers/*/description",
    "/consumers/*/name",
    "/consumers/*/needs",
    "/indexes/*/description",
    "/local_indexes/*/description",
];

fn back(design: &Design, options: impl Into<ExportOptions>) -> (Import, Vec<(String, String)>) {
    let exported = export(design, options);
    let files: Vec<(String, String)> =
        exported.files().iter().map(|file| (file.path.clone(), file.text.clone())).collect();
    let sources: Vec<_> = files.iter().map(|(path, text)| Source { path, bytes: text.as_bytes() }).collect();
    (import(&sources, None), files)
}

/// The tables of a design by name, without ids and without what is lost.
fn tables(design: &Design, lost: &Lost, holds_attributes: bool) -> Vec<Value> {
    let document: Value = serde_json::from_str(&to_json(design)).unwrap();
    let mut tables: Vec<Value> = document.pointer("/design/tables").unwrap().as_array().unwrap().clone();
    for table in &mut tables {
        named(table);
        if !lost.paths.contains(&"/replicas") {
            followed(table);
        }
        for path in BESIDE_AWS.iter().filter(|_| !holds_attributes).chain(lost.paths) {
            without(table, &path.split('/').skip(1).collect::<Vec<_>>());
        }
        attributes(table, holds_attributes);
        sorted(table);
    }
    tables.sort_by_key(|table| table["name"].as_str().unwrap().to_owned());
    tables
}

/// Names instead of the ids of attributes and indexes.
fn named(table: &mut Value) {
    let lists = ["attributes", "indexes", "local_indexes", "vector_indexes", "entities"];
    let entries = lists.iter().filter_map(|list| table.get(list)?.as_array()).flatten();
    let names: Map<String, Value> =
        entries.filter_map(|entry| Some((entry["id"].as_str()?.to_owned(), entry["name"].clone()))).collect();
    rename(table, &names, "");
}

const REFERENCES: [&str; 9] =
    ["partition", "sort", "ttl", "INCLUDE", "vector", "filters", "index", "attribute", "entity"];

fn rename(value: &mut Value, names: &Map<String, Value>, key: &str) {
    match value {
        Value::String(text) if REFERENCES.contains(&key) => {
            if let Some(name) = names.get(text) {
                *value = name.clone();
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| rename(value, names, key)),
        Value::Object(map) => {
            map.remove("id");
            map.iter_mut().for_each(|(key, value)| rename(value, names, key));
        }
        _ => {}
    }
}

/// A replica that says what its table says, says nothing; and where reads are scaled their capacity is the scaling's.
/// So is all that is scaled of a table with replicas.
fn followed(table: &mut Value) {
    let is_replicated = table["replicas"].as_array().is_some_and(|replicas| !replicas.is_empty());
    if is_replicated {
        let is_scaled = ["read", "write"].map(|side| !table["autoscaling"][side].is_null());
        started(table.pointer_mut("/billing/provisioned"), is_scaled);
        for index in table["indexes"].as_array_mut().into_iter().flatten() {
            let is_scaled = ["read", "write"].map(|side| !index["autoscaling"][side].is_null());
            started(index.get_mut("capacity"), is_scaled);
        }
    }
    let scaling = table.pointer("/autoscaling/read").cloned();
    for replica in table["replicas"].as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        if scaling.is_some() || replica.contains_key("read_scaling") {
            replica.remove("read_capacity");
        }
        if replica.get("read_scaling") == scaling.as_ref() {
            replica.remove("read_scaling");
        }
    }
}

/// Without the capacity of what is scaled.
fn started(capacity: Option<&mut Value>, is_scaled: [bool; 2]) {
    let Some(capacity) = capacity.and_then(Value::as_object_mut) else { return };
    for (side, is_scaled) in ["read", "write"].into_iter().zip(is_scaled) {
        if is_scaled {
            capacity.remove(side);
        }
    }
}

/// Only attributes that a key uses are said with their types; of others nothing, or no more than their names.
fn attributes(table: &mut Value, holds_attributes: bool) {
    let text = |value: &Value| serde_json::to_string(value).unwrap();
    let mut keys = vec![text(&table["key"])];
    for list in ["indexes", "local_indexes", "vector_indexes"] {
        for index in table[list].as_array().into_iter().flatten() {
            keys.extend(["partition", "sort", "filters"].iter().map(|part| text(&index[*part])));
        }
    }
    if let Some(list) = table["attributes"].as_array_mut() {
        let is_used = |attribute: &Value| {
            let name = text(&attribute["name"]);
            holds_attributes || keys.iter().any(|keys| keys.contains(&name))
        };
        list.retain(is_used);
        list.iter_mut().filter_map(Value::as_object_mut).for_each(|attribute| {
            attribute.retain(|member, _| member == "name" || member == "type");
        });
        list.sort_by_key(|attribute| attribute["name"].as_str().unwrap().to_owned());
    }
}

fn without(value: &mut Value, path: &[&str]) {
    match (path, value) {
        (["*", rest @ ..], Value::Array(values)) => values.iter_mut().for_each(|value| without(value, rest)),
        ([last], Value::Object(map)) => drop(map.remove(*last)),
        ([first, rest @ ..], Value::Object(map)) => {
            map.get_mut(*first).into_iter().for_each(|value| without(value, rest));
        }
        _ => {}
    }
}

/// Lists that are sets in the languages, and JSON in texts, which they write as they please.
fn sorted(table: &mut Value) {
    let parsed = |text: &mut Value| *text = serde_json::from_str(text.as_str().unwrap()).unwrap();
    table.get_mut("policy").into_iter().for_each(parsed);
    let replicas = table["replicas"].as_array_mut().into_iter().flatten();
    replicas.filter_map(|replica| replica.get_mut("policy")).for_each(parsed);
    for consumer in table["consumers"].as_array_mut().into_iter().flatten() {
        let filters = consumer.pointer_mut("/kind/lambda/filters").and_then(Value::as_array_mut);
        filters.into_iter().flatten().for_each(parsed);
    }
    for index in table["indexes"].as_array_mut().into_iter().flatten() {
        if let Some(names) = index.pointer_mut("/projection/INCLUDE").and_then(Value::as_array_mut) {
            names.sort_by_key(ToString::to_string);
        }
    }
    for list in ["indexes", "local_indexes", "vector_indexes", "replicas", "consumers"] {
        if let Some(list) = table[list].as_array_mut() {
            list.sort_by_key(|entry| {
                entry.get("name").or_else(|| entry.get("region")).map(ToString::to_string)
            });
        }
    }
    if let Some(map) = table.as_object_mut() {
        map.retain(|_, value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()));
    }
}

fn compare(
    design: &Design,
    options: impl Into<ExportOptions>,
    lost: &Lost,
    holds_attributes: bool,
) -> Result<(), TestCaseError> {
    let (import, files) = back(design, options);
    let read = import.design.unwrap_or_default();
    let (read, expected) = (tables(&read, lost, holds_attributes), tables(design, lost, holds_attributes));
    for (read, expected) in read.iter().zip(&expected) {
        for key in expected.as_object().unwrap().keys().chain(read.as_object().unwrap().keys()) {
            prop_assert_eq!(
                read.get(key),
                expected.get(key),
                "{} of {}\n{:#?}\n{:?}",
                key,
                expected["name"],
                import.report,
                files
            );
        }
    }
    prop_assert_eq!(read.len(), expected.len());
    Ok(())
}

const TERRAFORM: Lost = Lost {
    paths: &[
        "/replicas/*/read_capacity",
        "/replicas/*/read_scaling",
        "/replicas/*/max_read",
        "/replicas/*/index_reads",
        "/replicas/*/recovery/days",
    ],
};
const CLOUDFORMATION: Lost = Lost { paths: &[] };
const CREATE_TABLE: Lost = Lost {
    paths: &[
        "/autoscaling",
        "/kinesis",
        "/ttl",
        "/recovery",
        "/consistency",
        "/witness",
        "/insights",
        "/indexes/*/autoscaling",
        "/indexes/*/insights",
        "/replicas",
        "/consumers",
    ],
};

const WORKBENCH: Lost = Lost {
    paths: &[
        "/description",
        "/entities",
        "/items",
        "/local_indexes",
        "/vector_indexes",
        "/maximum",
        "/warm",
        "/class",
        "/stream",
        "/kinesis",
        "/consumers",
        "/consistency",
        "/replicas",
        "/witness",
        "/ttl",
        "/recovery",
        "/encryption",
        "/deletion_protection",
        "/policy",
        "/insights",
        "/tags",
        "/indexes/*/description",
        "/indexes/*/autoscaling",
        "/indexes/*/maximum",
        "/indexes/*/warm",
        "/indexes/*/insights",
        "/indexes/*/capacity",
    ],
};

/// A model has no indexes with several attributes in a key.
fn narrow(design: &Design) -> Design {
    let narrow = |table: &Table| {
        let is_narrow = |index: &&GlobalIndex| index.partition.len() == 1 && index.sort.len() <= 1;
        let indexes = table.indexes.iter().map(AsRef::as_ref).filter(is_narrow).cloned().collect();
        Table { indexes, ..table.clone() }
    };
    Design { tables: design.tables.iter().map(|table| narrow(table)).collect(), ..design.clone() }
}

/// A class of a replica is said by a resource, and strong consistency by a block; and a replica may have a policy.
fn with_replicas(design: &Design, policy: &str) -> Design {
    let tables = design.tables.iter().map(|table| {
        let is_strong = table.consistency == Consistency::Strong;
        let replica = |replica: &Replica| Replica {
            class: replica.class.filter(|_| !is_strong),
            policy: Some(policy.to_owned()).filter(|_| replica.deletion_protection),
            ..replica.clone()
        };
        Table { replicas: table.replicas.iter().map(|one| replica(one)).collect(), ..(**table).clone() }
    });
    Design { tables: tables.collect(), ..design.clone() }
}

/// Items with the names of their entities.
fn items(table: &Table) -> Vec<(Values, Option<String>)> {
    let entity = |item: &Item| Some(table.entity(item.entity?)?.name.clone());
    table.items.iter().map(|item| (item.values.clone(), entity(item))).collect()
}

fn terraform(format: ExportFormat, layout: Layout, indexes: IndexStyle) -> ExportOptions {
    let terraform = TerraformOptions { layout, indexes, ..TerraformOptions::default() };
    ExportOptions { terraform, ..format.into() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn documents_come_back(design in arbitrary::whole_designs()) {
        let (import, _) = back(&design, ExportFormat::Json);
        prop_assert_eq!(import.design, Some(design));
    }

    #[test]
    fn terraform_comes_back(design in arbitrary::whole_designs(), style in 0..IndexStyle::ALL.len(), layout in 0..Layout::ALL.len(), is_json: bool) {
        let format = if is_json { ExportFormat::TerraformJson } else { ExportFormat::Terraform };
        let design = with_replicas(&design, r#"{"Version":"2012-10-17","Statement":[]}"#);
        compare(&design, terraform(format, Layout::ALL[layout], IndexStyle::ALL[style]), &TERRAFORM, false)?;
    }

    #[test]
    fn cloudformation_comes_back(design in arbitrary::whole_designs(), is_json: bool) {
        let format = if is_json { ExportFormat::CloudFormationJson } else { ExportFormat::CloudFormation };
        compare(&design, format, &CLOUDFORMATION, false)?;
    }

    #[test]
    fn models_of_workbench_come_back(design in arbitrary::whole_designs()) {
        let design = narrow(&design);
        compare(&design, ExportFormat::Workbench, &WORKBENCH, true)?;
        let (import, _) = back(&design, ExportFormat::Workbench);
        let items = |design: &Design| design.tables.iter().map(|table| items(table)).collect::<Vec<_>>();
        prop_assert_eq!(items(&import.design.unwrap_or_default()), items(&design));
    }

    #[test]
    fn inputs_of_create_table_come_back(design in arbitrary::whole_designs()) {
        compare(&design, ExportFormat::CreateTable, &CREATE_TABLE, false)?;
    }
}
