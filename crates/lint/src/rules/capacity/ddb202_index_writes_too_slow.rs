//! An index takes fewer writes than its table.
//!
//! Detects: a global index whose provisioned write capacity, or its upper bound, is below the table's.
//! Why: an index that can't keep up throttles the writes of the table itself, however much capacity the table
//! has.
//! Way out: give the index at least the write capacity of the table; an index that holds few of the items
//! needs less.
//! Source: Developer Guide, understanding throttling of global secondary indexes.

use crate::rules::prelude::*;
use crate::rules::shared::{Owner, Side, global, is_sparse};

pub(super) const RULE: Rule = Rule::table("DDB202", Warning, check);

fn check(view: &TableView, found: &mut Findings) {
    let whole = Owner::Table(view.table);
    let Some(wanted) = whole.capacity() else { return };
    let upper = |owner: Owner, units: u64| {
        Side::Write.scaling(owner.autoscaling()).map_or(units, |scaling| scaling.max.max(units))
    };
    for (_, index) in global(view).filter(|(at, _)| !is_sparse(view, *at)) {
        let owner = Owner::Index(view.table, index);
        let Some(has) = owner.capacity() else { continue };
        let (own, of_table) = (upper(owner, has.write), upper(whole, wanted.write));
        if has.write >= wanted.write && own >= of_table {
            continue;
        }
        let message = format!(
            "Index {} takes {own} writes per second and its table {of_table}, so that it throttles the table: raise it",
            quoted(&index.name)
        );
        let mut edits = vec![owner.set_capacity(Capacity { write: has.write.max(wanted.write), ..has })];
        if let Some(scaling) = Side::Write.scaling(owner.autoscaling()) {
            let wider = Scaling { max: scaling.max.max(of_table), ..scaling };
            let autoscaling = Side::Write.with_scaling(owner.autoscaling(), Some(wider));
            edits.push(owner.set_autoscaling(Some(autoscaling)));
        } else if own.max(wanted.write) < of_table {
            let scaling = Side::Write.scaling(whole.autoscaling());
            let autoscaling = Side::Write.with_scaling(owner.autoscaling(), scaling);
            edits.push(owner.set_autoscaling(Some(autoscaling)));
        }
        let fix = Edit::Batch { edits };
        found.add_with_fix(owner.at(Field::Capacity), message, "Let it take the writes of the table", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    fn sketch(writes: u64) -> Sketch {
        let billing = Billing::Provisioned(Capacity { read: 5, write: 10 });
        table("pk | email").set(|table| table.billing = billing).index_with("by_email", "email", |index| {
            index.capacity = Some(Capacity { read: 5, write: writes });
        })
    }

    #[test]
    fn an_index_keeps_up() {
        fires_with_fix(&RULE, sketch(9));
        silent(&RULE, sketch(10));
        silent(&RULE, sketch(9).entity("Guest", "pk").entity("User", "pk email"));
        silent(&RULE, table("pk | email").index("by_email", "email"));
    }

    #[test]
    fn bounds_keep_up_as_well() {
        let scaling = |max| Scaling {
            min: 1,
            max,
            target: 70,
            scale_in_cooldown: None,
            scale_out_cooldown: None,
            only_out: false,
        };
        let writes = |max| Some(Autoscaling { read: None, write: Some(scaling(max)) });
        let scaled = sketch(10).set(|table| table.autoscaling = writes(100));
        fires_with_fix(&RULE, scaled.clone());
        let with_bound = |max| {
            let billing = Billing::Provisioned(Capacity { read: 5, write: 10 });
            table("pk | email")
                .set(|table| (table.billing, table.autoscaling) = (billing, writes(100)))
                .index_with("by_email", "email", |index| {
                    (index.capacity, index.autoscaling) =
                        (Some(Capacity { read: 5, write: 10 }), writes(max));
                })
        };
        fires_with_fix(&RULE, with_bound(50));
        silent(&RULE, with_bound(100));
    }
}
