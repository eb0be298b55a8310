//! Random values of the schema's input types, right ones and wrong ones.

use async_graphql_parser::types::{BaseType, Type};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use serde_json::{Map, Value as Json, json};

use super::schema::{Kind, Schema};

/// One value in so many is of another type, absurd or missing.
const WRONG: u32 = 14;
/// Deepest input that is made on purpose; absurd ones are deeper.
const DEPTH: usize = 5;

const WORDS: [&str; 22] = [
    "orders",
    "客户",
    "id",
    "name",
    "",
    " ",
    "a.b",
    "[]",
    "{}",
    "\\[]",
    "varchar(10)",
    "NUMBER(10,2)",
    "array<object>",
    "decimal(99999999999,2)",
    "%_\\'\"; DROP TABLE x --",
    "\u{202e}rtl",
    "👩‍👩‍👧‍👦",
    "e\u{301}\u{301}\u{301}",
    "\u{0}",
    "\r\n\t",
    "İıſßΣς",
    "2026-11-30T10:00:00Z",
];
const TIMES: [&str; 6] = [
    "2026-11-30T10:00:00Z",
    "1970-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999999+14:00",
    "0000-00-00T00:00:00Z",
    "-262144-01-01T00:00:00Z",
    "now",
];
const NUMBERS: [&str; 14] = [
    "-1",
    "2147483647",
    "2147483648",
    "-2147483648",
    "9007199254740991",
    "9007199254740992",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551616",
    "1e308",
    "1e309",
    "0.1",
    "-0.0",
];

/// A value of a document or of its variables.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// Anything that is the same in both but for its spelling.
    Plain(Json),
    /// A number as it is spelt.
    Number(&'static str),
    /// A name without quotes in a document.
    Enum(String),
    List(Vec<Value>),
    Object(Vec<(String, Value)>),
}

impl Value {
    /// As it is spelt in a document.
    pub(super) fn literal(&self) -> String {
        match self {
            Self::Plain(value) => literal(value),
            Self::Number(text) => (*text).to_owned(),
            Self::Enum(name) => name.clone(),
            Self::List(values) => {
                let values: Vec<String> = values.iter().map(Self::literal).collect();
                format!("[{}]", values.join(", "))
            }
            Self::Object(fields) => {
                let field = |(name, value): &(String, Self)| format!("{name}: {}", value.literal());
                format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// As it is in variables.
    pub(super) fn json(&self) -> Json {
        match self {
            Self::Plain(value) => value.clone(),
            Self::Number(text) => serde_json::from_str(text).unwrap_or_default(),
            Self::Enum(name) => json!(name),
            Self::List(values) => values.iter().map(Self::json).collect(),
            Self::Object(fields) => {
                let fields = fields.iter().map(|(name, value)| (name.clone(), value.json()));
                Json::Object(fields.collect::<Map<_, _>>())
            }
        }
    }
}

fn literal(value: &Json) -> String {
    match value {
        Json::Object(fields) => {
            // a name has to be one in a document
            let plain = |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect();
            let field = |(name, value): (&String, &Json)| {
                let plain: String = plain(name);
                format!("n{plain}: {}", literal(value))
            };
            format!("{{{}}}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
        Json::Array(values) => {
            format!("[{}]", values.iter().map(literal).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// Makes values.
pub(super) struct Values<'a> {
    pub(super) schema: &'a Schema,
    pub(super) ids: &'a [String],
}

impl Values<'_> {
    /// A value for this type, mostly a right one.
    pub(super) fn value(&self, random: &mut StdRng, of: &Type, depth: usize) -> Value {
        if random.random_ratio(1, WRONG) {
            return self.wrong(random);
        }
        match &of.base {
            BaseType::List(of) => {
                let length =
                    if random.random_ratio(1, 50) { 300 } else { random.random_range(0..4) };
                Value::List((0..length).map(|_| self.value(random, of, depth + 1)).collect())
            }
            BaseType::Named(name) => self.named(random, name, depth),
        }
    }

    fn named(&self, random: &mut StdRng, name: &str, depth: usize) -> Value {
        match (self.schema.types.get(name), name) {
            (Some(Kind::Enum(members)), _) => {
                Value::Enum(members.choose(random).cloned().unwrap_or_default())
            }
            (Some(Kind::Input(fields)), _) => {
                // of this one exactly one field is to be given
                let only = (name == "AsOf").then(|| random.random_range(0..fields.len()));
                let mut given = Vec::new();
                for (n, field) in fields.iter().enumerate() {
                    let wanted = match only {
                        Some(only) => n == only,
                        None => field.required || (depth < DEPTH && random.random_ratio(2, 5)),
                    };
                    if wanted {
                        given.push((field.name.clone(), self.value(random, &field.of, depth + 1)));
                    }
                }
                Value::Object(given)
            }
            (_, "ID") => Value::Plain(json!(self.ids.choose(random))),
            (_, "Int" | "Long") => Value::Plain(json!(random.random_range(0..12))),
            (_, "Float") => Value::Plain(json!(f64::from(random.random_range(0..1_000)) / 1_000.0)),
            (_, "Boolean") => Value::Plain(json!(random.random_bool(0.5))),
            (_, "DateTime") => Value::Plain(json!(TIMES.choose(random))),
            (_, "JSON") => Value::Plain(json(random, 0)),
            _ if random.random_ratio(1, 3) => {
                Value::Plain(json!(format!("t{}", random.random::<u32>())))
            }
            _ => Value::Plain(json!(WORDS.choose(random))),
        }
    }

    /// A value that fits by chance at most.
    fn wrong(&self, random: &mut StdRng) -> Value {
        match random.random_range(0..11) {
            0 => Value::Plain(Json::Null),
            1 => Value::Number(NUMBERS.choose(random).unwrap_or(&"0")),
            2 => Value::Plain(json!(WORDS.choose(random).map(|word| word.repeat(2_000)))),
            3 => Value::Plain(json!(true)),
            4 => Value::Plain(json(random, 0)),
            5 => {
                let deep = random.random_range(10..100);
                let nested = |inner, _| Value::List(vec![inner]);
                (0..deep).fold(Value::Plain(json!(1)), nested)
            }
            6 => {
                let deep = random.random_range(10..60);
                let nested = |inner, _| Value::Object(vec![("and".to_owned(), inner)]);
                (0..deep).fold(Value::Plain(json!({})), nested)
            }
            7 => Value::Enum("NO_SUCH_MEMBER".to_owned()),
            8 => Value::List(Vec::new()),
            9 => Value::Plain(json!(self.ids.choose(random))),
            _ => Value::Plain(json!(format!("{}-0000", random.random::<u64>()))),
        }
    }
}

/// Settings, secrets and properties: names that mean something, with values that may not.
fn json(random: &mut StdRng, depth: usize) -> Json {
    const NAMES: [&str; 12] = [
        "hosts",
        "database",
        "username",
        "password",
        "urls",
        "host",
        "port",
        "serviceName",
        "schema",
        "url",
        "客户",
        "",
    ];
    match random.random_range(0..8) {
        0 => json!(["127.0.0.1:1"]),
        1 => json!(NUMBERS.choose(random)),
        2 => json!(1),
        3 => Json::Null,
        4 if depth < 4 => (0..random.random_range(0..4)).map(|_| json(random, depth + 1)).collect(),
        _ if depth < 4 => {
            let names = (0..random.random_range(0..4)).map(|_| NAMES.choose(random).copied());
            let names: Vec<&str> = names.flatten().collect();
            names.into_iter().map(|name| (name.to_owned(), json(random, depth + 1))).collect()
        }
        _ => json!(WORDS.choose(random)),
    }
}
