//! Broken and hostile files: an outcome in bounded time, never a crash.

use std::time::{Duration, Instant};

use upr::import::{Layout, Only, read, recognise};

use super::corpus::{bytes, corpus, states};

/// A file cut at some place, and with some of its bytes turned, always the same ones.
fn spoilt(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<u8>> =
        (1..4).map(|part| bytes[..bytes.len() * part / 4].to_vec()).collect();
    let mut seed = 2019_u64;
    for _ in 0..4 {
        let mut file = bytes.to_vec();
        for _ in 0..40 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let place = usize::try_from(seed >> 33).unwrap() % file.len();
            file[place] = u8::try_from((seed >> 20) & 0xFF).unwrap();
        }
        files.push(file);
    }
    files
}

#[test]
fn spoilt_files_are_errors_or_read_in_part() {
    let Some(corpus) = corpus() else { return };
    let states = states();
    let (mut sound, mut refused, mut slowest) = (0, 0, Duration::ZERO);
    for (file, layout) in [
        ("working-group-reports/belgium2011.pdf", Layout::WgReport),
        ("working-group-reports/belgium2011.txt", Layout::WgReport),
        ("addenda/A_HRC_28_15_Add1.pdf", Layout::Addendum),
        ("ohchr-matrix/UPR20__Slovenia_ThematicListRecommendations_E.docx", Layout::Matrix),
        ("upr-info/17-20.xls", Layout::UprInfo),
    ] {
        for spoilt in spoilt(&bytes(corpus.join(file))) {
            let started = Instant::now();
            // Neither may crash; what they find does not matter.
            let known = recognise(&spoilt, "file").is_ok();
            let outcome = read(layout, &spoilt, &states, &Only::default());
            slowest = slowest.max(started.elapsed());
            if known && outcome.is_ok() { sound += 1 } else { refused += 1 }
        }
    }
    println!("spoilt files: {sound} read, {refused} refused, the slowest took {slowest:?}");
    assert!(slowest < Duration::from_mins(1));
}

#[test]
fn hostile_files_are_refused_for_every_layout() {
    let states = states();
    let wide = "x,".repeat(10_000);
    let long = format!("To,Text,From,Response,Session\nSlovenia,\"{}", "x".repeat(2_000_000));
    let half: Vec<u8> = [0xFF, 0xFE].into_iter().chain([b'a', 0, 0x3D, 0xD8, b'b', 0]).collect();
    let files: [&[u8]; 8] = [
        b"",
        b"\0\0\0\0",
        b"PK\x03\x04 and no more",
        b"%PDF-1.7 and no more",
        b"[{\"Text\": ",
        wide.as_bytes(),
        long.as_bytes(),
        &half,
    ];
    for file in files {
        assert!(recognise(file, "file").is_err() || file == long.as_bytes());
        for layout in Layout::ALL.iter().copied() {
            let outcome = read(layout, file, &states, &Only::default());
            assert!(outcome.is_err(), "{layout}: {:?}", &file[..file.len().min(20)]);
        }
    }
}
