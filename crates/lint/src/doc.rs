//! The comment at the top of a rule's file as a constant, so that what a rule says of itself is written once.
//!
//! It is cut out while compiling: the rest of the file does not get into the program.

/// The text of a file's `//!` lines, without the marks.
macro_rules! module_doc {
    ($file:expr) => {{
        const SOURCE: &str = include_str!($file);
        const TEXT: [u8; $crate::doc::strip(SOURCE, &mut [])] = {
            let mut text = [0; $crate::doc::strip(SOURCE, &mut [])];
            $crate::doc::strip(SOURCE, &mut text);
            text
        };
        match str::from_utf8(&TEXT) {
            Ok(text) => text,
            Err(_) => "",
        }
    }};
}

pub(crate) use module_doc;

/// Writes the text as far as it fits, and tells its length.
pub(crate) const fn strip(source: &str, text: &mut [u8]) -> usize {
    let source = source.as_bytes();
    let (mut at, mut length) = (0, 0);
    while at + 2 < source.len() && source[at] == b'/' && source[at + 1] == b'/' && source[at + 2] == b'!' {
        at += 3;
        if at < source.len() && source[at] == b' ' {
            at += 1;
        }
        while at < source.len() {
            if length < text.len() {
                text[length] = source[at];
            }
            length += 1;
            at += 1;
            if source[at - 1] == b'\n' {
                break;
            }
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(source: &str) -> String {
        let mut text = vec![0; strip(source, &mut [])];
        strip(source, &mut text);
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn only_the_leading_comment_is_taken() {
        assert_eq!(stripped("//! Ä.\n//!\n//! b\n\n//! c\n"), "Ä.\n\nb\n");
        assert_eq!(stripped("//! a"), "a");
        assert_eq!(stripped("//!"), "");
        assert_eq!(stripped("use x;\n//! a"), "");
        assert_eq!(stripped(""), "");
    }

    #[test]
    fn this_file_has_one() {
        assert!(module_doc!("doc.rs").starts_with("The comment at the top"));
    }
}
