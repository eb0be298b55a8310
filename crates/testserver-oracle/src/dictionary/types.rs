//! Types that people made.

use super::Kind::{Number, Text};
use super::objects::NAME;
use super::{Family, Look};
use crate::catalog::{Body, UserType};
use crate::sql::Row;
use crate::types::{ColumnType, Zone};
use crate::value::Value;

pub(super) const FAMILIES: &[Family] = &[
    Family {
        all: "ALL_TYPES",
        user: Some("USER_TYPES"),
        dba: Some("DBA_TYPES"),
        columns: &[("OWNER", NAME), ("TYPE_NAME", NAME), ("TYPECODE", NAME)],
        maker: types,
    },
    Family {
        all: "ALL_COLL_TYPES",
        user: Some("USER_COLL_TYPES"),
        dba: Some("DBA_COLL_TYPES"),
        columns: &[
            ("OWNER", NAME),
            ("TYPE_NAME", NAME),
            ("COLL_TYPE", NAME),
            ("UPPER_BOUND", Number),
            ("ELEM_TYPE_MOD", Text(7)),
            ("ELEM_TYPE_OWNER", NAME),
            ("ELEM_TYPE_NAME", NAME),
            ("LENGTH", Number),
            ("PRECISION", Number),
            ("SCALE", Number),
        ],
        maker: collections,
    },
];

/// Every type that is seen: owner, name, type.
fn seen<'a>(look: &'a Look<'_>) -> impl Iterator<Item = (&'a str, &'a str, &'a UserType)> {
    look.objects().filter_map(|(owner, name, object)| match &object.body {
        Body::Type(user_type) => Some((owner, name, user_type)),
        _ => None,
    })
}

fn types(look: &Look<'_>) -> Vec<Row> {
    seen(look)
        .map(|(owner, name, user_type)| {
            let code = match user_type {
                UserType::Object => "OBJECT",
                UserType::Collection { .. } => "COLLECTION",
            };
            Row::from([Value::text(owner), Value::text(name), Value::text(code)])
        })
        .collect()
}

fn collections(look: &Look<'_>) -> Vec<Row> {
    seen(look)
        .filter_map(|(owner, name, user_type)| match user_type {
            UserType::Object => None,
            UserType::Collection { limit, element } => {
                let length = match element {
                    ColumnType::Raw { length } => Some(*length),
                    other => Some(other.char_length()).filter(|length| *length > 0),
                };
                Some(Row::from([
                    Value::text(owner),
                    Value::text(name),
                    Value::text(if limit.is_some() { "VARYING ARRAY" } else { "TABLE" }),
                    limit.map_or(Value::Null, Value::number),
                    Value::optional(element.modifier()),
                    Value::optional(element.owner()),
                    Value::text(element_name(element)),
                    length.map_or(Value::Null, Value::number),
                    element.precision().map_or(Value::Null, Value::number),
                    element.scale().map_or(Value::Null, Value::number),
                ]))
            }
        })
        .collect()
}

/// Other than columns, elements have no digits in their type's name, and time zones are short.
fn element_name(element: &ColumnType) -> String {
    match element {
        ColumnType::Timestamp { zone, .. } => match zone {
            Zone::None => "TIMESTAMP",
            Zone::Given => "TIMESTAMP WITH TZ",
            Zone::Session => "TIMESTAMP WITH LOCAL TZ",
        }
        .to_owned(),
        ColumnType::IntervalYear { .. } => "INTERVAL YEAR TO MONTH".to_owned(),
        ColumnType::IntervalDay { .. } => "INTERVAL DAY TO SECOND".to_owned(),
        other => other.data_type(),
    }
}
