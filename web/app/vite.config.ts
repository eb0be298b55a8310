import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { inlineDocuments } from "./build/inlineDocuments.ts";

const server = process.env.ARIADNE_URL ?? "http://127.0.0.1:8080";

/** Lists to choose from, menus and dialogs, with what places them and holds the focus. */
const OVER =
  /[\\/](@floating-ui|utils[\\/]Floating|Combobox(?![\\/](ComboboxChevron|get-|Combobox\.module))|Select|MultiSelect|Menu|Tooltip|Popover|Drawer|Modal|ModalBase|Overlay)[\\/]/;

const SCROLL = /[\\/]ScrollArea[\\/](?!utils)/;

export default defineConfig(({ command }) => ({
  // Pages are at every address; the files that they load are all here (crates/gateway, assets.rs). `vite` itself serves
  // pages only below its base.
  base: command === "build" ? "/app/" : "/",
  // The server puts a fresh nonce here with each page that it sends.
  html: { cspNonce: "ARIADNE-CSP-NONCE" },
  plugins: [inlineDocuments(fileURLToPath(new URL("src", import.meta.url))), react()],
  resolve: { alias: { "~": fileURLToPath(new URL("src", import.meta.url)) } },
  build: {
    target: "es2022",
    sourcemap: false,
    // The polyfill only serves browsers that are older than the target.
    modulePreload: { polyfill: false },
    // Inlined assets would be data: URIs.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page needs in one file: it compresses better than in dozens.
        codeSplitting: {
          groups: [
            {
              name: "base",
              priority: 3,
              test: /node_modules[\\/](react|react-dom|scheduler|get-nonce|react-i18next|i18next|@tanstack[\\/](react-router|router-core|history|store|react-store|react-query|query-core))[\\/]/,
            },
            // What most pages share of the components, and by itself what opens over a page, which none needs at first.
            {
              name: "ui",
              test: (id) => id.includes("/@mantine/") && !OVER.test(id) && !SCROLL.test(id),
              minShareCount: 10,
              priority: 2,
            },
            { name: "scroll", test: SCROLL, minShareCount: 5, priority: 2 },
            { name: "hold", test: /node_modules[\\/]react-remove-scroll/, priority: 2 },
            { name: "over", test: OVER, minShareCount: 5, priority: 1 },
            // What the router reads addresses with, and what most pages share of the app itself.
            { name: "shared", test: /src[\\/].*[\\/](search|listSearch|reviewSearch)\.ts$/, minShareCount: 2 },
            { name: "shared", test: /src[\\/]shared[\\/](?!i18n)/, minShareCount: 12 },
          ],
        },
      },
    },
    // The licences of everything bundled travel with the bundle.
    license: { fileName: "licenses.md" },
  },
  // `npm run dev` beside a server that runs (ARIADNE_URL). One signs in here: cookies are named by the port in the
  // address that the browser shows, which the server learns because the proxy leaves Host as it is.
  server: {
    proxy: Object.fromEntries(
      [
        "/graphql",
        "/graphiql",
        "/sign-in",
        "/welcome",
        "/entrance",
        "/auth",
        "/export",
        "/healthz",
        "/schema.graphql",
      ].map((at) => [at, { target: server, ws: true }]),
    ),
  },
  test: {
    environment: "happy-dom",
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    css: false,
    testTimeout: 30_000,
    coverage: {
      provider: "v8",
      include: ["src/**"],
      exclude: ["src/shared/graphql/generated/**", "src/testing/**", "src/main.tsx"],
      reporter: ["text", "json-summary"],
      thresholds: { lines: 80 },
    },
  },
}));
