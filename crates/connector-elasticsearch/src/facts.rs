//! Facts of the table: settings, aliases, data stream, what stands at the root of a mapping.

use ariadne_domain::{KeyFacts, KeyKind, ObjectName, Path, Problem, TableFacts, Value};
use serde_json::{Map, Value as Json};

use crate::json::{to_sorted_value, to_value};
use crate::names::encode;
use crate::resolve::{Resolved, Target};
use crate::tree::IndexMapping;
use crate::types::{is_false, is_true};

/// All that was read of a table but its columns.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    pub(crate) resolved: &'a Resolved,
    /// Sorted by index.
    pub(crate) mappings: &'a [IndexMapping],
    /// Body of `_settings`, if it could be read.
    pub(crate) settings: Option<&'a Json>,
    /// Body of `_alias`, if it could be read.
    pub(crate) aliases: Option<&'a Json>,
    /// Body of `_data_stream`, if it is one.
    pub(crate) data_stream: Option<&'a Json>,
    /// Documents, if they could be counted.
    pub(crate) count: Option<u64>,
}

/// Settings that name a copy of an index, say where its parts lie, or that the engine keeps for itself.
const INTERNAL_SETTINGS: &[&str] = &[
    "uuid",
    "provided_name",
    "version",
    "history",
    "resize",
    "transport_version",
    "routing",
    "replication",
];

/// The warning of an index that is closed.
pub(crate) fn closed_index(index: &str) -> Problem {
    Problem::new("INDEX_CLOSED", format!("The index {index} is closed."))
        .with_cause("Its mapping can be read, its documents can be neither counted nor searched.")
        .with_remedy(format!("Open it with `POST /{}/_open`, if that is wanted.", encode(index)))
}

impl Parts<'_> {
    /// The facts.
    pub(crate) fn facts(&self) -> TableFacts {
        TableFacts {
            external: ObjectName { schema: None, name: self.resolved.name.clone() },
            kind: self.resolved.target.kind(),
            comment: self.comment(),
            definition: self.definition(),
            row_count: self.count,
            properties: self.properties(),
            keys: vec![self.key()],
        }
    }

    /// What is to be said of the whole table.
    pub(crate) fn warnings(&self) -> Vec<Problem> {
        let mut warnings = Vec::new();
        if self.resolved.target == Target::Pattern {
            // a pattern is counted over its open indices, so nothing else tells of the closed ones
            let closed = self.mappings.iter().filter(|m| self.is_closed(&m.index));
            warnings.extend(closed.map(|m| closed_index(&m.index)));
        }
        let without: Vec<&str> = self
            .mappings
            .iter()
            .filter(|m| m.root.get("_source").and_then(|s| s.get("enabled")).is_some_and(is_false))
            .map(|m| m.index.as_str())
            .collect();
        if !without.is_empty() {
            let title = format!("The documents of {} are not kept.", without.join(", "));
            warnings.push(
                Problem::new("SOURCE_DISABLED", title)
                    .with_cause("The mapping has `_source` disabled: fields can be searched, but documents cannot be read back, updated or reindexed.")
                    .with_remedy("To keep documents, reindex from the original data into an index with `_source` enabled."),
            );
        }
        warnings
    }

    /// Whether the name is an alias that shows only some documents.
    pub(crate) fn is_filtered(&self) -> bool {
        self.filters().iter().any(|(_, filter)| filter.is_some())
    }

    /// Whether the engine says of an index that it is closed.
    pub(crate) fn is_closed(&self, index: &str) -> bool {
        let attributes = self.resolved.attributes.iter().find(|(name, _)| name == index);
        let by_name = attributes.is_some_and(|(_, all)| all.iter().any(|a| a == "closed"));
        by_name
            || self
                .setting(index)
                .is_some_and(|s| s.get("verified_before_close").is_some_and(is_true))
    }

    fn comment(&self) -> Option<String> {
        let of = |m: &IndexMapping| {
            let meta = m.root.get("_meta")?;
            let text = meta.get("description").or(meta.get("comment"))?.as_str()?;
            (!text.trim().is_empty()).then(|| text.to_owned())
        };
        let mut texts = self.mappings.iter().map(of);
        let first = texts.next().flatten()?;
        // several indices that say different things have no common comment
        texts.all(|text| text.as_ref() == Some(&first)).then_some(first)
    }

    fn filters(&self) -> Vec<(&str, Option<&Json>)> {
        let (Target::Alias, Some(all)) =
            (self.resolved.target, self.aliases.and_then(Json::as_object))
        else {
            return Vec::new();
        };
        let name = self.resolved.name.as_str();
        let mut filters: Vec<_> = all
            .iter()
            .filter_map(|(index, one)| {
                Some((index.as_str(), one["aliases"].get(name)?.get("filter")))
            })
            .collect();
        filters.sort_by_key(|(index, _)| *index);
        filters
    }

    /// The filter of an alias as JSON: one when all its indices have the same, else one an index.
    fn definition(&self) -> Option<String> {
        let filters = self.filters();
        let (_, first) = filters.first()?;
        if filters.iter().all(|(_, filter)| filter == first) {
            return first.map(ToString::to_string);
        }
        let each: Map<String, Json> = filters
            .iter()
            .map(|(index, filter)| ((*index).to_owned(), filter.cloned().unwrap_or_default()))
            .collect();
        Some(Json::Object(each).to_string())
    }

    /// `_id` is unique within one index. Over several, as a data stream or a pattern has or will have, or
    /// where documents are routed by hand, the engine does not see to it.
    fn key(&self) -> KeyFacts {
        let routed = self
            .mappings
            .iter()
            .any(|m| m.root.get("_routing").and_then(|r| r.get("required")).is_some_and(is_true));
        let may_grow = matches!(self.resolved.target, Target::DataStream | Target::Pattern);
        KeyFacts {
            kind: KeyKind::Primary,
            name: None,
            columns: vec![Path::key("_id")],
            references: None,
            enabled: Some(self.mappings.len() <= 1 && !may_grow && !routed),
        }
    }

    fn properties(&self) -> Value {
        let mut properties = Value::object();
        let indices: Vec<Value> = self.mappings.iter().map(|m| self.index(&m.index)).collect();
        properties.set("indices", Value::Array(indices));
        let aliases = self.alias_properties();
        if !aliases.is_blank() {
            properties.set("aliases", aliases);
        }
        if let Some(stream) =
            self.data_stream.and_then(|body| body["data_streams"].as_array()?.first())
        {
            properties.set("dataStream", data_stream(stream));
        }
        self.roots(&mut properties);
        properties
    }

    fn setting(&self, index: &str) -> Option<&Map<String, Json>> {
        self.settings?.get(index)?.get("settings")?.get("index")?.as_object()
    }

    fn index(&self, name: &str) -> Value {
        let mut index = Value::object().with("name", name);
        index.set("state", if self.is_closed(name) { "closed" } else { "open" });
        let attributes = self.resolved.attributes.iter().find(|(other, _)| other == name);
        for attribute in attributes.map_or(&[][..], |(_, all)| all.as_slice()) {
            if !matches!(attribute.as_str(), "open" | "closed") {
                index.set(attribute.clone(), true);
            }
        }
        if let Some(settings) = self.setting(name) {
            let mut settings = settings.clone();
            settings.retain(|key, _| !INTERNAL_SETTINGS.contains(&key.as_str()));
            index.set("settings", to_sorted_value(&Json::Object(settings)));
        }
        index
    }

    /// Of an alias itself: what it says of each index. Of an index or a stream: its aliases. Nothing for a pattern.
    fn alias_properties(&self) -> Value {
        let Some(all) = self.aliases.and_then(Json::as_object) else { return Value::Null };
        let mut indices: Vec<_> = all.iter().collect();
        indices.sort_by_key(|(index, _)| *index);
        let mut aliases = Value::object();
        for (index, one) in indices {
            for (name, details) in one["aliases"].as_object().into_iter().flatten() {
                let wanted = match self.resolved.target {
                    Target::Alias => *name == self.resolved.name,
                    Target::Index | Target::DataStream => true,
                    Target::Pattern => false,
                };
                if wanted {
                    let mut entry = aliases.get(name).cloned().unwrap_or_else(Value::object);
                    entry.set(index.clone(), to_sorted_value(details));
                    aliases.set(name.clone(), entry);
                }
            }
        }
        aliases
    }

    /// What stands at the root of the mappings beside fields: dynamic mode and templates, `_meta`, `_source`,
    /// `_routing`, …; once where all say the same, else by index.
    fn roots(&self, properties: &mut Value) {
        let roots: Vec<(String, Value)> = self
            .mappings
            .iter()
            .map(|m| {
                let root: Value = m
                    .root
                    .iter()
                    .filter(|(key, _)| {
                        !matches!(key.as_str(), "properties" | "runtime" | "derived")
                    })
                    .map(|(key, value)| (key.clone(), to_value(value)))
                    .collect();
                (m.index.clone(), root)
            })
            .collect();
        let Some((_, first)) = roots.first() else { return };
        if roots.iter().all(|(_, root)| root == first) {
            if !first.is_blank() {
                properties.set("mapping", first.clone());
            }
            return;
        }
        properties.set("mappingByIndex", roots.into_iter().collect::<Value>());
    }
}

/// What the catalog keeps of a data stream; its indices stand elsewhere.
fn data_stream(stream: &Json) -> Value {
    let kept = [
        "timestamp_field",
        "template",
        "ilm_policy",
        "lifecycle",
        "hidden",
        "system",
        "replicated",
        "index_mode",
        "_meta",
        "allow_custom_routing",
    ];
    kept.iter()
        .filter_map(|name| Some(((*name).to_owned(), to_sorted_value(stream.get(*name)?))))
        .collect()
}

#[cfg(test)]
mod tests;
