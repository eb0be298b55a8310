//! The bytes of a password that are hashed.

use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// The password in normalization form KC.
///
/// One keyboard sends `é` as one character and another as `e` and an accent; full-width letters
/// and ligatures come from input methods. Whoever types the same gets in (NIST SP 800-63B,
/// section 5.1.1.2; RFC 8265 asks for a normalization for the same reason). Nothing else is
/// changed: capitals, spaces and their number count.
pub(crate) fn prepare(password: &SecretString) -> Zeroizing<String> {
    let typed = password.expose_secret();
    // Made in one piece: growing would leave copies behind that nobody wipes.
    let length = typed.nfkc().map(char::len_utf8).sum();
    let mut prepared = Zeroizing::new(String::with_capacity(length));
    prepared.extend(typed.nfkc());
    prepared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(text: &str) -> Zeroizing<String> {
        prepare(&SecretString::from(text))
    }

    #[test]
    fn how_it_was_typed_does_not_matter() {
        assert_eq!(*prepared("Caf\u{e9}"), *prepared("Cafe\u{301}"));
        assert_eq!(*prepared("ｐａｓｓ"), "pass");
        assert_eq!(*prepared("o\u{fb03}ce"), "office");
        assert_eq!(*prepared("각"), *prepared("각"));
    }

    #[test]
    fn what_was_typed_matters() {
        assert_eq!(*prepared("  Two  Spaces "), "  Two  Spaces ");
        assert_ne!(*prepared("password"), *prepared("Password"));
        assert_ne!(*prepared("cafe"), *prepared("café"));
        assert_eq!(*prepared("a\0b"), "a\0b");
    }

    #[test]
    fn it_is_made_in_one_piece() {
        for text in ["", "plain", "\u{fdfa}\u{fdfa}", "Cafe\u{301} ｐａｓｓ"] {
            let made = prepared(text);
            assert_eq!(made.len(), made.capacity(), "{text:?}");
        }
    }
}
