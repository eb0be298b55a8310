//! What the transport knows about a request.

use ariadne_application::domain::Actor;
use ariadne_application::{Catalog, MinSeq, Reader};

/// Who asks and how, put into every GraphQL request by the transport and read by
/// the resolvers.
#[derive(Clone, Debug)]
pub struct RequestContext {
    /// Who asks.
    pub actor: Actor,
    /// Names the request in the log and in errors.
    pub request_id: String,
    /// The client's `Idempotency-Key`, as sent; none on a WebSocket.
    pub idempotency_key: Option<String>,
    /// SHA-256 of the request's body.
    pub body_hash: [u8; 32],
    /// What the client's `Ariadne-Min-Seq` names; none on a WebSocket.
    pub min_seq: Option<MinSeq>,
    /// Whether the web app asks.
    pub from_ui: bool,
}

impl RequestContext {
    /// The catalog for whoever asks, seen as far as the request has to see it.
    pub(crate) fn reader(&self, catalog: &Catalog) -> Reader {
        catalog.reader(&self.actor).seeing(self.min_seq)
    }
}
