//! `upr serve`: what pages show and take, and what the door lets in; each request is written out and
//! sent through a socket of its own, so that nothing helps on the way.

mod bombs;
mod contributors;
mod door;
mod forms;
mod pages;
mod paths;
mod people;
mod plan;
mod raw;
pub(crate) mod served;
mod site;
