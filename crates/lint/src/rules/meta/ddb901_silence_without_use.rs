//! A silence that silences nothing.
//!
//! Detects: a silence of the design whose rule finds nothing where it is silenced, or that names no rule that
//! can be silenced.
//! Why: what was wrong is mended, or the code was mistyped; the silence would hide the next finding unseen.
//! Way out: remove it.
//! Source: this project.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::silence("DDB901", Info, check);

fn check(_: &Context, silence: &Silence, found: &mut Findings) {
    let code = quoted(&silence.code);
    let message = if crate::rule(&silence.code).is_some() {
        format!("The silence of {code} silences nothing: remove it")
    } else {
        format!("{code} is no rule that can be silenced: correct the code or remove the silence")
    };
    let address = Address::of(Object::Silence(silence.id));
    found.add_with_fix(address, message, "Remove the silence", Edit::RemoveSilence { silence: silence.id });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn silences_silence() {
        fires_with_fix(&RULE, table("pk").silence("DDB106", Object::Design, "later"));
        fires_with_fix(&RULE, table("pk").silence("DDB001", Object::Design, "later"));
        fires_with_fix(&RULE, table("pk").silence("DDB101", Object::Table(id("other")), "later"));
        silent(&RULE, table("pk").silence("DDB101", Object::Table(id("t1")), "later"));
        silent(
            &RULE,
            table("pk").silence("DDB101", Object::Design, "a").silence("DDB101", Object::Design, "b"),
        );
    }

    #[test]
    fn a_rule_that_is_off_tells_nothing_of_its_silences() {
        let mut sketch = table("pk").silence("DDB101", Object::Design, "later");
        sketch.policy.rules.insert("DDB101".to_owned(), crate::Level::Off);
        silent(&RULE, sketch);
    }
}
