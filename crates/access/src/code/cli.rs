//! A shell script around the AWS CLI, version 2, which follows pages by itself.
//!
//! Values go into JSON as they are: one with quotes or backslashes in it must be escaped as JSON wants it. Batches
//! need `jq`, to ask again for what was left unprocessed.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tablewright_model::{AttributeType, AttributeValue};

use super::lines::{Lines, quoted};
use super::names::{Names, Style};
use super::{Bit, Call, Each, Fetch, Field, Program, Sample, Text, Work};
use crate::value::Value;
use crate::verdict::Operation;

const TAKEN: [&str; 38] = [
    "if", "then", "else", "elif", "fi", "case", "esac", "for", "select", "while", "until", "do", "done",
    "in", "function", "time", "key", "item", "names", "values", "keys", "asked", "answer", "wait", "actions",
    "path", "home", "user", "pwd", "shell", "lang", "ifs", "aws", "jq", "cat", "printf", "sleep", "read",
];

pub(super) fn write(program: &Program) -> String {
    let names = Names::of(program, Style::Snake, &TAKEN);
    let mut writer = Writer { names, kinds: program.kinds(), lines: Lines::new("  ") };
    writer.head(program);
    writer.work(&program.work);
    writer.lines.finish()
}

struct Writer<'p> {
    names: Names,
    kinds: BTreeMap<&'p str, AttributeType>,
    lines: Lines,
}

impl Writer<'_> {
    fn head(&mut self, program: &Program) {
        self.lines.line("#!/usr/bin/env bash");
        self.lines.line(format!("# {}", program.title));
        program.notes.iter().for_each(|note| self.lines.line(format!("# - {note}")));
        self.lines.line("set -euo pipefail");
        self.lines.blank();
        let vector = match &program.work {
            Work::Search { call, .. } => call.vector.as_deref(),
            _ => None,
        };
        for variable in &program.variables {
            let name = self.names.get(&variable.name);
            let value = match &variable.sample {
                Sample::One(Value::List(numbers)) if vector == Some(variable.name.as_str()) => {
                    let numbers: Vec<String> = numbers.iter().map(attribute).collect();
                    word(&format!("[{}]", numbers.join(", ")))
                }
                Sample::One(value) => word(&plain(value)),
                Sample::List(values) => {
                    format!(
                        "({})",
                        values.iter().map(|value| word(&plain(value))).collect::<Vec<_>>().join(" ")
                    )
                }
            };
            self.lines.line(format!("{name}={value}"));
        }
        if !program.variables.is_empty() {
            self.lines.blank();
        }
    }

    fn work(&mut self, work: &Work) {
        match work {
            Work::One(call) => self.called("", call, &[]),
            Work::Pages { each, call, most, fetch } => self.pages(each, call, *most, fetch.as_ref()),
            Work::Search { call, fetch: None } => self.called("", call, &[]),
            Work::Search { call, fetch: Some(fetch) } => {
                self.called("keys=$(", call, &["--query 'SearchResults[].Item'"]);
                self.fetch(fetch, "\"$keys\"");
            }
            Work::Batch { each, key, fetch } => {
                self.lines.line("keys=()");
                self.loops(each);
                self.json("key", key);
                self.lines.line("keys+=(\"$key\")");
                each.iter().for_each(|_| self.lines.close("done"));
                self.fetch(fetch, "\"$(printf '%s' \"${keys[@]}\" | jq -s .)\"");
            }
            Work::Together { is_read, calls } => self.together(*is_read, calls),
        }
    }

    /// Values first, in variables of their own, then the call.
    fn called(&mut self, begin: &str, call: &Call, more: &[&str]) {
        let fields = call.fields();
        self.prepare(&fields);
        let mut lines = vec![format!("{begin}aws dynamodb {}", kebab(call.operation.name()))];
        lines.extend(fields.iter().map(|(name, field)| self.flag(name, field)));
        lines.extend(more.iter().map(|more| (*more).to_owned()));
        if !begin.is_empty() {
            lines.push("--output json)".to_owned());
        }
        let last = lines.len() - 1;
        for (at, line) in lines.iter().enumerate() {
            let end = if at == last { "" } else { " \\" };
            self.lines.line(format!("{}{line}{end}", if at == 0 { "" } else { "  " }));
        }
    }

    fn prepare(&mut self, fields: &[(&'static str, Field<'_>)]) {
        for (name, field) in fields {
            if let Field::Values(values) = field {
                self.json(holder(name), values);
            }
        }
    }

    fn flag(&self, name: &str, field: &Field<'_>) -> String {
        let flag = kebab(name);
        match field {
            Field::Text(text) => format!("--{flag} {}", word(text)),
            Field::Bool(true) => format!("--{flag}"),
            Field::Bool(false) => format!("--no-{flag}"),
            // The CLI follows pages up to a number of items.
            Field::Number(number) if *name == *"Limit" => format!("--max-items {number}"),
            Field::Number(number) => format!("--{flag} {number}"),
            Field::Whole => "--select ALL_ATTRIBUTES".to_owned(),
            Field::Vector(name) => format!("--{flag} \"${}\"", self.names.get(name)),
            Field::Names(names) => {
                let pair = |(key, name): (&String, &String)| format!("{}: {}", quoted(key), quoted(name));
                format!(
                    "--{flag} {}",
                    word(&format!("{{{}}}", names.iter().map(pair).collect::<Vec<_>>().join(", ")))
                )
            }
            Field::Values(_) => format!("--{flag} \"${}\"", holder(name)),
        }
    }

    /// A variable with JSON, in which the shell puts the values.
    fn json(&mut self, holder: &str, values: &[(String, Text)]) {
        self.lines.line(format!("{holder}=$(cat <<JSON"));
        let last = values.len().saturating_sub(1);
        self.lines.flush("{");
        for (at, (name, text)) in values.iter().enumerate() {
            let end = if at == last { "" } else { "," };
            let line = format!("  {}: {}{end}", here(&quoted(name)), self.value(text));
            self.lines.flush(&line);
        }
        self.lines.flush("}");
        self.lines.flush("JSON");
        self.lines.flush(")");
    }

    fn pages(&mut self, each: &[Each], call: &Call, most: Option<u32>, fetch: Option<&Fetch>) {
        // A filter leaves the count to the application, and to the CLI.
        let most = most.filter(|_| call.limit.is_none()).map(|most| format!("--max-items {most}"));
        let mut more: Vec<&str> = most.as_deref().into_iter().collect();
        self.loops(each);
        match fetch {
            None => self.called("", call, &more),
            Some(fetch) => {
                more.push("--query Items");
                self.called("keys=$(", call, &more);
                self.fetch(fetch, "\"$keys\"");
            }
        }
        each.iter().for_each(|_| self.lines.close("done"));
    }

    fn fetch(&mut self, fetch: &Fetch, keys: &str) {
        let mut with = String::new();
        for (name, field) in fetch.fields() {
            let value = match field {
                Field::Text(text) => quoted(text),
                Field::Bool(truth) => truth.to_string(),
                Field::Names(names) => serde_json::to_string(names).unwrap_or_default(),
                _ => continue,
            };
            with.push_str(&format!(", {}: {value}", quoted(name)));
        }
        let batch = format!(
            "range(0; length; 100) as $at | {{{}: {{\"Keys\": .[$at:$at + 100]{with}}}}}",
            quoted(&fetch.table)
        );
        self.lines.line("# A batch takes 100 keys, and its items come in any order.");
        self.lines.open(format!("printf '%s' {keys} | jq -c {} | while read -r asked; do", word(&batch)));
        self.lines.line("wait=1");
        self.lines.open("while [ \"$asked\" != '{}' ]; do");
        self.lines.line("answer=$(aws dynamodb batch-get-item --request-items \"$asked\" --output json)");
        self.lines.line("printf '%s\\n' \"$answer\"");
        self.lines.line("asked=$(printf '%s' \"$answer\" | jq -c '.UnprocessedKeys // {}')");
        self.lines.open("if [ \"$asked\" != '{}' ]; then");
        self.lines.line("sleep \"$wait\"");
        self.lines.line("wait=$((wait < 8 ? 2 * wait : 8))");
        self.lines.close("fi");
        self.lines.close("done");
        self.lines.close("done");
    }

    fn together(&mut self, is_read: bool, calls: &[Call]) {
        self.lines.line("actions=$(cat <<JSON");
        self.lines.flush("[");
        let last = calls.len().saturating_sub(1);
        for (at, call) in calls.iter().enumerate() {
            self.lines.flush(&format!("  {{{}: {{", quoted(call.part())));
            let fields: Vec<String> =
                call.fields().iter().map(|(name, field)| self.member(name, field)).collect();
            self.lines.flush(&format!("    {}", fields.join(",\n    ")));
            self.lines.flush(if at == last { "  }}" } else { "  }}," });
        }
        self.lines.flush("]");
        self.lines.flush("JSON");
        self.lines.flush(")");
        let operation = if is_read { Operation::TransactGetItems } else { Operation::TransactWriteItems };
        self.lines.line(format!("aws dynamodb {} --transact-items \"$actions\"", kebab(operation.name())));
    }

    fn member(&self, name: &str, field: &Field<'_>) -> String {
        let value = match field {
            Field::Text(text) => here(&quoted(text)),
            Field::Bool(truth) => truth.to_string(),
            Field::Number(number) => number.to_string(),
            Field::Names(names) => here(&serde_json::to_string(names).unwrap_or_default()),
            Field::Values(values) => {
                let pair =
                    |(name, text): &(String, Text)| format!("{}: {}", here(&quoted(name)), self.value(text));
                format!("{{{}}}", values.iter().map(pair).collect::<Vec<_>>().join(", "))
            }
            Field::Vector(_) | Field::Whole => "null".to_owned(),
        };
        format!("{}: {value}", quoted(name))
    }

    fn loops(&mut self, each: &[Each]) {
        for Each { list, item } in each {
            let (item, list) = (self.names.get(item), self.names.get(list));
            self.lines.open(format!("for {item} in \"${{{list}[@]}}\"; do"));
        }
    }

    /// A value of an item, in JSON in which the shell looks for variables.
    fn value(&self, text: &Text) -> String {
        let Some(variable) = text.variable() else {
            let bits: String = text.bits.iter().map(|bit| self.bit(bit)).collect();
            return format!("{{\"S\": \"{bits}\"}}");
        };
        let name = self.names.get(variable);
        match self.kinds.get(variable) {
            Some(AttributeType::Bool) => format!("{{\"BOOL\": ${name}}}"),
            Some(kind @ (AttributeType::N | AttributeType::B)) => {
                format!("{{\"{}\": \"${name}\"}}", kind.descriptor())
            }
            Some(AttributeType::S) | None => format!("{{\"S\": \"${name}\"}}"),
            Some(_) => format!("${name}"),
        }
    }

    fn bit(&self, bit: &Bit) -> String {
        match bit {
            Bit::Variable(name) => format!("${{{}}}", self.names.get(name)),
            Bit::Highest => "\\udbff\\udfff".to_owned(),
            Bit::Text(plain) => here(unquoted(&quoted(plain))),
        }
    }
}

/// The variable that holds a field's JSON.
fn holder(field: &str) -> &'static str {
    match field {
        "Key" => "key",
        "Item" => "item",
        _ => "values",
    }
}

fn unquoted(text: &str) -> &str {
    text.get(1..text.len().saturating_sub(1)).unwrap_or_default()
}

/// What a variable holds: texts escaped as in JSON, numbers, base 64, and the rest as JSON of DynamoDB.
fn plain(value: &Value) -> String {
    match value {
        Value::S(text) => unquoted(&quoted(text)).to_owned(),
        Value::N(number) => number.to_string(),
        Value::B(bytes) => STANDARD.encode(bytes),
        Value::Bool(truth) => truth.to_string(),
        other => attribute(other),
    }
}

fn attribute(value: &Value) -> String {
    serde_json::to_string(&AttributeValue::from(value.clone())).unwrap_or_default()
}

/// A word that the shell takes as it is.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-.:/@%+".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Text in a here document, in which the shell looks for variables, commands and backslashes.
fn here(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('`', "\\`")
}

fn kebab(name: &str) -> String {
    let mut kebab = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.push(c.to_ascii_lowercase());
    }
    kebab
}
