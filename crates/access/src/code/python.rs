//! Python: boto3, whose resource's client takes and gives plain values.

use super::lines::{Lines, quoted};
use super::names::{Names, Style};
use super::{Bit, Call, Each, Fetch, Field, Program, Sample, Text, Work};
use crate::value::{Attributes, Value};
use crate::verdict::Operation;

const TAKEN: [&str; 57] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "boto3",
    "time", "client", "items", "item", "request", "page", "keys", "key", "asked", "answer", "wait", "start",
    "min", "range", "len", "bytes", "decimal", "print", "set", "before", "Decimal",
];

pub(super) fn write(program: &Program) -> String {
    let mut writer = Writer { names: Names::of(program, Style::Snake, &TAKEN), lines: Lines::new("    ") };
    writer.head(program);
    writer.work(&program.work);
    writer.lines.finish()
}

struct Writer {
    names: Names,
    lines: Lines,
}

impl Writer {
    fn head(&mut self, program: &Program) {
        self.lines.line(format!("# {}", program.title));
        program.notes.iter().for_each(|note| self.lines.line(format!("# - {note}")));
        if program.work.fetches() {
            self.lines.line("import time");
        }
        if program.variables.iter().any(|variable| variable.sample.has_fraction()) {
            self.lines.line("from decimal import Decimal");
        }
        self.lines.blank();
        self.lines.line("import boto3");
        self.lines.blank();
        for variable in &program.variables {
            let value = match &variable.sample {
                Sample::One(value) => literal(value),
                Sample::List(values) => list(values.iter()),
            };
            self.lines.line(format!("{} = {value}", self.names.get(&variable.name)));
        }
        self.lines.blank();
        // The resource's own client speaks plain Python values; the plain client wants {"S": ...}.
        self.lines.line("client = boto3.resource(\"dynamodb\").meta.client");
    }

    fn work(&mut self, work: &Work) {
        match work {
            Work::One(call) => self.one(call),
            Work::Pages { each, call, most, fetch } => self.pages(each, call, *most, fetch.as_ref()),
            Work::Search { call, fetch } => {
                self.called("answer", "search_vectors", call);
                self.lines.line("items = [result[\"Item\"] for result in answer[\"SearchResults\"]]");
                fetch.iter().for_each(|fetch| self.of_items(fetch));
            }
            Work::Batch { each, key, fetch } => {
                self.lines.line("keys = []");
                self.loops(each);
                self.lines.line(format!("keys.append({})", self.map(key)));
                each.iter().for_each(|_| self.lines.end());
                self.fetch(fetch);
            }
            Work::Together { is_read, calls } => self.together(*is_read, calls),
        }
    }

    fn one(&mut self, call: &Call) {
        match call.operation {
            Operation::GetItem => {
                self.called("answer", "get_item", call);
                self.lines.line("item = answer.get(\"Item\")");
            }
            Operation::UpdateItem => self.called("", "update_item", call),
            Operation::DeleteItem => self.called("", "delete_item", call),
            _ => self.called("", "put_item", call),
        }
    }

    fn called(&mut self, result: &str, method: &str, call: &Call) {
        let begin = if result.is_empty() { String::new() } else { format!("{result} = ") };
        self.lines.open(format!("{begin}client.{method}("));
        self.fields(&call.fields(), "=");
        self.lines.close(")");
    }

    fn fields(&mut self, fields: &[(&'static str, Field<'_>)], sign: &str) {
        for (name, field) in fields {
            let name = if sign == "=" { (*name).to_owned() } else { quoted(name) };
            let value = match field {
                Field::Text(text) => string(text),
                Field::Bool(truth) => (if *truth { "True" } else { "False" }).to_owned(),
                Field::Number(number) => number.to_string(),
                Field::Vector(name) => self.names.get(name).to_owned(),
                Field::Whole => string("ALL_ATTRIBUTES"),
                Field::Names(names) => {
                    let pair = |(key, name): (&String, &String)| format!("{}: {}", string(key), string(name));
                    format!("{{{}}}", names.iter().map(pair).collect::<Vec<_>>().join(", "))
                }
                Field::Values(values) => self.map(values),
            };
            self.lines.line(format!("{name}{sign}{value},"));
        }
    }

    fn pages(&mut self, each: &[Each], call: &Call, most: Option<u32>, fetch: Option<&Fetch>) {
        let method = if call.operation == Operation::Scan { "scan" } else { "query" };
        self.lines.line("items = []");
        self.loops(each);
        if most.is_some() && !each.is_empty() {
            self.lines.line("before = len(items)");
        }
        self.lines.open("request = {");
        self.fields(&call.fields(), ": ");
        self.lines.close("}");
        self.lines.open("while True:");
        self.lines.line(format!("page = client.{method}(**request)"));
        self.lines.line("items += page[\"Items\"]");
        let found = if each.is_empty() { "len(items)" } else { "len(items) - before" };
        let enough = most.map(|most| format!(" or {found} >= {most}")).unwrap_or_default();
        self.lines.open(format!("if \"LastEvaluatedKey\" not in page{enough}:"));
        self.lines.line("break");
        self.lines.end();
        self.lines.line("request[\"ExclusiveStartKey\"] = page[\"LastEvaluatedKey\"]");
        self.lines.end();
        each.iter().for_each(|_| self.lines.end());
        if let Some(most) = most.filter(|_| each.is_empty()) {
            self.lines.line(format!("del items[{most}:]"));
        }
        fetch.iter().for_each(|fetch| self.of_items(fetch));
    }

    /// The items that were found are keys of those that are wanted.
    fn of_items(&mut self, fetch: &Fetch) {
        let pair = |name: &String| format!("{0}: item[{0}]", string(name));
        let pairs: Vec<String> = fetch.keys.iter().map(pair).collect();
        self.lines.blank();
        self.lines.line(format!("keys = [{{{}}} for item in items]", pairs.join(", ")));
        self.fetch(fetch);
    }

    fn fetch(&mut self, fetch: &Fetch) {
        let table = string(&fetch.table);
        self.lines.line("# A batch takes 100 keys, and its items come in any order.");
        self.lines.line("items = []");
        self.lines.open("for start in range(0, len(keys), 100):");
        self.lines.open(format!("asked = {{{table}: {{"));
        self.lines.line("\"Keys\": keys[start:start + 100],");
        self.fields(&fetch.fields(), ": ");
        self.lines.close("}}");
        self.lines.line("wait = 0.05");
        self.lines.open("while asked:");
        self.lines.line("answer = client.batch_get_item(RequestItems=asked)");
        self.lines.line(format!("items += answer[\"Responses\"].get({table}, [])"));
        self.lines.line("asked = answer[\"UnprocessedKeys\"]");
        self.lines.open("if asked:");
        self.lines.line("time.sleep(wait)");
        self.lines.line("wait = min(2 * wait, 5)");
        self.lines.end();
        self.lines.end();
        self.lines.end();
    }

    fn together(&mut self, is_read: bool, calls: &[Call]) {
        let (result, method) =
            if is_read { ("answer = ", "transact_get_items") } else { ("", "transact_write_items") };
        self.lines.open(format!("{result}client.{method}("));
        self.lines.open("TransactItems=[");
        for call in calls {
            self.lines.open(format!("{{{}: {{", quoted(call.part())));
            self.fields(&call.fields(), ": ");
            self.lines.close("}},");
        }
        self.lines.close("],");
        self.lines.close(")");
        if is_read {
            self.lines.line("items = [part.get(\"Item\") for part in answer[\"Responses\"]]");
        }
    }

    fn loops(&mut self, each: &[Each]) {
        for Each { list, item } in each {
            self.lines.open(format!("for {} in {}:", self.names.get(item), self.names.get(list)));
        }
    }

    fn map(&self, values: &[(String, Text)]) -> String {
        let pair = |(name, text): &(String, Text)| format!("{}: {}", string(name), self.text(text));
        format!("{{{}}}", values.iter().map(pair).collect::<Vec<_>>().join(", "))
    }

    fn text(&self, text: &Text) -> String {
        if let Some(name) = text.variable() {
            return self.names.get(name).to_owned();
        }
        let is_plain = !text.bits.iter().any(|bit| matches!(bit, Bit::Variable(_)));
        let mut joined = String::new();
        for bit in &text.bits {
            match bit {
                Bit::Variable(name) => joined.push_str(&format!("{{{}}}", self.names.get(name))),
                Bit::Highest => joined.push_str("\\U0010ffff"),
                Bit::Text(plain) => {
                    let quoted = quoted(plain);
                    let inner = quoted.get(1..quoted.len() - 1).unwrap_or_default();
                    let doubled =
                        if is_plain { inner.to_owned() } else { inner.replace('{', "{{").replace('}', "}}") };
                    joined.push_str(&doubled);
                }
            }
        }
        format!("{}\"{joined}\"", if is_plain { "" } else { "f" })
    }
}

fn string(text: &str) -> String {
    quoted(text)
}

fn list<'v>(values: impl Iterator<Item = &'v Value>) -> String {
    format!("[{}]", values.map(literal).collect::<Vec<_>>().join(", "))
}

fn literal(value: &Value) -> String {
    let set = |members: Vec<String>| format!("{{{}}}", members.join(", "));
    match value {
        Value::S(text) => string(text),
        Value::N(number) => self::number(&number.to_string()),
        Value::B(bytes) => binary(bytes),
        Value::Bool(truth) => (if *truth { "True" } else { "False" }).to_owned(),
        Value::Null => "None".to_owned(),
        Value::StringSet(members) => set(members.iter().map(|member| string(member)).collect()),
        Value::NumberSet(members) => {
            set(members.iter().map(|member| self::number(&member.to_string())).collect())
        }
        Value::BinarySet(members) => set(members.iter().map(|member| binary(member)).collect()),
        Value::List(items) => list(items.iter()),
        Value::Map(entries) => map(entries),
    }
}

fn map(entries: &Attributes) -> String {
    let pair = |(name, value): (&String, &Value)| format!("{}: {}", string(name), literal(value));
    format!("{{{}}}", entries.iter().map(pair).collect::<Vec<_>>().join(", "))
}

fn number(text: &str) -> String {
    if text.contains('.') { format!("Decimal(\"{text}\")") } else { text.to_owned() }
}

fn binary(bytes: &[u8]) -> String {
    format!("b\"{}\"", bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect::<String>())
}
