//! The targets of `crates/interchange/fuzz`, and what each begins with.

use super::seeds::{self, Files};

/// A reader with its seeds.
pub(super) struct Target {
    /// The binary's name.
    pub(super) name: &'static str,
    /// The words of its format, in `dictionaries/`.
    pub(super) dictionary: &'static str,
    /// Its seeds among the files that there are.
    pub(super) seeds: fn(&Files) -> Vec<Vec<u8>>,
}

const fn target(name: &'static str, dictionary: &'static str, seeds: fn(&Files) -> Vec<Vec<u8>>) -> Target {
    Target { name, dictionary, seeds }
}

/// All of them. Every JSON is a seed of every reader of JSON: what tells the reader nothing is dropped at once.
pub(super) const TARGETS: [Target; 13] = [
    target("terraform", "terraform", |files| files.ending(&[".tf"])),
    target("terraform_json", "terraform", |files| files.ending(&[".tf.json", ".json"])),
    target("terraform_values", "terraform", |files| files.ending(&[".tfvars"])),
    target("terraform_folder", "terraform", |files| files.cases(seeds::folder)),
    target("terraform_state", "terraform", |files| files.ending(&[".tfstate", ".json"])),
    target("cloudformation_json", "cloudformation", |files| files.ending(&[".json"])),
    target("cloudformation_yaml", "cloudformation", |files| files.ending(&[".yaml", ".yml"])),
    target("aws", "aws", |files| files.ending(&[".json"])),
    target("workbench", "workbench", |files| files.ending(&[".json"])),
    target("document", "document", |files| files.ending(&[".json"])),
    target("recognised", "cloudformation", |files| files.ending(&[".json", ".yaml", ".yml", ".tfstate"])),
    target("archive", "terraform", |files| files.cases(seeds::archive)),
    target("written", "document", |files| files.ending(&[".json"])),
];

#[cfg(test)]
mod unit {
    use super::*;
    use crate::{files, places};

    #[test]
    fn every_target_of_the_crate_is_run() {
        let folder = places::fuzz_crate().join("targets");
        let there = files::below(&folder).unwrap_or_default();
        let mut names: Vec<String> = there.iter().map(|file| files::relative(file, &folder)).collect();
        names.sort();
        let mut run: Vec<String> = TARGETS.iter().map(|target| format!("{}.rs", target.name)).collect();
        run.sort();
        assert_eq!(names, run);
    }

    #[test]
    fn every_target_has_its_words_and_seeds() {
        let files = Files::read(&[]);
        for target in &TARGETS {
            let words = places::fuzz_crate().join("dictionaries").join(format!("{}.dict", target.dictionary));
            assert!(words.is_file(), "{}", target.name);
            assert!(files.as_ref().is_ok_and(|files| !(target.seeds)(files).is_empty()), "{}", target.name);
        }
    }
}
