use ariadne_application as application;
use ariadne_application::domain::Value;
use ariadne_application::{Error, Result};
use async_graphql::InputObject;

use super::secret::secret_values;
use crate::schema::scalars::Json;
use crate::schema::types::enums::SourceKind;

/// Settings to test before they are saved.
#[derive(Clone, InputObject)]
pub(crate) struct ConnectionInput {
    /// The engine.
    kind: SourceKind,
    /// The settings that are not secret, keyed by the names that `sourceKinds` lists.
    settings: Json,
    /// The settings that are; absent to borrow a stored source's.
    secret: Option<Json>,
}

impl TryFrom<ConnectionInput> for application::ConnectionInput {
    type Error = Error;

    fn try_from(input: ConnectionInput) -> Result<Self> {
        Ok(Self {
            kind: input.kind.into(),
            settings: input.settings.0,
            secret: secret_values(input.secret.map_or(Value::Null, |json| json.0))?,
        })
    }
}
