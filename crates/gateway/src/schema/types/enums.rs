//! Words of the schema. Each is spelled as in the domain.

use ariadne_application as application;
use ariadne_application::domain;
use async_graphql::Enum;

/// The engine behind a data source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::SourceKind")]
pub(crate) enum SourceKind {
    /// Oracle Database.
    Oracle,
    /// MongoDB and servers that speak its wire protocol.
    Mongodb,
    /// Elasticsearch and OpenSearch.
    Elasticsearch,
}

/// What a table is at its source, or what a person calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::TableKind")]
pub(crate) enum TableKind {
    /// A relational table.
    Table,
    /// A view.
    View,
    /// A view whose rows are stored.
    MaterializedView,
    /// A MongoDB collection.
    Collection,
    /// A MongoDB time-series collection.
    TimeSeries,
    /// An Elasticsearch index.
    Index,
    /// An Elasticsearch alias, or a pattern over several indices.
    Alias,
    /// An Elasticsearch data stream.
    DataStream,
    /// A file.
    File,
    /// A topic of a message broker.
    Topic,
    /// A report or dashboard.
    Report,
    /// Anything else.
    Other,
}

/// The kind of a logical type, what filters and icons go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::LogicalKind")]
pub(crate) enum LogicalTypeKind {
    /// A whole number.
    Integer,
    /// An exact decimal number.
    Decimal,
    /// A binary floating-point number.
    Float,
    /// Text.
    String,
    /// True or false.
    Boolean,
    /// A calendar day.
    Date,
    /// A time of day.
    Time,
    /// A point in time or a date with a time of day.
    Timestamp,
    /// A length of time.
    Interval,
    /// Bytes.
    Binary,
    /// A UUID.
    Uuid,
    /// A JSON document of any shape.
    Json,
    /// A record with named fields.
    Object,
    /// A list.
    Array,
    /// Keys that are data, with values of one type.
    Map,
    /// One of several types.
    Union,
    /// A place or shape.
    Geo,
    /// A vector of numbers.
    Vector,
    /// Something that has no normal form.
    Unknown,
}

/// Whether a column was ever observed at a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ColumnOrigin {
    /// A person wrote it down; no fetch saw it.
    Manual,
    /// A fetch saw it.
    Introspected,
}

/// How a step of a connection test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::StepStatus")]
pub(crate) enum StepStatus {
    /// Done and fine.
    Passed,
    /// Done and not fine; what depends on it is skipped.
    Failed,
    /// Fine, but a person should look.
    Warning,
    /// Not done because a step that it depends on failed.
    Skipped,
}

/// What kind of actor it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::ActorKind")]
pub(crate) enum ActorKind {
    /// A person; a machine never overwrites what one wrote.
    Person,
    /// A script by its token.
    Token,
    /// The system itself.
    System,
}

/// Where a changeset came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::ChangesetOrigin")]
pub(crate) enum ChangesetOrigin {
    /// The web app.
    Ui,
    /// A script or another client of the API.
    Api,
    /// A file.
    Import,
    /// An accepted fetch.
    Fetch,
    /// The undo of another changeset.
    Undo,
    /// The system itself.
    System,
}

/// The kinds of entities that history speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::EntityKind")]
pub(crate) enum EntityKind {
    /// A data source.
    Source,
    /// A table.
    Table,
    /// A column.
    Column,
    /// A lineage edge.
    Edge,
    /// A claim about a lineage edge.
    Assertion,
}

/// What lineage runs between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::LineageLevel")]
pub(crate) enum LineageLevel {
    /// Tables.
    Table,
    /// Columns.
    Column,
}

/// Which way a question about lineage looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::Direction")]
pub(crate) enum Direction {
    /// Where the data comes from.
    Upstream,
    /// Where the data goes.
    Downstream,
    /// Both, but not from one to the other: what lies downstream of something upstream
    /// is not in it.
    Both,
}

/// Where a claim about lineage comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::LineageOrigin")]
pub(crate) enum LineageOrigin {
    /// A person drew or reviewed it.
    Manual,
    /// A file.
    Import,
    /// An OpenLineage event.
    #[graphql(name = "OPENLINEAGE")]
    OpenLineage,
    /// Read from SQL.
    Sql,
    /// Guessed, for example from names.
    Inferred,
}

/// What is held of lineage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::LineageStatus")]
pub(crate) enum LineageStatus {
    /// Claimed, not decided.
    Proposed,
    /// Held true.
    Approved,
    /// Held false; left out of walks unless asked for.
    Rejected,
}

/// Why two columns seem to belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::MappingReason")]
pub(crate) enum MappingReason {
    /// The same path.
    Exact,
    /// The same path but for upper and lower case.
    IgnoringCase,
    /// The same words, whether in snake, camel or kebab case.
    SameWords,
    /// Similar words.
    Similar,
}

/// What happened to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::Operation")]
pub(crate) enum Operation {
    /// It came to be.
    Created,
    /// Some of its fields changed.
    Updated,
    /// It ended.
    Deleted,
}

/// What a re-fetch found about one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::DiffKind")]
pub(crate) enum DiffKind {
    /// The source has a column that was not observed before.
    Added,
    /// An observed column is gone from the source.
    Removed,
    /// An observed fact is another now.
    Changed,
    /// A gone and a new column look like one that was renamed, or a column written
    /// by hand and a new one differ in upper and lower case alone.
    Renamed,
}

/// What a setting of a data source holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "application::SettingType")]
pub(crate) enum SettingType {
    /// One line of text.
    Text,
    /// Several lines of text, such as a certificate in PEM form.
    LongText,
    /// A whole number.
    Integer,
    /// True or false.
    Flag,
    /// One of the choices.
    Choice,
    /// A list of texts.
    TextList,
}

/// How tables are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "application::TableOrder")]
pub(crate) enum TableOrder {
    /// By name.
    Name,
    /// Last changed first.
    UpdatedNewest,
    /// Last fetched first; never fetched last.
    FetchedNewest,
}

/// What becomes of the tables of a deleted data source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "application::OnSourceDelete")]
pub(crate) enum OnSourceDelete {
    /// They stay, as tables without a data source.
    Detach,
    /// They are deleted with their columns.
    Delete,
}

/// What a person or a token may do. Each role may do what the ones before it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::Role")]
pub(crate) enum Role {
    /// Reads.
    Viewer,
    /// Changes everything in the catalog but data sources' settings and secrets.
    Editor,
    /// Everything: people, data sources' settings and secrets too.
    Admin,
}

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum LinkPurpose {
    /// Become the first administrator; works while there is none.
    FirstAdmin,
    /// Become a person of this catalog.
    Invite,
    /// Set a new password.
    Reset,
}

/// What the audit log tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "domain::AuditAction")]
pub(crate) enum AuditAction {
    /// A data source's connection was tested.
    Test,
    /// Columns were fetched.
    Fetch,
    /// Somebody signed in, or tried to.
    SignIn,
    /// Somebody signed out, in one browser or everywhere.
    SignOut,
    /// A one-time link was made.
    LinkMade,
    /// A one-time link was used, or somebody tried to.
    LinkUsed,
    /// A one-time link was taken back.
    LinkWithdrawn,
    /// A person came to be or was changed.
    PersonChanged,
    /// A password was changed, or somebody tried to.
    PasswordChanged,
    /// A token was made.
    TokenMade,
    /// A token was revoked.
    TokenRevoked,
    /// A token was used; one entry for a token and address within an hour.
    TokenUsed,
    /// A request was refused for who sent it or how.
    Refused,
    /// The audit log was exported.
    AuditExported,
}

/// Where an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "application::ImportPhase")]
pub(crate) enum JobStatus {
    /// The file is read and compared with the catalog.
    Planning,
    /// The plan waits for somebody to look at it.
    Planned,
    /// The plan is made again, to see whether it still holds.
    Executing,
    /// The changeset is being written; it is too late to cancel.
    Committing,
    /// The changeset is written.
    Done,
    /// Nothing was written; `problem` says why.
    Failed,
    /// Somebody stopped it; nothing was written.
    Cancelled,
}

/// What happens to what is in the catalog already and differs from the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "application::OnExisting")]
pub(crate) enum OnExisting {
    /// It is left as it is; what is new comes in.
    Skip,
    /// It becomes what the file says.
    Update,
    /// It is an error.
    Fail,
}

/// How a file spells a catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "application::formats::Format")]
pub(crate) enum FileFormat {
    /// One CSV file, of one kind of records.
    Csv,
    /// A zip archive of CSV files, one for each kind.
    CsvZip,
    /// An Excel workbook with a sheet for each kind.
    Xlsx,
    /// One JSON document.
    Json,
    /// One YAML document.
    Yaml,
}

/// How bad a problem of a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum Severity {
    /// Nothing can be imported before it is mended.
    Error,
    /// Something is left out or looks wrong.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// Reads the stored spelling.
    pub(crate) fn of(name: &str) -> Self {
        match name {
            "ERROR" => Self::Error,
            "WARNING" => Self::Warning,
            _ => Self::Info,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use application::SettingType as Setting;
    use async_graphql::resolver_utils::enum_value;

    /// Every word of the domain is spelled alike here.
    macro_rules! spelled_alike {
        ($($name:ident of $domain:path),+ $(,)?) => {$(
            for word in <$domain>::ALL {
                let here = enum_value($name::from(*word)).to_string();
                assert_eq!(here, word.as_str(), stringify!($name));
            }
        )+};
    }

    #[test]
    fn words_are_spelled_as_in_the_domain() {
        spelled_alike! {
            SourceKind of domain::SourceKind,
            TableKind of domain::TableKind,
            LogicalTypeKind of domain::LogicalKind,
            StepStatus of domain::StepStatus,
            ActorKind of domain::ActorKind,
            ChangesetOrigin of domain::ChangesetOrigin,
            EntityKind of domain::EntityKind,
            Operation of domain::Operation,
            DiffKind of domain::DiffKind,
            LineageLevel of domain::LineageLevel,
            Direction of domain::Direction,
            LineageOrigin of domain::LineageOrigin,
            LineageStatus of domain::LineageStatus,
            MappingReason of domain::MappingReason,
            Role of domain::Role,
            AuditAction of domain::AuditAction,
        }
        for word in [
            Setting::Text,
            Setting::LongText,
            Setting::Integer,
            Setting::Flag,
            Setting::Choice,
            Setting::TextList,
        ] {
            assert_eq!(enum_value(SettingType::from(word)).to_string(), word.as_str());
        }
    }
}
