//! The tables and columns that everything is measured on: made from a seed, table by
//! table, so that any part of it can be made again instead of being kept.
//!
//! They look like those of large public projects: of the tables that have columns the
//! median has 11, the 90th percentile 23, the 99th 81, the largest 343. How many have
//! columns is a matter of the shape. Every table stands in one of nine layers, which
//! is what edges go along.

use std::collections::HashSet;

use ariadne_domain::{
    Column, ColumnFacts, ColumnId, Key, KeyKind, LogicalType, ObjectName, Path, Source, SourceId,
    SourceKind, Table, TableId, TableKind, TableObserved, Timestamp, Value,
};
use uuid::Uuid;

use crate::random::{Random, index};
use crate::shape::Shape;
use crate::words::{
    ASPECTS, CHINESE, CHINESE_ASPECTS, FIELDS, LAYER_SHARES, LAYERS, OWNERS, PROSE, SUBJECTS, TAGS,
};

/// The time of the first commit.
pub(crate) const START: Timestamp = Timestamp(1_790_000_000_000_000);
const SOURCES: u64 = 24;
const SCHEMAS: u64 = 60;
/// Of ten thousand tables with columns, so many have at most so many of them.
const QUANTILES: [(u64, u64); 5] = [(0, 1), (5_000, 11), (9_000, 23), (9_900, 81), (10_000, 343)];
/// The tables at the end of the catalog that are there for their width.
pub(crate) const WIDE: [(&str, u64); 2] = [("wide_500", 500), ("wide_3000", 3_000)];

/// A table with its columns.
pub(crate) struct Entry {
    pub(crate) table: Table,
    pub(crate) columns: Vec<Column>,
}

/// Makes the catalog.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Generator {
    shape: Shape,
    seed: u64,
    scale: u32,
}

impl Generator {
    /// A catalog of a shape; `scale` is what the numbers of its tables are made of.
    pub(crate) fn new(shape: Shape, seed: u64, scale: u32) -> Self {
        Self { shape, seed, scale }
    }

    pub(crate) fn shape(self) -> Shape {
        self.shape
    }

    pub(crate) fn seed(self) -> u64 {
        self.seed
    }

    pub(crate) fn scale(self) -> u32 {
        self.scale
    }

    /// How many tables there are; where there are columns, the last ones are [`WIDE`].
    pub(crate) fn tables(self) -> u64 {
        self.shape.tables(self.scale)
    }

    /// The sources.
    pub(crate) fn sources() -> Vec<Source> {
        (0..SOURCES)
            .map(|n| Source {
                id: source_id(n),
                name: format!("Warehouse {n}"),
                kind: SourceKind::ALL[index(n, SourceKind::ALL.len())],
                description: Some(format!("Region {}", n % 5)),
                settings: Value::object(),
                secret: None,
                is_active: true,
            })
            .collect()
    }

    /// Place of the first wide table.
    fn narrow(self) -> u64 {
        self.tables() - WIDE.len() as u64
    }

    /// Table `n`, how many columns it has, and what these are made of.
    fn bare(self, n: u64) -> (Table, u64, Random) {
        let mut random = Random::new(self.seed, n);
        let mut table = table(n, &mut random);
        let documented = self.shape.documented();
        let wide = n.checked_sub(self.narrow()).filter(|_| documented > 0);
        let width = if let Some(at) = wide {
            let (name, width) = WIDE[index(at, WIDE.len())];
            name.clone_into(&mut table.name);
            width
        } else if random.percent(documented) {
            width(&mut random)
        } else {
            0
        };
        (table, width, random)
    }

    /// How many columns table `n` has.
    pub(crate) fn width(self, n: u64) -> u64 {
        self.bare(n).1
    }

    /// The layer of table `n`.
    pub(crate) fn layer(self, n: u64) -> usize {
        layer(&mut Random::new(self.seed, n))
    }

    /// Table `n` with its columns.
    pub(crate) fn entry(self, n: u64) -> Entry {
        let (mut table, width, mut random) = self.bare(n);
        let columns = columns(n, table.id, width, &mut random);
        if let (Some(first), Some(observed)) = (columns.first(), &mut table.observed) {
            let key = Key {
                kind: KeyKind::Primary,
                name: Some(format!("pk_{n}")),
                columns: vec![first.id],
                references: None,
                enabled: None,
            };
            observed.keys = vec![key];
        }
        Entry { table, columns }
    }

    /// Every table in order.
    pub(crate) fn entries(self) -> impl Iterator<Item = Entry> {
        (0..self.tables()).map(move |n| self.entry(n))
    }
}

fn layer(random: &mut Random) -> usize {
    let mut share = random.below(100);
    let mut layer = 0;
    while share >= LAYER_SHARES[layer] {
        share -= LAYER_SHARES[layer];
        layer += 1;
    }
    layer
}

fn table(n: u64, random: &mut Random) -> Table {
    let layer = layer(random);
    let subject = random.frequent(&SUBJECTS);
    let name = if random.percent(2) {
        format!("{}_{}_{n}", random.frequent(&CHINESE), random.any(&CHINESE_ASPECTS))
    } else {
        format!("{}_{subject}_{}_{n}", LAYERS[layer], random.frequent(&ASPECTS))
    };
    let schema = format!("{}_{}", LAYERS[layer], n % SCHEMAS);
    let mut table = Table::new(id(n, 0).into(), Some(schema.clone()), name.clone());
    table.source = Some(source_id(random.below(SOURCES)));
    table.external = Some(ObjectName { schema: Some(schema), name });
    table.owner = random.percent(60).then(|| random.any(&OWNERS).to_owned());
    if random.percent(30) {
        let tags = [random.any(&TAGS), random.any(&TAGS)];
        table.set_tags(tags.map(str::to_owned).to_vec());
    }
    let kind = match random.below(10) {
        0..3 => TableKind::View,
        3 => TableKind::Collection,
        _ => TableKind::Table,
    };
    table.observed = Some(TableObserved {
        kind,
        comment: random.percent(40).then(|| prose(subject, random)),
        definition: None,
        row_count: Some(random.below(1 << 30)),
        properties: Value::object(),
        keys: Vec::new(),
    });
    if random.percent(20) {
        table.set_description(Some(prose(subject, random)));
    }
    table.introspected_at = Some(START.plus_micros(random.below(1 << 36).cast_signed()));
    table
}

fn columns(n: u64, table: TableId, width: u64, random: &mut Random) -> Vec<Column> {
    let mut taken = HashSet::new();
    let column = |at: u64| {
        let mut name = if random.percent(1) {
            format!("{}{}", random.frequent(&CHINESE), random.any(&CHINESE_ASPECTS))
        } else {
            format!("{}_{}", random.frequent(&SUBJECTS), random.frequent(&FIELDS))
        };
        if at == 0 {
            "id".clone_into(&mut name);
        }
        if !taken.insert(name.clone()) {
            name = format!("{name}_{at}");
            taken.insert(name.clone());
        }
        // some columns are fields of an object
        let path = if random.percent(8) { Path::keys(["payload", &name]) } else { Path::key(name) };
        let (data_type, logical_type) = column_type(random);
        let facts = ColumnFacts {
            path,
            data_type,
            logical_type,
            nullable: at > 0 && random.percent(70),
            default: None,
            generated: None,
            comment: random.percent(25).then(|| prose(random.frequent(&SUBJECTS), random)),
            properties: Value::object(),
        };
        let ordinal = u32::try_from(at).unwrap_or(u32::MAX);
        let mut column = Column::observed(ColumnId(id(n, at + 1)), table, facts, ordinal);
        if random.percent(5) {
            column.overrides.description = Some(prose(random.frequent(&SUBJECTS), random));
        }
        column
    };
    (0..width).map(column).collect()
}

fn column_type(random: &mut Random) -> (String, LogicalType) {
    let (text, logical) = match random.below(10) {
        0..3 => ("VARCHAR2(50 CHAR)", LogicalType::String(Some(50))),
        3 => ("VARCHAR2(255 CHAR)", LogicalType::String(Some(255))),
        4 => {
            let exact = LogicalType::Decimal { precision: Some(18), scale: Some(2) };
            ("NUMBER(18,2)", exact)
        }
        5 | 6 => ("NUMBER(19)", LogicalType::Integer),
        7 => ("TIMESTAMP(6)", LogicalType::Timestamp),
        8 => ("DATE", LogicalType::Date),
        _ => ("BOOLEAN", LogicalType::Boolean),
    };
    (text.to_owned(), logical)
}

fn prose(subject: &str, random: &mut Random) -> String {
    let mut text = String::from("The ");
    text.push_str(subject);
    for _ in 0..4 + random.below(8) {
        text.push(' ');
        text.push_str(random.any(&PROSE));
    }
    text.push('.');
    text
}

/// Number of columns, by [`QUANTILES`].
fn width(random: &mut Random) -> u64 {
    let at = 1 + random.below(10_000);
    let pair = QUANTILES.windows(2).find(|pair| at <= pair[1].0);
    let (low, high) = pair.map_or((QUANTILES[3], QUANTILES[4]), |pair| (pair[0], pair[1]));
    low.1 + (at - low.0) * (high.1 - low.1) / (high.0 - low.0)
}

/// The time in the first id.
const BEGIN: u128 = 1_790_000_000_000;

/// The id of part `part` of table `n`: a version 7 UUID. Ids sort as they were made.
/// Part 0 is the table, part 1 its first column.
pub(crate) fn id(n: u64, part: u64) -> Uuid {
    let millis = (BEGIN + u128::from(n)) << 80;
    Uuid::from_u128(millis | 0x7 << 76 | 0b10 << 62 | u128::from(part))
}

/// What [`id`] made an id of.
pub(crate) fn parts(id: Uuid) -> Option<(u64, u64)> {
    let n = u64::try_from((id.as_u128() >> 80).checked_sub(BEGIN)?).ok()?;
    let part = u64::try_from(id.as_u128() & ((1 << 62) - 1)).ok()?;
    Some((n, part))
}

fn source_id(n: u64) -> SourceId {
    // behind every table's, which leaves those as they are
    SourceId(id(1 << 32, n))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catalog_is_made_again_alike() {
        let generator = Generator::new(Shape::Lists, 7, 1_000);
        for n in [0, 500, 999] {
            let (one, other) = (generator.entry(n), generator.entry(n));
            assert_eq!(one.table, other.table);
            assert_eq!(one.columns, other.columns);
        }
        assert_ne!(generator.entry(0).table, Generator::new(Shape::Lists, 8, 1_000).entry(0).table);
    }

    #[test]
    fn widths_have_the_shape_they_claim() {
        let mut widths: Vec<usize> = Generator::new(Shape::Lists, 1, 20_000)
            .entries()
            .map(|entry| entry.columns.len())
            .filter(|width| (1..=343).contains(width))
            .collect();
        widths.sort_unstable();
        let at = |share: usize| widths[widths.len() * share / 100];
        assert!((9_000..9_400).contains(&widths.len()), "{}", widths.len());
        assert!((10..=12).contains(&at(50)), "{}", at(50));
        assert!((22..=24).contains(&at(90)), "{}", at(90));
        assert!((75..=90).contains(&at(99)), "{}", at(99));
    }

    #[test]
    fn ids_and_paths_are_unique_and_the_wide_ones_are_there() {
        let generator = Generator::new(Shape::Lists, 1, 2_000);
        let mut ids = HashSet::new();
        for entry in generator.entries() {
            assert!(ids.insert(entry.table.id.0));
            let mut paths = HashSet::new();
            for column in &entry.columns {
                assert!(ids.insert(column.id.0));
                assert!(paths.insert(column.path.clone()), "{}", column.path);
                assert_eq!(column.id.0.get_version_num(), 7);
                assert_eq!(parts(column.id.0).map(|(n, _)| id(n, 0)), Some(entry.table.id.0));
            }
        }
        let last = generator.entry(1_999);
        assert_eq!((last.table.name.as_str(), last.columns.len()), ("wide_3000", 3_000));
    }
}
