//! Whether a name was met before, among the few of a table: asked so often that a tree of them would be a good part of
//! validation.

/// Names that were met.
pub(super) struct Seen<'a> {
    names: Vec<&'a str>,
    /// A bit for each remainder of a name's hash: mostly nobody has it yet, and the names need not be looked through.
    taken: Vec<u64>,
}

impl<'a> Seen<'a> {
    /// Room for so many names.
    pub(super) fn of(count: usize) -> Self {
        // Sixteen bits a name make it rare that two meet.
        Self { names: Vec::with_capacity(count), taken: vec![0; count.div_ceil(4).next_power_of_two()] }
    }

    /// Whether the name is new; it is met from now on.
    pub(super) fn is_new(&mut self, name: &'a str) -> bool {
        let hash = hash(name);
        let at = (hash >> 6) as usize & (self.taken.len() - 1);
        let Some(word) = self.taken.get_mut(at) else { return true };
        let bit = 1 << (hash & 63);
        let is_new = *word & bit == 0 || !self.names.contains(&name);
        *word |= bit;
        self.names.push(name);
        is_new
    }
}

/// FNV-1a.
fn hash(name: &str) -> u64 {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash ^ (hash >> 32)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_is_new_once(names in prop::collection::vec("[ab]{0,3}", 0..60), room in 0..60_usize) {
            let (mut seen, mut all) = (Seen::of(room), BTreeSet::new());
            for name in &names {
                prop_assert_eq!(seen.is_new(name), all.insert(name));
            }
        }
    }
}
