//! Tables with lineage between them.

use serde_json::{Value, json};

use crate::world::{World, id};

pub(crate) const CREATE: &str = "mutation($input: [LineageInput!]!, $dryRun: Boolean) {
    createLineage(input: $input, dryRun: $dryRun) {
        edges { id from to level derived status origins version since until
            assertions { id origin status actor { name kind } confidence transformation process note } }
        changeset { seq } warnings { code cause } } }";

/// A table with its columns `a` and `b`: its id and theirs.
pub(crate) struct Drawn {
    pub(crate) id: String,
    pub(crate) a: String,
    pub(crate) b: String,
}

impl World {
    /// A table of this name.
    pub(crate) async fn drawn(&self, name: &str) -> Drawn {
        let column = |name: &str| json!({ "path": [name], "dataType": "TEXT" });
        let columns = [column("a"), column("b")];
        let table = self.table(json!({ "name": name, "schema": "shop", "columns": columns })).await;
        let nodes = &table["table"]["columns"]["nodes"];
        Drawn { id: id(&table["table"]), a: id(&nodes[0]), b: id(&nodes[1]) }
    }

    /// Claims lineage and answers the payload.
    pub(crate) async fn claim(&self, input: Value) -> Value {
        self.data(CREATE, json!({ "input": input })).await["createLineage"].take()
    }

    /// Draws an edge and answers it.
    pub(crate) async fn link(&self, from: &str, to: &str) -> Value {
        self.claim(json!([{ "from": from, "to": to }])).await["edges"][0].take()
    }
}
