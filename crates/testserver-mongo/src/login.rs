//! Logins over SASL.

use mongodb::bson::spec::BinarySubtype;
use mongodb::bson::{Binary, Bson, Document, doc};
use rand::Rng as _;
use rand::distr::Alphanumeric;

use crate::error::CommandError;
use crate::scram::{ClientFirst, Exchange, Mechanism};
use crate::shared::Shared;
use crate::users::User;
use crate::values::{truthy, whole};

/// Who a connection is, and a login under way on it.
#[derive(Default)]
pub(crate) struct Login {
    user: Option<usize>,
    conversation: Option<Conversation>,
    conversations: i32,
}

struct Conversation {
    id: i32,
    user: usize,
    exchange: Exchange,
    skip_empty_exchange: bool,
    /// The proof was right; only the empty exchange is left.
    proven: bool,
}

impl Login {
    /// The account that is logged in.
    pub(crate) fn user<'a>(&self, shared: &'a Shared) -> Option<&'a User> {
        self.user.map(|number| shared.users.get(number))
    }

    /// `database.name` of the account.
    pub(crate) fn user_name(&self, shared: &Shared) -> Option<String> {
        self.user(shared).map(|user| format!("{}.{}", user.database, user.name))
    }

    /// `logout`.
    pub(crate) fn forget(&mut self) {
        self.user = None;
        self.conversation = None;
    }

    /// `saslStart`.
    pub(crate) fn start(
        &mut self,
        shared: &Shared,
        database: &str,
        body: &Document,
    ) -> Result<Document, CommandError> {
        self.conversation = None;
        let name = body.get_str("mechanism").unwrap_or_default();
        let mechanism = Mechanism::from_name(name)
            .filter(|mechanism| shared.settings.mechanisms.contains(mechanism))
            .ok_or_else(|| {
                CommandError::new(
                    334,
                    format!("Received authentication for mechanism {name} which is unknown or not enabled"),
                )
            })?;
        let first =
            ClientFirst::parse(payload(body)?).ok_or_else(CommandError::authentication_failed)?;
        let user = shared
            .users
            .find(database, &first.user)
            .ok_or_else(CommandError::authentication_failed)?;
        let credentials = shared.users.credentials(user, mechanism).ok_or_else(|| {
            CommandError::new(
                334,
                format!(
                    "Unable to use {name} based authentication for user without any {name} credentials registered"
                ),
            )
        })?;
        let nonce: String =
            rand::rng().sample_iter(Alphanumeric).take(24).map(char::from).collect();
        let exchange = Exchange::start(credentials, first, &nonce);
        self.conversations += 1;
        let reply = sasl_reply(self.conversations, false, exchange.server_first());
        self.conversation = Some(Conversation {
            id: self.conversations,
            user,
            exchange,
            skip_empty_exchange: body
                .get_document("options")
                .is_ok_and(|options| truthy(options, "skipEmptyExchange")),
            proven: false,
        });
        Ok(reply)
    }

    /// `saslContinue`.
    pub(crate) fn proceed(&mut self, body: &Document) -> Result<Document, CommandError> {
        let mut conversation = self
            .conversation
            .take()
            .ok_or_else(|| CommandError::new(17, "No SASL session state found"))?;
        let id = body.get("conversationId").and_then(whole);
        if id != Some(i64::from(conversation.id)) {
            return Err(CommandError::new(17, "sasl: Mismatched conversation id"));
        }
        let payload = payload(body)?;
        if conversation.proven {
            self.user = Some(conversation.user);
            return Ok(sasl_reply(conversation.id, true, ""));
        }
        let last = conversation
            .exchange
            .finish(payload)
            .ok_or_else(CommandError::authentication_failed)?;
        let reply = sasl_reply(conversation.id, conversation.skip_empty_exchange, &last);
        if conversation.skip_empty_exchange {
            self.user = Some(conversation.user);
        } else {
            conversation.proven = true;
            self.conversation = Some(conversation);
        }
        Ok(reply)
    }
}

fn payload(body: &Document) -> Result<&[u8], CommandError> {
    body.get_binary_generic("payload")
        .map(Vec::as_slice)
        .map_err(|_| CommandError::bad_value("payload must be BinData"))
}

fn sasl_reply(conversation: i32, done: bool, payload: &str) -> Document {
    doc! {
        "conversationId": conversation,
        "done": done,
        "payload": Bson::Binary(Binary {
            subtype: BinarySubtype::Generic,
            bytes: payload.as_bytes().to_vec(),
        }),
    }
}
