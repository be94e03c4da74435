//! Inputs that are too large, too deep, endless, or not what they seem: one table for the test of limits and for the
//! measurement of time and memory (the example `limits`).

use std::fmt::Write as _;

use miniz_oxide::deflate::compress_to_vec;

/// An input and what there is to say of it.
pub(crate) struct Hostile {
    pub(crate) name: &'static str,
    pub(crate) path: &'static str,
    /// Made as large as so many megabytes, where it is large.
    pub(crate) bytes: fn(usize) -> Vec<u8>,
    /// A part of what is told.
    pub(crate) told: &'static str,
    /// The line that it is told of, where one can be known.
    pub(crate) line: Option<u32>,
}

const MB: usize = 1024 * 1024;

const fn hostile(
    name: &'static str,
    path: &'static str,
    bytes: fn(usize) -> Vec<u8>,
    told: &'static str,
    line: Option<u32>,
) -> Hostile {
    Hostile { name, path, bytes, told, line }
}

/// All of them.
pub(crate) const HOSTILE: [&[Hostile]; 5] = [SIZES, DEPTHS, ENDLESS, ARCHIVES, BROKEN];

/// Large.
pub(crate) const SIZES: &[Hostile] = &[
    hostile("more than 20 MB", "a.tf", |_| vec![b' '; 20 * MB + 1], "more than 20 MB", None),
    hostile("20 MB of newlines", "a.tf", |size| vec![b'\n'; size], "no DynamoDB table", None),
    hostile("20 MB in one line of a comment", "a.tf", |size| vec![b'#'; size], "no DynamoDB table", None),
    hostile(
        "20 MB of tables",
        "a.tf",
        |size| {
            fill(size, |n| format!("resource \"aws_dynamodb_table\" \"t{n}\" {{\n  name = \"t{n}\"\n}}\n"))
        },
        "import them in parts",
        None,
    ),
    hostile(
        "20 MB in one text",
        "a.tf",
        |size| [b"locals {\n  a = \"", vec![b'x'; size - 100].as_slice(), b"\"\n}\n"].concat(),
        "no DynamoDB table",
        None,
    ),
    hostile(
        "20 MB of interpolations",
        "a.tf",
        |size| wrapped("locals {\n  a = \"", &"${a}".repeat(size / 5), "\"\n}\n"),
        "expressions",
        Some(2),
    ),
    hostile(
        "20 MB of one name",
        "a.tf",
        |size| wrapped("locals {\n  a = ", &"a.".repeat(size / 2 - 50), "a\n}\n"),
        "expressions",
        Some(2),
    ),
    hostile(
        "20 MB of JSON numbers",
        "a.json",
        |size| wrapped("[", &"1,".repeat(size / 2 - 50), "1]"),
        "more than",
        Some(1),
    ),
    hostile(
        "20 MB of JSON keys",
        "a.json",
        |size| wrapped("{", &join(size / 16, |n| format!("\"k{n}\": 1")), "}"),
        "",
        Some(1),
    ),
    hostile(
        "20 MB of JSON escapes",
        "a.json",
        |size| wrapped("{\"TableName\": \"", &"\\u00e9".repeat(size / 7), "\"}"),
        "table",
        None,
    ),
    hostile(
        "20 MB of a YAML list",
        "a.yaml",
        |size| wrapped("Resources:\n  a:\n", &"  - 1\n".repeat(size / 7), ""),
        "more than",
        None,
    ),
    hostile("20 MB of YAML documents", "a.yaml", |size| "---\n".repeat(size / 4).into_bytes(), "", None),
    hostile(
        "20 MB of a YAML text",
        "a.yaml",
        |size| wrapped("Resources: \"", &"x".repeat(size - 100), "\"\n"),
        "no DynamoDB table",
        None,
    ),
    hostile(
        "50,000 tags",
        "a.json",
        |_| {
            wrapped(
                "{\"TableName\": \"t\", \"Tags\": [",
                &join(50_000, |n| format!("{{\"Key\":\"{n}\",\"Value\":\"\"}}")),
                "]}",
            )
        },
        "at most 200",
        Some(1),
    ),
    hostile(
        "20,000 items",
        "a.json",
        |_| {
            wrapped(
                "{\"DataModel\": [{\"TableName\": \"t\", \"TableData\": [",
                &join(20_000, |n| format!("{{\"id\":{{\"S\":\"{n}\"}}}}")),
                "]}]}",
            )
        },
        "after the first",
        Some(1),
    ),
    hostile(
        "one key 100,000 times",
        "a.json",
        |_| wrapped("{\"TableName\": \"t\", ", &join(100_000, |_| "\"Novelty\": 1".to_owned()), "}"),
        "Novelty",
        Some(1),
    ),
    hostile(
        "100,000 keys that nobody knows",
        "a.json",
        |_| wrapped("{\"TableName\": \"t\", ", &join(100_000, |n| format!("\"n{n}\": 1")), "}"),
        "no setting",
        Some(1),
    ),
    hostile(
        "10,000 tables of one name",
        "a.tf",
        |_| fill(900_000, |n| format!("resource \"aws_dynamodb_table\" \"t{n}\" {{\n  name = \"t\"\n}}\n")),
        "",
        None,
    ),
    hostile(
        "a hundred thousand tables of eleven blocks",
        "a.tf",
        |_| {
            let block = |n: usize| {
                format!(
                    "resource \"aws_dynamodb_table\" \"t{n}\" {{\n  count = 10000\n  name  = \"none\"\n}}\n"
                )
            };
            (0..11).map(block).collect::<String>().into_bytes()
        },
        "more than 20000 tables",
        Some(9),
    ),
    hostile(
        "400,000 tables of NoSQL Workbench",
        "a.json",
        |_| wrapped("{\"DataModel\": [", &join(400_000, |_| "{\"TableName\": \"a\"}".to_owned()), "]}"),
        "more tables than the 10000 of a design",
        Some(1),
    ),
    hostile("more scaling than indexes", "a.json", |_| scaling(), "no such index", Some(1)),
    hostile("facets of everything", "a.json", |_| facets(), "", None),
];

/// Deep.
pub(crate) const DEPTHS: &[Hostile] = &[
    hostile(
        "a million brackets in HCL",
        "a.tf",
        |_| wrapped("locals {\n  a = ", &"[".repeat(MB), ""),
        "deeper than",
        Some(2),
    ),
    hostile(
        "a million braces in HCL",
        "a.tf",
        |_| wrapped("locals {\n  a = ", &"{a=".repeat(MB), ""),
        "deeper than",
        Some(2),
    ),
    hostile(
        "a million blocks within each other",
        "a.tf",
        |_| "a {\n".repeat(MB).into_bytes(),
        "deeper than",
        None,
    ),
    hostile(
        "a million parentheses",
        "a.tf",
        |_| wrapped("locals {\n  a = ", &"(".repeat(MB), ""),
        "deeper than",
        Some(2),
    ),
    hostile(
        "a million times not",
        "a.tf",
        |_| wrapped("locals {\n  a = ", &"!".repeat(MB), "true\n}"),
        "deeper than",
        Some(2),
    ),
    hostile(
        "a million conditions",
        "a.tf",
        |_| wrapped("locals {\n  a = ", &"a ? b : ".repeat(MB), "c\n}"),
        "deeper than",
        Some(2),
    ),
    hostile(
        "a million sums",
        "a.tf",
        |_| wrapped("locals {\n  a = 1", &" + 1".repeat(MB), "\n}"),
        "no DynamoDB table",
        None,
    ),
    hostile(
        "templates within each other",
        "a.tf",
        |_| wrapped("locals {\n  a = ", &"\"${".repeat(MB), ""),
        "deeper than",
        Some(2),
    ),
    hostile(
        "directives within each other",
        "a.tf",
        |_| wrapped("locals {\n  a = \"", &"%{ if a }".repeat(MB), "\"\n}"),
        "deeper than",
        Some(2),
    ),
    hostile("a million brackets in JSON", "a.json", |_| "[".repeat(MB).into_bytes(), "deeper than", Some(1)),
    hostile(
        "a million braces in JSON",
        "a.json",
        |_| "{\"a\":".repeat(MB).into_bytes(),
        "deeper than",
        Some(1),
    ),
    hostile("a million brackets in YAML", "a.yaml", |_| "[".repeat(MB).into_bytes(), "deeper than", None),
    hostile("a million dashes in YAML", "a.yaml", |_| "- ".repeat(MB).into_bytes(), "deeper than", None),
    hostile("maps in YAML ever deeper", "a.yaml", |_| deep_yaml(), "deeper than", None),
    hostile(
        "functions within each other",
        "a.yaml",
        |_| wrapped("Resources: ", &"{\"Fn::Join\": [\"\", [".repeat(100_000), ""),
        "recursion",
        None,
    ),
    hostile(
        "a design nested too deep",
        "a.json",
        |_| wrapped("{\"format\": 1, \"design\": ", &"{\"a\":".repeat(100_000), ""),
        "deeper than",
        None,
    ),
];

/// Without an end, or with one that is far away.
pub(crate) const ENDLESS: &[Hostile] = &[
    hostile(
        "locals in a circle",
        "a.tf",
        |_| {
            b"locals {\n  a = local.b\n  b = local.a\n}\nresource \"aws_dynamodb_table\" \"t\" {\n  name = local.a\n}\n".to_vec()
        },
        "cycle",
        None,
    ),
    hostile(
        "a module that calls itself",
        "a.tf",
        |_| b"module \"a\" {\n  source = \"./\"\n}\nmodule \"b\" {\n  source = \"./\"\n}\n".to_vec(),
        "too deep or too often",
        None,
    ),
    hostile(
        "conditions in a circle",
        "a.yaml",
        |_| {
            b"Conditions:\n  A: !Not [Condition: B]\n  B: !Not [Condition: A]\nResources:\n  T: {Type: AWS::DynamoDB::Table, Condition: A}\n".to_vec()
        },
        "can't be known",
        Some(5),
    ),
    hostile(
        "parameters in a circle",
        "a.tf",
        |_| {
            b"variable \"a\" {\n  default = var.a\n}\nresource \"aws_dynamodb_table\" \"t\" {\n  name = var.a\n}\n".to_vec()
        },
        "",
        None,
    ),
    hostile("a YAML bomb", "a.yaml", |_| yaml_bomb(), "aliases", Some(1)),
    hostile("a YAML anchor in itself", "a.yaml", |_| b"Resources: &a\n  T: *a\n".to_vec(), "", None),
    hostile("a doubling of doublings", "a.tf", |_| doublings(), "too", None),
    hostile(
        "a billion of one",
        "a.tf",
        |_| b"resource \"aws_dynamodb_table\" \"t\" {\n  count = 1000000000\n}\n".to_vec(),
        "1000000000 times",
        Some(1),
    ),
    hostile(
        "ten thousand of one",
        "a.tf",
        |_| b"resource \"aws_dynamodb_table\" \"t\" {\n  count = 10000\n  hash_key = \"id\"\n}\n".to_vec(),
        "the capacity is not said",
        Some(1),
    ),
    hostile(
        "a range of a billion",
        "a.tf",
        |_| b"resource \"aws_dynamodb_table\" \"t\" {\n  for_each = toset(range(1000000000))\n}\n".to_vec(),
        "",
        None,
    ),
    hostile(
        "a for_each of a million",
        "a.tf",
        |_| {
            b"resource \"aws_dynamodb_table\" \"t\" {\n  for_each = toset([for pair in setproduct(range(1000), range(1000)) : join(\"-\", pair)])\n}\n".to_vec()
        },
        "",
        None,
    ),
    hostile(
        "a file that reads itself over and over",
        "a.tf",
        |_| {
            let read =
                "resource \"aws_dynamodb_table\" \"t\" {\n  count = 10000\n  name = file(\"a.tf\")\n}\n";
            [read, &"#".repeat(MB)].concat().into_bytes()
        },
        "takes too many steps",
        None,
    ),
    hostile("a loop of loops in CloudFormation", "a.json", |_| loops(), "", None),
    hostile(
        "a loop over too much",
        "a.yaml",
        |_| {
            format!("Resources:\n  Fn::ForEach::A: [N, [{}], {{}}]\n", join(10_001, |at| at.to_string()))
                .into_bytes()
        },
        "stands for more than can be imported",
        Some(2),
    ),
    hostile(
        "a width of a billion",
        "a.tf",
        |_| b"resource \"aws_dynamodb_table\" \"t\" {\n  name = format(\"%1000000000d\", 1)\n}\n".to_vec(),
        "",
        None,
    ),
];

/// Archives that are traps.
pub(crate) const ARCHIVES: &[Hostile] = &[
    hostile(
        "a file that leads out of the archive",
        "a.zip",
        |_| zip(&[("../x.tf", b"a = 1", None)]),
        "leads out",
        None,
    ),
    hostile("a file at the root", "a.zip", |_| zip(&[("/etc/x.tf", b"a = 1", None)]), "leads out", None),
    hostile(
        "a bomb that tells its size",
        "a.zip",
        |_| zip(&[("x.tf", &vec![b' '; 60 * MB], None)]),
        "more than 20 MB",
        None,
    ),
    hostile(
        "a bomb that lies",
        "a.zip",
        |_| zip(&[("x.tf", &vec![b' '; 60 * MB], Some(10))]),
        "damaged",
        None,
    ),
    hostile("entries that share their bytes", "a.zip", |_| overlapping(), "more than", None),
    hostile("60,000 files", "a.zip", |_| many_files(60_000), "more than", None),
    hostile(
        "an archive cut short",
        "a.zip",
        |_| {
            let mut bytes = zip(&[("x.tf", b"a = 1", None)]);
            bytes.truncate(bytes.len() - 5);
            bytes
        },
        "damaged or cut short",
        None,
    ),
];

/// In another encoding, or cut short.
pub(crate) const BROKEN: &[Hostile] = &[
    hostile("Latin-1", "a.tf", |_| b"# ok\n# caf\xe9\n".to_vec(), "not UTF-8", Some(2)),
    hostile("half a UTF-16 sign", "a.tf", |_| b"\xff\xfea\0\0\xd8".to_vec(), "not UTF-16", None),
    hostile("UTF-32", "a.tf", |_| b"\xff\xfe\0\0a\0\0\0".to_vec(), "not a text", None),
    hostile("a picture", "a.json", |_| b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "not UTF-8", Some(1)),
    hostile("nothing", "a.tf", |_| Vec::new(), "no DynamoDB table", None),
    hostile("a mark and nothing", "a.json", |_| b"\xef\xbb\xbf".to_vec(), "", None),
    hostile(
        "a block without its end",
        "a.tf",
        |_| b"resource \"aws_dynamodb_table\" \"t\" {\n  name = \"t\"\n".to_vec(),
        "",
        Some(3),
    ),
    hostile("a text without its end", "a.tf", |_| b"locals {\n  a = \"x\n}\n".to_vec(), "", Some(2)),
    hostile("a heredoc without its end", "a.tf", |_| b"locals {\n  a = <<EOT\nx\n}\n".to_vec(), "", Some(2)),
    hostile(
        "JSON cut short",
        "a.json",
        |_| b"{\n  \"Table\": {\n    \"TableName\": \"t\"".to_vec(),
        "",
        Some(3),
    ),
    hostile(
        "YAML cut short",
        "a.yaml",
        |_| b"Resources:\n  T: {Type: AWS::DynamoDB::Table,\n".to_vec(),
        "",
        None,
    ),
    hostile(
        "a state cut short",
        "a.tfstate",
        |_| b"{\"version\": 4,\n\"resources\": [{".to_vec(),
        "",
        Some(2),
    ),
    hostile(
        "a design cut short",
        "a.json",
        |_| b"{\"format\": 1,\n\"design\": {\"name\": ".to_vec(),
        "",
        Some(2),
    ),
];

fn wrapped(before: &str, middle: &str, after: &str) -> Vec<u8> {
    [before, middle, after].concat().into_bytes()
}

fn fill(most: usize, part: impl Fn(usize) -> String) -> Vec<u8> {
    let mut text = String::with_capacity(most);
    let mut number = 0;
    loop {
        let next = part(number);
        if text.len() + next.len() > most {
            return text.into_bytes();
        }
        text.push_str(&next);
        number += 1;
    }
}

fn join(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(",")
}

fn deep_yaml() -> Vec<u8> {
    let mut text = String::new();
    for level in 0..4_000 {
        writeln!(text, "{}a:", " ".repeat(level)).unwrap_or_default();
    }
    text.into_bytes()
}

fn yaml_bomb() -> Vec<u8> {
    let steps: String = (0..40).map(|n| format!("a{}: &a{} [*a{n}, *a{n}, *a{n}]\n", n + 1, n + 1)).collect();
    format!("a0: &a0 [1]\n{steps}Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties: {{Tags: *a40}}\n")
        .into_bytes()
}

fn doublings() -> Vec<u8> {
    let steps: String = (0..60).map(|n| format!("  a{} = concat(local.a{n}, local.a{n})\n", n + 1)).collect();
    format!(
        "locals {{\n  a0 = [1]\n{steps}}}\nresource \"aws_dynamodb_table\" \"t\" {{\n  name = jsonencode(local.a60)\n}}\n"
    )
    .into_bytes()
}

fn loops() -> Vec<u8> {
    let list = join(300, |n| format!("\"{n}\""));
    let table = "{\"T${A}x${B}\": {\"Type\": \"AWS::DynamoDB::Table\"}}";
    format!(
        "{{\"Resources\": {{\"Fn::ForEach::One\": [\"A\", [{list}], {{\"Fn::ForEach::Two\": [\"B\", [{list}], {table}]}}]}}}}"
    )
    .into_bytes()
}

fn scaling() -> Vec<u8> {
    let index = |n| format!("{{\"IndexName\":\"i{n}\"}}");
    let entry = |n| {
        format!(
            "{{\"IndexName\":\"x{n}\",\"ScalableDimension\":\"dynamodb:index:ReadCapacityUnits\",\"MaxCapacity\":1}}"
        )
    };
    wrapped(
        "{\"TableName\": \"t\", \"BillingMode\": \"PAY_PER_REQUEST\", \"GlobalSecondaryIndexes\": [",
        &format!("{}], \"AutoScaling\": [{}", join(1_000, index), join(10_000, entry)),
        "]}",
    )
}

/// Facets with many attributes that all are keys, and many items that almost tell how they are made.
fn facets() -> Vec<u8> {
    let names = join(500, |n| format!("\"a{n}\""));
    let index = |n| {
        format!(
            "{{\"IndexName\":\"i{n}\",\"KeyAttributes\":{{\"PartitionKey\":{{\"AttributeName\":\"a{n}\",\"AttributeType\":\"S\"}}}}}}"
        )
    };
    let item = format!("{{{}}}", join(500, |n| format!("\"a{n}\":{{\"S\":\"x#{n}#x#1\"}}")));
    let items = join(20, |_| item.clone());
    let facet =
        |n| format!("{{\"FacetName\":\"f{n}\",\"NonKeyAttributes\":[{names}],\"TableData\":[{items}]}}");
    wrapped(
        "{\"DataModel\": [{\"TableName\": \"t\", \"TableFacets\": [",
        &format!("{}], \"GlobalSecondaryIndexes\": [{}", join(5, facet), join(500, index)),
        "]}]}",
    )
}

/// An archive of deflated files; a size may be a lie.
pub(crate) fn zip(files: &[(&str, &[u8], Option<u32>)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes, lie) in files {
        let packed = compress_to_vec(bytes, 6);
        let offset = out.len();
        let size = lie.unwrap_or(short(bytes.len()));
        let common = common(name, short(packed.len()), size);
        out.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), &packed].concat());
        directory.extend(entry(name, &common, offset));
    }
    ended(out, &directory, files.len())
}

/// Many names for the bytes of one file.
fn overlapping() -> Vec<u8> {
    let packed = compress_to_vec(&vec![b' '; 10 * MB], 6);
    let common = |name: &str| common(name, short(packed.len()), short(10 * MB));
    let mut out = [b"PK\x03\x04".as_slice(), &common("0.tf"), b"0.tf"].concat();
    out.extend(&packed);
    let names: Vec<String> = (0..9).map(|n| format!("{n}.tf")).collect();
    let directory: Vec<u8> = names.iter().flat_map(|name| entry(name, &common(name), 0)).collect();
    ended(out, &directory, names.len())
}

fn many_files(count: usize) -> Vec<u8> {
    let names: Vec<String> = (0..count).map(|n| format!("{n:05}.tf")).collect();
    let files: Vec<(&str, &[u8], Option<u32>)> =
        names.iter().map(|name| (name.as_str(), b"#".as_slice(), None)).collect();
    zip(&files)
}

/// What the header of a file and its entry in the directory have both.
fn common(name: &str, packed: u32, size: u32) -> Vec<u8> {
    const DEFLATED: u16 = 8;
    let mut bytes: Vec<u8> = [20_u16, 0, DEFLATED, 0, 0].into_iter().flat_map(u16::to_le_bytes).collect();
    bytes.extend([0_u32, packed, size].into_iter().flat_map(u32::to_le_bytes));
    let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
    bytes.extend([length, 0].into_iter().flat_map(u16::to_le_bytes));
    bytes
}

fn entry(name: &str, common: &[u8], offset: usize) -> Vec<u8> {
    let offset = short(offset).to_le_bytes();
    [b"PK\x01\x02\x14\x00".as_slice(), common, &[0; 10], &offset, name.as_bytes()].concat()
}

fn ended(mut out: Vec<u8>, directory: &[u8], count: usize) -> Vec<u8> {
    let start = short(out.len()).to_le_bytes();
    let count = u16::try_from(count).unwrap_or(u16::MAX).to_le_bytes();
    out.extend(directory);
    let size = short(directory.len()).to_le_bytes();
    out.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size, &start, &[0, 0]].concat());
    out
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
