//! Words with a fixed spelling, and what a name may be.

use crate::{Path, Segment, Violation};

/// Declares an enum whose variants have one public spelling, used alike in
/// GraphQL, storage and files.
macro_rules! names {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The public spelling.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value spelled `text`, `None` when there is none.
            pub fn from_name(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use names;

/// The longest name of a source, schema, table or path segment, in characters.
pub const MAX_NAME: usize = 1_024;

/// Where a name comes from: what a source calls its own objects is data and is
/// kept; what a person types may not hold invisible control characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameOrigin {
    /// A person or a script typed it.
    Typed,
    /// A source reported it.
    Observed,
}

/// Checks a name: 1 to [`MAX_NAME`] characters, no U+0000, and no control
/// character when typed. Names are compared by code point and never trimmed,
/// folded or normalised, so a homoglyph is simply another name.
pub fn check_name(field: &str, name: &str, origin: NameOrigin) -> Option<Violation> {
    if name.is_empty() {
        return Some(Violation::new([field], "REQUIRED", "Enter a name."));
    }
    check_characters(field, name, MAX_NAME, origin, false)
}

/// Checks a free text of at most `max` characters: no U+0000, and no control
/// character but tab and line breaks when typed. Empty is fine.
pub fn check_text(field: &str, text: &str, max: usize) -> Option<Violation> {
    check_characters(field, text, max, NameOrigin::Typed, true)
}

pub(crate) fn check_characters(
    field: &str,
    text: &str,
    max: usize,
    origin: NameOrigin,
    breaks: bool,
) -> Option<Violation> {
    let length = text.chars().count();
    if length > max {
        return Some(Violation::new(
            [field],
            "TOO_LONG",
            format!("At most {max} characters; this has {length}."),
        ));
    }
    let refused = |c: char| {
        c == '\0'
            || (origin == NameOrigin::Typed
                && c.is_control()
                && !(breaks && matches!(c, '\n' | '\r' | '\t')))
    };
    text.chars().position(refused).map(|at| {
        let found = text.chars().nth(at).map_or(0, u32::from);
        Violation::new(
            [field],
            "CONTROL_CHARACTER",
            format!("Character {} is the control character U+{found:04X}; remove it.", at + 1),
        )
    })
}

/// Checks every key of a column path as [`check_name`] does; an empty key is
/// allowed when observed (MongoDB has such fields), and a path has 1 to 100 segments.
pub fn check_path(field: &str, path: &Path, origin: NameOrigin) -> Option<Violation> {
    let segments = path.segments();
    if segments.is_empty() {
        return Some(Violation::new([field], "REQUIRED", "Enter a path of at least one segment."));
    }
    if segments.len() > 100 {
        return Some(Violation::new([field], "TOO_LONG", "At most 100 segments in a path."));
    }
    segments.iter().find_map(|segment| match segment {
        Segment::Key(key) if key.is_empty() && origin == NameOrigin::Typed => {
            Some(Violation::new([field], "REQUIRED", "A segment of the path is empty."))
        }
        Segment::Key(key) => check_characters(field, key, MAX_NAME, origin, false),
        Segment::Element | Segment::MapValue => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &str, origin: NameOrigin) -> Option<&'static str> {
        check_name("name", name, origin).map(|v| v.code)
    }

    #[test]
    fn names_have_bounds() {
        assert_eq!(code("", NameOrigin::Typed), Some("REQUIRED"));
        assert_eq!(code(&"x".repeat(1_024), NameOrigin::Typed), None);
        assert_eq!(code(&"表".repeat(1_025), NameOrigin::Typed), Some("TOO_LONG"));
        assert_eq!(code("a\0b", NameOrigin::Observed), Some("CONTROL_CHARACTER"));
        assert_eq!(code("a\tb", NameOrigin::Typed), Some("CONTROL_CHARACTER"));
        assert_eq!(code("a\tb", NameOrigin::Observed), None);
        assert_eq!(code("аdmin․table", NameOrigin::Typed), None, "homoglyphs are other names");
        assert_eq!(code(" padded ", NameOrigin::Typed), None, "nothing is trimmed");
    }

    #[test]
    fn texts_keep_line_breaks() {
        assert!(check_text("description", "two\nlines\tand a tab", 100).is_none());
        assert!(check_text("description", "bell\u{7}", 100).is_some());
    }
}
