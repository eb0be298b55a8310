//! What the server holds: schemas with their objects, and who may see what.

mod access;
mod model;
mod script;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

pub(crate) use access::Access;
pub(crate) use model::{
    Body, Column, Constraint, ConstraintKind, External, Identity, Index, Lifetime,
    MaterializedView, Object, Partitioning, Relation, RelationKind, Standing, Synonym, TableFacts,
    UserType, View, Visibility,
};
pub use script::ScriptError;
pub(crate) use script::type_named;

use crate::sql::Row;
use crate::value::Moment;

/// The time at which everything was made and analysed, and that every session reads: the server
/// has no clock, so that its answers can be compared.
pub(crate) const NOW: Moment = Moment {
    year: 2026,
    month: 1,
    day: 15,
    hour: 10,
    minute: 30,
    second: 0,
    nanos: 0,
    offset: None,
};

/// How many synonyms are followed, one to the next.
pub(crate) const MOST_HOPS: usize = 32;

/// Schemas with their objects, made by scripts in the database's own language.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    schemas: BTreeMap<String, Schema>,
    public_synonyms: BTreeMap<String, Object>,
    access: Access,
    last_number: u32,
    last_generated: u32,
    /// The rows of dictionary views by view and account, as far as somebody has asked for them.
    cache: Cache,
}

/// What one schema holds. Indexes and constraints have names of their own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Schema {
    pub(crate) number: u32,
    pub(crate) objects: BTreeMap<String, Arc<Object>>,
}

/// Calculated rows; a copy of a catalog starts without any.
#[derive(Debug, Default)]
struct Cache(Mutex<CachedRows>);

/// By view and account.
type CachedRows = BTreeMap<(&'static str, String), Arc<Vec<Row>>>;

impl Clone for Cache {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Catalog {
    /// An empty catalog.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs a script of statements in the database's own language, each ended by `;` or by a
    /// line that holds `/` alone.
    ///
    /// The crate's README lists what a script may hold. Nothing is changed when it is wrong; the
    /// error says at which line.
    pub fn run(&mut self, text: &str) -> Result<(), ScriptError> {
        let mut changed = self.clone();
        script::run(&mut changed, text)?;
        *self = changed;
        Ok(())
    }

    pub(crate) fn schemas(&self) -> impl Iterator<Item = (&String, &Schema)> {
        self.schemas.iter()
    }

    pub(crate) fn object(&self, owner: &str, name: &str) -> Option<&Object> {
        self.schemas.get(owner)?.objects.get(name).map(|object| &**object)
    }

    pub(crate) fn public_synonym(&self, name: &str) -> Option<&Synonym> {
        match &self.public_synonyms.get(name)?.body {
            Body::Synonym(synonym) => Some(synonym),
            _ => None,
        }
    }

    pub(crate) fn public_synonyms(&self) -> impl Iterator<Item = (&String, &Object)> {
        self.public_synonyms.iter()
    }

    /// Whether an account may select from an object.
    pub(crate) fn reads(&self, user: &str, owner: &str, name: &str) -> bool {
        user == owner || self.access.reads(user, owner, name)
    }

    /// What a synonym stands for in the end: owner and name of the first object that is none, if
    /// it is there and here.
    pub(crate) fn target<'a>(&'a self, synonym: &'a Synonym) -> Option<(&'a str, &'a str)> {
        let mut synonym = synonym;
        for _ in 0..MOST_HOPS {
            if synonym.link.is_some() {
                return None;
            }
            match &self.object(&synonym.owner, &synonym.name)?.body {
                Body::Synonym(next) => synonym = next,
                _ => return Some((&synonym.owner, &synonym.name)),
            }
        }
        None
    }

    /// Whether an account sees that an object is there.
    pub(crate) fn sees(&self, user: &str, owner: &str, name: &str) -> bool {
        user == owner || self.access.sees(user, owner, name)
    }

    pub(crate) fn access(&self) -> &Access {
        &self.access
    }

    /// Rows that are calculated once.
    pub(crate) fn cached(
        &self,
        view: &'static str,
        user: &str,
        calculate: impl FnOnce() -> Vec<Row>,
    ) -> Arc<Vec<Row>> {
        let mut cache = crate::shared::lock(&self.cache.0);
        let rows = cache.entry((view, user.to_owned())).or_insert_with(|| Arc::new(calculate()));
        Arc::clone(rows)
    }

    fn next_number(&mut self) -> u32 {
        self.last_number += 1;
        // Small numbers belong to what comes with a database.
        self.last_number + 70_000
    }

    fn generated_name(&mut self, prefix: &str) -> String {
        self.last_generated += 1;
        format!("{prefix}{:06}", self.last_generated + 8_000)
    }

    fn schema(&mut self, name: &str) -> &mut Schema {
        let number = u32::try_from(self.schemas.len()).unwrap_or(u32::MAX) + 100;
        self.schemas
            .entry(name.to_owned())
            .or_insert_with(|| Schema { number, objects: BTreeMap::new() })
    }
}
