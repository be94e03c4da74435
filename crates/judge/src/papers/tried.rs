//! A pattern tried on the sandbox: the way to ask for it, and the answer beside that of the preview.
//!
//! The server carries it out and compares; here it is only laid out, as long as it is about the design as it is.

use tablewright_access::verdict::{Argument, Arguments};
use tablewright_contract::paper::{Deed, Given, Kind, Part, Row, TRIED, TRYING, Tone};
use tablewright_contract::{TrialChange, TrialDifference, TrialSide, TrialUnits, TrialView, TryPattern};
use tablewright_model::{AttributeValue, Design, PatternId, digest_of};

use super::{count, given, grid, row, said};

/// What is pressed, and what came of it.
pub(super) fn parts(
    design: &Design,
    pattern: PatternId,
    arguments: &Arguments,
    page: u64,
    wanted: &Given,
) -> Vec<Part> {
    // It stays while it is under way: whoever pressed it keeps the focus.
    let mut parts: Vec<Part> = press(pattern, arguments, page).into_iter().collect();
    if given::of(wanted, TRYING).is_some() {
        parts.push(said(Tone::Plain, "The sandbox is asked…"));
    } else if let Some(text) = given::of(wanted, TRIED) {
        parts.extend(match serde_json::from_str::<TrialView>(text) {
            Ok(trial) if u64::from(trial.page) != page => Vec::new(),
            Ok(trial) if trial.design != digest_of(design).to_string() => {
                vec![said(
                    Tone::Odd,
                    "The sandbox was asked about another state of the design: run it again.",
                )]
            }
            Ok(trial) => answered(trial),
            Err(_) => vec![said(Tone::Bad, text)],
        });
    }
    parts
}

fn press(pattern: PatternId, arguments: &Arguments, page: u64) -> Option<Part> {
    let values = arguments.iter().map(|(name, argument)| (name.clone(), values(argument)));
    let page = u32::try_from(page).ok()?;
    let body = TryPattern { pattern: pattern.to_string(), values: values.collect(), page };
    Some(Part::Press("Run on the sandbox".to_owned(), Deed::Try(serde_json::to_string(&body).ok()?)))
}

fn values(argument: &Argument) -> Vec<AttributeValue> {
    let values = match argument {
        Argument::One(value) => vec![value.clone()],
        Argument::Pair(low, high) => vec![low.clone(), high.clone()],
        Argument::List(values) => values.clone(),
    };
    values.into_iter().map(AttributeValue::from).collect()
}

fn answered(trial: TrialView) -> Vec<Part> {
    let TrialView { preview, sandbox, differences, .. } = trial;
    let mut parts = vec![word(&differences)];
    parts.extend(differences.into_iter().map(told));
    parts.extend(beside(&preview, &sandbox));
    for (side, whose) in [(&preview, "preview"), (&sandbox, "sandbox")] {
        parts.extend(items(side, whose));
    }
    parts
}

/// Whether they are the same.
fn word(differences: &[TrialDifference]) -> Part {
    let surprising = differences.iter().filter(|one| one.known.is_empty()).count();
    match (surprising, differences.len()) {
        (0, 0) => said(Tone::Good, "Same: the sandbox answers as the preview does."),
        (0, _) => said(Tone::Good, "Same, but for what the sandbox is known to do otherwise than AWS."),
        _ => said(Tone::Bad, format!("Not the same: {}.", count(differences.len(), "difference"))),
    }
}

fn told(difference: TrialDifference) -> Part {
    let TrialDifference { text, known, .. } = difference;
    if known.is_empty() { said(Tone::Bad, text) } else { said(Tone::Odd, format!("{text} {known}")) }
}

/// The two answers, a line for each thing that they say.
fn beside(preview: &TrialSide, sandbox: &TrialSide) -> Option<Part> {
    let line = |label: &str, of: fn(&TrialSide) -> String| {
        let (said, sent) = (of(preview), of(sandbox));
        let tone = if said == sent { Tone::Plain } else { Tone::Odd };
        let is_there = !said.is_empty() || !sent.is_empty();
        is_there.then(|| Row { tone, ..row([label.to_owned(), said, sent]) })
    };
    let lines = [
        line("Refused", |side| side.refused.clone().unwrap_or_default()),
        line("Items", |side| side.count.to_string()),
        line("Read", |side| side.scanned_count.map(|read| read.to_string()).unwrap_or_default()),
        line("Took", |side| side.units.iter().map(units).collect::<Vec<_>>().join("; ")),
        line("Last key", |side| side.last_key.as_ref().map(ToString::to_string).unwrap_or_default()),
        line("Written", |side| side.changes.iter().map(written).collect::<Vec<_>>().join("; ")),
    ];
    let heads = [("Answer", Kind::Text), ("Preview", Kind::Value), ("Sandbox", Kind::Value)];
    grid("Both answers", heads, lines.into_iter().flatten().collect())
}

fn units(units: &TrialUnits) -> String {
    let TrialUnits { table, index, units } = units;
    format!("{units} of {}", index.as_ref().unwrap_or(table))
}

fn written(change: &TrialChange) -> String {
    let item = |item: &Option<serde_json::Value>| {
        item.as_ref().map_or_else(|| "nothing".to_owned(), ToString::to_string)
    };
    format!("{}: {} became {}", change.table, item(&change.before), item(&change.after))
}

/// The items of one side, as DynamoDB writes them.
fn items(side: &TrialSide, whose: &str) -> Option<Part> {
    let text = serde_json::to_string_pretty(&side.items).ok()?;
    let of = format!("Items of the {whose}");
    (!side.items.is_empty()).then_some(Part::Code(of, text))
}

#[cfg(test)]
mod tests {
    use tablewright_access::verdict::verdicts;
    use tablewright_contract::paper::{Paper, Topic};
    use tablewright_model::from_json;

    use super::super::seen;
    use super::*;
    use crate::prices::Book;

    /// What the API would answer for games-of-player with the sample items.
    fn tried(design: &Design, differences: &str) -> String {
        let side = r#"{"count": 3, "scanned_count": 3, "items": [{"UserId": {"S": "101"}}],
            "units": [{"table": "GameScores", "units": "0.5"}], "changes": []}"#;
        let digest = tablewright_model::digest_of(design);
        format!(
            r#"{{"design": "{digest}", "page": 0, "requests": [], "preview": {side}, "sandbox": {side}, "differences": [{differences}]}}"#
        )
    }

    fn game_scores() -> Design {
        from_json(include_str!("../../../../assets/examples/game-scores.json")).unwrap()
    }

    fn of(design: &Design, wanted: &[(&str, &str)]) -> Paper {
        let wanted = wanted.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let topic = Topic::Ran("games-of-player".parse().unwrap());
        seen(design, &Book::default(), &verdicts(design), topic, &wanted).unwrap()
    }

    fn sayings(paper: &Paper) -> Vec<(Tone, &str)> {
        let sayings = paper.parts.iter().filter_map(|part| match part {
            Part::Said(tone, text) => Some((*tone, text.as_str())),
            _ => None,
        });
        sayings.collect()
    }

    #[test]
    fn a_pattern_is_tried_with_the_values_that_the_preview_has() {
        let design = game_scores();
        let paper = of(&design, &[("user_id", "103")]);
        let body = paper.parts.iter().find_map(|part| match part {
            Part::Press(_, Deed::Try(body)) => Some(body.as_str()),
            _ => None,
        });
        let body: tablewright_contract::TryPattern = serde_json::from_str(body.unwrap()).unwrap();
        assert_eq!((body.pattern.as_str(), body.page), ("games-of-player", 0));
        let value = tablewright_model::AttributeValue::S("103".to_owned());
        assert!(body.values.values().any(|values| *values == [value.clone()]), "{body:?}");
    }

    #[test]
    fn the_answer_of_the_sandbox_is_laid_beside_that_of_the_preview() {
        let design = game_scores();
        let same = of(&design, &[(TRIED, &tried(&design, ""))]);
        assert!(sayings(&same).iter().any(|(tone, text)| *tone == Tone::Good && text.starts_with("Same:")));
        let both = same.parts.iter().find_map(|part| match part {
            Part::Grid(grid) if grid.title == "Both answers" => Some(grid),
            _ => None,
        });
        let took = both.unwrap().rows.iter().find(|row| row.cells[0] == "Took").unwrap();
        assert_eq!(took.cells, ["Took", "0.5 of GameScores", "0.5 of GameScores"]);
        let other = r#"{"what": "units", "text": "It took other units."}"#;
        let other = of(&design, &[(TRIED, &tried(&design, other))]);
        let bad: Vec<_> = sayings(&other).into_iter().filter(|(tone, _)| *tone == Tone::Bad).collect();
        assert_eq!(bad, [(Tone::Bad, "Not the same: 1 difference."), (Tone::Bad, "It took other units.")]);
        let known = r#"{"what": "units", "text": "It took other units.", "known": "So it does."}"#;
        let known = of(&design, &[(TRIED, &tried(&design, known))]);
        assert!(sayings(&known).contains(&(Tone::Odd, "It took other units. So it does.")));
    }

    #[test]
    fn an_answer_about_another_state_of_the_design_is_not_shown() {
        let before = game_scores();
        let mut design = before.clone();
        design.name = "Another".to_owned();
        let paper = of(&design, &[(TRIED, &tried(&before, ""))]);
        assert!(
            sayings(&paper).iter().any(|(tone, text)| *tone == Tone::Odd && text.contains("run it again"))
        );
        let failed = of(&design, &[(TRIED, "Others are trying patterns.")]);
        assert!(sayings(&failed).contains(&(Tone::Bad, "Others are trying patterns.")));
        let waiting = of(&design, &[(TRYING, "{}")]);
        assert!(sayings(&waiting).contains(&(Tone::Plain, "The sandbox is asked…")));
    }
}
