import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { parseAuditSearch } from "~/features/access/model/audit";
import { parsePeopleSearch, parseTokenSearch } from "~/features/access/model/search";
import { parseImportSearch } from "~/features/bulk/model/search";
import { parseChangeSearch } from "~/features/changes/model/search";
import { parseLineageListSearch } from "~/features/lineage/model/listSearch";
import { parseReviewSearch } from "~/features/lineage/model/reviewSearch";
import { parseLineageSearch } from "~/features/lineage/model/search";
import { parseMappingSearch } from "~/features/mapping/model/search";
import { parseNewTableSearch } from "~/features/newTable/model/search";
import { parseSearchSearch } from "~/features/search/model/search";
import { parseSourceSearch } from "~/features/sources/model/search";
import { parseTablePageSearch } from "~/features/tables/model/page";
import { parseTableSearch } from "~/features/tables/model/search";
import { signInAddress } from "~/shared/graphql/client";
import { ServerError } from "~/shared/graphql/errors";
import { meOptions } from "~/shared/graphql/me";
import { mayAskAgain } from "~/shared/graphql/session";
import { withTexts } from "~/shared/i18n/parts";
import { Broken, NotFound } from "./Broken";
import { Root } from "./Root";
import { TEXTS } from "./texts";

/** Whoever is nobody is not told more of the server than that. */
function asNobody(error: unknown): { me: null } {
  if (error instanceof ServerError && error.code === "UNAUTHENTICATED") return { me: null };
  throw error;
}

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  // Nothing is shown to nobody: a session may have ended since the page was sent.
  beforeLoad: async ({ context, preload }) => {
    // Who goes somewhere does something himself.
    if (!preload) mayAskAgain();
    const { me } = await context.queries.ensureQueryData(meOptions).catch(asNobody);
    if (me) return;
    // In its place: whoever goes back from there should not come upon an empty page.
    window.location.replace(signInAddress());
    await new Promise(() => undefined);
  },
  component: Root,
  errorComponent: Broken,
  notFoundComponent: NotFound,
});

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(
    withTexts(TEXTS.start, () => import("./start")),
    "Start",
  ),
});

const sources = createRoute({
  getParentRoute: () => root,
  path: "/sources",
  validateSearch: parseSourceSearch,
  component: lazyRouteComponent(
    withTexts(TEXTS.sources, () => import("./sources")),
    "Sources",
  ),
});

const tables = createRoute({
  getParentRoute: () => root,
  path: "/tables",
  validateSearch: parseTableSearch,
  component: lazyRouteComponent(
    withTexts(TEXTS.tables, () => import("./tables")),
    "Tables",
  ),
});

const table = createRoute({
  getParentRoute: () => root,
  path: "/tables/$id",
  validateSearch: (raw: Record<string, unknown>) => ({ ...parseTablePageSearch(raw), ...parseLineageListSearch(raw) }),
  component: lazyRouteComponent(
    withTexts(TEXTS.table, () => import("./table")),
    "Table",
  ),
});

const newTable = createRoute({
  getParentRoute: () => root,
  path: "/tables/new",
  validateSearch: parseNewTableSearch,
  component: lazyRouteComponent(
    withTexts(TEXTS.newTable, () => import("./newTable")),
    "NewTable",
  ),
});

// Small, and there long before the page is.
const canvas = () =>
  // Without it the page asks for everything itself.
  import("~/features/lineage/canvas/begin").catch(() => undefined);
const lineage = createRoute({
  getParentRoute: () => root,
  path: "/lineage",
  validateSearch: parseLineageSearch,
  // Beside the code of the page, not behind it; nothing waits for it here.
  loader: ({ context, location, cause }) => {
    const search = parseLineageSearch(location.search);
    if (cause !== "stay") void canvas().then((file) => file?.beginCanvas(context.queries, search));
  },
  component: lazyRouteComponent(
    withTexts(TEXTS.lineage, () => import("./lineage")),
    "Lineage",
  ),
});

const changes = createRoute({
  getParentRoute: () => root,
  path: "/changes",
  validateSearch: parseChangeSearch,
  component: lazyRouteComponent(
    withTexts(TEXTS.changes, () => import("./changes")),
    "Changes",
  ),
});

const review = createRoute({
  getParentRoute: () => root,
  path: "/review",
  validateSearch: parseReviewSearch,
  component: lazyRouteComponent(
    withTexts(TEXTS.review, () => import("./review")),
    "Review",
  ),
});

const mapping = createRoute({
  getParentRoute: () => root,
  path: "/mapping",
  validateSearch: parseMappingSearch,
  component: lazyRouteComponent(
    withTexts(TEXTS.mapping, () => import("./mapping")),
    "Mapping",
  ),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: "/import",
  validateSearch: parseImportSearch,
  component: lazyRouteComponent(
    withTexts(TEXTS.import, () => import("./import")),
    "Import",
  ),
});

const people = createRoute({
  getParentRoute: () => root,
  path: "/people",
  validateSearch: parsePeopleSearch,
  component: lazyRouteComponent(
    withTexts(TEXTS.access, () => import("./access")),
    "People",
  ),
});

const tokens = createRoute({
  getParentRoute: () => root,
  path: "/tokens",
  validateSearch: parseTokenSearch,
  component: lazyRouteComponent(
    withTexts(TEXTS.access, () => import("./access")),
    "Tokens",
  ),
});

const profile = createRoute({
  getParentRoute: () => root,
  path: "/profile",
  component: lazyRouteComponent(
    withTexts(TEXTS.access, () => import("./access")),
    "Profile",
  ),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: "/audit",
  validateSearch: parseAuditSearch,
  component: lazyRouteComponent(
    withTexts(TEXTS.access, () => import("./access")),
    "Audit",
  ),
});

const search = createRoute({
  getParentRoute: () => root,
  path: "/search",
  validateSearch: parseSearchSearch,
  component: lazyRouteComponent(
    withTexts(TEXTS.search, () => import("./search")),
    "Search",
  ),
});

const routeTree = root.addChildren([
  start,
  search,
  sources,
  tables,
  newTable,
  table,
  lineage,
  review,
  mapping,
  changes,
  importing,
  people,
  tokens,
  profile,
  audit,
]);

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: "intent",
    defaultErrorComponent: Broken,
    scrollRestoration: true,
  });
}

/** Begins to load the page at the address while the texts, and who one is, are still on their way. */
export function beginPage(router: ReturnType<typeof createAppRouter>): void {
  const [matched] = router.getMatchedRoutes(router.latestLocation.pathname);
  for (const route of matched) {
    // Whoever shows it tells what went wrong.
    router.loadRouteChunk(route)?.catch(() => undefined);
  }
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
