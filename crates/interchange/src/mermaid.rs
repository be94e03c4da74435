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

fn write_table(out: &mut String, table: &Table, number: usize) {
    let this = format!("t{number}");
    entity(out, &this, &table.name, &rows(table));
    let global =
        table.indexes.iter().map(|index| (&index.name, "GSI", keys(table, &index.partition, &index.sort)));
    let local = table.local_indexes.iter().map(|index| {
        (&index.name, "LSI", keys(table, table.key.partition.as_slice(), index.sort.as_slice()))
    });
    let vector = table.vector_indexes.iter().map(|index| {
        (&index.name, "vector index", keys(table, index.partition.as_slice(), index.vector.as_slice()))
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

fn keys(table: &Table, partition: &[AttributeId], sort: &[AttributeId]) -> Vec<String> {
    let of = |ids: &[AttributeId], role: &str| {
        let rows = plain(table, ids).into_iter();
        rows.map(|row| format!("{row} PK \"{role} key\"")).collect::<Vec<_>>()
    };
    [of(partition, "partition"), of(sort, "sort")].concat()
}

fn plain(table: &Table, ids: &[AttributeId]) -> Vec<String> {
    ids.iter().filter_map(|id| table.attribute(*id)).map(typed).collect()
}

/// The type and the name, which begins with a letter and has letters, digits, `-` and `_`.
fn typed(attribute: &Attribute) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' };
    let name: String = attribute.name.chars().map(plain).collect();
    let is_word = name.starts_with(|c: char| c.is_ascii_alphabetic());
    format!("{} {}{name}", attribute.kind.descriptor(), if is_word { "" } else { "a_" })
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
