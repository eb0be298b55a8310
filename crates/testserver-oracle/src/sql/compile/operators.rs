//! Comparisons, arithmetic and CASE.

use sqlparser::ast;

use super::super::error::{SqlError, SqlResult};
use super::super::expression::{Arithmetic, Comparison, Expression};
use super::super::functions::Function;
use super::{Compiler, Place, Typed, common_type};
use crate::types::ColumnType;
use crate::value::Value;

impl Compiler<'_> {
    pub(super) fn binary(
        &self,
        left: &ast::Expr,
        operator: &ast::BinaryOperator,
        right: &ast::Expr,
        place: &mut Place<'_, '_>,
    ) -> SqlResult<Typed> {
        use ast::BinaryOperator as Operator;
        let comparison = match operator {
            Operator::Eq => Comparison::Equal,
            Operator::NotEq => Comparison::Different,
            Operator::Lt => Comparison::Less,
            Operator::LtEq => Comparison::LessOrEqual,
            Operator::Gt => Comparison::Greater,
            Operator::GtEq => Comparison::GreaterOrEqual,
            Operator::And => {
                let (left, right) = (self.boxed(left, place)?, self.boxed(right, place)?);
                return Ok(Typed::condition(Expression::And(left, right)));
            }
            Operator::Or => {
                let (left, right) = (self.boxed(left, place)?, self.boxed(right, place)?);
                return Ok(Typed::condition(Expression::Or(left, right)));
            }
            Operator::StringConcat => {
                let (left, right) = (self.checked(left, place)?, self.checked(right, place)?);
                return Ok(Typed {
                    column_type: ColumnType::text(left.width() + right.width()),
                    nullable: true,
                    expression: Expression::Concatenate(
                        Box::new(left.expression),
                        Box::new(right.expression),
                    ),
                });
            }
            Operator::Plus => return self.arithmetic(Arithmetic::Add, left, right, place),
            Operator::Minus => return self.arithmetic(Arithmetic::Subtract, left, right, place),
            Operator::Multiply => return self.arithmetic(Arithmetic::Multiply, left, right, place),
            Operator::Divide => return self.arithmetic(Arithmetic::Divide, left, right, place),
            other => return Err(SqlError::unsupported(format!("the operator {other}"))),
        };
        self.compare(comparison, left, right, place).map(Typed::condition)
    }

    pub(super) fn arithmetic(
        &self,
        operation: Arithmetic,
        left: &ast::Expr,
        right: &ast::Expr,
        place: &mut Place<'_, '_>,
    ) -> SqlResult<Typed> {
        let (left, right) = (self.checked(left, place)?, self.checked(right, place)?);
        let column_type = match (&left.column_type, &right.column_type) {
            (ColumnType::Date, ColumnType::Date) => {
                return Err(SqlError::unsupported("the days between two dates"));
            }
            (ColumnType::Date, _) => ColumnType::Date,
            _ => ColumnType::NUMBER,
        };
        Ok(Typed {
            nullable: true,
            expression: Expression::Arithmetic(
                operation,
                Box::new(left.expression),
                Box::new(right.expression),
            ),
            column_type,
        })
    }

    /// A comparison; two texts of a fixed length are compared without the blanks at their ends.
    pub(super) fn compare(
        &self,
        comparison: Comparison,
        left: &ast::Expr,
        right: &ast::Expr,
        place: &mut Place<'_, '_>,
    ) -> SqlResult<Expression> {
        let (left, right) = (self.checked(left, place)?, self.checked(right, place)?);
        let fixed = |typed: &Typed| {
            matches!(typed.column_type, ColumnType::Char { .. } | ColumnType::Nchar { .. })
        };
        let both = fixed(&left) && fixed(&right);
        let side = |typed: Typed| {
            Box::new(if both {
                Expression::Call(Function::TrimRight, vec![typed.expression])
            } else {
                typed.expression
            })
        };
        Ok(Expression::Compare(comparison, side(left), side(right)))
    }

    pub(super) fn case(
        &self,
        operand: Option<&ast::Expr>,
        conditions: &[ast::CaseWhen],
        otherwise: Option<&ast::Expr>,
        place: &mut Place<'_, '_>,
    ) -> SqlResult<Typed> {
        let mut branches = Vec::new();
        let mut types = Vec::new();
        for branch in conditions {
            let condition = match operand {
                Some(operand) => {
                    self.compare(Comparison::Equal, operand, &branch.condition, place)?
                }
                None => self.checked(&branch.condition, place)?.expression,
            };
            let value = self.checked(&branch.result, place)?;
            types.push(value.column_type);
            branches.push((condition, value.expression));
        }
        let otherwise = match otherwise {
            Some(otherwise) => {
                let value = self.checked(otherwise, place)?;
                types.push(value.column_type);
                value.expression
            }
            None => Expression::Constant(Value::Null),
        };
        Ok(Typed {
            expression: Expression::Case { branches, otherwise: Box::new(otherwise) },
            column_type: common_type(&types),
            nullable: true,
        })
    }
}

pub(super) fn negate(negated: bool, expression: Expression) -> Typed {
    Typed::condition(if negated { Expression::Not(Box::new(expression)) } else { expression })
}
