//! Every file of the corpus is recognised from what is in it.

use upr::import::{Layout, recognise};

use super::corpus::{bytes, corpus};

#[test]
fn every_file_is_recognised() {
    let Some(corpus) = corpus() else { return };
    let mut count = 0;
    for (folder, layout) in [
        ("working-group-reports", Layout::WgReport),
        ("ohchr-matrix", Layout::Matrix),
        ("addenda", Layout::Addendum),
        ("upr-info", Layout::UprInfo),
    ] {
        for file in std::fs::read_dir(corpus.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "md") {
                assert!(recognise(&bytes(&path), "method.md").is_err());
                continue;
            }
            // The name says nothing.
            let found = recognise(&bytes(&path), "file").unwrap();
            assert_eq!(found, layout, "{}", path.display());
            count += 1;
        }
    }
    println!("{count} files recognised");
    let letter = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/sources/OHCHR-letter-DPRK-2019-11-28.txt"
    );
    assert_eq!(recognise(&bytes(letter), "file").unwrap(), Layout::Letter);
}
