//! The one face of a status in every format: its sign, its colours, and how it is told apart where
//! there is no colour.
//!
//! The levels are one scale: a blue that grows stronger from not implemented to fully implemented, on
//! paper and in the dark alike. What regressed stands apart in a warning hue. What is not known has no
//! hue: dotted where somebody looked and cannot tell, hatched where nobody looked. No two are alike for
//! the colour-blind or in grey (tested below).

use crate::domain::ActionLevel;

/// How a status looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    /// The slug of the status.
    pub slug: &'static str,
    /// A sign of one character that stands before the word.
    pub sign: &'static str,
    /// What its ground is made of.
    pub ground: Ground,
    /// On white.
    pub light: Colours,
    /// On a dark page.
    pub dark: Colours,
}

/// What the ground of a status is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Its colour.
    Solid,
    /// Dots in grey on a pale ground.
    Dotted,
    /// Lines in grey on the page's own ground.
    Hatched,
}

/// The colours of a status, as `0xRRGGBB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    /// Of the ground; of what is dotted or hatched, of the ground beneath.
    pub fill: u32,
    /// Of words and numbers on it.
    pub text: u32,
}

/// Around every part of a bar and every chip, so that the palest can be told from the page.
pub const EDGE: Colours = Colours { fill: 0x0051_647C, text: 0x008F_A3BD };
/// Dots and lines of what is not known: on white, and in the dark.
pub const GREY: Colours = Colours { fill: 0x006B_7280, text: 0x009A_A3AF };
/// The ground of a page: white, and in the dark.
pub const PAGE: Colours = Colours { fill: 0x00FF_FFFF, text: 0x0014_171C };

const fn face(
    slug: &'static str,
    sign: &'static str,
    ground: Ground,
    light: [u32; 2],
    dark: [u32; 2],
) -> Face {
    Face {
        slug,
        sign,
        ground,
        light: Colours { fill: light[0], text: light[1] },
        dark: Colours { fill: dark[0], text: dark[1] },
    }
}

/// Every status, in the order in which charts draw them.
pub const FACES: [Face; 7] = [
    face("implemented", "●", Ground::Solid, [0x000B_3560, 0x00FF_FFFF], [0x00D6_E8FC, 0x0008_1C33]),
    face(
        "partially-implemented",
        "◑",
        Ground::Solid,
        [0x002F_6FB0, 0x00FF_FFFF],
        [0x007D_B0E6, 0x0008_1C33],
    ),
    face("in-progress", "◔", Ground::Solid, [0x008D_B9E4, 0x0008_1C33], [0x0037_6396, 0x00FF_FFFF]),
    face(
        "not-implemented",
        "○",
        Ground::Solid,
        [0x00DB_E8F6, 0x0010_294A],
        [0x001F_3550, 0x00FF_FFFF],
    ),
    face("regressed", "▼", Ground::Solid, [0x00E2_691F, 0x001C_0D02], [0x00E0_6A25, 0x0016_0A02]),
    face(
        "no-information",
        "?",
        Ground::Dotted,
        [0x00F3_F5F8, 0x001B_1F24],
        [0x001F_242C, 0x00E8_EAED],
    ),
    face(
        "not-assessed",
        "–",
        Ground::Hatched,
        [0x00FF_FFFF, 0x001B_1F24],
        [0x0014_171C, 0x00E8_EAED],
    ),
];

/// The face of the status with this slug.
pub fn of(slug: &str) -> Option<&'static Face> {
    FACES.iter().find(|face| face.slug == slug)
}

/// The same of a term with its label: a plan's word for a level has the face of that level.
pub fn of_term(slug: &str, label: &str) -> Option<&'static Face> {
    let word = ActionLevel::from_slug(slug).filter(|word| word.label() == label);
    of(word.map_or(slug, |word| word.level().slug()))
}

/// `#2F6FB0`.
pub fn hex(colour: u32) -> String {
    format!("#{colour:06x}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Level;

    /// Red, green and blue, linear.
    fn linear(colour: u32) -> [f64; 3] {
        let channel = |shift: u32| {
            let value = f64::from(colour >> shift & 0xff) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        [channel(16), channel(8), channel(0)]
    }

    fn luminance(colour: [f64; 3]) -> f64 {
        0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]
    }

    /// WCAG 2.1, relative luminance and contrast ratio.
    fn contrast(one: u32, other: u32) -> f64 {
        let (one, other) = (luminance(linear(one)), luminance(linear(other)));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// CIE 1976 L*a*b* under D65.
    fn lab(colour: [f64; 3]) -> [f64; 3] {
        let [red, green, blue] = colour;
        let x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047;
        let z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883;
        let root = |part: f64| if part > 0.008_856 { part.cbrt() } else { 7.787 * part + 0.13793 };
        let (x, y, z) = (root(x), root(luminance(colour)), root(z));
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// What people see who lack one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1), and
    /// what a printer without colours makes of it.
    const EYES: [(&str, [[f64; 3]; 3]); 5] = [
        ("all", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "protanopia",
            [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
        ),
        (
            "deuteranopia",
            [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
        ),
        (
            "tritanopia",
            [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        ),
        ("grey", [[0.2126, 0.7152, 0.0722]; 3]),
    ];

    fn seen(eye: &[[f64; 3]; 3], colour: u32) -> [f64; 3] {
        let colour = linear(colour);
        let channel =
            |row: &[f64; 3]| row.iter().zip(colour).map(|(by, value)| by * value).sum::<f64>();
        lab([channel(&eye[0]), channel(&eye[1]), channel(&eye[2])]
            .map(|value| value.clamp(0.0, 1.0)))
    }

    fn themes(face: &Face) -> [Colours; 2] {
        [face.light, face.dark]
    }

    #[test]
    fn every_level_has_a_face_and_a_sign_of_its_own() {
        for level in Level::ALL {
            assert!(of(level.slug()).is_some(), "{level}");
        }
        for (at, face) in FACES.iter().enumerate() {
            assert!(FACES[..at].iter().all(|other| other.sign != face.sign), "{}", face.slug);
            assert_eq!(face.sign.chars().count(), 1);
        }
    }

    /// 4.5 to 1 for words and numbers on a ground, 3 to 1 for the edge that shows where it ends: WCAG
    /// 2.2, 1.4.3 and 1.4.11.
    #[test]
    fn words_can_be_read_on_every_ground_and_every_ground_be_told_from_the_page() {
        for face in &FACES {
            for Colours { fill, text } in themes(face) {
                let contrast = contrast(fill, text);
                assert!(contrast >= 4.5, "{}: {contrast:.2}", face.slug);
            }
        }
        for (edge, page) in [(EDGE.fill, PAGE.fill), (EDGE.text, PAGE.text)] {
            assert!(contrast(edge, page) >= 3.0);
        }
        for (grey, page) in [(GREY.fill, PAGE.fill), (GREY.text, PAGE.text)] {
            assert!(contrast(grey, page) >= 3.0);
        }
    }

    /// A colour of the pages' style sheet, in the light or in the dark.
    fn of_page(name: &str, dark: bool) -> u32 {
        let sheet = include_str!("html/colours.css");
        let (light, darker) = sheet.split_once("prefers-color-scheme").unwrap();
        let part = if dark { darker } else { light };
        let value = part.split(&format!("--{name}: #")).nth(1).unwrap();
        u32::from_str_radix(&value[..6], 16).unwrap()
    }

    /// The same as [`words_can_be_read_on_every_ground_and_every_ground_be_told_from_the_page`] for what
    /// pages and papers print beside statuses.
    #[test]
    fn words_of_pages_and_papers_can_be_read() {
        for dark in [false, true] {
            for (words, ground) in [
                ("text", "page"),
                ("text", "panel"),
                ("quiet", "page"),
                ("quiet", "panel"),
                ("link", "page"),
                ("link", "panel"),
                ("on-stamp", "stamp"),
            ] {
                let contrast = contrast(of_page(words, dark), of_page(ground, dark));
                assert!(contrast >= 4.5, "{words} on {ground}, dark: {dark}: {contrast:.2}");
            }
            for sign in ["edge", "grey"] {
                let contrast = contrast(of_page(sign, dark), of_page("page", dark));
                assert!(contrast >= 3.0, "{sign}, dark: {dark}: {contrast:.2}");
            }
        }
        // Word papers: black and the styles' own colours, on white and on the styles' own grounds.
        let styles = include_str!("docx/styles.xml");
        let colours = |mark: &str| -> Vec<u32> {
            let found = styles.split(mark).skip(1).map(|rest| &rest[..6]);
            found.filter_map(|hex| u32::from_str_radix(hex, 16).ok()).collect()
        };
        let (words, grounds) = (colours("<w:color w:val=\""), colours("w:fill=\""));
        assert!(words.len() >= 4 && grounds.len() >= 2, "{words:x?} {grounds:x?}");
        for word in words.iter().chain(&[0]) {
            assert!(contrast(*word, 0x00FF_FFFF) >= 4.5, "{word:06x} on white");
        }
        for ground in grounds {
            assert!(contrast(0, ground) >= 4.5, "black on {ground:06x}");
        }
    }

    /// A difference of 2.3 can just be seen; a lightness that differs by ten can be told apart side by
    /// side in print.
    #[test]
    fn no_two_levels_look_alike_to_anybody() {
        for theme in 0..2 {
            let solid = FACES.iter().filter(|face| face.ground == Ground::Solid);
            let solid: Vec<_> = solid.map(|face| (face.slug, themes(face)[theme].fill)).collect();
            for (eye, matrix) in &EYES {
                for (at, (one, colour)) in solid.iter().enumerate() {
                    for (other, beside) in &solid[..at] {
                        let (a, b) = (seen(matrix, *colour), seen(matrix, *beside));
                        let apart: f64 = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum();
                        let least = if *eye == "grey" { 10.0 } else { 20.0 };
                        let apart = apart.sqrt();
                        assert!(apart >= least, "{one} and {other}, {eye}: {apart:.1}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_scale_deepens_from_not_implemented_to_fully_implemented() {
        let scale = ["not-implemented", "in-progress", "partially-implemented", "implemented"];
        for (theme, page) in [(0, PAGE.fill), (1, PAGE.text)] {
            let from_page: Vec<f64> = scale
                .iter()
                .map(|slug| contrast(themes(of(slug).unwrap())[theme].fill, page))
                .collect();
            assert!(from_page.windows(2).all(|pair| pair[0] * 1.3 < pair[1]), "{from_page:?}");
        }
    }
}
