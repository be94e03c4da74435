//! Java: a class for the AWS SDK, version 2.

mod literal;

use std::collections::BTreeMap;

use tablewright_model::AttributeType;

use super::lines::Lines;
use super::names::{Names, Style, spelled};
use super::{Bit, Call, Each, Fetch, Field, Program, Sample, Text, Work};
use crate::verdict::Operation;
use literal::{entry, joined, literal, string};

const TAKEN: [&str; 68] = [
    "abstract",
    "assert",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extends",
    "final",
    "finally",
    "float",
    "for",
    "goto",
    "if",
    "implements",
    "import",
    "instanceof",
    "int",
    "interface",
    "long",
    "native",
    "new",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "short",
    "static",
    "strictfp",
    "super",
    "switch",
    "synchronized",
    "this",
    "throw",
    "throws",
    "transient",
    "try",
    "void",
    "volatile",
    "while",
    "true",
    "false",
    "null",
    "var",
    "record",
    "yield",
    "client",
    "items",
    "page",
    "keys",
    "asked",
    "answer",
    "wait",
    "start",
    "before",
    "result",
    "part",
    "item",
];

const ITEM: &str = "Map<String, AttributeValue>";

pub(super) fn write(program: &Program) -> String {
    let names = Names::of(program, Style::Camel, &TAKEN);
    let mut writer = Writer { names, kinds: program.kinds(), lines: Lines::new("    ") };
    writer.class(program);
    let body = writer.lines.finish();
    head(&body) + &body
}

fn head(body: &str) -> String {
    let mut lines = Lines::new("");
    for (name, path) in [
        ("BigDecimal", "java.math.BigDecimal"),
        ("ArrayList", "java.util.ArrayList"),
        ("List", "java.util.List"),
        ("Map", "java.util.Map"),
        ("SdkBytes", "software.amazon.awssdk.core.SdkBytes"),
        ("DynamoDbClient", "software.amazon.awssdk.services.dynamodb.DynamoDbClient"),
    ] {
        if body.contains(name) {
            lines.line(format!("import {path};"));
        }
    }
    lines.line("import software.amazon.awssdk.services.dynamodb.model.*;");
    lines.blank();
    lines.finish()
}

struct Writer<'p> {
    names: Names,
    kinds: BTreeMap<&'p str, AttributeType>,
    lines: Lines,
}

impl Writer<'_> {
    fn class(&mut self, program: &Program) {
        let comment = |text: &str| text.replace("*/", "* /");
        self.lines.line(format!("/** {}. */", comment(&program.title)));
        self.lines.open(format!("final class {}Pattern {{", spelled(&program.title, Style::Pascal)));
        program.notes.iter().for_each(|note| self.lines.line(format!("// - {note}")));
        let result = match &program.work {
            Work::One(call) if call.operation == Operation::GetItem => ITEM.to_owned(),
            Work::One(_) | Work::Together { is_read: false, .. } => "void".to_owned(),
            _ => format!("List<{ITEM}>"),
        };
        let throws = if program.work.fetches() { " throws InterruptedException" } else { "" };
        self.lines.open(format!("static {result} run(DynamoDbClient client){throws} {{"));
        for variable in &program.variables {
            let value = match &variable.sample {
                Sample::One(value) => literal(value),
                Sample::List(values) => format!("List.of({})", joined(values.iter().map(literal))),
            };
            self.lines.line(format!("var {} = {value};", self.names.get(&variable.name)));
        }
        self.lines.blank();
        self.work(&program.work);
        self.lines.close("}");
        self.lines.close("}");
    }

    fn work(&mut self, work: &Work) {
        match work {
            Work::One(call) => self.one(call),
            Work::Pages { each, call, most, fetch } => {
                self.pages(each, call, *most);
                self.fetch_items(fetch.as_ref(), *most);
            }
            Work::Search { call, fetch } => {
                self.sent("var answer = ", "searchVectors", "SearchVectorsRequest", call, "");
                let items = "answer.searchResults().stream().map(SearchResultItem::item).toList()";
                self.lines.line(format!("List<{ITEM}> items = {items};"));
                self.fetch_items(fetch.as_ref(), None);
            }
            Work::Batch { each, key, fetch } => {
                self.lines.line(format!("var keys = new ArrayList<{ITEM}>();"));
                self.loops(each);
                self.lines.line(format!("keys.add({});", self.map(key)));
                each.iter().for_each(|_| self.lines.close("}"));
                self.fetch(fetch);
            }
            Work::Together { is_read, calls } => self.together(*is_read, calls),
        }
    }

    fn one(&mut self, call: &Call) {
        let (begin, method, request) = match call.operation {
            Operation::GetItem => ("var answer = ", "getItem", "GetItemRequest"),
            Operation::UpdateItem => ("", "updateItem", "UpdateItemRequest"),
            Operation::DeleteItem => ("", "deleteItem", "DeleteItemRequest"),
            _ => ("", "putItem", "PutItemRequest"),
        };
        self.sent(begin, method, request, call, "");
        if !begin.is_empty() {
            self.lines.line("return answer.hasItem() ? answer.item() : null;");
        }
    }

    fn sent(&mut self, begin: &str, method: &str, request: &str, call: &Call, start: &str) {
        self.lines.open(format!("{begin}client.{method}({request}.builder()"));
        self.fields(&call.fields());
        if !start.is_empty() {
            self.lines.line(start);
        }
        self.lines.line(".build());");
        self.lines.end();
    }

    fn fields(&mut self, fields: &[(&'static str, Field<'_>)]) {
        for (name, field) in fields {
            let method = spelled(name, Style::Camel);
            let value = match field {
                Field::Text(text) => string(text),
                Field::Bool(truth) => truth.to_string(),
                Field::Number(number) => number.to_string(),
                Field::Whole => "Select.ALL_ATTRIBUTES".to_owned(),
                Field::Vector(name) => format!("{}.l()", self.names.get(name)),
                Field::Names(names) => {
                    let entry = |(key, name): (&String, &String)| entry(key, &string(name));
                    format!("Map.ofEntries({})", joined(names.iter().map(entry)))
                }
                Field::Values(values) => self.map(values),
            };
            self.lines.line(format!(".{method}({value})"));
        }
    }

    fn pages(&mut self, each: &[Each], call: &Call, most: Option<u32>) {
        let (method, request) = match call.operation {
            Operation::Scan => ("scan", "ScanRequest"),
            _ => ("query", "QueryRequest"),
        };
        self.lines.line(format!("var items = new ArrayList<{ITEM}>();"));
        self.loops(each);
        if most.is_some() && !each.is_empty() {
            self.lines.line("var before = items.size();");
        }
        self.lines.line(format!("{ITEM} start = null;"));
        self.lines.open("do {");
        self.sent("var page = ", method, request, call, ".exclusiveStartKey(start)");
        self.lines.line("items.addAll(page.items());");
        self.lines.line("start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : null;");
        let found = if each.is_empty() { "items.size()" } else { "items.size() - before" };
        let enough = most.map(|most| format!(" && {found} < {most}")).unwrap_or_default();
        self.lines.close(format!("}} while (start != null{enough});"));
        each.iter().for_each(|_| self.lines.close("}"));
        if let Some(most) = most.filter(|_| each.is_empty()) {
            self.lines.line(format!("items.subList(Math.min({most}, items.size()), items.size()).clear();"));
        }
    }

    /// The items that were found are keys of those that are wanted.
    fn fetch_items(&mut self, fetch: Option<&Fetch>, _most: Option<u32>) {
        match fetch {
            None => self.lines.line("return items;"),
            Some(fetch) => {
                self.lines.blank();
                self.lines.line("var keys = items;");
                self.fetch(fetch);
            }
        }
    }

    fn fetch(&mut self, fetch: &Fetch) {
        let table = string(&fetch.table);
        self.lines.line("// A batch takes 100 keys, and its items come in any order.");
        self.lines.line(format!("var found = new ArrayList<{ITEM}>();"));
        self.lines.open("for (int first = 0; first < keys.size(); first += 100) {");
        self.lines.open("var some = KeysAndAttributes.builder()");
        self.lines.line(".keys(keys.subList(first, Math.min(first + 100, keys.size())))");
        self.fields(&fetch.fields());
        self.lines.line(".build();");
        self.lines.end();
        self.lines.line(format!("var asked = Map.of({table}, some);"));
        self.lines.open("for (long wait = 50; !asked.isEmpty(); wait = Math.min(2 * wait, 5000)) {");
        self.lines.line(
            "var answer = client.batchGetItem(BatchGetItemRequest.builder().requestItems(asked).build());",
        );
        self.lines.line(format!("found.addAll(answer.responses().getOrDefault({table}, List.of()));"));
        self.lines.line("asked = answer.unprocessedKeys();");
        self.lines.open("if (!asked.isEmpty()) {");
        self.lines.line("Thread.sleep(wait);");
        self.lines.close("}");
        self.lines.close("}");
        self.lines.close("}");
        self.lines.line("return found;");
    }

    fn together(&mut self, is_read: bool, calls: &[Call]) {
        let (begin, method, kind) = match is_read {
            true => ("var answer = ", "transactGetItems", "TransactGetItem"),
            false => ("", "transactWriteItems", "TransactWriteItem"),
        };
        self.lines.open(format!("{begin}client.{method}({kind}sRequest.builder().transactItems("));
        let last = calls.len().saturating_sub(1);
        for (at, call) in calls.iter().enumerate() {
            let part = call.part();
            self.lines.open(format!("{kind}.builder().{}({part}.builder()", part.to_lowercase()));
            self.fields(&call.fields());
            self.lines.line(format!(".build()).build(){}", if at == last { "" } else { "," }));
            self.lines.end();
        }
        self.lines.close(").build());");
        if is_read {
            self.lines.line("return answer.responses().stream().map(ItemResponse::item).toList();");
        }
    }

    fn loops(&mut self, each: &[Each]) {
        for Each { list, item } in each {
            self.lines.open(format!("for (var {} : {}) {{", self.names.get(item), self.names.get(list)));
        }
    }

    fn map(&self, values: &[(String, Text)]) -> String {
        let entry = |(name, text): &(String, Text)| entry(name, &self.value(text));
        format!("Map.ofEntries({})", joined(values.iter().map(entry)))
    }

    /// A value of an item.
    fn value(&self, text: &Text) -> String {
        let Some(variable) = text.variable() else {
            return format!("AttributeValue.fromS({})", self.joined(text));
        };
        let name = self.names.get(variable);
        match self.kinds.get(variable) {
            Some(AttributeType::N) => format!("AttributeValue.fromN(String.valueOf({name}))"),
            Some(AttributeType::Bool) => format!("AttributeValue.fromBool({name})"),
            Some(AttributeType::S) | None => format!("AttributeValue.fromS({name})"),
            Some(_) => name.to_owned(),
        }
    }

    fn joined(&self, text: &Text) -> String {
        let bit = |bit: &Bit| match bit {
            Bit::Text(plain) => string(plain),
            Bit::Highest => "\"\\udbff\\udfff\"".to_owned(),
            Bit::Variable(variable) => self.names.get(variable).to_owned(),
        };
        // A sum that begins with a text is a text.
        let begins_with_text = matches!(text.bits.first(), Some(Bit::Text(_) | Bit::Highest));
        let begin = if begins_with_text { "" } else { "\"\" + " };
        begin.to_owned() + &text.bits.iter().map(bit).collect::<Vec<_>>().join(" + ")
    }
}
