//! The key of data at rest: 4 switches in 24 hours, back to the key that AWS owns at any time.

use tablewright_model::Encryption;

use super::draft::{Draft, InPlace};
use super::words;
use crate::setting::table::key_in_words;
use crate::{Risk, Setting};

pub(super) fn change(draft: &mut Draft<'_>) {
    let (now, wanted) = (draft.now.encryption.clone(), draft.wanted.encryption.clone());
    if now == wanted {
        return;
    }
    let (old, new) = (key_in_words(&now), key_in_words(&wanted));
    let reason = match now {
        Encryption::Customer(_) => format!(
            "The design encrypts with {new}, the table with {old}; keep the old key until AWS shows the new one, and \
             for as long as there are backups made with it"
        ),
        Encryption::AwsOwned | Encryption::AwsManaged => {
            format!("The design encrypts with {new}, the table with {old}")
        }
    };
    let (risk, needs) = match wanted {
        Encryption::AwsOwned => (Risk::Safe, ""),
        Encryption::AwsManaged => (Risk::Cost, SWITCHES),
        Encryption::Customer(_) => (Risk::Degrades, KEY_AND_SWITCHES),
    };
    let words = InPlace {
        needs,
        until: "AWS shows the table encrypted with that key",
        expected: words::unknown("AWS gives no figure; the table can be used meanwhile"),
        ..InPlace::new(reason, risk)
    };
    draft.set(Setting::Encryption(wanted), Some(Setting::Encryption(now)), words);
}

const SWITCHES: &str = ", and its key was changed fewer than 4 times in the last 24 hours";
const KEY_AND_SWITCHES: &str = ", its key was changed fewer than 4 times in the last 24 hours, and the new key can be used from this account";
