import { describe, expect, test } from "vitest";
import { auditFilterOf, csvAddress, detailsOf, parseAuditSearch, wentWrong } from "./audit";
import { browserOf } from "./browser";
import { expiryOf, stateOf } from "./expiry";
import { parsePeopleSearch, parseTokenSearch, personFilterOf, rolesUpTo, tokenFilterOf } from "./search";

describe("the address of the audit log", () => {
  test("days begin and end by the reader's clock, the last one within", () => {
    const filter = auditFilterOf(parseAuditSearch({ from: "2026-11-01", to: "2026-11-30", action: ["SIGN_IN", "X"] }));
    expect(filter).toEqual({
      actions: ["SIGN_IN"],
      from: new Date(2026, 10, 1).toISOString(),
      before: new Date(2026, 11, 1).toISOString(),
    });
  });

  test.each(["2026-02-30", "30.11.2026", "2026-13-01", "yesterday"])("%s is no day", (from) => {
    expect(parseAuditSearch({ from })).toEqual({});
  });

  test("the file has the same filter", () => {
    expect(csvAddress({})).toBe("/export/audit.csv");
    expect(csvAddress({ actions: ["SIGN_IN", "REFUSED"], outcome: "OK", before: "2026-12-01T00:00:00.000Z" })).toBe(
      "/export/audit.csv?actions=SIGN_IN%2CREFUSED&outcome=OK&before=2026-12-01T00%3A00%3A00.000Z",
    );
  });
});

test("details are pairs, without what is nothing", () => {
  const details = { reason: "dead link", login: null, actions: [], table: { name: "a" }, everywhere: true };
  expect(detailsOf(details)).toEqual([
    ["reason", "dead link"],
    ["table", '{"name":"a"}'],
    ["everywhere", "true"],
  ]);
  expect(detailsOf(null)).toEqual([]);
});

test("codes of errors are told from what went well", () => {
  expect(["OK", "PASSED", "WARNING"].some(wentWrong)).toBe(false);
  expect(["FAILED", "UNAUTHENTICATED", "LIMIT"].every(wentWrong)).toBe(true);
});

test("the addresses of people and tokens become the filters that the server takes", () => {
  expect(personFilterOf(parsePeopleSearch({ q: "ada", active: "no", edit: "x" }))).toEqual({
    text: "ada",
    isActive: false,
  });
  expect(personFilterOf(parsePeopleSearch({ active: "perhaps" }))).toEqual({});
  expect(tokenFilterOf(parseTokenSearch({ owner: "p1", ended: "yes" }))).toEqual({ onlyActive: false, ownerId: "p1" });
  expect(parseTokenSearch({ whose: "mine" })).toEqual({});
  expect(tokenFilterOf({})).toEqual({ onlyActive: true });
});

test("nobody gives more than what he has", () => {
  expect(rolesUpTo("ADMIN")).toEqual(["ADMIN", "EDITOR", "VIEWER"]);
  expect(rolesUpTo("VIEWER")).toEqual(["VIEWER"]);
});

describe("tokens", () => {
  const NOW = Date.parse("2026-11-30T12:00:00Z");

  test("end after some days, at the end of a day, or never", () => {
    expect(expiryOf("30", "", NOW)).toBe("2026-12-30T12:00:00.000Z");
    expect(expiryOf("never", "", NOW)).toBeNull();
    expect(expiryOf("day", "2026-12-24", NOW)).toBe(new Date(2026, 11, 24, 23, 59, 59).toISOString());
    expect(expiryOf("day", "", NOW)).toBeUndefined();
  });

  test("are active until they are revoked or their time is over", () => {
    expect(stateOf({}, NOW)).toBe("active");
    expect(stateOf({ expiresAt: "2026-11-30T12:00:01Z" }, NOW)).toBe("active");
    expect(stateOf({ expiresAt: "2026-11-30T12:00:00Z" }, NOW)).toBe("expired");
    expect(stateOf({ expiresAt: "2026-12-30T12:00:00Z", revokedAt: "2026-11-30T11:00:00Z" }, NOW)).toBe("revoked");
  });
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Linux"],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iOS"],
  ["curl/8.5.0", "curl/8.5.0"],
])("%s is %s", (userAgent, name) => {
  expect(browserOf(userAgent)).toBe(name);
});
