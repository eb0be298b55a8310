//! Tokens for scripts.

use ariadne_domain::{
    ActorId, ApiToken, AuditAction, Role, Timestamp, Value, Violation, check_token_name,
};
use ariadne_ports::{Error, ErrorKind, Page, PageRequest, Result, TokenFilter};
use secrecy::SecretString;

use super::secrets::new_token;
use super::{AccessAdmin, Member};

/// A token that somebody wants.
#[derive(Clone, Debug)]
pub struct TokenInput {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// When it ends; none lives until it is revoked.
    pub expires: Option<Timestamp>,
}

/// A token that was just made.
#[derive(Clone, Debug)]
pub struct MadeToken {
    /// What the script sends, shown once.
    pub secret: SecretString,
    /// The token.
    pub token: ApiToken,
}

impl Member {
    /// Makes a token of one's own; it may do no more than oneself.
    #[tracing::instrument(skip_all)]
    pub async fn create_token(&self, input: TokenInput) -> Result<MadeToken> {
        const OPERATION: &str = "access.create_token";
        let owner = self.person_alone(OPERATION)?;
        let now = self.core.now();
        let mut violations: Vec<_> = check_token_name("name", &input.name).into_iter().collect();
        if input.role > self.caller.role {
            let message = format!(
                "You have the role {}; a token of yours cannot have the role {}.",
                self.caller.role, input.role
            );
            violations.push(Violation::new(["role"], "TOO_MUCH", message));
        }
        if input.expires.is_some_and(|expires| expires <= now) {
            let message = "A token cannot expire before it is made.";
            violations.push(Violation::new(["expiresAt"], "INVALID", message));
        }
        if !violations.is_empty() {
            return Err(Error::validation(OPERATION, violations));
        }
        let (secret, hash) = new_token()?;
        let token = ApiToken {
            id: ActorId(self.core.ports.ids.next()),
            owner,
            name: input.name.trim().to_owned(),
            role: input.role,
            created_at: now,
            expires: input.expires,
            revoked_at: None,
            last_used: None,
            last_used_from: None,
        };
        self.core.ports.tokens.create_token(&token, hash).await?;
        self.note_token(AuditAction::TokenMade, &token).await?;
        Ok(MadeToken { secret, token })
    }

    /// One's own tokens, newest first.
    pub async fn tokens(&self, alive: bool, page: &PageRequest) -> Result<Page<ApiToken>> {
        let owner = self.person_alone("access.tokens")?;
        let alive_at = alive.then(|| self.core.now());
        let filter = TokenFilter { owner: Some(owner), alive_at };
        self.core.ports.tokens.list_tokens(&filter, page).await
    }

    /// Ends a token of one's own.
    #[tracing::instrument(skip_all, fields(token = %id))]
    pub async fn revoke_token(&self, id: ActorId) -> Result<ApiToken> {
        let owner = self.person_alone("access.revoke_token")?;
        self.revoke(id, Some(owner)).await
    }

    async fn revoke(&self, id: ActorId, owner: Option<ActorId>) -> Result<ApiToken> {
        const OPERATION: &str = "access.revoke_token";
        let tokens = &self.core.ports.tokens;
        let found = tokens.tokens(&[id]).await?.pop();
        // A token of somebody else is as good as none.
        let found = found.filter(|token| owner.is_none_or(|owner| token.owner == owner));
        let token =
            found.ok_or_else(|| Error::not_found(OPERATION, format!("token with the id {id}")))?;
        let now = self.core.now();
        if !tokens.revoke_token(id, now).await? {
            let message = format!("The token {} is revoked already.", token.name);
            return Err(Error::new(ErrorKind::Conflict, OPERATION, message));
        }
        self.core.cache.forget();
        let token = ApiToken { revoked_at: Some(now), ..token };
        self.note_token(AuditAction::TokenRevoked, &token).await?;
        Ok(token)
    }

    async fn note_token(&self, action: AuditAction, token: &ApiToken) -> Result<()> {
        let details = Value::object()
            .with("token", token.id.to_string())
            .with("name", token.name.as_str())
            .with("owner", token.owner.to_string())
            .with("role", token.role.as_str());
        self.core.note(self.caller.actor.clone(), action, "OK", &self.origin, details).await
    }
}

impl AccessAdmin {
    /// Everybody's tokens, newest first.
    pub async fn all_tokens(
        &self,
        filter: &TokenFilter,
        page: &PageRequest,
    ) -> Result<Page<ApiToken>> {
        self.member.core.ports.tokens.list_tokens(filter, page).await
    }

    /// Ends anybody's token.
    #[tracing::instrument(skip_all, fields(token = %id))]
    pub async fn revoke_any_token(&self, id: ActorId) -> Result<ApiToken> {
        self.member.revoke(id, None).await
    }
}
