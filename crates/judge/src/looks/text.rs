//! The design as a text, and a text that somebody wrote as an edit of the design.

use tablewright_contract::judge::{Reading, ReadingView, TextView};
use tablewright_interchange::terraform_text;
use tablewright_model::{Design, compare, edit_between, from_json, to_json};

pub(super) fn seen(design: &Design, format: &str) -> Option<TextView> {
    let text = match format {
        "json" => to_json(design),
        "terraform" => terraform_text(design),
        _ => return None,
    };
    Some(TextView { format: format.to_owned(), text })
}

/// What the text changes beside the one that it was made of: what others change meanwhile is left alone.
pub(super) fn read(reading: &Reading) -> ReadingView {
    let view = ReadingView { of: reading.of, ..ReadingView::default() };
    match edit_of(reading) {
        Ok((changes, edit)) => ReadingView { changes, edit, ..view },
        Err(problem) => ReadingView { line: line_of(&problem), problem, ..view },
    }
}

fn edit_of(reading: &Reading) -> Result<(u32, Option<String>), String> {
    let read = |text: &str| from_json(text).map_err(|error| error.to_string());
    let (before, after) = (read(&reading.from)?, read(&reading.text)?);
    let edit = edit_between(&before, &after).map_err(|refusal| refusal.to_string())?;
    let edit =
        edit.map(|edit| serde_json::to_string(&edit)).transpose().map_err(|error| error.to_string())?;
    let changes = u32::try_from(compare(&before, &after).len()).unwrap_or(u32::MAX);
    Ok((changes, edit))
}

/// Where it is, as the reader says it: `… at line 7 column 3`.
fn line_of(problem: &str) -> Option<u32> {
    let (_, place) = problem.rsplit_once(" at line ")?;
    place.split_whitespace().next()?.parse().ok()
}
