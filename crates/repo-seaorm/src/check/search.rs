//! What search knows is what the entities say.

use std::collections::{BTreeSet, HashMap};

use ariadne_domain::Stored;
use ariadne_ports::{At, Result};
use sea_orm::sea_query::{Alias, ExprTrait, Order};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityName, EntityTrait, FromQueryResult, QueryFilter,
};
use uuid::Uuid;

use super::{Finding, OPERATION, Reading};
use crate::entities::{search_gram, search_name, search_text};
use crate::error::{corrupt, db};
use crate::grams::grams;
use crate::kept::{CHUNK, Model, Searched, col, rows_at};
use crate::write::document_rows;

/// What search stores, by the number of the document.
struct Known {
    names: HashMap<i64, search_name::Model>,
    texts: HashMap<i64, search_text::Model>,
    grams: HashMap<i64, BTreeSet<String>>,
}

impl Known {
    async fn load(reading: &Reading, docs: Vec<i64>) -> Result<Self> {
        let connection = &reading.transaction;
        let names = search_name::Entity::find()
            .filter(search_name::Column::Rowid.is_in(docs.iter().copied()))
            .all(connection)
            .await
            .map_err(db(OPERATION))?;
        let texts = search_text::Entity::find()
            .filter(search_text::Column::Rowid.is_in(docs.iter().copied()))
            .all(connection)
            .await
            .map_err(db(OPERATION))?;
        let pieces = search_gram::Entity::find()
            .filter(search_gram::Column::Doc.is_in(docs))
            .all(connection)
            .await
            .map_err(db(OPERATION))?;
        let mut grams: HashMap<i64, BTreeSet<String>> = HashMap::new();
        for piece in pieces {
            grams.entry(piece.doc).or_default().insert(piece.gram);
        }
        Ok(Self {
            names: names.into_iter().map(|row| (row.rowid, row)).collect(),
            texts: texts.into_iter().map(|row| (row.rowid, row)).collect(),
            grams,
        })
    }

    /// Whether the entity is found as it says.
    fn agrees<K: Searched>(&self, entity: &K, doc: Option<i64>) -> bool {
        let (document, doc) = match (entity.document(), doc) {
            (None, None) => return true,
            (Some(document), Some(doc)) => (document, doc),
            _ => return false,
        };
        let pieces = grams(&document.place);
        let same = self.grams.get(&doc).map_or(pieces.is_empty(), |known| {
            known.iter().map(String::as_str).eq(pieces.iter().copied())
        });
        let (name, text) = document_rows(entity, doc, document);
        same && self.names.get(&doc) == Some(&name) && self.texts.get(&doc) == Some(&text)
    }
}

pub(super) async fn check<K: Searched>(reading: &Reading, finding: &mut Finding) -> Result<()> {
    let table = K::Row::default();
    let mut after: Option<Uuid> = None;
    loop {
        let mut select = rows_at::<K>(At::Head);
        select
            .order_by(Alias::new("id"), Order::Asc)
            .limit(u64::try_from(CHUNK).unwrap_or(u64::MAX));
        if let Some(after) = after {
            select.and_where(col("id").gt(after));
        }
        let rows = reading.transaction.query_all(&select).await.map_err(db(OPERATION))?;
        let mut page = Vec::with_capacity(rows.len());
        for row in &rows {
            let model = Model::<K>::from_query_result(row, "").map_err(db(OPERATION))?;
            let stored: Stored<K> = K::of(model).map_err(corrupt(OPERATION))?;
            let doc: Option<i64> = row.try_get("", "doc").map_err(db(OPERATION))?;
            page.push((stored.value, doc));
        }
        let known = Known::load(reading, page.iter().filter_map(|(_, doc)| *doc).collect()).await?;
        for (entity, doc) in &page {
            if !known.agrees(entity, *doc) {
                let (name, id) = (table.table_name(), entity.id());
                finding.add(|| format!("{name} {id} is not found by what it says"));
            }
        }
        match page.last() {
            Some((last, _)) if page.len() == CHUNK => after = Some(last.id()),
            _ => return Ok(()),
        }
    }
}

/// Rows of search that stand for nothing.
const ORPHANS: &[(&str, &str)] = &[
    (
        "SELECT rowid AS n FROM search_name s WHERE NOT EXISTS \
         (SELECT 1 FROM catalog_table t WHERE s.kind = 0 AND t.id = s.entity_id AND t.doc = s.rowid) \
         AND NOT EXISTS \
         (SELECT 1 FROM catalog_column c WHERE s.kind = 1 AND c.id = s.entity_id AND c.doc = s.rowid) \
         AND NOT EXISTS \
         (SELECT 1 FROM source o WHERE s.kind = 2 AND o.id = s.entity_id AND o.doc = s.rowid)",
        "is the number of a name that search finds and nothing has",
    ),
    (
        "SELECT t.rowid AS n FROM search_text t WHERE NOT EXISTS \
         (SELECT 1 FROM search_name s WHERE s.rowid = t.rowid)",
        "is the number of a text that search finds and nothing has",
    ),
    (
        "SELECT DISTINCT doc AS n FROM search_gram g WHERE NOT EXISTS \
         (SELECT 1 FROM search_name s WHERE s.rowid = g.doc)",
        "is the number of pieces of a name that nothing has",
    ),
];

pub(super) async fn orphans(reading: &Reading, finding: &mut Finding) -> Result<()> {
    for (sql, wrong) in ORPHANS {
        reading.numbers(finding, sql, wrong).await?;
    }
    Ok(())
}
