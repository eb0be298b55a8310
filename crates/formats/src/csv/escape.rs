//! Texts that a spreadsheet would run as a formula.

/// What a spreadsheet takes for the start of a formula, or trims to get at one.
const STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(STARTS)
}

/// A text that begins with `= + - @`, tab or CR, or with apostrophes before one of
/// these, gets one apostrophe; [`unescape`] takes it away again.
pub(crate) fn escape(text: &str) -> std::borrow::Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// Takes away the apostrophe that [`escape`] put in front.
pub(crate) fn unescape(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_escaped_comes_back(text in "['=+@a\\t\\r-]{0,6}") {
            let escaped = escape(&text);
            prop_assert_eq!(unescape(&escaped), &text);
            prop_assert!(!escaped.starts_with(STARTS), "{}", escaped);
        }
    }

    #[test]
    fn what_people_write_stays() {
        for text in ["=1+2", "-5", "'tis", "O'Brien", "''", ""] {
            assert_eq!(unescape(text), text);
        }
        assert_eq!(unescape("'-5"), "-5");
    }
}
