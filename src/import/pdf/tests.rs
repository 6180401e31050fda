//! A PDF of our own, written by hand.

use std::fmt::Write as _;

use super::*;

/// A PDF whose pages draw these texts: x, y from the bottom, size, text.
pub(crate) fn pdf(pages: &[&[(f64, f64, f64, &str)]]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 4 + page * 2)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" ")),
        "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    for (index, page) in pages.iter().enumerate() {
        let mut drawing = String::new();
        for (x, y, size, text) in *page {
            let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
            writeln!(drawing, "BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET").unwrap();
        }
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {} 0 R\
             /Resources<</Font<</F1 3 0 R>>>>>>",
            5 + index * 2
        ));
        objects.push(format!("<</Length {}>>\nstream\n{drawing}endstream", drawing.len()));
    }
    assemble(&objects)
}

fn assemble(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        writeln!(file, "{} 0 obj\n{object}\nendobj", index + 1).unwrap();
    }
    let start = file.len();
    writeln!(file, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    writeln!(file, "trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF").unwrap();
    file.into_bytes()
}

fn texts(bytes: &[u8]) -> Vec<String> {
    read(bytes).unwrap().lines.into_iter().map(|line| line.text.trim().to_owned()).collect()
}

#[test]
fn heads_feet_notes_and_marks_are_left_out() {
    let bytes = pdf(&[&[
        (50.0, 770.0, 9.0, "A/HRC/18/3"),
        (50.0, 700.0, 10.0, "100.1. Ratify CAT"),
        (152.0, 704.0, 6.0, "7"),
        (160.0, 700.0, 10.0, "(Iraq);"),
        (50.0, 688.0, 10.0, "100.2. Ratify CRPD (Spain)."),
        (50.0, 100.0, 8.0, "7 The recommendation as read: ratify it."),
        (50.0, 40.0, 9.0, "14 GE.11-14583"),
    ]]);
    assert_eq!(texts(&bytes), ["100.1. Ratify CAT (Iraq);", "100.2. Ratify CRPD (Spain)."]);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left: Vec<String> = (1..=10).map(|row| format!("left column row {row}")).collect();
    let right: Vec<String> = (1..=10).map(|row| format!("right column row {row}")).collect();
    let mut page: Vec<(f64, f64, f64, &str)> = vec![(
        50.0,
        740.0,
        10.0,
        "a title over both columns that is long enough to reach across them all",
    )];
    for (index, (left, right)) in left.iter().zip(&right).enumerate() {
        let y = 700.0 - 12.0 * f64::from(u32::try_from(index).unwrap());
        page.push((50.0, y, 10.0, left));
        page.push((310.0, y, 10.0, right));
    }
    let texts = texts(&pdf(&[&page]));
    assert_eq!(texts[1..11], left);
    assert_eq!(texts[11..], right);
}

#[test]
fn broken_files_are_errors() {
    let bytes = pdf(&[&[(50.0, 700.0, 10.0, "text")]]);
    assert!(is_pdf(&bytes));
    for length in [0, 9, 60, bytes.len() / 2] {
        assert!(read(&bytes[..length]).is_err(), "{length}");
    }
}

#[test]
fn drawings_that_contain_themselves_are_refused() {
    let form = |inner: u32| {
        format!(
            "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 5\
             /Resources<</XObject<</X {inner} 0 R>>>>>>\nstream\n/X Do\nendstream"
        )
    };
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R\
         /Resources<</XObject<</X 5 0 R>>>>>>"
            .to_owned(),
        "<</Length 5>>\nstream\n/X Do\nendstream".to_owned(),
        form(6),
        form(5),
    ];
    let error = read(&assemble(&objects)).unwrap_err();
    assert!(error.to_string().contains("contain each other"), "{error}");
}
