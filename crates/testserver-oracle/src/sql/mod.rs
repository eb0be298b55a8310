//! The statements that the server answers: queries, evaluated over the dictionary and the tables
//! of a catalog as one account sees them.
//!
//! A statement is parsed by a library, compiled into a plan in which every name has found its
//! column, and run. What the library reads but the database would not take is refused, and so
//! is what the plan has no place for; nothing is passed over.

mod aggregate;
mod block;
mod clauses;
mod compile;
mod convert;
mod error;
mod expression;
mod format;
mod functions;
mod like;
mod parse;
mod query;
mod scope;
mod source;

use std::sync::Arc;

pub(crate) use error::{SqlError, SqlResult};
pub(crate) use parse::{Statement, fold_name, parse};

pub(crate) use convert::into_type;
pub(crate) use source::{columns_of_query, rows_of_query, type_over_columns};

use crate::catalog::Catalog;
use crate::profile::Profile;
use crate::types::ColumnType;
use crate::value::Value;

/// One row.
pub(crate) type Row = Arc<[Value]>;

/// Who asks, and what he is shown.
pub(crate) struct Session<'a> {
    pub(crate) catalog: &'a Arc<Catalog>,
    pub(crate) user: &'a str,
    /// The schema of names that have none.
    pub(crate) schema: &'a str,
    /// Dictionary views that are kept from him.
    pub(crate) hidden_views: Vec<String>,
    pub(crate) profile: Profile,
    pub(crate) service: &'a str,
    pub(crate) program: &'a str,
    /// The number of his connection.
    pub(crate) number: u64,
    /// How many views lie around the query at hand.
    pub(crate) depth: usize,
}

/// A column of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OutputColumn {
    pub(crate) name: String,
    pub(crate) column_type: ColumnType,
    pub(crate) nullable: bool,
}

/// What came of a statement.
#[derive(Debug)]
pub(crate) enum Outcome {
    Rows { columns: Vec<OutputColumn>, rows: Vec<Row> },
    SetSchema(String),
    Nothing,
}

/// The columns of a statement's result, none when it has no result.
pub(crate) fn describe(
    session: &Session<'_>,
    statement: &Statement,
) -> SqlResult<Vec<OutputColumn>> {
    match statement {
        Statement::Query(query) => Ok(query::compile(session, query)?.columns),
        Statement::SetSchema(_) | Statement::Nothing => Ok(Vec::new()),
    }
}

/// Runs a statement with the values of its placeholders in the order of the text.
pub(crate) fn execute(
    session: &Session<'_>,
    statement: &Statement,
    binds: &[Value],
) -> SqlResult<Outcome> {
    match statement {
        Statement::Query(query) => {
            if query.placeholders > binds.len() {
                return Err(SqlError::new(1008, "not all variables bound"));
            }
            if query.placeholders < binds.len() {
                return Err(SqlError::new(1036, "illegal variable name/number"));
            }
            let plan = query::compile(session, query)?;
            let rows = plan.run(&expression::Run { session, binds }, None)?;
            Ok(Outcome::Rows { columns: plan.columns, rows })
        }
        Statement::SetSchema(schema) => Ok(Outcome::SetSchema(schema.clone())),
        Statement::Nothing => Ok(Outcome::Nothing),
    }
}

#[cfg(test)]
mod tests;
