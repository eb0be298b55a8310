import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  testMatch: "*.journey.ts",
  outputDir: "../.journeys/results",
  globalSetup: "./support/sources.ts",
  // Each journey has a server of its own, and none writes into the sources, which are shared.
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  reporter: "list",
  timeout: 180_000,
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 15_000,
    video: "off",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    viewport: { width: 1280, height: 800 },
    locale: "en-GB",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        // Pages that stand in for the server's own come from no address that the browser knows to be local.
        ...(process.env.JOURNEYS_APP ? ["--disable-features=LocalNetworkAccessChecks"] : []),
      ],
    },
  },
});
