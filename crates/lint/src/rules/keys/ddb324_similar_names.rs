//! Two names that differ in case or separators only.
//!
//! Detects: two attributes of a table called alike but for case, `_` and `-`.
//! Why: to DynamoDB they are two attributes; code that writes the one and reads the other finds nothing,
//! without an error.
//! Way out: rename one, or remove it.
//! Source: Developer Guide, naming rules: names are case sensitive.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB324", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let mut names: Vec<(u64, &Attribute)> =
        view.table.attributes.iter().map(|attribute| (digest(&attribute.name), attribute.as_ref())).collect();
    names.sort_by_key(|(digest, _)| *digest);
    for (one, other) in names.iter().zip(names.iter().skip(1)) {
        let (one, other) = (one.1, other.1);
        if one.name != other.name && plain(&one.name).eq(plain(&other.name)) {
            let (name, like) = (quoted(&other.name), quoted(&one.name));
            let message =
                format!("Attributes {like} and {name} are called nearly the same: rename or remove one");
            found.add(view.at_attribute(other.id, Field::Name), message);
        }
    }
}

/// A name by what matters of it.
fn plain(name: &str) -> impl Iterator<Item = u8> + '_ {
    name.bytes().filter(|byte| !matches!(byte, b'_' | b'-')).map(|byte| byte.to_ascii_lowercase())
}

/// FNV-1a, so that no name is copied to compare it.
fn digest(name: &str) -> u64 {
    plain(name)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn names_differ() {
        fires(&RULE, table("pk | userId user_id"));
        fires(&RULE, table("pk | email PK"));
        silent(&RULE, table("pk | user_id user_id2 users"));
    }
}
