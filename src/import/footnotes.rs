//! Marks of footnotes that a page leaves in a text: `Convention1`, `(Chile)3`, `law²`, `Peru†`.

/// Words of which the number belongs to them, even where no blank parts the two.
const NUMBERED: [&str; 24] = [
    "annex",
    "article",
    "articles",
    "chapter",
    "covid",
    "goal",
    "goals",
    "group",
    "level",
    "pact",
    "paragraph",
    "paragraphs",
    "part",
    "phase",
    "pillar",
    "point",
    "principle",
    "protocol",
    "rule",
    "section",
    "target",
    "targets",
    "type",
    "version",
];

/// A text without the marks of footnotes: raised digits and signs, and a digit or two glued to the
/// end of a plain word or a bracket. Abbreviations keep theirs (`G20`, `OP2`).
pub(super) fn without_marks(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let mut left = String::with_capacity(text.len());
    let mut at = 0;
    while at < signs.len() {
        let sign = signs[at];
        let taken = match sign {
            '\u{2020}' | '\u{2021}' => 1,
            '*' if !left.is_empty() && !next_is(&signs, at + 1, char::is_alphanumeric) => {
                usize::from(
                    left.ends_with([')', ';', ',', '.']) || left.ends_with(char::is_alphabetic),
                )
            }
            _ if is_raised(sign) && !is_unit(&left) => 1,
            _ if sign.is_ascii_digit() => glued_digits(&left, &signs[at..]),
            _ => 0,
        };
        if taken == 0 {
            left.push(sign);
            at += 1;
        }
        at += taken;
    }
    left
}

fn next_is(signs: &[char], at: usize, test: fn(char) -> bool) -> bool {
    signs.get(at).is_some_and(|sign| test(*sign))
}

fn is_raised(sign: char) -> bool {
    matches!(sign, '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}' | '\u{2074}'..='\u{2079}')
}

/// `km²`: a unit's power.
fn is_unit(before: &str) -> bool {
    let word = before.rsplit(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default();
    matches!(word, "m" | "km" | "cm" | "CO")
}

/// How many digits at the start of `rest` are a mark behind what stands before them.
fn glued_digits(before: &str, rest: &[char]) -> usize {
    let digits = rest.iter().take_while(|sign| sign.is_ascii_digit()).count();
    let next = rest.get(digits).copied();
    let goes_on =
        |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '/' | '\u{2013}' | '%');
    let decimal = next == Some('.') && next_is(rest, digits + 1, |sign| sign.is_ascii_digit());
    if digits > 2 || next.is_some_and(goes_on) || decimal {
        return 0;
    }
    let word = before.rsplit(|sign: char| !sign.is_alphabetic()).next().unwrap_or_default();
    let plain = word.chars().count() >= 4
        && word.chars().skip(1).all(char::is_lowercase)
        && !NUMBERED.contains(&word.to_lowercase().as_str());
    // `(CRPD)3 and`: a bracket in a sentence.
    let bracket = before.ends_with(')') && before.len() > 4;
    if plain || bracket { digits } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_numbers_stay() {
        for (text, expected) in [
            ("Ratify the Convention1 against Torture", "Ratify the Convention against Torture"),
            (
                "of Persons with Disabilities2, and (CRPD)3 too",
                "of Persons with Disabilities, and (CRPD) too",
            ),
            ("Take steps\u{b9} to (Ukraine)\u{b2};", "Take steps to (Ukraine);"),
            ("(India);\u{2020}", "(India);"),
            ("the plan* of Peru", "the plan of Peru"),
            ("adopt it (Norway)*;", "adopt it (Norway);"),
        ] {
            assert_eq!(without_marks(text), expected);
        }
        for text in [
            "SDG 16.2, COVID-19, G20, OP2, ICCPR-OP1",
            "covid19 and Protocol1, article15, Agenda2030",
            "10 km\u{b2} of land and Law No. 5 of 1999",
            "art. 15 (3), (a) 1.2, 50% (1989)",
            "Vision2.0 and Radio4you",
            "2 * 3",
        ] {
            assert_eq!(without_marks(text), text);
        }
    }
}
