//! How deeply a document's brackets are nested, seen before it is parsed: the parser
//! goes down by recursion, and a document of brackets alone would exhaust its stack.

/// Deepest nesting of brackets: selections, arguments and values together.
pub(super) const MAX_BRACKETS: usize = 128;

/// The deepest nesting of `{`, `[` and `(` outside of texts and comments.
pub(super) fn brackets(document: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = document.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = match first {
            b'"' => behind_text(rest),
            b'#' => {
                let end = behind.iter().position(|b| matches!(b, b'\n' | b'\r'));
                &behind[end.unwrap_or(behind.len())..]
            }
            b'{' | b'[' | b'(' => {
                depth += 1;
                deepest = deepest.max(depth);
                behind
            }
            b'}' | b']' | b')' => {
                depth = depth.saturating_sub(1);
                behind
            }
            _ => behind,
        };
    }
    deepest
}

/// What follows the text that `rest` begins with.
fn behind_text(rest: &[u8]) -> &[u8] {
    let block = rest.starts_with(b"\"\"\"");
    let quotes: &[u8] = if block { b"\"\"\"" } else { b"\"" };
    let escape: &[u8] = if block { b"\\\"\"\"" } else { b"\\" };
    let mut rest = &rest[quotes.len()..];
    while !rest.is_empty() {
        if rest.starts_with(escape) {
            // The escaped character of a text of one line, all of a block's escape.
            let skipped = if block { escape.len() } else { 2 };
            rest = rest.get(skipped..).unwrap_or_default();
        } else if rest.starts_with(quotes) {
            return &rest[quotes.len()..];
        } else if !block && rest[0] == b'\n' {
            // An unfinished text ends with its line; the parser will say so.
            return rest;
        } else {
            rest = &rest[1..];
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_counted_where_they_nest() {
        for (document, expected) in [
            ("", 0),
            ("{ a }", 1),
            ("{ a(b: [{ c: [1] }]) { d } { e } }", 5),
            ("}}}{", 1),
            ("{ a(b: \"{[(\\\"{{\") }", 2),
            ("{ a(b: \"\"\"{{ \" {{ \\\"\"\" {{ \"\"\") { c } }", 2),
            ("{ a # {{{{\n { b } }", 2),
            ("{ a(b: \"{{{\n { { {", 5),
            ("{ a(b: \"\\", 2),
            ("\"\"\"{{{", 0),
        ] {
            assert_eq!(brackets(document), expected, "{document}");
        }
    }
}
