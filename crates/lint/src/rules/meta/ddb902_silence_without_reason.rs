//! A silence without a reason.
//!
//! Detects: a silence of the design that says no reason.
//! Why: nobody can tell later whether the rule may be heard again.
//! Way out: say why in a few words.
//! Source: this project.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::design("DDB902", Info, check);

fn check(context: &Context, found: &mut Findings) {
    for silence in context.design.silences.iter().filter(|silence| silence.reason.trim().is_empty()) {
        let message = format!("The silence of {} has no reason: say why", quoted(&silence.code));
        found.add(Address::of(Object::Silence(silence.id)), message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn silences_have_reasons() {
        fires(&RULE, table("pk").silence("DDB101", Object::Design, " "));
        silent(&RULE, table("pk").silence("DDB101", Object::Design, "a sandbox"));
    }
}
