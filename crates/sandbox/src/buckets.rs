//! The buckets of an account, as far as tables need them: exports write objects there and imports read them.
//!
//! Every name is taken to be a bucket, and whoever asks may use it. There is no S3: nobody else puts an object there or
//! reads one. An object holds the lines that AWS would pack with gzip.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

/// The folder of all buckets, beside those of the accounts.
pub(crate) const FOLDER: &str = "buckets";

/// The buckets of one account, in all regions.
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    folder: Option<PathBuf>,
    objects: Mutex<BTreeMap<Name, Body>>,
}

/// An object's bucket and key: the first line of its file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Name {
    bucket: String,
    key: String,
}

#[derive(Debug)]
enum Body {
    Lines(String),
    File(PathBuf),
}

impl Buckets {
    /// With the objects of an earlier time, where there is a folder.
    pub(crate) fn open(folder: Option<PathBuf>) -> io::Result<Self> {
        let mut objects = BTreeMap::new();
        if let Some(folder) = &folder {
            fs::create_dir_all(folder)?;
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.extension().is_some_and(|extension| extension == "object") {
                    let (name, _) = open_object(&path)?;
                    objects.insert(name, Body::File(path));
                }
            }
        }
        Ok(Self { folder, objects: Mutex::new(objects) })
    }

    /// Puts an object; `file` is a name that no other object has had. When this returns, it survives a crash.
    pub(crate) fn put(&self, bucket: &str, key: &str, file: &str, lines: String) -> io::Result<()> {
        let name = Name { bucket: bucket.to_owned(), key: key.to_owned() };
        let body = match &self.folder {
            None => Body::Lines(lines),
            Some(folder) => Body::File(write(folder, file, &name, &lines)?),
        };
        self.locked().insert(name, body);
        Ok(())
    }

    /// The lines of all objects whose keys begin so, with the keys.
    pub(crate) fn under(&self, bucket: &str, prefix: &str) -> io::Result<Vec<(String, String)>> {
        let objects = self.locked();
        let wanted = objects.iter().filter(|(name, _)| name.bucket == bucket && name.key.starts_with(prefix));
        wanted.map(|(name, body)| Ok((name.key.clone(), body.lines()?))).collect()
    }

    /// Whether anything was ever put there.
    pub(crate) fn has(&self, bucket: &str) -> bool {
        self.locked().keys().any(|name| name.bucket == bucket)
    }

    fn locked(&self) -> MutexGuard<'_, BTreeMap<Name, Body>> {
        // The map is whole after every use, so a poisoned lock holds good data.
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Body {
    fn lines(&self) -> io::Result<String> {
        match self {
            Self::Lines(lines) => Ok(lines.clone()),
            Self::File(path) => {
                let (_, mut rest) = open_object(path)?;
                let mut lines = String::new();
                rest.read_to_string(&mut lines)?;
                Ok(lines)
            }
        }
    }
}

fn open_object(path: &Path) -> io::Result<(Name, BufReader<File>)> {
    let mut file = BufReader::new(File::open(path)?);
    let mut first = String::new();
    file.read_line(&mut first)?;
    Ok((serde_json::from_str(&first)?, file))
}

fn write(folder: &Path, name: &str, object: &Name, lines: &str) -> io::Result<PathBuf> {
    let (path, new) = (folder.join(format!("{name}.object")), folder.join(format!("{name}.new")));
    let mut file = File::create(&new)?;
    writeln!(file, "{}", serde_json::to_string(object)?)?;
    file.write_all(lines.as_bytes())?;
    file.sync_all()?;
    fs::rename(&new, &path)?;
    File::open(folder)?.sync_all()?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_found_by_the_beginning_of_their_keys_also_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let open = || Buckets::open(Some(folder.path().to_owned())).unwrap();
        open().put("copies", "a/../b/data/1.json.gz", "1", "{}\n{}\n".to_owned()).unwrap();
        let buckets = open();
        buckets.put("copies", "a/../c", "2", String::new()).unwrap();
        buckets.put("others", "a/../b/data/2", "3", "none".to_owned()).unwrap();
        let found = buckets.under("copies", "a/../b/").unwrap();
        assert_eq!(found, [("a/../b/data/1.json.gz".to_owned(), "{}\n{}\n".to_owned())]);
        assert!(buckets.has("others") && !buckets.has("nobodys"));
    }
}
