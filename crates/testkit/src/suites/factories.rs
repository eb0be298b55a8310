//! `ConnectorFactory`, and what its connectors must not show.

use std::collections::BTreeSet;
use std::sync::Arc;

use ariadne_domain::Value;
use ariadne_ports::{
    ConnectorFactory, SecretValues, SettingSpec, SettingType, check_secret, check_settings,
};
use futures_util::FutureExt;
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpListener;

use crate::fakes::SECRET_CANARY;

/// A factory with settings that it accepts.
pub struct FactoryCase {
    /// The one under test.
    pub factory: Arc<dyn ConnectorFactory>,
    /// Valid settings of a source at this port of 127.0.0.1.
    pub settings: fn(u16) -> Value,
    /// Secrets that go with them: each value holds [`SECRET_CANARY`].
    pub secret: SecretValues,
}

impl FactoryCase {
    /// The secrets of a factory whose secret settings have these names.
    pub fn canaries<'a>(names: impl IntoIterator<Item = &'a str>) -> SecretValues {
        let mut secret = SecretValues::default();
        for name in names {
            secret.insert(name, SecretString::from(SECRET_CANARY));
        }
        secret
    }

    fn specs(&self) -> &'static [SettingSpec] {
        self.factory.settings()
    }
}

/// Every setting has a name of its own.
pub async fn every_setting_has_a_name_of_its_own(case: &FactoryCase) {
    let names: BTreeSet<&str> = case.specs().iter().map(|spec| spec.name).collect();
    assert_eq!(names.len(), case.specs().len());
    assert!(!names.is_empty() && !names.contains(""));
}

/// Every setting tells a person what it is.
pub async fn every_setting_has_a_label_and_help(case: &FactoryCase) {
    assert!(!case.factory.title().is_empty());
    for spec in case.specs() {
        assert!(!spec.label.is_empty() && !spec.help.is_empty(), "{spec:?}");
        assert!(spec.help.ends_with(['.', '!', '?']), "help is a sentence: {spec:?}");
    }
}

/// A choice has choices, each once; nothing else has.
pub async fn choices_belong_to_choices(case: &FactoryCase) {
    for spec in case.specs() {
        let values: BTreeSet<&str> = spec.choices.iter().map(|choice| choice.value).collect();
        assert_eq!(values.len(), spec.choices.len(), "{spec:?}");
        assert_eq!(spec.kind == SettingType::Choice, !values.is_empty(), "{spec:?}");
    }
}

/// A default is a value of its setting; what is required or secret has none.
pub async fn defaults_are_values(case: &FactoryCase) {
    for spec in case.specs() {
        let Some(default) = spec.default else { continue };
        assert!(!spec.required && !spec.secret, "{spec:?}");
        let fits = match spec.kind {
            SettingType::Integer => default.parse::<i64>().is_ok(),
            SettingType::Flag => default.parse::<bool>().is_ok(),
            SettingType::Choice => spec.choices.iter().any(|choice| choice.value == default),
            SettingType::Text | SettingType::LongText | SettingType::TextList => true,
        };
        assert!(fits, "{spec:?}");
    }
}

/// A secret does not bind secrets, and where there is one something binds it.
pub async fn something_binds_the_secrets(case: &FactoryCase) {
    let specs = case.specs();
    assert!(specs.iter().all(|spec| !(spec.secret && spec.binds_secret)), "{specs:?}");
    if specs.iter().any(|spec| spec.secret) {
        assert!(specs.iter().any(|spec| spec.binds_secret), "{specs:?}");
    }
}

/// Valid settings pass.
pub async fn valid_settings_pass(case: &FactoryCase) {
    let settings = (case.settings)(27_017);
    assert_eq!(check_settings(case.specs(), &settings), []);
    assert_eq!(check_secret(case.specs(), &case.secret), []);
    assert_eq!(case.factory.check(&settings, &case.secret), []);
    for (_, value) in case.secret.iter() {
        assert!(value.expose_secret().contains(SECRET_CANARY), "the case needs canaries");
    }
}

/// Settings that bind a secret are checked for what would smuggle in another
/// target; what is wrong is told at its setting.
pub async fn wrong_settings_are_told_at_their_place(case: &FactoryCase) {
    for spec in case.specs().iter().filter(|spec| spec.binds_secret && !spec.secret) {
        let hostile = "mongodb://user:pw@evil.example/?tls=false";
        let value = match spec.kind {
            SettingType::Text | SettingType::Choice => Value::from(hostile),
            SettingType::TextList => Value::from(vec![hostile]),
            SettingType::Integer => Value::from(0_u32),
            SettingType::Flag | SettingType::LongText => continue,
        };
        let mut settings = (case.settings)(27_017);
        settings.set(spec.name, value);
        let mut violations = check_settings(case.specs(), &settings);
        if violations.is_empty() {
            violations = case.factory.check(&settings, &case.secret);
        }
        // A plain name (a database, a user) may hold anything; a place may not.
        let place = ["host", "url", "port"].iter().any(|part| spec.name.contains(part));
        assert!(!place || !violations.is_empty(), "{} accepts {hostile}", spec.name);
        for violation in violations {
            let root = violation.path.first().map(String::as_str);
            assert!(matches!(root, Some("settings" | "secret")), "{violation:?}");
            let known =
                case.specs().iter().any(|s| violation.path.get(1).is_some_and(|p| p == s.name));
            assert!(known, "{violation:?}");
            assert!(!violation.message.contains(SECRET_CANARY), "{violation:?}");
        }
    }
}

/// Checking settings and making a connector do no I/O: nobody connects.
pub async fn making_a_connector_does_no_io(case: &FactoryCase) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let settings = (case.settings)(port);
    assert_eq!(case.factory.check(&settings, &case.secret), []);
    let connector = case.factory.connector(&settings, &case.secret).expect("a connector");
    // A task that connects at once would have done so after this.
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    assert!(listener.accept().now_or_never().is_none(), "something connected");
    drop(connector);
}

/// A connector is made for a host that does not exist: it connects only when used.
pub async fn a_connector_is_made_without_a_server(case: &FactoryCase) {
    for _ in 0..3 {
        case.factory.connector(&(case.settings)(1), &case.secret).expect("a connector");
    }
}

/// Neither the factory nor a connector prints a secret.
pub async fn debug_hides_secrets(case: &FactoryCase) {
    let connector = case.factory.connector(&(case.settings)(1), &case.secret).expect("made");
    let shown = format!("{:?} {connector:?} {connector:#?} {:?}", case.factory, case.secret);
    assert!(!shown.contains(SECRET_CANARY), "{shown}");
}

/// A fetch and a test have deadlines a person would wait for.
pub async fn deadlines_are_bearable(case: &FactoryCase) {
    for deadline in [case.factory.fetch_deadline(), case.factory.test_deadline()] {
        assert!((1..=60).contains(&deadline.as_secs()), "{deadline:?}");
    }
}
