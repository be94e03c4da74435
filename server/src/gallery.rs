//! The example designs, inside the binary. A test of the model keeps every file readable and canonical.

use rust_embed::RustEmbed;
use tablewright_model::{Design, from_json};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../assets/examples"]
struct Examples;

/// The example that a first visit begins with.
const FIRST: &str = "game-scores";

/// Key and design of each example; the first to look at comes first.
pub(crate) fn examples() -> impl Iterator<Item = (String, Design)> {
    let mut keys: Vec<_> =
        Examples::iter().filter_map(|file| file.strip_suffix(".json").map(str::to_owned)).collect();
    keys.sort_by_key(|key| key != FIRST);
    keys.into_iter().filter_map(|key| example(&key).map(|design| (key, design)))
}

/// The example with this key.
pub(crate) fn example(key: &str) -> Option<Design> {
    let file = Examples::get(&format!("{key}.json"))?;
    from_json(std::str::from_utf8(&file.data).ok()?).ok()
}
