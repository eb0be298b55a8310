use std::sync::Arc;

use ariadne_application::{ConnectorFactory, SettingSpec};
use async_graphql::{Object, SimpleObject};

use super::enums::{SettingType, SourceKind};
use crate::schema::page::list_cost;
use crate::schema::scalars::Long;

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
    #[graphql(complexity = "list_cost(20, child_complexity)")]
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

    /// The smallest allowed whole number; null where there is no bound.
    async fn minimum(&self) -> Option<Long> {
        self.0.range.map(|(minimum, _)| Long::signed(minimum))
    }

    /// The largest allowed whole number; null where there is no bound.
    async fn maximum(&self) -> Option<Long> {
        self.0.range.map(|(_, maximum)| Long::signed(maximum))
    }

    /// The allowed values of a choice.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
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
