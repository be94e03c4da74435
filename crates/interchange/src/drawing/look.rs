//! How what is drawn looks in the light, each kind of thing once, and the style sheet that says the same.

use std::fmt::Write as _;

/// The kind of a thing that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// What lies under everything.
    Ground,
    /// An area of the canvas.
    Area,
    /// What it is called.
    AreaName,
    /// The card of a table.
    Card,
    /// What the table is called.
    Name,
    /// A line between sections of a card.
    Line,
    /// The mark of an attribute of the key.
    Key,
    /// The mark of another attribute.
    Plain,
    /// The mark of an index.
    Index,
    /// The mark of an entity.
    Entity,
    /// What a line of a card is called.
    Label,
    /// What else is said there.
    Detail,
    /// A consumer of changes.
    Consumer,
    /// The line to it.
    Feed,
    /// A note on the canvas.
    Note,
    /// What it says.
    NoteText,
}

/// How a thing looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The colour inside, of a text that of its letters: red, green and blue.
    pub fill: Option<[u8; 3]>,
    /// The colour of the outline or the line.
    pub stroke: Option<[u8; 3]>,
    /// How wide that is, in tenths of a pixel.
    pub stroke_tenths: u32,
    /// Lengths of its dashes and of what is between them.
    pub dashes: Option<(u32, u32)>,
    /// The size of letters in pixels.
    pub size: u32,
    /// Whether the letters are bold.
    pub is_bold: bool,
}

impl Look {
    const TEXT: Self = Self {
        fill: Some([0x1f, 0x23, 0x28]),
        stroke: None,
        stroke_tenths: 10,
        dashes: None,
        size: 13,
        is_bold: false,
    };

    const fn text(size: u32, is_bold: bool, fill: u32) -> Self {
        Self { fill: Some(rgb(fill)), size, is_bold, ..Self::TEXT }
    }

    const fn filled(fill: u32) -> Self {
        Self { fill: Some(rgb(fill)), ..Self::TEXT }
    }

    const fn outlined(fill: u32, stroke: u32) -> Self {
        Self { stroke: Some(rgb(stroke)), ..Self::filled(fill) }
    }

    const fn line(stroke: u32, stroke_tenths: u32) -> Self {
        Self { fill: None, stroke: Some(rgb(stroke)), stroke_tenths, ..Self::TEXT }
    }
}

const fn rgb(colour: u32) -> [u8; 3] {
    let [_, red, green, blue] = colour.to_be_bytes();
    [red, green, blue]
}

impl Class {
    /// How it looks in the light.
    #[must_use]
    pub const fn look(self) -> Look {
        match self {
            Self::Ground => Look::filled(0xffffff),
            Self::Area => Look { dashes: Some((6, 4)), ..Look::outlined(0xeef4fb, 0xb6cdea) },
            Self::AreaName => Look::text(13, true, 0x3a5f8f),
            Self::Card => Look::outlined(0xfbfcfd, 0xc5ccd5),
            Self::Name => Look { size: 15, is_bold: true, ..Look::TEXT },
            Self::Line => Look::line(0xdfe3e9, 10),
            Self::Key => Look::text(11, true, 0x0b5bd3),
            Self::Index => Look::text(11, true, 0x7a3fb5),
            Self::Entity => Look::text(11, true, 0x26734d),
            Self::Plain => Look::text(11, false, 0x6a7280),
            Self::Label | Self::NoteText => Look::TEXT,
            Self::Detail => Look::text(12, false, 0x6a7280),
            Self::Consumer => Look::outlined(0xfff7e8, 0xe2c48a),
            Self::Feed => Look::line(0xc79a3e, 15),
            Self::Note => Look::outlined(0xfff9d9, 0xe4d68c),
        }
    }

    /// The class in a style sheet.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Ground => "ground",
            Self::Area => "area",
            Self::AreaName => "area-name",
            Self::Card => "card",
            Self::Name => "name",
            Self::Line => "line",
            Self::Key => "key",
            Self::Plain => "plain",
            Self::Index => "index",
            Self::Entity => "entity",
            Self::Label => "label",
            Self::Detail => "detail",
            Self::Consumer => "consumer",
            Self::Feed => "feed",
            Self::Note => "note",
            Self::NoteText => "note-text",
        }
    }

    const fn is_text(self) -> bool {
        !matches!(
            self,
            Self::Ground | Self::Area | Self::Card | Self::Line | Self::Consumer | Self::Feed | Self::Note
        )
    }
}

/// The style sheet: each rule for light, then what is other in the dark. Plain values only: not every renderer knows
/// more.
pub(crate) fn sheet() -> String {
    const ALL: [Class; 14] = [
        Class::Ground,
        Class::Area,
        Class::AreaName,
        Class::Card,
        Class::Name,
        Class::Line,
        Class::Key,
        Class::Index,
        Class::Entity,
        Class::Plain,
        Class::Detail,
        Class::Consumer,
        Class::Feed,
        Class::Note,
    ];
    let Look { size, fill, .. } = Look::TEXT;
    let font = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
    let mut sheet = format!("text {{ font: {size}px {font};{} }}\n", colour("fill", fill));
    for class in ALL {
        // Writing to a string does not fail.
        let _ = writeln!(sheet, ".{} {{{} }}", class.name(), rule(class));
    }
    sheet + DARK
}

/// What is other than in a text or a shape of which nothing is said.
fn rule(class: Class) -> String {
    let Look { fill, stroke, stroke_tenths, dashes, size, is_bold } = class.look();
    if class.is_text() {
        let size = if size == Look::TEXT.size { String::new() } else { format!(" font-size: {size}px;") };
        let weight = if is_bold { " font-weight: 600;" } else { "" };
        let fill = fill.filter(|_| fill != Look::TEXT.fill);
        return format!("{size}{weight}{}", fill.map_or_else(String::new, |_| colour("fill", fill)));
    }
    let mut rule = String::new();
    if class != Class::Line {
        rule += &colour("fill", fill);
    }
    if stroke.is_some() {
        rule += &colour("stroke", stroke);
    }
    if stroke_tenths != 10 {
        rule += &format!(" stroke-width: {}.{};", stroke_tenths / 10, stroke_tenths % 10);
    }
    dashes.map_or(rule.clone(), |(dash, gap)| format!("{rule} stroke-dasharray: {dash} {gap};"))
}

fn colour(name: &str, colour: Option<[u8; 3]>) -> String {
    match colour {
        Some([red, green, blue]) => format!(" {name}: #{red:02x}{green:02x}{blue:02x};"),
        None => format!(" {name}: none;"),
    }
}

const DARK: &str = "\
@media (prefers-color-scheme: dark) {
  text { fill: #e6e9ee; }
  .ground { fill: #14171b; }
  .area { fill: #182230; stroke: #35507a; }
  .area-name { fill: #9cc0f0; }
  .card { fill: #1d2127; stroke: #3a424d; }
  .line { stroke: #2f363f; }
  .key { fill: #79b0ff; }
  .index { fill: #c79cf0; }
  .entity { fill: #7fd0a4; }
  .plain, .detail { fill: #9aa3af; }
  .consumer { fill: #2b2417; stroke: #6d5630; }
  .feed { stroke: #b58f45; }
  .note { fill: #2a2715; stroke: #5f5726; }
}
";
