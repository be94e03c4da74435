//! A diagram of a design for Mermaid: tables with their keys, and what hangs on them.
//!
//! Mermaid has no escapes, so that names are reduced to what it takes; the full names are in the labels.

use std::fmt::Write as _;

use tablewright_model::{Attribute, AttributeId, Design, Table};

use crate::export::Holds;

/// A picture holds nothing.
pub(crate) const HOLDS: Holds = Holds::VIEW;

/// The design as an entity-relationship diagram.
pub(crate) fn write(design: &Design) -> String {
    let mut out = "erDiagram\n".to_owned();
    for (number, table) in design.tables.iter().enumerate() {
        write_table(&mut out, table, number);
    }
    out
}

const PARTITION: &str = "partition key";
const SORT: &str = "sort key";

fn write_table(out: &mut String, table: &Table, number: usize) {
    let this = format!("t{number}");
    entity(out, &this, &table.name, &rows(table));
    let global = table.indexes.iter().map(|index| {
        let key = [(PARTITION, index.partition.as_slice()), (SORT, index.sort.as_slice())];
        (&index.name, "GSI", keys(table, key))
    });
    let local = table.local_indexes.iter().map(|index| {
        let key = [(PARTITION, table.key.partition.as_slice()), (SORT, index.sort.as_slice())];
        (&index.name, "LSI", keys(table, key))
    });
    let vector = table.vector_indexes.iter().map(|index| {
        let key = [(PARTITION, index.partition.as_slice()), ("vector", index.vector.as_slice())];
        (&index.name, "vector index", keys(table, key))
    });
    for (at, (name, kind, rows)) in global.chain(local).chain(vector).enumerate() {
        let index = format!("{this}i{at}");
        entity(out, &index, name, &rows);
        // Writing to a string does not fail.
        let _ = writeln!(out, "  {this} ||--o{{ {index} : {}", label(kind));
    }
    for (at, one) in table.entities.iter().enumerate() {
        let own = format!("{this}e{at}");
        let attributes: Vec<_> = one.attributes.iter().map(|carried| carried.attribute).collect();
        entity(out, &own, &one.name, &plain(table, &attributes));
        let _ = writeln!(out, "  {this} ||--o{{ {own} : holds");
    }
    for (at, consumer) in table.consumers.iter().enumerate() {
        let own = format!("{this}c{at}");
        entity(out, &own, &consumer.name, &[]);
        let _ =
            writeln!(out, "  {this} }}o--|| {own} : {}", label(&format!("feeds {}", consumer.kind.label())));
    }
}

fn entity(out: &mut String, id: &str, name: &str, rows: &[String]) {
    if rows.is_empty() {
        let _ = writeln!(out, "  {id}[{}]", label(name));
        return;
    }
    let _ = writeln!(out, "  {id}[{}] {{", label(name));
    for row in rows {
        let _ = writeln!(out, "    {row}");
    }
    out.push_str("  }\n");
}

/// Every attribute, those of the key marked.
fn rows(table: &Table) -> Vec<String> {
    let role = |id: AttributeId| match id {
        id if table.key.partition == Some(id) => " PK \"partition key\"",
        id if table.key.sort == Some(id) => " PK \"sort key\"",
        id if table.ttl == Some(id) => " \"time of expiry\"",
        _ => "",
    };
    let row = |attribute: &Attribute| format!("{}{}", typed(attribute), role(attribute.id));
    table.attributes.iter().map(|attribute| row(attribute)).collect()
}

fn keys(table: &Table, keys: [(&str, &[AttributeId]); 2]) -> Vec<String> {
    let row = |role: &str, row: String| format!("{row} PK \"{role}\"");
    let rows = |(role, ids): (&str, &[AttributeId])| {
        plain(table, ids).into_iter().map(|one| row(role, one)).collect::<Vec<_>>()
    };
    keys.map(rows).concat()
}

fn plain(table: &Table, ids: &[AttributeId]) -> Vec<String> {
    ids.iter().filter_map(|id| table.attribute(*id)).map(typed).collect()
}

/// The type and the name: letters, digits and `_`, and none of the words that mark keys.
fn typed(attribute: &Attribute) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = attribute.name.chars().map(plain).collect();
    let before = if name.starts_with(|c: char| c.is_ascii_alphabetic()) { "" } else { "_" };
    let after = if ["PK", "FK", "UK"].contains(&name.as_str()) { "_" } else { "" };
    format!("{} {before}{name}{after}", attribute.kind.descriptor())
}

/// A text in quotes, which it can't have itself.
fn label(text: &str) -> String {
    let shown = |c: char| match c {
        '"' => '\'',
        '`' | '[' | ']' | '{' | '}' | '%' | ';' | '#' | '<' | '>' | '\\' => ' ',
        c if crate::text::is_hidden(c) => ' ',
        c => c,
    };
    let text: String = text.chars().map(shown).collect();
    let text = text.trim();
    format!("\"{}\"", if text.is_empty() { "(no name)" } else { text })
}

#[cfg(test)]
mod tests {
    use tablewright_model::AttributeType;

    use super::*;

    #[test]
    fn names_are_words_that_mermaid_does_not_take_for_keys() {
        for (name, expected) in [
            ("PK", "S PK_"),
            ("GSI1-PK", "S GSI1_PK"),
            ("PK-1", "S PK_1"),
            ("1st", "S _1st"),
            ("größe", "S gr__e"),
            ("", "S _"),
        ] {
            let id = "a".parse().unwrap();
            assert_eq!(typed(&Attribute::new(id, name, AttributeType::S)), expected);
        }
    }

    #[test]
    fn labels_have_nothing_that_ends_them() {
        assert_eq!(label("a \"b\" [c]\n{d}"), "\"a 'b'  c   d\"");
        assert_eq!(label(""), "\"(no name)\"");
    }
}
