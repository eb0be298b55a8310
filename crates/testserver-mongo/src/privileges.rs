//! Roles, privileges and what they allow.

use std::collections::BTreeSet;

use mongodb::bson::{Bson, Document, doc};

const READ: &[&str] = &[
    "changeStream",
    "collStats",
    "dbHash",
    "dbStats",
    "find",
    "killCursors",
    "listCollections",
    "listIndexes",
    "planCacheRead",
];
const WRITE: &[&str] = &[
    "convertToCapped",
    "createCollection",
    "createIndex",
    "dropCollection",
    "dropIndex",
    "insert",
    "remove",
    "renameCollectionSameDB",
    "update",
];
const DB_ADMIN: &[&str] = &[
    "collMod",
    "collStats",
    "createCollection",
    "createIndex",
    "dbStats",
    "dropCollection",
    "dropDatabase",
    "dropIndex",
    "listCollections",
    "listIndexes",
    "validate",
];
const MONITOR: &[&str] = &["collStats", "dbStats", "indexStats", "listCollections", "listIndexes"];

/// A role that every server has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuiltInRole {
    /// Reads all collections of one database that are not the system's.
    Read,
    /// [`Self::Read`] and writes.
    ReadWrite,
    /// Sees and manages the schema of one database, without reading its data.
    DbAdmin,
    /// [`Self::Read`] on every database, and their list.
    ReadAnyDatabase,
    /// [`Self::ReadWrite`] on every database, and their list.
    ReadWriteAnyDatabase,
    /// Statistics of everything, data of nothing.
    ClusterMonitor,
    /// Everything.
    Root,
}

impl BuiltInRole {
    fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::ReadWrite => "readWrite",
            Self::DbAdmin => "dbAdmin",
            Self::ReadAnyDatabase => "readAnyDatabase",
            Self::ReadWriteAnyDatabase => "readWriteAnyDatabase",
            Self::ClusterMonitor => "clusterMonitor",
            Self::Root => "root",
        }
    }

    fn grants(self, database: &str) -> Vec<Grant> {
        let list_databases = Grant::on_cluster(&["listDatabases"]);
        let both = [READ, WRITE].concat();
        match self {
            Self::Read => vec![Grant::on(database, "", READ)],
            Self::ReadWrite => vec![Grant::on(database, "", &both)],
            Self::DbAdmin => vec![Grant::on(database, "", DB_ADMIN)],
            Self::ReadAnyDatabase => vec![Grant::on("", "", READ), list_databases],
            Self::ReadWriteAnyDatabase => vec![Grant::on("", "", &both), list_databases],
            Self::ClusterMonitor => vec![Grant::on("", "", MONITOR), list_databases],
            Self::Root => vec![Grant {
                resource: Resource::Anything,
                actions: BTreeSet::from(["anyAction".to_owned()]),
            }],
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Resource {
    Anything,
    Cluster,
    /// An empty database is every database, an empty collection every one that is not the system's.
    Namespace {
        database: String,
        collection: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Grant {
    resource: Resource,
    actions: BTreeSet<String>,
}

impl Grant {
    fn on(database: &str, collection: &str, actions: &[&str]) -> Self {
        Self {
            resource: Resource::Namespace {
                database: database.to_owned(),
                collection: collection.to_owned(),
            },
            actions: actions.iter().map(|action| (*action).to_owned()).collect(),
        }
    }

    fn on_cluster(actions: &[&str]) -> Self {
        Self {
            resource: Resource::Cluster,
            actions: actions.iter().map(|action| (*action).to_owned()).collect(),
        }
    }

    fn covers(&self, database: &str, collection: &str) -> bool {
        match &self.resource {
            Resource::Anything => true,
            Resource::Cluster => false,
            Resource::Namespace { database: granted_database, collection: granted } => {
                (granted_database.is_empty() || granted_database == database)
                    && if granted.is_empty() {
                        !collection.starts_with("system.")
                    } else {
                        granted == collection
                    }
            }
        }
    }

    fn has(&self, action: &str) -> bool {
        self.resource == Resource::Anything || self.actions.contains(action)
    }

    fn to_document(&self) -> Document {
        let resource = match &self.resource {
            Resource::Anything => doc! { "anyResource": true },
            Resource::Cluster => doc! { "cluster": true },
            Resource::Namespace { database, collection } => {
                doc! { "db": database, "collection": collection }
            }
        };
        let actions: Vec<Bson> = self.actions.iter().map(Into::into).collect();
        doc! { "resource": resource, "actions": actions }
    }
}

/// What an account may do: built-in roles and single privileges.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Privileges {
    roles: Vec<(String, String)>,
    grants: Vec<Grant>,
}

impl Privileges {
    /// Nothing beyond what every account that is logged in may do.
    pub fn none() -> Self {
        Self::default()
    }

    /// Everything.
    pub fn root() -> Self {
        Self::none().role(BuiltInRole::Root, "admin")
    }

    /// Adds a role on `database`; the roles for every database belong to `admin`.
    #[must_use]
    pub fn role(mut self, role: BuiltInRole, database: &str) -> Self {
        self.roles.push((role.name().to_owned(), database.to_owned()));
        self.grants.extend(role.grants(database));
        self
    }

    /// Adds the actions, such as `find` or `listIndexes`, on one collection; an empty collection
    /// name means the database itself and all of its collections that are not the system's.
    #[must_use]
    pub fn allow(mut self, database: &str, collection: &str, actions: &[&str]) -> Self {
        self.grants.push(Grant::on(database, collection, actions));
        self
    }

    /// Adds actions on the whole deployment, such as `listDatabases`.
    #[must_use]
    pub fn allow_on_cluster(mut self, actions: &[&str]) -> Self {
        self.grants.push(Grant::on_cluster(actions));
        self
    }

    pub(crate) fn may(&self, database: &str, collection: &str, action: &str) -> bool {
        self.grants.iter().any(|grant| grant.covers(database, collection) && grant.has(action))
    }

    pub(crate) fn may_on_cluster(&self, action: &str) -> bool {
        self.grants.iter().any(|grant| {
            matches!(grant.resource, Resource::Anything | Resource::Cluster) && grant.has(action)
        })
    }

    /// Whether any privilege reaches into the database.
    pub(crate) fn reach(&self, database: &str) -> bool {
        self.grants.iter().any(|grant| match &grant.resource {
            Resource::Anything => true,
            Resource::Cluster => false,
            Resource::Namespace { database: granted, .. } => {
                granted.is_empty() || granted == database
            }
        })
    }

    /// Whether any action is granted on the collection.
    pub(crate) fn touch(&self, database: &str, collection: &str) -> bool {
        self.grants.iter().any(|grant| grant.covers(database, collection))
    }

    pub(crate) fn role_documents(&self) -> Vec<Document> {
        self.roles.iter().map(|(role, database)| doc! { "role": role, "db": database }).collect()
    }

    pub(crate) fn privilege_documents(&self) -> Vec<Document> {
        self.grants.iter().map(Grant::to_document).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_on_a_database_stops_at_its_border_and_at_system_collections() {
        let privileges = Privileges::none().role(BuiltInRole::Read, "shop");
        assert!(privileges.may("shop", "orders", "find"));
        assert!(privileges.may("shop", "", "listCollections"));
        assert!(!privileges.may("shop", "system.views", "find"));
        assert!(!privileges.may("other", "orders", "find"));
        assert!(!privileges.may("shop", "orders", "insert"));
        assert!(!privileges.may_on_cluster("listDatabases"));
    }

    #[test]
    fn a_privilege_on_one_collection_is_not_one_on_the_database() {
        let privileges = Privileges::none().allow("shop", "orders", &["find", "listCollections"]);
        assert!(privileges.may("shop", "orders", "find"));
        assert!(!privileges.may("shop", "", "listCollections"));
        assert!(privileges.reach("shop"));
        assert!(!privileges.touch("shop", "customers"));
    }

    #[test]
    fn root_may_everything() {
        assert!(Privileges::root().may("shop", "system.views", "anything"));
        assert!(Privileges::root().may_on_cluster("listDatabases"));
    }
}
