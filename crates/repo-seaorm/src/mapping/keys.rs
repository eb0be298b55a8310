//! Hashes that carry uniqueness, and bounded keys that carry order.

use ariadne_domain::{ClaimKey, ExternalIdentity, Identity, Path, fold};
use sha2::{Digest, Sha256};

/// Bytes of a name that order a list; ids decide behind them.
pub(crate) const ORDER_KEY_BYTES: usize = 256;

/// The key that tables are ordered by: a bounded prefix of the folded name.
pub(crate) fn order_key(name: &str) -> String {
    bounded(&folded_name(name)).to_owned()
}

/// The key that sources, of which there are few, are ordered by.
pub(crate) fn folded_name(name: &str) -> String {
    fold(name).replace('\0', "\u{fffd}")
}

/// The first [`ORDER_KEY_BYTES`] bytes, cut at a character.
pub(crate) fn bounded(text: &str) -> &str {
    let mut end = text.len().min(ORDER_KEY_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// SHA-256 of a table's identity; "none" is 16 zero bytes and the empty text.
pub(crate) fn identity_hash(identity: &Identity) -> Vec<u8> {
    let source = identity.source.map_or([0; 16], |id| *id.0.as_bytes());
    let mut hash = Sha256::new_with_prefix(source);
    for part in [identity.schema.as_deref().unwrap_or(""), &identity.name] {
        prefixed(&mut hash, part);
    }
    hash.finalize().to_vec()
}

/// SHA-256 of how a provider of identities knows a person.
pub(crate) fn external_hash(identity: &ExternalIdentity) -> Vec<u8> {
    let mut hash = Sha256::new();
    prefixed(&mut hash, &identity.issuer);
    prefixed(&mut hash, &identity.subject);
    hash.finalize().to_vec()
}

/// SHA-256 of what failures are counted under.
pub(crate) fn attempt_hash(key: &str) -> Vec<u8> {
    Sha256::digest(key).to_vec()
}

/// SHA-256 of a folded name: a source's, or a person's to sign in with.
pub(crate) fn name_hash(name: &str) -> Vec<u8> {
    Sha256::digest(fold(name)).to_vec()
}

/// SHA-256 of a column's path.
pub(crate) fn path_hash(path: &Path) -> Vec<u8> {
    let mut hash = Sha256::new();
    for segment in path.segments() {
        prefixed(&mut hash, &segment.to_wire());
    }
    hash.finalize().to_vec()
}

/// SHA-256 of what tells the claims about one edge apart; no process is one byte,
/// which no length begins with.
pub(crate) fn claim_hash(key: &ClaimKey) -> Vec<u8> {
    let mut hash = Sha256::new_with_prefix(key.claimant.0.as_bytes());
    prefixed(&mut hash, key.origin.as_str());
    match &key.process {
        Some(process) => prefixed(&mut hash, process),
        None => hash.update([0xff]),
    }
    hash.finalize().to_vec()
}

/// Its length before a text, so that parts cannot run into each other.
fn prefixed(hash: &mut Sha256, text: &str) {
    hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
    hash.update(text);
}

#[cfg(test)]
mod tests {
    use ariadne_domain::{ActorId, LineageOrigin};

    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let identity = |schema: Option<&str>, name: &str| {
            let schema = schema.map(str::to_owned);
            identity_hash(&Identity { source: None, schema, name: name.into() })
        };
        assert_ne!(identity(Some("a"), "bc"), identity(Some("ab"), "c"));
        assert_ne!(identity(None, "abc"), identity(Some("abc"), ""));
        assert_ne!(path_hash(&Path::keys(["a", "b"])), path_hash(&Path::keys(["ab"])));
        assert_eq!(name_hash("Straße"), name_hash("STRASSE"));
    }

    #[test]
    fn every_part_of_a_claims_key_counts() {
        let key = |origin, claimant: u128, process: Option<&str>| {
            let claimant = ActorId(uuid::Uuid::from_u128(claimant));
            claim_hash(&ClaimKey { origin, claimant, process: process.map(str::to_owned) })
        };
        let (sql, import) = (LineageOrigin::Sql, LineageOrigin::Import);
        let hashes = [
            key(sql, 1, None),
            key(import, 1, None),
            key(sql, 2, None),
            key(sql, 1, Some("")),
            key(sql, 1, Some("etl")),
        ];
        let distinct: std::collections::HashSet<_> = hashes.iter().collect();
        assert_eq!(distinct.len(), hashes.len());
    }

    #[test]
    fn keys_are_cut_at_characters() {
        let key = order_key(&"表".repeat(100));
        assert_eq!(key.chars().count(), 85);
        assert_eq!(order_key("ABC"), "abc");
    }
}
