//! Zip archives, as far as imports need them: names, and what is stored or deflated.
//!
//! Own code over one decompressor, so that every limit is here: the central directory is believed only within the
//! bytes that are there, names that lead out of the archive are refused, and no more is unpacked than may be read.
//! Deliberately absent: encryption, Zip64, archives in several parts.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The most entries of an archive that are looked at.
const MAX_ENTRIES: usize = 50_000;

/// Whether bytes are a zip archive.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The wanted files of an archive, in the order of their names, with at most so many bytes together.
///
/// # Errors
///
/// What is wrong with the archive, in a sentence.
pub(super) fn read(
    bytes: &[u8],
    most: usize,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut left = most;
    let mut files = Vec::new();
    for entry in entries(bytes)? {
        let Some(name) = safe(&entry.name)? else { continue };
        if !is_wanted(&name) {
            continue;
        }
        let content = content(bytes, &entry, left).ok_or_else(|| {
            let most = most / 1024 / 1024;
            format!("`{name}` in the archive is damaged, encrypted, or unpacks to more than {most} MB")
        })?;
        left = left.saturating_sub(content.len());
        files.push((name, content));
    }
    files.sort();
    files.dedup_by(|a, b| a.0 == b.0);
    Ok(files)
}

struct Entry {
    name: String,
    method: u16,
    flags: u16,
    packed: usize,
    size: usize,
    header: usize,
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let pair: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes(pair)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

fn entries(bytes: &[u8]) -> Result<Vec<Entry>, String> {
    let damaged = || "the archive is damaged or cut short: pack it again".to_owned();
    let end = end_of_directory(bytes).ok_or_else(damaged)?;
    let count = u16_at(bytes, end + 10).ok_or_else(damaged)?;
    let mut at = u32_at(bytes, end + 16).ok_or_else(damaged)?;
    let mut entries = Vec::new();
    for _ in 0..count.min(MAX_ENTRIES) {
        let (entry, next) = entry(bytes, at).ok_or_else(damaged)?;
        entries.push(entry);
        at = next;
    }
    Ok(entries)
}

/// The record at the end, before a comment of at most 64 KB.
fn end_of_directory(bytes: &[u8]) -> Option<usize> {
    const RECORD: usize = 22;
    let last = bytes.len().checked_sub(RECORD)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last).rev().find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(b"PK\x05\x06")))
}

fn entry(bytes: &[u8], at: usize) -> Option<(Entry, usize)> {
    const HEADER: usize = 46;
    if !bytes.get(at..)?.starts_with(b"PK\x01\x02") {
        return None;
    }
    let (name, extra, comment) = (u16_at(bytes, at + 28)?, u16_at(bytes, at + 30)?, u16_at(bytes, at + 32)?);
    let start = at + HEADER;
    let entry = Entry {
        name: String::from_utf8_lossy(bytes.get(start..start + name)?).into_owned(),
        flags: u16::try_from(u16_at(bytes, at + 8)?).ok()?,
        method: u16::try_from(u16_at(bytes, at + 10)?).ok()?,
        packed: u32_at(bytes, at + 20)?,
        size: u32_at(bytes, at + 24)?,
        header: u32_at(bytes, at + 42)?,
    };
    Some((entry, start + name + extra + comment))
}

/// The name, nothing for a folder; one that leads elsewhere is an attempt at something.
fn safe(name: &str) -> Result<Option<String>, String> {
    let name = name.replace('\\', "/");
    if name.ends_with('/') {
        return Ok(None);
    }
    let leads_out = name.starts_with('/') || name.contains(':') || name.split('/').any(|part| part == "..");
    if leads_out {
        return Err(format!(
            "the archive has a file that leads out of it ({}): it is not read",
            super::value::shown(&name)
        ));
    }
    Ok(Some(name.split('/').filter(|part| !matches!(*part, "" | ".")).collect::<Vec<_>>().join("/")))
}

fn content(bytes: &[u8], entry: &Entry, most: usize) -> Option<Vec<u8>> {
    const HEADER: usize = 30;
    const ENCRYPTED: u16 = 1;
    let is_local = bytes.get(entry.header..)?.starts_with(b"PK\x03\x04");
    if !is_local || entry.flags & ENCRYPTED != 0 || entry.size > most {
        return None;
    }
    let start = entry.header + HEADER + u16_at(bytes, entry.header + 26)? + u16_at(bytes, entry.header + 28)?;
    let packed = bytes.get(start..start.checked_add(entry.packed)?)?;
    let content = match entry.method {
        0 => packed.to_vec(),
        8 => decompress_to_vec_with_limit(packed, entry.size).ok()?,
        _ => return None,
    };
    (content.len() == entry.size && content.len() <= most).then_some(content)
}
