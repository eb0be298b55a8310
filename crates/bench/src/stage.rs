//! A loaded catalog, and the product on it.

use std::path::Path;

use ariadne_repo_seaorm::Location;
use tempfile::TempDir;

use crate::Outcome;
use crate::args::Args;
use crate::data::Generator;
use crate::edges::Edges;
use crate::load::{self, Size};
use crate::processes::{Cores, Server};
use crate::report::Report;
use crate::shape::Shape;

/// A catalog of one shape in a folder of its own, which goes when this is dropped.
pub(crate) struct Stage {
    pub(crate) generator: Generator,
    pub(crate) edges: Edges,
    pub(crate) location: Location,
    pub(crate) size: Size,
    folder: TempDir,
    postgres: Option<String>,
}

impl Stage {
    /// Makes and loads it.
    pub(crate) fn load(args: &Args, shape: Shape, report: &mut Report) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let generator = Generator::new(shape, args.seed, args.tables);
        let edges = Edges::new(generator);
        let location = args.location(folder.path())?;
        let size = load::load(&generator, &edges, location.clone(), folder.path(), report)?;
        let postgres = args.postgres.clone();
        Ok(Self { generator, edges, location, size, folder, postgres })
    }

    /// The folder of its data.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts the product on it.
    pub(crate) fn product(&self, cores: &Cores) -> Outcome<Server> {
        self.product_with(&[], cores)
    }

    /// The same with these settings in its environment.
    pub(crate) fn product_with(&self, env: &[(&str, &str)], cores: &Cores) -> Outcome<Server> {
        let mut all = env.to_vec();
        all.extend(self.postgres.as_deref().map(|url| ("ARIADNE_DATABASE_URL", url)));
        Server::product(self.folder(), &all, cores)
    }

    /// Starts the bare server that asks the same graph.
    pub(crate) fn floor(&self, cores: &Cores) -> Outcome<Server> {
        Server::graph(self.folder(), self.generator, cores)
    }
}
