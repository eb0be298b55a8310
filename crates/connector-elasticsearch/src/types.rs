//! Field types of Elasticsearch and `OpenSearch`, and their normal form.

use ariadne_domain::LogicalType;
use serde_json::{Map, Value};

/// The engine's name of a field's type; without one it is an object.
pub(crate) fn type_name(definition: &Map<String, Value>) -> &str {
    definition.get("type").and_then(Value::as_str).unwrap_or("object")
}

/// The normal form of a field. A type that is not known keeps its own spelling elsewhere and is `unknown` here.
pub(crate) fn logical_type(definition: &Map<String, Value>) -> LogicalType {
    let number = |name: &str| {
        let value = definition.get(name)?;
        value.as_u64().or_else(|| value.as_str()?.parse().ok()).and_then(|n| u32::try_from(n).ok())
    };
    match type_name(definition) {
        "date" => date(definition),
        // dims may be missing until the first document comes
        "dense_vector" => LogicalType::Vector(number("dims")),
        // a model has its own dimension, which the mapping does not show
        "knn_vector" => LogicalType::Vector(number("dimension")),
        "rank_vectors" => LogicalType::array(LogicalType::Vector(number("dims"))),
        "object" if definition.get("enabled").is_some_and(is_false) => LogicalType::Json,
        name => by_name(name),
    }
}

/// Flags of a mapping come as booleans, and from old templates as texts.
pub(crate) fn is_false(value: &Value) -> bool {
    *value == Value::Bool(false) || value.as_str() == Some("false")
}

/// As [`is_false`], for true.
pub(crate) fn is_true(value: &Value) -> bool {
    *value == Value::Bool(true) || value.as_str() == Some("true")
}

/// The normal form by the name of the type alone.
pub(crate) fn by_name(name: &str) -> LogicalType {
    match name {
        "text"
        | "match_only_text"
        | "annotated_text"
        | "pattern_text"
        | "semantic_text"
        | "semantic"
        | "search_as_you_type"
        | "keyword"
        | "constant_keyword"
        | "counted_keyword"
        | "wildcard"
        | "icu_collation_keyword"
        | "completion"
        | "version"
        | "ip"
        | "_id" => LogicalType::String(None),
        "long" | "integer" | "short" | "byte" | "unsigned_long" | "token_count" | "murmur3" => {
            LogicalType::Integer
        }
        "double" | "float" | "half_float" | "rank_feature" => LogicalType::Float,
        // a whole number divided by the factor: exact
        "scaled_float" => LogicalType::Decimal { precision: None, scale: None },
        "boolean" => LogicalType::Boolean,
        "date" | "date_nanos" => LogicalType::Timestamp,
        "binary" => LogicalType::Binary(None),
        "integer_range"
        | "long_range"
        | "float_range"
        | "double_range"
        | "date_range"
        | "ip_range"
        | "histogram"
        | "exponential_histogram"
        | "tdigest"
        | "aggregate_metric_double"
        | "object"
        | "nested"
        | "passthrough"
        | "lookup"
        | "composite" => LogicalType::Object,
        "geo_point" | "geo_shape" | "point" | "shape" | "xy_point" | "xy_shape" => LogicalType::Geo,
        "dense_vector" | "knn_vector" => LogicalType::Vector(None),
        "rank_vectors" => LogicalType::array(LogicalType::Vector(None)),
        "rank_features" | "sparse_vector" => LogicalType::map(LogicalType::Float),
        "flattened" | "flat_object" | "percolator" => LogicalType::Json,
        // a parent is the name of its relation alone, a child an object with the parent's id
        "join" => LogicalType::union([LogicalType::Object, LogicalType::String(None)]),
        _ => LogicalType::Unknown,
    }
}

/// A date whose formats have no time of day is a day, one whose formats have no day is a time.
fn date(definition: &Map<String, Value>) -> LogicalType {
    let Some(format) = definition.get("format").and_then(Value::as_str) else {
        return LogicalType::Timestamp;
    };
    let mut logical = None;
    for one in format.split("||") {
        let this = one_format(one.trim());
        if *logical.get_or_insert_with(|| this.clone()) != this {
            return LogicalType::Timestamp;
        }
    }
    logical.unwrap_or(LogicalType::Timestamp)
}

fn one_format(format: &str) -> LogicalType {
    let name = format.strip_prefix("strict_").unwrap_or(format);
    match name {
        "date"
        | "basic_date"
        | "ordinal_date"
        | "basic_ordinal_date"
        | "week_date"
        | "basic_week_date"
        | "weekyear"
        | "weekyear_week"
        | "weekyear_week_day"
        | "year"
        | "year_month"
        | "year_month_day"
        | "weekyearWeek"
        | "basic_weekyear_week" => LogicalType::Date,
        "time"
        | "time_no_millis"
        | "basic_time"
        | "basic_time_no_millis"
        | "t_time"
        | "t_time_no_millis"
        | "basic_t_time"
        | "basic_t_time_no_millis"
        | "hour"
        | "hour_minute"
        | "hour_minute_second"
        | "hour_minute_second_fraction"
        | "hour_minute_second_millis" => LogicalType::Time,
        _ if name.contains('_') => LogicalType::Timestamp,
        _ => pattern(format),
    }
}

/// A pattern of letters, such as `yyyy-MM-dd HH:mm`; what stands in quotes is text.
fn pattern(format: &str) -> LogicalType {
    let mut quoted = false;
    let (mut day, mut time, mut other) = (false, false, false);
    // a leading 8 says that the pattern is of java.time
    for letter in format.strip_prefix('8').unwrap_or(format).chars() {
        match letter {
            '\'' => quoted = !quoted,
            _ if quoted => {}
            'y' | 'u' | 'Y' | 'M' | 'L' | 'd' | 'D' | 'e' | 'c' | 'E' | 'w' | 'W' | 'Q' | 'q'
            | 'G' => {
                day = true;
            }
            'H' | 'h' | 'K' | 'k' | 'm' | 's' | 'S' | 'A' | 'n' | 'N' | 'a' => time = true,
            // a zone belongs to a time; any other letter is a name that is not known here
            'z' | 'Z' | 'X' | 'x' | 'V' | 'O' => {}
            letter if letter.is_ascii_alphabetic() => other = true,
            _ => {}
        }
    }
    match (day, time, other) {
        (true, false, false) => LogicalType::Date,
        (false, true, false) => LogicalType::Time,
        _ => LogicalType::Timestamp,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(definition: &Value) -> String {
        logical_type(definition.as_object().unwrap()).to_string()
    }

    #[test]
    fn every_documented_type_has_a_normal_form() {
        for (name, expected) in [
            ("aggregate_metric_double", "object"),
            ("annotated_text", "string"),
            ("binary", "binary"),
            ("boolean", "boolean"),
            ("byte", "int"),
            ("completion", "string"),
            ("constant_keyword", "string"),
            ("counted_keyword", "string"),
            ("date", "timestamp"),
            ("date_nanos", "timestamp"),
            ("date_range", "object"),
            ("dense_vector", "vector"),
            ("double", "float"),
            ("double_range", "object"),
            ("exponential_histogram", "object"),
            ("flat_object", "json"),
            ("flattened", "json"),
            ("float", "float"),
            ("float_range", "object"),
            ("geo_point", "geo"),
            ("geo_shape", "geo"),
            ("half_float", "float"),
            ("histogram", "object"),
            ("icu_collation_keyword", "string"),
            ("integer", "int"),
            ("integer_range", "object"),
            ("ip", "string"),
            ("ip_range", "object"),
            ("join", "object|string"),
            ("keyword", "string"),
            ("knn_vector", "vector"),
            ("long", "int"),
            ("long_range", "object"),
            ("match_only_text", "string"),
            ("murmur3", "int"),
            ("nested", "object"),
            ("object", "object"),
            ("passthrough", "object"),
            ("pattern_text", "string"),
            ("percolator", "json"),
            ("point", "geo"),
            ("rank_feature", "float"),
            ("rank_features", "map<float>"),
            ("rank_vectors", "array<vector>"),
            ("scaled_float", "decimal"),
            ("search_as_you_type", "string"),
            ("semantic", "string"),
            ("semantic_text", "string"),
            ("shape", "geo"),
            ("short", "int"),
            ("sparse_vector", "map<float>"),
            ("tdigest", "object"),
            ("text", "string"),
            ("token_count", "int"),
            ("unsigned_long", "int"),
            ("version", "string"),
            ("wildcard", "string"),
            ("xy_point", "geo"),
            ("xy_shape", "geo"),
            ("my_plugin_type", "unknown"),
        ] {
            assert_eq!(of(&json!({ "type": name })), expected, "{name}");
            // Who writes it by hand means the same, as far as no other engine means else.
            let by_hand = LogicalType::guess(name).to_string();
            let is_same = by_hand == expected || by_hand == "unknown" || name == "date";
            assert!(is_same, "{name} by hand: {by_hand}");
        }
    }

    #[test]
    fn parameters_make_a_type_exact() {
        for (definition, expected) in [
            (json!({ "properties": {} }), "object"),
            (json!({ "enabled": false }), "json"),
            (json!({ "type": "dense_vector", "dims": 768 }), "vector(768)"),
            (json!({ "type": "knn_vector", "dimension": 3 }), "vector(3)"),
            (json!({ "type": "knn_vector", "dimension": "3" }), "vector(3)"),
            (json!({ "type": "rank_vectors", "dims": 4 }), "array<vector(4)>"),
        ] {
            assert_eq!(of(&definition), expected, "{definition}");
        }
    }

    #[test]
    fn formats_tell_days_from_times() {
        for (format, expected) in [
            ("yyyy-MM-dd", "date"),
            ("strict_date", "date"),
            ("basic_date||yyyy/MM/dd", "date"),
            ("yyyy", "date"),
            ("year_month_day", "date"),
            ("dd 'Uhr' MM yyyy", "date"),
            ("8uuuu-MM-dd", "date"),
            ("HH:mm", "time"),
            ("hour_minute_second", "time"),
            ("strict_time", "time"),
            ("HH:mm:ssXXX", "time"),
            ("yyyy-MM-dd HH:mm:ss", "timestamp"),
            ("strict_date_optional_time||epoch_millis", "timestamp"),
            ("epoch_second", "timestamp"),
            ("yyyy-MM-dd||HH:mm", "timestamp"),
            ("date_time", "timestamp"),
            ("iso8601", "timestamp"),
            ("rfc3339_lenient", "timestamp"),
        ] {
            assert_eq!(of(&json!({ "type": "date", "format": format })), expected, "{format}");
        }
    }
}
