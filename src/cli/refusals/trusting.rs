//! What to do where a copy, a ledger or a fingerprint is not made, taken or believed.

use crate::app::refusals::TrustRefusal;

/// What to do where a copy, a ledger or a fingerprint is not made, taken or believed.
pub(super) fn trust(refusal: &TrustRefusal) -> String {
    let step = match refusal {
        TrustRefusal::KeepsFile { .. } => "`upr backup FOLDER --keep N`",
        TrustRefusal::BesideCopy { .. } => "name a folder or a file: `upr backup FOLDER`",
        TrustRefusal::FileItself { .. } => "`upr doctor` tells the copies beside it",
        TrustRefusal::PurgeReason => {
            "say why without repeating what is destroyed: `--reason \"consent withdrawn\"`"
        }
        TrustRefusal::NothingToDestroy { .. } => {
            "`upr status log` and `upr evidence list` show the entries with what they hold"
        }
        TrustRefusal::FileForLedger { .. } => {
            "`upr export ledger` makes one of it; `upr backup` copies the file itself"
        }
        TrustRefusal::NoLedger { .. } => "`upr export ledger -o FILE.jsonl` writes one",
        TrustRefusal::Unledgered => "`upr doctor`",
        TrustRefusal::NoEntry => "`upr init` makes a file with its seeds",
        TrustRefusal::NoFingerprint { .. } => "`upr fingerprint -o HEAD.txt` writes one",
        TrustRefusal::NoHash { .. } => {
            "the fingerprint at the foot of a report: 64 hexadecimal digits, or the first 8 or more"
        }
        TrustRefusal::Altered { .. } => {
            "`upr verify` tells more; compare with a copy and its fingerprint"
        }
        TrustRefusal::CopyAltered { .. } => {
            "`upr verify COPY` tells more; a copy that was altered is not merged"
        }
        TrustRefusal::LeavesOut => {
            "ask for a whole copy (`upr backup`), or for its sheet: `upr export xlsx`, `upr import`"
        }
        TrustRefusal::NoBeginning => {
            "bring its rows in instead: `upr export xlsx` there, `upr import` here"
        }
        TrustRefusal::NewerRelease => "install the latest upr",
        TrustRefusal::NothingMade => "try again",
    };
    step.to_owned()
}
