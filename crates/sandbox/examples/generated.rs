//! Runs the code that is made of patterns against a sandbox, and compares what it finds with what the preview says:
//! shell scripts, Python, JavaScript and PartiQL. Java and Go are parsed where their tools are there.
//!
//! `cargo xtask test --only generated` installs the tools and starts this; Rust is compiled and run by the tests.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value as Json, json};
use tablewright_access::code::{Language, Program, Work, code, program};
use tablewright_access::example::arguments;
use tablewright_access::preview::{Preview, Ran, Stopped};
use tablewright_access::value::Attributes;
use tablewright_access::verdict::Operation;
use tablewright_model::{Design, PatternId, from_json};
use tablewright_sandbox::{Sandbox, SandboxOptions};

use crate::designs::{called, prepare, remove};
use crate::wire::Wire;

#[path = "../tests/it/designs.rs"]
mod designs;
#[path = "../tests/it/wire.rs"]
mod wire;

/// The Region that the requests on the wire are signed for.
const REGION: &str = "eu-central-1";

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Outcome {
    let tools = Tools::from_arguments()?;
    let region = REGION.to_owned();
    let sandbox = Sandbox::open(SandboxOptions { time_scale: 0.0, region, ..SandboxOptions::default() })?;
    let running = sandbox.listen("127.0.0.1:0").await?;
    let mut wire = Wire::open(running.address()).await?;
    let mut failures = Vec::new();
    let mut count = 0;
    let files = [
        "assets/examples/game-scores.json",
        "fixtures/code/shop/design.json",
        "fixtures/code/moved/design.json",
    ];
    for file in files {
        let design = from_json(&std::fs::read_to_string(tools.root.join(file))?)?;
        let preview = Preview::of(&design);
        prepare(&mut wire, &design, &preview).await?;
        let endpoint = running.endpoint().to_owned();
        let mut run =
            Run { tools: &tools, endpoint, design: &design, preview: &preview, wire: &mut wire, count: 0 };
        for pattern in &design.patterns {
            for language in [Language::Cli, Language::Python, Language::JavaScript, Language::PartiQl] {
                let told = run.pattern(pattern.id, language).await;
                failures
                    .extend(told.err().map(|why| format!("{} in {}: {why}", pattern.id, language.label())));
            }
        }
        failures.extend(run.parsed().err().map(|why| why.to_string()));
        count += run.count;
        remove(&mut wire, &design).await?;
    }
    running.stop().await?;
    println!("{count} snippets ran as the preview said, {} did not", failures.len());
    failures.iter().for_each(|failure| eprintln!("\n{failure}"));
    if failures.is_empty() && count > 0 {
        Ok(())
    } else {
        Err("some code does not do what it is to do".into())
    }
}

/// The programs that snippets are run with, by what they are called on the command line.
struct Tools {
    root: PathBuf,
    /// Where the snippets are written; Node.js finds its packages beside it.
    folder: PathBuf,
    programs: BTreeMap<String, PathBuf>,
}

impl Tools {
    /// `root=…`, `folder=…`, `python=…`, `aws=…`, `node=…`, and, where they are there, `java=…`, `gofmt=…`.
    fn from_arguments() -> Outcome<Self> {
        let mut programs = BTreeMap::new();
        for argument in std::env::args().skip(1) {
            let (name, path) = argument.split_once('=').ok_or("every argument is name=path")?;
            programs.insert(name.to_owned(), PathBuf::from(path));
        }
        let root = programs.remove("root").ok_or("root=… is missing")?;
        let folder = programs.remove("folder").ok_or("folder=… is missing")?;
        Ok(Self { root, folder, programs })
    }

    fn program(&self, name: &str) -> Outcome<&Path> {
        Ok(self.programs.get(name).ok_or_else(|| format!("{name}=… is missing"))?)
    }
}

struct Run<'r> {
    tools: &'r Tools,
    endpoint: String,
    design: &'r Design,
    preview: &'r Preview,
    wire: &'r mut Wire,
    count: usize,
}

impl Run<'_> {
    async fn pattern(&mut self, id: PatternId, language: Language) -> Outcome {
        let Some(program) = program(self.design, id) else { return Ok(()) };
        let Some(text) = code(self.design, id, language) else { return Ok(()) };
        let said = match everything(self.design, self.preview, id) {
            Err(Stopped::Search) => None,
            Err(Stopped::NotServed) => return self.moved(id, language, &program, &text).await,
            other => Some(other),
        };
        if language == Language::Cli && matches!(program.work, Work::Search { .. }) {
            return self.read_by_bash(id, &text);
        }
        let given = match language {
            Language::PartiQl => match self.statements(&program, &text, said.as_ref()).await? {
                Some(given) => Ok(given),
                None => return Ok(()),
            },
            _ => self.run(id, language, &program, &text)?,
        };
        self.count += 1;
        match (said, given) {
            (Some(Err(Stopped::Refused(_))), Err(told)) if told.contains("ConditionalCheckFailed") => Ok(()),
            (Some(Ok(said)), Ok(given)) => {
                compare(self.design, id, &program, &said, given)?;
                self.undo(&said).await
            }
            (None, Ok(given)) => match given.len() {
                2 => Ok(()),
                found => Err(format!("a search for two found {found}").into()),
            },
            (said, given) => Err(format!("the preview says {said:?}, and the snippet {given:?}").into()),
        }
    }

    /// An update that would change a key: its item is elsewhere afterwards, and a second time there is none to delete.
    async fn moved(&mut self, id: PatternId, language: Language, program: &Program, text: &str) -> Outcome {
        if language == Language::PartiQl {
            // Its statements are of one transaction, which sends them in its own way.
            return Ok(());
        }
        let table = self.design.pattern(id).and_then(|pattern| self.design.table(pattern.table));
        let table = table.ok_or("a table that is gone")?;
        let held = json!({"TableName": table.name, "ConsistentRead": true});
        let before = items(&called(self.wire, "Scan", &held).await?);
        self.run(id, language, program, text)??;
        let after = items(&called(self.wire, "Scan", &held).await?);
        let gone: Vec<&Json> = before.iter().filter(|item| !after.contains(item)).collect();
        let new: Vec<&Json> = after.iter().filter(|item| !before.contains(item)).collect();
        let ([gone], [new]) = (gone.as_slice(), new.as_slice()) else {
            return Err(format!("it took {gone:?} away and put {new:?}").into());
        };
        match self.run(id, language, program, text)? {
            Err(told) if told.contains("ConditionalCheckFailed") => self.count += 1,
            other => return Err(format!("a second time it gave {other:?}").into()),
        }
        let names = table.key.attributes().map(|id| table.attribute_name(id));
        let key: BTreeMap<&str, &Json> = names.map(|name| (name, &new[name])).collect();
        called(self.wire, "DeleteItem", &json!({"TableName": table.name, "Key": key})).await?;
        called(self.wire, "PutItem", &json!({"TableName": table.name, "Item": gone})).await?;
        Ok(())
    }

    /// What the snippet finds, or what it says when it fails.
    fn run(
        &self,
        id: PatternId,
        language: Language,
        program: &Program,
        text: &str,
    ) -> Outcome<Result<Vec<Json>, String>> {
        let file = self.write(id, language, &(text.to_owned() + &ending(language, program)))?;
        let mut command = match language {
            Language::Cli => Command::new("bash"),
            Language::Python => Command::new(self.tools.program("python")?),
            _ => Command::new(self.tools.program("node")?),
        };
        let aws = self.tools.program("aws")?.parent().unwrap_or(Path::new(""));
        let path = std::env::var("PATH").unwrap_or_default();
        let output = command
            .arg(&file)
            .stdin(Stdio::null())
            .env("PATH", format!("{}:{path}", aws.display()))
            .env("AWS_ENDPOINT_URL", &self.endpoint)
            .env("AWS_ACCESS_KEY_ID", "sandbox")
            .env("AWS_SECRET_ACCESS_KEY", "sandbox")
            .env("AWS_REGION", REGION)
            .env("AWS_DEFAULT_REGION", REGION)
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("AWS_PAGER", "")
            .output()?;
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            return Ok(Err(format!("{printed}{}", String::from_utf8_lossy(&output.stderr))));
        }
        let answers = serde_json::Deserializer::from_str(&printed).into_iter::<Json>();
        let answers =
            answers.collect::<Result<Vec<Json>, _>>().map_err(|error| format!("{error}: {printed}"))?;
        Ok(Ok(answers.iter().flat_map(items).map(|item| in_order(&item)).collect()))
    }

    /// The CLI of PyPI, which is version 1, has no vector searches: the script is only parsed.
    fn read_by_bash(&self, id: PatternId, text: &str) -> Outcome {
        let file = self.write(id, Language::Cli, text)?;
        let output = Command::new("bash").arg("-n").arg(&file).stdin(Stdio::null()).output()?;
        match output.status.success() {
            true => Ok(()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned().into()),
        }
    }

    /// Sends statements; none where they say less than the other languages do.
    async fn statements(
        &mut self,
        program: &Program,
        text: &str,
        said: Option<&Result<Ran, Stopped>>,
    ) -> Outcome<Option<Vec<Json>>> {
        let reads = matches!(
            &program.work,
            Work::Pages { fetch: None, most: None, .. }
                | Work::Batch { .. }
                | Work::Together { is_read: true, .. }
        ) || matches!(&program.work, Work::One(call) if call.operation == Operation::GetItem);
        if !reads || !matches!(said, Some(Ok(_))) {
            return Ok(None);
        }
        let body: String =
            text.lines().filter(|line| !line.starts_with("-- ")).collect::<Vec<_>>().join("\n");
        let mut found = Vec::new();
        for statement in body.split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
            let answer = called(self.wire, "ExecuteStatement", &json!({"Statement": statement})).await?;
            found.extend(items(&answer).iter().map(in_order));
        }
        Ok(Some(found))
    }

    /// Has all Java and all Go read by their own tools.
    fn parsed(&self) -> Outcome {
        for (language, tool, first) in
            [(Language::Java, "java", Some("xtask/snippets/Parse.java")), (Language::Go, "gofmt", None)]
        {
            let Some(program) = self.tools.programs.get(tool) else { continue };
            let mut command = Command::new(program);
            match first {
                Some(first) => command.arg(self.tools.root.join(first)),
                None => command.args(["-e", "-l"]),
            };
            for pattern in &self.design.patterns {
                if let Some(text) = code(self.design, pattern.id, language) {
                    command.arg(self.write(pattern.id, language, &text)?);
                }
            }
            let output = command.stdin(Stdio::null()).output()?;
            if !output.status.success() {
                let told = String::from_utf8_lossy(&output.stderr).into_owned();
                return Err(format!("{} does not parse: {told}", language.label()).into());
            }
        }
        Ok(())
    }

    fn write(&self, id: PatternId, language: Language, text: &str) -> Outcome<PathBuf> {
        let folder = self.tools.folder.join("snippets");
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{id}.{}", language.extension()));
        std::fs::write(&file, text)?;
        Ok(file)
    }

    /// Puts back what a write changed, for the next language.
    async fn undo(&mut self, said: &Ran) -> Outcome {
        for (table, change) in &said.changes {
            let table = self.design.table(*table).ok_or("a table that is gone")?;
            let names = table.key.attributes().map(|id| table.attribute_name(id));
            let item = change.after.as_ref().or(change.before.as_ref()).ok_or("a change of nothing")?;
            let key: Attributes =
                names.filter_map(|name| Some((name.to_owned(), item.get(name)?.clone()))).collect();
            let get = json!({"TableName": table.name, "Key": key, "ConsistentRead": true});
            let there = called(self.wire, "GetItem", &get).await?.get("Item").map(in_order);
            let expected = change.after.as_ref().map(|item| json!(**item));
            if there != expected {
                return Err(format!("it left {there:?} where the preview has {expected:?}").into());
            }
            let (operation, body) = match &change.before {
                Some(before) => ("PutItem", json!({"TableName": table.name, "Item": **before})),
                None => ("DeleteItem", json!({"TableName": table.name, "Key": key})),
            };
            called(self.wire, operation, &body).await?;
        }
        Ok(())
    }
}

/// Prints what a snippet has found, in DynamoDB's JSON; the CLI does so by itself.
fn ending(language: Language, program: &Program) -> String {
    let found = match &program.work {
        Work::One(call) if call.operation == Operation::GetItem => "[item]",
        Work::One(_) | Work::Together { is_read: false, .. } => "[]",
        _ => "items",
    };
    match language {
        Language::Python => format!(
            "\nimport base64, json\nfrom boto3.dynamodb.types import TypeSerializer\n\
             def _plain(value):\n    return base64.b64encode(bytes(value)).decode()\n\
             print(json.dumps({{\"Items\": [TypeSerializer().serialize(one)[\"M\"] for one in {found} if one]}}, \
             default=_plain))\n"
        ),
        Language::JavaScript => format!(
            "\nimport {{ marshall }} from \"@aws-sdk/util-dynamodb\";\n\
             const printed = (_, value) => value instanceof Uint8Array ? Buffer.from(value).toString(\"base64\") : value;\n\
             Uint8Array.prototype.toJSON = function () {{ return Buffer.from(this).toString(\"base64\"); }};\n\
             console.log(JSON.stringify({{ Items: {found}.filter(Boolean).map((one) => marshall(one)) }}, printed));\n"
        ),
        _ => String::new(),
    }
}

fn compare(design: &Design, id: PatternId, program: &Program, said: &Ran, mut given: Vec<Json>) -> Outcome {
    let most = design.pattern(id).and_then(|pattern| pattern.limit).map_or(usize::MAX, |most| most as usize);
    let mut said: Vec<Json> = said.items.iter().take(most).map(|item| json!(**item)).collect();
    if let Work::Together { .. } = program.work {
        // The emulator adds keys to projected reads in transactions: docs/emulator-differences.md.
        for (given, said) in given.iter_mut().zip(&said) {
            if let (Some(members), Some(said)) = (given.as_object_mut(), said.as_object()) {
                members.retain(|name, _| said.contains_key(name));
            }
        }
    }
    for list in [&mut given, &mut said] {
        list.sort_by_key(Json::to_string);
    }
    match given == said {
        true => Ok(()),
        false => Err(format!("it found {}\nthe preview {}", json!(given), json!(said)).into()),
    }
}

/// All calls and pages of a pattern.
fn everything(design: &Design, preview: &Preview, id: PatternId) -> Result<Ran, Stopped> {
    let arguments = arguments(design, id);
    let mut all = preview.run(design, id, &arguments, None)?;
    while let Some(cursor) = all.next.take() {
        let next = preview.run(design, id, &arguments, Some(&cursor))?;
        all.items.extend(next.items);
        all.next = next.next;
    }
    Ok(all)
}

/// The items in an answer of whatever operation.
fn items(answer: &Json) -> Vec<Json> {
    let list = |json: &Json| json.as_array().cloned().unwrap_or_default();
    let inner = |part: &Json| part.get("Item").cloned();
    match (&answer["Responses"], answer.get("Item")) {
        (Json::Object(tables), _) => tables.values().flat_map(list).collect(),
        (Json::Array(parts), _) => parts.iter().filter_map(inner).collect(),
        (_, Some(item)) => vec![item.clone()],
        _ if answer["SearchResults"].is_array() => {
            list(&answer["SearchResults"]).iter().filter_map(inner).collect()
        }
        _ => list(&answer["Items"]),
    }
}

/// Sets in one order, numbers in one spelling.
fn in_order(item: &Json) -> Json {
    let read: Result<Attributes, _> = serde_json::from_value(item.clone());
    read.and_then(serde_json::to_value).unwrap_or_else(|_| item.clone())
}
