//! Whether two names mean one object of a source.

use crate::{ObjectName, Source, SourceKind, Table};

/// How a source reads the names of its objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    kind: SourceKind,
    /// Where it looks for a name without a schema, as far as its settings say so.
    usual_schema: Option<String>,
}

/// The name of an object, with what is known of how it was spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    name: ObjectName,
    /// The source itself said it so: it is not read any more.
    exact: bool,
}

impl Called {
    /// A name that somebody typed.
    pub fn typed(name: ObjectName) -> Self {
        Self { name, exact: false }
    }

    /// A name that the source told.
    pub fn told(name: ObjectName) -> Self {
        Self { name, exact: true }
    }

    /// What the source of a table calls it: told by it once columns were accepted.
    pub fn of(table: &Table) -> Self {
        Self { name: table.external_name(), exact: table.introspected_at.is_some() }
    }
}

impl Naming {
    /// That of a source.
    pub fn of(source: &Source) -> Self {
        let setting = |name: &str| {
            let value = source.settings.get(name)?.as_str()?;
            (!value.is_empty()).then(|| value.to_owned())
        };
        let usual_schema = match source.kind {
            SourceKind::Oracle => setting("schema").or_else(|| setting("username")),
            SourceKind::Mongodb => setting("database"),
            SourceKind::Elasticsearch => None,
        };
        Self { kind: source.kind, usual_schema }
    }

    /// Whether two names mean one object of the source. Names of MongoDB and of
    /// Elasticsearch are exact, and the latter has no schemas. What is typed for Oracle is
    /// read as it stands, else in upper case; quotes keep it as it stands.
    pub fn same(&self, one: &Called, other: &Called) -> bool {
        self.same_schema(one, other)
            && self.same_part(&one.name.name, one.exact, &other.name.name, other.exact)
    }

    fn same_schema(&self, one: &Called, other: &Called) -> bool {
        if self.kind == SourceKind::Elasticsearch {
            return true;
        }
        let (one, other) = (self.schema_of(one), self.schema_of(other));
        match (one.0, other.0) {
            (None, None) => true,
            (Some(schema), Some(other_schema)) => {
                self.same_part(schema, one.1, other_schema, other.1)
            }
            _ => false,
        }
    }

    /// Where an object is, and whether the source said it so.
    fn schema_of<'a>(&'a self, called: &'a Called) -> (Option<&'a str>, bool) {
        match &called.name.schema {
            Some(schema) => (Some(schema), called.exact),
            None => (self.usual_schema.as_deref(), false),
        }
    }

    fn same_part(&self, one: &str, exact: bool, other: &str, other_exact: bool) -> bool {
        if self.kind != SourceKind::Oracle {
            return one == other;
        }
        let (one, exact) = unquoted(one, exact);
        let (other, other_exact) = unquoted(other, other_exact);
        one == other
            || (!exact && upper_letters(one) == other)
            || (!other_exact && one == upper_letters(other))
            || (!exact && !other_exact && upper_letters(one) == upper_letters(other))
    }

    /// A key that two names share that mean one object for sure: what nobody but the source
    /// itself can tell is left out.
    pub fn key(&self, called: &Called) -> (Option<String>, String) {
        let part = |part: &str, exact: bool| match unquoted(part, exact) {
            _ if self.kind != SourceKind::Oracle => part.to_owned(),
            (part, true) => part.to_owned(),
            (part, false) => upper_letters(part),
        };
        let schema = match self.schema_of(called) {
            _ if self.kind == SourceKind::Elasticsearch => None,
            (schema, exact) => schema.map(|schema| part(schema, exact)),
        };
        (schema, part(&called.name.name, called.exact))
    }

    /// Every spelling in which the catalog may keep a name that means the same object,
    /// but for upper and lower case of the letters A to Z.
    pub fn spellings(&self, called: &Called) -> Vec<ObjectName> {
        let ObjectName { schema, name } = &called.name;
        let mut schemas = self.spelled(schema.as_deref());
        match (&self.usual_schema, schema) {
            (Some(usual), None) => schemas.extend(self.spelled(Some(usual))),
            (Some(_), Some(_)) => {
                let plain = Called::typed(ObjectName { schema: None, ..called.name.clone() });
                if self.same_schema(called, &plain) {
                    schemas.push(None);
                }
            }
            (None, _) => {}
        }
        if self.kind == SourceKind::Elasticsearch {
            schemas.push(None);
        }
        let names = self.spelled(Some(name));
        let mut all: Vec<ObjectName> = Vec::new();
        for schema in &schemas {
            for name in names.iter().flatten() {
                let spelling = ObjectName { schema: schema.clone(), name: name.clone() };
                let alike = |known: &ObjectName| lower_ascii(known) == lower_ascii(&spelling);
                if !all.iter().any(alike) {
                    all.push(spelling);
                }
            }
        }
        all
    }

    fn spelled(&self, part: Option<&str>) -> Vec<Option<String>> {
        let Some(part) = part.filter(|_| self.kind == SourceKind::Oracle) else {
            return vec![part.map(str::to_owned)];
        };
        let bare = unquoted(part, false).0;
        let quoted = format!("\"{bare}\"");
        // A letter beyond A to Z that somebody typed in both cases within one name is missed.
        [bare.to_owned(), upper_letters(bare), bare.to_lowercase(), quoted].map(Some).to_vec()
    }
}

fn lower_ascii(name: &ObjectName) -> (Option<String>, String) {
    (name.schema.as_ref().map(|schema| schema.to_ascii_lowercase()), name.name.to_ascii_lowercase())
}

/// A part without the quotes that keep it as it stands.
fn unquoted(part: &str, exact: bool) -> (&str, bool) {
    let inner = part.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match inner.filter(|inner| !exact && !inner.is_empty()) {
        Some(inner) => (inner, true),
        None => (part, exact),
    }
}

/// A text in upper case, letter by letter: a letter whose upper case is two letters stays.
pub fn upper_letters(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut upper = c.to_uppercase();
            match (upper.next(), upper.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceId, Value};

    fn naming(kind: SourceKind, settings: Value) -> Naming {
        Naming::of(&Source {
            id: SourceId(uuid::Uuid::nil()),
            name: "s".to_owned(),
            kind,
            description: None,
            settings,
            secret: None,
            is_active: true,
        })
    }

    fn name(text: &str) -> ObjectName {
        match text.split_once('.') {
            Some((schema, name)) => {
                ObjectName { schema: Some(schema.to_owned()), name: name.to_owned() }
            }
            None => ObjectName { schema: None, name: text.to_owned() },
        }
    }

    /// Either way round, and found by the spellings of either.
    fn alike(naming: &Naming, one: &Called, other: &Called) -> bool {
        let same = naming.same(one, other);
        assert!(same || naming.key(one) != naming.key(other), "{one:?} {other:?}");
        assert_eq!(same, naming.same(other, one), "{one:?} {other:?}");
        if same {
            let found = |by: &Called, kept: &Called| {
                let kept = lower_ascii(&kept.name);
                naming.spellings(by).iter().any(|spelling| lower_ascii(spelling) == kept)
            };
            assert!(found(one, other) && found(other, one), "{one:?} {other:?}");
        }
        same
    }

    #[test]
    fn typed_names_of_oracle_are_read_in_upper_case() {
        let oracle = naming(SourceKind::Oracle, Value::object().with("username", "hr"));
        let told = |text: &str| Called::told(name(text));
        let typed = |text: &str| Called::typed(name(text));
        for (one, other, same) in [
            (told("HR.LOCATIONS"), typed("hr.locations"), true),
            (told("HR.LOCATIONS"), typed("Hr.Locations"), true),
            (told("HR.LOCATIONS"), typed("locations"), true),
            (told("HR.LOCATIONS"), typed("LOCATIONS"), true),
            (told("HR.LOCATIONS"), typed("\"HR\".\"LOCATIONS\""), true),
            (told("HR.LOCATIONS"), typed("hr.\"locations\""), false),
            (told("HR.LOCATIONS"), typed("sales.locations"), false),
            (told("HR.LOCATIONS"), told("HR.Locations"), false),
            (told("HR.Locations"), typed("HR.Locations"), true),
            (told("HR.Locations"), typed("HR.\"Locations\""), true),
            (told("HR.Locations"), typed("HR.locations"), false),
            (typed("hr.locations"), typed("HR.Locations"), true),
            (told("HR.GRÖßE"), typed("hr.größe"), true),
            (typed("locations"), typed("Locations"), true),
        ] {
            assert_eq!(alike(&oracle, &one, &other), same, "{one:?} {other:?}");
        }
        let other = naming(SourceKind::Oracle, Value::object().with("schema", "SALES"));
        assert!(!alike(&other, &told("HR.T"), &typed("t")));
        assert!(alike(&other, &told("SALES.T"), &typed("t")));
    }

    #[test]
    fn other_names_are_exact() {
        let mongo = naming(SourceKind::Mongodb, Value::object().with("database", "shop"));
        let called = |text: &str| Called::typed(name(text));
        assert!(alike(&mongo, &called("shop.orders"), &called("orders")));
        assert!(!alike(&mongo, &called("shop.orders"), &called("Orders")));
        assert!(!alike(&mongo, &called("shop.orders"), &called("old.orders")));
        let elastic = naming(SourceKind::Elasticsearch, Value::object());
        assert!(alike(&elastic, &called("logs"), &called("logs")));
        assert!(!alike(&elastic, &called("logs"), &called("Logs")));
        // It has no schemas: that of the catalog, taken over when it was bound, says nothing.
        assert!(elastic.same(&called("dw.logs"), &called("logs")));
    }
}
