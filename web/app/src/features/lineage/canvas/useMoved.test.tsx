import { act, renderHook, waitFor } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { answers, asked, ME } from "~/testing/server";
import { beginMoved } from "../api/positions";
import { useMoved } from "./useMoved";

const saved = () => asked.find(({ operation }) => operation === "SaveLineagePositions")?.variables;

/** Remembers by view; what is asked first fails. */
function remembers(settings: Record<string, object>, failing = 0) {
  let left = failing;
  const setting = ({ name }: { name: string }) => {
    if (left > 0) {
      left -= 1;
      throw new Error("The server is restarting.");
    }
    return settings[name] ?? null;
  };
  // A failed field is null in what is answered, and so is all around it.
  answers({ query: { me: () => (left > 0 ? setting({ name: "" }) : { ...ME, setting }) } });
}

test("what is moved is remembered beside what was moved before", async () => {
  remembers({ view: { a: { x: 1, y: 2 } } });
  const { result } = renderHook(() => useMoved("view"));
  await waitFor(() => expect(result.current.moved).toEqual({ a: { x: 1, y: 2 } }));
  act(() => result.current.move("b", { x: 3, y: 4 }));
  act(() => result.current.save());
  await waitFor(() => expect(saved()?.value).toEqual({ a: { x: 1, y: 2 }, b: { x: 3, y: 4 } }));
});

test("what could not be read is not written over", async () => {
  remembers({ view: { a: { x: 1, y: 2 } } }, 1);
  const { result } = renderHook(() => useMoved("view"));
  await waitFor(() => expect(result.current.moved).toEqual({}));
  act(() => result.current.move("b", { x: 3, y: 4 }));
  act(() => result.current.save());
  await waitFor(() => expect(saved()?.value).toEqual({ a: { x: 1, y: 2 }, b: { x: 3, y: 4 } }));
});

test("a late answer about another view is no part of this one", async () => {
  let release: (value: object) => void = () => undefined;
  const late = new Promise<object>((resolve) => {
    release = resolve;
  });
  const setting = ({ name }: { name: string }) => (name === "slow" ? late : { c: { x: 5, y: 6 } });
  answers({ query: { me: { ...ME, setting } } });
  const { result, rerender } = renderHook(({ view }) => useMoved(view), { initialProps: { view: "slow" } });
  rerender({ view: "fast" });
  await waitFor(() => expect(result.current.moved).toEqual({ c: { x: 5, y: 6 } }));
  release({ a: { x: 1, y: 2 } });
  await late;
  act(() => result.current.move("b", { x: 3, y: 4 }));
  act(() => result.current.save());
  await waitFor(() => expect(saved()).toEqual({ name: "fast", value: { b: { x: 3, y: 4 }, c: { x: 5, y: 6 } } }));
});

test("when nothing more is remembered, the views moved in longest ago are forgotten", async () => {
  const names = ["lineage TABLE old", "columns", "lineage TABLE older"];
  let full = true;
  const saveSetting = ({ value }: { value: unknown }) => {
    if (value === null) full = false;
    else if (full) throw new GraphQLError("One person has at most 500 settings.", { extensions: { code: "LIMIT" } });
    return ME;
  };
  answers({ query: { me: { ...ME, settingNames: names, setting: () => null } }, mutation: { saveSetting } });
  const { result } = renderHook(() => useMoved("lineage TABLE new"));
  await waitFor(() => expect(result.current.moved).toEqual({}));
  act(() => result.current.move("b", { x: 3, y: 4 }));
  act(() => result.current.save());
  const written = () => asked.filter(({ operation }) => operation === "SaveLineagePositions");
  await waitFor(() => expect(written()).toHaveLength(4));
  expect(written().map(({ variables: { name, value } }) => [name, value])).toEqual([
    ["lineage TABLE new", { b: { x: 3, y: 4 } }],
    ["lineage TABLE old", null],
    ["lineage TABLE older", null],
    ["lineage TABLE new", { b: { x: 3, y: 4 } }],
  ]);
});

test("what was asked for before the canvas was there is not asked for again, and is taken once", async () => {
  remembers({ view: { a: { x: 1, y: 2 } } });
  const read = () => asked.filter(({ operation }) => operation === "LineagePositions");
  beginMoved("view");
  const first = renderHook(() => useMoved("view"));
  await waitFor(() => expect(first.result.current.moved).toEqual({ a: { x: 1, y: 2 } }));
  expect(read()).toHaveLength(1);
  first.unmount();
  const second = renderHook(() => useMoved("view"));
  await waitFor(() => expect(second.result.current.moved).toEqual({ a: { x: 1, y: 2 } }));
  expect(read()).toHaveLength(2);
});
