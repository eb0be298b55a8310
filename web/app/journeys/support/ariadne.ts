import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programPath, startProgram } from "./programs";

export type Role = "ADMIN" | "EDITOR" | "VIEWER";

const TOKEN = "journeys-0123456789abcdef0123456789";

/** The real server with an empty catalog of its own. */
export interface Ariadne {
  url: string;
  /** Asks as an administrator's script does. */
  ask: <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;
  /** A link that makes somebody of this role. */
  invite: (role: Role, login: string) => Promise<string>;
  stop: () => Promise<void>;
}

export async function startAriadne(): Promise<Ariadne> {
  const data = mkdtempSync(join(tmpdir(), "ariadne-journey-"));
  const binary = programPath("ARIADNE_BINARY", "ariadne");
  const args = ["serve", "--data-dir", data, "--listen", "127.0.0.1:0"];
  const ready = /Ariadne is ready: (http:\/\/127\.0\.0\.1:\d+)/u;
  const program = await startProgram(binary, args, ready, { ARIADNE_ADMIN_TOKEN: TOKEN });
  const url = ready.exec(program.printed)?.[1];
  if (!url) throw new Error(`It does not say where it listens:\n${program.printed}`);

  async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { data?: T; errors?: unknown };
    if (answer.errors || !answer.data) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  }

  return {
    url,
    ask,
    invite: async (role, login) => {
      const mutation = "mutation($input: InvitationInput!) { invitePerson(input: $input) { url } }";
      const { invitePerson } = await ask<{ invitePerson: { url: string } }>(mutation, { input: { role, login } });
      return invitePerson.url;
    },
    stop: async () => {
      await program.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
