//! From a row of values to a record.

use ariadne_domain::{
    ActorKind, ColumnId, EdgeId, Field, LineageOrigin, LineageStatus, Path, SourceId, SourceKind,
    TableId, TableKind,
};
use uuid::Uuid;

use crate::fields::Shape;
use crate::record::{
    ColumnRecord, LineageRecord, Placed, Record, Reference, ReferenceName, SourceRecord,
    TableRecord,
};
use crate::row::{Row, Wrong};
use crate::{Problem, Problems, RecordKind, cells, keys};

/// The record that a row says. What is wrong is reported; without the fields that tell
/// what it is about there is no record.
pub(crate) fn decode(mut row: Row, problems: &mut Problems) -> Option<Placed> {
    let mut reader = Reader { row: &mut row, problems };
    let record = match reader.row.kind {
        RecordKind::Source => Record::Source(reader.source()?),
        RecordKind::Table => Record::Table(reader.table()?),
        RecordKind::Column => Record::Column(reader.column()?),
        RecordKind::Lineage => Record::Lineage(reader.lineage()?),
    };
    Some(Placed { record, place: row.place, faulty: row.faulty, layout: row.layout })
}

struct Reader<'a> {
    row: &'a mut Row,
    problems: &'a mut Problems,
}

impl Reader<'_> {
    fn source(&mut self) -> Option<SourceRecord> {
        let name = self.required_name();
        let record = SourceRecord {
            id: self.id("id").map(SourceId),
            kind: self.word("kind", SourceKind::from_name),
            description: self.text("description"),
            is_active: self.row.read(self.problems, "isActive", cells::flag),
            settings: self.row.read(self.problems, "settings", cells::object),
            name: String::new(),
        };
        Some(SourceRecord { name: name?, ..record })
    }

    fn table(&mut self) -> Option<TableRecord> {
        let name = self.required_name();
        let record = TableRecord {
            id: self.id("id").map(TableId),
            source: self.name("source"),
            schema: self.name("schema"),
            name: String::new(),
            kind: self.word("kind", TableKind::from_name),
            external_schema: self.name("externalSchema"),
            external_name: self.name("externalName"),
            description: self.text("description"),
            tags: self.row.read(self.problems, "tags", cells::tags),
            owner: self.name("owner"),
            keys: self.row.read(self.problems, "keys", keys::read),
            definition: self.text("definition"),
            row_count: self.row.read(self.problems, "rowCount", cells::whole),
            introspected_at: self.row.read(self.problems, "introspectedAt", cells::time),
            properties: self.row.read(self.problems, "properties", cells::object),
            fetched: self.row.read(self.problems, "fetched", cells::object),
        };
        Some(TableRecord { name: name?, ..record })
    }

    fn column(&mut self) -> Option<ColumnRecord> {
        let id = self.id("id").map(ColumnId);
        let table = self.table_reference(id.is_some());
        let path = self.row.read(self.problems, "path", cells::path).value().cloned();
        if path.is_none() && id.is_none() {
            self.missing("path", "Name the column, or give its id.");
        }
        let record = ColumnRecord {
            id,
            table: Reference::default(),
            path,
            ordinal: self.row.read(self.problems, "ordinal", cells::whole),
            data_type: self.text("dataType"),
            logical_type: self.row.read(self.problems, "logicalType", cells::logical),
            nullable: self.row.read(self.problems, "nullable", cells::flag),
            primary_key: self.primary_key(),
            unique: self.row.read(self.problems, "unique", cells::flag),
            default: self.text("default"),
            generated: self.text("generated"),
            description: self.text("description"),
            tags: self.row.read(self.problems, "tags", cells::tags),
            properties: self.row.read(self.problems, "properties", cells::object),
        };
        let known = record.path.is_some() || record.id.is_some();
        known.then_some(())?;
        Some(ColumnRecord { table: table?, ..record })
    }

    fn lineage(&mut self) -> Option<LineageRecord> {
        let from = self.endpoint([
            "fromId",
            "fromSource",
            "fromSchema",
            "fromTable",
            "fromColumn",
            "from",
        ]);
        let to = self.endpoint(["toId", "toSource", "toSchema", "toTable", "toColumn", "to"]);
        let record = LineageRecord {
            edge: self.id("edgeId").map(EdgeId),
            transformation: self.text("transformation"),
            process: self.text("process"),
            confidence: self.row.read(self.problems, "confidence", cells::share),
            status: self.word("status", LineageStatus::from_name),
            origin: self.word("origin", LineageOrigin::from_name),
            note: self.text("note"),
            claimant: self.name("claimant"),
            claimant_id: self.row.read(self.problems, "claimantId", uuid),
            claimant_kind: self.word("claimantKind", ActorKind::from_name),
            claimed_at: self.row.read(self.problems, "claimedAt", cells::time),
            ..LineageRecord::default()
        };
        let (from, to) = (from?, to?);
        self.same_level(&from, &to);
        Some(LineageRecord { from, to, ..record })
    }

    /// Lineage runs between two tables or two columns, as far as the cells tell.
    fn same_level(&mut self, from: &Reference, to: &Reference) {
        let column = |end: &Reference| match (&end.id, &end.name) {
            (None, Some(ReferenceName::Cells { column, .. })) => Some(column.is_some()),
            _ => None,
        };
        if let (Some(a), Some(b)) = (column(from), column(to))
            && a != b
            && !self.row.faulty
        {
            let empty = if a { "toColumn" } else { "fromColumn" };
            let message = "Lineage runs between two tables or two columns, never between one of each; name the column here or leave out the other one.";
            self.row.wrong(self.problems, empty, None, Wrong::new("MIXED_LEVELS", message));
        }
    }

    /// Position in the primary key; `true` is taken as the first, `false` as none.
    fn primary_key(&mut self) -> Field<u32> {
        let field = self.row.read(self.problems, "primaryKey", |value| {
            match cells::text(value.clone())?.trim().to_lowercase().as_str() {
                "false" | "no" | "n" | "否" | "0" => Ok(0),
                "true" | "yes" | "y" | "x" | "是" | "√" | "✓" | "pk" => Ok(1),
                _ => cells::whole(value),
            }
        });
        if field == Field::Set(0) { Field::Clear } else { field }
    }

    fn id(&mut self, name: &str) -> Option<Uuid> {
        self.row.read(self.problems, name, uuid).value().copied()
    }

    fn word<T>(&mut self, name: &str, from_name: impl Fn(&str) -> Option<T>) -> Field<T> {
        let words = match self.row.kind.field(name).map(|f| f.shape) {
            Some(Shape::Word(words)) => words,
            _ => &[],
        };
        self.row.read(self.problems, name, |value| cells::word(value, words, from_name))
    }

    fn text(&mut self, name: &str) -> Field<String> {
        let max = match self.row.kind.field(name).map(|f| f.shape) {
            Some(Shape::Text(max)) => max,
            _ => 0,
        };
        self.row.read(self.problems, name, |value| cells::long_text(value, max))
    }

    /// A name; blanks around it are part of it, and seldom meant.
    fn name(&mut self, name: &str) -> Field<String> {
        let read = self.row.read(self.problems, name, cells::name);
        if let Field::Set(text) = &read
            && text.trim() != text
        {
            let message = "The name begins or ends with a blank, which is kept as a part of it.";
            let problem = Problem::warning(self.row.at(name), "BLANK_AROUND", message);
            let suggestion = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
            self.problems.push(problem.with_value(text).with_suggestion(suggestion));
        }
        read
    }

    /// Asks for a field, unless what stands in it was refused.
    fn missing(&mut self, name: &str, message: &str) {
        if self.row.is_spoiled(name) {
            self.row.faulty = true;
            return;
        }
        self.row.wrong(self.problems, name, None, Wrong::new("REQUIRED", message));
    }

    fn required_name(&mut self) -> Option<String> {
        match self.name("name") {
            Field::Set(name) => Some(name),
            Field::Keep | Field::Clear => {
                self.missing("name", "Enter a name.");
                None
            }
        }
    }

    fn table_reference(&mut self, optional: bool) -> Option<Reference> {
        let reference = self.reference(["tableId", "source", "schema", "table", "", "tableRef"]);
        match reference {
            Ok(reference) if reference != Reference::default() || optional => Some(reference),
            Ok(_) => {
                self.missing("table", "Name the table, or give its id.");
                None
            }
            Err(()) => None,
        }
    }

    fn endpoint(&mut self, names: [&'static str; 6]) -> Option<Reference> {
        match self.reference(names) {
            Ok(reference) if reference != Reference::default() => Some(reference),
            Ok(_) => {
                self.missing(names[3], "Name the table, or give the id of the table or column.");
                None
            }
            Err(()) => None,
        }
    }

    /// Reads id, source, schema, table, column and dotted name. `Err` when what is there
    /// was not understood.
    fn reference(&mut self, names: [&'static str; 6]) -> Result<Reference, ()> {
        let [id, source, schema, table, column, dotted] = names;
        let before = std::mem::replace(&mut self.row.faulty, false);
        let id = self.id(id);
        let alone = !self.row.has(source) && !self.row.has(schema);
        let source = self.name(source);
        let schema = self.name(schema);
        let table_name = self.name(table).value().cloned();
        let column_path = match column {
            "" => None,
            column => self.row.read(self.problems, column, cells::path).value().cloned(),
        };
        let dotted_path = self.row.read(self.problems, dotted, cells::path).value().cloned();
        if table_name.is_none() && column_path.is_some() && dotted_path.is_none() && id.is_none() {
            self.missing(table, "Name the table of this column.");
        }
        let faulty = std::mem::replace(&mut self.row.faulty, before);
        self.row.faulty |= faulty;
        let name = match (table_name, dotted_path) {
            (Some(table), _) => Some(whole_name(source, schema, table, column_path, alone)),
            (None, Some(path)) => Some(ReferenceName::Dotted(path)),
            (None, None) => None,
        };
        if faulty && id.is_none() { Err(()) } else { Ok(Reference { id, name }) }
    }
}

/// A file without cells for source and schema often has both in the cell of the table,
/// joined by dots.
fn whole_name(
    source: Field<String>,
    schema: Field<String>,
    table: String,
    column: Option<Path>,
    alone: bool,
) -> ReferenceName {
    let dotted = alone.then(|| table.parse::<Path>().ok()).flatten();
    match dotted.filter(|path| path.segments().len() > 1) {
        Some(path) => {
            let below = column.iter().flat_map(|c| c.segments().iter().cloned());
            ReferenceName::Dotted(below.fold(path, |path, segment| path.child(segment)))
        }
        None => ReferenceName::Cells { source, schema, table, column },
    }
}

fn uuid(value: ariadne_domain::Value) -> Result<Uuid, Wrong> {
    let text = cells::text(value)?;
    Uuid::parse_str(text.trim())
        .map_err(|_| Wrong::invalid("This is no id; leave the cell empty to go by the name."))
}
