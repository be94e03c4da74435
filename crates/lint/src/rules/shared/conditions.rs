//! Conditions that keys do not take.

use crate::rules::prelude::*;

/// The condition that keeps a query from the partition key which it is about: all of that key is compared, and this
/// part otherwise than by equality.
pub(in crate::rules) fn refused_partition<'a>(
    view: &TableView<'a>,
    query: &PatternView<'a>,
) -> Option<&'a Condition> {
    let pattern = query.pattern;
    if !query.is_query() || query.fit.is_some() {
        return None;
    }
    let on = |id: AttributeId| pattern.conditions.iter().find(move |condition| condition.attribute == id);
    let is_meant = |path: &&Path| match pattern.target {
        Target::Automatic => true,
        Target::Table => path.index().is_none(),
        Target::Index(index) => path.index() == Some(index),
    };
    view.paths.iter().filter(is_meant).find_map(|path| {
        let is_about = path.partition.iter().all(|id| on(*id).is_some());
        let mut refused = path.partition.iter().filter_map(|id| on(*id));
        is_about.then(|| refused.find(|condition| condition.comparison != Comparison::Equal))?
    })
}

/// The sort attribute that a query compares too late for the key of its global index, with the index.
pub(in crate::rules) fn out_of_order<'a>(
    view: &TableView<'a>,
    query: &PatternView<'a>,
) -> Option<(&'a GlobalIndex, AttributeId)> {
    let fit = query.fit?;
    let index = view.paths.get(fit.path)?.global()?;
    let late = index.sort.get(fit.equal + 1..)?;
    let mut filters = fit.filters(query.pattern).filter(|filter| filter.comparison.fits_sort_key());
    filters.find(|filter| late.contains(&filter.attribute)).map(|filter| (index, filter.attribute))
}
