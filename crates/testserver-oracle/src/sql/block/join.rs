//! Joins: one source after the other.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::Row;
use super::super::error::SqlResult;
use super::super::expression::{Comparison, Expression, Frame, Run};
use super::super::source::Source;
use super::Tuple;
use crate::value::Value;

/// One source with the conditions that can be checked as soon as a row of it is at hand.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) source: Source,
    /// Whether rows without a partner stay, with NULLs in its place.
    pub(super) outer: bool,
    /// Conditions of the join.
    pub(super) join: Vec<Expression>,
    /// Other conditions.
    pub(super) filters: Vec<Expression>,
}

impl Step {
    /// Joins each tuple with the rows that fit it.
    pub(super) fn join(
        &self,
        run: &Run<'_>,
        parent: Option<&Frame<'_>>,
        number: usize,
        tuples: Vec<Tuple>,
    ) -> SqlResult<Vec<Tuple>> {
        let rows = self.source.rows(run, parent)?;
        let index = Index::new(self, number, &rows);
        let mut joined = Vec::new();
        for mut tuple in tuples {
            let candidates = index.candidates(run, parent, &tuple)?;
            let mut partners = false;
            tuple.push(None);
            let mut try_row = |row: &Row, joined: &mut Vec<Tuple>| -> SqlResult<()> {
                tuple[number] = Some(Arc::clone(row));
                let frame = Frame { rows: &tuple, number: 0, aggregates: &[], parent };
                if !all_hold(&self.join, run, &frame)? {
                    return Ok(());
                }
                partners = true;
                if all_hold(&self.filters, run, &frame)? {
                    joined.push(tuple.clone());
                }
                Ok(())
            };
            match candidates {
                None => {
                    for row in rows.iter() {
                        try_row(row, &mut joined)?;
                    }
                }
                Some(candidates) => {
                    for at in candidates {
                        try_row(&rows[*at], &mut joined)?;
                    }
                }
            }
            if self.outer && !partners {
                tuple[number] = None;
                let frame = Frame { rows: &tuple, number: 0, aggregates: &[], parent };
                if all_hold(&self.filters, run, &frame)? {
                    joined.push(tuple);
                }
            }
        }
        Ok(joined)
    }
}

fn all_hold(conditions: &[Expression], run: &Run<'_>, frame: &Frame<'_>) -> SqlResult<bool> {
    for condition in conditions {
        if !condition.holds(run, frame)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The places of rows by the text of one of their columns.
type Places = HashMap<Arc<str>, Vec<usize>>;

/// The rows of a source by the text of one column that has to equal something known before.
struct Index<'a> {
    by: Option<(&'a Expression, Places)>,
}

impl<'a> Index<'a> {
    fn new(step: &'a Step, number: usize, rows: &[Row]) -> Self {
        let conditions =
            if step.outer { [&step.join, &step.join] } else { [&step.join, &step.filters] };
        let found =
            conditions.into_iter().flatten().find_map(|condition| equality(condition, number));
        let by = found.map(|(column, other)| {
            let mut by = Places::new();
            for (at, row) in rows.iter().enumerate() {
                if let Value::Text(text) = &row[column] {
                    by.entry(Arc::clone(text)).or_default().push(at);
                } else if !row[column].is_null() {
                    // Only text equals text of the same bytes and nothing else.
                    return (other, None);
                }
            }
            (other, Some(by))
        });
        Self { by: by.and_then(|(other, by)| by.map(|by| (other, by))) }
    }

    /// The rows that may fit, `None` for all of them.
    fn candidates(
        &self,
        run: &Run<'_>,
        parent: Option<&Frame<'_>>,
        tuple: &[Option<Row>],
    ) -> SqlResult<Option<&[usize]>> {
        let Some((other, by)) = &self.by else {
            return Ok(None);
        };
        let frame = Frame { rows: tuple, number: 0, aggregates: &[], parent };
        Ok(match other.value(run, &frame)? {
            Value::Text(text) => Some(by.get(&text).map_or(&[], Vec::as_slice)),
            Value::Null => Some(&[]),
            _ => None,
        })
    }
}

/// For a condition that a column of the source equals something that does not need the source:
/// the column and the other side.
fn equality(condition: &Expression, number: usize) -> Option<(usize, &Expression)> {
    let Expression::Compare(Comparison::Equal, left, right) = condition else {
        return None;
    };
    let known = |side: &Expression| {
        let mut known = true;
        side.visit(&mut |one| {
            known &= match one {
                Expression::Column(column) => column.level > 0 || column.source < number,
                Expression::Query(_) | Expression::Exists(_) | Expression::InQuery(..) => false,
                _ => true,
            };
        });
        known
    };
    [(left, right), (right, left)].into_iter().find_map(|(side, other)| match &**side {
        Expression::Column(column)
            if column.level == 0 && column.source == number && known(other) =>
        {
            Some((column.column, &**other))
        }
        _ => None,
    })
}
