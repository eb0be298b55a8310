//! Column paths: segments, their wire form and their printed form.

use std::fmt;
use std::str::FromStr;

/// One step of a column path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    /// A field by name. Any text, the empty one included.
    Key(String),
    /// An element of an array inside an array.
    Element,
    /// A value of a map whose keys are data.
    MapValue,
}

impl Segment {
    /// The segment as GraphQL and storage carry it: a key as is, `[]`, `{}`; a
    /// literal key that begins with `\` or equals `[]` or `{}` gets a leading `\`.
    pub fn to_wire(&self) -> String {
        match self {
            Self::Key(key) if key.starts_with('\\') || key == "[]" || key == "{}" => {
                format!("\\{key}")
            }
            Self::Key(key) => key.clone(),
            Self::Element => "[]".to_owned(),
            Self::MapValue => "{}".to_owned(),
        }
    }

    /// Reads what [`Segment::to_wire`] writes. Every text is some segment.
    pub fn from_wire(text: &str) -> Self {
        match text {
            "[]" => Self::Element,
            "{}" => Self::MapValue,
            _ => Self::Key(text.strip_prefix('\\').unwrap_or(text).to_owned()),
        }
    }
}

/// Where a column is in its table. A flat column has one key; `items`, `sku` is
/// the field `sku` of the objects in the array `items`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Vec<Segment>);

impl Path {
    /// A path of the given segments.
    pub fn new(segments: impl IntoIterator<Item = Segment>) -> Self {
        Self(segments.into_iter().collect())
    }

    /// A path of keys only.
    pub fn keys<S: Into<String>>(keys: impl IntoIterator<Item = S>) -> Self {
        Self(keys.into_iter().map(|k| Segment::Key(k.into())).collect())
    }

    /// A path of one key.
    pub fn key(key: impl Into<String>) -> Self {
        Self(vec![Segment::Key(key.into())])
    }

    /// Reads the wire form, a list of segments.
    pub fn from_wire<S: AsRef<str>>(segments: impl IntoIterator<Item = S>) -> Self {
        Self(segments.into_iter().map(|s| Segment::from_wire(s.as_ref())).collect())
    }

    /// The wire form.
    pub fn to_wire(&self) -> Vec<String> {
        self.0.iter().map(Segment::to_wire).collect()
    }

    /// Its segments.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// This path with one more segment.
    #[must_use]
    pub fn child(&self, segment: Segment) -> Self {
        let mut segments = self.0.clone();
        segments.push(segment);
        Self(segments)
    }

    /// The path one segment shorter, `None` at the top.
    pub fn parent(&self) -> Option<Self> {
        (self.0.len() > 1).then(|| Self(self.0[..self.0.len() - 1].to_vec()))
    }

    /// Whether this path lies below `other` (and is not `other`).
    pub fn is_below(&self, other: &Self) -> bool {
        self.0.len() > other.0.len() && self.0.starts_with(&other.0)
    }

    /// This path with its leading `from` replaced by `to`; `None` when it neither
    /// is `from` nor lies below it.
    pub fn rebased(&self, from: &Self, to: &Self) -> Option<Self> {
        self.0
            .starts_with(&from.0)
            .then(|| Self(to.0.iter().chain(&self.0[from.0.len()..]).cloned().collect()))
    }
}

/// A key that must be quoted to print: empty, or with a character that the
/// printed form gives a meaning, white space or a control character.
fn needs_quotes(key: &str) -> bool {
    key.is_empty()
        || key.chars().any(|c| {
            matches!(c, '.' | '"' | '[' | ']' | '{' | '}' | '\\')
                || c.is_whitespace()
                || c.is_control()
        })
}

impl fmt::Display for Path {
    /// Joined by `.`; `[]` and `{}` appended without a dot; a key quoted `"…"`
    /// (inner `"` doubled) when it has to be. [`Path::from_str`] reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Element => f.write_str("[]")?,
                Segment::MapValue => f.write_str("{}")?,
                Segment::Key(key) => {
                    if i > 0 {
                        f.write_str(".")?;
                    }
                    if needs_quotes(key) {
                        write!(f, "\"{}\"", key.replace('"', "\"\""))?;
                    } else {
                        f.write_str(key)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Why a text is not a printed path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// Byte offset of the trouble.
    pub at: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a column path: expected {} at byte {}", self.expected, self.at)
    }
}

impl std::error::Error for PathError {}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Self, PathError> {
        let mut segments = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            if rest.starts_with("[]") {
                segments.push(Segment::Element);
                at += 2;
                continue;
            }
            if rest.starts_with("{}") {
                segments.push(Segment::MapValue);
                at += 2;
                continue;
            }
            if !segments.is_empty() {
                if !rest.starts_with('.') {
                    return Err(PathError { at, expected: "`.`, `[]` or `{}`" });
                }
                at += 1;
            }
            let (key, used) = read_key(&text[at..], at)?;
            segments.push(Segment::Key(key));
            at += used;
        }
        if segments.is_empty() {
            return Err(PathError { at: 0, expected: "a key" });
        }
        Ok(Self(segments))
    }
}

/// Reads one key at the start of `text`; returns it and the bytes used.
fn read_key(text: &str, at: usize) -> Result<(String, usize), PathError> {
    if let Some(quoted) = text.strip_prefix('"') {
        let mut key = String::new();
        let mut chars = quoted.char_indices().peekable();
        while let Some((i, c)) = chars.next() {
            if c != '"' {
                key.push(c);
            } else if matches!(chars.peek(), Some((_, '"'))) {
                chars.next();
                key.push('"');
            } else if needs_quotes(&key) {
                return Ok((key, i + 2));
            } else {
                return Err(PathError { at, expected: "this key without quotes" });
            }
        }
        return Err(PathError { at: at + text.len(), expected: "a closing quote" });
    }
    let end = text.find(['.', '[', '{']).unwrap_or(text.len());
    let key = &text[..end];
    if needs_quotes(key) {
        return Err(PathError { at, expected: "a key, in quotes if it has special characters" });
    }
    Ok((key.to_owned(), end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key() -> impl Strategy<Value = String> {
        prop_oneof![
            "[a-z_$]{1,8}",
            "\\PC{0,6}",
            Just("[]".to_owned()),
            Just("{}".to_owned()),
            Just("\\".to_owned()),
            Just("\\[]".to_owned()),
            Just("a.b".to_owned()),
            Just("quo\"te".to_owned()),
            Just("tab\there".to_owned()),
        ]
    }

    fn path() -> impl Strategy<Value = Path> {
        let segment = prop_oneof![
            6 => key().prop_map(Segment::Key),
            1 => Just(Segment::Element),
            1 => Just(Segment::MapValue),
        ];
        proptest::collection::vec(segment, 1..6).prop_map(Path::new)
    }

    proptest! {
        #[test]
        fn printing_and_parsing_is_a_bijection(path in path()) {
            let text = path.to_string();
            prop_assert_eq!(text.parse::<Path>(), Ok(path));
        }

        #[test]
        fn what_parses_prints_the_same(text in "[ab.\\[\\]{}\"\\\\ ]{0,10}") {
            if let Ok(path) = text.parse::<Path>() {
                prop_assert_eq!(path.to_string(), text);
            }
        }

        #[test]
        fn the_wire_form_round_trips(path in path()) {
            prop_assert_eq!(Path::from_wire(path.to_wire()), path);
        }

        #[test]
        fn every_wire_text_round_trips(text in "\\PC{0,6}") {
            // `\x` is read as the key `x`, which needs no backslash: all else is exact.
            let wire = Segment::from_wire(&text).to_wire();
            prop_assert_eq!(Segment::from_wire(&wire), Segment::from_wire(&text));
        }
    }

    #[test]
    fn prints_as_documented() {
        let path = Path::new([
            Segment::Key("a.b".into()),
            Segment::Element,
            Segment::Key("c".into()),
            Segment::MapValue,
        ]);
        assert_eq!(path.to_string(), "\"a.b\"[].c{}");
        assert_eq!(Path::key("").to_string(), "\"\"");
        assert_eq!(Segment::Key("[]".into()).to_wire(), "\\[]");
    }

    #[test]
    fn rebasing_moves_a_subtree() {
        let from = Path::key("address");
        let to = Path::keys(["home", "address"]);
        let child = Path::keys(["address", "city"]);
        assert_eq!(child.rebased(&from, &to), Some(Path::keys(["home", "address", "city"])));
        assert_eq!(Path::key("addressee").rebased(&from, &to), None);
        assert!(child.is_below(&from) && !from.is_below(&from));
    }
}
