import { expect, test } from "vitest";
import { filterOf, parseTableSearch } from "./search";

test("an address becomes the filter that the server takes", () => {
  const search = parseTableSearch({
    q: "orders",
    source: "none",
    kind: ["VIEW", "BOGUS"],
    tag: "sales",
    lineage: "no",
    sort: "NAME",
    show: ["owner", "bogus"],
  });
  expect(filterOf(search)).toEqual({
    text: "orders",
    bound: false,
    kinds: ["VIEW"],
    tags: ["sales"],
    hasLineage: false,
  });
  expect(search).toMatchObject({ sort: "NAME", show: ["owner"] });
});

test("an address that says nothing filters nothing", () => {
  expect(filterOf(parseTableSearch({ kind: "bogus", sort: 3 }))).toEqual({});
  expect(filterOf(parseTableSearch({ source: "abc", owner: "me" }))).toEqual({ sourceId: "abc", owner: "me" });
});
