//! Aggregate functions.

use std::cmp::Ordering;
use std::collections::HashSet;

use bigdecimal::BigDecimal;

use super::convert::{compare, into_number};
use super::error::{SqlError, SqlResult};
use super::expression::{Expression, Frame, Run};
use super::query::fingerprint;
use crate::value::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AggregateKind {
    Count,
    Sum,
    Average,
    Minimum,
    Maximum,
}

impl AggregateKind {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "COUNT" => Self::Count,
            "SUM" => Self::Sum,
            "AVG" => Self::Average,
            "MIN" => Self::Minimum,
            "MAX" => Self::Maximum,
            _ => return None,
        })
    }
}

/// An aggregate function over the rows of a group.
#[derive(Debug)]
pub(crate) struct Aggregate {
    pub(crate) kind: AggregateKind,
    /// `None` for `COUNT(*)`.
    pub(crate) argument: Option<Expression>,
    pub(crate) distinct: bool,
}

/// An aggregate on its way through a group.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tally {
    count: u64,
    sum: BigDecimal,
    extreme: Option<Value>,
    seen: HashSet<String>,
}

impl Aggregate {
    pub(crate) fn add(&self, tally: &mut Tally, run: &Run<'_>, frame: &Frame<'_>) -> SqlResult<()> {
        let Some(argument) = &self.argument else {
            tally.count += 1;
            return Ok(());
        };
        let value = argument.value(run, frame)?;
        let counts = !value.is_null()
            && (!self.distinct || tally.seen.insert(fingerprint(std::slice::from_ref(&value))));
        if !counts {
            return Ok(());
        }
        tally.count += 1;
        match self.kind {
            AggregateKind::Count => {}
            AggregateKind::Sum | AggregateKind::Average => {
                tally.sum += into_number(&value)?.ok_or_else(SqlError::invalid_number)?;
            }
            AggregateKind::Minimum | AggregateKind::Maximum => {
                let wanted = if self.kind == AggregateKind::Minimum {
                    Ordering::Less
                } else {
                    Ordering::Greater
                };
                let better = match &tally.extreme {
                    Some(extreme) => compare(&value, extreme)? == Some(wanted),
                    None => true,
                };
                if better {
                    tally.extreme = Some(value);
                }
            }
        }
        Ok(())
    }

    pub(crate) fn result(&self, tally: Tally) -> Value {
        match self.kind {
            AggregateKind::Count => Value::Number(BigDecimal::from(tally.count)),
            AggregateKind::Minimum | AggregateKind::Maximum => tally.extreme.unwrap_or(Value::Null),
            AggregateKind::Sum | AggregateKind::Average if tally.count == 0 => Value::Null,
            AggregateKind::Sum => Value::Number(tally.sum),
            AggregateKind::Average => {
                Value::Number((tally.sum / BigDecimal::from(tally.count)).with_prec(40))
            }
        }
    }
}
