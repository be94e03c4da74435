//! The overlay's file: read at start, replaced as a whole before a change is answered.
//!
//! A reader sees the old content or the new one, never a part: the new file is written beside the old one, synced, and
//! renamed over it, and the folder is synced so that the rename itself survives.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::overlay::{FORMAT, Overlay};

const NAME: &str = "state.json";
const NEW: &str = "state.json.new";

/// The file in the folder of one region of one account.
#[derive(Debug)]
pub(crate) struct StateFile {
    folder: PathBuf,
}

impl StateFile {
    pub(crate) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    /// The stored overlay; an empty one if there is none yet.
    pub(crate) fn load(&self) -> io::Result<Overlay> {
        let bytes = match fs::read(self.path()) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Overlay::default()),
            Err(error) => return Err(error),
        };
        let overlay: Overlay = serde_json::from_slice(&bytes)?;
        if overlay.format > FORMAT {
            let message = format!("it has format {}, this version reads up to {FORMAT}", overlay.format);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(overlay)
    }

    /// Replaces the stored overlay. When this returns, the new one survives a crash.
    pub(crate) fn save(&self, overlay: &Overlay) -> io::Result<()> {
        let bytes = serde_json::to_vec(overlay)?;
        let new = self.folder.join(NEW);
        let mut file = File::create(&new)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&new, self.path())?;
        File::open(&self.folder)?.sync_all()
    }
}
