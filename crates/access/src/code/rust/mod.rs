//! Rust: a function for `aws-sdk-dynamodb` and tokio.

mod literal;

use std::collections::BTreeMap;

use tablewright_model::AttributeType;

use super::lines::Lines;
use super::names::{Names, Style, spelled};
use super::{Bit, Call, Each, Fetch, Field, Program, Sample, Text, Work};
use crate::verdict::Operation;
use literal::{escaped, is_long, literal, string};

const TAKEN: [&str; 66] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "struct", "super", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield", "client", "items", "item", "page", "keys", "asked", "answer",
    "wait", "start", "results", "before", "part", "all", "tokio",
];

/// An item, in full where the snippet must compile by itself.
const ITEM: &str = "HashMap<String, AttributeValue>";

pub(super) fn write(program: &Program) -> String {
    let names = Names::of(program, Style::Snake, &TAKEN);
    let mut writer = Writer { names, kinds: program.kinds(), lines: Lines::new("    ") };
    writer.head(program);
    writer.work(&program.work);
    writer.lines.close("}");
    writer.lines.finish()
}

struct Writer<'p> {
    names: Names,
    kinds: BTreeMap<&'p str, AttributeType>,
    lines: Lines,
}

impl Writer<'_> {
    fn head(&mut self, program: &Program) {
        self.imports(program);
        self.lines.blank();
        self.lines.line(format!("/// {}", program.title));
        if !program.notes.is_empty() {
            self.lines.line("///");
        }
        program.notes.iter().for_each(|note| self.lines.line(format!("/// - {note}")));
        let result = match &program.work {
            Work::One(call) if call.operation == Operation::GetItem => format!("Option<{ITEM}>"),
            Work::One(_) | Work::Together { is_read: false, .. } => "()".to_owned(),
            Work::Together { .. } => format!("Vec<Option<{ITEM}>>"),
            _ => format!("Vec<{ITEM}>"),
        };
        let name = spelled(&program.title, Style::Snake);
        let name = if TAKEN.contains(&name.as_str()) { format!("{name}_pattern") } else { name };
        self.lines.open(format!("pub async fn {name}(client: &Client) -> Result<{result}, Error> {{"));
        for variable in &program.variables {
            let value = match &variable.sample {
                Sample::One(value) => literal(value, value.kind() == AttributeType::N && is_long(value)),
                Sample::List(values) => {
                    let is_text = values.iter().any(is_long);
                    let values = values.iter().map(|value| literal(value, is_text));
                    format!("[{}]", values.collect::<Vec<_>>().join(", "))
                }
            };
            self.lines.line(format!("let {} = {value};", self.names.get(&variable.name)));
        }
        self.lines.blank();
    }

    fn imports(&mut self, program: &Program) {
        let has_result = !matches!(&program.work, Work::One(call) if call.operation != Operation::GetItem)
            && !matches!(program.work, Work::Together { is_read: false, .. });
        if has_result {
            self.lines.line("use std::collections::HashMap;");
        }
        if program.work.fetches() {
            self.lines.line("use std::time::Duration;");
        }
        if has_result || program.work.fetches() {
            self.lines.blank();
        }
        let mut types: Vec<&str> = Vec::new();
        if has_result || program.uses_values() {
            types.push("AttributeValue");
        }
        if program.work.fetches() {
            types.push("KeysAndAttributes");
        }
        if let Work::Together { is_read, calls } = &program.work {
            types.push(if *is_read { "TransactGetItem" } else { "TransactWriteItem" });
            types.extend(calls.iter().map(Call::part));
        }
        if matches!(&program.work, Work::Pages { call, .. } if call.whole) {
            types.push("Select");
        }
        types.sort_unstable();
        types.dedup();
        match types.as_slice() {
            [] => {}
            [one] => self.lines.line(format!("use aws_sdk_dynamodb::types::{one};")),
            several => self.lines.line(format!("use aws_sdk_dynamodb::types::{{{}}};", several.join(", "))),
        }
        self.lines.line("use aws_sdk_dynamodb::{Client, Error};");
    }

    fn work(&mut self, work: &Work) {
        match work {
            Work::One(call) => self.one(call),
            Work::Pages { each, call, most, fetch } => {
                self.pages(each, call, *most);
                self.fetch_items(fetch.as_ref());
            }
            Work::Search { call, fetch } => {
                self.sent("let answer = ", "search_vectors", call, "");
                let results = "answer.search_results.unwrap_or_default().into_iter()";
                self.lines.line(format!(
                    "let items: Vec<{ITEM}> = {results}.filter_map(|result| result.item).collect();"
                ));
                self.fetch_items(fetch.as_ref());
            }
            Work::Batch { each, key, fetch } => {
                self.lines.line(format!("let mut keys: Vec<{ITEM}> = Vec::new();"));
                self.loops(each);
                let pair =
                    |(name, text): &(String, Text)| format!("({name:?}.to_string(), {})", self.value(text));
                let pairs: Vec<String> = key.iter().map(pair).collect();
                self.lines.line(format!("keys.push(HashMap::from([{}]));", pairs.join(", ")));
                each.iter().for_each(|_| self.lines.close("}"));
                self.fetch(fetch);
            }
            Work::Together { is_read, calls } => self.together(*is_read, calls),
        }
    }

    fn one(&mut self, call: &Call) {
        let (begin, method) = match call.operation {
            Operation::GetItem => ("let answer = ", "get_item"),
            Operation::UpdateItem => ("", "update_item"),
            Operation::DeleteItem => ("", "delete_item"),
            _ => ("", "put_item"),
        };
        self.sent(begin, method, call, "");
        self.lines.line(if begin.is_empty() { "Ok(())" } else { "Ok(answer.item)" });
    }

    fn sent(&mut self, begin: &str, method: &str, call: &Call, start: &str) {
        self.lines.open(format!("{begin}client"));
        self.lines.line(format!(".{method}()"));
        self.fields(&call.fields());
        if !start.is_empty() {
            self.lines.line(start);
        }
        self.lines.line(".send()");
        self.lines.line(".await?;");
        self.lines.end();
    }

    fn fields(&mut self, fields: &[(&'static str, Field<'_>)]) {
        for (name, field) in fields {
            let method = spelled(name, Style::Snake);
            match field {
                Field::Text(text) => self.lines.line(format!(".{method}({})", string(text))),
                Field::Bool(truth) => self.lines.line(format!(".{method}({truth})")),
                Field::Number(number) => self.lines.line(format!(".{method}({number})")),
                Field::Whole => self.lines.line(".select(Select::AllAttributes)"),
                Field::Vector(name) => {
                    let vector = self.names.get(name);
                    self.lines.line(format!(".set_search_vector({vector}.as_l().ok().cloned())"));
                }
                Field::Names(names) => {
                    for (key, name) in *names {
                        self.lines.line(format!(".{method}({}, {})", string(key), string(name)));
                    }
                }
                Field::Values(values) => {
                    for (key, text) in *values {
                        let value = self.value(text);
                        self.lines.line(format!(".{method}({}, {value})", string(key)));
                    }
                }
            }
        }
    }

    fn pages(&mut self, each: &[Each], call: &Call, most: Option<u32>) {
        self.lines.line(format!("let mut items: Vec<{ITEM}> = Vec::new();"));
        self.loops(each);
        if most.is_some() && !each.is_empty() {
            self.lines.line("let before = items.len();");
        }
        self.lines.line("let mut start = None;");
        self.lines.open("loop {");
        let method = if call.operation == Operation::Scan { "scan" } else { "query" };
        self.sent("let page = ", method, call, ".set_exclusive_start_key(start)");
        self.lines.line("items.extend(page.items.unwrap_or_default());");
        self.lines.line("start = page.last_evaluated_key;");
        let found = if each.is_empty() { "items.len()" } else { "items.len() - before" };
        let enough = most.map(|most| format!(" || {found} >= {most}")).unwrap_or_default();
        self.lines.open(format!("if start.is_none(){enough} {{"));
        self.lines.line("break;");
        self.lines.close("}");
        self.lines.close("}");
        each.iter().for_each(|_| self.lines.close("}"));
        if let Some(most) = most.filter(|_| each.is_empty()) {
            self.lines.line(format!("items.truncate({most});"));
        }
    }

    /// The items that were found are keys of those that are wanted.
    fn fetch_items(&mut self, fetch: Option<&Fetch>) {
        match fetch {
            None => self.lines.line("Ok(items)"),
            Some(fetch) => {
                self.lines.blank();
                self.lines.line("let keys = items;");
                self.fetch(fetch);
            }
        }
    }

    fn fetch(&mut self, fetch: &Fetch) {
        let table = string(&fetch.table);
        self.lines.line("// A batch takes 100 keys, and its items come in any order.");
        self.lines.line(format!("let mut items: Vec<{ITEM}> = Vec::new();"));
        self.lines.open("for keys in keys.chunks(100) {");
        self.lines.open("let asked = KeysAndAttributes::builder()");
        self.lines.line(".set_keys(Some(keys.to_vec()))");
        self.fields(&fetch.fields());
        self.lines.line(".build()?;");
        self.lines.end();
        self.lines.line(format!("let mut asked = HashMap::from([({table}.to_string(), asked)]);"));
        self.lines.line("let mut wait = 50;");
        self.lines.open("while !asked.is_empty() {");
        self.lines.line("let answer = client.batch_get_item().set_request_items(Some(asked)).send().await?;");
        self.lines.line(format!(
            "items.extend(answer.responses.and_then(|mut all| all.remove({table})).unwrap_or_default());"
        ));
        self.lines.line("asked = answer.unprocessed_keys.unwrap_or_default();");
        self.lines.open("if !asked.is_empty() {");
        self.lines.line("tokio::time::sleep(Duration::from_millis(wait)).await;");
        self.lines.line("wait = (2 * wait).min(5000);");
        self.lines.close("}");
        self.lines.close("}");
        self.lines.close("}");
        self.lines.line("Ok(items)");
    }

    fn together(&mut self, is_read: bool, calls: &[Call]) {
        let (begin, method, kind) = match is_read {
            true => ("let answer = ", "transact_get_items", "TransactGetItem"),
            false => ("", "transact_write_items", "TransactWriteItem"),
        };
        self.lines.open(format!("{begin}client"));
        self.lines.line(format!(".{method}()"));
        for call in calls {
            let part = call.part();
            self.lines.open(".transact_items(");
            self.lines.open(format!("{kind}::builder()"));
            self.lines.open(format!(".{}(", part.to_lowercase()));
            self.lines.open(format!("{part}::builder()"));
            self.fields(&call.fields());
            self.lines.line(".build()?,");
            self.lines.end();
            self.lines.close(")");
            self.lines.line(".build(),");
            self.lines.end();
            self.lines.close(")");
        }
        self.lines.line(".send()");
        self.lines.line(".await?;");
        self.lines.end();
        let items = "Ok(answer.responses.unwrap_or_default().into_iter().map(|part| part.item).collect())";
        self.lines.line(if is_read { items } else { "Ok(())" });
    }

    fn loops(&mut self, each: &[Each]) {
        for Each { list, item } in each {
            self.lines.open(format!("for {} in &{} {{", self.names.get(item), self.names.get(list)));
        }
    }

    /// A value of an item.
    fn value(&self, text: &Text) -> String {
        let Some(variable) = text.variable() else {
            return format!("AttributeValue::S({})", self.joined(text));
        };
        let name = self.names.get(variable);
        match self.kinds.get(variable) {
            Some(AttributeType::N) => format!("AttributeValue::N({name}.to_string())"),
            Some(AttributeType::Bool) => format!("AttributeValue::Bool({name})"),
            Some(AttributeType::S) | None => format!("AttributeValue::S({name}.to_string())"),
            Some(_) => format!("{name}.clone()"),
        }
    }

    fn joined(&self, text: &Text) -> String {
        let is_plain = !text.bits.iter().any(|bit| matches!(bit, Bit::Variable(_)));
        let bit = |bit: &Bit| match bit {
            Bit::Variable(name) => format!("{{{}}}", self.names.get(name)),
            Bit::Highest if is_plain => "\\u{10ffff}".to_owned(),
            Bit::Highest => "\\u{{10ffff}}".replace("{{", "{").replace("}}", "}"),
            Bit::Text(plain) => {
                let inner = escaped(plain);
                if is_plain { inner } else { inner.replace('{', "{{").replace('}', "}}") }
            }
        };
        let joined: String = text.bits.iter().map(bit).collect();
        if is_plain { format!("\"{joined}\".to_string()") } else { format!("format!(\"{joined}\")") }
    }
}

impl Program {
    /// Whether any request carries values.
    fn uses_values(&self) -> bool {
        let uses = |call: &Call| !(call.key.is_empty() && call.item.is_empty() && call.values.is_empty());
        match &self.work {
            Work::One(call) => uses(call),
            Work::Together { calls, .. } => calls.iter().any(uses),
            _ => true,
        }
    }
}
