//! Objects of any kind.

use super::Kind::{Date, Number, Text};
use super::{Family, Kind, Look, public_views};
use crate::catalog::{Body, NOW, Object, RelationKind};
use crate::sql::Row;
use crate::value::Value;

/// How long names are in the dictionary.
pub(super) const NAME: Kind = Text(128);

pub(super) const FAMILIES: &[Family] = &[
    Family {
        all: "ALL_OBJECTS",
        user: Some("USER_OBJECTS"),
        dba: Some("DBA_OBJECTS"),
        columns: &[
            ("OWNER", NAME),
            ("OBJECT_NAME", NAME),
            ("SUBOBJECT_NAME", NAME),
            ("OBJECT_ID", Number),
            ("DATA_OBJECT_ID", Number),
            ("OBJECT_TYPE", Text(23)),
            ("CREATED", Date),
            ("LAST_DDL_TIME", Date),
            ("TIMESTAMP", Text(19)),
            ("STATUS", Text(7)),
            ("TEMPORARY", Text(1)),
            ("GENERATED", Text(1)),
            ("SECONDARY", Text(1)),
            ("NAMESPACE", Number),
            ("EDITION_NAME", NAME),
            ("ORACLE_MAINTAINED", Text(1)),
        ],
        maker: objects,
    },
    Family {
        all: "ALL_SYNONYMS",
        user: Some("USER_SYNONYMS"),
        dba: Some("DBA_SYNONYMS"),
        columns: &[
            ("OWNER", NAME),
            ("SYNONYM_NAME", NAME),
            ("TABLE_OWNER", NAME),
            ("TABLE_NAME", NAME),
            ("DB_LINK", NAME),
            ("ORIGIN_CON_ID", Number),
        ],
        maker: synonyms,
    },
    Family {
        all: "ALL_USERS",
        user: None,
        dba: None,
        columns: &[
            ("USERNAME", NAME),
            ("USER_ID", Number),
            ("CREATED", Date),
            ("COMMON", Text(3)),
            ("ORACLE_MAINTAINED", Text(1)),
        ],
        maker: users,
    },
    Family {
        all: "ALL_TAB_PRIVS",
        user: None,
        dba: None,
        columns: &[
            ("GRANTOR", NAME),
            ("GRANTEE", NAME),
            ("TABLE_SCHEMA", NAME),
            ("TABLE_NAME", NAME),
            ("PRIVILEGE", Text(40)),
            ("GRANTABLE", Text(3)),
            ("TYPE", Text(24)),
        ],
        maker: privileges,
    },
];

/// What the dictionary calls the kinds of an object; a materialized view is also a table.
fn kinds(object: &Object) -> &'static [&'static str] {
    match &object.body {
        Body::Relation(relation) => match &relation.kind {
            RelationKind::Table(_) => &["TABLE"],
            RelationKind::View(_) => &["VIEW"],
            RelationKind::MaterializedView(_) => &["TABLE", "MATERIALIZED VIEW"],
        },
        Body::Synonym(_) => &["SYNONYM"],
        Body::Sequence => &["SEQUENCE"],
        Body::Type(_) => &["TYPE"],
    }
}

struct Listed<'a> {
    owner: &'a str,
    name: &'a str,
    number: u32,
    kind: &'a str,
    valid: bool,
    temporary: bool,
    maintained: bool,
}

fn listed(one: &Listed<'_>) -> Row {
    let letter = |yes: bool| Value::text(if yes { "Y" } else { "N" });
    Row::from([
        Value::text(one.owner),
        Value::text(one.name),
        Value::Null,
        Value::number(one.number),
        if one.kind == "TABLE" { Value::number(one.number) } else { Value::Null },
        Value::text(one.kind),
        Value::Date(NOW),
        Value::Date(NOW),
        Value::text("2026-01-15:10:30:00"),
        Value::text(if one.valid { "VALID" } else { "INVALID" }),
        letter(one.temporary),
        letter(false),
        letter(false),
        Value::number(if one.kind == "INDEX" { 4 } else { 1 }),
        Value::Null,
        letter(one.maintained),
    ])
}

fn objects(look: &Look<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (owner, name, object) in look.objects() {
        let (valid, temporary) = match &object.body {
            Body::Relation(relation) => match &relation.kind {
                RelationKind::View(view) => (view.valid, false),
                RelationKind::Table(facts) => (true, facts.temporary.is_some()),
                RelationKind::MaterializedView(_) => (true, false),
            },
            _ => (true, false),
        };
        let number = object.number;
        for kind in kinds(object) {
            rows.push(listed(&Listed {
                owner,
                name,
                number,
                kind,
                valid,
                temporary,
                maintained: false,
            }));
        }
        if let Body::Relation(relation) = &object.body {
            for index in &relation.indexes {
                rows.push(listed(&Listed {
                    owner: &index.owner,
                    name: &index.name,
                    number: index.number,
                    kind: "INDEX",
                    valid: true,
                    temporary: false,
                    maintained: false,
                }));
            }
        }
    }
    for (name, object) in look.session.catalog.public_synonyms() {
        rows.push(listed(&Listed {
            owner: "PUBLIC",
            name,
            number: object.number,
            kind: "SYNONYM",
            valid: true,
            temporary: false,
            maintained: false,
        }));
    }
    for (at, view) in public_views(look).enumerate() {
        let number = u32::try_from(at).unwrap_or(0) + 2_000;
        for (owner, kind) in [("SYS", "VIEW"), ("PUBLIC", "SYNONYM")] {
            rows.push(listed(&Listed {
                owner,
                name: view.name,
                number,
                kind,
                valid: true,
                temporary: false,
                maintained: true,
            }));
        }
    }
    rows
}

fn synonyms(look: &Look<'_>) -> Vec<Row> {
    let row = |owner: &str, name: &str, target: &str, object: &str, link: Option<&str>| {
        Row::from([
            Value::text(owner),
            Value::text(name),
            Value::text(target),
            Value::text(object),
            Value::optional(link),
            Value::number(3),
        ])
    };
    let mut rows = Vec::new();
    let public = look
        .session
        .catalog
        .public_synonyms()
        .map(|(name, object)| ("PUBLIC", name.as_str(), object));
    for (owner, name, object) in look.objects().chain(public) {
        if let Body::Synonym(synonym) = &object.body {
            rows.push(row(owner, name, &synonym.owner, &synonym.name, synonym.link.as_deref()));
        }
    }
    rows.extend(public_views(look).map(|view| row("PUBLIC", view.name, "SYS", view.name, None)));
    rows
}

fn users(look: &Look<'_>) -> Vec<Row> {
    let row = |name: &str, number: u32, maintained: bool| {
        Row::from([
            Value::text(name),
            Value::number(number),
            Value::Date(NOW),
            Value::yes(maintained),
            Value::text(if maintained { "Y" } else { "N" }),
        ])
    };
    let mut rows = vec![row("SYS", 0, true), row("SYSTEM", 9, true)];
    let schemas = look.session.catalog.schemas().filter(|(name, _)| *name != "SYSTEM");
    rows.extend(schemas.map(|(name, schema)| row(name, schema.number, false)));
    rows
}

fn privileges(look: &Look<'_>) -> Vec<Row> {
    let user = look.session.user;
    look.session
        .catalog
        .access()
        .on_objects()
        .filter(|[owner, _, to, _]| *owner == user || *to == user || *to == "PUBLIC")
        .map(|[owner, name, to, privilege]| {
            let object = look.session.catalog.object(owner, name);
            Row::from([
                Value::text(owner),
                Value::text(to),
                Value::text(owner),
                Value::text(name),
                Value::text(privilege),
                Value::text("NO"),
                Value::optional(object.map(|object| kinds(object)[0])),
            ])
        })
        .collect()
}
