//! Results that clients read in batches.

use std::collections::{HashMap, VecDeque};

use mongodb::bson::{Bson, Document, doc};

use crate::error::CommandError;

/// The size of a first batch when the client names none.
const FIRST_BATCH: usize = 101;
/// A batch ends before it would grow beyond this many bytes.
const BATCH_BYTES: usize = 16 * 1024 * 1024;

struct Cursor {
    namespace: String,
    owner: Option<String>,
    rest: VecDeque<Document>,
}

impl Cursor {
    fn batch(&mut self, size: usize) -> Vec<Bson> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < size {
            let Some(next) = self.rest.front() else { break };
            bytes += next.to_vec().map_or(0, |bytes| bytes.len());
            if bytes > BATCH_BYTES && !batch.is_empty() {
                break;
            }
            batch.extend(self.rest.pop_front().map(Bson::Document));
        }
        batch
    }
}

/// The cursors that are open.
#[derive(Default)]
pub(crate) struct Cursors {
    open: HashMap<i64, Cursor>,
    opened: i64,
}

impl Cursors {
    /// The reply with the first batch; the rest waits for `getMore`.
    pub(crate) fn open(
        &mut self,
        namespace: String,
        owner: Option<String>,
        documents: Vec<Document>,
        batch_size: Option<usize>,
        single: bool,
    ) -> Document {
        let mut cursor = Cursor { namespace, owner, rest: documents.into() };
        let batch = cursor.batch(batch_size.unwrap_or(FIRST_BATCH));
        let namespace = cursor.namespace.clone();
        let id = if single || (cursor.rest.is_empty() && batch_size != Some(0)) {
            0
        } else {
            self.opened += 1;
            // ids of real servers are large
            let id = (1 << 40) + self.opened;
            self.open.insert(id, cursor);
            id
        };
        doc! { "cursor": { "firstBatch": batch, "id": id, "ns": namespace } }
    }

    /// The next batch.
    pub(crate) fn more(
        &mut self,
        id: i64,
        namespace: &str,
        owner: Option<&String>,
        batch_size: Option<usize>,
    ) -> Result<Document, CommandError> {
        let cursor = self
            .open
            .get_mut(&id)
            .ok_or_else(|| CommandError::new(43, format!("cursor id {id} not found")))?;
        if cursor.owner.as_ref() != owner || cursor.namespace != namespace {
            return Err(CommandError::unauthorized(format!(
                "Requested getMore on namespace '{namespace}', but cursor {id} belongs to a different \
                 session or namespace"
            )));
        }
        let batch = cursor.batch(batch_size.filter(|size| *size > 0).unwrap_or(usize::MAX));
        let namespace = cursor.namespace.clone();
        let left = if cursor.rest.is_empty() {
            self.open.remove(&id);
            0
        } else {
            id
        };
        Ok(doc! { "cursor": { "nextBatch": batch, "id": left, "ns": namespace } })
    }

    /// Whether the cursor was open.
    pub(crate) fn kill(&mut self, id: i64) -> bool {
        self.open.remove(&id).is_some()
    }

    /// The number of open cursors.
    pub(crate) fn len(&self) -> usize {
        self.open.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: i32) -> Vec<Document> {
        (0..count).map(|n| doc! { "n": n }).collect()
    }

    #[test]
    fn batches_follow_until_the_cursor_closes_itself() {
        let mut cursors = Cursors::default();
        let reply = cursors.open("d.c".into(), None, numbers(5), Some(2), false);
        let first = reply.get_document("cursor").unwrap();
        assert_eq!(first.get_array("firstBatch").unwrap().len(), 2);
        let id = first.get_i64("id").unwrap();
        let reply = cursors.more(id, "d.c", None, Some(2)).unwrap();
        assert_eq!(reply.get_document("cursor").unwrap().get_i64("id").unwrap(), id);
        let reply = cursors.more(id, "d.c", None, None).unwrap();
        assert_eq!(reply.get_document("cursor").unwrap().get_i64("id").unwrap(), 0);
        assert_eq!(cursors.more(id, "d.c", None, None).unwrap_err().code, 43);
    }

    #[test]
    fn an_empty_first_batch_keeps_the_cursor_and_a_foreigner_may_not_read_it() {
        let mut cursors = Cursors::default();
        let reply = cursors.open("d.c".into(), Some("admin.a".into()), numbers(1), Some(0), false);
        let id = reply.get_document("cursor").unwrap().get_i64("id").unwrap();
        assert_ne!(id, 0);
        assert_eq!(cursors.more(id, "d.c", None, None).unwrap_err().code, 13);
        assert!(cursors.kill(id));
        assert!(!cursors.kill(id));
        assert_eq!(cursors.len(), 0);
    }

    #[test]
    fn a_batch_stops_at_sixteen_mebibytes() {
        let mut cursors = Cursors::default();
        let large = doc! { "t": "x".repeat(9 * 1024 * 1024) };
        let reply = cursors.open("d.c".into(), None, vec![large.clone(), large], None, false);
        let first = reply.get_document("cursor").unwrap();
        assert_eq!(first.get_array("firstBatch").unwrap().len(), 1);
    }
}
