//! The sample data of the README's tour: a small shop in `MongoDB` and its search indices in Elasticsearch.
//!
//! The data is always the same, so that the tour's output can be printed in the README. It shows what real shops
//! have: fields that are sometimes missing, fields with two types, arrays of objects, multi-fields, an alias.

mod elastic;
mod extended;
mod files;
mod shop;

pub use elastic::load as load_elastic;
pub use files::files;
pub use shop::load as load_shop;

/// How many customers the shop has.
pub const CUSTOMERS: u32 = 200;

/// How many orders the shop has.
pub const ORDERS: u32 = 1_000;

/// What the shop sells: article number, name, category, price in cents.
const PRODUCTS: [(&str, &str, &str, u32); 12] = [
    ("000107", "Green tea, loose, 100 g", "tea", 890),
    ("000108", "Black tea, Assam, 100 g", "tea", 790),
    ("000109", "Rooibos, 100 g", "tea", 650),
    ("000201", "Espresso beans, 1 kg", "coffee", 1_990),
    ("000202", "Filter coffee, ground, 500 g", "coffee", 1_190),
    ("000203", "Decaf beans, 250 g", "coffee", 850),
    ("000301", "Tea pot, cast iron", "ware", 5_400),
    ("000302", "Cup, stoneware", "ware", 1_250),
    ("000303", "Moka pot, 3 cups", "ware", 3_290),
    ("000304", "Milk jug, steel", "ware", 1_790),
    ("000401", "Oat biscuits", "food", 420),
    ("000402", "Dark chocolate, 85 %", "food", 380),
];

/// The lines of order number `order`: index into [`PRODUCTS`] and quantity. One to four, by a fixed pattern.
fn lines(order: u32) -> Vec<(usize, u32)> {
    (0..=order % 4)
        .map(|line| {
            let product = (order * 7 + line * 5) as usize % PRODUCTS.len();
            (product, 1 + (order + line) % 3)
        })
        .collect()
}

/// When order number `order` was placed: month, day, hour and minute in 2026, by a fixed pattern.
fn placed(order: u32) -> (u32, u32, u32, u32) {
    (1 + order % 9, 1 + order % 28, 8 + order % 12, order * 13 % 60)
}

/// Where order number `order` stands.
fn status(order: u32) -> &'static str {
    ["placed", "paid", "shipped", "delivered", "returned"][order as usize % 5]
}
