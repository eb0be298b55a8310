//! What resolvers ask the request for: the handle of the actor's rights, how to
//! write, the loaders.

use ariadne_application::domain::{Caller, Violation};
use ariadne_application::{
    Access, AccessAdmin, Admin, Catalog, Editor, Error, IdempotencyKey, Member, Reader, Result,
    Visitor, WriteContext,
};
use async_graphql::Context;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::LIVE;
use super::loaders::Loaders;
use crate::{Limits, RequestContext};

/// Longest idempotency key, in characters.
const MAX_KEY: usize = 255;

/// What the executed operation asks for at its root.
#[derive(Clone, Debug, Default)]
pub(crate) struct RootFields {
    /// Whether it is a mutation.
    pub(crate) writes: bool,
    /// Its own fields in order, each response key once.
    pub(crate) fields: Vec<RootField>,
}

impl RootFields {
    /// The place of a field among those that can commit. A live call never does, so a
    /// key that was given to it would not be kept.
    fn write_index(&self, key: &str) -> Option<usize> {
        let can_commit = |field: &&RootField| !LIVE.contains(&field.name.as_str());
        self.fields.iter().filter(can_commit).position(|field| field.key == key)
    }
}

/// A field of the operation itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RootField {
    /// What it is called in the answer.
    pub(crate) key: String,
    /// What it is called in the schema.
    pub(crate) name: String,
}

/// Reads what a request carries.
pub(crate) trait Session {
    /// What the transport knows.
    fn request(&self) -> Result<&RequestContext>;
    /// The catalog for reading.
    fn reader(&self) -> Result<Reader>;
    /// The catalog for an editor; `Forbidden` for others.
    fn editor(&self) -> Result<Editor>;
    /// The catalog for an administrator; `Forbidden` for others.
    fn admin(&self) -> Result<Admin>;
    /// Access to the catalog.
    fn access(&self) -> Result<&Access>;
    /// Access, for somebody who need not be signed in.
    fn visitor(&self) -> Result<Visitor>;
    /// The caller's own account; `Unauthenticated` when nobody is known.
    fn member(&self) -> Result<Member>;
    /// The account of a caller who may have signed in by this very request.
    fn member_as(&self, caller: &Caller) -> Result<Member>;
    /// Everybody's accounts; `Forbidden` for others than administrators.
    fn access_admin(&self) -> Result<AccessAdmin>;
    /// The loaders of this request.
    fn loaders(&self) -> Result<&Loaders>;
    /// The limits.
    fn limits(&self) -> Limits;
    /// How the mutation of this field writes.
    fn write(
        &self,
        dry_run: Option<bool>,
        message: Option<String>,
    ) -> impl Future<Output = Result<WriteContext>> + Send;
}

fn missing(what: &'static str) -> Error {
    Error::internal("gateway.session", format!("the request carries no {what}"))
}

impl Session for Context<'_> {
    fn request(&self) -> Result<&RequestContext> {
        self.data_opt().ok_or_else(|| missing("context"))
    }

    fn reader(&self) -> Result<Reader> {
        let catalog = self.data_opt::<Catalog>().ok_or_else(|| missing("catalog"))?;
        self.request()?.reader(catalog)
    }

    fn editor(&self) -> Result<Editor> {
        let catalog = self.data_opt::<Catalog>().ok_or_else(|| missing("catalog"))?;
        catalog.editor(self.request()?.caller()?)
    }

    fn admin(&self) -> Result<Admin> {
        let catalog = self.data_opt::<Catalog>().ok_or_else(|| missing("catalog"))?;
        catalog.admin(self.request()?.caller()?)
    }

    fn access(&self) -> Result<&Access> {
        self.data_opt().ok_or_else(|| missing("access"))
    }

    fn visitor(&self) -> Result<Visitor> {
        Ok(self.access()?.visitor(&self.request()?.origin))
    }

    fn member(&self) -> Result<Member> {
        self.member_as(self.request()?.caller()?)
    }

    fn member_as(&self, caller: &Caller) -> Result<Member> {
        Ok(self.access()?.member(caller, &self.request()?.origin))
    }

    fn access_admin(&self) -> Result<AccessAdmin> {
        let request = self.request()?;
        self.access()?.admin(request.caller()?, &request.origin)
    }

    fn loaders(&self) -> Result<&Loaders> {
        // They read for whoever asks; for nobody there are none.
        self.request()?.caller()?;
        self.data_opt().ok_or_else(|| missing("loaders"))
    }

    fn limits(&self) -> Limits {
        self.data_opt().copied().unwrap_or_default()
    }

    async fn write(&self, dry_run: Option<bool>, message: Option<String>) -> Result<WriteContext> {
        let request = self.request()?;
        let field = self.item.node.response_key().node.as_str();
        let index = self.data_opt::<RootFields>().and_then(|root| root.write_index(field));
        let idempotency = match request.idempotency_key.as_deref() {
            None => None,
            Some(key) => {
                let given = key_of_field(key, 0, request.body_hash)?;
                match index.unwrap_or(0) {
                    0 => Some(given),
                    index => {
                        self.editor()?.check_key(&given).await?;
                        Some(key_of_field(key, index, request.body_hash)?)
                    }
                }
            }
        };
        Ok(WriteContext {
            dry_run: dry_run.unwrap_or(false),
            message,
            idempotency,
            from_ui: request.from_ui,
        })
    }
}

/// Two mutations of one document are two changesets, so each has a key of its own.
/// The first one has the client's: by that one it is noticed when the same key comes
/// with another document.
fn key_of_field(key: &str, index: usize, body_hash: [u8; 32]) -> Result<IdempotencyKey> {
    let length = key.chars().count();
    if !(1..=MAX_KEY).contains(&length) {
        let message = format!("An idempotency key has 1 to {MAX_KEY} characters.");
        let violation = Violation::new(["Idempotency-Key"], "INVALID", message);
        return Err(Error::validation("gateway.idempotency", vec![violation]));
    }
    let key = match index {
        0 => key.to_owned(),
        index => {
            let digest = Sha256::digest(format!("{key}\u{1f}{index}"));
            URL_SAFE_NO_PAD.encode(digest)
        }
    };
    Ok(IdempotencyKey { key, body_hash })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_key_of_its_own() {
        let key = |index| key_of_field("retry", index, [7; 32]).expect("a good key").key;
        assert_eq!(key(0), "retry");
        assert_eq!(key(1).len(), 43);
        assert_ne!(key(1), key(2));
    }

    #[test]
    fn keys_have_bounds() {
        for bad in [String::new(), "x".repeat(256)] {
            let refused = key_of_field(&bad, 0, [0; 32]).expect_err("refused");
            assert_eq!(refused.violations()[0].path, ["Idempotency-Key"]);
        }
        assert!(key_of_field(&"表".repeat(255), 0, [0; 32]).is_ok());
    }
}
