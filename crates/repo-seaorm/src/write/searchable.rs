//! What search knows, kept in step with the entities.

use std::collections::HashMap;

use ariadne_domain::{Delta, SearchDocument, word_starts};
use ariadne_ports::Result;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use uuid::Uuid;

use super::OPERATION;
use super::rows::insert_many;
use super::steps::Steps;
use crate::entities::{search_gram, search_name, search_text};
use crate::error::db;
use crate::grams::grams;
use crate::kept::{CHUNK, Searched};

/// The row numbers that the commit gives to new documents.
#[derive(Default)]
pub(super) struct Numbers {
    /// Looked up when the first one is given.
    last: Option<i64>,
}

impl Numbers {
    /// Behind the last one; the writer is alone, so nobody else takes them.
    async fn next(&mut self, connection: &impl ConnectionTrait) -> Result<i64> {
        let last = match self.last {
            Some(last) => last,
            None => search_name::Entity::find()
                .order_by_desc(search_name::Column::Rowid)
                .one(connection)
                .await
                .map_err(db(OPERATION))?
                .map_or(0, |row| row.rowid),
        };
        self.last = Some(last + 1);
        Ok(last + 1)
    }
}

/// Replaces the documents of the steps in which what search knows differs; answers
/// the document's row number of every entity that has one after the commit.
pub(super) async fn write<K: Searched>(
    connection: &impl ConnectionTrait,
    steps: &Steps<'_, K>,
    numbers: &mut Numbers,
) -> Result<HashMap<Uuid, i64>> {
    let mut docs = HashMap::with_capacity(steps.deltas.len());
    let (mut gone, mut names, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    let mut pieces = Vec::new();
    for delta in &steps.deltas {
        let Delta { before, after } = delta;
        let id =
            after.as_ref().or(before.as_ref().map(|b| &b.value)).map(K::id).unwrap_or_default();
        let old = steps.rows.get(&id).and_then(|row| row.doc);
        let now = after.as_ref().and_then(K::document);
        if let (Some(old), Some(before)) = (old, before) {
            if before.value.document() == now {
                docs.insert(id, old);
                continue;
            }
            gone.push(old);
        }
        if let (Some(document), Some(value)) = (now, after) {
            let rowid = numbers.next(connection).await?;
            docs.insert(id, rowid);
            let of_place = grams(&document.place).into_iter();
            let piece = |gram: &str| search_gram::Model { gram: gram.to_owned(), doc: rowid };
            pieces.extend(of_place.map(|gram| piece(gram).into_active_model()));
            let (name, text) = document_rows(value, rowid, document);
            names.push(name.into_active_model());
            texts.push(text.into_active_model());
        }
    }
    for chunk in gone.chunks(CHUNK) {
        search_text::Entity::delete_many()
            .filter(search_text::Column::Rowid.is_in(chunk.iter().copied()))
            .exec(connection)
            .await
            .map_err(db(OPERATION))?;
        search_name::Entity::delete_many()
            .filter(search_name::Column::Rowid.is_in(chunk.iter().copied()))
            .exec(connection)
            .await
            .map_err(db(OPERATION))?;
        search_gram::Entity::delete_many()
            .filter(search_gram::Column::Doc.is_in(chunk.iter().copied()))
            .exec(connection)
            .await
            .map_err(db(OPERATION))?;
    }
    insert_many::<search_gram::Entity, _>(connection, pieces).await?;
    insert_many::<search_name::Entity, _>(connection, names).await?;
    insert_many::<search_text::Entity, _>(connection, texts).await?;
    Ok(docs)
}

/// The rows that search has of an entity with this document.
pub(crate) fn document_rows<K: Searched>(
    value: &K,
    rowid: i64,
    document: SearchDocument,
) -> (search_name::Model, search_text::Model) {
    let SearchDocument { name, place, text } = document;
    let name = search_name::Model {
        rowid,
        kind: K::SEARCH_KIND,
        entity_id: value.id(),
        table_id: value.search_table(),
        length: i32::try_from(name.chars().count()).unwrap_or(i32::MAX),
        starts: word_starts(&name),
        place: (place != name).then_some(place),
        name,
    };
    (name, search_text::Model { rowid, text })
}
