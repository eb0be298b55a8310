//! Random catalogs with every nasty name.

use ariadne_domain::{
    ActorKind, ColumnId, Confidence, EdgeId, Field, ForeignTarget, KeyFacts, KeyKind,
    LineageOrigin, LineageStatus, LogicalType, Path, Segment, SourceId, SourceKind, TableId,
    TableKind, Timestamp, Value,
};
use ariadne_formats::{
    ColumnRecord, LineageRecord, Record, Reference, ReferenceName, SourceRecord, TableRecord,
};
use proptest::option::of;
use proptest::prelude::*;
use uuid::Uuid;

/// Texts that formats get wrong.
fn nasty() -> impl Strategy<Value = String> {
    let fixed = [
        "=1+1",
        "+49 30",
        "-5",
        "@SUM(A1)",
        "'=x",
        "''=x",
        "'tis",
        "\t tab",
        "\rcr",
        "a\r\nb\nc\rd",
        "quo\"te",
        "\"",
        "\"quoted\"",
        "a,b;c|d\te",
        "007",
        "1.10",
        "1e5",
        "0x1F",
        "2024-01-31",
        "31.01.2024",
        "1/2",
        "true",
        "FALSE",
        "null",
        "~",
        "no",
        "yes",
        "NaN",
        "- x",
        "# no comment",
        "key: value",
        "{}",
        "[]",
        "&anchor",
        "*alias",
        "!tag",
        "%YAML",
        "---",
        "...",
        "<<",
        "|",
        ">",
        " blank ",
        "\u{a0}nbsp\u{a0}",
        "_x0041_",
        "_x000D_",
        "<b>&amp;</b>",
        "]]>",
        "שלום עולם",
        "مرحبا",
        "e\u{301}",
        "é",
        "👩‍👩‍👧‍👦",
        "表名，订单",
        "\u{feff}bom",
        "\u{2028}line",
        "\u{85}next",
        "\u{1}\u{1f}\u{7f}",
        "\u{fffd}",
        "\u{fffe}",
        "\u{202e}rtl",
        "𝒳",
        "\\n",
        "a\\",
        "${x}",
        "id",
    ];
    prop_oneof![
        3 => proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned),
        2 => "[a-zA-Z_]{1,12}",
        1 => "[^\0]{1,12}",
        1 => "[='\"+,;\\- \t\n\r@:#\\[{]{1,8}",
        1 => ("[a-z]", 0_usize..1_000).prop_map(|(c, n)| c + &"长".repeat(n)),
    ]
}

fn name() -> impl Strategy<Value = String> {
    nasty().prop_map(|text| text.chars().take(1_024).collect())
}

fn text() -> impl Strategy<Value = Field<String>> {
    or_none(prop_oneof![8 => nasty().boxed(), 1 => "[a-z\n]{500,2000}".boxed()])
}

fn or_none<T: std::fmt::Debug + Clone>(
    of: impl Strategy<Value = T>,
) -> impl Strategy<Value = Field<T>> {
    proptest::option::of(of).prop_map(|value| value.map_or(Field::Clear, Field::Set))
}

fn uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn path() -> impl Strategy<Value = Path> {
    let segment = prop_oneof![
        6 => prop_oneof![name().boxed(), Just(String::new()).boxed()].prop_map(Segment::Key),
        1 => Just(Segment::Element),
        1 => Just(Segment::MapValue),
    ];
    proptest::collection::vec(segment, 1..4).prop_map(Path::new)
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(Value::Number("1.10".to_owned())),
        Just(Value::Number("-12345678901234567890.123e-7".to_owned())),
        nasty().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            proptest::collection::btree_map(nasty(), inner, 0..4)
                .prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn properties() -> impl Strategy<Value = Field<Value>> {
    let members = proptest::collection::btree_map(nasty(), value(), 1..4);
    or_none(members.prop_map(|members| members.into_iter().collect::<Value>()))
}

fn tags() -> impl Strategy<Value = Field<Vec<String>>> {
    or_none(proptest::collection::vec(name(), 1..4))
}

fn time() -> impl Strategy<Value = Field<Timestamp>> {
    or_none((0_i64..4_000_000_000_000_000).prop_map(Timestamp))
}

fn word<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Field<T>> {
    or_none(proptest::sample::select(all))
}

fn key() -> impl Strategy<Value = KeyFacts> {
    let target = (of(name()), name(), proptest::collection::vec(name(), 1..3))
        .prop_map(|(schema, name, columns)| ForeignTarget { schema, name, columns });
    let kinds = proptest::sample::select(KeyKind::ALL);
    (kinds, of(name()), proptest::collection::vec(path(), 1..3), of(target), of(any::<bool>()))
        .prop_map(|(kind, name, columns, references, enabled)| KeyFacts {
            kind,
            name,
            columns,
            references,
            enabled,
        })
}

fn source() -> impl Strategy<Value = Record> {
    let active = or_none(any::<bool>());
    (of(uuid()), name(), word(SourceKind::ALL), text(), active, properties()).prop_map(
        |(id, name, kind, description, is_active, settings)| {
            Record::Source(SourceRecord {
                id: id.map(SourceId),
                name,
                kind,
                description,
                is_active,
                settings,
            })
        },
    )
}

fn table() -> impl Strategy<Value = TableRecord> {
    let names = (or_none(name()), or_none(name()), name(), or_none(name()), or_none(name()));
    let said = (word(TableKind::ALL), text(), tags(), or_none(name()));
    let keys = or_none(proptest::collection::vec(key(), 1..3));
    let fetched = (text(), or_none(any::<u64>()), time(), properties());
    (of(uuid()), names, said, keys, fetched).prop_map(|(id, names, said, keys, fetched)| {
        TableRecord {
            id: id.map(TableId),
            source: names.0,
            schema: names.1,
            name: names.2,
            external_schema: names.3,
            external_name: names.4,
            kind: said.0,
            description: said.1,
            tags: said.2,
            owner: said.3,
            keys,
            definition: fetched.0,
            row_count: fetched.1,
            introspected_at: fetched.2,
            fetched: fetched.3.clone(),
            properties: fetched.3,
        }
    })
}

fn logical() -> impl Strategy<Value = LogicalType> {
    let texts = ["string(50)", "decimal(10,2)", "array<int|string>", "map<object>", "unknown"];
    proptest::sample::select(texts.to_vec()).prop_map(|t| t.parse().expect("a logical type"))
}

fn column() -> impl Strategy<Value = ColumnRecord> {
    let facts = (text(), or_none(logical()), or_none(any::<bool>()), or_none(1_u32..9));
    let more = (or_none(any::<bool>()), text(), text(), text(), tags(), properties());
    (of(uuid()), path(), or_none(any::<u32>()), facts, more).prop_map(
        |(id, path, ordinal, facts, more)| ColumnRecord {
            id: id.map(ColumnId),
            table: Reference::default(),
            path: Some(path),
            ordinal,
            data_type: facts.0,
            logical_type: facts.1,
            nullable: facts.2,
            primary_key: facts.3,
            unique: more.0,
            default: more.1,
            generated: more.2,
            description: more.3,
            tags: more.4,
            properties: more.5,
        },
    )
}

fn endpoint(column: bool) -> impl Strategy<Value = Reference> {
    let names = (or_none(name()), or_none(name()), name(), path());
    (of(uuid()), names).prop_map(move |(id, (source, schema, table, path))| {
        let column = column.then_some(path);
        Reference { id, name: Some(ReferenceName::Cells { source, schema, table, column }) }
    })
}

fn lineage() -> impl Strategy<Value = Record> {
    let ends = any::<bool>().prop_flat_map(|column| (endpoint(column), endpoint(column)));
    let said = (text(), text(), or_none(0_u16..=1_000), text());
    let words = (word(LineageStatus::ALL), word(LineageOrigin::ALL), word(ActorKind::ALL));
    let who = (or_none(name()), or_none(uuid()), time());
    (of(uuid()), ends, said, words, who).prop_map(|(edge, ends, said, words, who)| {
        let confidence = match said.2 {
            Field::Set(n) => Confidence::from_thousandths(n).map_or(Field::Clear, Field::Set),
            Field::Clear | Field::Keep => Field::Clear,
        };
        Record::Lineage(LineageRecord {
            edge: edge.map(EdgeId),
            from: ends.0,
            to: ends.1,
            transformation: said.0,
            process: said.1,
            confidence,
            note: said.3,
            status: words.0,
            origin: words.1,
            claimant_kind: words.2,
            claimant: who.0,
            claimant_id: who.1,
            claimed_at: who.2,
        })
    })
}

/// A whole catalog in the order that writers want.
pub(crate) fn catalog() -> impl Strategy<Value = Vec<Record>> {
    let tables =
        proptest::collection::vec((table(), proptest::collection::vec(column(), 0..3)), 0..3);
    let sources = proptest::collection::vec(source(), 0..2);
    (sources, tables, proptest::collection::vec(lineage(), 0..3)).prop_map(
        |(sources, tables, lineage)| {
            let mut records = sources;
            for (table, columns) in tables {
                let named = ReferenceName::Cells {
                    source: table.source.clone(),
                    schema: table.schema.clone(),
                    table: table.name.clone(),
                    column: None,
                };
                let reference = Reference { id: table.id.map(|id| id.0), name: Some(named) };
                records.push(Record::Table(table));
                records.extend(columns.into_iter().map(|column| {
                    Record::Column(ColumnRecord { table: reference.clone(), ..column })
                }));
            }
            records.extend(lineage);
            records
        },
    )
}
