//! The file in a browser: pages for people who have no terminal.
//!
//! A request is let in by `door`, answered by `pages` with one or two calls of `App` on a store of
//! the `pool`, and written by `render`'s pages. This room is the only one that speaks to a network.

mod addresses;
mod desk;
mod door;
mod filled;
mod keeper;
mod office;
mod pages;
mod pool;
mod reply;
mod secrets;
mod sections;
mod server;
pub mod site;
mod spool;
mod trouble;
mod upload;
mod who;
mod words;

pub use pool::Opener;
pub use server::{Guests, Listen, Listening, Serving, Unserved, serve};
