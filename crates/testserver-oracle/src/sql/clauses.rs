//! The clauses around a query block: order and limits, and what the database would not take.

use sqlparser::ast;

use super::OutputColumn;
use super::compile::Compiler;
use super::error::{SqlError, SqlResult};
use super::expression::Expression;
use super::parse::exact;
use super::query::{OrderBy, OrderKey};
use super::scope::Scope;

fn not_ended() -> SqlError {
    SqlError::new(933, "SQL command not properly ended")
}

/// Refuses what the parser reads for the sake of other databases.
pub(crate) fn refuse_foreign(query: &ast::Query) -> SqlResult<()> {
    let limit = match &query.limit_clause {
        Some(ast::LimitClause::LimitOffset { limit, limit_by, .. }) => {
            limit.is_some() || !limit_by.is_empty()
        }
        Some(ast::LimitClause::OffsetCommaLimit { .. }) => true,
        None => false,
    };
    let foreign = limit
        || query.for_clause.is_some()
        || query.settings.is_some()
        || query.format_clause.is_some()
        || !query.pipe_operators.is_empty();
    if foreign {
        return Err(not_ended());
    }
    if !query.locks.is_empty() {
        return Err(SqlError::new(
            16000,
            "database or pluggable database open for read-only access",
        ));
    }
    if query.fetch.as_ref().is_some_and(|fetch| fetch.with_ties || fetch.percent) {
        return Err(SqlError::unsupported("FETCH with PERCENT or WITH TIES"));
    }
    Ok(())
}

/// As [`refuse_foreign`], for a query block.
pub(crate) fn refuse_foreign_block(select: &ast::Select) -> SqlResult<()> {
    let foreign = select.top.is_some()
        || select.exclude.is_some()
        || select.into.is_some()
        || !select.lateral_views.is_empty()
        || select.prewhere.is_some()
        || !select.cluster_by.is_empty()
        || !select.distribute_by.is_empty()
        || !select.sort_by.is_empty()
        || select.qualify.is_some()
        || select.value_table_mode.is_some()
        || select.flavor != ast::SelectFlavor::Standard;
    if foreign {
        return Err(not_ended());
    }
    if !select.connect_by.is_empty() {
        return Err(SqlError::unsupported("CONNECT BY"));
    }
    if !select.named_window.is_empty() {
        return Err(SqlError::unsupported("WINDOW"));
    }
    Ok(())
}

/// What ORDER BY lists.
pub(crate) fn order_expressions(query: &ast::Query) -> SqlResult<&[ast::OrderByExpr]> {
    match &query.order_by {
        None => Ok(&[]),
        Some(ast::OrderBy { kind: ast::OrderByKind::Expressions(list), interpolate: None }) => {
            if list.iter().any(|one| one.with_fill.is_some()) {
                return Err(not_ended());
            }
            Ok(list)
        }
        Some(_) => Err(not_ended()),
    }
}

/// The column of the result that an expression of ORDER BY names by number or by name.
pub(crate) fn named_output(
    expression: &ast::Expr,
    columns: &[OutputColumn],
) -> SqlResult<Option<usize>> {
    if let ast::Expr::Value(value) = expression
        && let ast::Value::Number(number, _) = &value.value
    {
        let position: usize = number.parse().map_err(|_| bad_position())?;
        let at = position.checked_sub(1).filter(|at| *at < columns.len());
        return at.map(Some).ok_or_else(bad_position);
    }
    if let ast::Expr::Identifier(name) = expression {
        let name = exact(name);
        return Ok(columns.iter().position(|column| column.name == name));
    }
    Ok(None)
}

fn bad_position() -> SqlError {
    SqlError::new(1785, "ORDER BY item must be the number of a SELECT-list expression")
}

/// One key of ORDER BY with its direction. Without a word on it, NULLs count as the largest.
pub(crate) fn key(one: &ast::OrderByExpr, by: OrderBy) -> SqlResult<OrderKey> {
    let descending = match &one.options.sort {
        None | Some(ast::OrderBySort::Asc) => false,
        Some(ast::OrderBySort::Desc) => true,
        Some(ast::OrderBySort::Using(_)) => return Err(not_ended()),
    };
    let nulls_first = one.options.nulls_first.unwrap_or(descending);
    Ok(OrderKey { by, descending, nulls_first })
}

/// The keys of a query whose rows come from more than one block.
pub(crate) fn order_by_output(
    list: &[ast::OrderByExpr],
    columns: &[OutputColumn],
) -> SqlResult<Vec<OrderKey>> {
    list.iter()
        .map(|one| {
            let at = named_output(&one.expr, columns)?.ok_or_else(bad_position)?;
            key(one, OrderBy::Output(at))
        })
        .collect()
}

/// How many rows to pass over and how many to return.
pub(crate) fn limits(
    compiler: &Compiler<'_>,
    query: &ast::Query,
) -> SqlResult<(Option<Expression>, Option<Expression>)> {
    let scope = Scope::default();
    let compile = |expression: &ast::Expr| {
        compiler.plain(&scope, expression).map(|typed| Some(typed.expression))
    };
    let skip = match &query.limit_clause {
        Some(ast::LimitClause::LimitOffset { offset: Some(offset), .. }) => compile(&offset.value)?,
        _ => None,
    };
    let limit = match &query.fetch {
        Some(ast::Fetch { quantity: Some(quantity), .. }) => compile(quantity)?,
        Some(_) => Some(Expression::Constant(crate::value::Value::number(1))),
        None => None,
    };
    Ok((skip, limit))
}
