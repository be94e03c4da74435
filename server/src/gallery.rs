//! The example designs, inside the binary. A test of the model keeps every file readable and canonical.

use rust_embed::RustEmbed;
use tablewright_model::{Design, from_json};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../assets/examples"]
struct Examples;

/// Key and design of each example.
pub(crate) fn examples() -> impl Iterator<Item = (String, Design)> {
    Examples::iter().filter_map(|file| {
        let key = file.strip_suffix(".json")?.to_owned();
        example(&key).map(|design| (key, design))
    })
}

/// The example with this key.
pub(crate) fn example(key: &str) -> Option<Design> {
    let file = Examples::get(&format!("{key}.json"))?;
    from_json(std::str::from_utf8(&file.data).ok()?).ok()
}
