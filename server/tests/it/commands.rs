//! `lint`, `import` and `export` as a pipeline calls them: what comes out where, and the exit code.

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use serde_json::Value;
use tablewright_model::{from_json, to_json};
use tablewright_testkit::golden;

use crate::server::tablewright;

/// What a finished command has said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Said {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap()
    }
}

/// Runs a command in the folder of the fixtures, so that what it says does not depend on where that is.
pub(crate) fn say(arguments: &[&str]) -> Said {
    tablewright().current_dir(fixtures()).args(arguments).output().unwrap().into()
}

/// A command that can't do what it is for gives one sentence and exit code 2, and writes nothing.
pub(crate) fn refusal(arguments: &[&str]) -> String {
    let Said { code, out, err } = say(arguments);
    assert_eq!((code, out.as_str(), err.lines().count()), (2, "", 1), "{err}");
    err
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub(crate) const GAME_SCORES: &str = "document/format-1/game-scores.json";
pub(crate) const UNFINISHED: &str = "document/format-1/unfinished.json";
pub(crate) const JOINED: &str = "import/terraform-joined/main.tf";
const TABLE: &str = "resource \"aws_dynamodb_table\" \"a\" {\n  name = \"Table\"\n}\n";

#[test]
fn findings_are_told_to_people() {
    golden::check(fixtures().join("command/lint.txt"), &say(&["lint", GAME_SCORES]).out);
    golden::check(fixtures().join("command/lint-explain.txt"), &say(&["lint", "--explain", UNFINISHED]).out);
}

#[test]
fn the_exit_code_goes_by_the_severity_that_matters() {
    let code = |file: &str, fail_on: &str| say(&["lint", file, "--fail-on", fail_on]).code;
    assert_eq!(code(GAME_SCORES, "error"), 0);
    assert_eq!(code(GAME_SCORES, "warning"), 1);
    assert_eq!(code(UNFINISHED, "error"), 1);
    assert_eq!(say(&["lint", UNFINISHED]).code, 1);
}

#[test]
fn a_policy_changes_what_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("policy.json");
    let lint = |text: &str| {
        fs::write(&policy, text).unwrap();
        tablewright()
            .current_dir(fixtures())
            .args(["lint", GAME_SCORES, "--format", "json", "--policy"])
            .arg(&policy)
            .output()
            .unwrap()
            .into()
    };
    let said: Said = lint(r#"{"rules": {"DDB101": "off", "DDB102": "error"}}"#);
    let found = said.json();
    let codes: Vec<_> =
        found["findings"].as_array().unwrap().iter().map(|finding| &finding["code"]).collect();
    assert!(!codes.contains(&&"DDB101".into()) && codes.contains(&&"DDB102".into()), "{codes:?}");
    assert_eq!((said.code, &found["errors"]), (1, &1.into()));
    for (wrong, told) in [
        ("{", "is not a policy"),
        (r#"{"rule": {}}"#, "unknown field `rule`"),
        (r#"{"rules": {"DDB001": "off"}}"#, "`DDB001`, which is not a rule of lint"),
    ] {
        let said: Said = lint(wrong);
        assert_eq!((said.code, said.err.lines().count()), (2, 1), "{}", said.err);
        assert!(said.err.contains(told), "{}", said.err);
    }
}

#[test]
fn programs_are_given_subjects_and_ways_out() {
    let found = say(&["lint", GAME_SCORES, "--format", "json"]).json();
    let finding = &found["findings"][0];
    assert_eq!((&finding["code"], &finding["subject"]), (&"DDB101".into(), &"GameScores".into()));
    assert!(
        finding["way_out"].as_str().unwrap().len() > 10 && finding["fix"]["edit"].is_object(),
        "{finding}"
    );
    let run = say(&["lint", UNFINISHED, "--format", "sarif"]).json()["runs"][0].take();
    let results = run["results"].as_array().unwrap();
    assert!(results.iter().any(|result| result["level"] == "error"));
    let location = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(location["artifactLocation"]["uri"], UNFINISHED);
}

#[test]
fn what_can_be_imported_can_be_linted() {
    let said = say(&["lint", JOINED, "--format", "json"]);
    assert_eq!(said.json()["design"], "terraform-joined");
    assert!(said.err.contains("`tablewright import` tells which"), "{}", said.err);
}

#[test]
fn an_import_gives_the_document_and_a_report() {
    let said = say(&["import", JOINED]);
    let expected = fs::read_to_string(fixtures().join("import/terraform-joined/expected.json")).unwrap();
    assert_eq!(said.code, 0);
    assert_eq!(from_json(&said.out).unwrap().tables, from_json(&expected).unwrap().tables);
    golden::check(fixtures().join("command/import.txt"), &said.err);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("design.json");
    let said = say(&["import", JOINED, "--report", "json", "-o", text(&path)]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert!(from_json(&fs::read_to_string(&path).unwrap()).is_ok());
    let report: Value = serde_json::from_str(&said.err).unwrap();
    assert_eq!(
        (&report["understood"][0]["file"], &report["understood"][0]["line"]),
        (&JOINED.into(), &1.into())
    );
}

#[test]
fn a_document_goes_through_unchanged() {
    let said = say(&["import", GAME_SCORES]);
    assert_eq!(said.out, to_json(&from_json(&said.out).unwrap()));
    assert_eq!(said.out, say(&["export", GAME_SCORES, "--to", "json"]).out);
}

#[test]
fn standard_input_is_read_and_a_format_can_be_named() {
    let import = |arguments: &[&str]| -> Said {
        let mut command = tablewright();
        command
            .arg("import")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(TABLE.as_bytes()).unwrap();
        child.wait_with_output().unwrap().into()
    };
    let said = import(&["-", "--from", "terraform"]);
    assert_eq!(from_json(&said.out).unwrap().tables.len(), 1, "{}", said.err);
    let said = import(&["-"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert!(said.err.contains("Problems:"), "{}", said.err);
}

#[test]
fn folders_are_walked_and_links_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("infra");
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("env/dev/main.tf", "module \"a\" {\n  source = \"../../modules/table\"\n}\n");
    write("modules/table/main.tf", TABLE);
    write("node_modules/x/main.tf", &TABLE.replace("Table", "NotOurs"));
    write(".terraform/modules/x/main.tf", &TABLE.replace("Table", "NotOurs"));
    write("package.json", "{}");
    symlink(&root, root.join("again")).unwrap();
    symlink("/dev/zero", root.join("endless.json")).unwrap();
    for path in [text(&root), &format!("{}/./", text(&root))] {
        let said = say(&["import", path]);
        assert_eq!(said.code, 0, "{}", said.err);
        let design = from_json(&said.out).unwrap();
        assert_eq!(design.tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>(), ["Table"]);
    }
    let said: Said = tablewright().current_dir(&root).args(["import", "."]).output().unwrap().into();
    assert_eq!(
        (said.code, said.err.lines().nth(1).unwrap()),
        (0, "  modules/table/main.tf:1: table `Table`")
    );
}

#[test]
fn problems_are_told_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.tf"), TABLE).unwrap();
    fs::write(folder.path().join("b.tf"), "resource \"x\n").unwrap();
    let path = text(folder.path());
    assert_eq!(say(&["import", path]).code, 1);
    let said = say(&["export", path, "--to", "terraform"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("aws_dynamodb_table") && said.err.contains("b.tf:1: "), "{}", said.err);
    assert_eq!(say(&["lint", path]).code, 2, "what can't be read has not been judged");
}

#[test]
fn a_design_is_exported_to_a_file_or_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let terraform = say(&["export", GAME_SCORES, "--to", "terraform"]).out;
    let file = folder.path().join("tables.tf");
    for (path, written) in
        [(text(&file), &file), (text(folder.path()), &folder.path().join("game-scores.tf"))]
    {
        let said = say(&["export", GAME_SCORES, "--to", "terraform", "-o", path]);
        assert_eq!((said.code, said.out.as_str()), (0, ""));
        assert!(
            said.err.contains("left out: Game scores: ") && said.err.contains("access patterns"),
            "{}",
            said.err
        );
        assert_eq!(&fs::read_to_string(written).unwrap(), &terraform);
    }
    let nowhere = folder.path().join("none/tables.tf");
    assert!(refusal(&["export", GAME_SCORES, "--to", "terraform", "-o", text(&nowhere)]).contains("with -o"));
}

#[test]
fn a_module_is_written_as_files_or_as_an_archive_that_is_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    let module =
        ["export", GAME_SCORES, "--to", "terraform", "--layout", "module", "--gsi-style", "key-schema"];
    let to = |path: &str| say(&[&module[..], &["--import-blocks", "GameScores", "-o", path]].concat());
    assert_eq!(to(text(folder.path())).code, 0);
    for name in ["versions.tf", "variables.tf", "outputs.tf"] {
        assert!(folder.path().join(name).is_file(), "{name}");
    }
    let main = fs::read_to_string(folder.path().join("main.tf")).unwrap();
    assert!(main.contains("key_schema {") && main.contains("import {"), "{main}");
    let archives = ["a.zip", "b.zip"].map(|name| folder.path().join(name));
    let bytes = archives.each_ref().map(|path| {
        assert_eq!(to(text(path)).code, 0);
        fs::read(path).unwrap()
    });
    assert_eq!(bytes[0], bytes[1]);
    assert_eq!(say(&["import", text(&archives[0])]).code, 0, "what is written is read again");
    assert_eq!(say(&["export", GAME_SCORES, "--to", "svg", "--table-name", "x"]).code, 2);
}

#[test]
fn a_picture_is_the_same_wherever_it_is_written_and_says_what_it_can_not_show() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("diagram.png");
    let printed = tablewright().current_dir(fixtures()).args(["export", GAME_SCORES, "--to", "png"]).output();
    for path in [&file, folder.path()] {
        let said = say(&["export", GAME_SCORES, "--to", "png", "-o", text(path)]);
        assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (0, "", ""));
    }
    let written = fs::read(&file).unwrap();
    assert!(written.starts_with(b"\x89PNG\r\n"));
    assert_eq!(fs::read(folder.path().join("game-scores.png")).unwrap(), written);
    assert_eq!(printed.unwrap().stdout, written);
    let design = fs::read_to_string(fixtures().join(GAME_SCORES)).unwrap().replace("GameTitle", "題名");
    let other = folder.path().join("other.json");
    fs::write(&other, design).unwrap();
    let said = say(&["export", text(&other), "--to", "png", "-o", text(&file)]);
    assert!(
        said.code == 0 && said.err.contains("left out: Game scores: letters that the font"),
        "{}",
        said.err
    );
}

#[test]
fn nonsense_gives_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        text(&path).to_owned()
    };
    fs::create_dir(folder.path().join("empty")).unwrap();
    let newer = path("newer.json", br#"{"format": 99, "design": {}}"#);
    let escape = path("escape.json", b"{\"\x1b[2J\": }");
    for (file, told) in [
        ("none.json", "there is no `none.json`: check the path"),
        (text(&folder.path().join("empty")), "nothing to read in folder"),
        ("/dev/zero", "more than 20 MB"),
        ("/dev/null", "there is no DynamoDB table in the files"),
        (&newer, "update Tablewright"),
        (&escape, "escape.json:1: "),
        (&path("all.zip", b"PK\x03\x04 and no more"), "all.zip"),
        (&path("words.txt", b"what is this"), "none of these"),
    ] {
        for command in [&["lint", file][..], &["export", file, "--to", "json"]] {
            let refused = refusal(command);
            assert!(refused.contains(told), "{told}: {refused}");
            assert!(!refused.contains('\x1b'), "{refused}");
        }
        assert_eq!(say(&["import", file]).code, 2, "{file}");
    }
    assert!(say(&["export", GAME_SCORES, "--to", "word"]).err.contains("terraform"));
}
