//! Columns from `_field_caps`, for a login that may read documents but not mappings.

use std::collections::HashMap;

use ariadne_domain::{ColumnFacts, LogicalType, Path, Segment, Value};
use serde_json::Value as Json;

use crate::columns::{Columns, conflict, dotted, id};
use crate::types::by_name;

/// The columns, by name: types without parameters, and which multi-fields there are.
pub(crate) fn columns(body: &Json) -> Columns {
    let mut found = Columns { columns: vec![id()], warnings: Vec::new() };
    let Some(fields) = body["fields"].as_object() else { return found };
    let mut names: Vec<&String> = fields.keys().collect();
    // children right after their parent
    names.sort_by(|a, b| a.split('.').cmp(b.split('.')));
    let mut at: HashMap<String, usize> = HashMap::new();
    for name in names {
        let Some(types) = fields[name].as_object() else { continue };
        let types: Vec<(&String, &Json)> =
            types.iter().filter(|(kind, _)| kind.as_str() != "unmapped").collect();
        // fields of the engine itself; since 7.16 they are marked
        let metadata =
            types.iter().any(|(_, t)| t["metadata_field"] == true) || name.starts_with('_');
        if metadata || types.is_empty() {
            continue;
        }
        let parent = name
            .match_indices('.')
            .rev()
            .find_map(|(dot, _)| Some((&found.columns[*at.get(&name[..dot])?], &name[dot + 1..])));
        let column = column(name, &types, parent);
        if types.len() > 1 {
            found.warnings.push(conflict(name, &each(&types)));
        }
        at.insert(dotted(&column.path), found.columns.len());
        found.columns.push(column);
    }
    found
}

fn each(types: &[(&String, &Json)]) -> Vec<String> {
    let mut each: Vec<String> = types
        .iter()
        .map(|(kind, t)| {
            let indices: Vec<&str> =
                t["indices"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
            format!("{kind} in {}", indices.join(", "))
        })
        .collect();
    each.sort();
    each
}

/// `parent` is the column that it hangs below, with the rest of the name.
fn column(
    name: &str,
    types: &[(&String, &Json)],
    parent: Option<(&ColumnFacts, &str)>,
) -> ColumnFacts {
    let mut kinds: Vec<&str> = types.iter().map(|(kind, _)| kind.as_str()).collect();
    kinds.sort_unstable();
    let mut properties = Value::object();
    for flag in ["searchable", "aggregatable"] {
        let all: Vec<bool> = types.iter().filter_map(|(_, t)| t[flag].as_bool()).collect();
        if let [first, rest @ ..] = all.as_slice()
            && rest.iter().all(|other| other == first)
        {
            properties.set(flag, *first);
        }
    }
    let path = match parent {
        Some((parent, rest)) => {
            // what hangs below a field that is no object is the same value, indexed in another way
            if !parent
                .data_type
                .split('|')
                .any(|t| matches!(t, "object" | "nested" | "passthrough"))
            {
                properties.set("multiField", true);
            }
            parent.path.child(Segment::Key(rest.to_owned()))
        }
        None => Path::key(name),
    };
    ColumnFacts {
        path,
        data_type: kinds.join("|"),
        logical_type: LogicalType::union(kinds.iter().map(|kind| by_name(kind))),
        nullable: true,
        default: None,
        generated: None,
        comment: None,
        properties,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_become_a_tree_again() {
        let plain = |kind: &str| json!({ kind: { "type": kind, "searchable": true, "aggregatable": false } });
        let body = json!({ "fields": {
            "title": plain("text"),
            "title.raw": plain("keyword"),
            "a": plain("object"),
            "a.b": plain("nested"),
            "a.b.c": plain("long"),
            "x.y": plain("date"),
            "_id": { "_id": { "type": "_id", "metadata_field": true } },
            "_seq_no": plain("_seq_no"),
            "code": {
                "keyword": { "type": "keyword", "searchable": true, "aggregatable": true, "indices": ["o-1"] },
                "long": { "type": "long", "searchable": true, "aggregatable": true, "indices": ["o-2", "o-3"] },
                "unmapped": { "type": "unmapped", "indices": ["o-4"] },
            },
        } });
        let found = columns(&body);
        let lines: Vec<String> = found
            .columns
            .iter()
            .map(|c| format!("{} {} {}", c.path, c.data_type, c.logical_type))
            .collect();
        assert_eq!(
            lines,
            [
                "_id _id string",
                "a object object",
                "a.b nested object",
                "a.b.c long int",
                "code keyword|long int|string",
                "title text string",
                "title.raw keyword string",
                "\"x.y\" date timestamp",
            ]
        );
        assert_eq!(found.columns[6].properties.get("multiField"), Some(&Value::Bool(true)));
        assert_eq!(found.columns[3].properties.get("multiField"), None);
        assert_eq!(
            found.warnings[0].title,
            "The field code has different types: keyword in o-1; long in o-2, o-3."
        );
    }
}
