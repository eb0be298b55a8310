import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME, server } from "~/testing/server";

const NONE = { created: 0, updated: 0, unchanged: 0, skipped: 0, ended: 0 };
const summary = (given: object = {}) => ({
  changes: 1,
  errors: 0,
  warnings: 0,
  notes: 0,
  problemsDropped: 0,
  sources: NONE,
  tables: { ...NONE, updated: 1 },
  columns: NONE,
  lineage: NONE,
  ...given,
});
const JOB = {
  id: "j1",
  status: "PLANNED",
  fileName: "tables.csv",
  format: "CSV",
  bytes: 1234,
  planHash: "h1",
  processed: 2,
  total: 2,
  annotatedUrl: "/export/import/j1",
  summary: summary(),
  changes: {
    nodes: [
      {
        entityId: "t1",
        kind: "TABLE",
        name: "sales.orders",
        operation: "UPDATED",
        fields: [{ field: "owner", old: "Grace", new: "Ada" }],
      },
      { entityId: "c1", tableId: "t9", kind: "COLUMN", name: "status", operation: "CREATED", fields: [] },
    ],
  },
};
const problem = (given: object = {}) => ({
  severity: "ERROR",
  sheet: "Tables",
  row: 2,
  column: "kind",
  code: "INVALID",
  message: "No kind is called TABEL.",
  value: "TABEL",
  suggestion: "TABLE",
  ...given,
});
const WRONG = {
  ...JOB,
  summary: summary({ errors: 2, warnings: 1, tables: NONE, changes: 0 }),
  changes: { nodes: [] },
  problems: {
    nodes: [
      problem(),
      problem({ row: 3, value: "VEIW", suggestion: "VIEW" }),
      problem({
        severity: "WARNING",
        sheet: "Columns",
        row: 1,
        column: "Objekt",
        code: "UNKNOWN_COLUMN",
        message: "The column is not known.",
        value: "Objekt",
        suggestion: "name",
      }),
    ],
  },
};
const AT = "/import?job=j1";
const variables = (operation: string) => asked.find((one) => one.operation === operation)?.variables;

beforeEach(() => localStorage.clear());
afterEach(() => server.resetHandlers());

/** Takes the upload as the server does, and tells what came. */
function takesUpload(answer: object) {
  const sent: { operations?: { variables: { options: object } }; file?: string; headers?: Headers } = {};
  server.use(
    http.post("*/graphql", async ({ request }) => {
      if (!request.headers.get("content-type")?.startsWith("multipart/form-data")) return undefined;
      const text = await request.text();
      const operations = /name="operations"\r\n\r\n(.*)\r\n/u.exec(text)?.[1];
      sent.operations = JSON.parse(operations ?? "{}");
      sent.file = text;
      sent.headers = request.headers;
      return HttpResponse.json(answer);
    }),
  );
  return sent;
}

test("a file that was sent when the session had ended is sent again once one has signed in", async () => {
  answers({ query: { importJob: JOB }, mutation: { signIn: { me: ME } } });
  const refused = { message: "Nobody is signed in.", extensions: { code: "UNAUTHENTICATED" } };
  const { user, router } = renderApp("/import");
  const file = new File(["name,owner\n"], "tables.csv", { type: "text/csv" });
  fireEvent.drop(await screen.findByRole("group", { name: "File" }), { dataTransfer: { files: [file] } });
  server.use(
    http.post("*/graphql", ({ request }) =>
      request.headers.get("content-type")?.startsWith("multipart")
        ? HttpResponse.json({ errors: [refused] })
        : undefined,
    ),
  );
  await user.click(screen.getByRole("button", { name: "Check the file" }));
  const password = await screen.findByLabelText(/^Password/u);
  server.resetHandlers();
  const sent = takesUpload({ data: { importFile: { id: "j1" } } });
  await user.type(screen.getByRole("textbox", { name: /^Name to sign in/u }), "ada");
  await user.type(password, "secret{Enter}");
  await waitFor(() => expect(router.state.location.search).toMatchObject({ job: "j1" }));
  expect(sent.file).toContain("name,owner");
});

test("a file is chosen, sent with what was chosen for it, and its plan shown; the list leads back to it", async () => {
  const own = [
    { id: "j1", fileName: "tables.csv", status: "PLANNED", createdAt: new Date().toISOString() },
    { id: "j0", fileName: null, status: "DONE", createdAt: new Date().toISOString() },
  ];
  const imports = { nodes: own, pageInfo: { hasNextPage: false, endCursor: null } };
  answers({ query: { importJob: JOB, imports, sources: { nodes: [{ id: "s1", name: "shop" }] } } });
  const sent = takesUpload({ data: { importFile: { id: "j1" } } });
  const { user, router } = renderApp("/import");
  const drop = await screen.findByRole("group", { name: "File" });
  expect((screen.getByRole("button", { name: "Check the file" }) as HTMLButtonElement).disabled).toBe(true);
  const file = new File(["name,owner\norders,Ada\n"], "tables.csv", { type: "text/csv" });
  fireEvent.drop(drop, { dataTransfer: { files: [file] } });
  expect(await screen.findByText("tables.csv")).toBeTruthy();
  await user.click(screen.getByRole("radio", { name: "Leave it as it is" }));
  await user.type(screen.getByRole("textbox", { name: "Why" }), "From the sheet");
  await user.click(screen.getByRole("button", { name: "Check the file" }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ job: "j1" }));
  expect(sent.headers?.get("ariadne-request")).toBe("1");
  expect(sent.operations?.variables.options).toEqual({
    onExisting: "SKIP",
    execute: false,
    keepClaims: false,
    waitSeconds: 0,
    message: "From the sheet",
  });
  expect(sent.file).toContain("orders,Ada");
  expect(await screen.findByText("sales.orders")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Import another file" }));
  const recent = within(await screen.findByRole("region", { name: "Recent imports" }));
  expect(recent.getByRole("link", { name: "tables.csv" }).getAttribute("href")).toBe("/import?job=j1");
  expect(recent.getByText("Imported")).toBeTruthy();
  expect(recent.getByText("Without a name")).toBeTruthy();
});

test("a file that the server refuses is told with its sentence, and what cannot be read is not sent", async () => {
  answers({});
  takesUpload({ errors: [{ message: "A file has at most 10 bytes.", extensions: { code: "LIMIT" } }] });
  const { user } = renderApp("/import");
  const drop = await screen.findByRole("group", { name: "File" });
  fireEvent.drop(drop, { dataTransfer: { files: [new File(["x"], "old.xls")] } });
  expect(await screen.findByText(/workbook of old Excel/u)).toBeTruthy();
  expect((screen.getByRole("button", { name: "Check the file" }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.drop(drop, { dataTransfer: { files: [new File(["name\n"], "a.csv")] } });
  await user.click(await screen.findByRole("button", { name: "Check the file" }));
  expect(await screen.findByText("A file has at most 10 bytes.")).toBeTruthy();
});

test("a plan is executed by its hash, and what was done can be taken back", async () => {
  let job: object = JOB;
  const done = { ...JOB, status: "DONE", changeset: { id: "c9", seq: 12 } };
  answers({
    query: { importJob: () => job, table: { id: "t9", qualifiedName: "sales.archive" } },
    mutation: {
      executeImport: () => {
        job = done;
        return done;
      },
      undoChangeset: () => {
        job = { ...done, changeset: { id: "c9", seq: 12, undoneBy: { seq: 13 } } };
        return { changeset: { id: "c10", seq: 13 } };
      },
    },
  });
  const { user } = renderApp(AT);
  const row = (await screen.findByText("Owner")).closest("[role=row]");
  expect(row?.querySelector("del")?.textContent).toBe("Grace");
  expect(row?.querySelector("ins")?.textContent).toBe("Ada");
  expect(await screen.findByText(/^sales\.archive/u)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Import" }));
  expect(await screen.findByText("It is imported.")).toBeTruthy();
  expect(variables("ExecuteImport")).toEqual({ id: "j1", planHash: "h1" });
  expect(screen.getByRole("link", { name: "Changeset 12" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("taken back by #13")).toBeTruthy();
});

test("problems are mended in place by keyboard and planned anew", async () => {
  let job: object = WRONG;
  answers({
    query: { importJob: () => job },
    mutation: {
      replanImport: () => {
        job = JOB;
        return JOB;
      },
    },
  });
  const { user } = renderApp(AT);
  expect(await screen.findByText(/^2 errors keep/u)).toBeTruthy();
  expect((screen.getByRole("button", { name: "Import" }) as HTMLButtonElement).disabled).toBe(true);
  const first = await screen.findByRole("textbox", { name: "Value at Tables 2 kind" });
  first.focus();
  await user.keyboard("{Enter}");
  const second = screen.getByRole("textbox", { name: "Value at Tables 3 kind" });
  await waitFor(() => expect(document.activeElement).toBe(second));
  await user.clear(second);
  await user.type(second, "REPORT");
  await user.click(screen.getByRole("button", { name: "Check again with 2 cells mended" }));
  expect(await screen.findByText(/Look at the changes, then import/u)).toBeTruthy();
  expect(variables("ReplanImport")).toEqual({
    id: "j1",
    fixes: [
      { sheet: "Tables", row: 2, column: "kind", value: "TABLE" },
      { sheet: "Tables", row: 3, column: "kind", value: "REPORT" },
    ],
  });
  expect((screen.getByRole("button", { name: "Import" }) as HTMLButtonElement).disabled).toBe(false);
});

test("suggestions are taken at once, or put back; whoever leaves is asked", async () => {
  answers({ query: { importJob: WRONG } });
  const { user } = renderApp(AT);
  await user.click(await screen.findByRole("button", { name: "Take all 2 suggestions" }));
  const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Value at Tables 2 kind" });
  expect(field.value).toBe("TABLE");
  await user.type(field, "{Escape}");
  expect(field.value).toBe("TABEL");
  await user.click(screen.getByRole("link", { name: "Tables" }));
  expect(await screen.findByText("Discard what you typed?")).toBeTruthy();
});

test("problems are filtered by the address", async () => {
  answers({ query: { importJob: WRONG } });
  const { user, router } = renderApp(`${AT}&severity=WARNING`);
  expect(await screen.findByText("The column is not known.")).toBeTruthy();
  expect(screen.queryByRole("textbox", { name: "Value at Tables 2 kind" })).toBeNull();
  await user.click(screen.getByRole("radio", { name: "Error 2" }));
  expect(await screen.findByRole("textbox", { name: "Value at Tables 2 kind" })).toBeTruthy();
  expect(router.state.location.search).toMatchObject({ severity: "ERROR" });
});

test("headers that are not known are given a meaning", async () => {
  answers({ query: { importJob: WRONG }, mutation: { replanImport: WRONG } });
  const { user } = renderApp(AT);
  const headers = within(await screen.findByRole("region", { name: "Columns that are not known" }));
  expect(headers.getByText("Did you mean name?")).toBeTruthy();
  await user.click(headers.getByText("Columns that are not known"));
  await user.click(headers.getByRole("button", { name: "Take what is suggested" }));
  await user.click(headers.getByRole("button", { name: "Check again with these" }));
  await waitFor(() =>
    expect(variables("ReplanImport")?.fixes).toEqual([{ sheet: "Columns", row: 1, column: "Objekt", value: "name" }]),
  );
  expect(await screen.findByText(/^Still not known/u)).toBeTruthy();
});

test("progress is shown as it comes, can be left and stopped", async () => {
  let job: object = { ...JOB, status: "PLANNING", summary: null, planHash: null };
  async function* importProgress() {
    yield {
      importProgress: { id: "j1", status: "PLANNING", processed: 500, total: 1000, rowsPerSecond: 250 },
    };
    await new Promise(() => {});
  }
  answers({
    query: { importJob: () => job },
    mutation: {
      cancelImport: () => {
        job = { ...job, status: "CANCELLED" };
        return job;
      },
    },
    subscription: { importProgress },
  });
  const { user } = renderApp(AT);
  expect(await screen.findByText("500 of 1,000 rows")).toBeTruthy();
  expect(screen.getByText("250 rows a second")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  expect(await screen.findByText(/was stopped/u)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Check again" })).toBeTruthy();
});

test("a plan that does not hold any more is told, with the new one", async () => {
  let job: object = JOB;
  answers({
    query: { importJob: () => job },
    mutation: {
      executeImport: () => {
        job = { ...JOB, planHash: "h2", problem: { code: "CONFLICT", title: "The catalog has changed." } };
        return job;
      },
    },
  });
  const { user } = renderApp(AT);
  await user.click(await screen.findByRole("button", { name: "Import" }));
  expect(await screen.findByText("The catalog has changed.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Import" }));
  await waitFor(() => expect(asked.findLast((one) => one.variables.planHash)?.variables.planHash).toBe("h2"));
});

test("what is gone, and what has nothing to do, is said", async () => {
  answers({ query: { importJob: null } });
  renderApp(AT);
  expect(await screen.findByText("There is no such import")).toBeTruthy();
});

test("a file that says what is there already has nothing to import", async () => {
  answers({ query: { importJob: { ...JOB, summary: summary({ changes: 0 }), changes: { nodes: [] } } } });
  renderApp(AT);
  expect(await screen.findByText(/there is nothing to import/u)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Import" })).toBeNull();
});

test("a viewer is told why he imports nothing, and may export", async () => {
  answers({ query: { me: { ...ME, role: "VIEWER" } } });
  const { user } = renderApp("/import");
  expect(await screen.findByText(/You may look and export/u)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Choose a file" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Export" }));
  await user.click(await screen.findByRole("radio", { name: /^YAML/u }));
  const download = screen.getByRole("link", { name: "Download" });
  expect(download.getAttribute("href")).toBe("/export/catalog.yaml");
  await user.type(screen.getByRole("textbox", { name: "As of" }), "12");
  expect(screen.getByRole("link", { name: "Download" }).getAttribute("href")).toBe("/export/catalog.yaml?seq=12");
  await user.type(screen.getByRole("textbox", { name: "As of" }), "x");
  expect(screen.queryByRole("link", { name: "Download" })).toBeNull();
});

test("templates are there in every format", async () => {
  answers({});
  renderApp("/import");
  const templates = within(await screen.findByRole("region", { name: "Templates" }));
  expect(templates.getAllByRole("link").map((link) => link.getAttribute("href"))).toEqual([
    "/export/template.xlsx",
    "/export/template.csv.zip",
    "/export/template.json",
    "/export/template.yaml",
  ]);
});

test("what is listed, and a source, are exported from where they are", async () => {
  answers({
    query: { tables: { nodes: [{ id: "t1", qualifiedName: "orders" }], totalCount: { value: 1, exact: true } } },
  });
  const { user } = renderApp("/tables?tag=pii");
  await user.click(await screen.findByRole("button", { name: "Export" }));
  const link = await screen.findByRole("link", { name: "Download" });
  expect(link.getAttribute("href")).toBe("/export/catalog.xlsx?tags=pii");
  await user.click(screen.getByRole("radio", { name: "The whole catalog" }));
  expect(screen.getByRole("link", { name: "Download" }).getAttribute("href")).toBe("/export/catalog.xlsx");
});
