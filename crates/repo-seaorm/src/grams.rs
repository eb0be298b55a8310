//! Words of one or two characters that an index can find: those of scripts in which
//! two characters are a whole word. In other scripts they are found by looking at
//! every name, because nearly every name would hold nearly every pair.

use std::collections::BTreeSet;

/// Whether a text is only of Han, kana and Hangul characters.
pub(crate) fn is_dense(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c,
            '\u{3041}'..='\u{30ff}' // kana
            | '\u{3400}'..='\u{9fff}' // Han
            | '\u{ac00}'..='\u{d7a3}' // Hangul
            | '\u{f900}'..='\u{faff}' // Han that other standards have twice
            | '\u{20000}'..='\u{3ffff}' // rare Han
        )
    })
}

/// Every such word that is within a folded text, each once.
pub(crate) fn grams(text: &str) -> BTreeSet<&str> {
    if text.is_ascii() {
        return BTreeSet::new();
    }
    let ends =
        |from: usize| text[from..].char_indices().map(move |(at, c)| from + at + c.len_utf8());
    let starts = text.char_indices().map(|(at, _)| at);
    let pieces = starts.flat_map(|from| ends(from).take(2).map(move |to| &text[from..to]));
    pieces.filter(|piece| is_dense(piece)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        grams(text).into_iter().collect()
    }

    #[test]
    fn grams_are_of_dense_scripts_alone() {
        assert!(of("orders_2024").is_empty());
        assert!(of("żółć_заказ").is_empty());
        assert_eq!(of("客户_订单a"), ["单", "客", "客户", "户", "订", "订单"]);
        assert_eq!(of("주문"), ["문", "주", "주문"]);
        assert_eq!(of("𠮷野家"), ["家", "野", "野家", "𠮷", "𠮷野"]);
        assert_eq!(of("人人人"), ["人", "人人"]);
    }
}
