//! Settings of the design itself and of what lies on its canvas beside tables; silences of rules.

use crate::prelude::*;
use tablewright_model::{Area, Design, Note, Object, Silence};

use super::DESCRIPTION;
use super::control::{At, Kind, Section, control};
use super::lists::{IN_DESIGN, Lists};
use crate::editor::desk::Desk;
use crate::editor::place;
use crate::ui::Choice;

/// What the name of a design is for.
pub(crate) const DESIGN_NAME: &str = "What your team calls this design. It names nothing in AWS.";

/// Where something lies and how large it is.
macro_rules! places {
    () => {
        &[
            control!(Position("To the right" ""), Kind::Number(false), "Pixels", |it, _| &mut it.position.x),
            control!(Position("Down" ""), Kind::Number(false), "Pixels", |it, _| &mut it.position.y),
            control!(Size("Width" ""), Kind::Number(false), "Pixels", |it, _| &mut it.size.width),
            control!(Size("Height" ""), Kind::Number(false), "Pixels", |it, _| &mut it.size.height),
        ]
    };
}

pub(super) static DESIGN: &[Section<Design>] = &[
    Section::common(
        "Basics",
        &[
            control!(Name, Kind::Text, DESIGN_NAME, |design, _| &mut design.name),
            control!(Description, Kind::Long, DESCRIPTION, |design, _| &mut design.description),
            control!(
                Prices,
                Kind::Name,
                "Such as eu-central-1: what a month costs goes by its list prices. Empty is us-east-1.",
                |design, _| &mut design.prices
            ),
        ],
    ),
    Section::own(lists, &[]),
];

pub(super) static NOTE: &[Section<Note>] = &[
    Section::common(
        "Note",
        &[control!(Text, Kind::Long, "What it says, in Markdown.", |note, _| &mut note.text)],
    ),
    Section::common("Place on the canvas", places!()),
];

pub(super) static AREA: &[Section<Area>] = &[
    Section::common(
        "Basics",
        &[
            control!(Name, Kind::Text, "What this part of the canvas is called.", |area, _| &mut area.name),
            control!(Colour, Kind::OneOf(COLOURS), "Its colour on the canvas.", |area, _| &mut area.colour),
        ],
    ),
    Section::common("Place on the canvas", places!()),
];

pub(super) static SILENCE: &[Section<Silence>] = &[Section::common(
    "Silence",
    &[
        control!(
            Rule,
            Kind::Name,
            "The code of the rule, such as DDB101. What AWS refuses can't be silenced.",
            |silence, _| &mut silence.code
        ),
        control!(
            Target,
            Kind::Choice(places_of_silence),
            "It holds there and in all that is in it.",
            read | silence,
            _ | Some(place::to_link(silence.object)),
            write | silence,
            text,
            _ | {
                silence.object = place::from_link(text)?;
                Some(Ok(()))
            }
        ),
        control!(Reason, Kind::Long, "Why, for whoever asks next.", |silence, _| &mut silence.reason),
    ],
)];

/// The places of the palette, in the words of `style/tokens.css`.
pub(super) const COLOURS: &[(&str, &str)] = &[
    ("", "By its place"),
    ("0", "Colour 1"),
    ("1", "Colour 2"),
    ("2", "Colour 3"),
    ("3", "Colour 4"),
    ("4", "Colour 5"),
    ("5", "Colour 6"),
    ("6", "Colour 7"),
    ("7", "Colour 8"),
];

/// The design, its tables and patterns, and whatever it is silenced for now.
fn places_of_silence(at: &At<'_>) -> Vec<Choice> {
    let Object::Silence(id) = at.object else { return Vec::new() };
    let now = at.design.silences.get(id).map(|silence| silence.object);
    let tables = at.design.tables.iter().map(|table| Object::Table(table.id));
    let patterns = at.design.patterns.iter().map(|pattern| Object::Pattern(pattern.id));
    let mut all: Vec<_> = std::iter::once(Object::Design).chain(tables).chain(patterns).collect();
    all.extend(now.filter(|now| !all.contains(now)));
    all.into_iter()
        .map(|object| Choice::new(place::to_link(object), place::described(at.design, object)))
        .collect()
}

fn lists(desk: Desk, _: Object) -> AnyView {
    view! { <Lists desk lists=&IN_DESIGN /> }
}
