import { readdirSync, readFileSync } from "node:fs";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { messageOf, problemsByPath, ServerError } from "~/shared/graphql/errors";
import { errorIn, kindTitle, problemIn, settingIn, speakFor, speakIn, stepWords, violationIn } from "./server";
import { server as base } from "./zh/base";
import { server as ofSources } from "./zh/server";

const server = { ...base, ...ofSources };

/*
 * What the server may say is read from its sources, so that a code or a setting that comes to be there and has no
 * Chinese words fails here.
 */
const CRATES = "../../crates";

function sources(crate: string): string {
  const files = readdirSync(`${CRATES}/${crate}/src`, { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".rs") && !/tests?\b|fixtures|model/u.test(file.replace(/testing/gu, "")))
    .map((file) => readFileSync(`${CRATES}/${crate}/src/${file}`, "utf8").split(/#\[cfg\(test\)\]\s+mod /u)[0])
    .join("\n");
}

const found = (text: string, ...patterns: RegExp[]) =>
  [...new Set(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, name = ""]) => name)))].sort();

const CONNECTORS = { ORACLE: "connector-oracle", MONGODB: "connector-mongo", ELASTICSEARCH: "connector-elasticsearch" };
const CONNECTED = Object.values(CONNECTORS).map(sources).join("\n");
const ALL = ["domain", "ports", "application"].map(sources).join("\n") + CONNECTED;
const NAME = /name: "(\w+)",\s+label: "/gu;

/** `name` with where it is said, when there are no words for it. */
const missing = (names: string[], known: object) => names.filter((name) => !(name in known));

describe("everything that the server says has Chinese words", () => {
  test.each(Object.entries(CONNECTORS))("the settings of %s", (kind, crate) => {
    const names = [...found(sources(crate), NAME), ...found(sources("ports"), NAME)].sort();
    expect(names.length).toBeGreaterThan(9);
    expect(Object.keys(server.kinds[kind]?.settings ?? {}).sort()).toEqual(names);
  });

  test.each(Object.entries(CONNECTORS))("the choices of %s", (kind, crate) => {
    const values = found(sources(crate), /SettingChoice \{ value: "([^"]+)"/gu);
    const settings = Object.values(server.kinds[kind]?.settings ?? {});
    expect(settings.flatMap(({ choices }) => Object.keys(choices ?? {})).sort()).toEqual(values);
    expect(values.length).toBeGreaterThan(1);
  });

  test("the steps of a test", () => {
    const names = found(
      CONNECTED,
      /(?<!account)\("([a-z]+)", (?:"[A-Z][\w' ]*"(?:\.to_owned\(\))?\)|format!\("(?:Ask|List) )/gu,
    );
    expect(names).toEqual(expect.arrayContaining(["dns", "listener", "privileges", "health", "driver", "object"]));
    expect(missing(names, server.steps)).toEqual([]);
  });

  test("the problems", () => {
    const codes = found(
      ALL,
      /Problem::new\(\s*"([A-Z_]+)"/gu,
      /\bid: "([A-Z_]+)"/gu,
      /=> "([A-Z_]+)", [A-Z]\w+,\s*"/gu,
      /\bcode: "([A-Z_]+)"/gu,
      /denied\(\s*"([A-Z_]+)"/gu,
      /"([A-Z_]+)"\.clone_into\(&mut problem\.code/gu,
    );
    expect(codes.length).toBeGreaterThan(130);
    expect(Object.keys(server.problems).sort()).toEqual(codes);
  });

  test("the errors", () => {
    const codes = found(readFileSync(`${CRATES}/ports/src/error.rs`, "utf8"), /\(Self::\w+, "([A-Z_]+)"\)/gu);
    expect(codes.length).toBeGreaterThan(18);
    expect(missing([...codes, "RESYNC"], server.errors)).toEqual([]);
  });

  test("what stands against an undo", () => {
    const undo = readFileSync(`${CRATES}/domain/src/undo.rs`, "utf8");
    const codes = found(undo.split("enum BlockerReason")[1]?.split("}")[0] ?? "", /= "([A-Z_]+)"/gu);
    expect(codes.length).toBeGreaterThan(3);
    expect(missing(codes, server.blocked.reasons)).toEqual([]);
  });

  test("what is wrong with a value", () => {
    const codes = found(
      ALL,
      /Violation::new\([^;]*?, "([A-Z_]+)"/gu,
      /violations\.push\(Violation::new\([^;"]*"([A-Z_]+)"/gu,
    );
    expect(codes.length).toBeGreaterThan(10);
    expect(missing(codes, server.violations)).toEqual([]);
  });

  test("what is wrong with an imported file", () => {
    const text = sources("formats") + sources("application");
    const codes = found(text, /Problem::(?:error|warning|new)\([^;]*?"([A-Z_]{2,})"/gu);
    expect(codes.length).toBeGreaterThan(40);
    expect(missing(codes, { ...server.files, ...server.violations, ...server.problems })).toEqual([]);
  });
});

test("the words are Chinese", () => {
  const all: string[] = [];
  const collect = (value: unknown): unknown =>
    typeof value === "string" ? all.push(value) : Object.values(value ?? {}).map(collect);
  collect(server);
  expect(all.length).toBeGreaterThan(300);
  // These have the same name everywhere.
  const same = all.filter((text) => !/\p{Script=Han}/u.test(text));
  expect([...new Set(same)]).toEqual(["MongoDB", "SID", "TLS", "SCRAM-SHA-256", "SCRAM-SHA-1"]);
});

describe("in Chinese", () => {
  beforeAll(() => speakFor("zh", server));
  beforeEach(() => speakIn("zh"));
  afterEach(() => speakIn("en"));

  test("what is known is told in Chinese, all else as the server says it", () => {
    expect(kindTitle("ORACLE", "Oracle Database")).toBe("Oracle 数据库");
    expect(stepWords("dns", "Look up the host")).toEqual({ text: "查找主机地址" });
    expect(stepWords("all_tables", "Read ALL_TABLES")).toEqual({ text: "读取 ALL_TABLES" });
    expect(stepWords("brandNew", "Do a thing")).toEqual({ text: "Do a thing", lang: "en" });
    expect(problemIn("TLS_REQUIRED")).toEqual({ title: "服务器只接受 TLS。", remedy: "启用 TLS。" });
    expect(problemIn("BRAND_NEW")).toBeUndefined();
    expect(violationIn("BRAND_NEW", "No.")).toBe("No.");
    expect(errorIn("NOT_FOUND", "There is no table x.")).toBe("没有找到，或已被删除：There is no table x.");
    const setting = {
      name: "auth",
      label: "Authentication",
      help: "How.",
      choices: [{ value: "none", label: "None" }],
    };
    expect(settingIn("ELASTICSEARCH", setting)).toEqual({
      name: "auth",
      label: "认证方式",
      help: "如何登录。",
      choices: [{ value: "none", label: "无" }],
    });
    expect(settingIn("NEWDB", setting)).toBe(setting);
  });

  test("errors are told in Chinese with what they name", () => {
    const problems = [
      { path: ["name"], code: "REQUIRED", message: "Enter a name." },
      { path: ["settings", "port"], code: "INVALID", message: "From 1 to 65535." },
    ];
    const error = new ServerError("2 things are wrong.", { code: "VALIDATION", problems });
    expect(messageOf(error)).toBe("输入的内容有误：2 things are wrong.");
    expect(problemsByPath(error)).toEqual({ name: "请填写此项。", "settings.port": "格式不正确：From 1 to 65535." });
  });
});

describe("an undo that is refused", () => {
  const sentence = "The changeset cannot be undone: 2 later changes stand against it.";
  const refused = (...blockers: object[]) =>
    messageOf(new ServerError(sentence, { code: "CONFLICT", conflict: { blockers } }));
  const later = { reason: "CHANGED_LATER", entity: "COLUMN", id: "c1", name: "sku" };
  const taken = { reason: "NAME_TAKEN", entity: "TABLE", id: "t1", name: "orders" };
  const edge = { reason: "NAME_TAKEN", entity: "EDGE", id: "e1", name: "a -> b" };

  test("is told in Chinese by its reasons, each thing once", () => {
    speakFor("zh", server);
    speakIn("zh");
    expect(refused(later, { ...later, field: "path" }, { ...later, id: "c2" })).toBe(
      "无法撤销此变更集：有 2 项后来又被更改，请先撤销那些更改。",
    );
    expect(refused(taken, edge)).toBe(
      "无法撤销此变更集：有 1 个名称已被占用，请先重命名占用者。有 1 处已有另一条血缘，请先删除它。",
    );
    expect(refused(later, { ...later, reason: "BRAND_NEW" })).toBe(`与现有内容或他人的更改冲突：${sentence}`);
    speakIn("en");
  });

  test("is told in English as the server says it", () => {
    expect(refused(later, taken)).toBe(sentence);
  });
});

test("English needs none of this", () => {
  expect(stepWords("dns", "Look up the host")).toEqual({ text: "Look up the host" });
  expect(problemIn("TLS_REQUIRED")).toBeUndefined();
  expect(errorIn("NOT_FOUND", "There is no table x.")).toBe("There is no table x.");
});
