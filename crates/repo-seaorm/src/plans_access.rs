//! How SQLite answers questions about access and the audit log, and what a restored
//! backup loses.

use std::sync::Arc;

use ariadne_domain::{ActorId, AuditAction, LinkPurpose, Role, SourceId};
use ariadne_ports::{
    AuditFilter, Cursor, CursorKey, LinkStore, PeopleStore, PersonSetting, PersonSettingStore,
    SecretHash, SessionStore, SettingRoom, SettingSaved, TokenFilter,
};
use ariadne_testkit::builders::access::{link, secret, session, somebody};
use ariadne_testkit::{FixedClock, SeqIds, time_of_day};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Statement, StatementBuilder};
use uuid::Uuid;

use crate::access::{
    TOKEN_ORDER, by_secret, end_sessions_and_links, living, living_of, tokens_among,
};
use crate::operational::{AUDIT_ORDER, entries_among};
use crate::{Database, Location, OpenOptions, Repo};

async fn empty(folder: &tempfile::TempDir) -> Repo {
    let clock = Arc::new(FixedClock::at(time_of_day(0)));
    let location = Location::Sqlite(folder.path().join("catalog.db"));
    let ids = Arc::new(SeqIds::default());
    Database::open(OpenOptions::new(location, clock, ids)).await.expect("opens")
}

async fn plan(repo: &Repo, select: &SelectStatement) -> String {
    let built = StatementBuilder::build(select, &DbBackend::Sqlite);
    let sql = format!("EXPLAIN QUERY PLAN {}", built.sql);
    let values = built.values.map(|values| values.0).unwrap_or_default();
    let explain = Statement::from_sql_and_values(DbBackend::Sqlite, sql, values);
    let rows = repo.reads().query_all_raw(explain).await.expect("explains");
    let lines: Vec<String> =
        rows.iter().map(|row| row.try_get("", "detail").expect("a line")).collect();
    lines.join("; ")
}

#[tokio::test]
async fn whoever_asks_is_found_by_two_seeks() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = empty(&folder).await;
    let session = plan(&repo, living(secret(1), time_of_day(0)).as_query()).await;
    assert!(session.contains("INDEX session_secret (secret=?)"), "{session}");
    let token = plan(&repo, by_secret(secret(1)).as_query()).await;
    assert!(token.contains("INDEX api_token_secret (secret=?)"), "{token}");
    for plan in [session, token] {
        assert!(plan.contains("sqlite_autoindex_person_1 (id=?)"), "{plan}");
        assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
    }
}

#[tokio::test]
async fn lists_of_access_are_read_in_their_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = empty(&folder).await;
    let whose = ActorId(Uuid::from_u128(7));
    let sessions = plan(&repo, living_of(whose, time_of_day(0)).as_query()).await;
    assert!(sessions.contains("session_person") && !sessions.contains("TEMP B-TREE"), "{sessions}");
    let after = Cursor::new("any", vec![CursorKey::Int(7)], Uuid::from_u128(9));
    for (owner, index) in [(None, "api_token_created"), (Some(whose), "api_token_owner")] {
        for alive_at in [None, Some(time_of_day(0))] {
            let base = tokens_among(&TokenFilter { owner, alive_at });
            for after in [None, Some(&after)] {
                let pages = TOKEN_ORDER.statements("test", &base, after).expect("statements");
                for page in pages {
                    let plan = plan(&repo, &page).await;
                    assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{plan}");
                }
            }
        }
    }
}

/// Whatever the filter, the log is walked in its order from where a page starts.
#[tokio::test]
async fn every_filter_of_the_log_walks_an_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = empty(&folder).await;
    let all = AuditFilter::default;
    let source = Some(SourceId(Uuid::from_u128(7)));
    let actor = Some(ActorId(Uuid::from_u128(7)));
    let actions = vec![AuditAction::SignIn, AuditAction::Fetch];
    let outcome = Some("OK".to_owned());
    let after = Cursor::new("any", vec![CursorKey::Int(7)], Uuid::from_u128(9));
    for (filter, index) in [
        (all(), "audit_at"),
        (
            AuditFilter { from: Some(time_of_day(1)), before: Some(time_of_day(2)), ..all() },
            "audit_at",
        ),
        (AuditFilter { actions: actions.clone(), ..all() }, "audit_action"),
        (AuditFilter { actor, ..all() }, "audit_actor"),
        (AuditFilter { outcome: outcome.clone(), ..all() }, "audit_outcome"),
        (AuditFilter { source, ..all() }, "audit_source_at"),
        (AuditFilter { source, actions: actions.clone(), ..all() }, "audit_source "),
        (AuditFilter { actor, outcome, actions, ..all() }, "audit_"),
    ] {
        for base in entries_among(&filter) {
            for after in [None, Some(&after)] {
                let pages = AUDIT_ORDER.statements("test", &base, after).expect("statements");
                for page in pages {
                    let plan = plan(&repo, &page).await;
                    assert!(plan.contains(index), "{filter:?}: {plan}");
                    assert!(!plan.contains("TEMP B-TREE"), "{filter:?}: {plan}");
                    let narrow = filter != all() || after.is_some();
                    assert!(!narrow || plan.contains("SEARCH"), "{filter:?}: {plan}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_restored_backup_has_no_sessions_and_no_links() {
    let folder = tempfile::tempdir().expect("a folder");
    let repo = empty(&folder).await;
    let ids = SeqIds::default();
    let now = time_of_day(0);
    let ada = somebody(ids.make(), "ada", Role::Admin, now);
    repo.create_person(&ada, None).await.expect("created");
    let found = async |number: SecretHash| {
        let session = repo.session(number, now).await.expect("a look-up").is_some();
        (session, repo.link(number, now).await.expect("a look-up").is_some())
    };
    repo.open_session(&session(ids.make(), ada.id, now), secret(1)).await.expect("opened");
    for (number, purpose) in
        [(2, LinkPurpose::FirstAdmin), (3, LinkPurpose::Reset { person: ada.id })]
    {
        repo.create_link(&link(ids.make(), purpose, now), secret(number)).await.expect("made");
    }
    let setting = PersonSetting {
        person: ada.id,
        name: "canvas".to_owned(),
        value: "kept".into(),
        saved_at: now,
    };
    let room = SettingRoom { count: 1, bytes: 100 };
    assert_eq!(repo.save_setting(&setting, room).await.expect("saved"), SettingSaved::Saved);
    assert_eq!(found(secret(1)).await, (true, false));
    assert_eq!((found(secret(2)).await, found(secret(3)).await), ((false, true), (false, true)));

    let transaction = repo.begin("test").await.expect("begins");
    end_sessions_and_links(&transaction, "test").await.expect("ends");
    transaction.commit().await.expect("commits");
    for number in 1..=3 {
        assert_eq!(found(secret(number)).await, (false, false), "{number}");
    }
    assert!(repo.has_admin().await.expect("an answer"), "people stay");
    let kept = repo.setting(ada.id, "canvas").await.expect("a look-up");
    assert_eq!(kept, Some(setting.value), "and what they set");
}
