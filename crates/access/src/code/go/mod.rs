//! Go: a function for the AWS SDK, version 2.

mod literal;

use std::collections::BTreeMap;

use tablewright_model::AttributeType;

use super::lines::{Lines, quoted};
use super::names::{Names, Style, spelled};
use super::{Bit, Call, Each, Fetch, Field, Program, Sample, Text, Work};
use crate::verdict::Operation;
use literal::{is_long, joined, list, literal};

const TAKEN: [&str; 51] = [
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
    "nil",
    "true",
    "false",
    "string",
    "int",
    "len",
    "append",
    "min",
    "max",
    "error",
    "any",
    "context",
    "aws",
    "dynamodb",
    "types",
    "fmt",
    "time",
    "ctx",
    "client",
    "items",
    "page",
    "keys",
    "asked",
    "answer",
    "err",
    "request",
];
const MORE: [&str; 8] = ["start", "end", "wait", "before", "result", "part", "item", "main"];

const ITEM: &str = "map[string]types.AttributeValue";

pub(super) fn write(program: &Program) -> String {
    let taken: Vec<&str> = TAKEN.iter().chain(&MORE).copied().collect();
    let names = Names::of(program, Style::Camel, &taken);
    let mut writer =
        Writer { names, kinds: program.kinds(), lines: Lines::new("\t"), fail: "return nil, err" };
    writer.function(program);
    let body = writer.lines.finish();
    head(&body) + &body
}

/// Go refuses an import that nothing uses.
fn head(body: &str) -> String {
    let mut lines = Lines::new("\t");
    lines.line("package main");
    lines.blank();
    lines.open("import (");
    for package in ["context", "fmt", "time"] {
        if body.contains(&format!("{package}.")) {
            lines.line(format!("\"{package}\""));
        }
    }
    lines.blank();
    for (name, path) in [
        ("aws", "github.com/aws/aws-sdk-go-v2/aws"),
        ("dynamodb", "github.com/aws/aws-sdk-go-v2/service/dynamodb"),
        ("types", "github.com/aws/aws-sdk-go-v2/service/dynamodb/types"),
    ] {
        if body.contains(&format!("{name}.")) {
            lines.line(format!("\"{path}\""));
        }
    }
    lines.close(")");
    lines.blank();
    lines.finish()
}

struct Writer<'p> {
    names: Names,
    kinds: BTreeMap<&'p str, AttributeType>,
    lines: Lines,
    fail: &'static str,
}

impl Writer<'_> {
    fn function(&mut self, program: &Program) {
        let name = spelled(&program.title, Style::Camel);
        let name = if TAKEN.contains(&name.as_str()) || MORE.contains(&name.as_str()) {
            format!("{name}Pattern")
        } else {
            name
        };
        self.lines.line(format!("// {name}: {}", program.title));
        program.notes.iter().for_each(|note| self.lines.line(format!("//   - {note}")));
        let result = match &program.work {
            Work::One(call) if call.operation == Operation::GetItem => format!("({ITEM}, error)"),
            Work::One(_) | Work::Together { is_read: false, .. } => {
                self.fail = "return err";
                "error".to_owned()
            }
            _ => format!("([]{ITEM}, error)"),
        };
        self.lines.open(format!("func {name}(ctx context.Context, client *dynamodb.Client) {result} {{"));
        for variable in &program.variables {
            let value = match &variable.sample {
                Sample::One(value) => literal(value, is_long(value)),
                Sample::List(values) => list(values),
            };
            self.lines.line(format!("{} := {value}", self.names.get(&variable.name)));
        }
        self.lines.blank();
        self.work(&program.work);
        self.lines.close("}");
    }

    fn work(&mut self, work: &Work) {
        match work {
            Work::One(call) => self.one(call),
            Work::Pages { each, call, most, fetch } => {
                self.pages(each, call, *most);
                self.fetch_items(fetch.as_ref());
            }
            Work::Search { call, fetch } => {
                self.sent("answer", "SearchVectors", call);
                self.lines.line(format!("var items []{ITEM}"));
                self.lines.open("for _, result := range answer.SearchResults {");
                self.lines.line("items = append(items, result.Item)");
                self.lines.close("}");
                self.fetch_items(fetch.as_ref());
            }
            Work::Batch { each, key, fetch } => {
                self.lines.line(format!("var items, keys []{ITEM}"));
                self.loops(each);
                self.lines.line(format!("keys = append(keys, {})", self.map(key)));
                each.iter().for_each(|_| self.lines.close("}"));
                self.fetch(fetch);
            }
            Work::Together { is_read, calls } => self.together(*is_read, calls),
        }
    }

    fn one(&mut self, call: &Call) {
        let operation = call.operation.name();
        if call.operation == Operation::GetItem {
            self.sent("answer", operation, call);
            self.lines.line("return answer.Item, nil");
        } else {
            self.lines.open(format!("_, err := client.{operation}(ctx, &dynamodb.{operation}Input{{"));
            self.fields(&call.fields());
            self.lines.close("})");
            self.lines.line("return err");
        }
    }

    fn sent(&mut self, result: &str, operation: &str, call: &Call) {
        self.lines.open(format!("{result}, err := client.{operation}(ctx, &dynamodb.{operation}Input{{"));
        self.fields(&call.fields());
        self.lines.close("})");
        self.failed();
    }

    fn failed(&mut self) {
        self.lines.open("if err != nil {");
        self.lines.line(self.fail);
        self.lines.close("}");
    }

    fn fields(&mut self, fields: &[(&'static str, Field<'_>)]) {
        for (name, field) in fields {
            let value = match field {
                Field::Text(text) => format!("aws.String({})", quoted(text)),
                Field::Bool(truth) => format!("aws.Bool({truth})"),
                Field::Number(number) => format!("aws.Int32({number})"),
                Field::Whole => "types.SelectAllAttributes".to_owned(),
                Field::Vector(name) => format!("{}.Value", self.names.get(name)),
                Field::Names(names) => {
                    let pair = |(key, name): (&String, &String)| format!("{}: {}", quoted(key), quoted(name));
                    format!("map[string]string{{{}}}", joined(names.iter().map(pair)))
                }
                Field::Values(values) => {
                    self.lines.open(format!("{name}: {ITEM}{{"));
                    for (key, text) in *values {
                        let value = self.value(text);
                        self.lines.line(format!("{}: {value},", quoted(key)));
                    }
                    self.lines.close("},");
                    continue;
                }
            };
            self.lines.line(format!("{name}: {value},"));
        }
    }

    fn pages(&mut self, each: &[Each], call: &Call, most: Option<u32>) {
        let operation = call.operation.name();
        self.lines.line(format!("var items []{ITEM}"));
        self.loops(each);
        if most.is_some() && !each.is_empty() {
            self.lines.line("before := len(items)");
        }
        self.lines.open(format!("request := &dynamodb.{operation}Input{{"));
        self.fields(&call.fields());
        self.lines.close("}");
        self.lines.open("for {");
        self.lines.line(format!("page, err := client.{operation}(ctx, request)"));
        self.failed();
        self.lines.line("items = append(items, page.Items...)");
        let found = if each.is_empty() { "len(items)" } else { "len(items)-before" };
        let enough = most.map(|most| format!(" || {found} >= {most}")).unwrap_or_default();
        self.lines.open(format!("if page.LastEvaluatedKey == nil{enough} {{"));
        self.lines.line("break");
        self.lines.close("}");
        self.lines.line("request.ExclusiveStartKey = page.LastEvaluatedKey");
        self.lines.close("}");
        each.iter().for_each(|_| self.lines.close("}"));
        if let Some(most) = most.filter(|_| each.is_empty()) {
            self.lines.line(format!("items = items[:min({most}, len(items))]"));
        }
    }

    /// The items that were found are keys of those that are wanted.
    fn fetch_items(&mut self, fetch: Option<&Fetch>) {
        match fetch {
            None => self.lines.line("return items, nil"),
            Some(fetch) => {
                self.lines.blank();
                self.lines.line("keys := items");
                self.lines.line("items = nil");
                self.fetch(fetch);
            }
        }
    }

    fn fetch(&mut self, fetch: &Fetch) {
        let table = quoted(&fetch.table);
        self.lines.line("// A batch takes 100 keys, and its items come in any order.");
        self.lines.open("for start := 0; start < len(keys); start += 100 {");
        self.lines.open(format!("asked := map[string]types.KeysAndAttributes{{{table}: {{"));
        self.lines.line("Keys: keys[start:min(start+100, len(keys))],");
        self.fields(&fetch.fields());
        self.lines.close("}}");
        self.lines
            .open("for wait := 50 * time.Millisecond; len(asked) > 0; wait = min(2*wait, 5*time.Second) {");
        self.lines.line(
            "answer, err := client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: asked})",
        );
        self.failed();
        self.lines.line(format!("items = append(items, answer.Responses[{table}]...)"));
        self.lines.line("asked = answer.UnprocessedKeys");
        self.lines.open("if len(asked) > 0 {");
        self.lines.line("time.Sleep(wait)");
        self.lines.close("}");
        self.lines.close("}");
        self.lines.close("}");
        self.lines.line("return items, nil");
    }

    fn together(&mut self, is_read: bool, calls: &[Call]) {
        let (result, operation, kind) = match is_read {
            true => ("answer", "TransactGetItems", "TransactGetItem"),
            false => ("_", "TransactWriteItems", "TransactWriteItem"),
        };
        self.lines.open(format!("{result}, err := client.{operation}(ctx, &dynamodb.{operation}Input{{"));
        self.lines.open(format!("TransactItems: []types.{kind}{{"));
        for call in calls {
            let part = call.part();
            self.lines.open(format!("{{{part}: &types.{part}{{"));
            self.fields(&call.fields());
            self.lines.close("}},");
        }
        self.lines.close("},");
        self.lines.close("})");
        if !is_read {
            self.lines.line("return err");
            return;
        }
        self.failed();
        self.lines.line(format!("var items []{ITEM}"));
        self.lines.open("for _, part := range answer.Responses {");
        self.lines.line("items = append(items, part.Item)");
        self.lines.close("}");
        self.lines.line("return items, nil");
    }

    fn loops(&mut self, each: &[Each]) {
        for Each { list, item } in each {
            self.lines.open(format!("for _, {} := range {} {{", self.names.get(item), self.names.get(list)));
        }
    }

    fn map(&self, values: &[(String, Text)]) -> String {
        let pair = |(name, text): &(String, Text)| format!("{}: {}", quoted(name), self.value(text));
        format!("{ITEM}{{{}}}", joined(values.iter().map(pair)))
    }

    /// A value of an item.
    fn value(&self, text: &Text) -> String {
        let member = |kind: &str, value: &str| format!("&types.AttributeValueMember{kind}{{Value: {value}}}");
        let Some(variable) = text.variable() else { return member("S", &self.joined(text)) };
        let name = self.names.get(variable);
        match self.kinds.get(variable) {
            Some(AttributeType::N) => member("N", &format!("fmt.Sprint({name})")),
            Some(AttributeType::Bool) => member("BOOL", name),
            Some(AttributeType::S) | None => member("S", name),
            Some(_) => name.to_owned(),
        }
    }

    fn joined(&self, text: &Text) -> String {
        let bit = |bit: &Bit| match bit {
            Bit::Text(plain) => quoted(plain),
            Bit::Highest => "\"\\U0010ffff\"".to_owned(),
            Bit::Variable(variable) => {
                let name = self.names.get(variable);
                match self.kinds.get(variable.as_str()) {
                    Some(AttributeType::S) | None => name.to_owned(),
                    Some(_) => format!("fmt.Sprint({name})"),
                }
            }
        };
        text.bits.iter().map(bit).collect::<Vec<_>>().join(" + ")
    }
}
