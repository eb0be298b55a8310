//! The JSON Schema of the document.

use ariadne_domain::Value;

use crate::document::VERSION_KEY;
use crate::fields::{FieldSpec, Shape};
use crate::{RecordKind, json};

/// The JSON Schema (draft 2020-12) of the JSON and YAML document, as JSON text.
pub fn document_schema() -> String {
    let mut properties = Value::object()
        .with("$schema", Value::object().with("type", "string"))
        .with(VERSION_KEY, Value::object().with("const", 1_u32));
    let told = Value::object()
        .with("type", "array")
        .with("description", "What was wrong with the document when it was imported; passed over.");
    properties.set(json::PROBLEMS_KEY, told);
    let mut definitions = Value::object();
    for kind in RecordKind::ALL {
        let items = Value::object().with("$ref", format!("#/$defs/{}", kind.list()));
        let list = Value::object()
            .with("type", Value::Array(vec!["array".into(), "null".into()]))
            .with("items", items);
        properties.set(kind.list(), list);
        definitions.set(kind.list(), entry(kind, kind == RecordKind::Table));
    }
    definitions.set("tableColumn", within_table());
    let schema = Value::object()
        .with("$schema", "https://json-schema.org/draft/2020-12/schema")
        .with("title", "Ariadne catalog document")
        .with("description", "Sources without secrets, tables with their columns, and lineage. What an entry does not say stays as it is; null clears it.")
        .with("type", "object")
        .with("properties", properties)
        .with("additionalProperties", false)
        .with("$defs", definitions);
    pretty(&schema)
}

fn entry(kind: RecordKind, with_columns: bool) -> Value {
    let mut properties: Value =
        kind.fields().iter().map(|field| (field.name, property(field))).collect();
    if with_columns {
        let items = Value::object().with("$ref", "#/$defs/tableColumn");
        let columns = Value::object()
            .with("description", "The columns of this table.")
            .with("type", Value::Array(vec!["array".into(), "null".into()]))
            .with("items", items);
        properties.set("columns", columns);
    }
    let any = |groups: &[&[&str]]| {
        let one =
            |name: &&str| Value::object().with("required", Value::Array(vec![(*name).into()]));
        let all = groups.iter().map(|group| {
            Value::object().with("anyOf", Value::Array(group.iter().map(one).collect()))
        });
        Value::Array(all.collect())
    };
    Value::object()
        .with("type", "object")
        .with("properties", properties)
        .with("additionalProperties", false)
        .with("allOf", any(crate::headers::required(kind)))
}

/// A column where its table is known.
fn within_table() -> Value {
    let fields = RecordKind::Column.fields().iter();
    let properties: Value = fields.map(|field| (field.name, property(field))).collect();
    let one = |name: &str| Value::object().with("required", Value::Array(vec![name.into()]));
    Value::object()
        .with("type", "object")
        .with("properties", properties)
        .with("additionalProperties", false)
        .with("anyOf", Value::Array(vec![one("path"), one("id")]))
}

fn property(field: &FieldSpec) -> Value {
    let described = Value::object().with("description", field.note);
    let types = |names: &[&str]| {
        let names = names.iter().chain(&["null"]).map(|name| Value::from(*name));
        Value::Array(names.collect())
    };
    let list = |items: Value| Value::object().with("type", "array").with("items", items);
    let texts = || list(Value::object().with("type", "string"));
    match field.shape {
        Shape::Id => described.with("type", types(&["string"])).with("format", "uuid"),
        Shape::Name => described.with("type", types(&["string"])).with("maxLength", 1_024_u32),
        Shape::Text(max) => {
            described.with("type", types(&["string", "number", "boolean"])).with("maxLength", max)
        }
        Shape::Path | Shape::Dotted | Shape::Tags => {
            let text = Value::object().with("type", types(&["string"]));
            described.with("anyOf", Value::Array(vec![text, texts()]))
        }
        Shape::LogicalType => described.with("type", types(&["string"])),
        Shape::Word(words) => {
            let words = words.iter().map(|word| Value::from(*word)).chain([Value::Null]);
            described.with("enum", Value::Array(words.collect()))
        }
        Shape::Flag => described.with("type", types(&["boolean"])),
        Shape::Whole => described.with("type", types(&["integer"])).with("minimum", 0_u32),
        Shape::Share => {
            described.with("type", types(&["number"])).with("minimum", 0_u32).with("maximum", 1_u32)
        }
        Shape::Time => described.with("type", types(&["string"])).with("format", "date-time"),
        Shape::Object => described.with("type", types(&["object"])),
        Shape::Keys => described.with("type", types(&["array"])).with("items", key()),
    }
}

fn key() -> Value {
    let text = || Value::object().with("type", "string");
    let texts = || Value::object().with("type", "array").with("items", text());
    let kinds = ariadne_domain::KeyKind::ALL.iter().map(|kind| Value::from(kind.as_str()));
    let target =
        Value::object().with("schema", text()).with("name", text()).with("columns", texts());
    let references = Value::object()
        .with("type", "object")
        .with("properties", target)
        .with("required", Value::Array(vec!["name".into()]));
    let properties = Value::object()
        .with("kind", Value::object().with("enum", Value::Array(kinds.collect())))
        .with("name", text())
        .with("columns", texts().with("minItems", 1_u32))
        .with("references", references)
        .with("enabled", Value::object().with("type", "boolean"));
    Value::object()
        .with("type", "object")
        .with("properties", properties)
        .with("required", Value::Array(vec!["kind".into(), "columns".into()]))
        .with("additionalProperties", false)
}

/// With a line for each key, for people.
fn pretty(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out.push('\n');
    out
}

fn write(value: &Value, depth: usize, out: &mut String) {
    let Value::Object(members) = value else {
        out.push_str(&json::text(value));
        return;
    };
    out.push_str("{\n");
    for (at, (key, member)) in members.iter().enumerate() {
        out.push_str(&"  ".repeat(depth + 1));
        json::quote(key, out);
        out.push_str(": ");
        match member {
            Value::Array(items) if items.iter().any(|i| i.as_object().is_some()) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    write(item, depth + 1, out);
                }
                out.push(']');
            }
            member => write(member, depth + 1, out),
        }
        out.push_str(if at + 1 < members.len() { ",\n" } else { "\n" });
    }
    out.push_str(&"  ".repeat(depth));
    out.push('}');
}
