import { defineConfig, type Plugin } from "vite";

/**
 * Moves fonts and pictures that style sheets carry as data: URIs into files of their own.
 *
 * The content security policy then needs no `data:` for fonts, and a browser loads only the subsets that
 * it shows. For pictures `img-src 'self' data:` stays necessary: the editor draws its wavy underlines so.
 */
function dataUrisToFiles(): Plugin {
  const dataUri = /url\((["']?)data:([\w+./-]+);base64,([A-Za-z0-9+/=]+)\1\)/g;
  const extensions: Record<string, string> = {
    "font/ttf": "ttf",
    "font/woff": "woff",
    "font/woff2": "woff2",
    "image/png": "png",
    "image/svg+xml": "svg",
  };
  return {
    name: "ariadne:data-uris-to-files",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const asset of Object.values(bundle)) {
          if (asset.type !== "asset" || !asset.fileName.endsWith(".css")) continue;
          const css = String(asset.source).replace(dataUri, (_all, _quote, type: string, body: string) => {
            const extension = extensions[type];
            if (!extension) this.error(`${asset.fileName} embeds ${type}: give it a file extension in vite.config.ts`);
            const file = this.emitFile({ type: "asset", name: `style.${extension}`, source: Buffer.from(body, "base64") });
            return `url(${this.getFileName(file).replace("assets/", "")})`;
          });
          if (css.includes("url(data:")) this.error(`${asset.fileName} still embeds a data: URI`);
          asset.source = css;
        }
      },
    },
  };
}

export default defineConfig({
  base: "/graphiql/",
  // The server puts a fresh nonce here with each page that it sends (crates/gateway, assets.rs).
  html: { cspNonce: "ARIADNE-CSP-NONCE" },
  plugins: [dataUrisToFiles()],
  build: {
    target: "es2022",
    sourcemap: false,
    // The polyfill only serves browsers that are older than the target.
    modulePreload: { polyfill: false },
    // Inlined assets would be data: URIs.
    assetsInlineLimit: 0,
    // The licences of everything bundled travel with the bundle.
    license: { fileName: "licenses.md" },
    // The editor is one large library; splitting it further gains nothing on one page.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      // GraphiQL makes the titles of its icons from the names of functions.
      output: { keepNames: true },
      onLog(level, log, report) {
        // "use client" in libraries concerns server rendering, which there is none of here.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
      },
    },
  },
  worker: { format: "es" },
});
