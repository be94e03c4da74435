//! JavaScript: the AWS SDK, version 3, with its document client, which takes and gives plain values.

use super::lines::{Lines, quoted};
use super::names::{Names, Style};
use super::{Bit, Call, Each, Fetch, Field, Program, Sample, Text, Work};
use crate::value::Value;
use crate::verdict::Operation;

const TAKEN: [&str; 63] = [
    "arguments",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "eval",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "undefined",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "client",
    "items",
    "item",
    "page",
    "keys",
    "asked",
    "answer",
    "wait",
    "start",
    "result",
    "part",
    "resolve",
    "async",
    "before",
];

pub(super) fn write(program: &Program) -> String {
    let mut writer = Writer { names: Names::of(program, Style::Camel, &TAKEN), lines: Lines::new("  ") };
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
        self.lines.line(format!("// {}", program.title));
        program.notes.iter().for_each(|note| self.lines.line(format!("// - {note}")));
        let mut commands = vec![command(&program.work)];
        if program.work.fetches() && !commands.contains(&"BatchGetCommand") {
            commands.insert(0, "BatchGetCommand");
        }
        self.lines.line("import { DynamoDBClient } from \"@aws-sdk/client-dynamodb\";");
        let imported = format!("{}, DynamoDBDocumentClient", commands.join(", "));
        self.lines.line(format!("import {{ {imported} }} from \"@aws-sdk/lib-dynamodb\";"));
        self.lines.blank();
        for variable in &program.variables {
            let value = match &variable.sample {
                Sample::One(value) => literal(value),
                Sample::List(values) => format!("[{}]", joined(values.iter().map(literal))),
            };
            self.lines.line(format!("const {} = {value};", self.names.get(&variable.name)));
        }
        self.lines.blank();
        self.lines.line("const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));");
    }

    fn work(&mut self, work: &Work) {
        match work {
            Work::One(call) if call.operation == Operation::GetItem => {
                self.sent("const answer = ", command(work), call);
                self.lines.line("const item = answer.Item;");
            }
            Work::One(call) => self.sent("", command(work), call),
            Work::Pages { each, call, most, fetch } => {
                self.pages(each, call, *most, command(work));
                self.fetch_items(fetch.as_ref());
            }
            Work::Search { call, fetch } => {
                self.sent("const answer = ", command(work), call);
                self.lines.line("const items = answer.SearchResults.map((result) => result.Item);");
                self.fetch_items(fetch.as_ref());
            }
            Work::Batch { each, key, fetch } => {
                self.lines.line("const items = [];");
                self.lines.line("const keys = [];");
                self.loops(each);
                self.lines.line(format!("keys.push({});", self.map(key)));
                each.iter().for_each(|_| self.lines.close("}"));
                self.fetch(fetch);
            }
            Work::Together { is_read, calls } => self.together(*is_read, calls, command(work)),
        }
    }

    fn sent(&mut self, begin: &str, command: &str, call: &Call) {
        self.lines.open(format!("{begin}await client.send(new {command}({{"));
        self.fields(&call.fields());
        self.lines.close("}));");
    }

    fn fields(&mut self, fields: &[(&'static str, Field<'_>)]) {
        for (name, field) in fields {
            let value = match field {
                Field::Text(text) => quoted(text),
                Field::Bool(truth) => truth.to_string(),
                Field::Number(number) => number.to_string(),
                Field::Vector(name) => self.names.get(name).to_owned(),
                Field::Whole => quoted("ALL_ATTRIBUTES"),
                Field::Names(names) => {
                    let pair = |(key, name): (&String, &String)| format!("{}: {}", quoted(key), quoted(name));
                    format!("{{ {} }}", joined(names.iter().map(pair)))
                }
                Field::Values(values) => self.map(values),
            };
            self.lines.line(format!("{name}: {value},"));
        }
    }

    fn pages(&mut self, each: &[Each], call: &Call, most: Option<u32>, command: &str) {
        self.lines.line(if most.is_some() && each.is_empty() {
            "let items = [];"
        } else {
            "const items = [];"
        });
        self.loops(each);
        if most.is_some() && !each.is_empty() {
            self.lines.line("const before = items.length;");
        }
        self.lines.line("let start;");
        self.lines.open("do {");
        self.lines.open(format!("const page = await client.send(new {command}({{"));
        self.fields(&call.fields());
        self.lines.line("ExclusiveStartKey: start,");
        self.lines.close("}));");
        self.lines.line("items.push(...page.Items);");
        self.lines.line("start = page.LastEvaluatedKey;");
        let found = if each.is_empty() { "items.length" } else { "items.length - before" };
        let enough = most.map(|most| format!(" && {found} < {most}")).unwrap_or_default();
        self.lines.close(format!("}} while (start{enough});"));
        each.iter().for_each(|_| self.lines.close("}"));
        if let Some(most) = most.filter(|_| each.is_empty()) {
            self.lines.line(format!("items = items.slice(0, {most});"));
        }
    }

    /// The items that were found are keys of those that are wanted.
    fn fetch_items(&mut self, fetch: Option<&Fetch>) {
        let Some(fetch) = fetch else { return };
        let pair = |name: &String| format!("{0}: item[{0}]", quoted(name));
        let pairs = joined(fetch.keys.iter().map(pair));
        self.lines.blank();
        self.lines.line(format!("const keys = items.map((item) => ({{ {pairs} }}));"));
        self.lines.line("items.length = 0;");
        self.fetch(fetch);
    }

    fn fetch(&mut self, fetch: &Fetch) {
        let table = quoted(&fetch.table);
        self.lines.line("// A batch takes 100 keys, and its items come in any order.");
        self.lines.open("for (let start = 0; start < keys.length; start += 100) {");
        self.lines.open(format!("let asked = {{ [{table}]: {{"));
        self.lines.line("Keys: keys.slice(start, start + 100),");
        self.fields(&fetch.fields());
        self.lines.close("} };");
        self.lines
            .open("for (let wait = 50; Object.keys(asked).length > 0; wait = Math.min(2 * wait, 5000)) {");
        self.lines.line("const answer = await client.send(new BatchGetCommand({ RequestItems: asked }));");
        self.lines.line(format!("items.push(...(answer.Responses[{table}] ?? []));"));
        self.lines.line("asked = answer.UnprocessedKeys ?? {};");
        self.lines.open("if (Object.keys(asked).length > 0) {");
        self.lines.line("await new Promise((resolve) => setTimeout(resolve, wait));");
        self.lines.close("}");
        self.lines.close("}");
        self.lines.close("}");
    }

    fn together(&mut self, is_read: bool, calls: &[Call], command: &str) {
        let begin = if is_read { "const answer = " } else { "" };
        self.lines.open(format!("{begin}await client.send(new {command}({{"));
        self.lines.open("TransactItems: [");
        for call in calls {
            self.lines.open(format!("{{ {}: {{", call.part()));
            self.fields(&call.fields());
            self.lines.close("} },");
        }
        self.lines.close("],");
        self.lines.close("}));");
        if is_read {
            self.lines.line("const items = answer.Responses.map((part) => part.Item);");
        }
    }

    fn loops(&mut self, each: &[Each]) {
        for Each { list, item } in each {
            self.lines.open(format!("for (const {} of {}) {{", self.names.get(item), self.names.get(list)));
        }
    }

    fn map(&self, values: &[(String, Text)]) -> String {
        let pair = |(name, text): &(String, Text)| format!("{}: {}", quoted(name), self.text(text));
        format!("{{ {} }}", joined(values.iter().map(pair)))
    }

    fn text(&self, text: &Text) -> String {
        if let Some(name) = text.variable() {
            return self.names.get(name).to_owned();
        }
        if let [Bit::Text(plain)] = text.bits.as_slice() {
            return quoted(plain);
        }
        let bit = |bit: &Bit| match bit {
            Bit::Variable(name) => format!("${{{}}}", self.names.get(name)),
            Bit::Highest => "\\u{10ffff}".to_owned(),
            Bit::Text(plain) => plain.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${"),
        };
        format!("`{}`", text.bits.iter().map(bit).collect::<String>())
    }
}

const fn command(work: &Work) -> &'static str {
    match work {
        Work::One(call) | Work::Pages { call, .. } => match call.operation {
            Operation::GetItem => "GetCommand",
            Operation::Query => "QueryCommand",
            Operation::Scan => "ScanCommand",
            Operation::UpdateItem => "UpdateCommand",
            Operation::DeleteItem => "DeleteCommand",
            _ => "PutCommand",
        },
        Work::Search { .. } => "SearchVectorsCommand",
        Work::Batch { .. } => "BatchGetCommand",
        Work::Together { is_read: true, .. } => "TransactGetCommand",
        Work::Together { is_read: false, .. } => "TransactWriteCommand",
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn literal(value: &Value) -> String {
    let set = |members: Vec<String>| format!("new Set([{}])", members.join(", "));
    match value {
        Value::S(text) => quoted(text),
        Value::N(number) => self::number(&number.to_string()),
        Value::B(bytes) => binary(bytes),
        Value::Bool(truth) => truth.to_string(),
        Value::Null => "null".to_owned(),
        Value::StringSet(members) => set(members.iter().map(|member| quoted(member)).collect()),
        Value::NumberSet(members) => {
            set(members.iter().map(|member| self::number(&member.to_string())).collect())
        }
        Value::BinarySet(members) => set(members.iter().map(|member| binary(member)).collect()),
        Value::List(items) => format!("[{}]", joined(items.iter().map(literal))),
        Value::Map(entries) => {
            let pair = |(name, value): (&String, &Value)| format!("{}: {}", quoted(name), literal(value));
            format!("{{ {} }}", joined(entries.iter().map(pair)))
        }
    }
}

/// What a float can't hold is a big integer.
fn number(text: &str) -> String {
    const EXACT: usize = 15;
    let is_large = text.len() > EXACT && !text.contains('.');
    if is_large { format!("{text}n") } else { text.to_owned() }
}

fn binary(bytes: &[u8]) -> String {
    format!("new Uint8Array([{}])", joined(bytes.iter().map(u8::to_string)))
}
