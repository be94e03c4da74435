//! The resource policy.

use super::draft::{Draft, InPlace};
use super::words;
use crate::{Risk, Setting};

pub(super) fn change(draft: &mut Draft<'_>) {
    let (now, wanted) = (draft.now.policy.clone(), draft.wanted.policy.clone());
    if now == wanted {
        return;
    }
    let reason = match (&now, &wanted) {
        (None, _) => "The design has a resource policy, the table has none; it may let others in",
        (_, None) => "The design has no resource policy; whoever came in by it is locked out",
        _ => "The design has another resource policy; who comes in by it changes",
    };
    let words = InPlace {
        needs: ", and its policy was not changed within the last 15 seconds",
        until: "the policy is shown so",
        expected: words::unknown("accepted at once, in force within seconds"),
        ..InPlace::new(reason, Risk::Degrades)
    };
    draft.set(Setting::Policy(wanted), Some(Setting::Policy(now)), words);
}
