//! The views of the data dictionary.
//!
//! `ALL_…` shows an account what it owns or was granted, `USER_…` what it owns, `DBA_…`
//! everything to those who may. Each view has the columns that clients of catalogs read, under
//! the names and with the types of the reference; a column that is not here is unknown
//! (ORA-00904), never empty.

mod columns;
mod constraints;
mod objects;
mod system;
mod tables;
mod types;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::catalog::{Body, Object, Relation};
use crate::profile::Profile;
use crate::sql::{Row, Session};
use crate::types::ColumnType;

/// The type of a view's column.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// VARCHAR2 of so many bytes.
    Text(u32),
    Number,
    Date,
    Long,
}

/// A column of a view.
#[derive(Debug)]
pub(crate) struct ViewColumn {
    pub(crate) name: &'static str,
    pub(crate) column_type: ColumnType,
}

/// What makes the rows of a view.
type Maker = fn(&Look<'_>) -> Vec<Row>;

/// How much a view shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// What the account sees.
    All,
    /// What it owns, without saying so in a column.
    User,
    /// Everything.
    Dba,
    /// What does not depend on objects, or on nothing but the session.
    Session,
}

/// A view of the dictionary.
#[derive(Debug)]
pub(crate) struct DictionaryView {
    pub(crate) name: &'static str,
    pub(crate) columns: Vec<ViewColumn>,
    extent: Extent,
    maker: Maker,
}

/// The eyes that a view is made for.
pub(crate) struct Look<'a> {
    pub(crate) session: &'a Session<'a>,
    everything: bool,
}

impl Look<'_> {
    pub(crate) fn sees(&self, owner: &str, name: &str) -> bool {
        self.everything || self.session.catalog.sees(self.session.user, owner, name)
    }

    /// Every object that is seen: owner, name, object.
    pub(crate) fn objects(&self) -> impl Iterator<Item = (&str, &str, &Object)> {
        self.session.catalog.schemas().flat_map(move |(owner, schema)| {
            schema
                .objects
                .iter()
                .filter(move |(name, object)| {
                    // Synonyms are listed to everybody who sees what they stand for.
                    match &object.body {
                        Body::Synonym(synonym) => {
                            owner == self.session.user
                                || self.everything
                                || self
                                    .session
                                    .catalog
                                    .target(synonym)
                                    .is_some_and(|(owner, name)| self.sees(owner, name))
                        }
                        _ => self.sees(owner, name),
                    }
                })
                .map(move |(name, object)| (owner.as_str(), name.as_str(), &**object))
        })
    }

    /// Every table and view that is seen.
    pub(crate) fn relations(&self) -> impl Iterator<Item = (&str, &str, &Object, &Relation)> {
        self.objects().filter_map(|(owner, name, object)| match &object.body {
            Body::Relation(relation) => Some((owner, name, object, &**relation)),
            _ => None,
        })
    }
}

impl DictionaryView {
    /// The rows as a session sees them.
    pub(crate) fn rows(&self, session: &Session<'_>) -> Arc<Vec<Row>> {
        let make = || {
            let everything = self.extent == Extent::Dba;
            let mut rows = (self.maker)(&Look { session, everything });
            if self.extent == Extent::User {
                rows = rows
                    .into_iter()
                    .filter(|row| row[0].to_text().as_deref() == Some(session.user))
                    .map(|row| row[1..].into())
                    .collect();
            }
            rows
        };
        if self.extent == Extent::Session {
            return Arc::new(make());
        }
        session.catalog.cached(self.name, session.user, make)
    }

    /// Whether a release has this column.
    pub(crate) fn has_column(&self, column: &ViewColumn, profile: Profile) -> bool {
        let since_18c = matches!(
            (self.name, column.name),
            ("V$VERSION", "BANNER_FULL" | "BANNER_LEGACY")
                | ("PRODUCT_COMPONENT_VERSION", "VERSION_FULL")
        );
        !since_18c || profile != Profile::V12_2
    }

    /// Whether an account may ask it at all.
    pub(crate) fn is_open_to(&self, session: &Session<'_>) -> bool {
        let privileged = self.extent == Extent::Dba || self.name.starts_with("V$INSTANCE");
        !privileged
            || session.catalog.access().system(session.user).contains("SELECT ANY DICTIONARY")
    }
}

static VIEWS: LazyLock<BTreeMap<&'static str, DictionaryView>> = LazyLock::new(|| {
    let mut views = BTreeMap::new();
    let mut add = |name: &'static str, columns: Vec<ViewColumn>, extent, maker| {
        views.insert(name, DictionaryView { name, columns, extent, maker });
    };
    let typed = |columns: &[(&'static str, Kind)]| -> Vec<ViewColumn> {
        columns
            .iter()
            .map(|(name, kind)| ViewColumn {
                name,
                column_type: match kind {
                    Kind::Text(length) => ColumnType::text(*length),
                    Kind::Number => ColumnType::NUMBER,
                    Kind::Date => ColumnType::Date,
                    Kind::Long => ColumnType::Long,
                },
            })
            .collect()
    };
    let families = [
        objects::FAMILIES,
        columns::FAMILIES,
        tables::FAMILIES,
        constraints::FAMILIES,
        types::FAMILIES,
    ];
    for family in families.into_iter().flatten() {
        add(family.all, typed(family.columns), Extent::All, family.maker);
        if let Some(name) = family.user {
            add(name, typed(&family.columns[1..]), Extent::User, family.maker);
        }
        if let Some(name) = family.dba {
            add(name, typed(family.columns), Extent::Dba, family.maker);
        }
    }
    for (name, columns, maker) in system::VIEWS {
        add(name, typed(columns), Extent::Session, *maker);
    }
    views
});

/// A view in its three extents; the first column is the owner, which the account's own lacks.
struct Family {
    all: &'static str,
    user: Option<&'static str>,
    dba: Option<&'static str>,
    columns: &'static [(&'static str, Kind)],
    maker: Maker,
}

/// Finds a view by its exact name.
pub(crate) fn view(name: &str) -> Option<&'static DictionaryView> {
    VIEWS.get(name)
}

/// The views that everybody may ask, for the lists of what there is.
fn public_views(look: &Look<'_>) -> impl Iterator<Item = &'static DictionaryView> {
    let hidden = look.session.hidden_views.clone();
    VIEWS.values().filter(move |view| {
        view.extent != Extent::Dba && !hidden.iter().any(|hidden| hidden == view.name)
    })
}
