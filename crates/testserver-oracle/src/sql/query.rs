//! Plans of queries.

use std::cmp::Ordering;
use std::collections::HashSet;

use sqlparser::ast;

use super::block::Block;
use super::clauses;
use super::compile::Compiler;
use super::convert::compare;
use super::error::{SqlError, SqlResult};
use super::expression::{Expression, Frame, Run};
use super::parse::Query;
use super::scope::Scope;
use super::{OutputColumn, Row, Session};
use crate::value::Value;

/// A query that can be run.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) columns: Vec<OutputColumn>,
    body: Body,
    order: Vec<OrderKey>,
    skip: Option<Expression>,
    limit: Option<Expression>,
}

#[derive(Debug)]
enum Body {
    Block(Box<Block>),
    Set { operation: SetOperation, left: Box<Plan>, right: Box<Plan> },
}

#[derive(Debug, Clone, Copy)]
enum SetOperation {
    UnionAll,
    Union,
    Intersect,
    Minus,
}

/// What rows are put in order by.
#[derive(Debug)]
pub(crate) struct OrderKey {
    pub(crate) by: OrderBy,
    pub(crate) descending: bool,
    pub(crate) nulls_first: bool,
}

#[derive(Debug)]
pub(crate) enum OrderBy {
    /// A column of the result.
    Output(usize),
    Expression(Expression),
}

/// Compiles a statement's query.
pub(crate) fn compile(session: &Session<'_>, query: &Query) -> SqlResult<Plan> {
    let compiler = Compiler::new(session, query);
    plan(&compiler, &query.syntax, None)
}

/// Compiles a query within others.
pub(crate) fn plan(
    compiler: &Compiler<'_>,
    query: &ast::Query,
    parent: Option<&Scope<'_>>,
) -> SqlResult<Plan> {
    let extended;
    let compiler = match &query.with {
        Some(with) => {
            if with.recursive {
                return Err(SqlError::unsupported("WITH RECURSIVE"));
            }
            extended = compiler.with(&with.cte_tables);
            &extended
        }
        None => compiler,
    };
    clauses::refuse_foreign(query)?;
    let order = clauses::order_expressions(query)?;
    let (columns, body, order) = match &*query.body {
        ast::SetExpr::Select(select) => {
            let (columns, block, order) = Block::compile(compiler, select, order, parent)?;
            (columns, Body::Block(Box::new(block)), order)
        }
        ast::SetExpr::Query(inner) => {
            // Parentheses around a whole query: its own order is kept unless there is another.
            let inner = plan(compiler, inner, parent)?;
            let columns = inner.columns.clone();
            let order = clauses::order_by_output(order, &columns)?;
            let block = Block::of_plan(inner);
            (columns, Body::Block(Box::new(block)), order)
        }
        ast::SetExpr::SetOperation { op, set_quantifier, left, right } => {
            let operation = set_operation(*op, *set_quantifier)?;
            let left = plan(compiler, &bare(left), parent)?;
            let right = plan(compiler, &bare(right), parent)?;
            if left.columns.len() != right.columns.len() {
                let message = "query block has incorrect number of result columns";
                return Err(SqlError::new(1789, message));
            }
            if left.columns.iter().chain(&right.columns).any(|one| one.column_type.is_long()) {
                return Err(SqlError::illegal_long());
            }
            let columns = left.columns.clone();
            let order = clauses::order_by_output(order, &columns)?;
            let body = Body::Set { operation, left: Box::new(left), right: Box::new(right) };
            (columns, body, order)
        }
        _ => return Err(SqlError::new(900, "invalid SQL statement")),
    };
    let (skip, limit) = clauses::limits(compiler, query)?;
    Ok(Plan { columns, body, order, skip, limit })
}

fn bare(body: &ast::SetExpr) -> ast::Query {
    ast::Query {
        with: None,
        body: Box::new(body.clone()),
        order_by: None,
        limit_clause: None,
        fetch: None,
        locks: Vec::new(),
        for_clause: None,
        settings: None,
        format_clause: None,
        pipe_operators: Vec::new(),
    }
}

fn set_operation(
    operator: ast::SetOperator,
    quantifier: ast::SetQuantifier,
) -> SqlResult<SetOperation> {
    use ast::{SetOperator as Operator, SetQuantifier as Quantifier};
    Ok(match (operator, quantifier) {
        (Operator::Union, Quantifier::All) => SetOperation::UnionAll,
        (Operator::Union, Quantifier::None) => SetOperation::Union,
        (Operator::Intersect, Quantifier::None) => SetOperation::Intersect,
        (Operator::Minus | Operator::Except, Quantifier::None) => SetOperation::Minus,
        _ => return Err(SqlError::unsupported(operator)),
    })
}

/// A row as text by which equal rows are recognised.
pub(crate) fn fingerprint(row: &[Value]) -> String {
    let mut key = String::new();
    for value in row {
        match value.to_text() {
            // Lengths keep neighbours apart.
            Some(text) => {
                key.push_str(&text.len().to_string());
                key.push(':');
                key.push_str(&text);
            }
            None => key.push('-'),
        }
    }
    key
}

impl Plan {
    /// The rows, in their order.
    pub(crate) fn run(&self, run: &Run<'_>, parent: Option<&Frame<'_>>) -> SqlResult<Vec<Row>> {
        let mut rows = match &self.body {
            Body::Block(block) => block.run(run, parent, &self.order)?,
            Body::Set { operation, left, right } => {
                let left = left.run(run, parent)?;
                let right = right.run(run, parent)?;
                combine(*operation, left, right).into_iter().map(|row| self.keyed(row)).collect()
            }
        };
        if !self.order.is_empty() {
            let mut failure = None;
            rows.sort_by(|(left, _), (right, _)| {
                self.order_of(left, right).unwrap_or_else(|error| {
                    failure.get_or_insert(error);
                    Ordering::Equal
                })
            });
            if let Some(error) = failure {
                return Err(error);
            }
        }
        let skip = Self::count(self.skip.as_ref(), run)?.unwrap_or(0);
        let limit = Self::count(self.limit.as_ref(), run)?.unwrap_or(usize::MAX);
        Ok(rows.into_iter().skip(skip).take(limit).map(|(_, row)| row).collect())
    }

    /// A row of a set with its keys, which can only be columns of the result.
    fn keyed(&self, row: Row) -> (Vec<Value>, Row) {
        let keys = self
            .order
            .iter()
            .map(|key| match key.by {
                OrderBy::Output(column) => row[column].clone(),
                OrderBy::Expression(_) => Value::Null,
            })
            .collect();
        (keys, row)
    }

    fn count(expression: Option<&Expression>, run: &Run<'_>) -> SqlResult<Option<usize>> {
        use bigdecimal::ToPrimitive as _;
        let Some(expression) = expression else {
            return Ok(None);
        };
        let frame = Frame { rows: &[], number: 0, aggregates: &[], parent: None };
        let value = super::convert::into_number(&expression.value(run, &frame)?)?;
        Ok(Some(value.and_then(|number| number.to_usize()).unwrap_or(0)))
    }

    fn order_of(&self, left: &[Value], right: &[Value]) -> SqlResult<Ordering> {
        for (key, (left, right)) in self.order.iter().zip(left.iter().zip(right)) {
            let order = match (left.is_null(), right.is_null()) {
                (true, true) => Ordering::Equal,
                (true, false) if key.nulls_first => Ordering::Less,
                (true, false) => Ordering::Greater,
                (false, true) if key.nulls_first => Ordering::Greater,
                (false, true) => Ordering::Less,
                (false, false) => {
                    let order = compare(left, right)?.unwrap_or(Ordering::Equal);
                    if key.descending { order.reverse() } else { order }
                }
            };
            if order.is_ne() {
                return Ok(order);
            }
        }
        Ok(Ordering::Equal)
    }
}

fn combine(operation: SetOperation, left: Vec<Row>, right: Vec<Row>) -> Vec<Row> {
    let others: HashSet<String> = match operation {
        SetOperation::UnionAll => return left.into_iter().chain(right).collect(),
        SetOperation::Union => HashSet::new(),
        SetOperation::Intersect | SetOperation::Minus => {
            right.iter().map(|row| fingerprint(row)).collect()
        }
    };
    let mut seen = HashSet::new();
    let rows = match operation {
        SetOperation::Union => left.into_iter().chain(right).collect(),
        _ => left,
    };
    rows.into_iter()
        .filter(|row| {
            let key = fingerprint(row);
            let wanted = match operation {
                SetOperation::Intersect => others.contains(&key),
                SetOperation::Minus => !others.contains(&key),
                SetOperation::Union | SetOperation::UnionAll => true,
            };
            wanted && seen.insert(key)
        })
        .collect()
}
