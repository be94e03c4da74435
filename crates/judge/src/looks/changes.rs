//! What differs between the design and another state of it: an earlier version, or what AWS has.

use tablewright_contract::judge::{ChangeLine, ChangesView, Gone};
use tablewright_model::{Design, Difference, DifferenceKind, Object, compare, title};

pub(super) fn seen(before: &Design, after: &Design) -> ChangesView {
    let differences = compare(before, after);
    let gone = differences.iter().filter(|one| one.kind == DifferenceKind::Removed && one.setting.is_empty());
    ChangesView {
        gone: gone.filter_map(|one| self::gone(before, one.address.object)).collect(),
        lines: differences.into_iter().map(line).collect(),
    }
}

fn gone(before: &Design, object: Object) -> Option<Gone> {
    let position = match object {
        Object::Table(table) => before.table(table)?.position,
        _ => None,
    };
    Some(Gone { object, name: title(before, object)?, position })
}

fn line(difference: Difference) -> ChangeLine {
    let Difference { address, kind, subject, setting, before, after } = difference;
    let kept = |value: Option<String>| value.unwrap_or_default();
    ChangeLine { object: address.object, kind, subject, setting, before: kept(before), after: kept(after) }
}
