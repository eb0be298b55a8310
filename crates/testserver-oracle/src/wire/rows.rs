//! How rows and their description are sent.

use super::values::WireType;
use super::writer::Writer;
use crate::value::Value;

/// A column of a result.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) wire: WireType,
    pub(crate) nullable: bool,
}

/// The description of a result.
pub(crate) fn describe(writer: &mut Writer, field_version: u8, columns: &[Column]) {
    // A hash of the statement and a moment: clients pass over both.
    writer.u8(16).clr(&[0; 23]);
    let widest: usize =
        columns.iter().map(|column| usize::try_from(column.wire.buffer).unwrap_or_default()).sum();
    writer.count(widest).count(columns.len());
    if !columns.is_empty() {
        writer.u8(0x82);
    }
    for (position, column) in columns.iter().enumerate() {
        let wire = column.wire;
        writer
            .u8(wire.code)
            .u8(if wire.form == 0 { 0 } else { 0x80 })
            .u8(wire.precision)
            .u8(wire.scale.cast_unsigned())
            .ub(wire.buffer)
            .ub(0_u8) // elements of an array
            .ub(0_u8)
            .ub(0_u8) // object id
            .ub(0_u8)
            .ub(wire.charset)
            .u8(wire.form)
            .ub(wire.characters);
        if field_version >= 8 {
            writer.ub(0_u8); // collation
        }
        writer
            .u8(u8::from(column.nullable))
            .u8(u8::try_from(column.name.len()).unwrap_or(u8::MAX))
            .dalc(column.name.as_bytes())
            .dalc(b"") // schema and name of an object's type
            .dalc(b"")
            .count(position + 1)
            .ub(0_u8);
        if field_version >= 17 {
            writer.dalc(b"").dalc(b""); // domain
        }
        if field_version >= 20 {
            writer.ub(0_u8); // annotations
        }
        if field_version >= 24 {
            writer.ub(0_u8).zeros(2); // vector
        }
    }
    writer.dalc(&[0; 7]).ub(1_u8).ub(8168_u16).ub(10_u8).ub(10_u8).dalc(b"");
}

/// What comes before the rows of an answer.
pub(crate) fn header(writer: &mut Writer, columns: usize, rows: usize) {
    writer.u8(6).u8(0x22).count(columns).ub(0_u8).count(rows).ub(0_u8).ub(0_u8).ub(0_u8);
}

/// One row; `before` is the row sent before it, also by an answer before, whose repeated values
/// are left out when the client can be told so.
///
/// What tells is a bit vector that goes before the row and holds for it alone. It is sent only
/// when something is left out, and a LONG is never left out.
pub(crate) fn row(
    writer: &mut Writer,
    columns: &[Column],
    row: &[Value],
    before: Option<&[Value]>,
) {
    let repeated: Vec<bool> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            !column.wire.is_long() && before.is_some_and(|before| before[at] == row[at])
        })
        .collect();
    if repeated.contains(&true) {
        let sent = repeated.iter().filter(|repeated| !**repeated).count();
        let mut bits = vec![0_u8; columns.len().div_ceil(8)];
        for (at, _) in repeated.iter().enumerate().filter(|(_, repeated)| !**repeated) {
            bits[at / 8] |= 1 << (at % 8);
        }
        writer.u8(21).count(sent).raw(&bits);
    }
    writer.u8(7);
    for (at, column) in columns.iter().enumerate().filter(|(at, _)| !repeated[*at]) {
        writer.clr(&column.wire.encode(&row[at]));
        if column.wire.is_long() {
            // An indicator and a return code: 1405 is a fetched NULL.
            if row[at].is_null() {
                writer.u8(0x81).u8(1).ub(1405_u16);
            } else {
                writer.ub(0_u8).ub(0_u8);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::ColumnType;

    fn column(column: &ColumnType) -> Column {
        Column { name: "C".to_owned(), wire: WireType::of(column).unwrap(), nullable: true }
    }

    #[test]
    fn a_bit_vector_goes_before_a_row_that_repeats_and_before_no_other() {
        let columns = [column(&ColumnType::NUMBER), column(&ColumnType::text(10))];
        let rows = [(1, "ab"), (2, "xy"), (3, "xy"), (4, "cd")]
            .map(|(number, text)| [Value::number(number), Value::text(text)]);
        let mut writer = Writer::new();
        let mut before: Option<&[Value]> = None;
        for values in &rows {
            row(&mut writer, &columns, values, before);
            before = Some(values);
        }
        let expected = [
            [7, 2, 0xc1, 2, 2, b'a', b'b'].as_slice(),
            &[7, 2, 0xc1, 3, 2, b'x', b'y'],
            &[21, 1, 1, 1, 7, 2, 0xc1, 4],
            &[7, 2, 0xc1, 5, 2, b'c', b'd'],
        ]
        .concat();
        assert_eq!(writer.into_bytes(), expected);
    }

    #[test]
    fn a_long_has_an_indicator_and_is_never_left_out() {
        let columns = [column(&ColumnType::Long)];
        let mut writer = Writer::new();
        let null = [Value::Null];
        row(&mut writer, &columns, &null, Some(&null));
        row(&mut writer, &columns, &[Value::text("x")], Some(&null));
        let expected = [7, 0, 0x81, 1, 2, 5, 0x7d, 7, 1, b'x', 0, 0];
        assert_eq!(writer.into_bytes(), expected);
    }
}
