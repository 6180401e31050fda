//! The `upr` program.

fn main() {}
