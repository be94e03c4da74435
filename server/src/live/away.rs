//! What happened while somebody was away, in words: for each person and object one line.
//!
//! Deliberately short and not the history: what was added and removed again is not told, and of many lines the newest.

use std::collections::HashMap;

use serde_json::Value;
use tablewright_app::editor::place;
use tablewright_contract::AwayLine;
use tablewright_model::{Design, Edit, Object, parts};
use tablewright_storage::{RecordedEdit, UserId};

use crate::time::rfc3339;

/// The most lines.
const MOST: usize = 12;

/// What became of one object by one person's hand.
#[derive(Debug, Default)]
struct Done {
    /// Its place among all that was done.
    order: usize,
    /// The last of its edits.
    last: usize,
    added: bool,
    removed: bool,
    name: String,
}

/// The lines about edits in their order, without those of the reader.
pub(crate) fn lines(design: &Design, edits: &[RecordedEdit], reader: UserId) -> Vec<AwayLine> {
    let mut done: HashMap<(&str, Object), Done> = HashMap::new();
    let mut parts_so_far = 0;
    for (at, edit) in edits.iter().enumerate().filter(|(_, edit)| edit.author != reader) {
        for touched in parts(edit.edit.clone()).iter().filter_map(touched) {
            let entry = done.entry((&edit.author_name, touched.object)).or_default();
            parts_so_far += 1;
            (entry.order, entry.last) = (parts_so_far, at);
            match touched.verb {
                Verb::Add => (entry.added, entry.removed) = (true, false),
                Verb::Set => {}
                Verb::Remove => {
                    entry.removed = true;
                    entry.name = name_in(&edit.inverse, touched.object);
                }
            }
        }
    }
    let is_told = |object: Object, done: &Done| match done.removed {
        true => !done.added,
        false => place::exists(design, object),
    };
    let mut done: Vec<_> = done.into_iter().filter(|((_, object), done)| is_told(*object, done)).collect();
    done.sort_by_key(|(_, done)| std::cmp::Reverse(done.order));
    done.truncate(MOST);
    done.into_iter().map(|((author, object), done)| line(design, edits, author, object, &done)).collect()
}

fn line(design: &Design, edits: &[RecordedEdit], author: &str, object: Object, done: &Done) -> AwayLine {
    let is_there = place::exists(design, object);
    let text = match (is_there, done.added) {
        (true, true) => format!("added {}", place::described(design, object)),
        (true, false) => format!("changed {}", place::described(design, object)),
        (false, _) => format!("removed {} {}", object.label(), done.name),
    };
    AwayLine {
        author: author.to_owned(),
        at: edits.get(done.last).map(|edit| rfc3339(edit.at)).unwrap_or_default(),
        text: text.trim_end().to_owned(),
        object: is_there.then(|| place::to_link(object)),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    Add,
    Set,
    Remove,
}

struct Touched {
    verb: Verb,
    object: Object,
    /// What the edit says of it.
    body: Value,
}

/// An edit's published form names what it does and to what: `{"set_index": {"table": "t", "index": "i", …}}`.
fn touched(edit: &Edit) -> Option<Touched> {
    if let Edit::Move { object, .. } = edit {
        return Some(Touched { verb: Verb::Set, object: *object, body: Value::Null });
    }
    let Ok(Value::Object(form)) = serde_json::to_value(edit) else { return None };
    let (name, body) = form.into_iter().next()?;
    let (verb, kind) = name.split_once('_')?;
    let verb = match verb {
        "add" => Verb::Add,
        "set" => Verb::Set,
        "remove" => Verb::Remove,
        _ => return None,
    };
    // All kinds of indexes are indexes.
    let kind = kind.rsplit('_').next()?;
    let body_of = body.get(kind).cloned().unwrap_or_default();
    let id = body_of.as_str().or_else(|| body_of.get("id")?.as_str());
    let link = match (kind, body.get("table").and_then(Value::as_str), id) {
        ("design", ..) => kind.to_owned(),
        ("table", _, Some(id)) | (_, None, Some(id)) => format!("{kind}:{id}"),
        (_, Some(table), Some(id)) => format!("{kind}:{table}:{id}"),
        _ => return None,
    };
    Some(Touched { verb, object: place::from_link(&link)?, body: body_of })
}

/// The name that the object had, from the edit that would bring it back.
fn name_in(inverse: &Edit, object: Object) -> String {
    let added = parts(inverse.clone()).iter().filter_map(touched).find(|back| back.object == object);
    let name = added.and_then(|back| Some(back.body.get("name")?.as_str()?.to_owned()));
    name.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tablewright_model::{Id, apply};
    use tablewright_storage::{EditId, Timestamp};

    use super::*;

    const ADA: &str = "ada";

    fn id(text: &str) -> Id {
        text.parse().unwrap()
    }

    /// What Ada reads after these edits, each with its author.
    fn read(edits: &[(&str, Value)]) -> Vec<String> {
        let mut design = crate::gallery::example("game-scores").unwrap();
        let mut recorded = Vec::new();
        for (author, edit) in edits {
            let edit: Edit = serde_json::from_value(edit.clone()).unwrap();
            let applied = apply(&design, &edit).unwrap();
            design = applied.design;
            recorded.push(RecordedEdit {
                seq: recorded.len() as u64 + 1,
                id: EditId(id("e")),
                author: UserId(id(author)),
                author_name: (*author).to_owned(),
                at: Timestamp(0),
                edit,
                inverse: applied.inverse,
            });
        }
        let lines = lines(&design, &recorded, UserId(id(ADA)));
        lines.into_iter().map(|line| format!("{} {}", line.author, line.text)).collect()
    }

    fn table(name: &str) -> Value {
        let id = name.to_lowercase();
        json!({"add_table": {"at": 9, "table": {"id": id, "name": name,
            "attributes": [{"id": "a", "name": "A", "type": "S"}], "key": {"partition": "a"}}}})
    }

    #[test]
    fn one_line_for_each_person_and_object_the_newest_first() {
        let named = |name: &str| json!({"set_table": {"table": "t", "field": {"name": name}}});
        let index = json!({"add_index": {"table": "t", "at": 0, "index":
            {"id": "i", "name": "ByA", "partition": ["a"], "sort": [], "projection": "ALL"}}});
        assert_eq!(
            read(&[
                ("grace", table("T")),
                ("grace", named("T1")),
                (ADA, named("T2")),
                ("alan", named("T3")),
                ("alan", json!({"batch": {"edits": [index, named("T4")]}})),
            ]),
            ["alan changed table T4", "alan added index ByA", "grace added table T4"]
        );
    }

    #[test]
    fn what_is_gone_is_named_and_what_came_and_went_is_not_told() {
        let removed = |id: &str| json!({"remove_table": {"table": id}});
        assert_eq!(
            read(&[
                ("grace", table("U")),
                (ADA, table("V")),
                ("grace", removed("v")),
                ("grace", removed("u"))
            ]),
            ["grace removed table V"]
        );
    }

    #[test]
    fn every_kind_of_edit_is_of_an_object_that_a_link_can_name() {
        let design = json!({"set_design": {"field": {"name": "D"}}});
        let note = json!({"add_note": {"at": 0, "note":
            {"id": "n", "text": "Look", "position": {"x": 0, "y": 0}, "size": {"width": 1, "height": 1}}}});
        let to = json!({"move": {"object": {"table": "t"}, "to": 0}});
        assert_eq!(
            read(&[("grace", table("T")), ("alan", note), ("grace", design), ("alan", to)]),
            ["alan changed table T", "grace changed design D", "alan added note Look", "grace added table T"]
        );
    }
}
