use ariadne_domain::{Source, SourceId, SourceKind, Value};

/// Builds a [`Source`]: an active MongoDB source without a secret, if nothing else is said.
#[derive(Clone, Debug)]
pub struct SourceBuilder(Source);

impl SourceBuilder {
    /// A source of this name.
    pub fn new(id: impl Into<SourceId>, name: &str) -> Self {
        Self(Source {
            id: id.into(),
            name: name.to_owned(),
            kind: SourceKind::Mongodb,
            description: None,
            settings: Value::object().with("hosts", "db.example:27017"),
            secret: None,
            is_active: true,
        })
    }

    /// Its engine.
    #[must_use]
    pub fn kind(mut self, kind: SourceKind) -> Self {
        self.0.kind = kind;
        self
    }

    /// Its description.
    #[must_use]
    pub fn description(mut self, text: &str) -> Self {
        self.0.description = Some(text.to_owned());
        self
    }

    /// One setting.
    #[must_use]
    pub fn setting(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.settings.set(name, value);
        self
    }

    /// A secret is stored for it.
    #[must_use]
    pub fn with_secret(mut self) -> Self {
        self.0.count_secret();
        self
    }

    /// Not active.
    #[must_use]
    pub fn inactive(mut self) -> Self {
        self.0.is_active = false;
        self
    }

    /// The source.
    pub fn build(self) -> Source {
        self.0
    }
}
