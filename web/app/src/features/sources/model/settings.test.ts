import { describe, expect, test } from "vitest";
import { type SettingInfo, secretOf, sections, settingsOf, valuesOf } from "./settings";

function info(name: string, type: SettingInfo["type"], more: Partial<SettingInfo> = {}): SettingInfo {
  return {
    name,
    type,
    label: name,
    help: "",
    required: false,
    secret: false,
    bindsSecret: false,
    default: null,
    minimum: null,
    maximum: null,
    choices: [],
    ...more,
  };
}

const INFOS = [
  info("hosts", "TEXT_LIST", { required: true }),
  info("port", "INTEGER"),
  info("password", "TEXT", { secret: true }),
  info("apiKey", "TEXT", { secret: true }),
  info("tls", "FLAG"),
  info("wallet", "LONG_TEXT", { secret: true }),
  info("realm", "TEXT", { required: true }),
];

describe("what the server gets", () => {
  test("lists, numbers and flags have their types; empty texts are absent", () => {
    const values = { hosts: "a:1, b:2\nc", port: "27017", tls: false, realm: "", password: "x" };
    expect(settingsOf(INFOS, values)).toEqual({ hosts: ["a:1", "b:2", "c"], port: 27017, tls: false });
  });

  test("what is no number is left to the server to refuse", () => {
    expect(settingsOf(INFOS, { port: "abc" })).toEqual({ port: "abc" });
  });

  test("secrets go apart, and only those that were typed", () => {
    expect(secretOf(INFOS, { password: "x", apiKey: "", tls: true })).toEqual({ password: "x" });
    expect(secretOf(INFOS, { hosts: "a" })).toBeUndefined();
  });
});

test("stored settings come back as they were typed", () => {
  const stored = { hosts: ["a", "b"], port: 1, tls: true, gone: null };
  expect(settingsOf(INFOS, valuesOf(stored))).toEqual({ hosts: ["a", "b"], port: 1, tls: true });
  expect(valuesOf(null)).toEqual({});
});

test("the first secrets end what everybody sees, and nothing required is hidden", () => {
  const { main, more } = sections(INFOS);
  expect(main.map(({ name }) => name)).toEqual(["hosts", "port", "password", "apiKey", "realm"]);
  expect(more.map(({ name }) => name)).toEqual(["tls", "wallet"]);
  expect(sections([info("a", "TEXT")])).toMatchObject({ main: [{ name: "a" }], more: [] });
});
