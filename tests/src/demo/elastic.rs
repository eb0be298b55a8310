//! The indices `products` and `orders-2026`, and the alias `orders`.

use serde_json::{Value, json};

use super::{CUSTOMERS, ORDERS, PRODUCTS, lines, placed, status};
use crate::services::Elastic;

const CITIES: [&str; 4] = ["Malmö", "Dublin", "Praha", "Wien"];

/// Creates and fills the indices, which must not exist.
pub async fn load(node: &Elastic) {
    for (index, body, documents) in indices(ORDERS) {
        node.create_index(index, &body).await;
        node.index(index, &documents).await;
    }
}

/// Each index with its settings and mappings, and its documents, `orders` of them in the last.
pub(super) fn indices(orders: u32) -> [(&'static str, Value, Vec<Value>); 2] {
    [
        ("products", products(), PRODUCTS.iter().map(product).collect()),
        ("orders-2026", self::orders(), (0..orders).map(order).collect()),
    ]
}

fn settings() -> Value {
    json!({ "number_of_shards": 1, "number_of_replicas": 0 })
}

fn products() -> Value {
    json!({
        "settings": settings(),
        "mappings": {
            "dynamic": "strict",
            "_meta": { "owner": "search team", "source": "shop.products" },
            "properties": {
                "sku": { "type": "keyword" },
                "name": {
                    "type": "text",
                    "analyzer": "stop",
                    "fields": {
                        "keyword": { "type": "keyword", "ignore_above": 256 },
                        "prefix": { "type": "search_as_you_type" }
                    }
                },
                "category": { "type": "keyword" },
                "price": { "type": "scaled_float", "scaling_factor": 100 },
                "inStock": { "type": "boolean" },
                "rating": { "type": "half_float" },
                "warehouse": { "type": "geo_point" },
                "article": { "type": "alias", "path": "sku" },
                "updatedAt": { "type": "date", "format": "strict_date_optional_time||epoch_millis" }
            }
        }
    })
}

fn orders() -> Value {
    json!({
        "settings": settings(),
        "aliases": { "orders": {} },
        "mappings": {
            "dynamic": "strict",
            "properties": {
                "orderNo": { "type": "keyword" },
                "customerNo": { "type": "long" },
                "placedAt": { "type": "date" },
                "status": { "type": "keyword" },
                "items": {
                    "type": "nested",
                    "properties": {
                        "sku": { "type": "keyword" },
                        "name": { "type": "text", "fields": { "keyword": { "type": "keyword" } } },
                        "qty": { "type": "integer" },
                        "price": { "type": "scaled_float", "scaling_factor": 100 }
                    }
                },
                "shipping": {
                    "properties": {
                        "city": { "type": "text", "fields": { "keyword": { "type": "keyword" } } },
                        "ip": { "type": "ip" }
                    }
                },
                "total": { "type": "scaled_float", "scaling_factor": 100 },
                "note": { "type": "text", "index": false }
            }
        }
    })
}

/// Cents as an amount: exact enough for a search index, which is what a scaled float is.
fn amount(cents: u32) -> f64 {
    f64::from(cents) / 100.0
}

fn product(&(sku, name, category, cents): &(&str, &str, &str, u32)) -> Value {
    json!({
        "sku": sku,
        "name": name,
        "category": category,
        "price": amount(cents),
        "inStock": cents % 100 != 50,
        "rating": f64::from(cents % 20) / 10.0 + 3.0,
        "warehouse": { "lat": 55.6, "lon": 13.0 },
        "updatedAt": "2026-02-01T06:00:00Z"
    })
}

fn order(number: u32) -> Value {
    let (month, day, hour, minute) = placed(number);
    let lines = lines(number);
    let total: u32 = lines.iter().map(|&(product, quantity)| PRODUCTS[product].3 * quantity).sum();
    let items: Vec<Value> = lines
        .into_iter()
        .map(|(product, quantity)| {
            let (sku, name, _, price) = PRODUCTS[product];
            json!({ "sku": sku, "name": name, "qty": quantity, "price": amount(price) })
        })
        .collect();
    let mut order = json!({
        "orderNo": format!("2026-{number:05}"),
        "customerNo": number * 31 % CUSTOMERS + 10_000,
        "placedAt": format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"),
        "status": status(number),
        "items": items,
        "total": amount(total)
    });
    if number.is_multiple_of(3) {
        order["shipping"] = json!({
            "city": CITIES[number as usize % CITIES.len()],
            "ip": format!("192.0.2.{}", number % 250 + 1)
        });
    }
    order
}
