//! Expressions whose names have found their columns, and their values.

use bigdecimal::{BigDecimal, Zero as _};

use super::convert::{compare, into_number};
use super::error::{SqlError, SqlResult};
use super::functions::Function;
use super::like::matches;
use super::query::Plan;
use super::scope::ColumnRef;
use super::{Row, Session};
use crate::value::Value;

/// What stays the same while a statement runs.
pub(crate) struct Run<'a> {
    pub(crate) session: &'a Session<'a>,
    pub(crate) binds: &'a [Value],
}

/// The rows at hand while an expression is evaluated.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    /// A row of each source, `None` where an outer join found none.
    pub(crate) rows: &'a [Option<Row>],
    /// `ROWNUM`.
    pub(crate) number: usize,
    /// The values of the aggregate functions of the group at hand.
    pub(crate) aggregates: &'a [Value],
    pub(crate) parent: Option<&'a Frame<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// An expression; conditions are expressions whose value is a truth value or NULL.
#[derive(Debug)]
pub(crate) enum Expression {
    Constant(Value),
    Bind(usize),
    Column(ColumnRef),
    RowNumber,
    /// The value of an aggregate function.
    Aggregate(usize),
    Negate(Box<Expression>),
    Arithmetic(Arithmetic, Box<Expression>, Box<Expression>),
    Concatenate(Box<Expression>, Box<Expression>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    Not(Box<Expression>),
    IsNull(Box<Expression>),
    Like {
        value: Box<Expression>,
        pattern: Box<Expression>,
        escape: Option<Box<Expression>>,
    },
    InList(Box<Expression>, Vec<Expression>),
    InQuery(Box<Expression>, Box<Plan>),
    Exists(Box<Plan>),
    Query(Box<Plan>),
    Case {
        branches: Vec<(Expression, Expression)>,
        otherwise: Box<Expression>,
    },
    Call(Function, Vec<Expression>),
}

fn truth(yes: Option<bool>) -> Value {
    yes.map_or(Value::Null, Value::Boolean)
}

impl Comparison {
    fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Different => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

impl Expression {
    pub(crate) fn value(&self, run: &Run<'_>, frame: &Frame<'_>) -> SqlResult<Value> {
        Ok(match self {
            Self::Constant(value) => value.clone(),
            Self::Bind(number) => run.binds.get(*number).cloned().unwrap_or(Value::Null),
            Self::Column(column) => {
                let mut at = frame;
                for _ in 0..column.level {
                    at = at.parent.expect("a scope of every level has a frame");
                }
                at.rows[column.source]
                    .as_ref()
                    .map_or(Value::Null, |row| row[column.column].clone())
            }
            Self::RowNumber => Value::Number(BigDecimal::from(
                u64::try_from(frame.number).expect("memory is addressed by 64 bits"),
            )),
            Self::Aggregate(number) => frame.aggregates[*number].clone(),
            Self::Negate(value) => match into_number(&value.value(run, frame)?)? {
                Some(number) => Value::Number(-number),
                None => Value::Null,
            },
            Self::Arithmetic(operation, left, right) => {
                arithmetic(*operation, &left.value(run, frame)?, &right.value(run, frame)?)?
            }
            Self::Concatenate(left, right) => {
                // NULL is the empty text.
                let left = left.value(run, frame)?.to_text();
                let right = right.value(run, frame)?.to_text();
                Value::text(
                    [left.as_deref().unwrap_or(""), right.as_deref().unwrap_or("")].concat(),
                )
            }
            Self::Call(function, arguments) => {
                let mut values = Vec::with_capacity(arguments.len());
                for argument in arguments {
                    values.push(argument.value(run, frame)?);
                }
                function.call(run.session, &values)?
            }
            Self::Case { branches, otherwise } => {
                for (condition, value) in branches {
                    if condition.holds(run, frame)? {
                        return value.value(run, frame);
                    }
                }
                otherwise.value(run, frame)?
            }
            Self::Query(plan) => {
                let rows = plan.run(run, Some(frame))?;
                match rows.as_slice() {
                    [] => Value::Null,
                    [row] => row[0].clone(),
                    _ => {
                        let message = "single-row subquery returns more than one row";
                        return Err(SqlError::new(1427, message));
                    }
                }
            }
            _ => truth(self.condition(run, frame)?),
        })
    }

    /// Whether a condition is true: neither false nor unknown.
    pub(crate) fn holds(&self, run: &Run<'_>, frame: &Frame<'_>) -> SqlResult<bool> {
        Ok(self.condition(run, frame)? == Some(true))
    }

    fn condition(&self, run: &Run<'_>, frame: &Frame<'_>) -> SqlResult<Option<bool>> {
        Ok(match self {
            Self::Compare(comparison, left, right) => {
                let order = compare(&left.value(run, frame)?, &right.value(run, frame)?)?;
                order.map(|order| comparison.holds(order))
            }
            Self::And(left, right) => {
                let left = left.condition(run, frame)?;
                if left == Some(false) {
                    return Ok(left);
                }
                match (left, right.condition(run, frame)?) {
                    (_, Some(false)) => Some(false),
                    (Some(true), right) => right,
                    _ => None,
                }
            }
            Self::Or(left, right) => {
                let left = left.condition(run, frame)?;
                if left == Some(true) {
                    return Ok(left);
                }
                match (left, right.condition(run, frame)?) {
                    (_, Some(true)) => Some(true),
                    (Some(false), right) => right,
                    _ => None,
                }
            }
            Self::Not(condition) => condition.condition(run, frame)?.map(|yes| !yes),
            Self::IsNull(value) => Some(value.value(run, frame)?.is_null()),
            Self::Like { value, pattern, escape } => {
                let value = value.value(run, frame)?.to_text();
                let pattern = pattern.value(run, frame)?.to_text();
                let escape = match escape {
                    Some(escape) => {
                        let text = escape.value(run, frame)?.to_text();
                        let mut characters = text.as_deref().unwrap_or("").chars();
                        let (Some(character), None) = (characters.next(), characters.next()) else {
                            let message = "escape character must be character string of length 1";
                            return Err(SqlError::new(1425, message));
                        };
                        Some(character)
                    }
                    None => None,
                };
                match (value, pattern) {
                    (Some(value), Some(pattern)) => Some(matches(&value, &pattern, escape)?),
                    _ => None,
                }
            }
            Self::InList(value, list) => {
                let value = value.value(run, frame)?;
                let mut values = Vec::with_capacity(list.len());
                for one in list {
                    values.push(one.value(run, frame)?);
                }
                is_among(&value, &values)?
            }
            Self::InQuery(value, plan) => {
                let value = value.value(run, frame)?;
                let rows = plan.run(run, Some(frame))?;
                let values: Vec<Value> = rows.iter().map(|row| row[0].clone()).collect();
                is_among(&value, &values)?
            }
            Self::Exists(plan) => Some(!plan.run(run, Some(frame))?.is_empty()),
            other => match other.value(run, frame)? {
                Value::Boolean(yes) => Some(yes),
                Value::Null => None,
                _ => return Err(SqlError::new(920, "invalid relational operator")),
            },
        })
    }

    /// The parts that all have to be true for the whole to be true.
    pub(crate) fn conjuncts(self) -> Vec<Self> {
        match self {
            Self::And(left, right) => {
                let mut parts = left.conjuncts();
                parts.extend(right.conjuncts());
                parts
            }
            other => vec![other],
        }
    }

    /// Looks at this expression and those in it, but not into other queries.
    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&Self)) {
        visit(self);
        match self {
            Self::Constant(_)
            | Self::Bind(_)
            | Self::Column(_)
            | Self::RowNumber
            | Self::Aggregate(_)
            | Self::Exists(_)
            | Self::Query(_) => {}
            Self::Negate(one) | Self::Not(one) | Self::IsNull(one) | Self::InQuery(one, _) => {
                one.visit(visit);
            }
            Self::Arithmetic(_, left, right)
            | Self::Concatenate(left, right)
            | Self::Compare(_, left, right)
            | Self::And(left, right)
            | Self::Or(left, right) => {
                left.visit(visit);
                right.visit(visit);
            }
            Self::Like { value, pattern, escape } => {
                value.visit(visit);
                pattern.visit(visit);
                if let Some(escape) = escape {
                    escape.visit(visit);
                }
            }
            Self::InList(value, list) => {
                value.visit(visit);
                for one in list {
                    one.visit(visit);
                }
            }
            Self::Call(_, arguments) => {
                for one in arguments {
                    one.visit(visit);
                }
            }
            Self::Case { branches, otherwise } => {
                for (condition, value) in branches {
                    condition.visit(visit);
                    value.visit(visit);
                }
                otherwise.visit(visit);
            }
        }
    }
}

fn is_among(value: &Value, values: &[Value]) -> SqlResult<Option<bool>> {
    let mut unknown = false;
    for one in values {
        match compare(value, one)? {
            Some(order) if order.is_eq() => return Ok(Some(true)),
            Some(_) => {}
            None => unknown = true,
        }
    }
    Ok(if unknown { None } else { Some(false) })
}

fn arithmetic(operation: Arithmetic, left: &Value, right: &Value) -> SqlResult<Value> {
    if let (Value::Date(moment), Arithmetic::Add | Arithmetic::Subtract) = (left, operation) {
        return days_later(*moment, operation, right);
    }
    let (Some(left), Some(right)) = (into_number(left)?, into_number(right)?) else {
        return Ok(Value::Null);
    };
    Ok(Value::Number(match operation {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide if right.is_zero() => {
            return Err(SqlError::new(1476, "divisor is equal to zero"));
        }
        Arithmetic::Divide => (left / right).with_prec(40),
    }))
}

/// A day and a number of days; days between two days are not counted.
fn days_later(
    moment: crate::value::Moment,
    operation: Arithmetic,
    days: &Value,
) -> SqlResult<Value> {
    use bigdecimal::ToPrimitive as _;
    let Some(days) = into_number(days)? else {
        return Ok(Value::Null);
    };
    let out_of_range = || {
        let message = "(full) year must be between -4713 and +9999, and not be 0";
        SqlError::new(1841, message)
    };
    // Years of four digits are less than this many minutes.
    let most = 6_000_000_000;
    let minutes = (days * BigDecimal::from(1_440)).round(0).to_i64().ok_or_else(out_of_range)?;
    if !(-most..=most).contains(&minutes) {
        return Err(out_of_range());
    }
    let minutes = if operation == Arithmetic::Add { minutes } else { -minutes };
    let shifted = moment.shifted(minutes);
    if (-4712..=9999).contains(&shifted.year) {
        Ok(Value::Date(shifted))
    } else {
        Err(out_of_range())
    }
}
