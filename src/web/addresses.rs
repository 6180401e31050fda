//! Addresses within the site: of items, of style sheet and script.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::domain::ledger::hex;
use crate::render::html::SCRIPT;
use crate::render::page;

/// Where style sheet and script are; the address changes with the content.
pub(super) fn assets() -> [String; 2] {
    static ASSETS: LazyLock<[String; 2]> = LazyLock::new(|| {
        let mark = |text: &str| hex(&Sha256::digest(text)[..6]);
        [format!("/style.css?v={}", mark(style())), format!("/script.js?v={}", mark(SCRIPT))]
    });
    ASSETS.clone()
}

/// The style sheet, made once.
pub(super) fn style() -> &'static str {
    static STYLE: LazyLock<String> = LazyLock::new(page::style);
    &STYLE
}

/// The address of an item's page.
pub(super) fn item_address(name: &str) -> String {
    format!("/item/{}", escaped(name))
}

/// A text as a part of an address.
pub(super) fn escaped(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~:".contains(byte);
    text.as_bytes().iter().fold(String::new(), |mut out, byte| {
        if plain(byte) {
            out.push(char::from(*byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}
