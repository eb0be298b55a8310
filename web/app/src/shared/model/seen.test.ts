import { expect, test } from "vitest";
import { parseSeen, type Seen, without, withSeen } from "./seen";

const seen = (id: string, name = id): Seen => ({ kind: "table", id, name });

test("what is looked at again moves to the front under its new name", () => {
  expect(withSeen([seen("a"), seen("b")], seen("b", "renamed"))).toEqual([seen("b", "renamed"), seen("a")]);
});

test("a table and a source with one id are two", () => {
  const list = withSeen([seen("a")], { kind: "source", id: "a", name: "a" });
  expect(list).toHaveLength(2);
  expect(without(list, seen("a"))).toEqual([{ kind: "source", id: "a", name: "a" }]);
});

test("only the newest twelve are kept", () => {
  let list: Seen[] = [];
  for (let at = 0; at < 20; at += 1) list = withSeen(list, seen(String(at)));
  expect(list.map(({ id }) => id)).toEqual(["19", "18", "17", "16", "15", "14", "13", "12", "11", "10", "9", "8"]);
});

test.each([null, "", "{", "3", '{"kind":"table"}', '[null,1,{"kind":"person","id":"a","name":"a"},{"kind":"table"}]'])(
  "%j keeps nothing",
  (text) => expect(parseSeen(text)).toEqual([]),
);

test("a list is read as it was written", () => {
  expect(parseSeen(JSON.stringify([seen("a"), seen("b")]))).toEqual([seen("a"), seen("b")]);
});
