//! The one rule by which search compares text.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// NFKC and Unicode default case folding, repeated until stable (the `toNFKC_Casefold`
/// idea of the Unicode Standard, section 3.13, without removing ignorables).
/// `fold(fold(x)) == fold(x)`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().default_case_fold().nfkc().default_case_fold().nfkc().collect()
}

/// The first `max_bytes` bytes of the folded text, cut at a character boundary:
/// the bounded sort key of names.
pub fn fold_prefix(text: &str, max_bytes: usize) -> String {
    let mut folded = fold(text);
    if folded.len() > max_bytes {
        let mut end = max_bytes;
        while !folded.is_char_boundary(end) {
            end -= 1;
        }
        folded.truncate(end);
    }
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folds_case_width_and_ligatures() {
        assert_eq!(fold("CUSTOMER_Id"), "customer_id");
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("ＴＡＢＬＥ"), "table");
        assert_eq!(fold("ﬁle"), "file");
        assert_eq!(fold("订单明细"), "订单明细");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,24}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn prefix_is_a_prefix_within_the_bound(text in "\\PC{0,40}", max in 0_usize..64) {
            let prefix = fold_prefix(&text, max);
            prop_assert!(prefix.len() <= max);
            prop_assert!(fold(&text).starts_with(&prefix));
        }
    }
}
