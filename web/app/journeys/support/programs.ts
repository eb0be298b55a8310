import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../../..");

/** A program of this workspace: from the environment, else where cargo builds it. */
export function programPath(variable: string, name: string): string {
  const target = process.env.CARGO_TARGET_DIR ?? resolve(ROOT, "target");
  const path = process.env[variable] ?? resolve(target, "debug", name);
  if (!existsSync(path))
    throw new Error(`There is no ${path}: \`make journeys\` builds it, or name one with ${variable}.`);
  return path;
}

export interface Program {
  /** All that it printed until it was ready. */
  printed: string;
  stop: () => Promise<void>;
}

/** Starts a program and waits until it prints that it is ready; what it printed is told when it ends before. */
export function startProgram(
  path: string,
  args: string[],
  ready: RegExp,
  env: NodeJS.ProcessEnv = {},
): Promise<Program> {
  const child = spawn(path, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let printed = "";
  return new Promise((fulfil, reject) => {
    const listen = (data: Buffer) => {
      printed += String(data);
      if (ready.test(printed)) fulfil({ printed, stop: () => stop(child) });
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${path} ended with ${code} before it was ready:\n${printed}`)));
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((fulfil) => {
    child.once("exit", () => fulfil());
    child.kill("SIGINT");
  });
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((fulfil, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? fulfil(address.port) : reject(new Error("no port"))));
    });
  });
}
