//! The golden scenarios of the planner that can be carried out in an ordinary account: those without anything that
//! somebody else did or forbade. And those with a place for copies, which is unusual and no more.

use std::fs;
use std::path::{Path, PathBuf};

use tablewright_model::{Design, from_json};
use tablewright_testkit::golden;

/// A design that becomes another one.
pub(crate) struct Scenario {
    pub(crate) name: String,
    pub(crate) before: Design,
    pub(crate) after: Design,
}

pub(crate) fn ordinary() -> Vec<Scenario> {
    let folders = golden::scenarios("plan").unwrap();
    folders.into_iter().filter(|folder| !folder.join("case.json").exists()).map(scenario).collect()
}

/// Those where only a place for copies is unusual.
pub(crate) fn with_a_place() -> Vec<Scenario> {
    let is_so = |folder: &PathBuf| {
        let case = fs::read_to_string(folder.join("case.json")).unwrap_or_default();
        serde_json::from_str::<serde_json::Value>(&case)
            .is_ok_and(|case| case["copies"].is_string() && case.as_object().is_some_and(|it| it.len() == 1))
    };
    golden::scenarios("plan").unwrap().into_iter().filter(is_so).map(scenario).collect()
}

fn scenario(folder: PathBuf) -> Scenario {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    Scenario { name, before: design(&folder, "before.json"), after: design(&folder, "after.json") }
}

fn design(folder: &Path, name: &str) -> Design {
    from_json(&fs::read_to_string(folder.join(name)).unwrap()).unwrap()
}
