//! Two copies of a file, merged.

mod histories;
