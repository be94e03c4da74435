//! Pictures as other programs read them: their size, what is where, and the same bytes each time.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed setup fails the test")]

use std::fmt::Write as _;
use std::fs;

use sha2::{Digest as _, Sha256};
use tablewright_interchange::{Content, Drawing, ExportFormat, export};
use tablewright_model::{Design, Position, Table, from_json};
use tablewright_testkit::{design, golden, large_id};

/// What is read of a PNG by the crate `png`, which has no part in writing it.
struct Read {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Read {
    fn of(bytes: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
        Self { width: info.width as usize, height: info.height as usize, pixels }
    }

    fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let from = 3 * (y * self.width + x);
        self.pixels[from..from + 3].try_into().unwrap()
    }

    /// How many pixels of a box are of another colour than its upper left one.
    fn ink(&self, x: std::ops::Range<usize>, y: std::ops::Range<usize>) -> usize {
        let ground = self.at(x.start, y.start);
        y.flat_map(|y| x.clone().map(move |x| (x, y))).filter(|(x, y)| self.at(*x, *y) != ground).count()
    }
}

fn drawing(design: &Design) -> Drawing {
    match export(design, ExportFormat::Png).content {
        Content::Drawing(drawing) => drawing,
        Content::Files(files) => panic!("{files:?} are no drawing"),
    }
}

/// Tables called so, the first where the canvas begins.
fn called(names: &[&str]) -> Design {
    let table = |(at, name): (usize, &&str)| {
        let mut table = Table::blank(large_id("table", at), *name);
        table.position = (at == 0).then_some(Position { x: 0, y: 0 });
        table
    };
    design("Pictures", names.iter().enumerate().map(table))
}

#[test]
fn pictures_are_the_same_to_the_byte() {
    for case in golden::scenarios("export-all").unwrap() {
        let design = from_json(&fs::read_to_string(case.join("design.json")).unwrap()).unwrap();
        let drawing = drawing(&design);
        let bytes = tablewright_picture::png(&drawing);
        let read = Read::of(&bytes);
        let mut told = format!("{} × {} pixels\nsha256 ", read.width, read.height);
        Sha256::digest(&bytes).iter().for_each(|byte| write!(told, "{byte:02x}").unwrap());
        told.push('\n');
        tablewright_picture::notes(&drawing).iter().for_each(|note| writeln!(told, "{note}").unwrap());
        golden::check(case.join("png.txt"), &told);
    }
}

#[test]
fn a_card_has_its_border_its_name_and_nothing_beside_it() {
    let read = Read::of(&tablewright_picture::png(&drawing(&called(&["Orders"]))));
    // Around a card of 300 × 42 pixels are 32 on each side, and all of it is drawn twice as large.
    assert_eq!((read.width, read.height), (728, 212));
    assert_eq!(read.at(0, 0), [0xff; 3]);
    assert_eq!(read.at(70, 110), [0xfb, 0xfc, 0xfd], "the card is filled");
    assert_eq!(read.at(300, 64), [0xc5, 0xcc, 0xd5], "its border is two pixels wide");
    assert!(read.ink(92..200, 88..120) > 500, "its name is written");
    assert_eq!(read.ink(240..640, 80..120), 0, "nothing follows it");
}

#[test]
fn no_name_is_wider_than_its_card() {
    for name in [
        "W".repeat(60),
        "m".repeat(60),
        "@%".repeat(30),
        "ЩЖЊ".repeat(20),
        "жшфŒÆẄ".repeat(10),
        "ÄÑΩ".repeat(20),
        "ßþμ".repeat(20),
        "注文".repeat(30),
    ] {
        let read = Read::of(&tablewright_picture::png(&drawing(&called(&[&name]))));
        assert!(read.ink(92..630, 70..130) > 500, "{name} is written");
        assert_eq!(read.ink(642..662, 80..120), 0, "{name} does not reach the border");
        assert_eq!(read.ink(670..728, 0..212), 0, "{name} stays in the card");
    }
}

#[test]
fn letters_that_the_font_has_not_are_told_and_drawn_as_boxes() {
    assert_eq!(tablewright_picture::notes(&drawing(&called(&["Größe Ελλάδα Москва …"]))), [""; 0]);
    let there = drawing(&called(&["注\u{200d}文注"]));
    let told = tablewright_picture::notes(&there);
    assert!(told.len() == 1 && told[0].ends_with(": 文 注"), "{told:?}");
    assert!(Read::of(&tablewright_picture::png(&there)).ink(92..200, 80..125) > 100);
    let many: Vec<String> = ('一'..='丠').map(String::from).collect();
    let told =
        tablewright_picture::notes(&drawing(&called(&many.iter().map(String::as_str).collect::<Vec<_>>())));
    assert!(told[0].contains(" and 21 more"), "{told:?}");
}

#[test]
fn a_picture_of_a_whole_region_is_made_smaller_and_says_so() {
    let there = drawing(&tablewright_testkit::large_design(600, 3, 0));
    let read = Read::of(&tablewright_picture::png(&there));
    assert!((15_000_000..=16_100_000).contains(&(read.width * read.height)));
    let told = tablewright_picture::notes(&there);
    assert!(told.len() == 1 && told[0].contains("% as sharp"), "{told:?}");
}

#[test]
fn tables_that_are_worlds_apart_fit_on_a_picture() {
    let mut near = called(&["a"]);
    let mut far = Table::blank(large_id("table", 1), "b");
    far.position = Some(Position { x: i32::MAX, y: i32::MIN });
    near.tables = near.tables.iter().map(|table| Table::clone(table)).chain([far]).collect();
    let read = Read::of(&tablewright_picture::png(&drawing(&near)));
    assert!(read.width * read.height <= 16_100_000);
}
