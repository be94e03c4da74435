//! How wide texts are, so that none leaves its box: by the letters of Inter, bold, which are wide ones as fonts of
//! interfaces go. Who has another font sees a little more air, or less.

/// What stands for what is cut off.
const ELLIPSIS: char = '…';

/// Widths of the characters from space to tilde, in hundredths of the size of the letters.
const ASCII: [u8; 95] = [
    26, 33, 53, 65, 66, 101, 67, 33, 38, 38, 54, 68, 32, 47, 32, 38, 66, 43, 63, 64, 67, 62, 64, 58, 65, 64,
    32, 33, 68, 68, 68, 55, 100, 73, 66, 74, 73, 61, 59, 75, 75, 28, 58, 71, 57, 93, 76, 77, 65, 78, 66, 66,
    67, 74, 73, 103, 72, 72, 66, 38, 38, 38, 49, 47, 36, 58, 63, 59, 63, 60, 39, 63, 62, 27, 27, 57, 27, 91,
    62, 61, 63, 63, 40, 55, 36, 62, 59, 84, 57, 59, 57, 46, 36, 46, 68,
];

/// How wide a text is, in hundredths of a pixel.
pub(super) fn width(text: &str, size: u32) -> u32 {
    text.chars().map(hundredths).sum::<u32>().saturating_mul(size)
}

/// In hundredths of the size.
fn hundredths(c: char) -> u32 {
    let ascii = (c as usize).checked_sub(0x20).and_then(|at| ASCII.get(at));
    match (ascii, c) {
        (Some(width), _) => u32::from(*width),
        (_, '\u{300}'..='\u{36f}') => 0,
        // Letters of East Asia and pictures are squares.
        (_, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}') => 100,
        (_, '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}') => 100,
        (_, '\u{1f000}'..) => 130,
        (
            _,
            'Ж' | 'М' | 'Ф' | 'Ш' | 'Щ' | 'Ы' | 'Ю' | 'Њ' | 'Љ' | 'Æ' | 'Œ' | 'Ŵ' | 'Ẁ'..='Ẉ' | '—' | '№',
        ) => 115,
        (_, 'ж' | 'м' | 'ф' | 'ш' | 'щ' | 'ы' | 'ю' | 'њ' | 'љ' | 'æ' | 'œ' | 'ŵ' | '←'..='⇔') => {
            100
        }
        (_, ELLIPSIS) => 96,
        (_, c) if c.is_uppercase() => 80,
        _ => 66,
    }
}

/// A text that is no wider than so many pixels, cut off where it would be.
pub(super) fn fitting(text: &str, size: u32, room: i64) -> String {
    let room = u32::try_from(room.max(0)).unwrap_or(u32::MAX).saturating_mul(100);
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(hundredths(ELLIPSIS) * size);
    let fits = |c: &char| {
        let rest = left.checked_sub(hundredths(*c) * size);
        left = rest.unwrap_or(left);
        rest.is_some()
    };
    text.chars().take_while(fits).chain([ELLIPSIS]).collect()
}

/// A line cut into lines of so many pixels at most, between words where that goes.
pub(super) fn wrapped(line: &str, size: u32, room: i64) -> Vec<String> {
    let room = u32::try_from(room.max(1)).unwrap_or(u32::MAX).saturating_mul(100);
    let mut lines = vec![String::new()];
    let mut used = 0_u32;
    for word in line.split_inclusive(' ') {
        if used > 0 && used.saturating_add(width(word.trim_end(), size)) > room {
            lines.push(String::new());
            used = 0;
        }
        for c in word.chars() {
            let wide = hundredths(c) * size;
            if used > 0 && c != ' ' && used.saturating_add(wide) > room {
                lines.push(String::new());
                used = 0;
            }
            used = used.saturating_add(wide);
            lines.last_mut().into_iter().for_each(|last| last.push(c));
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stays_as_it_is_and_what_does_not_is_cut_off() {
        for (text, room, fitted) in [
            ("Orders", 100, "Orders"),
            ("WWWWWWWWWWWWWWWW", 100, "WWWWWW…"),
            ("iiiiiiiiiiiiiiii", 100, "iiiiiiiiiiiiiiii"),
            ("注文の明細と在庫", 80, "注文の明細…"),
            ("Orders", 0, "…"),
            ("", 0, ""),
        ] {
            assert_eq!(fitting(text, 13, room), fitted, "{text}");
        }
    }

    #[test]
    fn lines_end_between_words_and_within_a_word_that_has_none() {
        assert_eq!(wrapped("one two three", 13, 60), ["one two", "three"]);
        assert_eq!(wrapped("WWWWWWWWWW", 13, 60), ["WWWW", "WWWW", "WW"]);
        assert_eq!(wrapped("", 13, 60), [""]);
        assert_eq!(wrapped("ab", 13, 0), ["a", "b"]);
    }
}
