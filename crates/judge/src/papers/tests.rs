//! What papers say of the example and of the shop that code is made for.

use tablewright_access::verdict::verdicts;
use tablewright_contract::paper::{Blank, Deed, Given, Grid, Paper, Part, STEP, Tone, Topic, Way};
use tablewright_model::{
    Consumer, ConsumerKind, Design, Edit, Lambda, PatternField, TableField, TableId, Volume, apply, from_json,
};

use super::seen;
use crate::prices::Book;
use crate::prices::tests::answer;

fn game_scores() -> Design {
    from_json(include_str!("../../../../assets/examples/game-scores.json")).unwrap()
}

fn shop() -> Design {
    from_json(include_str!("../../../../fixtures/code/shop/design.json")).unwrap()
}

fn first(design: &Design) -> TableId {
    design.tables.iter().next().unwrap().id
}

fn given<const COUNT: usize>(pairs: [(&str, &str); COUNT]) -> Given {
    pairs.map(|(name, text)| (name.to_owned(), text.to_owned())).into()
}

fn of(design: &Design, topic: Topic, given: &Given) -> Paper {
    seen(design, &Book::default(), &verdicts(design), topic, given).unwrap()
}

fn grid<'p>(paper: &'p Paper, title: &str) -> &'p Grid {
    let grids = paper.parts.iter().filter_map(|part| match part {
        Part::Grid(grid) => Some(grid),
        _ => None,
    });
    let mut named = grids.filter(|grid| grid.title == title);
    named.next().unwrap_or_else(|| panic!("no {title} in {:#?}", paper.parts))
}

fn field<'p>(paper: &'p Paper, name: &str) -> &'p Blank {
    paper.fields.iter().find(|field| field.name == name).unwrap()
}

fn fact<'p>(paper: &'p Paper, label: &str) -> &'p str {
    let facts = paper.parts.iter().filter_map(|part| match part {
        Part::Facts(facts) => Some(facts),
        _ => None,
    });
    let mut facts = facts.flatten().filter(|(of, _)| of == label);
    facts.next().map_or("", |(_, text)| text)
}

fn code(paper: &Paper) -> (&str, &str) {
    let code = paper.parts.iter().find_map(|part| match part {
        Part::Code(what, text) => Some((what.as_str(), text.as_str())),
        _ => None,
    });
    code.unwrap()
}

/// The paper's first edit, applied.
fn taken(design: &Design, paper: &Paper) -> Design {
    let edit = paper.parts.iter().find_map(|part| match part {
        Part::Press(_, Deed::Take(edit)) => Some(serde_json::from_str::<Edit>(edit).unwrap()),
        _ => None,
    });
    apply(design, &edit.unwrap()).unwrap().design
}

fn said(paper: &Paper) -> String {
    let said = paper.parts.iter().filter_map(|part| match part {
        Part::Said(_, text) => Some(text.as_str()),
        _ => None,
    });
    said.collect::<Vec<_>>().join("\n")
}

fn without_items(mut design: Design) -> Design {
    let table = first(&design);
    let ids: Vec<_> = design.table(table).unwrap().items.iter().map(|item| item.id).collect();
    for item in ids {
        design = apply(&design, &Edit::RemoveItem { table, item }).unwrap().design;
    }
    design
}

#[test]
fn stored_items_stand_by_key_and_a_sparse_index_says_what_it_is_without() {
    let design = game_scores();
    let table = design.table(first(&design)).unwrap();
    let paper = of(&design, Topic::Stored(table.id), &Given::new());
    let index = grid(&paper, "GameTitleIndex");
    let heads: Vec<_> = index.heads.iter().map(|head| head.text.as_str()).collect();
    assert_eq!(&heads[..2], ["GameTitle", "TopScore"]);
    assert_eq!(index.rows.len(), table.items.len());
    for row in &index.rows {
        assert_eq!(row.cells.len(), index.heads.len());
        assert_eq!(row.tone == Tone::Absent, row.cells[1].is_empty());
        assert_eq!(row.tone == Tone::Absent, row.why.contains("`TopScore`"), "{row:?}");
        assert!(row.about.is_some());
    }
    let own = grid(&paper, "GameScores");
    let told = own.rows.iter().filter(|row| !row.cells.last().unwrap().is_empty()).count();
    assert_eq!(told, own.rows.iter().filter(|row| !row.goes_on).count(), "one word for each partition");
}

#[test]
fn a_pattern_is_run_with_values_that_somebody_gives() {
    let design = shop();
    let topic = Topic::Ran("large-orders".parse().unwrap());
    let usual = of(&design, topic, &Given::new());
    assert!(!field(&usual, "least").usual.is_empty());
    let some = of(&design, topic, &given([("least", "50")]));
    assert_eq!(fact(&some, "Read"), "3 items, 2 filtered away");
    assert_eq!(fact(&some, "Answered"), "1 item");
    assert_eq!(fact(&some, "Took").split(' ').next(), Some("0.5"));
    let tones: Vec<_> = grid(&some, "Items").rows.iter().map(|row| row.tone).collect();
    assert_eq!(tones, [Tone::Plain, Tone::Absent, Tone::Absent]);
    let (what, body) = code(&some);
    assert!(what == "Query" && body.contains("\"FilterExpression\""), "{what}: {body}");
    let wrong = of(&design, topic, &given([("least", "few")]));
    assert!(field(&wrong, "least").wrong.contains("number"));
    assert!(wrong.parts.is_empty(), "nothing is run with what is no value");
}

#[test]
fn pages_are_turned_until_the_last() {
    let design = shop();
    let topic = Topic::Ran("orders-of-customer".parse().unwrap());
    let first = of(&design, topic, &Given::new());
    assert_eq!((fact(&first, "Page"), fact(&first, "Answered")), ("1, there is more", "2 items"));
    let step = first.parts.iter().find_map(|part| match part {
        Part::Press(label, Deed::Give(given)) if label == "Next page" => Some(given),
        _ => None,
    });
    let step = step.unwrap();
    assert!(step.iter().all(|(name, _)| name.starts_with(STEP)), "another question begins at its first page");
    let second = of(&design, topic, step);
    assert_eq!((fact(&second, "Page"), fact(&second, "Answered")), ("2, the last", "1 item"));
    let beyond = of(&design, topic, &given([("@page", "99")]));
    assert_eq!(beyond.parts, second.parts);
}

#[test]
fn writes_show_what_they_would_change() {
    let design = shop();
    let erased = of(&design, Topic::Ran("erase-order".parse().unwrap()), &Given::new());
    let Some(Part::Grid(grid)) = erased.parts.iter().find(|part| matches!(part, Part::Grid(_))) else {
        panic!("{erased:?}")
    };
    assert!(grid.title.starts_with("A removed item"), "{}", grid.title);
    assert!(grid.rows.iter().all(|row| !row.cells[1].is_empty() && row.cells[2].is_empty()));
    let refused = of(&design, Topic::Ran("new-order".parse().unwrap()), &Given::new());
    assert!(said(&refused).contains("conditional"), "{}", said(&refused));
    let search = of(&design, Topic::Ran("similar".parse().unwrap()), &Given::new());
    assert!(said(&search).contains("vector"));
}

#[test]
fn every_pattern_of_the_shop_has_a_paper_that_can_be_given_back() {
    let design = shop();
    for pattern in &design.patterns {
        let topic = Topic::Ran(pattern.id);
        let paper = of(&design, topic, &Given::new());
        // What stands in the fields, given as it is, gives the same answer.
        let same: Given =
            paper.fields.iter().map(|field| (field.name.clone(), field.usual.clone())).collect();
        let again = of(&design, topic, &same);
        assert_eq!(again, paper, "{}", pattern.name);
    }
}

#[test]
fn a_list_has_a_value_on_each_line_and_at_least_one() {
    let design = shop();
    let listed = |paper: &Paper| {
        paper.fields.iter().find(|field| field.way == Way::Lines).map(|field| field.name.clone())
    };
    let mut patterns = design.patterns.iter().map(|pattern| Topic::Ran(pattern.id));
    let (topic, name) =
        patterns.find_map(|topic| Some((topic, listed(&of(&design, topic, &Given::new()))?))).unwrap();
    let paper = of(&design, topic, &given([(&name, "\n")]));
    assert!(field(&paper, &name).wrong.contains("at least one"));
    let two = of(&design, topic, &given([(&name, "one\ntwo\n")]));
    assert_eq!(field(&two, &name).wrong, "");
}

#[test]
fn code_is_in_the_language_that_is_chosen() {
    let design = game_scores();
    let topic = Topic::Code("top-scores-of-game".parse().unwrap());
    assert!(code(&of(&design, topic, &Given::new())).1.contains("aws dynamodb query"));
    let python = of(&design, topic, &given([("language", "py")]));
    assert!(code(&python).0 == "Python" && code(&python).1.contains("boto3"));
    let unknown = of(&design, topic, &given([("language", "cobol")]));
    assert_eq!(code(&unknown).0, "AWS CLI");
}

#[test]
fn sample_items_are_made_and_taken_in_one_step() {
    let design = without_items(game_scores());
    let topic = Topic::Made(first(&design));
    let seven = of(&design, topic, &given([("count", "7"), ("seed", "3")]));
    assert_eq!(grid(&seven, "What would be added").rows.len(), 7);
    assert_eq!(of(&design, topic, &given([("count", "7"), ("seed", "3")])), seven);
    assert_ne!(of(&design, topic, &given([("count", "7"), ("seed", "4")])).parts, seven.parts);
    let after = taken(&design, &seven);
    assert_eq!(after.table(first(&design)).unwrap().items.len(), 7);
    let next = of(&after, topic, &given([("count", "7"), ("seed", "3")]));
    assert_eq!(taken(&after, &next).table(first(&design)).unwrap().items.len(), 14);
    let many = of(&design, topic, &given([("count", "9999")]));
    assert!(field(&many, "count").wrong.contains("5000") && many.parts.is_empty());
}

#[test]
fn pasted_items_are_read_and_what_is_wrong_has_its_place() {
    let design = without_items(game_scores());
    let table = first(&design);
    let json = r#"[{"UserId": "1", "GameTitle": "A", "TopScore": 5}, {"UserId": "2"}]"#;
    let paper = of(&design, Topic::Pasted(table), &given([("text", json)]));
    assert_eq!(grid(&paper, "Not read").rows.len(), 1);
    assert_eq!(taken(&design, &paper).table(table).unwrap().items.len(), 1);
    let csv =
        of(&design, Topic::Pasted(table), &given([("text", "UserId,GameTitle,TopScore\n1,A,5\n2,B,6\n")]));
    assert_eq!(grid(&csv, "What would be added").rows.len(), 2);
    assert!(of(&design, Topic::Pasted(table), &Given::new()).parts.is_empty());
    let nothing = of(&design, Topic::Pasted(table), &given([("text", "nothing")]));
    assert!(said(&nothing).contains("`GameScores`"));
}

fn lambda(id: &str, filter: &str) -> Consumer {
    let lambda = Lambda { filters: vec![filter.to_owned()], enabled: true, ..Lambda::default() };
    Consumer {
        id: id.parse().unwrap(),
        name: id.to_owned(),
        description: String::new(),
        needs: None,
        kind: ConsumerKind::Lambda(Box::new(lambda)),
    }
}

#[test]
fn consumers_get_what_their_filters_let_through() {
    let design = game_scores();
    let table = first(&design);
    let add = |name: &str, filter: &str| Edit::AddConsumer { table, at: 0, consumer: lambda(name, filter) };
    let edits = vec![add("new", r#"{"eventName": ["INSERT"]}"#), add("broken", "{")];
    let design = apply(&design, &Edit::Batch { edits }).unwrap().design;
    let paper = of(&design, Topic::Stream(table), &given([("event", "expiry")]));
    let got = grid(&paper, "What each consumer gets");
    let row = |name: &str| &got.rows.iter().find(|row| row.cells[0] == name).unwrap().cells[1..];
    assert_eq!(row("new"), ["Gets it", "Filtered away", "Filtered away", "Filtered away"]);
    assert!(row("broken").iter().all(|told| told.starts_with("filter 1 is no pattern")));
    let views = grid(&paper, "The record under each view type");
    assert_eq!(views.rows.len(), 4);
    assert!(views.rows.iter().all(|row| row.cells[1] == "REMOVE"));
    let own: Vec<_> = views.rows.iter().filter(|row| row.tone == Tone::Good).collect();
    assert_eq!((own.len(), own[0].cells[0].as_str()), (1, "NEW_IMAGE"));
    assert!(
        code(&paper).1.contains("\"principalId\": \"dynamodb.amazonaws.com\"")
            || code(&paper).1.contains("PrincipalId")
    );
    assert!(!code(&paper).1.contains("NewImage"), "an item that expired has no new image");
}

#[test]
fn a_change_that_somebody_writes_is_the_one_that_is_recorded() {
    let design = game_scores();
    let topic = Topic::Stream(first(&design));
    let usual = of(&design, topic, &Given::new());
    let mut item: serde_json::Value = serde_json::from_str(&field(&usual, "into").usual).unwrap();
    item["Wins"] = serde_json::json!({ "N": "77777" });
    let paper = of(&design, topic, &given([("into", &item.to_string())]));
    assert!(code(&paper).1.contains("77777"));
    assert!(field(&of(&design, topic, &given([("into", "{")])), "into").wrong.contains("no item"));
}

#[test]
fn a_table_without_stream_or_items_offers_the_next_step() {
    let design = game_scores();
    let table = first(&design);
    let off = Edit::SetTable { table, field: TableField::Stream(None) };
    let silent = apply(&design, &off).unwrap().design;
    let paper = of(&silent, Topic::Stream(table), &Given::new());
    assert!(said(&paper).contains("no stream"));
    assert!(taken(&silent, &paper).table(table).unwrap().stream.is_some());
    let empty = without_items(design);
    for topic in [Topic::Stream(table), Topic::Ran("top-scores-of-game".parse().unwrap())] {
        let paper = of(&empty, topic, &Given::new());
        assert_eq!(taken(&empty, &paper).table(table).unwrap().items.len(), 20, "{topic:?}");
    }
}

#[test]
fn a_month_is_a_sum_of_formulas_and_says_what_it_leaves_out() {
    let design = game_scores();
    let table = first(&design);
    let pattern = "top-scores-of-game".parse().unwrap();
    let state = |field| Edit::SetPattern { pattern, field };
    let edits = vec![state(PatternField::PeakRate(Some(2000))), state(PatternField::AverageRate(Some(100)))];
    let design = apply(&design, &Edit::Batch { edits }).unwrap().design;
    let items = format!("items.{table}");
    let paper = of(&design, Topic::Cost(table), &given([(&items, "10,000,000")]));
    let lines = grid(&paper, "What a month is made of");
    assert!(lines.rows.iter().all(|row| row.why.starts_with("= ")), "{lines:#?}");
    let storage = lines.rows.iter().find(|row| row.cells[0] == "Storage").unwrap();
    assert!(storage.why.contains("10,000,000 items"), "{}", storage.why);
    let cents = |text: &str| text.replace([',', '.'], "").parse::<i64>().unwrap();
    let sum: i64 = lines.rows.iter().map(|row| cents(&row.cells[2])).sum();
    let total = cents(fact(&paper, "`GameScores` a month").split(' ').next().unwrap());
    let parts = i64::try_from(lines.rows.len()).unwrap();
    assert!((sum - total).abs() <= parts, "{sum} and {total} differ by roundings only");
    assert!(fact(&paper, "Prices").contains("us-east-1, 2026-"));
    assert!(!grid(&paper, "Hot keys, at the peak").rows.is_empty());
    assert!(grid(&paper, "Ways to pay for it").rows.iter().any(|row| row.tone == Tone::Good));
    let omitted = grid(&paper, "Not in these figures");
    assert!(!omitted.rows.iter().any(|row| row.cells[0].starts_with("Storage of")), "{omitted:#?}");
    let without = of(&design, Topic::Cost(table), &Given::new());
    let omitted = grid(&without, "Not in these figures");
    assert!(omitted.rows.iter().any(|row| row.cells[0].starts_with("Storage of")));
    assert!(
        field(&of(&design, Topic::Cost(table), &given([(&items, "many")])), &items)
            .wrong
            .contains("whole number")
    );
}

#[test]
fn what_a_table_holds_is_kept_in_the_design() {
    let design = game_scores();
    let table = first(&design);
    let items = format!("items.{table}");
    let keep = |paper: &Paper| {
        paper.parts.iter().find_map(|part| match part {
            Part::Press(_, Deed::Take(edit)) => Some(serde_json::from_str::<Edit>(edit).unwrap()),
            _ => None,
        })
    };
    assert_eq!(keep(&of(&design, Topic::Cost(table), &Given::new())), None);
    let asked = given([(&items, "10,000,000")]);
    let edit = keep(&of(&design, Topic::Cost(table), &asked)).unwrap();
    let volume = Volume { items: 10_000_000, item_bytes: None };
    assert_eq!(edit, Edit::SetTable { table, field: TableField::Volume(Some(volume)) });
    let kept = apply(&design, &edit).unwrap().design;
    // There is nothing more to keep, and whoever gives nothing sees the same.
    assert_eq!(keep(&of(&kept, Topic::Cost(table), &asked)), None);
    let paper = of(&kept, Topic::Cost(table), &Given::new());
    assert_eq!(field(&paper, &items).usual, "10000000");
    let lines = grid(&paper, "What a month is made of");
    assert!(lines.rows.iter().any(|row| row.why.contains("10,000,000 items")), "{lines:#?}");
}

#[test]
fn a_month_goes_by_the_prices_of_the_region_that_the_design_names() {
    let design = game_scores();
    let table = first(&design);
    let mut known = Book::default();
    let cost = |design: &Design, known: &Book, given: &Given| {
        seen(design, known, &verdicts(design), Topic::Cost(table), given).unwrap()
    };
    let is_asked = |paper: &Paper| paper.fields.iter().any(|field| field.name == "prices");
    assert!(!is_asked(&cost(&design, &known, &Given::new())), "one Region is no choice");
    known.learn(&answer(&[("eu-central-1", "2030-01-01")]));
    let paper = cost(&design, &known, &Given::new());
    assert_eq!(field(&paper, "prices").usual, "us-east-1");
    assert_eq!(
        field(&paper, "prices").way,
        Way::Choice(vec![
            ("us-east-1".to_owned(), format!("us-east-1, {}", known.all()[0].date)),
            ("eu-central-1".to_owned(), "eu-central-1, 2030-01-01".to_owned())
        ])
    );
    let chosen = cost(&design, &known, &given([("prices", "eu-central-1")]));
    assert!(fact(&chosen, "Prices").contains("eu-central-1, 2030-01-01"));
    let named = taken(&design, &chosen);
    assert_eq!(named.prices.as_deref(), Some("eu-central-1"));
    // Now they are everybody's, also of who has chosen nothing.
    let paper = cost(&named, &known, &Given::new());
    assert!(fact(&paper, "Prices").contains("eu-central-1, 2030-01-01"));
    assert_eq!(field(&paper, "prices").usual, "eu-central-1");
    let elsewhere = cost(&named, &Book::default(), &Given::new());
    assert!(fact(&elsewhere, "Prices").contains("us-east-1"));
    assert!(said(&elsewhere).contains("The prices of `eu-central-1`, which the design names, are not known"));
}

#[test]
fn no_paper_is_about_what_is_gone() {
    let design = game_scores();
    let gone = "gone".parse().unwrap();
    let of = |topic| seen(&design, &Book::default(), &[], topic, &Given::new());
    for topic in
        [Topic::Stored(gone), Topic::Made(gone), Topic::Pasted(gone), Topic::Stream(gone), Topic::Cost(gone)]
    {
        assert_eq!(of(topic), None);
    }
    let gone = "gone".parse().unwrap();
    assert_eq!((of(Topic::Ran(gone)), of(Topic::Code(gone))), (None, None));
}
