//! What holds for every factory and every connector, whatever the engine.

use std::future::{Ready, ready};
use std::sync::Arc;

use ariadne_connector_mongo::MongoFactory;
use ariadne_ports::ConnectorFactory;
use ariadne_testkit::suites::connectors::ConnectorCase;
use ariadne_testkit::suites::factories::FactoryCase;

use crate::support::{request, with_user};

fn make_factory() -> FactoryCase {
    FactoryCase {
        factory: Arc::new(MongoFactory),
        settings: with_user,
        secret: FactoryCase::canaries(["password"]),
    }
}

fn make_connector() -> Ready<ConnectorCase> {
    ready(ConnectorCase {
        connect: Box::new(|port| {
            let secret = FactoryCase::canaries(["password"]);
            MongoFactory.connector(&with_user(port), &secret).unwrap()
        }),
        request: request("orders"),
    })
}

ariadne_testkit::factory_suite!(make_factory);
ariadne_testkit::connector_suite!(make_connector);
