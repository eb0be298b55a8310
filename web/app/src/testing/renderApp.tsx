import { MantineProvider } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createAppRouter } from "~/routes/router";
import { createQueryClient } from "~/shared/graphql/queries";
import { Notices } from "~/shared/ui/Notices";
import { cssVariables, theme } from "~/shared/ui/theme";

/** The whole app at an address, before the double. */
export function renderApp(address: string) {
  // What an earlier test was told would wait in line before what this one is told.
  notifications.clean();
  const queries = createQueryClient();
  const router = createAppRouter(queries);
  router.update({ ...router.options, history: createMemoryHistory({ initialEntries: [address] }) });
  render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      <Notices />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { router, user: userEvent.setup() };
}
