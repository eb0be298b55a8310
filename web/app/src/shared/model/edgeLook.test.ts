import { describe, expect, test } from "vitest";
import type { LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";
import { lookOf } from "./edgeLook";

describe("how an edge is drawn", () => {
  test.each<[LineageStatus, LineageOrigin[], string]>([
    ["APPROVED", ["MANUAL"], "people"],
    ["APPROVED", ["MANUAL", "SQL"], "approved"],
    ["APPROVED", ["INFERRED"], "approved"],
    ["APPROVED", [], "people"],
    ["PROPOSED", ["MANUAL"], "proposed"],
    ["PROPOSED", ["SQL", "IMPORT"], "proposed"],
    ["REJECTED", ["SQL"], "rejected"],
    ["REJECTED", [], "rejected"],
  ])("%s by %j is %s", (status, origins, look) => {
    expect(lookOf({ status, origins })).toBe(look);
  });
});
