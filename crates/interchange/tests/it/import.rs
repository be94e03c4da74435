//! `fixtures/import/<case>`: all files but the expected ones are imported together; the design and the report must be
//! as expected. And what holds for any bytes.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tablewright_interchange::{
    ExportFormat, Import, ImportFormat, MAX_IMPORT_BYTES, Note, Report, Source, export, highlight, import,
    import_among,
};
use tablewright_model::{from_json, to_json};
use tablewright_testkit::golden;

const EXPECTED: [&str; 2] = ["expected.json", "report.txt"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if !EXPECTED.iter().any(|name| path.ends_with(name)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn imported(case: &Path, from: Option<ImportFormat>) -> Import {
    let of = |path: &PathBuf| {
        let name = path.strip_prefix(case).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read(path).unwrap())
    };
    let files: Vec<_> = files(case).iter().map(of).collect();
    let sources: Vec<_> = files.iter().map(|(path, bytes)| Source { path, bytes }).collect();
    import(&sources, from)
}

fn rendered(report: &Report) -> String {
    let list = |title: &str, notes: &[Note]| {
        let lines = notes.iter().map(|note| format!("  {}:{} {}\n", note.file, note.line, note.message));
        format!("{title}\n{}", lines.collect::<String>())
    };
    [
        list("problems", &report.problems),
        list("understood", &report.understood),
        list("assumed", &report.assumed),
        list("left out", &report.left_out),
    ]
    .concat()
}

fn text(path: &str, text: &str) -> Import {
    import(&[Source { path, bytes: text.as_bytes() }], None)
}

fn problem(path: &str, bytes: &[u8]) -> String {
    let import = import(&[Source { path, bytes }], None);
    assert!(import.design.is_none());
    let note = import.report.problems.first().unwrap();
    format!("{}:{} {}", note.file, note.line, note.message)
}

#[test]
fn every_construct_is_understood_as_expected() {
    let is_whole = |case: &PathBuf| !case.ends_with("found");
    for case in golden::scenarios("import").unwrap().into_iter().filter(is_whole) {
        let import = imported(&case, None);
        golden::check(case.join("report.txt"), &rendered(&import.report));
        let document = import.design.as_ref().map_or_else(|| "none\n".to_owned(), to_json);
        golden::check(case.join("expected.json"), &document);
        if let Some(design) = import.design {
            assert_eq!(from_json(&document), Ok(design), "{}", case.display());
        }
    }
}

#[test]
fn what_was_found_by_fuzzing_stops_no_reader() {
    for case in golden::scenarios("import/found").unwrap() {
        for from in ImportFormat::ALL.map(Some).into_iter().chain([None]) {
            let import = imported(&case, from);
            let is_answered = import.design.is_some() || !import.report.problems.is_empty();
            assert!(is_answered, "{} as {from:?}", case.display());
            let Some(design) = import.design.filter(|design| design.tables.len() < 1_000) else { continue };
            for format in ExportFormat::ALL {
                for file in export(&design, format).files() {
                    let parts: String = highlight(&file.text, format).iter().map(|span| span.text).collect();
                    assert_eq!(parts, file.text, "{} of {}", file.path, case.display());
                }
            }
            assert_eq!(from_json(&to_json(&design)), Ok(design), "{} as {from:?}", case.display());
        }
    }
}

#[test]
fn a_design_document_is_read_as_it_is() {
    for case in golden::scenarios("export").unwrap() {
        let document = fs::read_to_string(case.join("design.json")).unwrap();
        let import = text("design.json", &document);
        assert_eq!(import.design, from_json(&document).ok());
    }
}

#[test]
fn archives_are_read_like_folders() {
    let bytes = zipped(&[
        ("env/main.tf", "module \"t\" {\n  source = \"../mod\"\n}\n"),
        ("mod/main.tf", "resource \"aws_dynamodb_table\" \"orders\" {\n  name = \"orders\"\n}\n"),
        ("package.json", "{}"),
        ("notes.md", "x"),
    ]);
    let import = import(&[Source { path: "all.zip", bytes: &bytes }], None);
    assert_eq!(import.design.unwrap().tables.len(), 1);
    assert_eq!(import.report.problems, []);
    assert_eq!(import.report.understood[0].file, "mod/main.tf");
}

#[test]
fn values_that_terraform_takes_only_when_told_to_are_taken_when_they_are_named() {
    let main = "variable \"name\" {\n  default = \"open\"\n}\nresource \"aws_dynamodb_table\" \"t\" {\n  name = var.name\n}\n";
    let files = [("env/a/main.tf", main), ("env/a/prod.tfvars", "name = \"closed\"\n")];
    let bytes = zipped(&files);
    let packed = import(&[Source { path: "all.zip", bytes: &bytes }], None);
    assert_eq!(packed.design.unwrap().tables.iter().next().unwrap().name, "open");
    let told = &packed.report.left_out[0];
    assert_eq!((told.file.as_str(), told.line), ("env/a/prod.tfvars", 0));
    assert!(told.message.ends_with("name the file itself"), "{}", told.message);
    let found = files.map(|(path, text)| Source { path, bytes: text.as_bytes() });
    let named = import_among(&found[1..], &found, None);
    assert_eq!(named.design.unwrap().tables.iter().next().unwrap().name, "closed");
    assert_eq!(named.report.left_out, []);
    let two = [Source { path: "other/main.tf", bytes: main.as_bytes() }, found[0], found[1]];
    let names: Vec<_> =
        import(&two, None).design.unwrap().tables.iter().map(|table| table.name.clone()).collect();
    assert_eq!(names, ["open", "closed"]);
}

#[test]
fn what_is_none_of_ours_is_told_when_it_was_named_and_passed_over_when_it_was_found() {
    let package = [Source { path: "package.json", bytes: b"{}" }];
    let main =
        [Source { path: "main.tf", bytes: b"resource \"aws_dynamodb_table\" \"a\" {\n  name = \"a\"\n}\n" }];
    assert_eq!(import_among(&main, &package, None).report.problems, []);
    let told = import_among(&package, &main, None);
    assert_eq!(told.report.problems[0].file, "package.json");
    assert_eq!(told.design.unwrap().tables.len(), 1);
}

#[test]
fn hostile_archives_are_refused() {
    let slip = zipped(&[("../x.tf", "a = 1")]);
    assert!(problem("a.zip", &slip).contains("leads out"));
    let mut bomb = zipped(&[("x.tf", "a = 1")]);
    // The size in the central directory is a lie; more is never unpacked.
    let size = bomb.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap() + 24;
    bomb[size..size + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(problem("a.zip", &bomb).contains("more than 20 MB"));
    let cut = &slip[..slip.len() - 10];
    assert!(problem("a.zip", cut).contains("damaged or cut short"));
}

/// An archive of stored files.
fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let offset = u32::try_from(out.len()).unwrap();
        let (size, length) = (u32::try_from(text.len()).unwrap(), u16::try_from(name.len()).unwrap());
        let mut common = Vec::new();
        for short in [20_u16, 0, 0, 0, 0] {
            common.write_all(&short.to_le_bytes()).unwrap();
        }
        for long in [0_u32, size, size] {
            common.write_all(&long.to_le_bytes()).unwrap();
        }
        common.write_all(&length.to_le_bytes()).unwrap();
        common.write_all(&0_u16.to_le_bytes()).unwrap();
        out.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), text.as_bytes()].concat());
        directory.extend(
            [b"PK\x01\x02\x14\x00".as_slice(), &common, &[0; 10], &offset.to_le_bytes(), name.as_bytes()]
                .concat(),
        );
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let (size, start) = (u32::try_from(directory.len()).unwrap(), u32::try_from(out.len()).unwrap());
    let end = [
        b"PK\x05\x06\0\0\0\0".as_slice(),
        &count,
        &count,
        &size.to_le_bytes(),
        &start.to_le_bytes(),
        &[0, 0],
    ];
    [out, directory, end.concat()].concat()
}

#[test]
fn what_is_no_text_or_too_much_is_told_with_its_line() {
    assert_eq!(problem("a.tf", b"# ok\n# caf\xe9\n"), "a.tf:2 the file is not UTF-8 here: save it as UTF-8");
    assert!(problem("a.json", b"{\0}").contains("not a text"));
    assert!(problem("a.json.gz", b"\x1f\x8b\x08").contains("unpack it first"));
    assert!(problem("a.tf", &vec![b' '; MAX_IMPORT_BYTES + 1]).contains("more than 20 MB"));
    assert!(problem("a.txt", b"{\"a\": 1}").contains("none of these"));
    assert!(problem("a.tf", b"variable \"x\" {}").contains("no DynamoDB table"));
    let wide: Vec<u8> = "\u{feff}resource \"aws_dynamodb_table\" \"x\" {}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(import(&[Source { path: "a.tf", bytes: &wide }], None).design.is_some());
}

#[test]
fn bombs_of_every_language_end_early() {
    let locals = |first: &str, next: &dyn Fn(usize) -> String| {
        let steps: String = (0..60).map(|n| format!("a{} = {}\n", n + 1, next(n))).collect();
        format!(
            "locals {{\na0 = {first}\n{steps}}}\nresource \"aws_dynamodb_table\" \"x\" {{\n  name = jsonencode(local.a60)\n}}\n"
        )
    };
    let aliases: String =
        (0..40).map(|n| format!("a{}: &a{} [*a{n}, *a{n}, *a{n}]\n", n + 1, n + 1)).collect();
    for (path, source) in [
        (
            "shared.tf",
            "locals {\n  a = range(300)\n  b = flatten([for x in local.a : [for y in local.a : { name = 1 }]])\n}\n\
             resource \"aws_dynamodb_table\" \"x\" {\n  count = 9999\n  attribute = local.b\n}\n"
                .to_owned(),
        ),
        ("lists.tf", locals("[1]", &|n| format!("[local.a{n}, local.a{n}]"))),
        ("concat.tf", locals("[1]", &|n| format!("concat(local.a{n}, local.a{n})"))),
        ("text.tf", locals("\"x\"", &|n| format!("\"${{local.a{n}}}${{local.a{n}}}\""))),
        ("replace.tf", locals("\"xx\"", &|n| format!("replace(local.a{n}, \"x\", \"xxxx\")"))),
        ("product.tf", locals("range(9)", &|n| format!("setproduct(local.a{n}, local.a{n})"))),
        ("for.tf", locals("range(9)", &|n| format!("flatten([for x in local.a{n} : local.a{n}])"))),
        ("format.tf", locals("\"x\"", &|n| format!("format(\"%s%s\", local.a{n}, local.a{n})"))),
        ("count.tf", "resource \"aws_dynamodb_table\" \"x\" {\n  count = 1000000000\n}\n".to_owned()),
        (
            "module.tf",
            "module \"a\" {\n  source = \"./\"\n}\nmodule \"b\" {\n  source = \"./\"\n}\n".to_owned(),
        ),
        (
            "aliases.yaml",
            format!(
                "a0: &a0 [1]\n{aliases}Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties: {{Tags: *a40}}\n"
            ),
        ),
    ] {
        let report = text(path, &source).report;
        assert!(
            !report.problems.is_empty() || !report.assumed.is_empty() || !report.left_out.is_empty(),
            "{path}"
        );
    }
}

#[test]
fn long_chains_end_before_the_stack_does() {
    let chain: String = (0..20_000).map(|n| format!("a{n} = [[[[[[[[local.a{}]]]]]]]]\n", n + 1)).collect();
    let source = format!(
        "locals {{\n{chain}a20000 = 1\n}}\nresource \"aws_dynamodb_table\" \"x\" {{\n  name = jsonencode(local.a0)\n}}\n"
    );
    let told = text("a.tf", &source).report.left_out;
    assert!(told.iter().any(|note| note.message.contains("too deep")), "{told:?}");
    let conditions: String = (0..20_000).map(|n| format!("  C{n}: !Not [Condition: C{}]\n", n + 1)).collect();
    let source =
        format!("Conditions:\n{conditions}Resources:\n  T: {{Type: AWS::DynamoDB::Table, Condition: C0}}\n");
    assert_eq!(text("a.yaml", &source).design.unwrap().tables.len(), 1);
}

#[test]
fn a_format_can_be_told() {
    let bytes = b"resource \"aws_dynamodb_table\" \"x\" {}";
    let told = import(&[Source { path: "pasted text", bytes }], Some(ImportFormat::Terraform));
    assert_eq!(told.design.unwrap().tables.len(), 1);
}

/// Beginnings that lead deep into each reader.
const BEGINNINGS: [&str; 6] = [
    "resource \"aws_dynamodb_table\" \"x\" {\n name = \"a\"\n",
    "locals {\n a = ",
    "Resources:\n  T:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      ",
    "{\"Resources\": {\"T\": {\"Type\": \"AWS::DynamoDB::Table\", \"Properties\": ",
    "{\"DataModel\": [{\"TableName\": \"a\", \"TableData\": ",
    "PK\u{3}\u{4}",
];

const PATHS: [&str; 6] = ["a.tf", "a.tf.json", "a.yaml", "a.json", "a.tfstate", "a.zip"];

proptest! {
    #[test]
    fn no_bytes_stop_a_reader(path in 0..PATHS.len(), beginning in 0..BEGINNINGS.len(), bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let bytes = [BEGINNINGS[beginning].as_bytes(), &bytes].concat();
        let _ = import(&[Source { path: PATHS[path], bytes: &bytes }], None);
    }

    #[test]
    fn no_text_stops_a_reader(path in 0..PATHS.len(), beginning in 0..BEGINNINGS.len(), rest in "([\\[\\]{}()\"'$%!&*|>#,:;=?.\\-\\n <~a-f0-9]|\\$\\{|%\\{ for|%\\{ if|<<EOT\\n|Fn::Sub|!Ref |: |\\[for x in |\\.\\.\\.|=> ){0,60}") {
        let import = text(PATHS[path], &format!("{}{rest}", BEGINNINGS[beginning]));
        if let Some(design) = import.design {
            prop_assert_eq!(from_json(&to_json(&design)), Ok(design));
        }
    }

    #[test]
    fn a_broken_fixture_stops_no_reader(case in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), to in any::<u8>(), is_cut in any::<bool>()) {
        let cases = golden::scenarios("import").unwrap();
        let paths = files(&cases[case.index(cases.len())]);
        let path = at.get(&paths);
        let mut bytes = fs::read(path).unwrap();
        let place = at.index(bytes.len().max(1));
        if is_cut { bytes.truncate(place) } else if let Some(byte) = bytes.get_mut(place) { *byte = to }
        let name = path.file_name().unwrap().to_str().unwrap();
        let first = import(&[Source { path: name, bytes: &bytes }], None);
        let second = import(&[Source { path: name, bytes: &bytes }], None);
        prop_assert_eq!(first.design, second.design);
        prop_assert_eq!(first.report, second.report);
    }
}
