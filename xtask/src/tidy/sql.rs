//! SQL lives in `crates/storage` and nowhere else.
//!
//! Deliberately stricter than statements: whoever names `sqlx` elsewhere is about to write one.

use super::{Finding, Source};

pub(super) fn check(source: &Source) -> Vec<Finding> {
    if source.is_in(&["crates/storage/"]) {
        return Vec::new();
    }
    let message = "SQL and sqlx stay in crates/storage: add a typed function there";
    source.words(&["sqlx"]).map(|at| source.finding(at, message)).collect()
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn queries_stay_in_storage() {
        let query = "let row = sqlx::query(\"SELECT 1\");";
        assert_eq!(check(&Source::new("server/src/a.rs", query)).len(), 1);
        assert_eq!(check(&Source::new("crates/storage/src/a.rs", query)).len(), 0);
        assert_eq!(check(&Source::new("server/src/a.rs", "// like sqlx::query")).len(), 0);
    }
}
