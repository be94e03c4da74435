//! The AWS SDK stays in `crates/aws`; tests of the sandbox and of the server may be its clients.

use super::{Finding, Source};

const WORDS: [&str; 3] = ["aws_sdk_", "aws_config", "aws_smithy_"];

pub(super) fn check(source: &Source) -> Vec<Finding> {
    if source.is_in(&["crates/aws/"]) {
        return Vec::new();
    }
    let may_test = source.is_in(&["crates/sandbox/", "crates/engine/", "server/"]);
    let found = source.words(&WORDS).filter(|at| !(may_test && source.is_test(*at)));
    let message = "the AWS SDK stays in crates/aws: use its gateway";
    found.map(|at| source.finding(at, message)).collect()
}

#[cfg(test)]
mod unit {
    use super::*;

    const USE: &str = "use aws_sdk_dynamodb::Client;";

    #[test]
    fn only_the_gateway_calls_aws() {
        assert_eq!(check(&Source::new("crates/aws/src/a.rs", USE)).len(), 0);
        assert_eq!(check(&Source::new("crates/engine/src/a.rs", USE)).len(), 1);
    }

    #[test]
    fn tests_may_be_clients() {
        assert_eq!(check(&Source::new("server/tests/a.rs", USE)).len(), 0);
        let tests = format!("#[cfg(test)]\nmod tests {{ {USE} }}");
        assert_eq!(check(&Source::new("crates/sandbox/src/a.rs", tests)).len(), 0);
        assert_eq!(check(&Source::new("crates/plan/tests/a.rs", USE)).len(), 1);
    }
}
