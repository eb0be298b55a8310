use ariadne_domain::{EntityKind, EntityRef, SearchDocument, TableId, search_words};
use ariadne_ports::{At, Count, CursorKey, Page, PageRequest, Result, SearchHit, SearchReader};
use async_trait::async_trait;

use super::MemoryRepo;
use super::paging::{Direction, Entry, capped, page};
use super::state::State;

fn hit(
    words: &[String],
    entity: EntityRef,
    table: Option<TableId>,
    document: &SearchDocument,
) -> Option<Entry<SearchHit>> {
    let rank = document.rank(words)?;
    let kind = match entity.kind {
        EntityKind::Table => 0,
        EntityKind::Column => 1,
        EntityKind::Source => 2,
        // Lineage is not searched.
        EntityKind::Edge | EntityKind::Assertion => return None,
    };
    let length = i64::try_from(document.name.chars().count()).unwrap_or(i64::MAX);
    Some(Entry {
        keys: vec![
            CursorKey::Int(i64::from(rank)),
            CursorKey::Int(kind),
            CursorKey::Int(length),
            CursorKey::Text(document.name.clone()),
        ],
        id: entity.id,
        item: SearchHit { entity, table, rank },
    })
}

impl State {
    /// Looks at every entity there is.
    fn hits(&self, text: &str) -> Vec<Entry<SearchHit>> {
        let words = search_words(text);
        let of = |kind, id| EntityRef { kind, id };
        let sources = self.sources.rows(At::Head).filter_map(|row| {
            let document = SearchDocument::of_source(&row.value);
            hit(&words, of(EntityKind::Source, row.value.id.0), None, &document)
        });
        let tables = self.tables.rows(At::Head).filter_map(|row| {
            let document = SearchDocument::of_table(&row.value);
            hit(&words, of(EntityKind::Table, row.value.id.0), None, &document)
        });
        let columns = self.columns.rows(At::Head).filter_map(|row| {
            let document = SearchDocument::of_column(&row.value)?;
            let entity = of(EntityKind::Column, row.value.id.0);
            hit(&words, entity, Some(row.value.table), &document)
        });
        tables.chain(columns).chain(sources).collect()
    }
}

#[async_trait]
impl SearchReader for MemoryRepo {
    async fn search(&self, text: &str, request: &PageRequest) -> Result<Page<SearchHit>> {
        let hits = self.lock().hits(text);
        let scope = format!("search {:?}", search_words(text));
        page("memory.search", &scope, Direction::Ascending, hits, request)
    }

    async fn count_hits(&self, text: &str, cap: u64) -> Result<Count> {
        Ok(capped(self.lock().hits(text).len(), cap))
    }
}
