//! The database `shop`: `customers` and `orders`.

use mongodb::bson::oid::ObjectId;
use mongodb::bson::{Bson, DateTime, Decimal128, Document, doc};
use mongodb::options::IndexOptions;
use mongodb::{Client, IndexModel};

use super::{CUSTOMERS, ORDERS, PRODUCTS, lines, placed, status};

const FIRST: [&str; 8] = ["Ada", "Björn", "Chloé", "Dimitri", "Esra", "Fatima", "Guo", "Hanna"];
const LAST: [&str; 7] = ["Lindqvist", "O'Neill", "García", "Yılmaz", "Novák", "Sørensen", "Wang"];
const CITIES: [(&str, &str); 5] = [
    ("Malmö", "211 20"),
    ("Dublin", "D02"),
    ("Sevilla", "41001"),
    ("Praha", "110 00"),
    ("Wien", "1010"),
];

/// Fills a database, which must be empty.
pub async fn load(client: &Client, database: &str) -> mongodb::error::Result<()> {
    let shop = client.database(database);
    let customers = shop.collection::<Document>("customers");
    customers.insert_many((0..CUSTOMERS).map(customer)).await?;
    let unique = IndexOptions::builder().unique(true).name("email_unique".to_owned()).build();
    customers
        .create_index(IndexModel::builder().keys(doc! { "email": 1 }).options(unique).build())
        .await?;
    let orders = shop.collection::<Document>("orders");
    orders.insert_many((0..ORDERS).map(order)).await?;
    for keys in [doc! { "customerId": 1, "placedAt": -1 }, doc! { "items.sku": 1 }] {
        orders.create_index(IndexModel::builder().keys(keys).build()).await?;
    }
    Ok(())
}

/// The id of document `number` in collection `kind`: always the same one.
fn id(kind: u8, number: u32) -> ObjectId {
    let mut bytes = [0; 12];
    bytes[..4].copy_from_slice(&1_767_225_600_u32.to_be_bytes()); // 2026-01-01
    bytes[4] = kind;
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    ObjectId::from_bytes(bytes)
}

fn pick<T: Copy>(list: &[T], number: u32) -> T {
    list[number as usize % list.len()]
}

fn money(cents: u32) -> Bson {
    format!("{}.{:02}", cents / 100, cents % 100)
        .parse::<Decimal128>()
        .expect("two decimals fit a decimal128")
        .into()
}

fn time(month: u32, day: u32, hour: u32, minute: u32) -> DateTime {
    DateTime::parse_rfc3339_str(format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"))
        .expect("the pattern gives only days that exist")
}

/// Customer `number`.
pub(super) fn customer(number: u32) -> Document {
    let (first, last) = (pick(&FIRST, number), pick(&LAST, number));
    let (city, postcode) = pick(&CITIES, number);
    let mut customer = doc! {
        "_id": id(1, number),
        "customerNo": i64::from(number) + 10_000,
        "name": { "first": first, "last": last },
        "email": format!("customer{number}@shop.example"),
        // kept as text: it has leading zeros
        "loyaltyCard": format!("{:06}", number * 37),
        "addresses": [{ "kind": "home", "street": format!("Main street {}", number % 90 + 1), "city": city, "postcode": postcode }],
        "newsletter": number.is_multiple_of(3),
        "createdAt": time(1 + number % 12, 1 + number % 28, 9, number % 60),
    };
    if number.is_multiple_of(4) {
        // the old shop stored numbers, the new one text
        customer.insert("phone", i64::from(number) + 46_700_000_000);
    } else if number % 4 < 3 {
        customer.insert("phone", format!("+46 70 000 {number:04}"));
    }
    if number.is_multiple_of(10) {
        customer.insert("vatId", Bson::Null);
    } else if number.is_multiple_of(5) {
        customer.insert("vatId", format!("SE{number:010}01"));
    }
    customer.insert(
        "tags",
        match number % 3 {
            0 => vec!["regular", "tea"],
            1 => vec!["new"],
            _ => vec![],
        },
    );
    customer
}

/// Order `number`.
pub(super) fn order(number: u32) -> Document {
    let (month, day, hour, minute) = placed(number);
    let lines = lines(number);
    let total: u32 = lines.iter().map(|&(product, quantity)| PRODUCTS[product].3 * quantity).sum();
    let items: Vec<Document> = lines
        .into_iter()
        .map(|(product, quantity)| {
            let (sku, _, _, price) = PRODUCTS[product];
            // the tills send whole numbers, the web shop sends fractions
            let quantity = if number.is_multiple_of(5) {
                Bson::Double(quantity.into())
            } else {
                Bson::Int64(quantity.into())
            };
            doc! { "sku": sku, "qty": quantity, "price": money(price) }
        })
        .collect();
    let mut order = doc! {
        "_id": id(2, number),
        "orderNo": format!("2026-{number:05}"),
        "customerId": id(1, number * 31 % CUSTOMERS),
        "placedAt": time(month, day, hour, minute),
        "status": status(number),
        "items": items,
        "total": money(total),
        "currency": "EUR",
    };
    if number.is_multiple_of(3) {
        order.insert("shipping", doc! {
            "carrier": pick(&["PostNord", "DHL"], number / 3),
            "trackingNo": format!("00{:09}", number * 997),
            "deliveredAt": if number.is_multiple_of(6) { Bson::DateTime(time(month, day, 18, minute)) } else { Bson::Null },
        });
    }
    if number.is_multiple_of(20) {
        order.insert("coupon.code", format!("SPRING-{number}"));
    }
    order
}
