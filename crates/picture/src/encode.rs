//! Pixels as a PNG (W3C, third edition): each row as the difference to that above, then packed.

use miniz_oxide::deflate::compress_to_vec_zlib;

use crate::canvas::Canvas;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Three colours of eight bits, packed by deflate, filtered by row, and not interlaced.
const KIND: [u8; 5] = [8, 2, 0, 0, 0];
/// The filter that tells the difference to the row above.
const UP: u8 = 2;

/// Of more pixels the file is packed in a hurry: in a third of the time, and three times as large.
const MUCH: usize = 4_000_000;

/// The canvas as a file.
pub(crate) fn png(canvas: Canvas) -> Vec<u8> {
    let lengths = [canvas.width, canvas.height].map(|length| (length as u32).to_be_bytes()).concat();
    let effort = if canvas.width * canvas.height > MUCH { 1 } else { 6 };
    let rows = compress_to_vec_zlib(&filtered(canvas), effort);
    let mut out = SIGNATURE.to_vec();
    chunk(&mut out, *b"IHDR", &[lengths.as_slice(), &KIND].concat());
    chunk(&mut out, *b"IDAT", &rows);
    chunk(&mut out, *b"IEND", &[]);
    out
}

/// From the last row up, so that each still finds the one above it as it was.
fn filtered(canvas: Canvas) -> Vec<u8> {
    let stride = canvas.stride();
    let mut bytes = canvas.bytes;
    for row in (0..canvas.height).rev() {
        let (above, own) = bytes.split_at_mut(row * stride);
        let own = own.get_mut(..stride).unwrap_or_default();
        if let Some(above) = above.rchunks_exact(stride).next() {
            own.iter_mut().zip(above).for_each(|(byte, above)| *byte = byte.wrapping_sub(*above));
        }
        own.iter_mut().take(1).for_each(|filter| *filter = UP);
    }
    bytes
}

fn chunk(out: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    // A picture has sixteen million pixels at most, so its bytes can be counted.
    out.extend((content.len() as u32).to_be_bytes());
    let from = out.len();
    out.extend(kind);
    out.extend(content);
    let sum = crc32fast::hash(out.get(from..).unwrap_or_default());
    out.extend(sum.to_be_bytes());
}
