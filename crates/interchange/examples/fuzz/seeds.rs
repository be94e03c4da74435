//! What inputs are made of: sets of files that are imported together, and the words in them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Files that are imported together, by path.
pub(crate) type Case = Vec<(String, Vec<u8>)>;

pub(crate) struct Seeds {
    pub(crate) cases: Vec<Case>,
    pub(crate) words: Vec<Vec<u8>>,
}

/// Larger files are read by tests, and too slow to change at random.
const MOST_BYTES: u64 = 100_000;

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The fixtures of the imports, each folder a case, and every file under the paths a case of its own.
pub(crate) fn read(paths: &[std::path::PathBuf]) -> Result<Seeds, String> {
    let mut cases = Vec::new();
    let fixtures = root().join("fixtures/import");
    let found = entries(&fixtures.join("found")).unwrap_or_default();
    for folder in entries(&fixtures)?.into_iter().chain(found) {
        if folder.is_dir() && !folder.ends_with("found") && !is_new(&folder) {
            let mut case = Case::new();
            walk(&folder, &folder, &mut case)?;
            case.retain(|(path, _)| path != "expected.json" && path != "report.txt");
            cases.push(case);
        }
    }
    for path in paths {
        let mut files = Case::new();
        walk(path, path, &mut files)?;
        cases.extend(files.into_iter().map(|file| vec![file]));
    }
    cases.retain(|case| !case.is_empty());
    let words = words(&cases);
    Ok(Seeds { cases, words })
}

/// Whether something was found and not mended yet: what is made of it would be found again and again. With a name of its
/// own it becomes a seed.
fn is_new(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("input-"))
}

fn entries(folder: &Path) -> Result<Vec<std::path::PathBuf>, String> {
    let unreadable = |error: std::io::Error| format!("{} can't be read: {error}", folder.display());
    let read = fs::read_dir(folder).map_err(unreadable)?;
    let mut paths: Vec<_> = read.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    Ok(paths)
}

fn walk(root: &Path, path: &Path, into: &mut Case) -> Result<(), String> {
    if path.is_dir() {
        return entries(path)?.iter().try_for_each(|inner| walk(root, inner, into));
    }
    let is_small = fs::metadata(path).is_ok_and(|data| data.len() <= MOST_BYTES);
    if is_small && let Ok(bytes) = fs::read(path) {
        let inside = path.strip_prefix(root).ok().filter(|inside| !inside.as_os_str().is_empty());
        let name = inside.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
        into.push((name.to_string_lossy().replace('\\', "/"), bytes));
    }
    Ok(())
}

/// Words of the seeds, and what leads deep into one reader or another.
fn words(cases: &[Case]) -> Vec<Vec<u8>> {
    const KNOWN: [&str; 46] = [
        "${",
        "%{",
        "%{ for x in y }",
        "%{ endfor }",
        "%{ if true }",
        "<<EOT\n",
        "<<-EOT\n",
        "EOT\n",
        "for x in ",
        " : ",
        " ? ",
        "...",
        "=> ",
        "[*]",
        ".*.",
        "!Ref ",
        "!Sub ",
        "!GetAtt ",
        "!If [",
        "!Join [",
        "&a ",
        "*a",
        "<<: *a",
        "- ",
        "? ",
        "| ",
        "> ",
        "---\n",
        "...\n",
        "\\u0000",
        "\\ud800",
        "null",
        "true",
        "1e308",
        "-1",
        "1e-400",
        "9007199254740993",
        "18446744073709551616",
        "Fn::ForEach::A",
        "Fn::Transform",
        "each.key",
        "count.index",
        "dynamic \"attribute\" {",
        "for_each = ",
        "\u{feff}",
        "\u{10ffff}",
    ];
    let mut words: BTreeSet<Vec<u8>> = KNOWN.iter().map(|word| word.as_bytes().to_vec()).collect();
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':' | b'-');
    for (_, bytes) in cases.iter().flatten() {
        let split = bytes.split(|byte| !is_word(byte)).filter(|word| (2..=48).contains(&word.len()));
        words.extend(split.map(<[u8]>::to_vec));
    }
    words.into_iter().collect()
}
