//! States for the readers' tests.

use crate::domain::states::{State, States};

/// A handful of States with the spellings that the tests use.
pub(super) fn states() -> States {
    const ROWS: &str = "\
PRK|Democratic People's Republic of Korea|DPR Korea; DPRK
KOR|Republic of Korea|South Korea
SVN|Slovenia|
IRQ|Iraq|
ESP|Spain|
EGY|Egypt|
IRN|Iran (Islamic Republic of)|Iran
TUR|Türkiye|Turkey
GBR|United Kingdom of Great Britain and Northern Ireland|United Kingdom
USA|United States of America|United States; USA
BOL|Bolivia (Plurinational State of)|Bolivia; Bolivia, Plurinational State of
CIV|Côte d'Ivoire|
BIH|Bosnia and Herzegovina|
CHL|Chile|
FRA|France|
NOR|Norway|
PRT|Portugal|
MDV|Maldives|
CZE|Czechia|Czech Republic
PSE|State of Palestine|Palestine
SYR|Syrian Arab Republic|Syria
PER|Peru|
ZAF|South Africa|
NLD|Netherlands|Netherlands (Kingdom of the)";
    let rows = ROWS.lines().map(|row| {
        let parts: Vec<&str> = row.split('|').collect();
        State {
            iso3: parts[0].into(),
            name: parts[1].into(),
            official_name: String::new(),
            region: String::new(),
            spellings: parts[2].split("; ").map(str::to_owned).collect(),
            member: true,
        }
    });
    States::new(rows.collect())
}
