//! Each kind of expression.

use sqlparser::ast;

use super::super::error::{SqlError, SqlResult};
use super::super::expression::{Comparison, Expression};
use super::super::functions::{self, Function};
use super::super::parse::exact;
use super::super::query;
use super::operators::negate;
use super::{Compiler, Place, Typed, not_grouped};
use crate::types::ColumnType;
use crate::value::Value;

impl Compiler<'_> {
    pub(super) fn expression(
        &self,
        expression: &ast::Expr,
        place: &mut Place<'_, '_>,
    ) -> SqlResult<Typed> {
        if let Some(grouping) = place.grouping
            && grouping.grouped
            && !matches!(expression, ast::Expr::Identifier(_) | ast::Expr::CompoundIdentifier(_))
            && grouping.keys.contains(expression)
        {
            return self.plain(place.scope, expression);
        }
        match expression {
            ast::Expr::Identifier(name) => self.column(&[], name, place),
            ast::Expr::CompoundIdentifier(names) => {
                let (name, qualifier) = names.split_last().expect("it is made of names");
                self.column(qualifier, name, place)
            }
            ast::Expr::Nested(inner) => self.checked(inner, place),
            ast::Expr::Value(value) => Self::literal(&value.value),
            ast::Expr::TypedString(typed) => functions::typed_literal(typed).map(Typed::constant),
            ast::Expr::Interval(interval) => {
                functions::interval_literal(interval).map(Typed::constant)
            }
            ast::Expr::UnaryOp { op, expr } => match op {
                ast::UnaryOperator::Not => {
                    Ok(Typed::condition(Expression::Not(self.boxed(expr, place)?)))
                }
                ast::UnaryOperator::Minus => {
                    Ok(Typed::number(Expression::Negate(self.boxed(expr, place)?)))
                }
                ast::UnaryOperator::Plus => self.checked(expr, place),
                other => Err(SqlError::unsupported(format!("the operator {other}"))),
            },
            ast::Expr::BinaryOp { left, op, right } => self.binary(left, op, right, place),
            ast::Expr::Subquery(subquery) => {
                let plan = self.subquery(subquery, place, Some(1))?;
                let column_type = plan.columns[0].column_type.clone();
                Ok(Typed { expression: Expression::Query(plan), column_type, nullable: true })
            }
            ast::Expr::Case { operand, conditions, else_result, .. } => {
                self.case(operand.as_deref(), conditions, else_result.as_deref(), place)
            }
            ast::Expr::Function(function) => self.function(function, place),
            ast::Expr::IsNull(_)
            | ast::Expr::IsNotNull(_)
            | ast::Expr::Between { .. }
            | ast::Expr::Like { .. }
            | ast::Expr::In { .. }
            | ast::Expr::Exists { .. } => self.condition(expression, place),
            other => self.with_own_syntax(other, place),
        }
    }

    fn condition(&self, expression: &ast::Expr, place: &mut Place<'_, '_>) -> SqlResult<Typed> {
        match expression {
            ast::Expr::IsNull(inner) => {
                Ok(Typed::condition(Expression::IsNull(self.boxed(inner, place)?)))
            }
            ast::Expr::IsNotNull(inner) => {
                let is_null = Expression::IsNull(self.boxed(inner, place)?);
                Ok(Typed::condition(Expression::Not(Box::new(is_null))))
            }
            ast::Expr::Between { expr, negated, low, high } => {
                let from = self.compare(Comparison::GreaterOrEqual, expr, low, place)?;
                let to = self.compare(Comparison::LessOrEqual, expr, high, place)?;
                Ok(negate(*negated, Expression::And(Box::new(from), Box::new(to))))
            }
            ast::Expr::Like { negated, any: false, expr, pattern, escape_char } => {
                let like = Expression::Like {
                    value: self.boxed(expr, place)?,
                    pattern: self.boxed(pattern, place)?,
                    escape: match escape_char {
                        Some(escape) => Some(self.boxed(escape, place)?),
                        None => None,
                    },
                };
                Ok(negate(*negated, like))
            }
            ast::Expr::In { expr, target, negated, global: false } => {
                let value = self.boxed(expr, place)?;
                let inside = match target {
                    ast::InTarget::List(list) => {
                        let mut values = Vec::new();
                        for one in list {
                            values.push(self.checked(one, place)?.expression);
                        }
                        Expression::InList(value, values)
                    }
                    ast::InTarget::Subquery(subquery) => {
                        Expression::InQuery(value, self.subquery(subquery, place, Some(1))?)
                    }
                    _ => return Err(SqlError::unsupported(expression)),
                };
                Ok(negate(*negated, inside))
            }
            ast::Expr::Exists { subquery, negated } => {
                let exists = Expression::Exists(self.subquery(subquery, place, None)?);
                Ok(negate(*negated, exists))
            }
            other => Err(SqlError::unsupported(other)),
        }
    }

    /// Functions that the parser gives a syntax of their own.
    fn with_own_syntax(
        &self,
        expression: &ast::Expr,
        place: &mut Place<'_, '_>,
    ) -> SqlResult<Typed> {
        match expression {
            ast::Expr::Cast { kind: ast::CastKind::Cast, expr, data_type, format: None } => {
                let column = functions::column_type(data_type)?;
                let value = self.checked(expr, place)?;
                Ok(Typed {
                    expression: Expression::Call(
                        Function::Cast(column.clone()),
                        vec![value.expression],
                    ),
                    column_type: column,
                    nullable: true,
                })
            }
            ast::Expr::Substring {
                expr,
                substring_from: Some(from),
                substring_for,
                special: true,
                ..
            } => {
                let mut arguments = vec![&**expr, &**from];
                arguments.extend(substring_for.as_deref());
                self.call(Function::Substring, &arguments, place)
            }
            ast::Expr::Trim { trim_where: None, trim_what: None, expr, trim_characters: None } => {
                self.call(Function::Trim, &[expr], place)
            }
            ast::Expr::Floor {
                expr,
                field: ast::CeilFloorKind::DateTimeField(ast::DateTimeField::NoDateTime),
            } => self.call(Function::Floor, &[expr], place),
            ast::Expr::Ceil {
                expr,
                field: ast::CeilFloorKind::DateTimeField(ast::DateTimeField::NoDateTime),
            } => self.call(Function::Ceiling, &[expr], place),
            other => Err(SqlError::unsupported(other)),
        }
    }

    pub(super) fn subquery(
        &self,
        subquery: &ast::Query,
        place: &Place<'_, '_>,
        columns: Option<usize>,
    ) -> SqlResult<Box<query::Plan>> {
        let plan = query::plan(self, subquery, Some(place.scope))?;
        match columns {
            Some(wanted) if plan.columns.len() > wanted => {
                Err(SqlError::new(913, "too many values"))
            }
            _ => Ok(Box::new(plan)),
        }
    }

    pub(super) fn column(
        &self,
        qualifier: &[ast::Ident],
        name: &ast::Ident,
        place: &Place<'_, '_>,
    ) -> SqlResult<Typed> {
        let qualifiers: Vec<String> = qualifier.iter().map(exact).collect();
        let folded = exact(name);
        let found = place.scope.find(&qualifiers, &folded);
        if let Some((column, named)) = found.map_err(|error| error.at(self.position(name)))? {
            if let Some(grouping) = place.grouping
                && grouping.grouped
                && column.level == 0
                && !grouping.columns.contains(&column)
            {
                return Err(not_grouped(grouping).at(self.position(name)));
            }
            return Ok(Typed {
                expression: Expression::Column(column),
                column_type: named.column_type.clone(),
                nullable: named.nullable,
            });
        }
        if qualifier.is_empty() && name.quote_style.is_none() {
            match folded.as_str() {
                "ROWNUM" if place.row_number => {
                    return Ok(Typed::number(Expression::RowNumber));
                }
                "NULL" => return Ok(Typed::constant(Value::Null)),
                _ => {}
            }
            if let Some(function) = Function::without_parentheses(&folded) {
                return self.call(
                    function,
                    &[],
                    &mut Place {
                        scope: place.scope,
                        grouping: place.grouping,
                        aggregates: None,
                        row_number: place.row_number,
                    },
                );
            }
        }
        let written = |one: &ast::Ident| format!("\"{}\"", exact(one));
        let whole: Vec<String> =
            qualifier.iter().chain(std::iter::once(name)).map(written).collect();
        let start = qualifier.first().unwrap_or(name);
        Err(SqlError::no_such_column(&whole.join(".")).at(self.position(start)))
    }

    fn literal(value: &ast::Value) -> SqlResult<Typed> {
        Ok(Typed::constant(match value {
            ast::Value::Number(number, _) => {
                Value::Number(number.parse().map_err(|_| SqlError::invalid_number())?)
            }
            ast::Value::SingleQuotedString(text) | ast::Value::NationalStringLiteral(text) => {
                Value::text(text)
            }
            ast::Value::QuoteDelimitedStringLiteral(quoted) => Value::text(&quoted.value),
            ast::Value::Null => Value::Null,
            ast::Value::Placeholder(name) => {
                let number = name.trim_start_matches(':').parse::<usize>().ok();
                let number = number.and_then(|number| number.checked_sub(1));
                let number =
                    number.ok_or_else(|| SqlError::new(1745, "invalid host/bind variable name"))?;
                return Ok(Typed {
                    expression: Expression::Bind(number),
                    column_type: ColumnType::text(4000),
                    nullable: true,
                });
            }
            other => return Err(SqlError::unsupported(other)),
        }))
    }
}
