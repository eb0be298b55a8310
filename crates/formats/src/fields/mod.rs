//! The fields of the catalog document: one list that headers, keys, notes, lists to
//! choose from, templates and the JSON Schema all come from.

mod columns;
mod lineage;
mod sources;
mod tables;

/// What a record describes: a sheet of a spreadsheet, a list of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordKind {
    /// Data sources.
    Source,
    /// Tables.
    Table,
    /// Columns.
    Column,
    /// Claims of lineage.
    Lineage,
}

impl RecordKind {
    /// Every kind, in the order of a document.
    pub const ALL: [Self; 4] = [Self::Source, Self::Table, Self::Column, Self::Lineage];

    /// The name of its sheet.
    pub const fn sheet(self) -> &'static str {
        match self {
            Self::Source => "Sources",
            Self::Table => "Tables",
            Self::Column => "Columns",
            Self::Lineage => "Lineage",
        }
    }

    /// The key of its list in a document, and the stem of its CSV file.
    pub const fn list(self) -> &'static str {
        match self {
            Self::Source => "sources",
            Self::Table => "tables",
            Self::Column => "columns",
            Self::Lineage => "lineage",
        }
    }

    /// Its fields, in the order of the sheet.
    pub const fn fields(self) -> &'static [FieldSpec] {
        match self {
            Self::Source => sources::FIELDS,
            Self::Table => tables::FIELDS,
            Self::Column => columns::FIELDS,
            Self::Lineage => lineage::FIELDS,
        }
    }

    /// Other names of its sheet, in the form of [`crate::headers::plain`].
    pub(crate) const fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Source => &["sources", "source", "datasources", "connections", "数据源", "来源"],
            Self::Table => &["tables", "table", "datasets", "表", "数据表", "表清单"],
            Self::Column => {
                &["columns", "column", "fields", "attributes", "列", "字段", "字段清单"]
            }
            Self::Lineage => {
                &["lineage", "edges", "mappings", "mapping", "dependencies", "血缘", "血缘关系"]
            }
        }
    }

    /// The field of that name.
    pub fn field(self, name: &str) -> Option<&'static FieldSpec> {
        self.fields().iter().find(|f| f.name == name)
    }
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An id of the catalog.
    Id,
    /// A name of 1 to 1,024 characters.
    Name,
    /// A text of at most that many characters.
    Text(usize),
    /// A column path, `address.city` or `items[].sku`.
    Path,
    /// A table or column by one dotted name.
    Dotted,
    /// One of some words.
    Word(&'static [&'static str]),
    /// True or false.
    Flag,
    /// A whole number from 0.
    Whole,
    /// A number from 0 to 1.
    Share,
    /// A point in time.
    Time,
    /// A list of tags.
    Tags,
    /// A logical type.
    LogicalType,
    /// An object.
    Object,
    /// The keys of a table, a list of objects.
    Keys,
}

/// One field.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// The header and the key.
    pub name: &'static str,
    /// What goes in, for people: the note at the header.
    pub note: &'static str,
    /// What may stand in it.
    pub shape: Shape,
    /// Other headers, without what people spell differently: letters and digits, folded.
    pub aliases: &'static [&'static str],
    /// Width of its column in a spreadsheet, in characters.
    pub width: u8,
}

/// A field.
const fn field(
    name: &'static str,
    shape: Shape,
    width: u8,
    aliases: &'static [&'static str],
    note: &'static str,
) -> FieldSpec {
    FieldSpec { name, note, shape, aliases, width }
}

/// Longest description, in characters, as the catalog takes it.
const DESCRIPTION: usize = ariadne_domain::MAX_DESCRIPTION;
/// Longest type, default or similar expression, in characters.
const EXPRESSION: usize = 4_000;
/// Longest free text of a claim, in characters.
const CLAIM: usize = ariadne_domain::MAX_CLAIM_TEXT;
/// Longest view text or pipeline, in characters.
const DEFINITION: usize = 1_000_000;
