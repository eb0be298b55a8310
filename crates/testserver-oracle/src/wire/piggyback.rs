//! What clients send along with their next request.

use super::reader::{Read, ReadError, Reader};

/// What matters of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piggyback {
    CloseCursors(Vec<u64>),
    SetSchema(String),
    /// Names and states that the server does not keep.
    Ignored,
}

/// Reads what follows the header.
pub(crate) fn parse(code: u8, reader: &mut Reader<'_>) -> Read<Piggyback> {
    Ok(match code {
        105 => {
            reader.u8()?;
            let count = reader.count()?;
            let mut cursors = Vec::new();
            for _ in 0..count {
                cursors.push(reader.ub()?);
            }
            Piggyback::CloseCursors(cursors)
        }
        152 => {
            reader.u8()?;
            Piggyback::SetSchema(reader.text()?)
        }
        135 => {
            end_to_end(reader)?;
            Piggyback::Ignored
        }
        176 => {
            reader.ub()?;
            Piggyback::Ignored
        }
        154 => {
            reader.u8()?;
            reader.ub()?;
            reader.u8()?;
            let pairs = reader.count()?;
            reader.ub()?;
            reader.u8()?;
            reader.clr()?;
            skip_pairs(reader, pairs)?;
            Piggyback::Ignored
        }
        204 => {
            reader.ub()?;
            reader.u8()?;
            let pairs = reader.count()?;
            skip_pairs(reader, pairs)?;
            Piggyback::Ignored
        }
        other => return Err(ReadError::Wrong(format!("the piggyback {other}"))),
    })
}

fn skip_pairs(reader: &mut Reader<'_>, count: usize) -> Read<()> {
    for _ in 0..count {
        reader.dalc()?;
        reader.dalc()?;
        reader.ub()?;
    }
    Ok(())
}

/// Module, action and the like: first which are there and how long, then their texts.
fn end_to_end(reader: &mut Reader<'_>) -> Read<()> {
    reader.skip(2)?;
    reader.ub()?;
    let mut present = 0;
    let mut header = |reader: &mut Reader<'_>| -> Read<()> {
        if reader.u8()? != 0 && reader.ub()? > 0 {
            present += 1;
        }
        Ok(())
    };
    let header_or_none = |reader: &mut Reader<'_>| -> Read<()> {
        reader.u8()?;
        reader.ub().map(drop)
    };
    // Each header is a mark and a length, also when the mark says that there is none.
    let mut optional = |reader: &mut Reader<'_>| -> Read<()> {
        let mut ahead = reader.clone();
        if ahead.u8()? == 0 { header_or_none(reader) } else { header(reader) }
    };
    optional(reader)?; // client identifier
    optional(reader)?; // module
    optional(reader)?; // action
    header_or_none(reader)?; // execution context
    header_or_none(reader)?; // its counter and sequence
    optional(reader)?; // client info
    header_or_none(reader)?; // unused
    header_or_none(reader)?; // unused
    optional(reader)?; // database operation
    for _ in 0..present {
        reader.clr()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::writer::Writer;
    use super::*;

    #[test]
    fn names_of_module_and_action_are_passed_over() {
        let mut writer = Writer::new();
        writer.zeros(2).ub(0x18_u8).u8(0).ub(0_u8).u8(1).ub(3_u8).u8(1).ub(4_u8);
        writer.u8(0).ub(0_u8).u8(0).ub(0_u8).u8(0).ub(0_u8);
        writer.u8(0).ub(0_u8).u8(0).ub(0_u8).u8(0).ub(0_u8).clr(b"mod").clr(b"acts").u8(99);
        let bytes = writer.into_bytes();
        let mut reader = Reader::new(&bytes);
        assert_eq!(parse(135, &mut reader), Ok(Piggyback::Ignored));
        assert_eq!(reader.u8(), Ok(99));
    }

    #[test]
    fn cursors_to_close_are_listed() {
        let mut writer = Writer::new();
        writer.u8(1).ub(2_u8).ub(7_u8).ub(300_u16);
        let bytes = writer.into_bytes();
        let parsed = parse(105, &mut Reader::new(&bytes));
        assert_eq!(parsed, Ok(Piggyback::CloseCursors(vec![7, 300])));
        assert!(parse(250, &mut Reader::new(&bytes)).is_err());
    }
}
