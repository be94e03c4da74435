//! Every module says at its top what it is for.

use super::{Finding, Source};

pub(super) fn check(source: &Source) -> Vec<Finding> {
    let first = source.text.lines().find(|line| !line.trim().is_empty());
    let said = first.and_then(|line| line.strip_prefix("//!")).is_some_and(|text| !text.trim().is_empty());
    if said {
        return Vec::new();
    }
    vec![source.finding(0, "begin with `//!`: what the module is for and what it deliberately does not do")]
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_module_introduces_itself() {
        assert_eq!(check(&Source::new("a.rs", "//! Reads tables.\nfn f() {}")).len(), 0);
        assert_eq!(check(&Source::new("a.rs", "fn f() {}")).len(), 1);
        assert_eq!(check(&Source::new("a.rs", "//!\nfn f() {}")).len(), 1);
        assert_eq!(check(&Source::new("a.rs", "")).len(), 1);
    }
}
