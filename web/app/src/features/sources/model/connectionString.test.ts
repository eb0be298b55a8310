import { expect, test } from "vitest";
import type { SourceKind } from "~/shared/graphql/generated/graphql";
import { connectionOf } from "./connectionString";

const cases: [SourceKind, string, string, Record<string, unknown>][] = [
  ["MONGODB", "mongodb://127.0.0.1:27018/shop", "shop", { hosts: "127.0.0.1:27018", database: "shop" }],
  ["MONGODB", " mongodb://db.example ", "db.example", { hosts: "db.example" }],
  [
    "MONGODB",
    "mongodb://ada:p%40ss%3Aw@a:27017,b:27018/shop?replicaSet=rs0&authSource=users&tls=true&retryWrites=true",
    "shop",
    {
      hosts: "a:27017\nb:27018",
      database: "shop",
      username: "ada",
      password: "p@ss:w",
      replicaSet: "rs0",
      authSource: "users",
      tls: true,
    },
  ],
  [
    "MONGODB",
    "mongodb+srv://ada@cluster0.example.net/?ssl=false&directConnection=true&authMechanism=SCRAM-SHA-1",
    "cluster0.example.net",
    {
      hosts: "cluster0.example.net",
      srv: true,
      username: "ada",
      tls: false,
      direct: true,
      authMechanism: "SCRAM-SHA-1",
    },
  ],
  ["MONGODB", "mongodb://ada:100%@a/x", "x", { hosts: "a", database: "x", username: "ada", password: "100%" }],
  ["ORACLE", "db.example:1521/FREEPDB1", "FREEPDB1", { host: "db.example", port: "1521", serviceName: "FREEPDB1" }],
  ["ORACLE", "//db.example/orders.example", "orders.example", { host: "db.example", serviceName: "orders.example" }],
  ["ORACLE", "db.example:1522", "db.example", { host: "db.example", port: "1522" }],
  ["ORACLE", "jdbc:oracle:thin:@db:1521:ORCL", "ORCL", { host: "db", port: "1521", sid: "ORCL" }],
  ["ORACLE", "jdbc:oracle:thin:@//db:1521/pdb", "pdb", { host: "db", port: "1521", serviceName: "pdb" }],
  ["ORACLE", "tcps://db:2484/pdb?wallet=x", "pdb", { host: "db", port: "2484", serviceName: "pdb", tls: true }],
  [
    "ORACLE",
    'app/"a/b"@[::1]:1521/pdb',
    "pdb",
    { host: "[::1]", port: "1521", serviceName: "pdb", username: "app", password: "a/b" },
  ],
  [
    "ORACLE",
    "app/secret@db:1521/pdb:dedicated",
    "pdb",
    { host: "db", port: "1521", serviceName: "pdb", username: "app", password: "secret" },
  ],
  [
    "ORACLE",
    "ORDERS =\n (DESCRIPTION =\n  (ADDRESS = (PROTOCOL = TCPS)(HOST = db1.example)(PORT = 2484))\n  (CONNECT_DATA = (SERVICE_NAME = orders)))",
    "orders",
    { host: "db1.example", port: "2484", serviceName: "orders", tls: true },
  ],
  [
    "ELASTICSEARCH",
    "https://ada:s%2Fx@es1.example:9200/api, https://es2.example:9200",
    "es1.example",
    {
      urls: "https://es1.example:9200/api\nhttps://es2.example:9200",
      auth: "basic",
      username: "ada",
      password: "s/x",
    },
  ],
];

test.each(cases)("%s: %s", (kind, text, name, values) => {
  expect(connectionOf(kind, text)).toEqual({ name, values });
});

test.each([
  ["MONGODB", "db.example:27017"],
  ["MONGODB", "mongodb://"],
  ["ORACLE", "db.example"],
  ["ORACLE", "10.0.0.1"],
  ["ORACLE", "two words"],
  ["ORACLE", "(DESCRIPTION=(CONNECT_DATA=(SID=x)))"],
  ["ORACLE", ""],
  ["ELASTICSEARCH", "https://es1.example:9200, https://es2.example:9200"],
  ["ELASTICSEARCH", ""],
] as [SourceKind, string][])("%s: %s is nothing to take apart", (kind, text) => {
  expect(connectionOf(kind, text)).toBeUndefined();
});
