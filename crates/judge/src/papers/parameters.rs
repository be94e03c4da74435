//! Values for the parameters of a pattern: what was given, else those of a sample item.

use tablewright_access::example::arguments;
use tablewright_access::value::Value;
use tablewright_access::verdict::{Argument, Arguments};
use tablewright_contract::paper::{Blank, Given, Way};
use tablewright_model::{AttributeType, Design, PatternId};

use super::{given, value};

/// All of them with their fields. What is wrong stands in its field, and the usual value in its place.
pub(super) fn read(design: &Design, pattern: PatternId, wanted: &Given) -> (Arguments, Vec<Blank>) {
    let mut fields = Vec::new();
    let mut all = Arguments::new();
    for (name, usual) in arguments(design, pattern) {
        let argument = match &usual {
            Argument::One(value) => Argument::One(kept(&mut fields, single(wanted, &name, &name, value))),
            Argument::Pair(low, high) => {
                let [from, to] =
                    ["from", "to"].map(|end| (format!("{name}:{end}"), format!("{name}, {end}")));
                let low = kept(&mut fields, single(wanted, &from.0, &from.1, low));
                Argument::Pair(low, kept(&mut fields, single(wanted, &to.0, &to.1, high)))
            }
            Argument::List(values) => Argument::List(kept(&mut fields, several(wanted, &name, values))),
        };
        all.insert(name, argument);
    }
    (all, fields)
}

/// What was read, its field laid to the others.
fn kept<T>(fields: &mut Vec<Blank>, (read, blank): (T, Blank)) -> T {
    fields.push(blank);
    read
}

fn single(wanted: &Given, name: &str, label: &str, usual: &Value) -> (Value, Blank) {
    let read = given::of(wanted, name).map(|text| value::read(text, usual.kind()));
    let (read, wrong) = told(read, usual.clone());
    (read, blank(name, label, usual.kind(), Way::Line, value::written(usual), wrong))
}

/// A value on each line.
fn several(wanted: &Given, name: &str, usual: &[Value]) -> (Vec<Value>, Blank) {
    let kind = usual.first().map_or(AttributeType::S, Value::kind);
    let lines = |text: &str| text.lines().map(|line| value::read(line, kind)).collect::<Result<Vec<_>, _>>();
    let read = given::of(wanted, name).map(lines);
    let (read, wrong) = told(read, usual.to_vec());
    let written: Vec<String> = usual.iter().map(value::written).collect();
    let label = format!("{name}, a value on each line");
    (read, blank(name, &label, kind, Way::Lines, written.join("\n"), wrong))
}

fn told<T>(read: Option<Result<T, String>>, usual: T) -> (T, String) {
    match read {
        None => (usual, String::new()),
        Some(Ok(read)) => (read, String::new()),
        Some(Err(wrong)) => (usual, wrong),
    }
}

fn blank(name: &str, label: &str, kind: AttributeType, way: Way, usual: String, wrong: String) -> Blank {
    let label = format!("{label} ({})", kind.label());
    Blank { name: name.to_owned(), label, way, usual, wrong }
}
