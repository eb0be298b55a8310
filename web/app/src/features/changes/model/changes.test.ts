import type { TFunction } from "i18next";
import { describe, expect, test } from "vitest";
import { differences, keyColumns, shown } from "~/shared/model/difference";
import { calledOf, namesIn } from "./called";
import { filterOf, parseChangeSearch } from "./search";

describe("an address", () => {
  test("becomes the filter that the server takes", () => {
    const search = parseChangeSearch({ origin: "UNDO", kind: "TABLE", deleted: "yes", who: "ada", entity: "t1" });
    expect(filterOf(search)).toEqual({
      origin: "UNDO",
      kind: "TABLE",
      deletedOnly: true,
      actor: "ada",
      entityId: "t1",
    });
    expect(filterOf(parseChangeSearch({ origin: "x", deleted: "no" }))).toEqual({});
  });

  test("tells days, of which the last is included", () => {
    const { from, to } = filterOf(parseChangeSearch({ from: "2026-11-29", to: "2026-11-30" }));
    expect(from).toBe(new Date(2026, 10, 29).toISOString());
    expect(to).toBe(new Date(2026, 11, 1).toISOString());
    expect(filterOf(parseChangeSearch({ from: "yesterday", to: "2026-13-99999" }))).toEqual({});
  });
});

describe("what changed", () => {
  test("is told part by part, of objects only what differs", () => {
    const old = { dataType: "int", nullable: true, comment: null };
    const now = { dataType: "text", nullable: true, comment: "Who" };
    const fields = [
      { field: "observed", old, new: now },
      { field: "ordinal", old: 1, new: 2 },
    ];
    expect(differences(fields, "UPDATED")).toEqual([
      { path: ["observed", "dataType"], old: "int", now: "text" },
      { path: ["observed", "comment"], old: null, now: "Who" },
      { path: ["ordinal"], old: "2", now: "3" },
    ]);
  });

  test("of what was created leaves out places and emptiness", () => {
    const fields = [
      { field: "path", old: null, new: "a" },
      { field: "ordinal", old: null, new: 0 },
      { field: "observed", old: null, new: { dataType: "int", default: null } },
      { field: "tags", old: null, new: [] },
    ];
    expect(differences(fields, "CREATED")).toEqual([
      { path: ["path"], old: null, now: "a" },
      { path: ["observed", "dataType"], old: null, now: "int" },
    ]);
  });

  test("does not fall apart into splinters", () => {
    const properties = { a: { b: 1 } };
    expect(differences([{ field: "observed", old: null, new: { properties } }], "UPDATED")).toEqual([
      { path: ["observed", "properties"], old: null, now: JSON.stringify(properties, null, 1) },
    ]);
  });
});

test("who made a claim is told by his name alone", () => {
  const claimant = { id: "01920000-0000-7000-8000-000000000003", name: "Ada", kind: "PERSON" };
  expect(differences([{ field: "claimant", old: null, new: claimant }], "CREATED")).toEqual([
    { path: ["claimant"], old: null, now: "Ada" },
  ]);
});

test("keys are told by the names of their columns", () => {
  const key = { kind: "PRIMARY", name: "PK", columns: ["1", "2"], references: null, enabled: true };
  const foreign = { kind: "FOREIGN", name: null, columns: ["2"], references: { schema: "HR", name: "JOBS" } };
  const fields = [
    { field: "keys", old: null, new: [key, foreign] },
    { field: "owner", old: null, new: "Ada" },
  ];
  expect(keyColumns(fields)).toEqual(["1", "2", "2"]);
  const [told] = differences(fields, "UPDATED", { names: new Map([["1", "id"]]), say: (_, code) => code });
  expect(told?.now).toBe("PRIMARY PK (id, …)\nFOREIGN (…) → HR.JOBS");
});

test("values are told as one text", () => {
  expect(shown("a")).toBe("a");
  expect(shown(0, ["ordinal"])).toBe("1");
  expect(shown(["a", 1])).toBe("a, 1");
  expect(shown([])).toBeNull();
  expect(shown(false)).toBe("false");
  expect(shown(null)).toBeNull();
  expect(shown("")).toBeNull();
  expect(shown({ id: "1", name: "Ada" }, ["claimant"])).toBe("Ada");
  expect(shown(1_796_062_578_874_151, ["introspectedAt"])).toBe(new Date(1_796_062_578_874).toLocaleString());
});

describe("lineage", () => {
  const FROM = "01a22dae-92f3-7060-b205-000000000001";
  const TO = "01a22dae-92f3-7060-b205-000000000002";
  const EDGE: { id: string; from: string | null; to: string | null } = {
    id: "e1",
    from: "raw.orders",
    to: "stg.orders",
  };
  const t = ((key: string, { who, origin }: Record<string, string> = {}) =>
    key === "changes.claimOf" ? `of ${who} (${origin})` : key) as unknown as TFunction;

  test("is told by the names of its ends, a claim by who made it and how", () => {
    const named = (kind: "EDGE" | "ASSERTION" | "TABLE", name: string, edge: Partial<typeof EDGE> | null = null) =>
      calledOf(t, { kind, name, edge: edge && { ...EDGE, ...edge } });
    expect(named("EDGE", "raw.orders -> stg.orders", {})).toBe("raw.orders → stg.orders");
    expect(named("EDGE", "", { to: null })).toBe("raw.orders → …");
    expect(named("EDGE", `${FROM} -> ${TO}`, { from: null, to: null })).toBe("");
    expect(named("ASSERTION", "MANUAL by Ada by name", {})).toBe("of Ada by name (changes.value.origin.MANUAL)");
    expect(named("TABLE", "MANUAL by Ada")).toBe("MANUAL by Ada");
  });

  test("has no ids in its differences, and codes in words", () => {
    const fields = [
      { field: "level", old: null, new: "TABLE" },
      { field: "from", old: null, new: FROM },
      { field: "to", old: null, new: TO },
    ];
    const names = namesIn([{ entityId: "e1", kind: "EDGE", name: "", edge: EDGE, fields }]);
    const words = { names, say: (field: string, code: string) => `${field} ${code}` };
    const told = (of: Parameters<typeof differences>[0]) => differences(of, "CREATED", words).map(({ now }) => now);
    expect(told(fields)).toEqual(["level TABLE", "raw.orders", "stg.orders"]);
    const claim = (edge: string) => [
      { field: "edge", old: null, new: edge },
      { field: "status", old: null, new: "APPROVED" },
      { field: "isActive", old: null, new: true },
    ];
    expect(told(claim("e1"))).toEqual(["raw.orders → stg.orders", "status APPROVED", "truth true"]);
    expect(told(claim("e2"))).toEqual(["status APPROVED", "truth true"]);
  });
});
