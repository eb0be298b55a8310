import { expect, test } from "vitest";
import { impactAddress } from "./impactAddress";

test("the address of an impact says what is asked, when, and how it is filtered", () => {
  const asked = { of: ["t1", "t2"], direction: "DOWNSTREAM" as const, filter: {} };
  expect(impactAddress("csv", asked)).toBe("/export/impact.csv?of=t1%2Ct2&direction=DOWNSTREAM");
  const filter = {
    origins: ["SQL" as const],
    statuses: [],
    minConfidence: 0.5,
    sourceIds: ["s1"],
    kinds: ["VIEW" as const, "TABLE" as const],
  };
  expect(impactAddress("xlsx", { ...asked, filter, at: "12" })).toBe(
    "/export/impact.xlsx?of=t1%2Ct2&direction=DOWNSTREAM&origins=SQL&sourceIds=s1&kinds=VIEW%2CTABLE&minConfidence=0.5&seq=12",
  );
  expect(impactAddress("yaml", { ...asked, at: "2026-01-31T00:00:00Z" })).toContain("&at=2026-01-31T00%3A00%3A00Z");
});
