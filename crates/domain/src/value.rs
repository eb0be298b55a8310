//! Our own ordered JSON value.

/// An ordered JSON value. Numbers are kept as the text they were written in, so
/// that a `decimal128` or a 64-bit integer is never rounded on its way through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Value {
    /// JSON `null`.
    #[default]
    Null,
    /// JSON `true` or `false`.
    Bool(bool),
    /// A JSON number in its own spelling.
    Number(String),
    /// A JSON string.
    String(String),
    /// A JSON array.
    Array(Vec<Value>),
    /// A JSON object; keys in the order given, each once.
    Object(Vec<(String, Value)>),
}

impl Value {
    /// An empty object.
    pub fn object() -> Self {
        Self::Object(Vec::new())
    }

    /// The member `key` of an object, `None` when absent or not an object.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Self::Object(members) => members.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }

    /// Sets `key` of an object, keeping its place when it is there. A value that
    /// is not an object becomes one.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<Value>) {
        let (key, value) = (key.into(), value.into());
        if !matches!(self, Self::Object(_)) {
            *self = Self::object();
        }
        if let Self::Object(members) = self {
            match members.iter_mut().find(|(k, _)| *k == key) {
                Some((_, old)) => *old = value,
                None => members.push((key, value)),
            }
        }
    }

    /// Builder form of [`Value::set`].
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.set(key, value);
        self
    }

    /// The text of a string value.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The flag of a boolean value.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// A number that is an integer in the range of `i64`.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The items of an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members of an object, in order.
    pub fn as_object(&self) -> Option<&[(String, Value)]> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// How many bytes its JSON text has, written without white space and with no more
    /// escapes than JSON asks for.
    pub fn json_bytes(&self) -> usize {
        match self {
            Self::Null | Self::Bool(true) => 4,
            Self::Bool(false) => 5,
            Self::Number(text) => text.len(),
            Self::String(text) => text_bytes(text),
            // The brackets, and the commas between.
            Self::Array(items) => {
                1 + items.len().max(1) + items.iter().map(Self::json_bytes).sum::<usize>()
            }
            Self::Object(members) => {
                let member =
                    |(key, value): &(String, Self)| text_bytes(key) + 1 + value.json_bytes();
                1 + members.len().max(1) + members.iter().map(member).sum::<usize>()
            }
        }
    }

    /// True for `null` and for an object without members.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Object(members) => members.is_empty(),
            _ => false,
        }
    }
}

/// How many bytes a text has as a JSON string, with its quotes.
fn text_bytes(text: &str) -> usize {
    let byte = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 2,
        0..0x20 => 6,
        _ => 1,
    };
    2 + text.bytes().map(byte).sum::<usize>()
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

macro_rules! from_integers {
    ($($int:ty),+) => {$(
        impl From<$int> for Value {
            fn from(number: $int) -> Self {
                Self::Number(number.to_string())
            }
        }
    )+};
}
from_integers!(u8, u16, u32, u64, usize, i32, i64);

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(option: Option<T>) -> Self {
        option.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Value {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(members: I) -> Self {
        let mut object = Self::object();
        for (key, value) in members {
            object.set(key, value);
        }
        object
    }
}
