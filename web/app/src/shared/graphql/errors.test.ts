import { expect, test } from "vitest";
import { messageOf, problemsByPath, ServerError } from "./errors";

test("problems are told by their path, the first of each", () => {
  const error = new ServerError("2 things are wrong with the input.", {
    code: "VALIDATION",
    problems: [
      { path: ["settings", "host"], code: "REQUIRED", message: "Host is required." },
      { path: ["settings", "host"], code: "OTHER", message: "Something else." },
      { path: ["name"], code: "REQUIRED", message: "Enter a name." },
    ],
  });
  expect(problemsByPath(error)).toEqual({ "settings.host": "Host is required.", name: "Enter a name." });
  expect(error.code).toBe("VALIDATION");
});

test("an error without extensions is an internal one", () => {
  expect(new ServerError("x")).toMatchObject({ code: "INTERNAL", problems: [], suggestions: [] });
  expect(problemsByPath(new TypeError("x"))).toEqual({});
  expect(messageOf("text")).toBe("text");
});
