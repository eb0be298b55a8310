//! Rows, and the statistics over them.

use std::sync::Arc;

use super::cursor::Cursor;
use super::{Name, Parsed, Target};
use crate::catalog::{Relation, Visibility};
use crate::sql::{self, Row, SqlError};
use crate::value::Value;

impl Target<'_> {
    /// `INSERT INTO … VALUES` or `INSERT INTO … SELECT`.
    pub(super) fn insert(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        cursor.expect("INTO")?;
        let name = self.name(cursor)?;
        let columns = if cursor.is_symbol('(') { Some(cursor.names()?) } else { None };
        let query = if cursor.takes("VALUES") {
            format!("select {} from dual", cursor.parenthesised()?)
        } else {
            cursor.rest()?.to_owned()
        };
        let failed = |cursor: &Cursor<'_>, error: &SqlError| {
            cursor.before(format!("ORA-{:05}: {}", error.code, error.message))
        };
        let rows = self.lend(|catalog| sql::rows_of_query(catalog, &name.owner, &query));
        let rows = rows.map_err(|error| failed(cursor, &error))?;
        let relation = self.relation(cursor, &name)?;
        let targets = match columns {
            Some(columns) => {
                let mut targets = Vec::new();
                for column in &columns {
                    targets.push(relation.column(column).ok_or_else(|| {
                        cursor.before(format!("{name} has no column \"{column}\""))
                    })?);
                }
                targets
            }
            None => (0..relation.columns.len())
                .filter(|at| {
                    let column = &relation.columns[*at];
                    column.visibility == Visibility::Shown && !column.is_virtual
                })
                .collect(),
        };
        for row in rows {
            if row.len() != targets.len() {
                return Err(cursor.before("the number of values is not that of the columns"));
            }
            let stored =
                stored(relation, &targets, &row).map_err(|error| failed(cursor, &error))?;
            Arc::make_mut(&mut relation.rows).push(stored);
        }
        Ok(())
    }

    /// A procedure of the statistics.
    pub(super) fn procedure(&mut self, cursor: &mut Cursor<'_>) -> Parsed<()> {
        cursor.expect("DBMS_STATS")?;
        cursor.symbol('.')?;
        let procedure = cursor.word()?;
        cursor.symbol('(')?;
        let mut position = 0;
        let (mut owner, mut object, mut count) = (None, None, None);
        loop {
            // By position, or by name before `=>`.
            let mut parameter =
                ["OWNNAME", "TABNAME"].get(position).copied().unwrap_or("").to_owned();
            if cursor.is("OWNNAME") || cursor.is("TABNAME") || cursor.is("NUMROWS") {
                parameter = cursor.word()?;
                cursor.symbol('=')?;
                cursor.symbol('>')?;
            }
            match parameter.as_str() {
                "OWNNAME" => owner = Some(sql::fold_name(&cursor.literal()?)),
                "TABNAME" => object = Some(sql::fold_name(&cursor.literal()?)),
                "NUMROWS" => count = Some(cursor.number()?),
                _ => return Err(cursor.here("expected NUMROWS and a number")),
            }
            position += 1;
            if !cursor.takes_symbol(',') {
                break;
            }
        }
        cursor.symbol(')')?;
        let (Some(owner), Some(object)) = (owner, object) else {
            return Err(cursor.before("a table is missing"));
        };
        let name = Name { owner, object };
        let relation = self.relation(cursor, &name)?;
        relation.analysed_rows = match (procedure.as_str(), count) {
            ("SET_TABLE_STATS", Some(count)) => Some(count),
            ("GATHER_TABLE_STATS", None) => Some(u64::try_from(relation.rows.len()).unwrap_or(0)),
            ("DELETE_TABLE_STATS", None) => None,
            _ => return Err(cursor.before(format!("DBMS_STATS.{procedure} with these parameters"))),
        };
        Ok(())
    }
}

/// A row as the table holds it.
fn stored(relation: &Relation, targets: &[usize], row: &Row) -> sql::SqlResult<Row> {
    let mut values = vec![Value::Null; relation.columns.len()];
    for (target, value) in targets.iter().zip(row.iter()) {
        values[*target] = sql::into_type(value, &relation.columns[*target].data_type)?;
    }
    for (at, column) in relation.columns.iter().enumerate() {
        if column.identity.is_some() && values[at].is_null() {
            let number = i64::try_from(relation.rows.len() + 1).unwrap_or(i64::MAX);
            values[at] = sql::into_type(&Value::number(number), &column.data_type)?;
        }
        if values[at].is_null() && !relation.takes_null(column) && !column.is_virtual {
            let message = format!("cannot insert NULL into (\"{}\")", column.name);
            return Err(SqlError::new(1400, message));
        }
    }
    Ok(values.into())
}
