//! The AWS command line: the input of `create-table`, and a script that makes the tables with all that hangs on them.

mod calls;
mod input;
mod replica;
mod scaling;
mod shell;

use tablewright_model::{Design, Field};

use crate::export::{Consumers, File, Held, Holds};
use crate::text::file_stem;
use crate::tree::Tree;
use shell::Script;

/// What the input of `create-table` has a place for.
pub(crate) const HOLDS_INPUT: Holds = Holds {
    table: Held::AllBut(&[
        Field::Autoscaling,
        Field::Kinesis,
        Field::Ttl,
        Field::Recovery,
        Field::Consistency,
        Field::Witness,
        Field::Insights,
    ]),
    index: Held::AllBut(&[Field::Autoscaling, Field::Insights]),
    replica: Held::Nothing,
    consumers: Consumers::Nothing,
    descriptions: false,
    ..Holds::RESOURCES
};

/// What the script carries out.
pub(crate) const HOLDS: Holds = Holds {
    replica: Held::AllBut(&[Field::Autoscaling]),
    consumers: Consumers::Lambda,
    descriptions: false,
    ..Holds::RESOURCES
};

/// For each table a file for `aws dynamodb create-table --cli-input-json file://…`.
pub(crate) fn inputs(design: &Design, aws_name: &dyn Fn(&str) -> String) -> Vec<File> {
    let mut taken = std::collections::BTreeSet::new();
    let mut free = |stem: String| {
        let numbered = (2..).map(|number: u32| format!("{stem}-{number}"));
        let name = std::iter::once(stem.clone()).chain(numbered).find(|name| !taken.contains(name));
        let name = name.unwrap_or(stem);
        taken.insert(name.clone());
        name
    };
    let file = |table: &tablewright_model::Table| File {
        path: format!("{}.json", free(file_stem(&table.name, "table"))),
        text: Tree::from(input::create_table(table, &aws_name(&table.name))).to_json(),
    };
    let files: Vec<_> = design.tables.iter().map(|table| table.as_ref()).map(file).collect();
    if files.is_empty() {
        return vec![File { path: "table.json".to_owned(), text: "{}\n".to_owned() }];
    }
    files
}

/// A script for `sh`: table after table, each with its waits, in an order that AWS takes.
pub(crate) fn script(design: &Design, aws_name: &dyn Fn(&str) -> String) -> String {
    let mut script = Script::new(&design.name);
    for table in &design.tables {
        calls::table(&mut script, table, &aws_name(&table.name));
    }
    script.finish()
}
