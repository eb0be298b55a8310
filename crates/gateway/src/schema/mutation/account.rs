use ariadne_application::domain::Value;
use ariadne_application::{Error, ErrorKind, JoinInput, NewSession, SignIn};
use async_graphql::{Context, ID, Object, Result, SimpleObject};

use crate::Browser;
use crate::schema::input::TokenInput;
use crate::schema::scalars::{Json, Long, Secret, id_of};
use crate::schema::session::Session as _;
use crate::schema::types::access::{ApiToken, MadeToken, Me, Person};

/// Signing in and out, one's own account, settings and tokens. None of it is a changeset;
/// all but settings stands in the audit log.
#[derive(Debug, Default)]
pub(crate) struct AccountMutations;

/// Answers a sign-in.
#[derive(SimpleObject)]
pub(crate) struct SignedIn {
    /// Who is signed in now.
    me: Me,
}

/// Answers a sign-out.
#[derive(SimpleObject)]
pub(crate) struct SignedOut {
    /// How many sessions ended.
    ended: Long,
}

/// The browser, which a session needs; `Validation` over a socket.
fn browser<'c>(ctx: &'c Context<'_>) -> ariadne_application::Result<&'c Browser> {
    ctx.request()?.browser.as_ref().ok_or_else(|| {
        let message = "Sign in and out by POST: a socket cannot bring the browser a cookie.";
        Error::new(ErrorKind::Validation, "gateway.account", message)
    })
}

fn opened(browser: &Browser, session: NewSession) -> SignedIn {
    browser.opened(&session);
    SignedIn { me: Me(session.caller) }
}

/// Signing in and out, one's own account and tokens.
#[Object]
impl AccountMutations {
    /// Signs in: the answer brings the browser a cookie. Open to everybody. A wrong name
    /// and a wrong password are not told apart (`UNAUTHENTICATED`); guessing becomes slow
    /// (`LIMIT`). A page that came over plain http, where the browser would drop the cookie,
    /// is told the address to use (`VALIDATION`, the problem's code is `NOT_SECURE`).
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        login: String,
        password: Secret,
    ) -> Result<SignedIn> {
        let browser = browser(ctx)?;
        browser.keeps_sessions()?;
        let replaces = browser.session.clone();
        let input = SignIn { login, password: password.0, replaces };
        Ok(opened(browser, ctx.visitor()?.sign_in(input).await?))
    }

    /// Uses a one-time link: somebody joins, or sets a new password, and is signed in.
    /// Open to everybody who has the link's secret, the part of its address behind `#`.
    async fn use_one_time_link(
        &self,
        ctx: &Context<'_>,
        secret: Secret,
        login: Option<String>,
        name: Option<String>,
        password: Secret,
    ) -> Result<SignedIn> {
        let browser = browser(ctx)?;
        browser.keeps_sessions()?;
        let input = JoinInput {
            link: secret.0,
            login,
            name,
            password: password.0,
            replaces: browser.session.clone(),
        };
        Ok(opened(browser, ctx.visitor()?.redeem(input).await?))
    }

    /// Ends the session that the request came in.
    async fn sign_out(&self, ctx: &Context<'_>) -> Result<SignedOut> {
        let browser = browser(ctx)?;
        ctx.member()?.sign_out().await?;
        browser.closed();
        Ok(SignedOut { ended: Long::of(1) })
    }

    /// Ends every session of one's own, this one too; of somebody else for administrators.
    async fn sign_out_everywhere(
        &self,
        ctx: &Context<'_>,
        person_id: Option<ID>,
    ) -> Result<SignedOut> {
        let member = ctx.member()?;
        let person = person_id.map(|id| id_of(&id, "person")).transpose()?;
        let own = member.caller().actor.id;
        let ended = if let Some(person) = person.filter(|person| *person != own) {
            ctx.access_admin()?.sign_out_person(person).await?
        } else {
            let ended = member.sign_out_everywhere().await?;
            if let Some(browser) = &ctx.request()?.browser {
                browser.closed();
            }
            ended
        };
        Ok(SignedOut { ended: Long::of(ended) })
    }

    /// Ends one session of one's own.
    async fn end_session(&self, ctx: &Context<'_>, id: ID) -> Result<SignedOut> {
        let member = ctx.member()?;
        let id = id_of(&id, "session")?;
        member.end_session(id).await?;
        if member.caller().session == Some(id) {
            browser(ctx)?.closed();
        }
        Ok(SignedOut { ended: Long::of(1) })
    }

    /// Changes one's password; every other session of one's own ends.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        current: Secret,
        new: Secret,
    ) -> Result<Person> {
        Ok(Person(ctx.member()?.change_password(&current.0, &new.0).await?))
    }

    /// Changes one's display name. What was written before keeps the old one.
    async fn update_profile(&self, ctx: &Context<'_>, name: String) -> Result<Person> {
        Ok(Person(ctx.member()?.rename(&name).await?))
    }

    /// Remembers any JSON of at most 256 KiB for oneself, under a name of 1 to 200
    /// characters; null forgets it. Every role has its own settings, at most 500 a person
    /// (`LIMIT`); a token is no person (`FORBIDDEN`). It is no changeset and stands in no
    /// log.
    async fn save_setting(
        &self,
        ctx: &Context<'_>,
        name: String,
        value: Option<Json>,
    ) -> Result<Me> {
        let member = ctx.member()?;
        let value = value.map_or(Value::Null, |json| json.0);
        member.save_setting(&name, value).await?;
        Ok(Me(member.caller().clone()))
    }

    /// Makes a token with which a script acts, as `Authorization: Bearer`. Its secret is
    /// answered this once.
    async fn create_token(&self, ctx: &Context<'_>, input: TokenInput) -> Result<MadeToken> {
        Ok(ctx.member()?.create_token(input.into()).await?.into())
    }

    /// Ends a token of one's own, for administrators of anybody.
    async fn revoke_token(&self, ctx: &Context<'_>, id: ID) -> Result<ApiToken> {
        let member = ctx.member()?;
        let id = id_of(&id, "token")?;
        Ok(ApiToken(match ctx.access_admin() {
            Ok(admin) => admin.revoke_any_token(id).await?,
            Err(_) => member.revoke_token(id).await?,
        }))
    }
}
