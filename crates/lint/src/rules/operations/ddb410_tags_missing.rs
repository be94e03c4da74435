//! Tags are missing.
//!
//! Detects: a table without any tag, or without one that the policy requires (`required_tags`).
//! Why: nobody can tell whose the table is, where it belongs, and who pays for it.
//! Way out: tag it with owner, environment and cost centre; an environment can add its own by an override.
//! Source: Security Hub DynamoDB.5; Developer Guide, adding tags and labels to resources.

use crate::rules::prelude::*;

pub(super) const RULE: Rule = Rule::table("DDB410", Info, check);

fn check(view: &TableView, found: &mut Findings) {
    let tags = &view.table.tags;
    let required = &view.thresholds().required_tags;
    let mut missing = required.iter().filter(|tag| !tags.contains_key(*tag)).peekable();
    let what = if missing.peek().is_some() {
        format!("not the tag {}", missing.map(|tag| quoted(tag)).collect::<Vec<_>>().join(", "))
    } else if required.is_empty() && tags.is_empty() {
        "no tags".to_owned()
    } else {
        return;
    };
    let message = format!("Table {} has {what}: say whose it is and who pays for it", view.name());
    found.add(view.at(Field::Tags), message);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::*;

    #[test]
    fn tables_are_tagged() {
        let tagged = table("pk").set(|table| table.tags = [("team".to_owned(), "a".to_owned())].into());
        let wanting = |tag: &str| {
            let tags = vec![tag.to_owned()];
            tagged.clone().thresholds(|thresholds| thresholds.required_tags = tags)
        };
        fires(&RULE, table("pk"));
        fires(&RULE, wanting("owner"));
        silent(&RULE, wanting("team"));
        silent(&RULE, tagged);
    }
}
