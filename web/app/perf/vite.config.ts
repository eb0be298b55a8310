import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import appConfig from "../vite.config";

const app = appConfig({ command: "build", mode: "production" });

/* Built apart from the app: nothing of it is shipped. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  resolve: { alias: { "~": fileURLToPath(new URL("../src", import.meta.url)) } },
  build: {
    target: app.build?.target,
    // In the same pieces as the app.
    rolldownOptions: app.build?.rolldownOptions,
    outDir: fileURLToPath(new URL("../node_modules/.cache/perf", import.meta.url)),
    emptyOutDir: true,
  },
});
