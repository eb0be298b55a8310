//! Names as people type them: quotes, dots, upper case, database links.

use std::fmt;

/// A name in upper case, as the server does it.
pub(crate) use ariadne_domain::upper_letters as fold;

/// The most bytes of an identifier (12.2 and later).
pub(crate) const MAX_BYTES: usize = 128;

/// Why a text is no name, told in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Empty,
    Unterminated,
    QuoteInside,
    AfterQuote(char),
    /// The name behind an `@`.
    Link(String),
    TooManyParts(usize),
    TooLong(usize),
    Nul,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("It is empty, or a part of it is."),
            Self::Unterminated => f.write_str("It begins with a double quote that nothing ends."),
            Self::QuoteInside => f.write_str("A double quote stands in the middle of a part; the names of Oracle cannot contain one."),
            Self::AfterQuote(c) => {
                write!(f, "{} stands behind a closing double quote, where only a dot may stand.", spell(*c))
            }
            Self::Link(link) => write!(f, "@{link} names an object of another database. Remote objects are read through a source of their own: add that database as a source."),
            Self::TooManyParts(parts) => {
                write!(f, "It has {parts} parts; a schema and a name are all there can be. Put a part with dots in it into double quotes.")
            }
            Self::TooLong(bytes) => {
                write!(f, "A part of it has {bytes} bytes; names of Oracle have at most {MAX_BYTES}.")
            }
            Self::Nul => f.write_str("It contains the character U+0000."),
        }
    }
}

/// One part of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// Without quotes, as typed.
    pub(crate) text: String,
    pub(crate) quoted: bool,
}

impl Part {
    /// The exact name that Oracle reads: as it stands in quotes, else in upper case.
    pub(crate) fn folded(&self) -> String {
        if self.quoted { self.text.clone() } else { fold(self.text.trim()) }
    }

    /// The exact name that it most likely is: folded, unless it is in quotes or a name
    /// that is only possible in quotes.
    pub(crate) fn likely(&self) -> String {
        let folded = self.folded();
        if is_plain(&folded) { folded } else { self.text.clone() }
    }
}

/// Splits at dots outside quotes; one part or two.
pub(crate) fn parse(text: &str) -> Result<Vec<Part>, Fault> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let (part, behind) = one(rest)?;
        parts.push(part);
        match behind {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    if parts.len() > 2 {
        return Err(Fault::TooManyParts(parts.len()));
    }
    Ok(parts)
}

/// A single part, for a schema or a name that stands alone.
pub(crate) fn parse_one(text: &str) -> Result<Part, Fault> {
    let mut parts = parse(text)?;
    match (parts.pop(), parts.len()) {
        (Some(part), 0) => Ok(part),
        (_, before) => Err(Fault::TooManyParts(before + 1)),
    }
}

/// The first part and what stands behind its dot, if there is one.
fn one(text: &str) -> Result<(Part, Option<&str>), Fault> {
    let trimmed = text.trim_start_matches(' ');
    if let Some(inside) = trimmed.strip_prefix('"') {
        let end = inside.find('"').ok_or(Fault::Unterminated)?;
        let (name, behind) = (&inside[..end], inside[end + 1..].trim_start_matches(' '));
        let part = checked(name, true)?;
        return match behind.chars().next() {
            None => Ok((part, None)),
            Some('.') => Ok((part, Some(&behind[1..]))),
            Some('@') => Err(Fault::Link(clip(&behind[1..]))),
            Some(c) => Err(Fault::AfterQuote(c)),
        };
    }
    let end = text.find(['.', '@', '"']).unwrap_or(text.len());
    let (name, behind) = text.split_at(end);
    match behind.chars().next() {
        Some('"') => Err(Fault::QuoteInside),
        Some('@') => Err(Fault::Link(clip(&behind[1..]))),
        Some(_) => Ok((checked(name, false)?, Some(&behind[1..]))),
        None => Ok((checked(name, false)?, None)),
    }
}

fn checked(name: &str, quoted: bool) -> Result<Part, Fault> {
    if name.is_empty() || (!quoted && name.trim().is_empty()) {
        return Err(Fault::Empty);
    }
    exact(name)?;
    Ok(Part { text: name.to_owned(), quoted })
}

/// Checks a name that is taken as it stands.
pub(crate) fn exact(name: &str) -> Result<(), Fault> {
    if name.is_empty() {
        Err(Fault::Empty)
    } else if name.contains('\0') {
        Err(Fault::Nul)
    } else if name.contains('"') {
        Err(Fault::QuoteInside)
    } else if name.len() > MAX_BYTES {
        Err(Fault::TooLong(name.len()))
    } else {
        Ok(())
    }
}

fn clip(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(MAX_BYTES).collect()
}

/// `SCHEMA.NAME`, with quotes where a statement would need them.
pub(crate) fn shown(schema: &str, name: &str) -> String {
    format!("{}.{}", shown_one(schema), shown_one(name))
}

/// One name, in quotes where a statement would need them.
pub(crate) fn shown_one(name: &str) -> String {
    if is_plain(name) { name.to_owned() } else { quoted(name) }
}

/// Whether a statement needs no quotes around a name.
fn is_plain(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() && fold(&c.to_string()) == c.to_string())
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '#'))
        && fold(name) == name
}

/// `V_$SESSION` of `V$SESSION`: the view of SYS behind a public synonym of a dynamic view.
pub(crate) fn behind_dynamic_view(name: &str) -> Option<String> {
    let (start, rest) = name.split_once('$')?;
    matches!(start, "V" | "GV").then(|| format!("{start}_${rest}"))
}

/// A name in double quotes, as it stands in a statement that a person copies.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// `"SCHEMA"."NAME"`, as it stands in a statement that a person copies.
pub(crate) fn qualified(schema: &str, name: &str) -> String {
    format!("{}.{}", quoted(schema), quoted(name))
}

/// A character as a person reads it.
pub(crate) fn spell(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        '"' => "a double quote".to_owned(),
        '\'' => "a single quote".to_owned(),
        c if c.is_control() => format!("the control character U+{:04X}", u32::from(c)),
        c => format!("`{c}`"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<String> {
        parse(text).unwrap().iter().map(Part::folded).collect()
    }

    #[test]
    fn unquoted_is_upper_case_and_quoted_is_exact() {
        assert_eq!(read("employees"), ["EMPLOYEES"]);
        assert_eq!(read("hr.Employees"), ["HR", "EMPLOYEES"]);
        assert_eq!(read("\"hr\".\"Mixed Case\""), ["hr", "Mixed Case"]);
        assert_eq!(read("hr.\"a.b@c\""), ["HR", "a.b@c"]);
        assert_eq!(read("sys$x#1"), ["SYS$X#1"]);
        assert_eq!(read("straße"), ["STRAßE"]);
        assert_eq!(read("заказы"), ["ЗАКАЗЫ"]);
        assert_eq!(read(" hr . employees "), ["HR", "EMPLOYEES"]);
    }

    #[test]
    fn faults_are_told() {
        for (text, fault) in [
            ("", Fault::Empty),
            (".", Fault::Empty),
            ("hr.", Fault::Empty),
            (".employees", Fault::Empty),
            ("   ", Fault::Empty),
            ("\"\"", Fault::Empty),
            ("\"open", Fault::Unterminated),
            ("hr.\"open", Fault::Unterminated),
            ("a\"b\"", Fault::QuoteInside),
            ("\"a\"b", Fault::AfterQuote('b')),
            ("emp@remote", Fault::Link("remote".to_owned())),
            ("hr.emp@remote.example", Fault::Link("remote.example".to_owned())),
            ("\"emp\"@remote", Fault::Link("remote".to_owned())),
            ("a.b.c", Fault::TooManyParts(3)),
            ("a\0b", Fault::Nul),
        ] {
            assert_eq!(parse(text), Err(fault.clone()), "{text:?}");
            let told = fault.to_string();
            assert!(told.ends_with('.') && told.len() > 15, "{told}");
        }
        assert_eq!(parse(&"x".repeat(128)).unwrap().len(), 1);
        assert_eq!(parse(&"x".repeat(129)), Err(Fault::TooLong(129)));
        assert_eq!(parse(&"é".repeat(65)), Err(Fault::TooLong(130)));
        assert!(matches!(parse_one("a.b"), Err(Fault::TooManyParts(2))));
    }

    #[test]
    fn names_are_shown_as_a_statement_needs_them() {
        assert_eq!(shown("HR", "EMPLOYEES"), "HR.EMPLOYEES");
        assert_eq!(shown("HR", "Mixed"), "HR.\"Mixed\"");
        assert_eq!(shown("a.b", "1ST"), "\"a.b\".\"1ST\"");
        assert_eq!(shown_one("SYS$X#1"), "SYS$X#1");
    }

    #[test]
    fn the_likely_name_is_one_that_can_exist() {
        let likely = |text: &str| parse(text).unwrap().pop().unwrap().likely();
        assert_eq!(likely("secrets"), "SECRETS");
        assert_eq!(likely("\"secrets\""), "secrets");
        assert_eq!(likely("Mixed Case"), "Mixed Case", "without quotes this is no name");
        assert_eq!(behind_dynamic_view("V$SESSION").as_deref(), Some("V_$SESSION"));
        assert_eq!(behind_dynamic_view("GV$LOCK").as_deref(), Some("GV_$LOCK"));
        assert_eq!(behind_dynamic_view("REV$X"), None);
    }

    proptest! {
        /// What is shown is read back as it was.
        #[test]
        fn shown_names_parse_back(schema in "[^\"\0]{1,20}", name in "[^\"\0]{1,20}") {
            let read = parse(&shown(&schema, &name)).unwrap();
            prop_assert_eq!(read.iter().map(Part::folded).collect::<Vec<_>>(), vec![schema, name]);
        }

        /// No text makes it panic.
        #[test]
        fn any_text_is_answered(text in ".{0,60}") {
            let _ = parse(&text);
        }
    }
}
