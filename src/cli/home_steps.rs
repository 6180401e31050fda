//! What to do where a home stands in the way.

use crate::store::home::HomeFault;

/// What to do where a home stands in the way.
pub(super) fn step(fault: &HomeFault) -> Option<String> {
    let step = match fault {
        HomeFault::Unreachable { .. } => {
            "`--offline` answers from the copy of this machine, and says as of when"
        }
        HomeFault::Shut { .. } => {
            "the password is taken from PGPASSWORD, or from the passfile ~/.pgpass (mode 0600)"
        }
        HomeFault::Unsafe { .. } => {
            "docs/office.md tells how the server's certificate is made known; `?sslmode=disable` goes in the clear"
        }
        HomeFault::None { .. } => "`upr init --db postgres://…` makes a home in an empty database",
        HomeFault::Taken { .. } => {
            "`upr doctor --db postgres://…` tells what is there; name another database"
        }
        HomeFault::TooNew { .. } => "install it; until then `--offline` answers from the copy",
        HomeFault::NoRight { .. } | HomeFault::NoSecrets { .. } => {
            "docs/office.md lists the grants; who made the home gives them"
        }
        HomeFault::Standby { .. } => "write at the server that it follows; reading works here",
        HomeFault::Busy { .. } => "try again when the other program is done; nothing was written",
        HomeFault::Disagrees { .. } => {
            "nothing was written to either; `upr backup FILE --offline` keeps what the copy says, `upr forget` empties it, and the next command makes it again"
        }
        HomeFault::Altered { .. } => {
            "it was changed by other means than upr: do not rely on it; compare with a copy and its fingerprint"
        }
        HomeFault::NotRecorded { .. } => "run the command again",
        HomeFault::Unknown { .. } => {
            "the next command asks, and says so first; don't repeat this one before"
        }
        HomeFault::Behind { .. } => "don't repeat it: the next command brings the copy up to date",
        HomeFault::CopyOnly { .. } => "name the home: `--db postgres://…`, without `--offline`",
        HomeFault::NoCopy { .. } => "leave out `--offline` once, where the home can be reached",
        HomeFault::Server { .. } => return None,
    };
    Some(step.to_owned())
}
