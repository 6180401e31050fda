//! Two copies of a file, merged.

mod cases;
mod histories;
