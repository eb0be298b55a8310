//! Who wrote, and what changesets did in numbers: answered from indexes, without reading
//! what was written.

use std::collections::BTreeMap;

use ariadne_domain::{
    Actor, Assertion, Column, Edge, Entity, EntityKind, Operation, Source, Table,
};
use ariadne_ports::{ChangeCount, Result};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityName, EntityTrait, QueryFilter, QueryOrder, Statement,
};

use crate::Repo;
use crate::entities::changeset;
use crate::error::{corrupt, db};
use crate::kept::{CHUNK, Kept};
use crate::mapping;

/// The last seq of each actor, by seeks in the index of actors: the smallest one, then
/// from each to the next.
pub(crate) const LAST_OF_ACTORS: &str = "\
    WITH RECURSIVE actors(id) AS (\
        SELECT first.actor_id FROM \
            (SELECT actor_id FROM changeset ORDER BY actor_id LIMIT 1) AS first \
        UNION ALL \
        SELECT (SELECT c.actor_id FROM changeset AS c WHERE c.actor_id > actors.id \
                 ORDER BY c.actor_id LIMIT 1) \
          FROM actors WHERE actors.id IS NOT NULL\
    ) \
    SELECT (SELECT c.seq FROM changeset AS c WHERE c.actor_id = actors.id \
             ORDER BY c.actor_id DESC, c.seq DESC LIMIT 1) AS seq \
      FROM actors WHERE actors.id IS NOT NULL";

/// How often each changeset made a row, and ended one, of one kind. A row that it made
/// and that ended later stands in the history: one statement reads both, so that none is
/// counted twice while it moves.
pub(crate) fn counting(current: &str, history: &str, seqs: &str) -> [String; 3] {
    let made = format!(
        "SELECT made.at AS at, COUNT(*) AS number FROM (\
            SELECT seq AS at FROM {current} WHERE seq IN ({seqs}) \
            UNION ALL SELECT seq AS at FROM {history} WHERE seq IN ({seqs})) AS made \
         GROUP BY made.at"
    );
    let ended = format!(
        "SELECT to_seq AS at, COUNT(*) AS number FROM {history} \
          WHERE to_seq IN ({seqs}) GROUP BY to_seq"
    );
    let both = format!(
        "SELECT h.to_seq AS at, COUNT(*) AS number FROM {history} AS h \
          WHERE h.to_seq IN ({seqs}) AND (\
                EXISTS (SELECT 1 FROM {current} AS n WHERE n.id = h.id AND n.seq = h.to_seq) \
             OR EXISTS (SELECT 1 FROM {history} AS n WHERE n.id = h.id AND n.seq = h.to_seq)) \
          GROUP BY h.to_seq"
    );
    [made, ended, both]
}

impl Repo {
    pub(super) async fn everybody_who_wrote(&self) -> Result<Vec<Actor>> {
        const OPERATION: &str = "repo.changeset_actors";
        let mut seqs: Vec<i64> = Vec::new();
        for row in self.all_of(OPERATION, LAST_OF_ACTORS).await? {
            seqs.push(row.try_get("", "seq").map_err(db(OPERATION))?);
        }
        seqs.sort_unstable_by(|a, b| b.cmp(a));
        let mut actors = Vec::with_capacity(seqs.len());
        for chunk in seqs.chunks(CHUNK) {
            let rows = changeset::Entity::find()
                .filter(changeset::Column::Seq.is_in(chunk.iter().copied()))
                .order_by_desc(changeset::Column::Seq)
                .all(self.reads())
                .await
                .map_err(db(OPERATION))?;
            for row in rows {
                let actor = mapping::actor(row.actor_id, row.actor_name, &row.actor_kind);
                actors.push(actor.map_err(corrupt(OPERATION))?);
            }
        }
        Ok(actors)
    }

    pub(super) async fn numbers_of_changes(&self, seqs: &[u64]) -> Result<Vec<ChangeCount>> {
        let mut seqs: Vec<u64> = seqs.to_vec();
        seqs.sort_unstable();
        seqs.dedup();
        let mut counts = Vec::new();
        for chunk in seqs.chunks(CHUNK) {
            // numbers, so they may stand in the statement itself
            let list: Vec<String> = chunk.iter().map(u64::to_string).collect();
            let list = list.join(", ");
            self.numbers_of::<Source>(&list, &mut counts).await?;
            self.numbers_of::<Table>(&list, &mut counts).await?;
            self.numbers_of::<Column>(&list, &mut counts).await?;
            self.numbers_of::<Edge>(&list, &mut counts).await?;
            self.numbers_of::<Assertion>(&list, &mut counts).await?;
        }
        Ok(counts)
    }

    async fn numbers_of<K: Kept>(&self, seqs: &str, counts: &mut Vec<ChangeCount>) -> Result<()> {
        const OPERATION: &str = "repo.count_changes";
        let kind: EntityKind = <K as Entity>::KIND;
        let current = K::Row::default().table_name().to_owned();
        let mut by_seq: BTreeMap<i64, [i64; 3]> = BTreeMap::new();
        for (place, sql) in counting(&current, K::HISTORY, seqs).into_iter().enumerate() {
            for row in self.all_of(OPERATION, &sql).await? {
                let at: i64 = row.try_get("", "at").map_err(db(OPERATION))?;
                let number: i64 = row.try_get("", "number").map_err(db(OPERATION))?;
                by_seq.entry(at).or_default()[place] = number;
            }
        }
        for (seq, [made, ended, both]) in by_seq {
            let numbers = [
                (Operation::Created, made - both),
                (Operation::Updated, both),
                (Operation::Deleted, ended - both),
            ];
            for (operation, number) in numbers {
                if let Some(count) = u64::try_from(number).ok().filter(|count| *count > 0) {
                    counts.push(ChangeCount { seq: seq.cast_unsigned(), kind, operation, count });
                }
            }
        }
        Ok(())
    }

    async fn all_of(
        &self,
        operation: &'static str,
        sql: &str,
    ) -> Result<Vec<sea_orm::QueryResult>> {
        let statement = Statement::from_string(self.reads().get_database_backend(), sql);
        self.reads().query_all_raw(statement).await.map_err(db(operation))
    }
}
