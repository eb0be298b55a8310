use std::time::Duration;

use ariadne_application as application;
use ariadne_application::domain::Violation;
use ariadne_application::{Error, Result};
use async_graphql::{ID, InputObject, MaybeUndefined};

use crate::schema::scalars::{Json, id_of};
use crate::schema::types::enums::{FileFormat, LineageStatus, OnExisting, SourceKind, TableKind};

/// Longest wait for a plan, in seconds.
const MAX_WAIT: i32 = 300;

/// How a file is imported.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct ImportOptions {
    /// What the file is; told from its content and name when it is not given.
    format: Option<FileFormat>,
    /// Whether the plan is executed at once when it has no error.
    #[graphql(default)]
    execute: bool,
    /// What happens to what is in the catalog already and differs from the file.
    #[graphql(default_with = "OnExisting::Update")]
    on_existing: OnExisting,
    /// A data source of whose tables the file tells all lineage: claims of origin IMPORT
    /// on edges that begin or end at its tables and are not in the file are withdrawn.
    /// The plan shows it.
    whole_truth_for: Option<ID>,
    /// Whether claims of lineage keep the origin, claimant and time that the file tells,
    /// and tables that are new what it tells of their fetches, as a restore into an empty
    /// catalog needs. For administrators.
    #[graphql(default)]
    keep_claims: bool,
    /// Why; the changeset's message.
    message: Option<String>,
    /// How long the answer waits for the plan, at most 300 seconds; after that it says
    /// how far it is, and `importProgress` or `importJob` tells more.
    #[graphql(default = 20)]
    wait_seconds: i32,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            format: None,
            execute: false,
            on_existing: OnExisting::Update,
            whole_truth_for: None,
            keep_claims: false,
            message: None,
            wait_seconds: 20,
        }
    }
}

impl ImportOptions {
    /// The same for typed input, which has no format but its own.
    pub(crate) fn of_document(self) -> Self {
        Self { format: None, ..self }
    }

    /// How long the answer waits; `Validation` at `waitSeconds`.
    pub(crate) fn wait(&self) -> Result<Duration> {
        let seconds = u64::try_from(self.wait_seconds).ok();
        let seconds = seconds.filter(|_| self.wait_seconds <= MAX_WAIT);
        seconds.map(Duration::from_secs).ok_or_else(|| {
            let message = format!("An answer waits 0 to {MAX_WAIT} seconds.");
            let violation = Violation::new(["options", "waitSeconds"], "INVALID", message);
            Error::validation("gateway.import", vec![violation])
        })
    }
}

impl TryFrom<ImportOptions> for application::ImportOptions {
    type Error = Error;

    fn try_from(options: ImportOptions) -> Result<Self> {
        let source = options.whole_truth_for.map(|id| id_of(&id, "data source")).transpose()?;
        Ok(Self {
            format: options.format.map(Into::into),
            execute: options.execute,
            on_existing: options.on_existing.into(),
            whole_truth_for: source,
            keep_claims: options.keep_claims,
            message: options.message,
        })
    }
}

/// A cell of the file with what should have stood there.
#[derive(Clone, Debug, InputObject)]
pub(crate) struct CellFix {
    /// Its sheet, as problems tell it.
    sheet: Option<String>,
    /// Its row, as problems tell it.
    row: i32,
    /// Its header or key, or the name of a field that the file has no column for.
    column: String,
    /// What stands there from now on; null is an empty cell.
    value: Option<String>,
}

impl From<CellFix> for application::formats::CellFix {
    fn from(fix: CellFix) -> Self {
        Self {
            sheet: fix.sheet,
            row: u64::try_from(fix.row).unwrap_or_default(),
            column: fix.column,
            value: fix.value.unwrap_or_default(),
        }
    }
}

/// Declares inputs of a catalog document: their fields are read from the request as they
/// are, because a document tells an absent field from an empty one; what is declared here
/// is what the schema shows and checks.
macro_rules! documents {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $ty:ty),* $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, InputObject)]
        pub(crate) struct $name {
            $($(#[$field_doc])* $field: $ty,)*
        }
    )+};
}

documents! {
    /// A catalog, or a part of it, by names.
    CatalogInput {
        /// Data sources, without secrets. For administrators, unless nothing of them changes.
        sources: Option<Vec<CatalogSource>>,
        /// Tables.
        tables: Option<Vec<CatalogTable>>,
        /// Columns of tables that are in the catalog or in `tables`.
        columns: Option<Vec<CatalogColumn>>,
        /// Claims of lineage.
        lineage: Option<Vec<CatalogClaim>>,
    }
    /// A data source in a catalog document.
    CatalogSource {
        /// Its name.
        name: String,
        /// The engine; needed for a new one.
        kind: MaybeUndefined<SourceKind>,
        /// Free text.
        description: MaybeUndefined<String>,
        /// Whether columns are fetched from it.
        is_active: MaybeUndefined<bool>,
        /// The settings that are no secret.
        settings: MaybeUndefined<Json>,
    }
    /// A table in a catalog document. What is absent stays; null clears.
    CatalogTable {
        /// Its id, where it is known; its names then replace those it has.
        id: Option<ID>,
        /// Name of its data source; null for a table that lives nowhere yet.
        source: MaybeUndefined<String>,
        /// Schema, database or owner.
        schema: MaybeUndefined<String>,
        /// Its name.
        name: String,
        /// What it is.
        kind: MaybeUndefined<TableKind>,
        /// What the data source calls its schema.
        external_schema: MaybeUndefined<String>,
        /// What the data source calls it.
        external_name: MaybeUndefined<String>,
        /// What it holds, in Markdown.
        description: MaybeUndefined<String>,
        /// Tags, all of them.
        tags: MaybeUndefined<Vec<String>>,
        /// Who answers for it.
        owner: MaybeUndefined<String>,
        /// Its keys, all of them, as the document has them.
        keys: MaybeUndefined<Json>,
        /// Its columns; those that are not listed stay.
        columns: Option<Vec<CatalogColumn>>,
    }
    /// A column in a catalog document. What is absent stays; null clears.
    CatalogColumn {
        /// Its id, where it is known; its path then replaces the one it has.
        id: Option<ID>,
        /// Name of its table's data source, when it is not listed in its table.
        source: MaybeUndefined<String>,
        /// Schema of its table.
        schema: MaybeUndefined<String>,
        /// Name of its table.
        table: MaybeUndefined<String>,
        /// Its table in one name, `source.schema.table`.
        table_ref: MaybeUndefined<String>,
        /// Where it is, as it is printed: `customer_id`, `address.city`, `items[].sku`.
        path: MaybeUndefined<String>,
        /// Its place in the table, from 0.
        ordinal: MaybeUndefined<i32>,
        /// The type as its engine spells it; needed for a new column.
        data_type: MaybeUndefined<String>,
        /// The normal form of the type.
        logical_type: MaybeUndefined<String>,
        /// Whether it may be null.
        nullable: MaybeUndefined<bool>,
        /// Its place in the primary key, from 1.
        primary_key: MaybeUndefined<i32>,
        /// Whether no two rows have the same value.
        unique: MaybeUndefined<bool>,
        /// The default, as its engine spells it.
        default: MaybeUndefined<String>,
        /// What it holds, in Markdown.
        description: MaybeUndefined<String>,
        /// Tags, all of them.
        tags: MaybeUndefined<Vec<String>>,
        /// What only its engine knows.
        properties: MaybeUndefined<Json>,
    }
    /// A claim of lineage in a catalog document. Either end is named by an id, by one
    /// dotted name, or by its parts.
    CatalogClaim {
        /// Id of the table or column that the data comes from.
        from_id: Option<ID>,
        /// All of it in one name, `source.schema.table.column`.
        from: MaybeUndefined<String>,
        /// Data source of the table that the data comes from.
        from_source: MaybeUndefined<String>,
        /// Its schema.
        from_schema: MaybeUndefined<String>,
        /// The table that the data comes from.
        from_table: MaybeUndefined<String>,
        /// The column that the data comes from, as it is printed.
        from_column: MaybeUndefined<String>,
        /// Id of the table or column that the data goes to.
        to_id: Option<ID>,
        /// All of it in one name.
        to: MaybeUndefined<String>,
        /// Data source of the table that the data goes to.
        to_source: MaybeUndefined<String>,
        /// Its schema.
        to_schema: MaybeUndefined<String>,
        /// The table that the data goes to.
        to_table: MaybeUndefined<String>,
        /// The column that the data goes to, as it is printed.
        to_column: MaybeUndefined<String>,
        /// How the data is changed on its way.
        transformation: MaybeUndefined<String>,
        /// The job, query or file that moves it.
        process: MaybeUndefined<String>,
        /// How sure, from 0 to 1.
        confidence: MaybeUndefined<f64>,
        /// Whether it was agreed to; PROPOSED when absent.
        status: MaybeUndefined<LineageStatus>,
        /// Why.
        note: MaybeUndefined<String>,
    }
}
