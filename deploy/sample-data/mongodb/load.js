// Run once by the image, when its database is empty.
const fs = require("fs");
const shop = db.getSiblingDB("shop");
for (const name of ["customers", "orders"]) {
  const lines = fs.readFileSync(`/sample-data/${name}.ndjson`, "utf8").trim().split("\n");
  shop.getCollection(name).insertMany(lines.map((line) => EJSON.parse(line, { relaxed: false })));
}
shop.customers.createIndex({ email: 1 }, { unique: true, name: "email_unique" });
shop.orders.createIndex({ customerId: 1, placedAt: -1 });
shop.orders.createIndex({ "items.sku": 1 });
