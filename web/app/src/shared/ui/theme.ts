import { type CSSVariablesResolver, createTheme, localStorageColorSchemeManager } from "@mantine/core";

export const theme = createTheme({
  respectReducedMotion: true,
  primaryColor: "indigo",
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.35,
  defaultRadius: "md",
  cursorType: "pointer",
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
  components: {
    // The heads of dialogs are no banners of the page: there would be as many as are opened.
    ModalHeader: { defaultProps: { role: "none" } },
    DrawerHeader: { defaultProps: { role: "none" } },
    Badge: { defaultProps: { tt: "none" } },
    // What drops down belongs to a landmark of the page as what it drops from does.
    Popover: { defaultProps: { portalProps: { target: "#main" } } },
  },
  headings: { fontWeight: "650", sizes: { h1: { fontSize: "1.5rem" }, h2: { fontSize: "1.15rem" } } },
});

/** White on the usual red lacks contrast. By scheme: Mantine's own stand there, which go before those of all. */
const RED = { "--mantine-color-red-filled": "#e03131", "--mantine-color-red-filled-hover": "#c92a2a" };

/** Mantine's own red and dimmed text lack contrast. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...RED,
    // Of a subtle button that the mouse is over.
    "--mantine-color-indigo-light-hover": "#dbe4ff",
    "--mantine-color-error": "#c92a2a",
    "--mantine-color-dimmed": "#5c636a",
    "--mantine-color-placeholder": "#6c737a",
  },
  dark: {
    ...RED,
    // Of subtle buttons: the usual ones are all but white, and deleting would look like anything else.
    "--mantine-color-red-light-color": "var(--mantine-color-red-4)",
    "--mantine-color-indigo-light-color": "var(--mantine-color-indigo-3)",
    "--mantine-color-error": "#ff8787",
    "--mantine-color-dimmed": "#a6a7ab",
    "--mantine-color-placeholder": "#9fa1a6",
  },
});

/** The key is known to public/colour-scheme.js too. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: "ariadne-colour-scheme" });

/** The nonce of this page: what adds style elements shows it. */
export function nonce(): string {
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
}
