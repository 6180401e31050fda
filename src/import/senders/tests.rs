use super::*;
use crate::import::fixtures::states;

fn parted(text: &str) -> (String, String) {
    let parted = part(text, &states());
    let names = parted.senders.iter();
    let names = names.map(|name| name.iso3.clone().unwrap_or(format!("?{}", name.printed)));
    (parted.text, names.collect::<Vec<_>>().join(" "))
}

fn check(text: &str, expected: &str, senders: &str) {
    assert_eq!(parted(text), (expected.to_owned(), senders.to_owned()), "{text}");
}

#[test]
fn a_bracket_with_a_title_is_no_sender() {
    let titled = "Implement Convention No. 189 (Domestic Workers)";
    check(&format!("{titled} (Iraq) (Peru);"), titled, "IRQ PER");
    check("Implement it (Irak) (Peru)", "Implement it", "?Irak PER");
}

#[test]
fn names_without_a_comma_and_in_a_column() {
    check("Ratify it (Iraq Spain)", "Ratify it", "IRQ ESP");
    let lines = ["- Iraq", "Spain; Iran (Islamic Republic of)", "(Iraq)"].map(str::to_owned);
    let named = listed(&lines, &states());
    let codes: Vec<_> = named.iter().filter_map(|name| name.iso3.as_deref()).collect();
    assert_eq!(codes, ["IRQ", "ESP", "IRN"]);
}

#[test]
fn lists_at_the_end() {
    check("Ratify CRPD (Iraq, Spain);", "Ratify CRPD", "IRQ ESP");
    check("Ratify CRPD (Iraq) (Spain) ;", "Ratify CRPD", "IRQ ESP");
    check("Ratify (CRPD) (Iraq and Spain).", "Ratify (CRPD)", "IRQ ESP");
    check("Ratify CRPD (Iraq)7;", "Ratify CRPD", "IRQ");
    check("Ratify CRPD (Iraq*, Spain**).", "Ratify CRPD", "IRQ ESP");
    check("Ratify CRPD.", "Ratify CRPD.", "");
}

#[test]
fn names_with_brackets_and_commas_in_them() {
    check("Stop (Iran (Islamic Republic of), Syria);", "Stop", "IRN SYR");
    check("Stop (Bolivia, Plurinational State of, Peru);", "Stop", "BOL PER");
    check("Stop (Bosnia and Herzegovina and Peru);", "Stop", "BIH PER");
    check("Stop (Republic of Korea);", "Stop", "KOR");
    check("Stop (Democratic People’s Republic of Korea);", "Stop", "PRK");
    check(
        "Stop (United Kingdom of Great Britain and Northern Ireland/Netherlands (Kingdom of the)).",
        "Stop",
        "GBR NLD",
    );
}

#[test]
fn senders_within_the_sentence() {
    check(
        "Ratify OPCAT (Spain) / Accede to it (Peru)",
        "Ratify OPCAT (Spain) / Accede to it",
        "ESP PER",
    );
    check(
        "Ratify it (Spain); consider more (Peru);",
        "Ratify it (Spain); consider more",
        "ESP PER",
    );
    check("Ratify it (Spain), and again (Spain)", "Ratify it (Spain), and again", "ESP");
    let inner = part("Ratify it (Spain), as soon as possible (Peru)", &states());
    assert_eq!(inner.matched.as_deref(), Some("Ratify it, as soon as possible"));
    check("Heed the (National) Council (Peru)", "Heed the (National) Council", "PER");
    check(
        "Work (with Spain) on (ICCPR) things (Peru)",
        "Work (with Spain) on (ICCPR) things",
        "PER",
    );
}

#[test]
fn parts_with_senders_of_their_own_are_told_apart() {
    let clauses = part("Ratify it (Spain) (Iraq); and consider more (Peru);", &states()).clauses;
    let told: Vec<_> =
        clauses.iter().map(|clause| (clause.text.as_str(), clause.senders.len())).collect();
    assert_eq!(told, [("Ratify it", 2), ("consider more", 1)]);
    assert_eq!(part("Ratify it (Spain) (Iraq);", &states()).clauses, []);
}

#[test]
fn broken_brackets() {
    check("Ratify CRPD (Iraq", "Ratify CRPD", "IRQ");
    check("Stop (Iran (Islamic Republic of);", "Stop", "IRN");
    check("Ratify it (Spain; consider more (Peru);", "Ratify it (Spain; consider more", "ESP PER");
    check("Ratify CRPD Iraq);", "Ratify CRPD Iraq)", "");
}

#[test]
fn strangers_are_kept_as_printed_and_treaties_left_alone() {
    check("Ratify (Iraq, Ruritania);", "Ratify", "IRQ ?Ruritania");
    check("Ratify (Ruritania);", "Ratify", "?Ruritania");
    check("Ratify (CEDAW);", "Ratify (CEDAW)", "");
    check("Ratify the Convention (No. 189);", "Ratify the Convention (No. 189)", "");
}

#[test]
fn any_text_is_parted_without_a_fault() {
    for text in ["(", ")", "((((", "(()", "é(é)é(", "(Iraq)(", "()", "(,;/&)", "( and )"] {
        parted(text);
    }
}
