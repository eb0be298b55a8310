import { existsSync, readFileSync } from "node:fs";
import { join, normalize, resolve } from "node:path";
import type { BrowserContext } from "@playwright/test";

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
};

/**
 * While one works on the app: the pages and their files from a folder that `vite build` wrote, in place of those that
 * the server carries, with the server's own addresses, headers and nonces.
 */
export async function serveBuild(context: BrowserContext, url: string, folder: string): Promise<void> {
  const index = readFileSync(resolve(folder, "index.html"), "utf8");
  await context.route(`${url}/**`, async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    if (pathname.startsWith("/app/")) {
      const path = join(resolve(folder), normalize(pathname.slice("/app".length)));
      if (!existsSync(path)) return route.fulfill({ status: 404, body: `no ${pathname}` });
      return route.fulfill({ body: readFileSync(path), contentType: TYPES[path.split(".").at(-1) ?? ""] });
    }
    if (request.resourceType() !== "document") return route.fallback();
    const response = await route.fetch({ maxRedirects: 0 });
    const policy = response.headers()["content-security-policy"] ?? "";
    const nonce = /'nonce-([^']+)'/u.exec(policy)?.[1];
    const isApp = nonce && (await response.text()).includes("/app/assets/");
    return isApp
      ? route.fulfill({ response, body: index.replaceAll("ARIADNE-CSP-NONCE", nonce) })
      : route.fulfill({ response });
  });
}
