import type { SourceKind } from "~/shared/graphql/generated/graphql";
import type { Values } from "./settings";

/** What a connection string says, setting by setting, and what the source may be called for it. */
export interface Connection {
  values: Values;
  name: string;
}

/** Takes a connection string apart, as each kind of source writes one; undefined of what is none, such as a plain host. */
export function connectionOf(kind: SourceKind, text: string): Connection | undefined {
  return PARSERS[kind](text.trim());
}

const PARSERS: Record<SourceKind, (text: string) => Connection | undefined> = {
  MONGODB: mongo,
  ORACLE: (text) => descriptor(text) ?? oracle(text),
  ELASTICSEARCH: elasticsearch,
};

function mongo(text: string): Connection | undefined {
  const found = /^mongodb(\+srv)?:\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/?@\s]+)(?:\/([^?\s]*))?(?:\?(\S*))?$/iu.exec(
    text,
  );
  if (!found) return undefined;
  const [, srv, username, password, hosts = "", database, query] = found;
  const options = new Map([...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value]));
  const flag = (...names: string[]) => {
    const value = names.map((name) => options.get(name)).find((one) => one !== undefined);
    return value === undefined ? undefined : value === "true";
  };
  return connection(decoded(database) || firstOf(hosts), {
    hosts: hosts.split(",").join("\n"),
    srv: srv ? true : undefined,
    database: decoded(database),
    username: decoded(username),
    password: decoded(password),
    authSource: options.get("authsource"),
    authMechanism: options.get("authmechanism"),
    tls: flag("tls", "ssl"),
    replicaSet: options.get("replicaset"),
    direct: flag("directconnection"),
  });
}

/** EZConnect (`user/password@//host:port/service`) and what JDBC makes of it, `host:port:sid` included. */
const ORACLE =
  /^(?:([^/@\s]+)?(?:\/("[^"]*"|[^@\s]*))?@)?(?:(tcps?):)?(?:\/\/)?(\[[^\]]+\]|[^:/?@()\s]+)(?::(\d+))?(?:\/([^:/?\s]+)(?::[^/?\s]*)?|:([^/:?\s]+))?(?:[/?]\S*)?$/iu;

function oracle(text: string): Connection | undefined {
  const found = ORACLE.exec(text.replace(/^jdbc:oracle:(?:thin|oci8?):/iu, ""));
  if (!found) return undefined;
  const [, username, password, protocol, host = "", port, serviceName, sid] = found;
  // A host alone is what the field asks for.
  if (!port && !serviceName && !sid) return undefined;
  const tls = protocol?.toLowerCase() === "tcps" ? true : undefined;
  const login = { username, password: password?.replace(/^"(.*)"$/u, "$1") };
  return connection(serviceName ?? sid ?? host, { host, port, serviceName, sid, tls, ...login });
}

/** `(DESCRIPTION=(ADDRESS=…)(CONNECT_DATA=…))`, as tnsnames.ora holds it; of several addresses the first. */
function descriptor(text: string): Connection | undefined {
  if (!/\(\s*DESCRIPTION\s*=/iu.test(text)) return undefined;
  const value = (name: string) => new RegExp(`\\(\\s*${name}\\s*=\\s*([^()\\s]+)\\s*\\)`, "iu").exec(text)?.[1];
  const host = value("HOST");
  if (!host) return undefined;
  const [serviceName, sid] = [value("SERVICE_NAME"), value("SID")];
  const tls = value("PROTOCOL")?.toLowerCase() === "tcps" ? true : undefined;
  return connection(serviceName ?? sid ?? host, { host, port: value("PORT"), serviceName, sid, tls });
}

/** Addresses are what the field asks for; who logs in is not written into them. */
function elasticsearch(text: string): Connection | undefined {
  const whole = text.split(/[\s,]+/u).map((one) => /^(https?:\/\/)([^:@/]*):([^@/]*)@(\S+)$/iu.exec(one) ?? one);
  const login = whole.find((one) => typeof one !== "string");
  if (!login) return undefined;
  const urls = whole.map((one) => (typeof one === "string" ? one : `${one[1]}${one[4]}`));
  return connection(firstOf(login[4] ?? ""), {
    urls: urls.join("\n"),
    auth: "basic",
    username: decoded(login[2]),
    password: decoded(login[3]),
  });
}

/** The first host, without its port. */
const firstOf = (hosts: string) => hosts.split(/[,/]/u)[0]?.replace(/:\d+$/u, "") ?? "";

function decoded(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    // Not encoded then.
    return text;
  }
}

function connection(name: string, all: Record<string, string | boolean | undefined>): Connection {
  const values: Values = {};
  for (const [setting, value] of Object.entries(all)) if (value !== undefined && value !== "") values[setting] = value;
  return { values, name };
}
