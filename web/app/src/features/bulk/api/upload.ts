import { csrf } from "~/shared/graphql/csrf";
import { ServerError } from "~/shared/graphql/errors";
import { graphql } from "~/shared/graphql/generated";
import type { ImportOptions } from "~/shared/graphql/generated/graphql";
import { untilOurs } from "~/shared/graphql/ours";
import { signedInAgain } from "~/shared/graphql/session";

const IMPORT_FILE = graphql(`
  mutation ImportFile($file: Upload!, $options: ImportOptions) {
    importFile(file: $file, options: $options) { id }
  }
`);

interface Answer {
  data?: { importFile?: { id: string } | null } | null;
  errors?: { message: string; extensions?: Record<string, unknown> }[];
}

/**
 * Sends a file, as the GraphQL multipart request has it, and answers the id of its import, which is planned from then
 * on. When the session has ended it is sent again once whose page it is has signed in over it.
 */
export async function upload(...sending: Parameters<typeof send>): Promise<string> {
  const signal = sending[3];
  await untilOurs(signal);
  try {
    return await send(...sending);
  } catch (reason) {
    const isNobodys = reason instanceof ServerError && reason.code === "UNAUTHENTICATED";
    if (!isNobodys || !(await signedInAgain({ isByHand: true, signal }))) throw reason;
    await untilOurs(signal);
    return send(...sending);
  }
}

/** XMLHttpRequest tells how much of it has gone, which fetch does not. */
function send(
  file: File,
  options: ImportOptions,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const form = new FormData();
  // The answer does not wait for the plan: its progress is followed.
  const variables = { file: null, options: { ...options, waitSeconds: 0 } };
  form.append("operations", JSON.stringify({ query: IMPORT_FILE.toString(), variables }));
  form.append("map", JSON.stringify({ 0: ["variables.file"] }));
  form.append("0", file, file.name);
  return new Promise((fulfil, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/graphql");
    for (const [name, value] of Object.entries({
      accept: "application/graphql-response+json, application/json;q=0.9",
      "ariadne-client": "web",
      "ariadne-csrf": csrf(),
      "ariadne-request": "1",
    })) {
      request.setRequestHeader(name, value);
    }
    const fail = (message: string, code: string) => reject(new ServerError(message, { code }));
    request.upload.addEventListener("progress", ({ loaded }) => onSent(loaded));
    request.addEventListener("error", () =>
      fail("The server does not answer, or ended the connection while the file was sent.", "UNREACHABLE"),
    );
    request.addEventListener("abort", () => fail("The upload was stopped.", "CANCELLED"));
    request.addEventListener("load", () => {
      const answer = parse(request.responseText);
      const id = answer?.data?.importFile?.id;
      if (id) return fulfil(id);
      const [error] = answer?.errors ?? [];
      reject(
        new ServerError(error?.message ?? `The server answered with status ${request.status}.`, error?.extensions),
      );
    });
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function parse(text: string): Answer | undefined {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    // A proxy answers with a page.
    return undefined;
  }
}
