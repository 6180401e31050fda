//! The small files of `tests/fixtures/imports`: each is recognised, and gives what it was made for.

use std::path::Path;

use upr::domain::{Kind, Position};
use upr::import::{Body, Layout, Only, Reading, read, recognise};

use super::corpus::{bytes, states};

fn reading(name: &str, layout: Layout) -> Reading {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/imports");
    let bytes = bytes(folder.join(name));
    assert_eq!(recognise(&bytes, "file").unwrap(), layout, "{name}");
    let reading = read(layout, &bytes, &states(), &Only::default()).unwrap();
    assert_eq!(reading.errors, [], "{name}");
    reading
}

fn told(body: &Body) -> Vec<String> {
    let items = body.recommendations.iter().map(|item| {
        let senders: Vec<_> = item
            .senders
            .iter()
            .map(|sender| sender.iso3.clone().unwrap_or_else(|| format!("?{}", sender.printed)))
            .collect();
        let number = item.number.as_deref().unwrap_or("-");
        let position = item.position.map_or("-", Position::slug);
        format!("{number} {} <{}> {position}", item.text, senders.join(" "))
    });
    items.collect()
}

#[test]
fn the_report() {
    let reading = reading("report.txt", Layout::WgReport);
    let [body] = reading.bodies.as_slice() else { panic!("one body") };
    assert_eq!(
        told(body),
        [
            "115.1 Ratify the Convention on a communications procedure <PRT IRN> pending",
            "115.2 Strengthen awareness-raising among public officials <CIV> pending",
            "115.3 Ratify the Optional Protocol (Spain); consider ratifying further instruments <ESP NOR> pending",
            "115.4 Improve conditions in places of detention <KOR PRK> pending",
            "151.5 Continue to promote inclusive education <MDV ?Ruritania> pending",
            "115.6 Adopt a national plan of action. <> pending",
        ]
    );
    assert_eq!(body.recommendations[2].clauses.len(), 2);
    let messages: Vec<_> = reading.warnings.iter().map(|w| w.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "number 151.5 stands where 115.5 is expected",
            "151.5: `Ruritania` is not a State known here",
            "115.6: no recommending State is named",
        ]
    );
}

#[test]
fn the_report_of_cycle_1() {
    let reading = reading("report-cycle-1.txt", Layout::WgReport);
    assert_eq!(
        reading.notes,
        [
            "read as Mac OS Roman (line 293: `…llow visits by Côte d’Ivoire (Côte d’Ivoire);`; another is \
         said with `--encoding`); lines end with a lone carriage return"
        ]
    );
    let body = &reading.bodies[0];
    assert_eq!((body.session, body.recommendations.len()), (Some(7), 94));
    let told = told(body);
    assert!(told[90].starts_with("90.91 "), "{}", told[90]);
    assert_eq!(told[92], "92.1 Allow visits by Côte d’Ivoire <CIV> not-supported");
    assert_eq!(body.recommendations.iter().filter(|item| item.held_implemented).count(), 8);
}

#[test]
fn the_addendum() {
    let reading = reading("addendum.txt", Layout::Addendum);
    assert_eq!(reading.warnings, []);
    let changes = reading.bodies[0].changes.iter();
    let told: Vec<String> =
        changes.map(|c| format!("{} {} {}", c.number, c.position, c.held_implemented)).collect();
    assert_eq!(
        told,
        [
            "115.1 supported false",
            "115.2 supported false",
            "115.4 supported false",
            "115.6 supported false",
            "115.5 supported true",
            "115.3 noted false",
        ]
    );
}

#[test]
fn the_matrices() {
    let old = reading("matrix.docx", Layout::Matrix);
    let body = &old.bodies[0];
    assert_eq!((body.cycle, body.session, body.recommendations.len()), (Some(2), Some(20), 6));
    let filled: Vec<_> =
        body.recommendations.iter().filter_map(|item| item.assessment.as_deref()).collect();
    assert_eq!(filled, ["Signed. Not yet ratified.\nBefore Parliament since March.", "Done."]);
    assert_eq!(body.recommendations[4].sdgs, ["4.5"]);
    let new = reading("matrix-cycle-4.docx", Layout::Matrix);
    let body = &new.bodies[0];
    assert_eq!((body.cycle, body.session), (Some(4), Some(48)));
    assert_eq!(
        told(body),
        [
            "140.7 Ratify the Optional Protocol <MDV PRT> supported",
            "140.2 Withdraw its reservations <TUR> noted"
        ]
    );
    assert_eq!(body.recommendations[0].groups, ["Public officials", "Women & girls"]);
}

#[test]
fn the_upr_info_export() {
    let reading = reading("upr-info.csv", Layout::UprInfo);
    let [body] = reading.bodies.as_slice() else { panic!("one body") };
    let told = told(body);
    assert_eq!(told.len(), 8);
    assert_eq!(
        told[0],
        "- Ratify the Convention on a communications procedure <PRT IRN> supported"
    );
    assert_eq!(told[4], "- Improve conditions in places of detention <KOR PRK> supported");
    assert_eq!(told[6], "- Adopt a national plan of action <?(Unknown)> supported");
    assert_eq!(told[7], "- Report on its follow-up by 2017 <> not-stated");
    assert_eq!(body.recommendations[7].kind, Some(Kind::Commitment));
    assert_eq!(reading.warnings.len(), 2);
}

#[test]
fn the_uhri_export() {
    let reading = reading("uhri.json", Layout::Uhri);
    let [upr, committee] = reading.bodies.as_slice() else { panic!("two bodies") };
    assert_eq!(
        told(upr),
        [
            "140.7 Ratify the Optional Protocol <MDV PRT> supported",
            "140.2 Withdraw its reservations <TUR> noted"
        ]
    );
    assert_eq!(committee.document.symbol.as_deref(), Some("CRC/C/SVN/CO/99"));
    let kinds: Vec<_> = committee.recommendations.iter().map(|item| item.kind.unwrap()).collect();
    assert_eq!(kinds, [Kind::Concern, Kind::Recommendation]);
    assert_eq!(reading.warnings.len(), 1);
}

#[test]
fn the_letter() {
    let reading = reading("letter.txt", Layout::Letter);
    let body = &reading.bodies[0];
    assert_eq!(body.state.as_ref().unwrap().iso3.as_deref(), Some("SVN"));
    assert_eq!((body.session, body.document.council_session), (Some(34), Some(43)));
    let depths: Vec<_> = body.recommendations.iter().map(|item| item.headings.len()).collect();
    assert_eq!(depths, [1, 1, 3, 3, 3]);
}
