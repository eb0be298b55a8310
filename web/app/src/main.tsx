import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "~/shared/ui/styles/index.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { setNonce } from "get-nonce";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { beginPage, createAppRouter } from "~/routes/router";
import { createQueryClient } from "~/shared/graphql/queries";
import { startI18n } from "~/shared/i18n";
import { Notices } from "~/shared/ui/Notices";
import { colorSchemeManager, cssVariables, nonce, theme } from "~/shared/ui/theme";

// Drawers that keep the page from scrolling add a style element.
setNonce(nonce());
const queries = createQueryClient();
const router = createAppRouter(queries);
const place = document.getElementById("app");
if (!place) throw new Error("index.html has no #app");

beginPage(router);
await startI18n();
createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
      getStyleNonce={nonce}
    >
      <Notices />
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
