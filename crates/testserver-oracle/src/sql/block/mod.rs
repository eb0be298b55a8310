//! A query block: what stands between SELECT and ORDER BY.

mod group;
mod join;

use std::collections::HashSet;

use sqlparser::ast;

use group::Grouping;
use join::Step;

use super::aggregate::Aggregate;
use super::clauses;
use super::compile::{Compiler, Typed};
use super::error::{SqlError, SqlResult};
use super::expression::{Expression, Frame, Run};
use super::parse::exact;
use super::query::{OrderBy, OrderKey, Plan, fingerprint};
use super::scope::{ColumnRef, NamedSource, Scope};
use super::source::{self, Source};
use super::{OutputColumn, Row};
use crate::value::Value;

/// A query block that can be run.
#[derive(Debug)]
pub(crate) struct Block {
    steps: Vec<Step>,
    /// Conditions on the number of a row, which counts those that pass.
    numbered: Vec<Expression>,
    grouping: Option<Grouping>,
    output: Vec<Expression>,
    distinct: bool,
}

/// A row of each source, as far as they have been joined.
type Tuple = Vec<Option<Row>>;

/// Rows with the values that put them in order.
type Keyed = Vec<(Vec<Value>, Row)>;

impl Block {
    /// A block that returns another query's rows as they are.
    pub(crate) fn of_plan(plan: Plan) -> Self {
        let output = (0..plan.columns.len())
            .map(|column| Expression::Column(ColumnRef { level: 0, source: 0, column }))
            .collect();
        let source = Source::Plan(Box::new(plan));
        let step = Step { source, outer: false, join: Vec::new(), filters: Vec::new() };
        Self { steps: vec![step], numbered: Vec::new(), grouping: None, output, distinct: false }
    }

    pub(crate) fn compile(
        compiler: &Compiler<'_>,
        select: &ast::Select,
        order: &[ast::OrderByExpr],
        parent: Option<&Scope<'_>>,
    ) -> SqlResult<(Vec<OutputColumn>, Self, Vec<OrderKey>)> {
        clauses::refuse_foreign_block(select)?;
        if select.from.is_empty() && !compiler.may_lack_from() {
            return Err(SqlError::new(923, "FROM keyword not found where expected"));
        }
        let mut scope = Scope { sources: Vec::new(), parent };
        let mut steps = Vec::new();
        for item in &select.from {
            add_source(compiler, &mut scope, &mut steps, &item.relation, parent)?;
            for join in &item.joins {
                add_source(compiler, &mut scope, &mut steps, &join.relation, parent)?;
                let (outer, condition) = join_condition(&join.join_operator)?;
                let step = steps.last_mut().expect("one has been added");
                step.outer = outer;
                if outer {
                    let columns = scope.sources.last_mut().map(|source| &mut source.columns);
                    columns.into_iter().flatten().for_each(|column| column.nullable = true);
                }
                if let Some(condition) = condition {
                    step.join = compiler.plain(&scope, condition)?.expression.conjuncts();
                }
            }
        }
        let mut numbered = Vec::new();
        if let Some(condition) = &select.selection {
            let conditions = compiler.numbered(&scope, condition)?.expression.conjuncts();
            place(conditions, &mut steps, &mut numbered);
        }
        let keys = group_keys(select)?;
        let mut compiled_keys = Vec::new();
        for key in keys {
            compiled_keys.push(compiler.plain(&scope, key)?.expression);
        }
        let grouping = Compiler::grouping(select, keys, &compiled_keys);
        let mut aggregates = Vec::new();
        let (columns, output) = project(compiler, &scope, select, &grouping, &mut aggregates)?;
        let having = match &select.having {
            Some(having) => {
                Some(compiler.grouped(&scope, having, &grouping, &mut aggregates)?.expression)
            }
            None => None,
        };
        let distinct = match &select.distinct {
            None | Some(ast::Distinct::All) => false,
            Some(ast::Distinct::Distinct) => true,
            Some(ast::Distinct::On(_)) => return Err(SqlError::unsupported("DISTINCT ON")),
        };
        if distinct && columns.iter().any(|column| column.column_type.is_long()) {
            return Err(SqlError::illegal_long());
        }
        let mut order_keys = Vec::new();
        for one in order {
            let by = match clauses::named_output(&one.expr, &columns)? {
                Some(at) if columns[at].column_type.is_long() => {
                    return Err(SqlError::illegal_long());
                }
                Some(at) => OrderBy::Output(at),
                None => OrderBy::Expression(
                    compiler.grouped(&scope, &one.expr, &grouping, &mut aggregates)?.expression,
                ),
            };
            order_keys.push(clauses::key(one, by)?);
        }
        let grouping =
            grouping.is_grouped().then_some(Grouping { keys: compiled_keys, aggregates, having });
        Ok((columns, Self { steps, numbered, grouping, output, distinct }, order_keys))
    }

    /// The rows with the values of their keys, in the order of the sources.
    pub(crate) fn run(
        &self,
        run: &Run<'_>,
        parent: Option<&Frame<'_>>,
        order: &[OrderKey],
    ) -> SqlResult<Keyed> {
        let tuples = self.tuples(run, parent)?;
        let mut keyed = Vec::new();
        let mut emit = |frame: &Frame<'_>| -> SqlResult<()> {
            let mut row = Vec::with_capacity(self.output.len());
            for expression in &self.output {
                row.push(expression.value(run, frame)?);
            }
            let mut keys = Vec::with_capacity(order.len());
            for key in order {
                keys.push(match &key.by {
                    OrderBy::Output(column) => row[*column].clone(),
                    OrderBy::Expression(expression) => expression.value(run, frame)?,
                });
            }
            keyed.push((keys, Row::from(row)));
            Ok(())
        };
        match &self.grouping {
            None => {
                for (at, tuple) in tuples.iter().enumerate() {
                    emit(&Frame { rows: tuple, number: at + 1, aggregates: &[], parent })?;
                }
            }
            Some(grouping) => {
                for (tuple, aggregates) in grouping.groups(run, parent, tuples, self.steps.len())? {
                    let frame = Frame { rows: &tuple, number: 0, aggregates: &aggregates, parent };
                    let passes = match &grouping.having {
                        Some(having) => having.holds(run, &frame)?,
                        None => true,
                    };
                    if passes {
                        emit(&frame)?;
                    }
                }
            }
        }
        if self.distinct {
            let mut seen = HashSet::new();
            keyed.retain(|(_, row)| seen.insert(fingerprint(row)));
        }
        Ok(keyed)
    }

    /// The joined rows that fulfil all conditions.
    fn tuples(&self, run: &Run<'_>, parent: Option<&Frame<'_>>) -> SqlResult<Vec<Tuple>> {
        let mut tuples: Vec<Tuple> = vec![Vec::new()];
        for (at, step) in self.steps.iter().enumerate() {
            tuples = step.join(run, parent, at, tuples)?;
        }
        if self.numbered.is_empty() {
            return Ok(tuples);
        }
        let mut passed = Vec::new();
        'rows: for tuple in tuples {
            let frame = Frame { rows: &tuple, number: passed.len() + 1, aggregates: &[], parent };
            for condition in &self.numbered {
                if !condition.holds(run, &frame)? {
                    continue 'rows;
                }
            }
            passed.push(tuple);
        }
        Ok(passed)
    }
}

fn add_source(
    compiler: &Compiler<'_>,
    scope: &mut Scope<'_>,
    steps: &mut Vec<Step>,
    factor: &ast::TableFactor,
    parent: Option<&Scope<'_>>,
) -> SqlResult<()> {
    let (named, source): (NamedSource, Source) = source::compile(compiler, factor, parent)?;
    scope.sources.push(named);
    steps.push(Step { source, outer: false, join: Vec::new(), filters: Vec::new() });
    Ok(())
}

fn join_condition(operator: &ast::JoinOperator) -> SqlResult<(bool, Option<&ast::Expr>)> {
    use ast::JoinOperator as Join;
    let (outer, constraint) = match operator {
        Join::Join(constraint) | Join::Inner(constraint) => (false, constraint),
        Join::Left(constraint) | Join::LeftOuter(constraint) => (true, constraint),
        Join::CrossJoin(ast::JoinConstraint::None) => return Ok((false, None)),
        _ => return Err(SqlError::unsupported("a join that is neither inner nor left")),
    };
    match constraint {
        ast::JoinConstraint::On(condition) => Ok((outer, Some(condition))),
        ast::JoinConstraint::None => Err(SqlError::new(905, "missing keyword")),
        _ => Err(SqlError::unsupported("USING and NATURAL")),
    }
}

/// Puts each condition where the last source that it names has just been joined.
fn place(conditions: Vec<Expression>, steps: &mut [Step], numbered: &mut Vec<Expression>) {
    for condition in conditions {
        let mut last = 0;
        let mut counts = false;
        let mut has_query = false;
        condition.visit(&mut |one| match one {
            Expression::Column(column) if column.level == 0 => last = last.max(column.source),
            Expression::RowNumber => counts = true,
            Expression::Exists(_) | Expression::Query(_) | Expression::InQuery(..) => {
                has_query = true;
            }
            _ => {}
        });
        if counts || steps.is_empty() {
            numbered.push(condition);
            continue;
        }
        // A query inside may name any of the sources.
        let at = if has_query { steps.len() - 1 } else { last };
        steps[at].filters.push(condition);
    }
}

fn group_keys(select: &ast::Select) -> SqlResult<&[ast::Expr]> {
    match &select.group_by {
        ast::GroupByExpr::Expressions(keys, modifiers) if modifiers.is_empty() => Ok(keys),
        _ => Err(SqlError::unsupported("GROUP BY with modifiers")),
    }
}

fn project(
    compiler: &Compiler<'_>,
    scope: &Scope<'_>,
    select: &ast::Select,
    grouping: &super::compile::GroupScope<'_>,
    aggregates: &mut Vec<Aggregate>,
) -> SqlResult<(Vec<OutputColumn>, Vec<Expression>)> {
    let mut columns = Vec::new();
    let mut output = Vec::new();
    let mut add = |name: String, typed: Typed| {
        columns.push(OutputColumn {
            name,
            column_type: typed.column_type,
            nullable: typed.nullable,
        });
        output.push(typed.expression);
    };
    for item in &select.projection {
        match item {
            ast::SelectItem::UnnamedExpr(expression) => {
                let typed = compiler.item(scope, expression, grouping, aggregates)?;
                add(Compiler::heading(expression), typed);
            }
            ast::SelectItem::ExprWithAlias { expr, alias } => {
                let typed = compiler.item(scope, expr, grouping, aggregates)?;
                add(exact(alias), typed);
            }
            ast::SelectItem::Wildcard(_) => {
                for (name, typed) in Compiler::wildcard(scope, &[], grouping)? {
                    add(name, typed);
                }
            }
            ast::SelectItem::QualifiedWildcard(
                ast::SelectItemQualifiedWildcardKind::ObjectName(name),
                _,
            ) => {
                let qualifier: Vec<String> =
                    name.0.iter().filter_map(|part| part.as_ident()).map(exact).collect();
                for (name, typed) in Compiler::wildcard(scope, &qualifier, grouping)? {
                    add(name, typed);
                }
            }
            other => return Err(SqlError::unsupported(other)),
        }
    }
    Ok((columns, output))
}
