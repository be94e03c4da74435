//! Several files as one archive: stored as they are, without times, so that the same files give the same bytes.

use super::File;

/// The archive (PKWARE APPNOTE 6.3.10). Names are UTF-8; times are the first that the format knows.
pub(super) fn archive(files: &[File]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for File { path, text } in files {
        // No file of an export comes near four gigabytes.
        let offset = out.len() as u32;
        let head = head(path, text.as_bytes());
        out.extend([b"PK\x03\x04".as_slice(), &head, path.as_bytes(), text.as_bytes()].concat());
        directory.extend([b"PK\x01\x02\x14\x00".as_slice(), &head, &[0; 10], &offset.to_le_bytes()].concat());
        directory.extend_from_slice(path.as_bytes());
    }
    let count = (files.len() as u16).to_le_bytes();
    let (size, start) = ((directory.len() as u32).to_le_bytes(), (out.len() as u32).to_le_bytes());
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &size, &start, &[0, 0]].concat();
    [out, directory, end].concat()
}

/// What both the file and the directory say of a file.
fn head(path: &str, content: &[u8]) -> Vec<u8> {
    /// Names are UTF-8.
    const FLAGS: u16 = 1 << 11;
    /// 1 January 1980, the first day that the format knows.
    const DAY: u16 = 1 << 5 | 1;
    let size = (content.len() as u32).to_le_bytes();
    let shorts = [20_u16, FLAGS, 0, 0, DAY].map(u16::to_le_bytes).concat();
    let name = (path.len() as u16).to_le_bytes();
    [shorts.as_slice(), &checksum(content).to_le_bytes(), &size, &size, &name, &[0, 0]].concat()
}

/// CRC-32 as in ISO 3309.
fn checksum(content: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1)))
    };
    !content.iter().fold(!0, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_standard() {
        assert_eq!(checksum(b"123456789"), 0xcbf4_3926);
        assert_eq!(checksum(b""), 0);
    }
}
