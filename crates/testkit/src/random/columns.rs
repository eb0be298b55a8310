//! Steps of columns.

use std::collections::BTreeSet;

use ariadne_domain::{Column, Delta, EntityChange, Path, Stored, TableId};
use ariadne_ports::IdSource;

use super::history::{History, Present, TAGS, TEXTS};
use crate::builders::{ColumnBuilder, FactsBuilder};

const PATHS: &[&str] = &[
    "id",
    "ID",
    "order_id",
    "items",
    "items.sku",
    "items[].sku",
    "地址.城市",
    "\"a b\"",
    "meta{}",
    "total",
    "订单",
    "items.order.id",
];
const TYPES: &[&str] = &["string", "int", "decimal(10,2)", "array<object>", "ANYDATA"];

/// So many new columns of a table at most, each at another path.
pub(super) fn new_columns(history: &mut History, table: TableId, number: usize) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for ordinal in (0_u32..).take(number) {
        let path = history.rng.pick(PATHS);
        let data_type = history.rng.pick(TYPES);
        let id = history.ids.next();
        let mut column = if history.rng.chance(50) {
            let facts = FactsBuilder::new(path, data_type).property("n", history.rng.below(9));
            ColumnBuilder::observed(id, table, facts.build()).ordinal(ordinal).build()
        } else {
            ColumnBuilder::manual(id, table, path).data_type(data_type).ordinal(ordinal).build()
        };
        change(history, &mut column);
        if !columns.iter().any(|other| other.path == column.path) {
            columns.push(column);
        }
    }
    columns
}

/// Sets some of the fields that are nobody's path.
fn change(history: &mut History, column: &mut Column) {
    if history.rng.chance(30) {
        column.set_description(history.rng.pick(TEXTS).map(str::to_owned));
    }
    if history.rng.chance(20) {
        column.set_tags(history.rng.pick(TAGS).iter().map(ToString::to_string).collect());
    }
    if history.rng.chance(20) {
        column.set_data_type(Some((*history.rng.pick(TYPES)).to_owned()));
    }
    if history.rng.chance(15) {
        column.overrides.hidden = !column.overrides.hidden;
    }
    if history.rng.chance(15) {
        column.set_nullable(Some(history.rng.chance(50)));
    }
}

/// Changes, adds, deletes and rotates columns of one table.
pub(super) fn column_steps(history: &mut History, present: &Present) -> Vec<EntityChange> {
    if present.tables.is_empty() {
        return Vec::new();
    }
    let table = history.rng.pick(&present.tables).clone();
    let id = table.value.id;
    let stored: Vec<Stored<Column>> = present.columns.get(&id).cloned().unwrap_or_default();
    let value = table.value.clone();
    let mut changes: Vec<EntityChange> = vec![Delta::updated(table, value).into()];
    let paths: Vec<Path> = stored.iter().map(|column| column.value.path.clone()).collect();
    let rotate = history.rng.chance(20);
    for (place, column) in stored.into_iter().enumerate() {
        let mut after = column.value.clone();
        if rotate {
            after.path = paths[(place + 1) % paths.len()].clone();
            changes.push(Delta::updated(column, after).into());
        } else if history.rng.chance(20) {
            changes.push(Delta::deleted(column).into());
        } else if history.rng.chance(50) {
            change(history, &mut after);
            if history.rng.chance(20) {
                // May collide with another column.
                after.path = history.rng.pick(PATHS).parse().expect("a printed path");
            }
            changes.push(Delta::updated(column, after).into());
        }
    }
    let added = history.rng.below(3);
    let added = new_columns(history, id, added);
    changes.extend(added.into_iter().map(|column| Delta::created(column).into()));
    if changes.len() <= 1 {
        return Vec::new();
    }
    if history.rng.chance(80) {
        let gone = changes.iter().filter_map(|change| match change {
            EntityChange::Column(delta) => {
                let stays = delta.after.as_ref().is_some_and(|column| !column.overrides.hidden);
                (!stays).then(|| change.entity().id)
            }
            _ => None,
        });
        let gone: BTreeSet<_> = gone.collect();
        changes.extend(present.ends_at(&gone));
    }
    changes
}
