//! A catalog over fakes, and how tests talk to its schema.

use ariadne_testkit::builders::local_administrator;
use std::sync::Arc;
use std::time::Duration;

use ariadne_application::domain::{Caller, SourceKind};
use ariadne_application::{
    Access, AccessOptions, AccessPorts, Catalog, MinSeq, Options, Origin, Ports,
};
use ariadne_gateway::{Browser, Limits, RequestContext, Schema, schema};
use ariadne_testkit::builders::FetchedBuilder;
use ariadne_testkit::fakes::{
    FakeConnector, FakeFactory, FakeFetch, FakeHasher, MemoryGraph, MemoryVault, SECRET_CANARY,
};
use ariadne_testkit::{Backend, SeqIds, SteppingClock};
use async_graphql::{Request, Variables};
use futures_util::{Stream, StreamExt as _};
use serde_json::{Value, json};

/// A catalog with one kind of sources, MONGODB, whose every source is a fake.
pub(crate) struct World {
    pub(crate) schema: Schema,
    pub(crate) mongo: Arc<FakeConnector>,
}

/// Access over the fakes.
fn access(backend: &Backend) -> Access {
    let ports = AccessPorts {
        people: backend.people.clone(),
        sessions: backend.sessions.clone(),
        tokens: backend.tokens.clone(),
        links: backend.links.clone(),
        attempts: backend.attempts.clone(),
        settings: backend.settings.clone(),
        passwords: Arc::new(FakeHasher::new(1, 2)),
        provider: None,
        audit: backend.audit.clone(),
        clock: Arc::new(SteppingClock::default()),
        ids: Arc::new(SeqIds::default()),
    };
    Access::new(ports, AccessOptions::default())
}

/// How a request is sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    pub(crate) key: Option<String>,
    pub(crate) body: u8,
    /// Who asks; the local administrator when nobody is named.
    pub(crate) caller: Option<Caller>,
    /// Nobody asks.
    pub(crate) nobody: bool,
    /// The changeset that it has to see.
    pub(crate) min_seq: Option<MinSeq>,
    /// The browser that it comes from.
    pub(crate) browser: Browser,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with(Backend::memory(), Limits::default())
    }

    pub(crate) fn with(backend: Backend, limits: Limits) -> Self {
        Self::over(backend, limits, |_| {})
    }

    /// With ports changed by `change`.
    pub(crate) fn over(backend: Backend, limits: Limits, change: impl FnOnce(&mut Ports)) -> Self {
        let factory = FakeFactory::new(SourceKind::Mongodb);
        let mongo = factory.source();
        let access = access(&backend);
        let mut ports = Ports {
            sources: backend.sources,
            tables: backend.tables,
            columns: backend.columns,
            lineage: backend.lineage,
            graph: Arc::new(MemoryGraph::default()),
            changesets: backend.changesets,
            search: backend.search,
            writer: backend.writer,
            audit: backend.audit,
            fetches: backend.fetches,
            jobs: backend.jobs,
            imports: backend.imports,
            secrets: backend.secrets,
            vault: Arc::new(MemoryVault::default()),
            clock: Arc::new(SteppingClock::default()),
            ids: Arc::new(SeqIds::default()),
            connectors: vec![Arc::new(factory)],
        };
        change(&mut ports);
        let options = Options { feed_interval: Duration::from_millis(5), ..Options::default() };
        Self { schema: schema(Catalog::new(ports, options), access, limits), mongo }
    }

    fn request(query: &str, variables: &Value, sent: &Sent) -> Request {
        let context = RequestContext {
            caller: (!sent.nobody).then(|| sent.caller.clone().unwrap_or_else(local_administrator)),
            refusal: None,
            origin: Origin::default(),
            base_url: "http://catalog.example".to_owned(),
            browser: Some(sent.browser.clone()),
            request_id: "request-1".to_owned(),
            idempotency_key: sent.key.clone(),
            body_hash: [sent.body; 32],
            min_seq: sent.min_seq,
            from_ui: false,
        };
        // As a transport reads them: from text, so that numbers keep their spelling.
        let variables: Variables =
            serde_json::from_str(&variables.to_string()).expect("variables are an object");
        Request::new(query).variables(variables).data(context)
    }

    /// What a request answers, errors and all.
    pub(crate) async fn ask(&self, query: &str, variables: Value) -> Value {
        self.ask_as(query, variables, &Sent::default()).await
    }

    pub(crate) async fn ask_as(&self, query: &str, variables: Value, sent: &Sent) -> Value {
        let response = self.schema.execute(Self::request(query, &variables, sent)).await;
        serde_json::to_value(&response).expect("a response is JSON")
    }

    /// What a request answers, as the text that a client gets.
    pub(crate) async fn text(&self, query: &str) -> String {
        let request = Self::request(query, &json!({}), &Sent::default());
        serde_json::to_string(&self.schema.execute(request).await).expect("a response is JSON")
    }

    /// The data of a request that must have no error.
    pub(crate) async fn data(&self, query: &str, variables: Value) -> Value {
        let mut answer = self.ask(query, variables).await;
        assert_eq!(answer.get("errors"), None, "{query}: {answer:#}");
        answer["data"].take()
    }

    /// The only error of a request that must have one.
    pub(crate) async fn refused(&self, query: &str, variables: Value) -> Value {
        let mut answer = self.ask(query, variables).await;
        let errors = answer["errors"].as_array_mut();
        let errors = errors.unwrap_or_else(|| panic!("{query} was not refused"));
        assert_eq!(errors.len(), 1, "{errors:#?}");
        let error = errors.remove(0);
        assert_eq!(error["extensions"]["requestId"], "request-1", "{error:#}");
        error
    }

    /// The code of the only error of a request.
    pub(crate) async fn code(&self, query: &str, variables: Value) -> String {
        let error = self.refused(query, variables).await;
        error["extensions"]["code"].as_str().expect("a code").to_owned()
    }

    /// What a subscription answers.
    pub(crate) fn follow(
        &self,
        query: &str,
        variables: &Value,
    ) -> impl Stream<Item = Value> + Unpin + use<> {
        self.follow_as(query, variables, &Sent::default())
    }

    /// The same, as somebody.
    pub(crate) fn follow_as(
        &self,
        query: &str,
        variables: &Value,
        sent: &Sent,
    ) -> impl Stream<Item = Value> + Unpin + use<> {
        let request = Self::request(query, variables, sent);
        let stream = self.schema.execute_stream(request);
        stream.map(|response| serde_json::to_value(&response).expect("a response is JSON"))
    }

    /// Registers a source and answers it.
    pub(crate) async fn source(&self, name: &str) -> Value {
        let query = "mutation($input: SourceInput!) {
            createSource(input: $input) { source { id name version hasSecret } } }";
        let input = json!({
            "name": name,
            "kind": "MONGODB",
            "settings": { "host": "db.example", "port": 27018 },
            "secret": { "password": SECRET_CANARY },
        });
        self.data(query, json!({ "input": input })).await["createSource"]["source"].take()
    }

    /// Writes a table by hand and answers it.
    pub(crate) async fn table(&self, input: Value) -> Value {
        let query = "mutation($input: TableInput!) {
            createTable(input: $input) {
                table { id name version columns { nodes { id name } } }
                changeset { id seq } } }";
        self.data(query, json!({ "input": input })).await["createTable"].take()
    }

    /// What `orders` looks like at the fake source.
    pub(crate) fn orders_at_the_source(&self) {
        let orders = FetchedBuilder::new("orders")
            .row_count(3)
            .column("_id", "objectId")
            .column("total", "decimal128")
            .column("address", "object")
            .column("address.city", "string")
            .primary_key(["_id"])
            .sampled(3, "whole collection")
            .build();
        self.mongo.answer("orders", FakeFetch::Found(Box::new(orders)));
    }
}

/// An id as a text.
pub(crate) fn id(object: &Value) -> String {
    object["id"].as_str().unwrap_or_else(|| panic!("no id in {object}")).to_owned()
}

/// Names of a connection's nodes.
pub(crate) fn names(connection: &Value) -> Vec<&str> {
    let nodes = connection["nodes"].as_array().expect("nodes");
    nodes.iter().map(|node| node["name"].as_str().expect("a name")).collect()
}
