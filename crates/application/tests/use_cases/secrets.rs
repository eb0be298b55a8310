//! Secrets: sealed, lent only for what they were given for, shown nowhere.

use ariadne_testkit::builders::local_administrator;
use std::fmt::Debug;
use std::sync::Arc;

use ariadne_application::domain::{Field, SourceKind, Value};
use ariadne_application::{
    AsOf, ChangesetFilter, ConnectionInput, ErrorKind, NoProgress, NoSteps, OnSourceDelete,
    PageRequest, SourceInput, SourcePatch,
};
use ariadne_ports::{AuditFilter, AuditLog};
use ariadne_testkit::fakes::{MemoryVault, SECRET_CANARY};

use crate::world::{
    World, ctx, dry, fetch_input, refused, secret, set, settings, source_input, violations,
};

fn patch(settings: Value) -> SourcePatch {
    SourcePatch { settings: Field::Set(settings), ..SourcePatch::default() }
}

fn password(world: &World) -> Option<String> {
    use secrecy::ExposeSecret;
    let (_, secret) = world.mongo.connected().pop().expect("a connector was made");
    secret.get("password").map(|value| value.expose_secret().to_owned())
}

#[tokio::test]
async fn a_secret_is_kept_while_what_binds_it_is_unchanged() {
    let world = World::new();
    let id = world.add_source("Shop").await.value.id;
    // The port's default, said aloud, is no change; a database does not bind.
    let same = settings("db.example").with("port", 27_017).with("database", "eu");
    let updated = world.admin().update_source(ctx(), id, 1, patch(same)).await.expect("updated");
    assert!(updated.value.value.has_secret());
    world.admin().test_source(id, &NoSteps).await.expect("tested");
    assert_eq!(password(&world).as_deref(), Some("first"));
}

#[tokio::test]
async fn a_secret_is_not_carried_to_another_server() {
    let world = World::new();
    let id = world.add_source("Shop").await.value.id;
    for elsewhere in [settings("evil.example"), settings("db.example").with("port", 5)] {
        let updated = world.admin().update_source(ctx(), id, 1, patch(elsewhere.clone())).await;
        assert_eq!(violations(updated), ["secret REQUIRED"]);
        let tried = world.admin().update_source(dry(), id, 1, patch(elsewhere)).await;
        assert_eq!(violations(tried), ["secret REQUIRED"]);
    }
    // What else is wrong is told beside it.
    let wrong = settings("evil.example").with("uri", "x");
    let updated = world.admin().update_source(ctx(), id, 1, patch(wrong)).await;
    assert_eq!(violations(updated), ["secret REQUIRED", "settings.uri UNKNOWN"]);
    assert_eq!(world.source(id).await.version, 1);

    let moved =
        SourcePatch { secret: Field::Set(secret("second")), ..patch(settings("new.example")) };
    world.admin().update_source(ctx(), id, 1, moved).await.expect("entered again");
    world.admin().test_source(id, &NoSteps).await.expect("tested");
    assert_eq!(password(&world).as_deref(), Some("second"));
}

#[tokio::test]
async fn a_test_borrows_the_secret_on_the_same_terms() {
    let world = World::new();
    let id = world.add_source("Shop").await.value.id;
    let input = |settings: Value, given: &str| ConnectionInput {
        kind: SourceKind::Mongodb,
        settings,
        secret: secret(given),
    };
    let admin = world.admin();
    let database = settings("db.example").with("database", "eu");
    admin.test_connection(input(database, ""), Some(id), &NoSteps).await.expect("lent");
    assert_eq!(password(&world).as_deref(), Some("first"));

    let elsewhere = admin.test_connection(input(settings("evil.example"), ""), Some(id), &NoSteps);
    assert_eq!(violations(elsewhere.await), ["secret REQUIRED"]);
    assert_eq!(world.mongo.connected().len(), 1, "nothing connected");

    let own = admin.test_connection(input(settings("evil.example"), "mine"), Some(id), &NoSteps);
    own.await.expect("one's own secret goes anywhere");
    assert_eq!(password(&world).as_deref(), Some("mine"));

    let without = admin.test_connection(input(settings("evil.example"), ""), None, &NoSteps);
    without.await.expect("no lender, no secret");
    assert_eq!(password(&world), None);

    let other_kind =
        ConnectionInput { kind: SourceKind::Elasticsearch, ..input(settings("db.example"), "") };
    let refused = admin.test_connection(other_kind, Some(id), &NoSteps).await;
    assert_eq!(violations(refused), ["kind INVALID"]);
}

#[tokio::test]
async fn what_needs_no_secret_does_not_open_it() {
    let world = World::new();
    let id = world.add_source("Shop").await.value.id;
    // A vault that cannot open what the first one sealed.
    let server = world.server_with(|ports| ports.vault = Arc::new(MemoryVault::new("other")));
    let admin = server.admin(&local_administrator()).expect("an administrator");
    let rename = SourcePatch { name: set("Store"), ..SourcePatch::default() };
    admin.update_source(ctx(), id, 1, rename).await.expect("renamed");
    refused(admin.test_source(id, &NoSteps).await, ErrorKind::Internal);
    let again = SourcePatch { secret: Field::Set(secret("second")), ..SourcePatch::default() };
    admin.update_source(ctx(), id, 2, again).await.expect("entered again");
    admin.test_source(id, &NoSteps).await.expect("tested");
    admin.delete_source(ctx(), id, 3, OnSourceDelete::Detach, None).await.expect("deleted");
}

#[tokio::test]
async fn clearing_destroys_the_secret() {
    let world = World::new();
    let id = world.add_source("Shop").await.value.id;
    let clear = SourcePatch { secret: Field::Clear, ..SourcePatch::default() };

    let tried = world.admin().update_source(dry(), id, 1, clear.clone()).await.expect("tried");
    assert!(!tried.value.value.has_secret());
    assert!(world.holds_secret(id).await, "a dry run destroys nothing");

    let cleared = world.admin().update_source(ctx(), id, 1, clear.clone()).await.expect("done");
    assert!(!cleared.value.value.has_secret() && !world.holds_secret(id).await);
    let again = world.admin().update_source(ctx(), id, 2, clear).await.expect("fine");
    assert_eq!(again.changeset, None);
    // Without a secret nothing is bound.
    world.admin().update_source(ctx(), id, 2, patch(settings("new"))).await.expect("moved");
}

#[tokio::test]
async fn a_replaced_secret_is_a_changeset_of_its_own() {
    let world = World::new();
    let id = world.add_source("Shop").await.value.id;
    let replace = SourcePatch { secret: Field::Set(secret("second")), ..SourcePatch::default() };
    let replaced = world.admin().update_source(ctx(), id, 1, replace).await.expect("replaced");
    assert_eq!(replaced.value.version, 2);
    let changeset = replaced.changeset.expect("a changeset");

    // Undoing it cannot bring the old one back, and says so.
    let undone = world.admin().undo_changeset(ctx(), changeset.id).await.expect("undone");
    let codes: Vec<&str> = undone.warnings.iter().map(|w| w.code.as_str()).collect();
    assert_eq!(codes, ["SECRET_NOT_RESTORED"]);
    world.admin().test_source(id, &NoSteps).await.expect("tested");
    assert_eq!(password(&world).as_deref(), Some("second"));
}

#[tokio::test]
async fn an_undo_does_not_carry_a_secret_back_to_other_settings() {
    let world = World::new();
    let id = world.add_source("Shop").await.value.id;
    let moved = SourcePatch { secret: Field::Set(secret("second")), ..patch(settings("new")) };
    let moved = world.admin().update_source(ctx(), id, 1, moved).await.expect("moved");
    let undo = moved.changeset.expect("a changeset").id;

    let undone = world.admin().undo_changeset(ctx(), undo).await.expect("undone");
    assert_eq!(undone.warnings.len(), 1);
    let source = world.source(id).await.value;
    assert_eq!(source.settings, settings("db.example"));
    assert!(!source.has_secret() && !world.holds_secret(id).await);
}

#[tokio::test]
async fn a_secret_is_shown_nowhere() {
    let world = World::new();
    let admin = world.admin();
    let mut seen: Vec<String> = Vec::new();
    let mut see = |what: &dyn Debug| seen.push(format!("{what:?}"));

    let input = SourceInput { secret: secret(SECRET_CANARY), ..source_input("Shop") };
    see(&input);
    let wrong = SourceInput { settings: settings("a/b").with("uri", 1), ..input.clone() };
    see(&refused(admin.create_source(ctx(), wrong).await, ErrorKind::Validation));
    see(&admin.create_source(dry(), input.clone()).await.expect("tried"));
    let created = admin.create_source(ctx(), input).await.expect("created");
    see(&created);
    let id = created.value.value.id;

    let replace =
        SourcePatch { secret: Field::Set(secret(SECRET_CANARY)), ..SourcePatch::default() };
    see(&replace);
    see(&admin.update_source(ctx(), id, 1, replace).await.expect("replaced"));
    see(&refused(
        admin.update_source(ctx(), id, 1, SourcePatch::default()).await,
        ErrorKind::Conflict,
    ));
    see(&refused(
        admin.update_source(ctx(), id, 2, patch(settings("evil"))).await,
        ErrorKind::Validation,
    ));
    let connection = ConnectionInput {
        kind: SourceKind::Mongodb,
        settings: settings("db"),
        secret: secret(SECRET_CANARY),
    };
    see(&connection);
    see(&admin.test_connection(connection, None, &NoSteps).await.expect("tested"));
    see(&admin.test_source(id, &NoSteps).await.expect("tested"));
    see(&refused(
        admin.fetch_columns(fetch_input(id, "none"), &NoProgress).await,
        ErrorKind::TableNotFound,
    ));
    let deleted = admin.delete_source(ctx(), id, 2, OnSourceDelete::Detach, None).await;
    let deleted = deleted.expect("deleted");
    see(&admin.undo_changeset(ctx(), deleted.changeset.expect("one").id).await.expect("undone"));

    let page = PageRequest::first(50);
    let history = admin.list_changesets(&ChangesetFilter::default(), &page).await;
    for changeset in history.expect("history").into_items() {
        see(&admin.list_changes(changeset.seq, &page).await.expect("changes"));
        let then = admin.as_of(Some(AsOf { seq: Some(changeset.seq), at: None })).await;
        see(&admin.sources(then.expect("then"), &[id]).await.expect("sources"));
    }
    see(&world.repo.list(&AuditFilter::default(), &page).await.expect("audit"));
    see(&world.catalog);
    see(&world.repo);

    assert!(seen.len() > 20);
    for text in seen {
        assert!(!text.contains(SECRET_CANARY), "{text}");
    }
}
