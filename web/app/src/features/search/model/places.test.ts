import { expect, test } from "vitest";
import { type Place, placesFor } from "./places";

const place = (label: string): Place => ({ id: label, label, kind: "page", link: { to: "/" } });
const PLACES = ["Tables", "New table", "Data sources", "新建表", "数据源"].map(place);

test.each([
  ["tab", ["Tables", "New table"]],
  ["NEW tab", ["New table"]],
  ["able", []],
  ["源", ["数据源"]],
  ["新建", ["新建表"]],
  ["sources tables", []],
  [" ", []],
])("%j leads to %j", (text, labels) => {
  expect(placesFor(PLACES, text).map(({ label }) => label)).toEqual(labels);
});
