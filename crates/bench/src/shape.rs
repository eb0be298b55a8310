//! The shapes of catalogs, each of them a catalog of its own.

use clap::ValueEnum;

/// What a catalog looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shape {
    /// Tables and columns without edges, for lists and searches
    Lists,
    /// `R10`, as large real projects are: nine layers, few edges, one hub of thousands
    Real,
    /// `D`: ten layers of tables with ten edges each, and hubs that feed nearly all
    Dense,
    /// What graphs fail at: a hub's children, a diamond ladder, a cycle; and a tree
    Odd,
    /// `C`: millions of columns and of edges between them
    Columns,
}

/// Nodes of the ladder and of the tree.
pub(crate) const LADDER: u64 = 40;
/// Nodes of the cycle.
pub(crate) const CYCLE: u64 = 100;

impl Shape {
    /// The shape of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::value_variants().iter().copied().find(|shape| shape.name() == name)
    }

    /// What it is called in figures.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Lists => "lists",
            Self::Real => "R10",
            Self::Dense => "D",
            Self::Odd => "odd",
            Self::Columns => "C",
        }
    }

    /// How many tables there are.
    pub(crate) fn tables(self, scale: u32) -> u64 {
        let scale = u64::from(scale);
        match self {
            Self::Lists | Self::Dense => scale,
            Self::Real => scale * 117 / 100,
            Self::Odd => 1 + children(scale) + 2 * LADDER + CYCLE,
            Self::Columns => scale * 120 / 100,
        }
    }

    /// Of a hundred tables, so many have columns.
    pub(crate) fn documented(self) -> u64 {
        match self {
            Self::Lists => 46,
            Self::Real => 42,
            Self::Dense | Self::Odd => 0,
            Self::Columns => 100,
        }
    }
}

/// Children of the hub of [`Shape::Odd`].
pub(crate) fn children(scale: u64) -> u64 {
    scale / 2
}
