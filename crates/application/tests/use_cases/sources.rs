//! Sources: created, changed, refused.

use ariadne_application::domain::{ChangesetOrigin, Field, SourceId, SourceKind, Value};
use ariadne_application::{
    ErrorKind, PageRequest, SourceFilter, SourceInput, SourcePatch, WriteContext,
};
use ariadne_testkit::SeqIds;

use crate::world::{World, ctx, refused, secret, set, settings, source_input, violations};

#[tokio::test]
async fn a_new_source_is_one_changeset_by_its_actor() {
    let world = World::new();
    let context = WriteContext {
        message: Some("the shop's database".to_owned()),
        from_ui: true,
        ..WriteContext::default()
    };
    let input = SourceInput { description: Some(String::new()), ..source_input("Shop") };
    let created = world.admin().create_source(&context, input).await.expect("created");

    let source = &created.value;
    assert_eq!((source.version, source.seq), (1, 1));
    assert_eq!(source.value.name, "Shop");
    assert_eq!(source.value.description, None, "an empty text is no text");
    assert!(source.value.has_secret() && source.value.is_active);
    assert!(world.holds_secret(source.value.id).await);
    let changeset = created.changeset.expect("a changeset");
    assert_eq!(changeset.origin, ChangesetOrigin::Ui);
    assert_eq!(changeset.actor.name, "local administrator");
    assert_eq!(changeset.message.as_deref(), Some("the shop's database"));
    assert_eq!(world.source(source.value.id).await, *source);
}

#[tokio::test]
async fn settings_are_kept_in_the_order_of_the_form_without_nulls() {
    let world = World::new();
    let given = Value::object().with("database", Value::Null).with("port", 5).with("host", "db");
    let input = SourceInput { settings: given, ..source_input("Shop") };
    let source = world.admin().create_source(ctx(), input).await.expect("created").value;
    assert_eq!(source.value.settings, Value::object().with("host", "db").with("port", 5));
}

#[tokio::test]
async fn everything_wrong_is_told_at_once() {
    let world = World::new();
    let settings = Value::object()
        .with("port", "many")
        .with("password", "in the wrong place")
        .with("uri", "mongodb://db");
    let mut wrong = secret("fine");
    wrong.insert("token", "unknown".into());
    let input = SourceInput {
        name: String::new(),
        description: Some("bell\u{7}".to_owned()),
        settings,
        secret: wrong,
        ..source_input("")
    };
    let found = violations(world.admin().create_source(ctx(), input).await);
    assert_eq!(
        found,
        [
            "settings.port INVALID",
            "settings.password SECRET",
            "settings.uri UNKNOWN",
            "settings.host REQUIRED",
            "secret.token UNKNOWN",
            "description CONTROL_CHARACTER",
            "name REQUIRED",
        ]
    );
    assert_eq!(world.seq().await, 0);
}

#[tokio::test]
async fn what_a_setting_means_is_told_beside_what_is_unknown() {
    let world = World::new();
    let settings = Value::object().with("host", "db/admin").with("port", 0).with("uri", "db");
    let input = SourceInput { settings, ..source_input("") };
    let found = violations(world.admin().create_source(ctx(), input).await);
    for told in ["settings.uri UNKNOWN", "settings.host INVALID"] {
        assert!(found.iter().any(|f| f == told), "{told}: {found:?}");
    }
    assert_eq!(found.iter().filter(|f| f.starts_with("settings.port")).count(), 1, "{found:?}");
    assert!(found.iter().any(|f| f.starts_with("name ")), "{found:?}");
}

#[tokio::test]
async fn what_a_setting_means_is_checked_before_any_connection() {
    let world = World::new();
    for (settings, expected) in [
        (settings("db.example/admin"), "settings.host INVALID"),
        (settings("mongodb://db.example"), "settings.host INVALID"),
        (settings("db").with("port", 0), "settings.port INVALID"),
        (settings("db").with("port", 70_000), "settings.port INVALID"),
        (settings("db\n"), "settings.host CONTROL_CHARACTER"),
        (Value::from("host=db"), "settings INVALID"),
    ] {
        let input = SourceInput { settings, ..source_input("Shop") };
        assert_eq!(violations(world.admin().create_source(ctx(), input).await), [expected]);
    }
    assert!(world.mongo.connected().is_empty());
}

#[tokio::test]
async fn names_are_unique_without_regard_to_case_or_width() {
    let world = World::new();
    let shop = world.add_source("Straße").await.value;
    for twin in ["Straße", "STRASSE", "ｓｔｒａｓｓｅ"] {
        let created = world.admin().create_source(ctx(), source_input(twin)).await;
        assert_eq!(violations(created), ["name DUPLICATE"], "{twin}");
    }
    let other = world.add_source("Strasse 2").await.value;
    let patch = SourcePatch { name: set("strasse"), ..SourcePatch::default() };
    let renamed = world.admin().update_source(ctx(), other.id, 1, patch).await;
    assert_eq!(violations(renamed), ["name DUPLICATE"]);

    let patch = SourcePatch { name: set("STRASSE"), ..SourcePatch::default() };
    let own = world.admin().update_source(ctx(), shop.id, 1, patch).await;
    assert_eq!(own.expect("its own name in another spelling").value.value.name, "STRASSE");
}

#[tokio::test]
async fn names_have_bounds() {
    let world = World::new();
    for (name, code) in [
        (String::new(), "REQUIRED"),
        ("x".repeat(10_000), "TOO_LONG"),
        ("a\u{1}b".to_owned(), "CONTROL_CHARACTER"),
        ("a\0b".to_owned(), "CONTROL_CHARACTER"),
    ] {
        let created = world.admin().create_source(ctx(), source_input(&name)).await;
        assert_eq!(violations(created), [format!("name {code}")]);
    }
    // Letters that look alike make other names, and nothing is trimmed.
    for name in ["shop.eu", "shоp.eu", "shop。eu", " shop.eu"] {
        assert_eq!(world.add_source(name).await.value.name, name);
    }
    // A one dot leader is a full stop in another width.
    let dotted = world.admin().create_source(ctx(), source_input("shop․eu")).await;
    assert_eq!(violations(dotted), ["name DUPLICATE"]);
}

#[tokio::test]
async fn a_kind_without_a_connector_is_refused() {
    let world = World::new();
    let input = SourceInput { kind: SourceKind::Oracle, ..source_input("Shop") };
    let created = world.admin().create_source(ctx(), input).await;
    assert_eq!(violations(created), ["kind UNSUPPORTED"]);
    let kinds: Vec<_> = world.admin().source_kinds().iter().map(|f| f.kind()).collect();
    assert_eq!(kinds, [SourceKind::Mongodb, SourceKind::Elasticsearch]);
}

#[tokio::test]
async fn a_patch_changes_what_it_names() {
    let world = World::new();
    let input = SourceInput { description: Some("old".to_owned()), ..source_input("Shop") };
    let source = world.admin().create_source(ctx(), input).await.expect("created").value;
    let id = source.value.id;

    let patch = SourcePatch { is_active: Field::Set(false), ..SourcePatch::default() };
    let quiet = world.admin().update_source(ctx(), id, 1, patch).await.expect("updated").value;
    assert_eq!(quiet.version, 2);
    let mut expected = source.value.clone();
    expected.is_active = false;
    assert_eq!(quiet.value, expected);

    let patch = SourcePatch { description: Field::Clear, ..SourcePatch::default() };
    let bare = world.admin().update_source(ctx(), id, 2, patch).await.expect("updated").value;
    assert_eq!(bare.value.description, None);

    let patch =
        SourcePatch { name: Field::Clear, settings: Field::Clear, ..SourcePatch::default() };
    let cleared = world.admin().update_source(ctx(), id, 3, patch).await;
    let found = violations(cleared);
    assert!(found.contains(&"name REQUIRED".to_owned()), "{found:?}");
    assert!(found.contains(&"settings REQUIRED".to_owned()), "{found:?}");
}

#[tokio::test]
async fn nothing_changed_is_no_changeset() {
    let world = World::new();
    let source = world.add_source("Shop").await;
    let patch = SourcePatch {
        name: set("Shop"),
        settings: Field::Set(settings("db.example")),
        ..SourcePatch::default()
    };
    let same = world.admin().update_source(ctx(), source.value.id, 1, patch).await;
    let same = same.expect("fine");
    assert_eq!(same.changeset, None);
    assert_eq!(same.value, source);
    assert_eq!(world.seq().await, 1);
}

#[tokio::test]
async fn a_stale_version_says_who_was_faster_and_when() {
    let world = World::new();
    let id = world.add_source("Shop").await.value.id;
    world.clock.advance(5_000_000);
    let patch = |text: &str| SourcePatch { description: set(text), ..SourcePatch::default() };
    let second = world.admin().update_source(ctx(), id, 1, patch("mine")).await.expect("updated");

    let error = refused(
        world.admin().update_source(ctx(), id, 1, patch("yours")).await,
        ErrorKind::Conflict,
    );
    let with = error.conflict_with().expect("who was faster");
    assert_eq!((with.version, with.seq), (Some(2), Some(2)));
    assert_eq!(with.actor.as_ref().map(|a| a.name.as_str()), Some("local administrator"));
    assert_eq!(with.at, second.changeset.map(|c| c.at));
    assert!(error.to_string().contains("Shop"), "{error}");
}

#[tokio::test]
async fn unknown_sources_are_not_found() {
    let world = World::new();
    let id = SourceId(SeqIds::nth(77));
    let patch = SourcePatch { is_active: Field::Set(false), ..SourcePatch::default() };
    refused(world.admin().update_source(ctx(), id, 1, patch).await, ErrorKind::NotFound);
    assert!(
        world.admin().sources(ariadne_application::At::Head, &[id]).await.expect("none").is_empty()
    );
}

#[tokio::test]
async fn sources_are_listed_and_counted() {
    let world = World::new();
    for name in ["beta", "Alpha", "gamma"] {
        world.add_source(name).await;
    }
    let filter = SourceFilter { text: Some("ALPHA".to_owned()), ..SourceFilter::default() };
    let page = world.admin().list_sources(&filter, &PageRequest::first(10)).await.expect("a page");
    let names: Vec<String> = page.into_items().into_iter().map(|s| s.value.name).collect();
    assert_eq!(names, ["Alpha"]);
    let all = world.admin().count_sources(&SourceFilter::default()).await.expect("a count");
    assert_eq!((all.value, all.exact), (3, true));
}
