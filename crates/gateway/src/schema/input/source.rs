use ariadne_application as application;
use ariadne_application::domain::{Field, Value};
use ariadne_application::{Error, Result};
use async_graphql::{InputObject, MaybeUndefined};

use super::secret::secret_values;
use super::{field, same};
use crate::schema::scalars::Json;
use crate::schema::types::enums::SourceKind;

/// A new data source.
#[derive(Clone, InputObject)]
pub(crate) struct SourceInput {
    /// Its name, unique without regard to case.
    name: String,
    /// The engine.
    kind: SourceKind,
    /// Free text.
    description: Option<String>,
    /// The settings that are not secret, keyed by the names that `sourceKinds` lists.
    settings: Json,
    /// The settings that are, an object of texts. No answer ever shows them.
    secret: Option<Json>,
    /// False: fetches and suggestions are refused, a test is allowed.
    #[graphql(default_with = "Some(true)")]
    is_active: Option<bool>,
}

/// Changes of a data source: what is absent stays, null clears.
#[derive(Clone, InputObject)]
pub(crate) struct SourcePatch {
    /// Its name, unique without regard to case.
    name: MaybeUndefined<String>,
    /// Free text.
    description: MaybeUndefined<String>,
    /// The settings that are not secret, all of them.
    settings: MaybeUndefined<Json>,
    /// The settings that are, all of them; null destroys what is stored. When a setting
    /// changes that binds the stored secret, it has to be given again.
    secret: MaybeUndefined<Json>,
    /// False: fetches and suggestions are refused, a test is allowed.
    is_active: MaybeUndefined<bool>,
}

impl TryFrom<SourceInput> for application::SourceInput {
    type Error = Error;

    fn try_from(input: SourceInput) -> Result<Self> {
        Ok(Self {
            name: input.name,
            kind: input.kind.into(),
            description: input.description,
            settings: input.settings.0,
            secret: secret_values(input.secret.map_or(Value::Null, |json| json.0))?,
            is_active: input.is_active.unwrap_or(true),
        })
    }
}

impl TryFrom<SourcePatch> for application::SourcePatch {
    type Error = Error;

    fn try_from(patch: SourcePatch) -> Result<Self> {
        Ok(Self {
            name: same(patch.name),
            description: same(patch.description),
            settings: field(patch.settings, |json| json.0),
            secret: match patch.secret {
                MaybeUndefined::Undefined => Field::Keep,
                MaybeUndefined::Null => Field::Clear,
                MaybeUndefined::Value(json) => Field::Set(secret_values(json.0)?),
            },
            is_active: same(patch.is_active),
        })
    }
}
