//! Evidence files: their hashes.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::domain::ledger::hex;
use crate::store::KeptFile;

/// The SHA-256 of a file in hex, read in pieces, as far as it was long when it was opened. Only what is a
/// plain file is read: a device or a pipe has no end, and some of the system's own files have none either.
///
/// # Errors
/// The file system's.
pub fn digest(path: &Path) -> std::io::Result<String> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is no plain file"));
    }
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let mut file = file.take(length);
    let mut digest = Sha256::new();
    let mut buffer = vec![0_u8; 65_536];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(hex(&digest.finalize()));
        }
        digest.update(&buffer[..read]);
    }
}

/// What became of an evidence file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileFate {
    /// It is as it was.
    Same,
    /// It is not where it was.
    Missing,
    /// It is another one now.
    Changed,
    /// It cannot be read.
    Unreadable,
}

/// Looks for a file where it was named, else beside the database.
pub(super) fn fate(file: &KeptFile, folder: &Path) -> FileFate {
    let named = PathBuf::from(&file.address);
    let beside = folder.join(&named);
    let Some(path) = [named, beside].into_iter().find(|path| path.exists()) else {
        return FileFate::Missing;
    };
    match digest(&path) {
        Err(_) => FileFate::Unreadable,
        Ok(hash) if file.sha256.as_deref().is_none_or(|known| known == hash) => FileFate::Same,
        Ok(_) => FileFate::Changed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_is_told_from_a_missing_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("law.txt");
        std::fs::write(&path, "a law").unwrap();
        let file = KeptFile {
            entry: 1,
            item: "HC19:1".into(),
            address: "law.txt".into(),
            public: true,
            sha256: Some(digest(&path).unwrap()),
        };
        assert_eq!(fate(&file, folder.path()), FileFate::Same);
        std::fs::write(&path, "another law").unwrap();
        assert_eq!(fate(&file, folder.path()), FileFate::Changed);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(fate(&file, folder.path()), FileFate::Missing);
        std::fs::create_dir(&path).unwrap();
        assert_eq!(fate(&file, folder.path()), FileFate::Unreadable);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_without_end_is_not_read() {
        assert!(digest(Path::new("/dev/zero")).unwrap_err().to_string().contains("no plain file"));
        // A plain file by its own account, of no length and without end.
        let endless = Path::new("/proc/self/pagemap");
        if endless.exists() {
            assert_eq!(digest(endless).unwrap(), hex(&Sha256::digest(b"")));
        }
    }
}
