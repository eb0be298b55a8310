//! Groups of rows.

use std::collections::HashMap;

use super::super::aggregate::{Aggregate, Tally};
use super::super::error::SqlResult;
use super::super::expression::{Expression, Frame, Run};
use super::super::query::fingerprint;
use super::Tuple;
use crate::value::Value;

#[derive(Debug)]
pub(super) struct Grouping {
    pub(super) keys: Vec<Expression>,
    pub(super) aggregates: Vec<Aggregate>,
    pub(super) having: Option<Expression>,
}

impl Grouping {
    /// A tuple of each group with the values of its aggregate functions.
    pub(super) fn groups(
        &self,
        run: &Run<'_>,
        parent: Option<&Frame<'_>>,
        tuples: Vec<Tuple>,
        sources: usize,
    ) -> SqlResult<Vec<(Tuple, Vec<Value>)>> {
        let mut order: Vec<(Tuple, Vec<Tally>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let blank = || vec![Tally::default(); self.aggregates.len()];
        for tuple in tuples {
            let frame = Frame { rows: &tuple, number: 0, aggregates: &[], parent };
            let mut key = Vec::with_capacity(self.keys.len());
            for one in &self.keys {
                key.push(one.value(run, &frame)?);
            }
            let place = *places.entry(fingerprint(&key)).or_insert_with(|| {
                order.push((tuple.clone(), blank()));
                order.len() - 1
            });
            for (aggregate, tally) in self.aggregates.iter().zip(&mut order[place].1) {
                aggregate.add(tally, run, &frame)?;
            }
        }
        if order.is_empty() && self.keys.is_empty() {
            order.push((vec![None; sources], blank()));
        }
        Ok(order
            .into_iter()
            .map(|(tuple, tallies)| {
                let values = self
                    .aggregates
                    .iter()
                    .zip(tallies)
                    .map(|(aggregate, tally)| aggregate.result(tally))
                    .collect();
                (tuple, values)
            })
            .collect())
    }
}
