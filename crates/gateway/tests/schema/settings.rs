//! What an app remembers for people.

use ariadne_application::domain::{Caller, Person, Role};
use ariadne_gateway::Limits;
use ariadne_testkit::builders::access::somebody;
use ariadne_testkit::builders::{caller, machine};
use ariadne_testkit::{Backend, SeqIds, time_of_day};
use serde_json::{Value, json};

use crate::world::{Sent, World};

const SAVE: &str = "mutation($name: String!, $value: JSON) {
    saveSetting(name: $name, value: $value) { id setting(name: $name) settingNames } }";
const READ: &str = "query($name: String!) { me { setting(name: $name) settingNames } }";

/// A catalog that two people use.
async fn world() -> (World, [Sent; 2]) {
    let backend = Backend::memory();
    let mut sent = Vec::new();
    for (number, login, role) in [(1, "ada", Role::Viewer), (2, "bob", Role::Editor)] {
        let person = somebody(SeqIds::nth(900 + number), login, role, time_of_day(0));
        backend.people.create_person(&person, None).await.expect("created");
        sent.push(Sent { caller: Some(as_caller(&person)), ..Sent::default() });
    }
    let [ada, bob] = sent.try_into().expect("two people");
    (World::with(backend, Limits::default()), [ada, bob])
}

fn as_caller(person: &Person) -> Caller {
    let mut known = caller(ariadne_testkit::builders::person(&person.name), person.role);
    known.actor.id = person.id;
    known
}

/// The code of the only error, and what it says of which field.
fn problem(answer: &Value) -> (&str, &Value, &Value) {
    let error = &answer["errors"][0]["extensions"];
    let problem = &error["problems"][0];
    (error["code"].as_str().expect("a code"), &problem["path"], &problem["code"])
}

#[tokio::test]
async fn a_setting_is_kept_for_whoever_saves_it() {
    let (world, [ada, bob]) = world().await;
    let positions = json!({ "z": 1.5, "a": [{ "x": 10, "y": -20.25 }], "": null });
    let variables = json!({ "name": "canvas/1", "value": positions });
    let saved = world.ask_as(SAVE, variables, &ada).await;
    assert_eq!(saved["data"]["saveSetting"]["setting"], positions, "{saved}");
    assert_eq!(saved["data"]["saveSetting"]["settingNames"], json!(["canvas/1"]));
    let read = async |sent: &Sent| {
        let answer = world.ask_as(READ, json!({ "name": "canvas/1" }), sent).await;
        answer["data"]["me"].clone()
    };
    assert_eq!(read(&ada).await["setting"], positions);
    assert_eq!(read(&bob).await, json!({ "setting": null, "settingNames": [] }));
    // Null forgets, given or not.
    for variables in [json!({ "name": "canvas/1", "value": null }), json!({ "name": "canvas/1" })] {
        let saved = world.ask_as(SAVE, variables, &ada).await;
        assert_eq!(saved["data"]["saveSetting"]["setting"], json!(null), "{saved}");
    }
    assert_eq!(read(&ada).await["settingNames"], json!([]));
    let history =
        world.data("{ changesets { nodes { seq } } audit { nodes { action } } }", json!({}));
    let nothing = json!({ "changesets": { "nodes": [] }, "audit": { "nodes": [] } });
    assert_eq!(history.await, nothing);
}

#[tokio::test]
async fn bounds_are_told_at_their_fields() {
    let (world, [ada, _]) = world().await;
    let save = async |name: &str, value: Value| {
        world.ask_as(SAVE, json!({ "name": name, "value": value }), &ada).await
    };
    let long = save(&"x".repeat(201), json!(1)).await;
    assert_eq!(problem(&long), ("VALIDATION", &json!(["name"]), &json!("TOO_LONG")));
    let large = save("x", json!("x".repeat(256 * 1024))).await;
    assert_eq!(problem(&large), ("VALIDATION", &json!(["value"]), &json!("TOO_LONG")));
    for number in 0..500 {
        let saved = save(&format!("s{number}"), json!(number)).await;
        assert_eq!(saved.get("errors"), None, "{saved}");
    }
    let many = save("more", json!(1)).await;
    assert_eq!(problem(&many), ("LIMIT", &json!(["name"]), &json!("TOO_MANY")));
}

#[tokio::test]
async fn a_token_has_no_settings() {
    let (world, _) = world().await;
    let script = Sent { caller: Some(caller(machine("etl"), Role::Admin)), ..Sent::default() };
    let name = json!({ "name": "x", "value": 1 });
    for query in
        [SAVE, "query($name: String!) { me { setting(name: $name) } }", "{ me { settingNames } }"]
    {
        let answer = world.ask_as(query, name.clone(), &script).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN", "{answer}");
    }
}
