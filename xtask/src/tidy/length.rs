//! A file has one reason; past 400 lines it has two. Tests do not count.

use super::{Finding, Source};

const LIMIT: usize = 400;

pub(super) fn check(source: &Source) -> Vec<Finding> {
    if source.is_test_file() {
        return Vec::new();
    }
    let end = source.code.find("#[cfg(test)]\nmod ").unwrap_or(source.code.len());
    let lines = source.code[..end].lines().count();
    if lines <= LIMIT {
        return Vec::new();
    }
    vec![source.finding(end, format!("{lines} lines without tests, {LIMIT} at most: split it by reason"))]
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn long_files_are_split() {
        assert_eq!(check(&Source::new("app/src/a.rs", "x\n".repeat(401))).len(), 1);
        assert_eq!(check(&Source::new("app/src/a.rs", "x\n".repeat(400))).len(), 0);
    }

    #[test]
    fn tests_do_not_count() {
        let text = format!("a\n#[cfg(test)]\nmod tests {{\n{}}}", "x\n".repeat(500));
        assert_eq!(check(&Source::new("server/src/a.rs", text)).len(), 0);
        assert_eq!(check(&Source::new("server/tests/a.rs", "x\n".repeat(500))).len(), 0);
    }
}
