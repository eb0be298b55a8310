//! What holds for every factory and every connector, whatever the engine.

use std::future::{Ready, ready};
use std::sync::Arc;

use ariadne_connector_elasticsearch::ElasticsearchFactory;
use ariadne_domain::Value;
use ariadne_ports::{ConnectorFactory, FetchRequest};
use ariadne_testkit::suites::connectors::ConnectorCase;
use ariadne_testkit::suites::factories::FactoryCase;

fn settings(port: u16) -> Value {
    Value::object()
        .with("urls", vec![format!("http://127.0.0.1:{port}")])
        .with("auth", "basic")
        .with("username", "reader")
}

fn make_factory() -> FactoryCase {
    FactoryCase {
        factory: Arc::new(ElasticsearchFactory),
        settings,
        secret: FactoryCase::canaries(["password"]),
    }
}

fn make_connector() -> Ready<ConnectorCase> {
    ready(ConnectorCase {
        connect: Box::new(|port| {
            let secret = FactoryCase::canaries(["password"]);
            ElasticsearchFactory.connector(&settings(port), &secret).unwrap()
        }),
        request: FetchRequest { schema: None, name: "orders".to_owned(), sample_size: None },
    })
}

ariadne_testkit::factory_suite!(make_factory);
ariadne_testkit::connector_suite!(make_connector);
