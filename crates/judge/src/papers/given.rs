//! What was given to the fields of a paper.

use tablewright_contract::paper::{Blank, Given, Way};

/// What was given to a field; none if nothing was.
pub(super) fn of<'g>(given: &'g Given, name: &str) -> Option<&'g str> {
    given.iter().find(|(of, _)| of == name).map(|(_, text)| text.as_str())
}

/// A whole number with its field: what was given, if it is one and at most `most`, else the usual one.
pub(super) fn number(
    given: &Given,
    name: &str,
    label: &str,
    usual: Option<u64>,
    most: u64,
) -> (Option<u64>, Blank) {
    let text = of(given, name).map(str::trim);
    let read =
        text.and_then(|text| text.replace([',', ' '], "").parse().ok()).filter(|number| *number <= most);
    let is_wrong = read.is_none() && text.is_some_and(|text| !text.is_empty());
    let blank = Blank {
        name: name.to_owned(),
        label: label.to_owned(),
        way: Way::Line,
        usual: usual.map(|number| number.to_string()).unwrap_or_default(),
        wrong: if is_wrong { format!("Write a whole number up to {most}.") } else { String::new() },
    };
    (read.or(usual.filter(|_| !is_wrong)), blank)
}

/// One of several with its field: what was given, if it is one of them, else the usual one.
pub(super) fn choice<'c>(
    given: &'c Given,
    name: &str,
    label: &str,
    choices: Vec<(String, String)>,
    usual: &'c str,
) -> (&'c str, Blank) {
    let is_there = |wanted: &str| choices.iter().any(|(value, _)| value == wanted);
    let chosen = of(given, name).filter(|wanted| is_there(wanted)).unwrap_or(usual);
    let blank = Blank {
        name: name.to_owned(),
        label: label.to_owned(),
        way: Way::Choice(choices),
        usual: usual.to_owned(),
        wrong: String::new(),
    };
    (chosen, blank)
}
