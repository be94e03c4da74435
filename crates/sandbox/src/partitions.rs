//! All regions and accounts behind one listener, opened when a request first asks for them.
//!
//! A region of an account shares nothing with another one, except that global tables reach from one to the next.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use dynoxide::Database;

use crate::arn::Place;
use crate::buckets::{self, Buckets};
use crate::db::Db;
use crate::durations::Durations;
use crate::options::{SandboxError, SandboxOptions};
use crate::overlay::Overlay;
use crate::partition::{Kept, Partition};
use crate::protocol::Refusal;
use crate::reconcile::reconcile;
use crate::regions;
use crate::replication;
use crate::state_file::StateFile;

#[derive(Debug)]
pub(crate) struct Partitions {
    options: SandboxOptions,
    open: Mutex<BTreeMap<Place, Arc<Partition>>>,
    /// By account.
    buckets: Mutex<BTreeMap<String, Arc<Buckets>>>,
}

impl Partitions {
    /// Opens the region and account of the options, and all others that the folder holds.
    pub(crate) fn open(options: SandboxOptions) -> Result<Arc<Self>, SandboxError> {
        let mut places = options.data.as_deref().map(found).transpose()?.unwrap_or_default();
        places.push(Place { region: options.region.clone(), account: options.account.clone() });
        let all = Arc::new(Self { options, open: Mutex::default(), buckets: Mutex::default() });
        for place in places {
            all.open_place(place)?;
        }
        replication::fit(&all.opened());
        Ok(all)
    }

    /// The partition for a request that was signed for `region` with the access key `key`: a key of 12 digits is the
    /// account itself, every other key belongs to the account of the options.
    pub(crate) fn of_request(self: &Arc<Self>, region: &str, key: &str) -> Result<Arc<Partition>, Refusal> {
        let is_account = key.len() == 12 && key.bytes().all(|byte| byte.is_ascii_digit());
        let account = if is_account { key } else { &self.options.account };
        self.get(Place { region: region.to_owned(), account: account.to_owned() })
    }

    /// The partition of the options.
    pub(crate) fn own(self: &Arc<Self>) -> Result<Arc<Partition>, Refusal> {
        let (region, account) = (self.options.region.clone(), self.options.account.clone());
        self.get(Place { region, account })
    }

    /// The partition of a place, opened if it was not yet.
    pub(crate) fn get(self: &Arc<Self>, place: Place) -> Result<Arc<Partition>, Refusal> {
        if place.region != self.options.region && !regions::exists(&place.region) {
            let message = format!(
                "Credential should be scoped to a valid region. This sandbox has the regions of AWS and {}, the \
                 request is signed for '{}'.",
                self.options.region, place.region
            );
            return Err(Refusal::named("InvalidSignatureException", &message));
        }
        self.open_place(place).map_err(|error| {
            tracing::error!(%error, "the sandbox cannot open a region");
            Refusal::internal("The sandbox cannot open this region; see the server's log.")
        })
    }

    fn open_place(self: &Arc<Self>, place: Place) -> Result<Arc<Partition>, SandboxError> {
        // Held while it opens: two databases on one file would not see each other's changes.
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(partition) = open.get(&place) {
            return Ok(Arc::clone(partition));
        }
        let buckets = self.buckets_of(&place.account)?;
        let partition = open_partition(place.clone(), &self.options, Arc::downgrade(self), buckets)?;
        let partition = Arc::new(partition);
        open.insert(place, Arc::clone(&partition));
        Ok(partition)
    }

    fn buckets_of(&self, account: &str) -> Result<Arc<Buckets>, SandboxError> {
        let mut open = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(buckets) = open.get(account) {
            return Ok(Arc::clone(buckets));
        }
        let folder = self.options.data.as_deref().map(|data| data.join(buckets::FOLDER).join(account));
        let path = folder.clone().unwrap_or_default();
        let cannot = |source| SandboxError::Data { path, source };
        let buckets = Arc::new(Buckets::open(folder).map_err(cannot)?);
        open.insert(account.to_owned(), Arc::clone(&buckets));
        Ok(buckets)
    }

    fn opened(&self) -> Vec<Arc<Partition>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }
}

/// The places that have a folder, `account/region`.
fn found(data: &Path) -> Result<Vec<Place>, SandboxError> {
    let mut places = Vec::new();
    for account in folders(data)?.into_iter().filter(|name| name != buckets::FOLDER) {
        for region in folders(&data.join(&account))? {
            places.push(Place { region, account: account.clone() });
        }
    }
    Ok(places)
}

fn folders(folder: &Path) -> Result<Vec<String>, SandboxError> {
    let cannot = |source| SandboxError::Data { path: folder.to_owned(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        if entry.path().is_dir()
            && let Ok(name) = entry.file_name().into_string()
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn open_partition(
    place: Place,
    options: &SandboxOptions,
    siblings: Weak<Partitions>,
    buckets: Arc<Buckets>,
) -> Result<Partition, SandboxError> {
    let (db, file, overlay) = match &options.data {
        Some(data) => open_folder(&data.join(&place.account).join(&place.region))?,
        None => {
            let path = PathBuf::from("memory");
            let db =
                Database::memory().map_err(|error| SandboxError::Tables { path, why: error.to_string() })?;
            (Db(db), None, Overlay::default())
        }
    };
    let overlay =
        reconcile(overlay, &db, options.clock.now_ms()).map_err(|refusal| SandboxError::Tables {
            path: options.data.clone().unwrap_or_else(|| PathBuf::from("memory")),
            why: refusal.body,
        })?;
    let durations = Durations::REALISTIC.scaled(options.time_scale);
    let clock = Arc::clone(&options.clock);
    Ok(Partition::new(place, (db, file, overlay), durations, clock, siblings, buckets))
}

fn open_folder(folder: &Path) -> Result<Kept, SandboxError> {
    fs::create_dir_all(folder).map_err(|source| SandboxError::Data { path: folder.to_owned(), source })?;
    let path = folder.join("tables.sqlite");
    let name = path.to_str().ok_or_else(|| SandboxError::Data {
        path: path.clone(),
        source: io::Error::new(io::ErrorKind::InvalidFilename, "the path is not Unicode"),
    })?;
    let db = Database::new(name)
        .map_err(|error| SandboxError::Tables { path: path.clone(), why: error.to_string() })?;
    let file = StateFile::new(folder);
    let overlay = file.load().map_err(|source| SandboxError::Data { path: file.path(), source })?;
    Ok((Db(db), Some(file), overlay))
}
