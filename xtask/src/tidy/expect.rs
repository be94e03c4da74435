//! A lint is answered with `#[expect(…, reason = "…")]`, which complains once it is no longer needed.

use super::{Finding, Source};

pub(super) fn check(source: &Source) -> Vec<Finding> {
    let message = "write `#[expect(lint, reason = \"…\")]` instead of `allow`";
    let forms = ["#[allow(", "#![allow("];
    let found = forms.iter().flat_map(|form| source.code.match_indices(form));
    found.map(|(at, _)| source.finding(at, message)).collect()
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn an_allowance_expires() {
        assert_eq!(check(&Source::new("a.rs", "#[allow(dead_code)]\nfn f() {}")).len(), 1);
        assert_eq!(check(&Source::new("a.rs", "#![allow(dead_code)]")).len(), 1);
        assert_eq!(check(&Source::new("a.rs", "#[expect(dead_code, reason = \"x\")]")).len(), 0);
    }
}
