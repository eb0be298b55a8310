import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll } from "vitest";
import { startI18n } from "~/shared/i18n";
import { server } from "./server";

// What happy-dom lacks: sizes, without which virtual lists have no rows.
const SIZES = { offsetWidth: 1280, offsetHeight: 800, clientWidth: 1280, clientHeight: 800 };
for (const [name, value] of Object.entries(SIZES)) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value });
}

// A guard against hanging, not a measure: pages are loaded when they are first shown.
configure({ asyncUtilTimeout: 10_000 });
// Fields that grow with their text listen for fonts.
Object.defineProperty(document, "fonts", { configurable: true, value: new EventTarget() });

// A text that a page says and did not load fails its test.
await startI18n("en", (key) => {
  throw new Error(`There is no text for ${key}.`);
});
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(cleanup);
afterAll(() => server.close());
