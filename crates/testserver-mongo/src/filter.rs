//! The part of the query language that catalog reads and simple views need.

use std::cmp::Ordering;

use mongodb::bson::{Bson, Document};
use regex::{Regex, RegexBuilder};

use crate::error::CommandError;
use crate::values::{compare, equal, is_true, same_kind};

/// Whether the document satisfies the filter.
pub(crate) fn matches(filter: &Document, document: &Document) -> Result<bool, CommandError> {
    for (key, condition) in filter {
        let holds = match key.as_str() {
            "$and" => all(condition, document)?.iter().all(|holds| *holds),
            "$or" => all(condition, document)?.iter().any(|holds| *holds),
            "$nor" => !all(condition, document)?.iter().any(|holds| *holds),
            "$comment" => true,
            operator if operator.starts_with('$') => {
                return Err(CommandError::bad_value(format!(
                    "unknown top level operator: {operator}"
                )));
            }
            path => field_matches(&values_at(document, path), condition)?,
        };
        if !holds {
            return Ok(false);
        }
    }
    Ok(true)
}

fn all(filters: &Bson, document: &Document) -> Result<Vec<bool>, CommandError> {
    let wrong = || CommandError::bad_value("$and/$or/$nor must be a nonempty array");
    let filters = filters.as_array().filter(|filters| !filters.is_empty()).ok_or_else(wrong)?;
    filters
        .iter()
        .map(|filter| matches(filter.as_document().ok_or_else(wrong)?, document))
        .collect()
}

/// The values that a dotted path reaches, through arrays on the way; empty when it is missing.
fn values_at<'a>(document: &'a Document, path: &str) -> Vec<&'a Bson> {
    let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
    let Some(value) = document.get(head) else {
        return Vec::new();
    };
    let Some(rest) = rest else { return vec![value] };
    match value {
        Bson::Document(inner) => values_at(inner, rest),
        Bson::Array(elements) => elements
            .iter()
            .filter_map(Bson::as_document)
            .flat_map(|inner| values_at(inner, rest))
            .collect(),
        _ => Vec::new(),
    }
}

fn field_matches(values: &[&Bson], condition: &Bson) -> Result<bool, CommandError> {
    match condition {
        Bson::Document(operators) if operators.keys().any(|key| key.starts_with('$')) => {
            for (operator, operand) in operators {
                if !operator_holds(values, operator, operand, operators)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Bson::RegularExpression(expression) => {
            let expression = compile(expression.pattern.as_str(), expression.options.as_str())?;
            Ok(any_text(values, &expression))
        }
        other => Ok(any_equal(values, other)),
    }
}

fn operator_holds(
    values: &[&Bson],
    operator: &str,
    operand: &Bson,
    operators: &Document,
) -> Result<bool, CommandError> {
    let order = |wanted: fn(Ordering) -> bool| {
        candidates(values).any(|value| same_kind(value, operand) && wanted(compare(value, operand)))
    };
    Ok(match operator {
        "$eq" => any_equal(values, operand),
        "$ne" => !any_equal(values, operand),
        "$gt" => order(Ordering::is_gt),
        "$gte" => order(Ordering::is_ge),
        "$lt" => order(Ordering::is_lt),
        "$lte" => order(Ordering::is_le),
        "$in" => any_in(values, operand)?,
        "$nin" => !any_in(values, operand)?,
        "$exists" => values.is_empty() != is_true(operand),
        "$regex" => {
            let (pattern, own_options) = match operand {
                Bson::String(pattern) => (pattern.as_str(), ""),
                Bson::RegularExpression(expression) => {
                    (expression.pattern.as_str(), expression.options.as_str())
                }
                _ => return Err(CommandError::bad_value("$regex has to be a string")),
            };
            let options = operators.get_str("$options").unwrap_or(own_options);
            any_text(values, &compile(pattern, options)?)
        }
        "$options" => true,
        other => {
            return Err(CommandError::bad_value(format!("unknown operator: {other}")));
        }
    })
}

fn any_in(values: &[&Bson], operand: &Bson) -> Result<bool, CommandError> {
    let wanted = operand.as_array().ok_or_else(|| CommandError::bad_value("$in needs an array"))?;
    for condition in wanted {
        let holds = match condition {
            Bson::RegularExpression(_) => field_matches(values, condition)?,
            other => any_equal(values, other),
        };
        if holds {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The values themselves and the elements of those that are arrays.
fn candidates<'a>(values: &'a [&'a Bson]) -> impl Iterator<Item = &'a Bson> {
    values
        .iter()
        .copied()
        .flat_map(|value| std::iter::once(value).chain(value.as_array().into_iter().flatten()))
}

fn any_equal(values: &[&Bson], wanted: &Bson) -> bool {
    (values.is_empty() && *wanted == Bson::Null)
        || candidates(values).any(|value| equal(value, wanted))
}

fn any_text(values: &[&Bson], expression: &Regex) -> bool {
    candidates(values).filter_map(Bson::as_str).any(|text| expression.is_match(text))
}

fn compile(pattern: &str, options: &str) -> Result<Regex, CommandError> {
    RegexBuilder::new(pattern)
        .case_insensitive(options.contains('i'))
        .multi_line(options.contains('m'))
        .dot_matches_new_line(options.contains('s'))
        .ignore_whitespace(options.contains('x'))
        .build()
        .map_err(|error| {
            CommandError::new(51091, format!("Regular expression is invalid: {error}"))
        })
}

#[cfg(test)]
mod tests {
    use mongodb::bson::doc;

    use super::*;

    #[test]
    fn filters_hold_as_on_a_real_server() {
        let document = doc! {
            "name": "orders", "n": 5, "tags": ["a", "b"], "items": [{ "sku": 1 }, { "sku": 2 }],
            "inner": { "x": 2.0 }, "nothing": null,
        };
        let holding = [
            doc! {},
            doc! { "name": "orders", "n": 5_i64 },
            doc! { "tags": "b" },
            doc! { "items.sku": 2 },
            doc! { "inner.x": 2 },
            doc! { "absent": null, "nothing": null },
            doc! { "absent": { "$exists": false }, "nothing": { "$exists": true } },
            doc! { "name": { "$in": ["x", "orders"] }, "n": { "$nin": [1, 2] } },
            doc! { "name": { "$regex": "^ORD", "$options": "i" } },
            doc! { "$or": [{ "n": 1 }, { "n": { "$gte": 5, "$lt": 6 } }] },
            doc! { "$nor": [{ "n": 1 }], "n": { "$ne": 6 } },
        ];
        for filter in holding {
            assert_eq!(matches(&filter, &document), Ok(true), "{filter}");
        }
        let failing = [
            doc! { "name": "Orders" },
            doc! { "n": "5" },
            doc! { "n": { "$gt": "4" } },
            doc! { "name": { "$regex": "^ORD" } },
            doc! { "$and": [{ "n": 5 }, { "name": "x" }] },
            doc! { "nothing": { "$exists": false } },
        ];
        for filter in failing {
            assert_eq!(matches(&filter, &document), Ok(false), "{filter}");
        }
        let wrong = [doc! { "$where": "1" }, doc! { "n": { "$near": 1 } }, doc! { "$or": [] }];
        for filter in wrong {
            assert_eq!(matches(&filter, &document).unwrap_err().code, 2, "{filter}");
        }
    }
}
