//! `PersonSettingStore`.

use ariadne_domain::{ActorId, Role, Value};
use ariadne_ports::{ErrorKind, PersonSetting, SettingRoom, SettingSaved};

use super::World;
use super::expect::refused;
use super::world_access::at_once;
use crate::{Backend, time_of_day};

/// More than any case saves.
const ROOM: SettingRoom = room(1_000);

/// Room for so many.
const fn room(count: usize) -> SettingRoom {
    SettingRoom { count, bytes: 1_000_000 }
}

fn setting(person: ActorId, name: &str, value: impl Into<Value>, second: i64) -> PersonSetting {
    let (name, value) = (name.to_owned(), value.into());
    PersonSetting { person, name, value, saved_at: time_of_day(second) }
}

async fn saved(backend: &Backend, setting: &PersonSetting) {
    let saved = backend.settings.save_setting(setting, ROOM).await.expect("saved");
    assert_eq!(saved, SettingSaved::Saved, "there is room");
}

async fn read(backend: &Backend, person: ActorId, name: &str) -> Option<Value> {
    backend.settings.setting(person, name).await.expect("a look-up")
}

async fn names(backend: &Backend, person: ActorId) -> Vec<String> {
    backend.settings.setting_names(person).await.expect("names")
}

/// What was saved is read back equal.
pub async fn a_setting_is_read_as_saved(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await.id;
    let value = Value::object()
        .with("z", Value::Number("1.10".into()))
        .with("a", Value::Array(vec![Value::Null, true.into(), "夜\0\"".into()]))
        .with("", Value::Number("123456789012345678901234567890e-3".into()))
        .with("deep", Value::object().with("empty", Value::Array(Vec::new())));
    saved(backend, &setting(ada, "canvas", value.clone(), 1)).await;
    assert_eq!(read(backend, ada, "canvas").await, Some(value));
    let large = Value::from("x".repeat(300_000));
    saved(backend, &setting(ada, "large", large.clone(), 1)).await;
    assert_eq!(read(backend, ada, "large").await, Some(large));
    assert_eq!(read(backend, ada, "other").await, None);
}

/// Names are told apart by every byte, and everybody's settings are his own.
pub async fn settings_are_told_apart(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await.id;
    let bob = world.add_person("bob", Role::Admin).await.id;
    let long = "表".repeat(200);
    let all = ["x", "X", "x ", " x", "ä", "a\u{308}", "x%", "x_", "客户/订单", &long];
    for whose in [ada, bob] {
        for (number, name) in (0..).zip(all) {
            let value = Value::from(format!("{whose} {number}"));
            saved(backend, &setting(whose, name, value, number)).await;
        }
    }
    assert!(backend.settings.remove_setting(bob, "ä").await.expect("removed"));
    for (number, name) in (0..).zip(all) {
        let expected = Some(Value::from(format!("{ada} {number}")));
        assert_eq!(read(backend, ada, name).await, expected, "{name:?}");
    }
    assert_eq!(read(backend, bob, "ä").await, None);
    assert_eq!((names(backend, ada).await.len(), names(backend, bob).await.len()), (10, 9));
}

/// Saving under a name that is there replaces what it held, also beyond the most.
pub async fn saving_again_replaces(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await.id;
    saved(backend, &setting(ada, "canvas", "old", 1)).await;
    saved(backend, &setting(ada, "canvas", Value::object(), 2)).await;
    assert_eq!(read(backend, ada, "canvas").await, Some(Value::object()));
    let again = setting(ada, "canvas", "newest", 3);
    for most in [1, 0] {
        let saved = backend.settings.save_setting(&again, room(most)).await.expect("saved");
        assert_eq!(saved, SettingSaved::Saved, "{most}");
    }
    assert_eq!(read(backend, ada, "canvas").await, Some("newest".into()));
    assert_eq!(names(backend, ada).await, ["canvas"]);
}

/// There is no room for one more than the most, and others' settings take none.
pub async fn a_person_has_at_most_so_many(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await.id;
    let bob = world.add_person("bob", Role::Viewer).await.id;
    let save = async |whose, name: &str| {
        let saved = backend.settings.save_setting(&setting(whose, name, name, 1), room(2)).await;
        match saved.expect("an answer") {
            SettingSaved::Saved => true,
            SettingSaved::TooMany => false,
            SettingSaved::TooMuch => panic!("they are small"),
        }
    };
    assert!(save(ada, "a").await && save(bob, "x").await && save(ada, "b").await);
    assert!(!save(ada, "c").await);
    assert_eq!(read(backend, ada, "c").await, None);
    assert_eq!(names(backend, ada).await, ["a", "b"]);
    assert!(save(bob, "y").await);
    assert!(backend.settings.remove_setting(ada, "a").await.expect("removed"));
    assert!(save(ada, "c").await, "one was removed");
}

/// However many are saved at once, there are never more than the most.
pub async fn raced_settings_stay_within_bounds(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await.id;
    let saves = (0..24_i64).map(|number| {
        let settings = backend.settings.clone();
        // each name twice
        let setting = setting(ada, &format!("s{}", number / 2), number, number);
        async move {
            let saved = settings.save_setting(&setting, room(5)).await.expect("an answer");
            saved == SettingSaved::Saved
        }
    });
    let kept = at_once(saves.collect::<Vec<_>>()).await.into_iter().filter(|kept| *kept).count();
    assert_eq!(names(backend, ada).await.len(), 5);
    assert!((5..=10).contains(&kept), "{kept} were told that they are kept");
}

/// All settings of a person hold no more than they may; one that shrinks is always kept.
pub async fn the_settings_of_a_person_have_a_size(backend: &Backend) {
    use SettingSaved::{Saved, TooMuch};
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await.id;
    let bob = world.add_person("bob", Role::Viewer).await.id;
    let save = async |whose, name: &str, letters: usize, bytes| {
        let text = "é".repeat(letters);
        let room = SettingRoom { count: 10, bytes };
        let setting = setting(whose, name, text, 1);
        backend.settings.save_setting(&setting, room).await.expect("an answer")
    };
    // two quotes, and two bytes a letter
    assert_eq!(save(ada, "a", 24, 100).await, Saved);
    assert_eq!(save(ada, "b", 25, 100).await, TooMuch);
    assert_eq!(read(backend, ada, "b").await, None);
    assert_eq!(save(ada, "b", 24, 100).await, Saved, "100 bytes");
    assert_eq!(save(ada, "c", 0, 100).await, TooMuch);
    assert_eq!(save(bob, "c", 24, 100).await, Saved, "others' take no room");
    assert_eq!(save(ada, "a", 25, 100).await, TooMuch, "it would grow");
    assert_eq!(read(backend, ada, "a").await, Some("é".repeat(24).into()));
    assert_eq!(save(ada, "a", 23, 60).await, Saved, "it shrinks");
    assert_eq!(save(ada, "c", 0, 100).await, Saved);
}

/// Somebody who is not there, or not active, saves nothing; what he saved before stays.
pub async fn somebody_inactive_saves_nothing(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await.id;
    saved(backend, &setting(ada, "canvas", "kept", 1)).await;
    world.try_update_person(ada, |ada| ada.active = false).await.expect("retired");
    for whose in [ada, world.id().into()] {
        let answer = backend.settings.save_setting(&setting(whose, "new", "x", 2), ROOM).await;
        refused(answer, ErrorKind::NotFound);
        assert_eq!(read(backend, whose, "new").await, None);
    }
    let answer = backend.settings.save_setting(&setting(ada, "canvas", "x", 2), ROOM).await;
    refused(answer, ErrorKind::NotFound);
    world.try_update_person(ada, |ada| ada.active = true).await.expect("back");
    assert_eq!(read(backend, ada, "canvas").await, Some("kept".into()));
    saved(backend, &setting(ada, "new", "x", 3)).await;
}

/// Names come in the order in which they were last saved, between equals by bytes.
pub async fn names_come_by_age(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await.id;
    assert_eq!(names(backend, ada).await, Vec::<String>::new());
    for (name, second) in [("b", 5), ("ä", 5), ("B", 5), ("old", 9), ("first", 1)] {
        saved(backend, &setting(ada, name, "x", second)).await;
    }
    assert_eq!(names(backend, ada).await, ["first", "B", "b", "ä", "old"]);
    saved(backend, &setting(ada, "first", "x", 10)).await;
    assert_eq!(names(backend, ada).await, ["B", "b", "ä", "old", "first"]);
}

/// What was removed is not read again; removing it twice is no error.
pub async fn what_was_removed_is_gone(backend: &Backend) {
    let world = World::new(backend);
    let ada = world.add_person("ada", Role::Viewer).await.id;
    saved(backend, &setting(ada, "canvas", "x", 1)).await;
    saved(backend, &setting(ada, "other", "y", 1)).await;
    for there in [true, false] {
        let removed = backend.settings.remove_setting(ada, "canvas").await.expect("no error");
        assert_eq!(removed, there);
        assert_eq!(read(backend, ada, "canvas").await, None);
    }
    assert_eq!(names(backend, ada).await, ["other"]);
}
