//! From syntax to expressions: every name finds its column, every expression its type.

mod calls;
mod expressions;
mod operators;

use sqlparser::ast;

use super::Session;
use super::aggregate::Aggregate;
use super::error::{SqlError, SqlResult};
use super::expression::Expression;
use super::parse::{Query, exact};
use super::scope::{ColumnRef, Scope};
use super::source::constant_type;
use crate::profile::Profile;
use crate::types::ColumnType;
use crate::value::Value;

/// An expression with its type.
#[derive(Debug)]
pub(crate) struct Typed {
    pub(crate) expression: Expression,
    pub(crate) column_type: ColumnType,
    pub(crate) nullable: bool,
}

impl Typed {
    fn condition(expression: Expression) -> Self {
        Self { expression, column_type: ColumnType::Boolean, nullable: true }
    }

    fn number(expression: Expression) -> Self {
        Self { expression, column_type: ColumnType::NUMBER, nullable: true }
    }

    fn constant(value: Value) -> Self {
        let column_type = constant_type(&value);
        Self { nullable: true, expression: Expression::Constant(value), column_type }
    }

    /// How many bytes of text the value may take.
    fn width(&self) -> u32 {
        match &self.column_type {
            ColumnType::Date => 9,
            ColumnType::Number { .. } | ColumnType::Float { .. } => 40,
            other => other.data_length().max(1),
        }
    }
}

/// What of a grouped query is the same for all rows of a group.
pub(crate) struct GroupScope<'a> {
    grouped: bool,
    keys: &'a [ast::Expr],
    columns: Vec<ColumnRef>,
}

impl GroupScope<'_> {
    pub(crate) fn is_grouped(&self) -> bool {
        self.grouped
    }
}

/// Compiles the expressions of one statement.
#[derive(Clone)]
pub(crate) struct Compiler<'a> {
    session: &'a Session<'a>,
    query: &'a Query,
    /// The queries named by WITH that can be seen, the innermost last.
    common: Vec<&'a ast::Cte>,
}

/// What is allowed where an expression stands.
struct Place<'a, 'b> {
    scope: &'a Scope<'a>,
    grouping: Option<&'a GroupScope<'a>>,
    aggregates: Option<&'b mut Vec<Aggregate>>,
    row_number: bool,
}

impl<'a> Compiler<'a> {
    pub(crate) fn new(session: &'a Session<'a>, query: &'a Query) -> Self {
        Self { session, query, common: Vec::new() }
    }

    pub(crate) fn session(&self) -> &'a Session<'a> {
        self.session
    }

    pub(crate) fn may_lack_from(&self) -> bool {
        self.session.profile == Profile::V23
    }

    /// With more queries named by WITH.
    pub(crate) fn with<'b>(&'b self, tables: &'b [ast::Cte]) -> Compiler<'b>
    where
        'a: 'b,
    {
        let mut common: Vec<&'b ast::Cte> = self.common.clone();
        common.extend(tables);
        Compiler { session: self.session, query: self.query, common }
    }

    /// The query of a name, and its place among all.
    pub(crate) fn common_table(&self, name: &str) -> Option<(usize, &'a ast::Cte)> {
        let found = self.common.iter().enumerate().rev();
        found.map(|(at, cte)| (at, *cte)).find(|(_, cte)| exact(&cte.alias.name) == name)
    }

    /// As the query at this place sees it: those that were named before.
    pub(crate) fn before(&self, place: usize) -> Self {
        Self { common: self.common[..place].to_vec(), ..*self }
    }

    pub(crate) fn position(&self, name: &ast::Ident) -> usize {
        self.query.position(name.span.start)
    }

    /// The heading of a column without an alias: its name, or the text of the expression.
    pub(crate) fn heading(expression: &ast::Expr) -> String {
        match expression {
            ast::Expr::Identifier(name) => exact(name),
            ast::Expr::CompoundIdentifier(names) => names.last().map(exact).unwrap_or_default(),
            other => {
                let text = other.to_string();
                text.chars().filter(|one| !one.is_whitespace()).collect::<String>().to_uppercase()
            }
        }
    }

    /// What is the same within a group of a query block.
    pub(crate) fn grouping<'b>(
        select: &ast::Select,
        keys: &'b [ast::Expr],
        compiled: &[Expression],
    ) -> GroupScope<'b> {
        let columns = compiled
            .iter()
            .filter_map(|key| match key {
                Expression::Column(column) => Some(*column),
                _ => None,
            })
            .collect();
        let aggregates = select.projection.iter().any(|item| match item {
            ast::SelectItem::UnnamedExpr(expression)
            | ast::SelectItem::ExprWithAlias { expr: expression, .. } => {
                calls::has_aggregate(expression)
            }
            _ => false,
        });
        GroupScope {
            grouped: aggregates || !keys.is_empty() || select.having.is_some(),
            keys,
            columns,
        }
    }

    /// An expression without aggregate functions.
    pub(crate) fn plain(&self, scope: &Scope<'_>, expression: &ast::Expr) -> SqlResult<Typed> {
        let mut place = Place { scope, grouping: None, aggregates: None, row_number: false };
        self.checked(expression, &mut place)
    }

    /// As [`Self::plain`], where ROWNUM may stand.
    pub(crate) fn numbered(&self, scope: &Scope<'_>, expression: &ast::Expr) -> SqlResult<Typed> {
        let mut place = Place { scope, grouping: None, aggregates: None, row_number: true };
        self.checked(expression, &mut place)
    }

    /// An expression of HAVING or ORDER BY.
    pub(crate) fn grouped(
        &self,
        scope: &Scope<'_>,
        expression: &ast::Expr,
        grouping: &GroupScope<'_>,
        aggregates: &mut Vec<Aggregate>,
    ) -> SqlResult<Typed> {
        let mut place = Place {
            scope,
            grouping: Some(grouping),
            aggregates: Some(aggregates),
            row_number: !grouping.grouped,
        };
        self.checked(expression, &mut place)
    }

    /// An item of the select list: a LONG column may stand there, alone.
    pub(crate) fn item(
        &self,
        scope: &Scope<'_>,
        expression: &ast::Expr,
        grouping: &GroupScope<'_>,
        aggregates: &mut Vec<Aggregate>,
    ) -> SqlResult<Typed> {
        let mut place = Place {
            scope,
            grouping: Some(grouping),
            aggregates: Some(aggregates),
            row_number: !grouping.grouped,
        };
        match expression {
            ast::Expr::Identifier(_) | ast::Expr::CompoundIdentifier(_) => {
                self.expression(expression, &mut place)
            }
            other => self.checked(other, &mut place),
        }
    }

    /// The columns of `*` or `t.*`.
    pub(crate) fn wildcard(
        scope: &Scope<'_>,
        qualifier: &[String],
        grouping: &GroupScope<'_>,
    ) -> SqlResult<Vec<(String, Typed)>> {
        let mut all = Vec::new();
        let mut meant = false;
        for (source, named) in scope.sources.iter().enumerate() {
            if !named.is_meant_by(qualifier) {
                continue;
            }
            meant = true;
            for (column, one) in named.columns.iter().enumerate() {
                if one.invisible {
                    continue;
                }
                let place = ColumnRef { level: 0, source, column };
                if grouping.grouped && !grouping.columns.contains(&place) {
                    return Err(not_grouped(grouping));
                }
                all.push((
                    one.name.clone(),
                    Typed {
                        expression: Expression::Column(place),
                        column_type: one.column_type.clone(),
                        nullable: one.nullable,
                    },
                ));
            }
        }
        if meant { Ok(all) } else { Err(SqlError::no_such_column(&qualifier.join("."))) }
    }

    /// Anything but a LONG.
    fn checked(&self, expression: &ast::Expr, place: &mut Place<'_, '_>) -> SqlResult<Typed> {
        let typed = self.expression(expression, place)?;
        if typed.column_type.is_long() { Err(SqlError::illegal_long()) } else { Ok(typed) }
    }

    fn boxed(
        &self,
        expression: &ast::Expr,
        place: &mut Place<'_, '_>,
    ) -> SqlResult<Box<Expression>> {
        self.checked(expression, place).map(|typed| Box::new(typed.expression))
    }
}

fn not_grouped(grouping: &GroupScope<'_>) -> SqlError {
    if grouping.keys.is_empty() {
        SqlError::new(937, "not a single-group group function")
    } else {
        SqlError::new(979, "not a GROUP BY expression")
    }
}

/// The type that holds the values of all of these: that of the first, or text wide enough.
pub(crate) fn common_type(types: &[ColumnType]) -> ColumnType {
    let is_text = |one: &ColumnType| {
        matches!(
            one,
            ColumnType::Varchar2 { .. }
                | ColumnType::Nvarchar2 { .. }
                | ColumnType::Char { .. }
                | ColumnType::Nchar { .. }
        )
    };
    match types.first() {
        None => ColumnType::text(1),
        Some(first) if types.iter().all(|one| one == first) => first.clone(),
        Some(_) if types.iter().any(is_text) => {
            ColumnType::text(types.iter().map(ColumnType::data_length).max().unwrap_or(1))
        }
        Some(ColumnType::Number { .. }) => ColumnType::NUMBER,
        Some(first) => first.clone(),
    }
}
