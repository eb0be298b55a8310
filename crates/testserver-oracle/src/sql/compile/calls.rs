//! Functions, of one row and of many.

use sqlparser::ast;

use super::super::aggregate::{Aggregate, AggregateKind};
use super::super::error::{SqlError, SqlResult};
use super::super::expression::Expression;
use super::super::functions::Function;
use super::super::parse::exact;
use super::{Compiler, Place, Typed};
use crate::types::ColumnType;

impl Compiler<'_> {
    pub(super) fn function(
        &self,
        function: &ast::Function,
        place: &mut Place<'_, '_>,
    ) -> SqlResult<Typed> {
        let mut names = Vec::new();
        for part in &function.name.0 {
            names.push(part.as_ident().map(exact).unwrap_or_default());
        }
        let name = names.join(".");
        if function.over.is_some() || function.filter.is_some() || !function.within_group.is_empty()
        {
            return Err(SqlError::unsupported(format!("{name} with OVER or WITHIN GROUP")));
        }
        let empty = Vec::new();
        let (arguments, distinct) = match &function.args {
            ast::FunctionArguments::List(list) if list.clauses.is_empty() => {
                let distinct = list.duplicate_treatment == Some(ast::DuplicateTreatment::Distinct);
                (&list.args, distinct)
            }
            ast::FunctionArguments::None => (&empty, false),
            _ => return Err(SqlError::unsupported(function)),
        };
        if let Some(kind) = AggregateKind::named(&name) {
            return self.aggregate(kind, arguments, distinct, place);
        }
        let mut expressions = Vec::new();
        for argument in arguments {
            match argument {
                ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Expr(expression)) => {
                    expressions.push(expression);
                }
                other => return Err(SqlError::unsupported(other)),
            }
        }
        let known = Function::named(&name).ok_or_else(|| {
            let start = function.name.0.first().and_then(|part| part.as_ident());
            let written: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            SqlError::no_such_column(&written.join("."))
                .at(start.map_or(0, |start| self.position(start)))
        })?;
        self.call(known, &expressions, place)
    }

    pub(super) fn call(
        &self,
        function: Function,
        arguments: &[&ast::Expr],
        place: &mut Place<'_, '_>,
    ) -> SqlResult<Typed> {
        let mut compiled = Vec::new();
        for argument in arguments {
            let typed = self.expression(argument, place)?;
            if typed.column_type.is_long() {
                return Err(SqlError::inconsistent("CHAR", "LONG"));
            }
            compiled.push(typed);
        }
        function.check_count(compiled.len())?;
        let types: Vec<ColumnType> = compiled.iter().map(|one| one.column_type.clone()).collect();
        let widths: Vec<u32> = compiled.iter().map(Typed::width).collect();
        let column_type = function.result_type(&types, &widths);
        let values = compiled.into_iter().map(|one| one.expression).collect();
        Ok(Typed { expression: Expression::Call(function, values), column_type, nullable: true })
    }

    pub(super) fn aggregate(
        &self,
        kind: AggregateKind,
        arguments: &[ast::FunctionArg],
        distinct: bool,
        place: &mut Place<'_, '_>,
    ) -> SqlResult<Typed> {
        let misplaced = || SqlError::new(934, "group function is not allowed here");
        let [ast::FunctionArg::Unnamed(argument)] = arguments else {
            return Err(SqlError::new(909, "invalid number of arguments"));
        };
        let (argument, argument_type) = match argument {
            ast::FunctionArgExpr::Wildcard if kind == AggregateKind::Count => {
                (None, ColumnType::NUMBER)
            }
            ast::FunctionArgExpr::Expr(expression) => {
                let typed = self.plain(place.scope, expression)?;
                (Some(typed.expression), typed.column_type)
            }
            _ => return Err(SqlError::new(936, "missing expression")),
        };
        let aggregates = place.aggregates.as_mut().ok_or_else(misplaced)?;
        aggregates.push(Aggregate { kind, argument, distinct });
        Ok(Typed {
            expression: Expression::Aggregate(aggregates.len() - 1),
            column_type: match kind {
                AggregateKind::Minimum | AggregateKind::Maximum => argument_type,
                _ => ColumnType::NUMBER,
            },
            nullable: true,
        })
    }
}

/// Whether an aggregate function stands in an expression, not counting queries inside.
pub(super) fn has_aggregate(expression: &ast::Expr) -> bool {
    match expression {
        ast::Expr::Function(function) => {
            let name = function.name.to_string().to_uppercase();
            AggregateKind::named(&name).is_some()
                || match &function.args {
                    ast::FunctionArguments::List(list) => list.args.iter().any(|one| {
                        matches!(one, ast::FunctionArg::Unnamed(ast::FunctionArgExpr::Expr(inner))
                            if has_aggregate(inner))
                    }),
                    _ => false,
                }
        }
        ast::Expr::Nested(inner)
        | ast::Expr::UnaryOp { expr: inner, .. }
        | ast::Expr::Cast { expr: inner, .. } => has_aggregate(inner),
        ast::Expr::BinaryOp { left, right, .. } => has_aggregate(left) || has_aggregate(right),
        ast::Expr::Case { operand, conditions, else_result, .. } => {
            operand.as_deref().is_some_and(has_aggregate)
                || else_result.as_deref().is_some_and(has_aggregate)
                || conditions
                    .iter()
                    .any(|one| has_aggregate(&one.condition) || has_aggregate(&one.result))
        }
        _ => false,
    }
}
