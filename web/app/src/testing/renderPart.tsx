import { MantineProvider } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { createQueryClient } from "~/shared/graphql/queries";
import { loadTexts, PARTS } from "~/shared/i18n/parts";
import { cssVariables, theme } from "~/shared/ui/theme";

// A page has its texts loaded.
await loadTexts(PARTS);

/** A part of a page alone, before the double; its links lead nowhere. */
export function renderPart(part: () => ReactNode) {
  // What an earlier test was told would wait in line before what this one is told.
  notifications.clean();
  const router = createRouter({
    routeTree: createRootRoute({ component: part }),
    history: createMemoryHistory({ initialEntries: ["/"] }),
  });
  render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      <Notifications />
      <QueryClientProvider client={createQueryClient()}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { user: userEvent.setup() };
}
