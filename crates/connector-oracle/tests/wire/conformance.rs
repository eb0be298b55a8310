//! What holds for every factory and every connector, whatever the engine. The servers of
//! these suites are none of Oracle; what each version of one does stands in `fetching`,
//! `steps` and `faults`.

use std::future::{Ready, ready};
use std::sync::Arc;

use ariadne_connector_oracle::OracleFactory;
use ariadne_ports::ConnectorFactory;
use ariadne_testkit::suites::connectors::ConnectorCase;
use ariadne_testkit::suites::factories::FactoryCase;

use crate::support::{request, settings};

fn make_factory() -> FactoryCase {
    FactoryCase {
        factory: Arc::new(OracleFactory::default()),
        settings,
        secret: FactoryCase::canaries(["password"]),
    }
}

fn make_connector() -> Ready<ConnectorCase> {
    ready(ConnectorCase {
        connect: Box::new(|port| {
            let secret = FactoryCase::canaries(["password"]);
            OracleFactory::default().connector(&settings(port), &secret).unwrap()
        }),
        request: request("employees"),
    })
}

ariadne_testkit::factory_suite!(make_factory);
ariadne_testkit::connector_suite!(make_connector);
