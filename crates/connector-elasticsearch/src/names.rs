//! What a name may be, and how it stands in a path.

use std::fmt::Write;

use ariadne_domain::Problem;

/// A name as typed that may be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// As typed.
    pub(crate) text: String,
    /// As one segment of a path.
    pub(crate) segment: String,
    /// It has a `*`, which the person typed on purpose: no name can hold one.
    pub(crate) is_pattern: bool,
    /// It is date math, `<logs-{now/d}>`, which the engine turns into a name.
    pub(crate) is_date_math: bool,
}

impl Name {
    /// The path to `what` of this name, such as `_mapping`. A pattern takes open and closed indices; hidden and
    /// system indices only a pattern that begins with a dot, as the engine does it.
    pub(crate) fn path(&self, what: &str) -> String {
        self.with_wildcards(format!("/{}/{what}", self.segment))
    }

    /// As [`Self::path`], but a pattern takes open indices only: closed ones can be neither counted nor searched.
    pub(crate) fn path_to_open(&self, what: &str) -> String {
        let path = format!("/{}/{what}", self.segment);
        if self.is_pattern { format!("{path}?expand_wildcards=open") } else { path }
    }

    /// The path that resolves this name.
    pub(crate) fn resolve_path(&self) -> String {
        self.with_wildcards(format!("/_resolve/index/{}", self.segment))
    }

    fn with_wildcards(&self, path: String) -> String {
        if self.is_pattern { format!("{path}?expand_wildcards=open,closed") } else { path }
    }
}

/// The name, or why nothing can be called so.
pub(crate) fn check(text: &str) -> Result<Name, Box<Problem>> {
    let refuse = |cause: &str, remedy: &str| {
        let title = format!("No index, alias or data stream can be called {}.", shown(text));
        let problem = Problem::new("INVALID_NAME", title);
        Err(Box::new(problem.with_cause(cause).with_remedy(remedy)))
    };
    let is_date_math = text.starts_with('<') && text.ends_with('>');
    if text.is_empty() || text == "." || text == ".." {
        return refuse(
            "It is empty or only dots.",
            "Type the name of an index, alias or data stream.",
        );
    }
    if text.starts_with(['_', '-', '+']) {
        return refuse(
            "Names do not begin with _, - or +; `_all` and names with a leading minus are selectors of the engine.",
            "Type a name, or a pattern such as * on purpose.",
        );
    }
    if text.contains(',') {
        return refuse(
            "A comma separates several names in the engine.",
            "Fetch them one by one, or type a pattern such as orders-*.",
        );
    }
    if text.contains(':') && !is_date_math {
        return refuse(
            "A colon separates the name of another cluster from the one of an index.",
            "Add the other cluster as a source of its own and fetch from there.",
        );
    }
    if text.contains('?') {
        return refuse(
            "The engine has no wildcard for one character, and no name holds a question mark.",
            "Use * for any number of characters, such as orders-202*.",
        );
    }
    if text.len() > 255 && !is_date_math {
        return refuse(
            "Names have at most 255 bytes in UTF-8.",
            "Type the name of an index, alias or data stream.",
        );
    }
    if text.chars().any(char::is_control) {
        return refuse("Names hold no control characters.", "Remove them.");
    }
    Ok(Name {
        text: text.to_owned(),
        segment: encode(text),
        is_pattern: text.contains('*'),
        is_date_math,
    })
}

fn shown(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    format!("`{shown}`")
}

/// One segment of a path: every byte but letters, digits and `-._*` percent-encoded.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'*') {
            encoded.push(char::from(byte));
        } else {
            // writing to a String cannot fail
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_segment_whatever_it_holds() {
        for (text, segment) in [
            ("orders", "orders"),
            ("订单", "%E8%AE%A2%E5%8D%95"),
            ("a b\"c#d/f\\g%", "a%20b%22c%23d%2Ff%5Cg%25"),
            ("<logs-{now/d}>", "%3Clogs-%7Bnow%2Fd%7D%3E"),
            ("orders-*", "orders-*"),
            (".kibana", ".kibana"),
        ] {
            assert_eq!(check(text).unwrap().segment, segment);
        }
    }

    #[test]
    fn only_what_was_typed_as_a_pattern_is_one() {
        assert!(check("orders-*").unwrap().is_pattern);
        assert!(!check("orders").unwrap().is_pattern);
        assert_eq!(
            check("o*").unwrap().path("_mapping"),
            "/o*/_mapping?expand_wildcards=open,closed"
        );
        assert_eq!(check("orders").unwrap().path("_mapping"), "/orders/_mapping");
        assert_eq!(check("o*").unwrap().path_to_open("_count"), "/o*/_count?expand_wildcards=open");
    }

    #[test]
    fn selectors_of_the_engine_are_no_names() {
        for text in [
            "",
            ".",
            "..",
            "_all",
            "_search",
            "-orders",
            "+orders",
            "a,b",
            "other:orders",
            "a\u{7}b",
        ] {
            let problem = check(text).unwrap_err();
            assert_eq!(problem.code, "INVALID_NAME", "{text}");
            assert!(problem.cause.is_some() && problem.remedy.is_some(), "{text}");
        }
        assert!(check(&"x".repeat(255)).is_ok());
        assert!(check(&"é".repeat(128)).is_err(), "bytes count, not characters");
        assert!(check("<logs-{now/d{yyyy.MM.dd|+12:00}}>").unwrap().is_date_math);
    }
}
