/* The app as it is, at the lineage canvas, before a made-up server: what scripts/perf.mjs measures. */
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "~/shared/ui/styles/index.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { beginPage, createAppRouter } from "~/routes/router";
import { createQueryClient } from "~/shared/graphql/queries";
import { startI18n } from "~/shared/i18n";
import { cssVariables, theme } from "~/shared/ui/theme";
import { generate } from "~/testing/generateLineage";

const count = Number(new URLSearchParams(window.location.search).get("nodes") ?? 1_000);
const compact = generate(count);
const answers: Record<string, unknown> = {
  Me: { me: { id: "me", name: "Ada", role: "ADMIN", kind: "PERSON" }, server: { version: "0", catalog: "c" } },
  LineagePositions: { me: { setting: null } },
  LineageNames: { lineage: { nodes: [] } },
  LineageFacets: { facets: { sources: [] } },
  LineageWalk: {
    lineage: { compact, totalNodes: count, totalEdges: compact.edges.id.length, truncated: false },
  },
};
window.fetch = async (_address, init) => {
  const { query } = JSON.parse(String(init?.body)) as { query: string };
  const [, operation = ""] = /(?:query|mutation) (\w+)/u.exec(query) ?? [];
  const data = answers[operation];
  const answer = data ? { data } : { errors: [{ message: "Nobody answers this here." }] };
  return new Response(JSON.stringify(answer), { headers: { "content-type": "application/json" } });
};

// Making the data up is no part of what is measured.
performance.mark("begin");
const queries = createQueryClient();
const router = createAppRouter(queries);
const of = encodeURIComponent(JSON.stringify([`table-${Math.floor(count / 2)}`]));
router.update({
  ...router.options,
  history: createMemoryHistory({ initialEntries: [`/lineage?of=${of}&depth=all`] }),
});
beginPage(router);
await startI18n("en");
createRoot(document.getElementById("app") ?? document.body).render(
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables}>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MantineProvider>,
);
