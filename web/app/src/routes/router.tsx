import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { parseChangeSearch } from "~/features/changes/model/search";
import { parseNewTableSearch } from "~/features/newTable/model/search";
import { Shell } from "~/features/shell";
import { parseSourceSearch } from "~/features/sources/model/search";
import { parseTablePageSearch } from "~/features/tables/model/page";
import { parseTableSearch } from "~/features/tables/model/search";
import { signInAddress } from "~/shared/graphql/client";
import { meOptions } from "~/shared/graphql/me";
import { Broken, NotFound } from "./Broken";

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  // Nothing is shown to nobody: a session may have ended since the page was sent.
  beforeLoad: async ({ context }) => {
    const { me } = await context.queries.ensureQueryData(meOptions);
    if (!me) window.location.assign(signInAddress());
  },
  component: Shell,
  errorComponent: Broken,
  notFoundComponent: NotFound,
});

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/tables" });
  },
});

const sources = createRoute({
  getParentRoute: () => root,
  path: "/sources",
  validateSearch: parseSourceSearch,
  component: lazyRouteComponent(() => import("./sources"), "Sources"),
});

const tables = createRoute({
  getParentRoute: () => root,
  path: "/tables",
  validateSearch: parseTableSearch,
  component: lazyRouteComponent(() => import("./tables"), "Tables"),
});

const table = createRoute({
  getParentRoute: () => root,
  path: "/tables/$id",
  validateSearch: parseTablePageSearch,
  component: lazyRouteComponent(() => import("./table"), "Table"),
});

const newTable = createRoute({
  getParentRoute: () => root,
  path: "/tables/new",
  validateSearch: parseNewTableSearch,
  component: lazyRouteComponent(() => import("./newTable"), "NewTable"),
});

const changes = createRoute({
  getParentRoute: () => root,
  path: "/changes",
  validateSearch: parseChangeSearch,
  component: lazyRouteComponent(() => import("./changes"), "Changes"),
});

const routeTree = root.addChildren([start, sources, tables, newTable, table, changes]);

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    defaultPreload: "intent",
    defaultErrorComponent: Broken,
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
