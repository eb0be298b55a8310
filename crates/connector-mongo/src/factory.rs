//! The factory that the composition root registers.

use std::sync::Arc;

use ariadne_domain::{SourceKind, Value, Violation};
use ariadne_ports::{Connector, ConnectorFactory, Error, Result, SecretValues, SettingSpec};

use crate::config::{SPECS, Settings};
use crate::connector::MongoConnector;

/// Makes connectors to `MongoDB`.
#[derive(Clone, Copy, Debug, Default)]
pub struct MongoFactory;

impl ConnectorFactory for MongoFactory {
    fn kind(&self) -> SourceKind {
        SourceKind::Mongodb
    }

    fn title(&self) -> &'static str {
        "MongoDB"
    }

    fn settings(&self) -> &'static [SettingSpec] {
        SPECS
    }

    fn check(&self, settings: &Value, secret: &SecretValues) -> Vec<Violation> {
        Settings::read(settings, secret).err().unwrap_or_default()
    }

    fn connector(&self, settings: &Value, secret: &SecretValues) -> Result<Arc<dyn Connector>> {
        let settings = Settings::read(settings, secret)
            .map_err(|violations| Error::validation("mongo.connector", violations))?;
        Ok(Arc::new(MongoConnector::new(settings)))
    }
}
