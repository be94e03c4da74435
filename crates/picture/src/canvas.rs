//! Rows of pixels of three colours, and masks that are laid on them.

use zeno::{Command, Mask, Style};

/// The pixels of a picture. A row begins with the byte by which PNG says how it is written.
pub(crate) struct Canvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) bytes: Vec<u8>,
}

/// How much of each pixel something covers, and where its first pixel is.
pub(crate) struct Stamp {
    left: i64,
    top: i64,
    width: usize,
    cover: Vec<u8>,
}

impl Stamp {
    pub(crate) fn of<'a>(path: &'a [Command], style: impl Into<Style<'a>>) -> Self {
        let (cover, place) = Mask::new(path).style(style).render();
        Self { left: place.left.into(), top: place.top.into(), width: place.width as usize, cover }
    }
}

impl Canvas {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, bytes: vec![0; height * (1 + 3 * width)] }
    }

    /// Bytes from a row to the next.
    pub(crate) const fn stride(&self) -> usize {
        1 + 3 * self.width
    }

    /// Paints all of it.
    pub(crate) fn fill(&mut self, colour: [u8; 3]) {
        let row = [0].into_iter().chain(colour.repeat(self.width)).collect::<Vec<_>>();
        self.bytes.chunks_exact_mut(row.len()).for_each(|bytes| bytes.copy_from_slice(&row));
    }

    /// Paints what the stamp covers, moved by so many pixels; what is beside the canvas is cut off.
    pub(crate) fn stamp(&mut self, stamp: &Stamp, (x, y): (i64, i64), colour: [u8; 3]) {
        if stamp.width == 0 {
            return;
        }
        let (left, top) = (stamp.left + x, stamp.top + y);
        let (width, height, stride) = (self.width as i64, self.height as i64, self.stride());
        let before = (-left).clamp(0, stamp.width as i64);
        let seen = (width - left).clamp(before, stamp.width as i64);
        for (cover, y) in stamp.cover.chunks_exact(stamp.width).zip(top..height) {
            if y < 0 || seen == before {
                continue;
            }
            let from = y as usize * stride + 1 + 3 * (left + before) as usize;
            let pixels = self.bytes.get_mut(from..).unwrap_or_default().as_chunks_mut::<3>().0;
            let cover = cover.get(before as usize..seen as usize).unwrap_or_default();
            pixels.iter_mut().zip(cover).for_each(|(pixel, cover)| blend(pixel, colour, *cover));
        }
    }

    /// Paints a box of whole pixels, so strong.
    pub(crate) fn tint(&mut self, x: (i64, i64), y: (i64, i64), colour: [u8; 3], cover: u8) {
        let within = |(from, to): (i64, i64), most: usize| {
            let from = from.clamp(0, most as i64);
            from as usize..to.clamp(from, most as i64) as usize
        };
        let (across, stride) = (within(x, self.width), self.stride());
        for row in within(y, self.height) {
            let from = row * stride + 1;
            let pixels =
                self.bytes.get_mut(from + 3 * across.start..from + 3 * across.end).unwrap_or_default();
            pixels.as_chunks_mut().0.iter_mut().for_each(|pixel| blend(pixel, colour, cover));
        }
    }
}

fn blend(pixel: &mut [u8; 3], colour: [u8; 3], cover: u8) {
    match cover {
        0 => {}
        255 => *pixel = colour,
        _ => {
            let (cover, rest) = (u32::from(cover), 255 - u32::from(cover));
            for (old, new) in pixel.iter_mut().zip(colour) {
                *old = ((u32::from(*old) * rest + u32::from(new) * cover + 127) / 255) as u8;
            }
        }
    }
}
