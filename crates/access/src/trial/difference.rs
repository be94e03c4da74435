//! What differs between the two answers, and which of it is known of the endpoint.

use std::fmt;

use super::Side;
use crate::preview::Asked;
use crate::value::Attributes;

/// One difference.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// What differs.
    pub what: What,
    /// That the sandbox is known for it; none if it should not be.
    pub known: Option<Known>,
}

/// What differs.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// One refuses the request, or both for other reasons.
    Refusal,
    /// So many items that only the preview answers with.
    Missing(usize),
    /// So many items that only the endpoint answers with.
    Extra(usize),
    /// The order of the items.
    Order,
    /// The attributes of so many items.
    Attributes(usize),
    /// How many items were read.
    Scanned,
    /// What it took.
    Units,
    /// Where the page ended.
    LastKey,
    /// What a write left of an item.
    Change,
}

/// In what the sandbox is not as AWS is; `docs/emulator-differences.md` has them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Local indexes are charged otherwise.
    LocalUnits,
    /// A projected read in a transaction answers with the key as well.
    ProjectedGet,
    /// A page that ends by its size counts an item too many.
    SizedPage,
}

impl What {
    /// Its name for programs.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Refusal => "refusal",
            Self::Missing(_) => "missing_items",
            Self::Extra(_) => "extra_items",
            Self::Order => "order",
            Self::Attributes(_) => "attributes",
            Self::Scanned => "scanned_count",
            Self::Units => "units",
            Self::LastKey => "last_key",
            Self::Change => "change",
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items = |count: usize| if count == 1 { "1 item".to_owned() } else { format!("{count} items") };
        match self {
            Self::Refusal => f.write_str("The request is not refused by both for the same reason."),
            Self::Missing(count) => write!(f, "The preview answers with {} more.", items(*count)),
            Self::Extra(count) => write!(f, "The sandbox answers with {} more.", items(*count)),
            Self::Order => f.write_str("The items come in another order."),
            Self::Attributes(count) => write!(f, "Other attributes of {}.", items(*count)),
            Self::Scanned => f.write_str("Another number of items was read."),
            Self::Units => f.write_str("It took other units."),
            Self::LastKey => f.write_str("The page ends at another key."),
            Self::Change => f.write_str("The write leaves another item."),
        }
    }
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::LocalUnits => {
                "The sandbox charges local indexes otherwise than AWS, which does as the preview says."
            }
            Self::ProjectedGet => {
                "The sandbox adds the key to what a read in a transaction answers, which AWS does not."
            }
            Self::SizedPage => {
                "The sandbox counts one item too many where a page ends by its size, which AWS does not."
            }
        })
    }
}

/// What a comparison has to know of the request.
pub(super) struct Compared<'c> {
    pub(super) call: &'c Asked,
    /// Whether a local index is read.
    pub(super) is_local: bool,
    /// Whether what is found is fetched by a batch, which has no order.
    pub(super) is_fetched: bool,
}

/// Compares two answers to a request.
pub(super) fn differences(compared: &Compared<'_>, preview: &Side, endpoint: &Side) -> Vec<Difference> {
    let exception = |side: &Side| side.refused.as_ref().map(|refused| refused.exception.clone());
    if exception(preview) != exception(endpoint) {
        return vec![Difference { what: What::Refusal, known: None }];
    }
    let mut all = items(compared, &preview.items, &endpoint.items);
    let mut add = |what, known| all.push(Difference { what, known });
    if preview.scanned != endpoint.scanned {
        let one_more = preview.scanned.map(|read| read + 1) == endpoint.scanned;
        let is_known = one_more && preview.last_key.is_some();
        add(What::Scanned, is_known.then_some(Known::SizedPage));
    }
    if preview.units != endpoint.units {
        add(What::Units, compared.is_local.then_some(Known::LocalUnits));
    }
    if preview.last_key != endpoint.last_key {
        add(What::LastKey, None);
    }
    if preview.changes != endpoint.changes {
        add(What::Change, None);
    }
    all
}

/// Compares the items. A batch answers in no order of its own.
fn items(compared: &Compared<'_>, preview: &[Attributes], endpoint: &[Attributes]) -> Vec<Difference> {
    if preview == endpoint {
        return Vec::new();
    }
    let known = |what, known| vec![Difference { what, known }];
    let (missing, extra) = (without(preview, endpoint), without(endpoint, preview));
    if missing == 0 && extra == 0 {
        let has_order = !compared.is_fetched && !matches!(compared.call, Asked::BatchGetItem(..));
        return if has_order { known(What::Order, None) } else { Vec::new() };
    }
    if preview.len() == endpoint.len() && missing == extra {
        let is_projected = matches!(compared.call, Asked::TransactGetItems(_))
            && preview.iter().zip(endpoint).all(|(said, sent)| is_part(said, sent));
        return known(What::Attributes(missing), is_projected.then_some(Known::ProjectedGet));
    }
    let counted = [(missing, What::Missing(missing)), (extra, What::Extra(extra))];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    counted.map(|(_, what)| Difference { what, known: None }).collect()
}

/// How many of the first list the second does not have, each counted as often as it is there.
fn without(one: &[Attributes], two: &[Attributes]) -> usize {
    let mut rest: Vec<&Attributes> = two.iter().collect();
    let mut gone = 0;
    for item in one {
        match rest.iter().position(|other| *other == item) {
            Some(at) => drop(rest.swap_remove(at)),
            None => gone += 1,
        }
    }
    gone
}

fn is_part(part: &Attributes, whole: &Attributes) -> bool {
    part.iter().all(|(name, value)| whole.get(name) == Some(value))
}
