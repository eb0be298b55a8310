//! Keyset paging and the point of history that a read looks at.

use uuid::Uuid;

use crate::{Error, ErrorKind, Result};

/// The state that a read sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum At {
    /// The newest one.
    #[default]
    Head,
    /// The one right after changeset `seq`; 0 is the empty catalog.
    Seq(u64),
}

/// A page that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// Most items to answer, at least 1.
    pub first: usize,
    /// Start behind this item.
    pub after: Option<Cursor>,
}

impl PageRequest {
    /// The first page of `first` items.
    pub fn first(first: usize) -> Self {
        Self { first, after: None }
    }
}

/// A page: items in order, each with the cursor that continues behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<(T, Cursor)>,
    /// Whether more follow.
    pub has_next: bool,
}

impl<T> Page<T> {
    /// An empty page.
    pub fn empty() -> Self {
        Self { items: Vec::new(), has_next: false }
    }

    /// The same page of other items.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Page<U> {
        let items = self.items.into_iter().map(|(item, cursor)| (f(item), cursor)).collect();
        Page { items, has_next: self.has_next }
    }

    /// The items without their cursors.
    pub fn into_items(self) -> Vec<T> {
        self.items.into_iter().map(|(item, _)| item).collect()
    }
}

/// How many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number, or the cap when there are more.
    pub value: u64,
    /// Whether `value` is the number.
    pub exact: bool,
}

/// One key value of a cursor. Orders as declared: NULLs come last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CursorKey {
    /// A number.
    Int(i64),
    /// A text, in byte order.
    Text(String),
    /// No value; after all others.
    Null,
}

/// Where a page ends: key values of the last item under one order and filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    scope: u64,
    /// Key values, in the order's order.
    pub keys: Vec<CursorKey>,
    /// Id of the item, the last key of every order.
    pub id: Uuid,
}

const VERSION: u8 = 1;

impl Cursor {
    /// A cursor that is valid only under the same `scope`, a text that names the
    /// order and the filter.
    pub fn new(scope: &str, keys: Vec<CursorKey>, id: Uuid) -> Self {
        Self { scope: fingerprint(scope), keys, id }
    }

    /// Refuses a cursor made under another order or filter: `Validation` at `after`.
    pub fn check(&self, operation: &'static str, scope: &str) -> Result<()> {
        if self.scope == fingerprint(scope) {
            return Ok(());
        }
        Err(bad_cursor(
            operation,
            "This cursor was made under another order or filter; start again without it.",
        ))
    }

    /// The bytes that a client carries.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.scope.to_be_bytes());
        bytes.extend(self.id.as_bytes());
        for key in &self.keys {
            match key {
                CursorKey::Null => bytes.push(0),
                CursorKey::Int(number) => {
                    bytes.push(1);
                    bytes.extend(number.to_be_bytes());
                }
                CursorKey::Text(text) => {
                    bytes.push(2);
                    bytes.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
                    bytes.extend(text.as_bytes());
                }
            }
        }
        bytes
    }

    /// Reads [`Cursor::encode`]; anything else is `Validation` at `after`.
    pub fn decode(operation: &'static str, bytes: &[u8]) -> Result<Self> {
        decode(bytes).ok_or_else(|| bad_cursor(operation, "This is not a cursor of this server."))
    }
}

fn bad_cursor(operation: &'static str, message: &str) -> Error {
    Error::validation(
        operation,
        vec![ariadne_domain::Violation::new(["after"], "INVALID", message)],
    )
    .with_context("kind", ErrorKind::Validation.code())
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(count)?;
    *rest = tail;
    Some(head)
}

fn decode(bytes: &[u8]) -> Option<Cursor> {
    let mut rest = bytes;
    if take(&mut rest, 1)? != [VERSION] {
        return None;
    }
    let scope = u64::from_be_bytes(take(&mut rest, 8)?.try_into().ok()?);
    let id = Uuid::from_slice(take(&mut rest, 16)?).ok()?;
    let mut keys = Vec::new();
    while let Some(kind) = take(&mut rest, 1) {
        keys.push(match kind[0] {
            0 => CursorKey::Null,
            1 => CursorKey::Int(i64::from_be_bytes(take(&mut rest, 8)?.try_into().ok()?)),
            2 => {
                let length = u32::from_be_bytes(take(&mut rest, 4)?.try_into().ok()?);
                let text = take(&mut rest, usize::try_from(length).ok()?)?;
                CursorKey::Text(String::from_utf8(text.to_vec()).ok()?)
            }
            _ => return None,
        });
    }
    Some(Cursor { scope, keys, id })
}

/// FNV-1a, 64 bits: the same on every server and in every version.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_round_trip_and_know_their_scope() {
        let cursor = Cursor::new(
            "tables by name",
            vec![CursorKey::Text("订单".into()), CursorKey::Null, CursorKey::Int(-7)],
            Uuid::from_u128(42),
        );
        let read = Cursor::decode("test", &cursor.encode()).expect("decodes");
        assert_eq!(read, cursor);
        assert!(read.check("test", "tables by name").is_ok());
        let refused = read.check("test", "tables by time").expect_err("other scope");
        assert_eq!(refused.kind(), ErrorKind::Validation);
        assert_eq!(refused.violations()[0].path, ["after"]);
    }

    #[test]
    fn garbage_is_refused() {
        let whole = Cursor::new("s", vec![CursorKey::Text("abc".into())], Uuid::nil()).encode();
        for cut in 0..whole.len() {
            // A cut at the end of the id is a cursor without keys; all others are refused.
            assert_eq!(Cursor::decode("test", &whole[..cut]).is_err(), cut != 25, "cut at {cut}");
        }
        assert!(Cursor::decode("test", b"\xff\xff").is_err());
    }
}
