//! Values as few bytes: what is written here is read here, in the same process.

use ariadne_domain::{
    ActorId, ActorKind, ColumnId, Confidence, EdgeId, Field, ForeignTarget, KeyFacts, KeyKind,
    LineageOrigin, LineageStatus, LogicalType, Path, Segment, SourceId, SourceKind, TableId,
    TableKind, Timestamp, Value,
};
use uuid::Uuid;

use crate::record::{
    ColumnRecord, LineageRecord, Record, Reference, ReferenceName, SourceRecord, TableRecord,
};

/// A value that is kept as bytes.
pub(super) trait Packed: Sized {
    /// Appends it.
    fn put(&self, to: &mut Vec<u8>);
    /// Takes it from the front; `None` for bytes that [`Packed::put`] did not write.
    fn take(from: &mut &[u8]) -> Option<Self>;
}

fn some<'a>(from: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, rest) = from.split_at_checked(count)?;
    *from = rest;
    Some(taken)
}

impl Packed for u8 {
    fn put(&self, to: &mut Vec<u8>) {
        to.push(*self);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        some(from, 1).map(|bytes| bytes[0])
    }
}

/// Seven bits a byte, so that small numbers are short.
impl Packed for u64 {
    fn put(&self, to: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            to.push(u8::try_from(rest & 0x7f).unwrap_or_default() | 0x80);
            rest >>= 7;
        }
        to.push(u8::try_from(rest).unwrap_or_default());
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = u8::take(from)?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

impl Packed for u32 {
    fn put(&self, to: &mut Vec<u8>) {
        u64::from(*self).put(to);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Self::try_from(u64::take(from)?).ok()
    }
}

impl Packed for bool {
    fn put(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        u8::take(from).map(|byte| byte != 0)
    }
}

impl Packed for String {
    fn put(&self, to: &mut Vec<u8>) {
        (self.len() as u64).put(to);
        to.extend_from_slice(self.as_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let length = usize::try_from(u64::take(from)?).ok()?;
        some(from, length).and_then(|bytes| std::str::from_utf8(bytes).ok()).map(str::to_owned)
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn put(&self, to: &mut Vec<u8>) {
        (self.len() as u64).put(to);
        for item in self {
            item.put(to);
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let count = u64::take(from)?;
        (0..count).map(|_| T::take(from)).collect()
    }
}

impl<T: Packed> Packed for Option<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.is_some().put(to);
        if let Some(value) = self {
            value.put(to);
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        if bool::take(from)? { T::take(from).map(Some) } else { Some(None) }
    }
}

impl<T: Packed> Packed for Field<T> {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Self::Keep => to.push(0),
            Self::Clear => to.push(1),
            Self::Set(value) => {
                to.push(2);
                value.put(to);
            }
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        match u8::take(from)? {
            0 => Some(Self::Keep),
            1 => Some(Self::Clear),
            _ => T::take(from).map(Self::Set),
        }
    }
}

impl Packed for Uuid {
    fn put(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(self.as_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Self::from_slice(some(from, 16)?).ok()
    }
}

impl Packed for Timestamp {
    fn put(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(&self.0.to_be_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        some(from, 8)?.try_into().ok().map(|bytes| Self(i64::from_be_bytes(bytes)))
    }
}

impl Packed for Confidence {
    fn put(&self, to: &mut Vec<u8>) {
        u32::from(self.thousandths()).put(to);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Self::from_thousandths(u16::try_from(u32::take(from)?).ok()?)
    }
}

impl Packed for LogicalType {
    fn put(&self, to: &mut Vec<u8>) {
        self.to_string().put(to);
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        String::take(from)?.parse().ok()
    }
}

impl Packed for Path {
    fn put(&self, to: &mut Vec<u8>) {
        (self.segments().len() as u64).put(to);
        for segment in self.segments() {
            match segment {
                Segment::Element => to.push(0),
                Segment::MapValue => to.push(1),
                Segment::Key(key) => {
                    to.push(2);
                    key.put(to);
                }
            }
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        let count = u64::take(from)?;
        let segments = (0..count).map(|_| {
            Some(match u8::take(from)? {
                0 => Segment::Element,
                1 => Segment::MapValue,
                _ => Segment::Key(String::take(from)?),
            })
        });
        segments.collect::<Option<Vec<_>>>().map(Path::new)
    }
}

impl Packed for Value {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Self::Null => to.push(0),
            Self::Bool(flag) => to.push(1 + u8::from(*flag)),
            Self::Number(text) => {
                to.push(3);
                text.put(to);
            }
            Self::String(text) => {
                to.push(4);
                text.put(to);
            }
            Self::Array(items) => {
                to.push(5);
                items.put(to);
            }
            Self::Object(members) => {
                to.push(6);
                (members.len() as u64).put(to);
                for (key, value) in members {
                    key.put(to);
                    value.put(to);
                }
            }
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some(match u8::take(from)? {
            0 => Self::Null,
            1 => Self::Bool(false),
            2 => Self::Bool(true),
            3 => Self::Number(String::take(from)?),
            4 => Self::String(String::take(from)?),
            5 => Self::Array(Vec::take(from)?),
            _ => {
                let count = u64::take(from)?;
                let member = |_| Some((String::take(from)?, Self::take(from)?));
                Self::Object((0..count).map(member).collect::<Option<_>>()?)
            }
        })
    }
}

/// Ids: what they wrap.
macro_rules! ids {
    ($($id:ident),+) => {$(
        impl Packed for $id {
            fn put(&self, to: &mut Vec<u8>) {
                self.0.put(to);
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Uuid::take(from).map(Self)
            }
        }
    )+};
}
ids!(ActorId, ColumnId, EdgeId, SourceId, TableId);

/// Words of a fixed list: the place in it.
macro_rules! words {
    ($($word:ident),+) => {$(
        impl Packed for $word {
            fn put(&self, to: &mut Vec<u8>) {
                let at = Self::ALL.iter().position(|word| word == self).unwrap_or_default();
                (at as u64).put(to);
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Self::ALL.get(usize::try_from(u64::take(from)?).ok()?).copied()
            }
        }
    )+};
}
words!(ActorKind, KeyKind, LineageOrigin, LineageStatus, SourceKind, TableKind);

/// Structs: every field, one after the other.
macro_rules! structs {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {$(
        impl Packed for $name {
            fn put(&self, to: &mut Vec<u8>) {
                let Self { $($field),+ } = self;
                $($field.put(to);)+
            }

            fn take(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: Packed::take(from)?),+ })
            }
        }
    )+};
}
structs! {
    ForeignTarget { schema, name, columns }
    KeyFacts { kind, name, columns, references, enabled }
    Reference { id, name }
    SourceRecord { id, name, kind, description, is_active, settings }
    TableRecord {
        id, source, schema, name, kind, external_schema, external_name, description, tags, owner,
        keys, definition, row_count, introspected_at, properties, fetched,
    }
    ColumnRecord {
        id, table, path, ordinal, data_type, logical_type, nullable, primary_key, unique, default,
        generated, description, tags, properties,
    }
    LineageRecord {
        edge, from, to, transformation, process, confidence, status, origin, note, claimant,
        claimant_id, claimant_kind, claimed_at,
    }
}

impl Packed for ReferenceName {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Self::Cells { source, schema, table, column } => {
                to.push(0);
                source.put(to);
                schema.put(to);
                table.put(to);
                column.put(to);
            }
            Self::Dotted(path) => {
                to.push(1);
                path.put(to);
            }
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some(if u8::take(from)? == 0 {
            Self::Cells {
                source: Packed::take(from)?,
                schema: Packed::take(from)?,
                table: Packed::take(from)?,
                column: Packed::take(from)?,
            }
        } else {
            Self::Dotted(Packed::take(from)?)
        })
    }
}

impl Packed for Record {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Self::Source(record) => {
                to.push(0);
                record.put(to);
            }
            Self::Table(record) => {
                to.push(1);
                record.put(to);
            }
            Self::Column(record) => {
                to.push(2);
                record.put(to);
            }
            Self::Lineage(record) => {
                to.push(3);
                record.put(to);
            }
        }
    }

    fn take(from: &mut &[u8]) -> Option<Self> {
        Some(match u8::take(from)? {
            0 => Self::Source(Packed::take(from)?),
            1 => Self::Table(Packed::take(from)?),
            2 => Self::Column(Packed::take(from)?),
            _ => Self::Lineage(Packed::take(from)?),
        })
    }
}
