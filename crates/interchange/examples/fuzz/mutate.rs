//! Changes of a file: of bytes, of words and lines, and of what stands between brackets.

use crate::random::Random;
use crate::seeds::{Case, Seeds};

/// Larger inputs are what other tests are for.
const MOST_BYTES: usize = 1_000_000;

/// The input of a number: some files with one of them changed.
pub(crate) fn input(seeds: &Seeds, seed: u64, number: u64) -> Case {
    let mut random = Random::of(seed, number);
    let mut case = random.pick(&seeds.cases).cloned().unwrap_or_default();
    let place = random.below(case.len());
    // Most of the time one file alone, so that what is found is small.
    if !random.chance(4) {
        case = case.get(place).cloned().into_iter().collect();
    }
    let place = random.below(case.len());
    if let Some((path, bytes)) = case.get_mut(place) {
        for _ in 0..=random.length(8) {
            change(bytes, seeds, &mut random);
            bytes.truncate(MOST_BYTES);
        }
        if random.chance(40) {
            let paths = ["a.tf", "a.tf.json", "a.tfvars", "a.yaml", "a.json", "a.tfstate", "a.zip", "a"];
            random.pick(&paths).into_iter().for_each(|other| *path = (*other).to_owned());
        }
    }
    case
}

type Change = fn(&mut Vec<u8>, &Seeds, &mut Random);

const CHANGES: [Change; 14] = [
    flip,
    put_word,
    put_word,
    replace_word,
    replace_word,
    remove,
    repeat,
    splice,
    truncate,
    number,
    move_lines,
    nest,
    swap_block,
    indent,
];

fn change(bytes: &mut Vec<u8>, seeds: &Seeds, random: &mut Random) {
    if let Some(change) = random.pick(&CHANGES) {
        change(bytes, seeds, random);
    }
}

/// A place in the file and how far it goes on from there.
fn range(bytes: &[u8], random: &mut Random) -> std::ops::Range<usize> {
    let start = random.below(bytes.len());
    let end = start + random.length(bytes.len() - start);
    start..end.min(bytes.len())
}

#[expect(clippy::ptr_arg, reason = "it is one of a table, and the others change the length")]
fn flip(bytes: &mut Vec<u8>, _: &Seeds, random: &mut Random) {
    let place = random.below(bytes.len());
    let with = match random.below(3) {
        0 => u8::try_from(random.below(256)).unwrap_or(0),
        1 => *random.pick(b"{}[]()\"'\\$%&*!|>#,:;=?. \n\t\r\0\xff").unwrap_or(&0),
        _ => bytes.get(place).map_or(0, |byte| byte ^ (1 << random.below(8))),
    };
    if let Some(byte) = bytes.get_mut(place) {
        *byte = with;
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, new: impl IntoIterator<Item = u8>) {
    let at = at.min(bytes.len());
    bytes.splice(at..at, new);
}

fn put_word(bytes: &mut Vec<u8>, seeds: &Seeds, random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    insert(bytes, at, random.pick(&seeds.words).cloned().unwrap_or_default());
}

/// The word at a place, from its first to its last letter.
fn word_at(bytes: &[u8], place: usize) -> std::ops::Range<usize> {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let before = bytes.iter().take(place).rev().take_while(|byte| is_word(byte)).count();
    let after = bytes.iter().skip(place).take_while(|byte| is_word(byte)).count();
    place - before..place + after
}

fn replace_word(bytes: &mut Vec<u8>, seeds: &Seeds, random: &mut Random) {
    let found = word_at(bytes, random.below(bytes.len()));
    bytes.splice(found, random.pick(&seeds.words).cloned().unwrap_or_default());
}

fn remove(bytes: &mut Vec<u8>, _: &Seeds, random: &mut Random) {
    bytes.drain(range(bytes, random));
}

fn repeat(bytes: &mut Vec<u8>, _: &Seeds, random: &mut Random) {
    let found = range(bytes, random);
    let (end, part) = (found.end, bytes.get(found).unwrap_or_default().to_vec());
    let times = 1 + random.length(MOST_BYTES / (part.len() + 1)).min(random.length(20_000));
    insert(bytes, end, part.repeat(times));
}

fn splice(bytes: &mut Vec<u8>, seeds: &Seeds, random: &mut Random) {
    let other = random.pick(&seeds.cases).and_then(|case| random.pick(case));
    let other = other.map(|(_, bytes)| bytes.as_slice()).unwrap_or_default();
    let part = other.get(range(other, random)).unwrap_or_default().to_vec();
    let found = if random.chance(2) { range(bytes, random) } else { random.below(bytes.len() + 1)..0 };
    if found.end == 0 { insert(bytes, found.start, part) } else { drop(bytes.splice(found, part)) }
}

fn truncate(bytes: &mut Vec<u8>, _: &Seeds, random: &mut Random) {
    if random.chance(4) {
        bytes.truncate(random.below(bytes.len()));
    }
}

/// Another number where one stands.
fn number(bytes: &mut Vec<u8>, _: &Seeds, random: &mut Random) {
    const NUMBERS: [&str; 14] = [
        "0",
        "1",
        "-1",
        "2",
        "16",
        "255",
        "10000",
        "65536",
        "4294967296",
        "9007199254740993",
        "1e309",
        "-0.5",
        "0x10",
        "99999999999999999999999999",
    ];
    let digits: Vec<usize> =
        bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
    let Some(place) = random.pick(&digits) else { return };
    let found = word_at(bytes, *place);
    bytes.splice(found, random.pick(&NUMBERS).unwrap_or(&"0").bytes());
}

fn move_lines(bytes: &mut Vec<u8>, _: &Seeds, random: &mut Random) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let (from, to) = (random.below(lines.len()), random.below(lines.len()));
    if lines.is_empty() {
        return;
    }
    match random.below(3) {
        0 => lines.swap(from, to),
        1 => drop(lines.drain(from.min(to)..from.max(to))),
        _ => {
            let part: Vec<_> = lines.get(from..(from + 4).min(lines.len())).unwrap_or_default().to_vec();
            lines.splice(to..to, part);
        }
    }
    *bytes = lines.concat();
}

/// Many openings at a place, with or without their ends.
fn nest(bytes: &mut Vec<u8>, _: &Seeds, random: &mut Random) {
    const PAIRS: [(&str, &str); 14] = [
        ("[", "]"),
        ("{", "}"),
        ("(", ")"),
        ("\"${", "}\""),
        ("{\"a\":", "}"),
        ("[{", "}]"),
        ("!Sub [", "]"),
        ("- ", ""),
        ("{\"Fn::Join\":[\"\",[", "]]}"),
        ("{\"M\":{\"a\":", "}}"),
        ("!", ""),
        ("-", ""),
        ("[for x in ", " : x]"),
        ("a {\n", "}\n"),
    ];
    let (open, close) = random.pick(&PAIRS).copied().unwrap_or_default();
    let levels = 1 + random.length(20_000);
    let found = range(bytes, random);
    if random.chance(3) {
        insert(bytes, found.end, close.repeat(levels).into_bytes());
    }
    insert(bytes, found.start, open.repeat(levels).into_bytes());
}

/// What stands between a bracket and its end, from the bracket on.
fn block(bytes: &[u8], random: &mut Random) -> Option<std::ops::Range<usize>> {
    let is_open = |byte: u8| matches!(byte, b'{' | b'[' | b'(');
    let opens: Vec<usize> =
        bytes.iter().enumerate().filter(|(_, byte)| is_open(**byte)).map(|(at, _)| at).collect();
    let start = *random.pick(&opens)?;
    let mut depth = 0_usize;
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            byte if is_open(*byte) => depth += 1,
            b'}' | b']' | b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(start..at + 1);
        }
    }
    None
}

/// A block of this file or another one in the place of a block.
fn swap_block(bytes: &mut Vec<u8>, seeds: &Seeds, random: &mut Random) {
    let other = random.pick(&seeds.cases).and_then(|case| random.pick(case));
    let own = bytes.clone();
    let other = other.filter(|_| random.chance(2)).map_or(own.as_slice(), |(_, bytes)| bytes.as_slice());
    let part = block(other, random).and_then(|found| other.get(found)).unwrap_or_default().to_vec();
    if let Some(found) = block(bytes, random) {
        bytes.splice(found, part);
    }
}

fn indent(bytes: &mut Vec<u8>, _: &Seeds, random: &mut Random) {
    let starts: Vec<usize> =
        bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1).collect();
    let Some(at) = random.pick(&starts).copied() else { return };
    if random.chance(2) {
        insert(bytes, at, vec![b' '; 1 + random.below(8)]);
    } else {
        let blanks = bytes.iter().skip(at).take_while(|byte| **byte == b' ').count();
        bytes.drain(at..at + random.below(blanks + 1));
    }
}
