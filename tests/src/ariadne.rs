//! A server of the product, started in this process as the binary starts it.

use std::net::SocketAddr;

use ariadne_server::{Config, Running};

use crate::api::Api;
use crate::sessions;

/// A server over a folder of its own; both end when [`Ariadne::stop`] is called.
#[derive(Debug)]
pub struct Ariadne {
    /// A client of it.
    pub api: Api,
    /// Its data folder.
    pub folder: tempfile::TempDir,
    running: Running,
}

impl Ariadne {
    /// A server on the default embedded database.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// A server with a configuration that `change` adapts.
    pub async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut config = Config::in_folder(folder.path().join("data"));
        config.listen = SocketAddr::from(([127, 0, 0, 1], 0));
        change(&mut config);
        let catalog = format!("{:?}", config.database);
        let running = ariadne_server::start(config).await.expect("the server starts");
        let url = format!("http://{}", running.addr());
        sessions::register(&url, running.first_link().as_deref(), &catalog).await;
        Self { api: Api::new(url), folder, running }
    }

    /// Stops the server and answers its folder.
    pub async fn stop(self) -> tempfile::TempDir {
        self.running.shutdown().await.expect("the server stops");
        self.folder
    }
}
