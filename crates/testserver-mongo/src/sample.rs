//! A small shop with every kind of collection, for demonstrations and cross-driver tests.

use mongodb::bson::{Bson, DateTime, Decimal128, Document, Timestamp, Uuid, doc, oid::ObjectId};

use crate::builder::TestServerBuilder;
use crate::privileges::{BuiltInRole, Privileges};
use crate::scram::Mechanism;
use crate::spec::CollectionSpec;
use crate::users::User;

/// 2024-01-01T00:00:00Z in milliseconds.
const START: i64 = 1_704_067_200_000;
/// The number of orders in the shop.
const ORDERS: i32 = 250;

impl TestServerBuilder {
    /// Adds the database `shop`: the collection `orders` (250 documents, indexes, a validator),
    /// the view `open_orders` on it, the time series `metrics`, the capped collection `events`
    /// and `kinds`, one document with a value of every BSON type that drivers still make.
    #[must_use]
    pub fn sample_shop(self) -> Self {
        self.collection("shop", "orders", orders())
            .collection(
                "shop",
                "open_orders",
                CollectionSpec::view(
                    "orders",
                    [doc! { "$match": { "status": "open" } }, doc! { "$project": { "status": 0 } }],
                ),
            )
            .collection("shop", "metrics", metrics())
            .collection(
                "shop",
                "events",
                CollectionSpec::capped(1_048_576, Some(3))
                    .documents((0..5).map(|number| doc! { "_id": number, "kind": "login" })),
            )
            .collection("shop", "kinds", CollectionSpec::default().documents([kinds()]))
    }

    /// Adds accounts to the sample shop, each with its name and `-secret` as the password:
    /// `reader` reads `shop` and may log in both ways, `reader1` and `reader256` with one
    /// mechanism each, `nobody` has no privilege, `loader` also writes, `clerk` sees `orders`
    /// alone, `root` may everything.
    #[must_use]
    pub fn sample_users(self) -> Self {
        let read = || Privileges::none().role(BuiltInRole::Read, "shop");
        let user = |name: &str| User::new(name, format!("{name}-secret"));
        self.account(user("reader").privileges(read()))
            .account(user("reader1").privileges(read()).mechanisms([Mechanism::ScramSha1]))
            .account(user("reader256").privileges(read()).mechanisms([Mechanism::ScramSha256]))
            .account(user("nobody"))
            .account(
                user("loader").privileges(Privileges::none().role(BuiltInRole::ReadWrite, "shop")),
            )
            .account(user("clerk").privileges(Privileges::none().allow(
                "shop",
                "orders",
                &["find"],
            )))
            .account(user("root").privileges(Privileges::root()))
    }
}

fn orders() -> CollectionSpec {
    let validator = doc! {
        "$jsonSchema": {
            "bsonType": "object",
            "required": ["number", "status"],
            "properties": {
                "number": { "bsonType": "int", "description": "counts from 1" },
                "status": { "enum": ["open", "paid"] },
            },
        },
    };
    CollectionSpec::default()
        .validator(validator)
        .index(doc! { "number": 1 }, doc! { "unique": true })
        .index(doc! { "status": 1, "number": -1 }, doc! {})
        .documents((1..=ORDERS).map(order))
}

fn order(number: i32) -> Document {
    doc! {
        "_id": number,
        "number": number,
        "status": if number % 2 == 0 { "open" } else { "paid" },
        "customer": { "name": format!("Customer {number}"), "vip": number % 10 == 0 },
        "items": [{ "sku": format!("A-{number}"), "quantity": number % 7 }],
        "placed": DateTime::from_millis(START + i64::from(number) * 60_000),
    }
}

fn metrics() -> CollectionSpec {
    CollectionSpec::time_series("at", Some("sensor")).documents((0..10).map(|number| {
        doc! {
            "at": DateTime::from_millis(START + i64::from(number) * 1_000),
            "sensor": "door",
            "value": f64::from(number) / 2.0,
        }
    }))
}

fn kinds() -> Document {
    doc! {
        "_id": ObjectId::from_bytes([7; 12]),
        "int": 1,
        "long": 2_i64,
        "double": 0.5,
        "decimal": Bson::Decimal128(Decimal128::from_bytes([0; 16])),
        "string": "text",
        "bool": true,
        "date": DateTime::from_millis(START),
        "timestamp": Timestamp { time: 1, increment: 2 },
        "uuid": Uuid::from_bytes([9; 16]),
        "regex": Bson::RegularExpression(mongodb::bson::Regex {
            pattern: mongodb::bson::raw::cstr!("^a").into(),
            options: mongodb::bson::raw::cstr!("i").into(),
        }),
        "javascript": Bson::JavaScriptCode("return 1".to_owned()),
        "minKey": Bson::MinKey,
        "maxKey": Bson::MaxKey,
        "null": null,
        "array": [1, "two"],
        "object": { "dotted.key": 1, "$dollar": 2 },
    }
}
