//! Rebuilds when the embedded migrations or seeds change, and names the seeds by a hash, so that a
//! file can tell cheaply whether it has had them all.

use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=seeds");
    let mut paths: Vec<_> = std::fs::read_dir("seeds")?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .collect();
    paths.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for path in paths {
        hash = fnv(
            hash,
            path.file_name().map(Path::new).map_or(b"", |n| n.as_os_str().as_encoded_bytes()),
        );
        hash = fnv(hash, &std::fs::read(&path)?);
    }
    println!("cargo::rustc-env=UPR_SEEDS={hash:016x}");
    Ok(())
}

/// FNV-1a: small, and stable over compilers.
fn fnv(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
