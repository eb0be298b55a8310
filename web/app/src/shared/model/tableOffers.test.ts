import { expect, test } from "vitest";
import { hasWords, labelOf, likelyFirst, type Offer, offersOf } from "./tableOffers";

const SHOP = { id: "s1", name: "shop" };
const HR = { id: "s2", name: "hr" };
const said = (offers: Offer[]) =>
  offers.map((offer) =>
    offer.how === "write" ? `write ${offer.name}` : `${offer.source.name}: ${labelOf(offer)}${offer.typed ? "?" : ""}`,
  );
const found = (names: Record<string, string[]>) =>
  new Map(Object.entries(names).map(([id, of]) => [id, of.map((name) => ({ schema: "x", name }))]));

test("before anything is typed the sources tell what they have and the catalog has not", () => {
  const known = [{ qualifiedName: "x.orders", source: SHOP }];
  expect(said(offersOf("", [SHOP], found({ s1: ["customers", "orders"] }), known))).toEqual(["shop: x.customers"]);
  // A table of that name from elsewhere is another one.
  const elsewhere = [{ qualifiedName: "x.orders", source: HR }, { qualifiedName: "x.orders" }];
  expect(said(offersOf("", [SHOP], found({ s1: ["orders"] }), elsewhere))).toEqual(["shop: x.orders"]);
});

test("a table that was bound by hand in another spelling is not offered, another one of nearly its name is", () => {
  const bound = [{ qualifiedName: "dw.places", externalSchema: "X", externalName: "orders", source: SHOP }];
  expect(said(offersOf("", [SHOP], found({ s1: ["ORDERS"] }), bound))).toEqual([]);
  const exact = [{ qualifiedName: "dw.places", externalSchema: "x", externalName: "orders", source: SHOP }];
  expect(said(offersOf("", [SHOP], found({ s1: ["ORDERS", "orders"] }), exact))).toEqual(["shop: x.ORDERS"]);
});

test("what was typed is asked of each source that does not show it, or written by hand", () => {
  expect(said(offersOf("cust", [SHOP, HR], found({ s1: ["customers"] }), []))).toEqual([
    "shop: x.customers",
    "shop: cust?",
    "hr: cust?",
    "write cust",
  ]);
  expect(said(offersOf("Customers", [SHOP], found({ s1: ["customers"] }), []))).toEqual([
    "shop: x.customers",
    "write Customers",
  ]);
  expect(said(offersOf("X.CUSTOMERS", [SHOP], found({ s1: ["customers"] }), []))).toEqual([
    "shop: x.customers",
    "write X.CUSTOMERS",
  ]);
});

test("a table that is there is not written a second time, nor without a name", () => {
  expect(said(offersOf("x.orders", [], new Map(), [{ qualifiedName: "x.Orders" }]))).toEqual([]);
  expect(said(offersOf("", [HR], new Map(), []))).toEqual([]);
});

test("a source that has thousands offers a handful", () => {
  const names = Array.from({ length: 1000 }, (_, at) => `t${at}`);
  expect(offersOf("", [SHOP], found({ s1: names }), [])).toHaveLength(6);
});

test("a name has all words of a text, in any order", () => {
  expect(hasWords("shop.Customers_old", "OLD cust")).toBe(true);
  expect(hasWords("shop.customers", "")).toBe(true);
  expect(hasWords("shop.customers", "cust new")).toBe(false);
});

test("the likely sources come first, the others stay in their order", () => {
  const all = ["a", "b", "c", "d"].map((id) => ({ id, name: id }));
  expect(likelyFirst(all, "c", undefined, "b").map(({ id }) => id)).toEqual(["c", "b", "a", "d"]);
});
