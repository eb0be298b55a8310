//! What an import is asked to do, and what it amounts to.

use ariadne_domain::SourceId;
use ariadne_formats::Format;

/// What happens to what is in the catalog already and differs from the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnExisting {
    /// It is left as it is; what is new comes in.
    Skip,
    /// It becomes what the file says.
    #[default]
    Update,
    /// It is an error.
    Fail,
}

impl OnExisting {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Skip, Self::Update, Self::Fail];

    /// The public spelling.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Skip => "SKIP",
            Self::Update => "UPDATE",
            Self::Fail => "FAIL",
        }
    }

    /// Reads [`OnExisting::as_str`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// How a file is imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The spelling of the file; told from its content and name when `None`.
    pub format: Option<Format>,
    /// Whether the plan is executed at once when it has no error.
    pub execute: bool,
    /// What happens to what differs.
    pub on_existing: OnExisting,
    /// A source of whose tables the file tells all lineage: claims of origin `IMPORT` on
    /// edges that begin or end at its tables and are not in the file are withdrawn.
    pub whole_truth_for: Option<SourceId>,
    /// Whether claims keep the origin, claimant and time that the file tells, and tables
    /// that are new what it tells of their fetches, as a restore into an empty catalog
    /// needs. For administrators.
    pub keep_claims: bool,
    /// Why, in the actor's words; the changeset's message.
    pub message: Option<String>,
}

/// What becomes of the records of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not there before.
    pub created: u64,
    /// There, and changed.
    pub updated: u64,
    /// There, and as the file says.
    pub unchanged: u64,
    /// There, different, and left alone as asked.
    pub skipped: u64,
    /// Ended because the file is the whole truth and does not tell them.
    pub ended: u64,
}

/// What a plan amounts to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// Data sources.
    pub sources: Counts,
    /// Tables.
    pub tables: Counts,
    /// Columns.
    pub columns: Counts,
    /// Claims of lineage.
    pub lineage: Counts,
    /// Changes that can be read in pages: of sources, tables, columns, edges and claims.
    pub changes: u64,
    /// What must be mended before it can be executed.
    pub errors: u64,
    /// What looks wrong or is left out.
    pub warnings: u64,
    /// What is worth knowing.
    pub notes: u64,
    /// Problems that are counted but not kept.
    pub problems_dropped: u64,
}
