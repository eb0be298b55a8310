use std::sync::Arc;

use ariadne_application::{ConnectorFactory, SettingSpec};
use async_graphql::{Object, SimpleObject};

use super::enums::{SettingType, SourceKind};

/// A kind of data sources.
pub(crate) struct SourceKindInfo(pub(crate) Arc<dyn ConnectorFactory>);

/// A kind of data sources that this server can read, with its settings: forms and
/// scripts go by it.
#[Object]
impl SourceKindInfo {
    /// The kind.
    async fn kind(&self) -> SourceKind {
        self.0.kind().into()
    }

    /// What a person calls it.
    async fn title(&self) -> &str {
        self.0.title()
    }

    /// Its settings, in the order of a form.
    async fn settings(&self) -> Vec<SettingInfo> {
        self.0.settings().iter().map(SettingInfo).collect()
    }
}

/// One setting of a kind of data sources.
pub(crate) struct SettingInfo(&'static SettingSpec);

/// One setting of a kind of data sources.
#[Object]
impl SettingInfo {
    /// Its key in `settings`, or in `secret` when it is one.
    async fn name(&self) -> &str {
        self.0.name
    }

    /// What a person reads.
    async fn label(&self) -> &str {
        self.0.label
    }

    /// What it holds.
    #[graphql(name = "type")]
    async fn kind(&self) -> SettingType {
        self.0.kind.into()
    }

    /// Whether it must be there.
    async fn required(&self) -> bool {
        self.0.required
    }

    /// The value when it is absent, as a person would type it.
    async fn default(&self) -> Option<&str> {
        self.0.default
    }

    /// One sentence of help.
    async fn help(&self) -> &str {
        self.0.help
    }

    /// Whether it is stored encrypted and never shown again.
    async fn secret(&self) -> bool {
        self.0.secret
    }

    /// Whether a stored secret is lent or kept only while this setting is unchanged.
    async fn binds_secret(&self) -> bool {
        self.0.binds_secret
    }

    /// The allowed values of a choice.
    async fn choices(&self) -> Vec<SettingChoice> {
        let choices = self.0.choices.iter();
        choices.map(|choice| SettingChoice { value: choice.value, label: choice.label }).collect()
    }
}

/// One allowed value of a setting.
#[derive(SimpleObject)]
pub(crate) struct SettingChoice {
    /// What is stored.
    value: &'static str,
    /// What a person reads.
    label: &'static str,
}
