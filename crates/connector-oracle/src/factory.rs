//! The factory that the composition root registers.

use std::sync::Arc;
use std::time::Duration;

use ariadne_domain::{SourceKind, Value, Violation};
use ariadne_ports::{Connector, ConnectorFactory, Error, Result, SecretValues, SettingSpec};

use crate::config::Settings;
use crate::connector::OracleConnector;
use crate::specs::SPECS;
use crate::threads::Threads;

/// Makes connectors to Oracle Database. All of them share one bound on their threads.
#[derive(Clone, Debug, Default)]
pub struct OracleFactory {
    threads: Threads,
}

impl OracleFactory {
    /// The threads of its connectors, to be counted in a metric.
    pub fn threads(&self) -> Threads {
        self.threads.clone()
    }
}

impl ConnectorFactory for OracleFactory {
    fn kind(&self) -> SourceKind {
        SourceKind::Oracle
    }

    fn title(&self) -> &'static str {
        "Oracle Database"
    }

    fn settings(&self) -> &'static [SettingSpec] {
        SPECS
    }

    fn check(&self, settings: &Value, secret: &SecretValues) -> Vec<Violation> {
        Settings::read(settings, secret).err().unwrap_or_default()
    }

    fn connector(&self, settings: &Value, secret: &SecretValues) -> Result<Arc<dyn Connector>> {
        let settings = Settings::read(settings, secret)
            .map_err(|violations| Error::validation("oracle.connector", violations))?;
        Ok(Arc::new(OracleConnector::new(self.threads.clone(), settings)))
    }

    /// Longer than that of other kinds: the dictionary of a large database is slow, and
    /// each of its rows is a round trip.
    fn fetch_deadline(&self) -> Duration {
        Duration::from_secs(30)
    }
}
