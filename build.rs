//! Rebuilds when the embedded migrations or seeds change.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=seeds");
}
