import { act, renderHook, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { useDebouncedText } from "./useDebouncedText";

/** The text beside an address that follows when it is let. */
function besideAddress() {
  const told: string[] = [];
  const { result } = renderHook(() => {
    const [value, arrive] = useState("");
    const [typed, type] = useDebouncedText(value, (text) => told.push(text), 1);
    return { typed, type, arrive };
  });
  return { told, result };
}

test("what is typed while the address follows what was told stays", async () => {
  const { told, result } = besideAddress();
  act(() => result.current.type("ab"));
  await waitFor(() => expect(told).toEqual(["ab"]));
  act(() => result.current.type("abc"));
  act(() => result.current.arrive("ab"));
  expect(result.current.typed).toBe("abc");
  await waitFor(() => expect(told).toEqual(["ab", "abc"]));
});

test("another address takes the place of what is typed", async () => {
  const { told, result } = besideAddress();
  act(() => result.current.type("ab"));
  await waitFor(() => expect(told).toEqual(["ab"]));
  act(() => result.current.arrive("ab"));
  act(() => result.current.arrive(""));
  expect(result.current.typed).toBe("");
  act(() => result.current.arrive("ab"));
  expect(result.current.typed).toBe("ab");
});
