import { expect, test } from "vitest";
import { commandsOf, piecesOf } from "./remedy";

test.each([
  ["Check the spelling.", []],
  ["Try `getent hosts db` on the machine that Ariadne runs on.", ["getent hosts db"]],
  ['This is for a DBA of the database: GRANT CREATE SESSION TO "APP";', ['GRANT CREATE SESSION TO "APP";']],
  [
    'Create an account: CREATE USER A IDENTIFIED BY "<password>"; GRANT CREATE SESSION TO A;',
    ['CREATE USER A IDENTIFIED BY "<password>";', "GRANT CREATE SESSION TO A;"],
  ],
  [
    'Give it a role: PUT /_security/role/a {"indices":[{"names":["x"]}]}',
    ['PUT /_security/role/a {"indices":[{"names":["x"]}]}'],
  ],
  ["See that its `net.bindIp` includes it; then `rs.initiate()` once.", ["rs.initiate()"]],
  ["It needs GRANT CONNECT THROUGH, says the manual.", []],
  ["An odd ` means nothing.", []],
])("%s", (text, commands) => {
  expect(commandsOf(text)).toEqual(commands);
  // Nothing is lost but the backticks around what is to be typed.
  const read = piecesOf(text).map((piece) => piece.text);
  expect(read.join("")).toBe(text.includes("odd") ? text : text.replaceAll("`", ""));
});

test("words and commands stand apart", () => {
  expect(piecesOf("Run `a b`; or GRANT x TO y; then fetch again.")).toEqual([
    { text: "Run ", code: false },
    { text: "a b", code: true },
    { text: "; or ", code: false },
    { text: "GRANT x TO y;", code: true },
    { text: " then fetch again.", code: false },
  ]);
});
